//! Cells that would be a number or a date if they were typed correctly.

use crate::filing::Cell;
use crate::value::figure::Figure;
use crate::value::text::folded;
use crate::value::{Column, Unreadable, Value};

/// Why a cell cannot be read by its column.
pub enum Misread {
    /// A letter O among the digits; with the corrected text.
    LetterO(String),
    NotANumber,
    /// Points and commas that do not form a number.
    Separators,
    /// A figure with a unit that does not fit the column.
    OtherUnit,
    TooManyDigits,
    NotAYear,
    /// A date that does not exist.
    NotADay,
}

/// Why the cell cannot be read, if a number or date was meant.
pub fn misread(cell: &Cell) -> Option<Misread> {
    match cell.value() {
        Value::Unreadable(why) => unreadable(cell, *why),
        Value::Words(_) | Value::Figure(_) if cell.column == Column::Measure => misspelt(cell),
        _ => None,
    }
}

/// A target or a result that would be a figure except for its points, commas or letters.
fn misspelt(cell: &Cell) -> Option<Misread> {
    const UNITS: [&str; 24] = [
        "", "%", "‰", "元", "万元", "亿元", "人", "万人", "人次", "万人次", "个", "次", "家", "户",
        "项", "场", "件", "亩", "万亩", "公里", "吨", "天", "个月", "万",
    ];
    let compact = cell.compact();
    let figure = compact.trim_start_matches(['≥', '≤', '>', '<', '=']);
    let end = figure
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | 'O' | 'o')))
        .unwrap_or(figure.len());
    let (number, unit) = figure.split_at_checked(end)?;
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if digits == 0 || !UNITS.contains(&unit) {
        return None;
    }
    // `1,2,3` may be a list; `364,22万人` is not.
    let is_split = !unit.is_empty() && number.matches(',').count() == 1 && cell.figure().is_none();
    if number.contains(['O', 'o']) {
        with_letters(cell)
    } else if is_split {
        unreadable(cell, Unreadable::Separators)
    } else {
        None
    }
}

/// Letters in place of digits, next to other digits.
fn with_letters(cell: &Cell) -> Option<Misread> {
    let compact = cell.compact();
    let right = compact.replace(['O', 'o'], "0");
    let is_figure = compact.contains(|c: char| c.is_ascii_digit())
        && right != compact
        && Figure::read(&right).is_ok();
    is_figure.then_some(Misread::LetterO(right))
}

fn unreadable(cell: &Cell, why: Unreadable) -> Option<Misread> {
    let compact = cell.compact();
    if compact.chars().all(|c| c == '*') {
        return None;
    }
    if let (Unreadable::NotANumber | Unreadable::Separators, Some(misread)) =
        (why, with_letters(cell))
    {
        return Some(misread);
    }
    let year = compact.trim_end_matches(['年', '度']);
    match why {
        Unreadable::NotANumber if Figure::read(&folded(cell.text())).is_ok() => {
            Some(Misread::OtherUnit)
        }
        Unreadable::NotANumber => Some(Misread::NotANumber),
        Unreadable::Separators => Some(Misread::Separators),
        Unreadable::TooManyDigits => Some(Misread::TooManyDigits),
        Unreadable::NotADate if cell.column == Column::Year && is_number(year) => {
            Some(Misread::NotAYear)
        }
        Unreadable::NotADate if is_day(compact) => Some(Misread::NotADay),
        Unreadable::NotADate => None,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A year, a month and a day, and nothing else.
fn is_day(compact: &str) -> bool {
    let parts: Vec<&str> = compact
        .split(['年', '月', '日', '号', '-', '/', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    parts.iter().all(|part| is_number(part))
        && matches!(parts.as_slice(), [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2)
}
