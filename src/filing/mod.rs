//! The documents of the contract, one file per kind, read from JSON with a pointer in every error.
//!
//! A [`Filing`] keeps every cell exactly as typed beside what it means; nothing is normalised in
//! place.

pub mod cell;
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
pub mod row;
mod score_sheet;
mod shape;
mod targets;

pub use accounts::{AccountLine, FundAccounts};
pub use base_data::{BaseData, BaseLine, Building, Staffing};
pub use cell::{Cell, MaybeCell, as_typed};
pub use evaluation::{
    Breakdown, Evaluation, FundLine, Funds, Goals, Indicator, Management, Part, Total,
};
pub use head::Head;
pub use memo::Memo;
pub use narrative::{Narrative, Section};
pub use pointer::{Key, Path, Place};
pub use score_sheet::{Bonus, ScoreItem, ScoreSheet};
pub use shape::{Expected, MOST_DOCUMENTS, ShapeError};
pub use targets::{
    DepartmentTargets, Development, Expenditure, Income, Level, ProjectTargets, Task, TaskIndicator,
};

use crate::error::{Error, ErrorKind};
use crate::filing::row::Row;
use crate::json::Json;
use crate::value::Columns;
use crate::value::unit::Unit;
use pointer::{At, Order};
use record::{Reading, Record, Source};

/// Everything one department hands in together.
#[derive(Clone, Debug, PartialEq)]
pub struct Filing {
    pub documents: Vec<Document>,
    pub acknowledged: Vec<Acknowledged>,
}

/// A finding the department answers for in writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    pub code: String,
    pub path: String,
    pub reason: String,
}

/// One document of a filing.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// 部门整体(预算)绩效目标表
    DepartmentTargets(DepartmentTargets),
    /// 绩效目标申报表 / 重点支出项目绩效目标表
    ProjectTargets(ProjectTargets),
    /// 部门整体支出绩效自评表
    DepartmentEvaluation(Evaluation),
    /// 项目支出绩效自评表
    ProjectEvaluation(Evaluation),
    /// 转移支付绩效自评表: no weights, no scores
    TransferEvaluation(Evaluation),
    /// 部门整体支出绩效评分表
    ScoreSheet(ScoreSheet),
    /// 部门整体支出绩效评价基础数据表
    BaseData(BaseData),
    /// 社会保险基金预决算收支情况表
    FundAccounts(FundAccounts),
    /// 绩效自评报告
    Narrative(Narrative),
}

impl Document {
    pub(crate) fn read(json: &Json<'_>, index: usize) -> Result<Document, ShapeError> {
        let at = At::new(
            format!("/documents/{index}"),
            Order { document: u32::try_from(index).unwrap_or(u32::MAX), cell: 0 },
        );
        let object = json
            .as_object()
            .ok_or_else(|| ShapeError::new(at.to_string(), Expected::Object, json))?;
        let kind = match object.get("kind") {
            Some(Json::String(kind)) => &**kind,
            other => {
                return Err(ShapeError::new(
                    format!("/documents/{index}/kind"),
                    Expected::Kind,
                    other.unwrap_or(&Json::Null),
                ));
            }
        };
        let money = match object.get("unit").and_then(Json::as_str) {
            Some(unit) => head::money_unit(unit),
            None => Unit::yuan(4),
        };
        let mut document = Document::blank(kind).ok_or_else(|| {
            let got = Json::String(kind.into());
            ShapeError::new(format!("/documents/{index}/kind"), Expected::Kind, &got)
        })?;
        let reading = Reading::new(at.first, &money);
        let source = &Source::new(json, at, &reading).map_err(|error| *error)?;
        let filled = match &mut document {
            Document::DepartmentTargets(d) => d.fill(source),
            Document::ProjectTargets(d) => d.fill(source),
            Document::DepartmentEvaluation(d)
            | Document::ProjectEvaluation(d)
            | Document::TransferEvaluation(d) => d.fill(source),
            Document::ScoreSheet(d) => d.fill(source),
            Document::BaseData(d) => d.fill(source),
            Document::FundAccounts(d) => d.fill(source),
            Document::Narrative(d) => d.fill(source),
        };
        filled.map(|()| document).map_err(|error| *error)
    }

