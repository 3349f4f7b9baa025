//! The official layout of each kind of document, made of the labels that [`read`](crate::read)
//! knows.

use super::sheet::{Cell, Line, Look, Sheet, WIDE};
use crate::error::{Error, ErrorKind};
use crate::filing::Kind;
use crate::json::Json;

/// The width of a label beside a block of rows, and of one before a value.
const SIDE: u16 = 22;
const LABEL: u16 = 40;
const GAP: &str = "　　　　　　　　";

type Row = Vec<Cell>;
/// The key of a column, its title, its share of the width, and how its cells look.
type Column = (&'static str, &'static str, u16, Look);

const FUNDS: [Column; 10] = [
    ("name", "", 46, Look::Words),
    ("initial", "年初预算数", 24, Look::Figure),
    ("budget", "全年预算数", 24, Look::Figure),
    ("received", "到位数", 24, Look::Figure),
    ("executed", "全年执行数", 24, Look::Figure),
    ("balance", "结余", 24, Look::Figure),
    ("weight", "分值", 14, Look::Figure),
    ("rate", "执行率", 20, Look::Figure),
    ("score", "得分", 16, Look::Figure),
    ("reason", "原因说明", 40, Look::Prose),
];

const INDICATORS: [Column; 12] = [
    ("level1", "一级指标", 22, Look::Words),
    ("level2", "二级指标", 24, Look::Words),
    ("name", "三级指标", 46, Look::Words),
    ("sign", "指标性质", 14, Look::Words),
    ("periodTarget", "实施周期指标值", 30, Look::Words),
    ("target", "年度指标值", 30, Look::Words),
    ("unit", "度量单位", 14, Look::Words),
    ("actual", "实际完成值", 30, Look::Words),
    ("weight", "分值", 16, Look::Figure),
    ("coefficient", "得分系数", 14, Look::Figure),
    ("score", "得分", 16, Look::Figure),
    ("reason", "偏差原因分析及改进措施", 44, Look::Prose),
];

const MANAGEMENT: [Column; 3] = [
    ("name", "", 40, Look::Words),
    ("account", "情况说明", 100, Look::Prose),
    ("problems", "存在问题和改进措施", 90, Look::Prose),
];

const TASKS: [Column; 2] =
    [("name", "名称", 40, Look::Words), ("content", "主要实施内容", 90, Look::Prose)];

const TASK_INDICATORS: [Column; 2] =
    [("name", "关键性指标", 60, Look::Words), ("target", "实现值", 40, Look::Words)];

const ITEMS: [Column; 7] = [
    ("group", "一级指标", 26, Look::Words),
    ("groupWeight", "分值", 16, Look::Figure),
    ("subgroup", "二级指标", 30, Look::Words),
    ("name", "三级指标", 60, Look::Words),
    ("weight", "分值", 16, Look::Figure),
    ("score", "得分", 16, Look::Figure),
    ("note", "备注", 50, Look::Prose),
];

const STAFFING: [Column; 3] = [
    ("quota", "编制数", 1, Look::Figure),
    ("actual", "实际在职人数", 1, Look::Figure),
    ("rate", "控制率", 1, Look::Figure),
];

const LINES: [Column; 4] = [
    ("name", "", 84, Look::Prose),
    ("previous", "上年决算数", 48, Look::Figure),
    ("budget", "本年预算数", 48, Look::Figure),
    ("actual", "本年决算数", 48, Look::Figure),
];

const BUILDINGS: [Column; 7] = [
    ("name", "", 84, Look::Words),
    ("approvedArea", "批复规模", 28, Look::Figure),
    ("actualArea", "实际规模", 28, Look::Figure),
    ("areaRate", "规模控制率", 28, Look::Figure),
    ("budget", "预算投资", 28, Look::Figure),
    ("actual", "实际投资", 28, Look::Figure),
    ("costRate", "投资概算控制率", 28, Look::Figure),
];

