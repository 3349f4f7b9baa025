//! The rule book.
//!
//! A rule is a few pure functions of what it looks at and a profile: cells, rows, documents, filings. Rules do not know each other: each says what it finds, and
//! [`crate::report`] settles what replaces or follows what after all have run.
//! Adding a rule is adding its file and one line in its family's list.

pub mod dat;
pub mod dev;
pub mod nar;
pub mod num;
pub mod rat;
pub mod req;
pub mod sco;
pub mod sum;
pub mod tgt;
pub mod wgt;
pub mod xdc;

#[cfg(test)]
pub(crate) mod testing;

use std::cell::OnceCell;

use crate::filing::{Cell, Document, Evaluation, Indicator, TaskIndicator};
use crate::profile::Profile;
use crate::report::Prose;
use crate::report::finding::{Finding, Severity};
use crate::report::text::Text;
use crate::scoring::row::Row;
use crate::value::date::Date;

/// One rule: what it is called, what it rests on, and how it checks.
#[derive(Debug)]
pub struct Rule {
    /// Public and never reused: `RAT001`.
    pub code: &'static str,
    /// Named after the offence.
    pub name: &'static str,
    pub severity: Severity,
    pub summary: Text,
    /// The document it rests on, or "arithmetic".
    pub basis: Text,
    pub checks: &'static [Check],
}

/// A check, by how far it looks: what one edit can have changed is asked again, and nothing else.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// At each cell alone.
    Cell(OfCell),
    /// At each row of an indicator table alone, and at what the form says to all of its rows.
    Row(OfRow),
    /// At each document alone.
    Document(OfDocuments),
    /// At the documents of a filing together.
    Filing(OfDocuments),
}

type OfCell = fn(&Cell, &mut Checks);
type OfRow = fn(&RowOf<'_>, &mut Checks);
type OfDocuments = fn(&Scope<'_>, &mut Checks);

/// A row of an indicator table, with what its form says to all of them.
#[derive(Clone, Copy)]
pub struct RowOf<'a> {
    pub indicator: &'a Indicator,
    pub form: Form<'a>,
    pub profile: &'a Profile,
}

/// What kind of table a row stands in.
#[derive(Clone, Copy)]
pub enum Form<'a> {
    Targets,
    /// A self-evaluation, with its one cell for reasons.
    Evaluation {
        reason: &'a Option<Cell>,
    },
}

impl<'a> RowOf<'a> {
    pub fn new(document: &'a Document, indicator: &'a Indicator, profile: &'a Profile) -> RowOf<'a> {
        let form = document.evaluation().map_or(Form::Targets, |evaluation| Form::Evaluation { reason: &evaluation.reason });
        RowOf { indicator, form, profile }
    }

    pub fn row(&self) -> Row<'a> {
        Row::new(self.indicator)
    }

    pub fn is_evaluated(&self) -> bool {
        matches!(self.form, Form::Evaluation { .. })
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.code == other.code
    }
}

impl Rule {
    /// `RAT` of `RAT001`.
    pub fn family(&self) -> &'static str {
        self.code.get(..3).unwrap_or(self.code)
    }
}

/// The families, in the order of the rule book.
const FAMILIES: [(&str, &[&Rule]); 11] = [
    ("REQ", req::RULES),
    ("NUM", num::RULES),
    ("SUM", sum::RULES),
    ("RAT", rat::RULES),
    ("SCO", sco::RULES),
    ("DEV", dev::RULES),
    ("DAT", dat::RULES),
    ("NAR", nar::RULES),
    ("XDC", xdc::RULES),
    ("TGT", tgt::RULES),
    ("WGT", wgt::RULES),
];

/// All rules, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.into_iter().flat_map(|(_, rules)| rules).copied()
}

/// Arithmetic needs no document.
pub const ARITHMETIC: Text = Text { zh: "算术关系", en: "arithmetic" };
/// What the printed form itself says.
pub const FORM: Text = Text { zh: "表格自身的填报要求", en: "the form's own instructions" };
/// 项目支出绩效评价管理办法
pub const MEASURES_2020: Text = Text { zh: "财预〔2020〕10号", en: "Caiyu [2020] No. 10" };

/// What a rule may look at: the documents of a filing, or one of them alone.
pub struct Scope<'a> {
    pub documents: &'a [Document],
    pub profile: &'a Profile,
    /// The day of checking, where the caller gave it.
    pub today: Option<Date>,
    /// What several rules ask for.
    memo: Memo<'a>,
}

