//! Percentages of a sample of known size: some whole number of answers must give them.

use super::claim::{Claim, ClaimKind, ClaimVerdict, Context};
use super::scanner::Item;
use crate::value::interval::Interval;
use crate::value::number::Dec;

/// In a larger sample some whole number gives any percentage with two decimals.
const LARGEST: i64 = 20_000;
/// A text with more samples or shares is not a sentence.
const MOST: usize = 16;
const SAMPLES: [&str; 9] =
    ["问卷", "评分表", "调查表", "样本", "受访", "测评表", "评价表", "征求意见表", "评议表"];
const SHARES: [&str; 5] = ["满意率", "满意比例", "满意的占", "知晓率", "满意占"];

/// Adds the percentages of a sentence to `found`.
pub fn find(context: &Context<'_>, found: &mut Vec<Claim>) {
    if !context.items().iter().any(is_sample) {
        return;
    }
    // If 100 were sent out and 95 came back, the percentage may be of either.
    let samples: Vec<&Item> = context
        .items()
        .iter()
        .filter(|item| is_sample(item) || is_answered(item))
        .take(MOST)
        .collect();
    let Some(last) = samples.last() else { return };
    for share in context
        .items()
        .iter()
        .filter(|item| item.is_share() && item.token > last.token && item.is_labelled(&SHARES))
        .take(MOST)
    {
        let is_of_another = share.vague
            || share.apart
            || share.operand
            || share.is_labelled(&["平均", "综合", "加权", "目标", "系统", "上年", "去年"]);
        if is_of_another || samples.iter().any(|sample| sample.vague) {
            continue;
        }
        let fits = samples.iter().filter_map(|sample| fitting(sample, share));
        let Some((_, nearest)) = fits.clone().next_back() else { continue };
        let holds = fits.clone().any(|(is_given, _)| is_given);
        let Some(size) = last.number.to_i64() else { continue };
        let Some(near) =
            Dec::whole(nearest).over(Dec::whole(size)).and_then(|share| share.times(Dec::HUNDRED))
        else {
            continue;
        };
        let expected = near.round(share.number.decimals());
        found.push(Claim {
            kind: ClaimKind::Sample,
            verdict: if holds { ClaimVerdict::Holds } else { ClaimVerdict::Wrong },
            span: share.span,
            expected: context.restated(share, expected),
            difference: share.number.minus(expected),
            formula: format!("{nearest} ÷ {size} × 100% = {expected}%"),
        });
    }
}

fn is_sample(item: &Item) -> bool {
    let size = item.number.to_i64().is_some_and(|size| (1..=LARGEST).contains(&size));
    let counted =
        matches!(&*item.unit.noun, "份" | "人" | "名" | "户" | "张") && item.unit.power == 0;
    let words = |text: &str| SAMPLES.iter().any(|word| text.contains(word));
    size && counted && (words(&item.label) || words(&item.tail))
}

fn is_answered(item: &Item) -> bool {
    let size = item.number.to_i64().is_some_and(|size| (1..=LARGEST).contains(&size));
    size && item.unit.power == 0
        && item.is_labelled(&["收回", "回收", "有效", "满意"])
        && matches!(&*item.unit.noun, "份" | "人" | "名" | "户" | "张")
}

/// Whether a whole number of answers gives the share, and the number that comes nearest.
fn fitting(sample: &Item, share: &Item) -> Option<(bool, i64)> {
    let exact = share.base()?.times(sample.number)?;
    let nearest = exact.round(0);
    let given = nearest.over(sample.number)?.times(Dec::HUNDRED)?;
    let printed = Interval::of(share.number, share.number.decimals())?;
    Some((printed.contains(given), nearest.to_i64()?))
}
