//! Writes a filing as text to paste into a worksheet, and reads that text again. This is the one
//! layout that is known rather than recognised by its labels.
//!
//! Every document begins with [`MARK`] and the title of its kind. A cell is a row, with the titles
//! that lead to it first. A list of records is a table, one record a row under a header of titles;
//! what a record holds besides cells follows below, under a label of its own:
//!
//! ```text
//! 绩效表格（jixiao）      项目支出绩效自评表
//! 年度                    2025
//! 年度资金·年度资金总额·全年预算数   100
//! 绩效指标         序号   一级指标   三级指标   年度指标值
//!                  1      产出指标   修复河道   ≥12公里
//! ```
//! Worksheets and clipboards drop the space around a text and the tabs in it; everything else
//! survives the round trip.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::grid::{GridCell, GridRow};
use super::location::Location;
use crate::error::{Error, ErrorKind};
use crate::filing::Kind;
use crate::filing::record::{Holds, Member, Shape};
use crate::json::{Json, Members};

/// The first cell of a document.
pub const MARK: &str = "绩效表格（jixiao）";
const NUMBER: &str = "序号";
/// A table cell that the record does not have, as opposed to a blank one.
const ABSENT: &str = "∅";
const BETWEEN: char = '·';
/// The column of labels and, in a table, of record numbers; the first cell of both.
const LABEL: usize = 0;
const COUNT: usize = 1;
const FIRST: usize = 2;
/// Most steps of a label; no document is deeper.
const MOST_STEPS: usize = 24;

/// Titles of earlier versions, which are still read: of kinds of document, and of the fields with a
/// key, whichever record they belong to.
const FORMER_KINDS: &[(&str, Kind)] =
    &[("项目绩效目标表", Kind::ProjectTargets), ("基金收支情况表", Kind::FundAccounts)];
const FORMER: &[(&str, &str)] = &[
    ("部门", "department"),
    ("支出合计", "expenditure"),
    ("收入合计", "income"),
    ("总体目标", "goals"),
    ("其他资金", "other"),
    ("本级使用资金", "own"),
    ("对下转移支付资金", "transfer"),
    ("绩效指标", "indicators"),
    ("三级指标", "name"),
    ("年度指标值", "target"),
    ("偏差原因", "reason"),
    ("项目名称", "project"),
    ("开始时间", "start"),
    ("结束时间", "end"),
    ("金额", "amount"),
    ("其中", "parts"),
    ("名称", "name"),
    ("本年预算数", "budget"),
    ("存在问题", "problems"),
    ("评价内容", "group"),
    ("评价内容分值", "groupWeight"),
    ("评价内容分项", "subgroup"),
    ("得分", "score"),
    ("经费", "lines"),
    ("楼堂馆所", "buildings"),
];

/// The title of a key; the key itself if no form has a title for it.
fn title<'a>(shape: Option<&Shape>, key: &'a str) -> &'a str {
    shape.and_then(|shape| shape.member(key)).map_or(key, |member| member.field.title())
}

/// The member of a record that has, or had, this title.
fn titled(shape: &Shape, title: &str) -> Option<&'static Member> {
    shape.all().find(|member| member.field.title() == title).or_else(|| {
        let (_, key) = FORMER.iter().find(|(former, _)| *former == title)?;
        shape.member(key)
    })
}

fn kind(key: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.key() == key)
}

/// The kind of document that is or was called so.
fn kind_titled(title: &str) -> Option<Kind> {
    let current = Kind::ALL.iter().map(|kind| (kind.title(), *kind));
    let mut known = current.chain(FORMER_KINDS.iter().copied());
    known.find(|(known, _)| *known == title).map(|(_, kind)| kind)
}

// ── Writing

