//! Quantities other than budgets that two documents, or two places of one, both give.

use crate::filing::row::{Row, on_one_scale};
use crate::filing::{Cell, Document, Evaluation, MaybeCell};
use crate::relation::across::kin::{Aim, MOST_KIN, Names, aims, answered, may_meet, same_target};
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::unit::Dimension;

/// Fewer digits may be equal or not by chance of scope.
const FEWEST_DIGITS: usize = 3;

/// Two cells for one quantity.
pub struct SharedFigure<'a> {
    pub cell: &'a Cell,
    pub other: &'a Cell,
    pub agrees: bool,
    /// Head counts may be of different days.
    pub mild: bool,
}

pub fn shared_figures<'a>(
    documents: &'a [Document],
    current: &[&'a Document],
) -> Vec<SharedFigure<'a>> {
    let mut found = weights(current);
    found.extend(shared_counts(current));
    found.extend(staff(current));
    found.extend(documents.iter().filter_map(Document::evaluation).filter_map(execution_row));
    found
}

/// A target table's weights against those of the evaluation that answers it, where both distribute
/// as many points.
fn weights<'a>(documents: &[&'a Document]) -> Vec<SharedFigure<'a>> {
    let mut found = Vec::new();
    for (document, answers) in answered(documents) {
        let set = match document {
            Document::DepartmentTargets(table) => aims(&table.indicators),
            Document::ProjectTargets(table) => aims(&table.indicators),
            _ => continue,
        };
        for table in answers {
            let answered = aims(&table.indicators);
            let points = points(&set);
            if points.is_none() || points != self::points(&answered) {
                continue;
            }
            let names = Names::of(answered);
            let weight = |aim: &Aim<'a>| {
                aim.row.and_then(|row| row.weight.as_ref()).filter(|cell| cell.figure().is_some())
            };
            for aim in &set {
                let pair = names.only(aim).and_then(|answer| Some((weight(aim)?, weight(answer)?)));
                found.extend(pair.map(|(other, cell)| SharedFigure {
                    cell,
                    other,
                    agrees: cell.number() == other.number(),
                    mild: false,
                }));
            }
        }
    }
    found
}

fn points(aims: &[Aim<'_>]) -> Option<Dec> {
    let weights = aims.iter().map(|aim| aim.row?.weight.number());
    weights.collect::<Option<Vec<_>>>().filter(|weights| !weights.is_empty()).and_then(Dec::sum)
}

/// The department's and a project's evaluation both report a count for one indicator with one
/// target: it is the same count.
fn shared_counts<'a>(documents: &[&'a Document]) -> Vec<SharedFigure<'a>> {
    let mut found = Vec::new();
    let departments = documents.iter().copied().filter_map(|document| match document {
        Document::DepartmentEvaluation(table) => Some(table),
        _ => None,
    });
    for department in departments.take(MOST_KIN) {
        let names = Names::of(aims(&department.indicators));
        let projects = documents.iter().copied().filter_map(|document| match document {
            Document::ProjectEvaluation(table) if may_meet(&department.head, &table.head) => {
                Some(table)
            }
            _ => None,
        });
        for aim in projects.flat_map(|table| aims(&table.indicators)) {
            found.extend(names.only(&aim).and_then(|whole| shared_count(whole, &aim)));
        }
    }
    found
}

fn shared_count<'a>(whole: &Aim<'a>, part: &Aim<'a>) -> Option<SharedFigure<'a>> {
    let digits = |figure: &Figure| {
        figure.number.plain().to_string().bytes().filter(u8::is_ascii_digit).count()
    };
    let is_count = |figure: &Figure| {
        figure.unit.dimension == Dimension::Count && digits(figure) >= FEWEST_DIGITS
    };
    if same_target(whole, part) != Some(true) {
        return None;
    }
    let (other, cell) = (whole.row?.actual.as_ref()?, part.row?.actual.as_ref()?);
    let (a, b) = (other.figure()?, cell.figure()?);
    let counted = (Row::new(whole.row?).actual()?, Row::new(part.row?).actual()?);
    if !is_count(counted.0) || !is_count(counted.1) || digits(whole.figure?) < FEWEST_DIGITS {
        return None;
    }
    let (x, y) = on_one_scale(a, b)?;
    Some(SharedFigure {
        cell,
        other,
        agrees: x == y || super::budgets::same_amount(cell, other),
        mild: false,
    })
}

/// 财政供养人员数 of the target table against staff and quota of the base data.
fn staff<'a>(documents: &[&'a Document]) -> Vec<SharedFigure<'a>> {
    let mut found = Vec::new();
    let departments = documents.iter().copied().filter_map(|document| match document {
        Document::DepartmentTargets(table) => Some(table),
        _ => None,
    });
    for table in departments.take(MOST_KIN) {
        let Some(planned) = table.staff.as_ref().filter(|cell| cell.figure().is_some()) else {
            continue;
        };
        let data = documents.iter().copied().find_map(|document| match document {
            Document::BaseData(data) if may_meet(&table.head, &data.head) => data.staffing.as_ref(),
            _ => None,
        });
        let Some(staffing) = data else { continue };
        let Some(actual) = staffing.actual.as_ref().filter(|cell| cell.figure().is_some()) else {
            continue;
        };
        let agrees =
            [staffing.actual.amount(), staffing.quota.amount()].contains(&planned.amount());
        found.push(SharedFigure { cell: actual, other: planned, agrees, mild: true });
    }
    found
}

/// The row 预算执行情况 whose target is the whole budget gives the execution of the funds table.
fn execution_row(table: &Evaluation) -> Option<SharedFigure<'_>> {
    let total = table.funds.as_ref()?.total.as_ref()?;
    let row = table.indicators.iter().find(|row| {
        let is_money = |cell: &Option<Cell>| {
            cell.cell()
                .and_then(Cell::figure)
                .is_some_and(|figure| figure.unit.dimension == Dimension::Money)
        };
        let is_whole =
            row.target.amount().is_some() && row.target.amount() == total.budget.amount();
        row.name.compact().contains("预算执行")
            && is_money(&row.target)
            && is_money(&row.actual)
            && is_whole
    })?;
    let (cell, other) = (row.actual.as_ref()?, total.executed.as_ref()?);
    other.amount().map(|_| SharedFigure {
        cell,
        other,
        agrees: super::budgets::same_amount(cell, other),
        mild: false,
    })
}
