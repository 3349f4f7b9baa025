//! # 照抄指标值
//!
//! **查什么**：实际完成值连同比较符号照抄年度指标值（指标值“≥90%”，完成值也填“≥90%”）。
//!
//! **为什么**：完成值应是实测结果；“≥90%”不是测得的数，无法据以评分。
//!
//! **不查什么**：完成值没有不等号的（指标值“≥90%”，完成值“90%”）；用等号的；数值不同的。
//!
//! ---
//!
//! **What it finds**: a result that repeats the target with its sign (`≥90%` for `≥90%`).
//!
//! **Why**: a result is a measurement; `≥90%` is none.
//!
//! **What it leaves alone**: the same figure without the sign; equality signs; other figures.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥90%", "actual": "≥90%", "weight": "100", "score": "100"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥90%", "actual": "90%", "weight": "100", "score": "100"}]}
//! ```

use crate::filing::{Indicator, MaybeCell};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};

use crate::filing::row::{Row, on_one_scale};
use crate::relation::TableRow;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::figure::Comparison;

pub static TARGET_REPEATED: Rule = Rule {
    info: RuleInfo {
        family: Family::Dev,
        code: "DEV004",
        name: "target-repeated",
        severity: Severity::Warning,
        summary: Text {
            zh: "实际完成值照抄指标值",
            en: "a result that repeats the target with its sign",
        },
        basis: FORM,
    },
    checks: &[Check::Row(check)],
};

message! {
    TargetRepeated { claimed: Quoted, target: Quoted }
    zh "实际完成值“{claimed}”照抄了指标值“{target}”，不是实测结果。"
    en "The result “{claimed}” repeats the target “{target}”; it is no measurement."
    advice {
        zh "填写实际测得的数值，不带比较符号。"
        en "Put the figure that was measured, without a sign."
    }
}

fn check(row: &TableRow<'_>, checks: &mut Checks) {
    let indicator = row.indicator;
    match repeats_target(indicator).filter(|_| row.is_evaluated()) {
        Some(true) => {
            let message = TargetRepeated {
                claimed: indicator.actual.trimmed().into(),
                target: indicator.target.trimmed().into(),
            };
            let finding =
                TARGET_REPEATED.finding(&indicator.place(Indicator::FIELDS.actual), message);
            checks.push(finding.related(&indicator.place(Indicator::FIELDS.target)));
        }
        Some(false) => checks.pass(),
        None => {}
    }
}

/// `None` unless target and result are both figures.
fn repeats_target(indicator: &Indicator) -> Option<bool> {
    let target = Row::new(indicator).target()?;
    let actual = indicator.actual.cell()?.figure()?;
    let is_inequality = !matches!(actual.comparison, None | Some(Comparison::Equal));
    let same_figure = || {
        on_one_scale(target, actual).is_some_and(|(target, actual)| target == actual)
            && target.upper == actual.upper
    };
    Some(is_inequality && actual.comparison == target.comparison && same_figure())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_a_target_copied_as_the_result() {
        for (target, actual) in [
            ("≥90%", "≥90%"),
            ("≥90%", "＞＝90％"),
            ("≤24万元", "不超过24万元"),
            ("95%以上", "≥95%"),
        ] {
            let document = json!({"kind": "transferEvaluation", "indicators": [{"target": target, "actual": actual}]});
            assert_eq!(
                run(&TARGET_REPEATED, document),
                [format!("/indicators/0/actual: {actual}")]
            );
        }
        let by_column = json!({"kind": "projectEvaluation", "indicators": [{"sign": "≥", "target": "90", "unit": "%", "actual": "≥90"}]});
        assert_eq!(run(&TARGET_REPEATED, by_column), ["/indicators/0/actual: ≥90"]);
    }

    #[test]
    fn leaves_alone_measurements() {
        for (target, actual) in [
            ("≥90%", "90%"),
            ("=100%", "=100%"),
            ("≥90%", "≥95%"),
            ("≥90%", "≤90%"),
            ("应保尽保", "应保尽保"),
            ("≥90%", ""),
            ("100%", "100%"),
        ] {
            let document = json!({"kind": "projectEvaluation", "indicators": [{"target": target, "actual": actual}]});
            assert_eq!(run(&TARGET_REPEATED, document), [""; 0], "{target} {actual}");
        }
    }
}
