//! # 不存在的日期
//!
//! **查什么**：标题、文字和表内出现的、历法上没有的月份和日子（13月、6月31日、平年的2月29日），
//! 以及不可能的年份（7025年、1025年、〔9025〕22号）。
//!
//! **为什么**：多半是打错一个数字；年份一错，全句说的就成了另一年的事。
//!
//! **不查什么**：2060 年以前的规划、长期项目的 2099 年；历史年代（建于1368年）、年数（3000年文明）、
//! 月龄（6-36月龄）、13月工资；编号、型号里的数字。读不成日期的日期格由 NUM001 指出。
//!
//! ---
//!
//! **What it finds**: months and days that no calendar has (13月, 6月31日, 29 February of a common
//! year) and years that cannot be meant (7025年, 1025年, 〔9025〕22号), in titles, texts and cells.
//!
//! **Why**: mostly one mistyped digit; with it the sentence speaks of another year.
//!
//! **What it leaves alone**: plans up to 2060, and 2099 of projects without an end; years of
//! history, numbers of years, ages in months, a 13th month's pay; figures in names. A date's own
//! cell that cannot be read is NUM001's.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "养护补助资金均在2025年62月底前足额到位。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "养护补助资金均在2025年12月底前足额到位。"}]}
//! ```

use std::borrow::Cow;

use rustc_hash::FxHashSet as HashSet;

use crate::filing::Cell;
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::narrative::calendar::{Calendar, Fault};
use crate::rule::{Check, Checks, Rule};
use crate::value::Column;

pub static IMPOSSIBLE_DATE: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT006",
        name: "impossible-date",
        severity: Severity::Error,
        summary: Text { zh: "不存在的日期或年份", en: "a date or year that cannot be" },
        basis: Text { zh: "历法", en: "the calendar" },
    },
    checks: &[Check::Cell(check)],
};

message! {
    Impossible { claimed: Quoted }
    MONTH:
        zh "“{claimed}”：一年只有 12 个月，没有这个月份。"
        en "“{claimed}”: there is no such month."
        advice { zh "改为实际的月份。" en "Enter the actual month." }
    YEAR:
        zh "“{claimed}”不可能是这里所说的年份。"
        en "“{claimed}” cannot be the year that is meant."
        advice { zh "改为实际的年份。" en "Enter the actual year." }
}
message! {
    NoSuchDay { claimed: Quoted, month: i32, days: i32 }
    zh "“{claimed}”：{month} 月只有 {days} 天，没有这一天。"
    en "“{claimed}”: month {month} has {days} days; there is no such day."
    advice { zh "改为实际的日期。" en "Enter the actual day." }
}
message! {
    YearSlip { claimed: Quoted, expected: Printed }
    zh "“{claimed}”不可能是这里所说的年份，可能应为 {expected}。"
    en "“{claimed}” cannot be the year that is meant; {expected} probably is."
    advice { zh "改正错打的数字。" en "Correct the mistyped digit." }
}

fn check(cell: &Cell, checks: &mut Checks) {
    let calendar = match cell.column {
        Column::Prose => Cow::Borrowed(&cell.prose().calendar),
        Column::Words | Column::Measure | Column::Date | Column::Year
            if cell.class().has_digit() =>
        {
            Cow::Owned(Calendar::read(cell.text()))
        }
        _ => return,
    };
    (0..calendar.sound).for_each(|_| checks.pass());
    // A year that is mistyped again and again is one mistake.
    let mut named = HashSet::default();
    for impossible in &calendar.impossible {
        let claimed = cell.quoted(impossible.span);
        if !named.insert(claimed.clone()) {
            continue;
        }
        let place = &cell.place;
        let finding = match impossible.fault {
            Fault::Month => {
                IMPOSSIBLE_DATE.finding(place, MONTH.with(Impossible { claimed: claimed.into() }))
            }
            Fault::Day { month, days } => {
                let (month, days) = (month.into(), days.into());
                IMPOSSIBLE_DATE.finding(place, NoSuchDay { claimed: claimed.into(), month, days })
            }
            Fault::Year { likely: None } => {
                IMPOSSIBLE_DATE.finding(place, YEAR.with(Impossible { claimed: claimed.into() }))
            }
            Fault::Year { likely: Some(year) } => {
                let mark = if claimed.ends_with('年') { "年" } else { "" };
                let expected = format!("{year}{mark}").into();
                IMPOSSIBLE_DATE.finding(place, YearSlip { claimed: claimed.into(), expected })
            }
        };
        // A date's own cell is meant as a whole, as it is for what else may be wrong with it.
        checks.push(match cell.column {
            Column::Date | Column::Year => finding,
            _ => finding.span(impossible.span),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_them_in_titles_texts_and_cells() {
        let form = json!({"kind": "projectEvaluation", "title": "9025年度项目支出绩效自评表",
            "goals": {"expected": "2425年完成建设。", "achieved": "截至12月39日已完成；12月39日验收。"},
            "indicators": [{"name": "2025年13月拨付", "target": "2025年12月底前", "actual": "6月31日完成",
                "reason": "1025年资金〔9025〕3号"}]});
        assert_eq!(
            run(&IMPOSSIBLE_DATE, form),
            [
                "/title: 9025年 → 2025年",
                "/goals/expected: 2425年 → 2025年",
                "/goals/achieved: 12月39日",
                "/indicators/0/name: 2025年13月",
                "/indicators/0/actual: 6月31日",
                "/indicators/0/reason: 1025年 → 2025年",
                "/indicators/0/reason: 9025 → 2025",
            ]
        );
    }

    #[test]
    fn a_date_that_cannot_be_read_is_one_finding() {
        let form = json!({"documents": [{"kind": "projectTargets", "filedOn": "2026年2月30日",
            "start": "8023年-2099年", "indicators": []}]});
        let report = crate::validate(form, &crate::Options::default()).unwrap();
        let found: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.code.starts_with("DAT") || finding.code == "NUM001")
            .map(|finding| (finding.code, finding.path.as_str()))
            .collect();
        assert_eq!(found, [("NUM001", "/documents/0/filedOn"), ("DAT006", "/documents/0/start")]);
    }

    #[test]
    fn leaves_alone_what_can_be() {
        let form = json!({"kind": "projectEvaluation", "title": "2023-2025年项目支出绩效自评表",
            "filedOn": "2026.4.21", "start": "2023年", "end": "2099年",
            "goals": {"expected": "传承3000年文明，2035年建成文化强市。", "achieved": "2024年结转，“十四五”期间。"},
            "indicators": [{"name": "6-36月龄儿童", "target": "12月31日前", "actual": "2025", "weight": "10"}]});
        assert_eq!(run(&IMPOSSIBLE_DATE, form), [""; 0]);
    }
}
