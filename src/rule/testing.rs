//! How a rule's own tests run it.

use serde_json::{Value as Json, json};

use super::{Checks, Rule, Scope};
use crate::filing::Filing;
use crate::profile::Profile;

/// Runs one rule over one document under profile `cn`: a line per finding, `pointer inside the
/// document: claimed → expected`.
pub fn run(rule: &'static Rule, document: Json) -> Vec<String> {
    run_in(rule, "cn", json!({ "documents": [document] }))
}

/// Runs one rule over a filing under a built-in profile.
pub fn run_in(rule: &'static Rule, profile: &str, filing: Json) -> Vec<String> {
    let filing = Filing::read(&filing).expect("the test's filing has the contract's shape");
    let profile = Profile::built_in(profile).expect("the test names a built-in profile");
    let scope = Scope::new(&filing.documents, &profile, None);
    let checks = Checks::run(&scope, core::iter::once(rule));
    checks.findings.iter().map(|finding| line(finding)).collect()
}

fn line(finding: &crate::report::finding::Finding) -> String {
    let pointer = finding.place.pointer();
    let pointer = pointer.strip_prefix("/documents/0").unwrap_or(&pointer);
    let mut line = pointer.to_owned();
    if finding.severity != finding.rule.severity {
        line.push_str(&format!(" ({})", finding.severity.as_str()));
    }
    match (&finding.claimed, &finding.expected) {
        (Some(claimed), Some(expected)) => line.push_str(&format!(": {claimed} → {expected}")),
        (Some(claimed), None) => line.push_str(&format!(": {claimed}")),
        (None, Some(expected)) => line.push_str(&format!(": → {expected}")),
        (None, None) => {}
    }
    line
}
