//! JSON as a tree that borrows its texts and keeps numbers to the digit and members in order.

pub mod keys;
// Not on the web, where no file has lines to name and the code would only take space.
#[cfg(not(target_arch = "wasm32"))]
mod lines;
mod nearest;
mod number;
mod patch;
pub mod pointer;
mod shift;
mod tree;

use std::borrow::Cow;

use rustc_hash::FxHashSet as HashSet;

use crate::error::{Error, ErrorKind};
#[cfg(not(target_arch = "wasm32"))]
pub use lines::{Lines, parse_with_lines};
pub use nearest::nearest;
pub use number::Number;
pub use patch::{Operation, PatchOp, Undo, apply_all, put, take, undo};
use pointer::{index, tokens};
pub use shift::Shift;

/// A JSON value. A value read from a text borrows everything that is unescaped there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, with all of its digits.
    Number(Number<'a>),
    /// A text, without its escapes.
    String(Cow<'a, str>),
    /// A list.
    Array(Vec<Json<'a>>),
    /// Members by name, in their order.
    Object(Members<'a>),
}

/// The members of an object, each name once, in the order in which they were written. They are few,
/// so a linear search is faster than hashing.
#[derive(Clone, Debug, Default)]
pub struct Members<'a>(Vec<(Cow<'a, str>, Json<'a>)>);

impl<'a> Members<'a> {
    /// Of members with the same name the last counts, as in JavaScript.
    fn of(mut members: Vec<(Cow<'a, str>, Json<'a>)>) -> Members<'a> {
        const FEW: usize = 32;
        let is_repeated = |(at, (name, _)): (usize, &(Cow<'a, str>, Json<'a>))| {
            members.iter().take(at).any(|(before, _)| before == name)
        };
        if members.len() > FEW || members.iter().enumerate().any(is_repeated) {
            let mut seen = HashSet::default();
            let mut are_last: Vec<bool> =
                members.iter().rev().map(|(name, _)| seen.insert(&**name)).collect();
            members.retain(|_| are_last.pop().unwrap_or_default());
        }
        Members(members)
    }

    /// Adds members; of two with the same name the latter counts.
    pub fn with(mut self, more: impl IntoIterator<Item = (&'a str, Json<'a>)>) -> Members<'a> {
        self.0.extend(more.into_iter().map(|(name, json)| (Cow::Borrowed(name), json)));
        Members::of(self.0)
    }

    /// The member of this name.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, json)| json)
    }

    /// The member of this name, for replacement.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Json<'a>> {
        self.0.iter_mut().find(|(known, _)| known == name).map(|(_, json)| json)
    }

    /// Sets a member; returns its previous value.
    pub fn insert(&mut self, name: Cow<'a, str>, value: Json<'a>) -> Option<Json<'a>> {
        match self.get_mut(&name) {
            Some(there) => Some(core::mem::replace(there, value)),
            None => {
                self.0.push((name, value));
                None
            }
        }
    }

    /// Removes the member of this name; the others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<Json<'a>> {
        let at = self.position(name)?;
        Some(self.0.remove(at).1)
    }

    /// The number of members before the one of this name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|(known, _)| known == name)
    }

    /// Puts a removed member back at its former `position`.
    pub fn restore(&mut self, position: usize, name: Cow<'a, str>, value: Json<'a>) {
        self.0.insert(position.min(self.0.len()), (name, value));
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json<'a>)> {
        self.0.iter().map(|(name, json)| (&**name, json))
    }
}

