//! One finding in words, as the caller reads it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::filing::Filing;
use crate::finding::{Finding, Locale};
use crate::json::PatchOp;

/// One finding, worded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordedFinding {
    pub id: String,
    pub code: &'static str,
    pub severity: &'static str,
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(usize, usize)>,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    pub args: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<WordedRelated>,
    pub basis: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<WordedFix>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<String>,
}

/// Another cell that has to do with a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordedRelated {
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
}

/// A repair that is certain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordedFix {
    pub title: String,
    pub safe: bool,
    pub patch: Vec<PatchOp>,
}

/// Words a finding; `ordinal` is its index among those of its rule at its cell.
pub(super) fn word(
    finding: &Finding,
    ordinal: usize,
    acknowledged: Option<String>,
    locale: Locale,
) -> WordedFinding {
    let path = finding.place.pointer();
    let mut id = [finding.rule.code, ":", &path].concat();
    if ordinal > 1 {
        id = format!("{id}#{ordinal}");
    }
    let message = &finding.message;
    let fix = finding.fix.as_ref();
    let fix = fix.map(|fix| WordedFix {
        title: message.fill(fix.title, locale),
        safe: fix.safe,
        patch: fix.patch(),
    });
    let related = finding.related.iter().map(|r| WordedRelated {
        path: r.place.pointer(),
        note: r.note.map(|note| note.in_locale(locale)),
    });
    WordedFinding {
        id,
        code: finding.rule.code,
        severity: finding.severity.as_str(),
        span: finding.span,
        message: message.sentence(locale),
        advice: Some(message.advice(locale)),
        related: related.collect(),
        basis: finding.rule.basis.in_locale(locale),
        fix,
        acknowledged,
        args: in_order(message.args()),
        claimed: message.claimed().map(str::to_owned),
        expected: message.expected().map(str::to_owned),
        difference: message.off_by(),
        formula: message.formula().map(str::to_owned),
        path,
    }
}

/// One by one: to collect them would bring in a sorter, for a handful.
pub(super) fn in_order<T>(
    named: impl IntoIterator<Item = (&'static str, T)>,
) -> BTreeMap<&'static str, T> {
    let mut map = BTreeMap::new();
    map.extend(named);
    map
}

/// The department's reason for leaving the finding as it is.
pub(super) fn acknowledged(finding: &Finding, filing: &Filing) -> Option<String> {
    if filing.acknowledged.is_empty() {
        return None;
    }
    let path = finding.place.pointer();
    let entry = filing
        .acknowledged
        .iter()
        .find(|entry| entry.code == finding.rule.code && entry.path == path);
    entry.map(|entry| entry.reason.clone())
}
