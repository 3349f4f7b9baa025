//! How severe a finding is.

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The filing is wrong and has to change.
    Error,
    /// A reviewer will ask about it.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// Its name in JSON: `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// The severity of this name, if there is one.
    pub fn read(text: &str) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .find(|severity| severity.as_str() == text)
    }
}