/// The documents of a filing, each on a sheet.
pub fn sheets(filing: &Json<'_>) -> Result<Vec<Sheet>, Error> {
    let wrong = |path: String, what: &str| Error::new(ErrorKind::NotAFiling, path, what);
    let documents = filing.get("documents").and_then(Json::as_array);
    let documents = documents
        .filter(|documents| !documents.is_empty())
        .ok_or_else(|| wrong("/documents".to_owned(), "there is no document to write"))?;
    let mut sheets: Vec<Sheet> = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let key = document.get("kind").and_then(Json::as_str).unwrap_or("");
        let kind = Kind::ALL.iter().copied().find(|kind| kind.key() == key);
        let kind = kind.ok_or_else(|| {
            wrong(format!("/documents/{index}/kind"), "expected a known kind of document")
        })?;
        let like = documents
            .iter()
            .take(index)
            .filter(|other| other.get("kind").and_then(Json::as_str) == Some(kind.key()));
        let mut sheet = Form::new(document, kind).sheet();
        sheet.name = match like.count() {
            0 => kind.title().to_owned(),
            others => format!("{}{}", kind.title(), others + 1),
        };
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// A document that is being laid out.
struct Form<'a> {
    document: &'a Json<'a>,
    kind: Kind,
    /// Labels that name a year and are not printed yet.
    dated: Vec<String>,
    rows: Vec<Row>,
}

