//! Comparisons of a result with its target: `报销比例为65.29%，低于指标值70%`.

use super::claim::{Claim, ClaimKind, ClaimVerdict, Context};
use super::scanner::Item;

const ABOVE: [&str; 6] = ["超过", "超出", "高于", "高出", "大于", "优于"];
const BELOW: [&str; 5] = ["低于", "未达到", "未达", "少于", "小于"];
const AIMS: [&str; 6] = ["指标值", "目标", "预期值", "计划值", "考核要求", "任务"];

/// Adds the comparisons of a sentence to `found`.
pub fn find(context: &Context<'_>, found: &mut Vec<Claim>) {
    let pairs = context.items().windows(2);
    found.extend(pairs.filter_map(|pair| {
        if let [result, aim] = pair { compared(context, result, aim) } else { None }
    }));
}

fn compared(context: &Context<'_>, result: &Item, aim: &Item) -> Option<Claim> {
    let begins = |words: &[&str]| words.iter().any(|word| aim.label.starts_with(word));
    let is_above = begins(&ABOVE);
    // `高于95%的目标值` or `高于目标值95%`. In the first 高于 makes the target vague; in the second
    // nothing may.
    let names_aim = |text: &str| AIMS.iter().any(|word| text.contains(word));
    let is_bare = aim.label.chars().count() <= 3;
    let is_aim = if is_bare { names_aim(&aim.tail) } else { names_aim(&aim.label) && !aim.vague };
    let is_pair = result.is_like(aim)
        && !result.vague
        && !result.operand
        && !aim.operand
        && !aim.apart
        && result.depth == aim.depth;
    // `高于目标3个百分点` states a difference, not the target.
    let is_step = aim.tail.contains("百分点") || aim.unit.noun == "百分点";
    if !(is_above || begins(&BELOW)) || !is_aim || !is_pair || is_step {
        return None;
    }
    let (stated, limit) = (result.base()?, aim.base()?);
    if stated == limit {
        return None;
    }
    let holds = is_above == (stated > limit);
    Some(Claim {
        kind: ClaimKind::Comparison,
        verdict: if holds { ClaimVerdict::Holds } else { ClaimVerdict::Wrong },
        span: (result.span.0, aim.span.1),
        expected: if stated > limit { "高于" } else { "低于" }.to_owned(),
        difference: None,
        formula: format!(
            "{} {} {}",
            context.shown(result),
            if stated > limit { '>' } else { '<' },
            context.shown(aim)
        ),
    })
}
