//! Any input must give an answer, or an error that names the place; never a trap.

use jixiao::Locale;
use jixiao::{Options, Session, validate};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn refused(filing: Json) -> (String, String) {
    let error = validate(&filing, &Options::default()).expect_err("this is no filing");
    (error.path().to_owned(), error.message().to_owned())
}

#[test]
fn what_is_no_filing_is_refused_at_its_place() {
    for (filing, path) in [
        (json!([]), ""),
        (json!({}), "/documents"),
        (json!({"documents": {}}), "/documents"),
        (json!({"documents": [7]}), "/documents/0"),
        (json!({"documents": [{}]}), "/documents/0/kind"),
        (json!({"documents": [{"kind": "poem"}]}), "/documents/0/kind"),
        (
            json!({"documents": [{"kind": "projectEvaluation", "indicators": {}}]}),
            "/documents/0/indicators",
        ),
        (
            json!({"documents": [{"kind": "projectEvaluation", "funds": [], "indicators": []}]}),
            "/documents/0/funds",
        ),
        (
            json!({"documents": [{"kind": "projectEvaluation", "indicators": [{"score": {"value": 1}}]}]}),
            "/documents/0/indicators/0/score",
        ),
        (
            json!({"documents": [{"kind": "projectEvaluation", "indicators": [], "year": true}]}),
            "/documents/0/year",
        ),
        (
            json!({"documents": [{"kind": "baseData", "lines": [{"partial": "yes"}]}]}),
            "/documents/0/lines/0/partial",
        ),
        (
            json!({"documents": [{"kind": "departmentTargets", "goals": [[]]}]}),
            "/documents/0/goals/0",
        ),
        (
            json!({"documents": [], "acknowledged": [{"code": "RAT001", "path": "/x"}]}),
            "/acknowledged/0/reason",
        ),
        (json!({"documents": [], "profile": "atlantis"}), "/profile"),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "overFulfilment": "much"}}),
            "/profile/overFulfilment",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "severity": {"XXX999": "off"}}}),
            "/profile/severity/XXX999",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "extends": "own"}}),
            "/profile/extends",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "extends": ["cn"]}}),
            "/profile/extends",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "weights": {"产出": "-5"}}}),
            "/profile/weights/产出",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "weights": {"产出": "70", "效益": "40"}}}),
            "/profile/weights",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "qualitative": {"upper": "0.6", "middle": "0.8"}}}),
            "/profile/qualitative/middle",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "overFulfilment": "0.9"}}),
            "/profile/overFulfilment",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "reasonBelowRate": "90"}}),
            "/profile/reasonBelowRate",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "moneyTolerance": "-1"}}),
            "/profile/moneyTolerance",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "grades": [{"name": "优", "from": "80"}, {"name": "良", "from": "90"}]}}),
            "/profile/grades/1/from",
        ),
        (
            json!({"documents": [], "profile": {"id": "own", "name": "own", "grades": [{"name": "优", "from": "900"}]}}),
            "/profile/grades/0/from",
        ),
    ] {
        let (at, message) = refused(filing);
        assert_eq!(at, path, "{message}");
        assert!(message.len() > 10, "{message}");
    }
}

#[test]
fn odd_cells_are_answered() {
    let odd = [
        "9".repeat(60),
        "字".repeat(200_000),
        "9".repeat(200_000),
        "，".repeat(5000),
        "😀".into(),
        "NaN".into(),
        "-".into(),
        "≥".into(),
        "(".repeat(3000),
        "1e999".into(),
        "\u{0}".into(),
    ];
    for text in odd {
        let row = json!({"level1": text, "level2": text, "name": text, "sign": text, "target": text, "unit": text, "actual": text, "weight": text, "score": text, "reason": text});
        let line = json!({"name": text, "initial": text, "budget": text, "executed": text, "weight": text, "rate": text, "score": text});
        let filing = json!({"documents": [{
            "kind": "projectEvaluation", "title": text, "year": text, "filedOn": text, "unit": text, "project": text,
            "funds": {"total": line, "parts": [line, line], "breakdowns": [{"name": text, "total": text, "parts": [{"name": text, "amount": text}]}]},
            "indicators": [row, row], "total": {"weight": text, "score": text, "grade": text}, "__proto__": text,
        }]});
        for locale in [Locale::Chinese, Locale::English] {
            validate(&filing, &Options { locale, ..Options::default() })
                .expect("whatever is typed is answered");
        }
    }
}

