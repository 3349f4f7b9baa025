//! What officers have, as documents of the contract: pasted text, web pages, worksheets and
//! word-processor files.
//!
//! ```text
//! text · HTML · xlsx · docx ──grid──▶ rows of cells ──forms──▶ documents + locations
//!                                                          └─▶ unread
//! ```
//! A form is known by its labels, never by position. Every cell of the source ends in exactly one
//! of three: a cell of a document, a known label, or [`Reading::unread`].

mod align;
mod grid;
mod indicators;
mod label;
mod node;
mod table;
mod tree;

mod compound;
mod docx;
mod html;
mod markup;
mod number_format;
mod ods;
mod office;
mod refusal;
mod text;
mod xls;
mod xlsx;
mod zip;

#[cfg(target_arch = "wasm32")]
mod wasm;

mod accounts;
mod base_data;
mod evaluation;
mod narrative;
mod score_sheet;
mod targets;
mod written;

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::value::text::compact;
use grid::Row;
use label::Vocabulary;
use node::{Node, Record};
pub use refusal::Refusal;
pub use written::write;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Documents of the contract.
    pub documents: Vec<Json>,
    /// Where each cell came from, under its pointer into `{ documents }`.
    pub locations: BTreeMap<String, String>,
    /// What was in the source and is in no document.
    pub unread: Vec<Unread>,
}

/// A cell of the source that no document has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub location: String,
    pub text: String,
}

/// What to read.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// Most bytes of a text or a file.
pub const MOST_BYTES: usize = 32 << 20;
/// Most rows of a source.
pub const MOST_ROWS: usize = 200_000;
/// Most sheets of a workbook.
pub const MOST_SHEETS: usize = 256;
/// Most cells of a source.
pub const MOST_CELLS: usize = 2_000_000;

/// Reads what an officer has. `name` is the file's, where there is one: it tells what kind of table
/// an untitled one is, where its labels leave that open, and the year of a document that states
/// none, which is then located in the file's name.
///
/// # Errors
/// Where the source is too large, is encrypted or broken, or is of a kind that is not read.
pub fn read(source: Source<'_>, name: Option<&str>) -> Result<Reading, Refusal> {
    let rows = match source {
        Source::Text(text) => {
            within(text.len())?;
            words(text, name)?
        }
        Source::Bytes(bytes) => {
            within(bytes.len())?;
            match office::rows(bytes)? {
                Some(rows) => rows,
                None => words(&text::decoded(bytes).ok_or(Refusal::NoText)?, name)?,
            }
        }
    };
    if rows.len() > MOST_ROWS || rows.iter().map(|row| row.cells.len()).sum::<usize>() > MOST_CELLS
    {
        return Err(Refusal::TooManyCells);
    }
    Ok(forms(rows, name.map(stem).unwrap_or("")))
}

/// Whether some bytes are neither an office file nor Unicode: perhaps text of another encoding,
/// which the host can decode.
#[cfg(target_arch = "wasm32")]
fn is_other_text(bytes: &[u8]) -> bool {
    !office::knows(bytes) && text::decoded(bytes).is_none()
}

/// A file's name without its folders and its ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The rows of a text or a page.
fn words(text: &str, name: Option<&str>) -> Result<Vec<Row>, Refusal> {
    let start = text
        .get(..text.len().min(1024))
        .unwrap_or(text)
        .trim_start_matches('\u{feff}')
        .trim_start();
    if start.starts_with("MIME-Version:") {
        return Err(Refusal::WebArchive);
    }
    if start.starts_with("<?xml")
        && text.contains("urn:schemas-microsoft-com:office:spreadsheet")
        && !text.contains("<html")
    {
        return Err(Refusal::SpreadsheetXml);
    }
    if html::looks_like(text) {
        return Ok(html::rows(text));
    }
    let commas = name.is_some_and(|name| name.to_ascii_lowercase().ends_with(".csv"))
        && !text.contains('\t');
    Ok(text::rows(text, if commas { ',' } else { '\t' }))
}

