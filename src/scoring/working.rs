//! A score with the way it was worked out.

use crate::value::number::Dec;

/// How a line came by its score; the contract's words for it.
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
    /// The result states a grade of the qualitative scale, whose band the score must lie in.
    Graded,
    /// Only a person can judge.
    Judged,
    NotApplicable,
}

impl Method {
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

/// An exact score, and the figures it comes from: `10 × 1997.21 ÷ 2092.71`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    pub exact: Dec,
    pub method: Method,
    /// The left side of the formula, with the figures filled in.
    terms: String,
}

impl Working {
    pub fn new(exact: Dec, method: Method, terms: String) -> Working {
        Working { exact, method, terms }
    }

    /// The decimals to show it with beside a printed score: as few as that has, where the two then
    /// agree (9.2 for 9.23).
    pub fn decimals_beside(&self, claimed: Option<Dec>, decimals: u32) -> u32 {
        let agrees = |claimed: &Dec| {
            (1..decimals).contains(&claimed.decimals())
                && self.exact.round(claimed.decimals()) == *claimed
        };
        claimed.filter(agrees).map_or(decimals, Dec::decimals)
    }

    /// The score as it counts: 四舍五入 at the profile's decimals, without trailing zeros.
    pub fn points(&self, decimals: u32) -> Dec {
        self.exact.round(decimals).plain()
    }

    /// `10 × 1997.21 ÷ 2092.71 = 9.54`; for a met target `97.45 ≥ 85 → 5`.
    pub fn formula(&self, decimals: u32) -> String {
        let sign = if self.method == Method::Met { '→' } else { '=' };
        format!("{} {sign} {}", self.terms, self.points(decimals))
    }
}
