//! What a printed figure stands for.

use super::number::Dec;

/// The half-open interval of values that 四舍五入 prints as one figure: `92%` stands for [91.5%,
/// 92.5%).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lowest value it stands for (included).
    pub low: Dec,
    /// The value at which the next figure begins (not included).
    pub high: Dec,
}

impl Interval {
    /// What `figure` printed to `decimals` stands for.
    pub fn of(figure: Dec, decimals: u32) -> Option<Interval> {
        let half = Dec::new(5, decimals.checked_add(1)?);
        Some(Interval { low: figure.minus(half)?, high: figure.plus(half)? })
    }

    pub fn contains(&self, exact: Dec) -> bool {
        // Below zero 四舍五入 rounds away from zero, so the closed end changes sides.
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
