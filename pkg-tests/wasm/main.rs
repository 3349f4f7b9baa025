//! The crate as wasm through its JavaScript interface; the same tests run under Node and in a
//! browser.
#![cfg(target_arch = "wasm32")]

use jixiao::wasm::{Session, complete, profiles, rules, score, validate, version};
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

fn js(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |at, key| match key.parse::<u32>() {
        Ok(index) => Array::from(&at).get(index),
        Err(_) => Reflect::get(&at, &key.into()).unwrap(),
    })
}

fn text(value: &JsValue, path: &str) -> String {
    get(value, path)
        .as_string()
        .unwrap_or_else(|| panic!("no text at {path}: {:?}", JSON::stringify(value)))
}

fn validated(json: &str) -> JsValue {
    validate(js(json), JsValue::UNDEFINED).unwrap()
}

/// Path and message of a JixiaoError.
fn refusal(refused: Result<JsValue, JsValue>) -> (String, String) {
    let error = refused.expect_err("refused");
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(text(&error, "name"), "JixiaoError");
    (text(&error, "path"), text(&error, "message"))
}

const RATED: &str = r#"{"documents": [{"kind": "projectEvaluation", "funds": {"total": {"budget": "652", "executed": "601.5", "rate": "93%"}}, "indicators": []}]}"#;

#[wasm_bindgen_test]
fn a_finding_carries_cell_figures_and_formula() {
    let report = validated(RATED);
    assert_eq!(get(&report, "ok"), JsValue::FALSE);
    assert_eq!(get(&report, "findings.length").as_f64(), Some(1.0));
    for (path, expected) in [
        ("code", "RAT001"),
        ("severity", "error"),
        ("path", "/documents/0/funds/total/rate"),
        ("id", "RAT001:/documents/0/funds/total/rate"),
        ("claimed", "93%"),
        ("expected", "92%"),
        ("formula", "601.5 ÷ 652 × 100% = 92.25%"),
        ("args.claimed", "93%"),
        ("basis", "算术关系"),
    ] {
        assert_eq!(text(&report, &format!("findings.0.{path}")), expected, "{path}");
    }
    assert_eq!(text(&report, "version"), version());
}

