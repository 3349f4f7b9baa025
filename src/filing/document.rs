//! The kinds of document that a filing is made of.

use super::head::money_unit;
use super::pointer::{At, Order};
use super::record::{Reading, Record, Shape, Source};
use super::{
    BaseData, Cell, DepartmentTargets, Evaluation, Expected, FundAccounts, Funds, Head, Indicator,
    Narrative, ProjectTargets, ScoreSheet, ShapeError,
};
use crate::json::Json;
use crate::value::unit::Unit;

/// Declares the kinds of document, `Variant(Record) "key" "title"`, in the order of every list of
/// them, and what applies to documents of any kind.
macro_rules! documents {
    ($(
        $( #[doc = $doc:literal] )*
        $variant:ident($record:ident) $key:literal $title:literal
    ),* $(,)?) => {
        /// One document of a filing.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Document {
            $( #[doc = $title] $( #[doc = ""] #[doc = $doc] )* $variant($record), )*
        }

        /// A kind of document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $( #[doc = $title] $variant, )*
        }

        impl Kind {
            /// Every kind, in the order of the contract.
            pub const ALL: &[Kind] = &[ $( Kind::$variant ),* ];

            /// The value of `kind` in JSON: `projectEvaluation`.
            pub fn key(self) -> &'static str {
                match self { $( Kind::$variant => $key, )* }
            }

            /// What the form is called: `项目支出绩效自评表`.
            pub fn title(self) -> &'static str {
                match self { $( Kind::$variant => $title, )* }
            }

            /// What a document of this kind is made of.
            pub fn shape(self) -> &'static Shape {
                match self { $( Kind::$variant => $record::SHAPE, )* }
            }
        }

        /// Their keys, as listed in error messages.
        const KEYS: &str = listed!($( $key ),*);

        /// An interface for each kind, and the union of them.
        pub(super) const TYPESCRIPT: &[&str] = &[
            $(
                "export interface ", stringify!($variant), " extends Head {\n  kind: \"", $key,
                "\";\n", $record::TYPESCRIPT, "}\n\n",
            )*
            "export type Document =", $( "\n  | ", stringify!($variant), )* ";\n",
        ];

        impl Document {
            /// An empty document of a kind; `None` if there is no such kind.
            fn blank(key: &str) -> Option<Document> {
                match key {
                    $( $key => Some(Document::$variant($record::default())), )*
                    _ => None,
                }
            }

            /// The title of its kind. The title printed on the form is a cell of its [`Head`].
            pub fn kind_title(&self) -> &'static str {
                match self { $( Document::$variant(_) => $title, )* }
            }

            /// The members that every document has.
            pub fn head(&self) -> &Head {
                match self { $( Document::$variant(record) => &record.head, )* }
            }

            /// Visits every cell of the document, in the order of the form.
            pub fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell)) {
                match self { $( Document::$variant(record) => record.visit(to), )* }
            }

            /// The cell at a path within the document, for replacement. As [`Record::cell_at`].
            pub(crate) fn cell_at(&mut self, path: &str) -> Option<&mut Cell> {
                match self { $( Document::$variant(record) => record.cell_at(path), )* }
            }

            fn fill(&mut self, source: &Source<'_>) -> super::record::Filled {
                match self { $( Document::$variant(record) => record.fill(source), )* }
            }
        }
    };
}

macro_rules! listed {
    ($first:literal $( , $next:literal )*) => { concat!($first $( , ", ", $next )*) };
}

documents! {
    /// What a department means to do with its whole budget: 部门整体(预算)绩效目标表.
    DepartmentTargets(DepartmentTargets) "departmentTargets" "部门整体绩效目标表",
    /// What one project is meant to do: 绩效目标申报表, 重点支出项目绩效目标表.
    ProjectTargets(ProjectTargets) "projectTargets" "项目支出绩效目标申报表",
    DepartmentEvaluation(Evaluation) "departmentEvaluation" "部门整体支出绩效自评表",
    ProjectEvaluation(Evaluation) "projectEvaluation" "项目支出绩效自评表",
    /// Without weights and scores.
    TransferEvaluation(Evaluation) "transferEvaluation" "转移支付绩效自评表",
    ScoreSheet(ScoreSheet) "scoreSheet" "部门整体支出绩效评分表",
    BaseData(BaseData) "baseData" "部门整体支出绩效评价基础数据表",
    FundAccounts(FundAccounts) "fundAccounts" "社会保险基金预决算收支情况表",
    /// Prose.
    Narrative(Narrative) "narrative" "绩效自评报告",
}

impl Document {
    /// Reads the document at an index of the filing's list.
    ///
    /// If the value is not a document, with a pointer to the offending part.
    pub(crate) fn read(json: &Json<'_>, index: usize) -> Result<Document, ShapeError> {
        let at = At::new(
            format!("/documents/{index}"),
            Order { document: u32::try_from(index).unwrap_or(u32::MAX), cell: 0 },
        );
        let object = json
            .as_object()
            .ok_or_else(|| ShapeError::new(at.to_string(), Expected::Object, json))?;
        let no_kind = |got: &Json<'_>| {
            ShapeError::new(format!("/documents/{index}/kind"), Expected::Kind(KEYS), got)
        };
        let mut document = match object.get("kind") {
            Some(kind @ Json::String(key)) => Document::blank(key).ok_or_else(|| no_kind(kind))?,
            other => return Err(no_kind(other.unwrap_or(&Json::Null))),
        };
        let money = match object.get("unit").and_then(Json::as_str) {
            Some(unit) => money_unit(unit),
            None => Unit::yuan(4),
        };
        let reading = Reading::new(at.first, &money);
        Source::document(json, at, &reading)
            .and_then(|source| document.fill(&source))
            .map_err(|error| *error)?;
        Ok(document)
    }

    /// The evaluation table, if it has weights and scores.
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

    /// The score sheet, if it is one.
    pub fn score_sheet(&self) -> Option<&ScoreSheet> {
        match self {
            Document::ScoreSheet(sheet) => Some(sheet),
            _ => None,
        }
    }

    /// The prose, where it is a report.
    pub fn narrative(&self) -> Option<&Narrative> {
        match self {
            Document::Narrative(narrative) => Some(narrative),
            _ => None,
        }
    }

    /// The funds of an evaluation or a score sheet.
    pub fn funds(&self) -> Option<&Funds> {
        match self {
            Document::ScoreSheet(sheet) => sheet.funds.as_ref(),
            _ => self.evaluation()?.funds.as_ref(),
        }
    }

    /// The indicator table of an evaluation or a target table; empty if the document has none.
    pub fn indicators(&self) -> &[Indicator] {
        match self {
            Document::DepartmentTargets(d) => &d.indicators,
            Document::ProjectTargets(d) => &d.indicators,
            _ => self.evaluation().map_or(&[], |d| &d.indicators),
        }
    }

    /// Visits every cell of the document except those in rows of its indicator table.
    pub fn visit_outside_rows<'a>(&'a self, to: &mut dyn FnMut(&'a Cell)) {
        self.visit(&mut |cell| {
            if !cell.place.is_in_row() {
                to(cell);
            }
        });
    }
}
