//! What must be equal to what: sums, rates, scores, and figures that a filing gives twice.
//!
//! Relations are independent of wording: rules judge and word them, and [`crate::complete`] fills
//! in what follows from them.

pub mod across;
pub mod blank;
pub mod completion;
pub mod cover;
pub mod dates;
pub mod due;
pub mod evaluation_year;
pub mod execution_row;
pub mod figure_year;
pub mod goal_year;
pub mod grade;
pub mod hint;
pub mod labels;
pub mod measure_of;
pub mod misread;
pub mod named_figure;
pub mod odd_year;
pub mod pair;
pub mod period_target;
pub mod placeholder;
pub mod proof;
pub mod prose;
pub mod quota;
pub mod rate;
pub mod reasons;
pub mod repetition;
mod row;
pub mod score;
pub mod share;
pub mod spending;
pub mod sum;
pub mod survey;
pub mod unit_cost;
pub mod whole_budget;
pub mod years;

use std::cell::OnceCell;

pub use row::{Form, TableRow};

use crate::filing::{Document, Evaluation, Narrative, ScoreSheet, TaskIndicator};
use crate::profile::Profile;
use crate::value::date::Date;
use across::indicators::Fate;
use across::report::Pairing;
use rate::Rate;
use score::lines::ScoredLine;

/// The relations of some documents: all of a filing, or a single one. Each kind is computed once,
/// on first use.
pub struct Relations<'a> {
    pub documents: &'a [Document],
    pub profile: &'a Profile,
    /// The day of checking, if the caller gave it.
    pub today: Option<Date>,
    current: OnceCell<Vec<&'a Document>>,
    amounts: OnceCell<Vec<sum::SumVerdict<'a>>>,
    points: OnceCell<Vec<sum::SumVerdict<'a>>>,
    rates: OnceCell<Vec<Rate<'a>>>,
    rates_across: OnceCell<Vec<Rate<'a>>>,
    executed_lines: OnceCell<Vec<ScoredLine<'a>>>,
    fates: OnceCell<Vec<Fate<'a>>>,
    reports: OnceCell<Vec<Pairing<'a>>>,
    proof: OnceCell<proof::Proof<'a>>,
}

impl<'a> Relations<'a> {
    pub fn new(documents: &'a [Document], profile: &'a Profile, today: Option<Date>) -> Self {
        Relations {
            documents,
            profile,
            today,
            current: OnceCell::new(),
            amounts: OnceCell::new(),
            points: OnceCell::new(),
            rates: OnceCell::new(),
            rates_across: OnceCell::new(),
            executed_lines: OnceCell::new(),
            fates: OnceCell::new(),
            reports: OnceCell::new(),
            proof: OnceCell::new(),
        }
    }

    /// The same relations, not computed yet.
    pub fn anew(&self) -> Self {
        Relations::new(self.documents, self.profile, self.today)
    }

    /// The documents without older versions of the same form, which are left out of comparisons
    /// across documents.
    pub fn current(&self) -> &[&'a Document] {
        self.current.get_or_init(|| across::twins::current(self.documents))
    }

    /// Every equality of amounts, judged.
    pub fn amounts(&self) -> &[sum::SumVerdict<'a>] {
        self.amounts.get_or_init(|| sum::amounts(self.documents, self.profile))
    }

    /// Every equality of points, judged.
    pub fn points(&self) -> &[sum::SumVerdict<'a>] {
        self.points.get_or_init(|| sum::points(self.documents, self.profile))
    }

    /// Every rate whose operands are in its own document.
    pub fn rates(&self) -> &[Rate<'a>] {
        self.rates.get_or_init(|| rate::beside(self.documents))
    }

    /// Every rate whose operands are in another document.
    pub fn rates_across(&self) -> &[Rate<'a>] {
        self.rates_across.get_or_init(|| rate::across(self.current()))
    }

    /// Every funds line with points and a score, judged.
    pub fn executed_lines(&self) -> &[ScoredLine<'a>] {
        self.executed_lines.get_or_init(|| score::lines::executed(self.documents, self.profile))
    }

    /// The outcome of each target in the evaluation that answers it.
    pub fn fates(&self) -> &[Fate<'a>] {
        self.fates.get_or_init(|| across::indicators::fates(self.current()))
    }

    /// Each report with the evaluation it is about.
    pub fn reports(&self) -> &[Pairing<'a>] {
        let is_report = |document: &Document| matches!(document, Document::Narrative(_));
        let pairings = || match self.documents.iter().any(is_report) {
            true => across::report::pairings(self.current()),
            false => Vec::new(),
        };
        self.reports.get_or_init(pairings)
    }

    /// What the figures of all texts prove about each other.
    pub fn proof(&self) -> &proof::Proof<'a> {
        self.proof.get_or_init(|| proof::proof(self.documents))
    }

    /// The self-evaluations that have weights and scores.
    pub fn scored_evaluations(&self) -> impl Iterator<Item = &'a Evaluation> {
        self.documents.iter().filter_map(Document::scored_evaluation)
    }

    /// All self-evaluations, transfer payments included.
    pub fn evaluations(&self) -> impl Iterator<Item = &'a Evaluation> {
        self.documents.iter().filter_map(Document::evaluation)
    }

    pub fn score_sheets(&self) -> impl Iterator<Item = &'a ScoreSheet> {
        self.documents.iter().filter_map(Document::score_sheet)
    }

    pub fn narratives(&self) -> impl Iterator<Item = &'a Narrative> {
        self.documents.iter().filter_map(Document::narrative)
    }

    /// The indicators of the tasks of departments' target tables.
    pub fn task_indicators(&self) -> impl Iterator<Item = &'a TaskIndicator> {
        let tasks = self.documents.iter().flat_map(|document| match document {
            Document::DepartmentTargets(targets) => targets.tasks.as_slice(),
            _ => &[],
        });
        tasks.flat_map(|task| &task.indicators)
    }
}
