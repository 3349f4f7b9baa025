//! The years that a form's labels name, against the year that the form is about.

use crate::filing::{Cell, Document, MaybeCell};
use crate::relation::dates::{evaluated_year, years};
use crate::value::date::years_in;

/// A label and the year that it should name.
pub struct WrongLabel<'a> {
    pub label: &'a Cell,
    pub expected: i32,
}

/// What a label says of its year, counted from the year that the form is about.
#[derive(Clone, Copy)]
struct Label<'a> {
    cell: &'a Cell,
    year: i32,
    /// The account of the year before, where both years have one.
    offset: i32,
    /// Whether it may as well be of the year before: an account that stands alone.
    is_loose: bool,
}

/// The labels of each document that name another year than they can.
pub fn wrong_labels(documents: &[Document]) -> Vec<WrongLabel<'_>> {
    if documents.iter().all(|document| document.head().labels.is_empty()) {
        return Vec::new();
    }
    let common = common_year(documents);
    documents.iter().flat_map(|document| wrong_in(document, common)).collect()
}

/// The year of all documents that say theirs.
fn common_year(documents: &[Document]) -> Option<i32> {
    let mut years = documents.iter().filter_map(|document| evaluated_year(document.head()));
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

fn wrong_in(document: &Document, common: Option<i32>) -> Vec<WrongLabel<'_>> {
    let labels = labels_of(document);
    let head = document.head();
    let stated = evaluated_year(head);
    let Some(year) = stated.or(common).filter(|_| !labels.is_empty()) else {
        return Vec::new();
    };
    let wrong = |of: i32| -> Vec<WrongLabel<'_>> {
        let expected = |label: &Label<'_>| of.saturating_add(label.offset);
        let is_wrong = |label: &&Label<'_>| {
            let expected = expected(label);
            let is_last = label.is_loose && label.year == expected.saturating_sub(1);
            label.year != expected && !is_last
        };
        let wrong = labels.iter().filter(is_wrong);
        wrong.map(|label| WrongLabel { label: label.cell, expected: expected(label) }).collect()
    };
    let own = wrong(year);
    // A title without 度 may name the year in which the form was filled in.
    let is_loose = stated.is_some()
        && head.year.is_none()
        && years(head.title.compact())
            .is_some_and(|years| years.iter().all(|named| !named.is_budget_year));
    if own.is_empty() || !is_loose {
        return own;
    }
    let earlier = wrong(year.saturating_sub(1));
    if own.len() < earlier.len() { own } else { earlier }
}

/// The labels whose year is known from their words. Years of one label side by side (2024年金额,
/// 2025年金额) are those of a plan.
fn labels_of(document: &Document) -> Vec<Label<'_>> {
    let named: Vec<(&Cell, i32, &str)> = document.head().labels.iter().filter_map(named).collect();
    let is_account =
        |words: &str| ["决算数", "实际数", "执行数"].iter().any(|word| words.contains(word));
    let accounts = named.iter().filter(|(_, _, words)| is_account(words)).count();
    let mut labels = Vec::new();
    let mut seen = 0;
    for &(cell, year, words) in &named {
        let is_account = is_account(words);
        seen += usize::from(is_account);
        let is_one_of_two = is_account && accounts == 2;
        let is_known = if is_account {
            accounts <= 2
        } else {
            named.iter().filter(|(_, _, other)| *other == words).count() == 1
        };
        let offset = if is_one_of_two && seen == 1 { -1 } else { 0 };
        let is_loose = is_account && accounts == 1;
        labels.extend(is_known.then_some(Label { cell, year, offset, is_loose }));
    }
    labels
}

/// The only year of a label, and what follows it.
fn named(cell: &Cell) -> Option<(&Cell, i32, &str)> {
    const YEAR: usize = "2025年".len();
    let text = cell.compact();
    let mut years = years_in(text);
    let (at, year) = years.next()?;
    let is_alone = years.next().is_none() && !text.contains(['-', '—', '~', '至']);
    let words = text.get(at.checked_add(YEAR)?..)?;
    (is_alone && (1949..=2060).contains(&year)).then_some((
        cell,
        year,
        words.trim_start_matches('度'),
    ))
}
