//! Amounts and units that a text says twice in a row: `300万元万元`.

use crate::value::text::fold;

/// `start..once` is what should stand there, `once..end` its repetition; in characters.
pub struct Repetition {
    pub start: usize,
    pub once: usize,
    pub end: usize,
}

/// Units that are never repeated on purpose; the longer first.
const UNITS: [&[char]; 8] = [
    &['万', '元'],
    &['亿', '元'],
    &['千', '元'],
    &['万', '人'],
    &['万', '户'],
    &['%'],
    &['亿'],
    &['万'],
];

/// Most repetitions named in one text; a text with more is not one that somebody wrote.
const MOST_PER_TEXT: usize = 20;

/// The amounts and units of a text that are written twice in a row.
pub fn repetitions(text: &str) -> Vec<Repetition> {
    let begins_unit = |c: char| UNITS.iter().any(|unit| unit.first() == Some(&fold(c)));
    if !text.contains(begins_unit) {
        return Vec::new();
    }
    let chars: Vec<char> = text.chars().map(fold).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) =
        chars.iter().skip(at).position(char::is_ascii_digit).map(|found| found + at)
    {
        let is_digit = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let number = chars.iter().skip(start).take_while(is_digit).count();
        let after_number = chars.get(start + number..).unwrap_or_default();
        let Some(unit) = UNITS.iter().find(|unit| after_number.starts_with(unit)) else {
            at = start + number;
            continue;
        };
        let once = start + number + unit.len();
        let rest = chars.get(once..).unwrap_or_default();
        let whole = chars.get(start..once).unwrap_or_default();
        let is_big_unit = !matches!(unit, ['万'] | ['亿']);
        let repeated = if is_big_unit && rest.starts_with(unit) {
            unit.len()
        } else if number >= 2 && rest.starts_with(whole) {
            whole.len()
        } else {
            0
        };
        if repeated > 0 {
            if found.len() == MOST_PER_TEXT {
                break;
            }
            found.push(Repetition { start, once, end: once + repeated });
        }
        at = once + repeated;
    }
    found
}
