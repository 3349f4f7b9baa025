//! What a report says of its own evaluation, as of another year than the one that is evaluated.

use crate::filing::{Cell, Document, MaybeCell};
use crate::narrative::dated::{Dated, Moment};
use crate::narrative::paper::Notice;
use crate::relation::dates::{evaluated_year, reports_back};
use crate::relation::years::{Said, looking_back};
use crate::value::date::years_in;
use crate::value::text::contains_any;

/// Where the report speaks of its evaluation, and of which year.
pub fn wrong_years(document: &Document) -> Vec<(Said<'_>, i32)> {
    let narrative = document.narrative().filter(|_| reports_back(document));
    let Some(evaluated) = narrative.and_then(|report| evaluated_year(&report.head)) else {
        return Vec::new();
    };
    let mut wrong = Vec::new();
    for cell in looking_back(document) {
        let notices = cell.prose().notices.iter();
        let other = notices.filter(|notice| is_notice_of_another(cell, notice, evaluated));
        wrong.extend(other.map(|notice| (Said { cell, span: notice.span }, notice.year)));
        for sentence in cell.sentences().iter().filter(|sentence| is_plain(sentence)) {
            let found = evaluation_of(sentence, evaluated)
                .into_iter()
                .chain(subjects_of(sentence, evaluated))
                .chain(announced(cell, sentence, evaluated))
                .chain(goals_of(cell, sentence, evaluated))
                .chain(arrived(sentence, evaluated));
            let mut found: Vec<&Moment> = found.collect();
            found.dedup_by_key(|moment| moment.span);
            wrong.extend(
                found
                    .into_iter()
                    .map(|moment| (Said { cell, span: moment.span }, moment.date.year)),
            );
        }
    }
    wrong
}

/// What is said of an earlier evaluation, or in comparison, may be of any year.
fn is_plain(sentence: &Dated) -> bool {
    const OTHERWISE: [&str; 12] = [
        "上年", "去年", "上一年", "整改", "历年", "比", "较上", "同期", "以来", "连续", "下一年",
        "次年",
    ];
    !sentence.contains_any(&OTHERWISE)
}

/// A notice on the evaluation of another year, of which the text does not speak otherwise. It may be
/// named after the year in which it is carried out.
fn is_notice_of_another(cell: &Cell, notice: &Notice, evaluated: i32) -> bool {
    let mut moments = cell.sentences().iter().flat_map(|sentence| &sentence.moments);
    notice.year != evaluated
        && notice.year != evaluated + 1
        && !moments.any(|moment| moment.date.year == notice.year)
}

/// Whether all years of the sentence are the same.
fn is_alone(sentence: &Dated, moment: &Moment) -> bool {
    years_in(&sentence.text).all(|(_, year)| year == moment.date.year)
}

/// The clause from a date on.
fn clause(moment: &Moment) -> &str {
    moment.after.split([',', '，', ';', ':', '。']).next().unwrap_or("")
}

/// `对2024年部门支出绩效开展了评价`, `我队2023年度支出绩效自评情况良好`
fn evaluation_of(sentence: &Dated, evaluated: i32) -> Option<&Moment> {
    const OTHERS: [&str; 10] =
        ["结果", "得分", "等级", "公开", "公示", "问题", "试点", "考核", "通知", "工作"];
    let is_of_evaluation = |moment: &&Moment| {
        let clause = clause(moment);
        let is_evaluation = clause.contains("绩效")
            && contains_any(
                clause,
                &["自评情况", "开展了评价", "进行了评价", "开展评价", "开展了自评"],
            );
        let is_other = moment.date.year < evaluated || moment.date.year > evaluated + 1;
        moment.date.month.is_none()
            && is_other
            && is_evaluation
            && !contains_any(clause, &OTHERS)
            && is_alone(sentence, moment)
    };
    sentence.moments.iter().find(is_of_evaluation)
}

/// `评价对象包括2022年度县里安排的经费和2025年度专项经费`: all of one year, or of years in a row
/// up to it.
fn subjects_of(sentence: &Dated, evaluated: i32) -> Vec<&Moment> {
    let is_subject = |moment: &&Moment| {
        contains_any(&moment.before, &["评价对象", "评价范围"])
            && moment.date.month.is_none()
            && moment.after.starts_with('度')
    };
    let subjects: Vec<&Moment> = sentence.moments.iter().filter(is_subject).collect();
    let is_next = |moment: &&Moment| {
        let next = moment.date.year + 1;
        next == evaluated || subjects.iter().any(|other| other.date.year == next)
    };
    let is_apart = |moment: &&Moment| moment.date.year != evaluated && !is_next(moment);
    let is_row = years_in(&sentence.text).count() != sentence.moments.len();
    subjects.iter().copied().filter(|moment| !is_row && is_apart(moment)).collect()
}

