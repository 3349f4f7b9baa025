//! Findings as SARIF 2.1.0, for the tools that CI has for it.
//!
//! The page writes the same (www/form/export.js), since it would have to fetch this for a button
//! few press; pkg-tests/node/export.test.mjs holds the two together.

use rustc_hash::FxHashSet as HashSet;
use serde_json::{Map, Value as Json, json};

use super::{Report, WordedFinding};
use crate::finding::Locale;
use crate::rule;

/// Where a cell stands in its source, for those who look it up there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// `Sheet1!C14`
    pub name: Option<String>,
    /// Counted from 1.
    pub line: Option<usize>,
}

/// One source that was checked.
pub struct Checked<'a> {
    /// Its path or URL, as it is.
    pub uri: &'a str,
    pub report: &'a Report,
    /// Where the cell at a pointer stands.
    pub spot: &'a dyn Fn(&str) -> Spot,
}

/// The log of one run. `unreadable` are the sources that could not be checked, and why.
pub fn log(checked: &[Checked<'_>], unreadable: &[(String, String)], locale: Locale) -> Json {
    let is_used = |code: &str| {
        checked.iter().any(|one| one.report.findings.iter().any(|finding| finding.code == code))
    };
    let rules = rule::all().filter(|rule| is_used(rule.info.code)).map(|rule| {
        json!({
            "id": rule.info.code,
            "name": rule.info.name,
            "shortDescription": { "text": rule.info.summary.in_locale(locale) },
            "defaultConfiguration": { "level": level(rule.info.severity.as_str()) },
        })
    });
    let mut sources: Vec<&str> = checked
        .iter()
        .map(|one| one.uri)
        .chain(unreadable.iter().map(|(uri, _)| uri.as_str()))
        .collect();
    // Each once, even if it was named twice.
    let mut known = HashSet::default();
    sources.retain(|uri| known.insert(*uri));
    let mut run = json!({
        "tool": { "driver": { "name": "jixiao", "version": env!("CARGO_PKG_VERSION"), "rules": rules.collect::<Vec<_>>() } },
        "language": match locale { Locale::Chinese => "zh-CN", Locale::English => "en" },
        "columnKind": "utf16CodeUnits",
        "artifacts": sources.iter().map(|uri| json!({ "location": { "uri": encoded(uri) } })).collect::<Vec<_>>(),
        "results": checked.iter().flat_map(|one| one.report.findings.iter().map(|finding| result(finding, one))).collect::<Vec<_>>(),
    });
    if let (false, Some(run)) = (unreadable.is_empty(), run.as_object_mut()) {
        let told = unreadable.iter().map(|(uri, why)| {
            json!({
                "level": "error",
                "message": { "text": why },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": encoded(uri) } } }],
            })
        });
        let told: Vec<Json> = told.collect();
        run.insert(
            "invocations".to_owned(),
            json!([{ "executionSuccessful": false, "toolExecutionNotifications": told }]),
        );
    }
    json!({ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run] })
}

fn level(severity: &str) -> &str {
    if severity == "info" { "note" } else { severity }
}

fn result(finding: &WordedFinding, checked: &Checked<'_>) -> Json {
    let text = match &finding.advice {
        Some(advice) => format!("{} {advice}", finding.message),
        None => finding.message.clone(),
    };
    let mut place = location(&finding.path, None, checked);
    if let (Some(span), Some(place)) = (finding.span, place.as_object_mut()) {
        // Inside the cell's text, not inside the file.
        place.insert("properties".to_owned(), json!({ "span": span }));
    }
    let related: Vec<Json> = finding
        .related
        .iter()
        .map(|related| location(&related.path, related.note, checked))
        .collect();
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [place],
        "relatedLocations": related,
        "partialFingerprints": { "id/v1": finding.id },
    });
    if let (Some(reason), Some(result)) = (&finding.acknowledged, result.as_object_mut()) {
        result.insert(
            "suppressions".to_owned(),
            json!([{ "kind": "external", "justification": reason }]),
        );
    }
    result
}

fn location(pointer: &str, note: Option<&str>, checked: &Checked<'_>) -> Json {
    let spot = (checked.spot)(pointer);
    let mut physical =
        Map::from_iter([("artifactLocation".to_owned(), json!({ "uri": encoded(checked.uri) }))]);
    if let Some(line) = spot.line {
        physical.insert("region".to_owned(), json!({ "startLine": line }));
    }
    let mut logical = Map::from_iter([("fullyQualifiedName".to_owned(), json!(pointer))]);
    if let Some(name) = spot.name {
        logical.insert("name".to_owned(), json!(name));
    }
    let mut location = json!({ "physicalLocation": physical, "logicalLocations": [logical] });
    if let (Some(note), Some(location)) = (note, location.as_object_mut()) {
        location.insert("message".to_owned(), json!({ "text": note }));
    }
    location
}

/// A path as a URI reference: `\` as `/`, and escaped what no URI holds as it is.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'\\' => uri.push('/'),
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        for (path, uri) in [
            ("a/b-1.json", "a/b-1.json"),
            (r"表\a b.xlsx", "%E8%A1%A8/a%20b.xlsx"),
            ("100%#?.json", "100%25%23%3F.json"),
        ] {
            assert_eq!(encoded(path), uri);
        }
    }
}
