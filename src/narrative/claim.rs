//! Claims: figures that a text works out itself, in a formula, a list or a comparison.

use super::scanner::{Item, Scan, Sentence};
use crate::value::number::Dec;

/// A stated figure, and what it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What kind of statement it is, which decides the rule that reports it.
    pub kind: ClaimKind,
    /// Whether the statement is right.
    pub verdict: ClaimVerdict,
    /// UTF-16 offsets of the stated figure in the text as typed.
    pub span: (usize, usize),
    /// The right figure, with the unit of the stated one.
    pub expected: String,
    /// Stated minus expected, in the unit of the stated figure; `None` for a comparison.
    pub difference: Option<Dec>,
    /// The calculation, with the figures as they are printed in the text.
    pub formula: String,
}

/// Kinds of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimKind {
    /// A result above or below its target; the span covers both.
    Comparison,
    /// A formula that is written out.
    Formula,
    /// A number of names that are listed.
    Count,
    /// A percentage of a sample of known size.
    Sample,
}

/// Whether a claim is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimVerdict {
    /// It is right.
    Holds,
    /// Right only if cut off instead of rounded.
    Truncated,
    /// It is wrong.
    Wrong,
}

/// A sentence of a text.
pub struct Context<'a> {
    /// The text.
    pub scan: &'a Scan,
    /// The sentence in which claims are looked for.
    pub sentence: &'a Sentence,
}

impl Claim {
    /// Whether it is right.
    pub fn holds(&self) -> bool {
        self.verdict == ClaimVerdict::Holds
    }

    /// Whether it is wrong, even if cut off instead of rounded.
    pub fn is_wrong(&self) -> bool {
        self.verdict == ClaimVerdict::Wrong
    }
}

impl<'a> Context<'a> {
    /// The quantities of the sentence.
    pub fn items(&self) -> &'a [Item] {
        &self.sentence.items
    }

    /// A quantity of the sentence by its index.
    pub fn item(&self, index: usize) -> Option<&'a Item> {
        self.sentence.items.get(index)
    }

    /// A quantity as it is printed in the text, for a formula.
    pub fn shown(&self, item: &Item) -> String {
        self.scan.token_text(item.token)
    }

    /// A quantity as printed, with another number.
    pub fn restated(&self, item: &Item, number: Dec) -> String {
        restated(&self.shown(item), number)
    }
}

/// A printed figure with another number and the same unit.
pub fn restated(shown: &str, number: Dec) -> String {
    let unit =
        shown.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
    format!("{number}{unit}")
}
