//! A form being edited: keeps the parsed filing and answers each change with what it changed.

use rustc_hash::FxHashMap as HashMap;

use serde::Serialize;
use serde_json::Value as Json;

use crate::error::Error;
use crate::filing::{Document, Filing};
use crate::json::{self, Operation};
use crate::profile::Profile;
use crate::report::{Counts, Options, Report, WordedFinding, report};
use crate::scoring::Scorecard;

/// A filing that is being edited.
pub struct Session {
    json: Json,
    filing: Filing,
    profile: Profile,
    options: Options,
    report: Report,
}

/// What one edit changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Findings that are new, or stand differently than before (their id is then in `removed` too).
    pub added: Vec<WordedFinding>,
    /// Ids of the findings that no longer stand as they did.
    pub removed: Vec<String>,
    pub scorecards: Vec<Scorecard>,
    pub counts: Counts,
}

impl Session {
    /// Opens a filing.
    ///
    /// # Errors
    /// Where `json` is no filing.
    pub fn new(json: Json, options: Options) -> Result<Session, Error> {
        let filing = Filing::read(&json)?;
        let profile = crate::profile_of(&json)?;
        let report = report(&filing, &json, &profile, &options);
        Ok(Session { json, filing, profile, options, report })
    }

    /// Types `value` into the cell at `path`; a cell the row does not have yet is added.
    ///
    /// # Errors
    /// Where `path` leads to no cell or `value` is none; nothing is changed then.
    pub fn set(&mut self, path: &str, value: Json) -> Result<Change, Error> {
        if !matches!(value, Json::Null | Json::String(_) | Json::Number(_)) {
            return Err(Error::new(path, format!("a cell holds text, a number or null, not {value}")));
        }
        let index = document_of(path).ok_or_else(|| Error::new(path, format!("{path:?} leads to no cell of a document")))?;
        let before = json::put(&mut self.json, path, value)?;
        match self.read_document(index, path) {
            Ok(document) => {
                if let Some(place) = self.filing.documents.get_mut(index) {
                    *place = document;
                }
                Ok(self.judge_again())
            }
            Err(error) => {
                match before {
                    Some(before) => drop(json::put(&mut self.json, path, before)),
                    None => drop(json::take(&mut self.json, path)),
                }
                Err(error)
            }
        }
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
        let filing = Filing::read(&json)?;
        self.profile = crate::profile_of(&json)?;
        self.filing = filing;
        self.json = json;
        Ok(self.judge_again())
    }

    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The filing as it stands, with everything in it that is not ours.
    pub fn filing(&self) -> &Json {
        &self.json
    }

    /// Reads one document again and makes sure that `path` is a cell of it.
    fn read_document(&self, index: usize, path: &str) -> Result<Document, Error> {
        let at = format!("/documents/{index}");
        let json = self.json.pointer(&at).ok_or_else(|| Error::new(path, format!("there is nothing at {at}")))?;
        let document = Document::read(json, at.into())?;
        let mut is_cell = false;
        document.visit(&mut |cell| is_cell |= cell.place.is(path));
        if is_cell { Ok(document) } else { Err(Error::new(path, format!("{path} is no cell of this document"))) }
    }

    fn judge_again(&mut self) -> Change {
        let now = report(&self.filing, &self.json, &self.profile, &self.options);
        let before = core::mem::replace(&mut self.report, now);
        let now = &self.report;
        let by_id: HashMap<&str, &WordedFinding> = before.findings.iter().map(|finding| (finding.id.as_str(), finding)).collect();
        let mut still = rustc_hash::FxHashSet::default();
        let mut added = Vec::new();
        for finding in &now.findings {
            match by_id.get(finding.id.as_str()) {
                Some(same) if *same == finding => drop(still.insert(finding.id.as_str())),
                _ => added.push(finding.clone()),
            }
        }
        let removed =
            before.findings.iter().filter(|finding| !still.contains(finding.id.as_str())).map(|finding| finding.id.clone()).collect();
        Change { added, removed, scorecards: now.scorecards.clone(), counts: now.counts }
    }
}

/// The index in `/documents/3/…`.
fn document_of(path: &str) -> Option<usize> {
    path.strip_prefix("/documents/")?.split_once('/')?.0.parse().ok()
}
