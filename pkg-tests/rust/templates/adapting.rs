//! A document in another province's rows and columns.

use jixiao::{adapt, blank};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{KINDS, all, blank_of, value};

fn adapted(document: &Value, options: Value) -> Value {
    value(&adapt(document, &options).unwrap())
}

#[test]
fn a_blank_form_becomes_the_other_blank_form() {
    let named = json!({"year": "2025", "department": "某市民政局", "project": "甲项目"});
    for (from, kind) in all() {
        for (to, _) in jixiao::profiles() {
            for names in [json!({}), named.clone()] {
                let of = |profile: &str| {
                    let mut options = names.clone();
                    options["profile"] = json!(profile);
                    blank_of(kind, options)
                };
                assert_eq!(
                    adapted(&of(&from), json!({"profile": to})),
                    of(&to),
                    "{kind}: {from} → {to}"
                );
            }
        }
    }
}

#[test]
fn rows_find_their_place_by_what_they_are() {
    let row = |level1: &str, level2: &str, name: &str, weight: &str| json!({"level1": level1, "level2": level2, "name": name, "target": "", "actual": "", "weight": weight, "score": "", "reason": ""});
    let hunan = json!({"kind": "projectEvaluation", "title": "2025年度项目支出绩效自评表", "project": "甲",
        "funds": {"total": {"name": "年度资金总额", "budget": "24", "weight": "10"},
            "parts": [{"name": "其中：当年财政拨款", "budget": "20", "weight": "10"}, {"name": "上年结转资金", "budget": ""}, {"name": "捐赠", "budget": "4"}]},
        "indicators": [row("产出指标", "数量指标", "甲", "20"), row("产出指标", "数量指标", "乙", ""), row("产出指标", "质量指标", "", ""),
            row("成本指标", "经济成本指标", "丙", "10"), row("成本指标", "社会成本指标", "", ""), row("产出指标", "时效指标", "", "5")]});
    let form = adapted(&hunan, json!({"profile": "cn"}));
    assert_eq!(form["title"], "2025年度项目支出绩效自评表");
    let rows: Vec<_> = form["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            ["level1", "level2", "name", "weight"]
                .map(|key| row[key].as_str().unwrap().to_owned())
                .join("|")
        })
        .collect();
    assert_eq!(
        rows,
        [
            "产出指标（50分）|数量指标|甲|20",
            "产出指标|数量指标|乙|",
            "产出指标（50分）|质量指标||",
            "产出指标（50分）|时效指标||5",
            "产出指标（50分）|成本指标||",
            "效益指标（30分）|经济效益指标||",
            "效益指标（30分）|社会效益指标||",
            "效益指标（30分）|生态效益指标||",
            "效益指标（30分）|可持续影响指标||",
            "满意度指标（10分）|服务对象满意度指标||",
            "成本指标|经济成本指标|丙|10",
        ]
    );
    let parts: Vec<_> = form["funds"]["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| [&part["name"], &part["budget"]])
        .collect();
    assert_eq!(
        parts,
        [["其中：当年财政拨款", "20"], ["上年结转资金", ""], ["其他资金", ""], ["捐赠", "4"]]
    );
    // A column that the new form lacks is kept if it has content.
    assert_eq!(form["funds"]["parts"][0]["weight"], "10");
}

#[test]
fn what_somebody_worded_stays() {
    let table = json!({"kind": "departmentEvaluation", "title": "某局2025年自评表（修改稿）", "unit": "元", "conclusion": "好", "portal": "x",
        "funds": {"total": {"name": "年度资金总额", "weight": "15"}}, "total": {"weight": "100", "score": "98"},
        "indicators": [{"level1": "产出指标(45分)", "level2": "数量指标", "name": "甲", "coefficient": "0.9"}, {"level1": "产出指标(45分)", "level2": "质量指标", "name": ""}]});
    let form = adapted(&table, json!({"profile": "cn-hubei"}));
    assert_eq!(
        [&form["title"], &form["unit"], &form["conclusion"], &form["portal"]],
        ["某局2025年自评表（修改稿）", "元", "好", "x"]
    );
    assert_eq!([&form["funds"]["total"]["weight"], &form["total"]["score"]], ["15", "98"]);
    let outputs: Vec<_> = form["indicators"].as_array().unwrap()[..4]
        .iter()
        .map(|row| [&row["level1"], &row["coefficient"]])
        .collect();
    assert_eq!(
        outputs,
        [
            ["产出指标(45分)", "0.9"],
            ["产出指标(45分)", ""],
            ["产出指标(45分)", ""],
            ["产出指标(45分)", ""]
        ]
    );
    // What the old form printed is replaced.
    let printed =
        adapted(&blank_of("departmentEvaluation", json!({})), json!({"profile": "cn-hubei"}));
    assert_eq!(printed["funds"]["total"]["weight"], "20");
}

