//! A score with the formula that gives it.

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// The score before rounding, in points.
    pub exact: Dec,
    /// What it was computed by.
    pub method: Method,
    /// The left side of the formula, with the figures filled in.
    terms: String,
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

impl Working {
    /// An exact score, and the left side of the formula that gives it.
    pub fn new(exact: Dec, method: Method, terms: String) -> Working {
        Working { exact, method, terms }
    }

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
