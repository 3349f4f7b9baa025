//! NUM figures and units.

mod impossible_percentage;
mod kind_mismatch;
pub(crate) mod magnitude_slip;
mod printed_twice;
mod quantity_as_quality;
mod share_as_quantity;
mod unit_mismatch;
mod unreadable_number;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &unreadable_number::UNREADABLE_NUMBER,
    &printed_twice::PRINTED_TWICE,
    &impossible_percentage::IMPOSSIBLE_PERCENTAGE,
    &unit_mismatch::UNIT_MISMATCH,
    &kind_mismatch::KIND_MISMATCH,
    &magnitude_slip::MAGNITUDE_SLIP,
    &share_as_quantity::SHARE_AS_QUANTITY,
    &quantity_as_quality::QUANTITY_AS_QUALITY,
];
