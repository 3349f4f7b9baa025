//! DAT dates and years.

mod after_deadline;
mod after_year;
mod before_year_end;
mod dated_ahead;
mod disclosure_late;
mod evaluation_year;
mod figure_year;
mod goal_year;
mod impossible_date;
mod label_year;
mod odd_year;
mod outside_period;
mod wrong_year;
mod years_apart;

pub(super) use after_deadline::AFTER_DEADLINE;
pub(super) use after_year::AFTER_YEAR;
pub(super) use before_year_end::BEFORE_YEAR_END;
pub(super) use dated_ahead::DATED_AHEAD;
pub(super) use disclosure_late::DISCLOSURE_LATE;
pub(super) use evaluation_year::EVALUATION_YEAR;
pub(super) use figure_year::FIGURE_YEAR;
pub(super) use goal_year::GOAL_YEAR;
pub(super) use impossible_date::IMPOSSIBLE_DATE;
pub(super) use label_year::LABEL_YEAR;
pub(super) use odd_year::ODD_YEAR;
pub(super) use outside_period::OUTSIDE_PERIOD;
pub(super) use wrong_year::WRONG_YEAR;
pub(super) use years_apart::YEARS_APART;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &BEFORE_YEAR_END, &WRONG_YEAR, &AFTER_DEADLINE, &DISCLOSURE_LATE, &OUTSIDE_PERIOD,
    &IMPOSSIBLE_DATE, &DATED_AHEAD, &YEARS_APART, &AFTER_YEAR, &LABEL_YEAR, &ODD_YEAR,
    &FIGURE_YEAR, &EVALUATION_YEAR, &GOAL_YEAR,
];
