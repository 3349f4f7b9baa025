//! What the rules say of a filing: of each document alone, and of all of them together.
//!
//! An edit of one document leaves what was said of each other one as it is, so that only the edited one is judged again, and
//! what looks across documents.

use core::slice;

use crate::filing::{Document, Filing};
use crate::profile::Profile;
use crate::rule::{self, Checks, Scope};
use crate::scoring::{Scorecard, scorecard};
use crate::value::date::Date;

/// What the rules say of a filing.
pub struct Judgement {
    alone: Vec<Alone>,
    together: Checks,
}

/// What can be said of a document without looking at another.
struct Alone {
    checks: Checks,
    scorecard: Option<Scorecard>,
}

impl Judgement {
    pub fn of(filing: &Filing, profile: &Profile, today: Option<Date>) -> Judgement {
        let alone = |(index, document)| Alone::of(document, index, profile, today);
        Judgement { alone: filing.documents.iter().enumerate().map(alone).collect(), together: together(filing, profile, today) }
    }

    /// Judges again after the document at `index` was edited; is its score card another?
    pub fn again(&mut self, index: usize, filing: &Filing, profile: &Profile, today: Option<Date>) -> bool {
        self.together = together(filing, profile, today);
        match (self.alone.get_mut(index), filing.documents.get(index)) {
            (Some(alone), Some(document)) => {
                let before = core::mem::replace(alone, Alone::of(document, index, profile, today));
                before.scorecard != alone.scorecard
            }
            _ => false,
        }
    }

    /// All that was found, rule by rule as the rule book has them.
    pub fn findings(&self) -> Vec<super::finding::Finding> {
        let mut findings: Vec<_> = self.checks().flat_map(|checks| &checks.findings).cloned().collect();
        findings.sort_by_cached_key(|finding| rule::all().position(|rule| core::ptr::eq(rule, finding.rule)));
        findings
    }

    /// Checks made and held, per rule family.
    pub fn held(&self) -> std::collections::BTreeMap<&'static str, u32> {
        let mut held = std::collections::BTreeMap::new();
        for (family, count) in self.checks().flat_map(|checks| &checks.held) {
            *held.entry(*family).or_default() += count;
        }
        held
    }

    pub fn scorecard(&self, index: usize) -> Option<&Scorecard> {
        self.alone.get(index)?.scorecard.as_ref()
    }

    pub fn scorecards(&self) -> impl Iterator<Item = &Scorecard> {
        self.alone.iter().filter_map(|alone| alone.scorecard.as_ref())
    }

    fn checks(&self) -> impl Iterator<Item = &Checks> {
        self.alone.iter().map(|alone| &alone.checks).chain([&self.together])
    }
}

impl Alone {
    fn of(document: &Document, index: usize, profile: &Profile, today: Option<Date>) -> Alone {
        let scope = Scope::new(slice::from_ref(document), profile, today);
        let checks = Checks::run(&scope, rule::all().filter(|rule| !rule.is_across_documents()));
        Alone { checks, scorecard: scorecard(document, index, profile) }
    }
}

fn together(filing: &Filing, profile: &Profile, today: Option<Date>) -> Checks {
    Checks::run(&Scope::new(&filing.documents, profile, today), rule::all().filter(|rule| rule.is_across_documents()))
}
