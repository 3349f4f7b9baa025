//! # 未按完成比例记分
//!
//! **查什么**：定量指标未完成时，得分不等于按比例计算的得分：越多越好的，分值 × 完成值 ÷ 指标值；
//! 越少越好的，分值 × 指标值 ÷ 完成值。表中有得分系数的，得分应为分值 × 系数。
//!
//! **为什么**：未完成指标按完成比例记分，是通行的记分办法；另有评分标准的，应能说明。
//!
//! **不查什么**：与按比例得分相差不超过分值的 1%；目标为 0、为负数或为区间的；定性指标。
//!
//! ---
//!
//! **What it finds**: a missed quantitative target whose score is not the proportional one: actual
//! ÷ target where more is better, target ÷ actual where less is. Where the form prints a
//! coefficient, a score that is not weight × coefficient.
//!
//! **Why**: proportion is the usual measure; another standard should be named.
//!
//! **What it leaves alone**: scores within 1 % of the weight; targets of 0, below 0, or ranges;
//! qualitative targets.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥100次", "actual": "80次", "weight": "100", "score": "90"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"target": "≤80天", "actual": "100天", "weight": "100", "score": "80"}]}
//! ```

use crate::filing::{Indicator, MaybeCell};
use crate::finding::{
    Difference, Family, Finding, Message, Printed, Quoted, RuleInfo, Severity, Text, message,
};
use crate::relation::TableRow;
use crate::relation::score::rows::{RowVerdict, ScoredRow};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::scoring::working::Working;
use crate::value::number::Dec;

pub static NOT_PROPORTIONAL: Rule = Rule {
    info: RuleInfo {
        family: Family::Sco,
        code: "SCO005",
        name: "not-proportional",
        severity: Severity::Warning,
        summary: Text {
            zh: "未完成指标的得分不按完成比例",
            en: "a missed target not scored in proportion",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check)],
};

message! {
    NotByResult {
        target: Quoted,
        actual: Quoted,
        formula: Printed,
        claimed: Quoted,
        expected: Printed,
        difference: Option<Difference>,
    }
    zh "指标值为 {target}，实际完成值为 {actual}，按完成比例应得 {formula}，填报为 {claimed}。"
    en "The target is {target}, the result {actual}; in proportion that is {formula}, the table says {claimed}."
    advice ADVICE
}
message! {
    NotByCoefficient {
        formula: Printed,
        claimed: Quoted,
        expected: Printed,
        difference: Option<Difference>,
    }
    zh "按得分系数应得 {formula}，填报为 {claimed}。"
    en "By the coefficient the score is {formula}; the table says {claimed}."
    advice ADVICE
}
const ADVICE: Text = Text {
    zh: "核对实际完成值和得分；另有评分标准的，在偏差原因中写明。",
    en: "Check result and score; where another standard applies, name it in the reason.",
};

fn check(row: &TableRow<'_>, checks: &mut Checks) {
    let decimals = row.profile.score_decimals;
    let Some(scored) = row.scored() else { return };
    match &scored.verdict {
        RowVerdict::Proportional => checks.pass(),
        RowVerdict::NotProportional(working) => {
            checks.push(not_by_result(scored, working, decimals));
        }
        RowVerdict::NotByCoefficient(exact) => {
            checks.push(not_by_coefficient(scored, *exact, decimals));
        }
        _ => {}
    }
}

fn not_by_result(scored: &ScoredRow<'_>, working: &Working<'_>, decimals: u32) -> Finding {
    let (expected, difference) = scored.due(working.exact, decimals);
    let message = NotByResult {
        target: scored.row().target_text().into(),
        actual: scored.row().actual_text().into(),
        formula: working.formula(decimals).into(),
        claimed: scored.score.into(),
        expected: expected.into(),
        difference: difference.map(Difference::from),
    };
    finding(scored, message)
        .related(&scored.indicator.place(Indicator::FIELDS.target))
        .related(&scored.indicator.place(Indicator::FIELDS.actual))
}

fn not_by_coefficient(scored: &ScoredRow<'_>, exact: Dec, decimals: u32) -> Finding {
    let (expected, difference) = scored.due(exact, decimals);
    let coefficient = scored.indicator.coefficient.trimmed();
    let points = exact.round(decimals).plain();
    let message = NotByCoefficient {
        formula: format!("{} × {coefficient} = {points}", scored.weight_points).into(),
        claimed: scored.score.into(),
        expected: expected.into(),
        difference: difference.map(Difference::from),
    };
    finding(scored, message).related(&scored.indicator.place(Indicator::FIELDS.coefficient))
}

fn finding(row: &ScoredRow<'_>, message: impl Into<Message>) -> Finding {
    NOT_PROPORTIONAL
        .finding(&row.score.place, message)
        .fix_as_expected(row.score)
        .related(&row.weight.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::sco::table;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_a_score_out_of_proportion() {
        for (target, actual, score, finding) in [
            ("≥70%", "65.29%", "8.5", "/indicators/0/score: 8.5 → 9.3"),
            ("≥100次", "80次", "5", "/indicators/0/score: 5 → 8"),
            ("≤80万元", "100万元", "9.50", "/indicators/0/score: 9.50 → 8.00"),
            ("≥100", "50", "0", "/indicators/0/score: 0 → 5"),
        ] {
            assert_eq!(run(&NOT_PROPORTIONAL, table(&[(target, actual, "10", score)])), [finding]);
        }
    }

    #[test]
    fn leaves_alone_what_is_in_proportion_or_has_none() {
        for (target, actual, score) in [
            ("≥70%", "65.29%", "9.33"),
            ("≥70%", "65.29%", "9.3"),
            ("≥70%", "65.29%", "9.25"),
            ("≥70%", "65.29%", "9.42"),
            ("≥100次", "80次", "8"),
            ("≤0次", "2次", "5"),
            ("≥5%", "-1%", "2"),
            ("6-9个月", "12个月", "3"),
            ("稳步提升", "提升不明显", "6"),
            ("≥95%", "工作基本完成，同比增长5%", "6"),
            ("≥90%", "95%", "6"),
        ] {
            assert_eq!(
                run(&NOT_PROPORTIONAL, table(&[(target, actual, "10", score)])),
                [""; 0],
                "{target} {actual} {score}"
            );
        }
    }

    #[test]
    fn a_printed_coefficient_decides() {
        for (coefficient, score, findings) in [
            ("80%", "8", vec![]),
            ("0.8", "8.00", vec![]),
            ("80", "8", vec![]),
            ("80%", "6", vec!["/indicators/0/score: 6 → 8"]),
            ("", "6", vec![]),
            ("1.2", "6", vec![]),
        ] {
            let mut document = table(&[("显著提升", "有所提升", "10", score)]);
            document["indicators"][0]["coefficient"] = json!(coefficient);
            assert_eq!(run(&NOT_PROPORTIONAL, document), findings, "{coefficient} {score}");
        }
        let mut banded = table(&[("≥100次", "50次", "10", "6")]);
        banded["indicators"][0]["coefficient"] = json!("60%");
        assert_eq!(run(&NOT_PROPORTIONAL, banded), [""; 0]);
    }
}