fn within(bytes: usize) -> Result<(), Refusal> {
    if bytes > MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

/// The kinds of form, as far as their readers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    DepartmentTargets,
    ProjectTargets,
    Evaluation(&'static str),
    ScoreSheet,
    BaseData,
    FundAccounts,
    Narrative,
}

impl Kind {
    /// By the title above a form.
    fn titled(text: &str) -> Option<Kind> {
        let text = label::key(text);
        let listed =
            tree::depth(&text).is_some() || text.starts_with("附件") || text.starts_with('《');
        if !text.ends_with('表')
            || text.chars().count() > 45
            || text.contains(['，', '。', ':', '：'])
            || listed
        {
            return None;
        }
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&["基础数据表"]) {
            Some(Kind::BaseData)
        } else if has(&["收支情况表", "收支决算表", "收支预决算"]) {
            Some(Kind::FundAccounts)
        } else if has(&["评分表"]) {
            Some(Kind::ScoreSheet)
        } else if has(&["目标表", "目标申报表", "目标批复表"]) {
            Some(if has(&["整体"]) { Kind::DepartmentTargets } else { Kind::ProjectTargets })
        } else if has(&["自评表", "评价表", "自评情况表", "完成情况表", "自评报告表"])
        {
            Some(Kind::Evaluation(if has(&["转移支付"]) {
                "transferEvaluation"
            } else if has(&["项目"]) {
                "projectEvaluation"
            } else {
                "departmentEvaluation"
            }))
        } else {
            None
        }
    }

    /// Could a form of labels like `other`'s be of this kind? Self-evaluations differ in little but
    /// their title, and so do target tables.
    fn may_be(self, other: Kind) -> bool {
        let family = |kind: Kind| match kind {
            Kind::Evaluation(_) => Some(0),
            Kind::DepartmentTargets | Kind::ProjectTargets => Some(1),
            _ => None,
        };
        family(self).is_some() && family(self) == family(other)
    }

    /// By the labels within, where no title says it.
    fn untitled(rows: &[Row]) -> Option<Kind> {
        let has = |word: &str| {
            rows.iter().any(|row| row.cells.iter().any(|cell| label::key(&cell.text) == word))
        };
        let begins = |word: &str| {
            rows.iter().any(|row| {
                row.cells.iter().any(|cell| {
                    label::key(&cell.text).contains(word) && cell.text.chars().count() < 20
                })
            })
        };
        if rows.iter().any(|row| {
            indicators::header(row).is_some_and(|table| table.has("actual") || table.has("score"))
        }) {
            let project = has("项目名称") || has("资金名称") || has("实施单位");
            Some(Kind::Evaluation(if begins("资金管理情况") || begins("转移支付") {
                "transferEvaluation"
            } else if project {
                "projectEvaluation"
            } else {
                "departmentEvaluation"
            }))
        } else if rows.iter().any(|row| indicators::header(row).is_some()) {
            Some(if has("部门名称") && !has("项目名称") {
                Kind::DepartmentTargets
            } else {
                Kind::ProjectTargets
            })
        } else if has("主要实施内容") && has("关键性指标") {
            Some(Kind::DepartmentTargets)
        } else if begins("期初余额") || begins("期末滚存结余") || begins("年末滚存结余")
        {
            Some(Kind::FundAccounts)
        } else if has("编制数") || has("三公经费") {
            Some(Kind::BaseData)
        } else {
            // Sentences, not the menu of a web page; a worksheet of sentences is how to fill in the
            // others.
            let prose = rows
                .iter()
                .filter(|row| !matches!(row.place, grid::Place::Sheet { .. }))
                .filter_map(Row::single);
            let sentences = prose.filter(|cell| cell.text.contains(['。', '；']));
            let prose = sentences.map(|cell| cell.text.chars().count()).sum::<usize>();
            (prose > 100).then_some(Kind::Narrative)
        }
    }

    fn vocabularies(self) -> &'static [Vocabulary] {
        match self {
            Kind::DepartmentTargets => targets::DEPARTMENT_VOCABULARIES,
            Kind::ProjectTargets => targets::PROJECT_VOCABULARIES,
            Kind::Evaluation(_) => evaluation::VOCABULARIES,
            Kind::BaseData => base_data::VOCABULARIES,
            Kind::FundAccounts => accounts::VOCABULARIES,
            Kind::ScoreSheet => score_sheet::VOCABULARIES,
            Kind::Narrative => narrative::VOCABULARIES,
        }
    }

    fn read(self, rows: &[Row]) -> Record {
        match self {
            Kind::DepartmentTargets => targets::department(rows),
            Kind::ProjectTargets => {
                let mut form = targets::project(rows);
                targets::infer_unit(&mut form);
                form
            }
            Kind::Evaluation(kind) => evaluation::read(kind, rows),
            Kind::BaseData => base_data::read(rows),
            Kind::FundAccounts => accounts::read(rows),
            Kind::ScoreSheet => score_sheet::read(rows),
            Kind::Narrative => narrative::read(rows),
        }
    }
}

