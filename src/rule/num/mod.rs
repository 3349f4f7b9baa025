//! NUM figures and units.

use super::Rule;

pub const RULES: &[&Rule] = &[];
