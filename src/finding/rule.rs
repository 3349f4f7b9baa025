//! What a rule is called, whatever it checks.

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
    /// Documents of a filing against each other.
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

/// What a report says of a rule: its code and name, how severe it is, and what it rests on.
#[derive(Debug)]
pub struct RuleInfo {
    /// Its family, which its code begins with.
    pub family: Family,
    /// Public and never reused: `RAT001`.
    pub code: &'static str,
    /// Named after the offence: `rate`.
    pub name: &'static str,
    /// The severity of its findings, unless a profile or the finding itself changes it.
    pub severity: Severity,
    /// The offence in a few words.
    pub summary: Text,
    /// The document it rests on, or "arithmetic".
    pub basis: Text,
}

impl RuleInfo {
    /// Its place in the rule book: families are in order, their rules by code.
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
