//! Proof: which figures of the texts fit each other, and which one does not.
//!
//! Words say which relation is meant; arithmetic says whether one is meant at all. Every kind of
//! relation gives ties: figures that must fit, with how far that is known. What fits is proved.
//! What does not accuse a figure only where one slip of the hand mends it, and only a figure that
//! nothing else proves.

mod difference;
mod equality;
pub mod fact;
mod product;
mod share;
mod slip;
mod sum;
mod tie;

pub use tie::Kind;

use crate::filing::{Cell, Document};
use crate::narrative::claim::restated;
use crate::value::number::Dec;
use fact::{Fact, facts_of};
use slip::{mended, whole_between};
use tie::{Fit, Tie};

/// Odds, in decibans, above which a figure that fits is proved.
const PROVED: i32 = 22;
/// Odds, in decibans, above which a slip is one: some 1000 to 1, for words are doubtful.
const ACCUSED: i32 = 33;

/// What figures must tell by themselves, in decibans: two digits are mended by any slip.
const TOLD: i32 = 8;

/// A figure that one slip made wrong.
pub struct Misfit<'a> {
    pub kind: Kind,
    pub cell: &'a Cell,
    pub span: (usize, usize),
    pub claimed: String,
    pub expected: String,
    pub formula: String,
    /// Where the others are.
    pub others: Vec<&'a Cell>,
}

/// What the texts of some documents prove.
#[derive(Default)]
pub struct Proof<'a> {
    pub misfits: Vec<Misfit<'a>>,
    /// How many relations hold, for each kind.
    pub held: Vec<(Kind, usize)>,
}

pub fn proof<'a>(documents: &'a [Document]) -> Proof<'a> {
    let facts = facts_of(documents);
    let mut ties = Vec::new();
    equality::find(&facts, &mut ties);
    sum::find(&facts, &mut ties);
    difference::find(&facts, &mut ties);
    share::find(&facts, &mut ties);
    product::find(&facts, &mut ties);
    judge(&facts, &ties)
}

fn judge<'a>(facts: &[Fact<'a>], ties: &[Tie]) -> Proof<'a> {
    let fits: Vec<Option<Fit>> = ties.iter().map(|tie| tie.fit(facts)).collect();
    let mut is_proved = vec![false; facts.len()];
    let mut has_result = vec![false; facts.len()];
    for (tie, fit) in ties.iter().zip(&fits) {
        let is_fitting = *fit == Some(Fit::Holds) && tie.proof(facts) >= PROVED;
        if is_fitting {
            for figure in &tie.figures {
                if let Some(proved) = is_proved.get_mut(*figure) {
                    *proved = true;
                }
            }
        }
        if matches!(fit, Some(Fit::Holds | Fit::Rounded)) && tie.kind != Kind::Equality {
            if let Some(has) = tie.figures.first().and_then(|first| has_result.get_mut(*first)) {
                *has = true;
            }
        }
    }
    let is_accused: Vec<bool> = facts
        .iter()
        .map(|fact| {
            let claims = fact.cell.claims().iter();
            claims.filter(|claim| claim.is_wrong()).any(|claim| claim.span == fact.item.span)
        })
        .collect();
    let mut best: Vec<Option<(i32, usize, Dec)>> = vec![None; facts.len()];
    for (nth, tie) in ties.iter().enumerate() {
        let is_failing = fits.get(nth) == Some(&Some(Fit::Fails));
        let result_holds = tie.kind != Kind::Equality
            && tie.figures.first().and_then(|first| has_result.get(*first)) == Some(&true);
        let odds = tie.odds(facts);
        let is_told = tie.information(facts) >= TOLD;
        let is_judged = tie.figures.iter().any(|figure| is_accused.get(*figure) == Some(&true));
        if !is_failing || result_holds || is_judged || !is_told || odds < ACCUSED {
            continue;
        }
        for (place, figure) in tie.figures.iter().enumerate() {
            if is_proved.get(*figure) == Some(&true) {
                continue;
            }
            let Some(meant) = meant(tie, place, facts) else { continue };
            if let Some(entry) = best.get_mut(*figure) {
                if entry.is_none_or(|(known, _, _)| odds > known) {
                    *entry = Some((odds, nth, meant));
                }
            }
            break;
        }
    }
    let mut proof = Proof::default();
    for (index, entry) in best.into_iter().enumerate() {
        let Some((_, nth, meant)) = entry else { continue };
        let (Some(fact), Some(tie)) = (facts.get(index), ties.get(nth)) else { continue };
        let claimed = fact.shown();
        let others = tie.figures.iter().filter(|figure| **figure != index).filter_map(|figure| facts.get(*figure));
        proof.misfits.push(Misfit {
            kind: tie.kind,
            cell: fact.cell,
            span: fact.item.span,
            expected: restated(&claimed, meant),
            claimed,
            formula: format!("{} = {}", tie.formula(facts), facts.get(*tie.figures.first().unwrap_or(&0)).map_or_else(String::new, Fact::shown)),
            others: others.map(|fact| fact.cell).collect(),
        });
    }
    proof
}

/// What a figure of a failing tie was before one slip.
fn meant(tie: &Tie, place: usize, facts: &[Fact<'_>]) -> Option<Dec> {
    let fact = facts.get(*tie.figures.get(place)?)?;
    let (low, high) = tie.wanted(place, facts)?;
    let (low, high) = whole_between(low.shift(-fact.place())?, high.shift(-fact.place())?)?;
    let meant = mended(fact.mantissa()?, low, high)?;
    Some(Dec::new(meant, fact.item.number.decimals()))
}
