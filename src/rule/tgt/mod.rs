//! TGT quality of targets.

mod direction;
mod no_survey;
mod not_measurable;

pub(super) use direction::DIRECTION;
pub(super) use no_survey::NO_SURVEY;
pub(super) use not_measurable::NOT_MEASURABLE;

use super::Rule;

pub const RULES: &[&Rule] = &[&NOT_MEASURABLE, &DIRECTION, &NO_SURVEY];
