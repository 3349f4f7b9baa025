//! SCO scores.

mod execution_score;
mod met_but_cut;
mod missed_full_marks;
mod not_proportional;
mod outside_band;
mod score_range;
mod weighted_twice;
mod whole_points;
pub mod wrong_grade;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &execution_score::EXECUTION_SCORE,
    &score_range::SCORE_RANGE,
    &missed_full_marks::MISSED_FULL_MARKS,
    &met_but_cut::MET_BUT_CUT,
    &not_proportional::NOT_PROPORTIONAL,
    &whole_points::WHOLE_POINTS,
    &outside_band::OUTSIDE_BAND,
    &wrong_grade::WRONG_GRADE,
    &weighted_twice::WEIGHTED_TWICE,
];

/// A project's table of rows, each with target, actual, weight and score.
#[cfg(test)]
fn table(rows: &[(&str, &str, &str, &str)]) -> serde_json::Value {
    let row = |(target, actual, weight, score): &(&str, &str, &str, &str)| serde_json::json!({"level1": "产出指标", "name": "指标", "target": target, "actual": actual, "weight": weight, "score": score});
    serde_json::json!({"kind": "projectEvaluation", "indicators": rows.iter().map(row).collect::<Vec<_>>()})
}
