//! Which finding speaks for a cause: the one place where rules meet.
//!
//! Rules do not know each other. After all have run, this settles what replaces what and what merely follows from what,
//! so that one cause is one finding.

use super::finding::{Finding, Related, Severity};
use super::text::Text;

/// A finding of the first code silences those of the others at the same cell.
const REPLACES: [(&str, &[&str]); 8] = [
    ("NUM006", &["SUM001", "SUM002", "SUM003", "SUM005", "SUM006", "XDC003", "XDC004", "RAT001", "SCO001", "SCO002"]),
    ("SUM001", &["XDC003"]),
    ("REQ002", &["NUM001", "NUM005", "TGT001"]),
    ("NUM001", &["REQ001"]),
    ("RAT003", &["RAT001"]),
    ("RAT002", &["RAT001", "RAT003"]),
    ("SCO006", &["SCO001", "SCO003", "SCO005"]),
    ("SCO002", &["SCO001", "SCO005", "SUM005"]),
];

/// Said of a cell whose figure is wrong only because it follows another wrong one.
pub const FOLLOWS: Text = Text { zh: "由此得出，随之改正", en: "follows from it and changes with it" };

/// Drops what is replaced, folds what follows into its cause, and joins what says the same of the same cell.
pub fn settle(findings: Vec<Finding>) -> Vec<Finding> {
    let kept = without_replaced(findings);
    let kept = fold_followers(kept);
    join_same(kept)
}

fn without_replaced(findings: Vec<Finding>) -> Vec<Finding> {
    let is_replaced = |finding: &Finding| {
        findings.iter().any(|other| {
            other.place == finding.place
                && other.span == finding.span
                && REPLACES.iter().any(|(by, codes)| *by == other.rule.code && codes.contains(&finding.rule.code))
        })
    };
    let replaced: Vec<bool> = findings.iter().map(is_replaced).collect();
    findings.into_iter().zip(replaced).filter_map(|(finding, replaced)| (!replaced).then_some(finding)).collect()
}

fn fold_followers(findings: Vec<Finding>) -> Vec<Finding> {
    let is_cause = |place: &crate::filing::Place| {
        findings.iter().any(|f: &Finding| f.place == *place && f.severity == Severity::Error && f.follows.is_empty())
    };
    let causes: Vec<Option<crate::filing::Place>> =
        findings.iter().map(|f| f.follows.iter().find(|place| is_cause(place)).cloned()).collect();
    let mut kept = Vec::new();
    let mut folded = Vec::new();
    for (finding, cause) in findings.into_iter().zip(causes) {
        match cause {
            Some(cause) => folded.push((finding.place, cause)),
            None => kept.push(finding),
        }
    }
    for (place, cause) in folded {
        if let Some(finding) = kept.iter_mut().find(|f| f.place == cause && f.severity == Severity::Error) {
            finding.related.push(Related { place, note: Some(FOLLOWS) });
        }
    }
    kept
}

/// Two checks of one rule may point at the same cell (a breakdown's total must equal its parts and the funds line): one finding, all relations.
fn join_same(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let same = |f: &&mut Finding| {
            f.rule.code == finding.rule.code
                && f.place == finding.place
                && f.span.is_none()
                && f.expected.is_some()
                && f.expected == finding.expected
        };
        match kept.iter_mut().find(same) {
            Some(first) => {
                for related in finding.related {
                    if !first.related.contains(&related) {
                        first.related.push(related);
                    }
                }
            }
            None => kept.push(finding),
        }
    }
    kept
}
