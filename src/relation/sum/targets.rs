//! Target tables: income, expenditure and their parts.

use crate::filing::{Cell, DepartmentTargets, MaybeCell, ProjectTargets};
use crate::relation::proof::slip::mended;
use crate::relation::sum::funds::add_list;
use crate::relation::sum::layout::{Layout, Trust};
use crate::relation::sum::{Equality, SumKind};
use crate::value::number::Dec;

fn filled(cell: &Option<Cell>) -> Option<&Cell> {
    cell.as_ref().filter(|cell| cell.figure().is_some())
}

pub fn of_department(table: &DepartmentTargets) -> Vec<Equality<'_>> {
    let mut found = Vec::new();
    let spent = table.expenditure.as_ref().map(|e| Side::of(&e.total, [&e.basic, &e.project]));
    let earned = table.income.as_ref().map(|i| Side::of(&i.total, [&i.fiscal, &i.other]));
    for side in [&spent, &earned].into_iter().flatten() {
        found.extend(side.sum());
    }
    let (Some(spent), Some(earned)) = (spent, earned) else { return found };
    found.extend(spent.meets(&earned));
    if let Some(level) = &table.level {
        found.extend(by_level([&level.own, &level.transfer], &spent, &earned));
    }
    found
}

/// One side of the budget: a total, if printed, and its parts.
struct Side<'a> {
    total: Option<&'a Cell>,
    /// A total that is still to be filled in.
    blank_total: Option<&'a Cell>,
    parts: Vec<&'a Cell>,
    /// Whether a part is blank or has no cell, as on a form whose other parts were not recognised, so
    /// that the sum proves little.
    incomplete: bool,
    unreadable: bool,
}

impl<'a> Side<'a> {
    fn of(total: &'a Option<Cell>, parts: [&'a Option<Cell>; 2]) -> Side<'a> {
        Side {
            total: filled(total),
            blank_total: total.as_ref().filter(|cell| cell.is_blank()),
            parts: parts.iter().filter_map(|part| filled(part)).collect(),
            incomplete: parts.iter().any(|part| filled(part).is_none()),
            unreadable: parts.iter().any(|part| part.is_unreadable()) || total.is_unreadable(),
        }
    }

    fn sum(&self) -> Option<Equality<'a>> {
        let judge = !self.parts.is_empty() && !self.unreadable;
        let total = self.total.or(self.blank_total);
        total.filter(|_| judge).map(|total| {
            Equality::new(SumKind::Money, total, self.parts.clone()).doubtful(self.incomplete)
        })
    }

    /// The total, or the cells in its place.
    fn cells(&self) -> Vec<&'a Cell> {
        self.total.map_or_else(|| self.parts.clone(), |total| vec![total])
    }

    /// Expenditure equals the income that pays for it.
    fn meets(&self, income: &Side<'a>) -> Option<Equality<'a>> {
        if self.unreadable || income.unreadable {
            return None;
        }
        let half_filled = self.total.is_none() && self.incomplete;
        match (self.cells(), income.cells().as_slice()) {
            (spent, [income]) if !spent.is_empty() => {
                Some(Equality::new(SumKind::Money, income, spent).doubtful(half_filled))
            }
            (spent, earned) if !earned.is_empty() => match spent.as_slice() {
                [spent] => Some(
                    Equality::new(SumKind::Money, spent, earned.to_vec()).doubtful(half_filled),
                ),
                // Neither side has a total: what one source pays must equal the rest.
                _ => balanced(earned, spent)
                    .map(|equality| equality.doubtful(self.incomplete || income.incomplete)),
            },
            _ => None,
        }
    }

    fn amount(&self) -> Option<Dec> {
        self.cells().iter().try_fold(Dec::ZERO, |sum, cell| sum.plus(cell.amount()?))
    }
}

fn balanced<'a>(earned: &[&'a Cell], spent: Vec<&'a Cell>) -> Option<Equality<'a>> {
    let (first, others) = earned.split_first()?;
    Some(
        others.iter().fold(Equality::new(SumKind::Money, first, spent), |equality, other| {
            equality.minus(other)
        }),
    )
}

/// 按预算级次划分 splits the whole budget on some forms and a part of it on others, so only a slip
/// is certain.
fn by_level<'a>(
    parts: [&'a Option<Cell>; 2],
    spent: &Side<'a>,
    earned: &Side<'a>,
) -> Option<Equality<'a>> {
    let cells: Vec<&Cell> = parts.iter().filter_map(|part| filled(part)).collect();
    if cells.len() != parts.len() {
        return None;
    }
    let total = earned
        .total
        .or(spent.total)
        .or_else(|| earned.parts.first().copied().filter(|_| earned.parts.len() == 1))?;
    let others = spent
        .parts
        .iter()
        .filter_map(|cell| cell.amount())
        .chain(spent.amount())
        .chain(earned.amount());
    let sum = cells.iter().try_fold(Dec::ZERO, |sum, cell| sum.plus(cell.amount()?))?;
    let fits_another = others.into_iter().any(|amount| amount == sum);
    let is_digit = is_one_digit_off(&cells, total);
    (!fits_another).then(|| Equality::new(SumKind::Money, total, cells).doubtful(!is_digit))
}

/// Whether one long amount is a digit away from what the others leave of the total, which a part of
/// the budget would not be.
fn is_one_digit_off(parts: &[&Cell], total: &Cell) -> bool {
    /// Digits that leave no room for chance.
    const LONG: i64 = 100_000;
    let cents = |cell: &Cell| cell.amount()?.shift(2)?.to_i64();
    let parts: Option<Vec<i64>> = parts.iter().map(|cell| cents(cell)).collect();
    let (Some(parts), Some(total)) = (parts, cents(total)) else { return false };
    let sum: i64 = parts.iter().fold(0, |sum, part| sum.saturating_add(*part));
    parts.iter().any(|part| {
        let due = part.saturating_add(total.saturating_sub(sum));
        *part >= LONG && due > 0 && mended(*part, due, due).is_some()
    })
}

pub fn of_project(table: &ProjectTargets) -> Vec<Equality<'_>> {
    let names: Vec<&str> = table.parts.iter().map(|part| part.name.compact()).collect();
    let layout = Layout::of(&names, &[], Trust::Parts);
    let cells: Vec<Option<&Cell>> = table.parts.iter().map(|part| part.amount.as_ref()).collect();
    let mut found = Vec::new();
    table.amount.iter().for_each(|total| add_list(&mut found, total, &cells, &layout));
    found.extend(of_period(table));
    found
}

/// A project's amount of one year is part of its total, and equals it if that year is the only one.
fn of_period(table: &ProjectTargets) -> Option<Equality<'_>> {
    let (all, year) = (table.period_amount.as_ref()?, filled(&table.amount)?);
    let equality = Equality::new(SumKind::Money, all, vec![year]);
    let years =
        |cell: &Option<Cell>| cell.as_ref().and_then(|cell| cell.date()).map(|date| date.year);
    let is_one_year =
        years(&table.start).zip(years(&table.end)).is_some_and(|(start, end)| start == end);
    Some(if is_one_year { equality } else { equality.at_most() })
}
