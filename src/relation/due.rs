//! Which rows and columns of a form are in use, so that their cells are due.

use std::cmp::Ordering;

use crate::filing::{Cell, Evaluation, FundLine, Indicator, MaybeCell};
use crate::relation::placeholder::is_placeholder_name;
use crate::value::number::Dec;

/// Are there points other than 0?
pub fn weighs(weight: &Option<Cell>) -> bool {
    weight.sign().is_some_and(Ordering::is_ne)
}

/// Some rows have points, and the points there are do not yet make up the whole: a row without any
/// lacks its own.
pub fn weights_are_due(evaluation: &Evaluation) -> bool {
    let rows = evaluation.indicators.iter().map(|indicator| &indicator.weight);
    if !rows.clone().any(weighs) {
        return false;
    }
    let execution =
        evaluation.funds.iter().filter_map(|funds| funds.total.as_ref()).map(|line| &line.weight);
    let whole =
        evaluation.total.as_ref().and_then(|total| total.weight.number()).unwrap_or(Dec::HUNDRED);
    Dec::sum(rows.chain(execution).filter_map(|weight| weight.number())) != Some(whole)
}

/// Did somebody write more into the row than the form's own `指标1：`?
pub fn is_begun(indicator: &Indicator) -> bool {
    let answers = [&indicator.target, &indicator.actual, &indicator.score];
    answers.iter().any(|cell| !cell.is_empty()) || !is_placeholder_name(indicator.name.trimmed())
}

/// Did somebody give the indicator a name of its own?
pub fn is_named(name: &Option<Cell>) -> bool {
    !name.is_empty() && !is_placeholder_name(name.trimmed())
}

/// What a row is called by: the lowest of its levels that is filled in.
pub fn row_name(indicator: &Indicator) -> &str {
    first_text([&indicator.name, &indicator.level2, &indicator.level1])
}

/// The first of some texts that is filled in.
pub fn first_text(cells: [&Option<Cell>; 3]) -> &str {
    cells.into_iter().find(|cell| !cell.is_empty()).map_or("", |cell| cell.trimmed())
}

/// What a funds line is called by.
pub fn line_name(line: &FundLine) -> &str {
    if line.name.is_empty() { "年度资金总额" } else { line.name.trimmed() }
}
