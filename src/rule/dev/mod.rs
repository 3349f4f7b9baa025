//! DEV deviations.

mod budget_changed;
mod goal_repeated;
mod low_execution;
mod missed_no_reason;
mod over_fulfilled;
mod overspent;
mod sentence_reused;
mod target_repeated;

pub(super) use budget_changed::BUDGET_CHANGED;
pub(super) use goal_repeated::GOAL_REPEATED;
pub(super) use low_execution::LOW_EXECUTION;
pub(super) use missed_no_reason::MISSED_NO_REASON;
pub(super) use over_fulfilled::OVER_FULFILLED;
pub(super) use overspent::OVERSPENT;
pub(super) use sentence_reused::SENTENCE_REUSED;
pub(super) use target_repeated::TARGET_REPEATED;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &MISSED_NO_REASON, &OVER_FULFILLED, &LOW_EXECUTION, &TARGET_REPEATED, &BUDGET_CHANGED,
    &OVERSPENT, &GOAL_REPEATED, &SENTENCE_REUSED,
];