/// The documents of a filing as text to paste into a worksheet.
///
/// If `filing` has no list of documents.
pub fn write(filing: &Json<'_>) -> Result<String, Error> {
    let documents = filing.get("documents").and_then(Json::as_array).ok_or_else(|| {
        Error::new(ErrorKind::NotAFiling, "/documents", "expected a list of documents")
    })?;
    let mut text = String::new();
    for (index, document) in documents.iter().enumerate() {
        let members = document.as_object().ok_or_else(|| {
            Error::new(
                ErrorKind::NotAFiling,
                format!("/documents/{index}"),
                "expected an object with a kind",
            )
        })?;
        if index > 0 {
            text.push('\n');
        }
        let key = members.get("kind").and_then(Json::as_str).unwrap_or("");
        let kind = kind(key);
        let title = kind.map_or(key, |kind| kind.title());
        line(&mut text, [(LABEL, MARK), (FIRST, title)].into_iter());
        let shape = kind.map(|kind| kind.shape());
        record(&mut text, "", shape, members.iter().filter(|(key, _)| *key != "kind"));
    }
    Ok(text)
}

/// Writes the members of a record whose label is `path`.
fn record<'a, 'j: 'a>(
    text: &mut String,
    path: &str,
    shape: Option<&Shape>,
    members: impl Iterator<Item = (&'a str, &'a Json<'j>)>,
) {
    for (key, value) in members {
        let title = title(shape, key);
        let path =
            if path.is_empty() { title.to_owned() } else { format!("{path}{BETWEEN}{title}") };
        let inner = || shape.and_then(|shape| shape.member(key)?.holds.shape());
        match value {
            Json::Object(members) => record(text, &path, inner(), members.iter()),
            Json::Array(items) if items.iter().any(|item| item.as_object().is_none()) => {
                for (index, item) in items.iter().enumerate() {
                    line(
                        text,
                        [
                            (LABEL, &*format!("{path}{BETWEEN}{}", index.saturating_add(1))),
                            (FIRST, &*shown(item)),
                        ]
                        .into_iter(),
                    );
                }
            }
            Json::Array(items) => table(text, &path, inner(), items),
            value => line(text, [(LABEL, &*path), (FIRST, &*shown(value))].into_iter()),
        }
    }
}

/// Writes a list of records: their cells in a table, then everything else in them.
fn table(text: &mut String, path: &str, shape: Option<&Shape>, items: &[Json<'_>]) {
    let records = || items.iter().filter_map(Json::as_object);
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in records().flat_map(Members::iter).filter(|(_, value)| is_cell(value)) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let columns = || (FIRST..).zip(&keys);
    line(
        text,
        [(LABEL, path), (COUNT, NUMBER)]
            .into_iter()
            .chain(columns().map(|(column, key)| (column, title(shape, key)))),
    );
    for (index, record) in records().enumerate() {
        let number = index.saturating_add(1).to_string();
        let cells: Vec<(usize, Cow<'_, str>)> = columns()
            .map(|(column, key)| {
                (
                    column,
                    record
                        .get(key)
                        .filter(|value| is_cell(value))
                        .map_or(Cow::Borrowed(ABSENT), shown),
                )
            })
            .collect();
        line(
            text,
            [(COUNT, number.as_str())]
                .into_iter()
                .chain(cells.iter().map(|(column, cell)| (*column, &**cell))),
        );
    }
    for (index, members) in records().enumerate() {
        let path = format!("{path}{BETWEEN}{}", index.saturating_add(1));
        self::record(text, &path, shape, members.iter().filter(|(_, value)| !is_cell(value)));
    }
}

fn is_cell(value: &Json<'_>) -> bool {
    !matches!(value, Json::Object(_) | Json::Array(_))
}

fn shown<'a>(value: &'a Json<'_>) -> Cow<'a, str> {
    match value {
        Json::String(text) => Cow::Borrowed(text),
        Json::Null => Cow::Borrowed(""),
        Json::Bool(true) => Cow::Borrowed("是"),
        Json::Bool(false) => Cow::Borrowed("否"),
        other => Cow::Owned(other.to_string()),
    }
}

/// Writes one line with cells at their columns.
fn line<'a>(text: &mut String, cells: impl Iterator<Item = (usize, &'a str)>) {
    let mut column = 0usize;
    for (at, cell) in cells {
        while column < at {
            text.push('\t');
            column = column.saturating_add(1);
        }
        text.push_str(&pasteable(cell));
    }
    // A tab marks a line of ours; without it the line would be read as a paragraph.
    if column < FIRST {
        (column..FIRST).for_each(|_| text.push('\t'));
    }
    text.push('\n');
}

