//! # 完成时间晚于预算年度
//!
//! **查什么**：当年项目的时效指标，指标值的日期在预算年度结束之后
//! （2024 年度的表，填“2025年6月底前”）。
//!
//! **为什么**：当年预算要在当年见成效，晚于年度的完成时间在当年自评时无从评价；多半是年份写错。
//!
//! **不查什么**：填有项目周期的，那要与周期比（DAT005）；没有写年份的（“12月底前”）；
//! 早于或在年度之内的；不是时效指标的；看不出年度的表；部门整体和转移支付。
//!
//! ---
//!
//! **What it finds**: a time indicator of a project of one year that is to be completed after the
//! budget year has ended (2025年6月底前 in a table of 2024).
//!
//! **Why**: the year's evaluation could not judge it; mostly the year is mistyped.
//!
//! **What it leaves alone**: projects with a period of their own, which DAT005 compares; dates
//! without a year; earlier dates; other indicators; tables whose year is not certain; departments
//! and transfers.
//!
//! ```json fails
//! {"kind": "projectTargets", "year": "2024", "indicators": [{"level2": "时效指标", "name": "完工时间", "target": "2025年6月底前"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "year": "2024", "indicators": [{"level2": "时效指标", "name": "完工时间", "target": "2024年6月底前"}]}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::completion::completions;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static AFTER_YEAR: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT009",
        name: "after-year",
        severity: Severity::Warning,
        summary: Text {
            zh: "完成时间晚于预算年度", en: "to be completed after the budget year"
        },
        basis: FORM,
    },
    checks: &[Check::Document(
        Reads::of(&[Column::Words, Column::Measure, Column::Date, Column::Year]),
        check,
    )],
};

message! {
    AfterYear { claimed: Quoted, year: i32 }
    zh "完成时间 {claimed} 在 {year} 年度结束之后。"
    en "The completion, {claimed}, is after the end of {year}."
    advice {
        zh "核对年份；确需跨年的，填写项目起止时间，并设当年能完成的指标。"
        en "Check the year; if the project takes longer, put its period, and a target for this year."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for completion in relations.documents.iter().flat_map(completions) {
        if completion.is_within {
            checks.pass();
            continue;
        }
        let message = AfterYear { claimed: completion.target.into(), year: completion.year };
        checks.push(AFTER_YEAR.finding(&completion.target.place, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn table(level2: &str, target: &str, end: &str) -> Vec<String> {
        let row = json!({"level2": level2, "name": "完工时间", "target": target});
        run(
            &AFTER_YEAR,
            json!({"kind": "projectEvaluation", "title": "2024年度项目支出绩效自评表", "end": end, "indicators": [row]}),
        )
    }

    #[test]
    fn leaves_alone_what_is_within_or_open() {
        for (level2, target, end) in [
            ("时效指标", "2024年12月31日前", ""),
            ("时效指标", "2024年底前完成", ""),
            ("时效指标", "2023年6月", ""),
            ("时效指标", "12月底前", ""),
            ("时效指标", "及时", ""),
            ("时效指标", "≤12个月", ""),
            ("时效指标", "", ""),
            ("时效指标", "2025年6月", "2026年12月"),
            ("可持续影响指标", "2025年6月", ""),
        ] {
            assert_eq!(table(level2, target, end), [""; 0], "{target} {end}");
        }
        let row = json!({"level2": "时效指标", "name": "完工时间", "target": "2025年6月"});
        let untitled = json!({"kind": "projectTargets", "indicators": [row]});
        assert_eq!(run(&AFTER_YEAR, untitled), [""; 0]);
    }

    #[test]
    fn finds_a_later_year() {
        for target in ["2025年6月底前", "2025年6月30日前完成", "2025年1月", "2025年", "2025.6.30"]
        {
            assert_eq!(
                table("时效指标", target, ""),
                [format!("/indicators/0/target: {target}")],
                "{target}"
            );
        }
    }
}
