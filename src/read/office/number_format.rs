//! Displays the numbers of a worksheet in their format: `0.9544` under `0.00%` is 95.44%, `46113`
//! under `yyyy"年"m"月"d"日"` is 2026年4月1日.

/// How a cell's number is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// A number with literal text around it.
    Number(Pattern),
    /// A pattern of years, months and days, as in the file.
    Date(String),
}

/// The text around a number, and how its digits are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    before: String,
    after: String,
    /// `None`: as many decimals as there are.
    decimals: Option<Decimals>,
    /// The power of ten that the number is multiplied by: 2 for a percentage, -3 for thousands.
    shift: i64,
    thousands: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Decimals {
    least: usize,
    most: usize,
}

impl Format {
    /// The format of cells without a format.
    pub const GENERAL: Format = Format::Number(Pattern {
        before: String::new(),
        after: String::new(),
        decimals: None,
        shift: 0,
        thousands: false,
    });

    /// Parses a format code. Unsupported codes (elapsed times, fractions, exponents) show the
    /// number as General does.
    pub fn of(code: &str) -> Format {
        // The first section is for positive numbers.
        let code = section(code);
        if is_date(code) {
            return Format::Date(code.to_owned());
        }
        pattern(code).map_or(Format::GENERAL, Format::Number)
    }

    /// Displays a stored number; `None` if `raw` is not one. Some workbooks count days from 1904.
    pub fn shown(&self, raw: &str, from_1904: bool) -> Option<String> {
        let pattern = match self {
            Format::Date(code) => {
                let serial: i64 = raw.split('.').next()?.parse().ok()?;
                return date(serial.checked_add(if from_1904 { 1462 } else { 0 })?, code);
            }
            Format::Number(pattern) => pattern,
        };
        let digits = match pattern.decimals {
            // Excel shows eleven digits in a general cell; the sixteenth is rounding noise of
            // binary fractions.
            None => trimmed(rounded(raw, pattern.shift, general_decimals(raw)?, false)?, 0),
            Some(Decimals { least, most }) => {
                trimmed(rounded(raw, pattern.shift, most, pattern.thousands)?, least)
            }
        };
        Some(format!("{}{digits}{}", pattern.before, pattern.after))
    }
}

/// The code of a built-in format, by its number.
pub fn built_in(id: &str) -> &'static str {
    match id {
        "1" => "0",
        "2" => "0.00",
        "3" | "37" | "38" | "41" | "42" => "#,##0",
        "4" | "39" | "40" | "43" | "44" => "#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        "14" | "22" => "yyyy/m/d",
        "15" | "16" | "17" | "30" => "yyyy-mm-dd",
        "27" | "36" | "50" | "52" | "57" => "yyyy年m月",
        "28" | "29" | "51" | "53" | "54" | "58" => "m月d日",
        "31" => "yyyy年m月d日",
        _ => "General",
    }
}

/// A piece of a code: a literal character, or a sign of the pattern.
enum Piece {
    Literal(char),
    Sign(char),
}

fn pieces(code: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut signs = code.chars();
    while let Some(c) = signs.next() {
        match c {
            '"' => pieces.extend(signs.by_ref().take_while(|c| *c != '"').map(Piece::Literal)),
            '\\' | '!' => pieces.extend(signs.next().map(Piece::Literal)),
            // A space as wide as the following sign, or filling with it.
            '_' | '*' => drop(signs.next()),
            '[' => {
                // `[$¥-804]` shows a currency; a colour or condition shows nothing.
                let inside: String = signs.by_ref().take_while(|c| *c != ']').collect();
                let currency = inside.strip_prefix('$').and_then(|inside| inside.split('-').next());
                pieces.extend(currency.unwrap_or("").chars().map(Piece::Literal));
            }
            c => pieces.push(Piece::Sign(c)),
        }
    }
    pieces
}

