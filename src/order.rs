//! Putting things in order.

use std::cmp::Ordering;

/// The things in order; those that compare equal stay as they stand.
///
/// It is their indices that are sorted: every kind of thing that is sorted itself brings a sorter
/// of its own into the module.
pub fn sorted<T>(things: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    if things.is_sorted_by(|a, b| compare(a, b).is_le()) {
        return things;
    }
    let by_index = |a: usize, b: usize| {
        things.get(a).zip(things.get(b)).map_or(Ordering::Equal, |(a, b)| compare(a, b))
    };
    let order = order_of(things.len(), &by_index);
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| things.get_mut(index)?.take()).collect()
}

fn order_of(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_things_stay_as_they_stand() {
        let by_first = |a: &&str, b: &&str| a.as_bytes().first().cmp(&b.as_bytes().first());
        for (things, expected) in [
            (&[][..], &[][..]),
            (&["b2", "a1"], &["a1", "b2"]),
            (&["c1", "a2", "b3", "a4", "c5", "a6"], &["a2", "a4", "a6", "b3", "c1", "c5"]),
        ] {
            assert_eq!(sorted(things.to_vec(), by_first), expected);
        }
    }
}
