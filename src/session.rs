//! A form being edited: keeps the parsed filing and answers each change with what it changed.

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
    /// The score cards that are not as they were.
    pub scorecards: Vec<Scorecard>,
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
        let outcome = self.judgement.again(index, path, edit, &self.filing, &self.profile, self.options.today);
        let scorecards = self.judgement.scorecard(index).filter(|_| outcome.is_scored).cloned().into_iter().collect();
        let (added, removed) = if outcome.is_found { self.say(edit == Edit::Form) } else { (Vec::new(), Vec::new()) };
        Ok(Change { added, removed, scorecards, counts: self.counts() })
    }

    /// Applies a patch (RFC 6902: add, replace, remove, test), all of it or nothing.
    ///
    /// # Errors
    /// Where an operation cannot be carried out, a `test` fails, or what comes of it is no filing; nothing is changed then.
    pub fn apply(&mut self, patch: &[Operation]) -> Result<Change, Error> {
        let mut json = self.json.clone();
        for operation in patch {
            operation.apply(&mut json)?;
        }
        let filing = Filing::of(&json)?;
        self.profile = crate::profile_of(&json)?;
        self.filing = filing;
        self.json = json;
        self.judgement = Judgement::of(&self.filing, &self.profile, self.options.today);
        let (added, removed) = self.say(true);
        Ok(Change { added, removed, scorecards: self.judgement.scorecards().cloned().collect(), counts: self.counts() })
    }

    /// The whole report as it stands.
    pub fn report(&self) -> Report {
        compose(self.said.iter().map(|said| Rc::clone(&said.worded)).collect(), &self.judgement, &self.profile)
    }

    /// The filing as it stands, with everything in it that is not ours.
    pub fn filing(&self) -> &Json<'static> {
        &self.json
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
