//! What cannot have happened yet when a document was written, and years that belong together.
//!
//! A text speaks of many years: plans, last year's figures, what was founded long ago. Only what is
//! said in so many words to have been done, or is known by its form, is judged.

use crate::filing::{Cell, Document, MaybeCell};
use crate::narrative::dated::{Dated, Moment};
use crate::narrative::opening::tells_history;
use crate::narrative::paper::Paper;
use crate::relation::dates::{evaluated_year, reports_back};
use crate::relation::prose::cells_of;
use crate::value::date::Date;
use crate::value::text::contains_any;

/// Where a text names a year.
pub struct Said<'a> {
    pub cell: &'a Cell,
    pub span: (usize, usize),
}

/// The day by which a document that looks back on a year was written: its own date where it is
/// sensible, else some day of the year after.
pub fn written_by(document: &Document, evaluated: i32) -> Date {
    let filed = document.head().filed_on();
    filed
        .filter(|filed| (evaluated..=evaluated.saturating_add(2)).contains(&filed.year))
        .unwrap_or(Date { year: evaluated.saturating_add(1), month: None, day: None })
}

/// Results of a time after the document was written.
pub fn results_ahead(document: &Document) -> Vec<Said<'_>> {
    let Some(evaluated) = evaluated_year(document.head()).filter(|_| reports_back(document)) else {
        return Vec::new();
    };
    let written = written_by(document, evaluated);
    let mut ahead = Vec::new();
    for cell in looking_back(document) {
        for sentence in cell.sentences() {
            let later = |moment: &&Moment| is_ahead(sentence, moment, written);
            ahead.extend(
                sentence
                    .moments
                    .iter()
                    .filter(later)
                    .map(|moment| Said { cell, span: moment.span }),
            );
        }
    }
    ahead
}

/// Numbers of papers that were given after the document was written.
pub fn papers_ahead(document: &Document, today: Option<Date>) -> Vec<Said<'_>> {
    let Some(evaluated) = evaluated_year(document.head()).filter(|_| reports_back(document)) else {
        return Vec::new();
    };
    let (filed, written) = (document.head().filed_on(), written_by(document, evaluated));
    let last = match today {
        _ if filed == Some(written) => written.year,
        Some(today) => today.year,
        None => return Vec::new(),
    };
    cells_of(document)
        .into_iter()
        .flat_map(|cell| cell.prose().papers.iter().map(move |paper| (cell, paper)))
        .filter(|(_, paper)| paper.year > last)
        .map(|(cell, paper)| Said { cell, span: paper.span })
        .collect()
}

/// The cells with sentences, without what a report says of the time to come.
pub fn looking_back(document: &Document) -> Vec<&Cell> {
    let Document::Narrative(report) = document else { return cells_of(document) };
    let mut is_ahead = false;
    let mut cells = Vec::new();
    for section in &report.sections {
        is_ahead = is_section_ahead(section.heading.compact(), is_ahead);
        cells.extend(section.text.as_ref().filter(|_| !is_ahead));
    }
    cells
}

/// Whether a section is about the time to come: by its heading, or as part of a chapter that is.
pub fn is_section_ahead(heading: &str, is_before: bool) -> bool {
    const AHEAD: [&str; 9] =
        ["下一步", "下步", "改进", "打算", "计划", "建议", "展望", "规划", "安排"];
    contains_any(heading, &AHEAD) || is_before && !is_chapter(heading)
}

