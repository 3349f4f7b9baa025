//! The line of a JSON text on which each of its values begins.
//!
//! The text is read with serde_json, as in [`parse`](super::parse), and the positions of values
//! come from serde_json's raw values, which are slices of the text. Each nesting level is read
//! again, so ordinary checks do without.

use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;

use super::nearest::nearest;
use super::{Json, mended, parse};
use crate::error::Error;

/// Lines by pointer, counted from 1.
#[derive(Clone, Debug, Default)]
pub struct Lines(BTreeMap<String, usize>);

impl Lines {
    /// The line of the value at a pointer, or else of the nearest value around it.
    pub fn of(&self, pointer: &str) -> Option<usize> {
        nearest(&self.0, pointer).copied()
    }
}

/// Reads JSON text as [`parse`] does, with the lines of its values.
///
/// If it is not JSON, with line and column.
pub fn parse_with_lines(text: &str) -> Result<(Json<'_>, Lines), Error> {
    let json = parse(text)?;
    let mended = mended(text);
    let text = mended.as_deref().unwrap_or(text);
    let mut scan = Scan {
        start: text.as_ptr() as usize,
        breaks: text.match_indices('\n').map(|(at, _)| at).collect(),
        lines: Lines::default(),
    };
    if let Ok(whole) = serde_json::from_str(text) {
        scan.value(whole, String::new());
    }
    Ok((json, scan.lines))
}

struct Scan {
    /// The address of the text.
    start: usize,
    /// The offsets of its line ends.
    breaks: Vec<usize>,
    lines: Lines,
}

impl Scan {
    /// Adds a value and everything in it.
    fn value(&mut self, value: &RawValue, pointer: String) {
        let text = value.get();
        let at = (text.as_ptr() as usize).saturating_sub(self.start);
        let line = self.breaks.partition_point(|end| *end < at) + 1;
        if text.starts_with('{') {
            let members: HashMap<String, &RawValue> =
                serde_json::from_str(text).unwrap_or_default();
            for (name, member) in members {
                let token = name.replace('~', "~0").replace('/', "~1");
                self.value(member, format!("{pointer}/{token}"));
            }
        } else if text.starts_with('[') {
            let items: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            for (index, item) in items.into_iter().enumerate() {
                self.value(item, format!("{pointer}/{index}"));
            }
        }
        self.lines.0.insert(pointer, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_line() {
        let text = "{\n \"documents\": [\n  {\"kind\":\n   \"baseData\",\n   \
            \"a/\\u4e00\\\"b\": [1, -2.5e3,\n null]},\n  {}\n ],\n\"last\": \"x\\\\\" }\n";
        let (json, lines) = parse_with_lines(text).unwrap();
        assert_eq!(Ok(json), parse(text));
        for (pointer, line) in [
            ("", 1),
            ("/documents", 2),
            ("/documents/0", 3),
            ("/documents/0/kind", 4),
            ("/documents/0/a~1一\"b", 5),
            ("/documents/0/a~1一\"b/1", 5),
            ("/documents/0/a~1一\"b/2", 6),
            ("/documents/1", 7),
            ("/documents/1/missing/cell", 7),
            ("/last", 9),
        ] {
            assert_eq!(lines.of(pointer), Some(line), "{pointer}");
        }
    }

    #[test]
    fn the_last_of_two_members_of_one_name_counts_and_half_surrogates_do_not_matter() {
        let (_, lines) =
            parse_with_lines("{\"a\":\n\"\\ud83d\",\n\"a\": {\n\"\\ud83d\": 1}}").unwrap();
        assert_eq!((lines.of("/a"), lines.of("/a/\u{fffd}")), (Some(3), Some(4)));
    }
}
