//! What a report says of the figures that its table has too.
//!
//! **How a match is made.** A report meets the one self-evaluation it is about. Points meet by the group or indicator that their line or
//! heading names; results by the indicator that opens the line; budgets where another figure of the sentence is the table's, or the text
//! says 我单位; head counts by their subject without place and filler. A rounded mention agrees. Where a text gives a figure twice and one
//! of them agrees, nothing is said: the other is of another year or another scope.

use rustc_hash::FxHashMap as HashMap;

use super::kin::{may_meet, project_key};
use super::prose::{self, agrees};
use crate::filing::{Cell, Document, Evaluation, FundLine, Indicator, MaybeCell, Narrative, Place};
use crate::narrative::claim::restated;
use crate::narrative::prose::{Mention, Prose};
use crate::report::finding::{Finding, Severity, as_typed};
use crate::report::text::Text;
use crate::rule::{Checks, Rule, Scope};
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::text::name_key;
use crate::value::unit::{Dimension, Unit};

/// A figure of a report and the cell that has it too.
pub struct Said<'a> {
    pub prose: &'a Cell,
    /// UTF-16 offsets in the prose.
    pub span: (usize, usize),
    pub stated: String,
    /// The table's cells: several where a group's points are theirs together.
    pub cells: Vec<&'a Cell>,
    /// Where in the cell, if that holds prose itself.
    pub cell_span: Option<(usize, usize)>,
    /// What the table has, as the report would write it; and the other way round.
    pub theirs: String,
    pub ours: String,
    pub agrees: bool,
    /// The text contradicts itself, so that nobody knows what it means.
    pub mild: bool,
}

/// Tells what agrees and what does not: at the figure of the report, and at the table's cell where it is one.
pub fn tell(said: &Said<'_>, rule: &'static Rule, checks: &mut Checks) {
    if said.agrees {
        return checks.held();
    }
    let severity = if said.mild { Severity::Warning } else { rule.severity };
    let finding = |place: &Place, message, claimed: &str, expected: &str| {
        let finding = Finding::new(rule, place, message).severity(severity).claimed(claimed).expected(expected).advice(ADVICE);
        finding.formula(format!("{claimed} ≠ {expected}"))
    };
    let (start, end) = said.span;
    let in_report = finding(&said.prose.place, IN_REPORT, &said.stated, &said.theirs).span(start, end);
    checks.push(said.cells.iter().fold(in_report, |finding, cell| finding.related(&cell.place)));
    if let [cell] = said.cells.as_slice() {
        let claimed = said.cell_span.map_or_else(|| cell.text.trim().to_owned(), |span| cell.quoted(span));
        let mut in_table = finding(&cell.place, IN_TABLE, &claimed, &said.ours).related(&said.prose.place);
        in_table.span = said.cell_span;
        checks.push(in_table);
    }
}

const IN_REPORT: Text = Text {
    zh: "报告写作 {claimed}，自评表的同一数据是 {expected}。",
    en: "The report says {claimed}; the table has {expected} for the same quantity.",
};
const IN_TABLE: Text = Text {
    zh: "此处是 {claimed}，报告的同一数据写作 {expected}。",
    en: "This says {claimed}; the report has {expected} for the same quantity.",
};
const ADVICE: Text = Text {
    zh: "核对来源，报告与自评表改为同一个数；口径不同的，请写明。",
    en: "Check the source and make report and table agree; if their scope differs, say so.",
};

/// Each report of the filing with the evaluation it is about.
pub fn reports<'a>(scope: &Scope<'a>) -> Vec<(&'a Narrative, &'a Evaluation)> {
    let reports = scope.documents.iter().filter_map(|document| match document {
        Document::Narrative(report) => Some(report),
        _ => None,
    });
    reports.filter_map(|report| Some((report, table_of(report, scope.documents)?))).collect()
}

