//! # 得分超出分值范围
//!
//! **查什么**：得分高于该行分值，或低于 0。包括预算执行率行、指标行和评分表各项。
//!
//! **为什么**：得分最高为分值，最低为 0；越界的得分会抬高或压低总分。
//!
//! **不查什么**：加减分项；分值按百分比列示（如“30%”）、得分按百分制填写的。
//!
//! ---
//!
//! **What it finds**: a score above its weight or below 0, on execution lines, indicator rows and
//! the items of a score sheet.
//!
//! **Why**: it distorts the total.
//!
//! **What it leaves alone**: bonus items; weights printed as shares (`30%`) with scores out of a
//! hundred.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"target": "改善", "actual": "有所改善", "weight": "100", "score": "101"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"target": "改善", "actual": "有所改善", "weight": "100", "score": "99.5"}]}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, Finding, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::score::lines::LINES;
use crate::relation::score::rows::is_out_of_range;
use crate::relation::score::{lines, rows};

use crate::relation::{Relations, TableRow};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};

pub static SCORE_RANGE: Rule = Rule {
    info: RuleInfo {
        family: Family::Sco,
        code: "SCO002",
        name: "score-range",
        severity: Severity::Error,
        summary: Text {
            zh: "得分高于分值或低于 0", en: "a score above its weight or below 0"
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check_row), Check::Document(LINES, check)],
};

message! {
    OutOfRange { claimed: Quoted, weight: Quoted }
    ABOVE:
        zh "得分 {claimed} 高于分值 {weight}。"
        en "The score {claimed} is above its weight of {weight}."
        advice ADVICE
    BELOW:
        zh "得分 {claimed} 低于 0。"
        en "The score {claimed} is below 0."
        advice ADVICE
    NEGATIVE:
        zh "分值 {weight} 小于 0。"
        en "The weight of {weight} is below 0."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "得分应在 0 与分值之间；核对得分和分值。",
    en: "A score lies between 0 and its weight; check both.",
};

fn check_row(row: &TableRow<'_>, checks: &mut Checks) {
    let Some(row) = row.scored() else { return };
    if let Some(finding) =
        judge(row.weight, row.score, matches!(row.verdict, rows::RowVerdict::OutOfRange), checks)
    {
        checks.push(finding);
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for line in relations.executed_lines() {
        let Some(finding) = judge(
            line.weight,
            line.score,
            matches!(line.verdict, lines::LineVerdict::OutOfRange),
            checks,
        ) else {
            continue;
        };
        let follows_weight = line.follows_wrong_weight(relations.profile.score_decimals);
        checks.push(if follows_weight { finding.follows_each(line.weights()) } else { finding });
    }
    for item in relations.score_sheets().flat_map(|sheet| &sheet.items) {
        let (Some(weight), Some(score)) = (&item.weight, &item.score) else { continue };
        if let (Some(weight_points), Some(score_points)) = (weight.number(), score.number()) {
            if let Some(finding) =
                judge(weight, score, is_out_of_range(weight, weight_points, score_points), checks)
            {
                checks.push(finding);
            }
        }
    }
}

/// The finding, if any.
fn judge(weight: &Cell, score: &Cell, is_out: bool, checks: &mut Checks) -> Option<Finding> {
    if !is_out {
        checks.pass();
        return None;
    }
    let is_below = score.number().is_some_and(|score| score.is_negative());
    let wording = if weight.number().is_some_and(|weight| weight.is_negative()) {
        NEGATIVE
    } else if is_below {
        BELOW
    } else {
        ABOVE
    };
    let message = wording.with(OutOfRange { claimed: score.into(), weight: weight.into() });
    let finding = SCORE_RANGE.finding(&score.place, message);
    Some(finding.related(&weight.place).follows(&weight.place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_scores_outside_their_weight() {
        let document = json!({"kind": "projectEvaluation",
        "funds": {"total": {"budget": "10", "executed": "12", "weight": "10", "score": "12"}},
        "indicators": [
            {"name": "a", "weight": "10", "score": "10.01"},
            {"name": "b", "weight": "10", "score": "-1"},
            {"name": "c", "weight": "0", "score": "5"},
            {"name": "d", "weight": "10", "score": "10.00"},
        ]});
        assert_eq!(
            run(&SCORE_RANGE, document),
            [
                "/funds/total/score: 12",
                "/indicators/0/score: 10.01",
                "/indicators/1/score: -1",
                "/indicators/2/score: 5"
            ]
        );
    }

    #[test]
    fn leaves_alone_bonus_items_shares_and_half_filled_rows() {
        let sheet = json!({"kind": "scoreSheet",
            "items": [{"name": "a", "weight": "30%", "score": "95"}, {"name": "b", "weight": "5", "score": "5"}, {"name": "c", "weight": "", "score": "5"}],
            "bonus": [{"name": "加分", "score": "3"}, {"name": "减分", "score": "-2"}]});
        assert_eq!(run(&SCORE_RANGE, sheet), [""; 0]);
        let sheet =
            json!({"kind": "scoreSheet", "items": [{"name": "a", "weight": "5", "score": "6"}]});
        assert_eq!(run(&SCORE_RANGE, sheet), ["/items/0/score: 6"]);
    }
}
