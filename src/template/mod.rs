//! Blank official forms, and documents made from them.
//!
//! A profile has a template for each kind of document: the document before anybody writes into it.
//! The built-in ones are data (`src/profile/templates/`), which the build script writes out in
//! full; a portal's own profile can add more. This module works on the JSON of documents, so that
//! cells are carried over as they were typed.

mod adapt;
mod carry;
mod evaluation;
mod next_year;
mod options;
mod recognise;

include!(concat!(env!("OUT_DIR"), "/templates.rs"));

use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::filing::{Document, ShapeError};
use crate::json::{Json, Members};
use crate::profile::{self, DEFAULT, ProfileError};
use crate::rule;
pub use adapt::adapt;
pub use evaluation::evaluation_of;
pub use next_year::next_year;
pub use recognise::{Recognised, recognise};

use options::{Names, Options};

/// The members that a template of a profile can have.
const MEMBERS: [&str; 5] = ["title", "notes", "inherits", "without", "document"];

/// A blank form of a profile.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Template {
    /// The kind of its document, such as `projectEvaluation`.
    pub kind: String,
    /// The name of the form in a list of forms.
    pub title: String,
    /// 填表说明: how the form is to be filled in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The document, with the marks `{year}`, `{department}` and `{project}` in its texts.
    #[serde(skip)]
    document: Json<'static>,
}

/// The blank forms of a profile, which is the id of a built-in one, a portal's own, or null for the
/// default.
///
/// # Errors
/// If the profile or one of its own templates is malformed; the path begins with `/profile`.
pub fn templates<'a>(profile: impl Into<Json<'a>>) -> Result<Vec<Template>, Error> {
    let profile = profile.into();
    rule::profile_of(Some(&profile))?;
    Ok(templates_of(&profile)?)
}

/// A blank form to fill in. `options` is an object with any of `profile`, `year`, `department` and
/// `project`; the last three are written into the title and into their cells.
///
/// # Errors
/// As [`templates`]; if the profile has no form of this kind (`/kind`); and if an option is unknown
/// or not a text (`/options/…`).
pub fn blank<'a>(kind: &str, options: impl Into<Json<'a>>) -> Result<Json<'static>, Error> {
    let options = options.into();
    let Options { profile, names, .. } =
        Options::read(&options, &["profile", "year", "department", "project"])?;
    Ok(template_of_kind(kind, profile)?.filled(&names))
}

/// The form of a kind in a profile.
fn template_of_kind(kind: &str, profile: &Json<'_>) -> Result<Template, Error> {
    let known = templates(profile)?;
    let kinds: Vec<String> = known.iter().map(|template| template.kind.clone()).collect();
    let missing = || {
        Error::new(
            ErrorKind::NoSuchForm,
            "/kind",
            format!("the profile has no form of the kind {kind:?}; there are {}", kinds.join(", ")),
        )
    };
    known.into_iter().find(|template| template.kind == kind).ok_or_else(missing)
}

impl Template {
    /// The document with the names at their marks in any text, and in their cells.
    fn filled(&self, names: &Names) -> Json<'static> {
        let mut document = marks_filled(&self.document, names);
        if let Json::Object(members) = &mut document {
            for (key, name) in names.iter() {
                if let Some(cell) =
                    members.get_mut(key).filter(|cell| is_blank(cell) && !name.is_empty())
                {
                    *cell = Json::String(name.to_owned().into());
                }
            }
        }
        document
    }

    /// Reads an item of a profile's list of templates; `below` has those of the profile that it
    /// extends.
    fn read(item: &Json<'_>, index: usize, below: &[Template]) -> Result<Template, ProfileError> {
        let at = |key: &str| format!("/templates/{index}{key}");
        let members = item
            .as_object()
            .ok_or_else(|| ProfileError::new(&at(""), "expected a template: an object"))?;
        if let Some((unknown, _)) = members.iter().find(|(key, _)| !MEMBERS.contains(key)) {
            let message = format!("a template has no such member; it has {}", MEMBERS.join(", "));
            return Err(ProfileError::new(&at(&format!("/{unknown}")), &message));
        }
        let own = members.get("document").unwrap_or(&Json::Null);
        let read = read_document(own, index)?;
        let inherited = match members.get("inherits") {
            None | Some(Json::Null | Json::Bool(false)) => None,
            Some(Json::Bool(true)) => {
                let same = below.iter().find(|template| template.kind == read);
                Some(same.ok_or_else(|| {
                    ProfileError::new(
                        &at("/inherits"),
                        "the extended profile has no form of this kind",
                    )
                })?)
            }
            Some(_) => return Err(ProfileError::new(&at("/inherits"), "expected true or false")),
        };
        let without = texts(members.get("without"), &at("/without"))?;
        let mut document = match (inherited.map(|template| &template.document), own) {
            (Some(Json::Object(below)), Json::Object(own)) => {
                Json::Object(below.clone().with(own.iter().map(|(key, value)| (key, value.into()))))
                    .to_static()
            }
            _ => own.to_static(),
        };
        if let Json::Object(members) = &mut document {
            without.iter().for_each(|key| drop(members.remove(key)));
        }
        let title = match members.get("title") {
            Some(Json::String(title)) => title.clone().into_owned(),
            Some(Json::Null) | None => match inherited {
                Some(template) => template.title.clone(),
                None => filled_in(
                    document.get("title").and_then(Json::as_str).unwrap_or(&read),
                    &Names::default(),
                ),
            },
            Some(_) => return Err(ProfileError::new(&at("/title"), "expected a text")),
        };
        let notes = match (members.get("notes"), inherited) {
            (None | Some(Json::Null), Some(template)) => template.notes.clone(),
            (notes, _) => texts(notes, &at("/notes"))?,
        };
        Ok(Template { kind: read, title, notes, document })
    }
}

