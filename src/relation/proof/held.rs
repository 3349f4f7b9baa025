//! What holds: the figures of texts that others confirm, for those who want to see what was
//! checked. Worked out on demand; a check does not need it.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::fact::{Fact, Spot, facts_of};
use super::judge::PROVED;
use super::tie::{Fit, Form, Kept, Kind, Tie, Ties};
use super::{table, ties_of};
use crate::filing::{Cell, Document};
use crate::narrative::claim::{Claim, ClaimKind};
use crate::order::sorted;
use crate::relation::prose::cells_of;

/// So few digits of a rate are met by many pairs of figures.
const THIN: u32 = 2;

/// A figure of a text, and what it was checked against.
#[derive(Clone, Debug, PartialEq)]
pub struct Held<'a> {
    pub kind: HeldKind,
    pub known: Known,
    pub figure: Spot<'a>,
    pub working: Working<'a>,
    /// The figures that it was checked against, as far as their places are known.
    pub others: Vec<Spot<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeldKind {
    Tie(Kind),
    Claim(ClaimKind),
}

/// What says that the figures belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A row of a table, or a formula that is written out.
    Form,
    /// The words around them.
    Words,
    /// Nothing but that they fit.
    Arithmetic,
}

/// What a figure equals.
#[derive(Clone, Debug, PartialEq)]
pub enum Working<'a> {
    /// A calculation with the figures as printed: `1371.71万元 + 625.50万元`.
    Formula(String),
    /// A comparison that is right: `65.29% < 70%`.
    Comparison(String),
    /// As many as are listed.
    Listed(String),
    /// A cell of a table.
    Row(&'a Cell),
    /// The same figure elsewhere, by its name there.
    Text { name: String, figure: String },
}

/// Every figure of the texts of some documents that others confirm, in the order of the texts.
pub fn held(documents: &[Document]) -> Vec<Held<'_>> {
    let mut facts = facts_of(documents);
    let texts = facts.len();
    let rows = facts.last().map_or(0, |fact| fact.place.sentence.max(fact.place.line) + 1);
    facts.extend(table::facts_of(documents, rows));
    let mut ties: Vec<Kept> = Vec::new();
    if texts > 0 {
        let keep = &mut |tie: &Tie<'_>| ties.extend(is_shown(tie, &facts).then(|| tie.keep()));
        ties_of(&facts, texts, &mut Ties(keep));
    }
    let ties: Vec<Tie<'_>> = ties.iter().map(Kept::tie).collect();
    let claims = documents.iter().flat_map(cells_of).flat_map(|cell| {
        cell.claims().iter().filter(|claim| claim.holds()).map(move |claim| of_claim(cell, claim))
    });
    let (written, claimed): (Vec<Held<'_>>, Vec<Held<'_>>) =
        claims.partition(|held| held.known == Known::Form);
    // A formula that is written out says all there is to say.
    let key = |held: &Held<'_>| (core::ptr::from_ref(held.figure.cell), held.figure.span);
    let said: HashSet<_> = written.iter().map(&key).collect();
    let more = worked_out(&facts, &ties).into_iter().filter(|held| !said.contains(&key(held)));
    let more: Vec<Held<'_>> = more.collect();
    let mut held = written;
    held.extend(more);
    held.extend(restated(&facts, &ties, texts));
    held.extend(claimed);
    let place = |held: &Held<'_>| (held.figure.cell.place.order, held.figure.span);
    sorted(held, |a, b| place(a).cmp(&place(b)))
}

