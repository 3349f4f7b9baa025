//! What a check reads of the cells of a filing, and what an edit changes for it.

use crate::value::{Column, Columns};

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
