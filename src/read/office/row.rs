//! The common form of every office file: rows of cells with the text that a reader sees.

use std::sync::Arc;

/// A row of a table or worksheet, or a paragraph, which is a row of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it is in the file.
    pub place: Place,
    /// Its cells from left to right. Blank ones are left out, so a row may have none.
    pub cells: Vec<Cell>,
    /// Whether the file marks the row as a heading.
    pub is_heading: bool,
    /// Whether the row is in a hidden worksheet.
    pub is_hidden: bool,
}

/// A cell that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Counted from 0; the first column of a merged cell.
    pub column: usize,
    /// As displayed, without surrounding white space.
    pub text: String,
}

/// Where a row is in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A row of a worksheet.
    Sheet {
        /// The name of the sheet.
        name: Arc<str>,
        /// Counted from 1, as displayed.
        row: usize,
    },
    /// A row of a table in a text document.
    Table {
        /// Which table, counted from 1.
        table: usize,
        /// Which row of it, counted from 1.
        row: usize,
    },
    /// A paragraph outside tables, counted from 1.
    Paragraph(usize),
}

impl Row {
    /// A row of columns and texts; blank texts are dropped.
    pub(super) fn new(place: Place, cells: impl IntoIterator<Item = (usize, String)>) -> Row {
        let cells = cells.into_iter().filter_map(|(column, text)| {
            let trimmed = text.trim();
            let text = if trimmed.len() == text.len() { text } else { trimmed.to_owned() };
            (!text.is_empty()).then_some(Cell { column, text })
        });
        Row { place, cells: cells.collect(), is_heading: false, is_hidden: false }
    }
}
