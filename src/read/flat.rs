//! Tables without tabs, as converted PDFs and web pages give them: cells parted by blanks, or a cell
//! a line. They are read where labels, the order of figures and their number leave one reading;
//! everything else of them is left unread, and is no report either.

use std::borrow::Cow;

use super::align::{Holds, is_level, is_level1, is_level2, is_sign};
use super::grid::{GridCell, GridRow, RowPlace};
use super::indicators::{holds, is_total_label};
use super::label::{self, HEAD, Vocabulary};
use super::words::evaluation::{BLOCKS, FIELDS, FUNDS};
use super::words::indicators::{ASIDE, COLUMNS};
use super::words::targets::PROJECT;
use super::{forms, kind};
use crate::value::text::compact;

/// How many lines above the first header a form's title may be.
const MOST_ABOVE: usize = 60;
/// Longest line that may be a row, in bytes.
const LONGEST: usize = 600;

const LABELS: &[Vocabulary] = &[FIELDS, HEAD, PROJECT];

/// Whether a line begins with the label of a field; below the header of a table an amount is a line
/// of it.
fn is_field(text: &str, header: Option<&Header>) -> bool {
    label::path(text, LABELS).is_some_and(|path| header.is_none() || !path.ends_with("mount"))
}

/// The rows with their cells, and the lines that are of a table and could not be read.
pub fn unflattened(rows: &[GridRow]) -> (Cow<'_, [GridRow]>, Vec<GridRow>) {
    let mut done = 0usize;
    let (mut read, mut left) = (Vec::new(), Vec::new());
    while let Some(table) = next_table(rows, done) {
        read.extend(rows.iter().take(table.start).skip(done).cloned());
        let lines = rows.get(table.start..table.end).unwrap_or_default();
        match table.layout {
            Layout::Blanks => blanks(lines, &mut read, &mut left),
            Layout::Lines => cell_a_line(lines, &mut read, &mut left),
        }
        done = table.end;
    }
    if done == 0 {
        return (Cow::Borrowed(rows), left);
    }
    read.extend(rows.iter().skip(done).cloned());
    (Cow::Owned(read), left)
}

