//! Errors as JavaScript throws them.

use js_sys::{Error as JsError, Reflect};
use wasm_bindgen::JsValue;

use crate::error::Error;

/// A JixiaoError: a JavaScript `Error` of this `name`, with the pointer to the offending value as
/// `path` and the kind of error as `kind`.
pub fn thrown(error: Error) -> JsValue {
    let js = JsError::new(error.message());
    js.set_name("JixiaoError");
    // Setting properties of a new Error cannot fail.
    drop(Reflect::set(&js, &"path".into(), &error.path().into()));
    drop(Reflect::set(&js, &"kind".into(), &error.kind().as_str().into()));
    js.into()
}
