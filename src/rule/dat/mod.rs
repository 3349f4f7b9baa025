//! DAT dates and years.

mod after_deadline;
mod before_year_end;
mod disclosure_late;
mod outside_period;
mod wrong_year;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &before_year_end::BEFORE_YEAR_END,
    &wrong_year::WRONG_YEAR,
    &after_deadline::AFTER_DEADLINE,
    &disclosure_late::DISCLOSURE_LATE,
    &outside_period::OUTSIDE_PERIOD,
];