/// `六、下一步改进措施`
fn is_chapter(heading: &str) -> bool {
    let numeral = heading
        .trim_start_matches(['#', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    numeral.len() < heading.len() && numeral.starts_with('、')
}

/// Whether the sentence says that something was done at a time after `written`.
fn is_ahead(sentence: &Dated, moment: &Moment, written: Date) -> bool {
    let is_cut_off = CUT_OFF.iter().any(|word| moment.before.ends_with(word));
    let is_end = moment.before.ends_with(JOINS) && !is_cut_off;
    let is_open = moment.after.starts_with(JOINS) || moment.after.starts_with(['前', '起', '底']);
    if is_end || is_open || is_plan(sentence, written) {
        return false;
    }
    // `截至2026年12月31日`, `2026年末`: after a filing of May.
    let ends = moment.date.month.is_none() && moment.after.starts_with(['末', '终']);
    let begins = if ends { (moment.date.year, 12, 31) } else { moment.date.earliest() };
    if begins > written.latest() && (ends || is_cut_off) {
        return true;
    }
    if moment.date.year > written.year {
        return says_done(&moment.after);
    }
    // The accounts of a year are closed when it is over.
    let is_within = moment.date.year == written.year && written.latest() < (written.year, 12, 1);
    let annual = CLOSED.iter().filter_map(|word| moment.after.find(word)).min();
    let until = annual.and_then(|at| moment.after.get(..at));
    let is_annual = until.is_some_and(|until| {
        !until.contains(['年', '月', '预', '，', ',', '。', '、'])
            && until.chars().count() <= 24
            && !contains_any(until, &["季度", "半年"])
    });
    is_within && moment.date.month.is_none() && is_annual
}

const JOINS: [char; 6] = ['至', '到', '-', '~', '—', '、'];
const CUT_OFF: [&str; 4] = ["截至", "截止", "截止到", "截至到"];
const CLOSED: [&str; 7] =
    ["决算收入", "决算支出", "总收入", "总支出", "收入总计", "支出总计", "实际支出数"];

/// A sentence of what is planned, or of the time after the filing as a whole.
fn is_plan(sentence: &Dated, written: Date) -> bool {
    const PLANNED: [&str; 43] = [
        "将", "拟", "计划", "规划", "目标", "力争", "争取", "预计", "预期", "预测", "远景", "愿景",
        "底前", "有效期", "期限", "到期", "届满", "服务期", "合同", "工期", "竣工", "十五五",
        "下一步", "今后", "未来", "后续", "展望", "谋划", "建议", "申报", "申请", "储备", "确保",
        "继续", "争创", "筹备", "启动", "迎接", "提前", "有望", "拟定", "学年", "招生",
    ];
    let later = |moment: &&Moment| moment.date.year > written.year;
    let mut years = sentence.moments.iter().filter(later).map(|moment| moment.date.year);
    let first = years.next();
    // `确保了待遇及时结算` is done.
    let said = sentence.text.replace("确保了", "");
    contains_any(&said, &PLANNED) || years.any(|year| Some(year) != first)
}

/// `，我市参保人数677万人`: the words after a year say what was done or counted in it.
fn says_done(after: &str) -> bool {
    const DONE: [&str; 29] = [
        "已", "完成了", "累计", "实际", "顺利", "稳步", "收到", "率为", "率达", "满意率", "人数",
        "人口", "总收入", "总支出", "决算", "总计", "年末", "结余", "没有", "标准为", "下达预算",
        "共有", "查处", "开展了", "支出数", "报告如下", "获得", "荣获", "结算率",
    ];
    let clause = after.split('。').next().unwrap_or("");
    let is_without = clause.find('无').is_some_and(|at| {
        let (before, rest) = clause.split_at_checked(at).unwrap_or(("", ""));
        before.chars().count() <= 8 && !contains_any(rest, &["无障碍", "无偿", "无线", "无人"])
    });
    is_without || contains_any(clause, &DONE)
}

/// A paper whose title and number cannot both be right: the notice on a year's work or budget is of
/// that year, of the one before or the one after.
pub fn is_apart(paper: &Paper) -> bool {
    const YEARLY: [&str; 6] = ["批复", "做好", "开展", "编制", "下达", "报送"];
    const LATE: [&str; 12] = [
        "规划", "计划", "纲要", "行动", "方案", "远景", "清算", "结算", "审计", "整改", "结果",
        "通报",
    ];
    let Some((titled, _)) = paper.titled else { return false };
    let is_yearly = contains_any(&paper.title, &YEARLY) && paper.title.contains("通知");
    is_yearly && !contains_any(&paper.title, &LATE) && (titled - paper.year).abs() > 1
}

/// A publication and the year of what is published, where they do not belong together: a budget is
/// published in its year, accounts and evaluations in the year after.
pub fn publications_apart(sentence: &Dated) -> Vec<(&Moment, &Moment)> {
    const OTHER: [&str; 9] = ["采购", "调整", "执行", "补充", "整改", "追加", "将", "拟", "计划"];
    let pairs = sentence.moments.iter().zip(sentence.moments.iter().skip(1));
    let is_apart = |(published, of): &(&Moment, &Moment)| {
        let Some(month) = published.date.month.filter(|_| of.date.month.is_none()) else {
            return false;
        };
        // What stands between the two, and what follows up to the end of the clause.
        let between = published.after.strip_suffix(of.after.as_str()).unwrap_or("");
        let what = of.after.split(['，', ',', ';', '。']).next().unwrap_or("");
        let is_one_clause = !between.contains(['，', ',', ';', '。', '《'])
            && contains_any(between, &["公开", "公布", "公示"]);
        if !is_one_clause || contains_any(what, &OTHER) || contains_any(between, &OTHER) {
            return false;
        }
        let later = published.date.year - of.date.year;
        if contains_any(what, &["决算", "自评"]) {
            !(later == 1 || later == 2 && month <= 3)
        } else if contains_any(what, &["预算", "绩效目标"]) {
            !(later == 0 || later == -1 && month == 12)
        } else {
            false
        }
    };
    pairs.filter(|pair| is_apart(pair) || is_report_apart(pair)).collect()
}

/// `2025年度自评报告将于2026年4月29日前公开`: a report is published in the year after its own, or
/// soon after that.
fn is_report_apart((of, published): &(&Moment, &Moment)) -> bool {
    let Some(month) = published.date.month.filter(|_| of.date.month.is_none()) else {
        return false;
    };
    let between = of.after.strip_suffix(published.after.as_str()).unwrap_or("");
    let what = between.strip_prefix('度').unwrap_or("");
    let clause = published.after.split(['，', ',', ';', '。']).next().unwrap_or("");
    let is_followed = |name: &str| {
        let rest = what.find(name).and_then(|at| what.get(at + name.len()..));
        rest.is_some_and(|rest| rest.starts_with(['将', '拟', '已', '于', '在']))
    };
    let is_one_clause = !between.contains(['，', ',', ';', '。'])
        && ["自评报告", "评价报告", "自评表"].iter().any(|name| is_followed(name))
        && contains_any(clause, &["公开", "公布", "公示"]);
    let later = published.date.year - of.date.year;
    is_one_clause && !(later == 1 || later == 2 && month <= 3)
}

/// Names in the list of a report's annexes that are of another year, with that year.
pub fn annexes_apart(document: &Document, evaluated: i32) -> Vec<(Said<'_>, i32)> {
    let mut apart = Vec::new();
    for cell in cells_of(document).into_iter().filter(|cell| cell.text().contains("附件")) {
        let mut is_listed = false;
        for sentence in cell.sentences() {
            is_listed |= sentence.text.contains("附件");
            let annexes = sentence.moments.iter().filter(|moment| is_listed && is_annex(moment));
            let others = annexes.filter(|moment| moment.date.year != evaluated);
            apart.extend(others.map(|moment| (Said { cell, span: moment.span }, moment.date.year)));
        }
    }
    apart
}

/// `附件：1. 2025年度部门整体支出绩效自评表`
fn is_annex(moment: &Moment) -> bool {
    /// In characters.
    const LONGEST: usize = 40;
    // Up to the number of the next.
    let name = moment.after.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
    let name = name.strip_prefix('度').unwrap_or("");
    let before = moment
        .before
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ':' | '-'));
    moment.date.month.is_none()
        && (before.is_empty() || before.ends_with(['件', '表']) || before.ends_with("报告"))
        && name.chars().count() <= LONGEST
        && (name.ends_with('表') || name.ends_with("报告"))
        && contains_any(name, &["自评", "评价", "决算"])
        && !name.contains(['，', ',', ';', ':', '。'])
}

