//! XDC across documents of one filing.

use super::Rule;

pub const RULES: &[&Rule] = &[];