fn table_of<'a>(report: &Narrative, documents: &'a [Document]) -> Option<&'a Evaluation> {
    let title = report.head.title.name_key();
    let tables = documents.iter().filter(|document| may_meet(&report.head, document.head()));
    let only = |fits: &dyn Fn(&Document) -> bool| {
        let mut fitting = tables.clone().filter(|document| fits(document)).filter_map(Document::evaluation);
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let is_of_department = |document: &Document| matches!(document, Document::DepartmentEvaluation(_));
    if title.contains("整体") {
        return only(&is_of_department);
    }
    let named =
        |document: &Document| document.evaluation().and_then(|table| project_key(&table.project)).is_some_and(|key| title.contains(key));
    only(&named).or_else(|| only(&|_| true)).or_else(|| if title.contains("项目") { None } else { only(&is_of_department) })
}

fn texts(report: &Narrative) -> impl Iterator<Item = (&str, &Cell, &Prose)> {
    report.sections.iter().flat_map(|section| {
        let heading = section.heading.level_key();
        // A heading may state points itself: `2、质量指标（指标分值14分，得分14分）`.
        let cells = [section.heading.cell(), section.text.cell()];
        cells.into_iter().flatten().map(move |cell| (heading, cell, cell.prose()))
    })
}

fn said<'a>(prose: &'a Cell, mention: &Mention, cells: Vec<&'a Cell>, agrees: bool) -> Said<'a> {
    let stated = prose.quoted(mention.item.span);
    let figure = cells.first().and_then(|cell| Some((*cell, cell.figure()?)));
    let theirs = figure.and_then(|(_, figure)| scaled(figure.base()?, &mention.item.unit, figure.number));
    let ours = figure.and_then(|(cell, figure)| Some(as_typed(cell, scaled(mention.item.base()?, &figure.unit, mention.item.number)?)));
    let theirs = theirs.map_or_else(String::new, |theirs| restated(&stated, theirs));
    Said {
        prose,
        span: mention.item.span,
        ours: ours.unwrap_or_else(|| stated.clone()),
        stated,
        cells,
        cell_span: None,
        theirs,
        agrees,
        mild: false,
    }
}

/// `base` in a unit; points and bare figures are in the unit of what they are set against.
fn scaled(base: Dec, unit: &Unit, number: Dec) -> Option<Dec> {
    if unit.dimension == Dimension::Bare { Some(number) } else { Some(base.shift(-unit.power)?.plain()) }
}

fn figure(mention: &Mention) -> Figure {
    Figure { comparison: None, number: mention.item.number, upper: None, unit: mention.item.unit.clone(), repeated: None }
}

/// Does the label name no other year?
fn is_of(year: Option<i32>, label: &str) -> bool {
    label.match_indices('年').all(|(at, _)| {
        let before = label.get(..at).unwrap_or_default();
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let named = before.get(start..).filter(|digits| digits.len() == 4).and_then(|digits| digits.parse::<i32>().ok());
        named.zip(year).is_none_or(|(named, year)| named == year)
    })
}

/// What a label says before its last verb.
fn core(label: &str) -> &str {
    label.trim_end_matches(['为', '是', '达', '到', '共', '计', '有', '约', '了'])
}

