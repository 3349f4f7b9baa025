//! # 预算执行率得分不符
//!
//! **查什么**：预算执行率得分应为“分值 × 执行数 ÷ 全年预算数”，不超过分值，
//! 按未取整的执行率计算后四舍五入到两位小数（填一位小数的按一位核对）。
//!
//! **为什么**：这是全表中唯一完全由数据决定的得分，也直接进入总分。
//!
//! **不查什么**：预算、执行、分值、得分任一格空白或不适用，预算为 0；没有全年预算数的，
//! 按年初预算数计算。得分由印错的执行率算出的，只报执行率。
//!
//! ---
//!
//! **What it finds**: an execution score that is not weight × executed ÷ adjusted budget, capped at
//! the weight, from the unrounded ratio, half-up at two decimals (at one, where it is printed with
//! one).
//!
//! **Why**: this score follows from figures alone and goes straight into the total.
//!
//! **What it leaves alone**: lines with a blank or inapplicable figure, and budgets of 0. A score
//! that merely follows a wrong printed rate is folded into the finding on the rate.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "652", "executed": "601.5", "weight": "10", "score": "9.32"}}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "652", "executed": "601.5", "weight": "10", "score": "9.23"}}, "indicators": []}
//! ```

use crate::finding::{Difference, Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::score::lines::{LINES, LineVerdict};
use crate::relation::score::points::as_printed;

use crate::filing::as_typed;

use crate::relation::Relations;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::scoring::execution;

pub static EXECUTION_SCORE: Rule = Rule {
    info: RuleInfo {
        family: Family::Sco,
        code: "SCO001",
        name: "execution-score",
        severity: Severity::Error,
        summary: Text {
            zh: "预算执行率得分与执行情况不符",
            en: "the execution score does not follow from the figures",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Document(LINES, check)],
};

message! {
    ExecutionScoreDiffers {
        formula: Printed,
        claimed: Quoted,
        expected: Printed,
        difference: Option<Difference>,
    }
    zh "预算执行率得分应为分值 × 执行数 ÷ 预算数：{formula}；此处填 {claimed}，相差 {difference}。"
    en "The execution score is weight × executed ÷ budget: {formula}; the table says {claimed}, off by {difference}."
    advice {
        zh "核对预算数和执行数；无误的，得分填 {expected}，并相应改正总分。"
        en "Check budget and executed amount; if they are right, put {expected} here and correct the total."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    let decimals = relations.profile.score_decimals;
    for executed in relations.executed_lines() {
        let working = match &executed.verdict {
            LineVerdict::Holds => {
                checks.pass();
                continue;
            }
            LineVerdict::Wrong(working) => working,
            _ => continue,
        };
        let expected = as_printed(executed.score_points, working.exact, decimals);
        let message = ExecutionScoreDiffers {
            formula: working.formula(decimals).into(),
            claimed: executed.score.into(),
            expected: as_typed(executed.score, expected).into(),
            difference: executed.score_points.minus(expected).map(Difference::from),
        };
        let figures = [execution::budget(executed.line), executed.line.executed.as_ref()];
        let finding = EXECUTION_SCORE
            .finding(&executed.score.place, message)
            .fix_as_expected(executed.score)
            .related_each(figures.into_iter().flatten().map(|cell| &cell.place));
        checks.push(if executed.follows_printed_rate() {
            finding.follows_each(executed.sources().cloned())
        } else if executed.follows_wrong_weight(decimals) {
            finding.follows_each(executed.weights())
        } else {
            finding
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, run};
    use serde_json::{Value as Json, json};

    fn scored(budget: &str, executed: &str, weight: &str, score: &str) -> Json {
        let total =
            json!({"budget": budget, "executed": executed, "weight": weight, "score": score});
        json!({"kind": "projectEvaluation", "indicators": [], "funds": {"total": total}})
    }

    #[test]
    fn accepts_the_score_at_its_printed_decimals() {
        for (budget, executed, weight, score) in [
            ("652", "601.5", "10分", "9.23"),
            ("652", "601.5", "10", "9.2"),
            ("652", "601.5", "10", "9.23分"),
            ("2092.71", "1997.21万元", "10", "9.54"),
            ("24", "24", "10", "10"),
            ("100", "120", "10", "10.00"),
            ("33241.27", "33230.00", "10", "10"),
            ("652万元", "6015000元", "20", "18.45"),
            ("100", "0", "10", "0"),
        ] {
            assert_eq!(
                run(&EXECUTION_SCORE, scored(budget, executed, weight, score)),
                [""; 0],
                "{score}"
            );
        }
    }

    #[test]
    fn finds_a_score_that_does_not_follow() {
        for (budget, executed, score, finding) in [
            ("652", "601.5", "9.32", "/funds/total/score: 9.32 → 9.23"),
            ("652", "601.5", "9.20", "/funds/total/score: 9.20 → 9.23"),
            ("652", "601.5", "9.3分", "/funds/total/score: 9.3分 → 9.2分"),
            ("652", "601.5", "10", "/funds/total/score: 10 → 9.23"),
            ("100", "120", "9.8", "/funds/total/score: 9.8 → 10.0"),
        ] {
            assert_eq!(run(&EXECUTION_SCORE, scored(budget, executed, "10", score)), [finding]);
        }
    }

    #[test]
    fn leaves_alone_what_cannot_be_worked_out() {
        for (budget, executed, weight, score) in [
            ("", "601.5", "10", "9.23"),
            ("0", "0", "10", "10"),
            ("652", "", "10", "9"),
            ("652", "601.5", "", "9"),
            ("652", "601.5", "10", ""),
            ("652", "601.5", "—", "/"),
            ("652", "601.5", "10", "9"),
        ] {
            assert_eq!(
                run(&EXECUTION_SCORE, scored(budget, executed, weight, score)),
                [""; 0],
                "{budget} {executed} {score}"
            );
        }
    }

    #[test]
    fn checks_every_line_that_has_points() {
        let document = json!({"kind": "departmentEvaluation", "indicators": [], "funds": {
            "total": {"initial": "100", "executed": "90", "weight": "10", "score": "9"},
            "parts": [{"budget": "80", "executed": "70", "weight": "10", "score": "8.57"}, {"budget": "20", "executed": "20", "weight": "/", "score": "/"}],
        }});
        assert_eq!(run(&EXECUTION_SCORE, document), ["/funds/parts/0/score: 8.57 → 8.75"]);
    }

    #[test]
    fn a_score_that_follows_a_wrong_rate_says_so() {
        let follows = |rate: &str, score: &str| {
            let total = json!({"budget": "652", "executed": "601.5", "weight": "10", "rate": rate, "score": score});
            let filing = json!({"documents": [{"kind": "projectEvaluation", "indicators": [], "funds": {"total": total}}]});
            let profile = crate::profile::Profile::built_in("cn").unwrap();
            findings(&[&EXECUTION_SCORE], &profile, filing)
                .iter()
                .all(|finding| !finding.follows.is_empty())
        };
        assert!(follows("93%", "9.3"));
        assert!(follows("93.25%", "9.33"));
        assert!(follows("0.9325", "9.33"));
        assert!(!follows("93.25%", "9.50"));
        assert!(!follows("", "9.50"));
    }
}
