//! Looks up the nearest entry of a map by pointer.

use std::collections::BTreeMap;

/// The entry at a pointer; else the first one below it, or the nearest one above.
pub fn nearest<'a, T>(by_pointer: &'a BTreeMap<String, T>, pointer: &str) -> Option<&'a T> {
    above(pointer)
        .find_map(|pointer| by_pointer.get(pointer).or_else(|| first_below(by_pointer, pointer)))
}

/// A pointer and all pointers above it, up to the root.
fn above(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |below| below.rsplit_once('/').map(|(above, _)| above))
}

fn first_below<'a, T>(by_pointer: &'a BTreeMap<String, T>, pointer: &str) -> Option<&'a T> {
    let start = format!("{pointer}/");
    let (path, value) = by_pointer.range(start.clone()..).next()?;
    path.starts_with(&start).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_the_same_then_below_then_above() {
        let by_pointer: BTreeMap<String, &str> =
            ["/a/0/x", "/a/0/y", "/a/10", "/b", "/b/c"].map(|path| (path.to_owned(), path)).into();
        for (pointer, expected) in [
            ("/a/0/y", Some("/a/0/y")),
            ("/a/0", Some("/a/0/x")),
            ("/a/1", Some("/a/0/x")), // not a cell of row 10
            ("/b/d", Some("/b")),
            ("", Some("/a/0/x")),
            ("c", None),
        ] {
            assert_eq!(nearest(&by_pointer, pointer).copied(), expected, "{pointer}");
        }
    }
}
