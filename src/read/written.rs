//! A filing as text to paste into a worksheet, and that text read again: the one layout that is not
//! recognised by its labels but known.
//!
//! Every document opens with [`MARK`] and the name of its kind. A cell is a row, its label before
//! it; a list of records is a table, a row each under a header of labels, and what a record holds
//! besides cells follows under a label of its own:
//!
//! ```text
//! 绩效表格（jixiao）      项目支出绩效自评表
//! 年度                    2025
//! 年度资金·年度资金总额·全年预算数   100
//! 绩效指标         序号   一级指标   三级指标   年度指标值
//!                  1      产出指标   修复河道   ≥12公里
//! ```
//! Worksheets and clipboards keep neither space around a text nor tabs in it; everything else comes
//! back as it was.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::grid::{GridCell, GridRow};
use super::location::Location;
use crate::error::{Error, ErrorKind};
use crate::json::{Json, Members};

/// What opens a document.
pub const MARK: &str = "绩效表格（jixiao）";
const NUMBER: &str = "序号";
/// In a table: this record has no such cell. A blank one is there.
const ABSENT: &str = "∅";
const BETWEEN: char = '·';
/// Where a row tells its label, a table's record its number, and both their first cell.
const LABEL: usize = 0;
const COUNT: usize = 1;
const FIRST: usize = 2;
/// No document goes deeper.
const MOST_STEPS: usize = 24;

const KINDS: [(&str, &str); 9] = [
    ("departmentTargets", "部门整体绩效目标表"),
    ("projectTargets", "项目绩效目标表"),
    ("departmentEvaluation", "部门整体支出绩效自评表"),
    ("projectEvaluation", "项目支出绩效自评表"),
    ("transferEvaluation", "转移支付绩效自评表"),
    ("scoreSheet", "部门整体支出绩效评分表"),
    ("baseData", "部门整体支出绩效评价基础数据表"),
    ("fundAccounts", "基金收支情况表"),
    ("narrative", "绩效自评报告"),
];