#[test]
fn odd_tables_are_answered_at_their_cells() {
    let row = |index: usize| json!({"level1": "产出指标", "level2": "数量指标", "name": format!("第{index}项"), "target": "≥1个", "actual": "1个", "weight": "0", "score": "0"});
    let table = |rows: usize, year: &str, total: &str| json!({"kind": "projectEvaluation", "project": "同一项目", "year": year, "indicators": (0..rows).map(row).collect::<Vec<_>>(), "total": {"weight": "100", "score": total}});
    let found = |documents: Json| {
        let report = validate(json!({ "documents": documents }), &Options::default()).unwrap();
        report
            .findings
            .into_iter()
            .map(|finding| format!("{} {}", finding.code, finding.path))
            .collect::<Vec<_>>()
    };
    // A total that is text is reported as such; the sum is not judged.
    let text = found(json!([table(3, "2025", "九十九")]));
    assert!(text.contains(&"NUM001 /documents/0/total/score".to_owned()), "{text:?}");
    assert!(!text.iter().any(|finding| finding.starts_with("SUM005")), "{text:?}");
    // Two tables of one project, and tables of two years: tables of different years are not
    // confused.
    let twice = found(json!([table(3, "2025", "0"), table(3, "2025", "0")]));
    assert!(twice.contains(&"XDC007 /documents/1/project".to_owned()), "{twice:?}");
    let years = found(json!([table(3, "2025", "0"), table(3, "2024", "0")]));
    assert!(years.contains(&"XDC005 /documents/1/year".to_owned()), "{years:?}");
    // Ten thousand weights of zero.
    let many = found(json!([table(10_000, "2025", "0")]));
    assert!(many.iter().any(|finding| finding.starts_with("SUM003")), "{} findings", many.len());
}

#[test]
fn a_session_survives_what_it_refuses() {
    let filing = json!({"documents": [{"kind": "projectEvaluation", "indicators": [{"name": "培训人次", "score": "9"}]}]});
    let mut session = Session::new(filing.clone(), Options::default()).unwrap();
    for (path, value) in [
        ("/documents/0/indicators/7/score", json!("1")),
        ("/documents/0/indicators/0/colour", json!("1")),
        ("/documents/0/indicators/0/score/deeper", json!("1")),
        ("/documents/0/indicators", json!("1")),
        ("/documents/9/title", json!("1")),
        ("/documents/x", json!("1")),
        ("/profile", json!("cn")),
        ("nowhere", json!("1")),
        ("", json!("1")),
        ("/documents/0/__proto__", json!("1")),
        ("/documents/0/indicators/0/score", json!({})),
        ("/documents/0/indicators/0/score", json!(true)),
    ] {
        let error = session.set(path, value).expect_err(path);
        assert_eq!(error.path(), path);
        assert_eq!(session.filing(), &jixiao::json::Json::from(&filing), "{path}");
    }
    session
        .set("/documents/0/indicators/0/reason", json!("经费下达晚"))
        .expect("a cell the row did not have yet");
    assert_eq!(
        session.filing().pointer("/documents/0/indicators/0/reason"),
        Some(&json!("经费下达晚").into())
    );
}

