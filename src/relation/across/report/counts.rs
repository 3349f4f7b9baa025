//! Head counts and other counts in the prose of both, by their subject without place and filler.

use crate::filing::{Cell, Evaluation, Narrative};
use crate::narrative::prose::Mention;
use crate::relation::across::prose::agrees;
use crate::relation::across::report::budgets::is_near;
use crate::relation::across::report::{Restatement, figure, is_of, restatement, texts, undated};
use crate::value::unit::Dimension;

/// Fewer digits are alike or not by chance.
const FEWEST_DIGITS: usize = 3;
/// Counts of one subject that differ by more are of different scope.
const NEAR: i64 = 2;

/// What the report and the table's own prose both count: `职工医保参保43.42万人`.
pub fn counts<'a>(report: &'a Narrative, table: &'a Evaluation) -> Vec<Restatement<'a>> {
    let year = report.head.evaluated_year().or(table.head.evaluated_year());
    let goals = table.goals.as_ref().and_then(|goals| goals.achieved.as_ref());
    let theirs: Vec<&Cell> = [goals, table.conclusion.as_ref()]
        .into_iter()
        .flatten()
        .filter(|cell| !cell.is_empty())
        .collect();
    let counted = theirs.iter().flat_map(|cell| {
        cell.prose()
            .mentions
            .iter()
            .filter_map(|mention| Some((*cell, mention, subject(mention, year)?)))
    });
    let counted: Vec<(&Cell, &Mention, String)> = counted.collect();
    if counted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Restatement<'a>> = Vec::new();
    for (_, cell, prose) in texts(report) {
        for mention in &prose.mentions {
            let Some(own) = subject(mention, year) else { continue };
            for (theirs, other, _) in counted.iter().filter(|(_, _, subject)| *subject == own) {
                let Some(agrees) = agrees(&figure(mention), &figure(other)) else { continue };
                let both = mention.item.base().zip(other.item.base());
                if agrees || both.is_some_and(|(a, b)| is_near(a, b, NEAR)) {
                    let mut restatement = restatement(cell, mention, vec![*theirs], agrees);
                    restatement.theirs = theirs.quoted(other.item.span);
                    restatement.ours.clone_from(&restatement.stated);
                    restatement.cell_span = Some(other.item.span);
                    match found.iter_mut().find(|known| {
                        known.cell_span == restatement.cell_span
                            && known.theirs == restatement.theirs
                    }) {
                        Some(known) if restatement.agrees => *known = restatement,
                        Some(_) => {}
                        None => found.push(restatement),
                    }
                }
            }
        }
    }
    found
}

/// What a head count is of, without place and filler; nothing where another year, an aim or a
/// change is counted.
fn subject(mention: &Mention, year: Option<i32>) -> Option<String> {
    const OTHERWISE: [&str; 18] = [
        "上年", "去年", "同期", "目标", "计划", "任务", "新增", "净增", "比", "较", "增加", "减少",
        "平均", "人均", "预计", "应", "其他", "仅",
    ];
    const ONE_NAME: [(&str, &str); 3] =
        [("基本医疗保险", "医保"), ("医疗保险", "医保"), ("养老保险", "养老")];
    const FILLER: [&str; 34] = [
        "全市", "我市", "本市", "全省", "我省", "全县", "我县", "全区", "我区", "截至", "年末",
        "年底", "城镇", "城乡", "基本", "参加", "参保", "人数", "人员", "总数", "达到", "完成",
        "实现", "累计", "整体", "共有", "共", "已", "达", "为", "的", "了", "总", "有",
    ];
    let item = &mention.item;
    let digits = item.number.plain().to_string().bytes().filter(u8::is_ascii_digit).count();
    if item.unit.dimension != Dimension::Count
        || digits < FEWEST_DIGITS
        || item.among
        || OTHERWISE.iter().any(|word| item.label.contains(word))
    {
        return None;
    }
    if !is_of(year, &item.label) {
        return None;
    }
    let undated = undated(&item.label);
    if undated.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let named =
        ONE_NAME.iter().fold(undated.to_owned(), |label, (long, short)| label.replace(long, short));
    let key = FILLER.iter().fold(named, |label, word| label.replace(word, ""));
    (key.chars().count() >= 2).then_some(key)
}
