//! Equalities that fail, as findings of the rules that report them.

use super::{Checks, Rule};
use crate::finding::{Difference, Finding, Printed, Quoted, Severity, Text, Wording, message};
use crate::relation::sum::{Failure, FailureKind, SumKind, SumVerdict};

/// Reports the failures of one rule; equalities of its kind that hold count as passed.
pub fn failures<'s, 'a>(
    verdicts: &'s [SumVerdict<'a>],
    checks: &mut Checks,
    kinds: &[SumKind],
    hows: &[FailureKind],
) -> Vec<&'s Failure<'a>> {
    let mut found = Vec::new();
    for verdict in verdicts {
        match verdict {
            SumVerdict::Holds(kind) if kinds.contains(kind) => checks.pass(),
            SumVerdict::Fails(failure)
                if kinds.contains(&failure.kind) && hows.contains(&failure.how) =>
            {
                found.push(&**failure)
            }
            _ => {}
        }
    }
    found
}

message! {
    /// The figures of a failing sum. `expected` is unknown if one of the parts is wrong: nothing
    /// tells which, and what it should be.
    pub SumFigures {
        claimed: Quoted,
        formula: Printed,
        expected: Option<Printed>,
        difference: Option<Difference>,
        other: Option<Quoted>,
    }
}

/// A total that differs from the sum of its parts.
pub const DIFFERS: Text = Text {
    zh: "按 {formula} 计算，此处应为 {expected}，填报为 {claimed}，相差 {difference}。",
    en: "By {formula} this should be {expected}; the table says {claimed}, off by {difference}.",
};
/// A figure that differs from another one.
pub const SAME: Text = Text {
    zh: "此处应与 {other} 一致，填报为 {claimed}，相差 {difference}。",
    en: "This must be the same as {other}; the table says {claimed}, off by {difference}.",
};

/// A failure as a finding of `rule`, with all of its figures.
pub fn as_finding(
    failure: &Failure<'_>,
    rule: &'static Rule,
    wording: Wording<SumFigures>,
) -> Finding {
    let is_missing = failure.how == FailureKind::Missing;
    let is_known = failure.how != FailureKind::Parts;
    let message = wording.with(SumFigures {
        claimed: failure.claimed.as_str().into(),
        formula: failure.formula.as_str().into(),
        expected: is_known.then(|| failure.expected.as_str().into()),
        difference: (!is_missing).then(|| failure.difference.as_str().into()),
        other: (is_missing || failure.is_single()).then(|| failure.other.as_str().into()),
    });
    let mut finding = rule.finding(&failure.place, message);
    if failure.mild {
        finding = finding.severity(Severity::Warning);
    }
    if let (true, Some(cell)) = (failure.is_certain, failure.cell) {
        finding = finding.fix_as_expected(cell);
    }
    finding = finding.related_each(&failure.related);
    match &failure.follows {
        Some(cause) => finding.follows(cause),
        None => finding,
    }
}
