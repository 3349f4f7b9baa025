//! The second module of the package, loaded on first use: reads and writes files.

use std::collections::BTreeMap;

use js_sys::{JSON, Uint8Array};
use wasm_bindgen::prelude::*;

use super::error::thrown;
use super::value::{to_given, to_js, to_json, to_text};
use crate::error::{Error, ErrorKind};
use crate::finding::Locale;
use crate::json::{Json, Members, nearest};
use crate::read::{self, MOST_BYTES, Reading, Refusal, Source};
use crate::report::sarif::{self, Checked, LoggedRule, Spot};

/// Reads a text or the bytes of a file of this name. A refusal is worded in the language of
/// `locale`, "zh-CN" or "en".
#[wasm_bindgen]
pub fn read(
    source: JsValue,
    name: Option<String>,
    locale: Option<String>,
) -> Result<JsValue, JsValue> {
    let name = name.as_deref();
    let locale = locale_of(locale.as_deref());
    let reading = match (source.as_string(), source.dyn_ref::<Uint8Array>()) {
        (Some(text), _) => read::read(Source::Text(&text), name),
        (None, Some(bytes)) => read_bytes(bytes, name),
        (None, None) => {
            return Err(thrown(Error::new(
                ErrorKind::Unsupported,
                "",
                "the source is neither a string nor a Uint8Array",
            )));
        }
    };
    to_js(&reading.map_err(|refusal| thrown(refusal.error(locale)))?)
}

fn read_bytes(bytes: &Uint8Array, name: Option<&str>) -> Result<Reading, Refusal> {
    // Checked before the bytes are copied, because a wasm module's memory never shrinks.
    if bytes.length() as usize > MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    let copy = bytes.to_vec();
    let text = if read::is_other_text(&copy) { decode_gb18030(bytes) } else { None };
    match text {
        Some(text) => read::read(Source::Text(&text), name),
        None => read::read(Source::Bytes(&copy), name),
    }
}

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &JsValue) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &Uint8Array) -> Result<String, JsValue>;
}

/// Decodes GB 18030 (and so GBK and GB 2312), as in older pages and Excel's .csv. The host does it,
/// because its tables would be larger than this whole module.
fn decode_gb18030(bytes: &Uint8Array) -> Option<String> {
    let decoder = TextDecoder::new("gb18030", &JSON::parse(r#"{"fatal":true}"#).ok()?).ok()?;
    decoder.decode(bytes).ok()
}

/// The documents of a filing as text to paste into a worksheet.
#[wasm_bindgen]
pub fn write(filing: JsValue) -> Result<String, JsValue> {
    let text = to_text(&filing).map_err(|_| {
        thrown(Error::new(ErrorKind::NotAFiling, "", "the filing is no JSON value"))
    })?;
    read::write(&to_json(&text)?).map_err(thrown)
}

/// The findings of a report as a SARIF log. `rules` come from the core, since this module has no
/// rule book.
#[wasm_bindgen]
pub fn sarif(report: JsValue, rules: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let (report, rules, options) = (to_text(&report)?, to_text(&rules)?, to_given(&options)?);
    let (report, rules, options) = (to_json(&report)?, to_json(&rules)?, to_json(&options)?);
    if report.get("findings").and_then(Json::as_array).is_none() {
        return Err(thrown(Error::new(
            ErrorKind::NotAFiling,
            "/findings",
            "expected a list of findings",
        )));
    }
    let given = |key| options.get(key).and_then(Json::as_str);
    let rules: Vec<_> =
        rules.as_array().unwrap_or_default().iter().filter_map(logged_rule).collect();
    let names: BTreeMap<String, &str> = options
        .get("locations")
        .and_then(Json::as_object)
        .into_iter()
        .flat_map(Members::iter)
        .filter_map(|(pointer, name)| Some((pointer.to_owned(), name.as_str()?)))
        .collect();
    let spot = |pointer: &str| Spot {
        name: nearest(&names, pointer).map(|name| (*name).to_owned()),
        line: None,
    };
    let checked = Checked {
        uri: given("uri").unwrap_or("filing.json"),
        report: &report,
        acknowledged: options.get("acknowledged"),
        spot: &spot,
    };
    to_js(&sarif::log(&[checked], &[], &rules, locale_of(given("locale"))))
}

fn logged_rule<'a>(rule: &'a Json<'_>) -> Option<LoggedRule<'a>> {
    let text = |key| rule.get(key)?.as_str();
    Some(LoggedRule {
        code: text("code")?,
        name: text("name")?,
        summary: text("summary")?,
        severity: text("severity")?,
    })
}

fn locale_of(tag: Option<&str>) -> Locale {
    if tag == Some("en") { Locale::English } else { Locale::Chinese }
}
