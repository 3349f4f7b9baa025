//! Proof: which figures of the texts fit each other, and which one does not.
//!
//! Words say which relation is meant; arithmetic says whether one is meant at all. Every kind of
//! relation gives ties: figures that must fit, with how far that is known. What fits is proved.
//! What does not accuse a figure only where one slip of the hand mends it, and only a figure that
//! nothing else proves.

pub mod bound;
mod copies;
mod difference;
mod equality;
pub mod fact;
pub mod held;
mod operands;
mod outline;
mod points;
mod product;
mod share;
mod slip;
mod sum;
mod table;
mod tie;

pub use tie::Kind;

use rustc_hash::FxHashSet as HashSet;

use crate::filing::{Cell, Document, Reads};
use crate::narrative::claim::restated;
use crate::relation::prose::cells_of;
use crate::value::Column;
use crate::value::number::Dec;
use fact::{Fact, Spot, facts_of};
use slip::{mended, whole_between};
use tie::{Fit, Tie};

/// What a proof reads: texts, amounts and results, with the names of their rows.
pub const READS: Reads = Reads::of(&[
    Column::Prose,
    Column::Words,
    Column::Money,
    Column::Measure,
    Column::Sign,
    Column::Year,
]);

/// Odds, in decibans, above which a figure that fits is proved.
const PROVED: i32 = 22;
/// Odds, in decibans, above which a slip is one: some 1000 to 1, for words are doubtful.
const ACCUSED: i32 = 33;

/// Words, in decibans, from which on they say that figures belong together.
const SAID: i32 = 9;
/// Odds, in decibans, above which a slip is one where no words say so: 100,000 to 1.
const UNSAID: i32 = 50;

/// What figures must tell by themselves, in decibans: two digits are mended by any slip.
const TOLD: i32 = 8;

/// Digits of figures that are one quantity, if their names are one.
const RESTATED: u32 = 4;

/// Words, in decibans, that say by themselves what is meant.
const SURE: i32 = 30;

/// A figure that one slip made wrong.
pub struct Misfit<'a> {
    pub kind: Kind,
    /// Words or the layout say that the figures belong together, not their digits alone.
    pub is_said: bool,
    pub cell: &'a Cell,
    pub span: (usize, usize),
    pub claimed: String,
    pub expected: String,
    pub formula: String,
    /// Where the others are.
    pub others: Vec<Spot<'a>>,
}

/// What the texts of some documents prove.
#[derive(Default)]
pub struct Proof<'a> {
    pub misfits: Vec<Misfit<'a>>,
}

pub fn proof<'a>(documents: &'a [Document]) -> Proof<'a> {
    let mut facts = facts_of(documents);
    // Without a text, the rules of tables have all of it.
    if facts.is_empty() {
        return Proof::default();
    }
    let rows = facts.last().map_or(0, |fact| fact.place.sentence.max(fact.place.line) + 1);
    let tables = table::facts_of(documents, rows);
    let texts = facts.len();
    facts.extend(tables);
    let ties = ties_of(&facts, texts);
    let mut proof = judge(&facts, &ties);
    proof.misfits.extend(outline::find(documents));
    for cell in documents.iter().flat_map(cells_of) {
        let pairs = operands::miscopied(cell).into_iter();
        // What is worked with is likelier right than what is told, if the formula works out.
        let misfits = pairs.map(|pair| {
            let claimed = cell.quoted(pair.operand.span);
            Misfit {
                kind: Kind::Equality,
                is_said: true,
                cell,
                span: pair.operand.span,
                expected: restated(&claimed, pair.stated.number),
                formula: format!("{} ≠ {}", claimed, cell.quoted(pair.stated.span)),
                claimed,
                others: Vec::new(),
            }
        });
        proof.misfits.extend(misfits);
    }
    for copy in copies::differing(documents) {
        let is_known = |misfit: &Misfit<'_>| {
            core::ptr::eq(misfit.cell, copy.cell)
                && misfit.span.0 < copy.span.1
                && copy.span.0 < misfit.span.1
                || core::ptr::eq(misfit.cell, copy.other)
                    && misfit.span.0 < copy.other_span.1
                    && copy.other_span.0 < misfit.span.1
        };
        if !proof.misfits.iter().any(is_known) {
            proof.misfits.push(Misfit {
                kind: Kind::Copy,
                is_said: true,
                cell: copy.cell,
                span: copy.span,
                formula: format!("{} ≠ {}", copy.digits, copy.other_digits),
                claimed: copy.digits,
                expected: copy.other_digits,
                others: vec![Spot { cell: copy.other, span: Some(copy.other_span) }],
            });
        }
    }
    proof
}

