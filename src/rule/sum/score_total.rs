//! # 总分不是各项得分之和
//!
//! **查什么**：总分应等于各指标得分与预算执行率得分之和；评分表还要计入加减分项。
//!
//! **为什么**：总分定等级。
//!
//! **不查什么**：还有得分未填或不可读的；“其中”各行重复的执行率得分不重复计算。
//!
//! ---
//!
//! **What it finds**: a total score that is not the sum of the scores, with the bonus items of a
//! score sheet.
//!
//! **Why**: the grade rests on it.
//!
//! **What it leaves alone**: tables with a score still blank or unreadable; the score of execution
//! repeated on the parts of the funds.
//!
//! ```json fails
//! {"kind": "scoreSheet", "items": [
//!   {"group": "预算编制", "name": "预算编制合理性", "weight": "40", "score": "38"},
//!   {"group": "预算执行", "name": "支出进度", "weight": "60", "score": "55.5"}], "total": {"score": "95.5"}}
//! ```
//!
//! ```json passes
//! {"kind": "scoreSheet", "items": [
//!   {"group": "预算编制", "name": "预算编制合理性", "weight": "40", "score": "38"},
//!   {"group": "预算执行", "name": "支出进度", "weight": "60", "score": "55.5"}], "total": {"score": "93.5"}}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::sum::{FailureKind, POINTS, SumKind};

use crate::relation::Relations;
use crate::rule::failures::{SumFigures, as_finding, failures};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static SCORE_TOTAL: Rule = Rule {
    info: RuleInfo {
        family: Family::Sum,
        code: "SUM005",
        name: "score-total",
        severity: Severity::Error,
        summary: Text {
            zh: "总分不是各项得分之和",
            en: "the total score is not the sum of the scores",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Document(POINTS, check)],
};

message! {
    MESSAGE for SumFigures
    zh "各项得分之和为 {expected}（{formula}），总分填报为 {claimed}，相差 {difference}。"
    en "The scores add up to {expected} ({formula}); the total says {claimed}, off by {difference}."
    advice { zh "核对各项得分后改正总分。" en "Check the scores, then correct the total." }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for failure in failures(relations.points(), checks, &[SumKind::Scores], &[FailureKind::Wrong]) {
        checks.push(as_finding(failure, &SCORE_TOTAL, MESSAGE));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, run};
    use serde_json::{Value as Json, json};

    fn table(execution: &str, scores: &[&str], total: &str) -> Json {
        let rows: Vec<Json> = scores
            .iter()
            .map(|score| json!({"name": "培训", "target": "及时", "weight": "30", "score": score}))
            .collect();
        json!({"kind": "projectEvaluation", "indicators": rows, "total": {"score": total},
            "funds": {"total": {"weight": "10", "score": execution}, "parts": [{"name": "其中：当年财政拨款", "weight": "10", "score": execution}]}})
    }

    #[test]
    fn adds_up_scores() {
        for (execution, scores, total, finding) in [
            ("9.23", ["30", "30", "30"], "99.23", None),
            ("9.23", ["30", "30", "30"], "99.2", Some("/total/score: 99.2 → 99.23")),
            ("9.54分", ["29", "30", "30"], "99.54分", Some("/total/score: 99.54分 → 98.54分")),
            ("9.23", ["30", "", "30"], "99.23", None),
            ("9.23", ["30", "满分", "30"], "99.23", None),
            ("", ["30", "30", "30"], "90", None),
            ("9.23", ["30", "30", "30"], "", None),
        ] {
            let expected: Vec<&str> = finding.into_iter().collect();
            assert_eq!(
                run(&SCORE_TOTAL, table(execution, &scores, total)),
                expected,
                "{execution} {scores:?} {total}"
            );
        }
    }

    #[test]
    fn counts_the_bonus_of_a_sheet() {
        let sheet = |bonus: Json, total: &str| {
            json!({"kind": "scoreSheet", "total": {"score": total}, "bonus": bonus, "items": [
                {"name": "甲", "weight": "60", "score": "58"}, {"name": "乙", "weight": "40", "score": "38.5"}]})
        };
        for (bonus, total, findings) in [
            (json!([{"name": "加分项", "score": "2"}]), "98.5", vec![]),
            (json!([{"name": "加分项", "score": "2"}]), "96.5", vec!["/total/score: 96.5 → 98.5"]),
            (json!([{"name": "加分项", "score": "5"}]), "100", vec![]),
            (json!([{"name": "减分项", "score": "2"}]), "94.5", vec![]),
            (json!([{"name": "减分项", "score": "-2"}]), "94.5", vec![]),
            (json!([{"name": "加分项", "score": ""}]), "96.5", vec![]),
        ] {
            assert_eq!(run(&SCORE_TOTAL, sheet(bonus.clone(), total)), findings, "{bonus} {total}");
        }
    }

    #[test]
    fn follows_a_wrong_execution_score() {
        // 9.45 for 9.54 with a right total: the total must not be changed.
        let table = json!({"kind": "projectEvaluation", "indicators": [{"name": "培训", "target": "及时", "weight": "90", "score": "90"}],
            "funds": {"total": {"budget": "2092.71", "executed": "1997.21", "weight": "10", "score": "9.45"}}, "total": {"score": "99.54"}});
        let profile = crate::profile::Profile::built_in("cn").expect("built in");
        let found = findings(&[&SCORE_TOTAL], &profile, json!({"documents": [table]}));
        let follows: Vec<String> = found
            .iter()
            .flat_map(|finding| finding.follows.iter().map(|place| place.pointer()))
            .collect();
        assert_eq!(follows, ["/documents/0/funds/total/score"]);
    }
}
