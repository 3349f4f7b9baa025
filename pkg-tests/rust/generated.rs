//! Generated filings: a valid one has no finding above info, and one broken in one place has the
//! finding of the broken rule.
//!
//! Everything is computed here in whole cents, independently of the crate's arithmetic.

pub mod evaluations;
pub mod tables;

use std::collections::BTreeSet;
use std::iter;

use jixiao::internals::all_rules;
use jixiao::{Options, validate};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value as Json;

/// A filing broken in one place: the values written into cells, and the rule that must find it.
#[derive(Debug)]
pub struct Mutation {
    code: &'static str,
    /// Rules that may find it instead: a changed figure can happen to be one slip away from the
    /// right one.
    or: &'static [&'static str],
    edits: Vec<(String, Json)>,
}

impl Mutation {
    fn applied_to(&self, filing: &Json) -> Json {
        let mut broken = filing.clone();
        for (path, value) in &self.edits {
            let (parent, key) = path.rsplit_once('/').unwrap();
            match broken.pointer_mut(parent).unwrap() {
                Json::Array(items) if key == "-" => items.push(value.clone()),
                Json::Array(items) => items[key.parse::<usize>().unwrap()] = value.clone(),
                Json::Object(members) => drop(members.insert(key.to_owned(), value.clone())),
                _ => panic!("nothing can be written at {path}"),
            }
        }
        broken
    }
}

/// A cell computed from others.
pub struct Derived {
    pub path: String,
    /// Another value that is wrong there.
    pub wrong: &'static str,
    /// Whether an existing value must be kept.
    pub only_if_blank: bool,
}

impl Derived {
    pub fn new(path: impl Into<String>, wrong: &'static str) -> Derived {
        Derived { path: path.into(), wrong, only_if_blank: false }
    }

    pub fn only_if_blank(path: impl Into<String>) -> Derived {
        Derived { path: path.into(), wrong: "", only_if_blank: true }
    }
}

/// The mutations that go unnoticed, with what is found instead.
fn missed(filing: &Json, mutations: &[Mutation]) -> Vec<String> {
    let before = found(filing);
    let is_new = |(code, path, _): &Found| !before.iter().any(|(c, p, _)| (c, p) == (code, path));
    let mut missed = Vec::new();
    for mutation in mutations {
        let broken = mutation.applied_to(filing);
        let after: Vec<Found> = found(&broken).into_iter().filter(is_new).collect();
        if !after.iter().any(|(code, _, _)| *code == mutation.code || mutation.or.contains(code)) {
            missed.push(format!("{mutation:?}: {after:?} in {broken}"));
        }
    }
    missed
}

/// Code, path and severity of a finding.
type Found = (&'static str, String, &'static str);

fn found(filing: &Json) -> Vec<Found> {
    let report = validate(filing, &Options::default()).unwrap();
    report
        .findings
        .into_iter()
        .map(|finding| (finding.code, finding.path.clone(), finding.severity))
        .collect()
}

fn found_above_info(filing: &Json) -> Vec<Found> {
    found(filing).into_iter().filter(|(_, _, severity)| *severity != "info").collect()
}

/// Some filings of every generator, valid and broken, the same each time.
pub fn some_filings() -> Vec<Json> {
    some()
        .into_iter()
        .flat_map(|(filing, mutations)| {
            iter::once(filing.clone())
                .chain(mutations.into_iter().map(move |m| m.applied_to(&filing)))
        })
        .collect()
}

fn some() -> Vec<(Json, Vec<Mutation>)> {
    let mut runner = TestRunner::deterministic();
    let mut some = Vec::new();
    for _ in 0..8 {
        let plan = evaluations::plan().new_tree(&mut runner).unwrap().current();
        some.push((plan.filing(), evaluations::mutations(&plan)));
        let plan = tables::plan().new_tree(&mut runner).unwrap().current();
        some.push((plan.filing(), tables::mutations(&plan)));
    }
    some
}

/// Rules on prose, which have their own sentences in `prose.rs`.
fn is_on_prose(code: &str) -> bool {
    code.starts_with("NAR") || matches!(code, "DAT004" | "DAT011" | "DAT012" | "DAT013")
}

#[test]
fn every_rule_has_a_mutation() {
    let broken: BTreeSet<&str> = some()
        .into_iter()
        .flat_map(|(_, mutations)| mutations)
        .map(|mutation| mutation.code)
        .collect();
    let without: Vec<&str> = all_rules()
        .map(|rule| rule.info.code)
        .filter(|code| !is_on_prose(code) && !broken.contains(code))
        .collect();
    assert!(without.is_empty(), "no mutation breaks {without:?}");
}
