//! RAT rates.

mod over_quota;
mod rate;
mod rate_of_nothing;
mod wrong_base;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &rate::RATE,
    &rate_of_nothing::RATE_OF_NOTHING,
    &wrong_base::WRONG_BASE,
    &over_quota::OVER_QUOTA,
];
