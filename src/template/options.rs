//! What a caller may say about a form that is made.

use crate::error::Error;
use crate::json::Json;

/// The options of the functions that make forms.
pub struct Options<'a> {
    /// As it was given: an id, a profile of the portal's own, or null.
    pub profile: &'a Json<'a>,
    /// The profile of the form that a document is in.
    pub from: &'a Json<'a>,
    pub names: Names,
}

/// What goes into the title of a form and into the cells for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub year: String,
    pub department: String,
    pub project: String,
}

impl Names {
    /// With the keys of their cells, which are their marks in a template too.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [("year", &*self.year), ("department", &*self.department), ("project", &*self.project)]
            .into_iter()
    }
}

impl<'a> Options<'a> {
    /// Reads the options of a function that takes those named in `known`.
    pub fn read(options: &'a Json<'a>, known: &[&str]) -> Result<Options<'a>, Error> {
        let members = match options {
            Json::Null => {
                return Ok(Options {
                    profile: &Json::Null,
                    from: &Json::Null,
                    names: Names::default(),
                });
            }
            Json::Object(members) => members,
            _ => {
                return Err(Error::new(
                    "/options",
                    format!("options are an object, not {options}"),
                ));
            }
        };
        if let Some((unknown, _)) = members.iter().find(|(key, _)| !known.contains(key)) {
            let message = format!("there is no option {unknown:?}; there are {}", known.join(", "));
            return Err(Error::new(format!("/options/{unknown}"), message));
        }
        let name = |key: &str| match members.get(key) {
            None | Some(Json::Null) => Ok(String::new()),
            Some(Json::String(text)) => Ok(text.trim().to_owned()),
            Some(Json::Number(number)) => Ok(number.as_str().to_owned()),
            Some(other) => {
                Err(Error::new(format!("/options/{key}"), format!("expected a text, not {other}")))
            }
        };
        let names = Names {
            year: name("year")?,
            department: name("department")?,
            project: name("project")?,
        };
        let given = |key: &str| members.get(key).unwrap_or(&Json::Null);
        Ok(Options { profile: given("profile"), from: given("from"), names })
    }
}
