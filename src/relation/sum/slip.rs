//! Slips of the hand: a digit added, dropped or swapped with its neighbour, or the point moved.

use crate::value::number::Dec;

/// Shorter figures resemble each other by chance.
const FEWEST_DIGITS: usize = 3;
/// Two swapped digits prove less than an additional one.
const FEWEST_SWAPPED: usize = 4;
/// 元 for 万元 is the farthest that a point moves.
const FARTHEST_POINT: i32 = 4;

/// Whether one slip turns `meant` into `claimed`.
pub fn is_slip(claimed: Dec, meant: Dec) -> bool {
    if claimed == meant || claimed.is_negative() != meant.is_negative() {
        return false;
    }
    let (claimed, meant) = (claimed.abs(), meant.abs());
    let digits = significant(claimed).min(significant(meant));
    if digits < FEWEST_DIGITS {
        return false;
    }
    if point_moved(claimed, meant) {
        return true;
    }
    let decimals = claimed.plain().decimals().max(meant.plain().decimals());
    let (claimed, meant) = (digits_at(claimed, decimals), digits_at(meant, decimals));
    one_more(&claimed, &meant)
        || one_more(&meant, &claimed)
        || (digits >= FEWEST_SWAPPED && swapped(&claimed, &meant))
}

/// Digits without the zeros at both ends.
fn significant(figure: Dec) -> usize {
    let text = figure.plain().to_string();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

fn point_moved(claimed: Dec, meant: Dec) -> bool {
    (1..=FARTHEST_POINT)
        .any(|places| meant.shift(places) == Some(claimed) || claimed.shift(places) == Some(meant))
}

/// The digits of a figure printed with `decimals`, without its point.
fn digits_at(figure: Dec, decimals: u32) -> Vec<u8> {
    figure.round(decimals).to_string().bytes().filter(u8::is_ascii_digit).collect()
}

/// Whether `long` has the digits of `short` and one more.
fn one_more(long: &[u8], short: &[u8]) -> bool {
    if long.len() != short.len() + 1 {
        return false;
    }
    let same = long.iter().zip(short).take_while(|(a, b)| a == b).count();
    long.get(same + 1..) == short.get(same..)
}

/// Whether the two differ by two swapped neighbours.
fn swapped(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    match (a.get(same..), b.get(same..)) {
        (Some([a1, a2, a_rest @ ..]), Some([b1, b2, b_rest @ ..])) => {
            a1 == b2 && a2 == b1 && a_rest == b_rest
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::number::dec;

    #[test]
    fn knows_a_slip() {
        for (claimed, meant) in [
            ("20092.71", "2092.71"),
            ("292.71", "2092.71"),
            ("22092.71", "2092.71"),
            ("20927.1", "2092.71"),
            ("995.4", "99.54"),
            ("20927100", "2092.71"),
            ("2029.71", "2092.71"),
            ("6515", "6155"),
            ("652", "65.2"),
            ("1200", "120.0"),
        ] {
            let expected = significant(dec(meant)) >= 3;
            assert_eq!(is_slip(dec(claimed), dec(meant)), expected, "{claimed} for {meant}");
        }
    }

    #[test]
    fn knows_what_is_none() {
        for (claimed, meant) in [
            ("2092.71", "2092.71"),
            ("2092.70", "2092.71"),
            ("2092.7", "2092.71"),
            ("10", "100"),
            ("24", "240"),
            ("325", "352"),
            ("1997.21", "2092.71"),
            ("-652", "65.2"),
            ("1138.21", "1123.77"),
        ] {
            assert!(!is_slip(dec(claimed), dec(meant)), "{claimed} for {meant}");
        }
    }
}
