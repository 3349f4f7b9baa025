//! Which rows and columns of a form are in use, so that their cells are due.

use std::cmp::Ordering;

use crate::filing::{Cell, Evaluation, FundLine, Indicator, MaybeCell};
use crate::relation::placeholder::is_placeholder_name;
use crate::value::number::Dec;

/// Whether there are points other than 0.
pub fn weighs(weight: &Option<Cell>) -> bool {
    weight.sign().is_some_and(Ordering::is_ne)
}

/// Whether a row without points lacks them: some rows have points, and these do not yet make up the
/// whole; or none has, and all have scores.
pub fn weights_are_due(evaluation: &Evaluation) -> bool {
    let rows = evaluation.indicators.iter().map(|indicator| &indicator.weight);
    if !rows.clone().any(weighs) {
        let mut begun = evaluation.indicators.iter().filter(|indicator| is_begun(indicator));
        let is_scored = |indicator: &Indicator| !indicator.score.is_empty();
        return evaluation.indicators.iter().any(|indicator| weighs(&indicator.score))
            && begun.all(is_scored);
    }
    let execution =
        evaluation.funds.iter().filter_map(|funds| funds.total.as_ref()).map(|line| &line.weight);
    let whole =
        evaluation.total.as_ref().and_then(|total| total.weight.number()).unwrap_or(Dec::HUNDRED);
    Dec::sum(rows.chain(execution).filter_map(|weight| weight.number())) != Some(whole)
}

/// Whether somebody wrote more into the row than the printed `指标1：`.
pub fn is_begun(indicator: &Indicator) -> bool {
    let answers = [&indicator.target, &indicator.actual, &indicator.score];
    answers.iter().any(|cell| !cell.is_empty()) || !is_placeholder_name(indicator.name.trimmed())
}

/// Whether somebody gave the indicator a name of its own.
pub fn is_named(name: &Option<Cell>) -> bool {
    !name.is_empty() && !is_placeholder_name(name.trimmed())
}

/// The label of a row: the lowest of its levels that is filled in.
pub fn row_name(indicator: &Indicator) -> &str {
    first_text([&indicator.name, &indicator.level2, &indicator.level1])
}

/// The first of some cells' texts that is filled in.
pub fn first_text(cells: [&Option<Cell>; 3]) -> &str {
    cells.into_iter().find(|cell| !cell.is_empty()).map_or("", |cell| cell.trimmed())
}

/// The label of a funds line.
pub fn line_name(line: &FundLine) -> &str {
    if line.name.is_empty() { "年度资金总额" } else { line.name.trimmed() }
}