impl<'a, N: Into<Cow<'a, str>>> FromIterator<(N, Json<'a>)> for Members<'a> {
    fn from_iter<I: IntoIterator<Item = (N, Json<'a>)>>(members: I) -> Members<'a> {
        Members::of(members.into_iter().map(|(name, json)| (name.into(), json)).collect())
    }
}

impl PartialEq for Members<'_> {
    /// Objects are equal regardless of the order of members.
    fn eq(&self, other: &Members<'_>) -> bool {
        self.0.len() == other.0.len()
            && self.iter().all(|(name, json)| other.get(name) == Some(json))
    }
}

impl Eq for Members<'_> {}

impl<'a> Json<'a> {
    /// A text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Json<'a> {
        Json::String(text.into())
    }

    /// An object of these members; of two with the same name the latter counts.
    pub fn object<N: Into<Cow<'a, str>>>(
        members: impl IntoIterator<Item = (N, Json<'a>)>,
    ) -> Json<'a> {
        Json::Object(members.into_iter().collect())
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Json::String(text) = self { Some(text) } else { None }
    }

    /// The number, if it is a whole one that is not negative.
    pub fn as_u64(&self) -> Option<u64> {
        if let Json::Number(number) = self { number.as_str().parse().ok() } else { None }
    }

    /// The items, if it is a list.
    pub fn as_array(&self) -> Option<&[Json<'a>]> {
        if let Json::Array(items) = self { Some(items) } else { None }
    }

    /// The members, if it is an object.
    pub fn as_object(&self) -> Option<&Members<'a>> {
        if let Json::Object(members) = self { Some(members) } else { None }
    }

    /// A member of an object.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.as_object()?.get(name)
    }

    /// The value at an RFC 6901 pointer.
    pub fn pointer(&self, path: &str) -> Option<&Json<'a>> {
        tokens(path)?.try_fold(self, |at, token| match at {
            Json::Object(members) => members.get(&token),
            Json::Array(items) => items.get(index(&token)?),
            _ => None,
        })
    }

    /// An independent copy that borrows nothing.
    pub fn to_static(&self) -> Json<'static> {
        self.with_texts(|text| Cow::Owned(text.to_owned()))
    }

    fn with_texts<'b, 's>(&'s self, text: fn(&'s str) -> Cow<'b, str>) -> Json<'b> {
        match self {
            Json::Null => Json::Null,
            Json::Bool(flag) => Json::Bool(*flag),
            Json::Number(number) => Json::Number(number.with_text(text)),
            Json::String(string) => Json::String(text(string)),
            Json::Array(items) => {
                Json::Array(items.iter().map(|item| item.with_texts(text)).collect())
            }
            Json::Object(members) => Json::Object(Members(
                members.iter().map(|(name, json)| (text(name), json.with_texts(text))).collect(),
            )),
        }
    }
}

/// A text; to parse JSON use [`parse`].
impl From<&str> for Json<'static> {
    fn from(text: &str) -> Json<'static> {
        Json::text(text.to_owned())
    }
}

impl<'a> From<&'a Json<'_>> for Json<'a> {
    /// A shallow copy that borrows from the given one.
    fn from(json: &'a Json<'_>) -> Json<'a> {
        json.with_texts(Cow::Borrowed)
    }
}

impl<'a> From<&'a serde_json::Value> for Json<'a> {
    fn from(value: &'a serde_json::Value) -> Json<'a> {
        use serde_json::Value;
        match value {
            Value::Null => Json::Null,
            Value::Bool(flag) => Json::Bool(*flag),
            Value::Number(number) => Json::Number(number.into()),
            Value::String(text) => Json::String(Cow::Borrowed(text)),
            Value::Array(items) => Json::Array(items.iter().map(Json::from).collect()),
            Value::Object(members) => Json::Object(Members(
                members
                    .iter()
                    .map(|(name, json)| (Cow::Borrowed(name.as_str()), Json::from(json)))
                    .collect(),
            )),
        }
    }
}

impl From<serde_json::Value> for Json<'static> {
    fn from(value: serde_json::Value) -> Json<'static> {
        Json::from(&value).to_static()
    }
}

impl core::fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| core::fmt::Error)?)
    }
}

/// Reads JSON text.
///
/// If it is not JSON, with line and column. Half a surrogate pair is read as U+FFFD.
pub fn parse(text: &str) -> Result<Json<'_>, Error> {
    let not_json =
        |error: serde_json::Error| Error::new(ErrorKind::NotJson, "", format!("not JSON: {error}"));
    match serde_json::from_str(text) {
        Ok(json) => Ok(json),
        // JavaScript strings may contain half a surrogate pair, which JSON.stringify escapes and a
        // Rust string cannot contain.
        Err(error) => match mended(text) {
            Some(mended) => serde_json::from_str::<Json<'_>>(&mended)
                .map(|json| json.to_static())
                .map_err(not_json),
            None => Err(not_json(error)),
        },
    }
}

