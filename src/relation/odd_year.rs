//! The one sentence of a report that tells of another year than all the others do.

use crate::filing::{Cell, Document, MaybeCell, Narrative};
use crate::narrative::dated::Moment;
use crate::narrative::opening::{figure, measure, opening, tells_ahead, tells_result};
use crate::relation::dates::{evaluated_year, reports_back};
use crate::relation::years::{Said, is_section_ahead};
use crate::value::text::contains_any;

/// The report speaks of its year so often.
const FEWEST: usize = 3;

/// A sentence that opens with a whole year.
struct Told<'a> {
    cell: &'a Cell,
    moment: &'a Moment,
}

impl Told<'_> {
    fn year(&self) -> i32 {
        self.moment.date.year
    }
}

/// The sentence that tells of another year than `evaluated`, of which all the others tell, and how
/// many those are.
pub fn odd_year(document: &Document) -> Option<(Said<'_>, i32, usize)> {
    let report = document.narrative().filter(|_| reports_back(document))?;
    let evaluated = evaluated_year(document.head())?;
    let told = told(report);
    let (own, others): (Vec<_>, Vec<_>) =
        told.into_iter().partition(|told| told.year() == evaluated);
    let is_meant = |told: &&Told<'_>| {
        if told.year() < evaluated { tells_result(told.moment) } else { tells_ahead(told.moment) }
    };
    let mut meant = others.iter().filter(is_meant);
    let odd = meant.next()?;
    // Where several tell of other years, the report does so on purpose.
    let is_odd = meant.next().is_none()
        && others.iter().filter(|told| told.year() == odd.year()).count() == 1
        && own.len() >= FEWEST.max(FEWEST * (others.len() - 1))
        && !is_compared(odd, &own, evaluated);
    let said = Said { cell: odd.cell, span: odd.moment.span };
    is_odd.then_some((said, evaluated, own.len()))
}

/// Whether the cell speaks of several other years, or gives the same of the evaluated year; so does
/// another cell that has another figure for it.
fn is_compared(odd: &Told<'_>, own: &[Told<'_>], evaluated: i32) -> bool {
    /// Characters of a name.
    const NAME: usize = 4;
    let (beside, apart): (Vec<_>, Vec<_>) =
        own.iter().partition(|told| core::ptr::eq(told.cell, odd.cell));
    let is_same = |told: &&Told<'_>, length: usize| {
        measure(told.moment, length) == measure(odd.moment, length)
    };
    let years = odd.cell.sentences().iter().flat_map(|sentence| &sentence.moments);
    let is_other = |year: i32| year != odd.year() && year != evaluated;
    years.map(|moment| moment.date.year).any(is_other)
        || beside.iter().any(|told| is_same(told, 2))
        || apart.iter().any(|told| is_same(told, NAME) && figure(told.moment) != figure(odd.moment))
        || odd.cell.compact().contains("今年")
}

/// The sentences that open with a whole year, without those of sections on the past or the time to
/// come.
fn told(report: &Narrative) -> Vec<Told<'_>> {
    const BACKGROUND: [&str; 6] = ["背景", "沿革", "历史", "立项", "概况", "简介"];
    let mut is_ahead = false;
    let mut told = Vec::new();
    for section in &report.sections {
        let heading = section.heading.compact();
        is_ahead = is_section_ahead(heading, is_ahead);
        let cell = section.text.as_ref();
        let Some(cell) = cell.filter(|_| !is_ahead && !contains_any(heading, &BACKGROUND)) else {
            continue;
        };
        let openings = cell.sentences().iter().filter_map(opening);
        told.extend(openings.map(|moment| Told { cell, moment }));
    }
    told
}
