//! What the rules say of a filing, in parts that an edit leaves as they are: of each row of an
//! indicator table, of each cell beside them, and by each check that looks at a whole document, or
//! at all of them.

use core::slice;
use std::rc::Rc;

use crate::filing::record::Record;
use crate::filing::{Cell, Document, Edited, Filing, Indicator, Place};
use crate::finding::Finding;
use crate::profile::Profile;
use crate::relation::{Form, Relations, TableRow};

use super::{Checks, Rule, RuleBook, ScopedCheck, all};
use crate::scoring::{Line, Scorecard, add_up, lines_beside, row_line};
use crate::value::date::Date;

/// What the rules say of a filing.
pub struct Judgement {
    book: RuleBook,
    documents: Vec<DocumentChecks>,
    /// Of each check that looks across documents.
    together: Vec<Checks>,
}

/// What can be said of each of some cells alone; most say nothing.
#[derive(Default)]
struct CellChecks(Vec<(u32, Checks)>);

/// What can be said of a row without looking at another, and its line of the score card.
struct RowChecks {
    cells: CellChecks,
    checks: Checks,
    line: Option<Line>,
}

/// What can be said of a document without looking at another.
struct DocumentChecks {
    /// Of each row of its indicator table.
    rows: Vec<RowChecks>,
    /// What its indicator table says to all of its rows.
    form: Form,
    /// Of its cells outside of those rows.
    cells: CellChecks,
    /// Of each check that looks at it as a whole.
    whole: Vec<Checks>,
    /// The lines of its score card that are no rows.
    lines: Vec<Line>,
    scorecard: Option<Scorecard>,
}

/// An edited cell, checked alone.
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

/// What an edit came to.
#[derive(Clone, Copy, Default)]
pub struct Outcome {
    /// Something else is found.
    pub is_found: bool,
    /// The document's score card is another.
    pub is_scored: bool,
}

/// Who is asked, and what about: the same for all of a filing.
#[derive(Clone, Copy)]
struct Judge<'a> {
    book: &'a RuleBook,
    profile: &'a Profile,
    today: Option<Date>,
}

impl<'a> Judge<'a> {
    fn scope(&self, documents: &'a [Document]) -> Relations<'a> {
        Relations::new(documents, self.profile, self.today)
    }
}

impl Judgement {
    /// What all rules say of a filing.
    pub fn of(filing: &Filing, profile: &Profile, today: Option<Date>) -> Judgement {
        Judgement::by(all(), filing, profile, today)
    }

    /// What some rules say of a filing.
    pub fn by(
        rules: impl Iterator<Item = &'static Rule>,
        filing: &Filing,
        profile: &Profile,
        today: Option<Date>,
    ) -> Judgement {
        let mut judgement =
            Judgement { book: RuleBook::of(rules), documents: Vec::new(), together: Vec::new() };
        judgement.renew(filing, profile, today, |_| false);
        judgement
    }

    /// Judges again all documents but those that are as they were, where they were, and what is to
    /// be said of all together. Gives the indices of the documents that had a score card and have
    /// none now.
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
            .filter(|(_, said)| said.scorecard.is_some())
            .map(|(index, _)| index)
            .collect();
        let mut before = before.into_iter();
        for (index, document) in filing.documents.iter().enumerate() {
            let kept = before.next().filter(|_| is_kept(index));
            self.documents.push(kept.unwrap_or_else(|| DocumentChecks::of(judge, document, index)));
        }
        // Found anew: cells may have another place in the order of all.
        self.together = run_all(&self.book.filings, &judge.scope(&filing.documents));
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
        let is_found =
            rerun(&mut self.together, &self.book.filings, edited, &judge.scope(&filing.documents));
        let index = cell.document();
        let of_document = match (self.documents.get_mut(index), filing.documents.get(index)) {
            (Some(said), Some(document)) => said.again(judge, document, index, cell, edited),
            _ => Outcome::default(),
        };
        Outcome { is_found: is_found || of_document.is_found, ..of_document }
    }

    /// All that was found.
    pub fn findings(&self) -> Vec<Rc<Finding>> {
        let mut found = Vec::new();
        self.for_each(&mut |checks| {
            checks.findings.iter().for_each(|finding| found.push(Rc::clone(finding)))
        });
        found
    }

    /// Checks made and held, and what was read of the prose.
    pub fn counted(&self) -> Checks {
        let mut all = Checks::default();
        self.for_each(&mut |checks| all.count_in(checks));
        all
    }

    pub fn scorecard(&self, index: usize) -> Option<&Scorecard> {
        self.documents.get(index)?.scorecard.as_ref()
    }

    pub fn scorecards(&self) -> impl Iterator<Item = &Scorecard> {
        self.documents.iter().filter_map(|document| document.scorecard.as_ref())
    }

    fn for_each<'s>(&'s self, to: &mut impl FnMut(&'s Checks)) {
        for said in &self.documents {
            for row in &said.rows {
                row.cells.for_each(to);
                to(&row.checks);
            }
            said.cells.for_each(to);
            said.whole.iter().for_each(&mut *to);
        }
        self.together.iter().for_each(&mut *to);
    }
}