impl<'a> Form<'a> {
    fn new(document: &'a Json<'a>, kind: Kind) -> Form<'a> {
        let labels = list(document, "labels").iter().filter_map(shown);
        Form { document, kind, dated: labels.collect(), rows: Vec::new() }
    }

    fn sheet(mut self) -> Sheet {
        let title = text(self.document, "title").filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| self.kind.title().to_owned());
        let mut sheet =
            Sheet { above: vec![Line { text: title, look: Look::Title }], ..Sheet::default() };
        if let Some(year) = text(self.document, "year") {
            let is_caption = self.kind != Kind::Narrative && is_year(&year);
            let text = if is_caption { year } else { format!("年度：{year}") };
            sheet.above.push(Line { text, look: Look::Caption });
        }
        let filed = text(self.document, "filedOn");
        if self.kind == Kind::Narrative {
            for (label, value) in
                [("单位名称", text(self.document, "department")), ("填报日期", filed)]
            {
                let line = value
                    .map(|value| Line { text: format!("{label}：{value}"), look: Look::Caption });
                sheet.above.extend(line);
            }
            sheet.above.extend(self.sections());
            return sheet;
        }
        if let Some(unit) = text(self.document, "unit") {
            sheet.above.push(Line { text: format!("单位：{unit}"), look: Look::Unit });
        }
        self.fill();
        let date = filed.map_or_else(|| "日期：".to_owned(), |date| format!("填报日期：{date}"));
        let text = format!("填表人：{GAP}单位负责人：{GAP}{date}");
        sheet.below.push(Line { text, look: Look::Signature });
        sheet.rows = self.rows;
        sheet
    }

    fn fill(&mut self) {
        match self.kind {
            Kind::DepartmentEvaluation | Kind::ProjectEvaluation | Kind::TransferEvaluation => {
                self.evaluation()
            }
            Kind::DepartmentTargets => self.department_targets(),
            Kind::ProjectTargets => self.project_targets(),
            Kind::ScoreSheet => self.score_sheet(),
            Kind::BaseData => self.base_data(),
            Kind::FundAccounts => self.fund_accounts(),
            Kind::Narrative => {}
        }
    }

    // ── Kinds

    fn evaluation(&mut self) {
        let department =
            if self.kind == Kind::DepartmentEvaluation { "部门名称" } else { "主管部门" };
        self.fields(self.document, 0, &[("project", "项目名称", Look::Words)]);
        self.fields(
            self.document,
            0,
            &[("department", department, Look::Words), ("implementer", "实施单位", Look::Words)],
        );
        self.fields(
            self.document,
            0,
            &[("start", "开始日期", Look::Words), ("end", "结束日期", Look::Words)],
        );
        self.funds();
        let management = table(list(self.document, "management"), &MANAGEMENT, SIDE, &[]);
        self.beside("资金管理情况", management);
        if let Some(goals) = self.document.get("goals") {
            let columns = [
                ("expected", "预期目标", 1, Look::Prose),
                ("achieved", "实际完成情况", 1, Look::Prose),
            ];
            self.beside("年度总体目标", table(core::slice::from_ref(goals), &columns, SIDE, &[]));
        }
        self.indicators();
        for (key, label) in [
            ("reason", "偏差大或目标未完成原因分析"),
            ("conclusion", "评价结论"),
            ("problems", "存在问题"),
            ("measures", "改进措施"),
        ] {
            self.fields(self.document, 0, &[(key, label, Look::Prose)]);
        }
    }

    fn department_targets(&mut self) {
        let whole = self.document;
        self.fields(whole, 0, &[("department", "部门名称", Look::Words)]);
        let from = self.rows.len();
        self.fields(
            whole,
            SIDE,
            &[("staff", "财政供养人员数", Look::Figure), ("units", "下属二级单位数", Look::Figure)],
        );
        self.side("基本信息", from);
        let from = self.rows.len();
        let pairs = [
            ("expenditure", "basic", "基本支出", "income", "fiscal", "财政拨款"),
            ("expenditure", "project", "项目支出", "income", "other", "其他资金"),
            ("expenditure", "total", "年度资金总额", "", "", ""),
            ("development", "special", "财政专项资金", "level", "own", "市本级使用资金"),
            (
                "development",
                "other",
                "其他事业发展性支出",
                "level",
                "transfer",
                "拟用于对下转移支付资金",
            ),
        ];
        for (left, key, label, right, other, title) in pairs {
            let cell = |record: &str, key| whole.get(record).and_then(|record| text(record, key));
            let pairs = [(label, cell(left, key)), (title, cell(right, other))];
            let pairs = pairs
                .into_iter()
                .filter_map(|(label, value)| Some((label.to_owned(), value?, Look::Figure)));
            self.rows.extend(fields(SIDE, pairs.collect()));
        }
        self.side("预算整体情况", from);
        let goals = list(whole, "goals").iter().filter_map(shown);
        let goals = goals.map(|goal| vec![cell(goal, SIDE, WIDE, Look::Prose)]).collect();
        self.beside("总体绩效目标", goals);
        self.tasks();
        self.indicators();
    }

    fn project_targets(&mut self) {
        let whole = self.document;
        self.fields(whole, 0, &[("project", "项目名称", Look::Words)]);
        self.fields(
            whole,
            0,
            &[("department", "业务主管部门", Look::Words), ("fundType", "资金类型", Look::Words)],
        );
        self.fields(
            whole,
            0,
            &[("start", "开始日期", Look::Words), ("end", "结束日期", Look::Words)],
        );
        self.fields(
            whole,
            0,
            &[("periodAmount", "总金额", Look::Figure), ("amount", "当年度金额", Look::Figure)],
        );
        let parts = list(whole, "parts");
        // Names right of the label of the year's amount, which their figures belong to.
        let middle = WIDE / 2;
        let rows = parts.iter().map(|part| {
            let text = |key| text(part, key).unwrap_or_default();
            vec![
                cell(text("name"), middle, middle + LABEL, Look::Words),
                cell(text("amount"), middle + LABEL, WIDE, Look::Figure),
            ]
        });
        let rows: Vec<Row> = rows.collect();
        let count = rows.len();
        for (index, row) in rows.into_iter().enumerate() {
            let label =
                Cell { rows: count, ..cell("资金来源".to_owned(), 0, middle, Look::Label) };
            self.rows.push(if index == 0 { [vec![label], row].concat() } else { row });
        }
        for (key, label) in [
            ("purpose", "用途范围"),
            ("basis", "政策依据"),
            ("periodGoal", "实施周期绩效目标"),
            ("goal", "年度绩效目标"),
        ] {
            self.fields(whole, 0, &[(key, label, Look::Prose)]);
        }
        self.indicators();
    }

    fn score_sheet(&mut self) {
        self.fields(self.document, 0, &[("department", "部门名称", Look::Words)]);
        self.funds();
        let items = list(self.document, "items");
        let columns = present(items, &ITEMS);
        self.rows.extend(table(items, &columns, 0, &["group", "groupWeight", "subgroup"]));
        let edges = edges(&columns, 0);
        let bonus = list(self.document, "bonus");
        let rows = bonus.iter().enumerate().map(|(index, added)| {
            let label =
                Cell { rows: bonus.len(), ..cell("加减分项".to_owned(), 0, SIDE, Look::Label) };
            let row = edges.iter().map(|((key, _, _, look), from, to)| {
                let text = match *key {
                    "name" | "score" => text(added, key).unwrap_or_default(),
                    _ => String::new(),
                };
                cell(text, (*from).max(SIDE), *to, *look)
            });
            let row = row.filter(|cell| cell.to > SIDE);
            (index == 0).then_some(label).into_iter().chain(row).collect::<Row>()
        });
        let rows: Vec<Row> = rows.collect();
        self.rows.extend(rows);
        self.total("总分", &columns, 0);
    }

    fn base_data(&mut self) {
        self.fields(self.document, 0, &[("department", "部门名称", Look::Words)]);
        if let Some(staffing) = self.document.get("staffing") {
            let staffing = core::slice::from_ref(staffing);
            let columns = present(staffing, &STAFFING);
            let mut rows = table(staffing, &columns, SIDE, &[]);
            for title in rows.iter_mut().take(1).flatten() {
                title.text = self.label(&title.text, &title.text);
            }
            self.beside("财政供养人员情况", rows);
        }
        self.tree("经费控制情况", list(self.document, "lines").iter());
        let buildings = list(self.document, "buildings");
        let columns = present(buildings, &BUILDINGS);
        let rows = table(buildings, &columns, SIDE, &[]);
        let label = if rows.is_empty() {
            String::new()
        } else {
            self.label("楼堂馆所控制情况", "楼堂馆所")
        };
        self.beside(&label, rows);
    }

    fn fund_accounts(&mut self) {
        self.fields(
            self.document,
            0,
            &[("fund", "基金名称", Look::Words), ("department", "编制单位", Look::Words)],
        );
        let keys = ["opening", "income", "expenditure", "surplus", "closing"];
        let document = self.document;
        self.tree("项目", keys.iter().filter_map(|key| document.get(key)));
    }

    /// A report: each heading, and below it the text in paragraphs.
    fn sections(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for section in list(self.document, "sections") {
            if let Some(text) = text(section, "heading") {
                lines.push(Line { text, look: Look::Heading });
            }
            let text = text(section, "text").unwrap_or_default();
            lines.extend(paragraphs(&text).into_iter().map(|text| Line { text, look: Look::Body }));
        }
        lines
    }

    // ── Blocks

    fn funds(&mut self) {
        let Some(funds) = self.document.get("funds") else { return };
        let parts = list(funds, "parts");
        let lines: Vec<&Json<'_>> = funds.get("total").into_iter().chain(parts).collect();
        let columns: Vec<Column> = FUNDS
            .into_iter()
            .filter(|(key, ..)| {
                *key == "name" || lines.iter().any(|line| text(line, key).is_some())
            })
            .collect();
        let mut rows = if lines.is_empty() { Vec::new() } else { vec![header(&columns, SIDE)] };
        rows.extend(lines.iter().map(|line| record(line, &columns, SIDE)));
        let breakdowns = list(funds, "breakdowns");
        let width = (WIDE - SIDE) / u16::try_from(breakdowns.len().max(1)).unwrap_or(1);
        let most = breakdowns.iter().map(|breakdown| list(breakdown, "parts").len()).max();
        for line in 0..most.map_or(0, |most| most + 1) {
            let row = (0u16..).zip(breakdowns).map(|(index, breakdown)| {
                let from = SIDE + index * width;
                let is_last = usize::from(index) + 1 == breakdowns.len();
                let to = if is_last { WIDE } else { from + width };
                let cell_of = |record: &Json<'_>, key, before: &str| {
                    let of = |key| text(record, key).unwrap_or_default();
                    format!("{before}{}：{}", of("name"), of(key))
                };
                let text = match line.checked_sub(1) {
                    None => cell_of(breakdown, "total", ""),
                    Some(part) => list(breakdown, "parts")
                        .get(part)
                        .map_or_else(String::new, |part| cell_of(part, "amount", "其中：")),
                };
                cell(text, from, to, Look::Prose)
            });
            rows.push(row.collect());
        }
        let label = match self.kind {
            Kind::ProjectEvaluation | Kind::TransferEvaluation => "项目资金",
            Kind::ScoreSheet => "部门预算执行情况",
            _ => "年度预算申请",
        };
        self.beside(label, rows);
    }

    fn indicators(&mut self) {
        let indicators = list(self.document, "indicators");
        let columns = present(indicators, &INDICATORS);
        let mut rows = Vec::new();
        let mut rest = indicators;
        while let Some(first) = rest.first() {
            let heading = text(first, "heading");
            let length = rest.iter().take_while(|row| text(row, "heading") == heading).count();
            let (under, others) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = others;
            let mut lines = table(under, &columns, SIDE, &["level1", "level2"]);
            if !rows.is_empty() {
                lines.drain(..1);
            }
            if let Some(heading) = heading {
                let at = usize::from(rows.is_empty());
                lines.insert(at, vec![cell(heading, SIDE, WIDE, Look::Label)]);
            }
            rows.extend(lines);
        }
        self.beside("绩效指标", rows);
        self.total("总分", &columns, SIDE);
    }

    /// The row of totals, with each figure in the column of those that it sums up.
    fn total(&mut self, label: &str, columns: &[Column], from: u16) {
        let Some(total) = self.document.get("total") else { return };
        let edges = edges(columns, from);
        let is_figure = |key: &str| matches!(key, "weight" | "score");
        let figures = edges.iter().filter(|((key, ..), ..)| is_figure(key));
        let first = figures.map(|(_, from, _)| *from).min();
        if let Some(first) = first {
            let mut row = vec![cell(label.to_owned(), 0, first, Look::Label)];
            for ((key, _, _, look), from, to) in edges.iter().filter(|(_, from, _)| *from >= first)
            {
                let text = if is_figure(key) { text(total, key) } else { None };
                row.push(cell(text.unwrap_or_default(), *from, *to, *look));
            }
            self.rows.push(row);
        }
        self.fields(total, 0, &[("grade", "自评等级", Look::Words)]);
    }

    fn tasks(&mut self) {
        let tasks = list(self.document, "tasks");
        if tasks.is_empty() {
            return;
        }
        let columns = [TASKS, TASK_INDICATORS].concat();
        let mut rows = vec![header(&columns, SIDE)];
        let edges = edges(&columns, SIDE);
        for task in tasks {
            let indicators = list(task, "indicators");
            let count = indicators.len().max(1);
            for line in 0..count {
                let cells = edges.iter().zip([true, true, false, false]);
                let row = cells.filter(|(_, is_of_task)| line == 0 || !*is_of_task);
                let row = row.map(|(((key, _, _, look), from, to), is_of_task)| {
                    let record = if is_of_task { Some(task) } else { indicators.get(line) };
                    let text = record.and_then(|record| text(record, key)).unwrap_or_default();
                    let rows = if is_of_task { count } else { 1 };
                    Cell { rows, ..cell(text, *from, *to, *look) }
                });
                rows.push(row.collect());
            }
        }
        self.beside("年度重点工作任务", rows);
    }

    /// Lines within lines, each below the one that it is a part of.
    fn tree<'j>(&mut self, label: &str, lines: impl Iterator<Item = &'j Json<'j>>) {
        let mut all = Vec::new();
        lines.for_each(|line| flattened(line, &mut all));
        let columns: Vec<Column> = LINES
            .into_iter()
            .filter(|(key, ..)| all.iter().any(|line| text(line, key).is_some()))
            .collect();
        if all.is_empty() {
            return;
        }
        let mut titles = header(&columns, 0);
        let labels = ["", "决算数", "预算数", "决算数"];
        for (title, (column, ending)) in titles.iter_mut().zip(LINES.iter().zip(labels)) {
            title.text = match column.0 {
                "name" => label.to_owned(),
                _ => self.label(&title.text, ending),
            };
        }
        self.rows.push(titles);
        self.rows.extend(all.into_iter().map(|line| record(line, &columns, 0)));
    }

    /// A label as the document's form prints it, with its year, if it does.
    fn label(&mut self, plain: &str, words: &str) -> String {
        let at = self.dated.iter().position(|label| label.contains(words));
        at.map_or_else(|| plain.to_owned(), |at| self.dated.remove(at))
    }

    /// A row of labels, each with its value, of the cells that a record has.
    fn fields(&mut self, record: &Json<'_>, from: u16, columns: &[(&str, &str, Look)]) {
        let pairs = columns.iter().filter_map(|(key, label, look)| {
            let value = text(record, key)?;
            let words = label.trim_start_matches("当年度").trim_start_matches("年度");
            let label = match *key {
                "amount" | "goal" | "periodGoal" => self.label(label, words),
                _ => (*label).to_owned(),
            };
            Some((label, value, *look))
        });
        let pairs = pairs.collect();
        self.rows.extend(fields(from, pairs));
    }

    /// Adds rows with a label to their left.
    fn beside(&mut self, label: &str, rows: Vec<Row>) {
        let from = self.rows.len();
        self.rows.extend(rows);
        self.side(label, from);
    }

    /// Sets a label to the left of the rows from `from` on.
    fn side(&mut self, label: &str, from: usize) {
        let rows = self.rows.len().saturating_sub(from);
        if let Some(first) = self.rows.get_mut(from) {
            first.insert(0, Cell { rows, ..cell(label.to_owned(), 0, SIDE, Look::Label) });
        }
    }
}

