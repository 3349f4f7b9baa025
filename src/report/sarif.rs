//! Writes findings as a SARIF 2.1.0 log, for CI tools and code hosts.
//!
//! A log is made from the public JSON of reports. So the page can leave it to the module that reads
//! files, which has no rule book and is loaded only when needed.

use std::borrow::Cow;

use rustc_hash::FxHashSet as HashSet;

use crate::finding::Locale;
use crate::json::Json;

/// The place of a cell in its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Its name there: `Sheet1!C14`.
    pub name: Option<String>,
    /// Its line in a text, counted from 1.
    pub line: Option<usize>,
}

/// One source that was checked.
pub struct Checked<'a> {
    /// Its path or URL, not escaped.
    pub uri: &'a str,
    /// Its report as JSON.
    pub report: &'a Json<'a>,
    /// `acknowledged` of its filing, with the times of the explanations.
    pub acknowledged: Option<&'a Json<'a>>,
    /// The place of the cell at a pointer.
    pub spot: &'a dyn Fn(&str) -> Spot,
}

/// One source that could not be checked.
pub struct Unreadable<'a> {
    /// Its path or URL, not escaped.
    pub uri: &'a str,
    /// The reason, in a sentence.
    pub reason: &'a str,
}

/// A rule as described in a log.
pub struct LoggedRule<'a> {
    /// `RAT001`
    pub code: &'a str,
    /// Its name in the documentation.
    pub name: &'a str,
    /// In the language of the log.
    pub summary: &'a str,
    /// `error`, `warning` or `info`.
    pub severity: &'a str,
}

/// The log of one run. It describes only those of `rules` that have findings.
pub fn log<'a>(
    checked: &[Checked<'a>],
    unreadable: &[Unreadable<'a>],
    rules: &[LoggedRule<'a>],
    locale: Locale,
) -> Json<'a> {
    let driver = object([
        ("name", Json::text("jixiao")),
        ("version", Json::text(env!("CARGO_PKG_VERSION"))),
        ("rules", list(used(rules, checked).map(described))),
    ]);
    let language = match locale {
        Locale::Chinese => "zh-CN",
        Locale::English => "en",
    };
    let results =
        checked.iter().flat_map(|one| findings(one.report).map(|finding| result(finding, one)));
    let mut run = vec![
        ("tool", object([("driver", driver)])),
        ("language", Json::text(language)),
        ("columnKind", Json::text("utf16CodeUnits")),
        ("artifacts", list(sources(checked, unreadable).map(artifact))),
        ("results", list(results)),
    ];
    if !unreadable.is_empty() {
        let invocation = object([
            ("executionSuccessful", Json::Bool(false)),
            ("toolExecutionNotifications", list(unreadable.iter().map(notification))),
        ]);
        run.push(("invocations", list([invocation])));
    }
    object([
        ("$schema", Json::text("https://json.schemastore.org/sarif-2.1.0.json")),
        ("version", Json::text("2.1.0")),
        ("runs", list([object(run)])),
    ])
}

/// The rules that have findings.
fn used<'r, 'a>(
    rules: &'r [LoggedRule<'a>],
    checked: &[Checked<'a>],
) -> impl Iterator<Item = &'r LoggedRule<'a>> {
    let codes: HashSet<&str> = checked
        .iter()
        .flat_map(|one| findings(one.report))
        .filter_map(|finding| text(finding, "code"))
        .collect();
    rules.iter().filter(move |rule| codes.contains(rule.code))
}

fn described<'a>(rule: &LoggedRule<'a>) -> Json<'a> {
    object([
        ("id", Json::text(rule.code)),
        ("name", Json::text(rule.name)),
        ("shortDescription", message(rule.summary)),
        ("defaultConfiguration", object([("level", Json::text(level(rule.severity)))])),
    ])
}

/// The sources in order, without repetitions.
fn sources<'a>(
    checked: &[Checked<'a>],
    unreadable: &[Unreadable<'a>],
) -> impl Iterator<Item = &'a str> {
    let mut known = HashSet::default();
    let all = checked.iter().map(|one| one.uri).chain(unreadable.iter().map(|one| one.uri));
    all.filter(move |uri| known.insert(*uri))
}

fn artifact(uri: &str) -> Json<'static> {
    object([("location", located(uri))])
}

