//! A number with what is printed around it: comparison, unit, range.

mod comparison;
mod read;

pub use comparison::Comparison;

use super::interval::Interval;
use super::number::Dec;
use super::unit::Unit;

/// One figure of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// `≥` of `≥90%`, 以上 of `3次以上`.
    pub comparison: Option<Comparison>,
    /// As printed, in `unit`; its decimals are its precision.
    pub number: Dec,
    /// The upper end of a range such as `6-9个月`, of which `number` is the lower one.
    pub upper: Option<Dec>,
    /// The unit of `number` and `upper`.
    pub unit: Unit,
    /// For a figure or a unit that is typed twice (`30337万30337万`), the text with it once.
    pub repeated: Option<String>,
}

impl Figure {
    /// The number in its base unit: 元, 人, and for a share a fraction of 1. `None` if it does not
    /// fit a [`Dec`].
    pub fn base(&self) -> Option<Dec> {
        self.unit.to_base(self.number)
    }

    /// The values that round to the printed number, in its own unit. `None` if they do not fit a
    /// [`Dec`].
    pub fn interval(&self) -> Option<Interval> {
        Interval::of(self.number, self.number.decimals())
    }
}
