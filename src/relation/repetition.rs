//! Texts of an evaluation that repeat another one word for word.

use crate::filing::{Cell, Evaluation, MaybeCell};

/// A whole goal is longer than an entry in a row.
const SHORTEST_GOAL: usize = 8;

/// The achievement of a table, beside the goal that it may repeat.
pub fn goals(table: &Evaluation) -> Option<(&Cell, &Cell, bool)> {
    let goals = table.goals.as_ref()?;
    let (expected, achieved) = (goals.expected.cell()?, goals.achieved.cell()?);
    let is_filled = !expected.is_empty() && !achieved.is_empty();
    is_filled.then(|| (expected, achieved, repeats(expected, achieved, SHORTEST_GOAL)))
}

/// A sentence of some length in both cells, spaces and the point at the end aside.
fn repeats(one: &Cell, other: &Cell, shortest: usize) -> bool {
    let (one, other) = (sentence(one), sentence(other));
    one == other && one.chars().count() >= shortest
}

fn sentence(cell: &Cell) -> &str {
    cell.compact().trim_end_matches(['。', ';', '.', ','])
}
