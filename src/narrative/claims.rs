//! Finds the claims of a text, of all kinds.

use super::claim::{Claim, Context};
use super::scanner::{Scan, Sentence};
use super::{comparison, formula, list, sample};
use crate::order::sorted;

/// The claims of a text whose operands are certain, in the order of the text.
pub fn claims_of(scan: &Scan, sentences: &[Sentence]) -> Vec<Claim> {
    let mut found = Vec::new();
    for sentence in sentences {
        let context = Context { scan, sentence };
        comparison::find(&context, &mut found);
        formula::find(&context, &mut found);
        list::find(&context, &mut found);
        sample::find(&context, &mut found);
    }
    let mut found = sorted(found, |a, b| (a.span, !a.holds()).cmp(&(b.span, !b.holds())));
    // A figure that can be recalculated in two ways is right if one of them gives it.
    found.dedup_by(|second, first| {
        second.span == first.span && (second.kind == first.kind || first.holds())
    });
    found
}