/// A cell as a worksheet takes it: with an apostrophe before what would be a formula, and with
/// several lines in quotes.
fn pasteable(cell: &str) -> String {
    let cell = cell.trim().replace('\t', " ").replace("\r\n", "\n").replace('\r', "\n");
    let guarded = if is_formula(&cell) { format!("'{cell}") } else { cell };
    if guarded.contains('\n') { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

fn is_formula(cell: &str) -> bool {
    let minus = cell
        .strip_prefix('-')
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit()));
    minus || cell.starts_with(['=', '+', '@', '\''])
}

// ── Reading

/// Whether a document begins at this row.
pub fn begins(row: &GridRow) -> bool {
    row.cells.first().is_some_and(|cell| cell.column == LABEL && cell.text == MARK)
}

/// Reads the document of these rows, the first of which has its [`MARK`].
pub fn read(
    rows: &[GridRow],
    pointer: &str,
    locations: &mut BTreeMap<String, Location>,
) -> Json<'static> {
    let mut document =
        WrittenDocument { json: Json::Object(Members::default()), shape: None, pointer, locations };
    let mut table: Option<WrittenTable> = None;
    for row in rows {
        match (cell_at(row, LABEL), cell_at(row, COUNT)) {
            (Some(mark), _) if mark.text == MARK => document.kind(row),
            (Some(label), None) => {
                table = None;
                let (steps, holds) = steps(&label.text, document.shape);
                if document.put(&steps, holds, row, FIRST) {
                    label.mark_read();
                }
            }
            (Some(label), Some(count)) if count.text == NUMBER => {
                let opened = WrittenTable::opened(&label.text, row, document.shape);
                if set(&mut document.json, &opened.path, Json::Array(Vec::new())) {
                    row.mark_read();
                    table = Some(opened);
                }
            }
            (None, Some(count)) => {
                if let Some(table) = &table {
                    document.record(table, row, count);
                }
            }
            _ => {}
        }
    }
    document.json
}

fn cell_at(row: &GridRow, column: usize) -> Option<&GridCell> {
    row.cells.iter().find(|cell| cell.column == column)
}

/// A document being read.
struct WrittenDocument<'a> {
    json: Json<'static>,
    /// The shape of the document; `None` while its kind is unknown.
    shape: Option<&'static Shape>,
    pointer: &'a str,
    locations: &'a mut BTreeMap<String, Location>,
}