/// Whether a text has the header of a table in it, run together.
pub fn is_run_together(text: &str) -> bool {
    let text = compact(text);
    ["一级指标二级指标", "二级指标三级指标", "年初预算数全年预算数", "全年预算数全年执行数"]
        .iter()
        .any(|names| text.contains(names))
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
        if Header::of_blanks(lines.first()?).is_some() {
            Some(Layout::Blanks)
        } else {
            Header::of_lines(lines).map(|_| Layout::Lines)
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

/// The columns of a flattened header.
enum Header {
    /// What the columns hold, after names beside the table.
    Indicators { aside: usize, holds: Vec<Holds> },
    /// How many columns of figures there are.
    Funds { aside: usize, figures: usize },
}

impl Header {
    fn of<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<Header> {
        let is_block = |text: &&str| label::path(text, &[ASIDE, BLOCKS]).is_some();
        let aside = names.clone().take_while(is_block).count();
        let own = names.skip(aside);
        let keys: Option<Vec<&str>> = own.clone().map(|name| label::named(name, COLUMNS)).collect();
        let has =
            |keys: &[&str], key: &str| keys.iter().filter(|known| **known == key).count() == 1;
        if let Some(keys) = keys {
            let is_table = has(&keys, "name")
                && has(&keys, "level1")
                && (has(&keys, "target") || has(&keys, "score"));
            let unique = keys.iter().all(|key| has(&keys, key));
            return (is_table && unique).then(|| Header::Indicators {
                aside,
                holds: keys.into_iter().map(holds).collect(),
            });
        }
        let keys: Vec<&str> = own.map(|name| label::named(name, FUNDS)).collect::<Option<_>>()?;
        let money = ["initial", "budget", "executed"].iter().filter(|key| has(&keys, key)).count();
        (money > 1 && keys.iter().all(|key| has(&keys, key)) && !keys.contains(&"reason"))
            .then_some(Header::Funds { aside, figures: keys.len() })
    }

    /// A line of names.
    fn of_blanks(row: &GridRow) -> Option<Header> {
        let names = flat_line(row)?.split_whitespace();
        if names.clone().count() < 4 {
            return None;
        }
        Header::of(names)
    }

    /// A name a line; and how many lines.
    fn of_lines(rows: &[GridRow]) -> Option<(Header, usize)> {
        let is_name = |text: &&str| {
            label::named(text, COLUMNS).is_some()
                || label::named(text, FUNDS).is_some()
                || label::path(text, &[ASIDE, BLOCKS]).is_some()
        };
        let lines = rows.iter().map_while(flat_line).take(20).take_while(is_name);
        // Where one header follows the other, its first name begins a table.
        let names: Vec<&str> = lines.collect();
        let longest = (4..=names.len()).rev();
        longest
            .into_iter()
            .find_map(|count| Some((Header::of(names.get(..count)?.iter().copied())?, count)))
    }

    /// The columns of the texts of a row, if they fit in one way only.
    fn fit(&self, texts: &[&str]) -> Option<Vec<usize>> {
        match self {
            Header::Indicators { aside, holds } => {
                let mut ways = fits(holds, texts);
                let way = ways.next()?;
                if ways.next().is_some() {
                    return None;
                }
                Some(way.map(|column| column.saturating_add(*aside)).collect())
            }
            Header::Funds { aside, figures } => {
                let (name, rest) = texts.split_first()?;
                let fits = rest.len() == *figures
                    && !is_points(name)
                    && rest.iter().all(|text| is_points(text));
                let first = aside.checked_sub(1)?;
                fits.then(|| (first..).take(texts.len()).collect())
            }
        }
    }

    /// Most and fewest texts of a row.
    fn lengths(&self) -> core::ops::RangeInclusive<usize> {
        match self {
            Header::Indicators { holds, .. } => holds.len().saturating_sub(3).max(2)..=holds.len(),
            Header::Funds { figures, .. } => figures.saturating_add(1)..=figures.saturating_add(1),
        }
    }
}

/// The ways in which texts without a gap fit the columns: merged levels may be left out before
/// them, a blank reason behind them.
fn fits<'a>(
    holds: &'a [Holds],
    texts: &'a [&str],
) -> impl Iterator<Item = core::ops::Range<usize>> + 'a {
    let levels =
        holds.iter().take_while(|holds| matches!(holds, Holds::Level1 | Holds::Level2)).count();
    let ends = match holds.last() {
        Some(Holds::Prose) => holds.len().saturating_sub(1)..=holds.len(),
        _ => holds.len()..=holds.len(),
    };
    (0..=levels).filter_map(move |from| {
        let to = from.checked_add(texts.len())?;
        let all = ends.contains(&to)
            && holds.get(from..to)?.iter().zip(texts).all(|(holds, text)| suits(*holds, text));
        all.then_some(from..to)
    })
}

fn suits(holds: Holds, text: &str) -> bool {
    match holds {
        Holds::Level1 => is_level1(text),
        Holds::Level2 => is_level2(text) || !is_level1(text) && compact(text).ends_with("指标"),
        // 服务对象满意度 is a name, too.
        Holds::Name if is_level(text) => !compact(text).ends_with("指标"),
        Holds::Name => !is_points(text) && !is_sign(text) && !is_total_label(text),
        Holds::Sign => is_sign(text),
        Holds::Number => is_points(text),
        Holds::Unit => !is_points(text) && !is_sign(text),
        Holds::Prose => !is_points(text) && !is_level(text),
        Holds::Anything => !is_level(text) && !is_sign(text) && !is_total_label(text),
    }
}

