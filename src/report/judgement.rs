//! What the rules say of a filing, in parts that an edit leaves as they are: of each row of an indicator table, of the cells beside
//! them, of each document as a whole, and of all documents together.

use core::slice;
use std::collections::BTreeMap;

use super::Prose;
use super::finding::Finding;
use crate::filing::record::Record;
use crate::filing::{Document, Filing, Indicator};
use crate::profile::Profile;
use crate::rule::{self, Checks, RowOf, RuleBook, Scope};
use crate::scoring::{Line, Scorecard, row_line, scorecard};
use crate::value::date::Date;

/// What the rules say of a filing.
pub struct Judgement {
    book: RuleBook,
    documents: Vec<OfDocument>,
    /// What looks across documents.
    together: Checks,
}

/// What can be said of a row without looking at another, and its line of the score card.
struct OfRow {
    checks: Checks,
    line: Option<Line>,
}

/// What can be said of a document without looking at another.
struct OfDocument {
    /// Of each row of its indicator table.
    rows: Vec<OfRow>,
    /// Of its cells outside of those rows.
    cells: Checks,
    whole: Checks,
    scorecard: Option<Scorecard>,
}

impl Judgement {
    pub fn of(filing: &Filing, profile: &Profile, today: Option<Date>) -> Judgement {
        let book = RuleBook::of(rule::all());
        let of = |(index, document)| OfDocument::of(&book, document, index, profile, today);
        let documents = filing.documents.iter().enumerate().map(of).collect();
        let mut judgement = Judgement { book, documents, together: Checks::default() };
        judgement.look_across(filing, profile, today);
        judgement
    }

    /// Judges again after the cell at `inside` of the document at `index` was edited; is the document's score card another?
    pub fn again(&mut self, index: usize, inside: &str, filing: &Filing, profile: &Profile, today: Option<Date>) -> bool {
        self.look_across(filing, profile, today);
        match (self.documents.get_mut(index), filing.documents.get(index)) {
            (Some(said), Some(document)) => said.again(&self.book, document, index, inside, profile, today),
            _ => false,
        }
    }

    fn look_across(&mut self, filing: &Filing, profile: &Profile, today: Option<Date>) {
        self.together = Checks::default();
        self.together.ask(&self.book.filings, &Scope::new(&filing.documents, profile, today));
    }

    /// All that was found, rule by rule as the rule book has them.
    pub fn findings(&self) -> Vec<Finding> {
        let found: Vec<&Finding> = self.checks().flat_map(|checks| &checks.findings).collect();
        let mut findings = Vec::with_capacity(found.len());
        for rule in rule::all() {
            findings.extend(found.iter().filter(|finding| core::ptr::eq(finding.rule, rule)).map(|finding| (*finding).clone()));
        }
        findings
    }

    /// Checks made and held, per rule family.
    pub fn held(&self) -> BTreeMap<&'static str, u32> {
        let mut held = BTreeMap::new();
        for (family, count) in self.checks().flat_map(Checks::all_held) {
            *held.entry(family).or_default() += count;
        }
        held
    }

    /// What was read of the prose.
    pub fn prose(&self) -> Prose {
        let mut all = Prose::default();
        self.checks().for_each(|checks| all.add(checks.prose));
        all
    }

    pub fn scorecard(&self, index: usize) -> Option<&Scorecard> {
        self.documents.get(index)?.scorecard.as_ref()
    }

    pub fn scorecards(&self) -> impl Iterator<Item = &Scorecard> {
        self.documents.iter().filter_map(|document| document.scorecard.as_ref())
    }

    fn checks(&self) -> impl Iterator<Item = &Checks> {
        self.documents
            .iter()
            .flat_map(|said| said.rows.iter().map(|row| &row.checks).chain([&said.cells, &said.whole]))
            .chain([&self.together])
    }
}

impl OfDocument {
    fn of(book: &RuleBook, document: &Document, index: usize, profile: &Profile, today: Option<Date>) -> OfDocument {
        let mut said = OfDocument { rows: Vec::new(), cells: Checks::default(), whole: Checks::default(), scorecard: None };
        said.judge_rows(book, document, profile);
        said.judge_whole(book, document, index, profile, today);
        said
    }

    fn again(&mut self, book: &RuleBook, document: &Document, index: usize, inside: &str, profile: &Profile, today: Option<Date>) -> bool {
        let row = row_of(inside).and_then(|row| Some((self.rows.get_mut(row)?, document.indicators().get(row)?)));
        match row {
            Some((said, indicator)) => *said = OfRow::of(book, document, indicator, profile),
            // What stands outside of the rows may be said to all of them.
            None => self.judge_rows(book, document, profile),
        }
        let before = self.scorecard.take();
        self.judge_whole(book, document, index, profile, today);
        before != self.scorecard
    }

    /// The rows one by one, and the cells that stand in none.
    fn judge_rows(&mut self, book: &RuleBook, document: &Document, profile: &Profile) {
        let rows = document.indicators().iter();
        self.rows = rows.map(|indicator| OfRow::of(book, document, indicator, profile)).collect();
        self.cells = Checks::default();
        self.cells.ask_cells(book, |to| document.visit_outside_rows(to));
    }

    fn judge_whole(&mut self, book: &RuleBook, document: &Document, index: usize, profile: &Profile, today: Option<Date>) {
        self.whole = Checks::default();
        self.whole.ask(&book.documents, &Scope::new(slice::from_ref(document), profile, today));
        let lines = document.scored_evaluation().map(|_| self.rows.iter().filter_map(|row| row.line.clone()).collect());
        self.scorecard = scorecard(document, index, profile, lines);
    }
}

impl OfRow {
    fn of(book: &RuleBook, document: &Document, indicator: &Indicator, profile: &Profile) -> OfRow {
        let mut checks = Checks::default();
        checks.ask_cells(book, |to| indicator.visit(to));
        checks.ask_row(book, &RowOf::new(document, indicator, profile));
        OfRow { checks, line: document.scored_evaluation().and_then(|_| row_line(indicator, profile)) }
    }
}

/// `indicators/3/score` is of row 3.
fn row_of(inside: &str) -> Option<usize> {
    inside.strip_prefix("indicators/")?.split_once('/')?.0.parse().ok()
}