impl WrittenDocument<'_> {
    fn kind(&mut self, row: &GridRow) {
        let name = cell_at(row, FIRST).map_or("", |cell| cell.text.as_str());
        let kind = kind_titled(name);
        self.shape = kind.map(|kind| kind.shape());
        let key = kind.map_or(name, |kind| kind.key());
        if set(&mut self.json, &["kind".to_owned()], Json::text(key.to_owned())) {
            row.mark_read();
        }
    }

    /// Puts the cell of a row at the path of `steps`.
    fn put(
        &mut self,
        steps: &[String],
        holds: Option<Holds>,
        row: &GridRow,
        column: usize,
    ) -> bool {
        let cell = cell_at(row, column);
        let text = cell.map_or("", |cell| unguarded(&cell.text));
        let flag = match holds {
            Some(Holds::Flag) => ["否", "是"].iter().position(|flag| *flag == text),
            _ => None,
        };
        let value = flag.map_or_else(|| Json::text(text.to_owned()), |flag| Json::Bool(flag == 1));
        let is_text = flag.is_none();
        let is_put = set(&mut self.json, steps, value);
        if is_put {
            cell.into_iter().for_each(GridCell::mark_read);
            if is_text {
                self.locations
                    .insert(format!("{}/{}", self.pointer, pointed(steps)), row.place.at(column));
            }
        }
        is_put
    }

    /// Puts a record of a table.
    fn record(&mut self, table: &WrittenTable, row: &GridRow, count: &GridCell) {
        let record = [&table.path[..], core::slice::from_ref(&count.text)].concat();
        if !set(&mut self.json, &record, Json::Object(Members::default())) {
            return;
        }
        count.mark_read();
        for (column, key, holds) in &table.columns {
            match cell_at(row, *column) {
                Some(cell) if cell.text == ABSENT => cell.mark_read(),
                _ => {
                    let steps = [&record[..], core::slice::from_ref(key)].concat();
                    self.put(&steps, *holds, row, *column);
                }
            }
        }
    }
}

/// A table being read: the list of its records, and the kinds of its columns.
struct WrittenTable {
    path: Vec<String>,
    columns: Vec<(usize, String, Option<Holds>)>,
}

impl WrittenTable {
    fn opened(label: &str, header: &GridRow, shape: Option<&'static Shape>) -> WrittenTable {
        let (path, holds) = steps(label, shape);
        let shape = holds.and_then(Holds::shape);
        let cells = header.cells.iter().filter(|cell| cell.column >= FIRST);
        let column = |cell: &GridCell| {
            let (key, holds) = step(&cell.text, shape);
            (cell.column, key, holds)
        };
        WrittenTable { path, columns: cells.map(column).collect() }
    }
}

/// `绩效指标·2·一级指标` → indicators, 2, level1, and what that member holds. A number selects a
/// record of a list, which has the list's shape.
fn steps(label: &str, shape: Option<&'static Shape>) -> (Vec<String>, Option<Holds>) {
    let (mut shape, mut holds) = (shape, None);
    let mut keys = Vec::new();
    for part in label.split(BETWEEN) {
        if number(part).is_some() {
            keys.push(part.to_owned());
        } else {
            let (key, content) = step(part, shape);
            keys.push(key);
            holds = content;
            shape = holds.and_then(Holds::shape);
        }
    }
    (keys, holds)
}

/// The key of a title in a record, and what it holds; the title itself if the record has no such
/// field.
fn step(title: &str, shape: Option<&Shape>) -> (String, Option<Holds>) {
    match shape.and_then(|shape| titled(shape, title)) {
        Some(member) => (member.field.key().to_owned(), Some(member.holds)),
        None => (title.to_owned(), None),
    }
}

/// The steps as a pointer, which counts from 0.
fn pointed(steps: &[String]) -> String {
    let step = |step: &String| match number(step) {
        Some(number) => number.saturating_sub(1).to_string(),
        None => step.replace('~', "~0").replace('/', "~1"),
    };
    steps.iter().map(step).collect::<Vec<_>>().join("/")
}

fn number(step: &str) -> Option<usize> {
    step.parse().ok().filter(|number| *number > 0)
}

/// Sets the value at `steps`, creating missing parents; `false` if they lead nowhere or something
/// is there already.
fn set(at: &mut Json<'static>, steps: &[String], value: Json<'static>) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        let is_free = *at == Json::Null;
        if is_free {
            *at = value;
        }
        return is_free;
    };
    if rest.len() > MOST_STEPS {
        return false;
    }
    match (number(step), at) {
        (Some(number), Json::Array(items)) if number <= items.len().saturating_add(1) => {
            if number > items.len() {
                items.push(begun(rest));
            }
            items.get_mut(number.saturating_sub(1)).is_some_and(|item| set(item, rest, value))
        }
        (None, Json::Object(members)) => {
            if members.get(step).is_none() {
                members.insert(step.clone().into(), begun(rest));
            }
            members.get_mut(step).is_some_and(|member| set(member, rest, value))
        }
        _ => false,
    }
}

