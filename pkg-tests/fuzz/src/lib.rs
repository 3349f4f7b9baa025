//! Properties that must hold for any input.

use jixiao::read::{Reading, Source, read, write};
use jixiao::{Options, Report, Session, validate};
use serde_json::{Value, json};

pub const FILING: &str = include_str!("../../../www/samples/hunan-2025-filing.json");
pub const TARGETS: &str = include_str!("../../../www/samples/guangdong-targets-2025.json");

/// Every location is that of a cell; what was read can be checked, written and read again.
///
/// If that does not hold.
pub fn assert_whole(reading: &Reading) {
    let filing = json!({ "documents": reading.documents });
    for pointer in reading.locations.keys() {
        let cell = filing.pointer(pointer);
        assert!(cell.is_some_and(Value::is_string), "{pointer} has a location and no cell");
    }
    // Text that resembles the output of `write` may give something that is not a filing: it must be
    // refused without a trap.
    let _ = validate(&filing, &Options::default());
    let written = write(&(&filing).into()).expect("there is a list of documents");
    let _ = read(Source::Text(&written), None);
}

/// Every cell that is just a figure must be in a document or among the unread, never lost.
///
/// If one is lost.
pub fn assert_keeps_figures(text: &str, reading: &Reading) {
    // Spaces, converters' marks and quotes are not kept as they are; the output of `write` numbers
    // its rows.
    if text.contains(['"', '*', '<', '\u{feff}']) || text.contains("jixiao") {
        return;
    }
    let unread: String = reading.unread.iter().map(|unread| unread.text.as_str()).collect();
    let kept = json!(reading.documents).to_string() + &unread;
    let is_figure = |cell: &&str| {
        cell.len() > 3 && cell.bytes().all(|byte| byte.is_ascii_digit() || b".,%-".contains(&byte))
    };
    for cell in text.split(['\t', '\n', '\r']).map(str::trim).filter(is_figure) {
        assert!(kept.contains(cell), "{cell} is gone");
    }
}

/// A session must report what a fresh check of its filing reports.
///
/// If it does not.
pub fn assert_fresh(session: &Session) {
    let fresh = validate(filing_of(session), &Options::default()).expect("it was taken as one");
    assert_eq!(as_json(&session.report()), as_json(&fresh));
}

pub fn filing_of(session: &Session) -> Value {
    serde_json::from_str(&session.filing().to_string()).expect("a filing is JSON")
}

fn as_json(report: &Report) -> Value {
    serde_json::to_value(report).expect("a report is JSON")
}

/// Pointers of all cells and of all lists of a filing's documents.
pub fn places(filing: &Value) -> (Vec<String>, Vec<String>) {
    let (mut cells, mut lists) = (Vec::new(), Vec::new());
    collect(&filing["documents"], "/documents", &mut cells, &mut lists);
    (cells, lists)
}

fn collect(value: &Value, at: &str, cells: &mut Vec<String>, lists: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members.iter().filter(|(key, _)| *key != "kind") {
                collect(value, &format!("{at}/{key}"), cells, lists);
            }
        }
        Value::Array(items) => {
            lists.push(at.to_owned());
            for (index, value) in items.iter().enumerate() {
                collect(value, &format!("{at}/{index}"), cells, lists);
            }
        }
        Value::String(_) | Value::Number(_) | Value::Null => cells.push(at.to_owned()),
        Value::Bool(_) => {}
    }
}
