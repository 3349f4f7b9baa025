//! Pasted text: lines with tabs between cells, from spreadsheets, word processors or converted
//! PDFs, or with bars, as in Markdown.

use std::borrow::Cow;

use super::grid::{GridRow, RowPlace};
use super::written;

/// Decodes UTF-8, or UTF-16 with a byte order mark, as Excel's "Unicode text" is.
pub fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (wide, unit): (_, fn([u8; 2]) -> u16) = match bytes {
        [0xff, 0xfe, wide @ ..] => (wide, u16::from_le_bytes),
        [0xfe, 0xff, wide @ ..] => (wide, u16::from_be_bytes),
        _ => return core::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    };
    let units: Vec<u16> =
        wide.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?))).collect();
    String::from_utf16(&units).ok().map(Cow::Owned)
}

/// The rows of a text whose cells are separated by `between`: a tab, or a comma in a .csv. A quoted
/// cell may contain line breaks, as spreadsheets write them.
pub fn rows(text: &str, between: char) -> Vec<GridRow> {
    let mut rows = Vec::new();
    let mut line = 1usize;
    let mut rest = text.trim_start_matches('\u{feff}');
    // Our own format has no converter's marks to remove.
    let is_ours = rest.starts_with(written::MARK);
    let mut in_bars = false;
    while !rest.is_empty() {
        let start = line;
        let barred = if between == '\t' && !is_ours { barred(rest, in_bars) } else { None };
        in_bars = barred.is_some();
        let (cells, after, breaks) =
            barred.map_or_else(|| parted(rest, between), |(cells, after)| (cells, after, 0));
        rest = after
            .strip_prefix("\r\n")
            .or_else(|| after.strip_prefix(['\n', '\r']))
            .unwrap_or(after);
        line = line.saturating_add(breaks);
        line = line.saturating_add(1);
        let tabbed = cells.len() > 1;
        let (cells, heading) = if tabbed {
            (cells, false)
        } else {
            (cells.iter().map(|text| undecorated(text).to_owned()).collect(), is_heading(&cells))
        };
        let mut row = GridRow::new(
            RowPlace::Line(start),
            cells
                .into_iter()
                .map(|text| if is_ours { text } else { without_bold(&text) })
                .enumerate(),
        );
        // A .csv has lost no separators.
        row.loose = between == '\t';
        row.heading = heading;
        rows.push(row);
    }
    rows
}

/// The cells up to the end of a row, the rest of the text, and the number of line breaks inside.
fn parted(text: &str, between: char) -> (Vec<String>, &str, usize) {
    let (mut cells, mut breaks, mut rest) = (Vec::new(), 0usize, text);
    loop {
        let (cell, after, within) = cell(rest, between);
        cells.push(cell);
        breaks = breaks.saturating_add(within);
        match after.strip_prefix(between) {
            Some(next) => rest = next,
            None => return (cells, after, breaks),
        }
    }
}

/// The next cell, the rest of the text, and the number of line breaks inside.
fn cell(text: &str, between: char) -> (String, &str, usize) {
    quoted(text, between).unwrap_or_else(|| {
        let end = text.find([between, '\n', '\r']).unwrap_or(text.len());
        let (cell, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        (cell.to_owned(), rest, 0)
    })
}

/// A cell quoted by a spreadsheet: the quote closes at the end of the cell and, between tabs,
/// contains a line break. Any other quotation marks are the officer's own.
fn quoted(text: &str, between: char) -> Option<(String, &str, usize)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        if before.contains('\t') {
            return None;
        }
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => {
                let breaks = cell.matches('\n').count();
                let ends = after.is_empty() || after.starts_with([between, '\n', '\r']);
                return (ends && (breaks > 0 || between == ','))
                    .then(|| (cell.replace("\r\n", "\n"), after, breaks));
            }
        }
    }
}

/// The cells of a line with bars, and the rest of the text: `| 甲 | 乙 |` as in Markdown, `甲 | 乙
/// |` as some converters write it. The dashes below a Markdown header give no cells. `in_bars` says
/// whether the previous line had bars.
fn barred(text: &str, in_bars: bool) -> Option<(Vec<String>, &str)> {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, rest) = text.split_at_checked(end)?;
    // After leading space a bar does not open the line: the first cell is blank.
    let inside = match line.strip_prefix('|').map(str::trim_end) {
        Some(inside) if inside.ends_with('|') => inside.strip_suffix('|').unwrap_or(inside),
        // A single line with a bar in it is a sentence.
        _ if (line.contains(" | ") || line.matches('|').count() >= 2)
            && (in_bars || !line.contains('。')) =>
        {
            line
        }
        _ => return None,
    };
    if line.contains('\t') {
        return None;
    }
    let mut cells: Vec<String> = Vec::new();
    let mut is_escaped = false;
    for part in inside.split('|') {
        let text = part.strip_suffix('\\').unwrap_or(part);
        match cells.last_mut().filter(|_| is_escaped) {
            Some(cell) => *cell = [&**cell, "|", text].concat(),
            None => cells.push(text.to_owned()),
        }
        is_escaped = text.len() < part.len();
    }
    let is_ruled = |cell: &String| {
        !cell.is_empty() && cell.bytes().all(|byte| matches!(byte, b'-' | b':' | b' '))
    };
    if cells.iter().all(is_ruled) && cells.iter().any(|cell| cell.trim().len() >= 3) {
        cells.clear();
    }
    Some((cells.iter().map(|cell| with_breaks(cell.trim())).collect(), rest))
}

