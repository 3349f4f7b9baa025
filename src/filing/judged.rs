//! What is worked out of a row of an indicator table, and kept with it.

use crate::value::figure::Figure;
use crate::value::number::Dec;

/// Has the row anything to score?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Marked 不适用 in any of its cells, and without points.
    NotApplicable,
    /// A row of the form nobody has filled in.
    Unfilled,
    /// Something is in it.
    Filled,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better: ≥, =, or a bare number.
    Up,
    /// Less is better: ≤, costs, accidents.
    Down,
    /// A range to stay in.
    Within,
}

/// What came of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The target was reached.
    Met,
    /// It was not.
    Missed,
    /// Nothing that can be compared for certain: only a person can judge.
    Unknown,
}

/// A target and a result on the same scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Which way is better.
    pub direction: Direction,
    /// The target itself is not enough: `>`, `<`.
    pub strict: bool,
    /// What was aimed at; the lower end of a range.
    pub target: Dec,
    /// The upper end of a range.
    pub upper: Option<Dec>,
    /// What was reached, on the target's scale.
    pub actual: Dec,
}

impl Pair {
    /// Missed, by a tenth at most.
    pub(super) fn is_nearly_met(&self) -> bool {
        let nearly = |share: Dec| share.shift(1).is_some_and(|tenths| tenths >= Dec::whole(9));
        self.outcome() == Outcome::Missed && self.share_reached().is_some_and(nearly)
    }

    /// Met or missed; never unknown, since the two can be compared.
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

    /// How much of the target was reached, for a missed one: actual ÷ target where more is better,
    /// target ÷ actual where less is.
    pub fn share_reached(&self) -> Option<Dec> {
        match self.direction {
            Direction::Up => self.actual.over(self.target),
            Direction::Down => self.target.over(self.actual),
            Direction::Within => None,
        }
        .filter(|share| !share.is_negative())
    }
}

/// What a dozen rules and the score card ask of a row; worked out once and kept with its indicator.
#[derive(Clone, Debug)]
pub struct Judged {
    pub(super) state: State,
    pub(super) target: Option<Figure>,
    pub(super) actual: Option<Figure>,
    pub(super) pair: Option<Pair>,
    /// Missed by what the words say, without a figure to set against another.
    pub(super) is_missed_in_words: bool,
}
