//! Texts of an evaluation that repeat another one word for word.

use rustc_hash::FxHashMap as HashMap;

use crate::filing::row::{Row, State};
use crate::filing::{Cell, Evaluation, Indicator, MaybeCell};

/// Shorter texts are set phrases (及时足额, 达成预期指标) that many results share.
const SHORTEST: usize = 12;
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

/// A sentence that stands as the result of an indicator for the second time, with the first.
pub struct Reused<'a> {
    pub first: &'a Indicator,
    pub again: &'a Indicator,
    pub actual: &'a Cell,
}

/// The results in sentences of a table, and those of them that were used before for an indicator
/// of another name. Each sentence is reported once.
pub fn reused(table: &Evaluation) -> (usize, Vec<Reused<'_>>) {
    let mut used: HashMap<&str, (&Indicator, bool)> = HashMap::default();
    let (mut sentences, mut found) = (0, Vec::new());
    for indicator in &table.indicators {
        let Some(actual) = indicator.actual.cell().filter(|actual| actual.words().is_some()) else {
            continue;
        };
        let text = sentence(actual);
        let is_filled = Row::new(indicator).state() == State::Filled;
        if !is_filled || text.chars().count() < SHORTEST || text.contains("达成预期") {
            continue;
        }
        sentences += 1;
        let (first, is_reported) = used.entry(text).or_insert((indicator, false));
        if !*is_reported && first.name.name_key() != indicator.name.name_key() {
            *is_reported = true;
            found.push(Reused { first, again: indicator, actual });
        }
    }
    (sentences, found)
}
