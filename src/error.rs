//! What a caller did wrong: the only thing this crate refuses to answer.

/// A value that is no filing, no profile, no patch, or a pointer to nowhere. What officers type is
/// never an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// RFC 6901 pointer to what is wrong; empty for the value itself.
    pub path: String,
    /// One sentence.
    pub message: String,
}

impl Error {
    pub(crate) fn new(path: impl Into<String>, message: impl Into<String>) -> Error {
        Error { path: path.into(), message: message.into() }
    }
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for Error {}
