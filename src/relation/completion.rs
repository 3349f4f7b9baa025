//! When an indicator is to be completed, against the year of the budget.

use crate::filing::row::deadline;
use crate::filing::{Cell, Document, MaybeCell};
use crate::relation::dates::evaluated_year;
use crate::value::date::Date;

/// A date of completion, and whether it is within the year.
pub struct Completion<'a> {
    pub target: &'a Cell,
    pub year: i32,
    pub is_within: bool,
}

/// The targets of a project of one year that are dates. A project with a period of its own is
/// measured by that.
pub fn completions(document: &Document) -> Vec<Completion<'_>> {
    let (head, rows, ends) = match document {
        Document::ProjectTargets(table) => {
            (&table.head, &table.indicators, [&table.start, &table.end])
        }
        Document::ProjectEvaluation(table) => {
            (&table.head, &table.indicators, [&table.start, &table.end])
        }
        _ => return Vec::new(),
    };
    let has_period = ends.into_iter().any(|end| !end.is_empty());
    let Some(year) = evaluated_year(head).filter(|_| !has_period) else { return Vec::new() };
    let timed = rows.iter().filter(|row| row.level2.compact().contains("时效"));
    let completion = |target: &'_ Option<Cell>| {
        let date = due(target.cell()?)?;
        Some(date.earliest() <= (year, 12, 31))
    };
    timed
        .filter_map(|row| {
            let is_within = completion(&row.target)?;
            Some(Completion { target: row.target.cell()?, year, is_within })
        })
        .collect()
}

/// `2025年6月30日`, `2025年6月底前完成`.
fn due(cell: &Cell) -> Option<Date> {
    cell.date().or_else(|| deadline(cell.compact()))
}