/// `2020年养护资金收支情况如下`, where nothing is announced of the evaluated year.
fn announced<'s>(cell: &Cell, sentence: &'s Dated, evaluated: i32) -> Option<&'s Moment> {
    /// In characters.
    const LONGEST: usize = 30;
    let is_announced = |moment: &&Moment| {
        let until = moment.after.find("情况如下").and_then(|at| moment.after.get(..at));
        moment.date.month.is_none()
            && until.is_some_and(|until| {
                until.chars().count() <= LONGEST
                    && !until.contains([',', '，', '、', ';', '-', '至', '—'])
            })
    };
    let is_own = |sentence: &Dated| {
        sentence.moments.iter().any(|moment| moment.date.year == evaluated && is_announced(&moment))
    };
    let said = sentence.moments.iter().find(is_announced)?;
    let is_another = said.date.year != evaluated && !is_next_budget(said, evaluated);
    (is_another && !cell.sentences().iter().any(is_own)).then_some(said)
}

fn is_next_budget(moment: &Moment, evaluated: i32) -> bool {
    moment.date.year == evaluated + 1 && clause(moment).contains("预算")
}

/// `（二）2026年总体绩效目标。`, as a heading, where the cell has none of the evaluated year.
fn goals_of<'s>(cell: &Cell, sentence: &'s Dated, evaluated: i32) -> Option<&'s Moment> {
    let [said] = sentence.moments.as_slice() else { return None };
    let is_number = |c: char| c.is_ascii_digit() || "()、.一二三四五六七八九十".contains(c);
    let is_heading = said.before.chars().all(is_number)
        && ["总体绩效目标", "度绩效目标", "年度总体目标", "度总体目标"]
            .iter()
            .any(|goals| said.after == *goals);
    let is_named = cell.compact().contains(&format!("{evaluated}年总体绩效目标"))
        || cell.compact().contains(&format!("{evaluated}年度绩效目标"));
    (is_heading && said.date.year != evaluated && !is_named).then_some(said)
}

/// `养护补助资金均在2021年12月底前足额到位`: money arrives a year ahead at most.
fn arrived(sentence: &Dated, evaluated: i32) -> Option<&Moment> {
    let has_arrived = |moment: &&Moment| {
        let clause = clause(moment);
        moment.date.year <= evaluated - 2
            && moment.date.month.is_some()
            && clause.contains("到位")
            && contains_any(clause, &["足额", "全额", "全部", "及时"])
            && contains_any(&moment.before, &["补助", "资金", "经费"])
            && is_alone(sentence, moment)
    };
    let is_earlier = sentence.contains_any(&["前期", "一期", "结转", "结余", "曾"]);
    sentence.moments.iter().find(has_arrived).filter(|_| !is_earlier)
}

/// Headings that repeat the title with another year, and the title's.
pub fn headings_apart(document: &Document) -> Vec<(&Cell, i32)> {
    /// In characters.
    const SHORTEST: usize = 6;
    let Some(report) = document.narrative() else { return Vec::new() };
    let title = report.head.title.compact();
    let Some((year, named)) = after_year(title) else { return Vec::new() };
    let headings = || report.sections.iter().filter_map(|section| section.heading.as_ref());
    let repeats = |cell: &&Cell| {
        after_year(cell.compact())
            .is_some_and(|(_, rest)| rest.chars().count() >= SHORTEST && named.starts_with(rest))
    };
    let years = || headings().filter(repeats).filter_map(|cell| after_year(cell.compact()));
    let is_said = years().any(|(other, _)| other == year);
    let apart = |cell: &&Cell| after_year(cell.compact()).is_some_and(|(other, _)| other != year);
    headings().filter(|_| !is_said).filter(repeats).filter(apart).map(|cell| (cell, year)).collect()
}

/// The year with which a heading begins, and the rest.
fn after_year(heading: &str) -> Option<(i32, &str)> {
    const YEAR: usize = "2025年".len();
    let (at, year) = years_in(heading).next()?;
    let rest = heading.get(YEAR..).filter(|_| at == 0)?;
    Some((year, rest.trim_start_matches('度')))
}
