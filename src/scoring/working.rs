//! A score with the formula that gives it.

use core::fmt;

use crate::filing::row::{Direction, Pair};
use crate::value::number::Dec;

/// How a line comes by its score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Weight × executed ÷ budget.
    Execution,
    /// Weight × actual ÷ target: more is better.
    Ratio,
    /// Weight × target ÷ actual: less is better.
    Inverse,
    /// The target is met: full marks.
    Met,
    /// The result names a grade of the qualitative scale, and the score must be within its band.
    Graded,
    /// Only a person can judge.
    Judged,
    /// The row is marked 不适用 and has no score.
    NotApplicable,
}

/// An exact score, and the figures that it comes from: `10 × 1997.21 ÷ 2092.71`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Working<'a> {
    /// The score before rounding, in points.
    pub exact: Dec,
    /// What it was computed by.
    pub method: Method,
    /// The left side of the formula.
    pub(super) terms: Terms<'a>,
}

/// The left side of a formula, put into words only where somebody reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Terms<'a> {
    /// `10 × 1997.21 ÷ 2092.71`: the share of the weight that was reached.
    Share { weight: Dec, part: Term<'a>, whole: Term<'a>, bound: Option<Bound> },
    /// `97.45 ≥ 85`: why the target is met.
    Met(Pair),
    /// The words that target and result have in common.
    Words(&'a str),
}

/// A figure of a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term<'a> {
    Number(Dec),
    /// As typed, with its unit.
    Typed(&'a str),
}

/// The bound that a share is beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Zero,
    One,
}

impl Method {
    /// The name of the method in answers: `execution`, `ratio`, …
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Execution => "execution",
            Method::Ratio => "ratio",
            Method::Inverse => "inverse",
            Method::Met => "met",
            Method::Graded => "graded",
            Method::Judged => "judged",
            Method::NotApplicable => "notApplicable",
        }
    }
}

impl Working<'_> {
    /// The decimals to show the score with: those of the claimed one if the two then agree (9.23 is
    /// shown as 9.2 beside 9.2), else `decimals`.
    pub fn decimals_beside(&self, claimed: Option<Dec>, decimals: u32) -> u32 {
        let agrees = |claimed: &Dec| {
            (1..decimals).contains(&claimed.decimals())
                && self.exact.round(claimed.decimals()) == *claimed
        };
        claimed.filter(agrees).map_or(decimals, Dec::decimals)
    }

    /// The score rounded (四舍五入) to `decimals`, without trailing zeros.
    pub fn points(&self, decimals: u32) -> Dec {
        self.exact.round(decimals).plain()
    }

    /// `10 × 1997.21 ÷ 2092.71 = 9.54`, or `97.45 ≥ 85 → 5` for a target that is met.
    pub fn formula(&self, decimals: u32) -> String {
        let sign = if self.method == Method::Met { '→' } else { '=' };
        format!("{} {sign} {}", self.terms, self.points(decimals))
    }
}

impl fmt::Display for Terms<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Terms::Share { weight, part, whole, bound } => match bound {
                None => write!(f, "{weight} × {part} ÷ {whole}"),
                Some(Bound::One) => write!(f, "{weight} × min(1, {part} ÷ {whole})"),
                Some(Bound::Zero) => write!(f, "{weight} × max(0, {part} ÷ {whole})"),
            },
            Terms::Met(pair) => {
                let (actual, target) = (pair.actual.plain(), pair.target.plain());
                match (pair.direction, pair.strict) {
                    (Direction::Up, false) => write!(f, "{actual} ≥ {target}"),
                    (Direction::Up, true) => write!(f, "{actual} > {target}"),
                    (Direction::Down, false) => write!(f, "{actual} ≤ {target}"),
                    (Direction::Down, true) => write!(f, "{actual} < {target}"),
                    (Direction::Within, _) => {
                        write!(f, "{target} ≤ {actual}")?;
                        pair.upper.map_or(Ok(()), |upper| write!(f, " ≤ {}", upper.plain()))
                    }
                }
            }
            Terms::Words(words) => f.write_str(words),
        }
    }
}

impl fmt::Display for Term<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Number(number) => number.fmt(f),
            Term::Typed(text) => f.write_str(text),
        }
    }
}
