//! What a caller did wrong: the only thing this crate refuses to answer.

/// A value that is no filing, no profile or no patch, a pointer to nowhere, or a file that cannot be
/// read. What officers type into cells is never an error.
///
/// It displays as its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    path: String,
    message: String,
}

/// What kind of thing was wrong, for callers that tell them apart.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A text that is no JSON, or a value that cannot be written as JSON.
    NotJson,
    /// A value whose shape is not that of a filing or a document.
    NotAFiling,
    /// A pointer that leads to no cell or no item of the filing.
    NoSuchPlace,
    /// A list or an object where a cell holds text, a number or null.
    NotACell,
    /// A patch with an operation that is none, or whose `test` fails.
    BadPatch,
    /// A profile there is not, or one of the caller's own with a mistake in it.
    BadProfile,
    /// An option there is not, or a value it cannot have.
    BadOption,
    /// A kind of document of which the profile has no blank form.
    NoSuchForm,
    /// A text or a file with more bytes, rows, cells or sheets than are read.
    TooLarge,
    /// A file with a password.
    Encrypted,
    /// A file with macros or links to other files, which are never followed.
    Active,
    /// A file that is cut off or damaged.
    Broken,
    /// A kind of file that is not read.
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
    /// An error at `path`, an RFC 6901 pointer, with one sentence that says what is wrong.
    pub(crate) fn new(
        kind: ErrorKind,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Error {
        Error { kind, path: path.into(), message: message.into() }
    }

    /// What kind of thing was wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// RFC 6901 pointer to what is wrong; empty for the value itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// One sentence, in one language: English, but for files, whose reader may be asked in Chinese.
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