/// What an evaluation gives as its result, of a whole year that is not the evaluated one:
/// `2026年度，我市医保信息化水平得到提升`.
pub fn results_of_other_years(document: &Document, evaluated: i32) -> Vec<(Said<'_>, i32)> {
    let Some(evaluation) = document.evaluation() else { return Vec::new() };
    let achieved = evaluation.goals.as_ref().and_then(|goals| goals.achieved.as_ref());
    let actual = evaluation.indicators.iter().filter_map(|row| row.actual.as_ref());
    let start = evaluation.start.cell().and_then(|start| start.date());
    let has_begun_before = start.is_some_and(|start| start.year < evaluated);
    let of_another = |cell: &Cell| {
        if cell.is_blank() || !cell.class().has_year() {
            return None;
        }
        let mut moments = cell.sentences().iter().flat_map(|sentence| &sentence.moments);
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '(' | ')');
        let first = moments.next().filter(|first| first.before.chars().all(is_number))?;
        let year = first.date.year;
        let is_clause = first.after.starts_with(['，', ',']);
        let is_whole = ["度，", "度,"].iter().any(|word| first.after.starts_with(word))
            || is_clause && year > evaluated
            || is_clause && !has_begun_before && !tells_history(first);
        let is_meant = first.date.month.is_none() && is_whole && year != evaluated;
        (is_meant && moments.all(|moment| moment.date.year == year)).then_some((first.span, year))
    };
    achieved
        .into_iter()
        .chain(actual)
        .filter_map(|cell| of_another(cell).map(|(span, year)| (Said { cell, span }, year)))
        .collect()
}