fn any_json() -> impl Strategy<Value = Json> {
    let keys = "(documents|kind|indicators|funds|total|parts|breakdowns|score|weight|rate|budget|executed|name|target|actual|lines|items|sections|text|x)";
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
        "[0-9.,%≥≤万元分 -]{0,12}".prop_map(Json::from),
        "(projectEvaluation|departmentEvaluation|departmentTargets|projectTargets|transferEvaluation|scoreSheet|baseData|fundAccounts|narrative)".prop_map(Json::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            proptest::collection::vec((keys, inner), 0..6)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// A pointer that leads to a list, a row, a cell, or nowhere.
fn any_pointer() -> impl Strategy<Value = String> {
    let token =
        "(documents|0|1|2|-|01|indicators|funds|parts|acknowledged|profile|kind|title|~1|x|)";
    proptest::collection::vec(token, 0..6)
        .prop_map(|tokens| tokens.iter().map(|token| format!("/{token}")).collect())
}

proptest! {
    #[test]
    fn any_edit_is_answered_or_refused(path in any_pointer(), to in any_pointer(), value in any_json(), edit in 0..3u8) {
        let row = json!({"name": "培训人次", "score": "9"});
        let document = json!({"kind": "projectEvaluation", "title": "自评表", "funds": {"parts": [{"name": "其中：当年财政拨款"}]}, "indicators": [row, row]});
        let filing = json!({"profile": "cn", "documents": [document, document]});
        let mut session = Session::new(filing.clone(), Options::default()).unwrap();
        let change = match edit {
            0 => session.insert(&path, value),
            1 => session.remove(&path),
            _ => session.move_item(&path, &to),
        };
        match change {
            Ok(_) => prop_assert_eq!(session.report(), validate(session.filing(), &Options::default()).unwrap()),
            Err(_) => prop_assert_eq!(session.filing(), &jixiao::json::Json::from(&filing)),
        }
    }

    #[test]
    fn any_json_is_answered_or_refused(json in any_json()) {
        let _ = validate(&json, &Options::default());
        let _ = validate(json!({ "documents": [json] }), &Options::default());
    }

    #[test]
    fn any_text_in_any_cell_is_answered(text in ".{0,40}", other in "[0-9.,%≥≤<>=~万亿元分次人/ ()-]{0,16}") {
        let row = json!({"level1": text, "name": other, "target": other, "actual": text, "weight": other, "score": text});
        let line = json!({"budget": other, "executed": text, "weight": other, "rate": other, "score": text});
        let filing = json!({"documents": [{"kind": "departmentEvaluation", "filedOn": text, "year": other, "funds": {"total": line, "parts": [line]}, "indicators": [row], "total": {"score": other}}]});
        prop_assert!(validate(&filing, &Options::default()).is_ok());
    }
}

#[test]
fn errors_say_what_kind_of_thing_is_wrong() {
    use jixiao::ErrorKind::*;
    use jixiao::json::{Json as Tree, Operation, parse};
    let filing =
        || json!({"documents": [{"kind": "projectTargets", "indicators": [{"name": "甲"}]}]});
    let session = || Session::new(filing(), Options::default()).unwrap();
    let checked = |filing: Json| validate(filing, &Options::default()).unwrap_err();
    let profile = |profile: Json| json!({ "profile": profile, "documents": [] });
    let patch = |patch: Json| Operation::read_all(Tree::from(&patch)).unwrap_err();
    let with_test = Operation::read_all(
        parse(r#"[{"op": "test", "path": "/documents", "value": 1}]"#).unwrap(),
    );
    let bytes = |bytes: &[u8]| {
        jixiao::read::read(jixiao::read::Source::Bytes(bytes), None)
            .unwrap_err()
            .error(Locale::English)
    };
    for (error, kind) in [
        (parse("{").unwrap_err(), NotJson),
        (checked(json!([])), NotAFiling),
        (checked(json!({"documents": [{"kind": "poem"}]})), NotAFiling),
        (session().set("/documents/0/indicators/0/weights", "9").unwrap_err(), NoSuchPlace),
        (session().set("/documents/7/title", "9").unwrap_err(), NoSuchPlace),
        (session().remove("/documents/7").unwrap_err(), NoSuchPlace),
        (session().set("/documents/0/title", json!([])).unwrap_err(), NotACell),
        (patch(json!([{"op": "copy", "path": "/a"}])), BadPatch),
        (session().apply(&with_test.unwrap()).unwrap_err(), BadPatch),
        (checked(profile(json!("moon"))), BadProfile),
        (checked(profile(json!({"id": "a", "name": "a", "weigths": {}}))), BadProfile),
        (Options::read(&parse(r#"{"locale": "fr"}"#).unwrap()).unwrap_err(), BadOption),
        (jixiao::blank("poem", json!({})).unwrap_err(), NoSuchForm),
        (bytes(b"%PDF-1.7"), Unsupported),
        (bytes(b"PK\x03\x04"), Broken),
    ] {
        assert_eq!(error.kind(), kind, "{error}");
        assert!(!error.message().is_empty() && !kind.as_str().is_empty());
    }
}
