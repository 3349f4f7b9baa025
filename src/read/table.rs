//! A table with merged cells: puts each cell in the column that it appears in.

use super::grid::{GridRow, RowPlace};
use super::office::limits::MOST_COLUMNS;

/// Longest span over rows; a longer one is cut.
const MOST_SPANNED: usize = 100_000;

#[derive(Debug)]
pub struct SpannedTable {
    number: usize,
    /// How many rows have been returned already.
    done: usize,
    /// For each column, how many of the following rows are covered by a cell from above.
    covered: Vec<usize>,
    rows: Vec<Vec<(usize, String)>>,
    column: usize,
    /// The open cell: text, columns, rows.
    cell: Option<(String, usize, usize)>,
}

impl SpannedTable {
    pub fn new(number: usize) -> SpannedTable {
        SpannedTable {
            number,
            done: 0,
            covered: Vec::new(),
            rows: Vec::new(),
            column: 0,
            cell: None,
        }
    }

    pub fn begin_row(&mut self) {
        self.end_row();
        self.rows.push(Vec::new());
    }

    /// Opens a cell that spans so many columns and rows.
    pub fn begin_cell(&mut self, columns: usize, rows: usize) {
        self.end_cell();
        if self.rows.is_empty() {
            self.begin_row();
        }
        self.cell =
            Some((String::new(), columns.clamp(1, MOST_COLUMNS), rows.clamp(1, MOST_SPANNED)));
    }

    /// Adds a paragraph to the open cell; returns whether there is one.
    pub fn add(&mut self, text: &str) -> bool {
        let Some((all, ..)) = &mut self.cell else { return false };
        if !all.is_empty() {
            all.push('\n');
        }
        all.push_str(text);
        true
    }

    pub fn end_cell(&mut self) {
        let Some((text, columns, rows)) = self.cell.take() else { return };
        while self.covered.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column = self.column.saturating_add(1);
        }
        let (from, to) = (self.column, self.column.saturating_add(columns).min(MOST_COLUMNS));
        if self.covered.len() < to {
            self.covered.resize(to, 0);
        }
        if rows > 1 {
            // Includes this row, which is subtracted again when the row ends.
            self.covered.iter_mut().take(to).skip(from).for_each(|covered| *covered = rows);
        }
        if let Some(row) = self.rows.last_mut() {
            row.push((from, text));
        }
        self.column = to;
    }

    fn end_row(&mut self) {
        self.end_cell();
        self.covered.iter_mut().for_each(|covered| *covered = covered.saturating_sub(1));
        self.column = 0;
    }

    /// Returns the rows so far because a nested table begins: they come before it in reading order.
    pub fn so_far(&mut self) -> Vec<GridRow> {
        let mut column = self.column;
        while self.covered.get(column).is_some_and(|rows| *rows > 0) {
            column = column.saturating_add(1);
        }
        let text = self.cell.as_mut().map(|(text, ..)| core::mem::take(text)).unwrap_or_default();
        let rows = core::mem::take(&mut self.rows);
        let number = rows.len();
        let mut given = self.numbered(rows);
        if number > 0 {
            // The open row continues under its number.
            self.done = self.done.saturating_add(number).saturating_sub(1);
            self.rows.push(Vec::new());
        }
        // A cell that contains a table only lays out the page, so its paragraphs are plain
        // paragraphs.
        let paragraph = |text: &str| {
            GridRow::new(
                RowPlace::Table { table: self.number, row: self.done.saturating_add(1) },
                [(column, text.to_owned())],
            )
        };
        given.extend(text.split('\n').filter(|line| !line.trim().is_empty()).map(paragraph));
        given
    }

    pub fn finish(mut self) -> Vec<GridRow> {
        self.end_row();
        let rows = core::mem::take(&mut self.rows);
        self.numbered(rows)
    }

    fn numbered(&self, rows: Vec<Vec<(usize, String)>>) -> Vec<GridRow> {
        let place = |index: usize| RowPlace::Table {
            table: self.number,
            row: self.done.saturating_add(index).saturating_add(1),
        };
        rows.into_iter()
            .enumerate()
            .map(|(index, cells)| GridRow::new(place(index), cells))
            .collect()
    }
}
