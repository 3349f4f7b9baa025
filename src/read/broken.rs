//! Rows of a pasted text that a line break within a cell has cut into several lines, as Word writes
//! tables to the clipboard: `一级⏎指标→二级指标` is one row.
//!
//! Lines are put together where the words at the break make one label, and do not without each
//! other.

use super::align::is_level;
use super::grid::{GridCell, GridRow, RowPlace};
use super::label::{self, HEAD, Vocabulary};
use super::words::evaluation::{BLOCKS, FIELDS, FUNDS, GOALS};
use super::words::indicators::{ASIDE, COLUMNS};
use super::words::targets::{PROJECT, PROJECT_BLOCKS};

/// Into how many lines the breaks of one row may have cut it.
const MOST_LINES: usize = 20;

const LABELS: &[Vocabulary] = &[FIELDS, HEAD, BLOCKS, PROJECT, PROJECT_BLOCKS, ASIDE];

/// How the second line of a column's name begins.
const GOES_ON: [&str; 15] = [
    "及", "与", "和", "或", "、", "(", "（", "拟", "改进", "整改", "措施", "分析", "说明", "情况",
    "原因",
];
/// Second lines of a name that are part of one by their shortness.
const ENDS: [&str; 5] = ["数", "值", "率", "额", "分"];

/// The rows, with the lines of each put together. A line that went to the row above stays as a row
/// without cells.
pub fn mended(rows: &[GridRow]) -> Vec<GridRow> {
    let mut mended = Vec::with_capacity(rows.len());
    let mut rest = rows;
    while let Some((first, below)) = rest.split_first() {
        let count = broken_into(first, below);
        let (parts, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        mended.push(if count > 1 { together(parts) } else { first.clone() });
        mended.extend(parts.iter().skip(1).map(|part| GridRow {
            place: part.place.clone(),
            cells: Vec::new(),
            ..first.clone()
        }));
        rest = others;
    }
    mended
}

/// How many lines the row has that begins with `first`.
fn broken_into(first: &GridRow, below: &[GridRow]) -> usize {
    if !first.loose || !matches!(first.place, RowPlace::Line(_)) {
        return 1;
    }
    let Some(mut end) = first.cells.last().map(|cell| cell.text.clone()) else { return 1 };
    let mut cells = first.cells.len();
    let mut count = 1usize;
    for next in below.iter().take(MOST_LINES) {
        let Some((start, more)) = next.cells.split_first() else { break };
        if !next.loose || !is_one_cell(&end, start) {
            break;
        }
        match more.last() {
            Some(last) => end.clone_from(&last.text),
            None => end.push_str(&start.text),
        }
        cells = cells.saturating_add(next.cells.len());
        count = count.saturating_add(1);
    }
    // Lines of one cell each are no table.
    if cells > count { count } else { 1 }
}

/// Whether the break between the last text of a line and the first cell of the next is within a
/// cell.
fn is_one_cell(end: &str, start: &GridCell) -> bool {
    let short = end.len() <= 90 && start.text.len() <= 60;
    let has_digit = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    // A dash is a cell of its own: no name begins with it.
    let is_mark = !end.chars().any(char::is_alphanumeric);
    if !short
        || is_mark
        || start.column > 0
        || is_level(&start.text)
        || has_digit(end)
        || has_digit(&start.text)
    {
        return false;
    }
    let whole = [end, &*start.text].concat();
    let column =
        |text: &str| label::named(text, COLUMNS).is_some() || label::named(text, FUNDS).is_some();
    if column(end) && column(&start.text) {
        return false;
    }
    let is_column = label::named_exactly(&whole, COLUMNS).is_some()
        || label::named_exactly(&whole, FUNDS).is_some()
        || label::named_exactly(&whole, GOALS).is_some();
    // 单位名称 after a title is a label of its own.
    let path = label::path(&whole, LABELS);
    let is_label = path.is_some() && label::path(&start.text, LABELS) != path;
    let goes_on = || {
        column(&start.text)
            || ENDS.contains(&&*start.text)
            || GOES_ON.iter().any(|start_of| start.text.starts_with(start_of))
    };
    is_column || is_label || column(&whole) && goes_on()
}

/// One row of several lines: the last cell of each goes on in the first of the next.
fn together(parts: &[GridRow]) -> GridRow {
    let Some((first, more)) = parts.split_first() else {
        return GridRow::new(RowPlace::Line(0), []);
    };
    let mut row = first.clone();
    for part in more {
        let shift = row.cells.last().map_or(0, |cell| cell.column);
        let mut cells = part.cells.iter();
        if let (Some(end), Some(start)) = (row.cells.last_mut(), cells.next()) {
            *end = end.with_text([&*end.text, "\n", &*start.text].concat());
        }
        row.cells.extend(
            cells.map(|cell: &GridCell| cell.moved(part, cell.column.saturating_add(shift))),
        );
    }
    row
}
