//! 社会保险基金预决算收支情况表: the tree of each line, and the balances across lines and years.

use crate::filing::{AccountLine, Cell, FundAccounts, MaybeCell};
use crate::relation::sum::funds::add_list;
use crate::relation::sum::layout::{Layout, Trust};
use crate::relation::sum::{Equality, SumKind};

type Column = fn(&AccountLine) -> &Option<Cell>;

const PREVIOUS: Column = |line| &line.previous;
const BUDGET: Column = |line| &line.budget;
const ACTUAL: Column = |line| &line.actual;
const COLUMNS: [Column; 3] = [PREVIOUS, BUDGET, ACTUAL];

pub fn equalities(table: &FundAccounts) -> Vec<Equality<'_>> {
    let mut found = Vec::new();
    let lines = [&table.opening, &table.income, &table.expenditure, &table.surplus, &table.closing];
    lines.into_iter().flatten().for_each(|line| add_tree(&mut found, line));
    COLUMNS.iter().for_each(|column| add_balances(&mut found, table, *column));
    found.extend(from_year_to_year(table));
    found
}

fn add_tree<'a>(found: &mut Vec<Equality<'a>>, line: &'a AccountLine) {
    let names: Vec<&str> = line.parts.iter().map(|part| part.name.compact()).collect();
    let has_parts: Vec<bool> = line.parts.iter().map(|part| !part.parts.is_empty()).collect();
    let layout = Layout::of(&names, &has_parts, Trust::Parts);
    for column in COLUMNS {
        let Some(total) = column(line) else { continue };
        let cells: Vec<Option<&Cell>> =
            line.parts.iter().map(|part| column(part).as_ref()).collect();
        add_list(found, total, &cells, &layout);
    }
    line.parts.iter().for_each(|part| add_tree(found, part));
}

/// A cell of one line that has a figure.
fn filled(line: &Option<AccountLine>, column: Column) -> Option<&Cell> {
    column(line.as_ref()?).as_ref().filter(|cell| cell.figure().is_some())
}

/// A cell of one line that has a figure or is to be filled in: a total that can be computed.
fn result(line: &Option<AccountLine>, column: Column) -> Option<&Cell> {
    column(line.as_ref()?).as_ref().filter(|cell| cell.figure().is_some() || cell.is_blank())
}

/// Income − expenditure = surplus; opening + surplus = closing.
fn add_balances<'a>(found: &mut Vec<Equality<'a>>, table: &'a FundAccounts, column: Column) {
    let cell = |line| filled(line, column);
    let (opening, income, expenditure) =
        (cell(&table.opening), cell(&table.income), cell(&table.expenditure));
    let (surplus, closing) = (result(&table.surplus, column), result(&table.closing, column));
    if let (Some(income), Some(expenditure), Some(surplus)) = (income, expenditure, surplus) {
        found.push(Equality::new(SumKind::Balance, surplus, vec![income]).minus(expenditure));
    }
    match (opening, surplus, closing) {
        (Some(opening), Some(surplus), Some(closing)) => {
            found.push(Equality::new(SumKind::Balance, closing, vec![opening, surplus]))
        }
        // A form without a line for the surplus.
        (Some(opening), None, Some(closing)) if table.surplus.is_none() => {
            if let (Some(income), Some(expenditure)) = (income, expenditure) {
                found.push(
                    Equality::new(SumKind::Balance, closing, vec![opening, income])
                        .minus(expenditure),
                );
            }
        }
        _ => {}
    }
}

/// Last year's closing balance is this year's opening balance; a budget made before the books were
/// closed may use an estimate.
fn from_year_to_year(table: &FundAccounts) -> Vec<Equality<'_>> {
    let Some(closed) = filled(&table.closing, PREVIOUS) else { return Vec::new() };
    let opened = [(ACTUAL, false), (BUDGET, true)];
    let carried = |(column, mild)| {
        Some(
            Equality::new(SumKind::Balance, result(&table.opening, column)?, vec![closed])
                .mild(mild),
        )
    };
    opened.into_iter().filter_map(carried).collect()
}