/// One form of the source.
struct Form<'a> {
    kind: Option<Kind>,
    title: Option<&'a Row>,
    rows: &'a [Row],
}

/// Documents and what is left over, from the rows of a source.
fn forms(rows: Vec<Row>, name: &str) -> Reading {
    let mut reading = Reading::default();
    let named = Kind::titled(without_attachment(name));
    // Last year's form or the lists behind a drop-down: nobody sees them, and they are no part of
    // what is handed in.
    let (hidden, rows): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.hidden);
    for rows in stretches(&rows) {
        if rows.first().is_some_and(written::begins) {
            let pointer = format!("/documents/{}", reading.documents.len());
            let document = written::read(rows, &pointer, &mut reading.locations);
            reading.documents.push(document);
            reading.leave(rows.iter());
        } else {
            reading.recognise(rows, name, named);
        }
    }
    let of_hidden = reading.unread.len();
    reading.leave(hidden.iter());
    reading
        .unread
        .iter_mut()
        .skip(of_hidden)
        .for_each(|unread| unread.location.push_str("（隐藏的工作表）"));
    reading
}

/// Parts what [`write`] has written, document by document, from what is to be recognised.
fn stretches(rows: &[Row]) -> Vec<&[Row]> {
    let mut stretches = Vec::new();
    let mut rest = rows;
    while let Some((first, below)) = rest.split_first() {
        let is_written = written::begins(first);
        let goes_on =
            |row: &&Row| !(written::begins(row) || is_written && row.place.is_beyond(&first.place));
        let length = below.iter().take_while(goes_on).count().saturating_add(1);
        let Some((stretch, others)) = rest.split_at_checked(length) else { break };
        stretches.push(stretch);
        rest = others;
    }
    stretches
}

impl Reading {
    /// Reads forms that are known by their labels.
    fn recognise(&mut self, rows: &[Row], name: &str, named: Option<Kind>) {
        let reading = self;
        for form in parted(rows) {
            let untitled = || {
                Kind::untitled(form.rows)
                    .map(|kind| named.filter(|named| named.may_be(kind)).unwrap_or(kind))
            };
            let Some(kind) = form.kind.or_else(untitled) else {
                reading.leave(form.title.into_iter().chain(form.rows));
                continue;
            };
            let rows = label::split_rows(form.rows, kind.vocabularies());
            let mut document = kind.read(&rows);
            if let Some((row, cell)) =
                form.title.and_then(|row| row.cells.first().map(|cell| (row, cell)))
            {
                let title = Node::of(row, cell);
                document.offer("title", title);
            }
            if document.get("year").is_none_or(Node::is_blank) {
                caption(&rows).into_iter().for_each(|year| document.put("year", year));
            }
            let states_year = ["year", "title"]
                .iter()
                .filter_map(|key| document.get(key))
                .any(|node| year_in(node.text()).is_some());
            if let (false, Some(year)) = (states_year, year_in(name)) {
                document.offer("year", Node::Cell { text: year, at: "文件名".to_owned() });
            }
            let pointer = format!("/documents/{}", reading.documents.len());
            reading.documents.push(Node::Record(document).finish(&pointer, &mut reading.locations));
            reading.leave(form.title.into_iter().chain(&rows));
        }
    }

    fn leave<'a>(&mut self, rows: impl Iterator<Item = &'a Row>) {
        for row in rows {
            let left = row.cells.iter().filter(|cell| !cell.is_read() && !is_attachment(cell));
            self.unread.extend(
                left.map(|cell| Unread { location: row.at(cell), text: cell.text.clone() }),
            );
        }
    }
}

/// The year near the title, on its own.
fn caption(rows: &[Row]) -> Option<Node> {
    let near = rows.iter().take(5).flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
    let (row, cell) =
        near.filter(|(_, cell)| !cell.is_read()).find(|(_, cell)| is_year(&cell.text))?;
    Some(Node::of(row, cell))
}

/// `（2025年度）`, `2025年度`
fn is_year(text: &str) -> bool {
    let text = compact(text);
    let year = text.trim_matches(['(', ')']).strip_suffix("年度");
    year.is_some_and(|year| year.len() == 4 && year.parse::<u16>().is_ok())
}

/// `附件2-1：项目支出绩效自评表` → `项目支出绩效自评表`
fn without_attachment(name: &str) -> &str {
    let name = name.trim();
    name.strip_prefix("附件").map_or(name, |rest| {
        rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || c.is_whitespace() || "-_.、:：".contains(c)
        })
    })
}

