//! Values that are not filings.

use crate::error::{Error, ErrorKind};
use crate::json::Json;

/// Most documents one filing may hold; a department hands in a few dozen.
pub const MOST_DOCUMENTS: usize = 10_000;

/// A value whose shape does not match the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeError {
    /// RFC 6901 pointer to the value.
    pub path: String,
    /// What the contract requires.
    pub expected: Expected,
    /// What is there, shortened.
    pub got: String,
}

/// What the contract requires at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A JSON object.
    Object,
    /// A JSON array.
    List,
    /// A text, a number or null.
    Cell,
    /// A text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// The key of a kind of document, one of those listed.
    Kind(&'static str),
    /// At most [`MOST_DOCUMENTS`] of them.
    FewerDocuments,
}

impl ShapeError {
    pub(crate) fn new(path: String, expected: Expected, got: &Json<'_>) -> ShapeError {
        let got = match got {
            Json::Null => "null".to_owned(),
            Json::Array(_) => "a list".to_owned(),
            Json::Object(_) => "an object".to_owned(),
            scalar => scalar.to_string().chars().take(40).collect(),
        };
        ShapeError { path, expected, got }
    }
}

impl core::fmt::Display for Expected {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Expected::Object => "an object",
            Expected::List => "a list",
            Expected::Cell => "a cell (text, number or null)",
            Expected::Text => "a text",
            Expected::Boolean => "true or false",
            Expected::Kind(keys) => return write!(f, "one of the document kinds ({keys})"),
            Expected::FewerDocuments => return write!(f, "at most {MOST_DOCUMENTS} documents"),
        })
    }
}

impl core::fmt::Display for ShapeError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if self.expected == Expected::FewerDocuments {
            return write!(f, "{} at {}: a filing holds {}", self.got, self.path, self.expected);
        }
        let place = if self.path.is_empty() { "the filing itself" } else { self.path.as_str() };
        write!(f, "expected {} at {place}, found {}", self.expected, self.got)
    }
}

impl core::error::Error for ShapeError {}

impl From<ShapeError> for Error {
    fn from(error: ShapeError) -> Error {
        let message = error.to_string();
        Error::new(ErrorKind::NotAFiling, error.path, message)
    }
}
