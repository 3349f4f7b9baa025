//! Tables without tabs, as converted PDFs and web pages give them: cells parted by blanks, or a
//! cell a line. They are read where labels, the order of figures and their number leave one
//! reading; everything else of them is left unread, and is no report either.

mod columns;

use std::borrow::Cow;

use self::columns::{Header, LABELS, is_field, is_name, is_points, next_row};
use super::grid::{GridCell, GridRow, RowPlace};
use super::indicators::is_total_label;
use super::{forms, kind, label};

/// How many lines above the first header a form's title may be.
const MOST_ABOVE: usize = 60;
/// Longest line that may be a row, in bytes.
const LONGEST: usize = 600;
/// How many cells ahead decide about a row.
const MOST_CELLS_AHEAD: usize = 24;

/// The rows with their cells, and the lines that are of a table and could not be read.
pub fn unflattened(rows: &[GridRow]) -> (Cow<'_, [GridRow]>, Vec<GridRow>) {
    let mut done = 0usize;
    let (mut read, mut left) = (Vec::new(), Vec::new());
    while let Some(table) = next_table(rows, done) {
        read.extend(rows.iter().take(table.start).skip(done).cloned());
        let lines = rows.get(table.start..table.end).unwrap_or_default();
        let form = match table.layout {
            Layout::Blanks => blanks(lines),
            Layout::Lines => cell_a_line(lines),
        };
        if form.is_broken {
            left.extend(lines.iter().cloned());
        } else {
            read.extend(form.rows);
            left.extend(form.left);
        }
        done = table.end;
    }
    if done == 0 {
        return (Cow::Borrowed(rows), left);
    }
    read.extend(rows.iter().skip(done).cloned());
    (Cow::Owned(read), left)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Blanks,
    Lines,
}

struct FlatTable {
    layout: Layout,
    /// From the title, or the first header.
    start: usize,
    end: usize,
}

/// The next table at or after `from`: where its header is found, back to its title and on to its
/// total.
fn next_table(rows: &[GridRow], from: usize) -> Option<FlatTable> {
    let is_header = |at: usize| {
        let lines = rows.get(at..)?;
        if flat_line(lines.first()?).and_then(Header::of_blanks).is_some() {
            Some(Layout::Blanks)
        } else {
            Header::of_lines(lines.iter().map_while(flat_line)).map(|_| Layout::Lines)
        }
    };
    let (header, layout) = (from..rows.len()).find_map(|at| Some((at, is_header(at)?)))?;
    let is_title = |row: &GridRow| {
        flat_line(row).is_some_and(|text| kind::titled(forms::without_attachment(text)).is_some())
    };
    let above = rows.iter().enumerate().take(header).skip(from).rev().take(MOST_ABOVE);
    let start = above
        .take_while(|(_, row)| row.cells.len() < 2)
        .find(|(_, row)| is_title(row))
        .map_or(header, |(at, _)| at.saturating_add(1));
    let below = rows.iter().enumerate().skip(header);
    let end = below.clone().find(|(_, row)| {
        row.cells.len() > 1
            || is_title(row)
            || row.single().is_some_and(|cell| is_prose(&cell.text))
    });
    let end = end.map_or(rows.len(), |(at, _)| at);
    Some(FlatTable { layout, start, end: end.max(header.saturating_add(1)) })
}

/// A sentence or a note, which is in no table.
fn is_prose(text: &str) -> bool {
    text.len() > LONGEST
        || text.contains('。') && text.chars().count() > 40
        || ["注:", "注：", "说明：", "备注："].iter().any(|start| text.starts_with(start))
}

/// The text of a line without tabs.
fn flat_line(row: &GridRow) -> Option<&str> {
    let cell = row.single().filter(|_| row.loose && matches!(row.place, RowPlace::Line(_)))?;
    (cell.text.len() <= LONGEST).then_some(&*cell.text)
}

/// What has been read of the lines of a form.
#[derive(Default)]
struct Unflattened {
    rows: Vec<GridRow>,
    left: Vec<GridRow>,
    /// Whether a line of a table with figures could not be read: sums would be wrong without it.
    is_broken: bool,
}

