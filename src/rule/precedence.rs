//! Which finding speaks for a cause: the one place where rules meet.
//!
//! Rules do not know each other. After all have run, this settles what replaces what and what
//! merely follows from what, so that one cause is one finding.

use rustc_hash::FxHashMap as HashMap;
use std::rc::Rc;

use super::{Rule, dat, dev, nar, num, rat, req, sco, sum, tgt, xdc};
use crate::filing::Place;
use crate::finding::{Finding, Related, Severity, Text};
use crate::order::sorted;
use crate::value::number::Dec;

/// A finding of the first rule replaces those of the others at the same cell.
static REPLACES: [(&Rule, &[&Rule]); 17] = [
    (
        &num::MAGNITUDE_SLIP,
        &[
            &sum::PARTS_TOTAL,
            &sum::PARTS_TOTAL_ROUNDING,
            &sum::WEIGHTS_TOTAL,
            &sum::SCORE_TOTAL,
            &sum::BALANCE,
            &xdc::BUDGET_DIFFERS,
            &xdc::FIGURE_DIFFERS,
            &rat::RATE,
            &sco::EXECUTION_SCORE,
            &sco::SCORE_RANGE,
            &dev::OVERSPENT,
        ],
    ),
    (&sum::PARTS_TOTAL, &[&xdc::BUDGET_DIFFERS, &dev::OVERSPENT]),
    (&xdc::BUDGET_DIFFERS, &[&sum::PARTS_TOTAL_ROUNDING, &dev::OVERSPENT, &nar::RESTATED]),
    (
        &req::TEMPLATE_LEFT_OVER,
        &[&num::UNREADABLE_NUMBER, &num::KIND_MISMATCH, &tgt::NOT_MEASURABLE],
    ),
    (&dat::DATED_AHEAD, &[&dat::WRONG_YEAR]),
    (&num::UNREADABLE_NUMBER, &[&req::BLANK_CELL, &dat::IMPOSSIBLE_DATE]),
    (&rat::WRONG_BASE, &[&rat::RATE]),
    (&rat::RATE_OF_NOTHING, &[&rat::RATE, &rat::WRONG_BASE]),
    (&sco::WHOLE_POINTS, &[&sco::EXECUTION_SCORE, &sco::MISSED_FULL_MARKS, &sco::NOT_PROPORTIONAL]),
    (&sco::SCORE_RANGE, &[&sco::EXECUTION_SCORE, &sco::NOT_PROPORTIONAL, &sum::SCORE_TOTAL]),
    // A cell that is wrong by its own form's arithmetic differs from the report for that reason.
    (&sum::SCORE_TOTAL, &[&xdc::FIGURE_DIFFERS]),
    (&rat::RATE, &[&xdc::FIGURE_DIFFERS]),
    (&rat::WRONG_BASE, &[&xdc::FIGURE_DIFFERS]),
    (&sco::EXECUTION_SCORE, &[&xdc::FIGURE_DIFFERS]),
    (&sco::WRONG_GRADE, &[&xdc::FIGURE_DIFFERS]),
    // What a figure should be says more than what it cannot be.
    (&nar::RESTATED, &[&nar::BEYOND_BOUND]),
    (&xdc::FIGURE_DIFFERS, &[&nar::BEYOND_BOUND, &nar::RESTATED]),
];

/// The note at a cell whose figure is wrong only because it follows from another wrong one.
pub const FOLLOWS: Text =
    Text { zh: "由此得出，随之改正", en: "follows from it and changes with it" };

/// The findings of one document in the order of its cells, then of the rule book, without those
/// that another at the same cell replaces.
pub fn in_order(findings: Vec<Rc<Finding>>) -> Vec<Rc<Finding>> {
    let place = |finding: &Finding| (finding.place.order, finding.span);
    without_replaced(sorted(findings, |a, b| {
        place(a).cmp(&place(b)).then_with(|| a.rule.order().cmp(&b.rule.order()))
    }))
}

