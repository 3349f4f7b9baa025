//! Figures that two documents of a filing share.

pub mod budgets;
pub mod figures;
pub mod indicators;
pub mod kin;
pub mod prose;
pub mod report;
pub mod twins;
pub mod within;
