//! Differences: `比预算数减少2.19万元`, `收入…支出…结余…`, `由…增加到…，增加…`, `提高1.3个百分点`.

use super::claim::{Claim, ClaimKind, Context, added, slack};
use super::scanner::Item;
use crate::value::number::Dec;

/// How many quantities back operands are looked for.
const REACH: usize = 8;
const STEPS: [&str; 18] = [
    "减少", "增加", "增长", "下降", "节约", "节省", "高", "低", "多", "少", "提高", "降低", "上升",
    "超出", "高出", "压减", "增长了", "提升",
];
const INCOME: [&str; 6] = ["总收入", "收入", "预算", "到位", "下达", "拨入"];
const SPENT: [&str; 5] = ["总支出", "支出", "使用", "执行", "支付"];
/// Words for balances that include earlier years.
const CARRIED: [&str; 8] = ["年末", "滚存", "累计", "期末", "历年", "上年", "年终", "统筹"];

/// Adds the differences of a sentence to `found`.
pub fn find(context: &Context<'_>, found: &mut Vec<Claim>) {
    for (index, step) in context.items().iter().enumerate() {
        if step.vague || step.operand {
            continue;
        }
        let before = context.items().get(index.saturating_sub(REACH)..index).unwrap_or(&[]);
        found.extend(
            carried(context, step, before)
                .or_else(|| balance(context, step, before))
                .or_else(|| compared(context, step, before))
                .or_else(|| left_over(context, step, before)),
        );
    }
}

/// The claim that `stated` is the difference of two quantities.
fn minus(context: &Context<'_>, stated: &Item, from: &Item, take: &Item) -> Option<Claim> {
    if from.vague || take.vague {
        return None;
    }
    let exact = from.base()?.minus(take.base()?)?;
    // Words such as 减少 give the sign, so the figure is the distance.
    let exact = if stated.number.is_negative() { exact } else { exact.abs() };
    let (more, less) = if from.base()? >= take.base()? { (from, take) } else { (take, from) };
    let formula = format!("{} - {}", context.shown(more), context.shown(less));
    added(
        ClaimKind::Difference,
        context,
        stated,
        exact,
        slack(stated, [(from, 1), (take, 1)].into_iter())?,
        formula,
    )
}

fn holding(claim: Option<Claim>) -> Option<Claim> {
    claim.filter(|claim| claim.holds())
}

/// Whether `step` can be a difference of quantities such as `item`. Percentage points are
/// differences of shares.
fn is_step_of(step: &Item, item: &Item) -> bool {
    if step.unit.noun == "百分点" { item.unit.noun == "%" } else { step.is_like(item) }
}

/// `比上年97.2%提高1.3个百分点`, `比预算安排数减少2.19万元`
fn compared(context: &Context<'_>, step: &Item, before: &[Item]) -> Option<Claim> {
    let label = step.label.trim_end_matches('了');
    if !STEPS.iter().any(|word| label.ends_with(word))
        || step.is_share() && step.unit.noun != "百分点"
    {
        return None;
    }
    let same: Vec<&Item> =
        before.iter().filter(|item| is_step_of(step, item) && !item.operand).collect();
    let [earlier @ .., one, other] = same.as_slice() else { return None };
    let claim = minus(context, step, one, other)?;
    if claim.holds() {
        return Some(claim);
    }
    let compares =
        |label: &str| label.starts_with('比') || label.starts_with('较') || label.contains("，比");
    // `比预算安排数减少` names one of the two; in `比上年97.2%提高` the second one is in between.
    let name = label.trim_start_matches(['比', '较']);
    let name = STEPS
        .iter()
        .fold(name, |name, word| name.strip_suffix(word).unwrap_or(name))
        .trim_end_matches('数');
    let named = compares(label)
        && name.chars().count() >= 2
        && [one, other].iter().filter(|item| item.label.contains(name)).count() == 1;
    let between = compares(&other.label) && label.chars().count() <= 3;
    let stepped = (one.label.contains('由') || one.label.contains('从'))
        && ["到", "至", "为"].iter().any(|word| other.label.ends_with(word))
        && label.chars().count() <= 4;
    let plain = earlier.is_empty()
        && !step.apart
        && !one.among
        && !other.among
        && one.depth == step.depth
        && other.depth == step.depth;
    let others = before.iter().all(|item| is_step_of(step, item) || item.is_share());
    (plain && others && (named || between || stepped)).then_some(claim)
}

