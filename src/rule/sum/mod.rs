//! SUM adding up.

mod balance;
mod group_weight;
mod parts_total;
mod parts_total_rounding;
mod score_total;
mod weights_total;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &parts_total::PARTS_TOTAL,
    &parts_total_rounding::PARTS_TOTAL_ROUNDING,
    &weights_total::WEIGHTS_TOTAL,
    &group_weight::GROUP_WEIGHT,
    &score_total::SCORE_TOTAL,
    &balance::BALANCE,
];
