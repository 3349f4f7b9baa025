//! The values that a printed figure can stand for.

use super::number::Dec;

/// The half-open interval of values that 四舍五入 rounds to one figure: [91.5%, 92.5%) for `92%`.
/// Below zero the closed end is the higher one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: Dec,
    /// The higher end.
    pub high: Dec,
}

impl Interval {
    /// The values that round to `figure` at `decimals`. `None` if they do not fit a [`Dec`].
    pub fn of(figure: Dec, decimals: u32) -> Option<Interval> {
        let half = Dec::new(5, decimals.checked_add(1)?);
        Some(Interval { low: figure.minus(half)?, high: figure.plus(half)? })
    }

    /// Whether `exact` rounds to the figure.
    pub fn contains(&self, exact: Dec) -> bool {
        if self.high.is_negative() || self.high.is_zero() {
            self.low < exact && exact <= self.high
        } else {
            self.low <= exact && exact < self.high
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::number::dec;

    #[test]
    fn is_half_open() {
        let printed = Interval::of(dec("92"), 0).unwrap();
        assert!(printed.contains(dec("91.5")));
        assert!(printed.contains(dec("92.4999")));
        assert!(!printed.contains(dec("92.5")));
        assert!(!printed.contains(dec("91.4999")));
    }

    #[test]
    fn rounds_away_from_zero_below_it() {
        let printed = Interval::of(dec("-92"), 0).unwrap();
        assert!(printed.contains(dec("-91.5")));
        assert!(!printed.contains(dec("-92.5")));
    }
}