/// Folds followers into their causes, and joins findings of one rule that expect the same of one
/// cell. The findings are those of some documents, each [`in_order`], that refer to no others
/// ([`refers_to`]).
pub fn fold(mut findings: Vec<Rc<Finding>>) -> Vec<Rc<Finding>> {
    join_causes(&mut findings);
    join_same(fold_followers(findings))
}

/// The places of possible causes and followers of a finding.
pub fn refers_to(finding: &Finding) -> impl Iterator<Item = &Place> {
    finding.follows.iter().chain(finding.related.iter().map(|related| &related.place))
}

fn is_of(finding: &Finding, rule: &Rule) -> bool {
    core::ptr::eq(finding.rule, &rule.info)
}

fn without_replaced(findings: Vec<Rc<Finding>>) -> Vec<Rc<Finding>> {
    let is_replaced_by = |finding: &Finding, other: &Finding| {
        let replaces = |(by, replaced): &(&Rule, &[&Rule])| {
            is_of(other, by) && replaced.iter().any(|rule| is_of(finding, rule))
        };
        other.place == finding.place && REPLACES.iter().any(replaces)
    };
    let are_together =
        |a: &Finding, b: &Finding| (a.place.order, a.span) == (b.place.order, b.span);
    if !findings.iter().zip(findings.iter().skip(1)).any(|(a, b)| are_together(a, b)) {
        return findings;
    }
    let mut kept = Vec::with_capacity(findings.len());
    for here in findings.chunk_by(|a, b| are_together(a, b)) {
        let is_kept = |finding: &&Rc<Finding>| {
            here.len() == 1 || !here.iter().any(|other| is_replaced_by(finding, other))
        };
        kept.extend(here.iter().filter(is_kept).cloned());
    }
    kept
}

/// Reports a part once if a sum is off by exactly the amount by which another rule finds that part
/// wrong: a part that differs from another document, or points that were not given in full.
fn join_causes(findings: &mut [Rc<Finding>]) {
    let sums = wrong_sums(findings);
    if sums.is_empty() {
        return;
    }
    let found = findings.iter().enumerate();
    let causes: Vec<(usize, Place)> = found
        .filter_map(|(index, finding)| {
            let differs = is_of(finding, &xdc::BUDGET_DIFFERS);
            if !differs && !is_of(finding, &sco::MET_BUT_CUT) {
                return None;
            }
            let off = off(finding)?;
            let sum_of = |part: &Place| sums.get(&(part.clone(), off)).copied();
            if let Some(sum) = sum_of(&finding.place).filter(|_| differs) {
                return Some((sum, finding.place.clone()));
            }
            // The weight that was cut, or the other document, taken for the one that is wrong.
            let sum = finding.related.iter().find_map(|part| sum_of(&part.place))?;
            Some((index, findings.get(sum)?.place.clone()))
        })
        .collect();
    for (index, cause) in causes {
        if let Some(finding) = findings.get_mut(index) {
            Rc::make_mut(finding).follows.push(cause);
        }
    }
}

/// The index of each sum that is wrong, by each of its parts and by how much it is off.
fn wrong_sums(findings: &[Rc<Finding>]) -> HashMap<(Place, Dec), usize> {
    let rules = [&sum::PARTS_TOTAL, &sum::WEIGHTS_TOTAL, &sum::GROUP_WEIGHT];
    let mut sums = HashMap::default();
    for (index, finding) in findings.iter().enumerate() {
        if rules.iter().any(|rule| is_of(finding, rule)) {
            if let Some(off) = off(finding) {
                sums.extend(finding.related.iter().map(|part| ((part.place.clone(), off), index)));
            }
        }
    }
    sums
}

fn off(finding: &Finding) -> Option<Dec> {
    Dec::read(finding.message.difference()?.trim_start_matches('-'))
}

/// Whether a score that is above its weight is not above the right weight.
fn makes_room(cause: &Finding, finding: &Finding) -> bool {
    let figure = |text: Option<&str>| Dec::read(text?);
    let weight = figure(cause.message.expected());
    let score = figure(finding.message.claimed()).filter(|_| is_of(finding, &sco::SCORE_RANGE));
    score.zip(weight).is_none_or(|(score, weight)| score <= weight)
}

