//! Claims of prose, as findings of the rules that speak for them.

use super::{Checks, Rule};
use crate::filing::Cell;
use crate::finding::{Finding, Text};
use crate::narrative::claim::{Claim, ClaimKind, ClaimVerdict};

/// How a rule words the claims it finds wrong.
pub struct Wording {
    pub rule: &'static Rule,
    pub message: Text,
    pub advice: Text,
}

/// Counts the claims of `kind` that hold and reports those that are wrong.
pub fn judge(cell: &Cell, checks: &mut Checks, kind: ClaimKind, wording: &Wording) {
    for claim in cell.claims().iter().filter(|claim| claim.kind == kind) {
        match claim.verdict {
            ClaimVerdict::Holds | ClaimVerdict::Rounded => checks.pass(),
            ClaimVerdict::Wrong => checks.push(finding(cell, claim, wording)),
            ClaimVerdict::Truncated => {}
        }
    }
}

/// The finding at the stated figure.
pub fn finding(cell: &Cell, claim: &Claim, wording: &Wording) -> Finding {
    let (start, end) = claim.span;
    let mut finding = wording
        .rule
        .finding(&cell.place, wording.message)
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
