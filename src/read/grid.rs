//! The common form of every source: rows of cells, each with its place in the source.
//!
//! A paragraph is a row of one cell. Blank cells are dropped; a row can still name the place of any
//! of its columns.

use core::cell::Cell;
use std::sync::Arc;

use super::location::Location;
use super::office;

/// Where a row is in its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowPlace {
    /// A line of text, counted from 1.
    Line(usize),
    /// A row of a table, both counted from 1.
    Table { table: usize, row: usize },
    /// A paragraph outside tables, counted from 1.
    Paragraph(usize),
    /// A row of a worksheet.
    Sheet { name: Arc<str>, row: usize },
}

impl RowPlace {
    /// Whether this row is in another worksheet or table than `other`.
    pub fn is_beyond(&self, other: &RowPlace) -> bool {
        match (self, other) {
            (RowPlace::Sheet { name, .. }, RowPlace::Sheet { name: other, .. }) => name != other,
            (RowPlace::Table { table, .. }, RowPlace::Table { table: other, .. }) => table != other,
            _ => core::mem::discriminant(self) != core::mem::discriminant(other),
        }
    }

    /// The place of a column, counted from 0: `行12 列3`, `表1 行14 列3`, `Sheet1!C14`.
    pub fn at(&self, column: usize) -> Location {
        let nth = column.saturating_add(1);
        match self {
            RowPlace::Line(line) => Location::new(format!("行{line} 列{nth}"), Some(*line)),
            RowPlace::Table { table, row } => {
                Location::new(format!("表{table} 行{row} 列{nth}"), None)
            }
            RowPlace::Paragraph(paragraph) => Location::new(format!("段{paragraph}"), None),
            RowPlace::Sheet { name, row } => {
                Location::new(format!("{name}!{}{row}", letters(column)), None)
            }
        }
    }
}

/// 0 → A, 25 → Z, 26 → AA.
fn letters(column: usize) -> String {
    let mut left = column.saturating_add(1);
    let mut letters = Vec::new();
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A cell that is not blank.
#[derive(Clone, Debug)]
pub struct GridCell {
    /// As typed, without surrounding white space.
    pub text: String,
    /// Counted from 0.
    pub column: usize,
    /// Where it is, if not at its column of the row's place: in a row that was put together from
    /// several.
    from: Option<Box<Location>>,
    /// Whether a document or a known label uses the cell; otherwise it is reported as unread.
    read: Cell<bool>,
}

impl GridCell {
    pub fn new(text: impl Into<String>, column: usize) -> GridCell {
        GridCell { text: text.into(), column, from: None, read: Cell::new(false) }
    }

    /// A cell with another text at the same place.
    pub fn with_text(&self, text: impl Into<String>) -> GridCell {
        GridCell {
            text: text.into(),
            column: self.column,
            from: self.from.clone(),
            read: Cell::new(false),
        }
    }

    /// A cell of another row, in a column of this one.
    pub fn moved(&self, row: &GridRow, column: usize) -> GridCell {
        let from = Some(Box::new(row.at(self)));
        GridCell { text: self.text.clone(), column, from, read: Cell::new(false) }
    }

    pub fn mark_read(&self) {
        self.read.set(true);
    }

    pub fn is_read(&self) -> bool {
        self.read.get()
    }
}

/// A row of a table, or a paragraph.
#[derive(Clone, Debug)]
pub struct GridRow {
    pub place: RowPlace,
    pub cells: Vec<GridCell>,
    /// Whether the columns are unreliable, because a text may have lost tabs.
    pub loose: bool,
    /// Marked as a heading by the source.
    pub heading: bool,
    /// In a worksheet that is not shown.
    pub hidden: bool,
}

impl GridRow {
    /// Drops blank cells.
    pub fn new(place: RowPlace, cells: impl IntoIterator<Item = (usize, String)>) -> GridRow {
        let cells = cells.into_iter().filter_map(|(column, text)| {
            let text = text.trim();
            (!text.is_empty()).then(|| GridCell::new(text, column))
        });
        GridRow { place, cells: cells.collect(), loose: false, heading: false, hidden: false }
    }

    /// The cell of a row that has exactly one.
    pub fn single(&self) -> Option<&GridCell> {
        match self.cells.as_slice() {
            [cell] => Some(cell),
            _ => None,
        }
    }

    pub fn at(&self, cell: &GridCell) -> Location {
        cell.from.as_deref().cloned().unwrap_or_else(|| self.place.at(cell.column))
    }

    pub fn mark_read(&self) {
        self.cells.iter().for_each(GridCell::mark_read);
    }

    /// Marks the cells of these columns as read.
    pub fn mark_columns<K>(&self, columns: &[(K, usize)]) {
        let named = |cell: &&GridCell| columns.iter().any(|(_, column)| *column == cell.column);
        self.cells.iter().filter(named).for_each(GridCell::mark_read);
    }

    /// The cell in a column.
    pub fn cell(&self, column: usize) -> Option<&GridCell> {
        self.cells.iter().find(|cell| cell.column == column)
    }
}

impl From<office::Place> for RowPlace {
    fn from(place: office::Place) -> RowPlace {
        match place {
            office::Place::Sheet { name, row } => RowPlace::Sheet { name, row },
            office::Place::Table { table, row } => RowPlace::Table { table, row },
            office::Place::Paragraph(paragraph) => RowPlace::Paragraph(paragraph),
        }
    }
}

impl From<office::Row> for GridRow {
    fn from(row: office::Row) -> GridRow {
        let cells = row.cells.into_iter().map(|cell| GridCell::new(cell.text, cell.column));
        GridRow {
            place: row.place.into(),
            cells: cells.collect(),
            loose: false,
            heading: row.is_heading,
            hidden: row.is_hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_people_write_them() {
        assert_eq!(RowPlace::Line(12).at(2).name(), "行12 列3");
        assert_eq!(RowPlace::Line(12).at(2).line(), Some(12));
        assert_eq!(RowPlace::Table { table: 1, row: 14 }.at(2).name(), "表1 行14 列3");
        for (column, cell) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(
                RowPlace::Sheet { name: "自评表".into(), row: 7 }.at(column).name(),
                format!("自评表!{cell}7")
            );
        }
    }
}
