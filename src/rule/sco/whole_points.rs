//! # 得分凑整
//!
//! **查什么**：得分恰好是应得分四舍五入到整数或 0.5 的结果（8.62 填 9，4.84 填 5）。
//!
//! **为什么**：得分应按小数位如实填写；凑整会抬高或压低总分，与按公式复算的结果对不上。
//!
//! **不查什么**：按两位小数（或所填的一位小数）四舍五入后正是整数的，如 9.996 填 10。
//!
//! ---
//!
//! **What it finds**: a score that is right only because the exact one was rounded to a whole or
//! half point (8.62 as 9, 4.84 as 5). It speaks instead of SCO001, SCO003 and SCO005.
//!
//! **Why**: such totals cannot be recomputed.
//!
//! **What it leaves alone**: scores that are whole at their printed decimals, such as 9.996 as 10.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "652", "executed": "601.5", "weight": "10", "score": "9"}}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "1000", "executed": "999.6", "weight": "10", "score": "10"}}, "indicators": []}
//! ```

use crate::filing::Cell;
use crate::finding::{
    Difference, Family, Finding, Printed, Quoted, RuleInfo, Severity, Text, message,
};
use crate::relation::score::lines::LINES;
use crate::relation::score::points::as_printed;
use crate::relation::score::{lines, rows};

use crate::filing::as_typed;

use crate::relation::{Relations, TableRow};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::scoring::working::Working;
use crate::value::number::Dec;

pub static WHOLE_POINTS: Rule = Rule {
    info: RuleInfo {
        family: Family::Sco,
        code: "SCO006",
        name: "whole-points",
        severity: Severity::Warning,
        summary: Text {
            zh: "得分被凑成整数或 0.5",
            en: "a score rounded to a whole or half point",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check_row), Check::Document(LINES, check)],
};

message! {
    WholePoints {
        formula: Printed,
        claimed: Quoted,
        expected: Printed,
        difference: Option<Difference>,
    }
    zh "得分应为 {formula}，填报的 {claimed} 是凑整后的数。"
    en "The score is {formula}; the table rounds it to {claimed}."
    advice { zh "得分保留小数，填 {expected}。" en "Keep the decimals: {expected}." }
}

fn check_row(row: &TableRow<'_>, checks: &mut Checks) {
    let Some(scored) = row.scored() else { return };
    match &scored.verdict {
        rows::RowVerdict::WholePoints(working) => {
            checks.push(finding(
                scored.score,
                scored.score_points,
                working,
                row.profile.score_decimals,
            ));
        }
        rows::RowVerdict::Proportional => checks.pass(),
        _ => {}
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    let decimals = relations.profile.score_decimals;
    for line in relations.executed_lines() {
        match &line.verdict {
            lines::LineVerdict::WholePoints(working) => {
                let finding = finding(line.score, line.score_points, working, decimals);
                checks.push(if line.follows_printed_rate() {
                    finding.follows_each(line.sources().cloned())
                } else {
                    finding
                });
            }
            lines::LineVerdict::Holds => checks.pass(),
            _ => {}
        }
    }
}

fn finding(score: &Cell, claimed: Dec, working: &Working<'_>, decimals: u32) -> Finding {
    // 9.5 for 9.34 is printed with one decimal and still a half point, so the exact score is shown
    // with all of its decimals.
    let expected = if claimed.decimals() <= 1 {
        working.points(decimals)
    } else {
        as_printed(claimed, working.exact, decimals)
    };
    let message = WholePoints {
        formula: working.formula(decimals).into(),
        claimed: score.into(),
        expected: as_typed(score, expected).into(),
        difference: claimed.minus(expected).map(Difference::from),
    };
    WHOLE_POINTS.finding(&score.place, message).fix_as_expected(score)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::sco::table;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_rows_rounded_to_whole_and_half_points() {
        for (target, actual, weight, score, finding) in [
            ("≥100次", "86.2次", "10", "9", "/indicators/0/score: 9 → 8.62"),
            ("≥100次", "96.8次", "5", "5", "/indicators/0/score: 5 → 4.84"),
            ("≥70%", "65.29%", "10", "9.5", "/indicators/0/score: 9.5 → 9.33"),
            ("≤80万元", "87万元", "10", "9.00", "/indicators/0/score: 9.00 → 9.20"),
        ] {
            assert_eq!(run(&WHOLE_POINTS, table(&[(target, actual, weight, score)])), [finding]);
        }
    }

    #[test]
    fn finds_an_execution_score_rounded_to_a_whole_point() {
        let total = json!({"budget": "652", "executed": "601.5", "weight": "10", "score": "9"});
        let document =
            json!({"kind": "projectEvaluation", "indicators": [], "funds": {"total": total}});
        assert_eq!(run(&WHOLE_POINTS, document), ["/funds/total/score: 9 → 9.23"]);
    }

    #[test]
    fn a_score_by_a_wrong_rate_was_not_rounded() {
        let total = json!({"initial": "1200.00", "budget": "1260.50", "executed": "1248.30", "weight": "10", "rate": "104.03%", "score": "10"});
        let document =
            json!({"kind": "projectEvaluation", "indicators": [], "funds": {"total": total}});
        let report =
            crate::validate(json!({"documents": [document]}), &crate::Options::default()).unwrap();
        let codes: Vec<_> = report.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["RAT003"]);
        assert_eq!(
            report.findings[0].related.last().map(|related| related.path.as_str()),
            Some("/documents/0/funds/total/score")
        );
    }

    #[test]
    fn leaves_alone_what_is_whole_anyway() {
        for (target, actual, score) in [
            ("≥100次", "80次", "8"),
            ("≥1000次", "999.6次", "10"),
            ("≥100次", "85次", "8.5"),
            ("≥100次", "60次", "8"),
            ("≥70%", "65.29%", "9.3"),
        ] {
            assert_eq!(
                run(&WHOLE_POINTS, table(&[(target, actual, "10", score)])),
                [""; 0],
                "{actual} {score}"
            );
        }
        // Within 1 % of the weight it is already proportional.
        assert_eq!(run(&WHOLE_POINTS, table(&[("≥550人次", "542人次", "30", "29.5")])), [""; 0]);
    }
}
