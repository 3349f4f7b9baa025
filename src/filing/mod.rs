//! A filing: the documents of the contract, read from JSON with a pointer in every error.
//!
//! A [`Filing`] keeps every cell exactly as typed, together with its meaning; nothing is normalised
//! in place. The kinds of document are declared in [`document`], their records in one file per
//! kind.

mod address;
pub mod cell;
pub mod document;
mod document_set;
mod judged;
mod memo;
pub mod pointer;
pub mod record;
pub mod typescript;

mod accounts;
mod base_data;
mod evaluation;
mod head;
mod narrative;
mod reads;
pub mod row;
mod score_sheet;
mod shape;
mod targets;

pub use accounts::{AccountLine, FundAccounts};
pub use address::Address;
pub use base_data::{BaseData, BaseLine, Building, Staffing};
pub use cell::{Cell, MaybeCell, as_typed};
pub use document::{Document, Kind};
pub use document_set::DocumentSet;
pub use evaluation::{
    Breakdown, Evaluation, FundLine, Funds, Goals, Indicator, Management, Part, Total,
};
pub use head::Head;
pub use memo::Memo;
pub use narrative::{Narrative, Section};
pub use pointer::{Field, Key, Path, Place};
pub use reads::{Edited, Reads};
pub use score_sheet::{Bonus, ScoreItem, ScoreSheet};
pub use shape::{Expected, MOST_DOCUMENTS, ShapeError};
pub use targets::{
    DepartmentTargets, Development, Expenditure, Income, Level, ProjectTargets, Task, TaskIndicator,
};

use crate::json::Json;

/// Everything that one department hands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Filing {
    /// Its forms and reports, in the order in which they are handed in.
    pub documents: Vec<Document>,
    /// The findings that it gives a reason for.
    pub acknowledged: Vec<Acknowledged>,
}

/// A finding for which the department gives a written reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// The code of the rule: `SUM001`.
    pub code: String,
    /// The pointer of the cell that the finding is about.
    pub path: String,
    /// The department's reason.
    pub reason: String,
}

impl Filing {
    /// Reads a filing. Any content of cells is accepted.
    ///
    /// If the value is not a filing, with a pointer to the offending part.
    pub fn read<'a>(json: impl Into<Json<'a>>) -> Result<Filing, ShapeError> {
        Filing::of(&json.into())
    }

    pub(crate) fn of(json: &Json<'_>) -> Result<Filing, ShapeError> {
        let mut filing = Filing { documents: Vec::new(), acknowledged: Vec::new() };
        filing.read_documents(json, |_| false)?;
        Ok(filing)
    }

    /// Reads the filing again from `json`, except for the documents that are kept unchanged in
    /// place.
    ///
    /// If `json` is not a filing; this one is then unchanged.
    pub(crate) fn read_documents(
        &mut self,
        json: &Json<'_>,
        is_kept: impl Fn(usize) -> bool,
    ) -> Result<(), ShapeError> {
        let object = json
            .as_object()
            .ok_or_else(|| ShapeError::new(String::new(), Expected::Object, json))?;
        let documents = match object.get("documents") {
            Some(Json::Array(documents)) => documents,
            other => {
                return Err(ShapeError::new(
                    "/documents".to_owned(),
                    Expected::List,
                    other.unwrap_or(&Json::Null),
                ));
            }
        };
        if documents.len() > MOST_DOCUMENTS {
            return Err(ShapeError {
                path: "/documents".to_owned(),
                expected: Expected::FewerDocuments,
                got: documents.len().to_string(),
            });
        }
        let is_kept = |index| index < self.documents.len() && is_kept(index);
        let read = |(index, json)| {
            if is_kept(index) { Ok(None) } else { Document::read(json, index).map(Some) }
        };
        let read: Vec<Option<Document>> =
            documents.iter().enumerate().map(read).collect::<Result<_, _>>()?;
        self.acknowledged = acknowledged(object.get("acknowledged"))?;
        let mut before = core::mem::take(&mut self.documents).into_iter();
        self.documents.extend(read.into_iter().filter_map(|read| {
            let kept = before.next();
            read.or(kept)
        }));
        Ok(())
    }
}

fn acknowledged(json: Option<&Json<'_>>) -> Result<Vec<Acknowledged>, ShapeError> {
    let items = match json {
        None | Some(Json::Null) => return Ok(Vec::new()),
        Some(Json::Array(items)) => items,
        Some(other) => {
            return Err(ShapeError::new("/acknowledged".to_owned(), Expected::List, other));
        }
    };
    let text = |item: &Json<'_>, index: usize, key: &str| match item.get(key) {
        Some(Json::String(text)) => Ok(text.clone().into_owned()),
        other => Err(ShapeError::new(
            format!("/acknowledged/{index}/{key}"),
            Expected::Text,
            other.unwrap_or(&Json::Null),
        )),
    };
    items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            Ok(Acknowledged {
                code: text(item, index, "code")?,
                path: text(item, index, "path")?,
                reason: text(item, index, "reason")?,
            })
        })
        .collect()
}
