//! Plans for a budget year that speak of another.

use crate::filing::{Cell, Document, MaybeCell, ProjectTargets};
use crate::narrative::dated::{Dated, Moment};
use crate::relation::dates::evaluated_year;
use crate::relation::prose::cells_of;
use crate::relation::years::Said;
use crate::value::date::years_in;
use crate::value::text::contains_any;

/// What a plan says of another year than it is for.
pub enum Misplaced<'a> {
    /// A goal of a year that is over.
    Goal(Said<'a>, i32),
    /// A forecast or an application for a year that is over, or for one beyond the project's period.
    Plan(Said<'a>, i32),
    /// A project that begins after its money is to be spent.
    Start(&'a Cell, i32),
}

/// Every such place in the target tables of a filing.
pub fn misplaced(documents: &[Document]) -> Vec<Misplaced<'_>> {
    let mut years = documents.iter().filter_map(|document| evaluated_year(document.head()));
    let common = years.next().filter(|first| years.all(|year| year == *first));
    let mut misplaced = Vec::new();
    for document in documents {
        let Some(year) = evaluated_year(document.head()).or(common) else { continue };
        for cell in goals_of(document) {
            let past = cell.sentences().iter().filter_map(|sentence| past_goal(sentence, year));
            misplaced.extend(past.map(|it| Misplaced::Goal(Said { cell, span: it.span }, year)));
        }
        let Document::ProjectTargets(table) = document else { continue };
        let start = table.start.cell().and_then(|cell| Some((cell, cell.date()?)));
        let late = start.filter(|(_, date)| date.year > year);
        misplaced.extend(late.map(|(cell, _)| Misplaced::Start(cell, year)));
        for cell in cells_of(document) {
            for sentence in cell.sentences() {
                let plans = sentence.moments.iter().filter(|it| is_misplaced(table, it, year));
                misplaced
                    .extend(plans.map(|it| Misplaced::Plan(Said { cell, span: it.span }, year)));
            }
        }
    }
    misplaced
}

/// The goals of a year.
fn goals_of(document: &Document) -> Vec<&Cell> {
    match document {
        Document::DepartmentTargets(table) => table.goals.iter().collect(),
        Document::ProjectTargets(table) => table.goal.iter().collect(),
        _ => {
            let goals = document.evaluation().and_then(|table| table.goals.as_ref());
            goals.and_then(|goals| goals.expected.as_ref()).into_iter().collect()
        }
    }
}

/// `做好2021年公路养护工作`: what is still to be done for a past year is to settle it.
fn past_goal(sentence: &Dated, year: i32) -> Option<&Moment> {
    const AIMS: [&str; 10] =
        ["做好", "完成", "推进", "开展", "落实", "抓好", "实施", "确保", "实现", "保障"];
    const SETTLING: [&str; 26] = [
        "决算", "自评", "评价", "清算", "结算", "结转", "尾款", "整改", "遗留", "审计", "考核",
        "验收", "总结", "公开", "收尾", "未", "剩余", "欠", "续", "报销", "质保", "季度", "审核",
        "年报", "兑现", "清缴",
    ];
    sentence.moments.iter().find(|moment| {
        moment.date.month.is_none()
            && moment.date.year < year
            && AIMS.iter().any(|aim| moment.before.ends_with(aim))
            && !contains_any(&sentence.text, &SETTLING)
            && years_in(&sentence.text).all(|(_, other)| other == moment.date.year)
    })
}

/// `预计2023年36人发放工资`, `申请纳入2022年预算安排`: not in a form for 2025.
fn is_misplaced(table: &ProjectTargets, moment: &Moment, year: i32) -> bool {
    let (of, clause) = (moment.date.year, clause(moment));
    if moment.date.month.is_some() || moment.after.starts_with(['-', '至', '~', '—', '起', '、'])
    {
        return false;
    }
    let is_forecast = moment.before.ends_with("预计");
    let is_application = ["申请纳入", "拟纳入"].iter().any(|word| moment.before.ends_with(word))
        || ["申请安排", "预算申请安排", "申请预算"]
            .iter()
            .any(|word| clause.trim_start_matches('度').starts_with(word));
    // The budget is drawn up in the year before.
    let is_past = is_forecast && of < year - 1 || is_application && of < year;
    let end = table.end.cell().and_then(|end| end.date()).map(|end| end.year);
    let is_planned = is_forecast || is_application || clause.starts_with("安排");
    let is_beyond = is_planned && end.is_some_and(|end| of > end + 1);
    is_past || is_beyond
}

/// The clause from a date on.
fn clause(moment: &Moment) -> &str {
    moment.after.split([',', '，', ';', ':', '。']).next().unwrap_or("")
}
