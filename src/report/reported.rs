//! Findings as reported, and how an edit changes them.

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::FxHashMap as HashMap;

use super::WordedFinding;
use super::worded::{acknowledged, word};
use crate::filing::{Filing, Key};
use crate::finding::{Finding, Locale};

/// A finding together with its wording.
pub struct Reported {
    finding: Rc<Finding>,
    /// Its 1-based index among the findings of its rule at its cell; part of its id.
    ordinal: usize,
    pub worded: Rc<WordedFinding>,
}

/// The difference between two reports of a document.
#[derive(Default)]
pub struct Rewording {
    pub reported: Vec<Reported>,
    /// Findings that are new or worded differently.
    pub added: Vec<Rc<WordedFinding>>,
    /// The ids of findings that are gone or worded differently.
    pub removed: Vec<String>,
}

/// Words the findings of one document. A finding whose wording is the same as `before` keeps its
/// allocation, so that callers can tell by identity that it is unchanged.
pub fn reword(
    findings: &[Rc<Finding>],
    before: &[Reported],
    filing: &Filing,
    locale: Locale,
) -> Rewording {
    let mut earlier = Earlier::of(before);
    let mut now = Rewording::default();
    now.reported.reserve(findings.len());
    for finding in findings {
        let ordinal = ordinal_after(&now.reported, finding);
        let known = earlier.find(Identity::of(finding, ordinal));
        let same = known.and_then(|at| before.get(at));
        let worded = words_of(finding, ordinal, same, filing, locale);
        if same.is_some_and(|same| Rc::ptr_eq(&same.worded, &worded)) {
            known.into_iter().for_each(|at| earlier.keep(at));
        } else {
            now.added.push(Rc::clone(&worded));
        }
        now.reported.push(Reported { finding: Rc::clone(finding), ordinal, worded });
    }
    now.removed = earlier.removed();
    now
}

/// The wording of a finding, reused if unchanged.
fn words_of(
    finding: &Rc<Finding>,
    ordinal: usize,
    known: Option<&Reported>,
    filing: &Filing,
    locale: Locale,
) -> Rc<WordedFinding> {
    let acknowledged = acknowledged(finding, filing);
    let is_same =
        |known: &&Reported| known.finding == *finding && known.worded.acknowledged == acknowledged;
    if let Some(known) = known.filter(is_same) {
        return Rc::clone(&known.worded);
    }
    let worded = word(finding, ordinal, acknowledged, locale);
    match known {
        Some(known) if *known.worded == worded => Rc::clone(&known.worded),
        _ => Rc::new(worded),
    }
}

/// The ordinal of a finding after `others` of the same document.
fn ordinal_after(others: &[Reported], finding: &Finding) -> usize {
    let at_one_place = |other: &&Reported| other.finding.place.order == finding.place.order;
    let is_like = |other: &&Reported| {
        other.finding.rule == finding.rule && other.finding.place == finding.place
    };
    let last = others.iter().rev().take_while(at_one_place).find(is_like);
    last.map_or(1, |last| last.ordinal + 1)
}

/// Identifies a finding within a document, however its cell has moved in the order of all.
#[derive(PartialEq, Eq, Hash)]
struct Identity<'a> {
    code: &'static str,
    record: &'a str,
    key: Key,
    ordinal: usize,
}

impl<'a> Identity<'a> {
    fn of(finding: &'a Finding, ordinal: usize) -> Identity<'a> {
        let place = &finding.place;
        Identity { code: finding.rule.code, record: &place.record, key: place.key, ordinal }
    }
}

/// What was reported of a document before the edit.
struct Earlier<'a> {
    reported: &'a [Reported],
    /// For each, whether it is still reported.
    is_kept: Vec<bool>,
    /// The most likely next match, since most findings stay in order.
    next: usize,
    index: OnceCell<HashMap<Identity<'a>, usize>>,
}

impl<'a> Earlier<'a> {
    fn of(reported: &'a [Reported]) -> Earlier<'a> {
        let is_kept = vec![false; reported.len()];
        Earlier { reported, is_kept, next: 0, index: OnceCell::new() }
    }

    fn find(&mut self, identity: Identity<'_>) -> Option<usize> {
        let of = |reported: &'a Reported| Identity::of(&reported.finding, reported.ordinal);
        let is_next = self.reported.get(self.next).is_some_and(|next| of(next) == identity);
        let index = || self.reported.iter().map(of).zip(0..).collect();
        let at = if is_next { self.next } else { *self.index.get_or_init(index).get(&identity)? };
        self.next = at + 1;
        Some(at)
    }

    fn keep(&mut self, at: usize) {
        if let Some(is_kept) = self.is_kept.get_mut(at) {
            *is_kept = true;
        }
    }

    fn removed(&self) -> Vec<String> {
        let gone = self.reported.iter().zip(&self.is_kept).filter(|(_, is_kept)| !**is_kept);
        gone.map(|(reported, _)| reported.worded.id.clone()).collect()
    }
}