#[wasm_bindgen_test]
fn completes_all_but_what_is_kept() {
    let patch = complete(js(RATED), JsValue::UNDEFINED).unwrap();
    assert_eq!(
        (text(&patch, "0.op"), text(&patch, "1.op"), text(&patch, "1.value")),
        ("test".into(), "replace".into(), "92%".into())
    );
    let kept = complete(js(RATED), js(r#"{"keep": ["/documents/0/funds/total/rate"]}"#)).unwrap();
    assert_eq!(get(&kept, "length").as_f64(), Some(0.0));
}

#[wasm_bindgen_test]
fn speaks_english_and_leaves_out_what_is_ignored() {
    let english = validate(js(RATED), js(r#"{"locale": "en"}"#)).unwrap();
    assert!(text(&english, "findings.0.message").contains("should be 92%"));
    let ignored = validate(js(RATED), js(r#"{"ignore": ["RAT"]}"#)).unwrap();
    assert_eq!(get(&ignored, "findings.length").as_f64(), Some(0.0));
}

#[wasm_bindgen_test]
fn what_is_no_filing_is_refused_and_the_module_works_on() {
    for (value, path) in [
        (JsValue::UNDEFINED, ""),
        (JsValue::NULL, ""),
        (js("7"), ""),
        (js("[]"), ""),
        (js("{}"), "/documents"),
        (js(r#"{"documents": [{"kind": "poem"}]}"#), "/documents/0/kind"),
        (
            js(r#"{"documents": [{"kind": "projectEvaluation", "indicators": [[]]}]}"#),
            "/documents/0/indicators/0",
        ),
    ] {
        let (at, message) = refusal(validate(value, JsValue::UNDEFINED));
        assert_eq!(at, path, "{message}");
        assert_eq!(text(&validated(RATED), "findings.0.code"), "RAT001");
    }
    let circle = Object::new();
    Reflect::set(&circle, &"documents".into(), &circle).unwrap();
    refusal(validate(circle.into(), JsValue::UNDEFINED));
    assert_eq!(refusal(validate(js(RATED), js(r#"{"locale": "fr"}"#))).0, "/options/locale");
    assert_eq!(refusal(validate(js(RATED), js(r#"{"ignore": 7}"#))).0, "/options/ignore");
    assert_eq!(refusal(validate(js(RATED), js(r#"{"today": "tomorrow"}"#))).0, "/options/today");
    assert_eq!(refusal(complete(js(RATED), js(r#"{"keep": [7]}"#))).0, "/options/keep/0");
    assert_eq!(refusal(validate(js(RATED), js("7"))).0, "/options");
}

#[wasm_bindgen_test]
fn odd_cells_are_answered() {
    let long = format!("\"{}\"", "字".repeat(200_000));
    let digits = format!("\"{}\"", "7".repeat(60));
    for cell in [
        long.as_str(),
        digits.as_str(),
        "\"😀\"",
        "\"\\ud83d\"",
        "\"NaN\"",
        "1e300",
        "-0",
        "0.1",
        "null",
        "\"__proto__\"",
    ] {
        let row = format!(
            r#"{{"level1": {cell}, "name": {cell}, "target": {cell}, "actual": {cell}, "weight": {cell}, "score": {cell}, "__proto__": {cell}}}"#
        );
        validated(&format!(
            r#"{{"documents": [{{"kind": "departmentEvaluation", "filedOn": {cell}, "indicators": [{row}]}}]}}"#
        ));
    }
    // A number that JSON cannot represent arrives as null: a blank cell.
    let filing = js(RATED);
    Reflect::set(
        &get(&filing, "documents.0.funds.total"),
        &"executed".into(),
        &JsValue::from_f64(f64::NAN),
    )
    .unwrap();
    assert_eq!(get(&validate(filing, JsValue::UNDEFINED).unwrap(), "counts.error").as_f64(), get(&validated(r#"{"documents": [{"kind": "projectEvaluation", "funds": {"total": {"budget": "652", "executed": null, "rate": "93%"}}, "indicators": []}]}"#), "counts.error").as_f64());
}

#[wasm_bindgen_test]
fn a_session_answers_with_what_changed() {
    let mut session = Session::new(js(RATED), JsValue::UNDEFINED).unwrap();
    let mut other = Session::new(js(RATED), JsValue::UNDEFINED).unwrap();
    let rate = "/documents/0/funds/total/rate";
    let change = session.set(rate, "92%".into()).unwrap();
    assert_eq!(text(&change, "removed.0"), format!("RAT001:{rate}"));
    assert_eq!(get(&change, "added.length").as_f64(), Some(0.0));
    assert_eq!(get(&change, "counts.error").as_f64(), Some(0.0));
    assert_eq!(refusal(session.set("/documents/0/nowhere", "1".into())).0, "/documents/0/nowhere");
    assert_eq!(refusal(session.set(rate, Array::new().into())).0, rate);
    assert_eq!(get(&other.report().unwrap(), "counts.error").as_f64(), Some(1.0));
    other.set(rate, JsValue::from_f64(92.25)).unwrap();
    assert_eq!(get(&other.report().unwrap(), "counts.error").as_f64(), Some(0.0));
    assert_eq!(text(&session.filing().unwrap(), "documents.0.funds.total.rate"), "92%");
    let patch = js(
        r#"[{"op": "test", "path": "/documents/0/funds/total/rate", "value": "stale"}, {"op": "replace", "path": "/documents/0/funds/total/rate", "value": "1%"}]"#,
    );
    assert_eq!(refusal(session.apply(patch)).0, rate);
    assert_eq!(text(&session.filing().unwrap(), "documents.0.funds.total.rate"), "92%");
}

#[wasm_bindgen_test]
fn the_rule_book_and_the_profiles_can_be_read() {
    let book = Array::from(&rules(JsValue::UNDEFINED).unwrap());
    assert!(book.iter().any(|rule| text(&rule, "code") == "RAT001"
        && text(&rule, "name") == "rate"
        && text(&rule, "severity") == "error"));
    let ids: Vec<String> =
        Array::from(&profiles().unwrap()).iter().map(|profile| text(&profile, "id")).collect();
    assert!(ids.contains(&"cn".to_owned()) && ids.contains(&"cn-hunan".to_owned()));
    assert!(Array::is_array(&score(js(RATED), JsValue::UNDEFINED).unwrap()));
}