impl Unflattened {
    fn leave(&mut self, line: &GridRow, is_of_table: bool) {
        let has_figure = |cell: &GridCell| cell.text.chars().any(|c| c.is_ascii_digit());
        self.is_broken |= is_of_table && line.cells.iter().any(has_figure);
        self.left.push(line.clone());
    }
}

/// A row of texts in their columns, each from its line.
fn row_of<'a>(
    place: &GridRow,
    texts: impl Iterator<Item = (usize, &'a str, &'a GridRow)>,
) -> GridRow {
    let cells = texts.filter_map(|(column, text, line)| {
        let cell: &GridCell = line.single()?;
        Some(cell.moved(line, column).with_text(text))
    });
    GridRow { cells: cells.collect(), ..place.clone() }
}

/// Reads lines with blanks between cells.
fn blanks(lines: &[GridRow]) -> Unflattened {
    let mut to = Unflattened::default();
    let mut header: Option<Header> = None;
    for line in lines {
        let Some(text) = flat_line(line) else {
            to.rows.push(line.clone());
            continue;
        };
        let texts: Vec<&str> = text.split_whitespace().collect();
        let in_columns = |columns: &[usize]| {
            row_of(line, columns.iter().zip(&texts).map(|(column, text)| (*column, *text, line)))
        };
        let in_order = || in_columns(&(0..texts.len()).collect::<Vec<_>>());
        let begins = |is: &dyn Fn(&str) -> bool| texts.first().is_some_and(|first| is(first));
        if let Some(opened) = Header::of_blanks(text) {
            to.rows.push(in_order());
            header = Some(opened);
        } else if let Some(columns) = header.as_ref().and_then(|header| header.fit(&texts)) {
            to.rows.push(in_columns(&columns));
        } else if let Some((columns, reason)) =
            header.as_ref().and_then(|header| header.fit_with_reason(&texts))
        {
            let cells = texts.iter().copied().take(columns.len().saturating_sub(1));
            let cells = columns.into_iter().zip(cells.chain([&*reason]));
            to.rows.push(row_of(line, cells.map(|(column, text)| (column, text, line))));
        } else if begins(&is_total_label) {
            to.rows.push(in_order());
            header = None;
        } else if begins(&|first| is_field(first, header.as_ref())) {
            to.rows.push(in_order());
        } else if header.is_none() && texts.len() < 2 {
            to.rows.push(line.clone());
        } else {
            to.leave(line, header.is_some());
        }
    }
    to
}

/// Reads lines of one cell each.
fn cell_a_line(lines: &[GridRow]) -> Unflattened {
    let mut to = Unflattened::default();
    let lines: Vec<(&str, &GridRow)> =
        lines.iter().filter_map(|line| Some((flat_line(line)?, line))).collect();
    let mut rest = lines.as_slice();
    let mut header: Option<Header> = None;
    while let Some((text, line)) = rest.first().copied() {
        let ahead = || rest.iter().take(MOST_CELLS_AHEAD).copied();
        let texts: Vec<&str> = ahead().map(|(text, _)| text).collect();
        let in_columns = |columns: &[usize]| {
            let cells = columns.iter().zip(ahead());
            row_of(line, cells.map(|(column, (text, line))| (*column, text, line)))
        };
        let in_order = |count: usize| in_columns(&(0..count).collect::<Vec<_>>());
        let count = if let Some((opened, count)) = Header::of_lines(texts.iter().copied()) {
            to.rows.push(in_order(count));
            header = Some(opened);
            count
        } else if let Some(columns) = header.as_ref().and_then(|header| next_row(header, &texts)) {
            to.rows.push(in_columns(&columns));
            columns.len()
        } else if is_total_label(text) {
            let figures = texts.iter().skip(1).take_while(|text| is_points(text)).count();
            let count = figures.saturating_add(1);
            to.rows.push(in_order(count));
            header = None;
            count
        } else if is_field(text, header.as_ref()) {
            let is_value = |text: &&&str| label::path(text, LABELS).is_none() && !is_name(text);
            let values = texts.iter().skip(1).take_while(is_value).count();
            let count = if header.is_some() { values.min(1) } else { values }.saturating_add(1);
            to.rows.push(in_order(count));
            count
        } else if header.is_none() {
            to.rows.push(line.clone());
            1
        } else {
            to.leave(line, header.is_some());
            1
        };
        rest = rest.get(count.max(1)..).unwrap_or_default();
    }
    to
}
