//! A standard for each, times how many, where a sentence has just one of each:
//! `按每人每年400元标准，资助28.71万名困难人员，资助资金1.14亿元`.

use super::fact::{Fact, earlier};
use crate::value::number::Dec;

/// A sentence with more figures is about more than one thing.
const REACH: usize = 11;
/// Words for a standard, and what it is counted by.
const HEADS: [(&str, &str); 6] = [
    ("每人", "人"),
    ("每生", "人"),
    ("每名", "人"),
    ("人均", "人"),
    ("每户", "户"),
    ("每亩", "亩"),
];

/// The standard and the count of which the amount at `index` is the product, if words leave no
/// doubt and it is near enough not to be for other months or other people.
pub fn find(facts: &[Fact<'_>], index: usize) -> Option<(usize, usize)> {
    const OTHERS: [&str; 7] = ["预算", "人均", "平均", "上年", "去年", "结余", "其他"];
    let (amount, before) = (facts.get(index)?, earlier(facts, index, REACH));
    let after = facts.get(index + 1).filter(|next| next.place.sentence == amount.place.sentence);
    let is_amount = |fact: &Fact<'_>| fact.item.unit.noun == "元" && standard(fact).is_none();
    // The sentence must have no other amount, and no other standard.
    let is_other = |fact: &Fact<'_>| is_amount(fact) || standard(fact).is_some();
    let mut standards =
        before.iter().enumerate().filter_map(|(nth, fact)| Some((nth, fact, standard(fact)?)));
    let ((nth_price, price, noun), None) = (standards.next()?, standards.next()) else {
        return None;
    };
    let is_head = |fact: &Fact<'_>| {
        fact.item.unit.noun == noun || noun == "人" && matches!(&*fact.item.unit.noun, "名" | "位")
    };
    let mut counts = before.iter().enumerate().filter(|(_, fact)| is_head(fact));
    let ((nth_heads, heads), None) = (counts.next()?, counts.next()) else { return None };
    let is_clear = is_amount(amount)
        && !before.iter().any(is_amount)
        && after.is_none_or(|next| !is_other(next) && !is_head(next))
        && !amount.follows_rough
        && before.iter().all(|fact| !fact.follows_rough)
        && !amount.item.among
        && !heads.item.among
        && !heads.item.apart
        && !amount.item.is_labelled(&OTHERS);
    let due = price.base.times(heads.base)?;
    let off = amount.base.over(due)?.minus(Dec::ONE)?.abs();
    // With a yearly standard even a small difference can be of people who came or went.
    let is_yearly = price.item.is_labelled(&["每年", "每学年", "每学期", "年度"]);
    let reach = if is_yearly { Dec::new(5, 3) } else { Dec::new(5, 2) };
    // Rounded, or cut off.
    let is_printed = due.minus(amount.base)?.abs() < Dec::ONE.shift(amount.last_printed())?;
    let start = index - before.len();
    (is_clear && (off < reach || is_printed)).then_some((start + nth_price, start + nth_heads))
}

/// What a figure is a standard for each of.
fn standard(fact: &Fact<'_>) -> Option<&'static str> {
    let unit = &*fact.item.unit.noun;
    let in_label = HEADS.iter().find(|(word, _)| unit == "元" && fact.item.label.contains(word));
    let in_unit = || {
        let per = unit.strip_prefix("元/")?;
        HEADS.iter().find(|(_, noun)| per.starts_with(noun))
    };
    in_label.or_else(in_unit).map(|(_, noun)| *noun)
}