/// One statement for each cell: one that agrees, else the first that does not.
fn once(all: Vec<Said<'_>>) -> Vec<Said<'_>> {
    let mut kept: Vec<Said<'_>> = Vec::new();
    for said in all {
        let place = |said: &Said<'_>| said.cells.first().map(|cell| cell.place.clone());
        match kept.iter_mut().find(|known| place(known) == place(&said)) {
            Some(known) if known.agrees || !said.agrees => {}
            Some(known) => *known = said,
            None => kept.push(said),
        }
    }
    kept
}

/// All that a report and its table both give, but budgets.
pub fn figures<'a>(report: &'a Narrative, table: &'a Evaluation) -> Vec<Said<'a>> {
    let rows = Table::of(table);
    let mut found = totals(report, &rows);
    found.extend(points(report, &rows));
    found.extend(results(report, &rows));
    found.extend(counts(report, table));
    found
}

// ── Budgets ──────────────────────────────────────────────────────────────────────────────────────────────

const INITIAL: [&str; 4] = ["年初预算", "年初预算数", "年初部门预算", "年初预算总额"];
const ADJUSTED: [&str; 5] = ["全年预算", "全年预算数", "调整后预算", "调整后预算数", "调整预算数"];
const EXECUTED: [&str; 5] = ["预算执行", "预算执行数", "全年执行数", "执行数", "实际支出"];
const RATE: [&str; 2] = ["预算执行率", "执行率"];
/// Budgets of parts.
const PARTS: [&str; 12] = ["项目", "经费", "三公", "专项", "基金", "采购", "公用", "人员", "基本支出", "上年", "下属", "街道"];
const OWN: [&str; 12] = ["我单位", "我局", "我委", "我厅", "我院", "我校", "我办", "本单位", "本部门", "我部门", "部门整体", "单位整体"];

/// The budgets of the whole that the report states beside its table's.
pub fn budgets<'a>(report: &'a Narrative, table: &'a Evaluation) -> Vec<Said<'a>> {
    let Some(line) = table.funds.as_ref().and_then(|funds| funds.total.as_ref()) else { return Vec::new() };
    let year = report.head.evaluated_year();
    let mut found = Vec::new();
    for (_, cell, prose) in texts(report) {
        for sentence in prose.mentions.chunk_by(|a, b| a.sentence == b.sentence) {
            if sentence.iter().all(|mention| is_of(year, &mention.item.label)) {
                found.extend(budgets_of(cell, prose, sentence, line, table.project.is_some()));
            }
        }
    }
    once(found)
}

fn budgets_of<'a>(cell: &'a Cell, prose: &Prose, sentence: &[Mention], line: &'a FundLine, is_project: bool) -> Vec<Said<'a>> {
    let is_of_part = |text: &str| PARTS.iter().any(|word| text.contains(word) && !(is_project && *word == "项目"));
    let of_part = |mention: &Mention| is_of_part(&mention.item.label) || is_of_part(&mention.item.topic) || is_of_part(prose.lead(mention));
    if sentence.iter().any(of_part) {
        return Vec::new();
    }
    let stated: Vec<(&Mention, &Cell, bool)> = sentence
        .iter()
        .filter(|mention| !mention.item.among)
        .filter_map(|mention| {
            let cell = budget_named(core(&mention.item.label), line)?;
            Some((mention, cell, agrees(&figure(mention), cell.figure()?)?))
        })
        .collect();
    let is_money = |cell: &Cell| cell.figure().is_some_and(|figure| figure.unit.dimension == Dimension::Money);
    let is_anchored = stated.iter().any(|(_, cell, agrees)| *agrees && is_money(cell));
    let is_own = |mention: &Mention| OWN.iter().any(|word| mention.item.label.contains(word)) || is_project;
    stated
        .iter()
        .filter(|(mention, cell, agrees)| *agrees || is_anchored || is_money(cell) && is_own(mention) && near(mention, cell, 10))
        .map(|(mention, theirs, agrees)| said(cell, mention, vec![theirs], *agrees))
        .collect()
}

fn budget_named<'a>(label: &str, line: &'a FundLine) -> Option<&'a Cell> {
    let ends = |words: &[&str]| words.iter().any(|word| label.ends_with(word));
    let cell = match () {
        () if ends(&RATE) => &line.rate,
        () if ends(&INITIAL) => &line.initial,
        () if ends(&ADJUSTED) => &line.budget,
        () if ends(&EXECUTED) => &line.executed,
        () => return None,
    };
    cell.as_ref()
}

/// Do the two differ by less than so many per cent?
fn near(mention: &Mention, cell: &Cell, percent: i64) -> bool {
    let (Some(stated), Some(theirs)) = (mention.item.base(), cell.amount()) else { return false };
    is_near(stated, theirs, percent)
}

fn is_near(a: Dec, b: Dec, percent: i64) -> bool {
    let reach = b.abs().times(Dec::new(percent, 2));
    a.minus(b).zip(reach).is_some_and(|(difference, reach)| difference.abs() < reach)
}

// ── Points ───────────────────────────────────────────────────────────────────────────────────────────────

