//! Errors of callers, the only input that this crate refuses to answer.

/// A value that is not a filing, a profile or a patch, a pointer that leads nowhere, or a file that
/// cannot be read. What officers type into cells is never an error.
///
/// It displays as its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    path: String,
    message: String,
}

/// The kind of an error, for callers that handle them differently.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A text that is not JSON, or a value that cannot be written as JSON.
    NotJson,
    /// A value that does not have the shape of a filing or a document.
    NotAFiling,
    /// A pointer that does not lead to a cell or item of the filing.
    NoSuchPlace,
    /// A list or an object in place of a cell (text, number or null).
    NotACell,
    /// A patch with an invalid operation, or whose `test` fails.
    BadPatch,
    /// An unknown profile, or an invalid one of the caller's own.
    BadProfile,
    /// An unknown option, or one with an invalid value.
    BadOption,
    /// The profile has no blank form of this kind of document.
    NoSuchForm,
    /// A text or a file with more bytes, rows, cells or sheets than the limit.
    TooLarge,
    /// A file protected by a password.
    Encrypted,
    /// A file with macros or links to other files, which are never followed.
    Active,
    /// A file that is truncated or corrupt.
    Broken,
    /// An unsupported kind of file.
    Unsupported,
}

impl ErrorKind {
    /// Its name in JSON and JavaScript: `notAFiling`.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorKind::NotJson => "notJson",
            ErrorKind::NotAFiling => "notAFiling",
            ErrorKind::NoSuchPlace => "noSuchPlace",
            ErrorKind::NotACell => "notACell",
            ErrorKind::BadPatch => "badPatch",
            ErrorKind::BadProfile => "badProfile",
            ErrorKind::BadOption => "badOption",
            ErrorKind::NoSuchForm => "noSuchForm",
            ErrorKind::TooLarge => "tooLarge",
            ErrorKind::Encrypted => "encrypted",
            ErrorKind::Active => "active",
            ErrorKind::Broken => "broken",
            ErrorKind::Unsupported => "unsupported",
        }
    }
}

impl Error {
    /// An error at `path`, an RFC 6901 pointer, with a one-sentence message.
    pub(crate) fn new(
        kind: ErrorKind,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Error {
        Error { kind, path: path.into(), message: message.into() }
    }

    /// The kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// RFC 6901 pointer to the offending value; empty for the value itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// One sentence in English, or in Chinese for files if the reader was asked for that.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for Error {}
