//! A filing being edited: keeps it parsed and answers each edit with what changed.

mod edit;
mod touched;

use std::rc::Rc;

use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::filing::{DocumentSet, Edited, Filing};
use crate::json::pointer::index;
use crate::json::{self, Json, Operation, Shift};
use crate::profile::Profile;
use crate::report::{
    Counts, Options, ProvedRelation, Report, Reported, Settled, WordedFinding, compose, counts,
    proved, reword,
};
use crate::rule::judgement::{CheckedCell, Judgement};
use crate::rule::profile_of;
use crate::scoring::Scorecard;
use edit::{Edit, edit};
use touched::Touched;

/// A filing that is being edited.
pub struct Session {
    json: Json<'static>,
    filing: Filing,
    profile: Profile,
    options: Options,
    judgement: Judgement,
    settled: Settled,
    /// The reported findings of each document.
    reported: Vec<Vec<Reported>>,
}

/// The effect of one edit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Findings that are new or changed; the ids of changed ones are also in `removed`.
    pub added: Vec<Rc<WordedFinding>>,
    /// Ids of the findings that are gone or changed.
    pub removed: Vec<String>,
    /// Score cards that may have changed: those of all documents that were read again.
    pub scorecards: Vec<Scorecard>,
    /// Indices of documents that have lost their score card.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unscored: Vec<usize>,
    /// Findings that are not acknowledged, by severity.
    pub counts: Counts,
    /// The filing's current `/acknowledged`, if an insertion, removal or move changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Json<'static>>,
}

impl Session {
    /// Opens a filing.
    ///
    /// If `json` is not a filing.
    pub fn new(json: impl Into<Json<'static>>, options: Options) -> Result<Session, Error> {
        let json = json.into();
        let filing = Filing::of(&json)?;
        let profile = profile_of(json.get("profile"))?;
        let judgement = Judgement::of(&filing, &profile, options.today);
        let settled = Settled::of(&judgement, filing.documents.len(), &profile, &options);
        let reported = Vec::new();
        let mut session = Session { json, filing, profile, options, judgement, settled, reported };
        session.reword_all();
        Ok(session)
    }

    /// Sets the cell at `path` to `value`; a cell that the row does not have yet is added.
    ///
    /// If `path` does not lead to a cell or `value` is not one; nothing is changed then.
    pub fn set(&mut self, path: &str, value: impl Into<Json<'static>>) -> Result<Change, Error> {
        let value = value.into();
        if !matches!(value, Json::Null | Json::String(_) | Json::Number(_)) {
            return Err(Error::new(
                ErrorKind::NotACell,
                path,
                format!("a cell holds text, a number or null, not {value}"),
            ));
        }
        let address = self.filing.resolve(path)?;
        let before = json::put(&mut self.json, path, value.clone())?;
        match edit(&mut self.filing, address, &value, &self.json) {
            Ok(Edit::Cell(edited)) => {
                let cell = self.filing.cell(address).map(|cell| self.judgement.check_cell(cell));
                Ok(self.judge_cell(cell.ok_or_else(|| address.no_cell())?, edited))
            }
            Ok(Edit::Form) => Ok(self.judge_again(|index| index != address.document)),
            Err(error) => {
                match before {
                    Some(before) => drop(json::put(&mut self.json, path, before)),
                    None => drop(json::take(&mut self.json, path)),
                }
                Err(error)
            }
        }
    }

    /// Applies a patch (RFC 6902: add, replace, remove, test) in full or not at all.
    /// Acknowledgements are not adjusted: where the patch moves rows, they stay at their pointers.
    ///
    /// If an operation cannot be carried out, a `test` fails, or the result is not a filing;
    /// nothing is changed then.
    pub fn apply(&mut self, patch: &[Operation]) -> Result<Change, Error> {
        let done = json::apply_all(&mut self.json, patch)?;
        let touched = Touched::by(patch, self.filing.documents.len());
        if let Err(error) = self.read_touched(&touched) {
            json::undo(&mut self.json, done);
            return Err(error);
        }
        if touched.documents || touched.profile {
            return Ok(self.judge_again(|index| touched.is_kept(index)));
        }
        let difference = self.reword_all();
        Ok(self.change(difference))
    }

