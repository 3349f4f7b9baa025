//! Headers of two or three rows, put together as one: names that are split between the rows, and
//! groups of columns with the names of their columns below.

use super::align::is_level;
use super::grid::{GridCell, GridRow};
use super::label;
use super::words::evaluation::{FUNDS, GOALS};
use super::words::indicators::{ASIDE, COLUMNS};
use crate::order::sorted_by_key;
use crate::value::text::compact;

type Aliases = &'static [(&'static str, &'static str)];

/// Most rows of a header.
const MOST_ROWS: usize = 3;
/// Longest name of a column, in characters.
const MOST_LENGTH: usize = 24;

/// Groups whose columns are not about the year of the form.
const OTHER_YEARS: [&str; 9] =
    ["上年", "去年", "往年", "前年", "历史", "以前年度", "上一年", "前三年", "近三年"];

/// The rows, with each header in one row, the lowest of those that it was printed in; the others
/// stay as rows without cells.
pub fn in_one_row(mut rows: Vec<GridRow>) -> Vec<GridRow> {
    let could_be_part: Vec<bool> =
        rows.iter().map(|row| could_name_columns(row) && !is_of_goals(row)).collect();
    let mut at = 0usize;
    while at < rows.len() {
        let parts = could_be_part.iter().skip(at).take(MOST_ROWS).take_while(|could| **could);
        let found = (2..=parts.count()).rev().find_map(|count| {
            let printed = rows.get(at..at.checked_add(count)?)?;
            Some((count, header_of(printed)?))
        });
        let Some((count, header)) = found else {
            at = at.saturating_add(1);
            continue;
        };
        at = at.saturating_add(count);
        let mut printed = rows.iter_mut().take(at).rev().take(count);
        if let Some(lowest) = printed.next() {
            *lowest = header;
        }
        printed.for_each(|row| row.cells.clear());
    }
    rows
}

/// The header that these rows make together and none of them makes alone.
fn header_of(printed: &[GridRow]) -> Option<GridRow> {
    [COLUMNS, FUNDS].into_iter().find_map(|aliases| {
        let one = in_one(printed, aliases)?;
        // Each row has to add to it: short words above a header are none of its own.
        let most = printed.iter().map(|row| known(row, aliases)).max().unwrap_or(0);
        let below = printed.get(1..).and_then(|below| in_one(below, aliases));
        let most = below.map_or(most, |below| most.max(known(&below, aliases)));
        (known(&one, aliases) > most && is_header(&one, aliases)).then_some(one)
    })
}

fn in_one(printed: &[GridRow], aliases: Aliases) -> Option<GridRow> {
    let (first, rest) = printed.split_first()?;
    rest.iter().try_fold(first.clone(), |above, below| two_in_one(&above, below, aliases))
}

/// Whether a row may be part of a header: short words, no figure and no level of an indicator.
fn could_name_columns(row: &GridRow) -> bool {
    let could = |cell: &GridCell| {
        cell.text.len() <= MOST_LENGTH * 4
            && compact(&cell.text).chars().count() <= MOST_LENGTH
            && !label::is_figure(&cell.text)
            && !is_level(&cell.text)
            && !cell.text.contains(['。', '≥', '≤'])
    };
    !row.cells.is_empty() && row.cells.iter().all(could)
}

/// `预期目标 | 实际完成情况`
fn is_of_goals(row: &GridRow) -> bool {
    label::columns(row, GOALS).len() > 1 && known(row, COLUMNS) < 3
}

fn known(row: &GridRow, aliases: Aliases) -> usize {
    label::columns(row, aliases).len()
}

/// Whether a row has the columns without which there is no table.
fn is_header(row: &GridRow, aliases: Aliases) -> bool {
    let columns = label::columns(row, aliases);
    let has = |wanted: &[&str]| columns.iter().any(|(key, _)| wanted.contains(key));
    if aliases == FUNDS {
        let money = ["initial", "budget", "received", "executed"];
        money.iter().filter(|key| has(&[key])).count() > 1
    } else {
        has(&["level1", "level2"])
            && has(&["name"])
            && has(&["target", "actual", "weight", "score"])
    }
}

