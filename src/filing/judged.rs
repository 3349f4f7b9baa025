//! What is derived from a row of an indicator table and kept with it.

use crate::value::figure::Figure;
use crate::value::number::Dec;

/// Whether a row has anything to score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A cell is marked 不适用, and the row has no points.
    NotApplicable,
    /// A printed row that nobody has filled in.
    Unfilled,
    /// A row with some content.
    Filled,
}

/// Which direction is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better: ≥, =, or a bare number.
    Up,
    /// Less is better: ≤, costs, accidents.
    Down,
    /// A range to stay in.
    Within,
}

/// The outcome of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The target was reached.
    Met,
    /// The target was not reached.
    Missed,
    /// Not comparable with certainty: only a person can judge.
    Unknown,
}

/// A target and a result on the same scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Which direction is better.
    pub direction: Direction,
    /// Whether reaching the target itself is not enough: `>`, `<`.
    pub strict: bool,
    /// The target, or the lower end of a range.
    pub target: Dec,
    /// The upper end of a range.
    pub upper: Option<Dec>,
    /// The result, on the target's scale.
    pub actual: Dec,
}

impl Pair {
    /// Whether it was missed by a tenth at most.
    pub(super) fn is_nearly_met(&self) -> bool {
        let nearly = |share: Dec| share.shift(1).is_some_and(|tenths| tenths >= Dec::whole(9));
        self.outcome() == Outcome::Missed && self.share_reached().is_some_and(nearly)
    }

    /// Met or missed; never unknown, since the two are comparable.
    pub fn outcome(&self) -> Outcome {
        let met = match self.direction {
            Direction::Up if self.strict => self.actual > self.target,
            Direction::Up => self.actual >= self.target,
            Direction::Down if self.strict => self.actual < self.target,
            Direction::Down => self.actual <= self.target,
            Direction::Within => {
                self.actual >= self.target && self.upper.is_none_or(|upper| self.actual <= upper)
            }
        };
        if met { Outcome::Met } else { Outcome::Missed }
    }

    /// The share of a missed target that was reached: actual ÷ target if more is better, target ÷
    /// actual if less is.
    pub fn share_reached(&self) -> Option<Dec> {
        match self.direction {
            Direction::Up => self.actual.over(self.target),
            Direction::Down => self.target.over(self.actual),
            Direction::Within => None,
        }
        .filter(|share| !share.is_negative())
    }
}

/// What a dozen rules and the score card need of a row, computed once and kept with its indicator.
#[derive(Clone, Debug)]
pub struct Judged {
    pub(super) state: State,
    pub(super) target: Option<Figure>,
    pub(super) actual: Option<Figure>,
    pub(super) pair: Option<Pair>,
    /// Whether the words state that it was missed, without comparable figures.
    pub(super) is_missed_in_words: bool,
}
