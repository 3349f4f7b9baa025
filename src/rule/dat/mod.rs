//! DAT dates and years.

use super::Rule;

pub const RULES: &[&Rule] = &[];
