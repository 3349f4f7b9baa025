//! The options of the functions that make forms.

use crate::error::{Error, ErrorKind};
use crate::json::Json;

/// The options of all functions that make forms; each function takes some of them.
pub struct Options<'a> {
    /// The profile as the caller gave it: an id, an object, or null.
    pub profile: &'a Json<'a>,
    /// The profile that the form of the given document is from, or null.
    pub from: &'a Json<'a>,
    /// Empty if not given.
    pub names: Names,
}

/// What is written into the title of a form and into the cells of the same names. Empty where it is
/// not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// 年度, such as `2025`.
    pub year: String,
    /// 部门（单位）
    pub department: String,
    /// 项目名称
    pub project: String,
}

impl Names {
    /// The names by the keys of their cells, which are also their marks in a template.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [("year", &*self.year), ("department", &*self.department), ("project", &*self.project)]
            .into_iter()
    }
}

impl<'a> Options<'a> {
    /// Reads the options of a function that takes those in `known`.
    ///
    /// # Errors
    /// If an option is unknown or not of its type; the path begins with `/options`.
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
                    ErrorKind::BadOption,
                    "/options",
                    format!("options are an object, not {options}"),
                ));
            }
        };
        if let Some((unknown, _)) = members.iter().find(|(key, _)| !known.contains(key)) {
            let message = format!("there is no option {unknown:?}; there are {}", known.join(", "));
            return Err(Error::new(ErrorKind::BadOption, format!("/options/{unknown}"), message));
        }
        let name = |key: &str| match members.get(key) {
            None | Some(Json::Null) => Ok(String::new()),
            Some(Json::String(text)) => Ok(text.trim().to_owned()),
            Some(Json::Number(number)) => Ok(number.as_str().to_owned()),
            Some(other) => Err(Error::new(
                ErrorKind::BadOption,
                format!("/options/{key}"),
                format!("expected a text, not {other}"),
            )),
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
