//! Where a form asks for a reason, and whether one was given.

use crate::filing::{Cell, Evaluation, FundLine, MaybeCell};

/// What a form has for the reason of one deviation.
pub enum Reason<'a> {
    /// The form has no cell for it: none is owed.
    NoCell,
    Given,
    /// The cell that waits for it.
    Owed(&'a Cell),
}

/// The row's or line's own cell, else the one for the whole table; a reason in either answers.
pub fn reason<'a>(own: &'a Option<Cell>, table: &'a Option<Cell>) -> Reason<'a> {
    if !own.is_empty() || !table.is_empty() {
        return Reason::Given;
    }
    match own.as_ref().or(table.as_ref()) {
        Some(cell) => Reason::Owed(cell),
        None => Reason::NoCell,
    }
}

/// The funds line a table answers for: its total. Parts only say where it comes from.
pub fn funds_line(evaluation: &Evaluation) -> Option<(&FundLine, Reason<'_>)> {
    let line = evaluation.funds.as_ref()?.total.as_ref()?;
    Some((line, reason(&line.reason, &evaluation.reason)))
}