/// What several rules ask for and is worked out once.
#[derive(Default)]
struct Memo<'a> {
    equalities: OnceCell<Vec<sum::equality::Verdict<'a>>>,
    rows: OnceCell<Vec<sco::rows::Scored<'a>>>,
    quotients: OnceCell<Vec<rat::quotient::Quotient<'a>>>,
    across: OnceCell<Vec<rat::quotient::Quotient<'a>>>,
}

impl<'a> Scope<'a> {
    pub fn new(documents: &'a [Document], profile: &'a Profile, today: Option<Date>) -> Scope<'a> {
        Scope { documents, profile, today, memo: Memo::default() }
    }

    /// The self-evaluations that have weights and scores.
    pub fn scored_evaluations(&self) -> impl Iterator<Item = &'a Evaluation> {
        self.documents.iter().filter_map(|document| document.scored_evaluation())
    }

    /// The indicators of the tasks of departments' target tables.
    pub fn task_indicators(&self) -> impl Iterator<Item = &'a TaskIndicator> {
        let tasks = self.documents.iter().flat_map(|document| match document {
            Document::DepartmentTargets(targets) => targets.tasks.as_slice(),
            _ => &[],
        });
        tasks.flat_map(|task| &task.indicators)
    }

    /// All self-evaluations, transfer payments included.
    pub fn evaluations(&self) -> impl Iterator<Item = &'a Evaluation> {
        self.documents.iter().filter_map(|document| document.evaluation())
    }
}

/// What the rules have said so far.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// Index of the family that is being asked.
    family: usize,
    pub findings: Vec<Finding>,
    /// Checks made and held, per family.
    held: [u32; FAMILIES.len()],
    /// What was read of the prose in the cells.
    pub prose: Prose,
}

impl Checks {
    /// Runs `rules` over `scope`.
    pub fn run(scope: &Scope<'_>, rules: impl Iterator<Item = &'static Rule>) -> Checks {
        let book = RuleBook::of(rules);
        let mut checks = Checks::default();
        for document in scope.documents {
            checks.ask_cells(&book, |to| document.visit(to));
            for indicator in document.indicators() {
                checks.ask_row(&book, &RowOf::new(document, indicator, scope.profile));
            }
        }
        checks.ask(&book.documents, scope);
        checks.ask(&book.filings, scope);
        checks
    }

    /// One check was made and held.
    pub fn held(&mut self) {
        if let Some(held) = self.held.get_mut(self.family) {
            *held += 1;
        }
    }

    /// One check was made and did not hold.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// How many were made and held, per family.
    pub fn all_held(&self) -> impl Iterator<Item = (&'static str, u32)> {
        FAMILIES.into_iter().zip(self.held).map(|((family, _), held)| (family, held)).filter(|(_, held)| *held > 0)
    }

    pub(crate) fn ask_cells<'a>(&mut self, book: &RuleBook, visit: impl FnOnce(&mut dyn FnMut(&'a Cell))) {
        visit(&mut |cell| {
            // There is nothing to say of a blank cell alone.
            if cell.value.is_blank() {
                return;
            }
            if nar::prose::holds_sentences(cell) {
                self.prose.add(nar::prose::count(cell));
            }
            for (family, check) in &book.cells {
                self.family = *family;
                check(cell, self);
            }
        });
    }

    pub(crate) fn ask_row(&mut self, book: &RuleBook, row: &RowOf<'_>) {
        for (family, check) in &book.rows {
            self.family = *family;
            check(row, self);
        }
    }

    pub(crate) fn ask(&mut self, asked: &[Asked<OfDocuments>], scope: &Scope<'_>) {
        for (family, check) in asked {
            self.family = *family;
            check(scope, self);
        }
    }
}

/// A check with its family.
type Asked<F> = (usize, F);

/// The checks of some rules, by how far they look.
#[derive(Default)]
pub(crate) struct RuleBook {
    cells: Vec<Asked<OfCell>>,
    rows: Vec<Asked<OfRow>>,
    pub documents: Vec<Asked<OfDocuments>>,
    pub filings: Vec<Asked<OfDocuments>>,
}

impl RuleBook {
    pub fn of(rules: impl Iterator<Item = &'static Rule>) -> RuleBook {
        let mut book = RuleBook::default();
        for rule in rules {
            let family = FAMILIES.iter().position(|(family, _)| *family == rule.family()).unwrap_or_default();
            for check in rule.checks {
                match check {
                    Check::Cell(check) => book.cells.push((family, *check)),
                    Check::Row(check) => book.rows.push((family, *check)),
                    Check::Document(check) => book.documents.push((family, *check)),
                    Check::Filing(check) => book.filings.push((family, *check)),
                }
            }
        }
        book
    }
}
