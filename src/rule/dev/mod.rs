//! DEV deviations.

mod budget_changed;
mod low_execution;
mod missed_no_reason;
mod over_fulfilled;
mod target_repeated;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &missed_no_reason::MISSED_NO_REASON,
    &over_fulfilled::OVER_FULFILLED,
    &low_execution::LOW_EXECUTION,
    &target_repeated::TARGET_REPEATED,
    &budget_changed::BUDGET_CHANGED,
];