/// What points are of.
#[derive(Clone, Copy, PartialEq)]
enum Subject<'a> {
    Level1(&'a str),
    Level2(&'a str),
    Row(&'a Indicator),
    Execution(&'a FundLine),
}

/// Points that the report gives.
struct Points<'a> {
    subject: Subject<'a>,
    is_weight: bool,
    prose: &'a Cell,
    mention: &'a Mention,
}

/// The rows of a table by their groups and names.
struct Table<'a> {
    table: &'a Evaluation,
    level1: HashMap<&'a str, Vec<&'a Indicator>>,
    level2: HashMap<&'a str, Vec<&'a Indicator>>,
    names: HashMap<&'a str, Vec<&'a Indicator>>,
}

impl<'a> Table<'a> {
    fn of(table: &'a Evaluation) -> Table<'a> {
        let mut rows = Table { table, level1: HashMap::default(), level2: HashMap::default(), names: HashMap::default() };
        for row in &table.indicators {
            rows.level1.entry(row.level1.level_key()).or_default().push(row);
            rows.level2.entry(row.level2.level_key()).or_default().push(row);
            rows.names.entry(row.name.name_key()).or_default().push(row);
        }
        rows
    }

    fn row(&self, name: &str) -> Option<&'a Indicator> {
        match self.names.get(name)?.as_slice() {
            [only] if !name.is_empty() => Some(only),
            _ => None,
        }
    }

    /// What a heading, the opening of a line or a label names.
    fn subject(&self, name: &str) -> Option<Subject<'a>> {
        let key = crate::value::text::level_key(name);
        if key.is_empty() {
            return None;
        }
        if let Some((key, _)) = self.level1.get_key_value(&*key) {
            return Some(Subject::Level1(key));
        }
        if let Some((key, rows)) = self.level2.get_key_value(&*key) {
            // One name under two level-1 indicators says nothing.
            let one = rows.iter().all(|row| row.level1.level_key() == rows.first().map_or("", |first| first.level1.level_key()));
            return one.then_some(Subject::Level2(key));
        }
        let row = self.row(&name_key(name)).map(Subject::Row);
        let line = || self.table.funds.as_ref()?.total.as_ref();
        row.or_else(|| {
            if matches!(&*key, "预算执行率" | "预算执行" | "资金执行率") { line().map(Subject::Execution) } else { None }
        })
    }

    /// The cells whose points are those of the subject.
    fn cells(&self, subject: Subject<'a>, is_weight: bool) -> Vec<&'a Cell> {
        let of_row = |row: &&'a Indicator| if is_weight { row.weight.as_ref() } else { row.score.as_ref() };
        match subject {
            Subject::Level1(key) => self.level1.get(key).into_iter().flatten().filter_map(of_row).collect(),
            Subject::Level2(key) => self.level2.get(key).into_iter().flatten().filter_map(of_row).collect(),
            Subject::Row(row) => of_row(&row).into_iter().collect(),
            Subject::Execution(line) => if is_weight { &line.weight } else { &line.score }.as_ref().into_iter().collect(),
        }
    }

    /// Is `inner` a part of `outer`?
    fn contains(&self, outer: Subject<'a>, inner: Subject<'a>) -> bool {
        match (outer, inner) {
            (Subject::Level1(key), Subject::Level2(_) | Subject::Row(_)) => self.level1_of(inner) == Some(key),
            (Subject::Level2(key), Subject::Row(row)) => row.level2.level_key() == key,
            _ => false,
        }
    }

    fn level1_of(&self, subject: Subject<'a>) -> Option<&'a str> {
        match subject {
            Subject::Level1(key) => Some(key),
            Subject::Level2(key) => self.level2.get(key)?.first().map(|row| row.level1.level_key()),
            Subject::Row(row) => Some(row.level1.level_key()),
            Subject::Execution(_) => None,
        }
    }
}

/// The sum of the figures in `cells`, the blank ones left out; nothing where one cannot be read.
fn sum(cells: &[&Cell]) -> Option<Dec> {
    let filled: Vec<&&Cell> = cells.iter().filter(|cell| !cell.value.is_empty()).collect();
    let numbers: Option<Vec<Dec>> = filled.iter().map(|cell| cell.number()).collect();
    numbers.filter(|numbers| !numbers.is_empty()).and_then(Dec::sum)
}

/// Equal, or rounded to what the text prints.
fn same_points(stated: Dec, theirs: Dec) -> bool {
    stated == theirs || stated.decimals() < theirs.plain().decimals() && theirs.round(stated.decimals()) == stated
}

/// The points of groups and indicators.
fn points<'a>(report: &'a Narrative, rows: &Table<'a>) -> Vec<Said<'a>> {
    let (stated, torn) = stated_points(report, rows);
    if stated.is_empty() {
        return Vec::new();
    }
    let mut weights = judged(rows, &stated, true);
    let splits: Vec<(&str, Split)> = rows.level1.keys().map(|key| (*key, Split::of(key, rows, &weights, torn.contains(key)))).collect();
    let split_of = |subject| splits.iter().find(|(key, _)| Some(*key) == rows.level1_of(subject)).map(|(_, split)| split);
    weights.retain_mut(|judged| match (judged.subject, split_of(judged.subject)) {
        (Subject::Level2(_), Some(split)) => {
            judged.said.mild = !split.adds_up;
            split.is_complete
        }
        // Its own parts have said it already.
        (Subject::Level1(_), Some(split)) => judged.said.agrees || !(split.is_complete && !split.off.is_zero() && split.off == judged.off),
        _ => true,
    });
    let off: Vec<Subject<'_>> = weights.iter().filter(|judged| !judged.said.agrees).map(|judged| judged.subject).collect();
    let mut scores = judged(rows, &stated, false);
    // Points out of another weight are other points.
    let is_off =
        |subject: Subject<'_>| off.iter().any(|off| *off == subject || rows.contains(*off, subject) || rows.contains(subject, *off));
    scores.retain(|judged| {
        let is_split = matches!(judged.subject, Subject::Level2(_)) && split_of(judged.subject).is_some_and(|split| !split.is_complete);
        judged.said.agrees || !is_off(judged.subject) && !is_split
    });
    let mut found = one_system(weights);
    found.extend(one_system(scores));
    found
}

/// A report that gives most groups other points than the table evaluates by other criteria: nothing is wrong with either.
fn one_system(judged: Vec<Judged<'_>>) -> Vec<Said<'_>> {
    let differing = judged.iter().filter(|judged| !judged.said.agrees).count();
    let is_one = differing * 2 <= judged.len();
    judged.into_iter().map(|judged| judged.said).filter(|said| said.agrees || is_one).collect()
}

/// A subject's points in the report against those of the table.
struct Judged<'a> {
    subject: Subject<'a>,
    said: Said<'a>,
    stated: Dec,
    off: Dec,
}

fn judged<'a>(rows: &Table<'a>, stated: &[Points<'a>], is_weight: bool) -> Vec<Judged<'a>> {
    let judge = |points: &Points<'a>| {
        let cells = rows.cells(points.subject, is_weight);
        let (stated, theirs) = (points.mention.item.number, sum(&cells)?);
        let mut said = said(points.prose, points.mention, cells, same_points(stated, theirs));
        said.theirs = restated(&said.stated, theirs.plain());
        Some(Judged { subject: points.subject, off: stated.minus(theirs)?, stated, said })
    };
    let mut found: Vec<Judged<'a>> = Vec::new();
    for judged in stated.iter().filter(|points| points.is_weight == is_weight).filter_map(judge) {
        if found.iter().all(|known| known.subject != judged.subject) {
            found.push(judged);
        }
    }
    found
}

/// How a report divides the weight of a level-1 indicator.
struct Split {
    /// Into the level-2 indicators that the table has too.
    is_complete: bool,
    /// Do its parts make the whole?
    adds_up: bool,
    /// By how much they are off together.
    off: Dec,
}

impl Split {
    fn of(level1: &str, rows: &Table<'_>, weights: &[Judged<'_>], is_torn: bool) -> Split {
        let parts = || {
            weights.iter().filter(|judged| matches!(judged.subject, Subject::Level2(_)) && rows.level1_of(judged.subject) == Some(level1))
        };
        let is_stated = |row: &&Indicator| parts().any(|part| part.subject == Subject::Level2(row.level2.level_key()));
        let weighted = rows.level1.get(level1).into_iter().flatten().filter(|row| row.weight.number().is_some());
        let whole = weights.iter().find(|judged| matches!(judged.subject, Subject::Level1(key) if key == level1));
        let stated = Dec::sum(parts().map(|part| part.stated));
        Split {
            is_complete: !is_torn && parts().next().is_some() && weighted.clone().all(is_stated),
            adds_up: whole.is_none_or(|whole| stated == Some(whole.stated)),
            off: Dec::sum(parts().map(|part| part.off)).unwrap_or(Dec::ZERO),
        }
    }
}

/// The points that the report gives, and the level-1 indicators that it divides into others than the table.
fn stated_points<'a>(report: &'a Narrative, rows: &Table<'a>) -> (Vec<Points<'a>>, Vec<&'a str>) {
    let (mut found, mut torn) = (Vec::new(), Vec::new());
    let mut level1 = None;
    for (heading, cell, prose) in texts(report) {
        let about = rows.subject(heading);
        level1 = about.and_then(|subject| rows.level1_of(subject)).or(level1);
        for mention in &prose.mentions {
            let Some((is_weight, of)) = points_named(mention) else { continue };
            let name = match of {
                Some(name) => name,
                None if !prose.lead(mention).is_empty() => prose.lead(mention),
                None if mention.line == 0 => heading,
                None => continue,
            };
            match rows.subject(name) {
                Some(subject) => {
                    level1 = rows.level1_of(subject).or(level1);
                    found.push(Points { subject, is_weight, prose: cell, mention });
                }
                None => torn.extend(level1.filter(|_| is_weight)),
            }
        }
    }
    (found, torn)
}

