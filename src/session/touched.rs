//! Finds out what a patch leaves unchanged, so that it need not be read and judged again.

use crate::json::Operation;
use crate::json::pointer::{index, tokens};

/// What the operations of a patch touch, by their paths alone.
#[derive(Debug)]
pub struct Touched {
    /// For each document after the patch, its index before; `None` if something in it was touched.
    origins: Vec<Option<usize>>,
    /// Whether some document was touched, added, removed or moved.
    pub documents: bool,
    pub profile: bool,
}

impl Touched {
    /// What a patch touches in a filing of so many documents, assuming that each operation
    /// succeeds.
    pub fn by(patch: &[Operation], documents: usize) -> Touched {
        let mut touched = Touched {
            origins: (0..documents).map(Some).collect(),
            documents: false,
            profile: false,
        };
        patch.iter().for_each(|operation| touched.note(operation));
        touched
    }

    /// Whether the document now at this index is the one that was there before, untouched.
    pub fn is_kept(&self, index: usize) -> bool {
        !self.profile && self.origins.get(index) == Some(&Some(index))
    }

    fn note(&mut self, operation: &Operation) {
        let path = match operation {
            Operation::Test(..) => return,
            Operation::Add(path, _) | Operation::Replace(path, _) | Operation::Remove(path) => path,
        };
        let mut tokens = tokens(path).into_iter().flatten();
        match tokens.next().as_deref() {
            Some("documents") => self.documents = true,
            // Every rule may read the profile.
            Some("profile") => {
                self.profile = true;
                return;
            }
            _ => return,
        }
        let Some(token) = tokens.next() else { return self.origins.clear() };
        let at = index(&token).unwrap_or(self.origins.len());
        match operation {
            _ if tokens.next().is_some() => self.touch(at),
            Operation::Add(..) if at <= self.origins.len() => self.origins.insert(at, None),
            Operation::Remove(_) if at < self.origins.len() => drop(self.origins.remove(at)),
            _ => self.touch(at),
        }
    }

    fn touch(&mut self, at: usize) {
        if let Some(origin) = self.origins.get_mut(at) {
            *origin = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use serde_json::json;

    #[test]
    fn what_is_not_touched_is_kept() {
        let add = |path: &str| json!({"op": "add", "path": path, "value": 0});
        let remove = |path: &str| json!({"op": "remove", "path": path});
        let replace = |path: &str| json!({"op": "replace", "path": path, "value": 0});
        // Of three documents, the ones that need not be read again.
        for (patch, kept) in [
            (vec![], vec![0, 1, 2]),
            (vec![json!({"op": "test", "path": "/documents/1", "value": 0})], vec![0, 1, 2]),
            (vec![replace("/documents/1/indicators/0/score")], vec![0, 2]),
            (vec![add("/documents/1/indicators/0"), remove("/documents/2/title")], vec![0]),
            (vec![replace("/documents/1")], vec![0, 2]),
            (vec![add("/documents/-")], vec![0, 1, 2]),
            (vec![add("/documents/3")], vec![0, 1, 2]),
            (vec![add("/documents/1")], vec![0]),
            (vec![remove("/documents/2")], vec![0, 1]),
            (vec![remove("/documents/0")], vec![]),
            // Added again, but with the content of the patch.
            (vec![remove("/documents/1"), add("/documents/1")], vec![0, 2]),
            // The last index now belongs to another document.
            (vec![add("/documents/2"), remove("/documents/3")], vec![0, 1]),
            // An edit in a document that has moved.
            (
                vec![remove("/documents/0"), add("/documents/0"), replace("/documents/2/title")],
                vec![1],
            ),
            (vec![replace("/documents")], vec![]),
            (vec![replace("/documents"), add("/documents/0"), remove("/documents/1")], vec![]),
            (vec![add("/profile")], vec![]),
            (vec![replace("/profile/severity")], vec![]),
            (vec![replace("/acknowledged"), add("/acknowledged/0"), add("/remark")], vec![0, 1, 2]),
        ] {
            let operations = Operation::read_all(Json::from(json!(patch))).unwrap();
            let touched = Touched::by(&operations, 3);
            assert_eq!(
                (0..5).filter(|index| touched.is_kept(*index)).collect::<Vec<_>>(),
                kept,
                "{patch:?}"
            );
        }
    }
}
