//! SCO scores.

use super::Rule;

pub const RULES: &[&Rule] = &[];
