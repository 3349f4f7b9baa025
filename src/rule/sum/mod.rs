//! SUM adding up.

use super::Rule;

pub const RULES: &[&Rule] = &[];
