//! Reads figures from text.

use super::{Comparison, Figure};
use crate::value::number::Dec;
use crate::value::text::{find, is_letter};
use crate::value::unit::Unit;
use crate::value::unreadable::Unreadable;

/// Units that are written with a digit.
const SQUARED: [&str; 5] = ["m2", "m3", "km2", "m^2", "m<sup>2</sup>"];

impl Figure {
    /// Reads a folded text that is one figure and nothing else: comparison, number, unit, in any of
    /// their usual places. Brackets around a number make it negative.
    ///
    /// # Errors
    /// Why the text is not one figure.
    pub fn read(folded: &str) -> Result<Figure, Unreadable> {
        if let Some(figure) = read_plain(folded) {
            return Ok(figure);
        }
        let text = strip_openers(folded);
        let text = text.strip_prefix('+').unwrap_or(text);
        if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            let mut figure = Figure::read(inner)?;
            figure.number = figure.number.negated();
            return Ok(figure);
        }
        let (mut comparison, rest) = match Comparison::prefix(text) {
            Some((comparison, rest)) => (Some(comparison), rest),
            None => (None, text),
        };
        let (negative, rest) = match rest.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, rest),
        };
        let (number, after) = leading_number(rest)?;
        if let Some(figure) = typed_twice(rest, after) {
            return Ok(Figure { comparison, ..figure });
        }
        if let Some(mut figure) = range(number, after) {
            figure.comparison = comparison;
            return Ok(figure);
        }
        let number = if negative { number.negated() } else { number };
        let mut unit_text = after.trim();
        if SQUARED.contains(&unit_text) {
            return Ok(Figure { comparison, ..Figure::new(number, Unit::read(unit_text)) });
        }
        if unit_text.chars().any(|c| c.is_ascii_digit()) {
            return Err(if unit_text.starts_with(['.', ',']) {
                Unreadable::Separators
            } else {
                Unreadable::NotANumber
            });
        }
        if let Some((suffix, rest)) = Comparison::suffix(unit_text) {
            comparison = comparison.or(Some(suffix));
            unit_text = rest;
        }
        let unit = unit(unit_text).ok_or(Unreadable::NotANumber)?;
        Ok(Figure { comparison, ..Figure::new(number, unit) })
    }

    /// Reads one figure after its name: `参保率≥80%`, `事故次数为0`.
    pub fn labelled(folded: &str) -> Option<Figure> {
        const LINKS: [&str; 14] = [
            "≥", "≤", ">", "<", "=", "不低于", "不少于", "不超过", "达到", "达", "为", "是", ":",
            "完成",
        ];
        /// In characters.
        const LONGEST_LABEL: usize = 40;
        let link = LINKS
            .iter()
            .filter_map(|link| find(folded, link).map(|at| (at, *link)))
            .min_by_key(|(at, _)| *at)?;
        let (label, rest) = (folded.get(..link.0)?, folded.get(link.0..)?);
        if label.chars().count() > LONGEST_LABEL
            || label.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | '。' | '、'))
        {
            return None;
        }
        let rest = match link.1 {
            "达到" | "达" | "为" | "是" | ":" | "完成" => {
                rest.get(link.1.len()..)?.trim_start()
            }
            _ => rest,
        };
        Figure::read(rest.trim_end_matches(['。', ';', ','])).ok()
    }

    /// Every figure in a folded text, in order, except digits inside words (`DIP2.0`, `第9批`).
    pub fn all(folded: &str) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut rest = folded;
        let mut before = ' ';
        while let Some(c) = rest.chars().next() {
            if !c.is_ascii_digit() {
                before = c;
                rest = rest.get(c.len_utf8()..).unwrap_or("");
                continue;
            }
            let (number, after) = match leading_number(rest) {
                Ok((number, after)) => (Some(number), after),
                Err(_) => (
                    None,
                    rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')),
                ),
            };
            let unit_end = after.find(|c: char| !is_unit_char(c)).unwrap_or(after.len());
            let unit_text = after.get(..unit_end).unwrap_or("");
            let is_in_word = before.is_ascii_alphabetic() || before == '第';
            if let (Some(number), Some(unit), false) = (number, unit(unit_text), is_in_word) {
                figures.push(Figure::new(number, unit));
            }
            before = '0';
            rest = after;
        }
        figures
    }

    fn new(number: Dec, unit: Unit) -> Figure {
        Figure { comparison: None, number, upper: None, unit, repeated: None }
    }
}

/// Strips currency signs and verbs, which do not change the figure after them.
fn strip_openers(text: &str) -> &str {
    const OPENERS: [&str; 12] =
        ["¥", "￥", "人民币", "已完成", "完成", "实际", "达到", "达", "共计", "共", "约", "为"];
    let text = text.trim().trim_end_matches(['。', ';']);
    OPENERS.iter().find_map(|opener| text.strip_prefix(opener)).map_or(text, str::trim_start)
}

