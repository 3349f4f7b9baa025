//! Forms that a filing holds twice: which of them are versions of one another, and which one is the
//! newest.
//!
//! Only the newest takes part where forms are compared with each other, so that an old draft
//! neither hides what the newest gets wrong nor is corrected in its place. XDC007 says that there
//! are two.

use core::mem::{Discriminant, discriminant};

use rustc_hash::FxHashMap as HashMap;

use crate::filing::{Cell, Document, MaybeCell};
use crate::relation::across::kin::{MOST_KIN, may_meet, project_key};
use crate::value::number::Dec;

/// The versions of one form, in the order of the filing; most forms have one.
pub struct Versions<'a> {
    pub first: (usize, &'a Document),
    pub others: Vec<(usize, &'a Document)>,
}

impl<'a> Versions<'a> {
    /// The version that counts and its index: the one filed last where the dates say so, else the
    /// one that stands last.
    pub fn newest(&self) -> (usize, &'a Document) {
        let later = |newest: (usize, &'a Document), next: &(usize, &'a Document)| {
            if is_filed_before(next.1, newest.1) { newest } else { *next }
        };
        self.others.iter().fold(self.first, later)
    }
}

/// May two tables of one project each be about a source of money of its own? Their amounts differ,
/// and no date says that one came later.
pub fn may_be_apart(a: &Document, b: &Document) -> bool {
    let differ = amount(a).zip(amount(b)).is_some_and(|(a, b)| a != b);
    differ && !is_filed_before(a, b) && !is_filed_before(b, a)
}

/// The money of a project.
pub fn amount(document: &Document) -> Option<Dec> {
    match document {
        Document::ProjectTargets(table) => table.amount.amount(),
        Document::ProjectEvaluation(table) | Document::TransferEvaluation(table) => {
            let total = table.funds.as_ref()?.total.as_ref()?;
            total.budget.amount().or(total.initial.amount())
        }
        _ => None,
    }
}

/// A date without its day may be any day of the month: it is before another only where all of it
/// is.
fn is_filed_before(a: &Document, b: &Document) -> bool {
    let dates = a.head().filed_on().zip(b.head().filed_on());
    dates.is_some_and(|(a, b)| a.latest() < b.earliest())
}

/// The forms that say what they are about, each with its other versions.
pub fn versions(documents: &[Document]) -> Vec<Versions<'_>> {
    let mut found: Vec<Versions<'_>> = Vec::new();
    let mut known: HashMap<(Discriminant<Document>, &str), Vec<usize>> = HashMap::default();
    for (index, document) in documents.iter().enumerate() {
        let Some((key, _)) = identity(document) else { continue };
        let alike = known.entry((discriminant(document), key)).or_default();
        let is_version = |at: &&usize| {
            found.get(**at).is_some_and(|form| may_meet(form.first.1.head(), document.head()))
        };
        match alike.iter().find(is_version).and_then(|at| found.get_mut(*at)) {
            Some(form) => form.others.push((index, document)),
            None => {
                if alike.len() < MOST_KIN {
                    alike.push(found.len());
                }
                found.push(Versions { first: (index, document), others: Vec::new() });
            }
        }
    }
    found
}

/// The documents that are compared with each other: all but the older versions of a form. Looks at
/// kinds, years, departments, projects, funds, amounts and dates of filing.
pub fn current(documents: &[Document]) -> Vec<&Document> {
    let mut is_current = vec![true; documents.len()];
    for form in versions(documents).iter().filter(|form| !form.others.is_empty()) {
        let (newest, latest) = form.newest();
        let is_older = |(index, document): &&(usize, &Document)| {
            *index != newest && !may_be_apart(document, latest)
        };
        let older = form.others.iter().chain([&form.first]).filter(is_older);
        older.for_each(|(index, _)| {
            is_current.get_mut(*index).into_iter().for_each(|is_current| *is_current = false)
        });
    }
    documents
        .iter()
        .zip(is_current)
        .filter_map(|(document, is_current)| is_current.then_some(document))
        .collect()
}

/// What a document is about, and the cell that says so; `None` where it does not say, and for
/// reports.
pub fn identity(document: &Document) -> Option<(&str, &Cell)> {
    let named = |cell: &'_ Option<Cell>| cell.is_some() && !cell.is_empty();
    match document {
        Document::ProjectTargets(table) => {
            Some((project_key(&table.project)?, table.project.as_ref()?))
        }
        Document::ProjectEvaluation(table) | Document::TransferEvaluation(table) => {
            Some((project_key(&table.project)?, table.project.as_ref()?))
        }
        Document::FundAccounts(table) => {
            table.fund.as_ref().filter(|_| named(&table.fund)).map(|fund| (fund.name_key(), fund))
        }
        Document::Narrative(_) => None,
        _ => {
            let department = &document.head().department;
            department.as_ref().filter(|_| named(department)).map(|cell| (cell.name_key(), cell))
        }
    }
}
