//! The cells that are due: those that are blank or contradict what they follow from.

use rustc_hash::FxHashSet;

use crate::filing::row::{Row, State};
use crate::filing::{Cell, Document, Filing, Funds, MaybeCell, Total, as_typed};
use crate::profile::Profile;
use crate::relation::sum::{Derived, derived};
use crate::relation::{Relations, grade};
use crate::scoring::limits::can_be_totalled;
use crate::scoring::working::Working;
use crate::scoring::{execution, row_working, scorecards};
use crate::value::Column;
use crate::value::number::Dec;

/// Computed amounts have as many decimals as their parts, but no more than this.
const MONEY_DECIMALS: u32 = 6;

/// The cells that are due in one round. If several relations give a cell, the first one counts.
#[derive(Default)]
pub struct Due {
    cells: Vec<DueCell>,
    paths: FxHashSet<String>,
}

/// The text that is due in a cell.
pub struct DueCell {
    /// A JSON pointer to the cell.
    pub path: String,
    /// What follows, written as the cell was typed.
    pub text: String,
}

impl Due {
    /// Everything but total scores and grades, as far as it follows directly from what the filing
    /// has now. Cells that are `written` follow again, because what they follow from may have been
    /// written after them.
    pub fn figures(filing: &Filing, profile: &Profile, written: &FxHashSet<String>) -> Due {
        let mut due = Due::default();
        for document in &filing.documents {
            for Derived { cell, sum, is_due } in derived(document, profile)
                .into_iter()
                .filter(|derived| !is_total_score(document, derived.cell))
            {
                let is_due = is_due || written.contains(&cell.place.pointer());
                if let Some(text) = amount(document, cell, sum).filter(|_| is_due) {
                    due.add(cell, text);
                }
            }
            scores(document, profile, &mut due);
            full_marks(document, &mut due);
        }
        let relations = Relations::new(&filing.documents, profile, None);
        for rate in relations.rates().iter().chain(relations.rates_across()) {
            if let Some(text) = rate.due() {
                due.add(rate.rate, text);
            }
        }
        due
    }

    /// The total scores, and the grades of complete forms, of all documents whose scores can be
    /// added up, except those `without_total`, given by their indices.
    pub fn totals(filing: &Filing, profile: &Profile, without_total: &[usize]) -> Due {
        let mut due = Due::default();
        let has_total = |index: usize| !without_total.contains(&index);
        for card in scorecards(filing, profile).iter().filter(|card| has_total(card.document)) {
            let Some(document) =
                filing.documents.get(card.document).filter(|document| can_be_totalled(document))
            else {
                continue;
            };
            let Some(total) = total_of(document) else { continue };
            for Derived { cell, sum, is_due } in derived(document, profile)
                .into_iter()
                .filter(|derived| is_total_score(document, derived.cell))
            {
                if let Some(text) = amount(document, cell, sum).filter(|_| is_due) {
                    due.add(cell, text);
                }
            }
            // A half-filled form has no grade.
            let Some(cell) = total.grade.as_ref().filter(|_| card.grade.is_some()) else {
                continue;
            };
            let points = if total.score.is_some() { total.score.number() } else { card.computed };
            if let Some(grade) = points.and_then(|points| grade::due(cell, points, profile)) {
                due.add(cell, grade.name.clone());
            }
        }
        due
    }

    /// The cells in the order in which they were found.
    pub fn cells(self) -> Vec<DueCell> {
        self.cells
    }

    fn add(&mut self, cell: &Cell, text: String) {
        let path = cell.place.pointer();
        if self.paths.insert(path.clone()) {
            self.cells.push(DueCell { path, text });
        }
    }
}

/// Adds the scores that can be computed: of execution by the figures of its line, of a row by its
/// target and result.
fn scores(document: &Document, profile: &Profile, due: &mut Due) {
    let mut add = |cell: Option<&Cell>, working: Option<Working<'_>>| {
        if let Some((cell, text)) = cell
            .zip(working)
            .and_then(|(cell, working)| Some((cell, score_due(cell, &working, profile)?)))
        {
            due.add(cell, text);
        }
    };
    let funds = funds_of(document);
    for line in funds.iter().flat_map(|funds| funds.total.iter().chain(&funds.parts)) {
        add(line.score.cell(), execution::score(line));
    }
    let Some(evaluation) = document.scored_evaluation() else { return };
    for indicator in &evaluation.indicators {
        let row = Row::new(indicator);
        // With a coefficient in the form, a person has judged how far the target was reached.
        if row.state() == State::Filled && indicator.coefficient.number().is_none() {
            add(indicator.score.cell(), row_working(&row));
        }
    }
}

/// The text of a computed score, if its cell is blank or has another number.
fn score_due(cell: &Cell, working: &Working<'_>, profile: &Profile) -> Option<String> {
    let claimed = cell.number();
    let points = working.points(working.decimals_beside(claimed, profile.score_decimals));
    match claimed {
        None => cell.is_blank().then(|| points.to_string()),
        Some(claimed) => (claimed != points).then(|| as_typed(cell, points)),
    }
}

/// Adds the blank total of weights, if they come to 100; other weights are not final.
fn full_marks(document: &Document, due: &mut Due) {
    let Some(evaluation) = document.scored_evaluation() else { return };
    let Some(cell) = evaluation
        .total
        .as_ref()
        .and_then(|total| total.weight.cell())
        .filter(|cell| cell.is_blank())
    else {
        return;
    };
    let of_funds = evaluation.funds.iter().flat_map(|funds| &funds.total).map(|line| &line.weight);
    let rows = evaluation
        .indicators
        .iter()
        .filter(|indicator| Row::new(indicator).state() == State::Filled);
    let weights = of_funds.chain(rows.map(|row| &row.weight)).filter_map(MaybeCell::number);
    if Dec::sum(weights) == Some(Dec::HUNDRED) {
        due.add(cell, Dec::HUNDRED.to_string());
    }
}

/// An amount (`base`, in 元) or a number of points, written as its cell is typed; for a blank cell,
/// in the document's unit.
fn amount(document: &Document, cell: &Cell, base: Dec) -> Option<String> {
    match cell.figure() {
        Some(figure) => {
            let number = base.shift(figure.unit.power.checked_neg()?)?.plain();
            Some(as_typed(
                cell,
                number.round(
                    number
                        .decimals()
                        .clamp(figure.number.decimals().min(MONEY_DECIMALS), MONEY_DECIMALS),
                ),
            ))
        }
        None => {
            let power = if matches!(cell.column, Column::Points | Column::Score) {
                0
            } else {
                document.head().money_unit().power
            };
            let number = base.shift(power.checked_neg()?)?.plain();
            Some(number.round(number.decimals().min(MONEY_DECIMALS)).to_string())
        }
    }
}

fn funds_of(document: &Document) -> Option<&Funds> {
    match document {
        Document::ScoreSheet(sheet) => sheet.funds.as_ref(),
        _ => document.scored_evaluation()?.funds.as_ref(),
    }
}

fn total_of(document: &Document) -> Option<&Total> {
    match document {
        Document::ScoreSheet(sheet) => sheet.total.as_ref(),
        _ => document.scored_evaluation()?.total.as_ref(),
    }
}

fn is_total_score(document: &Document, cell: &Cell) -> bool {
    total_of(document)
        .and_then(|total| total.score.cell())
        .is_some_and(|score| score.place == cell.place)
}