fn flattened<'j>(line: &'j Json<'j>, all: &mut Vec<&'j Json<'j>>) {
    all.push(line);
    list(line, "parts").iter().for_each(|part| flattened(part, all));
}

// ── Rows

fn cell(text: String, from: u16, to: u16, look: Look) -> Cell {
    Cell { text, from, to, rows: 1, look }
}

/// Labels before values, side by side in equal shares of the width.
fn fields(from: u16, pairs: Vec<(String, String, Look)>) -> Option<Row> {
    let width = (WIDE - from) / u16::try_from(pairs.len()).ok().filter(|count| *count > 0)?;
    let count = pairs.len();
    let cells = (0u16..).zip(pairs).flat_map(|(index, (label, value, look))| {
        let start = from + index * width;
        let end = if usize::from(index) + 1 == count { WIDE } else { start + width };
        [cell(label, start, start + LABEL, Look::Label), cell(value, start + LABEL, end, look)]
    });
    Some(cells.collect())
}

/// The columns that some record has a cell in, wider where the longest of their texts is long.
fn present(records: &[Json<'_>], columns: &[Column]) -> Vec<Column> {
    const MOST_MORE: usize = 48;
    let longest = |key: &str| {
        let texts = records.iter().filter_map(|record| text(record, key));
        texts.map(|text| text.chars().count()).max()
    };
    let widened = |(key, title, share, look): &Column| {
        let more = (longest(key)? / 4).min(MOST_MORE);
        Some((*key, *title, share + u16::try_from(more).unwrap_or(0), *look))
    };
    columns.iter().filter_map(widened).collect()
}

/// Where each column begins and ends.
fn edges(columns: &[Column], from: u16) -> Vec<(Column, u16, u16)> {
    let all: u32 = columns.iter().map(|(_, _, share, _)| u32::from(*share)).sum();
    let mut share = 0u32;
    let mut start = from;
    let edge = |column: &Column| {
        share += u32::from(column.2);
        let end = (u32::from(WIDE - from) * share).checked_div(all).unwrap_or(0);
        let (begin, end) = (start, from + u16::try_from(end).unwrap_or(0));
        start = end;
        (*column, begin, end)
    };
    columns.iter().map(edge).collect()
}

fn header(columns: &[Column], from: u16) -> Row {
    let titled = |((_, title, ..), from, to): (Column, u16, u16)| {
        cell(title.to_owned(), from, to, Look::Label)
    };
    edges(columns, from).into_iter().map(titled).collect()
}

fn record(record: &Json<'_>, columns: &[Column], from: u16) -> Row {
    let of = |((key, _, _, look), from, to): (Column, u16, u16)| {
        cell(text(record, key).unwrap_or_default(), from, to, look)
    };
    edges(columns, from).into_iter().map(of).collect()
}

/// A header and a row for each record. Equal texts below each other in the columns of `merged` are
/// one cell, if those in the columns before are.
fn table(records: &[Json<'_>], columns: &[Column], from: u16, merged: &[&str]) -> Vec<Row> {
    if records.is_empty() || columns.is_empty() {
        return Vec::new();
    }
    let filled =
        |row: usize, key: &str| text(records.get(row)?, key).filter(|text| !text.is_empty());
    // Whether the cell is one with that above it. The last cell of a row that says anything stays,
    // and a row without a name takes over no more than the first of them.
    let is_same = |row: usize, key: &str| {
        let Some(at) = merged.iter().position(|known| *known == key) else { return false };
        let is_named = filled(row, "name").is_some()
            || at == 0 && merged.iter().skip(1).any(|key| filled(row, key).is_some());
        let mut keys = merged.iter().take(at + 1);
        let above = row.checked_sub(1);
        is_named
            && keys.all(|key| {
                let text = filled(row, key);
                text.is_some() && above.and_then(|above| filled(above, key)) == text
            })
    };
    let edges = edges(columns, from);
    let mut rows = vec![header(columns, from)];
    for (index, line) in records.iter().enumerate() {
        let cells = edges.iter().filter(|((key, ..), ..)| !is_same(index, key));
        let cells = cells.map(|((key, _, _, look), from, to)| {
            let below = (index + 1..records.len()).take_while(|row| is_same(*row, key));
            let text = text(line, key).unwrap_or_default();
            Cell { rows: below.count() + 1, ..cell(text, *from, *to, *look) }
        });
        rows.push(cells.collect());
    }
    rows
}

// ── Texts

fn list<'j>(record: &'j Json<'j>, key: &str) -> &'j [Json<'j>] {
    record.get(key).and_then(Json::as_array).unwrap_or_default()
}

/// The text of a record's cell; `None` if it has no such cell.
fn text(record: &Json<'_>, key: &str) -> Option<String> {
    record.get(key).and_then(shown)
}

fn shown(cell: &Json<'_>) -> Option<String> {
    let text = match cell {
        Json::String(text) => text.as_ref(),
        Json::Null => "",
        Json::Object(_) | Json::Array(_) | Json::Bool(_) => return None,
        number => return Some(number.to_string()),
    };
    Some(printable(text))
}

/// A text that XML can hold: a line break for what breaks lines or pages, a blank for a tab, and �
/// for other control characters.
fn printable(text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n");
    let shown = |c: char| match c {
        '\r' | '\u{b}' | '\u{c}' => '\n',
        '\t' => ' ',
        '\n' => c,
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// `2025年`, `（2025年度）`: a year that is known as one without a label.
fn is_year(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '（', '）']);
    let year = bare.strip_suffix("年度").or_else(|| bare.strip_suffix('年'));
    year.is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A text in paragraphs. Two lines stay together where they would be taken for one that a page's
/// edge has broken, or the second for a heading.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in text.split('\n') {
        match paragraphs.last_mut() {
            Some(last)
                if !ends(last) || line.trim().chars().count() <= 40 || line.trim() != line =>
            {
                last.push('\n');
                last.push_str(line);
            }
            _ => paragraphs.push(line.to_owned()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

fn ends(line: &str) -> bool {
    line.ends_with(['。', '；', '：', '！', '？', '.', ';', ':', '）', ')', '”'])
}
