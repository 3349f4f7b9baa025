//! NUM figures and units.

mod impossible_percentage;
mod kind_mismatch;
mod magnitude_slip;
mod printed_twice;
mod quantity_as_quality;
mod share_as_quantity;
mod unit_mismatch;
mod unit_of_name;
mod unreadable_number;

pub(super) use impossible_percentage::IMPOSSIBLE_PERCENTAGE;
pub(super) use kind_mismatch::KIND_MISMATCH;
pub(super) use magnitude_slip::MAGNITUDE_SLIP;
pub(super) use printed_twice::PRINTED_TWICE;
pub(super) use quantity_as_quality::QUANTITY_AS_QUALITY;
pub(super) use share_as_quantity::SHARE_AS_QUANTITY;
pub(super) use unit_mismatch::UNIT_MISMATCH;
pub(super) use unit_of_name::UNIT_OF_NAME;
pub(super) use unreadable_number::UNREADABLE_NUMBER;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &UNREADABLE_NUMBER, &PRINTED_TWICE, &IMPOSSIBLE_PERCENTAGE, &UNIT_MISMATCH, &KIND_MISMATCH,
    &MAGNITUDE_SLIP, &SHARE_AS_QUANTITY, &QUANTITY_AS_QUALITY, &UNIT_OF_NAME,
];
