//! The description of a rule, independent of its checks.

use super::severity::Severity;
use super::text::Text;

/// A family of rules, in the order of the rule book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Required cells.
    Req,
    /// Figures and units.
    Num,
    /// Sums.
    Sum,
    /// Rates.
    Rat,
    /// Scores.
    Sco,
    /// Deviations and their reasons.
    Dev,
    /// Dates and years.
    Dat,
    /// Prose.
    Nar,
    /// Comparisons between documents of a filing.
    Xdc,
    /// Targets.
    Tgt,
    /// Weights.
    Wgt,
}

impl Family {
    /// Every family, in order.
    pub const ALL: [Family; 11] = [
        Family::Req,
        Family::Num,
        Family::Sum,
        Family::Rat,
        Family::Sco,
        Family::Dev,
        Family::Dat,
        Family::Nar,
        Family::Xdc,
        Family::Tgt,
        Family::Wgt,
    ];

    /// The first three letters of its rules' codes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Family::Req => "REQ",
            Family::Num => "NUM",
            Family::Sum => "SUM",
            Family::Rat => "RAT",
            Family::Sco => "SCO",
            Family::Dev => "DEV",
            Family::Dat => "DAT",
            Family::Nar => "NAR",
            Family::Xdc => "XDC",
            Family::Tgt => "TGT",
            Family::Wgt => "WGT",
        }
    }
}

/// What a report shows of a rule: its code and name, its severity, and its basis.
#[derive(Debug)]
pub struct RuleInfo {
    /// Its family, which its code begins with.
    pub family: Family,
    /// Public and never reused: `RAT001`.
    pub code: &'static str,
    /// Named after the mistake: `rate`.
    pub name: &'static str,
    /// The severity of its findings, unless a profile or the finding itself changes it.
    pub severity: Severity,
    /// The mistake in a few words.
    pub summary: Text,
    /// The document that it is based on, or "arithmetic".
    pub basis: Text,
}

impl RuleInfo {
    /// Its position in the rule book: families in order, their rules by code.
    pub fn order(&self) -> (Family, &'static str) {
        (self.family, self.code)
    }
}

/// Codes are unique.
impl PartialEq for RuleInfo {
    fn eq(&self, other: &RuleInfo) -> bool {
        self.code == other.code
    }
}

impl Eq for RuleInfo {}
