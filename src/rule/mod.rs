//! The rule book.
//!
//! A rule is a few pure functions of what it looks at and a profile: cells, rows, documents,
//! filings. Rules do not know each other: each says what it finds, and [`crate::report`] settles
//! what replaces or follows what after all have run. Adding a rule is adding its file and one line
//! in its family's list.

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
use std::rc::Rc;

use crate::filing::{Cell, Document, Evaluation, Indicator, TaskIndicator};
use crate::profile::Profile;
use crate::report::Prose;
use crate::report::finding::{Finding, Severity};
use crate::report::text::Text;
use crate::scoring::limits::is_table_weighted_twice;
use crate::scoring::row::Row;
use crate::value::Columns;
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
///
/// One that looks further than a row also says at which columns. Whether a row is filled in every
/// check may ask; what names the columns that it leaves out ([`Columns::but`]) may also ask of
/// these whether their cells are.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// At each cell alone.
    Cell(OfCell),
    /// At each cell alone that holds sentences.
    Sentences(OfCell),
    /// At each row of an indicator table alone, and at what the form says to all of its rows.
    Row(OfRow),
    /// At each document alone.
    Document(Columns, OfDocuments),
    /// At the documents of a filing together.
    Filing(Columns, OfDocuments),
}

type OfCell = fn(&Cell, &mut Checks);
type OfRow = fn(&RowOf<'_>, &mut Checks);
type OfDocuments = fn(&Scope<'_>, &mut Checks);

/// A row of an indicator table, with what its form says to all of them.
pub struct RowOf<'a> {
    pub indicator: &'a Indicator,
    pub form: Form<'a>,
    pub profile: &'a Profile,
    /// Its points and its score, judged once for the rules that ask.
    scored: OnceCell<Option<sco::rows::Scored<'a>>>,
}

/// What kind of table a row stands in.
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
        Form::Evaluation {
            reason: &table.reason,
            is_scored,
            is_weighted_twice: is_scored && is_table_weighted_twice(table),
        }
    }

    pub fn is_weighted_twice(&self) -> bool {
        matches!(self, Form::Evaluation { is_weighted_twice: true, .. })
    }
}

impl<'a> RowOf<'a> {
    pub fn new(form: Form<'a>, indicator: &'a Indicator, profile: &'a Profile) -> RowOf<'a> {
        RowOf { indicator, form, profile, scored: OnceCell::new() }
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

impl Eq for Rule {}

impl Rule {
    /// `RAT` of `RAT001`.
    pub fn family(&self) -> &'static str {
        self.code.get(..3).unwrap_or(self.code)
    }

    /// Where it stands in the rule book: families have an order, and their rules that of their
    /// codes.
    pub fn order(&self) -> (usize, &'static str) {
        (family_of(self), self.code)
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

fn family_of(rule: &Rule) -> usize {
    FAMILIES.iter().position(|(family, _)| *family == rule.family()).unwrap_or(FAMILIES.len())
}

/// All rules, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.into_iter().flat_map(|(_, rules)| rules).copied()
}

/// Arithmetic needs no document.
pub const ARITHMETIC: Text = Text { zh: "算术关系", en: "arithmetic" };
/// What the printed form itself says.
pub const FORM: Text =
    Text { zh: "表格自身的填报要求", en: "the form's own instructions" };
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
    amounts: OnceCell<Vec<sum::equality::Verdict<'a>>>,
    points: OnceCell<Vec<sum::equality::Verdict<'a>>>,
    lines: OnceCell<Vec<sco::lines::Executed<'a>>>,
    quotients: OnceCell<Vec<rat::quotient::Quotient<'a>>>,
    across: OnceCell<Vec<rat::quotient::Quotient<'a>>>,
    current: OnceCell<Vec<&'a Document>>,
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
    pub findings: Vec<Rc<Finding>>,
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
            document.visit(&mut |cell| checks.ask_cell(&book, cell));
            let form = Form::of(document);
            for indicator in document.indicators() {
                checks.ask_row(&book, &RowOf::new(form, indicator, scope.profile));
            }
        }
        for asked in book.documents.iter().chain(&book.filings) {
            checks.family = asked.family;
            (asked.check)(scope, &mut checks);
        }
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
        self.findings.push(Rc::new(finding));
    }

