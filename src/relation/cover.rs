//! The date on a report's cover, against the one below its text.

use crate::filing::Document;
use crate::relation::years::Said;
use crate::value::date::Date;

/// A line of a report that is only a date, two months or more away from the date of its filing.
pub fn cover_apart(document: &Document) -> Option<(Said<'_>, Date)> {
    let report = document.narrative()?;
    let filed = report.head.filed_on()?;
    let month = |date: Date| date.month.map(|month| date.year * 12 + i32::from(month));
    let of_filing = month(filed)?;
    report.texts().find_map(|cell| {
        let lines =
            cell.sentences().iter().filter_map(|sentence| match sentence.moments.as_slice() {
                [only] if is_signature(&only.before) && only.after.is_empty() => Some(only),
                _ => None,
            });
        let mut apart = lines
            .filter(|line| month(line.date).is_some_and(|month| (month - of_filing).abs() >= 2));
        apart.next().map(|line| (Said { cell, span: line.span }, filed))
    })
}

/// Whether nothing but the department stands before a date.
fn is_signature(before: &str) -> bool {
    const ORGANS: [&str; 9] =
        ["局", "委员会", "厅", "办公室", "中心", "学校", "学院", "医院", "政府"];
    /// In characters.
    const LONGEST: usize = 25;
    let is_department = ORGANS.iter().any(|organ| before.ends_with(organ));
    before.is_empty() || is_department && before.chars().count() <= LONGEST
}
