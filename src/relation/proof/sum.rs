//! Sums: a total and the parts listed after it, or before it.

use super::fact::Fact;
use super::tie::{Form, Kind, Tie, Ties};
use crate::narrative::sum::{is_whole, sharers};
use crate::value::number::Dec;
use crate::value::text::contains_any;

/// A longer list is a table.
const MOST_PARTS: usize = 12;
/// How many figures before a list its total may be among.
const MOST_TOTALS: usize = 5;
/// How many figures a list may go on for.
const REACH: usize = 24;

/// A list that is said to be one: 其中, brackets, 主要为.
const LISTED: i32 = 15;
/// Names that make a whole: 基本支出 and 项目支出.
const WHOLE: i32 = 15;
/// Figures that merely follow.
const FOLLOWING: i32 = 0;

/// Words that begin a list.
const LISTS: [&str; 7] = ["主要", "包括", "分别", "如下", "其中", "构成", "由"];

/// Words that begin another statement, so that the figure after them is no part.
const ENDS: [&str; 8] = ["合计", "共计", "人均", "户均", "平均", "结余", "占", "完成"];

pub fn find(facts: &[Fact<'_>], ties: &mut Ties<'_>) {
    for index in 0..facts.len() {
        listed_from(facts, index, ties);
        listed_before(facts, index, ties);
    }
}

/// Lists that begin at a figure: `收入100万元，其中：a60万元，b40万元`, `补助700元（中央210元、省490元）`,
/// `主要为：1. …；2. …`. Their total is the figure before, or one a little earlier.
fn listed_from(facts: &[Fact<'_>], first: usize, ties: &mut Ties<'_>) {
    let Some(head) = facts.get(first) else { return };
    if !can_be_added(head) {
        return;
    }
    let before = facts
        .get(first.saturating_sub(MOST_TOTALS)..first)
        .unwrap_or(&[])
        .iter()
        .enumerate()
        .map(|(nth, fact)| (first.saturating_sub(MOST_TOTALS) + nth, fact))
        .rev()
        .take_while(|(_, fact)| core::ptr::eq(fact.cell, head.cell));
    let totals: Vec<(usize, &Fact<'_>)> =
        before.filter(|(_, fact)| fact.is_like(head) && can_be_added(fact)).collect();
    let Some((nearest, _)) = totals.first() else { return };
    let is_deeper = facts.get(first - 1).is_some_and(|before| head.item.depth > before.item.depth);
    let is_said = head.item.among
        || is_deeper
        || contains_any(head.item.topic, &LISTS)
        || contains_any(head.item.label, &LISTS);
    let (parts, factors) = parts(facts, first);
    let names: Vec<&str> =
        parts.iter().filter_map(|index| facts.get(*index)).map(|fact| fact.item.label).collect();
    let lengths: Vec<usize> = (1..=parts.len())
        .filter(|length| *length > 1 || factors.first().is_some_and(|factor| *factor > 1))
        .collect();
    let makes_whole: Vec<bool> = lengths
        .iter()
        .filter_map(|length| names.get(..*length))
        .map(|names| is_whole(names, false) || is_whole(names, true))
        .collect();
    let reach = if is_said { totals.len() } else { 1 };
    // The total, then the parts.
    let mut figures: Vec<usize> = core::iter::once(0).chain(parts.iter().copied()).collect();
    for (total, fact) in totals.iter().take(reach) {
        if fact.place.line != head.place.line && !is_said {
            break;
        }
        if let Some(first) = figures.first_mut() {
            *first = *total;
        }
        for (length, makes_whole) in lengths.iter().zip(&makes_whole) {
            let listed = parts.get(..*length).unwrap_or(&[]);
            if are_all(facts, listed, fact) || is_completed(facts, *total, listed) {
                continue;
            }
            let is_all = *length == parts.len();
            let mut words = if is_said { LISTED } else { FOLLOWING };
            words += if *makes_whole { WHOLE } else { 0 };
            // The whole list and the nearest total are likelier meant than others.
            let tried = if is_all { 1 } else { lengths.len() }
                * if total == nearest { 1 } else { totals.len() };
            ties.push(Tie {
                kind: Kind::Sum,
                form: Form::Linear(factors.get(..*length).unwrap_or(&[])),
                figures: figures.get(..=*length).unwrap_or(&[]),
                words,
                tried,
            });
        }
    }
}

/// Is what the parts leave of their total told after them: `…（尚有100万元缺口）`, `…，其余100万元`?
fn is_completed(facts: &[Fact<'_>], total: usize, listed: &[usize]) -> bool {
    let (Some(whole), Some(last)) = (facts.get(total), listed.last()) else { return false };
    let parts = listed.iter().filter_map(|index| Some(facts.get(*index)?.base));
    let Some(rest) = Dec::sum(parts).and_then(|sum| whole.base.minus(sum)) else { return false };
    let after = facts.get(last + 1..).unwrap_or(&[]).iter().take(2);
    let mut after = after.filter(|fact| fact.place.sentence == whole.place.sentence);
    after.any(|fact| fact.is_like(whole) && fact.base == rest)
}

/// The figures from `first` on that can be parts of one total, each with how many share it.
fn parts(facts: &[Fact<'_>], first: usize) -> (Vec<usize>, Vec<i64>) {
    let mut found = (Vec::new(), Vec::new());
    let Some(head) = facts.get(first) else { return found };
    for (at, fact) in facts.iter().enumerate().skip(first).take(REACH) {
        let is_numbered = contains_any(head.item.topic, &LISTS);
        let is_over = fact.place.sentence != head.place.sentence && !is_numbered;
        let is_next = fact.item.among && at > first && fact.item.depth == head.item.depth;
        let ends = at > first && contains_any(fact.item.label, &ENDS);
        if fact.place.line != head.place.line
            || found.0.len() >= MOST_PARTS
            || fact.item.depth < head.item.depth
            || is_next
            || is_over
            || ends
        {
            break;
        }
        // Details of a part, and figures about it, are none.
        if fact.item.depth > head.item.depth || !fact.is_like(head) || !can_be_added(fact) {
            continue;
        }
        let Some(times) = sharers(fact.item.label) else { break };
        found.0.push(at);
        found.1.push(times);
    }
    found
}

/// `a60万元，b40万元，合计100万元`.
fn listed_before(facts: &[Fact<'_>], index: usize, ties: &mut Ties<'_>) {
    const TOTALS: [&str; 8] =
        ["合计", "共计", "总计", "总额", "累计", "全年预算", "预算收入", "总收入"];
    let Some(total) = facts.get(index) else { return };
    if !can_be_added(total) || !total.item.is_labelled(&TOTALS) {
        return;
    }
    let before: Vec<&Fact<'_>> = facts
        .get(index.saturating_sub(MOST_PARTS)..index)
        .unwrap_or(&[])
        .iter()
        .rev()
        .take_while(|fact| fact.place.line == total.place.line)
        .collect();
    // What is taken off is no part: 扣除质保金后合计.
    let is_taken = |fact: &Fact<'_>| contains_any(fact.item.label, &TAKEN);
    let is_plain = !before.iter().any(|fact| is_taken(fact)) && !is_taken(total);
    let parts: Vec<usize> = before
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.is_like(total) && can_be_added(fact))
        .map(|(nth, _)| index - 1 - nth)
        .collect();
    // `剩余a万元及b万元（合计c万元）`: those of the sentence, or of all the line.
    let in_sentence = parts
        .iter()
        .filter(|at| {
            facts.get(**at).is_some_and(|fact| fact.place.sentence == total.place.sentence)
        })
        .count();
    for length in 2..=parts.len() {
        let listed = parts.get(..length).unwrap_or(&[]);
        if are_all(facts, listed, total) {
            continue;
        }
        let is_list = length == parts.len() || length == in_sentence;
        let is_whole = is_plain && is_list;
        let figures: Vec<usize> =
            core::iter::once(index).chain(listed.iter().rev().copied()).collect();
        ties.push(Tie {
            kind: Kind::Sum,
            form: Form::Linear([1; MOST_PARTS].get(..length).unwrap_or(&[])),
            figures: &figures,
            words: if is_whole { LISTED } else { FOLLOWING },
            tried: if is_whole { 1 } else { parts.len() },
        });
    }
}

/// Words for what makes a total less than its parts.
const TAKEN: [&str; 10] =
    ["收回", "扣除", "扣减", "核减", "调减", "上缴", "退回", "剔除", "缴回", "以及"];

/// Is every part what the total is? Then it is one figure again and again.
fn are_all(facts: &[Fact<'_>], parts: &[usize], total: &Fact<'_>) -> bool {
    parts.iter().all(|at| facts.get(*at).is_some_and(|part| part.base == total.base))
}

/// Can it be a part of a sum, or a sum? Points are added by the outline of a report.
fn can_be_added(fact: &Fact<'_>) -> bool {
    let is_change = fact.marks().is_step && !fact.item.is_labelled(&["追加"]);
    !fact.item.is_share() && fact.item.unit.noun != "分" && !is_change
}
