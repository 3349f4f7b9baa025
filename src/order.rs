//! Sorting.

use std::cmp::Ordering;

/// Sorts stably by `compare`.
///
/// Sorts indices instead of values, so that the wasm module contains one instantiation of
/// [`slice::sort_by`] instead of one for each type of value.
pub fn sorted<T>(values: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    if values.is_sorted_by(|a, b| compare(a, b).is_le()) {
        return values;
    }
    let by_index = |a: usize, b: usize| {
        values.get(a).zip(values.get(b)).map_or(Ordering::Equal, |(a, b)| compare(a, b))
    };
    let order = order_of(values.len(), &by_index);
    let mut values: Vec<Option<T>> = values.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| values.get_mut(index)?.take()).collect()
}

/// Sorts stably by what `key` gives.
pub fn sorted_by_key<T, K: Ord>(values: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    sorted(values, |a, b| key(a).cmp(&key(b)))
}

#[expect(clippy::disallowed_methods, reason = "all others sort by this one")]
fn order_of(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_keep_their_order() {
        let by_first = |a: &&str, b: &&str| a.as_bytes().first().cmp(&b.as_bytes().first());
        for (values, expected) in [
            (&[][..], &[][..]),
            (&["b2", "a1"], &["a1", "b2"]),
            (&["c1", "a2", "b3", "a4", "c5", "a6"], &["a2", "a4", "a6", "b3", "c1", "c5"]),
        ] {
            assert_eq!(sorted(values.to_vec(), by_first), expected);
        }
    }
}
