//! Layouts of forms of many provinces, made up: every cell that is read, and everything that is
//! not.
//!
//! Each file of `provinces/` has a source, a line of `====`, and what is read from it: a line for
//! each record, then a line for each text that stays unread. The name of a file is that of the
//! source.

use std::fs;
use std::path::Path;

use jixiao::read::Source;
use serde_json::Value as Json;

use crate::reading::{Reading, assert_whole, read};

const BETWEEN: &str = "\n====\n";

#[test]
fn layouts_are_read_cell_by_cell() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pkg-tests/rust/provinces");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 20, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let (source, expected) = text.split_once(BETWEEN).unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        let named = name.ends_with(".csv").then_some(name);
        let reading = read(Source::Text(source), named).unwrap();
        assert_whole(&reading);
        assert_eq!(shown(&reading).trim_end(), expected.trim_end(), "{name}");
    }
}

/// A line for each record and each unread text.
fn shown(reading: &Reading) -> String {
    let mut lines = Vec::new();
    for document in &reading.documents {
        record("", document, &mut lines);
    }
    for unread in &reading.unread {
        lines.push(format!("未读入 {}：{}", unread.location, one_line(&unread.text)));
    }
    lines.join("\n")
}

fn record(path: &str, json: &Json, lines: &mut Vec<String>) {
    let Some(members) = json.as_object() else {
        return lines.push(format!("{path} {}", one_line(json.as_str().unwrap())));
    };
    let cell =
        |(key, value): (&String, &Json)| Some(format!("{key}={}", one_line(value.as_str()?)));
    let cells: Vec<String> = members.iter().filter_map(cell).collect();
    if !cells.is_empty() {
        lines.push(format!("{path} {}", cells.join(" | ")).trim_start().to_owned());
    }
    for (key, value) in members {
        match value {
            Json::Object(_) => record(&format!("{path}/{key}"), value, lines),
            Json::Array(items) => {
                items.iter().for_each(|item| record(&format!("{path}/{key}"), item, lines));
            }
            _ => {}
        }
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', "⏎")
}