/// Whether points are a weight or a score, and what they are said to be of, where the label itself says it.
fn points_named(mention: &Mention) -> Option<(bool, Option<&str>)> {
    const WEIGHTS: [&str; 4] = ["分值", "权重", "满分", "总分"];
    const SCORES: [&str; 5] = ["自评得分", "实际得分", "得分", "自评分", "自评"];
    const THIS: [&str; 7] = ["", "此项", "该项", "本项", "指标", "本", "该"];
    if mention.item.unit.noun != "分" || mention.item.unit.power != 0 {
        return None;
    }
    let label = core(&mention.item.label);
    let ending = |words: &[&str]| words.iter().find_map(|word| label.strip_suffix(word));
    let (is_weight, of) = ending(&WEIGHTS).map(|of| (true, of)).or_else(|| Some((false, ending(&SCORES)?)))?;
    let is_this = THIS.contains(&of.strip_suffix("指标").unwrap_or(of));
    Some((is_weight, (!is_this).then_some(of)))
}

// ── Total and grade ──────────────────────────────────────────────────────────────────────────────────────

/// The total score and the grade that the report gives itself.
fn totals<'a>(report: &'a Narrative, rows: &Table<'a>) -> Vec<Said<'a>> {
    let Some(total) = &rows.table.total else { return Vec::new() };
    let year = report.head.evaluated_year();
    let mut found = Vec::new();
    if let Some((score, theirs)) = total.score.as_ref().and_then(|cell| Some((cell, cell.number()?))) {
        for (heading, cell, prose) in texts(report) {
            // What stands under the name of a group is the group's.
            let is_of_group = |mention: &&Mention| {
                let name = if mention.line == 0 && prose.lead(mention).is_empty() { heading } else { prose.lead(mention) };
                rows.subject(name).is_some() || mention.item.topic.contains("项目")
            };
            let totals = prose.mentions.iter().filter(|mention| is_total(mention, year) && !is_of_group(mention));
            found.extend(totals.map(|mention| said(cell, mention, vec![score], same_points(mention.item.number, theirs))));
        }
    }
    if let Some((cell, grade)) = total.grade.as_ref().and_then(|cell| Some((cell, grade(cell.compact())?))) {
        found.extend(report.sections.iter().filter_map(|section| stated_grade(section.text.as_ref()?, cell, grade)));
    }
    once(found)
}

