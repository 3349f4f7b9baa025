//! # 日期不在项目周期内
//!
//! **查什么**：项目周期的结束日期早于开始日期；指标值或完成值写明的日期（年月日齐全）
//! 不在项目周期之内。
//!
//! **为什么**：周期颠倒或日期越界，多半是年份写错。
//!
//! **不查什么**：没有填写周期起止的；不是完整日期的（“12月底前”“2025年6月”）；长期项目（如 2023
//! 年至 2099 年）。
//!
//! ---
//!
//! **What it finds**: a period that ends before it starts; a full date in an indicator outside the
//! project's period.
//!
//! **Why**: mostly a mistyped year.
//!
//! **What it leaves alone**: documents without both ends of the period; dates without a day;
//! long-running projects (2023 to 2099).
//!
//! ```json fails
//! {"kind": "transferEvaluation", "start": "2025年1月1日", "end": "2024年12月31日", "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "transferEvaluation", "start": "2025年1月1日", "end": "2025年12月31日", "indicators": []}
//! ```

use crate::filing::{Cell, Document, Indicator};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::dates::DATED;

use crate::relation::Relations;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::date::Date;

pub static OUTSIDE_PERIOD: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT005",
        name: "outside-period",
        severity: Severity::Warning,
        summary: Text {
            zh: "日期不在项目周期内，或周期起止颠倒",
            en: "a date outside the project's period, or a period that ends before it starts",
        },
        basis: FORM,
    },
    checks: &[Check::Document(DATED, check)],
};

message! {
    PeriodReversed { claimed: Quoted, start: Quoted }
    zh "项目周期的结束日期 {claimed} 早于开始日期 {start}。"
    en "The period ends on {claimed}, before it starts on {start}."
    advice ADVICE
}
message! {
    OutsidePeriod { claimed: Quoted, start: Quoted, end: Quoted }
    zh "日期 {claimed} 不在项目周期 {start} 至 {end} 之内。"
    en "The date {claimed} lies outside the project's period, {start} to {end}."
    advice ADVICE
}
const ADVICE: Text = Text { zh: "核对年份后改正。", en: "Check the years and correct." };

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let Some((Some(start), Some(end), indicators)) = period(document) else { continue };
        let (Some(first), Some(last)) = (start.date(), end.date()) else {
            continue;
        };
        if first.earliest() > last.latest() {
            let message = PeriodReversed { claimed: end.into(), start: start.into() };
            checks.push(OUTSIDE_PERIOD.finding(&end.place, message).related(&start.place));
            continue;
        }
        checks.pass();
        for cell in
            indicators.iter().flat_map(|indicator| [&indicator.target, &indicator.actual]).flatten()
        {
            let Some(date) = full_date(cell) else { continue };
            if first.earliest() <= date.earliest() && date.latest() <= last.latest() {
                checks.pass();
                continue;
            }
            let message =
                OutsidePeriod { claimed: cell.into(), start: start.into(), end: end.into() };
            let finding = OUTSIDE_PERIOD
                .finding(&cell.place, message)
                .related(&start.place)
                .related(&end.place);
            checks.push(finding);
        }
    }
}

type Period<'a> = (Option<&'a Cell>, Option<&'a Cell>, &'a [Indicator]);

fn period(document: &Document) -> Option<Period<'_>> {
    if let Document::ProjectTargets(targets) = document {
        return Some((targets.start.as_ref(), targets.end.as_ref(), &targets.indicators));
    }
    let evaluation = document.evaluation()?;
    Some((evaluation.start.as_ref(), evaluation.end.as_ref(), &evaluation.indicators))
}

fn full_date(cell: &Cell) -> Option<Date> {
    cell.date().filter(|date| date.day.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_a_period_that_ends_before_it_starts() {
        for (start, end) in
            [("2025年1月1日", "2024年12月31日"), ("2025年", "2023年"), ("2025-06", "2025-05")]
        {
            let document = json!({"kind": "projectTargets", "start": start, "end": end, "indicators": [{"target": "2030年1月1日"}]});
            assert_eq!(run(&OUTSIDE_PERIOD, document), [format!("/end: {end}")]);
        }
    }

    #[test]
    fn finds_a_date_outside_the_period() {
        let document = json!({"kind": "projectEvaluation", "start": "2025年1月", "end": "2025年12月", "indicators": [
            {"target": "2025年12月31日", "actual": "2026年1月5日"},
            {"target": "2024年12月31日", "actual": "2025年3月1日"},
        ]});
        assert_eq!(
            run(&OUTSIDE_PERIOD, document),
            ["/indicators/0/actual: 2026年1月5日", "/indicators/1/target: 2024年12月31日"]
        );
    }

    #[test]
    fn leaves_alone_what_is_within_or_vague() {
        for (start, end, target) in [
            ("2023年", "2099年", "2025年12月31日"),
            ("2025年", "2025年", "2025年1月1日"),
            ("2025年1月1日", "2025年12月31日", "2026年1月"),
            ("2025年1月1日", "2025年12月31日", "12月底前"),
            ("2025年1月1日", "", "2026年1月1日"),
            ("", "2024年", "2026年1月1日"),
            ("长期", "2024年", "2026年1月1日"),
            ("2025年", "2025年", "2025"),
        ] {
            let document = json!({"kind": "projectTargets", "start": start, "end": end, "indicators": [{"target": target}]});
            assert_eq!(run(&OUTSIDE_PERIOD, document), [""; 0], "{start} {end} {target}");
        }
    }
}