fn section(code: &str) -> &str {
    let mut quoted = false;
    let end = code.find(|c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    end.and_then(|end| code.get(..end)).unwrap_or(code)
}

fn is_date(code: &str) -> bool {
    !is_general(code)
        && pieces(code).iter().any(|piece| matches!(piece, Piece::Sign('y' | 'Y' | 'd' | 'D')))
        || code.contains('m') && code.contains('月')
}

fn is_general(code: &str) -> bool {
    code.to_ascii_lowercase().contains("general")
}

fn pattern(code: &str) -> Option<Pattern> {
    let general = is_general(code);
    let code =
        if general { code.to_ascii_lowercase().replace("general", "#") } else { code.to_owned() };
    let mut pattern = Pattern {
        before: String::new(),
        after: String::new(),
        decimals: None,
        shift: 0,
        thousands: false,
    };
    let mut decimals = Decimals::default();
    let (mut begun, mut pointed) = (false, false);
    // Commas since the last digit, and digits after a literal point.
    let (mut commas, mut apart) = (0i64, 0usize);
    for piece in pieces(&code) {
        match piece {
            Piece::Sign(c @ ('0' | '#' | '?')) => {
                pattern.thousands |= commas > 0;
                commas = 0;
                if begun && pattern.after == "." {
                    apart = apart.checked_add(1)?;
                } else if begun && !pattern.after.is_empty() {
                    return None;
                } else if pointed {
                    decimals.most = decimals.most.checked_add(1)?;
                    if c == '0' {
                        decimals.least = decimals.most;
                    }
                }
                begun = true;
            }
            Piece::Sign('.') => pointed = true,
            Piece::Sign(',') if begun => commas = commas.checked_add(1)?,
            // Exponents, fractions and times.
            Piece::Sign('e' | 'E' | '/' | 'h' | 'H' | 's' | 'S' | '@') => return None,
            Piece::Sign(c) | Piece::Literal(c) => {
                if matches!(piece, Piece::Sign('%')) {
                    pattern.shift = pattern.shift.checked_add(2)?;
                }
                let around = if begun { &mut pattern.after } else { &mut pattern.before };
                around.push(c);
                // `0!.0,"万"`: the digits after the point count as decimals.
                if apart > 0 && pattern.after.starts_with('.') {
                    pattern.after.remove(0);
                    decimals = Decimals { least: apart, most: apart };
                    pattern.shift = pattern.shift.checked_sub(i64::try_from(apart).ok()?)?;
                    apart = 0;
                }
            }
        }
    }
    if apart > 0 {
        pattern.after.clear();
        decimals = Decimals { least: apart, most: apart };
        pattern.shift = pattern.shift.checked_sub(i64::try_from(apart).ok()?)?;
    }
    pattern.shift = pattern.shift.checked_sub(commas.checked_mul(3)?)?;
    pattern.before = pattern.before.trim_start().to_owned();
    pattern.after.truncate(pattern.after.trim_end().len());
    if !begun || decimals.most > 30 {
        return None;
    }
    pattern.decimals = (!general).then_some(decimals);
    Some(pattern)
}

/// Removes trailing zeros beyond `least` decimals.
fn trimmed(mut shown: String, least: usize) -> String {
    let Some(point) = shown.find('.') else { return shown };
    let kept = point.saturating_add(1).saturating_add(least);
    while shown.len() > kept && shown.ends_with('0') {
        shown.pop();
    }
    if shown.ends_with('.') {
        shown.pop();
    }
    shown
}

fn general_decimals(raw: &str) -> Option<usize> {
    let whole = digits(raw, 0)?.1.max(1);
    Some(usize::try_from(10i64.saturating_sub(whole.max(1))).unwrap_or(0).min(9))
}

/// The digits of a stored number (`-1.25E-3`), the position of its point among them, and its sign.
fn digits(raw: &str, shift: i64) -> Option<(Vec<u8>, i64, bool)> {
    let (negative, raw) = raw.strip_prefix('-').map_or((false, raw), |rest| (true, rest));
    let (mantissa, exponent) = raw.split_once(['e', 'E']).unwrap_or((raw, "0"));
    let exponent: i64 = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if all.is_empty()
        || all.len() > 400
        || !all.iter().all(u8::is_ascii_digit)
        || exponent.abs() > 300
    {
        return None;
    }
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?.checked_add(shift)?;
    Some((all, point, negative))
}

/// A number times ten to the `shift`, rounded half up to so many decimals. It works on decimal
/// digits only, so no binary fraction is involved.
fn rounded(raw: &str, shift: i64, decimals: usize, thousands: bool) -> Option<String> {
    let (mut digits, mut point, negative) = digits(raw, shift)?;
    if point < 0 {
        let zeros = usize::try_from(point.checked_neg()?).ok()?;
        digits.splice(0..0, core::iter::repeat_n(b'0', zeros));
        point = 0;
    }
    let point = usize::try_from(point).ok()?;
    let keep = point.checked_add(decimals)?;
    // A stored number has fifteen significant digits; more are binary noise (0.28999999999999998).
    let first = digits.iter().position(|digit| *digit != b'0').unwrap_or(0);
    round_at(&mut digits, first.saturating_add(15));
    let carried = round_at(&mut digits, keep);
    digits.resize(keep.saturating_add(usize::from(carried)), b'0');
    let split = point.saturating_add(usize::from(carried));
    let (whole, fraction) = digits.split_at_checked(split)?;
    let whole: String = whole.iter().map(|digit| char::from(*digit)).collect();
    let whole = whole.trim_start_matches('0');
    let mut shown = if whole.is_empty() { "0".to_owned() } else { whole.to_owned() };
    if thousands {
        shown = grouped(&shown);
    }
    if decimals > 0 {
        shown.push('.');
        shown.extend(fraction.iter().take(decimals).map(|digit| char::from(*digit)));
    }
    let zero = !shown.contains(|c: char| matches!(c, '1'..='9'));
    Some(if negative && !zero { format!("-{shown}") } else { shown })
}

/// Rounds to the first `keep` digits; returns whether a digit was put in front.
fn round_at(digits: &mut Vec<u8>, keep: usize) -> bool {
    let up = digits.get(keep).is_some_and(|digit| *digit >= b'5');
    digits.truncate(keep);
    if !up {
        return false;
    }
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit = digit.saturating_add(1);
            return false;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
    true
}

fn grouped(whole: &str) -> String {
    let mut out = String::new();
    for (index, c) in whole.chars().enumerate() {
        if index > 0 && whole.len().saturating_sub(index) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// The day of a serial number under a pattern: 1 is 1900-01-01, and 60 the 29 February that 1900
/// did not have.
fn date(serial: i64, code: &str) -> Option<String> {
    if !(61..=2_958_465).contains(&serial) {
        return None;
    }
    // Converts days since 0000-03-01 by eras of 400 years.
    let days = serial.checked_add(693_899)?;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(dated(code, year, month, day).unwrap_or_else(|| format!("{year:04}-{month:02}-{day:02}")))
}

/// A day under a pattern; `None` if the pattern names months or days, or has no year.
fn dated(code: &str, year: i64, month: i64, day: i64) -> Option<String> {
    let mut shown = String::new();
    let pieces = pieces(code);
    let mut rest = pieces.as_slice();
    let mut has_year = false;
    while let Some((piece, after)) = rest.split_first() {
        let Piece::Sign(sign) = piece else {
            let Piece::Literal(c) = piece else { return None };
            shown.push(*c);
            rest = after;
            continue;
        };
        let sign = sign.to_ascii_lowercase();
        let times = rest
            .iter()
            .take_while(|piece| matches!(piece, Piece::Sign(c) if c.to_ascii_lowercase() == sign))
            .count();
        match (sign, times) {
            ('y', _) => {
                has_year = true;
                shown.push_str(&format!("{year:04}"));
            }
            ('m', 1) => shown.push_str(&month.to_string()),
            ('m', 2) => shown.push_str(&format!("{month:02}")),
            ('d', 1) => shown.push_str(&day.to_string()),
            ('d', 2) => shown.push_str(&format!("{day:02}")),
            ('m' | 'd', _) => return None,
            // The time of day is dropped.
            ('h', _) => break,
            ('@', _) => {}
            (c, _) => shown.extend(core::iter::repeat_n(c, times)),
        }
        rest = rest.get(times..)?;
    }
    has_year.then(|| shown.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_they_are_shown() {
        for (raw, code, expected) in [
            ("0.95440000000000003", "0.00%", "95.44%"),
            ("1997.21", "General", "1997.21"),
            ("625.49999999999989", "General", "625.5"),
            ("0.1", "General", "0.1"),
            ("1.0E-2", "0%", "1%"),
            ("33241.27", "#,##0.00", "33,241.27"),
            ("9.5", "0.00", "9.50"),
            ("9.5", "0.##", "9.5"),
            ("9.555", "0.0#", "9.56"),
            ("9", "0.##", "9"),
            ("2.6749999999999998", "0.00", "2.68"),
            ("999.999", "#,##0.00", "1,000.00"),
            ("-0.004", "0.00", "0.00"),
            ("-12.5", "0", "-13"),
            ("100", "General", "100"),
            ("1E+3", "General", "1000"),
            ("0", "General", "0"),
            ("0.30000000000000004", "General", "0.3"),
            // Text that a format puts around the number is part of the cell's text.
            ("12", "\"≥\"0", "≥12"),
            ("12.5", "0.00\"万元\"", "12.50万元"),
            ("90", "≥0\\%", "≥90%"),
            ("10", "General\"分\"", "10分"),
            ("1234.5", "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "1,234.50"),
            ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
            ("-8", "0.00_);[Red]\\(0.00\\)", "-8.00"),
            ("1234567", "#,##0,", "1,235"),
            ("123456", "0!.0,\"万\"", "12.3万"),
            ("123456", "0!.0000\"万元\"", "12.3456万元"),
            ("0.5", "# ?/?", "0.5"),
            ("123456", "0.00E+00", "123456"),
            ("46113", "yyyy\"年\"m\"月\"d\"日\"", "2026年4月1日"),
            ("46113", "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "2026年4月1日"),
            ("46113.75", "yyyy/m/d h:mm", "2026/4/1"),
            ("46113", "yyyy年m月", "2026年4月"),
            ("46113", "[$-F800]dddd, mmmm dd, yyyy", "2026-04-01"),
            ("46113", "m\"月\"d\"日\"", "2026-04-01"),
            ("46113", "yyyy", "2026"),
            ("45351", "yyyy-mm-dd", "2024-02-29"),
        ] {
            assert_eq!(
                Format::of(code).shown(raw, false).as_deref(),
                Some(expected),
                "{raw} {code}"
            );
        }
        assert_eq!(Format::of("yyyy-mm-dd").shown("44651", true).as_deref(), Some("2026-04-01"));
        for raw in ["", "x", "1e999", "--1", "1.2.3", "NaN", "inf"] {
            assert_eq!(Format::GENERAL.shown(raw, false), None, "{raw}");
        }
    }
}