    /// Inserts `value` before the item of a list at `path`: a row, a line, a section, a document.
    /// One past the last and `-` append; a missing list is created with its first item.
    /// Acknowledgements stay with their cells.
    ///
    /// If `path` does not lead into a list, or `value` is not an item of that list; nothing is
    /// changed then.
    pub fn insert(&mut self, path: &str, value: impl Into<Json<'static>>) -> Result<Change, Error> {
        let (list, token) = item_of(path)?;
        let (length, is_missing) = match self.json.pointer(list) {
            Some(Json::Array(items)) => (items.len(), false),
            Some(Json::Null) | None => (0, true),
            Some(_) => return Err(no_item(path)),
        };
        let at = place_in(length, token).ok_or_else(|| no_item(path))?;
        let add = Operation::Add(format!("{list}/{at}"), value.into());
        let begin = is_missing.then(|| Operation::Add(list.to_owned(), Json::Array(Vec::new())));
        self.restructure(Shift::Insert { list, at }, begin.into_iter().chain([add]).collect())
    }

    /// Removes what is at `path`, an item of a list or an optional member, with the
    /// acknowledgements of its cells.
    ///
    /// If nothing is there, or the rest would not be a filing; nothing is changed then.
    pub fn remove(&mut self, path: &str) -> Result<Change, Error> {
        let (parent, token) = item_of(path)?;
        let shift = match (self.json.pointer(parent), index(token)) {
            (Some(Json::Array(_)), Some(at)) => Shift::Remove { list: parent, at },
            _ => Shift::Member { path },
        };
        self.restructure(shift, vec![Operation::Remove(path.to_owned())])
    }

    /// Moves the item of a list at `from` before the item at `to` of the same list; one past the
    /// last and `-` move it to the end. Its index afterwards is `to` if it moves up, and one less
    /// if it moves down.
    ///
    /// If either does not lead into a list, or the lists differ; nothing is changed then.
    pub fn move_item(&mut self, from: &str, to: &str) -> Result<Change, Error> {
        let (list, token) = item_of(from)?;
        let length = self.json.pointer(list).and_then(Json::as_array).map_or(0, <[_]>::len);
        let at = index(token).filter(|at| *at < length).ok_or_else(|| no_item(from))?;
        let (other, token) = item_of(to)?;
        if other != list {
            return Err(Error::new(
                ErrorKind::NoSuchPlace,
                to,
                format!("{from} moves within {list}, not to {to}"),
            ));
        }
        let before = place_in(length, token).ok_or_else(|| no_item(to))?;
        let to = if at < before { before - 1 } else { before };
        let item = self.json.pointer(from).cloned().ok_or_else(|| no_item(from))?;
        let patch = match at == to {
            true => Vec::new(),
            false => vec![
                Operation::Remove(from.to_owned()),
                Operation::Add(format!("{list}/{to}"), item),
            ],
        };
        self.restructure(Shift::Move { list, from: at, to }, patch)
    }

    /// The whole report of the filing in its current state.
    pub fn report(&self) -> Report {
        let report = compose(
            self.reported.iter().flatten().map(|reported| Rc::clone(&reported.worded)).collect(),
            &self.judgement,
            &self.profile,
        );
        Report { relations: self.options.proof.then(|| self.relations()), ..report }
    }

    /// The relations that hold in the texts of the filing in its current state. Worked out anew
    /// each time: for when typing has paused.
    pub fn relations(&self) -> Vec<ProvedRelation> {
        proved(&self.filing.documents, self.options.locale)
    }

