//! The arguments of a message, by type: which may be shortened, and which may not.

use std::borrow::Cow;

use crate::filing::Cell;
use crate::value::date::Date;
use crate::value::number::Dec;

/// A value that fills a hole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    /// Its name, as in the hole.
    pub name: &'static str,
    pub(super) value: String,
    pub(super) kind: ArgKind,
}

/// How an argument is inserted into a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ArgKind {
    Quoted,
    Printed,
    Difference,
}

/// A text from a filing, of which a sentence quotes the beginning.
#[derive(Clone, Debug)]
pub struct Quoted(String);

/// A computed text or one of the form's own, which a sentence gives in full.
#[derive(Clone, Debug)]
pub struct Printed(String);

/// Claimed minus expected, without a unit. A sentence omits its sign and adds the unit of the
/// claimed figure.
#[derive(Clone, Debug)]
pub struct Difference(String);

/// The types that fields of a message can have.
pub trait Field {
    /// Adds the value to the arguments, if there is one.
    fn put(self, name: &'static str, args: &mut Vec<Arg>);
}

impl<F: Field> Field for Option<F> {
    fn put(self, name: &'static str, args: &mut Vec<Arg>) {
        if let Some(field) = self {
            field.put(name, args);
        }
    }
}

macro_rules! text_fields {
    ($($kind:ident)*) => {
        $(
            impl Field for $kind {
                fn put(self, name: &'static str, args: &mut Vec<Arg>) {
                    args.push(Arg { name, value: self.0, kind: ArgKind::$kind });
                }
            }

            impl From<String> for $kind {
                fn from(text: String) -> $kind {
                    $kind(text)
                }
            }

            impl From<&str> for $kind {
                fn from(text: &str) -> $kind {
                    $kind(text.to_owned())
                }
            }

            /// Without the space around the cell's text.
            impl From<&Cell> for $kind {
                fn from(cell: &Cell) -> $kind {
                    $kind(cell.text().trim().to_owned())
                }
            }

            impl From<Dec> for $kind {
                fn from(number: Dec) -> $kind {
                    $kind(number.to_string())
                }
            }
        )*
    };
}

text_fields! { Quoted Printed Difference }

/// Numbers and dates are given in full.
macro_rules! number_fields {
    ($($type:ty)*) => {
        $(impl Field for $type {
            fn put(self, name: &'static str, args: &mut Vec<Arg>) {
                Printed(self.to_string()).put(name, args);
            }
        })*
    };
}

number_fields! { Dec Date i32 i64 usize }

impl Arg {
    /// The argument as shown in a sentence, apart from shortening. `unit` is that of the claimed
    /// figure.
    pub(super) fn shown(&self, unit: &str) -> Cow<'_, str> {
        match self.kind {
            ArgKind::Quoted | ArgKind::Printed => Cow::Borrowed(&self.value),
            // The two figures themselves show which one is greater.
            ArgKind::Difference => Cow::Owned([self.value.trim_start_matches('-'), unit].concat()),
        }
    }
}
