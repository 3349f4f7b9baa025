//! A row of an indicator table, as rules see it.

use std::cell::OnceCell;

use crate::filing::row::Row;
use crate::filing::{Document, Indicator};
use crate::profile::Profile;
use crate::relation::reasons::TableReason;
use crate::relation::score::rows::{ScoredRow, scored};
use crate::scoring::limits::is_table_weighted_twice;

/// A row of an indicator table, with the properties of the table that concern all rows.
pub struct TableRow<'a> {
    pub indicator: &'a Indicator,
    pub form: Form,
    pub profile: &'a Profile,
    scored: OnceCell<Option<ScoredRow<'a>>>,
}

/// The properties of a table that concern all of its rows: an edit that changes them re-judges
/// every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Targets,
    /// A self-evaluation.
    Evaluation {
        /// The state of its common cell for reasons.
        reason: TableReason,
        /// Whether it has weights and scores.
        is_scored: bool,
        /// Whether its scores were multiplied by their weights once more.
        is_weighted_twice: bool,
    },
}

impl Form {
    pub fn of(document: &Document) -> Form {
        let Some(table) = document.evaluation() else { return Form::Targets };
        let is_scored = document.scored_evaluation().is_some();
        let is_weighted_twice = is_scored && is_table_weighted_twice(table);
        Form::Evaluation { reason: TableReason::of(table), is_scored, is_weighted_twice }
    }

    /// Whether the table has weights and scores.
    pub fn is_scored(self) -> bool {
        matches!(self, Form::Evaluation { is_scored: true, .. })
    }
}

impl<'a> TableRow<'a> {
    pub fn new(form: Form, indicator: &'a Indicator, profile: &'a Profile) -> TableRow<'a> {
        TableRow { indicator, form, profile, scored: OnceCell::new() }
    }

    pub fn row(&self) -> Row<'a> {
        Row::new(self.indicator)
    }

    pub fn is_evaluated(&self) -> bool {
        matches!(self.form, Form::Evaluation { .. })
    }

    /// Its points and score, judged; `None` if it has no points, no score, or is not scored.
    pub fn scored(&self) -> Option<&ScoredRow<'a>> {
        let judge = || match self.form {
            Form::Evaluation { is_scored: true, is_weighted_twice, reason } => {
                scored(self.indicator, reason, is_weighted_twice, self.profile)
            }
            _ => None,
        };
        self.scored.get_or_init(judge).as_ref()
    }
}
