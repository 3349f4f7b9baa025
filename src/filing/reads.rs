//! Which cells a check reads, and which of that an edit changes.
//!
//! A check that reads more than it declares would leave a stale finding after an edit. Debug builds
//! therefore compare every access to a cell with the running check's declaration, so that the tests
//! of a rule test its declaration, too.

use super::pointer::Place;
use crate::value::{Column, Columns, Value};

/// What a check with a scope beyond a row reads of the cells in its scope. A session runs it again
/// only if an edit changes that ([`Edited`]).
///
/// In addition every check may read whether a row is filled in, and, for cells outside rows,
/// whether they are blank and what kind of value they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// The columns whose values it reads.
    pub columns: Columns,
    /// Whether it also reads, for cells of all columns, whether they are blank and what kind of
    /// value they hold.
    pub presence: bool,
}

impl Reads {
    /// Everything.
    pub const ALL: Reads = Reads { columns: Columns::ALL, presence: true };

    /// The values of some columns.
    pub const fn of(columns: &[Column]) -> Reads {
        Reads { columns: Columns::of(columns), presence: false }
    }

    /// The values of all columns except some, and the kind of value in those.
    pub const fn but(columns: &[Column]) -> Reads {
        Reads { columns: Columns::but(columns), presence: true }
    }

    /// The same, and the kind of value in the cells of all columns.
    pub const fn and_presence(self) -> Reads {
        Reads { presence: true, ..self }
    }

    /// Runs a check with this declaration. Debug builds panic if it reads anything else.
    pub fn watch<T>(self, check: impl FnOnce() -> T) -> T {
        watched::with(Some(self), check)
    }

    /// Whether every edit that changes what this access sees would re-run the check.
    fn allow(self, look: Look, column: Column, value: &Value, place: &Place) -> bool {
        let columns = value.columns(column);
        // A change of the unit of all amounts re-runs all checks of the document.
        if column == Column::MoneyUnit || self.columns.meets(columns) {
            return true;
        }
        let changing = match look {
            Look::For(other) if column == Column::Measure => Columns::of(&[column, other]),
            _ => Columns::of(&[column]),
        };
        // The text of a blank cell only shows that it is blank.
        let is_presence = look != Look::AtValue || value.is_blank();
        is_presence && (self.presence || self.columns.meets(changing) || !place.is_in_row())
    }

    /// Whether the check reads what an edit changed.
    pub const fn meets(self, edited: Edited) -> bool {
        self.columns.meets(edited.columns) || (self.presence && edited.presence)
    }
}

/// What an edit of one cell changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The columns that the cell was read by, before or after.
    pub columns: Columns,
    /// Whether it now holds another kind of value, or none.
    pub presence: bool,
}

impl Edited {
    /// Everything that a check may read.
    pub const ALL: Edited = Edited { columns: Columns::ALL, presence: true };
}

/// A kind of access to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// To its text or value.
    AtValue,
    /// To whether it is blank, or to the kind of value it holds.
    AtKind,
    /// To whether it holds a value that only cells of this column can have.
    For(Column),
}

/// Debug builds panic here if the running check does not declare an access to a cell.
pub(super) fn watch(look: Look, column: Column, value: &Value, place: &Place) {
    if let Some(declared) = watched::declared() {
        debug_assert!(
            declared.allow(look, column, value, place),
            "a check looks {look:?} of {column:?} at {}, and declares {declared:?}",
            place.pointer(),
        );
    }
}

/// Computes what every check may read, whatever it depends on.
pub(super) fn unwatched<T>(work_out: impl FnOnce() -> T) -> T {
    watched::with(None, work_out)
}

/// Whether a check is being watched.
pub(super) fn is_watched() -> bool {
    watched::declared().is_some()
}

#[cfg(debug_assertions)]
mod watched {
    use std::cell::Cell;

    use super::Reads;

    std::thread_local! {
        /// The declaration of the running check.
        static DECLARED: Cell<Option<Reads>> = const { Cell::new(None) };
    }

    pub fn declared() -> Option<Reads> {
        DECLARED.get()
    }

    pub fn with<T>(declared: Option<Reads>, work: impl FnOnce() -> T) -> T {
        struct Restore(Option<Reads>);
        impl Drop for Restore {
            fn drop(&mut self) {
                DECLARED.set(self.0);
            }
        }
        let _restore = Restore(DECLARED.replace(declared));
        work()
    }
}

#[cfg(not(debug_assertions))]
mod watched {
    use super::Reads;

    pub fn declared() -> Option<Reads> {
        None
    }

    pub fn with<T>(_: Option<Reads>, work: impl FnOnce() -> T) -> T {
        work()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_reads_what_an_edit_changes() {
        let edited =
            |columns: &[Column], presence| Edited { columns: Columns::of(columns), presence };
        let points = Reads::of(&[Column::Points, Column::Score]);
        let others = Reads::but(&[Column::Points, Column::Score]);
        for (reads, edited, meets) in [
            (points, edited(&[Column::Score], false), true),
            (points, edited(&[Column::Money], true), false),
            (points, Edited::ALL, true),
            (others, edited(&[Column::Score], false), false),
            (others, edited(&[Column::Score], true), true),
            (others, edited(&[Column::Score, Column::Money], false), true),
            (Reads::ALL, edited(&[Column::Score], false), true),
        ] {
            assert_eq!(reads.meets(edited), meets, "{reads:?} {edited:?}");
        }
    }
}