/// `上年结转126.5万元，本年收入3260万元，本年支出3298.6万元，年末结转87.9万元`
fn carried(context: &Context<'_>, step: &Item, before: &[Item]) -> Option<Claim> {
    let [opening, income, spent] = before else { return None };
    let closes = ["年末结转", "年末结余", "年末结转结余", "结转下年", "期末余额", "年末滚存结余"];
    let is_closing =
        closes.iter().any(|word| step.label.trim_end_matches(['为', '达']).ends_with(word));
    let is_opening = opening
        .is_labelled(&["上年结转", "年初结转", "上年结余", "年初结余", "期初余额", "上年末"]);
    let are_alike = [opening, income, spent]
        .iter()
        .all(|item| item.is_like(step) && !item.vague && !item.operand && !item.among);
    let is_flow = income.is_labelled(&INCOME)
        && !income.is_labelled(&SPENT)
        && spent.is_labelled(&SPENT)
        && !step.apart
        && step.depth == opening.depth;
    if !(is_closing && is_opening && are_alike && is_flow) {
        return None;
    }
    let exact = opening.base()?.plus(income.base()?)?.minus(spent.base()?)?;
    let slack = slack(step, [(opening, 1), (income, 1), (spent, 1)].into_iter())?;
    let formula = format!(
        "{} + {} - {}",
        context.shown(opening),
        context.shown(income),
        context.shown(spent)
    );
    added(ClaimKind::Difference, context, step, exact, slack, formula)
}

/// `总收入…，总支出…，当期结余…`
fn balance(context: &Context<'_>, step: &Item, before: &[Item]) -> Option<Claim> {
    let label = step.label.trim_end_matches(['为', '达', '资', '金']);
    if !(label.ends_with("结余") || label.ends_with("节余") || label.ends_with("剩余"))
        || step.is_share()
    {
        return None;
    }
    let same: Vec<&Item> =
        before.iter().filter(|item| item.is_like(step) && !item.operand).collect();
    let one = |words: &[&str], not: &[&str]| {
        let mut fitting =
            same.iter().filter(|item| item.is_labelled(words) && !item.is_labelled(not));
        let first = fitting.next();
        first.filter(|_| fitting.next().is_none()).copied()
    };
    let pair = match (one(&["总收入"], &[]), one(&["总支出"], &[])) {
        (Some(income), Some(spent)) => Some((income, spent, true)),
        _ => match (one(&INCOME, &SPENT), one(&SPENT, &[])) {
            (Some(income), Some(spent)) => {
                Some((income, spent, same.len() == 2 && before.len() == 2))
            }
            _ => None,
        },
    };
    if let Some((income, spent, is_only_pair)) = pair {
        let claim = minus(context, step, income, spent)?;
        let is_plain = is_only_pair
            && !step.is_labelled(&CARRIED)
            && !step.apart
            && step.depth == income.depth
            && !income.is_labelled(&["年初", "上年"]);
        // `提取福利基金300万元` and `财政收回5万元` change the balance too.
        let is_taken =
            |item: &Item| item.is_labelled(&["提取", "上缴", "收回", "缴回", "调出", "划转"]);
        let is_certain =
            is_plain && income.base()? >= spent.base()? && !context.items().iter().any(is_taken);
        if claim.holds() || is_certain {
            return Some(claim);
        }
    }
    // Income and expenditure may be in earlier sentences.
    let earlier: Vec<&Item> = context.earlier.iter().flat_map(|s| &s.items).chain(before).collect();
    let earlier =
        earlier.iter().rev().take(3 * REACH).filter(|item| item.is_like(step) && !item.vague);
    let earlier: Vec<&&Item> = earlier.collect();
    earlier.iter().filter(|item| item.is_labelled(&INCOME)).find_map(|income| {
        earlier
            .iter()
            .filter(|item| item.is_labelled(&SPENT) && item.token != income.token)
            .find_map(|spent| holding(minus(context, step, income, spent)))
    })
}

/// `6101808人，其中省内重复6467人，跨省重复9373人，实际608.60万人`; found only if it is right.
fn left_over(context: &Context<'_>, step: &Item, before: &[Item]) -> Option<Claim> {
    if !step.is_labelled(&["实际", "剔除", "扣除"]) {
        return None;
    }
    let same: Vec<&Item> = before.iter().filter(|item| item.is_like(step) && !item.vague).collect();
    let (whole, taken) = same.split_first()?;
    if taken.is_empty() || !before.iter().any(|item| item.among) {
        return None;
    }
    let sum = taken.iter().try_fold(Dec::ZERO, |sum, item| sum.plus(item.base()?))?;
    let slack = slack(step, same.iter().map(|item| (*item, 1)))?;
    let formula = core::iter::once(whole)
        .chain(taken)
        .map(|item| context.shown(item))
        .collect::<Vec<_>>()
        .join(" - ");
    holding(added(ClaimKind::Difference, context, step, whole.base()?.minus(sum)?, slack, formula))
}