/// What a key is called: under the keys listed, else anywhere.
const LABELS: &[(&str, &str, &[&str])] = &[
    ("title", "标题", &[]),
    ("year", "年度", &[]),
    ("department", "部门", &[]),
    ("filedOn", "填报日期", &[]),
    ("unit", "度量单位", &["indicators"]),
    ("unit", "金额单位", &[]),
    ("project", "项目支出", &["expenditure"]),
    ("project", "项目名称", &[]),
    ("implementer", "实施单位", &[]),
    ("start", "开始时间", &[]),
    ("end", "结束时间", &[]),
    ("reason", "偏差原因", &[]),
    ("conclusion", "评价结论", &[]),
    ("problems", "存在问题", &[]),
    ("measures", "改进措施", &[]),
    ("funds", "年度资金", &[]),
    ("breakdowns", "资金构成", &[]),
    ("of", "构成的是", &[]),
    ("total", "年度资金总额", &["funds"]),
    ("total", "合计", &["breakdowns", "expenditure", "income"]),
    ("total", "总分", &[]),
    ("parts", "其中", &[]),
    ("amount", "金额", &[]),
    ("initial", "年初预算数", &[]),
    ("received", "到位数", &[]),
    ("executed", "全年执行数", &[]),
    ("balance", "结余", &[]),
    ("weight", "分值", &[]),
    ("rate", "控制率", &["staffing"]),
    ("rate", "执行率", &[]),
    ("score", "得分", &[]),
    ("grade", "等级", &[]),
    ("goals", "总体目标", &[]),
    ("expected", "预期目标", &[]),
    ("achieved", "实际完成情况", &[]),
    ("indicators", "绩效指标", &[]),
    ("heading", "目标", &["indicators"]),
    ("heading", "小标题", &[]),
    ("level1", "一级指标", &[]),
    ("level2", "二级指标", &[]),
    ("name", "三级指标", &["indicators"]),
    ("name", "名称", &[]),
    ("sign", "指标性质", &[]),
    ("target", "年度指标值", &[]),
    ("periodTarget", "实施周期指标值", &[]),
    ("actual", "实际完成值", &["indicators"]),
    ("actual", "实际在职人数", &["staffing"]),
    ("actual", "实际投资", &["buildings"]),
    ("actual", "本年决算数", &[]),
    ("coefficient", "得分系数", &[]),
    ("management", "资金管理情况", &[]),
    ("account", "情况说明", &[]),
    ("staff", "财政供养人员数", &[]),
    ("units", "下属二级单位数", &[]),
    ("expenditure", "支出合计", &[]),
    ("basic", "基本支出", &[]),
    ("income", "收入合计", &[]),
    ("fiscal", "财政拨款", &[]),
    ("other", "其他资金", &[]),
    ("development", "事业发展性支出", &[]),
    ("special", "财政专项资金", &[]),
    ("level", "按预算级次划分", &[]),
    ("own", "本级使用资金", &[]),
    ("transfer", "对下转移支付资金", &[]),
    ("tasks", "年度重点工作任务", &[]),
    ("content", "主要实施内容", &[]),
    ("fundType", "资金类型", &[]),
    ("periodAmount", "总金额", &[]),
    ("purpose", "用途范围", &[]),
    ("basis", "政策依据", &[]),
    ("goal", "年度绩效目标", &[]),
    ("periodGoal", "实施周期绩效目标", &[]),
    ("items", "评分项目", &[]),
    ("group", "评价内容", &[]),
    ("groupWeight", "评价内容分值", &[]),
    ("subgroup", "评价内容分项", &[]),
    ("note", "备注", &[]),
    ("bonus", "加减分项", &[]),
    ("staffing", "财政供养人员情况", &[]),
    ("quota", "编制数", &[]),
    ("lines", "经费", &[]),
    ("previous", "上年决算数", &[]),
    ("partial", "其中为部分列示", &[]),
    ("buildings", "楼堂馆所", &[]),
    ("approvedArea", "批复规模", &[]),
    ("actualArea", "实际规模", &[]),
    ("areaRate", "规模控制率", &[]),
    ("costRate", "投资概算控制率", &[]),
    ("budget", "全年预算数", &["funds", "total"]),
    ("budget", "预算投资", &["buildings"]),
    ("budget", "本年预算数", &[]),
    ("fund", "基金名称", &[]),
    ("opening", "期初余额", &[]),
    ("surplus", "当期收支结余", &[]),
    ("closing", "期末滚存结余", &[]),
    ("sections", "章节", &[]),
    ("text", "正文", &[]),
];

fn label<'a>(key: &'a str, under: &str) -> &'a str {
    let named = |(known, _, parents): &&(&str, &'static str, &[&str])| {
        *known == key && (parents.is_empty() || parents.contains(&under))
    };
    LABELS.iter().find(named).map_or(key, |(_, label, _)| label)
}

fn key(label: &str) -> &str {
    LABELS.iter().find(|(_, known, _)| *known == label).map_or(label, |(key, ..)| key)
}

// ── Writing
// ────────────────────────────────────────────────────────────────────────────────────────────

/// The documents of a filing as text to paste into a worksheet.
///
/// # Errors
/// Where `filing` has no list of documents.
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
        let kind = members.get("kind").and_then(Json::as_str).unwrap_or("");
        let name = KINDS.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, name)| name);
        line(&mut text, [(LABEL, MARK), (FIRST, name)].into_iter());
        record(&mut text, "", "", members.iter().filter(|(key, _)| *key != "kind"));
    }
    Ok(text)
}

/// The members of a record whose label is `path` and whose key is `under`.
fn record<'a, 'j: 'a>(
    text: &mut String,
    path: &str,
    under: &str,
    members: impl Iterator<Item = (&'a str, &'a Json<'j>)>,
) {
    for (key, value) in members {
        let path = if path.is_empty() {
            label(key, under).to_owned()
        } else {
            format!("{path}{BETWEEN}{}", label(key, under))
        };
        match value {
            Json::Object(members) => record(text, &path, key, members.iter()),
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
            Json::Array(items) => table(text, &path, key, items),
            value => line(text, [(LABEL, &*path), (FIRST, &*shown(value))].into_iter()),
        }
    }
}