/// `<br>`, `<br/>`, `<BR />` as line breaks.
fn with_breaks(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let inside = tag
            .split_once('>')
            .filter(|(name, _)| name.trim_end_matches([' ', '/']).eq_ignore_ascii_case("br"));
        match inside {
            Some((_, after)) => {
                text.push('\n');
                rest = after;
            }
            None => {
                text.push('<');
                rest = tag;
            }
        }
    }
    text.push_str(rest);
    text
}

fn is_heading(cells: &[String]) -> bool {
    cells.first().is_some_and(|cell| cell.starts_with('#'))
}

/// A line without the marks that converters put before headings.
fn undecorated(line: &str) -> &str {
    let heading = line.trim_start_matches('#');
    if heading.len() < line.len() && heading.starts_with([' ', '\u{3000}']) {
        heading
    } else {
        line
    }
}

/// Without the asterisks that converters put around bold text.
fn without_bold(text: &str) -> String {
    if text.matches("**").count() >= 2 { text.replace("**", "") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells_of(text: &str) -> Vec<Vec<(usize, String)>> {
        rows(text, '\t')
            .iter()
            .map(|row| row.cells.iter().map(|cell| (cell.column, cell.text.clone())).collect())
            .collect()
    }

    #[test]
    fn tabs_part_cells_and_blank_ones_keep_their_column() {
        assert_eq!(
            cells_of("甲\t\t乙\r\n\r\n丙"),
            [vec![(0, "甲".to_owned()), (2, "乙".to_owned())], vec![], vec![(0, "丙".to_owned())]]
        );
    }

    #[test]
    fn a_quoted_cell_may_hold_line_breaks() {
        assert_eq!(cells_of("\"甲\n乙\"\t丙"), [[(0, "甲\n乙".to_owned()), (1, "丙".to_owned())]]);
        assert_eq!(rows("\"甲\n乙\"\t丙\n丁", '\t')[1].place, RowPlace::Line(3));
        // The officer's own quotation marks stay.
        assert_eq!(
            cells_of("\"三公\"经费\t\"甲\""),
            [[(0, "\"三公\"经费".to_owned()), (1, "\"甲\"".to_owned())]]
        );
    }

    #[test]
    fn bars_part_cells_as_in_markdown() {
        let cells = |text: &str| cells_of(text).concat();
        let at = |cells: &[(usize, &str)]| {
            cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(cells("| 甲 | | **乙**<br>丙 |"), at(&[(0, "甲"), (2, "乙\n丙")]));
        assert_eq!(cells("甲 | 10 | |"), at(&[(0, "甲"), (1, "10")]));
        assert_eq!(cells(r"| 甲\|乙 | 丙 |"), at(&[(0, "甲|乙"), (1, "丙")]));
        assert_eq!(cells("|---|:--:|"), []);
        assert_eq!(cells("| - | — |"), at(&[(0, "-"), (1, "—")]));
        assert_eq!(cells(" | | 甲 | 10"), at(&[(2, "甲"), (3, "10")]));
        assert_eq!(cells("甲 | 乙"), at(&[(0, "甲"), (1, "乙")]));
        assert_eq!(cells("甲|乙"), at(&[(0, "甲|乙")]));
        assert_eq!(cells("支出450万元。 | 来源：财务"), at(&[(0, "支出450万元。 | 来源：财务")]));
        assert_eq!(
            cells_of("预期目标 | 实际完成情况\n养护道路。 | 已完成。")[1],
            at(&[(0, "养护道路。"), (1, "已完成。")])
        );
        assert_eq!(rows("| 甲 | 乙 |\r\n|---|---|\r\n| 1 | 2 |", '\t')[2].place, RowPlace::Line(3));
    }

    #[test]
    fn marks_of_converters_are_no_text() {
        assert_eq!(
            cells_of("## 一、概况\n**参保人数:** 12 万人"),
            [[(0, "一、概况".to_owned())], [(0, "参保人数: 12 万人".to_owned())]]
        );
    }
}
