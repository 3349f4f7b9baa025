//! Judges every funds line with points and a score once; each rule reports some of the verdicts.

use crate::filing::{Cell, Document, Evaluation, FundLine, Funds, MaybeCell, Place, Reads};
use crate::profile::Profile;
use crate::scoring::execution;
use crate::scoring::limits::is_table_weighted_twice;
use crate::scoring::working::Working;
use crate::value::Column;
use crate::value::number::Dec;

use crate::relation::score::points::{as_printed, is_whole_or_half, prints};
use crate::relation::score::rows::is_out_of_range;

/// A funds line with the score it was given for execution.
pub struct ScoredLine<'a> {
    pub line: &'a FundLine,
    pub weight: &'a Cell,
    pub score: &'a Cell,
    pub score_points: Dec,
    pub verdict: LineVerdict<'a>,
    /// The table whose weights include this one.
    table: Option<&'a Evaluation>,
}

/// The result of comparing the score with the figures of the line.
pub enum LineVerdict<'a> {
    Holds,
    Wrong(Working<'a>),
    /// Right only if the exact score was rounded to a whole or half point.
    WholePoints(Working<'a>),
    OutOfRange,
    /// A figure is blank, unreadable or not applicable.
    Open,
}

/// The columns that lines are judged by.
pub const LINES: Reads = Reads::of(&[Column::Points, Column::Score, Column::Money, Column::Rate]);

/// Every funds line that has points and a score, judged.
pub fn executed<'a>(documents: &'a [Document], profile: &Profile) -> Vec<ScoredLine<'a>> {
    let evaluations = documents
        .iter()
        .filter_map(Document::scored_evaluation)
        .filter_map(|evaluation| Some((evaluation.funds.as_ref()?, Some(evaluation))));
    let sheets = documents.iter().filter_map(Document::score_sheet);
    let sheets = sheets.filter_map(|sheet| Some((sheet.funds.as_ref()?, None)));
    evaluations
        .chain(sheets)
        .flat_map(|(funds, evaluation)| {
            let twice = evaluation.is_some_and(is_table_weighted_twice);
            lines(funds)
                .filter_map(move |line| of_line(line, evaluation, twice, profile.score_decimals))
        })
        .collect()
}

fn lines(funds: &Funds) -> impl Iterator<Item = &FundLine> {
    funds.total.iter().chain(&funds.parts)
}

fn of_line<'a>(
    line: &'a FundLine,
    table: Option<&'a Evaluation>,
    weighted_twice: bool,
    decimals: u32,
) -> Option<ScoredLine<'a>> {
    let (weight, score) = (line.weight.as_ref()?, line.score.as_ref()?);
    let (weight_points, score_points) = (weight.number()?, score.number()?);
    let verdict = if is_out_of_range(weight, weight_points, score_points) {
        LineVerdict::OutOfRange
    } else {
        match execution::score(line) {
            None => LineVerdict::Open,
            Some(working) if prints(score_points, working.exact, decimals) => LineVerdict::Holds,
            // The initial budget replaces one that is not filled in, so nothing is certainly wrong.
            Some(_) if line.budget.is_some() && line.budget.is_empty() => LineVerdict::Open,
            Some(working)
                if weighted_twice
                    && is_weighted_once_more(
                        score_points, working.exact, weight_points, decimals,
                    ) =>
            {
                LineVerdict::Open
            }
            Some(working) if is_whole_or_half(score_points, working.exact) => {
                LineVerdict::WholePoints(working)
            }
            Some(working) => LineVerdict::Wrong(working),
        }
    };
    Some(ScoredLine { line, weight, score, score_points, verdict, table })
}

fn is_weighted_once_more(score: Dec, exact: Dec, weight: Dec, decimals: u32) -> bool {
    exact
        .times(weight)
        .and_then(|product| product.shift(-2))
        .is_some_and(|once_more| prints(score, once_more, decimals))
}

impl ScoredLine<'_> {
    /// The cells that the score follows from: the rate and its operands.
    pub fn sources(&self) -> impl Iterator<Item = &Place> {
        let sources =
            [self.line.rate.as_ref(), execution::budget(self.line), self.line.executed.as_ref()];
        sources.into_iter().flatten().map(|cell| &cell.place)
    }

    /// Whether the score is right under the weight that would make the table's weights 100. Then
    /// that weight is wrong, which SUM003 reports.
    pub fn follows_wrong_weight(&self, decimals: u32) -> bool {
        let follows = || {
            let rows = self.table?.indicators.iter().filter_map(|row| row.weight.number());
            let meant = Dec::HUNDRED.minus(Dec::sum(rows)?)?;
            let exact =
                execution::score(self.line)?.exact.times(meant)?.over(self.weight.number()?)?;
            Some(!meant.is_negative() && prints(self.score_points, exact, decimals))
        };
        follows().unwrap_or(false)
    }

    /// The place where wrong weights of the table are reported.
    pub fn weights(&self) -> impl Iterator<Item = Place> {
        let total = |table: &Evaluation| Some(table.total.as_ref()?.weight.cell()?.place.clone());
        let places = move |table: &Evaluation| {
            [Some(table.place(Evaluation::FIELDS.indicators)), total(table)]
        };
        self.table.into_iter().flat_map(places).flatten()
    }

    /// Whether the score follows from the printed rate. Then a wrong rate, or one of its operands,
    /// explains it.
    pub fn follows_printed_rate(&self) -> bool {
        let consistent = || {
            let rate = self.line.rate.cell()?.figure()?;
            let weight = self.weight.number()?;
            let printed = rate.interval()?;
            // 95.44% or 95.44 or 0.9544
            let is_fraction = rate.unit.power == 0 && rate.number <= Dec::ONE;
            let share = |bound: Dec| if is_fraction { Some(bound) } else { bound.shift(-2) };
            let points = |bound: Dec| {
                Some(as_printed(self.score_points, weight.times(share(bound)?)?.min(weight), 2))
            };
            Some(
                points(printed.low)? <= self.score_points
                    && self.score_points <= points(printed.high)?,
            )
        };
        consistent().unwrap_or(false)
    }
}
