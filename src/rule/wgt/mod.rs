//! WGT weights.

mod unusual_weights;

use super::Rule;

pub const RULES: &[&Rule] = &[&unusual_weights::UNUSUAL_WEIGHTS];