fn notification<'a>(unreadable: &Unreadable<'a>) -> Json<'a> {
    let physical = object([("artifactLocation", located(unreadable.uri))]);
    object([
        ("level", Json::text("error")),
        ("message", message(unreadable.reason)),
        ("locations", list([object([("physicalLocation", physical)])])),
    ])
}

fn level(severity: &str) -> &str {
    if severity == "info" { "note" } else { severity }
}

fn result<'a>(finding: &'a Json<'a>, checked: &Checked<'a>) -> Json<'a> {
    let sentence = text(finding, "message").unwrap_or_default();
    let sentence = match text(finding, "advice") {
        Some(advice) => Cow::Owned(format!("{sentence} {advice}")),
        None => Cow::Borrowed(sentence),
    };
    let mut place = location(finding, checked);
    if let Some(span) = finding.get("span") {
        // Offsets in the cell's text, not in the file.
        place.push(("properties", object([("span", span.clone())])));
    }
    let related = finding.get("related").and_then(Json::as_array).unwrap_or_default();
    let related = related.iter().map(|related| object(location(related, checked)));
    let mut result = vec![
        ("ruleId", Json::text(text(finding, "code").unwrap_or_default())),
        ("level", Json::text(level(text(finding, "severity").unwrap_or_default()))),
        ("message", message(sentence)),
        ("locations", list([object(place)])),
        ("relatedLocations", list(related)),
        (
            "partialFingerprints",
            object([("id/v1", Json::text(text(finding, "id").unwrap_or_default()))]),
        ),
    ];
    if let Some(reason) = text(finding, "acknowledged") {
        result.push(("suppressions", list([suppression(finding, reason, checked)])));
    }
    object(result)
}

/// A suppression with the department's reason and its time.
fn suppression<'a>(finding: &Json<'_>, reason: &'a str, checked: &Checked<'a>) -> Json<'a> {
    let mut suppression =
        vec![("kind", Json::text("external")), ("justification", Json::text(reason))];
    let entries = checked.acknowledged.and_then(Json::as_array).unwrap_or_default();
    let is_its = |entry: &&Json<'_>| {
        ["code", "path"].iter().all(|key| text(entry, key) == text(finding, key))
    };
    if let Some(at) = entries.iter().rfind(is_its).and_then(|entry| text(entry, "at")) {
        suppression.push(("properties", object([("at", Json::text(at))])));
    }
    object(suppression)
}

/// The location of a finding, or of a cell related to it.
fn location<'a>(at: &'a Json<'a>, checked: &Checked<'a>) -> Vec<(&'a str, Json<'a>)> {
    let pointer = text(at, "path").unwrap_or_default();
    let spot = (checked.spot)(pointer);
    let mut physical = vec![("artifactLocation", located(checked.uri))];
    if let Some(line) = spot.line {
        physical.push(("region", object([("startLine", Json::Number((line as u64).into()))])));
    }
    let mut logical = vec![("fullyQualifiedName", Json::text(pointer))];
    if let Some(name) = spot.name {
        logical.push(("name", Json::text(name)));
    }
    let mut location =
        vec![("physicalLocation", object(physical)), ("logicalLocations", list([object(logical)]))];
    if let Some(note) = text(at, "note") {
        location.push(("message", message(note)));
    }
    location
}

fn findings<'a>(report: &'a Json<'a>) -> impl Iterator<Item = &'a Json<'a>> {
    report.get("findings").and_then(Json::as_array).unwrap_or_default().iter()
}

fn text<'a>(json: &'a Json<'_>, key: &str) -> Option<&'a str> {
    json.get(key)?.as_str()
}

fn message<'a>(text: impl Into<Cow<'a, str>>) -> Json<'a> {
    object([("text", Json::text(text))])
}

fn located(uri: &str) -> Json<'static> {
    object([("uri", Json::text(encoded(uri)))])
}

fn object<'a>(members: impl IntoIterator<Item = (&'a str, Json<'a>)>) -> Json<'a> {
    Json::object(members)
}

fn list<'a>(items: impl IntoIterator<Item = Json<'a>>) -> Json<'a> {
    Json::Array(items.into_iter().collect())
}

/// A path as a URI reference: `\` becomes `/`, and characters not allowed in a URI are escaped.
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
