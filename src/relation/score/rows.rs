//! Judges a scored row of a self-evaluation once; each rule reports some of the verdicts.

use crate::filing::row::{Outcome, Row, State};
use crate::filing::{Cell, Evaluation, Indicator, MaybeCell, as_typed};
use crate::profile::Profile;
use crate::scoring::qualitative::{Achievement, stated};
use crate::scoring::ratio;
use crate::scoring::working::Working;
use crate::value::number::Dec;
use crate::value::unit::Dimension;

use crate::relation::reasons::TableReason;
use crate::relation::score::points::{as_printed, is_whole_or_half, prints};

/// A row with points and a score.
pub struct ScoredRow<'a> {
    pub indicator: &'a Indicator,
    /// The state of the table's common cell for reasons.
    of_table: TableReason,
    pub weight: &'a Cell,
    pub score: &'a Cell,
    /// The printed points.
    pub weight_points: Dec,
    pub score_points: Dec,
    pub verdict: RowVerdict,
}

/// The result of comparing a row's score with its target and result.
pub enum RowVerdict {
    /// Met, with full marks.
    Full,
    /// Met, with fewer points and a reason for that.
    CutWithReason,
    MetButCut,
    /// Missed, and scored in proportion.
    Proportional,
    NotProportional(Working<'static>),
    /// Right only if the exact score was rounded to a whole or half point.
    WholePoints(Working<'static>),
    /// The exact score, if a proportion is meaningful.
    MissedButFull(Option<Working<'static>>),
    /// The score is not the weight times the printed coefficient.
    NotByCoefficient(Dec),
    InBand,
    OutsideBand(Achievement),
    OutOfRange,
    /// The scores of the whole table were multiplied by their weights once more, so the row cannot
    /// be judged.
    WeightedTwice,
    /// Not comparable: only a person can judge.
    Open,
}

/// A row's points and score, judged; `None` if it has no points or no score.
pub fn scored<'a>(
    indicator: &'a Indicator,
    of_table: TableReason,
    is_weighted_twice: bool,
    profile: &Profile,
) -> Option<ScoredRow<'a>> {
    let mut scored = unjudged(indicator, of_table)?;
    scored.verdict =
        if is_weighted_twice { RowVerdict::WeightedTwice } else { scored.judge(profile) };
    Some(scored)
}

/// The rows of a table that have points and a score.
pub fn scored_rows(evaluation: &Evaluation) -> impl Iterator<Item = ScoredRow<'_>> {
    let of_table = TableReason::of(evaluation);
    evaluation.indicators.iter().filter_map(move |indicator| unjudged(indicator, of_table))
}

fn unjudged<'a>(indicator: &'a Indicator, of_table: TableReason) -> Option<ScoredRow<'a>> {
    if Row::new(indicator).state() != State::Filled {
        return None;
    }
    let (weight, score) = (indicator.weight.as_ref()?, indicator.score.as_ref()?);
    let (weight_points, score_points) = (weight.number()?, score.number()?);
    Some(ScoredRow {
        indicator,
        of_table,
        weight,
        score,
        weight_points,
        score_points,
        verdict: RowVerdict::Open,
    })
}

