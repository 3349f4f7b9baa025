//! Why a text is neither a figure nor a date.

/// Why a cell that must hold a figure or a date could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Words where a number belongs.
    NotANumber,
    /// Digits whose points and commas do not make a number: `1,2,34.5.6`.
    Separators,
    /// More digits than an exact decimal holds (28).
    TooManyDigits,
    /// Something else where a date belongs.
    NotADate,
}
