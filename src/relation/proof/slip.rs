//! Which figures one slip of the hand turns into which.

use crate::value::number::Dec;

/// More digits than this are no figure of a filing.
const MOST_DIGITS: u32 = 14;

/// The value between `low` and `high` that one slip turned into `printed`: a digit changed, added
/// or dropped, two neighbours swapped, or the point moved. All are whole numbers of last places.
pub fn mended(printed: i64, low: i64, high: i64) -> Option<i64> {
    if low > high || (low..=high).contains(&printed) || printed <= 0 {
        return None;
    }
    let digits = printed.ilog10() + 1;
    if digits > MOST_DIGITS {
        return None;
    }
    let power = |place: u32| 10i64.pow(place);
    let digit = |place: u32| printed / power(place) % 10;
    // A single digit may have been 0.
    let fits =
        |value: &i64| (low..=high).contains(value) && (*value > 0 || *value == 0 && digits == 1);
    // `from` with the digit at a place, which is 0 there, that makes it fit.
    let with_digit = |from: i64, place: u32| {
        let needed = low - from;
        let digit = if needed <= 0 { 0 } else { (needed + power(place) - 1) / power(place) };
        Some(from + digit * power(place)).filter(|value| digit <= 9 && fits(value))
    };
    let changed = |place: u32| {
        let value = with_digit(printed - digit(place) * power(place), place)?;
        // The first digit is no 0.
        let is_shorter = place + 1 == digits && digits > 1 && value < power(place);
        (!is_shorter).then_some(value)
    };
    let swapped = |place: u32| {
        let (low, high) = (digit(place), digit(place + 1));
        printed + (low - high) * power(place + 1) + (high - low) * power(place)
    };
    let dropped = |place: u32| printed / power(place + 1) * power(place) + printed % power(place);
    let added = |place: u32| {
        with_digit(printed / power(place) * power(place + 1) + printed % power(place), place)
    };
    (0..digits)
        .find_map(changed)
        .or_else(|| (0..digits - 1).map(swapped).find(fits))
        .or_else(|| (0..digits).map(dropped).find(fits))
        .or_else(|| (0..=digits).find_map(added))
        .or_else(|| [2, 3, 4].iter().map(|places| printed * power(*places)).find(fits))
        .or_else(|| {
            [2, 3, 4]
                .iter()
                .filter(|places| printed % power(**places) == 0)
                .map(|places| printed / power(*places))
                .find(fits)
        })
}

/// The first whole number that is not below, and the last that is not above.
pub fn whole_between(low: Dec, high: Dec) -> Option<(i64, i64)> {
    let floor = |value: Dec| {
        let cut = value.truncate(0);
        if cut > value { cut.minus(Dec::ONE) } else { Some(cut) }
    };
    let low = floor(low.negated())?.negated();
    Some((low.to_i64()?, floor(high)?.to_i64()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_one_slip_made() {
        for (printed, low, high, meant) in [
            (2009271, 209271, 209271, Some(209271)),
            (395921, 695921, 695921, Some(695921)),
            (1297, 1290, 1293, Some(1290)),
            (5432, 5342, 5342, Some(5342)),
            (123, 1234, 1234, Some(1234)),
            (123, 12300, 12300, Some(12300)),
            (123, 123, 123, None),
            (1234, 1342, 1342, None),
            (100, 0, 0, None),
            (4, 0, 0, Some(0)),
        ] {
            assert_eq!(mended(printed, low, high), meant, "{printed}");
        }
    }
}
