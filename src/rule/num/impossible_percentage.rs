//! # 比率超过 100%
//!
//! **查什么**：满意度、到位率、覆盖率、合格率、参保率等以 100% 为限的比率，指标值或完成值超过
//! 100%。指标值写成 `≥100%` 的，按提示处理。
//!
//! **为什么**：部分不会大于全部；`≥100%` 只有刚好等于 100% 才能完成，应写 `=100%`。
//!
//! **不查什么**：完成率、增长率、执行率、利用率等可以超过 100% 的比率；
//! 以户籍或常住人口为分母的参保率；多轮检查的覆盖率；拨备覆盖率等倍数。
//!
//! ---
//!
//! **What it finds**: a share of a whole (satisfaction, arrival, coverage, pass rates) above 100%;
//! as a warning, a target of `≥100%` for one.
//!
//! **Why**: no part exceeds its whole; `≥100%` can only be met by exactly 100%.
//!
//! **What it leaves alone**: rates that can exceed 100% (completion, growth, execution, use);
//! insurance measured against residents; coverage by several rounds of inspection; ratios that are
//! multiples.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"name": "学员满意度", "target": "≥90%", "actual": "105%"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"name": "学员满意度", "target": "≥90%", "actual": "97.5%"}]}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::share::{Bound, BoundedFigure, bounded_of_row, bounded_of_task};
use crate::relation::{Relations, TableRow};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};
use crate::value::Column;

pub static IMPOSSIBLE_PERCENTAGE: Rule = Rule {
    info: RuleInfo {
        family: Family::Num,
        code: "NUM003",
        name: "impossible-percentage",
        severity: Severity::Error,
        summary: Text {
            zh: "不可能超过 100% 的比率超过了 100%",
            en: "a share of a whole above 100%",
        },
        basis: ARITHMETIC,
    },
    checks: &[
        Check::Row(check),
        Check::Document(Reads::of(&[Column::Words, Column::Measure]), check_tasks),
    ],
};

message! {
    Above { name: Quoted, claimed: Quoted }
    zh "“{name}”最多为 100%，填报为 {claimed}。"
    en "{name} can be 100% at most; the table says {claimed}."
    advice { zh "核对分子、分母后改正。" en "Check both figures it is made of." }
}
message! {
    AtLeastAll { name: Quoted, claimed: Quoted, expected: Printed }
    zh "“{name}”不会超过 100%，指标值 {claimed} 应写为 {expected}。"
    en "{name} cannot exceed 100%; write {expected} instead of {claimed}."
    advice { zh "要求全部做到的，写“=100%”。" en "Write =100% where all of it is asked for." }
}
const FIX: Text = Text { zh: "改为“=100%”", en: "Write =100%" };

fn check(row: &TableRow<'_>, checks: &mut Checks) {
    bounded_of_row(row).for_each(|figure| judge(figure, checks));
}

fn check_tasks(relations: &Relations<'_>, checks: &mut Checks) {
    let figures = relations.task_indicators().filter_map(bounded_of_task);
    figures.for_each(|figure| judge(figure, checks));
}

fn judge(BoundedFigure { name, cell, bound }: BoundedFigure<'_>, checks: &mut Checks) {
    let finding = match bound {
        Bound::Possible => return checks.pass(),
        Bound::Above => {
            let message = Above { name: name.into(), claimed: cell.into() };
            IMPOSSIBLE_PERCENTAGE.finding(&cell.place, message)
        }
        Bound::AtLeastAll { claimed, sign, right } => {
            let message =
                AtLeastAll { name: name.into(), claimed: claimed.into(), expected: "=100%".into() };
            let finding = IMPOSSIBLE_PERCENTAGE.finding(&cell.place, message);
            // The fix changes what the target says, if not what it asks.
            finding.severity(Severity::Warning).fix(sign, right, false, FIX)
        }
    };
    checks.push(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    const NONE: [&str; 0] = [];

    fn row(row: Json) -> Vec<String> {
        run(&IMPOSSIBLE_PERCENTAGE, json!({"kind": "projectEvaluation", "indicators": [row]}))
    }

    #[test]
    fn finds_shares_above_their_whole() {
        for (name, target, actual, finding) in [
            ("学员满意度", "≥90%", "105%", "actual: 105%"),
            ("补助资金到位率", "100%", "100.5%", "actual: 100.5%"),
            ("参保对象满意度（%）", "≥85", "101", "actual: 101"),
            ("验收合格率", "≥120%", "100%", "target: ≥120%"),
            ("工资发放及时率", "＞100%", "100%", "target: ＞100%"),
            ("验收合格率", "100%", "95%-105%", "actual: 95%-105%"),
        ] {
            assert_eq!(
                row(json!({"name": name, "target": target, "actual": actual})),
                [format!("/indicators/0/{finding}")],
                "{name}"
            );
        }
    }

    #[test]
    fn asks_for_a_plain_hundred() {
        for (target, sign, claimed) in
            [("≥100%", None, "≥100%"), ("100%以上", None, "100%以上"), ("100", Some("≥"), "≥100")]
        {
            let mut indicator = json!({"name": "验收合格率(%)", "target": target});
            if let Some(sign) = sign {
                indicator["sign"] = json!(sign);
            }
            assert_eq!(
                row(indicator),
                [format!("/indicators/0/target (warning): {claimed} → =100%")]
            );
        }
        let tasks = json!({"kind": "departmentTargets", "tasks": [{"indicators": [{"name": "项目验收合格率(%)", "target": "≥100"}]}]});
        assert_eq!(
            run(&IMPOSSIBLE_PERCENTAGE, tasks),
            ["/tasks/0/indicators/0/target (warning): ≥100 → =100%"]
        );
    }

    #[test]
    fn leaves_alone_what_may_exceed_a_hundred() {
        for (name, target, actual) in [
            ("集采任务完成率", "≥100%", "211.69%"),
            ("税收增长率", "≥10%", "120%"),
            ("床位利用率", "≥85%", "103%"),
            ("预算执行率", "≥100%", "101%"),
            ("满意度提升率", "≥5%", "150%"),
            ("以户籍人口数为基数计算的参保率", "≥100%", "103.2%"),
            ("拨备覆盖率", "≥150%", "210%"),
            ("专项债券本息覆盖率", "≥110%", "125%"),
            ("定点医药机构监督检查覆盖率", "≥90%", "200%"),
            ("学员满意度", "≥90分", "120分"),
            ("培训覆盖率", "≥300人", "310人"),
            ("知晓率", "=100%", "100%"),
            ("满意度", "≤100%", "95%"),
        ] {
            assert_eq!(
                row(json!({"name": name, "target": target, "actual": actual})),
                NONE,
                "{name}"
            );
        }
        assert_eq!(
            row(
                json!({"name": "不良反应报告及时率", "unit": "分", "target": "90", "actual": "120"})
            ),
            NONE
        );
        assert_eq!(row(json!({"name": "满意度", "target": "不适用", "actual": "105%"})), NONE);
    }
}
