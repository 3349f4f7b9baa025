//! Exact decimals. Only this file uses [`rust_decimal`], whose operators panic on overflow and
//! whose `round_dp` rounds half to even.

use core::fmt;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Serialize, Serializer};

/// An exact decimal that remembers how many decimals it was printed with: `9.50` is not `9.5`,
/// though they are equal.
///
/// Every operation is checked; `None` means that the result does not fit 28 digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dec(Decimal);

impl Dec {
    /// 0
    pub const ZERO: Dec = Dec(Decimal::ZERO);
    /// 1
    pub const ONE: Dec = Dec(Decimal::ONE);
    /// 100: full marks, and a share in per cent.
    pub const HUNDRED: Dec = Dec(Decimal::ONE_HUNDRED);

    /// Reads ASCII digits with an optional point and a leading minus. A number with more digits
    /// than fit is `None`, not rounded.
    pub fn read(digits: &str) -> Option<Dec> {
        let unsigned = digits.strip_prefix('-').unwrap_or(digits);
        if unsigned.is_empty() || !unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return None;
        }
        Decimal::from_str_exact(digits).ok().map(Dec)
    }

    /// A whole number.
    pub fn whole(n: i64) -> Dec {
        Dec(Decimal::from(n))
    }

    /// `digits × 10^-decimals`: `Dec::new(13, 1)` is 1.3.
    pub fn new(digits: i64, decimals: u32) -> Dec {
        Decimal::try_new(digits, decimals).map_or(Dec::ZERO, Dec)
    }

    /// `self + other`
    pub fn plus(self, other: Dec) -> Option<Dec> {
        self.0.checked_add(other.0).map(Dec)
    }

    /// `self - other`
    pub fn minus(self, other: Dec) -> Option<Dec> {
        self.0.checked_sub(other.0).map(Dec)
    }

    /// `self × other`
    pub fn times(self, other: Dec) -> Option<Dec> {
        self.0.checked_mul(other.0).map(Dec)
    }

    /// `self ÷ other` to 28 digits; `None` if `other` is 0.
    pub fn over(self, other: Dec) -> Option<Dec> {
        self.0.checked_div(other.0).map(Dec)
    }

    /// `self × 10^power`, exactly.
    pub fn shift(self, power: i32) -> Option<Dec> {
        if power == 0 {
            return Some(self);
        }
        let factor = Decimal::from(10u64.checked_pow(power.unsigned_abs())?);
        if power >= 0 { self.0.checked_mul(factor) } else { self.0.checked_div(factor) }.map(Dec)
    }

    /// Rounds half away from zero (四舍五入) to `decimals`, and prints with exactly that many.
    pub fn round(self, decimals: u32) -> Dec {
        let mut rounded =
            self.0.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(decimals);
        Dec(rounded)
    }

    /// Cuts off after `decimals`.
    pub fn truncate(self, decimals: u32) -> Dec {
        Dec(self.0.round_dp_with_strategy(decimals, RoundingStrategy::ToZero))
    }

    /// How many decimals it is printed with: 2 for `9.50`.
    pub fn decimals(self) -> u32 {
        self.0.scale()
    }

    /// The same number without trailing zeros.
    pub fn plain(self) -> Dec {
        // Nearly every figure fits 64 bits, whose division is faster than the library's of 96.
        let Ok(mut digits) = i64::try_from(self.0.mantissa()) else {
            return Dec(self.0.normalize());
        };
        let mut decimals = if digits == 0 { 0 } else { self.decimals() };
        while decimals > 0 && digits % 10 == 0 {
            digits /= 10;
            decimals -= 1;
        }
        Dec::new(digits, decimals)
    }

    /// The digits without zeros at both ends, as a whole number, and the power of ten of the last
    /// of them; more digits than fit become the largest number that does.
    pub fn significand(self) -> (i64, i32) {
        let mut digits = i64::try_from(self.0.mantissa()).unwrap_or(i64::MAX);
        let mut power = -i32::try_from(self.decimals()).unwrap_or(0);
        if digits == 0 {
            return (0, 0);
        }
        while digits % 10 == 0 {
            digits /= 10;
            power += 1;
        }
        (digits, power)
    }

    /// The number without its sign.
    pub fn abs(self) -> Dec {
        Dec(self.0.abs())
    }

    /// `-self`
    pub fn negated(self) -> Dec {
        Dec(-self.0)
    }

    /// Whether it is 0, however it is printed.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below 0; `-0` is not.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Whether nothing but zeros follows its point.
    pub fn is_whole(self) -> bool {
        self.0.fract().is_zero()
    }

    /// As a whole number; `None` if it has decimals or does not fit.
    pub fn to_i64(self) -> Option<i64> {
        if self.is_whole() { self.0.to_i64() } else { None }
    }

    /// The sum; 0 of nothing.
    pub fn sum(items: impl IntoIterator<Item = Dec>) -> Option<Dec> {
        let mut sum = Sum::default();
        items.into_iter().for_each(|item| sum.add(item));
        sum.total()
    }

    /// The sum; `None` if one of the items is missing.
    pub fn sum_of(items: impl IntoIterator<Item = Option<Dec>>) -> Option<Dec> {
        let mut sum = Sum::default();
        for item in items {
            sum.add(item?);
        }
        sum.total()
    }
}