/// `自评得分99.54分`, and no other word before it but whose.
fn is_total(mention: &Mention, year: Option<i32>) -> bool {
    const TOTALS: [&str; 9] = ["自评总得分", "自评综合得分", "综合得分", "自评得分", "自评总分", "自评分数", "最终得分", "总得分", "自评"];
    const WHOSE: [&str; 11] = ["我局", "我单位", "本部门", "本单位", "部门", "单位", "整体", "支出", "绩效", "本年", "评价"];
    if mention.item.unit.noun != "分" || mention.item.unit.power != 0 {
        return false;
    }
    let label = core(&mention.item.label);
    let Some(whose) = TOTALS.iter().find_map(|word| label.strip_suffix(word)).filter(|whose| is_of(year, whose)) else { return false };
    let mut rest = undated(whose);
    while let Some(after) = WHOSE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = undated(after);
    }
    rest.is_empty()
}

/// Without the year before it.
fn undated(label: &str) -> &str {
    label.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | '月' | '日' | '底' | '末'))
}

fn grade(text: &str) -> Option<char> {
    text.chars().next().filter(|c| matches!(c, '优' | '良' | '中' | '差'))
}

/// `评价等级为“优”`
fn stated_grade<'a>(prose: &'a Cell, cell: &'a Cell, theirs: char) -> Option<Said<'a>> {
    if !prose.text.contains("等级") {
        return None;
    }
    let text = prose.running();
    let (at, rest) = text.text.match_indices("等级").find_map(|(at, word)| {
        let from = at + word.len();
        let rest = text.text.get(from..)?;
        let named = rest.trim_start_matches(['为', '是', '达', '到', ':', '评', '定']);
        // 优、良、中、差四个等级 names them all.
        let alone = named.chars().nth(1).is_none_or(|next| matches!(next, '。' | ',' | '，' | ';' | '；' | '\n' | ')' | '秀' | '好'));
        grade(named).filter(|_| alone).map(|_| (from + rest.len() - named.len(), named))
    })?;
    let stated = grade(rest)?;
    Some(Said {
        prose,
        span: text.span(at..at + stated.len_utf8()),
        stated: stated.to_string(),
        cells: vec![cell],
        cell_span: None,
        theirs: cell.text.trim().to_owned(),
        ours: stated.to_string(),
        agrees: stated == theirs,
        mild: false,
    })
}

