//! Some of the documents of a filing.

/// Some of the documents of a filing, by their indices, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSet(Vec<usize>);

impl DocumentSet {
    /// The first `count` documents.
    pub fn first(count: usize) -> DocumentSet {
        DocumentSet((0..count).collect())
    }

    /// Adds a document; returns whether it was new.
    pub fn insert(&mut self, index: usize) -> bool {
        let at = self.0.binary_search(&index);
        if let Err(at) = at {
            self.0.insert(at, index);
        }
        at.is_err()
    }

    /// The position of a document in the set.
    pub fn position(&self, index: usize) -> Option<usize> {
        self.0.binary_search(&index).ok()
    }

    pub fn contains(&self, index: usize) -> bool {
        self.position(index).is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().copied()
    }
}

impl Extend<usize> for DocumentSet {
    fn extend<I: IntoIterator<Item = usize>>(&mut self, indices: I) {
        for index in indices {
            self.insert(index);
        }
    }
}