impl fmt::Display for Dec {
    /// Prints as [`Decimal`] does, but divides by 64 bits instead of 96 where the digits fit, as
    /// nearly always.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// 28 decimals behind `0.`, or 20 digits and a point, and a minus sign.
        const LONGEST: usize = 31;
        let Ok(mut digits) = u64::try_from(self.0.mantissa().unsigned_abs()) else {
            return fmt::Display::fmt(&self.0, f);
        };
        let point = self.decimals() as usize;
        let mut printed = [b'.'; LONGEST];
        let mut bytes = printed.iter_mut().rev();
        // Writes from the last digit to the first.
        for at in 0.. {
            let Some(byte) = bytes.next() else { break };
            if at == point && point > 0 {
                continue;
            }
            *byte = b'0' + (digits % 10) as u8;
            digits /= 10;
            if digits == 0 && (at > point || point == 0) {
                break;
            }
        }
        if self.0.is_sign_negative() {
            bytes.next().into_iter().for_each(|byte| *byte = b'-');
        }
        let start = bytes.len();
        let text = printed
            .get(start..)
            .and_then(|printed| core::str::from_utf8(printed).ok())
            .unwrap_or_default();
        f.write_str(text)
    }
}

impl Serialize for Dec {
    /// Serializes as a text, because readers take a JSON number for a float.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Debug for Dec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// An accumulator of numbers. It adds whole numbers of the finest precision so far, which is faster
/// than adding decimals.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    units: i128,
    finest: u32,
    is_too_large: bool,
}

impl Sum {
    /// Adds a number.
    pub fn add(&mut self, item: Dec) {
        let parts = item.0.unpack();
        let sum = if parts.hi == 0 && parts.scale == self.finest {
            let units = i128::from(u64::from(parts.mid) << 32 | u64::from(parts.lo));
            self.units.checked_add(if parts.negative { -units } else { units })
        } else {
            self.rescaled(item)
        };
        match sum {
            Some(units) => self.units = units,
            None => self.is_too_large = true,
        }
    }

    /// Adds what another sum has come to so far.
    pub fn join(&mut self, other: Sum) {
        match other.total() {
            Some(total) => self.add(total),
            None => self.is_too_large = true,
        }
    }

    /// The sum of `units` and an item of any precision and size; makes `finest` the finer of both.
    fn rescaled(&mut self, item: Dec) -> Option<i128> {
        let (units, decimals) = (item.0.mantissa(), item.0.scale());
        let places = decimals.abs_diff(self.finest);
        if decimals > self.finest {
            self.finest = decimals;
            shifted(self.units, places)?.checked_add(units)
        } else {
            self.units.checked_add(shifted(units, places)?)
        }
    }

    /// The total, printed with the decimals of the finest item; `None` if it does not fit.
    pub fn total(self) -> Option<Dec> {
        if self.is_too_large {
            None
        } else {
            Decimal::try_from_i128_with_scale(self.units, self.finest).ok().map(Dec)
        }
    }
}

/// `units × 10^places`. If both fit 32 bits, as they nearly always do, the product fits 64 bits and
/// needs no check.
fn shifted(units: i128, places: u32) -> Option<i128> {
    const POWERS: [i64; 10] =
        [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];
    match (i32::try_from(units), POWERS.get(places as usize)) {
        (Ok(units), Some(power)) => Some(i128::from(i64::from(units) * power)),
        _ => units.checked_mul(10i128.checked_pow(places)?),
    }
}

