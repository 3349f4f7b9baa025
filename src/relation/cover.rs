//! The dates on a report's cover and below its text, against that of its filing.

use crate::filing::{Cell, Document};
use crate::relation::years::Said;
use crate::value::date::Date;
use crate::value::text::fold;

/// A line of a report's beginning or end that is only a date, two months or more away from that of
/// its filing.
pub fn cover_apart(document: &Document) -> Option<(Said<'_>, Date)> {
    let report = document.narrative()?;
    let filed = report.head.filed_on()?;
    let of_filing = month(filed)?;
    let is_apart = |date: Date| month(date).is_some_and(|month| (month - of_filing).abs() >= 2);
    let ends = [report.texts().next(), report.texts().last()];
    ends.into_iter().flatten().find_map(|cell| {
        let (span, _) = dated_lines(cell).into_iter().find(|(_, date)| is_apart(*date))?;
        Some((Said { cell, span }, filed))
    })
}

/// Months counted from the year 0; `None` if only a year is written.
fn month(date: Date) -> Option<i32> {
    date.month.map(|month| date.year * 12 + i32::from(month))
}

/// The lines of a text that are dates, each with its UTF-16 offsets.
fn dated_lines(cell: &Cell) -> Vec<((usize, usize), Date)> {
    if !cell.class().has_year() {
        return Vec::new();
    }
    let mut start = 0;
    let mut dates = Vec::new();
    for line in cell.text().split('\n') {
        let end = start + line.encode_utf16().count();
        let date = Date::read(line.trim()).filter(|_| is_only_a_date(line));
        dates.extend(date.map(|date| ((start, end), date)));
        start = end + 1;
    }
    dates
}

/// Whether no words follow a date: `2026 年 4 月`.
fn is_only_a_date(line: &str) -> bool {
    let is_of_date = |c: char| {
        c.is_ascii_digit() || c.is_whitespace() || "年月日.-/〇○一二三四五六七八九十".contains(c)
    };
    line.chars().map(fold).all(is_of_date)
}
