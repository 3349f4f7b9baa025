//! Compares a printed score with the exact one.

use crate::value::number::Dec;

/// Whether `exact`, rounded to the decimals that `claimed` is printed with, is `claimed`. A score
/// printed without decimals must have the profile's.
pub fn prints(claimed: Dec, exact: Dec, decimals: u32) -> bool {
    claimed == exact.round(decimals)
        || (claimed.decimals() > 0 && claimed == exact.round(claimed.decimals()))
}

/// Whether `exact` was rounded to a whole or half point to give `claimed`.
pub fn is_whole_or_half(claimed: Dec, exact: Dec) -> bool {
    let half = || exact.times(Dec::whole(2))?.round(0).over(Dec::whole(2));
    claimed == exact.round(0) || half() == Some(claimed)
}

/// The exact score, printed like `claimed`.
pub fn as_printed(claimed: Dec, exact: Dec, decimals: u32) -> Dec {
    match claimed.decimals() {
        0 => exact.round(decimals).plain(),
        printed => exact.round(printed.min(decimals)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::number::dec;

    #[test]
    fn a_score_is_compared_at_its_printed_decimals() {
        for (claimed, exact, holds) in [
            ("9.23", "9.2254601", true),
            ("9.2", "9.2254601", true),
            ("9.225", "9.2254601", true),
            ("9.20", "9.2254601", false),
            ("9", "9.2254601", false),
            ("10", "9.9961", true),
            ("9.230", "9.2254601", true),
        ] {
            assert_eq!(prints(dec(claimed), dec(exact), 2), holds, "{claimed} for {exact}");
        }
    }

    #[test]
    fn whole_and_half_points_are_recognised() {
        for (claimed, exact, expected) in [
            ("9", "8.62", true),
            ("5", "4.84", true),
            ("8.5", "8.62", true),
            ("9.5", "9.34", true),
            ("9", "8.4", false),
            ("8.6", "8.62", false),
        ] {
            assert_eq!(
                is_whole_or_half(dec(claimed), dec(exact)),
                expected,
                "{claimed} for {exact}"
            );
        }
    }
}
