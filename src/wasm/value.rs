//! Converts between JavaScript values and JSON.

use js_sys::JSON;
#[cfg(not(feature = "writer"))]
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::error::thrown;
use crate::error::{Error, ErrorKind};
use crate::json::{self, Json};

/// A JavaScript value as JSON text. What JSON cannot represent (a cycle, a BigInt) is the caller's
/// error.
pub fn to_text(value: &JsValue) -> Result<String, JsValue> {
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string());
    text.ok_or_else(|| {
        thrown(Error::new(ErrorKind::NotJson, "", "the value cannot be written as JSON"))
    })
}

#[cfg(not(feature = "writer"))]
/// The same for an optional value, which becomes `null` if left out.
pub fn to_given(value: &JsValue) -> Result<String, JsValue> {
    if value.is_undefined() { Ok("null".to_owned()) } else { to_text(value) }
}

/// JSON text as a tree that borrows from it.
pub fn to_json(text: &str) -> Result<Json<'_>, JsValue> {
    json::parse(text).map_err(thrown)
}

#[cfg(not(feature = "writer"))]
/// An answer as a JavaScript value.
pub fn to_js<T: Serialize + ?Sized>(answer: &T) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(answer)
        .map_err(|error| thrown(Error::new(ErrorKind::NotJson, "", error.to_string())))?;
    JSON::parse(&text)
}
