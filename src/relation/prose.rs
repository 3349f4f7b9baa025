//! The cells with sentences, and the verdicts on their claims.

use crate::filing::{Cell, Document};
use crate::narrative::Coverage;
use crate::value::Column;

pub fn holds_sentences(cell: &Cell) -> bool {
    cell.column == Column::Prose && !cell.is_empty()
}

/// The cells of a document that have sentences.
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
pub fn coverage(cell: &Cell) -> Coverage {
    let prose = cell.prose();
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let verified = prose.claims.iter().filter(|claim| claim.holds()).count();
    Coverage {
        quantities: count(prose.quantities),
        claims: count(prose.claims.len()),
        verified: count(verified),
    }
}
