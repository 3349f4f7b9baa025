//! 基础数据表: every expense line against its parts, column by column.

use crate::filing::{BaseLine, Cell, MaybeCell};
use crate::relation::sum::funds::add_list;
use crate::relation::sum::layout::{self, Layout, Trust};
use crate::relation::sum::{Equality, SumKind};
use crate::value::number::Dec;

type Column = fn(&BaseLine) -> &Option<Cell>;

const COLUMNS: [Column; 3] = [|line| &line.previous, |line| &line.budget, |line| &line.actual];

pub fn equalities(lines: &[BaseLine]) -> Vec<Equality<'_>> {
    let mut found = Vec::new();
    lines.iter().for_each(|line| add_tree(&mut found, line));
    found
}

fn add_tree<'a>(found: &mut Vec<Equality<'a>>, line: &'a BaseLine) {
    let names: Vec<&str> = line.parts.iter().map(|part| part.name.compact()).collect();
    let has_parts: Vec<bool> = line.parts.iter().map(|part| !part.parts.is_empty()).collect();
    let layout = Layout::of(
        &names,
        &has_parts,
        if line.partial { Trust::Examples } else { Trust::Expenses },
    );
    for column in COLUMNS {
        let Some(total) = column(line) else { continue };
        let cells: Vec<Option<&Cell>> =
            line.parts.iter().map(|part| column(part).as_ref()).collect();
        add_list(found, total, &cells, &layout);
    }
    for (whole, part) in only_parts(line) {
        found.extend(COLUMNS.iter().filter_map(|column| repeated_slip(whole, part, *column)));
    }
    line.parts.iter().for_each(|part| add_tree(found, part));
}

/// The lines at and below `line` that have exactly one part, printed below them or behind them.
fn only_parts(line: &BaseLine) -> Vec<(&BaseLine, &BaseLine)> {
    let names: Vec<&str> = line.parts.iter().map(|part| part.name.compact()).collect();
    let behind = layout::only_parts(&names)
        .filter_map(|(whole, part)| Some((line.parts.get(whole)?, line.parts.get(part)?)));
    let below = match line.parts.as_slice() {
        [only] => Some((line, only)),
        _ => None,
    };
    let without_own = |(whole, _): &(&BaseLine, &BaseLine)| whole.parts.is_empty();
    behind.filter(without_own).chain(below).collect()
}

/// The part of a line that is all of it in another column, and less by one changed digit in this
/// one.
fn repeated_slip<'a>(
    line: &'a BaseLine,
    part: &'a BaseLine,
    column: Column,
) -> Option<Equality<'a>> {
    let amounts = |column: Column| {
        let filled = |cell: &Option<Cell>| cell.amount().filter(|amount| !amount.is_zero());
        filled(column(line)).zip(filled(column(part)))
    };
    let is_all = |column: &Column| amounts(*column).is_some_and(|(line, part)| line == part);
    let (total, addend) = (column(line).as_ref()?, column(part).as_ref()?);
    let (whole, shown) = (total.figure()?, addend.figure()?);
    let is_slip = whole.unit == shown.unit
        && shown.number < whole.number
        && is_digit_changed(whole.number, shown.number);
    let equality = || Equality::new(SumKind::Money, total, vec![addend]).repeating().mild(true);
    (is_slip && COLUMNS.iter().any(is_all)).then(|| equality().total_open(true))
}

/// Whether two figures of at least three digits differ in exactly one.
fn is_digit_changed(one: Dec, other: Dec) -> bool {
    const FEWEST_DIGITS: usize = 3;
    let (one, other) = (one.to_string(), other.to_string());
    let digits = one.bytes().filter(u8::is_ascii_digit).count();
    let changed = one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count();
    one.len() == other.len() && digits >= FEWEST_DIGITS && changed == 1
}
