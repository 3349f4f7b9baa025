//! What the rules find in a filing, in parts that an edit leaves as they are: for each row of an
//! indicator table, for each cell, and for each check that looks at a whole document or at all of
//! them.
//!
//! A fresh check and an edit share every function here: the first runs all checks, the second those
//! that read what was edited.

use core::slice;
use std::rc::Rc;

use super::book::{RuleBook, all};
use super::check::{Checks, Rule, ScopedCheck};
use crate::filing::record::Record;
use crate::filing::{Cell, Document, DocumentSet, Edited, Filing, Indicator, Place};
use crate::finding::Finding;
use crate::profile::Profile;
use crate::relation::{Form, Relations, TableRow};
use crate::scoring::{Line, Scorecard, add_up, lines_beside, row_line};
use crate::value::date::Date;

/// The findings of a filing, before they are settled.
pub struct Judgement {
    book: RuleBook,
    documents: Vec<DocumentChecks>,
    /// The results of each check across documents.
    across: Vec<Checks>,
}

/// The results of checks within one document.
struct DocumentChecks {
    /// The properties of its indicator table that concern all rows.
    form: Form,
    /// The results for each row of that table.
    rows: Vec<RowChecks>,
    /// The results for the cells outside those rows.
    cells: CellChecks,
    /// The results of each check of the whole document.
    whole: Vec<Checks>,
    /// The lines of its score card that are not rows.
    lines: Vec<Line>,
    scorecard: Option<Scorecard>,
}

/// The results of checks within one row, and its line of the score card.
struct RowChecks {
    cells: CellChecks,
    checks: Checks,
    line: Option<Line>,
}

/// The results of checks of single cells, by the cell's position in its document; cells without
/// findings or counts are left out.
#[derive(Default)]
struct CellChecks(Vec<(u32, Checks)>);

/// An edited cell and the results of its checks.
pub struct CheckedCell {
    place: Place,
    checks: Checks,
}

impl CheckedCell {
    /// The index of its document.
    pub fn document(&self) -> usize {
        self.place.document()
    }
}

/// The effect of judging again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The documents whose findings have changed.
    pub found: DocumentSet,
    /// Whether the score card of the edited document has changed.
    pub is_scored: bool,
}

/// Shared by all checks of a filing.
#[derive(Clone, Copy)]
struct Judge<'a> {
    book: &'a RuleBook,
    profile: &'a Profile,
    today: Option<Date>,
}

impl<'a> Judge<'a> {
    fn relations(&self, documents: &'a [Document]) -> Relations<'a> {
        Relations::new(documents, self.profile, self.today)
    }

    fn row(&self, form: Form, indicator: &Indicator) -> Checks {
        self.book.check_row(&TableRow::new(form, indicator, self.profile))
    }

    fn line(&self, form: Form, indicator: &Indicator) -> Option<Line> {
        if form.is_scored() { row_line(indicator, self.profile) } else { None }
    }
}

impl Judgement {
    /// The findings of all rules in a filing.
    pub fn of(filing: &Filing, profile: &Profile, today: Option<Date>) -> Judgement {
        Judgement::by(all(), filing, profile, today)
    }

    /// The findings of some rules in a filing.
    pub fn by(
        rules: impl Iterator<Item = &'static Rule>,
        filing: &Filing,
        profile: &Profile,
        today: Option<Date>,
    ) -> Judgement {
        let book = RuleBook::of(rules);
        let mut judgement = Judgement { book, documents: Vec::new(), across: Vec::new() };
        judgement.renew(filing, profile, today, |_| false);
        judgement
    }

    /// Judges again all documents except those kept unchanged in place, and all of them together.
    /// Returns the indices of documents that have lost their score card.
    pub(crate) fn renew(
        &mut self,
        filing: &Filing,
        profile: &Profile,
        today: Option<Date>,
        is_kept: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let judge = Judge { book: &self.book, profile, today };
        let before = core::mem::take(&mut self.documents);
        let scored: Vec<usize> = (0..)
            .zip(&before)
            .filter(|(_, checks)| checks.scorecard.is_some())
            .map(|(index, _)| index)
            .collect();
        let mut before = before.into_iter();
        for (index, document) in filing.documents.iter().enumerate() {
            let kept = before.next().filter(|_| is_kept(index));
            self.documents.push(kept.unwrap_or_else(|| DocumentChecks::of(judge, document, index)));
        }
        // Cells may have another position in the order of all.
        self.across = run_all(&self.book.filings, &judge.relations(&filing.documents));
        scored.into_iter().filter(|index| self.scorecard(*index).is_none()).collect()
    }