/// The text with every escaped half of a surrogate pair replaced by U+FFFD; `None` if there is
/// none.
fn mended(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once('\\') {
        mended.push_str(before);
        let half = |text: &str, range: core::ops::RangeInclusive<u32>| {
            let code = text
                .strip_prefix('u')
                .and_then(|t| t.get(..4))
                .and_then(|hex| u32::from_str_radix(hex, 16).ok());
            code.is_some_and(|code| range.contains(&code))
        };
        let is_high = half(after, 0xd800..=0xdbff);
        let is_paired = is_high
            && after
                .get(5..)
                .and_then(|t| t.strip_prefix('\\'))
                .is_some_and(|t| half(t, 0xdc00..=0xdfff));
        let taken = if is_paired {
            11
        } else if is_high || half(after, 0xdc00..=0xdfff) {
            found = true;
            mended.push_str("\\ufffd");
            rest = after.get(5..).unwrap_or("");
            continue;
        } else {
            after.chars().next().map_or(0, char::len_utf8)
        };
        mended.push('\\');
        let (kept, tail) = after.split_at_checked(taken).unwrap_or((after, ""));
        mended.push_str(kept);
        rest = tail;
    }
    mended.push_str(rest);
    found.then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn same(text: &str) -> String {
        parse(text).unwrap().to_string()
    }

    #[test]
    fn what_is_read_is_kept_to_the_digit_and_in_order() {
        let text = r#"{"b":[1.10,-0.0,1e+400,-7,12345678901234567890123456789.5,0],"a":{"c":null,"":"年\u0000\n\"","b":[]},"d":[true,false,{}]}"#;
        assert_eq!(same(text), text);
        assert_eq!(
            Json::from(&serde_json::from_str::<serde_json::Value>(text).unwrap()),
            parse(text).unwrap()
        );
    }

    #[test]
    fn texts_are_borrowed_where_they_can_be() {
        let is_borrowed =
            |text: &str| matches!(parse(text).unwrap(), Json::String(Cow::Borrowed(_)));
        assert!(is_borrowed(r#""绩效""#));
        assert!(!is_borrowed(r#""绩\n效""#));
    }

    #[test]
    fn the_last_of_two_members_of_one_name_counts() {
        assert_eq!(same(r#"{"a":1,"b":2,"a":3,"a":4,"c":5}"#), r#"{"b":2,"a":4,"c":5}"#);
        let many = |start: usize| {
            (start..40).map(|name| format!("\"{name}\":{start}")).collect::<Vec<_>>().join(",")
        };
        assert_eq!(
            same(&format!("{{{},{}}}", many(0), many(2))),
            format!(r#"{{"0":0,"1":0,{}}}"#, many(2))
        );
    }

    #[test]
    fn objects_are_equal_in_any_order() {
        let are_equal = |a: &str, b: &str| parse(a).unwrap() == parse(b).unwrap();
        assert!(are_equal(r#"{"a":1,"b":[2]}"#, r#"{"b":[2],"a":1}"#));
        assert!(!are_equal(r#"{"a":1,"b":2}"#, r#"{"a":1,"c":2}"#));
        assert!(!are_equal(r#"{"a":1}"#, r#"{"a":1,"b":2}"#));
        assert!(!are_equal("[1,2]", "[2,1]"));
    }

    #[test]
    fn the_name_that_numbers_go_by_is_a_name_like_others() {
        let name = number::DIGITS;
        for text in [
            format!(r#"{{"{name}":"x"}}"#),
            format!(r#"{{"{name}":["x"],"a":1}}"#),
            format!(r#"{{"a":1,"{name}":"2"}}"#),
        ] {
            assert_eq!(same(&text), text);
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_no_reason_to_refuse() {
        assert_eq!(
            parse(r#"["\ud83d\ude00", "\ud83d", "a\ude00b", "\\ud83d"]"#).unwrap(),
            json!(["😀", "\u{fffd}", "a\u{fffd}b", "\\ud83d"]).into()
        );
        assert!(parse("{").is_err());
    }
}
