//! Printed scores against the rows and lines they are given for.

pub mod lines;
pub mod points;
pub mod rows;
