//! # 分值合计不是 100
//!
//! **查什么**：自评表各指标分值与预算执行率分值之和应为 100，也应与所印总分的分值一致；绩效目标表为
//! 100，或为 90（预算执行率的 10 分以后再加）。
//!
//! **为什么**：分值不足或超出，总分就没有可比性。
//!
//! **不查什么**：还有指标未填分值、分值不可读，或表未填完；转移支付自评表没有分值；
//! “其中”各行重复的执行率分值不重复计算。
//!
//! ---
//!
//! **What it finds**: weights that do not sum to 100 or to the printed total (in target tables 90
//! will do: 10 for execution come later).
//!
//! **Why**: a total over other points compares with nothing.
//!
//! **What it leaves alone**: tables not filled in yet, or with a blank or unreadable weight;
//! transfer-payment forms; the weight of execution repeated on the parts of the funds.
//!
//! ```json fails
//! {"kind": "projectTargets", "project": "场地运转经费", "indicators": [
//!   {"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": "≥300人次", "weight": "50"},
//!   {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%", "weight": "20"},
//!   {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%", "weight": "10"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "project": "场地运转经费", "indicators": [
//!   {"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": "≥300人次", "weight": "50"},
//!   {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%", "weight": "30"},
//!   {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%", "weight": "10"}]}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::sum::{FailureKind, POINTS, SumKind};

use crate::relation::Relations;
use crate::rule::failures::{SumFigures, as_finding, failures};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};

pub static WEIGHTS_TOTAL: Rule = Rule {
    info: RuleInfo {
        family: Family::Sum,
        code: "SUM003",
        name: "weights-total",
        severity: Severity::Error,
        summary: Text {
            zh: "分值合计不是 100，或与所印总分值不符",
            en: "weights do not sum to 100 or to the printed total",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Document(POINTS, check)],
};

message! {
    MESSAGE for SumFigures
    zh "各项分值之和为 {claimed}（{formula}），应为 {expected}。"
    en "The weights add up to {claimed} ({formula}); they should come to {expected}."
    advice ADVICE
}
message! {
    PRINTED for SumFigures
    zh "各项分值之和为 {expected}（{formula}），所印总分值却是 {claimed}。"
    en "The weights add up to {expected} ({formula}), but the total is printed as {claimed}."
    advice ADVICE
}
const ADVICE: Text = Text {
    zh: "检查有无漏填、重填或填错的分值，使合计为 {expected}。",
    en: "Look for a weight left out, repeated or mistyped, until they come to {expected}.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for failure in failures(relations.points(), checks, &[SumKind::Weights], &[FailureKind::Wrong])
    {
        let wording = if failure.cell.is_some() { PRINTED } else { MESSAGE };
        checks.push(as_finding(failure, &WEIGHTS_TOTAL, wording));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    fn table(execution: Json, weights: &[Json], total: Json) -> Json {
        let rows: Vec<Json> = weights
            .iter()
            .map(|weight| json!({"name": "培训人次", "target": "≥300", "weight": weight}))
            .collect();
        let mut table = json!({"kind": "projectEvaluation", "indicators": rows});
        if !execution.is_null() {
            table["funds"] = json!({"total": {"weight": execution}, "parts": [{"name": "其中：当年财政拨款", "weight": execution}]});
        }
        if !total.is_null() {
            table["total"] = json!({"weight": total});
        }
        table
    }

    #[test]
    fn weighs_a_table() {
        let none = Json::Null;
        for (execution, weights, total, finding) in [
            (json!("10分"), vec![json!("50"), json!(30), json!("10")], json!("100"), None),
            (json!("10"), vec![json!("50"), json!("30"), json!("10")], none.clone(), None),
            (
                json!("10"),
                vec![json!("50"), json!("20"), json!("10")],
                none.clone(),
                Some("/indicators: 90 → 100"),
            ),
            (
                json!("10"),
                vec![json!("50"), json!("20"), json!("10")],
                json!("100"),
                Some("/total/weight: 90 → 100"),
            ),
            (
                json!("10"),
                vec![json!("50"), json!("20"), json!("10")],
                json!("90"),
                Some("/total/weight: 90 → 100"),
            ),
            (
                json!("10"),
                vec![json!("50"), json!("30"), json!("10")],
                json!("95"),
                Some("/total/weight: 95 → 100"),
            ),
            (
                json!("10"),
                vec![json!("50"), json!("30"), json!("10.5")],
                json!("100"),
                Some("/total/weight: 100.5 → 100"),
            ),
            // With a weight missing or unreadable the sum cannot be judged.
            (json!("10"), vec![json!("50"), json!(""), json!("10")], json!("100"), None),
            (json!("10"), vec![json!("50"), json!("二十"), json!("10")], json!("100"), None),
            (json!(""), vec![json!("50"), json!("30"), json!("10")], json!("100"), None),
            // The form weights execution elsewhere.
            (none.clone(), vec![json!("50"), json!("30"), json!("10")], json!("100"), None),
            (
                none.clone(),
                vec![json!("50"), json!("30"), json!("15")],
                json!("100"),
                Some("/total/weight: 95 → 100"),
            ),
            (none.clone(), vec![json!("0.5"), json!("0.3"), json!("0.2")], none.clone(), None),
        ] {
            let expected: Vec<&str> = finding.into_iter().collect();
            assert_eq!(
                run(&WEIGHTS_TOTAL, table(execution.clone(), &weights, total.clone())),
                expected,
                "{execution} {weights:?} {total}"
            );
        }
    }

    #[test]
    fn waits_until_the_form_is_filled_in() {
        let half = json!({"kind": "projectEvaluation", "funds": {"total": {"weight": "10"}}, "total": {"weight": "100", "score": ""}, "indicators": [
            {"name": "培训人次", "target": "≥300", "weight": "20"}, {"level2": "质量指标", "name": "", "target": "", "weight": ""}]});
        assert_eq!(run(&WEIGHTS_TOTAL, half.clone()), [""; 0]);
        let mut done = half;
        done["total"]["score"] = json!("30");
        assert_eq!(run(&WEIGHTS_TOTAL, done), ["/total/weight: 30 → 100"]);
    }

    #[test]
    fn target_tables_may_leave_room_for_execution() {
        for (weights, findings) in [
            (["50", "30", "10"], vec![]),
            (["60", "30", "10"], vec![]),
            (["50", "30", "15"], vec!["/indicators: 95 → 100"]),
        ] {
            let rows: Vec<Json> = weights
                .iter()
                .map(|weight| json!({"name": "培训人次", "target": "≥300", "weight": weight}))
                .collect();
            assert_eq!(
                run(&WEIGHTS_TOTAL, json!({"kind": "projectTargets", "indicators": rows})),
                findings,
                "{weights:?}"
            );
        }
    }

    #[test]
    fn weighs_a_score_sheet() {
        let sheet = |second: &str, total: Json| {
            json!({"kind": "scoreSheet", "total": total, "items": [
                {"group": "预算编制", "groupWeight": "40", "name": "预算编制合理性", "weight": "40"},
                {"group": "预算执行", "groupWeight": "60", "name": "支出进度", "weight": second}]})
        };
        assert_eq!(run(&WEIGHTS_TOTAL, sheet("60", json!({"weight": "100"}))), [""; 0]);
        assert_eq!(run(&WEIGHTS_TOTAL, sheet("50", json!({}))), ["/items: 90 → 100"]);
        assert_eq!(run(&WEIGHTS_TOTAL, sheet("", json!({}))), [""; 0]);
    }
}
