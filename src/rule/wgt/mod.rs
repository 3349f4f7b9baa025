//! WGT weights.

use super::Rule;

pub const RULES: &[&Rule] = &[];
