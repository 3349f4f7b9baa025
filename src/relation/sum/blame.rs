//! Reduces failures to one per cause: the equalities of a document together show which cell is
//! wrong.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::filing::{Cell, Document, Place};
use crate::relation::sum::failure::{Failure, FailureKind, SumVerdict, in_unit_of};
use crate::relation::sum::slip::is_slip;
use crate::relation::sum::{Equality, equalities_of_amounts};
use crate::value::number::Dec;

/// If a failing total takes part in another equality that holds, the total is right.
pub fn with_parts_blamed<'a>(
    mut verdicts: Vec<SumVerdict<'a>>,
    document: &'a Document,
) -> Vec<SumVerdict<'a>> {
    let blames_total = |failure: &Failure<'_>| {
        let is_sum = failure.how == FailureKind::Wrong
            && failure.kind.is_money()
            && !failure.equality.repeats;
        is_sum && failure.cell.is_some_and(|cell| failure.equality.is_total(cell))
    };
    if !verdicts.iter().filter_map(SumVerdict::failure).any(blames_total) {
        return verdicts;
    }
    let confirmed = confirmed(document);
    for verdict in &mut verdicts {
        let SumVerdict::Fails(failure) = verdict else { continue };
        if !blames_total(failure) || !confirmed.contains(&failure.place) {
            continue;
        }
        let open: Vec<(&Cell, Dec)> = failure
            .equality
            .repairs()
            .into_iter()
            .filter(|(cell, _)| !confirmed.contains(&cell.place))
            .collect();
        let equality = failure.equality.clone();
        match open.as_slice() {
            [] => {}
            [(cell, meant)] if equality.blanks.is_empty() && !equality.falls_short() => {
                *verdict = SumVerdict::fails(equality, FailureKind::Wrong, Some(cell), *meant)
            }
            _ => {
                let Some(sum) = equality.sum() else { continue };
                *verdict = SumVerdict::fails(equality, FailureKind::Parts, None, sum);
            }
        }
    }
    verdicts
}

/// Drops equalities that fail only because of a cell that is blamed already, rounding aside.
pub fn without_consequences(mut verdicts: Vec<SumVerdict<'_>>) -> Vec<SumVerdict<'_>> {
    let is_wrong = |failure: &&Failure<'_>| {
        failure.kind.is_money()
            && matches!(failure.how, FailureKind::Wrong | FailureKind::Slip { .. })
    };
    let blamed: Vec<(usize, Place, Dec)> = verdicts
        .iter()
        .enumerate()
        .filter_map(|(index, verdict)| {
            Some((index, verdict.failure().filter(is_wrong).filter(|f| f.cell.is_some())?))
        })
        .map(|(index, failure)| (index, failure.place.clone(), failure.meant))
        .collect();
    if blamed.len() < 2 {
        return verdicts;
    }
    let cause_of = |at: usize, failure: &Failure<'_>| {
        let others =
            blamed.iter().filter(|(index, place, _)| *index != at && *place != failure.place);
        others
            .clone()
            .find(|(_, place, meant)| {
                failure.equality.nearly_holds_with(place, *meant) == Some(true)
            })
            .map(|(index, ..)| *index)
    };
    let causes: Vec<(usize, usize)> = blamed
        .iter()
        .filter_map(|(at, ..)| Some((*at, cause_of(*at, verdicts.get(*at)?.failure()?)?)))
        .collect();
    for (at, cause) in &causes {
        // Two that explain each other are kept.
        if causes.iter().any(|(effect, _)| effect == cause) {
            continue;
        }
        let Some(place) =
            verdicts.get(*at).and_then(|verdict| Some(verdict.failure()?.place.clone()))
        else {
            continue;
        };
        if let Some(SumVerdict::Fails(failure)) = verdicts.get_mut(*cause) {
            failure.related.push(place);
        }
        if let Some(verdict) = verdicts.get_mut(*at) {
            *verdict = SumVerdict::Open;
        }
    }
    verdicts
}

/// The cells of equalities of amounts that hold exactly.
fn confirmed(document: &Document) -> HashSet<Place> {
    let holds = |equality: &Equality<'_>| {
        let is_certain = !equality.doubtful && !equality.at_most;
        is_certain
            && equality
                .claimed()
                .is_some_and(|claimed| !claimed.is_zero() && equality.sum() == Some(claimed))
    };
    let of = |equality: Equality<'_>| {
        equality.cells().map(|cell| cell.place.clone()).collect::<Vec<_>>()
    };
    equalities_of_amounts(document).into_iter().filter(holds).flat_map(of).collect()
}

