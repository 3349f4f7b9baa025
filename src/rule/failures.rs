//! Equalities that fail, as findings of the rules that speak for them.

use super::{Checks, Rule};
use crate::finding::{Finding, Severity, Text};
use crate::relation::sum::{Failure, FailureKind, SumKind, SumVerdict};

/// The failures a rule speaks for; the equalities of its kind that hold are counted.
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

/// A failure as a finding of `rule`, with all its figures.
pub fn as_finding(
    failure: &Failure<'_>,
    rule: &'static Rule,
    message: Text,
    advice: Text,
) -> Finding {
    let mut finding = rule
        .finding(&failure.place, message)
        .claimed(&failure.claimed)
        .formula(&failure.formula)
        .advice(advice);
    // Which of the parts is wrong, and what it should be, nobody can tell.
    if failure.how != FailureKind::Parts {
        finding = finding.expected(&failure.expected);
    }
    if failure.how != FailureKind::Missing {
        finding = finding.difference(&failure.difference);
    }
    if failure.is_single() || failure.how == FailureKind::Missing {
        finding = finding.arg("other", &failure.other);
    }
    if failure.mild {
        finding = finding.severity(Severity::Warning);
    }
    if let (true, Some(cell)) = (failure.is_certain, failure.cell) {
        finding = finding.fix_as_expected(cell);
    }
    for place in &failure.related {
        finding = finding.related(place);
    }
    match &failure.follows {
        Some(cause) => finding.follows(cause),
        None => finding,
    }
}
