//! Follows pointers through edits of the structure above them.

use crate::json::pointer::index;

/// An edit that changes which items a list has, or which members an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift<'p> {
    /// An item was inserted into a list; those at and after its index moved on by one.
    Insert {
        /// The pointer to the list.
        list: &'p str,
        /// The index of the item afterwards.
        at: usize,
    },
    /// An item was removed from a list; those after it moved up by one.
    Remove {
        /// The pointer to the list.
        list: &'p str,
        /// The index of the item before.
        at: usize,
    },
    /// An item was removed from a list and inserted at another index of the rest.
    Move {
        /// The pointer to the list.
        list: &'p str,
        /// The index of the item before.
        from: usize,
        /// Its index now.
        to: usize,
    },
    /// A member of an object was removed.
    Member {
        /// The pointer to the member.
        path: &'p str,
    },
}

impl Shift<'_> {
    /// Where the value that was at `pointer` is now; `None` if it is gone.
    pub fn follow(self, pointer: &str) -> Option<String> {
        let list = match self {
            Shift::Insert { list, .. } | Shift::Remove { list, .. } | Shift::Move { list, .. } => {
                list
            }
            Shift::Member { path } => {
                return inside(pointer, path).is_none().then(|| pointer.to_owned());
            }
        };
        let item = inside(pointer, list).and_then(|rest| rest.strip_prefix('/')).and_then(|rest| {
            let (token, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            Some((index(token)?, rest))
        });
        match item {
            Some((at, rest)) => Some(format!("{list}/{}{rest}", self.follow_index(at)?)),
            None => Some(pointer.to_owned()),
        }
    }

    fn follow_index(self, index: usize) -> Option<usize> {
        match self {
            Shift::Insert { at, .. } => Some(if index < at { index } else { index + 1 }),
            Shift::Remove { at, .. } if index == at => None,
            Shift::Remove { at, .. } => Some(if index < at { index } else { index - 1 }),
            Shift::Move { from, to, .. } if index == from => Some(to),
            Shift::Move { from, to, .. } => {
                let left = if index < from { index } else { index - 1 };
                Some(if left < to { left } else { left + 1 })
            }
            Shift::Member { .. } => Some(index),
        }
    }
}

/// The part of `pointer` below `root`; empty for `root` itself, `None` if it leads elsewhere.
fn inside<'a>(pointer: &'a str, root: &str) -> Option<&'a str> {
    pointer.strip_prefix(root).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_follow_their_items() {
        let rows = "/documents/1/indicators";
        let insert = |at| Shift::Insert { list: rows, at };
        let remove = |at| Shift::Remove { list: rows, at };
        let moved = |from, to| Shift::Move { list: rows, from, to };
        for (shift, pointer, expected) in [
            (insert(3), "/documents/1/indicators/2/score", Some("/documents/1/indicators/2/score")),
            (insert(3), "/documents/1/indicators/3/score", Some("/documents/1/indicators/4/score")),
            (insert(3), "/documents/1/indicators/9", Some("/documents/1/indicators/10")),
            (insert(0), "/documents/1/indicators/0/name", Some("/documents/1/indicators/1/name")),
            // Other documents, other lists, the list itself, and names that merely begin the same.
            (insert(0), "/documents/0/indicators/0/name", Some("/documents/0/indicators/0/name")),
            (insert(0), "/documents/11/indicators/0/name", Some("/documents/11/indicators/0/name")),
            (insert(0), "/documents/1/funds/parts/0/name", Some("/documents/1/funds/parts/0/name")),
            (insert(0), "/documents/1/indicators", Some("/documents/1/indicators")),
            (insert(0), "/documents/1/indicators2/0", Some("/documents/1/indicators2/0")),
            (insert(0), "/documents/1/indicators/-", Some("/documents/1/indicators/-")),
            (insert(0), "/documents/1/indicators/00/name", Some("/documents/1/indicators/00/name")),
            (insert(0), "", Some("")),
            (remove(3), "/documents/1/indicators/2/score", Some("/documents/1/indicators/2/score")),
            (remove(3), "/documents/1/indicators/3/score", None),
            (remove(3), "/documents/1/indicators/3", None),
            (remove(3), "/documents/1/indicators/4/score", Some("/documents/1/indicators/3/score")),
            (
                remove(3),
                "/documents/1/indicators/30/score",
                Some("/documents/1/indicators/29/score"),
            ),
            // a b c d → b c a d
            (
                moved(0, 2),
                "/documents/1/indicators/0/score",
                Some("/documents/1/indicators/2/score"),
            ),
            (
                moved(0, 2),
                "/documents/1/indicators/1/score",
                Some("/documents/1/indicators/0/score"),
            ),
            (
                moved(0, 2),
                "/documents/1/indicators/2/score",
                Some("/documents/1/indicators/1/score"),
            ),
            (
                moved(0, 2),
                "/documents/1/indicators/3/score",
                Some("/documents/1/indicators/3/score"),
            ),
            // a b c d → a d b c
            (
                moved(3, 1),
                "/documents/1/indicators/0/score",
                Some("/documents/1/indicators/0/score"),
            ),
            (
                moved(3, 1),
                "/documents/1/indicators/1/score",
                Some("/documents/1/indicators/2/score"),
            ),
            (
                moved(3, 1),
                "/documents/1/indicators/2/score",
                Some("/documents/1/indicators/3/score"),
            ),
            (
                moved(3, 1),
                "/documents/1/indicators/3/score",
                Some("/documents/1/indicators/1/score"),
            ),
            (
                moved(2, 2),
                "/documents/1/indicators/2/score",
                Some("/documents/1/indicators/2/score"),
            ),
        ] {
            assert_eq!(shift.follow(pointer).as_deref(), expected, "{shift:?} {pointer}");
        }
    }

    #[test]
    fn documents_take_all_that_is_in_them_along() {
        let documents = "/documents";
        for (shift, pointer, expected) in [
            (
                Shift::Insert { list: documents, at: 0 },
                "/documents/0/funds/total/rate",
                Some("/documents/1/funds/total/rate"),
            ),
            (Shift::Remove { list: documents, at: 0 }, "/documents/0/funds/total/rate", None),
            (
                Shift::Remove { list: documents, at: 0 },
                "/documents/1/funds/total/rate",
                Some("/documents/0/funds/total/rate"),
            ),
            (
                Shift::Move { list: documents, from: 2, to: 0 },
                "/documents/2/title",
                Some("/documents/0/title"),
            ),
            (Shift::Member { path: "/documents/0/funds" }, "/documents/0/funds/total/rate", None),
            (Shift::Member { path: "/documents/0/funds" }, "/documents/0/funds", None),
            (
                Shift::Member { path: "/documents/0/funds" },
                "/documents/0/fundsOf",
                Some("/documents/0/fundsOf"),
            ),
            (
                Shift::Member { path: "/documents/0/funds" },
                "/documents/1/funds/total/rate",
                Some("/documents/1/funds/total/rate"),
            ),
        ] {
            assert_eq!(shift.follow(pointer).as_deref(), expected, "{shift:?} {pointer}");
        }
    }
}
