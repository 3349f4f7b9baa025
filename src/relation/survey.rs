//! Satisfaction, and whether anybody was asked.

use crate::filing::row::State;
use crate::filing::{Cell, Indicator, MaybeCell, Narrative};
use crate::narrative::survey::{claimed_without_figure, measures_satisfaction, tiny_sample};
use crate::relation::TableRow;
use crate::value::Value;
use crate::value::text::has_numeral;

/// What a row's satisfaction rests on.
pub enum Survey<'a> {
    Figure,
    /// A result in words, where the target is in words too.
    NoFigure(&'a Cell),
    /// So few, as the cell says, that nothing follows for the others.
    TinySample(&'a Cell, String),
}

/// `None` where the row is of something else, or nothing certain is said.
pub fn of_row<'a>(row: &TableRow<'a>) -> Option<Survey<'a>> {
    let indicator = row.indicator;
    let actual = indicator.actual.cell().filter(|_| row.is_evaluated())?;
    if !is_satisfaction(indicator) || row.row().state() != State::Filled {
        return None;
    }
    let mut texts = [Some(actual), indicator.reason.cell()].into_iter().flatten();
    if let Some((cell, sample)) = texts.find_map(|cell| Some((cell, tiny_sample(cell.text())?))) {
        return Some(Survey::TinySample(cell, sample));
    }
    let aims_at_no_figure = || indicator.target.cell().is_some_and(|cell| cell.figure().is_none());
    if states_no_figure(actual) && aims_at_no_figure() {
        return Some(Survey::NoFigure(actual));
    }
    actual.figure().map(|_| Survey::Figure)
}

fn is_satisfaction(indicator: &Indicator) -> bool {
    [&indicator.name, &indicator.level2].iter().any(|cell| cell.compact().contains("满意度"))
}

fn states_no_figure(actual: &Cell) -> bool {
    let has_no_figure = matches!(actual.value(), Value::Words(words) if words.figures.is_empty());
    has_no_figure && !has_numeral(actual.text())
}

/// The first place where a report claims satisfaction, if it nowhere gives the result of a survey.
pub fn claimed_without_survey(report: &Narrative) -> Option<(&Cell, (usize, usize))> {
    let texts = || report.texts().filter(|text| text.text().contains("满意"));
    if texts().any(|text| measures_satisfaction(text.running())) {
        return None;
    }
    texts().find_map(|text| Some((text, claimed_without_figure(text.running())?)))
}
