//! Recomputes scores, with their working.
//!
//! Each method has a file; `lines` makes the lines of a score card by them, and `card` adds these
//! up.

mod card;
pub mod execution;
pub mod grade;
pub mod limits;
mod lines;
pub mod qualitative;
pub mod ratio;
pub mod working;

pub use card::{add_up, scorecard};
pub use lines::{Line, lines_beside, row_line, row_working};

use std::rc::Rc;

use serde::Serialize;

use crate::filing::Filing;
use crate::profile::Profile;
use crate::value::number::Dec;

/// The scores of one document, claimed against computed. Numbers have no trailing zeros.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scorecard {
    /// The index of the document in the filing.
    pub document: usize,
    /// The total score in the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Dec>,
    /// The sum of the lines so far: computed scores, and claimed ones of lines that only a person
    /// can judge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<Dec>,
    /// The profile's grade for `computed`, once every line has its score and the weights come to
    /// 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The text of the grade in the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_grade: Option<String>,
    /// The level-1 groups that have a name, in the order of the form.
    pub groups: Vec<ScoreGroup>,
    /// The lines in the order of the form; shared with a session, which keeps those of each row.
    pub lines: Vec<Rc<ScoreLine>>,
}

/// What the lines of one level-1 group add up to. Numbers have no trailing zeros.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreGroup {
    /// As the form prints it.
    pub name: Rc<str>,
    /// The weights (分值); 0 if there are none.
    pub weight: Dec,
    /// The scores in the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Dec>,
    /// Computed scores, and claimed ones of lines that only a person can judge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<Dec>,
}

/// One scored line of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreLine {
    /// A JSON pointer to the score.
    pub path: String,
    /// The name of the indicator or item, or of a level above it if it has none.
    pub name: String,
    /// The points that it can earn (分值); empty if it has none.
    pub weight: String,
    /// The score in the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<String>,
    /// The score by the figures or the words of the line; `None` if only a person can judge it, or
    /// if a cell is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<String>,
    /// How it was reached: `ratio`, `met`, `judged` …
    pub method: &'static str,
    /// The working, such as `10 × 601.5 ÷ 652 = 9.23`; for a stated grade, the points of its band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// JSON pointers to the blank cells that it takes to compute the score.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
}

/// The score cards of all documents that have scores, in document order.
pub fn scorecards(filing: &Filing, profile: &Profile) -> Vec<Scorecard> {
    filing
        .documents
        .iter()
        .enumerate()
        .filter_map(|(index, document)| scorecard(document, index, profile))
        .collect()
}