#[test]
fn a_line_of_its_own_keeps_its_parts() {
    let grants = json!({"name": "补助", "budget": "5", "partial": true, "parts": [{"name": "其中：甲", "budget": "2"}]});
    let lines = json!([{"name": "三公经费", "budget": "1", "parts": [{"name": "3、公务接待", "budget": "1"}]}, grants]);
    let form =
        adapted(&json!({"kind": "baseData", "lines": lines}), json!({"profile": "cn-hunan"}));
    let lines = form["lines"].as_array().unwrap();
    assert_eq!(lines[0]["budget"], "1");
    let parts: Vec<_> = lines[0]["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| [&part["name"], &part["budget"]])
        .collect();
    assert_eq!(
        parts,
        [["1、公务用车购置和维护经费", ""], ["2、出国经费", ""], ["3、公务接待", "1"]]
    );
    let own = json!({"name": "补助", "previous": "", "budget": "5", "actual": "", "partial": true, "parts": grants["parts"]});
    assert_eq!([lines.len(), 6], [6, lines.iter().position(|line| *line == own).unwrap() + 1]);
}

#[test]
fn a_portals_own_form_is_known_by_its_profile() {
    let form = json!({"kind": "narrative", "title": "{department}报告", "sections": [{"heading": "第一章", "text": ""}]});
    let own = json!({"id": "own", "name": "own", "templates": [{"document": form}]});
    let document =
        value(&blank("narrative", json!({"profile": own, "department": "某局"})).unwrap());
    assert_eq!(document["title"], "某局报告");
    let sections = |form: &Value| form["sections"].as_array().unwrap().len();
    let known = adapted(&document, json!({"from": own}));
    assert_eq!(sections(&known), sections(&blank_of("narrative", json!({}))));
    // Otherwise somebody wrote its heading, which is kept.
    assert_eq!(sections(&adapted(&document, json!({}))), sections(&known) + 1);
    assert_eq!(adapted(&document, json!({"profile": own, "from": own})), document);
}

#[test]
fn what_cannot_be_adapted_is_named() {
    for (document, options, path) in [
        (json!(null), json!({}), ""),
        (json!({"kind": "poem"}), json!({}), "/kind"),
        (
            json!({"kind": "narrative", "sections": [{"heading": []}]}),
            json!({}),
            "/sections/0/heading",
        ),
        (json!({"kind": "narrative", "sections": []}), json!({"form": "cn"}), "/options/form"),
        (json!({"kind": "narrative", "sections": []}), json!({"profile": "cn-mars"}), "/profile"),
        (json!({"kind": "narrative", "sections": []}), json!({"from": "cn-mars"}), "/options/from"),
    ] {
        assert_eq!(adapt(&document, &options).unwrap_err().path(), path, "{document} {options}");
    }
}

/// Fills some blank cells of a document and repeats some of its rows; returns what was written.
fn write(
    json: &mut Value,
    key: &str,
    dice: &mut impl Iterator<Item = u8>,
    written: &mut Vec<String>,
) {
    match json {
        Value::String(cell) => {
            let is_open = key != "kind"
                && (cell.is_empty() || key == "level2" && dice.next().unwrap() % 16 == 0);
            if is_open && dice.next().unwrap() % 3 == 0 {
                *cell = format!("甲{}", written.len());
                written.push(cell.clone());
            }
        }
        Value::Array(items) => {
            if let Some(item) = items.first().filter(|_| dice.next().unwrap() % 3 == 0).cloned() {
                let at = usize::from(dice.next().unwrap()) % (items.len() + 1);
                items.insert(at, item);
            }
            items.iter_mut().for_each(|item| write(item, "", dice, written));
        }
        Value::Object(members) => {
            members.iter_mut().for_each(|(key, value)| write(value, key, dice, written))
        }
        _ => {}
    }
}

fn texts(json: &Value, found: &mut Vec<String>) {
    match json {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => members.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nothing that was written is lost or doubled on the way there and back.
    #[test]
    fn nothing_written_is_lost(from in 0..6usize, to in 0..6usize, kind in 0..KINDS.len(), dice in prop::collection::vec(any::<u8>(), 64)) {
        let profiles = jixiao::profiles();
        let (from, to) = (&profiles[from].0, &profiles[to].0);
        let mut document = blank_of(KINDS[kind], json!({"profile": from}));
        let mut written = Vec::new();
        write(&mut document, "", &mut dice.into_iter().cycle(), &mut written);
        let there = adapted(&document, json!({"profile": to}));
        let back = adapted(&there, json!({"profile": from}));
        for form in [there, back] {
            let mut found = Vec::new();
            texts(&form, &mut found);
            for text in &written {
                prop_assert_eq!(found.iter().filter(|known| *known == text).count(), 1, "{} of {} → {}: {}", text, from, to, form);
            }
            let report = jixiao::validate(json!({"documents": [form]}), &jixiao::Options::default());
            prop_assert!(report.is_ok());
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any JSON gives an answer or an error.
    #[test]
    fn any_document_is_answered(text in "\\PC{0,40}", number in any::<i64>(), kind in 0..KINDS.len()) {
        for value in [json!(text), json!(number), json!([text]), json!({"name": text, "level1": number, "parts": [{"name": text}]}), json!([[{"level1": text}]])] {
            for key in ["title", "unit", "indicators", "items", "lines", "sections", "funds", "goals", "parts", "opening", "tasks"] {
                let document = json!({"kind": KINDS[kind], key: value});
                drop(adapt(&document, json!({"profile": "cn-hunan"})));
                drop(jixiao::evaluation_of(json!([document]), json!({"profile": "cn-hunan"})));
                drop(jixiao::next_year(json!({"documents": [document]})));
                drop(jixiao::recognise(json!({"documents": [document]})));
                drop(blank(KINDS[kind], &document));
                drop(jixiao::templates(json!({"id": "own", "name": "own", "templates": value})));
            }
        }
    }
}
