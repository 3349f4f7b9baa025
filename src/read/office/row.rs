//! What every file becomes: rows of cells with the text that a reader of the file sees.

use std::sync::Arc;

/// A row of a table or of a worksheet, or a paragraph, which is a row of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it is in the file.
    pub place: Place,
    /// Its cells from left to right. Blank ones are left out; so a row may have none.
    pub cells: Vec<Cell>,
    /// Whether the file marks it as a heading.
    pub is_heading: bool,
    /// Whether it is in a worksheet that is not shown.
    pub is_hidden: bool,
}

/// A cell with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Counted from 0. A merged cell is in the first of its columns.
    pub column: usize,
    /// As it is shown, without white space at its ends.
    pub text: String,
}

/// Where a row is in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A row of a worksheet.
    Sheet {
        /// The name of the sheet.
        name: Arc<str>,
        /// Counted from 1, as it is shown.
        row: usize,
    },
    /// A row of a table in a text.
    Table {
        /// Which table, counted from 1.
        table: usize,
        /// Which row of it, counted from 1.
        row: usize,
    },
    /// A paragraph outside of tables, counted from 1.
    Paragraph(usize),
}

impl Row {
    /// The row of these columns and texts, without those that are blank.
    pub(super) fn new(place: Place, cells: impl IntoIterator<Item = (usize, String)>) -> Row {
        let cells = cells.into_iter().filter_map(|(column, text)| {
            let trimmed = text.trim();
            let text = if trimmed.len() == text.len() { text } else { trimmed.to_owned() };
            (!text.is_empty()).then_some(Cell { column, text })
        });
        Row { place, cells: cells.collect(), is_heading: false, is_hidden: false }
    }
}