    /// The filing in its current state, including members that this crate does not know.
    pub fn filing(&self) -> &Json<'static> {
        &self.json
    }

    /// Applies a patch equivalent to `shift`, and moves the acknowledgements along.
    fn restructure(&mut self, shift: Shift<'_>, patch: Vec<Operation>) -> Result<Change, Error> {
        let before = self.json.get("acknowledged").cloned();
        let followed = follow(before.as_ref(), shift)
            .map(|list| Operation::Replace("/acknowledged".to_owned(), list));
        let change = self.apply(&followed.into_iter().chain(patch).collect::<Vec<_>>())?;
        let now = self.json.get("acknowledged");
        let acknowledged =
            (now != before.as_ref()).then(|| now.cloned().unwrap_or(Json::Array(Vec::new())));
        Ok(Change { acknowledged, ..change })
    }

    /// Reads what was touched again; if the result is not a filing, nothing is changed.
    fn read_touched(&mut self, touched: &Touched) -> Result<(), Error> {
        let profile =
            if touched.profile { Some(profile_of(self.json.get("profile"))?) } else { None };
        self.filing.read_documents(&self.json, |index| touched.is_kept(index))?;
        if let Some(profile) = profile {
            self.profile = profile;
        }
        Ok(())
    }

    /// Judges again what the edit of one cell may have changed, and returns the change.
    fn judge_cell(&mut self, cell: CheckedCell, edited: Edited) -> Change {
        let index = cell.document();
        let (profile, today) = (&self.profile, self.options.today);
        let outcome = self.judgement.again(cell, edited, &self.filing, profile, today);
        let card = self.judgement.scorecard(index).filter(|_| outcome.is_scored);
        let scorecards = card.into_iter().cloned().collect();
        let difference = self.settle_again(&outcome.found);
        Change { scorecards, ..self.change(difference) }
    }

    /// Judges all documents again but those that are kept, and returns the change.
    fn judge_again(&mut self, is_kept: impl Fn(usize) -> bool) -> Change {
        let unscored =
            self.judgement.renew(&self.filing, &self.profile, self.options.today, &is_kept);
        let scorecards =
            self.judgement.scorecards().filter(|card| !is_kept(card.document)).cloned().collect();
        let count = self.filing.documents.len();
        self.settled = Settled::of(&self.judgement, count, &self.profile, &self.options);
        let difference = self.reword_all();
        Change { scorecards, unscored, ..self.change(difference) }
    }

    /// A change that concerns findings only.
    fn change(&self, (added, removed): Difference) -> Change {
        let counts = self.counts();
        Change {
            added,
            removed,
            scorecards: Vec::new(),
            unscored: Vec::new(),
            counts,
            acknowledged: None,
        }
    }

    fn counts(&self) -> Counts {
        counts(self.reported.iter().flatten().map(|reported| &*reported.worded))
    }

    /// Settles and words again the findings of some documents, and those that refer to them.
    fn settle_again(&mut self, found: &DocumentSet) -> Difference {
        if found.is_empty() {
            return Difference::default();
        }
        let touched = self.settled.renew(&self.judgement, found, &self.profile, &self.options);
        self.reword(&touched)
    }

    /// Words all findings again.
    fn reword_all(&mut self) -> Difference {
        let count = self.filing.documents.len().max(self.reported.len());
        self.reported.resize_with(count, Vec::new);
        let difference = self.reword(&DocumentSet::first(count));
        self.reported.truncate(self.filing.documents.len());
        difference
    }

    /// Words the findings of some documents again.
    fn reword(&mut self, documents: &DocumentSet) -> Difference {
        let (mut added, mut removed) = Difference::default();
        for index in documents.iter() {
            let Some(reported) = self.reported.get_mut(index) else { continue };
            let causes = self.settled.causes(index);
            let now = reword(causes, reported, &self.filing, self.options.locale);
            *reported = now.reported;
            added.extend(now.added);
            removed.extend(now.removed);
        }
        (added, removed)
    }
}

/// The findings that are new or worded differently, and the ids of those that are gone or worded
/// differently.
type Difference = (Vec<Rc<WordedFinding>>, Vec<String>);

/// The list and the last token of a pointer to one of its items.
fn item_of(path: &str) -> Result<(&str, &str), Error> {
    path.rsplit_once('/').ok_or_else(|| no_item(path))
}

/// The index to insert before in a list of so many items.
fn place_in(length: usize, token: &str) -> Option<usize> {
    if token == "-" { Some(length) } else { index(token).filter(|at| *at <= length) }
}

fn no_item(path: &str) -> Error {
    Error::new(ErrorKind::NoSuchPlace, path, format!("{path:?} leads to no item of a list"))
}

/// The acknowledgements after `shift`, each with the cell it was given for; `None` if none of them
/// moves.
fn follow(acknowledged: Option<&Json<'static>>, shift: Shift<'_>) -> Option<Json<'static>> {
    let entries = acknowledged?.as_array()?;
    let moved = |entry: &Json<'static>| {
        let path = shift.follow(entry.get("path")?.as_str()?)?;
        let mut entry = entry.clone();
        json::put(&mut entry, "/path", Json::String(path.into())).ok()?;
        Some(entry)
    };
    let left: Vec<Json<'static>> = entries.iter().filter_map(moved).collect();
    (left != entries).then_some(Json::Array(left))
}