/// Asks every check.
fn run_all(asked: &[ScopedCheck], scope: &Relations<'_>) -> Vec<Checks> {
    asked.iter().map(|check| check.run(scope)).collect()
}

/// Asks the checks that see the edit; do they find anything else?
fn rerun(
    said: &mut [Checks],
    asked: &[ScopedCheck],
    edited: Edited,
    scope: &Relations<'_>,
) -> bool {
    let seeing = asked.iter().zip(said).filter(|(check, _)| check.reads.meets(edited));
    seeing.fold(false, |is_found, (check, said)| said.replace_by(check.run(scope)) || is_found)
}

impl CellChecks {
    fn of<'a>(judge: Judge<'_>, visit: impl FnOnce(&mut dyn FnMut(&'a Cell))) -> CellChecks {
        let mut said = CellChecks::default();
        visit(&mut |cell| {
            let now = judge.book.check_cell(cell);
            if !now.is_empty() {
                said.0.push((cell.place.order.cell, now));
            }
        });
        said
    }

    /// Takes over the checks of an edited cell; is anything else found?
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

impl DocumentChecks {
    fn of(judge: Judge<'_>, document: &Document, index: usize) -> DocumentChecks {
        let mut said = DocumentChecks {
            rows: Vec::new(),
            form: Form::of(document),
            cells: CellChecks::of(judge, |to| document.visit_outside_rows(to)),
            whole: run_all(&judge.book.documents, &judge.scope(slice::from_ref(document))),
            lines: lines_beside(document, judge.profile),
            scorecard: None,
        };
        said.judge_rows(judge, document, said.form);
        said.scorecard = said.add_up(judge, document, index);
        said
    }

    fn again(
        &mut self,
        judge: Judge<'_>,
        document: &Document,
        index: usize,
        cell: CheckedCell,
        edited: Edited,
    ) -> Outcome {
        let form = Form::of(document);
        let is_said_to_all = form != self.form;
        let mut is_found = is_said_to_all;
        if is_said_to_all {
            self.judge_rows(judge, document, form);
        }
        // What is typed beside the rows may be the total.
        let mut is_scored = true;
        match cell.place.row() {
            Some(row) => {
                if let Some((said, indicator)) =
                    self.rows.get_mut(row).zip(document.indicators().get(row))
                {
                    let outcome = said.again(judge, form, indicator, cell);
                    is_found |= outcome.is_found;
                    is_scored = outcome.is_scored || is_said_to_all;
                }
            }
            None => {
                replace_by(&mut self.lines, lines_beside(document, judge.profile));
                is_found |= self.cells.replace(cell);
            }
        }
        is_found |= rerun(
            &mut self.whole,
            &judge.book.documents,
            edited,
            &judge.scope(slice::from_ref(document)),
        );
        if is_scored {
            let scorecard = self.add_up(judge, document, index);
            is_scored = replace_by(&mut self.scorecard, scorecard);
        }
        Outcome { is_found, is_scored }
    }

    fn judge_rows(&mut self, judge: Judge<'_>, document: &Document, form: Form) {
        self.form = form;
        self.rows = document
            .indicators()
            .iter()
            .map(|indicator| RowChecks::of(judge, form, indicator))
            .collect();
    }

    fn add_up(&self, judge: Judge<'_>, document: &Document, index: usize) -> Option<Scorecard> {
        add_up(
            document,
            index,
            judge.profile,
            &self.lines,
            self.rows.iter().filter_map(|row| row.line.as_ref()),
        )
    }
}

impl RowChecks {
    fn of(judge: Judge<'_>, form: Form, indicator: &Indicator) -> RowChecks {
        let checks = judge.book.check_row(&TableRow::new(form, indicator, judge.profile));
        RowChecks {
            cells: CellChecks::of(judge, |to| indicator.visit(to)),
            checks,
            line: RowChecks::line(judge, form, indicator),
        }
    }

    fn again(
        &mut self,
        judge: Judge<'_>,
        form: Form,
        indicator: &Indicator,
        cell: CheckedCell,
    ) -> Outcome {
        let mut is_found = self.checks.replace_by(judge.book.check_row(&TableRow::new(
            form,
            indicator,
            judge.profile,
        )));
        is_found |= self.cells.replace(cell);
        Outcome {
            is_found,
            is_scored: replace_by(&mut self.line, RowChecks::line(judge, form, indicator)),
        }
    }

    fn line(judge: Judge<'_>, form: Form, indicator: &Indicator) -> Option<Line> {
        if form.is_scored() { row_line(indicator, judge.profile) } else { None }
    }
}

/// Puts `now` there if it is another: what stays as it was stays the same object.
fn replace_by<T: PartialEq>(there: &mut T, now: T) -> bool {
    let is_other = *there != now;
    if is_other {
        *there = now;
    }
    is_other
}
