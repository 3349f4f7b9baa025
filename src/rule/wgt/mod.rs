//! WGT weights.

mod unusual_weights;

pub(super) use unusual_weights::UNUSUAL_WEIGHTS;

use super::Rule;

pub const RULES: &[&Rule] = &[&UNUSUAL_WEIGHTS];