    /// Takes over how many were made and held, and what was read of the prose.
    pub(crate) fn count_in(&mut self, other: &Checks) {
        self.held.iter_mut().zip(other.held).for_each(|(held, more)| *held += more);
        self.prose.add(other.prose);
    }

    /// How many were made and held, per family.
    pub fn all_held(&self) -> impl Iterator<Item = (&'static str, u32)> {
        FAMILIES
            .into_iter()
            .zip(self.held)
            .map(|((family, _), held)| (family, held))
            .filter(|(_, held)| *held > 0)
    }

    pub(crate) fn ask_cell(&mut self, book: &RuleBook, cell: &Cell) {
        // There is nothing to say of a blank cell alone.
        if cell.value.is_blank() {
            return;
        }
        let mut sentences: &[Asked<OfCell>] = &[];
        if nar::prose::holds_sentences(cell) {
            self.prose.add(nar::prose::count(cell));
            sentences = &book.sentences;
        }
        for (family, check) in book.cells.iter().chain(sentences) {
            self.family = *family;
            check(cell, self);
        }
    }

    pub(crate) fn ask_row(&mut self, book: &RuleBook, row: &RowOf<'_>) {
        for (family, check) in &book.rows {
            self.family = *family;
            check(row, self);
        }
    }

    /// Was nothing found, nothing held and nothing read?
    pub(crate) fn is_empty(&self) -> bool {
        self.findings.is_empty()
            && self.held.iter().all(|held| *held == 0)
            && self.prose == Prose::default()
    }

    /// Takes over what is said now, in the same words where they are the same; is anything else
    /// found?
    pub(crate) fn replace_by(&mut self, now: Checks) -> bool {
        let before = core::mem::replace(self, now);
        let is_found = before.findings != self.findings;
        for (now, before) in self.findings.iter_mut().zip(before.findings) {
            if *now == before {
                *now = before;
            }
        }
        is_found
    }
}

/// A check with its family.
type Asked<F> = (usize, F);

/// A check that looks further than a row, and at what.
pub(crate) struct FarSighted {
    family: usize,
    pub columns: Columns,
    check: OfDocuments,
}

impl FarSighted {
    pub fn ask(&self, scope: &Scope<'_>) -> Checks {
        let mut checks = Checks { family: self.family, ..Checks::default() };
        (self.check)(scope, &mut checks);
        checks
    }
}

/// The checks of some rules, by how far they look.
#[derive(Default)]
pub(crate) struct RuleBook {
    cells: Vec<Asked<OfCell>>,
    sentences: Vec<Asked<OfCell>>,
    rows: Vec<Asked<OfRow>>,
    pub documents: Vec<FarSighted>,
    pub filings: Vec<FarSighted>,
}

impl RuleBook {
    /// What is to be said of a cell alone.
    pub fn of_cell(&self, cell: &Cell) -> Checks {
        let mut checks = Checks::default();
        checks.ask_cell(self, cell);
        checks
    }

    /// What is to be said of a row alone.
    pub fn of_row(&self, row: &RowOf<'_>) -> Checks {
        let mut checks = Checks::default();
        checks.ask_row(self, row);
        checks
    }

    pub fn of(rules: impl Iterator<Item = &'static Rule>) -> RuleBook {
        let mut book = RuleBook::default();
        for rule in rules {
            let family = family_of(rule);
            for check in rule.checks {
                match check {
                    Check::Cell(check) => book.cells.push((family, *check)),
                    Check::Sentences(check) => book.sentences.push((family, *check)),
                    Check::Row(check) => book.rows.push((family, *check)),
                    Check::Document(columns, check) => {
                        book.documents.push(FarSighted { family, columns: *columns, check: *check })
                    }
                    Check::Filing(columns, check) => {
                        book.filings.push(FarSighted { family, columns: *columns, check: *check })
                    }
                }
            }
        }
        book
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_book_is_in_order() {
        assert!(all().is_sorted_by(|a, b| a.order() < b.order()));
        assert!(all().all(|rule| family_of(rule) < FAMILIES.len()));
    }
}