/// Reduces failures to one per cause: if correcting one figure makes several equalities hold, that
/// figure is wrong, whichever side it is on.
pub fn with_common_causes(mut verdicts: Vec<SumVerdict<'_>>) -> Vec<SumVerdict<'_>> {
    let is_failing = |verdict: &SumVerdict<'_>| matches!(verdict, SumVerdict::Fails(failure) if !failure.equality.at_most && failure.kind.is_money());
    let is_rounding = |verdict: Option<&SumVerdict<'_>>| matches!(verdict, Some(SumVerdict::Fails(failure)) if failure.how == FailureKind::Rounding);
    if verdicts.iter().filter(|verdict| is_failing(verdict)).count() < 2 {
        return verdicts;
    }
    let mut causes: Vec<Cause<'_>> = Vec::new();
    let mut known: HashMap<(Place, Dec), usize> = HashMap::default();
    for (index, verdict) in verdicts.iter().enumerate() {
        let SumVerdict::Fails(failure) = verdict else { continue };
        if !is_failing(verdict) {
            continue;
        }
        for (cell, meant) in failure.equality.repairs() {
            let at = *known.entry((cell.place.clone(), meant)).or_insert(causes.len());
            match causes.get_mut(at) {
                Some(cause) => cause.explains.push(index),
                None => causes.push(Cause { cell, meant, explains: vec![index] }),
            }
        }
    }
    causes.retain(|cause| cause.explains.len() > 1);
    // The cause of most failures first; among equals, a slip; else in the order of the form.
    let rank =
        |(at, cause): (usize, &Cause<'_>)| (cause.explains.len(), cause.is_slip(), Reverse(at));
    let mut order: BinaryHeap<_> = causes.iter().enumerate().map(rank).collect();
    let mut explained: HashSet<usize> = HashSet::default();
    while let Some((.., Reverse(at))) = order.pop() {
        let Some(cause) = causes.get(at) else { continue };
        let fresh: Vec<usize> =
            cause.explains.iter().copied().filter(|index| !explained.contains(index)).collect();
        let [first, others @ ..] = fresh.as_slice() else { continue };
        if others.is_empty() {
            continue;
        }
        explained.extend(&fresh);
        let how = if fresh.iter().all(|index| is_rounding(verdicts.get(*index))) {
            FailureKind::Rounding
        } else if cause.is_slip() {
            FailureKind::Slip { certain: true }
        } else {
            FailureKind::Wrong
        };
        let totals: Vec<Place> = others
            .iter()
            .filter_map(|index| {
                Some(verdicts.get(*index)?.failure()?.equality.total_place().clone())
            })
            .collect();
        for index in others {
            if let Some(verdict) = verdicts.get_mut(*index) {
                *verdict = SumVerdict::Open;
            }
        }
        if let Some(verdict @ SumVerdict::Fails(_)) = verdicts.get_mut(*first) {
            if let SumVerdict::Fails(failure) = core::mem::replace(verdict, SumVerdict::Open) {
                *verdict = SumVerdict::fails(failure.equality, how, Some(cause.cell), cause.meant);
            }
            if let SumVerdict::Fails(failure) = verdict {
                failure
                    .related
                    .extend(totals.into_iter().filter(|place| *place != cause.cell.place));
            }
        }
    }
    verdicts
}

/// A figure, its right value, and the equalities that would then hold.
struct Cause<'a> {
    cell: &'a Cell,
    meant: Dec,
    explains: Vec<usize>,
}

impl Cause<'_> {
    fn is_slip(&self) -> bool {
        in_unit_of(self.cell, self.meant)
            .zip(self.cell.number())
            .is_some_and(|(meant, claimed)| is_slip(claimed, meant))
    }
}

/// Reports a cell that fails several times for its clearest failure, with the cells of the others
/// as related.
pub fn strongest_per_cell(verdicts: Vec<SumVerdict<'_>>) -> Vec<SumVerdict<'_>> {
    let rank = |how: FailureKind| match how {
        FailureKind::Slip { certain: true } => 0,
        FailureKind::Slip { certain: false } => 1,
        FailureKind::Wrong | FailureKind::Parts | FailureKind::Missing => 2,
        FailureKind::Exceeds => 3,
        FailureKind::Rounding => 4,
    };
    let mut kept: Vec<SumVerdict<'_>> = Vec::with_capacity(verdicts.len());
    let mut at: HashMap<Place, usize> = HashMap::default();
    for verdict in verdicts {
        let SumVerdict::Fails(mut new) = verdict else {
            kept.push(verdict);
            continue;
        };
        let earlier = at.get(&new.place).copied();
        match earlier.and_then(|index| kept.get_mut(index)) {
            Some(SumVerdict::Fails(old)) => {
                if rank(new.how) < rank(old.how) {
                    core::mem::swap(old, &mut new);
                }
                for place in new.related {
                    if place != old.place && !old.related.contains(&place) {
                        old.related.push(place);
                    }
                }
            }
            _ => {
                at.insert(new.place.clone(), kept.len());
                kept.push(SumVerdict::Fails(new));
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Filing;
    use crate::relation::sum::SumKind;
    use serde_json::json;

    #[test]
    fn the_figure_that_explains_most_is_the_one_that_is_wrong() {
        let parts: Vec<_> = ["50", "40", "100", "100", "60"]
            .iter()
            .map(|amount| json!({"budget": amount}))
            .collect();
        let filing =
            Filing::read(json!({"documents": [{"kind": "projectEvaluation", "funds": {"parts": parts}, "indicators": []}]})).unwrap();
        let mut cells: Vec<&Cell> = Vec::new();
        filing.documents[0].visit(&mut |cell| cells.push(cell));
        let [x, y, total, same, elsewhere] = cells[..] else { panic!("five cells") };
        // 60 for 50 makes all three hold, 50 for 40 the first two.
        let equalities = [(total, vec![y, x]), (same, vec![y, x]), (elsewhere, vec![x])]
            .map(|(total, parts)| Equality::new(SumKind::Money, total, parts));
        let verdicts = equalities.map(|equality| {
            let sum = equality.sum().unwrap();
            SumVerdict::fails(equality, FailureKind::Wrong, None, sum)
        });
        let verdicts = with_common_causes(verdicts.into());
        let blamed: Vec<_> = verdicts
            .iter()
            .filter_map(SumVerdict::failure)
            .map(|failure| failure.place.pointer())
            .collect();
        assert_eq!(blamed, ["/documents/0/funds/parts/0/budget"]);
    }
}
