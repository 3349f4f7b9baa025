//! Compares printed scores with their rows and lines.

pub mod lines;
pub mod points;
pub mod rows;