/// Two rows of a header as one, by columns; `None` if the lower one has a cell that names nothing.
fn two_in_one(above: &GridRow, below: &GridRow, aliases: Aliases) -> Option<GridRow> {
    if above.loose && is_packed(above) && is_packed(below) {
        if let Some(row) = unpacked(above, below, aliases) {
            return Some(row);
        }
    }
    // The group of a column is the nearest cell above that begins at it or before it.
    let group = |column: usize| {
        let group = above.cells.iter().rfind(|cell| cell.column <= column)?;
        below.cell(group.column).map(|_| group)
    };
    let mut cells = Vec::new();
    for cell in &below.cells {
        let name = match group(cell.column) {
            Some(group) => name_under(&group.text, &cell.text, aliases),
            None => Some(cell.text.clone()).filter(|text| is_name(text, aliases)),
        };
        cells.push(cell.with_text(name?));
    }
    let rest = above.cells.iter().filter(|cell| below.cell(cell.column).is_none());
    cells.extend(rest.map(|cell| cell.moved(above, cell.column)));
    let cells = sorted_by_key(cells, |cell: &GridCell| cell.column);
    Some(GridRow { cells, ..below.clone() })
}

fn is_name(text: &str, aliases: Aliases) -> bool {
    label::named(text, aliases).is_some() || label::path(text, &[ASIDE]).is_some()
}

/// The name of a column from the name of its group and its own: 年初 under 指标值 is 年初指标值,
/// 指标 under 一级 is 一级指标, and 指标值 under 绩效指标 is 指标值.
fn name_under(group: &str, own: &str, aliases: Aliases) -> Option<String> {
    let (down, up) = ([group, own].concat(), [own, group].concat());
    let exact = |text: &String| label::named_exactly(text, aliases).is_some();
    if let Some(name) = [&down, &up].into_iter().find(|name| exact(name)) {
        return Some(name.clone());
    }
    let key = label::key(group);
    if OTHER_YEARS.iter().any(|year| key.starts_with(year)) {
        return Some(down);
    }
    if is_name(own, aliases) {
        return may_be_below(group, own, aliases).then(|| own.to_owned());
    }
    label::named(&down, aliases).is_some().then_some(down)
}

/// Whether a column may be one of a group that is itself named like a column.
fn may_be_below(group: &str, own: &str, aliases: Aliases) -> bool {
    let (Some(group), Some(own)) = (label::named(group, aliases), label::named(own, aliases))
    else {
        return true;
    };
    let parts: &[&str] = match group {
        "target" => &["sign", "periodTarget", "unit"],
        "initial" | "budget" => &["initial", "budget"],
        "executed" => &["rate"],
        "weight" | "score" => &["weight", "coefficient", "score"],
        _ => &[],
    };
    own == group || parts.contains(&own)
}

/// Whether a row has no blank cell before its last one.
fn is_packed(row: &GridRow) -> bool {
    row.cells.iter().enumerate().all(|(index, cell)| cell.column == index)
}

/// Two rows from which a converter has left out the cells merged over or beside others: 绩效指标
/// over the levels, the column of targets over 指标性质, 指标值, 度量单位.
fn unpacked(above: &GridRow, below: &GridRow, aliases: Aliases) -> Option<GridRow> {
    let group = |text: &str| -> Option<&[&str]> {
        if label::path(text, &[ASIDE]).is_some() {
            return Some(&["level1", "level2", "name"]);
        }
        let key = label::named(text, aliases)?;
        (key == "target").then_some(&["sign", "target", "periodTarget", "unit"])
    };
    let mut children = below.cells.iter().peekable();
    let mut cells: Vec<GridCell> = Vec::new();
    for cell in &above.cells {
        let keys = group(&cell.text).unwrap_or(&[]);
        let before = cells.len();
        let is_child = |child: &&GridCell| {
            label::named(&child.text, aliases).is_some_and(|key| keys.contains(&key))
        };
        while let Some(child) = children.next_if(is_child) {
            cells.push(child.moved(below, cells.len()));
        }
        if cells.len() == before {
            cells.push(cell.moved(above, cells.len()));
        }
    }
    (children.peek().is_none() && cells.len() > above.cells.len())
        .then(|| GridRow { cells, ..below.clone() })
}
