//! A row of an indicator table, seen by the rules that judge rows.

use std::cell::OnceCell;

use crate::filing::row::Row;
use crate::filing::{Cell, Document, Indicator};
use crate::profile::Profile;
use crate::relation::score::rows::{ScoredRow, scored};
use crate::scoring::limits::is_table_weighted_twice;

/// A row of an indicator table, with what its form says to all of them.
pub struct TableRow<'a> {
    pub indicator: &'a Indicator,
    pub form: Form<'a>,
    pub profile: &'a Profile,
    scored: OnceCell<Option<ScoredRow<'a>>>,
}

/// What kind of table a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form<'a> {
    Targets,
    /// A self-evaluation, with its one cell for reasons.
    Evaluation {
        reason: &'a Option<Cell>,
        /// It has weights and scores.
        is_scored: bool,
        /// Its scores were multiplied by their weights once more.
        is_weighted_twice: bool,
    },
}

impl<'a> Form<'a> {
    pub fn of(document: &'a Document) -> Form<'a> {
        let Some(table) = document.evaluation() else { return Form::Targets };
        let is_scored = document.scored_evaluation().is_some();
        let is_weighted_twice = is_scored && is_table_weighted_twice(table);
        Form::Evaluation { reason: &table.reason, is_scored, is_weighted_twice }
    }

    pub fn is_weighted_twice(&self) -> bool {
        matches!(self, Form::Evaluation { is_weighted_twice: true, .. })
    }
}

impl<'a> TableRow<'a> {
    pub fn new(form: Form<'a>, indicator: &'a Indicator, profile: &'a Profile) -> TableRow<'a> {
        TableRow { indicator, form, profile, scored: OnceCell::new() }
    }

    pub fn row(&self) -> Row<'a> {
        Row::new(self.indicator)
    }

    pub fn is_evaluated(&self) -> bool {
        matches!(self.form, Form::Evaluation { .. })
    }

    /// Its points and score, judged; `None` where it has no points, no score, or is not scored.
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
