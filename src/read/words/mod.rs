//! The words on published forms: one table for each part of a form.

pub mod evaluation;
pub mod indicators;
pub mod targets;