/// The templates of a profile, those of the profiles that it extends first. A template replaces one
/// of the same kind below it.
fn templates_of(given: &Json<'_>) -> Result<Vec<Template>, ProfileError> {
    let built_in = |id: &str| profile::built_in_json(id).unwrap_or(Json::Null);
    let (profile, own) = match given {
        Json::Null => (built_in(DEFAULT), None),
        Json::String(id) => (built_in(id), None),
        own => (own.into(), Some(own)),
    };
    let mut templates: Vec<Template> = Vec::new();
    let chain = profile::chain(&profile)?;
    for (index, profile) in chain.iter().enumerate().rev() {
        let (json, built_in);
        let list = match own.filter(|_| index == 0) {
            Some(own) => match own.get("templates") {
                None | Some(Json::Null) => continue,
                Some(list) => list,
            },
            None => {
                let id = profile.get("id").and_then(Json::as_str).unwrap_or_default();
                let Some((_, text)) = TEMPLATES.iter().find(|(known, _)| *known == id) else {
                    continue;
                };
                json = text;
                built_in = crate::json::parse(json)
                    .map_err(|error| ProfileError::new("", error.message()))?;
                &built_in
            }
        };
        let items = list
            .as_array()
            .ok_or_else(|| ProfileError::new("/templates", "expected a list of templates"))?;
        let mut kinds: Vec<String> = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let template = Template::read(item, index, &templates)?;
            if kinds.contains(&template.kind) {
                let path = format!("/templates/{index}/document/kind");
                return Err(ProfileError::new(&path, "the profile brings two forms of this kind"));
            }
            kinds.push(template.kind.clone());
            match templates.iter_mut().find(|known| known.kind == template.kind) {
                Some(known) => *known = template,
                None => templates.push(template),
            }
        }
    }
    Ok(templates)
}

/// Checks the document of a template, and returns its kind.
fn read_document(document: &Json<'_>, index: usize) -> Result<String, ProfileError> {
    Document::read(document, index).map_err(|error| {
        let inside = error.path.strip_prefix(&format!("/documents/{index}")).unwrap_or_default();
        let path = format!("/templates/{index}/document{inside}");
        ProfileError { message: format!("expected {}, found {}", error.expected, error.got), path }
    })?;
    Ok(document.get("kind").and_then(Json::as_str).unwrap_or_default().to_owned())
}

/// The error in a document that was read as the first of a filing, but that the caller passed at
/// the pointer `at`.
fn relocated(error: ShapeError, at: &str) -> Error {
    let inside = error.path.strip_prefix("/documents/0").unwrap_or_default();
    let path = format!("{at}{inside}");
    let message = format!("expected {} at {path:?}, found {}", error.expected, error.got);
    Error::new(ErrorKind::NotAFiling, path, message)
}

/// A list of texts; a missing one is empty.
fn texts(list: Option<&Json<'_>>, path: &str) -> Result<Vec<String>, ProfileError> {
    let wrong = || ProfileError::new(path, "expected a list of texts");
    match list {
        None | Some(Json::Null) => Ok(Vec::new()),
        Some(Json::Array(items)) => {
            items.iter().map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
        }
        Some(_) => Err(wrong()),
    }
}

fn is_blank(cell: &Json<'_>) -> bool {
    match cell {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// The names at their marks in every text of `json`.
fn marks_filled(json: &Json<'_>, names: &Names) -> Json<'static> {
    match json {
        Json::String(text) => Json::String(filled_in(text, names).into()),
        Json::Array(items) => {
            Json::Array(items.iter().map(|item| marks_filled(item, names)).collect())
        }
        Json::Object(members) => Json::Object(Members::from_iter(
            members.iter().map(|(key, value)| (key.to_owned(), marks_filled(value, names))),
        )),
        other => other.to_static(),
    }
}

/// A text with the names at their marks. Marks within a name are left as they are.
fn filled_in(text: &str, names: &Names) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let mark = names
            .iter()
            .find_map(|(key, name)| Some((name, behind.strip_prefix(key)?.strip_prefix('}')?)));
        rest = match mark {
            Some((name, behind)) => {
                filled.push_str(name);
                behind
            }
            None => {
                filled.push('{');
                behind
            }
        };
    }
    filled.push_str(rest);
    filled
}
