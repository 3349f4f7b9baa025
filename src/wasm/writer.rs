//! The third module of the package, loaded when a file is first written.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::error::thrown;
use super::value::{to_json, to_text};
use crate::error::{Error, ErrorKind};
use crate::write::{self, Format};

/// The documents of a filing as the bytes of a file, `docx` or `xlsx`.
#[wasm_bindgen]
pub fn write(filing: JsValue, ending: &str) -> Result<Uint8Array, JsValue> {
    let format = Format::of(ending).ok_or_else(|| {
        let what = "a filing is written as \"text\", \"docx\" or \"xlsx\"";
        thrown(Error::new(ErrorKind::BadOption, "/as", what))
    })?;
    let text = to_text(&filing).map_err(|_| {
        thrown(Error::new(ErrorKind::NotAFiling, "", "the filing is no JSON value"))
    })?;
    let bytes = write::file(&to_json(&text)?, format).map_err(thrown)?;
    Ok(Uint8Array::from(bytes.as_slice()))
}
