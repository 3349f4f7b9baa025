//! Where a cell is in its source, as worded for users.

use core::fmt;

use serde::ser::{Serialize, Serializer};

/// Where a cell is in its source: `Sheet1!C14`, `表1 行14 列3`. It is displayed, and written as
/// JSON, as this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    name: String,
    line: Option<usize>,
}

impl Location {
    pub(super) fn new(name: impl Into<String>, line: Option<usize>) -> Location {
        Location { name: name.into(), line }
    }

    /// What the place is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// In a text, the line, counted from 1.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// This place and another in which its text continues.
    pub(super) fn and(&self, other: &Location) -> Location {
        self.named(format!("{self}、{other}"))
    }

    /// The range from this place to another.
    pub(super) fn up_to(&self, end: &Location) -> Location {
        self.named(format!("{self}～{end}"))
    }

    /// This place with a note in brackets.
    pub(super) fn noted(&self, note: &str) -> Location {
        self.named(format!("{self}（{note}）"))
    }

    fn named(&self, name: String) -> Location {
        Location { name, line: self.line }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}
