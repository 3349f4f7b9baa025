//! A table with merged cells: each cell comes to stand in the column it is seen in.

use super::grid::{Place, Row};

/// Widest table; a wider span is cut.
pub const MOST_COLUMNS: usize = 512;
/// Longest span over rows; a longer one is cut.
const MOST_SPANNED: usize = 100_000;

#[derive(Debug)]
pub struct Table {
    number: usize,
    /// For each column, how many of the coming rows a cell from above still covers.
    covered: Vec<usize>,
    rows: Vec<Vec<(usize, String)>>,
    column: usize,
    /// The open cell: text, columns, rows.
    cell: Option<(String, usize, usize)>,
}

impl Table {
    pub fn new(number: usize) -> Table {
        Table { number, covered: Vec::new(), rows: Vec::new(), column: 0, cell: None }
    }

    pub fn begin_row(&mut self) {
        self.end_row();
        self.rows.push(Vec::new());
    }

    /// Opens a cell of so many columns and rows.
    pub fn begin_cell(&mut self, columns: usize, rows: usize) {
        self.end_cell();
        if self.rows.is_empty() {
            self.begin_row();
        }
        self.cell = Some((String::new(), columns.clamp(1, MOST_COLUMNS), rows.clamp(1, MOST_SPANNED)));
    }

    /// Adds a paragraph to the open cell; says whether there is one.
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
            // This row counts as one of them; it is taken off when the row ends.
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

    pub fn finish(mut self) -> Vec<Row> {
        self.end_row();
        let number = self.number;
        let row =
            |(index, cells): (usize, Vec<(usize, String)>)| Row::new(Place::Table { table: number, row: index.saturating_add(1) }, cells);
        self.rows.into_iter().enumerate().map(row).collect()
    }
}