impl<'a> ScoredRow<'a> {
    pub fn row(&self) -> Row<'a> {
        Row::new(self.indicator)
    }

    /// The exact score as the row's cell should hold it, and how much more the cell holds.
    pub fn due(&self, exact: Dec, decimals: u32) -> (String, Option<Dec>) {
        let expected = as_printed(self.score_points, exact, decimals);
        (as_typed(self.score, expected), self.score_points.minus(expected))
    }

    /// Does anything on the form say why points were cut: the row's own reason, or the table's?
    pub fn has_reason(&self) -> bool {
        !self.indicator.reason.is_empty() || self.of_table == TableReason::Given
    }

    fn has_reason_cell(&self) -> bool {
        self.indicator.reason.is_some() || self.of_table != TableReason::NoCell
    }

    fn judge(&self, profile: &Profile) -> RowVerdict {
        if is_out_of_range(self.weight, self.weight_points, self.score_points) {
            return RowVerdict::OutOfRange;
        }
        // Points printed as a share and scored out of a hundred are on different scales.
        if self.score_points > self.weight_points {
            return RowVerdict::Open;
        }
        let row = self.row();
        if let Some(stated) = stated(&row) {
            return self.in_band(stated, profile);
        }
        match row.outcome() {
            Outcome::Met => self.met(),
            // Words leave room for judgement: without a cell for a reason, the score itself is the
            // answer.
            Outcome::Unknown if row.repeats_words() && !self.has_reason_cell() => RowVerdict::Open,
            Outcome::Unknown if row.repeats_words() => self.met(),
            Outcome::Unknown => self.by_coefficient(profile).unwrap_or(RowVerdict::Open),
            Outcome::Missed => self.missed(&row, profile),
        }
    }

    fn met(&self) -> RowVerdict {
        if self.score_points == self.weight_points {
            RowVerdict::Full
        } else if self.has_reason() {
            RowVerdict::CutWithReason
        } else {
            RowVerdict::MetButCut
        }
    }

    fn missed(&self, row: &Row<'_>, profile: &Profile) -> RowVerdict {
        let working = row.pair().and_then(|pair| ratio::score(self.weight_points, &pair));
        let is_full = self.score_points == self.weight_points;
        let Some(working) = working else {
            return if is_full && row.is_missed_for_certain() {
                RowVerdict::MissedButFull(None)
            } else {
                RowVerdict::Open
            };
        };
        if prints(self.score_points, working.exact, profile.score_decimals) {
            return RowVerdict::Proportional;
        }
        if !is_full && is_near(self.score_points, working.exact, self.weight_points) {
            return RowVerdict::Proportional;
        }
        if is_whole_or_half(self.score_points, working.exact) {
            return RowVerdict::WholePoints(working);
        }
        if is_full {
            return RowVerdict::MissedButFull(Some(working));
        }
        // If the form has a coefficient, it determines the score.
        self.by_coefficient(profile).unwrap_or(RowVerdict::NotProportional(working))
    }

    /// Judges score = weight × coefficient, if the form has a coefficient and it is filled in.
    fn by_coefficient(&self, profile: &Profile) -> Option<RowVerdict> {
        let exact = self.weight_points.times(coefficient(self.indicator.coefficient.as_ref()?)?)?;
        let holds = prints(self.score_points, exact, profile.score_decimals)
            || is_whole_or_half(self.score_points, exact)
            || is_near(self.score_points, exact, self.weight_points);
        Some(if holds { RowVerdict::Proportional } else { RowVerdict::NotByCoefficient(exact) })
    }

    fn in_band(&self, stated: Achievement, profile: &Profile) -> RowVerdict {
        match stated.band(profile).points(self.weight_points) {
            Some((low, high)) if self.score_points < low || self.score_points > high => {
                RowVerdict::OutsideBand(stated)
            }
            Some(_) => RowVerdict::InBand,
            None => RowVerdict::Open,
        }
    }
}

/// Whether a score is above its points or below 0. Points printed as a share may be scored out of a
/// hundred.
pub fn is_out_of_range(weight: &Cell, weight_points: Dec, score: Dec) -> bool {
    let is_share = weight.text().contains(['%', '％']) && score <= Dec::HUNDRED;
    score.is_negative() || (score > weight_points && !is_share)
}

/// Whether it is within 1 % of the weight.
fn is_near(score: Dec, exact: Dec, weight: Dec) -> bool {
    let distance = score.minus(exact).map(Dec::abs);
    distance.zip(weight.shift(-2)).is_some_and(|(distance, tolerance)| distance <= tolerance)
}

/// A coefficient from 0 to 1, which may also be printed as `80%` or `80`.
fn coefficient(cell: &Cell) -> Option<Dec> {
    let figure = cell.figure()?;
    let share = match figure.unit.dimension {
        Dimension::Share => figure.base()?,
        _ if figure.number >= Dec::whole(10) => figure.number.shift(-2)?,
        _ => figure.number,
    };
    (!share.is_negative() && share <= Dec::ONE).then_some(share)
}
