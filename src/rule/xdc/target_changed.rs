//! # 自评表改动了指标值
//!
//! **查什么**：同一指标在自评表中的年度指标值与绩效目标表的不同。比较的是数值和方向，不是文字：
//! `≥90`、`>=90%`、`90%` 是同一个值。
//!
//! **为什么**：按改低的目标自评，等于没有完成也得满分。
//!
//! **不查什么**：任一方不是数、单位无法换算或同名指标无法区分的。
//!
//! ---
//!
//! **What it finds**: an indicator whose target in the self-evaluation is not the one of the target
//! table. Values and directions are compared, not wording.
//!
//! **Why**: a target lowered afterwards makes anything a success.
//!
//! **What it leaves alone**: targets in words, units that cannot be converted, and names that
//! cannot be told apart.
//!
//! ```json fails
//! {"documents": [
//!   {"kind": "departmentTargets", "indicators": [
//!     {"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": "≥300人次"},
//!     {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率（%）", "target": "≥95"},
//!     {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%"}]},
//!   {"kind": "departmentEvaluation", "indicators": [
//!     {"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": "≥250人次", "actual": "260人次"},
//!     {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%", "actual": "96%"},
//!     {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%", "actual": "92%"}]}]}
//! ```
//!
//! ```json passes
//! {"documents": [
//!   {"kind": "departmentTargets", "indicators": [
//!     {"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": "≥300人次"},
//!     {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率（%）", "target": "≥95"},
//!     {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%"}]},
//!   {"kind": "departmentEvaluation", "indicators": [
//!     {"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": "不少于300人次", "actual": "310人次"},
//!     {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%", "actual": "96%"},
//!     {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%", "actual": "92%"}]}]}
//! ```

use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::across::indicators::{AIMS, Fate};

use crate::relation::Relations;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};

pub static TARGET_CHANGED: Rule = Rule {
    info: RuleInfo {
        family: Family::Xdc,
        code: "XDC002",
        name: "target-changed",
        severity: Severity::Error,
        summary: Text {
            zh: "自评表的指标值与绩效目标表不同",
            en: "the self-evaluation answers another target than was set",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Filing(AIMS, check)],
};

message! {
    TargetChanged { name: Quoted, expected: Printed, claimed: Quoted }
    zh "“{name}”的指标值在绩效目标表中是 {expected}，自评表写作 {claimed}。"
    en "The target of “{name}” is {expected} in the target table; the self-evaluation says {claimed}."
    advice {
        zh "以批复的指标值自评；年中经批准调整的，请说明并附依据。"
        en "Evaluate against the approved target; if it was officially adjusted, say so and on what ground."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for fate in relations.fates() {
        let Fate::Changed(set, answer) = fate else { continue };
        let (Some(was), Some(is)) = (set.target, answer.target) else { continue };
        let message =
            TargetChanged { name: answer.name.into(), expected: was.into(), claimed: is.into() };
        checks.push(TARGET_CHANGED.finding(&is.place, message).related(&was.place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run_in;
    use serde_json::{Value as Json, json};

    fn run(set: &str, answered: &str) -> Vec<String> {
        let row = |target: &str| json!([{"level2": "数量指标", "name": "养护里程", "target": target, "actual": "130公里"}]);
        let documents = json!([{"kind": "projectTargets", "project": "农村公路养护", "indicators": row(set)},
            {"kind": "projectEvaluation", "project": "农村公路养护", "indicators": row(answered)}]);
        run_in(&TARGET_CHANGED, "cn", json!({"documents": documents}))
    }

    #[test]
    fn compares_values_and_not_text() {
        for same in ["≥120公里", ">= 120 公里", "不少于120公里", "120", "＝120公里", "120公里以上"]
        {
            assert_eq!(run("≥120公里", same), [""; 0], "{same}");
        }
        assert_eq!(
            run("≥120公里", "≥100公里"),
            ["/documents/1/indicators/0/target: ≥100公里 → ≥120公里"]
        );
        assert_eq!(
            run("≥120公里", "≤120公里"),
            ["/documents/1/indicators/0/target: ≤120公里 → ≥120公里"]
        );
        for unknown in ["按计划完成", "", "≥90%"] {
            assert_eq!(run("≥120公里", unknown), [""; 0], "{unknown}");
        }
    }

    #[test]
    fn level_2_tells_names_apart() {
        let rows = |first: &str, second: &str| -> Json {
            json!([{"level2": "数量指标", "name": "培训", "target": first}, {"level2": "质量指标", "name": "培训", "target": second}])
        };
        let documents = |answered: Json| {
            json!({"documents": [
            {"kind": "departmentTargets", "indicators": rows("≥10次", "≥90%")}, {"kind": "departmentEvaluation", "indicators": answered}]})
        };
        assert_eq!(run_in(&TARGET_CHANGED, "cn", documents(rows("≥10次", "≥90%"))), [""; 0]);
        assert_eq!(
            run_in(&TARGET_CHANGED, "cn", documents(rows("≥10次", "≥80%"))),
            ["/documents/1/indicators/1/target: ≥80% → ≥90%"]
        );
        let alike = json!([{"level2": "数量指标", "name": "培训", "target": "≥8次"}, {"level2": "数量指标", "name": "培训", "target": "≥9次"}]);
        assert_eq!(run_in(&TARGET_CHANGED, "cn", documents(alike)), [""; 0]);
    }
}