    /// Checks an edited cell alone: the first step of judging [`again`](Judgement::again).
    pub(crate) fn check_cell(&self, cell: &Cell) -> CheckedCell {
        CheckedCell { place: cell.place.clone(), checks: self.book.check_cell(cell) }
    }

    /// Judges again what an edit of a cell may have changed.
    pub(crate) fn again(
        &mut self,
        cell: CheckedCell,
        edited: Edited,
        filing: &Filing,
        profile: &Profile,
        today: Option<Date>,
    ) -> Outcome {
        let judge = Judge { book: &self.book, profile, today };
        let mut outcome = Outcome::default();
        let relations = judge.relations(&filing.documents);
        for (check, checks) in reading(edited, &self.book.filings, &mut self.across) {
            let now = check.run(&relations);
            outcome.found.extend(checks.documents_apart(&now));
            checks.replace_by(now);
        }
        let index = cell.place.document();
        let checks = self.documents.get_mut(index);
        if let Some((checks, document)) = checks.zip(filing.documents.get(index)) {
            let differs = checks.again(judge, document, cell, edited);
            outcome.found.extend(differs.findings.then_some(index));
            outcome.is_scored = differs.lines && checks.add_up_again(judge, document, index);
        }
        outcome
    }

    /// All findings.
    pub fn findings(&self) -> Vec<Rc<Finding>> {
        self.findings_in(&DocumentSet::first(self.documents.len())).concat()
    }

    /// The findings of each of some documents.
    pub fn findings_in(&self, documents: &DocumentSet) -> Vec<Vec<Rc<Finding>>> {
        let mut found: Vec<Vec<Rc<Finding>>> = documents
            .iter()
            .map(|index| {
                let mut found = Vec::new();
                self.documents.get(index).into_iter().for_each(|checks| {
                    checks.for_each(&mut |checks| found.extend_from_slice(&checks.findings));
                });
                found
            })
            .collect();
        for finding in self.across.iter().flat_map(|checks| &checks.findings) {
            let at = documents.position(finding.place.document());
            if let Some(found) = at.and_then(|at| found.get_mut(at)) {
                found.push(Rc::clone(finding));
            }
        }
        found
    }

    /// Passed checks, and how much of the prose was read.
    pub fn counted(&self) -> Checks {
        let mut all = Checks::default();
        let mut count = |checks: &Checks| all.count_in(checks);
        self.documents.iter().for_each(|document| document.for_each(&mut count));
        self.across.iter().for_each(&mut count);
        all
    }

    /// The score card of a document, if it has one.
    pub fn scorecard(&self, index: usize) -> Option<&Scorecard> {
        self.documents.get(index)?.scorecard.as_ref()
    }

    /// All score cards, in the order of their documents.
    pub fn scorecards(&self) -> impl Iterator<Item = &Scorecard> {
        self.documents.iter().filter_map(|document| document.scorecard.as_ref())
    }
}

/// What changed when a part of a document was judged again.
#[derive(Clone, Copy, Default)]
struct Differs {
    findings: bool,
    /// The lines that its score card adds up.
    lines: bool,
}

impl Differs {
    fn join(&mut self, other: Differs) {
        self.findings |= other.findings;
        self.lines |= other.lines;
    }
}

impl DocumentChecks {
    fn of(judge: Judge<'_>, document: &Document, index: usize) -> DocumentChecks {
        let relations = judge.relations(slice::from_ref(document));
        let mut checks = DocumentChecks {
            form: Form::of(document),
            rows: Vec::new(),
            cells: CellChecks::of(judge, |to| document.visit_outside_rows(to)),
            whole: run_all(&judge.book.documents, &relations),
            lines: lines_beside(document, judge.profile),
            scorecard: None,
        };
        checks.judge_rows(judge, document);
        checks.scorecard = checks.add_up(judge, document, index);
        checks
    }

