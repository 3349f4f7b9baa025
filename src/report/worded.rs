//! A finding in words, as the caller reads it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::filing::Filing;
use crate::finding::{Finding, Locale};
use crate::json::PatchOp;

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordedFinding {
    /// Stable across checks: `RAT001:/documents/0/funds/total/rate`, with `#2` if one cell breaks
    /// one rule twice.
    pub id: String,
    /// Public and never reused: `RAT001`.
    pub code: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// RFC 6901 pointer to the cell to look at.
    pub path: String,
    /// UTF-16 offsets inside the text of that cell, for prose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(usize, usize)>,
    /// What is wrong: one sentence with its figures.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// The figures of the message by name, for callers that word it themselves.
    pub args: BTreeMap<&'static str, String>,
    /// The figure or text in the filing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<String>,
    /// The computed figure, formatted like the cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// Claimed minus expected, with the unit of the claimed figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// The working: `1997.21 ÷ 2092.71 × 100% = 95.44%`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// The other cells involved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<WordedRelated>,
    /// The document that the rule is based on, or "arithmetic".
    pub basis: &'static str,
    /// Present if one correction is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<WordedFix>,
    /// The department's reason for leaving the finding, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<String>,
}

/// Another cell involved in a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordedRelated {
    /// RFC 6901 pointer to it.
    pub path: String,
    /// UTF-16 offsets of the figure inside the text of that cell, for prose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(usize, usize)>,
    /// How it is involved, unless that is obvious.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
}

/// A correction that is certain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordedFix {
    /// The change in a few words.
    pub title: String,
    /// Whether the meaning of every figure stays the same.
    pub safe: bool,
    /// RFC 6902; begins with a `test`, so that an outdated fix refuses to apply.
    pub patch: Vec<PatchOp>,
}

/// Words a finding; `ordinal` is its index among the findings of its rule at its cell.
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
        span: r.span,
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

/// Inserts one by one: sorting a handful of items would add a sorter to the wasm module.
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