/// `2025年度自评表` → `2025`
fn year_in(text: &str) -> Option<String> {
    let text = compact(text);
    text.match_indices('年').find_map(|(at, _)| {
        let year = text.get(at.checked_sub(4)?..at)?;
        (year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| year.to_owned())
    })
}

/// `附件2` above a title says nothing that a document holds.
fn is_attachment(cell: &grid::Cell) -> bool {
    let text = compact(&cell.text);
    text.strip_prefix("附件")
        .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':')))
}

/// Parts a source into its forms, at their titles and where a new worksheet begins.
fn parted(rows: &[Row]) -> Vec<Form<'_>> {
    let mut starts: Vec<(usize, Option<Kind>)> = vec![(0, None)];
    let mut in_report = false;
    let mut form = Seen::default();
    for (index, row) in rows.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| rows.get(before));
        let new_sheet = matches!(row.place, grid::Place::Sheet { .. })
            && before.is_some_and(|before| row.place.is_beyond(&before.place));
        if new_sheet {
            starts.push((index, None));
            in_report = false;
            form = Seen::default();
        } else if !in_report && form.is_over_at(row) {
            // The caption above its first line is the next form's.
            let captions = rows
                .iter()
                .take(index)
                .rev()
                .take_while(|row| row.single().is_some_and(|cell| is_caption(&cell.text)));
            starts.push((index.saturating_sub(captions.count()), None));
            form = Seen::default();
        }
        form.see(row);
        let Some(cell) = row.single() else { continue };
        if let Some(kind) =
            Kind::titled(without_attachment(&cell.text)).filter(|_| table_follows(rows, index))
        {
            starts.push((index, Some(kind)));
            in_report = false;
            form = Seen::default();
        } else if !in_report && narrative::is_title(&cell.text) {
            // What stands above the title of the very first page is part of its cover.
            match starts.last_mut() {
                Some((start, kind @ None))
                    if rows.iter().take(index).skip(*start).all(|row| row.cells.len() < 2) =>
                {
                    *kind = Some(Kind::Narrative)
                }
                _ => starts.push((index, Some(Kind::Narrative))),
            }
            in_report = true;
        }
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([rows.len()]);
    let forms = starts.iter().zip(ends).filter_map(|(&(start, kind), end)| {
        let rows = rows.get(start..end)?;
        // The title of a report is read with its cover.
        match kind {
            None | Some(Kind::Narrative) => Some(Form { kind, title: None, rows }),
            Some(_) => {
                rows.split_first().map(|(title, rows)| Form { kind, title: Some(title), rows })
            }
        }
    });
    forms.collect()
}

/// What has been seen of a form, as far as it tells where one without a title ends.
#[derive(Default)]
struct Seen {
    /// The labels that open a form.
    openers: Vec<String>,
    table: bool,
}

impl Seen {
    fn opener(row: &Row) -> Option<String> {
        const OPENERS: [&str; 9] = [
            "项目名称",
            "资金名称",
            "专项名称",
            "专项资金名称",
            "转移支付名称",
            "部门名称",
            "单位名称",
            "部门单位名称",
            "预算部门",
        ];
        let first = label::key(&row.cells.first().filter(|_| row.cells.len() > 1)?.text);
        OPENERS.contains(&first.as_str()).then_some(first)
    }

    /// After its table, a form that names its project or department again is the next one.
    fn is_over_at(&self, row: &Row) -> bool {
        self.table && Seen::opener(row).is_some_and(|opener| self.openers.contains(&opener))
    }

    fn see(&mut self, row: &Row) {
        self.openers.extend(Seen::opener(row));
        self.table |= indicators::header(row).is_some();
    }
}

/// `（2025年度）` or `单位：万元`, as they stand above a form.
fn is_caption(text: &str) -> bool {
    let text = compact(text);
    text.chars().count() <= 16
        && (text.starts_with('(') && text.ends_with(')')
            || label::key(&text).starts_with("单位")
            || is_dated(&text))
}

fn is_dated(text: &str) -> bool {
    text.starts_with("20") && (text.ends_with("年度") || text.ends_with('年'))
}

/// A title is one only above a table: in a list of attachments the same words are none.
fn table_follows(rows: &[Row], title: usize) -> bool {
    let below = rows.iter().skip(title.saturating_add(1)).take(12);
    let mut below = below.take_while(|row| {
        row.single().is_none_or(|cell| Kind::titled(without_attachment(&cell.text)).is_none())
    });
    below.any(|row| row.cells.len() > 1)
}
