//! Runs one rule in its own tests, with the production engine and only this rule in the book.

use std::rc::Rc;

use serde_json::{Value as Json, json};

use crate::filing::Filing;
use crate::finding::Finding;
use crate::profile::Profile;
use crate::rule::Rule;
use crate::rule::judgement::Judgement;

/// Runs one rule on one document under profile `cn`; returns a line per finding, `pointer inside
/// the document: claimed → expected`.
pub fn run(rule: &'static Rule, document: Json) -> Vec<String> {
    run_in(rule, "cn", json!({ "documents": [document] }))
}

/// Runs one rule on a filing under a built-in profile.
pub fn run_in(rule: &'static Rule, profile: &str, filing: Json) -> Vec<String> {
    let profile = Profile::built_in(profile).expect("the test names a built-in profile");
    findings(&[rule], &profile, filing).iter().map(|finding| line(finding)).collect()
}

/// The findings of rules in a filing under a profile, in document order.
pub fn findings(rules: &[&'static Rule], profile: &Profile, filing: Json) -> Vec<Rc<Finding>> {
    let filing = Filing::read(&filing).expect("the test's filing has the contract's shape");
    let mut findings = Judgement::by(rules.iter().copied(), &filing, profile, None).findings();
    findings.sort_by_key(|finding| finding.place.order);
    findings
}

fn line(finding: &Finding) -> String {
    let pointer = finding.place.pointer();
    let pointer = pointer.strip_prefix("/documents/0").unwrap_or(&pointer);
    let mut line = pointer.to_owned();
    if finding.severity != finding.rule.severity {
        line.push_str(&format!(" ({})", finding.severity.as_str()));
    }
    match (finding.message.claimed(), finding.message.expected()) {
        (Some(claimed), Some(expected)) => line.push_str(&format!(": {claimed} → {expected}")),
        (Some(claimed), None) => line.push_str(&format!(": {claimed}")),
        (None, Some(expected)) => line.push_str(&format!(": → {expected}")),
        (None, None) => {}
    }
    line
}
