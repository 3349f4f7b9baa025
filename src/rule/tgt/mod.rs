//! TGT quality of targets.

use super::Rule;

pub const RULES: &[&Rule] = &[];
