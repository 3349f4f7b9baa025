//! Judgement: what the ties of a filing prove, and which figure a failing one accuses.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::Misfit;
use super::fact::{Fact, Spot};
use super::slip::{mended, whole_between};
use super::tie::{Fit, Form, Kept, Kind, Tie};
use crate::narrative::claim::restated;
use crate::value::number::Dec;

/// Odds, in decibans, above which a figure that fits is proved.
pub const PROVED: i32 = 22;
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

/// Hears which figures fit, and which do not and could be mended.
pub struct Judge<'f, 'a> {
    facts: &'f [Fact<'a>],
    is_proved: Vec<bool>,
    /// What fits elsewhere, as far as rounding lets one tell.
    fits_in: Vec<bool>,
    /// The results that some relation of a kind gives.
    results: HashSet<(usize, Kind)>,
    /// Operands that are accounted for: of a rate that is right, and of a product.
    operands: HashSet<(Kind, usize, usize)>,
    factors: HashSet<usize>,
    failing: Vec<Failing>,
}

/// A tie that one slip mends, with the figures that it may be in and what each was.
struct Failing {
    tie: Kept,
    odds: i32,
    mends: Vec<(usize, Dec)>,
}

impl<'f, 'a> Judge<'f, 'a> {
    pub fn of(facts: &'f [Fact<'a>]) -> Judge<'f, 'a> {
        Judge {
            facts,
            is_proved: vec![false; facts.len()],
            fits_in: vec![false; facts.len()],
            results: HashSet::default(),
            operands: HashSet::default(),
            factors: HashSet::default(),
            failing: Vec::new(),
        }
    }

    pub fn hear(&mut self, tie: &Tie<'_>) {
        match tie.fit(self.facts) {
            Some(Fit::Fails) => self.failing.extend(self.failing(tie)),
            Some(fit) => self.fits(tie, fit),
            None => {}
        }
    }

    fn fits(&mut self, tie: &Tie<'_>, fit: Fit) {
        if tie.kind != Kind::Equality {
            self.results.extend(tie.figures.first().map(|first| (*first, tie.kind)));
        }
        if tie.proof(self.facts) < PROVED {
            return;
        }
        // A rate proves its operands only as far as its own digits reach.
        let proved = match (fit, tie.form) {
            (Fit::Holds, Form::Linear(_)) => tie.figures.len(),
            (Fit::Holds, _) => 1,
            _ => 0,
        };
        for (nth, figure) in tie.figures.iter().enumerate() {
            if let Some(fits) = self.fits_in.get_mut(*figure) {
                *fits = true;
            }
            if let Some(is_proved) = self.is_proved.get_mut(*figure).filter(|_| nth < proved) {
                *is_proved = true;
            }
        }
        if let ([result, a, b], Fit::Holds) = (tie.figures, fit) {
            if matches!(tie.form, Form::Quotient | Form::Product) {
                self.operands.insert((tie.kind, *a, *b));
            }
            if tie.kind == Kind::Product {
                self.factors.extend([*result, *a, *b]);
            }
        }
    }

    /// The tie, if it tells of a slip.
    fn failing(&self, tie: &Tie<'_>) -> Option<Failing> {
        let facts = self.facts;
        let odds = tie.odds(facts);
        if odds < if tie.words >= SAID { ACCUSED } else { UNSAID } {
            return None;
        }
        let figures = || tie.figures.iter().filter_map(|figure| facts.get(*figure));
        let is_told = match tie.kind {
            // A goal of 120 and a result of 126 are one slip apart too.
            Kind::Equality => figures().all(|fact| fact.digits >= RESTATED),
            _ => tie.information(facts) >= TOLD || tie.words >= SURE,
        };
        if !is_told || figures().any(|fact| fact.is_accused) {
            return None;
        }
        let mends: Vec<(usize, Dec)> = tie
            .figures
            .iter()
            .enumerate()
            .filter(|(_, figure)| facts.get(**figure).is_some_and(|fact| !fact.is_in_table()))
            .filter_map(|(place, figure)| Some((*figure, meant(tie, place, facts)?)))
            .collect();
        (!mends.is_empty()).then(|| Failing { tie: tie.keep(), odds, mends })
    }

    /// Whether other ties say what the figures of a failing one are.
    fn is_accounted_for(&self, tie: &Tie<'_>) -> bool {
        let Some(result) = tie.figures.first() else { return true };
        let is_share = |figure: &usize| self.facts.get(*figure).is_some_and(|f| f.item.is_share());
        self.results.contains(&(*result, tie.kind))
            || match tie.figures {
                [_, a, b] if self.operands.contains(&(tie.kind, *a, *b)) => {
                    matches!(tie.form, Form::Quotient | Form::Product)
                }
                // What is 30 % of a base, another share of it is too.
                [_, a, b] if tie.kind == Kind::Product && !is_share(a) => {
                    self.factors.contains(a) || self.factors.contains(b)
                }
                _ => false,
            }
    }

    /// The figures that are wrong, each by the likeliest of its ties, in order.
    pub fn verdict(self) -> Vec<Misfit<'a>> {
        let is = |known: &[bool], figure: usize| known.get(figure) == Some(&true);
        let mut best: HashMap<usize, (&Failing, Dec)> = HashMap::default();
        for failing in &self.failing {
            if self.is_accounted_for(&failing.tie.tie()) {
                continue;
            }
            let unproved = || {
                let mends = failing.mends.iter();
                mends.copied().filter(|(figure, _)| !is(&self.is_proved, *figure))
            };
            // What fits elsewhere is accused last.
            let accused = unproved()
                .find(|(figure, _)| !is(&self.fits_in, *figure))
                .or_else(|| unproved().next());
            let Some((figure, meant)) = accused else { continue };
            let known = best.get(&figure).map(|(known, _)| known.odds);
            if known.is_none_or(|known| failing.odds > known) {
                best.insert(figure, (failing, meant));
            }
        }
        let mut best: Vec<_> = best.into_iter().collect();
        best.sort_unstable_by_key(|(figure, _)| *figure);
        let misfit = |(figure, (failing, meant)): (usize, (&Failing, Dec))| {
            self.misfit(figure, &failing.tie.tie(), meant)
        };
        best.into_iter().filter_map(misfit).collect()
    }

    fn misfit(&self, figure: usize, tie: &Tie<'_>, meant: Dec) -> Option<Misfit<'a>> {
        let (fact, result) = (self.facts.get(figure)?, self.facts.get(*tie.figures.first()?)?);
        let others = tie.figures.iter().filter(|other| **other != figure);
        let claimed = fact.shown();
        Some(Misfit {
            kind: tie.kind,
            is_said: tie.words >= SAID,
            cell: fact.cell,
            span: fact.item.span,
            expected: restated(&claimed, meant),
            claimed,
            formula: format!("{} = {}", tie.formula(self.facts), result.shown()),
            others: others.filter_map(|other| Some(Spot::of(self.facts.get(*other)?))).collect(),
        })
    }
}

/// What a figure of a failing tie was before one slip.
fn meant(tie: &Tie<'_>, place: usize, facts: &[Fact<'_>]) -> Option<Dec> {
    let fact = facts.get(*tie.figures.get(place)?)?;
    let (low, high) = tie.wanted(place, facts)?;
    let (low, high) =
        whole_between(low.shift(-fact.last_printed())?, high.shift(-fact.last_printed())?)?;
    let meant = mended(fact.mantissa()?, low, high)?;
    Some(Dec::new(meant, fact.item.number.decimals()))
}
