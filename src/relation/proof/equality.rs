//! Equalities: one quantity stated in several places.

use rustc_hash::FxHashMap as HashMap;

use super::fact::{Fact, is_aimed, is_past, is_step};
use super::share::clashes;
use super::tie::{Form, Kind, Tie};

/// The characters by which names meet: names differ at their beginning, where place and scope are.
const END: usize = 2;
/// Names that are the same, in decibans; more for each character.
const SAME: i32 = 16;
/// More figures of one name than a text speaks of as one quantity.
const MOST_ALIKE: usize = 24;

pub fn find(facts: &[Fact<'_>], ties: &mut Vec<Tie>) {
    let mut by_end: HashMap<&str, Vec<usize>> = HashMap::default();
    for (index, fact) in facts.iter().enumerate() {
        if fact.digits < 2 || fact.item.unit.noun == "分" || is_step(&fact.item.label) {
            continue;
        }
        if let Some(end) = end_of(fact.name) {
            by_end.entry(end).or_default().push(index);
        }
    }
    for alike in by_end.values().filter(|alike| alike.len() <= MOST_ALIKE) {
        for (nth, later) in alike.iter().enumerate() {
            for earlier in alike.iter().take(nth) {
                if let (Some(a), Some(b)) = (facts.get(*earlier), facts.get(*later)) {
                    if let Some(words) = likeness(a, b) {
                        ties.push(Tie {
                            kind: Kind::Equality,
                            form: Form::Linear(vec![1]),
                            figures: vec![*later, *earlier],
                            tried: if words >= SAME { 1 } else { alike.len() },
                            words,
                        });
                    }
                }
            }
        }
    }
}

fn end_of(name: &str) -> Option<&str> {
    let (at, _) = name.char_indices().rev().nth(END - 1)?;
    name.get(at..)
}

/// How surely two figures are of one quantity, in decibans; `None` if they are not.
fn likeness(a: &Fact<'_>, b: &Fact<'_>) -> Option<i32> {
    let (x, y) = (&a.item.label, &b.item.label);
    let is_other_time = a.year.zip(b.year).is_some_and(|(a, b)| a != b) || is_past(x) != is_past(y);
    if !a.is_like(b) || is_other_time || is_aimed(x) != is_aimed(y) || clashes(x, y) {
        return None;
    }
    let common = a.name.chars().rev().zip(b.name.chars().rev()).take_while(|(a, b)| a == b).count();
    let longest = a.name.chars().count().max(b.name.chars().count());
    let is_same = common == longest;
    let common = i32::try_from(common.min(8)).ok()?;
    Some(if is_same { SAME + 3 * common } else { (3 * common).min(SAME - 1) })
}
