//! TGT quality of targets.

mod direction;
mod name_and_target;
mod no_survey;
mod not_measurable;
mod period_and_year;

pub(super) use direction::DIRECTION;
pub(super) use name_and_target::NAME_AND_TARGET;
pub(super) use no_survey::NO_SURVEY;
pub(super) use not_measurable::NOT_MEASURABLE;
pub(super) use period_and_year::PERIOD_AND_YEAR;

use super::Rule;

pub const RULES: &[&Rule] =
    &[&NOT_MEASURABLE, &DIRECTION, &NO_SURVEY, &NAME_AND_TARGET, &PERIOD_AND_YEAR];