/// Longest chain of causes: a score follows a rate, the rate a budget, the budget a slip.
const LONGEST_CHAIN: usize = 8;

fn fold_followers(mut findings: Vec<Rc<Finding>>) -> Vec<Rc<Finding>> {
    if findings.iter().all(|finding| finding.follows.is_empty()) {
        return findings;
    }
    let mut errors: HashMap<&Place, usize> = HashMap::default();
    errors.reserve(findings.len());
    for (index, finding) in
        findings.iter().enumerate().filter(|(_, finding)| finding.severity == Severity::Error)
    {
        errors.entry(&finding.place).or_insert(index);
    }
    let cause_of = |index: usize| {
        let finding = findings.get(index)?;
        let mends = |cause: &usize| {
            *cause != index && findings.get(*cause).is_some_and(|cause| makes_room(cause, finding))
        };
        finding.follows.iter().find_map(|place| errors.get(place).copied().filter(mends))
    };
    // Finds the first cause; two findings that follow each other are both kept.
    let root_of = |index: usize| {
        let mut at = cause_of(index)?;
        for _ in 0..LONGEST_CHAIN {
            match cause_of(at) {
                Some(next) if next == index => return None,
                Some(next) => at = next,
                None => return Some(at),
            }
        }
        None
    };
    let roots: Vec<Option<usize>> = (0..findings.len()).map(root_of).collect();
    let folded: Vec<(Place, usize)> = findings
        .iter()
        .zip(&roots)
        .filter_map(|(finding, root)| Some((finding.place.clone(), (*root)?)))
        .collect();
    for (place, root) in folded {
        if let Some(cause) = findings.get_mut(root).map(Rc::make_mut) {
            cause.related.retain(|related| related.place != place);
            cause.related.push(Related { place, span: None, note: Some(FOLLOWS) });
        }
    }
    findings
        .into_iter()
        .zip(roots)
        .filter_map(|(finding, root)| root.is_none().then_some(finding))
        .collect()
}

/// Joins findings of two checks of one rule at the same cell (a breakdown's total must equal its
/// parts and the funds line) into one with all relations.
fn join_same(findings: Vec<Rc<Finding>>) -> Vec<Rc<Finding>> {
    let says_the_same = |a: &Finding, b: &Finding| {
        a.rule == b.rule
            && a.place == b.place
            && a.span.is_none()
            && a.message.expected() == b.message.expected()
    };
    let mut kept: Vec<Rc<Finding>> = Vec::with_capacity(findings.len());
    for finding in findings {
        let is_joined = finding.span.is_none() && finding.message.expected().is_some();
        let mut here = kept
            .iter_mut()
            .rev()
            .take_while(|earlier| is_joined && earlier.place.order == finding.place.order);
        match here.find(|earlier| says_the_same(earlier, &finding)) {
            Some(first) => {
                let new: Vec<Related> = finding
                    .related
                    .iter()
                    .filter(|related| !first.related.contains(related))
                    .cloned()
                    .collect();
                Rc::make_mut(first).related.extend(new);
            }
            None => kept.push(finding),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::profile::Profile;
    use crate::testing::findings;

    #[test]
    fn a_score_follows_only_a_weight_that_makes_room_for_it() {
        let profile = Profile::built_in("cn").unwrap();
        let found = |rule, part: &str| {
            let parts = [("财政拨款", part), ("其他资金", "1")]
                .map(|(name, budget)| json!({"name": name, "budget": budget}));
            let filing = json!({"documents": [{"kind": "projectEvaluation",
                "funds": {"total": {"budget": "11"}, "parts": parts},
                "indicators": [{"name": "培训人次", "weight": "10", "score": "20"}]}]});
            findings(&[rule], &profile, filing)
        };
        let score = found(&sco::SCORE_RANGE, "10");
        // The sums stand for a wrong weight: 5, 20 and 25 are right.
        for (part, right, expected) in [("4", "5", false), ("19", "20", true), ("24", "25", true)] {
            let cause = found(&sum::PARTS_TOTAL, part);
            assert_eq!(makes_room(&cause[0], &score[0]), expected, "{right}");
        }
    }
}