// ── Results ──────────────────────────────────────────────────────────────────────────────────────────────

/// The results of indicators: where a line opens with the indicator's name, or the text gives the figure right after it.
fn results<'a>(report: &'a Narrative, rows: &Table<'a>) -> Vec<Said<'a>> {
    let names = prose::results(rows.table);
    let year = report.head.evaluated_year();
    let mut found = Vec::new();
    for (_, cell, prose) in texts(report) {
        for line in prose.mentions.chunk_by(|a, b| a.line == b.line) {
            let row = line.first().and_then(|mention| rows.row(&name_key(prose.lead(mention))));
            found.extend(row.into_iter().flat_map(|row| results_of(cell, line, row, year)));
        }
        if !prose.mentions.is_empty() {
            let is_near = |statement: &prose::Statement<'_>| statement.agrees || statement.is_near;
            found.extend(prose::stated_in(cell, &names).into_iter().filter(is_near).map(Said::from));
        }
    }
    once(found)
}

/// The one figure of the line that bears the end of the indicator's name.
fn results_of<'a>(cell: &'a Cell, line: &[Mention], row: &'a Indicator, year: Option<i32>) -> Vec<Said<'a>> {
    /// Shorter ends are shared by chance.
    const SHORTEST: usize = 3;
    let Some((actual, figure_of)) = row.actual.as_ref().and_then(|actual| Some((actual, actual.figure()?))) else { return Vec::new() };
    let name = row.name.name_key();
    let shared = |label: &str| name.chars().rev().zip(label.chars().rev()).take_while(|(a, b)| a == b).count() >= SHORTEST;
    let fitting: Vec<Said<'a>> = line
        .iter()
        .filter(|mention| !mention.item.among && is_of(year, &mention.item.label) && shared(core(&mention.item.label)))
        .filter_map(|mention| Some(said(cell, mention, vec![actual], agrees(&figure(mention), figure_of)?)))
        .collect();
    if fitting.len() > 1 && !fitting.iter().any(|said| said.agrees) { Vec::new() } else { fitting }
}

