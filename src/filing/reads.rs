//! What a check reads of the cells of a filing, and what an edit changes for it.
//!
//! A check that reads more than it declares would leave a stale finding behind an edit. In debug
//! builds every look at a cell is therefore compared with what the running check declares, so that
//! the tests of a rule test its declaration too.

use super::pointer::Place;
use crate::value::{Column, Columns, Value};

/// What a check that reaches beyond a row reads of the cells within its reach. A session runs it
/// again only where an edit changes that ([`Edited`]).
///
/// Beside it every check may read whether a row is filled in, and of the cells outside of rows
/// whether they are blank and what kind of value they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// The columns whose values it reads.
    pub columns: Columns,
    /// It also reads, of the cells of all columns, whether they are blank and what kind of value
    /// they hold.
    pub presence: bool,
}

impl Reads {
    /// All there is.
    pub const ALL: Reads = Reads { columns: Columns::ALL, presence: true };

    /// The values of some columns.
    pub const fn of(columns: &[Column]) -> Reads {
        Reads { columns: Columns::of(columns), presence: false }
    }

    /// The values of all columns but some, and of these what kind of value is there.
    pub const fn but(columns: &[Column]) -> Reads {
        Reads { columns: Columns::but(columns), presence: true }
    }

    /// The same, and of the cells of all columns what kind of value they hold.
    pub const fn and_presence(self) -> Reads {
        Reads { presence: true, ..self }
    }

    /// Runs a check that declares this. In debug builds it panics where it reads anything else.
    pub fn watch<T>(self, check: impl FnOnce() -> T) -> T {
        watched::with(Some(self), check)
    }

    /// Would any edit that changes what is seen of a cell meet the check?
    fn allow(self, look: Look, column: Column, value: &Value, place: &Place) -> bool {
        let columns = value.columns(column);
        // Where the unit of all amounts is another, all of the document is judged again.
        if column == Column::MoneyUnit || self.columns.meets(columns) {
            return true;
        }
        let changing = match look {
            Look::For(other) if column == Column::Measure => Columns::of(&[column, other]),
            _ => Columns::of(&[column]),
        };
        // The text of a blank cell says no more than that it is blank.
        let is_presence = look != Look::AtValue || value.is_blank();
        is_presence && (self.presence || self.columns.meets(changing) || !place.is_in_row())
    }

    /// Does the check read what an edit changed?
    pub const fn meets(self, edited: Edited) -> bool {
        self.columns.meets(edited.columns) || (self.presence && edited.presence)
    }
}

/// What an edit of one cell changed for those who read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The columns as which the cell was read, before or after.
    pub columns: Columns,
    /// It came to hold another kind of value, or none.
    pub presence: bool,
}

impl Edited {
    /// Whatever any check reads.
    pub const ALL: Edited = Edited { columns: Columns::ALL, presence: true };
}

/// How a cell is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// At its text, or what that means.
    AtValue,
    /// At whether it is blank, or what kind of value it holds.
    AtKind,
    /// At whether it holds a value as which only cells of this column are read.
    For(Column),
}

/// Panics, in debug builds, where the running check does not declare a look at a cell.
pub(super) fn watch(look: Look, column: Column, value: &Value, place: &Place) {
    if let Some(declared) = watched::declared() {
        debug_assert!(
            declared.allow(look, column, value, place),
            "a check looks {look:?} of {column:?} at {}, and declares {declared:?}",
            place.pointer(),
        );
    }
}

/// Works out what every check may read, whatever it rests on.
pub(super) fn unwatched<T>(work_out: impl FnOnce() -> T) -> T {
    watched::with(None, work_out)
}

/// Is a check being watched?
pub(super) fn is_watched() -> bool {
    watched::declared().is_some()
}

#[cfg(debug_assertions)]
mod watched {
    use std::cell::Cell;

    use super::Reads;

    std::thread_local! {
        /// What the running check declares.
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
