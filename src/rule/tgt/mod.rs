//! TGT quality of targets.

mod direction;
mod no_survey;
mod not_measurable;

use super::Rule;

pub const RULES: &[&Rule] =
    &[&not_measurable::NOT_MEASURABLE, &direction::DIRECTION, &no_survey::NO_SURVEY];
