//! REQ completeness.

mod blank_cell;
mod duplicate_indicator;
mod misplaced_level2;
mod missing_group;
mod template_left_over;
mod unfilled_row;
mod unnamed_indicator;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &blank_cell::BLANK_CELL,
    &template_left_over::TEMPLATE_LEFT_OVER,
    &unnamed_indicator::UNNAMED_INDICATOR,
    &missing_group::MISSING_GROUP,
    &misplaced_level2::MISPLACED_LEVEL2,
    &duplicate_indicator::DUPLICATE_INDICATOR,
    &unfilled_row::UNFILLED_ROW,
];
