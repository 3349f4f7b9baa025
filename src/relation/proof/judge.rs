//! Judgement: what the ties of a filing prove, and which figure a failing one accuses.

use core::cmp::Reverse;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::fact::{Fact, Spot};
use super::slip::{mended, whole_between};
use super::tie::{Fit, Form, Kept, Kind, Tie};
use super::{Misfit, Proof};
use crate::narrative::claim::restated;
use crate::order::sorted_by_key;
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

/// How many values of an operand may fit, in units of its last place.
const WIDEST: i64 = 10;

/// By how much more, in decibans, a relation must tell to be believed against a rough one.
const FINER: i32 = 15;

/// Words, in decibans, that make a name of one thing only: a contract with its title.
const NAMED: i32 = 48;

/// Words, in decibans, that say by themselves what is meant.
const SURE: i32 = 30;

/// Hears which figures fit, and which do not and could be mended.
pub struct Judge<'f, 'a> {
    facts: &'f [Fact<'a>],
    is_proved: Vec<bool>,
    /// What is part of a relation that works out, and not merely stated twice.
    works_out: HashSet<usize>,
    /// What fits elsewhere, as far as rounding lets one tell.
    fits_in: Vec<bool>,
    /// The results that some relation of a kind gives, with what it tells, in decibans, if it tells
    /// no more than rounding lets it.
    results: HashMap<(usize, Kind), i32>,
    /// What is proved, and of which kind: each figure and kind once.
    verified: HashSet<(usize, Kind)>,
    /// Results of certain words that rounding explains, or cutting off.
    inexact: Vec<(Fit, Kept)>,
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

/// A figure that is wrong.
struct Accused {
    figure: usize,
    /// What it was meant to be, in its unit.
    meant: Dec,
    /// What a certain relation gives for it, more exactly than it is printed.
    given: Option<Dec>,
}