/// The year that the text of a report speaks of all along, where it hardly mentions the one that it
/// is said to be about.
pub fn spoken_of(document: &Document, evaluated: i32) -> Option<i32> {
    const FEWEST: usize = 4;
    if !reports_back(document) {
        return None;
    }
    let filed = document.head().filed_on()?;
    let likely = filed.year.checked_sub(1)?;
    let years = || {
        let sentences = cells_of(document).into_iter().flat_map(Cell::sentences);
        sentences.flat_map(|sentence| &sentence.moments).map(|moment| moment.date.year)
    };
    let count = |year: i32| years().filter(|other| *other == year).count();
    let (few, many) = (count(evaluated), count(likely));
    (likely != evaluated && many >= FEWEST && few * 4 < many).then_some(likely)
}

/// Two dates joined by 至 or a dash of which the second is earlier. `is_of_year` tells whether a
/// date has its year with it: months without one may run into the next.
pub fn reversed(sentence: &Dated, is_of_year: impl Fn(&Moment) -> bool) -> Vec<(&Moment, &Moment)> {
    let pairs = sentence.moments.iter().zip(sentence.moments.iter().skip(1));
    let is_reversed = |(first, second): &(&Moment, &Moment)| {
        let between = first.after.strip_suffix(second.after.as_str()).unwrap_or("");
        let is_joined = between.starts_with(['至', '到', '-', '~', '—'])
            && between.chars().filter(|c| !c.is_ascii_digit()).all(|c| "至到-~—年月日".contains(c));
        let (from, to) = (first.date, second.date);
        let is_within_month = from.month == to.month && from.day.is_some() && to.day.is_some();
        let is_known = from.month.is_some()
            && to.month.is_some()
            && (is_within_month || is_of_year(first) && is_of_year(second));
        is_joined && is_known && from.earliest() > to.latest()
    };
    pairs.filter(is_reversed).collect()
}

/// The one year that does not fit into a row of years joined by `、`, and the year that does:
/// `2021年、2029年、2023年、2024年`.
pub fn unfitting(sentence: &Dated) -> Vec<(&Moment, i32)> {
    let is_joined = |first: &Moment, second: &Moment| {
        let between = first.after.strip_suffix(second.after.as_str()).unwrap_or("");
        first.date.month.is_none()
            && second.date.month.is_none()
            && between.strip_prefix('、').is_some_and(|year| {
                year.trim_end_matches('年').bytes().all(|byte| byte.is_ascii_digit())
            })
    };
    let rows = sentence.moments.chunk_by(is_joined);
    rows.filter_map(unfitting_in).collect()
}

fn unfitting_in(row: &[Moment]) -> Option<(&Moment, i32)> {
    const SHORTEST: usize = 4;
    if row.len() < SHORTEST {
        return None;
    }
    let starts = || row.iter().zip(0i32..).map(|(moment, at)| moment.date.year - at);
    // All but one follow each other year by year.
    let start = starts()
        .take(2)
        .find(|start| starts().filter(|other| other == start).count() + 1 == row.len())?;
    let (moment, expected) = row
        .iter()
        .zip(0i32..)
        .map(|(moment, at)| (moment, start + at))
        .find(|(moment, expected)| moment.date.year != *expected)?;
    // A gap at the beginning or the end is no mistake: `2019年、2022年、2023年、2024年`.
    let is_increasing = row
        .windows(2)
        .all(|pair| matches!(pair, [first, second] if first.date.year < second.date.year));
    (!is_increasing).then_some((moment, expected))
}
