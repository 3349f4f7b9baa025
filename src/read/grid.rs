//! What every source becomes first: rows of cells, each knowing where it stood.
//!
//! A paragraph is a row of one cell. Blank cells are not kept; a row can name the place of any of
//! its columns.

use core::cell::Cell as Shared;
use std::sync::Arc;

use super::office;

/// Where a row stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line of text, counted from 1.
    Line(usize),
    /// A row of a table, both counted from 1.
    Table { table: usize, row: usize },
    /// A paragraph outside tables, counted from 1.
    Paragraph(usize),
    /// A row of a worksheet.
    Sheet { name: Arc<str>, row: usize },
}

impl Place {
    /// In another worksheet or table than the other.
    pub fn is_beyond(&self, other: &Place) -> bool {
        match (self, other) {
            (Place::Sheet { name, .. }, Place::Sheet { name: other, .. }) => name != other,
            (Place::Table { table, .. }, Place::Table { table: other, .. }) => table != other,
            _ => core::mem::discriminant(self) != core::mem::discriminant(other),
        }
    }

    /// The place of a column, counted from 0: `行12 列3`, `表1 行14 列3`, `Sheet1!C14`.
    pub fn at(&self, column: usize) -> String {
        let nth = column.saturating_add(1);
        match self {
            Place::Line(line) => format!("行{line} 列{nth}"),
            Place::Table { table, row } => format!("表{table} 行{row} 列{nth}"),
            Place::Paragraph(paragraph) => format!("段{paragraph}"),
            Place::Sheet { name, row } => format!("{name}!{}{row}", letters(column)),
        }
    }
}

/// 0 → A, 25 → Z, 26 → AA.
pub fn letters(column: usize) -> String {
    let mut left = column.saturating_add(1);
    let mut letters = Vec::new();
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A cell with something in it.
#[derive(Clone, Debug)]
pub struct Cell {
    /// As typed, without space at its ends.
    pub text: String,
    /// Counted from 0.
    pub column: usize,
    /// Whether a document or a known label has it; what has not is unread.
    read: Shared<bool>,
}

impl Cell {
    pub fn new(text: impl Into<String>, column: usize) -> Cell {
        Cell { text: text.into(), column, read: Shared::new(false) }
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
pub struct Row {
    pub place: Place,
    pub cells: Vec<Cell>,
    /// Whether the columns are only as good as the tabs of a text, in which cells go missing.
    pub loose: bool,
    /// Marked as a heading by the source.
    pub heading: bool,
    /// In a worksheet that is not shown.
    pub hidden: bool,
}

impl Row {
    /// Keeps what is not blank.
    pub fn new(place: Place, cells: impl IntoIterator<Item = (usize, String)>) -> Row {
        let cells = cells.into_iter().filter_map(|(column, text)| {
            let text = text.trim();
            (!text.is_empty()).then(|| Cell::new(text, column))
        });
        Row { place, cells: cells.collect(), loose: false, heading: false, hidden: false }
    }

    /// The text of a row that is one cell.
    pub fn single(&self) -> Option<&Cell> {
        match self.cells.as_slice() {
            [cell] => Some(cell),
            _ => None,
        }
    }

    pub fn at(&self, cell: &Cell) -> String {
        self.place.at(cell.column)
    }

    pub fn mark_read(&self) {
        self.cells.iter().for_each(Cell::mark_read);
    }

    /// Marks the cells of these columns as read.
    pub fn mark_columns<K>(&self, columns: &[(K, usize)]) {
        let named = |cell: &&Cell| columns.iter().any(|(_, column)| *column == cell.column);
        self.cells.iter().filter(named).for_each(Cell::mark_read);
    }

    /// The cell of a column.
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }
}

impl From<office::Place> for Place {
    fn from(place: office::Place) -> Place {
        match place {
            office::Place::Sheet { name, row } => Place::Sheet { name, row },
            office::Place::Table { table, row } => Place::Table { table, row },
            office::Place::Paragraph(paragraph) => Place::Paragraph(paragraph),
        }
    }
}

impl From<office::Row> for Row {
    fn from(row: office::Row) -> Row {
        let cells = row.cells.into_iter().map(|cell| Cell::new(cell.text, cell.column));
        Row {
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
        assert_eq!(Place::Line(12).at(2), "行12 列3");
        assert_eq!(Place::Table { table: 1, row: 14 }.at(2), "表1 行14 列3");
        for (column, cell) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(
                Place::Sheet { name: "自评表".into(), row: 7 }.at(column),
                format!("自评表!{cell}7")
            );
        }
    }
}
