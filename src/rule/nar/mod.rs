//! NAR prose: reports, and every cell that holds sentences.

mod contradiction;
mod sample_share;
mod stated_count;
mod stated_difference;
mod stated_formula;
mod stated_share;
mod stated_sum;
mod truncated;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &stated_sum::STATED_SUM,
    &stated_share::STATED_SHARE,
    &stated_difference::STATED_DIFFERENCE,
    &stated_formula::STATED_FORMULA,
    &truncated::TRUNCATED,
    &contradiction::CONTRADICTION,
    &stated_count::STATED_COUNT,
    &sample_share::SAMPLE_SHARE,
];
