//! REQ completeness.

mod blank_cell;
mod blank_words;
mod duplicate_indicator;
mod misplaced_level2;
mod missing_group;
mod no_source;
mod template_left_over;
mod unfilled_row;
mod unnamed_indicator;

pub(super) use blank_cell::BLANK_CELL;
pub(super) use duplicate_indicator::DUPLICATE_INDICATOR;
pub(super) use misplaced_level2::MISPLACED_LEVEL2;
pub(super) use missing_group::MISSING_GROUP;
pub(super) use no_source::NO_SOURCE;
pub(super) use template_left_over::TEMPLATE_LEFT_OVER;
pub(super) use unfilled_row::UNFILLED_ROW;
pub(super) use unnamed_indicator::UNNAMED_INDICATOR;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &BLANK_CELL, &TEMPLATE_LEFT_OVER, &UNNAMED_INDICATOR, &MISSING_GROUP, &MISPLACED_LEVEL2,
    &DUPLICATE_INDICATOR, &UNFILLED_ROW, &NO_SOURCE,
];
