//! A form being edited: keeps the parsed filing and answers each change with what it changed.

mod touched;

use std::rc::Rc;

use rustc_hash::FxHashSet as HashSet;
use serde::Serialize;

use crate::error::Error;
use crate::filing::{Edit, Filing};
use crate::json::{self, Json, Operation};
use crate::profile::Profile;
use crate::report::judgement::Judgement;
use crate::report::{Counts, Options, Report, Said, WordedFinding, compose, counts, said, settled};
use crate::scoring::Scorecard;
use touched::Touched;

/// A filing that is being edited.
pub struct Session {
    json: Json<'static>,
    filing: Filing,
    profile: Profile,
    options: Options,
    judgement: Judgement,
    said: Vec<Said>,
}

/// What one edit changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Findings that are new, or stand differently than before (their id is then in `removed` too).
    pub added: Vec<Rc<WordedFinding>>,
    /// Ids of the findings that no longer stand as they did.
    pub removed: Vec<String>,
    /// The score cards that may not be as they were: every document that was read again gives its own anew.
    pub scorecards: Vec<Scorecard>,
    /// Indices at which a document with a score card stood before, and none does now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unscored: Vec<usize>,
    pub counts: Counts,
}

impl Session {
    /// Opens a filing.
    ///
    /// # Errors
    /// Where `json` is no filing.
    pub fn new(json: impl Into<Json<'static>>, options: Options) -> Result<Session, Error> {
        let json = json.into();
        let filing = Filing::of(&json)?;
        let profile = crate::profile_of(&json)?;
        let judgement = Judgement::of(&filing, &profile, options.today);
        let mut session = Session { json, filing, profile, options, judgement, said: Vec::new() };
        session.say(false);
        Ok(session)
    }

    /// Types `value` into the cell at `path`; a cell the row does not have yet is added.
    ///
    /// # Errors
    /// Where `path` leads to no cell or `value` is none; nothing is changed then.
    pub fn set(&mut self, path: &str, value: impl Into<Json<'static>>) -> Result<Change, Error> {
        let value = value.into();
        if !matches!(value, Json::Null | Json::String(_) | Json::Number(_)) {
            return Err(Error::new(path, format!("a cell holds text, a number or null, not {value}")));
        }
        let index = document_of(path).ok_or_else(|| Error::new(path, format!("{path:?} leads to no cell of a document")))?;
        let before = json::put(&mut self.json, path, value.clone())?;
        let edit = match self.filing.read_again(index, path, &value, &self.json) {
            Ok(edit) => edit,
            Err(error) => {
                match before {
                    Some(before) => drop(json::put(&mut self.json, path, before)),
                    None => drop(json::take(&mut self.json, path)),
                }
                return Err(error);
            }
        };
        let columns = match edit {
            Edit::Cell(columns) => columns,
            Edit::Form => return Ok(self.judge_again(|document| document != index)),
        };
        let outcome = self.judgement.again(index, path, columns, &self.filing, &self.profile, self.options.today);
        let scorecards = self.judgement.scorecard(index).filter(|_| outcome.is_scored).cloned().into_iter().collect();
        let (added, removed) = if outcome.is_found { self.say(false) } else { (Vec::new(), Vec::new()) };
        Ok(Change { added, removed, scorecards, unscored: Vec::new(), counts: self.counts() })
    }

    /// Applies a patch (RFC 6902: add, replace, remove, test), all of it or nothing.
    ///
    /// # Errors
    /// Where an operation cannot be carried out, a `test` fails, or what comes of it is no filing; nothing is changed then.
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
        let (added, removed) = self.say(false);
        let counts = self.counts();
        Ok(Change { added, removed, scorecards: Vec::new(), unscored: Vec::new(), counts })
    }

    /// The whole report as it stands.
    pub fn report(&self) -> Report {
        compose(self.said.iter().map(|said| Rc::clone(&said.worded)).collect(), &self.judgement, &self.profile)
    }

    /// The filing as it stands, with everything in it that is not ours.
    pub fn filing(&self) -> &Json<'static> {
        &self.json
    }

    /// Reads again what was touched; where that is no filing, nothing is changed.
    fn read_touched(&mut self, touched: &Touched) -> Result<(), Error> {
        let profile = if touched.profile { Some(crate::profile_of(&self.json)?) } else { None };
        self.filing.read_documents(&self.json, |index| touched.is_kept(index))?;
        if let Some(profile) = profile {
            self.profile = profile;
        }
        Ok(())
    }

    /// Judges all but some documents again, and says what came of it.
    fn judge_again(&mut self, is_kept: impl Fn(usize) -> bool) -> Change {
        let unscored = self.judgement.renew(&self.filing, &self.profile, self.options.today, &is_kept);
        let scorecards = self.judgement.scorecards().filter(|card| !is_kept(card.document)).cloned().collect();
        let (added, removed) = self.say(true);
        Change { added, removed, scorecards, unscored, counts: self.counts() }
    }

    fn counts(&self) -> Counts {
        counts(self.said.iter().map(|said| &*said.worded))
    }

    /// Says what the judgement comes to: the findings that are new or stand differently, and the ids of those that no longer do.
    /// `are_moved`: cells have come or gone.
    fn say(&mut self, are_moved: bool) -> (Vec<Rc<WordedFinding>>, Vec<String>) {
        let findings = settled(&self.judgement, &self.profile, &self.options);
        let now = said(findings, &self.said, are_moved, &self.filing, self.options.locale);
        let before = core::mem::replace(&mut self.said, now);
        let added: Vec<_> = self.said.iter().filter(|said| said.is_new).map(|said| Rc::clone(&said.worded)).collect();
        if self.said.len() == added.len() + before.len() {
            return (added, Vec::new());
        }
        let stand: HashSet<*const WordedFinding> = self.said.iter().map(|said| Rc::as_ptr(&said.worded)).collect();
        let gone = before.iter().filter(|said| !stand.contains(&Rc::as_ptr(&said.worded)));
        (added, gone.map(|said| said.worded.id.clone()).collect())
    }
}

/// The index in `/documents/3/…`.
fn document_of(path: &str) -> Option<usize> {
    path.strip_prefix("/documents/")?.split_once('/')?.0.parse().ok()
}
