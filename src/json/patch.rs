//! The few operations on a JSON tree that editing needs.

use std::borrow::Cow;

use super::Json;
use crate::error::Error;
use crate::filing::pointer::tokens;

/// Puts `value` at `path`, replacing what stands there or adding a member to an object; gives what stood there.
pub fn put(json: &mut Json<'static>, path: &str, value: Json<'static>) -> Result<Option<Json<'static>>, Error> {
    let (parent, key) = parent_of(json, path)?;
    match parent {
        Json::Object(members) => Ok(members.insert(key.into_owned().into(), value)),
        Json::Array(items) => match key.parse::<usize>().ok().and_then(|index| items.get_mut(index)) {
            Some(item) => Ok(Some(core::mem::replace(item, value))),
            None => Err(nowhere(path)),
        },
        _ => Err(nowhere(path)),
    }
}

/// Takes out what stands at `path`.
pub fn take(json: &mut Json<'static>, path: &str) -> Result<Json<'static>, Error> {
    let (parent, key) = parent_of(json, path)?;
    let taken = match parent {
        Json::Object(members) => members.remove(&key),
        Json::Array(items) => key.parse::<usize>().ok().filter(|index| *index < items.len()).map(|index| items.remove(index)),
        _ => None,
    };
    taken.ok_or_else(|| nowhere(path))
}

/// One operation of RFC 6902.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    Add(String, Json<'static>),
    Replace(String, Json<'static>),
    Remove(String),
    Test(String, Json<'static>),
}

impl Operation {
    /// Reads a patch; errors point into it.
    pub fn read_all<'a>(patch: impl Into<Json<'a>>) -> Result<Vec<Operation>, Error> {
        let patch = patch.into();
        let operations = patch.as_array().ok_or_else(|| Error::new("", "a patch is a list of operations"))?;
        operations.iter().enumerate().map(|(index, operation)| Operation::read(index, operation)).collect()
    }

    fn read(index: usize, operation: &Json<'_>) -> Result<Operation, Error> {
        let text = |key: &str| {
            let text = operation.get(key).and_then(Json::as_str);
            text.map(str::to_owned).ok_or_else(|| Error::new(format!("/{index}/{key}"), format!("operation {index} has no {key:?}")))
        };
        let value = || {
            operation
                .get("value")
                .map(Json::to_static)
                .ok_or_else(|| Error::new(format!("/{index}/value"), format!("operation {index} has no value")))
        };
        let path = text("path")?;
        match text("op")?.as_str() {
            "add" => Ok(Operation::Add(path, value()?)),
            "replace" => Ok(Operation::Replace(path, value()?)),
            "remove" => Ok(Operation::Remove(path)),
            "test" => Ok(Operation::Test(path, value()?)),
            other => {
                Err(Error::new(format!("/{index}/op"), format!("operation {index} is {other:?}; a patch adds, replaces, removes or tests")))
            }
        }
    }

    /// Carries it out, or says why not and leaves `json` as it was.
    pub fn apply(&self, json: &mut Json<'static>) -> Result<(), Error> {
        match self {
            Operation::Add(path, value) => add(json, path, value.clone()),
            Operation::Replace(path, value) => {
                json.pointer(path).ok_or_else(|| nowhere(path))?;
                put(json, path, value.clone()).map(drop)
            }
            Operation::Remove(path) => take(json, path).map(drop),
            Operation::Test(path, value) => match json.pointer(path) {
                Some(there) if there == value => Ok(()),
                Some(there) => Err(Error::new(path.as_str(), format!("the test at {path} fails: it holds {there}, not {value}"))),
                None => Err(nowhere(path)),
            },
        }
    }
}

fn add(json: &mut Json<'static>, path: &str, value: Json<'static>) -> Result<(), Error> {
    let (parent, key) = parent_of(json, path)?;
    match parent {
        Json::Array(items) if key == "-" => items.push(value),
        Json::Array(items) => match key.parse::<usize>() {
            Ok(index) if index <= items.len() => items.insert(index, value),
            _ => return Err(nowhere(path)),
        },
        Json::Object(members) => drop(members.insert(key.into_owned().into(), value)),
        _ => return Err(nowhere(path)),
    }
    Ok(())
}

fn parent_of<'a, 'p>(json: &'a mut Json<'static>, path: &'p str) -> Result<(&'a mut Json<'static>, Cow<'p, str>), Error> {
    let mut tokens = tokens(path).ok_or_else(|| Error::new(path, format!("{path:?} is no JSON Pointer")))?;
    let key = tokens.next_back().ok_or_else(|| Error::new(path, "the filing itself cannot be replaced"))?;
    let parent = tokens.try_fold(json, |at, token| match at {
        Json::Object(members) => members.get_mut(&token),
        Json::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
        _ => None,
    });
    parent.map(|parent| (parent, key)).ok_or_else(|| nowhere(path))
}

fn nowhere(path: &str) -> Error {
    Error::new(path, format!("there is nothing at {path}"))
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
    fn refusals_name_the_place() {
        let mut json = Json::from(json!({"a": ["x"]}));
        for (operation, path) in [
            (json!({"op": "replace", "path": "/a/3", "value": 1}), "/a/3"),
            (json!({"op": "remove", "path": "/b"}), "/b"),
            (json!({"op": "test", "path": "/a/0", "value": "y"}), "/a/0"),
            (json!({"op": "add", "path": "a", "value": 1}), "a"),
            (json!({"op": "replace", "path": "", "value": 1}), ""),
        ] {
            let refused = Operation::read(0, &Json::from(&operation)).and_then(|o| o.apply(&mut json));
            assert_eq!(refused.map_err(|error| error.path), Err(path.to_owned()), "{operation}");
        }
        assert_eq!(json, json!({"a": ["x"]}).into());
        assert_eq!(Operation::read_all(json!([{"op": "move", "path": "/a"}])).unwrap_err().path, "/0/op");
    }
}
