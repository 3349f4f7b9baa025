//! NAR prose: reports, and every cell that holds sentences.

mod beyond_bound;
mod contradiction;
mod report_points;
mod restated;
mod sample_share;
mod stated_count;
mod stated_difference;
mod stated_formula;
mod stated_share;
mod stated_sum;
mod truncated;

pub(super) use beyond_bound::BEYOND_BOUND;
pub(super) use contradiction::CONTRADICTION;
pub(super) use report_points::REPORT_POINTS;
pub(super) use restated::RESTATED;
pub(super) use sample_share::SAMPLE_SHARE;
pub(super) use stated_count::STATED_COUNT;
pub(super) use stated_difference::STATED_DIFFERENCE;
pub(super) use stated_formula::STATED_FORMULA;
pub(super) use stated_share::STATED_SHARE;
pub(super) use stated_sum::STATED_SUM;
pub(super) use truncated::TRUNCATED;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &STATED_SUM, &STATED_SHARE, &STATED_DIFFERENCE, &STATED_FORMULA, &TRUNCATED, &CONTRADICTION,
    &STATED_COUNT, &SAMPLE_SHARE, &RESTATED, &BEYOND_BOUND, &REPORT_POINTS,
];
