//! Scores, recomputed with their working.

mod card;
pub mod execution;
pub mod grade;
pub mod limits;
pub mod qualitative;
pub mod ratio;
pub mod working;

pub use card::{Line, add_up, lines_beside, row_line, row_working, scorecard};

use std::rc::Rc;

use serde::Serialize;

use crate::filing::Filing;
use crate::profile::Profile;
use crate::value::number::Dec;

/// One scored line of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreLine {
    pub path: String,
    pub name: String,
    pub weight: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<String>,
    pub method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
}

/// One level-1 group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreGroup {
    pub name: Rc<str>,
    pub weight: Dec,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Dec>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<Dec>,
}

/// The scores of one document, claimed against computed; sums have no trailing zeros.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scorecard {
    pub document: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Dec>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<Dec>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_grade: Option<String>,
    pub groups: Vec<ScoreGroup>,
    /// Shared with what a session keeps of each row.
    pub lines: Vec<Rc<ScoreLine>>,
}

/// The score cards of the documents that have scores.
pub fn scorecards(filing: &Filing, profile: &Profile) -> Vec<Scorecard> {
    filing
        .documents
        .iter()
        .enumerate()
        .filter_map(|(index, document)| scorecard(document, index, profile))
        .collect()
}
