//! Figures, claims and dates in prose.
//!
//! [`prose`] reads a text once: [`scanner`] makes tokens and sentences of it, [`claims`] finds the
//! statements that can be recalculated, and [`dated`] the dates. Statements whose operands are
//! uncertain are left out, because a false finding costs more than a missed one.

pub mod calendar;
pub mod claim;
pub mod claims;
mod comparison;
mod coverage;
pub mod dated;
pub mod figure_year;
mod formula;
mod list;
pub mod occasion;
pub mod opening;
pub mod paper;
pub mod prose;
pub mod repetition;
mod sample;
pub mod scanner;
pub mod survey;

pub use coverage::Coverage;
