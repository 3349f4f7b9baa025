//! What [`crate::wasm`] is to the core, for the second module of the package: `read` and `write`,
//! and nothing else.

use js_sys::{Error as JsError, JSON, Reflect, Uint8Array};
use serde_json::json;
use wasm_bindgen::prelude::*;

use super::{Reading, Source};
use crate::error::Error;
use crate::finding::Locale;

/// Reads a text or the bytes of a file of this name; what is refused is said in the language of
/// `locale`, "zh-CN" or "en".
#[wasm_bindgen]
pub fn read(
    source: JsValue,
    name: Option<String>,
    locale: Option<String>,
) -> Result<JsValue, JsValue> {
    let name = name.as_deref();
    let locale = if locale.as_deref() == Some("en") { Locale::English } else { Locale::Chinese };
    let reading = match source.as_string() {
        Some(text) => super::read(Source::Text(&text), name),
        None => match source.dyn_ref::<Uint8Array>() {
            // Looked at before it is copied: a module's memory is not the page's.
            Some(bytes) if bytes.length() as usize > super::MOST_BYTES => {
                super::within(bytes.length() as usize).map(|()| Reading::default())
            }
            Some(bytes) => match (bytes.to_vec(), bytes) {
                (copy, bytes) if super::is_other_text(&copy) => match of_the_country(bytes) {
                    Some(text) => super::read(Source::Text(&text), name),
                    None => super::read(Source::Bytes(&copy), name),
                },
                (copy, _) => super::read(Source::Bytes(&copy), name),
            },
            None => {
                return Err(thrown(Error::new(
                    "",
                    "the source is neither a string nor a Uint8Array",
                )));
            }
        },
    };
    let reading = reading.map_err(|refusal| thrown(refusal.error(locale)))?;
    let unread: Vec<_> = reading
        .unread
        .iter()
        .map(|left| json!({ "location": left.location, "text": left.text }))
        .collect();
    JSON::parse(&json!({ "documents": reading.documents, "locations": reading.locations, "unread": unread }).to_string())
}

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &JsValue) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &Uint8Array) -> Result<String, JsValue>;
}

/// Text in GB 18030 (and so GBK and GB 2312), as older pages and Excel's .csv are: browsers and
/// Node have the table for it.
fn of_the_country(bytes: &Uint8Array) -> Option<String> {
    let decoder = TextDecoder::new("gb18030", &JSON::parse(r#"{"fatal":true}"#).ok()?).ok()?;
    decoder.decode(bytes).ok()
}

/// The documents of a filing as text to paste into a worksheet.
#[wasm_bindgen]
pub fn write(filing: JsValue) -> Result<String, JsValue> {
    let json = JSON::stringify(&filing)?.as_string().unwrap_or_default();
    let filing = serde_json::from_str(&json)
        .map_err(|_| thrown(Error::new("", "the filing is no JSON value")))?;
    super::write(&filing).map_err(thrown)
}

/// A JixiaoError: a JavaScript Error with `name` and `path`.
fn thrown(error: Error) -> JsValue {
    let js = JsError::new(&error.message);
    js.set_name("JixiaoError");
    // Setting a property of an Error just made cannot fail.
    drop(Reflect::set(&js, &"path".into(), &error.path.into()));
    js.into()
}
