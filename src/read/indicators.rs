//! The indicator table that most forms have: a header row that names its columns, then rows whose
//! merged levels are filled down.

use super::align::{Holds, align, is_level1, may_belong};
use super::grid::{GridCell, GridRow, RowPlace};
use super::label::{self, columns};
use super::leftover::{self, is_leftover};
use super::node::{Node, NodeRecord};
use super::words::indicators::{APPROVALS, ASIDE, COLUMNS, GRADE_LABELS, NAMES, TOTALS};
use crate::json::Json;
use crate::order::sorted_by_key;
use crate::value::text::compact;

/// An indicator table being read.
pub struct IndicatorTable {
    columns: Vec<(&'static str, usize)>,
    /// The column of `序号`.
    number: Option<usize>,
    /// Whether the header is in a table that has an end.
    is_bounded: bool,
    heading: Option<Node>,
    rows: Vec<NodeRecord>,
}

/// Opens a table if the row is a header.
pub fn header(row: &GridRow) -> Option<IndicatorTable> {
    let mut columns = columns(row, COLUMNS);
    for_period(&mut columns);
    of_row(row, &mut columns);
    add_name(row, &mut columns);
    let has = |key: &str| columns.iter().any(|(known, _)| *known == key);
    let table = has("name") && (has("target") || has("level1")) || has("level1") && has("target");
    if !table {
        return None;
    }
    for cell in &row.cells {
        if columns.iter().any(|(_, column)| *column == cell.column)
            || label::path(&cell.text, &[ASIDE]).is_some()
        {
            cell.mark_read();
        }
    }
    let number =
        row.cells.iter().find(|cell| label::key(&cell.text) == "序号").map(|cell| cell.column);
    let first = columns.iter().map(|(_, column)| *column).min().unwrap_or(0);
    let is_unknown = |cell: &&GridCell| {
        cell.column > first && columns.iter().all(|(_, column)| *column != cell.column)
    };
    let unknown: Vec<_> =
        row.cells.iter().filter(is_unknown).map(|cell| (UNKNOWN, cell.column)).collect();
    columns.extend(unknown);
    let columns = sorted_by_key(columns, |(_, column)| *column);
    let is_bounded = matches!(row.place, RowPlace::Table { .. });
    Some(IndicatorTable { columns, number, is_bounded, heading: None, rows: Vec::new() })
}

/// The column of names under a label that is elsewhere beside the table: right of the levels, or
/// left of all columns in a table without levels, `指标 | 分值 | 目标 | 完成情况 | 得分`.
fn add_name(row: &GridRow, columns: &mut Vec<(&'static str, usize)>) {
    let of = |key: &str| columns.iter().find(|(known, _)| *known == key).map(|(_, column)| *column);
    if of("name").is_some() {
        return;
    }
    let first = columns.iter().map(|(_, column)| *column).min();
    let level = of("level2").or_else(|| of("level1"));
    let is_of_values = of("target").is_some() && of("actual").or_else(|| of("score")).is_some();
    let is_name = |column: usize| match level {
        Some(level) => column > level,
        None => is_of_values && Some(column) < first,
    };
    let name = label::columns(row, NAMES).into_iter().find(|(_, column)| is_name(*column));
    columns.extend(name.map(|(_, column)| ("name", column)));
    *columns = sorted_by_key(core::mem::take(columns), |(_, column)| *column);
}

/// Of two target columns the adjusted one counts; of points behind each level, the last, which are
/// the row's own.
fn of_row(row: &GridRow, columns: &mut [(&'static str, usize)]) {
    let is_adjusted = |column: usize| {
        row.cell(column).is_some_and(|cell| label::key(&cell.text).starts_with("调整"))
    };
    let adjusted = columns.iter().any(|(key, column)| *key == "target" && is_adjusted(*column));
    let last_level = columns
        .iter()
        .filter(|(key, _)| matches!(*key, "level1" | "level2" | "name"))
        .map(|(_, column)| *column)
        .max();
    let own = columns.iter().any(|(key, column)| *key == "weight" && Some(*column) > last_level);
    for (key, column) in columns {
        let is_others = match *key {
            "target" => adjusted && !is_adjusted(*column),
            "weight" => own && Some(*column) < last_level,
            _ => false,
        };
        if is_others {
            *key = UNKNOWN;
        }
    }
}

/// `二级指标 三级指标 指标值 二级指标 三级指标 指标值`: targets of the whole period beside this
/// year's.
fn for_period(columns: &mut [(&'static str, usize)]) {
    let names = columns.iter().filter(|(key, _)| *key == "name").count();
    let targets = columns.iter().filter(|(key, _)| *key == "target").count();
    if names != 2 || targets != 2 {
        return;
    }
    for (key, period) in
        [("level2", PERIOD_LEVEL2), ("name", PERIOD_NAME), ("target", "periodTarget")]
    {
        let mut again = columns.iter_mut().filter(|(known, _)| *known == key);
        if let (Some(first), Some(_)) = (again.next(), again.next()) {
            first.0 = period;
        }
    }
}

// Columns of the table that are not cells of an indicator.
/// An unknown column: it takes its place among the columns, but its cells stay unread.
const UNKNOWN: &str = "";
const PERIOD_LEVEL2: &str = "periodLevel2";
const PERIOD_NAME: &str = "periodName";

/// What a column of this key holds.
pub fn holds(key: &str) -> Holds {
    match key {
        "level1" => Holds::Level1,
        "level2" | PERIOD_LEVEL2 => Holds::Level2,
        "name" | PERIOD_NAME => Holds::Name,
        "sign" => Holds::Sign,
        "unit" => Holds::Unit,
        "weight" | "score" | "coefficient" => Holds::Number,
        "reason" => Holds::Prose,
        _ => Holds::Anything,
    }
}

impl IndicatorTable {
    pub fn has(&self, key: &str) -> bool {
        self.columns.iter().any(|(known, _)| *known == key)
    }

    /// Reads a second header row, which splits a column of the first (`指标值` over `年初` and
    /// `调整后`). Returns whether the row is one.
    pub fn subheader(&mut self, row: &GridRow) -> bool {
        let named = columns(row, COLUMNS);
        let is_label = |cell: &GridCell| {
            named.iter().any(|(_, column)| *column == cell.column)
                || label::path(&cell.text, &[ASIDE]).is_some()
        };
        if !self.rows.is_empty() || named.is_empty() || !row.cells.iter().all(is_label) {
            return false;
        }
        row.mark_read();
        parted(&mut self.columns, named);
        true
    }

    /// Takes over the header repeated above further rows of the same table.
    pub fn reopen(&mut self, again: IndicatorTable) {
        self.columns = again.columns;
    }

    /// Sets the heading of the rows that follow.
    pub fn under(&mut self, heading: Option<Node>) {
        self.heading = heading.or(self.heading.take());
    }

    /// Reads a row of the table.
    pub fn row(&mut self, row: &GridRow) {
        if is_subtotal(row)
            || is_total(row)
            || self.is_bounded && matches!(row.place, RowPlace::Paragraph(_))
        {
            return;
        }
        let first = self.columns.iter().map(|(_, column)| *column).min().unwrap_or(0);
        // A row number is about as large as the row count; any other figure under 序号 is not a row
        // number.
        let counts_rows =
            |text: &str| text.parse::<usize>().is_ok_and(|number| number <= self.rows.len() + 100);
        let is_aside = |cell: &GridCell| {
            cell.column < first.max(1) && label::path(&cell.text, &[ASIDE]).is_some()
                || self.number == Some(cell.column) && counts_rows(&cell.text)
        };
        let (aside, cells): (Vec<&GridCell>, Vec<&GridCell>) =
            row.cells.iter().partition(|cell| is_aside(cell));
        aside.iter().for_each(|cell| cell.mark_read());
        if let [cell] = cells.as_slice() {
            if is_page_number(&cell.text) {
                return;
            }
            if is_heading(&cell.text) {
                self.heading = Some(Node::of(row, cell));
                return;
            }
        }
        if cells.is_empty() {
            return;
        }
        let kinds: Vec<(Holds, usize)> =
            self.columns.iter().map(|(key, column)| (holds(key), *column)).collect();
        let places = align(row, &cells, &kinds);
        let mut record = NodeRecord::default();
        if let Some(heading) = &self.heading {
            record.put("heading", heading.clone());
        }
        for (index, (key, column)) in self.columns.iter().enumerate() {
            if *key == UNKNOWN || record.get(key).is_some() {
                continue;
            }
            let here = cells
                .iter()
                .zip(&places)
                .filter(|(_, place)| **place == Some(index))
                .map(|(cell, _)| cell);
            let mut node = Node::blank(&row.place, *column);
            here.for_each(|cell| node.extend(Node::of(row, cell), "\n"));
            record.put(key, node);
        }
        // A line with only a number, or with cells in no known column, is not an indicator.
        if self.columns.iter().any(|(key, _)| record.get(key).is_some_and(|node| !node.is_blank()))
        {
            self.rows.extend(of_period(&mut record));
            self.rows.push(record);
        }
    }

    pub fn finish(mut self) -> Node {
        let left: Vec<bool> = self.rows.iter().map(is_leftover).collect();
        self.rows.iter_mut().for_each(leftover::without_marks);
        fill(&mut self.rows);
        // A form that has no other rows is a template.
        let is_template = left.iter().all(|is_leftover| *is_leftover);
        let rows = self.rows.into_iter().zip(left);
        let filled = rows.filter(|(_, is_leftover)| is_template || !is_leftover);
        Node::List(filled.map(|(row, _)| Node::Record(row)).collect())
    }
}

/// Takes the cells of the whole period out of a row, and makes them an indicator of their own if
/// the period has another indicator than the year.
fn of_period(record: &mut NodeRecord) -> Option<NodeRecord> {
    let (level2, name) = (record.take(PERIOD_LEVEL2), record.take(PERIOD_NAME)?);
    let same = |own: Option<&Node>, other: &Node| {
        own.is_some_and(|own| compact(own.text()) == compact(other.text()))
    };
    if name.is_blank() || same(record.get("name"), &name) {
        return None;
    }
    let mut other = NodeRecord::default();
    for key in ["heading", "level1"] {
        record
            .get(key)
            .cloned()
            .into_iter()
            .for_each(|node| other.put(if key == "heading" { "heading" } else { "level1" }, node));
    }
    level2.into_iter().for_each(|level2| other.put("level2", level2));
    other.put("name", name);
    record.take("periodTarget").into_iter().for_each(|target| other.put("periodTarget", target));
    if record.get("name").is_none_or(Node::is_blank) {
        *record = other;
        return None;
    }
    Some(other)
}

/// Replaces the columns that a second header row splits by its own.
pub fn parted(columns: &mut Vec<(&'static str, usize)>, named: Vec<(&'static str, usize)>) {
    columns.retain(|(key, column)| !named.iter().any(|(below, at)| below == key || at == column));
    columns.extend(named);
    *columns = sorted_by_key(core::mem::take(columns), |(_, column)| *column);
}

/// `年度目标1：（40分） 修复河道`: a heading above level 1, and the goal that it stands for.
pub fn heading_and_goal(row: &GridRow) -> Option<(&GridCell, &[GridCell])> {
    let (first, goal) = row.cells.split_first()?;
    let key = label::key(&first.text);
    let number = ["年度绩效目标", "年度目标", "绩效目标"]
        .iter()
        .find_map(|start| key.strip_prefix(start))?;
    let is_numbered =
        number.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    (is_numbered && number.chars().count() <= 8 && goal.len() < 2).then_some((first, goal))
}

/// `— 3 —`, `第3页 共8页`: a page footer in the middle of a table.
fn is_page_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "-—–－第页共/ 　".contains(c))
}

/// `年度绩效目标1(40分)` above the rows that belong to it.
fn is_heading(text: &str) -> bool {
    let key = compact(text);
    (key.starts_with("年度绩效目标")
        || key.starts_with("年度目标")
        || key.starts_with("长期绩效目标"))
        && key.chars().count() < 60
}

/// Fills merged levels down. A converter may put the name of a merged group in the middle of its
/// rows; the rows above the name that cannot belong to the previous group belong to this one.
fn fill(rows: &mut [NodeRecord]) {
    let printed: Vec<Node> = rows
        .iter()
        .map(|row| row.get("level1").cloned().unwrap_or(Node::Fixed(Json::Null)))
        .collect();
    let mut next: Vec<Option<usize>> = vec![None; rows.len()];
    let mut coming = None;
    for (index, slot) in next.iter_mut().enumerate().rev() {
        *slot = coming;
        if printed.get(index).is_some_and(|node| !node.is_blank()) {
            coming = Some(index);
        }
    }
    let mut level1: Option<Node> = None;
    let mut level2: Option<Node> = None;
    for (index, row) in rows.iter_mut().enumerate() {
        let own1 = row.get("level1").filter(|node| !node.is_blank()).cloned();
        let own2 = row.get("level2").filter(|node| !node.is_blank()).cloned();
        let named = row.get("name").is_some_and(|node| !node.is_blank());
        match (&own1, &own2) {
            (Some(own), _) => {
                if level1.as_ref().is_none_or(|above| above.text() != own.text()) && own2.is_none()
                {
                    // A new group does not inherit the previous level 2, unless that level may
                    // belong to it.
                    level2 = level2.filter(|below| {
                        may_belong(below.text(), own.text())
                            && !may_belong_elsewhere(below.text(), level1.as_ref())
                    });
                }
                level1 = Some(own.clone());
            }
            (None, Some(own)) => {
                let stays =
                    level1.as_ref().is_some_and(|above| may_belong(own.text(), above.text()));
                let coming = next.get(index).copied().flatten().and_then(|next| printed.get(next));
                if let (false, Some(coming)) = (stays, coming) {
                    if may_belong(own.text(), coming.text()) && is_level1(coming.text()) {
                        level1 = Some(coming.clone());
                    }
                }
            }
            (None, None) => {}
        }
        if own2.is_some() {
            level2 = own2.clone();
        }
        if row.get("level1").is_some() && own1.is_none() {
            if let Some(above) = &level1 {
                row.put("level1", above.clone());
            }
        }
        // A name that spans the level columns, as `预算执行率` does, belongs to this row alone.
        let filled = ["target", "actual"]
            .iter()
            .any(|key| row.get(key).is_some_and(|node| !node.is_blank()));
        if let (Some(own), None, false, true) = (&own1, &own2, named, filled) {
            if row.get("name").is_some() && !is_level1(own.text()) {
                row.put("name", own.clone());
            }
        }
        if row.get("level2").is_some() && own2.is_none() && named {
            if let Some(above) = &level2 {
                row.put("level2", above.clone());
            }
        }
    }
}

fn may_belong_elsewhere(level2: &str, level1: Option<&Node>) -> bool {
    level1.is_some_and(|above| may_belong(level2, above.text()))
}

pub fn is_total(row: &GridRow) -> bool {
    row.cells.first().is_some_and(|cell| is_total_label(&cell.text))
}

/// Whether a text is the label of a total.
pub fn is_total_label(text: &str) -> bool {
    TOTALS.contains(&&*label::key(text))
}

/// A line below the table for the opinion of others: `财政部门初审意见 | （盖章）`.
pub fn is_approval(row: &GridRow) -> bool {
    let is_short = row.cells.len() <= 3 && row.cells.iter().all(|cell| !cell.text.contains('%'));
    let key = row.cells.first().filter(|_| is_short).map(|cell| label::key(&cell.text));
    key.is_some_and(|key| {
        key.chars().count() <= 24 && APPROVALS.iter().any(|end| key.ends_with(end))
    })
}

/// A subtotal of the table; no document has a cell for it.
pub fn is_subtotal(row: &GridRow) -> bool {
    let is_named = |cell: &GridCell| {
        ["小计", "指标合计"].iter().any(|end| label::key(&cell.text).ends_with(end))
    };
    row.cells.iter().take(3).any(is_named)
}

/// Reads a row of totals: `总分 … 100 99.54`, `总分 100 总得分 99.54 自评等级 优`.
pub fn total(row: &GridRow, table: Option<&IndicatorTable>, to: &mut NodeRecord) -> bool {
    let Some((first, rest)) = row.cells.split_first().filter(|_| is_total(row)) else {
        return false;
    };
    first.mark_read();
    let is_label =
        |cell: &&GridCell| [TOTALS, &GRADE_LABELS].concat().contains(&&*label::key(&cell.text));
    let (labels, rest): (Vec<&GridCell>, Vec<&GridCell>) = rest.iter().partition(is_label);
    labels.iter().for_each(|cell| cell.mark_read());
    let column = |key: &str| {
        table
            .and_then(|table| table.columns.iter().find(|(known, _)| *known == key))
            .map(|(_, column)| *column)
    };
    let (weight, score) = (column("weight"), column("score"));
    let (grades, mut figures): (Vec<&GridCell>, Vec<&GridCell>) =
        rest.into_iter().partition(|cell| is_grade(&cell.text));
    // A merged cell appears once for each of its columns; full marks may be both weight and score.
    let are_one = figures.windows(2).all(
        |pair| matches!(pair, [one, next] if one.text == next.text && compact(&one.text) != "100"),
    );
    if are_one {
        figures.truncate(1);
    }
    // One figure may be in a cell that is merged over both columns, or over more.
    let only = if let [only] = figures.as_slice() { Some(*only) } else { None };
    let is_full = only.is_some_and(|only| compact(&only.text) == "100");
    let paths: &[&'static str] = match only {
        None if weight.is_none() => &["total/score"],
        None => &["total/weight", "total/score"],
        Some(_) if weight.is_none() || !is_full && score.is_some() => &["total/score"],
        Some(only) if weight == Some(only.column) => &["total/weight"],
        Some(only) if score == Some(only.column) => &["total/score"],
        // The single 100 may be the weight or the score: ambiguous.
        Some(_) => &[],
    };
    // A text may have lost a tab; figures of more columns than these two, or in a table with columns
    // of its own, are each in their column.
    let in_order = only.is_some() || row.loose && figures.len() <= paths.len();
    let path_of = |index: usize, cell: &GridCell| match Some(cell.column) {
        _ if in_order => paths.get(index).copied(),
        column if column == weight => Some("total/weight"),
        column if column == score => Some("total/score"),
        _ => None,
    };
    for (index, cell) in figures.into_iter().enumerate() {
        if let Some(path) = path_of(index, cell) {
            to.put(path, Node::of(row, cell));
        }
    }
    for cell in grades {
        to.offer("total/grade", Node::of(row, cell));
    }
    if let (None, Some(points)) = (to.get("total/weight"), printed_points(&first.text)) {
        to.put("total/weight", Node::Cell { text: points.to_owned(), at: row.at(first) });
    }
    for (path, column) in [("total/weight", weight), ("total/score", score)] {
        if let (None, Some(column), None) = (to.get(path), column, only) {
            to.put(path, Node::blank(&row.place, column));
        }
    }
    true
}

/// The 100 of `总分（100分）`.
fn printed_points(label: &str) -> Option<&str> {
    let (_, inside) = label.trim_end_matches([')', '）']).rsplit_once(['(', '（'])?;
    let points = inside.trim().strip_suffix('分')?;
    (!points.is_empty() && points.bytes().all(|byte| byte.is_ascii_digit())).then_some(points)
}

/// `优`, `良好`
fn is_grade(text: &str) -> bool {
    text.chars().count() <= 2 && text.starts_with(['优', '良', '中', '差'])
}
