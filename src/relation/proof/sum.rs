//! Sums: a total and the parts listed after it, or before it.

use super::fact::{Fact, is_step};
use super::tie::{Form, Kind, Tie};
use crate::narrative::sum::{is_whole, sharers};
use crate::value::text::contains_any;

/// A longer list is a table.
const MOST_PARTS: usize = 12;
/// How many figures after a total its parts may be among.
const REACH: usize = 24;

/// A list that is said to be one: 其中, brackets, 主要为.
const LISTED: i32 = 15;
/// Names that make a whole: 基本支出 and 项目支出.
const WHOLE: i32 = 15;
/// Figures that merely follow.
const FOLLOWING: i32 = 0;

/// Words that begin another statement, so that the figure after them is no part.
const ENDS: [&str; 8] = ["合计", "共计", "人均", "户均", "平均", "结余", "占", "完成"];

pub fn find(facts: &[Fact<'_>], ties: &mut Vec<Tie>) {
    for index in 0..facts.len() {
        listed_after(facts, index, ties);
        listed_before(facts, index, ties);
    }
}

/// `收入100万元，其中：a60万元，b40万元`, `补助700元，中央210元、省490元`, `主要为：1. …；2. …`.
fn listed_after(facts: &[Fact<'_>], index: usize, ties: &mut Vec<Tie>) {
    let Some(total) = facts.get(index) else { return };
    if !can_be_added(total) {
        return;
    }
    let mut parts: Vec<usize> = Vec::new();
    let mut factors: Vec<i64> = Vec::new();
    let mut depth = total.item.depth;
    let mut is_said = false;
    let mut found: Vec<Tie> = Vec::new();
    for (at, fact) in facts.iter().enumerate().skip(index + 1).take(REACH) {
        if fact.line != total.line || parts.len() >= MOST_PARTS {
            break;
        }
        if !fact.is_like(total) || !can_be_added(fact) {
            continue;
        }
        if parts.is_empty() {
            is_said = fact.item.among
                || fact.item.depth > total.item.depth
                || contains_any(&fact.item.topic, &["主要", "包括", "分别", "如下", "其中", "构成"])
                || contains_any(&fact.item.label, &["主要", "包括", "分别", "由", "其中"]);
            depth = fact.item.depth;
        } else if fact.item.depth > depth || fact.item.among && fact.item.depth == depth {
            // The details of a part.
            if fact.item.among && fact.item.depth == depth {
                break;
            }
            continue;
        } else if fact.item.depth < depth {
            break;
        }
        if !parts.is_empty() && contains_any(&fact.item.label, &ENDS) {
            break;
        }
        let Some(times) = sharers(&fact.item.label) else { break };
        parts.push(at);
        factors.push(times);
        if parts.len() > 1 || times > 1 {
            found.push(Tie {
                kind: Kind::Sum,
                form: Form::Linear(factors.clone()),
                figures: core::iter::once(index).chain(parts.iter().copied()).collect(),
                words: if is_said { LISTED } else { FOLLOWING },
                tried: 1,
            });
        }
    }
    let tried = found.len();
    let last = found.len().saturating_sub(1);
    for (nth, mut tie) in found.into_iter().enumerate() {
        let names: Vec<&str> = tie.figures.iter().skip(1).filter_map(|index| facts.get(*index)).map(|fact| fact.item.label.as_str()).collect();
        if is_whole(&names, true) {
            tie.words += WHOLE;
        }
        // The whole list is likelier meant than its beginning.
        tie.tried = if nth == last { 1 } else { tried };
        ties.push(tie);
    }
}

/// `a60万元，b40万元，合计100万元`.
fn listed_before(facts: &[Fact<'_>], index: usize, ties: &mut Vec<Tie>) {
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
        .take_while(|fact| fact.line == total.line)
        .collect();
    // What is taken off is no part: 扣除质保金后合计.
    let is_taken = |fact: &Fact<'_>| contains_any(&fact.item.label, &TAKEN);
    let is_plain = !before.iter().any(|fact| is_taken(fact)) && !is_taken(total);
    let parts: Vec<usize> = before
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.is_like(total) && can_be_added(fact))
        .map(|(nth, _)| index - 1 - nth)
        .collect();
    for length in 2..=parts.len() {
        let listed = parts.get(..length).unwrap_or(&[]);
        let is_whole = is_plain && length == parts.len();
        ties.push(Tie {
            kind: Kind::Sum,
            form: Form::Linear(vec![1; length]),
            figures: core::iter::once(index).chain(listed.iter().rev().copied()).collect(),
            words: if is_whole { LISTED } else { FOLLOWING },
            tried: if is_whole { 1 } else { parts.len() },
        });
    }
}

/// Words for what makes a total less than its parts.
const TAKEN: [&str; 10] =
    ["收回", "扣除", "扣减", "核减", "调减", "上缴", "退回", "剔除", "缴回", "以及"];

/// Can it be a part of a sum, or a sum? Points are added by the outline of a report.
fn can_be_added(fact: &Fact<'_>) -> bool {
    let is_change = is_step(&fact.item.label) && !fact.item.is_labelled(&["追加"]);
    !fact.item.is_share() && fact.item.unit.noun != "分" && !is_change
}
