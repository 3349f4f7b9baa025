//! # 实施周期指标值与年度指标值不符
//!
//! **查什么**：项目只实施一年（起止为同一年），而同一指标的实施周期指标值与年度指标值不同；各指标两值
//! 都相同，只有一个一值为 100%、另一值超过 100% 的；服务时间 `7*24小时` 写成 `9*24小时`、`7*34小时`，
//! 或两值一个为 `7*24小时`、一个不是的。
//!
//! **为什么**：周期就是当年，指标值只能有一个；一周只有 7 天，一天只有 24 小时。
//!
//! **不查什么**：实施几年的项目（累计数、逐年提高的比率）；文字表述的指标值；`5*8小时`。
//!
//! ---
//!
//! **What it finds**: two targets for an indicator of a project that runs for one year; the only
//! indicator with two, one of which is 100% and the other more; a service at `7*24小时` with another
//! number of days or hours.
//!
//! **Why**: the period is that year, so there is one target; a week has 7 days, a day 24 hours.
//!
//! **What it leaves alone**: projects of several years (totals, rates that rise), targets in words,
//! `5*8小时`.
//!
//! ```json fails
//! {"kind": "projectTargets", "start": "2025年", "end": "2025年", "indicators": [
//!   {"level1": "产出指标", "level2": "质量指标", "name": "参保率（%）", "periodTarget": "≥98", "target": "≥95"},
//!   {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率（%）", "target": "≥90"},
//!   {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "参保对象满意度（%）", "target": "≥90"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "start": "2025年", "end": "2027年", "indicators": [
//!   {"level1": "产出指标", "level2": "质量指标", "name": "参保率（%）", "periodTarget": "≥98", "target": "≥95"},
//!   {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率（%）", "target": "≥90"},
//!   {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "参保对象满意度（%）", "target": "≥90"}]}
//! ```

use crate::filing::Document;
use crate::filing::Reads;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::period_target::{Why, hours, unequal};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::Column;

pub static PERIOD_AND_YEAR: Rule = Rule {
    info: RuleInfo {
        family: Family::Tgt,
        code: "TGT005",
        name: "period-and-year",
        severity: Severity::Warning,
        summary: Text {
            zh: "实施周期指标值与年度指标值不符",
            en: "the target of the period does not go with that of the year",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Document(
        Reads::of(&[Column::Measure, Column::Date, Column::Words, Column::Sign]),
        check,
    )],
};

message! {
    Differ { period: Quoted, year: Quoted }
    ONE_YEAR:
        zh "项目只实施一年，实施周期指标值 {period} 与年度指标值 {year} 应当相同。"
        en "The project runs for one year; its targets {period} (period) and {year} (year) differ."
        advice ADVICE
    WHOLE:
        zh "其他指标的两个指标值都相同，此处实施周期为 {period}、年度为 {year}，而比率最多为 100%。"
        en "All other indicators have one target; this one has {period} and {year}, and 100% is all."
        advice ADVICE
}
message! {
    OtherHours { claimed: Quoted }
    zh "全天候服务为 7*24 小时，此处写 {claimed}。"
    en "Service at all hours is 7*24; this says {claimed}."
    advice ADVICE
}
const ADVICE: Text = Text {
    zh: "核对两个指标值，改正写错的一个。",
    en: "Check both targets, and correct the wrong one.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let (unequal, equal) = unequal(document);
        (0..equal).for_each(|_| checks.pass());
        for row in unequal {
            let [period, year] = row.cells;
            let wording = match row.why {
                Why::OneYear => ONE_YEAR,
                Why::Whole => WHOLE,
            };
            let message = wording.with(Differ { period: period.into(), year: year.into() });
            checks.push(PERIOD_AND_YEAR.finding(&year.place, message).related(&period.place));
        }
        let Document::ProjectTargets(targets) = document else { continue };
        for wrong in targets.indicators.iter().flat_map(hours) {
            let message = OtherHours { claimed: wrong.cell.into() };
            let finding = PERIOD_AND_YEAR.finding(&wrong.cell.place, message);
            let other = wrong.other.into_iter();
            checks.push(other.fold(finding, |finding, other| finding.related(&other.place)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(years: [&str; 2], rows: &[[&str; 3]]) -> Vec<String> {
        let rows: Vec<_> = rows
            .iter()
            .map(|[name, period, year]| json!({"name": name, "periodTarget": period, "target": year}))
            .collect();
        run(
            &PERIOD_AND_YEAR,
            json!({"kind": "projectTargets", "start": years[0], "end": years[1], "indicators": rows}),
        )
    }

    #[test]
    fn leaves_projects_of_several_years_alone() {
        let rows = [
            ["培训人次", "3600人次", "1200人次"],
            ["系统可用率(%)", "≥99", "≥98"],
            ["服务时间", "7*24小时", "7*24小时"],
            ["办公时间", "5*8小时", "5*8小时"],
            ["受理窗口时间", "7*8小时", "7*8小时"],
            ["完成率", "400%", "100%"],
        ];
        assert_eq!(found(["2023年", "2026年"], &rows), [""; 0]);
    }

    #[test]
    fn a_project_of_one_year_has_one_target() {
        let rows = [["补助标准", "52.5元/人/年", "54.5元/人/年"], ["满意度(%)", "≥85", "≥85%"]];
        assert_eq!(found(["2025年", "2025年"], &rows).len(), 1);
    }

    #[test]
    fn no_week_has_nine_days() {
        for (period, year, count) in [
            ("9*24小时", "7*24小时", 1),
            ("7*24小时", "7*34小时", 1),
            ("7*24小时", "7*21小时", 1),
            ("7*24小时", "3*24小时", 1),
            ("5*24小时", "5*24小时", 0),
            ("7*12小时", "7*12小时", 0),
        ] {
            let rows = [["服务支持时间", period, year]];
            assert_eq!(found(["2023年", "2026年"], &rows).len(), count, "{period} {year}");
        }
    }

    #[test]
    fn the_only_row_with_two_targets() {
        let mut rows = [["到位率", "100%", "100%"]; 5];
        rows[2] = ["审核量", "400%", "100%"];
        assert_eq!(found(["2022年", "2099年"], &rows).len(), 1);
        rows[3] = ["审核次数", "40次", "10次"];
        assert_eq!(found(["2022年", "2099年"], &rows), [""; 0]);
    }
}