impl<'f, 'a> Judge<'f, 'a> {
    pub fn of(facts: &'f [Fact<'a>]) -> Judge<'f, 'a> {
        Judge {
            facts,
            is_proved: vec![false; facts.len()],
            works_out: HashSet::default(),
            fits_in: vec![false; facts.len()],
            results: HashMap::default(),
            verified: HashSet::default(),
            inexact: Vec::new(),
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
        let Some(result) = tie.figures.first() else { return };
        // Steps from figure to figure say nothing of each other.
        let is_alone = matches!(tie.kind, Kind::Equality | Kind::Progression);
        if !is_alone && fit != Fit::Cut {
            let is_rough = matches!(tie.form, Form::Terms(_)) && fit == Fit::Rounded;
            let told = if is_rough { tie.information(self.facts) } else { i32::MAX };
            let known = self.results.entry((*result, tie.kind)).or_insert(told);
            *known = told.max(*known);
        }
        if let (Form::Terms(_), [_, a, b, ..]) = (tie.form, tie.figures) {
            self.operands.insert((tie.kind, *a, *b));
        }
        if tie.proof(self.facts) < PROVED {
            return;
        }
        match fit {
            Fit::Holds => {
                self.verified.insert((*result, tie.kind));
            }
            Fit::Cut => self.inexact.push((fit, tie.keep())),
            // Figures of two digits are nearly the sum of many others.
            Fit::Rounded if tie.kind == Kind::Sum => {
                let is_told = tie.information(self.facts) >= TOLD;
                if tie.is_certain() || tie.words >= SAID && tie.tried == 1 && is_told {
                    self.inexact.push((fit, tie.keep()));
                }
            }
            _ => {}
        }
        // A rate proves its operands only as far as its own digits reach.
        let proved = match (fit, tie.form) {
            (Fit::Holds, Form::Linear(_)) => tie.figures.len(),
            (Fit::Holds, _) => 1,
            _ => 0,
        };
        if tie.kind != Kind::Equality {
            self.works_out.extend(tie.figures.iter().take(proved));
        }
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
            Kind::Equality => {
                let fewest = if tie.words >= NAMED { RESTATED - 1 } else { RESTATED };
                figures().all(|fact| fact.digits >= fewest)
            }
            _ => tie.information(facts) >= TOLD || tie.words >= SURE,
        };
        if !is_told || figures().any(|fact| fact.is_accused) {
            return None;
        }
        // What is in a text is likelier wrong than a row of a table.
        let is_of_tables = || figures().all(Fact::is_in_table);
        let mends: Vec<(usize, Dec)> = tie
            .figures
            .iter()
            .enumerate()
            .filter(|(_, figure)| {
                is_of_tables() || facts.get(**figure).is_some_and(|fact| !fact.is_in_table())
            })
            .filter_map(|(place, figure)| Some((*figure, meant(tie, place, facts)?)))
            .collect();
        let is_kept = tie.is_certain() || !mends.is_empty();
        is_kept.then(|| Failing { tie: tie.keep(), odds, mends })
    }

    /// Whether other ties say what the figures of a failing one are.
    fn is_accounted_for(&self, tie: &Tie<'_>) -> bool {
        let Some(result) = tie.figures.first() else { return true };
        if tie.is_certain() {
            let kinds = [Kind::Sum, Kind::Difference, Kind::Share, Kind::Product];
            return kinds.iter().any(|kind| self.verified.contains(&(*result, *kind)));
        }
        let is_share = |figure: &usize| self.facts.get(*figure).is_some_and(|f| f.item.is_share());
        let told = self.results.get(&(*result, tie.kind));
        told.is_some_and(|told| told.saturating_add(FINER) >= tie.information(self.facts))
            || match tie.figures {
                [_, a, b, ..] if matches!(tie.form, Form::Terms(_)) => {
                    self.operands.contains(&(tie.kind, *a, *b))
                }
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

    /// What is proved, and what is wrong: each figure by the likeliest of its ties, in order.
    pub fn verdict(self) -> Proof<'a> {
        let failing: Vec<&Failing> = self.failing.iter().collect();
        let failing = sorted_by_key(failing, |failing| Reverse(failing.odds));
        let mut misfits: Vec<(usize, Misfit<'a>)> = Vec::new();
        let mut is_accused: HashSet<usize> = HashSet::default();
        for failing in failing {
            let tie = failing.tie.tie();
            // One slip is told once.
            let is_told = tie.figures.iter().any(|figure| is_accused.contains(figure));
            if is_told || self.is_accounted_for(&tie) {
                continue;
            }
            if let Some(accused) = self.accused(failing) {
                is_accused.insert(accused.figure);
                misfits.extend(Some(accused.figure).zip(self.misfit(&accused, &tie)));
            }
        }
        let misfits = sorted_by_key(misfits, |(figure, _)| *figure);
        let inexact = self.inexact();
        let rounded = inexact.iter().filter(|(fit, _)| *fit == Fit::Rounded);
        let rounded = rounded.map(|(_, misfit)| misfit.kind);
        Proof {
            misfits: misfits.into_iter().map(|(_, misfit)| misfit).collect(),
            verified: self.verified.iter().map(|(_, kind)| *kind).chain(rounded).collect(),
            inexact,
        }
    }

    /// The figure of a failing tie that is wrong.
    fn accused(&self, failing: &Failing) -> Option<Accused> {
        let is = |known: &[bool], figure: usize| known.get(figure) == Some(&true);
        let tie = failing.tie.tie();
        let result = *tie.figures.first()?;
        let due = tie.expected(self.facts).filter(|_| tie.is_certain());
        let stated =
            due.map(|(meant, given)| Accused { figure: result, meant, given: Some(given) });
        // Where words are certain, the result is wrong if no other relation works out with it.
        if stated.is_some() && !self.works_out.contains(&result) {
            return stated;
        }
        let unproved = || failing.mends.iter().filter(|(figure, _)| !is(&self.is_proved, *figure));
        // What fits elsewhere is accused last.
        let mended = unproved()
            .find(|(figure, _)| !is(&self.fits_in, *figure))
            .or_else(|| unproved().next())
            .filter(|(figure, _)| stated.is_none() || *figure != result);
        let mended =
            mended.map(|(figure, meant)| Accused { figure: *figure, meant: *meant, given: None });
        mended.or(stated)
    }

    /// The results that are right only as rounded, or cut off, each once.
    fn inexact(&self) -> Vec<(Fit, Misfit<'a>)> {
        let mut named: HashSet<usize> = HashSet::default();
        let inexact = self.inexact.iter().filter_map(|(fit, kept)| {
            let tie = kept.tie();
            let figure = *tie.figures.first()?;
            let is_proved = *fit != Fit::Cut && self.is_proved.get(figure) == Some(&true);
            if is_proved || self.verified.contains(&(figure, tie.kind)) || !named.insert(figure) {
                return None;
            }
            let (meant, given) = tie.expected(self.facts)?;
            Some((*fit, self.misfit(&Accused { figure, meant, given: Some(given) }, &tie)?))
        });
        inexact.collect()
    }

    fn misfit(&self, accused: &Accused, tie: &Tie<'_>) -> Option<Misfit<'a>> {
        let fact = self.facts.get(accused.figure)?;
        let result = self.facts.get(*tie.figures.first()?)?;
        let others = tie.figures.iter().filter(|other| **other != accused.figure);
        let claimed = fact.shown();
        let given = match accused.given {
            Some(given) => restated(&claimed, given),
            None => result.shown(),
        };
        let off = accused.given.and_then(|_| fact.item.number.minus(accused.meant));
        let is_sum = matches!(tie.form, Form::Linear(_));
        Some(Misfit {
            kind: tie.kind,
            is_said: tie.words >= SAID,
            cell: fact.cell,
            span: fact.span(),
            difference: off.map(|off| if is_sum { off.plain() } else { off }),
            expected: restated(&claimed, accused.meant),
            claimed,
            formula: format!("{} = {given}", tie.formula(self.facts)),
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
    // Where many values would do, one of them is a slip away by chance.
    if matches!(tie.form, Form::Terms(_)) && high - low > WIDEST {
        return None;
    }
    let meant = mended(fact.mantissa()?, low, high)?;
    Some(Dec::new(meant, fact.item.number.decimals()))
}
