//! Budgets, execution and its rate, where another figure of the sentence is the table's or the text
//! says 我单位.

use crate::filing::{Cell, Evaluation, FundLine, Narrative};
use crate::narrative::prose::{Mention, Prose};
use crate::relation::across::prose::agrees;
use crate::relation::across::report::{Restatement, core, figure, is_of, once, restatement, texts};
use crate::value::number::Dec;
use crate::value::unit::Dimension;

const INITIAL: [&str; 4] = ["年初预算", "年初预算数", "年初部门预算", "年初预算总额"];
const ADJUSTED: [&str; 5] = ["全年预算", "全年预算数", "调整后预算", "调整后预算数", "调整预算数"];
const EXECUTED: [&str; 5] = ["预算执行", "预算执行数", "全年执行数", "执行数", "实际支出"];
const RATE: [&str; 2] = ["预算执行率", "执行率"];
/// Budgets of parts.
const PARTS: [&str; 12] = [
    "项目", "经费", "三公", "专项", "基金", "采购", "公用", "人员", "基本支出", "上年", "下属",
    "街道",
];
const OWN: [&str; 12] = [
    "我单位", "我局", "我委", "我厅", "我院", "我校", "我办", "本单位", "本部门", "我部门",
    "部门整体", "单位整体",
];

/// The budgets of the whole that the report states beside its table's. A function of its own as
/// [`super::figures`] is.
#[inline(never)]
pub fn budgets<'a>(report: &'a Narrative, table: &'a Evaluation) -> Vec<Restatement<'a>> {
    let Some(line) = table.funds.as_ref().and_then(|funds| funds.total.as_ref()) else {
        return Vec::new();
    };
    let year = report.head.evaluated_year();
    let mut found = Vec::new();
    for (_, cell, prose) in texts(report) {
        for sentence in prose.mentions.chunk_by(|a, b| a.sentence == b.sentence) {
            if sentence.iter().all(|mention| is_of(year, &mention.item.label)) {
                found.extend(budgets_of(cell, prose, sentence, line, table.project.is_some()));
            }
        }
    }
    once(found)
}

fn budgets_of<'a>(
    cell: &'a Cell,
    prose: &Prose,
    sentence: &[Mention],
    line: &'a FundLine,
    is_project: bool,
) -> Vec<Restatement<'a>> {
    let is_of_part = |text: &str| {
        PARTS.iter().any(|word| text.contains(word) && !(is_project && *word == "项目"))
    };
    let of_part = |mention: &Mention| {
        is_of_part(&mention.item.label)
            || is_of_part(&mention.item.topic)
            || is_of_part(prose.lead(mention))
    };
    if sentence.iter().any(of_part) {
        return Vec::new();
    }
    let stated: Vec<(&Mention, &Cell, bool)> = sentence
        .iter()
        .filter(|mention| !mention.item.among)
        .filter_map(|mention| {
            let cell = budget_named(core(&mention.item.label), line)?;
            Some((mention, cell, agrees(&figure(mention), cell.figure()?)?))
        })
        .collect();
    let is_money =
        |cell: &Cell| cell.figure().is_some_and(|figure| figure.unit.dimension == Dimension::Money);
    let is_anchored = stated.iter().any(|(_, cell, agrees)| *agrees && is_money(cell));
    let is_own =
        |mention: &Mention| OWN.iter().any(|word| mention.item.label.contains(word)) || is_project;
    stated
        .iter()
        .filter(|(mention, cell, agrees)| {
            *agrees || is_anchored || is_money(cell) && is_own(mention) && near(mention, cell, 10)
        })
        .map(|(mention, theirs, agrees)| restatement(cell, mention, vec![theirs], *agrees))
        .collect()
}

fn budget_named<'a>(label: &str, line: &'a FundLine) -> Option<&'a Cell> {
    let ends = |words: &[&str]| words.iter().any(|word| label.ends_with(word));
    if ends(&RATE) {
        line.rate.as_ref()
    } else if ends(&INITIAL) {
        line.initial.as_ref()
    } else if ends(&ADJUSTED) {
        line.budget.as_ref()
    } else if ends(&EXECUTED) {
        line.executed.as_ref()
    } else {
        None
    }
}

/// Do the two differ by less than so many per cent?
fn near(mention: &Mention, cell: &Cell, percent: i64) -> bool {
    let (Some(stated), Some(theirs)) = (mention.item.base(), cell.amount()) else { return false };
    is_near(stated, theirs, percent)
}

pub fn is_near(a: Dec, b: Dec, percent: i64) -> bool {
    let reach = b.abs().times(Dec::new(percent, 2));
    a.minus(b).zip(reach).is_some_and(|(difference, reach)| difference.abs() < reach)
}