/// A fast path for the form in which most figures are typed: `2092.71`, `95.44%`.
fn read_plain(text: &str) -> Option<Figure> {
    /// So many digits fit 64 bits.
    const LONGEST: usize = 18;
    let (digits, unit): (&str, fn() -> Unit) = match text.strip_suffix('%') {
        Some(digits) => (digits, Unit::percent),
        None => (text, Unit::bare),
    };
    if digits.len() > LONGEST
        || !digits.starts_with(|c: char| c.is_ascii_digit())
        || digits.ends_with('.')
    {
        return None;
    }
    let (mut number, mut decimals) = (0i64, None);
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                number = number.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                decimals = decimals.map(|decimals: u32| decimals + 1);
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    Some(Figure::new(Dec::new(number, decimals.unwrap_or(0)), unit()))
}

/// The number that a text begins with, and the text after it. Thousands separators and stray spaces
/// inside the number are skipped: `33, 241. 27` is 33241.27.
fn leading_number(text: &str) -> Result<(Dec, &str), Unreadable> {
    let mut digits = String::new();
    let mut rest = text;
    let mut has_point = false;
    loop {
        let run = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(run);
        if head.is_empty() {
            break;
        }
        digits.push_str(head);
        rest = tail;
        // A separator belongs to the number only if a group of three or four digits follows.
        let trimmed = rest.trim_start();
        let spaced = trimmed.len() < rest.len();
        match trimmed.chars().next() {
            Some('.') if !has_point => {
                let after = trimmed.get(1..).unwrap_or("").trim_start();
                if !after.starts_with(|c: char| c.is_ascii_digit()) {
                    break;
                }
                has_point = true;
                digits.push('.');
                rest = after;
            }
            Some(',') if !has_point => {
                let after = trimmed.get(1..).unwrap_or("").trim_start();
                if !matches!(group(after), 3 | 4) {
                    break;
                }
                rest = after;
            }
            Some(c)
                if spaced
                    && !has_point
                    && c.is_ascii_digit()
                    && group(trimmed) == 3
                    && head.len() <= 3 =>
            {
                rest = trimmed
            }
            _ => break,
        }
    }
    if digits.is_empty() {
        return Err(Unreadable::NotANumber);
    }
    Dec::read(&digits).map(|number| (number, rest)).ok_or(Unreadable::TooManyDigits)
}

/// How many digits a text begins with.
fn group(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The figure of a text that repeats itself (`30337万30337万`) or its unit (`596796.57万元万元`).
fn typed_twice(text: &str, after_number: &str) -> Option<Figure> {
    let unit = after_number.trim();
    let (half_unit, again) = unit.split_at_checked(unit.len() / 2).unwrap_or_default();
    let is_unit_twice = half_unit == again
        && matches!(half_unit, "万元" | "元" | "亿元" | "万" | "%" | "万人" | "人" | "分");
    // Most figures are typed once: behind the number of one that is not, there are digits again.
    if !is_unit_twice && !after_number.contains(|c: char| c == ' ' || c.is_ascii_digit()) {
        return None;
    }
    let compact: String = text.chars().filter(|c| *c != ' ').collect();
    let (half, again) = compact.split_at_checked(compact.len() / 2).unwrap_or_default();
    let spaced_apart = after_number.starts_with(' ');
    let once = if !half.is_empty()
        && half == again
        && (spaced_apart || half.ends_with(|c: char| !c.is_ascii_digit()))
    {
        half.to_owned()
    } else if is_unit_twice {
        compact.get(..compact.len() - half_unit.len())?.to_owned()
    } else {
        return None;
    };
    let mut figure = Figure::read(&once).ok()?;
    figure.repeated = Some(once);
    Some(figure)
}

/// The range whose lower end is `low`: `6-9个月`, `80%~90%`.
fn range(low: Dec, after: &str) -> Option<Figure> {
    let after = after.trim();
    let (first_unit, rest) = match after.find(['-', '~', '—', '至']) {
        Some(at) => (
            after.get(..at)?.trim(),
            after.get(at..)?.trim_start_matches(['-', '~', '—', '至']).trim_start(),
        ),
        None => return None,
    };
    let (upper, unit_text) = leading_number(rest).ok()?;
    let unit_text = unit_text.trim();
    if unit_text.chars().any(|c| c.is_ascii_digit())
        || !(first_unit.is_empty() || first_unit == unit_text)
    {
        return None;
    }
    Some(Figure { upper: Some(upper), ..Figure::new(low, unit(unit_text)?) })
}

fn is_unit_char(c: char) -> bool {
    matches!(c, '%' | '‰' | '/' | '²' | '³' | '㎡' | '㎥' | '㎞' | '㎏' | '℃')
        || (!c.is_ascii() && is_letter(c))
}

/// The unit that a text is, perhaps with a few words after it (`100%完成`). `None` for anything
/// else, such as operators or the 月 of a date.
fn unit(text: &str) -> Option<Unit> {
    /// In characters.
    const LONGEST: usize = 12;
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('%') {
        return (rest.chars().count() <= LONGEST && rest.chars().all(is_unit_char))
            .then(Unit::percent);
    }
    let is_part_of_date =
        text.strip_prefix('月').is_some_and(|rest| !rest.is_empty()) || text.starts_with("年度");
    let shape_is_unit = text
        .chars()
        .all(|c| is_unit_char(c) || matches!(c, '·' | '(' | ')') || c.is_ascii_alphabetic());
    (!is_part_of_date && shape_is_unit && text.chars().count() <= LONGEST).then(|| Unit::read(text))
}
