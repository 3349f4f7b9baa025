//! A filing: the documents of the contract, read from JSON with a pointer in every error.
//!
//! A [`Filing`] keeps every cell exactly as typed beside what it means; nothing is normalised in
//! place. Which kinds of document there are is declared in [`document`], what they are made of in
//! one file a kind.

pub mod cell;
pub mod document;
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
pub use base_data::{BaseData, BaseLine, Building, Staffing};
pub use cell::{Cell, MaybeCell, as_typed};
pub use document::{Document, KINDS, Kind};
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

use crate::error::{Error, ErrorKind};
use crate::filing::row::Row;
use crate::json::Json;

/// Everything one department hands in together.
#[derive(Clone, Debug, PartialEq)]
pub struct Filing {
    /// Its forms and reports, in the order in which they are handed in.
    pub documents: Vec<Document>,
    /// The findings that it answers for.
    pub acknowledged: Vec<Acknowledged>,
}

/// A finding the department answers for in writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// The code of the rule: `SUM001`.
    pub code: String,
    /// The pointer of the cell that the finding is about.
    pub path: String,
    /// What the department says.
    pub reason: String,
}

impl Filing {
    /// Reads a filing. Whatever officers type into its cells is fine.
    ///
    /// # Errors
    /// Where the value is no filing, with a pointer to what is not as the contract says.
    pub fn read<'a>(json: impl Into<Json<'a>>) -> Result<Filing, ShapeError> {
        Filing::of(&json.into())
    }

    pub(crate) fn of(json: &Json<'_>) -> Result<Filing, ShapeError> {
        let mut filing = Filing { documents: Vec::new(), acknowledged: Vec::new() };
        filing.read_documents(json, |_| false)?;
        Ok(filing)
    }

    /// Reads the filing again from `json`, but for the documents that are as they were, where they
    /// were.
    ///
    /// # Errors
    /// Where `json` is no filing; this one is as it was then.
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

impl Filing {
    /// Reads the cell at `path` of the document at `index` again, after it was changed in `json` to
    /// `value`.
    ///
    /// # Errors
    /// Where it is no cell of that document; the filing is as it was then.
    pub(crate) fn read_again(
        &mut self,
        index: usize,
        path: &str,
        value: &Json<'_>,
        json: &Json<'_>,
    ) -> Result<Edit, Error> {
        let no_cell = || {
            Error::new(ErrorKind::NoSuchPlace, path, format!("{path} is no cell of this document"))
        };
        let document = self.documents.get_mut(index).ok_or_else(no_cell)?;
        let inside = path
            .strip_prefix("/documents/")
            .and_then(|path| path.split_once('/'))
            .map_or("", |(_, inside)| inside);
        let money = document.head().money_unit();
        let state = |document: &Document| {
            row_of(inside).and_then(|row| Some(Row::new(document.indicators().get(row)?).state()))
        };
        let before = state(document);
        // Its unit is every other cell's too.
        let cell = if inside == "unit" {
            None
        } else {
            document.cell_at(inside).filter(|cell| cell.place.is(path))
        };
        if let Some(cell) = cell {
            let read = Cell::read(value, cell.column, &money, cell.place.clone())
                .map_err(|error| *error)?;
            let was = core::mem::replace(cell, read);
            let columns = cell.value().columns(cell.column).or(was.value().columns(was.column));
            let is_alike = cell.value().is_alike(was.value());
            // Of a row as a whole checks read whether it is filled in.
            let is_row_alike = before.is_some() && before == state(document);
            return Ok(Edit::Cell(if is_alike || is_row_alike {
                Edited { columns, presence: !is_alike }
            } else {
                Edited::ALL
            }));
        }
        // A cell that the form did not have yet.
        let at = format!("/documents/{index}");
        let read = Document::read(json.pointer(&at).ok_or_else(no_cell)?, index)?;
        let mut is_cell = false;
        read.visit(&mut |cell| is_cell |= cell.place.is(path));
        if !is_cell {
            return Err(no_cell());
        }
        *document = read;
        Ok(Edit::Form)
    }
}

/// What an edit of one cell may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// What is read of one cell.
    Cell(Edited),
    /// Which cells there are, or how all are read.
    Form,
}

/// `indicators/3/score` is of row 3.
pub(crate) fn row_of(inside: &str) -> Option<usize> {
    inside.strip_prefix("indicators/")?.split_once('/')?.0.parse().ok()
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
