//! Why a text is no figure and no date.

/// Why a cell that must hold a figure or a date could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Words where a number belongs.
    NotANumber,
    /// Digits whose points and commas make no number: `1,2,34.5.6`.
    Separators,
    /// More digits than an exact decimal holds (28).
    TooManyDigits,
    NotADate,
}