/// The relations with a calculation, each set of figures once and the likeliest first.
fn worked_out<'a>(facts: &[Fact<'a>], ties: &[Tie<'_>]) -> Vec<Held<'a>> {
    let fitting = ties.iter().filter(|tie| tie.kind != Kind::Equality).collect();
    let fitting = sorted(fitting, |a: &&Tie<'_>, b| b.proof(facts).cmp(&a.proof(facts)));
    let mut sets: HashSet<Vec<usize>> = HashSet::default();
    let mut lists: HashSet<Vec<usize>> = HashSet::default();
    let mut results: HashSet<(usize, Kind)> = HashSet::default();
    let mut held = Vec::new();
    for tie in fitting {
        let Some((result, others)) = tie.figures.split_first() else { continue };
        let Some(fact) = facts.get(*result).filter(|fact| !fact.is_in_table()) else { continue };
        let is_new = sets.insert(in_order(tie.figures))
            && results.insert((*result, kin(tie.kind)))
            // What income and expenditure both come to, the parts of one of them add up to.
            && (tie.kind != Kind::Sum || lists.insert(in_order(others)));
        if !is_new {
            continue;
        }
        let others = others.iter().filter_map(|other| facts.get(*other));
        held.push(Held {
            kind: HeldKind::Tie(tie.kind),
            known: if others.clone().any(Fact::is_in_table) {
                Known::Form
            } else if tie.words > 0 {
                Known::Words
            } else {
                Known::Arithmetic
            },
            figure: Spot::of(fact),
            working: Working::Formula(tie.formula(facts)),
            others: others.map(Spot::of).collect(),
        });
    }
    held
}

/// The figures that are there more than once: each with the row of a table that has it, or with
/// the others.
fn restated<'a>(facts: &[Fact<'a>], ties: &[Tie<'_>], texts: usize) -> Vec<Held<'a>> {
    let mut partners: HashMap<usize, Vec<(usize, i32)>> = HashMap::default();
    for tie in ties.iter().filter(|tie| tie.kind == Kind::Equality) {
        if let [one, other] = tie.figures {
            partners.entry(*one).or_default().push((*other, tie.words));
            partners.entry(*other).or_default().push((*one, tie.words));
        }
    }
    let mut held = |figure: usize| {
        let (fact, partners) = (facts.get(figure)?, partners.remove(&figure)?);
        let partners = sorted(partners, Ord::cmp);
        // Of rows that are as likely the first: the lines of funds come before the indicators.
        let best = partners
            .iter()
            .min_by_key(|(other, words)| (*other < texts, core::cmp::Reverse(*words)))?;
        let other = facts.get(best.0)?;
        let working = if other.is_in_table() {
            Working::Row(other.cell)
        } else {
            Working::Text { name: shown_name(other), figure: other.shown() }
        };
        let known = if other.is_in_table() {
            Known::Form
        } else if best.1 > 0 {
            Known::Words
        } else {
            Known::Arithmetic
        };
        // The one that is named comes first.
        let rest = partners.iter().filter(|(other, _)| *other != best.0);
        let others = core::iter::once(best).chain(rest).filter_map(|(other, _)| facts.get(*other));
        Some(Held {
            kind: HeldKind::Tie(Kind::Equality),
            known,
            figure: Spot::of(fact),
            working,
            others: others.map(Spot::of).collect(),
        })
    };
    (0..texts).filter_map(&mut held).collect()
}

fn is_shown(tie: &Tie<'_>, facts: &[Fact<'_>]) -> bool {
    tie.fit(facts) == Some(Fit::Holds) && tie.proof(facts) >= PROVED && !is_by_chance(tie, facts)
}

/// Whether the figures fit but are no more about each other than any: a rate of two digits, which
/// figures of other sentences may give; two of three equal figures in one list.
fn is_by_chance(tie: &Tie<'_>, facts: &[Fact<'_>]) -> bool {
    let mut figures = tie.figures.iter().filter_map(|figure| facts.get(*figure));
    let Some(result) = figures.next() else { return true };
    let mut is_beside = figures.map(|fact| fact.place == result.place);
    match tie.form {
        Form::Linear(_) => tie.kind == Kind::Equality && tie.words == 0 && is_beside.all(|is| is),
        _ => result.digits <= THIN && !is_beside.all(|is| is),
    }
}

/// A figure's name as a reader knows it: 年初预算, of which its name among facts has no 年.
fn shown_name(fact: &Fact<'_>) -> String {
    let (name, label) = (fact.name(), &fact.item.label);
    let is_of_year = ["初", "中"]
        .iter()
        .any(|part| name.starts_with(part) && label.contains(&format!("年{part}")))
        && !name.starts_with("中央");
    if is_of_year { format!("年{name}") } else { name.to_owned() }
}

fn in_order(figures: &[usize]) -> Vec<usize> {
    sorted(figures.to_vec(), Ord::cmp)
}

fn of_claim<'a>(cell: &'a Cell, claim: &Claim) -> Held<'a> {
    // The result is the figure itself.
    let calculation = || claim.formula.rsplit_once(" = ").map_or(&*claim.formula, |(left, _)| left);
    Held {
        kind: HeldKind::Claim(claim.kind),
        known: if claim.kind == ClaimKind::Formula { Known::Form } else { Known::Words },
        figure: Spot { cell, span: Some(claim.span) },
        working: match claim.kind {
            ClaimKind::Comparison => Working::Comparison(claim.formula.clone()),
            ClaimKind::Count => Working::Listed(claim.formula.clone()),
            _ => Working::Formula(calculation().to_owned()),
        },
        others: Vec::new(),
    }
}

/// One for all kinds that say the same of a figure.
fn kin(kind: Kind) -> Kind {
    match kind {
        Kind::Progression => Kind::Difference,
        Kind::Product => Kind::Share,
        other => other,
    }
}

impl<'a> Spot<'a> {
    pub fn of(fact: &Fact<'a>) -> Spot<'a> {
        let span = (!fact.is_in_table()).then_some(fact.item.span);
        Spot { cell: fact.cell, span }
    }
}
