//! SUM adding up.

mod balance;
mod group_weight;
mod parts_total;
mod parts_total_rounding;
mod score_total;
mod weights_total;

pub(super) use balance::BALANCE;
pub(super) use group_weight::GROUP_WEIGHT;
pub(super) use parts_total::PARTS_TOTAL;
pub(super) use parts_total_rounding::PARTS_TOTAL_ROUNDING;
pub(super) use score_total::SCORE_TOTAL;
pub(super) use weights_total::WEIGHTS_TOTAL;

use super::Rule;

pub const RULES: &[&Rule] =
    &[&PARTS_TOTAL, &PARTS_TOTAL_ROUNDING, &WEIGHTS_TOTAL, &GROUP_WEIGHT, &SCORE_TOTAL, &BALANCE];