/// A figure, or a mark for none.
fn is_points(text: &str) -> bool {
    label::is_figure(text) || text.chars().all(|c| "-—–/".contains(c))
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
fn blanks(lines: &[GridRow], read: &mut Vec<GridRow>, left: &mut Vec<GridRow>) {
    let mut header: Option<Header> = None;
    for line in lines {
        let Some(text) = flat_line(line) else {
            read.push(line.clone());
            continue;
        };
        let texts: Vec<&str> = text.split_whitespace().collect();
        let in_order = |columns: Vec<usize>| {
            row_of(
                line,
                columns.into_iter().zip(&texts).map(|(column, text)| (column, *text, line)),
            )
        };
        if let Some(opened) = Header::of_blanks(line) {
            read.push(in_order((0..texts.len()).collect()));
            header = Some(opened);
        } else if texts.first().is_some_and(|first| is_total_label(first)) {
            read.push(in_order((0..texts.len()).collect()));
        } else if let Some(columns) = header.as_ref().and_then(|header| header.fit(&texts)) {
            read.push(in_order(columns));
        } else if texts.first().is_some_and(|first| is_field(first, header.as_ref())) {
            read.push(in_order((0..texts.len()).collect()));
        } else if header.is_none() && texts.len() < 2 {
            read.push(line.clone());
        } else {
            left.push(line.clone());
        }
    }
}

/// Reads lines of one cell each.
fn cell_a_line(lines: &[GridRow], read: &mut Vec<GridRow>, left: &mut Vec<GridRow>) {
    let mut rest: Vec<(&str, &GridRow)> =
        lines.iter().filter_map(|line| Some((flat_line(line)?, line))).collect();
    rest.reverse();
    let mut header: Option<Header> = None;
    while let Some((text, line)) = rest.pop() {
        let ahead: Vec<(&str, &GridRow)> =
            rest.iter().rev().take(MOST_CELLS_AHEAD).copied().collect();
        let own: Vec<GridRow> =
            core::iter::once(line).chain(ahead.iter().map(|(_, line)| *line)).cloned().collect();
        let take = |rest: &mut Vec<(&str, &GridRow)>, count: usize| {
            rest.truncate(rest.len().saturating_sub(count));
        };
        let texts: Vec<&str> =
            core::iter::once(text).chain(ahead.iter().map(|(text, _)| *text)).collect();
        let in_order = |columns: &[usize]| {
            let cells = columns.iter().zip(&texts).zip(&own);
            row_of(line, cells.map(|((column, text), line)| (*column, *text, line)))
        };
        let first_columns = |count: usize| (0..count).collect::<Vec<usize>>();
        if let Some((opened, count)) = Header::of_lines(&own) {
            read.push(in_order(&first_columns(count)));
            take(&mut rest, count.saturating_sub(1));
            header = Some(opened);
        } else if is_total_label(text) {
            let figures = texts.iter().skip(1).take_while(|text| is_points(text)).count();
            read.push(in_order(&first_columns(figures.saturating_add(1))));
            take(&mut rest, figures);
            header = None;
        } else if let Some(columns) = header.as_ref().and_then(|header| next_row(header, &texts)) {
            read.push(in_order(&columns));
            take(&mut rest, columns.len().saturating_sub(1));
        } else if is_field(text, header.as_ref()) {
            let is_value = |text: &&&str| {
                label::path(text, LABELS).is_none() && label::path(text, &[BLOCKS, ASIDE]).is_none()
            };
            let values = texts.iter().skip(1).take_while(is_value).count();
            let values = if header.is_some() { values.min(1) } else { values };
            read.push(in_order(&first_columns(values.saturating_add(1))));
            take(&mut rest, values);
        } else if header.is_none() {
            read.push(line.clone());
        } else {
            left.push(line.clone());
        }
    }
}

/// How many cells ahead decide about a row.
const MOST_CELLS_AHEAD: usize = 24;

/// The columns of the next row of a stream of cells, if its length is certain: exactly one length
/// fits after which another row, a total, a label or nothing follows.
fn next_row(header: &Header, texts: &[&str]) -> Option<Vec<usize>> {
    let follows = |rest: &[&str]| match rest.first() {
        None => true,
        Some(next) => {
            is_total_label(next)
                || label::named(next, COLUMNS).is_some()
                || label::path(next, LABELS).is_some()
                || label::path(next, &[BLOCKS, ASIDE]).is_some()
                || header.lengths().any(|length| {
                    rest.get(..length).is_some_and(|texts| header.fit(texts).is_some())
                })
        }
    };
    let mut ways = header.lengths().filter_map(|length| {
        let (row, rest) = texts.split_at_checked(length)?;
        header.fit(row).filter(|_| follows(rest))
    });
    let way = ways.next()?;
    ways.next().is_none().then_some(way)
}
