//! Counts of what was understood in prose.

use serde::Serialize;

/// How much of a filing's prose was understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Figures with their units.
    pub quantities: u32,
    /// Relations that they are in: sums, shares, differences, products, figures stated twice,
    /// formulas, counts.
    pub claims: u32,
    /// Claims that are right.
    pub verified: u32,
}

impl Coverage {
    /// Adds the counts of another text.
    pub fn add(&mut self, other: Coverage) {
        self.quantities += other.quantities;
        self.claims += other.claims;
        self.verified += other.verified;
    }
}
