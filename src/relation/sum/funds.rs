//! 年度资金: the total compared with its lines, and with its split by source and by use.

use crate::filing::{Breakdown, Cell, FundLine, Funds, MaybeCell};
use crate::relation::sum::layout::{Addends, Layout, Trust};
use crate::relation::sum::{Equality, SumKind};

type Column = fn(&FundLine) -> &Option<Cell>;

const COLUMNS: [Column; 5] = [
    |line| &line.initial,
    |line| &line.budget,
    |line| &line.received,
    |line| &line.executed,
    |line| &line.balance,
];

pub fn equalities(funds: &Funds) -> Vec<Equality<'_>> {
    let mut found = Vec::new();
    if let Some(total) = &funds.total {
        let names: Vec<&str> = funds.parts.iter().map(|line| line.name.compact()).collect();
        let layout = Layout::of(&names, &[], Trust::Parts);
        for column in COLUMNS {
            let Some(total) = column(total) else { continue };
            let cells: Vec<Option<&Cell>> =
                funds.parts.iter().map(|line| column(line).as_ref()).collect();
            add_list(&mut found, total, &cells, &layout);
        }
    }
    for breakdown in &funds.breakdowns {
        add_breakdown(&mut found, breakdown, funds.total.as_ref());
    }
    found
}

/// Adds a total compared with a list of parts: with their sum if the list is complete, else with
/// each of them as an upper bound.
pub fn add_list<'a>(
    found: &mut Vec<Equality<'a>>,
    total: &'a Cell,
    cells: &[Option<&'a Cell>],
    layout: &Layout,
) {
    let Some(Addends { cells: addends, also }) = layout.addends(cells) else { return };
    if layout.exhaustive {
        let whole = Equality::new(SumKind::Money, total, addends.clone())
            .also(also)
            .doubtful(layout.unclear);
        found.push(whole.blanks(layout.blanks(cells)));
    }
    // A deduction may well be more than the rest.
    if cells
        .iter()
        .flatten()
        .chain([&total])
        .any(|cell| cell.amount().is_some_and(|amount| amount.is_negative()))
    {
        return;
    }
    let part = |whole, cell| Equality::new(SumKind::Money, whole, vec![cell]).at_most();
    if !layout.exhaustive {
        found.extend(addends.into_iter().map(|cell| part(total, cell)));
    }
    // Whatever else a part of a part is of, it is not more than the whole.
    for (whole, within) in layout.inner(cells) {
        found.push(part(whole.unwrap_or(total), within));
    }
}

fn add_breakdown<'a>(
    found: &mut Vec<Equality<'a>>,
    breakdown: &'a Breakdown,
    whole: Option<&'a FundLine>,
) {
    let names: Vec<&str> = breakdown.parts.iter().map(|part| part.name.compact()).collect();
    let layout = Layout::of(&names, &[], Trust::Complete);
    let cells: Vec<Option<&Cell>> =
        breakdown.parts.iter().map(|part| part.amount.as_ref()).collect();
    let columns = split_columns(breakdown, whole);
    match &breakdown.total {
        Some(total) => {
            add_list(found, total, &cells, &layout);
            found.extend(against_columns(total, &columns));
        }
        // Without a total of its own its parts are those of the column.
        None => {
            if let [column] = columns.as_slice() {
                add_list(found, column, &cells, &layout);
            }
        }
    }
}

/// The column that a breakdown splits: the one it names, or any possible one.
fn split_columns<'a>(breakdown: &Breakdown, whole: Option<&'a FundLine>) -> Vec<&'a Cell> {
    let Some(whole) = whole else { return Vec::new() };
    let named = match breakdown.of.trimmed() {
        "initial" => vec![&whole.initial],
        "budget" => vec![&whole.budget],
        "executed" => vec![&whole.executed],
        _ => vec![&whole.budget, &whole.initial, &whole.executed],
    };
    named.into_iter().flatten().filter(|cell| cell.figure().is_some()).collect()
}

fn against_columns<'a>(total: &'a Cell, columns: &[&'a Cell]) -> Vec<Equality<'a>> {
    let amounts = || columns.iter().filter_map(|column| column.amount());
    let against = |column: &&'a Cell| {
        Equality::new(SumKind::Money, total, vec![*column])
            .also(amounts())
            .doubtful(columns.len() > 1)
            .repeating()
    };
    if amounts().any(|amount| total.amount() == Some(amount)) {
        columns.iter().take(1).map(against).collect()
    } else {
        columns.iter().map(against).collect()
    }
}
