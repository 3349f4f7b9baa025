//! Claims of prose, as findings of the rules that report them.

use super::{Checks, Rule};
use crate::filing::Cell;
use crate::finding::{Difference, Finding, Printed, Quoted, Severity, Wording, message};
use crate::narrative::claim::{Claim, ClaimKind, ClaimVerdict};
use crate::relation::Relations;
use crate::relation::proof::{Kind, Misfit};

message! {
    /// A claim of the text, and its verdict.
    pub ClaimFigures {
        claimed: Quoted,
        expected: Printed,
        formula: Printed,
        difference: Option<Difference>,
    }
}

/// Counts the claims of `kind` that are right and reports those that are wrong.
pub fn judge(
    cell: &Cell,
    checks: &mut Checks,
    kind: ClaimKind,
    rule: &'static Rule,
    wording: Wording<ClaimFigures>,
) {
    for claim in cell.claims().iter().filter(|claim| claim.kind == kind) {
        match claim.verdict {
            ClaimVerdict::Holds => checks.pass(),
            ClaimVerdict::Wrong => checks.push(finding(cell, claim, rule, wording)),
            ClaimVerdict::Truncated => {}
        }
    }
}

/// The finding at the stated figure.
pub fn finding(
    cell: &Cell,
    claim: &Claim,
    rule: &'static Rule,
    wording: Wording<ClaimFigures>,
) -> Finding {
    let message = wording.with(ClaimFigures {
        claimed: cell.quoted(claim.span).into(),
        expected: claim.expected.as_str().into(),
        formula: claim.formula.as_str().into(),
        difference: claim.difference.map(Difference::from),
    });
    rule.finding(&cell.place, message).span(claim.span)
}

message! {
    PROVED for ClaimFigures
    zh "按文中数据 {formula}，此处应为 {expected}，写作 {claimed}。"
    en "By the figures of the text ({formula}) this should be {expected}; it says {claimed}."
    advice {
        zh "核对算式中的各数，改正写错的一个。"
        en "Check the figures of the formula, and correct the one that is wrong."
    }
}

/// Counts the relations of some kinds that hold, and reports the figures that the texts of the
/// filing prove wrong by them: in a rule's own words where these leave no doubt what is meant, else
/// by the formula that one slip breaks.
pub fn judge_formulas(
    relations: &Relations<'_>,
    checks: &mut Checks,
    kinds: &[Kind],
    rule: &'static Rule,
    wording: Wording<ClaimFigures>,
) {
    let proof = relations.proof();
    for _ in proof.verified.iter().filter(|kind| kinds.contains(kind)) {
        checks.pass();
        checks.prose.claims += 1;
        checks.prose.verified += 1;
    }
    for misfit in proof.misfits.iter().filter(|misfit| kinds.contains(&misfit.kind)) {
        let is_certain = misfit.difference.is_some();
        checks.prose.claims += 1;
        checks.push(misfit_finding(misfit, rule, if is_certain { wording } else { PROVED }));
    }
}

/// Reports the figures that the texts of the filing prove wrong by relations of some kinds.
pub fn judge_misfits(
    relations: &Relations<'_>,
    checks: &mut Checks,
    kinds: &[Kind],
    rule: &'static Rule,
    wording: Wording<ClaimFigures>,
) {
    let misfits = relations.proof().misfits.iter();
    for misfit in misfits.filter(|misfit| kinds.contains(&misfit.kind)) {
        checks.push(misfit_finding(misfit, rule, wording));
    }
}

pub fn misfit_finding(
    misfit: &Misfit<'_>,
    rule: &'static Rule,
    wording: Wording<ClaimFigures>,
) -> Finding {
    let message = wording.with(ClaimFigures {
        claimed: misfit.claimed.as_str().into(),
        expected: misfit.expected.as_str().into(),
        formula: misfit.formula.as_str().into(),
        difference: misfit.difference.map(Difference::from),
    });
    let severity = if misfit.is_said { rule.info.severity } else { Severity::Warning };
    let finding = rule.finding(&misfit.cell.place, message).span(misfit.span).severity(severity);
    misfit
        .others
        .iter()
        .fold(finding, |finding, other| finding.related_figure(&other.cell.place, other.span))
}