    /// Judges again what an edit of one of its cells may have changed.
    fn again(
        &mut self,
        judge: Judge<'_>,
        document: &Document,
        cell: CheckedCell,
        edited: Edited,
    ) -> Differs {
        let form = Form::of(document);
        let mut differs = Differs::default();
        if form != self.form {
            self.form = form;
            self.judge_rows(judge, document);
            differs = Differs { findings: true, lines: true };
        }
        match cell.place.row() {
            Some(row) => {
                let row = self.rows.get_mut(row).zip(document.indicators().get(row));
                let again = row.map(|(row, indicator)| row.again(judge, form, indicator, cell));
                differs.join(again.unwrap_or_default());
            }
            None => {
                self.lines = lines_beside(document, judge.profile);
                // It may be the printed total.
                differs.join(Differs { findings: self.cells.replace(cell), lines: true });
            }
        }
        let relations = judge.relations(slice::from_ref(document));
        for (check, checks) in reading(edited, &judge.book.documents, &mut self.whole) {
            differs.findings |= checks.replace_by(check.run(&relations));
        }
        differs
    }

    fn judge_rows(&mut self, judge: Judge<'_>, document: &Document) {
        let rows = document.indicators().iter();
        self.rows = rows.map(|indicator| RowChecks::of(judge, self.form, indicator)).collect();
    }

    fn add_up(&self, judge: Judge<'_>, document: &Document, index: usize) -> Option<Scorecard> {
        let rows = self.rows.iter().filter_map(|row| row.line.as_ref());
        add_up(document, index, judge.profile, &self.lines, rows)
    }

    /// Whether its score card has changed.
    fn add_up_again(&mut self, judge: Judge<'_>, document: &Document, index: usize) -> bool {
        let now = self.add_up(judge, document, index);
        replace_by(&mut self.scorecard, now)
    }

    fn for_each<'s>(&'s self, to: &mut impl FnMut(&'s Checks)) {
        for row in &self.rows {
            row.cells.for_each(to);
            to(&row.checks);
        }
        self.cells.for_each(to);
        self.whole.iter().for_each(to);
    }
}

impl RowChecks {
    fn of(judge: Judge<'_>, form: Form, indicator: &Indicator) -> RowChecks {
        RowChecks {
            cells: CellChecks::of(judge, |to| indicator.visit(to)),
            checks: judge.row(form, indicator),
            line: judge.line(form, indicator),
        }
    }

    /// Judges again what an edit of one of its cells may have changed.
    fn again(
        &mut self,
        judge: Judge<'_>,
        form: Form,
        indicator: &Indicator,
        cell: CheckedCell,
    ) -> Differs {
        let of_row = self.checks.replace_by(judge.row(form, indicator));
        let of_cell = self.cells.replace(cell);
        Differs {
            findings: of_row || of_cell,
            lines: replace_by(&mut self.line, judge.line(form, indicator)),
        }
    }
}

impl CellChecks {
    fn of<'a>(judge: Judge<'_>, visit: impl FnOnce(&mut dyn FnMut(&'a Cell))) -> CellChecks {
        let mut all = CellChecks::default();
        visit(&mut |cell| {
            let checks = judge.book.check_cell(cell);
            if !checks.is_empty() {
                all.0.push((cell.place.order.cell, checks));
            }
        });
        all
    }

    /// Takes over the results of an edited cell; returns whether any finding has changed.
    fn replace(&mut self, CheckedCell { place, checks: now }: CheckedCell) -> bool {
        let order = place.order.cell;
        match self.0.binary_search_by_key(&order, |(at, _)| *at) {
            Ok(index) => self.0.get_mut(index).is_some_and(|(_, checks)| checks.replace_by(now)),
            Err(_) if now.is_empty() => false,
            Err(index) => {
                let is_found = !now.findings.is_empty();
                self.0.insert(index, (order, now));
                is_found
            }
        }
    }

    fn for_each<'s>(&'s self, to: &mut impl FnMut(&'s Checks)) {
        self.0.iter().for_each(|(_, checks)| to(checks));
    }
}

fn run_all(checks: &[ScopedCheck], relations: &Relations<'_>) -> Vec<Checks> {
    checks.iter().map(|check| check.run(relations)).collect()
}

/// The checks that read what an edit changed, each with its previous results.
fn reading<'a>(
    edited: Edited,
    checks: &'a [ScopedCheck],
    found: &'a mut [Checks],
) -> impl Iterator<Item = (&'a ScopedCheck, &'a mut Checks)> {
    checks.iter().zip(found).filter(move |(check, _)| check.reads.meets(edited))
}

/// Replaces the value by `now` if they differ, so that an unchanged one stays the same object.
fn replace_by<T: PartialEq>(there: &mut T, now: T) -> bool {
    let is_other = *there != now;
    if is_other {
        *there = now;
    }
    is_other
}