/// A decimal literal in a test.
#[cfg(test)]
pub fn dec(text: &str) -> Dec {
    Dec::read(text).unwrap_or_else(|| panic!("not a decimal: {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_half_up_away_from_zero() {
        for (value, decimals, rounded) in [
            ("9.2254601", 2, "9.23"),
            ("0.125", 2, "0.13"),
            ("2.5", 0, "3"),
            ("-2.5", 0, "-3"),
            ("10", 2, "10.00"),
            ("9.994", 2, "9.99"),
            ("9.995", 2, "10.00"),
        ] {
            assert_eq!(dec(value).round(decimals).to_string(), rounded, "{value} at {decimals}");
        }
    }

    #[test]
    fn keeps_what_was_printed() {
        assert_eq!(dec("9.50").to_string(), "9.50");
        assert_eq!(dec("9.50").decimals(), 2);
        assert_eq!(dec("9.50"), dec("9.5"));
        assert_eq!(dec("9.50").plain().to_string(), "9.5");
    }

    #[test]
    fn knows_its_digits_without_zeros() {
        for (number, digits) in [
            ("0.00", (0, 0)),
            ("0.050", (5, -2)),
            ("12.50", (125, -1)),
            ("-1200", (-12, 2)),
            ("7", (7, 0)),
        ] {
            assert_eq!(dec(number).significand(), digits, "{number}");
        }
    }

    #[test]
    fn sums_are_exact_whatever_the_precision() {
        for (items, sum) in [
            (&[][..], Some("0")),
            (&["9.50", "0.5"], Some("10.00")),
            (&["1", "0.001", "-3.02"], Some("-2.019")),
            (&["0.5", "2147483647", "-2147483648", "2147483648"], Some("2147483647.5")),
            (&["0.000000001", "1", "0.0000000001"], Some("1.0000000011")),
            (&["79228162514264337593543950335", "1", "-1"], Some("79228162514264337593543950335")),
            (&["79228162514264337593543950335", "1"], None),
            (&["79228162514264337593543950335", "0.0000000001"], None),
        ] {
            assert_eq!(
                Dec::sum(items.iter().map(|item| dec(item))).map(|sum| sum.to_string()).as_deref(),
                sum,
                "{items:?}"
            );
        }
    }

    #[test]
    fn sums_are_exact_at_any_distance_of_precision() {
        for (units, places) in [1, -7, 2_147_483_647, -2_147_483_648, 2_147_483_648]
            .into_iter()
            .flat_map(|n| (0..=12).map(move |p| (n, p)))
        {
            let (coarse, fine) = (Dec::whole(units), Dec::new(1, places));
            assert_eq!(Dec::sum([coarse, fine]), coarse.plus(fine), "{units} and 10^-{places}");
            assert_eq!(Dec::sum([fine, coarse]), coarse.plus(fine), "10^-{places} and {units}");
        }
    }

    #[test]
    fn joining_sums_adds_their_totals() {
        let of = |items: &[&str]| {
            let mut sum = Sum::default();
            items.iter().for_each(|item| sum.add(dec(item)));
            sum
        };
        let huge = "79228162514264337593543950335";
        for (one, other, total) in [
            (&["9.54"][..], &["8", "0.5"][..], Some("18.04")),
            (&[], &["1"], Some("1")),
            (&["1"], &[huge, "1"], None),
            (&[huge], &["1"], None),
        ] {
            let mut joined = of(one);
            joined.join(of(other));
            assert_eq!(joined.total(), total.map(dec), "{one:?} and {other:?}");
        }
    }

    #[test]
    fn prints_and_shortens_as_the_library_does() {
        let digits =
            [0, 1, -1, 7, 10, -950, 100_000, 123_456_789, 999_999_999_999, i64::MAX, i64::MIN + 1];
        for (digits, decimals) in
            digits.iter().flat_map(|digits| (0..=28).map(|decimals| (*digits, decimals)))
        {
            let (own, library) = (Dec::new(digits, decimals), Decimal::new(digits, decimals));
            assert_eq!(own.to_string(), library.to_string());
            assert_eq!(own.plain().to_string(), library.normalize().to_string());
        }
        for text in [
            "-0.0",
            "79228162514264337593543950335",
            "-7922816251426433759354395033.5",
            "18446744073709551615",
            "18446744073709551616",
        ] {
            let library: Decimal = text.parse().unwrap();
            assert_eq!(
                (Dec(library).to_string(), Dec(library).plain().to_string()),
                (library.to_string(), library.normalize().to_string())
            );
        }
    }

    #[test]
    fn overflow_is_none() {
        let huge = dec("79228162514264337593543950335");
        assert_eq!(huge.plus(Dec::ONE), None);
        assert_eq!(huge.times(huge), None);
        assert_eq!(Dec::ONE.over(Dec::ZERO), None);
        assert_eq!(huge.shift(8), None);
        for bad in ["", "-", ".", "1e5", "1_0", "٣", "1.2.3", "792281625142643375935439503350"] {
            assert_eq!(Dec::read(bad), None, "{bad}");
        }
    }
}
