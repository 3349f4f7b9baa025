//! The years that a title names, and the year that a document is certainly about.

use crate::filing::{Cell, Document, Head, MaybeCell, Reads};
use crate::narrative::dated::{Dated, Moment};
use crate::narrative::occasion::{carried_out, is_due_early};
use crate::relation::prose::cells_of;
use crate::value::Column;
use crate::value::date::{Date, years_in};
use crate::value::text::contains_any;

/// The cells that tell when a document was written and what it is about: its dates and years, its
/// title, its sentences.
pub const DATED: Reads = Reads::of(&[Column::Words, Column::Prose, Column::Date, Column::Year]);

/// A year in a title, and whether it is called a budget year (`2025年度`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleYear {
    pub year: i32,
    pub is_budget_year: bool,
}

/// Every year of four digits before 年 in a compact title, in order; `None` if it names a period
/// (`2023-2025年`) or a school year.
pub fn years(title: &str) -> Option<Vec<TitleYear>> {
    const YEAR: usize = "2025年".len();
    let mut years = Vec::new();
    for (at, year) in years_in(title) {
        let (before, after) = (title.get(..at)?, title.get(at + YEAR..)?);
        if before.strip_suffix(DASHES).is_some_and(ends_with_year) || after.starts_with(DASHES) {
            return None;
        }
        years.push(TitleYear { year, is_budget_year: after.starts_with('度') });
    }
    (!title.contains("学年")).then_some(years)
}

const DASHES: [char; 6] = ['-', '—', '~', '至', '到', '、'];

/// The dash of `附件1-2025年度` does not join years.
fn ends_with_year(text: &str) -> bool {
    let digits = text.trim_end_matches('年').bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 4
}

/// The evaluated year: the document's own cell, else the only year of its title.
pub fn evaluated_year(head: &Head) -> Option<i32> {
    if let Some(date) = head.year.cell().and_then(|cell| cell.date()) {
        return Some(date.year);
    }
    let years = years(head.title.compact())?;
    // `2026年开展2025年度绩效自评`: the budget year is the one evaluated.
    let has_budget_year = years.iter().any(|year| year.is_budget_year);
    let mut meant = years.iter().filter(|year| year.is_budget_year == has_budget_year);
    let first = meant.next()?.year;
    meant.all(|year| year.year == first).then_some(first)
}

/// Whether documents of this kind are written after the year they are about. Monitoring in mid-year
/// is not.
pub fn looks_back(document: &Document) -> bool {
    let is_evaluation = matches!(
        document,
        Document::DepartmentEvaluation(_)
            | Document::ProjectEvaluation(_)
            | Document::TransferEvaluation(_)
            | Document::ScoreSheet(_)
            | Document::BaseData(_)
            | Document::FundAccounts(_)
    );
    is_evaluation && !is_titled_ahead(document)
}

/// [`looks_back`], or a report on an evaluation.
pub fn reports_back(document: &Document) -> bool {
    looks_back(document)
        || (matches!(document, Document::Narrative(_)) && !is_titled_ahead(document))
}

/// When a document that looks back was filled in.
pub enum Filed<'a> {
    /// Not before the year had ended, or after all of its project had.
    InTime,
    /// Before the year's results could be known.
    Early(&'a Cell, Date),
}

/// The filing date of a document that is written after `year`, against the end of that year.
pub fn filed(document: &Document, year: i32) -> Option<Filed<'_>> {
    if !looks_back(document) && !is_report_of(document, year) {
        return None;
    }
    let head = document.head();
    let (filed, cell) = (head.filed_on()?, head.filed_on.cell()?);
    let is_in_time = filed.latest() >= (year, 12, 31) || has_ended(document, filed);
    Some(if is_in_time { Filed::InTime } else { Filed::Early(cell, filed) })
}

/// The first day within `year` on which a document's own text says its evaluation was carried out.
pub fn said_early(document: &Document, year: i32) -> Option<(&Cell, (usize, usize))> {
    if !reports_back(document) {
        return None;
    }
    cells_of(document).into_iter().find_map(|cell| {
        let mut sentences = cell.sentences().iter();
        let moment = sentences.find_map(|sentence| carried_out(sentence, year))?;
        (!has_ended(document, moment.date)).then_some((cell, moment.span))
    })
}

/// The day within `year` or before by which a report says that its evaluation was due.
pub fn due_early(document: &Document, year: i32) -> Option<(&Cell, (usize, usize))> {
    if !reports_back(document) {
        return None;
    }
    let is_early = |sentence: &'_ Dated, moment: &&Moment| is_due_early(sentence, moment, year);
    cells_of(document).into_iter().find_map(|cell| {
        let mut sentences = cell.sentences().iter();
        let moment = sentences
            .find_map(|sentence| sentence.moments.iter().find(|it| is_early(sentence, it)))?;
        Some((cell, moment.span))
    })
}

fn is_titled_ahead(document: &Document) -> bool {
    const AHEAD: [&str; 8] = ["监控", "中期", "半年", "季度", "阶段", "目标", "申报", "预算批复"];
    /// One character of each.
    const MARKS: [char; 8] = ['控', '期', '半', '季', '阶', '标', '申', '批'];
    let title = document.head().title.compact();
    title.contains(MARKS) && contains_any(title, &AHEAD)
}

/// A report that says itself which year it evaluates: one whose title has only 2025年 may have been
/// written in 2025. Of a project that is done, towards the end of its year, some report at once.
fn is_report_of(document: &Document, year: i32) -> bool {
    const LAST_MONTHS: u8 = 11;
    let head = document.head();
    let is_early = |filed: Date| filed.year == year && filed.latest() >= (year, LAST_MONTHS, 1);
    if head.filed_on().is_some_and(is_early) {
        return false;
    }
    let is_stated = || {
        years(head.title.compact()).is_some_and(|years| {
            years.iter().any(|named| named.is_budget_year && named.year == year)
        })
    };
    reports_back(document)
        && (head.year.cell().is_some_and(|cell| cell.date().is_some()) || is_stated())
}

/// A project whose period was over before the date may be evaluated within the year.
fn has_ended(document: &Document, filed: Date) -> bool {
    let end = document.evaluation().and_then(|evaluation| evaluation.end.cell()?.date());
    end.is_some_and(|end| end.latest() <= filed.earliest())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::text::compact;

    #[test]
    fn reads_the_years_of_a_title() {
        let found = |title: &str| {
            years(&compact(title))
                .map(|years| years.iter().map(|y| (y.year, y.is_budget_year)).collect::<Vec<_>>())
        };
        for (title, expected) in [
            ("2025年度部门整体支出绩效自评表", Some(vec![(2025, true)])),
            ("2026年开展2025 年度绩效自评", Some(vec![(2026, false), (2025, true)])),
            ("2025年市级部门整体预算绩效目标表", Some(vec![(2025, false)])),
            ("2023-2025年度项目绩效自评表", None),
            ("2024年至2025年项目绩效自评表", None),
            ("2024—2025学年项目自评表", None),
            ("附件1-2025年度部门自评表", Some(vec![(2025, true)])),
            ("2024年学年项目自评表", None),
            ("绩效自评表", Some(vec![])),
        ] {
            assert_eq!(found(title), expected, "{title}");
        }
    }
}
