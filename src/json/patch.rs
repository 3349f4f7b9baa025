//! The operations on a JSON tree that editing needs.

use std::borrow::Cow;

use serde::Serialize;

use super::Json;
use crate::error::{Error, ErrorKind};
use crate::json::pointer::{index, tokens};

/// One operation of a patch (RFC 6902), as returned to callers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PatchOp {
    /// `add`, `replace`, `remove` or `test`.
    pub op: &'static str,
    /// A pointer into the filing.
    pub path: String,
    /// The value to add, replace with or test for; `None` for `remove`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Json<'static>>,
}

/// Puts `value` at `path`, replacing what is there or adding a member to an object; returns the
/// previous value.
pub fn put(
    json: &mut Json<'static>,
    path: &str,
    value: Json<'static>,
) -> Result<Option<Json<'static>>, Error> {
    let (parent, key) = parent_of(json, path)?;
    match parent {
        Json::Object(members) => Ok(members.insert(key.into_owned().into(), value)),
        Json::Array(items) => match index(&key).and_then(|index| items.get_mut(index)) {
            Some(item) => Ok(Some(core::mem::replace(item, value))),
            None => Err(nowhere(path)),
        },
        _ => Err(nowhere(path)),
    }
}

/// Removes the value at `path`.
pub fn take(json: &mut Json<'static>, path: &str) -> Result<Json<'static>, Error> {
    let (parent, key) = parent_of(json, path)?;
    let taken = match parent {
        Json::Object(members) => members.remove(&key),
        Json::Array(items) => {
            index(&key).filter(|index| *index < items.len()).map(|index| items.remove(index))
        }
        _ => None,
    };
    taken.ok_or_else(|| nowhere(path))
}

/// One operation of RFC 6902.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// Adds a value at a path: inserted before an item of a list, or set as a member of an object.
    Add(String, Json<'static>),
    /// Replaces the value at a path.
    Replace(String, Json<'static>),
    /// Removes the value at a path.
    Remove(String),
    /// Refuses the patch unless this value is at a path.
    Test(String, Json<'static>),
}

impl From<PatchOp> for Operation {
    fn from(PatchOp { op, path, value }: PatchOp) -> Operation {
        let value = || value.unwrap_or(Json::Null);
        match op {
            "remove" => Operation::Remove(path),
            "replace" => Operation::Replace(path, value()),
            "test" => Operation::Test(path, value()),
            _ => Operation::Add(path, value()),
        }
    }
}

impl Operation {
    /// Reads a patch; errors point into it.
    pub fn read_all<'a>(patch: impl Into<Json<'a>>) -> Result<Vec<Operation>, Error> {
        let patch = patch.into();
        let operations = patch.as_array().ok_or_else(|| {
            Error::new(ErrorKind::BadPatch, "", "a patch is a list of operations")
        })?;
        operations
            .iter()
            .enumerate()
            .map(|(index, operation)| Operation::read(index, operation))
            .collect()
    }

    fn read(index: usize, operation: &Json<'_>) -> Result<Operation, Error> {
        let text = |key: &str| {
            let text = operation.get(key).and_then(Json::as_str);
            text.map(str::to_owned).ok_or_else(|| {
                Error::new(
                    ErrorKind::BadPatch,
                    format!("/{index}/{key}"),
                    format!("operation {index} has no {key:?}"),
                )
            })
        };
        let value = || {
            operation.get("value").map(Json::to_static).ok_or_else(|| {
                Error::new(
                    ErrorKind::BadPatch,
                    format!("/{index}/value"),
                    format!("operation {index} has no value"),
                )
            })
        };
        let path = text("path")?;
        match text("op")?.as_str() {
            "add" => Ok(Operation::Add(path, value()?)),
            "replace" => Ok(Operation::Replace(path, value()?)),
            "remove" => Ok(Operation::Remove(path)),
            "test" => Ok(Operation::Test(path, value()?)),
            other => Err(Error::new(
                ErrorKind::BadPatch,
                format!("/{index}/op"),
                format!("operation {index} is {other:?}; a patch adds, replaces, removes or tests"),
            )),
        }
    }

    /// Carries it out, or returns an error and leaves `json` unchanged. A test leaves nothing to
    /// undo.
    pub fn apply(&self, json: &mut Json<'static>) -> Result<Option<Undo>, Error> {
        match self {
            Operation::Add(path, value) => add(json, path, value.clone()).map(Some),
            Operation::Replace(path, value) => {
                json.pointer(path).ok_or_else(|| nowhere(path))?;
                Ok(put(json, path, value.clone())?.map(|before| Undo::Put(path.clone(), before)))
            }
            Operation::Remove(path) => {
                let position = position(json, path)?;
                Ok(Some(Undo::Restore(path.clone(), position, take(json, path)?)))
            }
            Operation::Test(path, value) => match json.pointer(path) {
                Some(there) if there == value => Ok(None),
                Some(there) => Err(Error::new(
                    ErrorKind::BadPatch,
                    path.as_str(),
                    format!("the test at {path} fails: it holds {there}, not {value}"),
                )),
                None => Err(nowhere(path)),
            },
        }
    }
}

/// The inverse of one operation.
#[derive(Clone, Debug, PartialEq)]
pub enum Undo {
    /// Removes what was added at a path.
    Take(String),
    /// Restores what was replaced at a path.
    Put(String, Json<'static>),
    /// Puts a removed item or member back at its position.
    Restore(String, usize, Json<'static>),
}

/// Carries out a whole patch, or returns an error and leaves `json` unchanged.
pub fn apply_all(json: &mut Json<'static>, patch: &[Operation]) -> Result<Vec<Undo>, Error> {
    let mut done = Vec::new();
    for operation in patch {
        match operation.apply(json) {
            Ok(undo) => done.extend(undo),
            Err(error) => {
                undo(json, done);
                return Err(error);
            }
        }
    }
    Ok(done)
}

/// Reverts a patch, including the order of members.
pub fn undo(json: &mut Json<'static>, done: Vec<Undo>) {
    for step in done.into_iter().rev() {
        match step {
            Undo::Take(path) => drop(take(json, &path)),
            Undo::Put(path, value) => drop(put(json, &path, value)),
            Undo::Restore(path, position, value) => match parent_of(json, &path) {
                Ok((Json::Array(items), _)) => items.insert(position.min(items.len()), value),
                Ok((Json::Object(members), key)) => {
                    members.restore(position, key.into_owned().into(), value)
                }
                _ => {}
            },
        }
    }
}

fn add(json: &mut Json<'static>, path: &str, value: Json<'static>) -> Result<Undo, Error> {
    let (parent, key) = parent_of(json, path)?;
    match parent {
        Json::Array(items) => {
            let at = if key == "-" { Some(items.len()) } else { index(&key) };
            let at = at.filter(|at| *at <= items.len()).ok_or_else(|| nowhere(path))?;
            items.insert(at, value);
            let list = path.rsplit_once('/').map_or("", |(list, _)| list);
            Ok(Undo::Take(format!("{list}/{at}")))
        }
        Json::Object(members) => Ok(match members.insert(key.into_owned().into(), value) {
            Some(before) => Undo::Put(path.to_owned(), before),
            None => Undo::Take(path.to_owned()),
        }),
        _ => Err(nowhere(path)),
    }
}

/// The number of items or members before the one at `path`.
fn position(json: &mut Json<'static>, path: &str) -> Result<usize, Error> {
    let (parent, key) = parent_of(json, path)?;
    let position = match parent {
        Json::Array(_) => index(&key),
        Json::Object(members) => members.position(&key),
        _ => None,
    };
    position.ok_or_else(|| nowhere(path))
}

fn parent_of<'a, 'p>(
    json: &'a mut Json<'static>,
    path: &'p str,
) -> Result<(&'a mut Json<'static>, Cow<'p, str>), Error> {
    let mut tokens = tokens(path).ok_or_else(|| {
        Error::new(ErrorKind::NoSuchPlace, path, format!("{path:?} is no JSON Pointer"))
    })?;
    let key = tokens.next_back().ok_or_else(|| {
        Error::new(ErrorKind::NoSuchPlace, path, "the filing itself cannot be replaced")
    })?;
    let parent = tokens.try_fold(json, |at, token| match at {
        Json::Object(members) => members.get_mut(&token),
        Json::Array(items) => items.get_mut(index(&token)?),
        _ => None,
    });
    parent.map(|parent| (parent, key)).ok_or_else(|| nowhere(path))
}

fn nowhere(path: &str) -> Error {
    Error::new(ErrorKind::NoSuchPlace, path, format!("there is nothing at {path}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn operations_keep_to_the_standard() {
        let mut json = Json::from(json!({"a": ["x", "y"], "b/c": 1}));
        for operation in [
            json!({"op": "test", "path": "/a/0", "value": "x"}),
            json!({"op": "add", "path": "/a/1", "value": "z"}),
            json!({"op": "add", "path": "/a/-", "value": "w"}),
            json!({"op": "replace", "path": "/b~1c", "value": 2}),
            json!({"op": "remove", "path": "/a/0"}),
        ] {
            Operation::read(0, &Json::from(&operation)).and_then(|o| o.apply(&mut json)).unwrap();
        }
        assert_eq!(json, json!({"a": ["z", "y", "w"], "b/c": 2}).into());
    }

    #[test]
    fn a_patch_that_fails_leaves_no_trace() {
        let text = r#"{"a":["x","y"],"b":{"c":1,"d":2,"e":3},"f":0}"#;
        let mut json = crate::json::parse(text).unwrap().to_static();
        let patch = json!([
            {"op": "remove", "path": "/b/c"},
            {"op": "remove", "path": "/b/d"},
            {"op": "add", "path": "/b/c", "value": 7},
            {"op": "add", "path": "/b/e", "value": 8},
            {"op": "remove", "path": "/a/0"},
            {"op": "add", "path": "/a/-", "value": "z"},
            {"op": "add", "path": "/a/0", "value": "w"},
            {"op": "replace", "path": "/a/1", "value": ["v"]},
            {"op": "add", "path": "/a/1/-", "value": "u"},
            {"op": "replace", "path": "/f", "value": {}},
            {"op": "add", "path": "/f/g", "value": {}},
        ]);
        let mut patch = Operation::read_all(patch).unwrap();
        let done = apply_all(&mut json, &patch).unwrap();
        assert_eq!(json.to_string(), r#"{"a":["w",["v","u"],"z"],"b":{"e":8,"c":7},"f":{"g":{}}}"#);
        undo(&mut json, done);
        assert_eq!(json.to_string(), text);
        patch.push(Operation::Test("/f".to_owned(), Json::Null));
        assert_eq!(apply_all(&mut json, &patch).unwrap_err().path(), "/f");
        assert_eq!(json.to_string(), text);
    }

    #[test]
    fn refusals_name_the_place() {
        let mut json = Json::from(json!({"a": ["x"]}));
        for (operation, path) in [
            (json!({"op": "replace", "path": "/a/3", "value": 1}), "/a/3"),
            (json!({"op": "remove", "path": "/b"}), "/b"),
            (json!({"op": "remove", "path": "/a/-"}), "/a/-"),
            (json!({"op": "remove", "path": "/a/1"}), "/a/1"),
            (json!({"op": "add", "path": "/a/00", "value": 1}), "/a/00"),
            (json!({"op": "add", "path": "/a/+0", "value": 1}), "/a/+0"),
            (json!({"op": "test", "path": "/a/0", "value": "y"}), "/a/0"),
            (json!({"op": "add", "path": "a", "value": 1}), "a"),
            (json!({"op": "replace", "path": "", "value": 1}), ""),
        ] {
            let refused =
                Operation::read(0, &Json::from(&operation)).and_then(|o| o.apply(&mut json));
            assert_eq!(
                refused.map_err(|error| error.path().to_owned()),
                Err(path.to_owned()),
                "{operation}"
            );
        }
        assert_eq!(json, json!({"a": ["x"]}).into());
        assert_eq!(
            Operation::read_all(json!([{"op": "move", "path": "/a"}])).unwrap_err().path(),
            "/0/op"
        );
    }
}