impl<'a> From<prose::Statement<'a>> for Said<'a> {
    fn from(statement: prose::Statement<'a>) -> Said<'a> {
        Said {
            prose: statement.prose,
            span: statement.span,
            ours: statement.stated.clone(),
            stated: statement.stated,
            theirs: statement.cell.text.trim().to_owned(),
            cells: vec![statement.cell],
            cell_span: None,
            agrees: statement.agrees,
            mild: false,
        }
    }
}

// ── Counts in the prose of both ──────────────────────────────────────────────────────────────────────────

/// Fewer digits are alike or not by chance.
const FEWEST_DIGITS: usize = 3;
/// Counts of one subject that differ by more are of different scope.
const NEAR: i64 = 2;

/// What the report and the table's own prose both count: `职工医保参保43.42万人`.
fn counts<'a>(report: &'a Narrative, table: &'a Evaluation) -> Vec<Said<'a>> {
    let year = report.head.evaluated_year().or(table.head.evaluated_year());
    let goals = table.goals.as_ref().and_then(|goals| goals.achieved.as_ref());
    let theirs: Vec<&Cell> = [goals, table.conclusion.as_ref()].into_iter().flatten().filter(|cell| !cell.value.is_empty()).collect();
    let counted =
        theirs.iter().flat_map(|cell| cell.prose().mentions.iter().filter_map(|mention| Some((*cell, mention, subject(mention, year)?))));
    let counted: Vec<(&Cell, &Mention, String)> = counted.collect();
    if counted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Said<'a>> = Vec::new();
    for (_, cell, prose) in texts(report) {
        for mention in &prose.mentions {
            let Some(own) = subject(mention, year) else { continue };
            for (theirs, other, _) in counted.iter().filter(|(_, _, subject)| *subject == own) {
                let Some(agrees) = agrees(&figure(mention), &figure(other)) else { continue };
                let both = mention.item.base().zip(other.item.base());
                if agrees || both.is_some_and(|(a, b)| is_near(a, b, NEAR)) {
                    let mut said = said(cell, mention, vec![*theirs], agrees);
                    said.theirs = theirs.quoted(other.item.span);
                    said.ours.clone_from(&said.stated);
                    said.cell_span = Some(other.item.span);
                    match found.iter_mut().find(|known| known.cell_span == said.cell_span && known.theirs == said.theirs) {
                        Some(known) if said.agrees => *known = said,
                        Some(_) => {}
                        None => found.push(said),
                    }
                }
            }
        }
    }
    found
}

/// What a head count is of, without place and filler; nothing where another year, an aim or a change is counted.
fn subject(mention: &Mention, year: Option<i32>) -> Option<String> {
    const OTHERWISE: [&str; 18] = [
        "上年", "去年", "同期", "目标", "计划", "任务", "新增", "净增", "比", "较", "增加", "减少", "平均", "人均", "预计", "应", "其他",
        "仅",
    ];
    const ONE_NAME: [(&str, &str); 3] = [("基本医疗保险", "医保"), ("医疗保险", "医保"), ("养老保险", "养老")];
    const FILLER: [&str; 34] = [
        "全市", "我市", "本市", "全省", "我省", "全县", "我县", "全区", "我区", "截至", "年末", "年底", "城镇", "城乡", "基本", "参加",
        "参保", "人数", "人员", "总数", "达到", "完成", "实现", "累计", "整体", "共有", "共", "已", "达", "为", "的", "了", "总", "有",
    ];
    let item = &mention.item;
    let digits = item.number.plain().to_string().bytes().filter(u8::is_ascii_digit).count();
    if item.unit.dimension != Dimension::Count
        || digits < FEWEST_DIGITS
        || item.among
        || OTHERWISE.iter().any(|word| item.label.contains(word))
    {
        return None;
    }
    if !is_of(year, &item.label) {
        return None;
    }
    let undated = undated(&item.label);
    if undated.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let named = ONE_NAME.iter().fold(undated.to_owned(), |label, (long, short)| label.replace(long, short));
    let key = FILLER.iter().fold(named, |label, word| label.replace(word, ""));
    (key.chars().count() >= 2).then_some(key)
}
