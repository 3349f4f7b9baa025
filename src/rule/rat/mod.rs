//! RAT rates.

mod execution_rate;
mod over_quota;
mod rate;
mod rate_of_nothing;
mod rates;
mod unit_cost;
mod wrong_base;

pub(super) use execution_rate::EXECUTION_RATE;
pub(super) use over_quota::OVER_QUOTA;
pub(super) use rate::RATE;
pub(super) use rate_of_nothing::RATE_OF_NOTHING;
pub(super) use unit_cost::UNIT_COST;
pub(super) use wrong_base::WRONG_BASE;

use super::Rule;

pub const RULES: &[&Rule] =
    &[&RATE, &RATE_OF_NOTHING, &WRONG_BASE, &OVER_QUOTA, &UNIT_COST, &EXECUTION_RATE];
