//! What a report says of the figures that its table has too.
//!
//! **How a match is made.** A report meets the one self-evaluation it is about. Points meet by the
//! group or indicator that their line or heading names; results by the indicator that opens the
//! line; budgets where another figure of the sentence is the table's, or the text says 我单位; head
//! counts by their subject without place and filler. A rounded mention agrees. Where a text gives a
//! figure twice and one of them agrees, nothing is reported: the other is of another year or
//! another scope.

mod budgets;
mod counts;
mod points;
mod results;
mod totals;

pub use budgets::budgets;

use crate::filing::as_typed;
use crate::filing::{Cell, Document, Evaluation, MaybeCell, Narrative};
use crate::narrative::claim::restated;
use crate::narrative::prose::{Mention, Prose};
use crate::relation::across::kin::{may_meet, project_key};
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::unit::{Dimension, Unit};

/// A figure of a report and the cell that has it too.
pub struct Restatement<'a> {
    pub prose: &'a Cell,
    /// UTF-16 offsets in the prose.
    pub span: (usize, usize),
    pub stated: String,
    /// The table's cells: several where a group's points are theirs together.
    pub cells: Vec<&'a Cell>,
    /// Where in the cell, if that holds prose itself.
    pub cell_span: Option<(usize, usize)>,
    /// What the table has, as the report would write it; and the other way round.
    pub theirs: String,
    pub ours: String,
    pub agrees: bool,
    /// The text contradicts itself, so that nobody knows what it means.
    pub mild: bool,
}

/// A report with the evaluation it is about.
pub type Pairing<'a> = (&'a Narrative, &'a Evaluation);

/// Each report of some documents with the evaluation it is about.
pub fn pairings<'a>(documents: &[&'a Document]) -> Vec<Pairing<'a>> {
    let reports = documents.iter().copied().filter_map(|document| match document {
        Document::Narrative(report) => Some(report),
        _ => None,
    });
    reports.filter_map(|report| Some((report, table_of(report, documents)?))).collect()
}

fn table_of<'a>(report: &Narrative, documents: &[&'a Document]) -> Option<&'a Evaluation> {
    let title = report.head.title.name_key();
    let tables =
        documents.iter().copied().filter(|document| may_meet(&report.head, document.head()));
    let only = |fits: &dyn Fn(&Document) -> bool| {
        let mut fitting =
            tables.clone().filter(|document| fits(document)).filter_map(Document::evaluation);
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let is_of_department =
        |document: &Document| matches!(document, Document::DepartmentEvaluation(_));
    if title.contains("整体") {
        return only(&is_of_department);
    }
    let named = |document: &Document| {
        document
            .evaluation()
            .and_then(|table| project_key(&table.project))
            .is_some_and(|key| title.contains(key))
    };
    only(&named)
        .or_else(|| only(&|_| true))
        .or_else(|| if title.contains("项目") { None } else { only(&is_of_department) })
}

fn texts(report: &Narrative) -> impl Iterator<Item = (&str, &Cell, &Prose)> {
    report.sections.iter().flat_map(|section| {
        let heading = section.heading.level_key();
        // A heading may state points itself: `2、质量指标（指标分值14分，得分14分）`.
        let cells = [section.heading.cell(), section.text.cell()];
        cells.into_iter().flatten().map(move |cell| (heading, cell, cell.prose()))
    })
}

fn restatement<'a>(
    prose: &'a Cell,
    mention: &Mention,
    cells: Vec<&'a Cell>,
    agrees: bool,
) -> Restatement<'a> {
    let stated = prose.quoted(mention.item.span);
    let figure = cells.first().and_then(|cell| Some((*cell, cell.figure()?)));
    let theirs =
        figure.and_then(|(_, figure)| scaled(figure.base()?, &mention.item.unit, figure.number));
    let ours = figure.and_then(|(cell, figure)| {
        Some(as_typed(cell, scaled(mention.item.base()?, &figure.unit, mention.item.number)?))
    });
    let theirs = theirs.map_or_else(String::new, |theirs| restated(&stated, theirs));
    Restatement {
        prose,
        span: mention.item.span,
        ours: ours.unwrap_or_else(|| stated.clone()),
        stated,
        cells,
        cell_span: None,
        theirs,
        agrees,
        mild: false,
    }
}

/// `base` in a unit; points and bare figures are in the unit of what they are set against.
fn scaled(base: Dec, unit: &Unit, number: Dec) -> Option<Dec> {
    if unit.dimension == Dimension::Bare {
        Some(number)
    } else {
        Some(base.shift(-unit.power)?.plain())
    }
}

fn figure(mention: &Mention) -> Figure {
    Figure {
        comparison: None,
        number: mention.item.number,
        upper: None,
        unit: mention.item.unit.clone(),
        repeated: None,
    }
}

/// Does the label name no other year?
fn is_of(year: Option<i32>, label: &str) -> bool {
    label.match_indices('年').all(|(at, _)| {
        let before = label.get(..at).unwrap_or_default();
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let named = before
            .get(start..)
            .filter(|digits| digits.len() == 4)
            .and_then(|digits| digits.parse::<i32>().ok());
        named.zip(year).is_none_or(|(named, year)| named == year)
    })
}

/// What a label says before its last verb.
fn core(label: &str) -> &str {
    label.trim_end_matches(['为', '是', '达', '到', '共', '计', '有', '约', '了'])
}

/// One statement for each cell: one that agrees, else the first that does not.
fn once(all: Vec<Restatement<'_>>) -> Vec<Restatement<'_>> {
    let mut kept: Vec<Restatement<'_>> = Vec::new();
    for restatement in all {
        let place = |restatement: &Restatement<'_>| {
            restatement.cells.first().map(|cell| cell.place.clone())
        };
        match kept.iter_mut().find(|known| place(known) == place(&restatement)) {
            Some(known) if known.agrees || !restatement.agrees => {}
            Some(known) => *known = restatement,
            None => kept.push(restatement),
        }
    }
    kept
}

/// All that a report and its table both give, but budgets. A function of its own in the module too:
/// browsers compile what is called.
#[inline(never)]
pub fn figures<'a>(report: &'a Narrative, table: &'a Evaluation) -> Vec<Restatement<'a>> {
    let rows = points::Table::of(table);
    let mut found = totals::totals(report, &rows);
    found.extend(points::points(report, &rows));
    found.extend(results::results(report, &rows));
    found.extend(counts::counts(report, table));
    found
}

/// Without the year before it.
fn undated(label: &str) -> &str {
    label.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '年' | '度' | '月' | '日' | '底' | '末')
    })
}
