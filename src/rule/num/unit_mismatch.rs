//! # 指标值与完成值单位不一
//!
//! **查什么**：指标值与实际完成值的单位属于不同的量，无法换算：指标值是金额，完成值是百分比；
//! 指标值是人数，完成值是百分比。
//!
//! **为什么**：不是同一个量，无从判断是否完成。
//!
//! **不查什么**：可以换算的（元与万元、人与万人）；没有单位的；`倍`、`成`、`分` 与百分比；
//! 天与个月等时间；两种计数单位（人与人次、户与家）；文字叙述中的数。
//!
//! ---
//!
//! **What it finds**: target and actual measure different things and cannot be converted: money
//! against a share, a head count against a share.
//!
//! **Why**: nothing can be said of a target measured in another quantity.
//!
//! **What it leaves alone**: units that convert; missing units; multiples, tenths and points
//! against shares; times; two units of counting; figures inside a text.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"name": "培训规模", "target": "≥300人", "actual": "98%"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"name": "培训规模", "target": "≥300人", "actual": "312人次"}]}
//! ```

use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::pair::{Answer, answered};

use crate::relation::TableRow;
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static UNIT_MISMATCH: Rule = Rule {
    info: RuleInfo {
        family: Family::Num,
        code: "NUM004",
        name: "unit-mismatch",
        severity: Severity::Error,
        summary: Text {
            zh: "指标值与完成值的单位无法换算",
            en: "target and actual are in units that cannot be converted",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Row(check)],
};

message! {
    UnitsDiffer { target: Quoted, claimed: Quoted }
    zh "指标值是 {target}，完成值是 {claimed}，单位不同，无法比较。"
    en "The target is {target} and the actual value {claimed}: their units cannot be compared."
    advice {
        zh "完成值改用指标值的单位填写。"
        en "State the actual value in the unit of its target."
    }
}

fn check(row: &TableRow<'_>, checks: &mut Checks) {
    match answered(row) {
        Some((target, actual, Answer::OtherUnit)) => {
            let message = UnitsDiffer { target: target.into(), claimed: actual.into() };
            checks.push(UNIT_MISMATCH.finding(&actual.place, message).related(&target.place));
        }
        Some((_, _, Answer::Comparable)) => checks.pass(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn answered(target: &str, actual: &str, unit: &str) -> Vec<String> {
        let row = json!({"name": "补助发放", "target": target, "actual": actual, "unit": unit});
        run(&UNIT_MISMATCH, json!({"kind": "projectEvaluation", "indicators": [row]}))
    }

    #[test]
    fn finds_units_that_cannot_be_converted() {
        for (target, actual, unit) in [
            ("≤652万元", "92.25%", ""),
            ("≥300人", "98%", ""),
            ("≥95%", "1200户", ""),
            ("≥354.84万", "97.51%", ""),
            ("500元/人", "300人", ""),
            ("300", "100%", "人次"),
            ("12个月", "100%", ""),
        ] {
            assert_eq!(
                answered(target, actual, unit),
                [format!("/indicators/0/actual: {actual}")],
                "{target}"
            );
        }
    }

    #[test]
    fn leaves_alone_what_can_be_compared_or_is_not_certain() {
        for (target, actual, unit) in [
            ("≤652万元", "6015000元", ""),
            ("≥354.84万", "364.22万人", ""),
            ("≥1500元", "1800余元", ""),
            ("≥90%", "95", ""),
            ("90", "95%", "%"),
            ("≥90分", "95%", ""),
            ("≥200%", "2.5倍", ""),
            ("3个自然日", "2天", ""),
            ("12次", "12个月", ""),
            ("≥80%", "8成", ""),
            ("100万元", "15万美元", ""),
            ("300人次", "310人", ""),
            ("≥90%", "全年走访300户，均已落实", ""),
            ("52.5元/人/年", "52.5/人/年", ""),
            ("及时", "100%", ""),
            ("≥90%", "不适用", ""),
            ("", "300人", ""),
        ] {
            assert_eq!(answered(target, actual, unit), [""; 0], "{target} {actual}");
        }
    }
}
