//! SCO scores.

mod execution_score;
mod met_but_cut;
mod missed_full_marks;
mod not_proportional;
mod outside_band;
mod score_range;
mod weighted_twice;
mod whole_points;
mod wrong_grade;

pub(super) use execution_score::EXECUTION_SCORE;
pub(super) use met_but_cut::MET_BUT_CUT;
pub(super) use missed_full_marks::MISSED_FULL_MARKS;
pub(super) use not_proportional::NOT_PROPORTIONAL;
pub(super) use outside_band::OUTSIDE_BAND;
pub(super) use score_range::SCORE_RANGE;
pub(super) use weighted_twice::WEIGHTED_TWICE;
pub(super) use whole_points::WHOLE_POINTS;
pub(super) use wrong_grade::WRONG_GRADE;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &EXECUTION_SCORE, &SCORE_RANGE, &MISSED_FULL_MARKS, &MET_BUT_CUT, &NOT_PROPORTIONAL,
    &WHOLE_POINTS, &OUTSIDE_BAND, &WRONG_GRADE, &WEIGHTED_TWICE,
];

/// A project's table of rows, each with target, actual, weight and score.
#[cfg(test)]
fn table(rows: &[(&str, &str, &str, &str)]) -> serde_json::Value {
    let row = |(target, actual, weight, score): &(&str, &str, &str, &str)| serde_json::json!({"level1": "产出指标", "name": "指标", "target": target, "actual": actual, "weight": weight, "score": score});
    serde_json::json!({"kind": "projectEvaluation", "indicators": rows.iter().map(row).collect::<Vec<_>>()})
}
