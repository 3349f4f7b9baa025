//! RFC 6901 pointers, made only when something is said about a place.

use std::sync::Arc;

/// Where a record stands in the filing: `/documents/0/indicators/3`.
pub type At = Arc<str>;

/// The last step to a cell: a key of its record, or its index in a list of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Name(&'static str),
    Index(usize),
}

/// The place of one cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub record: At,
    pub key: Key,
}

impl Place {
    /// Does it stand in a row of its document's own indicator table?
    pub fn is_in_row(&self) -> bool {
        let mut inside = self.record.split('/').skip(3);
        inside.next() == Some("indicators") && inside.next().is_some()
    }

    /// The index of its document.
    pub fn document(&self) -> Option<usize> {
        self.record.split('/').nth(2)?.parse().ok()
    }

    /// The cell's pointer: `/documents/0/indicators/3/score`.
    pub fn pointer(&self) -> String {
        match self.key {
            Key::Name(name) => format!("{}/{name}", self.record),
            Key::Index(index) => format!("{}/{index}", self.record),
        }
    }

    /// Is this the place `pointer` leads to?
    pub fn is(&self, pointer: &str) -> bool {
        let key = pointer.strip_prefix(&*self.record).and_then(|rest| rest.strip_prefix('/'));
        key.is_some_and(|key| match self.key {
            Key::Name(name) => key == name,
            Key::Index(index) => key == index.to_string(),
        })
    }

    /// The place of another cell of the same record.
    pub fn beside(&self, key: &'static str) -> Place {
        Place { record: self.record.clone(), key: Key::Name(key) }
    }
}

/// The pointer of a member of the value at `parent`.
pub fn child(parent: &str, key: impl core::fmt::Display) -> At {
    At::from(format!("{parent}/{key}"))
}

/// The reference tokens of a pointer, unescaped; `None` where it is no pointer.
pub fn tokens(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let tokens = pointer.strip_prefix('/')?.split('/').map(|token| token.replace("~1", "/").replace("~0", "~"));
    Some(tokens.collect())
}

/// The place of a record; empty for one that stands nowhere yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub At);

impl Default for Path {
    fn default() -> Path {
        Path(At::from(""))
    }
}

impl Path {
    /// The place of one of the record's own cells, whether the form has it or not.
    pub fn cell(&self, key: &'static str) -> Place {
        Place { record: self.0.clone(), key: Key::Name(key) }
    }
}
