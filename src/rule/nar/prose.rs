//! Every cell that holds sentences, and what its claims come to.

use crate::filing::{Cell, Document};
use crate::narrative::claim::{Claim, Kind, Verdict};
use crate::report::Prose;
use crate::report::finding::Finding;
use crate::report::text::Text;
use crate::rule::{Checks, Rule, Scope};
use crate::value::Column;

/// The cells of all documents that hold sentences.
pub fn cells<'a>(scope: &Scope<'a>) -> Vec<&'a Cell> {
    scope.documents.iter().flat_map(cells_of).collect()
}

pub fn holds_sentences(cell: &Cell) -> bool {
    cell.column == Column::Prose && !cell.value.is_empty()
}

/// The cells of a document that hold sentences.
pub fn cells_of(document: &Document) -> Vec<&Cell> {
    let mut cells = Vec::new();
    document.visit(&mut |cell| {
        if holds_sentences(cell) {
            cells.push(cell);
        }
    });
    cells
}

/// How much of a cell's sentences was understood.
pub fn count(cell: &Cell) -> Prose {
    let prose = cell.prose();
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let verified = prose.claims.iter().filter(|claim| claim.holds()).count();
    Prose {
        quantities: count(prose.quantities),
        claims: count(prose.claims.len()),
        verified: count(verified),
    }
}

/// How one rule of the family words what it finds.
pub struct Wording {
    pub rule: &'static Rule,
    pub message: Text,
    pub advice: Text,
}

/// Counts the claims of `kind` that hold and reports those that are wrong.
pub fn judge(cell: &Cell, checks: &mut Checks, kind: Kind, wording: &Wording) {
    for claim in cell.claims().iter().filter(|claim| claim.kind == kind) {
        match claim.verdict {
            Verdict::Holds | Verdict::Rounded => checks.held(),
            Verdict::Wrong => checks.push(finding(cell, claim, wording)),
            Verdict::Truncated => {}
        }
    }
}

/// The finding at the stated figure.
pub fn finding(cell: &Cell, claim: &Claim, wording: &Wording) -> Finding {
    let (start, end) = claim.span;
    let mut finding = Finding::new(wording.rule, &cell.place, wording.message)
        .span(start, end)
        .claimed(cell.quoted(claim.span))
        .expected(&claim.expected)
        .formula(&claim.formula)
        .advice(wording.advice);
    if let Some(difference) = claim.difference {
        finding = finding.difference(difference);
    }
    finding
}