/// The empty container that the remaining steps need.
fn begun(rest: &[String]) -> Json<'static> {
    match rest.first() {
        Some(step) if number(step).is_some() => Json::Array(Vec::new()),
        Some(_) => Json::Object(Members::default()),
        None => Json::Null,
    }
}

fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Collects every record shape below `shape`, itself included, once.
    fn shapes(shape: &'static Shape, found: &mut Vec<&'static Shape>) {
        if !found.iter().any(|known| known.name == shape.name) {
            found.push(shape);
            let inner = shape.all().filter_map(|member| member.holds.shape());
            inner.for_each(|inner| shapes(inner, found));
        }
    }

    #[test]
    fn a_title_leads_back_to_its_key() {
        let mut found = Vec::new();
        Kind::ALL.iter().for_each(|kind| shapes(kind.shape(), &mut found));
        for shape in found {
            for member in shape.all() {
                let (key, title) = (member.field.key(), member.field.title());
                assert_eq!(step(title, Some(shape)).0, key, "{}: {title}", shape.name);
                assert!(number(title).is_none() && !title.contains(BETWEEN), "{title}");
            }
        }
        for kind in Kind::ALL {
            assert_eq!(kind_titled(kind.title()).map(|kind| kind.key()), Some(kind.key()));
        }
    }

    #[test]
    fn titles_of_earlier_versions_are_read() {
        let of = |kind: &str, label: &str| {
            let shape = kind_titled(kind).map(|kind| kind.shape());
            steps(label, shape).0.join("/")
        };
        for (kind, label, path) in [
            ("部门整体绩效目标表", "部门", "department"),
            ("部门整体绩效目标表", "支出合计·项目支出", "expenditure/project"),
            ("部门整体绩效目标表", "事业发展性支出·其他资金", "development/other"),
            ("部门整体绩效目标表", "按预算级次划分·本级使用资金", "level/own"),
            ("部门整体绩效目标表", "年度重点工作任务·2·绩效指标", "tasks/2/indicators"),
            ("项目绩效目标表", "开始时间", "start"),
            ("项目绩效目标表", "其中·1·名称", "parts/1/name"),
            ("项目支出绩效自评表", "偏差原因", "reason"),
            ("项目支出绩效自评表", "年度资金·其中·1·本年预算数", "funds/parts/1/budget"),
            ("转移支付绩效自评表", "资金管理情况·1·存在问题", "management/1/problems"),
            ("部门整体支出绩效评分表", "评分项目·3·评价内容", "items/3/group"),
            ("部门整体支出绩效评分表", "加减分项·1·得分", "bonus/1/score"),
            ("部门整体支出绩效评价基础数据表", "经费·1·其中·2·名称", "lines/1/parts/2/name"),
            ("基金收支情况表", "支出合计·其中·1·名称", "expenditure/parts/1/name"),
            ("项目支出绩效自评表", "还有什么", "还有什么"),
        ] {
            assert_eq!(of(kind, label), path, "{kind} {label}");
        }
    }

    #[test]
    fn what_a_worksheet_would_work_out_is_guarded() {
        for (cell, pasted) in [
            ("=100%", "'=100%"),
            ("-5.00", "-5.00"),
            ("- 建成", "'- 建成"),
            ("'", "''"),
            ("—", "—"),
            ("≥90%", "≥90%"),
        ] {
            assert_eq!(pasteable(cell), pasted);
            assert_eq!(unguarded(pasted), cell);
        }
        assert_eq!(pasteable("a\t\"b\"\r\nc"), "\"a \"\"b\"\"\nc\"");
    }
}
