//! Places of cells. A place is turned into an RFC 6901 pointer only for a finding.

use std::sync::{Arc, OnceLock};

/// The place of a record: `/documents/0/indicators/3`.
#[derive(Clone, Debug)]
pub struct At {
    pointer: Arc<str>,
    /// The order of its first cell.
    pub first: Order,
    /// The row of its document's indicator table that it is, if any.
    row: Option<u32>,
}

impl At {
    /// The place at a pointer, where the record's first cell has this order.
    pub fn new(pointer: impl Into<Arc<str>>, first: Order) -> At {
        At { pointer: pointer.into(), first, row: None }
    }

    /// The same place, as a row of its document's indicator table.
    pub fn into_row(self, row: usize) -> At {
        At { row: u32::try_from(row).ok(), ..self }
    }
}

impl core::ops::Deref for At {
    type Target = str;

    fn deref(&self) -> &str {
        &self.pointer
    }
}

impl PartialEq for At {
    fn eq(&self, other: &At) -> bool {
        Arc::ptr_eq(&self.pointer, &other.pointer) || self.pointer == other.pointer
    }
}

impl Eq for At {}

/// A declared member of a record, with its JSON key and its title. Fields with the same key are
/// equal, whichever records they belong to; only `record!` creates them.
#[derive(Debug)]
pub struct Field {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
}

impl Field {
    /// Its key in JSON: `actual`.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The title printed above or beside it: `实际完成值`.
    pub fn title(&self) -> &'static str {
        self.title
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Field) -> bool {
        self.key == other.key
    }
}

impl Eq for Field {}

impl core::hash::Hash for Field {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

/// The last step to a cell: a field of its record, or its index in a list of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A field of the record.
    Field(&'static Field),
    /// An index in the list, from 0; the record is then the list.
    Index(usize),
}

/// The position of a cell in the whole filing, in the order of the forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Order {
    /// The index of its document, from 0.
    pub document: u32,
    /// The number of cells of the document that come before it.
    pub cell: u32,
}

/// The place of one cell.
#[derive(Clone, Debug)]
pub struct Place {
    /// The record, or the list of cells, that it is in.
    pub record: At,
    /// The last step to it.
    pub key: Key,
    /// Its position; a cell that the form does not have is positioned at the first cell of its
    /// record.
    pub order: Order,
}

impl PartialEq for Place {
    fn eq(&self, other: &Place) -> bool {
        self.key == other.key && self.record == other.record
    }
}

impl Eq for Place {}

impl core::hash::Hash for Place {
    /// Equal places are in the same record, and few records share their first cell.
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        let Order { document, cell } = self.record.first;
        state.write_u64(u64::from(document) << 32 | u64::from(cell));
        self.key.hash(state);
    }
}

impl Place {
    /// Whether it is in a row of its document's indicator table.
    pub fn is_in_row(&self) -> bool {
        self.record.row.is_some()
    }

    /// The index of that row.
    pub fn row(&self) -> Option<usize> {
        self.record.row.and_then(|row| usize::try_from(row).ok())
    }

    /// The index of its document.
    pub fn document(&self) -> usize {
        usize::try_from(self.order.document).unwrap_or(usize::MAX)
    }

    /// The cell's pointer: `/documents/0/indicators/3/score`.
    pub fn pointer(&self) -> String {
        match self.key {
            Key::Field(field) => joined(&self.record, field.key),
            Key::Index(index) => joined(&self.record, &index.to_string()),
        }
    }

    /// Whether it is the cell of one of these fields.
    pub fn is_one_of(&self, fields: &[&Field]) -> bool {
        matches!(self.key, Key::Field(field) if fields.contains(&field))
    }
}

/// The pointer of a member of the value at `parent`.
pub fn joined(parent: &str, key: &str) -> String {
    [parent, "/", key].concat()
}

/// The place of a record; empty if the record is not in a filing yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub At);

impl Default for Path {
    fn default() -> Path {
        /// Shared, because every record is created before it is filled.
        static NOWHERE: OnceLock<Arc<str>> = OnceLock::new();
        Path(At::new(NOWHERE.get_or_init(|| Arc::from("")).clone(), Order::default()))
    }
}

impl Path {
    /// The place of one of the record's own cells, whether or not the form has it.
    pub fn place(&self, field: &'static Field) -> Place {
        Place { record: self.0.clone(), key: Key::Field(field), order: self.0.first }
    }
}
