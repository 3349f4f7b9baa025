//! Where a form needs a reason, and whether one was given.

use crate::filing::row::{Row, State, is_unwanted};
use crate::filing::{Cell, Evaluation, FundLine, MaybeCell, Narrative};
use crate::narrative::claim::ClaimKind;

/// The state of a table's common cell for reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableReason {
    /// The table has no such cell.
    NoCell,
    /// The cell is blank or says that there is no reason.
    Empty,
    Given,
}

impl TableReason {
    pub fn of(table: &Evaluation) -> TableReason {
        match &table.reason {
            None => TableReason::NoCell,
            cell if cell.is_empty() => TableReason::Empty,
            Some(_) => TableReason::Given,
        }
    }
}

/// The state of the reason for one deviation.
pub enum Reason<'a> {
    /// The form has no cell for it, so none is required.
    NoCell,
    Given,
    /// The cell that must be filled in.
    Owed(&'a Cell),
}

/// The row's or line's own cell, else the table's; a reason in either is enough.
pub fn reason<'a>(own: &'a Option<Cell>, table: &'a Option<Cell>) -> Reason<'a> {
    if !own.is_empty() || !table.is_empty() {
        return Reason::Given;
    }
    match own.as_ref().or(table.as_ref()) {
        Some(cell) => Reason::Owed(cell),
        None => Reason::NoCell,
    }
}

/// The funds line that needs a table's reason: the total. Parts only show the sources.
pub fn funds_line(evaluation: &Evaluation) -> Option<(&FundLine, Reason<'_>)> {
    let line = evaluation.funds.as_ref()?.total.as_ref()?;
    Some((line, reason(&line.reason, &evaluation.reason)))
}

/// The targets of a table that were missed for certain.
#[derive(Default)]
pub struct MissedTargets<'a> {
    /// How many of them have a reason.
    pub explained: usize,
    pub unexplained: Vec<Unexplained<'a>>,
}

/// A cell that waits for the reason why targets were missed, and their rows: one, or those of all
/// the table where that has one cell for reasons.
pub struct Unexplained<'a> {
    pub reason: &'a Cell,
    pub row: Row<'a>,
    pub others: Vec<Row<'a>>,
}

pub fn missed_targets(table: &Evaluation) -> MissedTargets<'_> {
    let mut missed = MissedTargets::default();
    let rows = table.indicators.iter().map(Row::new);
    for row in rows.filter(|row| row.state() == State::Filled && row.is_missed_for_certain()) {
        match reason(&row.indicator.reason, &table.reason) {
            Reason::NoCell => {}
            Reason::Given => missed.explained += 1,
            Reason::Owed(cell) => missed.add(cell, row),
        }
    }
    missed
}

impl<'a> MissedTargets<'a> {
    fn add(&mut self, reason: &'a Cell, row: Row<'a>) {
        let mut known = self.unexplained.iter_mut();
        match known.find(|unexplained| core::ptr::eq(unexplained.reason, reason)) {
            Some(unexplained) => unexplained.others.push(row),
            None => self.unexplained.push(Unexplained { reason, row, others: Vec::new() }),
        }
    }
}

/// A result that a report says is below its target.
pub struct MissedInReport<'a> {
    pub text: &'a Cell,
    pub name: &'a str,
    pub span: (usize, usize),
    /// Some sentence of the report says why.
    pub is_explained: bool,
}

pub fn missed_in_report(report: &Narrative) -> impl Iterator<Item = MissedInReport<'_>> {
    report.texts().flat_map(move |text| {
        missed(text).map(move |(name, span)| {
            let is_explained = explains(report, name);
            MissedInReport { text, name, span, is_explained }
        })
    })
}

/// The results that the text says are below their targets, with what they are of.
fn missed(cell: &Cell) -> impl Iterator<Item = (&str, (usize, usize))> {
    let prose = cell.prose();
    let below = prose.claims.iter().filter(|claim| {
        claim.kind == ClaimKind::Comparison && claim.holds() && claim.expected == "低于"
    });
    below.filter_map(|claim| {
        let item = &prose.mentions.iter().find(|mention| mention.item.span.0 == claim.span.0)?.item;
        // 五是 is an enumeration and not part of the name.
        let name = item
            .label
            .trim_start_matches(|c: char| "一二三四五六七八九十".contains(c))
            .trim_start_matches('是');
        (item.is_share() && !item.label.contains("控制") && !is_unwanted(&item.label))
            .then(|| (name.trim_end_matches(['为', '达', '是', '到']), claim.span))
    })
}

/// Does any sentence of the report that speaks of it give a reason?
fn explains(report: &Narrative, name: &str) -> bool {
    const REASONS: [&str; 6] = ["原因", "由于", "因为", "影响", "导致", "主要是"];
    /// The end of a name tells what it is.
    const TELLING: usize = 4;
    let start = name.char_indices().rev().nth(TELLING - 1).map_or(0, |(at, _)| at);
    let telling = name.get(start..).unwrap_or(name);
    let sentences =
        report.texts().flat_map(|text| text.text().trim().split(['。', '；', ';', '\n']));
    sentences
        .filter(|sentence| sentence.contains(telling))
        .any(|sentence| REASONS.iter().any(|word| sentence.contains(word)))
}