/// Every tie of some facts; the first `texts` of them are those of texts.
fn ties_of(facts: &[Fact<'_>], texts: usize) -> Vec<Tie> {
    let stated = facts.get(..texts).unwrap_or(facts);
    let mut ties = Vec::new();
    equality::find(facts, &mut ties);
    sum::find(stated, &mut ties);
    difference::find(stated, &mut ties);
    share::find(facts, texts, &mut ties);
    product::find(stated, &mut ties);
    ties
}

fn judge<'a>(facts: &[Fact<'a>], ties: &[Tie]) -> Proof<'a> {
    let fits: Vec<Option<Fit>> = ties.iter().map(|tie| tie.fit(facts)).collect();
    let mut is_proved = vec![false; facts.len()];
    let mut fits_in = vec![false; facts.len()];
    let mut results: HashSet<(usize, Kind)> = HashSet::default();
    // Operands that are accounted for: of a rate that is right, and of a product.
    let mut operands: HashSet<(Kind, usize, usize)> = HashSet::default();
    let mut factors: HashSet<usize> = HashSet::default();
    for (tie, fit) in ties.iter().zip(&fits) {
        let is_fitting = *fit == Some(Fit::Holds) && tie.proof(facts) >= PROVED;
        if is_fitting {
            // A rate proves its operands only as far as its own digits reach.
            let proved =
                if matches!(tie.form, tie::Form::Linear(_)) { tie.figures.len() } else { 1 };
            for figure in tie.figures.iter().take(proved) {
                if let Some(proved) = is_proved.get_mut(*figure) {
                    *proved = true;
                }
            }
        }
        if let ([result, a, b], true) = (tie.figures.as_slice(), is_fitting) {
            if matches!(tie.form, tie::Form::Quotient | tie::Form::Product) {
                operands.insert((tie.kind, *a, *b));
            }
            if tie.kind == Kind::Product {
                factors.extend([*result, *a, *b]);
            }
        }
        let is_rounded = *fit == Some(Fit::Rounded) && tie.proof(facts) >= PROVED;
        for figure in tie.figures.iter().filter(|_| is_fitting || is_rounded) {
            if let Some(fits) = fits_in.get_mut(*figure) {
                *fits = true;
            }
        }
        if matches!(fit, Some(Fit::Holds | Fit::Rounded)) && tie.kind != Kind::Equality {
            results.extend(tie.figures.first().map(|first| (*first, tie.kind)));
        }
    }
    let is_accused: Vec<bool> = facts
        .iter()
        .map(|fact| {
            let claims = fact.cell.claims().iter();
            claims.filter(|claim| claim.is_wrong()).any(|claim| claim.span == fact.item.span)
        })
        .collect();
    let is_share = |figure: usize| facts.get(figure).is_some_and(|fact| fact.item.is_share());
    let mut best: Vec<Option<(i32, usize, Dec)>> = vec![None; facts.len()];
    for (nth, tie) in ties.iter().enumerate() {
        let is_failing = fits.get(nth) == Some(&Some(Fit::Fails));
        let result_holds =
            tie.figures.first().is_some_and(|first| results.contains(&(*first, tie.kind)));
        let odds = tie.odds(facts);
        // A goal of 120 and a result of 126 are one slip apart too.
        let is_short =
            |figure: &usize| facts.get(*figure).is_none_or(|fact| fact.digits < RESTATED);
        let is_told = match tie.kind {
            Kind::Equality => !tie.figures.iter().any(is_short),
            _ => tie.information(facts) >= TOLD || tie.words >= SURE,
        };
        let is_accounted_for = match tie.figures.as_slice() {
            [_, a, b] if operands.contains(&(tie.kind, *a, *b)) => {
                matches!(tie.form, tie::Form::Quotient | tie::Form::Product)
            }
            // What is 30 % of a base, another share of it is too.
            [_, a, b] if tie.kind == Kind::Product && !is_share(*a) => {
                [a, b].iter().any(|factor| factors.contains(factor))
            }
            _ => false,
        };
        let is_judged = tie.figures.iter().any(|figure| is_accused.get(*figure) == Some(&true));
        if !is_failing
            || result_holds
            || is_accounted_for
            || is_judged
            || !is_told
            || odds < if tie.words >= SAID { ACCUSED } else { UNSAID }
        {
            continue;
        }
        let is = |known: &[bool], figure: usize| known.get(figure) == Some(&true);
        let mut places: Vec<(usize, usize)> = tie.figures.iter().copied().enumerate().collect();
        let is_in_table = |figure: usize| facts.get(figure).is_some_and(Fact::is_in_table);
        places.retain(|(_, figure)| !is(&is_proved, *figure) && !is_in_table(*figure));
        // What fits elsewhere, as far as rounding lets one tell, is accused last.
        places.sort_by_key(|(_, figure)| is(&fits_in, *figure));
        let accused = places
            .into_iter()
            .find_map(|(place, figure)| Some((figure, meant(tie, place, facts)?)));
        if let Some((figure, meant)) = accused {
            if let Some(entry) = best.get_mut(figure) {
                if entry.is_none_or(|(known, _, _)| odds > known) {
                    *entry = Some((odds, nth, meant));
                }
            }
        }
    }
    let mut proof = Proof::default();
    for (index, entry) in best.into_iter().enumerate() {
        let Some((_, nth, meant)) = entry else { continue };
        let (Some(fact), Some(tie)) = (facts.get(index), ties.get(nth)) else { continue };
        let claimed = fact.shown();
        let others = tie
            .figures
            .iter()
            .filter(|figure| **figure != index)
            .filter_map(|figure| facts.get(*figure));
        proof.misfits.push(Misfit {
            kind: tie.kind,
            is_said: tie.words >= SAID,
            cell: fact.cell,
            span: fact.item.span,
            expected: restated(&claimed, meant),
            claimed,
            formula: format!(
                "{} = {}",
                tie.formula(facts),
                facts.get(*tie.figures.first().unwrap_or(&0)).map_or_else(String::new, Fact::shown)
            ),
            others: others.map(Spot::of).collect(),
        });
    }
    proof
}

/// What a figure of a failing tie was before one slip.
fn meant(tie: &Tie, place: usize, facts: &[Fact<'_>]) -> Option<Dec> {
    let fact = facts.get(*tie.figures.get(place)?)?;
    let (low, high) = tie.wanted(place, facts)?;
    let (low, high) =
        whole_between(low.shift(-fact.last_printed())?, high.shift(-fact.last_printed())?)?;
    let meant = mended(fact.mantissa()?, low, high)?;
    Some(Dec::new(meant, fact.item.number.decimals()))
}