/// A list of records: their cells in a table, then what else they hold.
fn table(text: &mut String, path: &str, under: &str, items: &[Json<'_>]) {
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
            .chain(columns().map(|(column, key)| (column, label(key, under)))),
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
        self::record(text, &path, under, members.iter().filter(|(_, value)| !is_cell(value)));
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

/// One line, its cells at their columns.
fn line<'a>(text: &mut String, cells: impl Iterator<Item = (usize, &'a str)>) {
    let mut column = 0usize;
    for (at, cell) in cells {
        while column < at {
            text.push('\t');
            column = column.saturating_add(1);
        }
        text.push_str(&pasteable(cell));
    }
    // A line is told from a paragraph by its tabs.
    if column < FIRST {
        (column..FIRST).for_each(|_| text.push('\t'));
    }
    text.push('\n');
}

/// A cell as a worksheet takes it: what it would work out as a formula after an apostrophe, which
/// it hides; several lines in quotes.
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
// ────────────────────────────────────────────────────────────────────────────────────────────

/// Does a document begin at this row?
pub fn begins(row: &GridRow) -> bool {
    row.cells.first().is_some_and(|cell| cell.column == LABEL && cell.text == MARK)
}

/// The document of these rows, the first of which is its [`MARK`].
pub fn read(
    rows: &[GridRow],
    pointer: &str,
    locations: &mut BTreeMap<String, Location>,
) -> Json<'static> {
    let mut document =
        WrittenDocument { json: Json::Object(Members::default()), pointer, locations };
    let mut table: Option<WrittenTable> = None;
    for row in rows {
        match (cell_at(row, LABEL), cell_at(row, COUNT)) {
            (Some(mark), _) if mark.text == MARK => document.kind(row),
            (Some(label), None) => {
                table = None;
                if document.put(&steps(&label.text), row, FIRST) {
                    label.mark_read();
                }
            }
            (Some(label), Some(count)) if count.text == NUMBER => {
                let opened = WrittenTable::opened(&label.text, row);
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
    pointer: &'a str,
    locations: &'a mut BTreeMap<String, Location>,
}

impl WrittenDocument<'_> {
    fn kind(&mut self, row: &GridRow) {
        let name = cell_at(row, FIRST).map_or("", |cell| cell.text.as_str());
        let kind = KINDS.iter().find(|(_, known)| *known == name).map_or(name, |(kind, _)| kind);
        if set(&mut self.json, &["kind".to_owned()], Json::text(kind.to_owned())) {
            row.mark_read();
        }
    }

    /// Puts what a row has in a column where the steps lead.
    fn put(&mut self, steps: &[String], row: &GridRow, column: usize) -> bool {
        let cell = cell_at(row, column);
        let text = cell.map_or("", |cell| unguarded(&cell.text));
        let flag = steps
            .last()
            .filter(|key| *key == "partial")
            .and(["否", "是"].iter().position(|flag| *flag == text));
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
        for (column, key) in &table.columns {
            match cell_at(row, *column) {
                Some(cell) if cell.text == ABSENT => cell.mark_read(),
                _ => {
                    self.put(&[&record[..], core::slice::from_ref(key)].concat(), row, *column);
                }
            }
        }
    }
}

/// A table being read: where its records belong, and what its columns hold.
struct WrittenTable {
    path: Vec<String>,
    columns: Vec<(usize, String)>,
}

impl WrittenTable {
    fn opened(label: &str, header: &GridRow) -> WrittenTable {
        let cells = header.cells.iter().filter(|cell| cell.column >= FIRST);
        WrittenTable {
            path: steps(label),
            columns: cells.map(|cell| (cell.column, key(&cell.text).to_owned())).collect(),
        }
    }
}

/// `绩效指标·2·一级指标` → indicators, 2, level1
fn steps(label: &str) -> Vec<String> {
    label.split(BETWEEN).map(|step| key(step).to_owned()).collect()
}

/// The steps as a pointer tells them, counting from 0.
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

/// Puts a value where the steps lead, making what is not there yet; `false` where they lead
/// nowhere, or to what is there already.
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

/// What the steps that follow need to stand in.
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

    #[test]
    fn a_label_names_one_key() {
        for (key, label, _) in LABELS {
            assert_eq!(super::key(label), *key, "{label}");
            assert!(number(label).is_none() && !label.contains(BETWEEN), "{label}");
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