    /// An empty document of a kind.
    fn blank(kind: &str) -> Option<Document> {
        Some(match kind {
            "departmentTargets" => Document::DepartmentTargets(Default::default()),
            "projectTargets" => Document::ProjectTargets(Default::default()),
            "departmentEvaluation" => Document::DepartmentEvaluation(Default::default()),
            "projectEvaluation" => Document::ProjectEvaluation(Default::default()),
            "transferEvaluation" => Document::TransferEvaluation(Default::default()),
            "scoreSheet" => Document::ScoreSheet(Default::default()),
            "baseData" => Document::BaseData(Default::default()),
            "fundAccounts" => Document::FundAccounts(Default::default()),
            "narrative" => Document::Narrative(Default::default()),
            _ => return None,
        })
    }

    fn cell_at(&mut self, path: &str) -> Option<&mut Cell> {
        match self {
            Document::DepartmentTargets(d) => d.cell_at(path),
            Document::ProjectTargets(d) => d.cell_at(path),
            Document::DepartmentEvaluation(d)
            | Document::ProjectEvaluation(d)
            | Document::TransferEvaluation(d) => d.cell_at(path),
            Document::ScoreSheet(d) => d.cell_at(path),
            Document::BaseData(d) => d.cell_at(path),
            Document::FundAccounts(d) => d.cell_at(path),
            Document::Narrative(d) => d.cell_at(path),
        }
    }

    pub fn head(&self) -> &Head {
        match self {
            Document::DepartmentTargets(d) => &d.head,
            Document::ProjectTargets(d) => &d.head,
            Document::DepartmentEvaluation(d)
            | Document::ProjectEvaluation(d)
            | Document::TransferEvaluation(d) => &d.head,
            Document::ScoreSheet(d) => &d.head,
            Document::BaseData(d) => &d.head,
            Document::FundAccounts(d) => &d.head,
            Document::Narrative(d) => &d.head,
        }
    }

    /// The evaluation table, where it is one with weights and scores.
    pub fn scored_evaluation(&self) -> Option<&Evaluation> {
        match self {
            Document::DepartmentEvaluation(d) | Document::ProjectEvaluation(d) => Some(d),
            _ => None,
        }
    }

    /// The evaluation table, scored or not.
    pub fn evaluation(&self) -> Option<&Evaluation> {
        match self {
            Document::TransferEvaluation(d) => Some(d),
            _ => self.scored_evaluation(),
        }
    }

    pub fn score_sheet(&self) -> Option<&ScoreSheet> {
        match self {
            Document::ScoreSheet(sheet) => Some(sheet),
            _ => None,
        }
    }

    /// The indicator table, evaluated or only aimed at; empty where the document has none.
    pub fn indicators(&self) -> &[Indicator] {
        match self {
            Document::DepartmentTargets(d) => &d.indicators,
            Document::ProjectTargets(d) => &d.indicators,
            _ => self.evaluation().map_or(&[], |d| &d.indicators),
        }
    }

    /// Every cell of the document but those of its indicator table's rows.
    pub fn visit_outside_rows<'a>(&'a self, to: &mut dyn FnMut(&'a Cell)) {
        let (mut last, mut is_in_row) = ("", false);
        self.visit(&mut |cell| {
            // The cells of one record follow each other.
            if !core::ptr::eq(&*cell.place.record, last) {
                last = &cell.place.record;
                is_in_row = cell.place.is_in_row();
            }
            if !is_in_row {
                to(cell);
            }
        });
    }

    /// Every cell of the document, in the order of the form.
    pub fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell)) {
        match self {
            Document::DepartmentTargets(d) => d.visit(to),
            Document::ProjectTargets(d) => d.visit(to),
            Document::DepartmentEvaluation(d)
            | Document::ProjectEvaluation(d)
            | Document::TransferEvaluation(d) => d.visit(to),
            Document::ScoreSheet(d) => d.visit(to),
            Document::BaseData(d) => d.visit(to),
            Document::FundAccounts(d) => d.visit(to),
            Document::Narrative(d) => d.visit(to),
        }
    }
}

impl Filing {
    /// Reads a filing. Whatever officers type is fine; a value that is no filing is an error that
    /// names the place.
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
            return Ok(match () {
                () if is_alike => Edit::Cell(columns),
                // What is asked of a row as a whole is whether it is filled in.
                () if before.is_some() && before == state(document) => {
                    Edit::Cell(columns.or(Columns::KINDS))
                }
                () => Edit::Cell(Columns::ALL),
            });
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
    /// What is read of these columns.
    Cell(Columns),
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
