//! Errors as JavaScript throws them.

use js_sys::{Error as JsError, Reflect};
use wasm_bindgen::JsValue;

use crate::error::Error;

/// A JixiaoError: a JavaScript `Error` with this `name`, and the pointer to what is wrong as its
/// `path`, and what kind of thing that is as its `kind`.
pub fn thrown(error: Error) -> JsValue {
    let js = JsError::new(error.message());
    js.set_name("JixiaoError");
    // Setting properties of an Error just made cannot fail.
    drop(Reflect::set(&js, &"path".into(), &error.path().into()));
    drop(Reflect::set(&js, &"kind".into(), &error.kind().as_str().into()));
    js.into()
}
