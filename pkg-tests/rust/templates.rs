//! Blank forms of every profile, and what is made from them.

mod adapting;
mod evaluations;
mod next_year;

use jixiao::json::Json;
use jixiao::{Options, blank, templates, validate};
use serde_json::{Value, json};

pub const KINDS: [&str; 9] = [
    "departmentTargets", "projectTargets", "departmentEvaluation", "projectEvaluation",
    "transferEvaluation", "scoreSheet", "baseData", "fundAccounts", "narrative",
];

/// Every built-in profile with every kind.
pub fn all() -> impl Iterator<Item = (String, &'static str)> {
    jixiao::profiles().into_iter().flat_map(|(id, _)| KINDS.map(|kind| (id.clone(), kind)))
}

pub fn value(json: &Json<'_>) -> Value {
    serde_json::from_str(&json.to_string()).unwrap()
}

pub fn blank_of(kind: &str, options: Value) -> Value {
    value(&blank(kind, &options).unwrap())
}

#[test]
fn every_profile_has_a_form_of_every_kind() {
    for (id, name) in jixiao::profiles() {
        let listed = templates(json!(id)).unwrap();
        let kinds: Vec<_> = listed.iter().map(|template| &*template.kind).collect();
        assert_eq!(kinds, KINDS, "{id}");
        for template in listed {
            assert!(
                !template.notes.is_empty() && !template.title.contains('{'),
                "{name}: {}",
                template.title
            );
            assert!(
                template.notes.iter().all(|note| note.ends_with('。')),
                "{name}: {:?}",
                template.notes
            );
        }
    }
}

#[test]
fn a_blank_form_only_asks_to_be_filled_in() {
    let names = json!({"year": "2025", "department": "某市民政局", "project": "养老服务补助"});
    for (profile, kind) in all() {
        for named in [json!({}), names.clone()] {
            let mut options = named;
            options["profile"] = json!(profile);
            let filing = json!({"profile": profile, "documents": [blank_of(kind, options)]});
            let report = validate(&filing, &Options::default()).unwrap();
            for finding in &report.findings {
                assert_eq!(
                    finding.code.get(..3),
                    Some("REQ"),
                    "{profile} {kind}: {} {}",
                    finding.path,
                    finding.message
                );
            }
            let computed = report.scorecards.iter().filter_map(|card| card.computed.as_ref());
            assert_eq!(computed.count(), 0, "{profile} {kind}");
        }
    }
}

/// The 50 of `产出指标（50分）`.
fn printed_points(level: &str) -> u32 {
    level
        .split_once('（')
        .and_then(|(_, points)| points.strip_suffix("分）"))
        .map_or(0, |points| points.parse().unwrap())
}

#[test]
fn points_that_a_form_prints_add_up() {
    for (profile, execution, groups) in [
        ("cn", "10", vec![50, 30, 10]),
        ("cn-cost", "10", vec![20, 40, 20, 10]),
        ("cn-sichuan", "10", vec![50, 30, 10]),
        ("cn-hubei", "20", vec![0, 0, 0]),
        ("cn-hunan", "10", vec![0, 0, 0, 0]),
        ("cn-guangdong", "10", vec![0, 0, 0]),
    ] {
        let printed = |document: &Value| {
            let rows = document["indicators"].as_array().unwrap();
            let mut levels: Vec<_> =
                rows.iter().map(|row| row["level1"].as_str().unwrap()).collect();
            levels.dedup();
            levels.into_iter().map(printed_points).collect::<Vec<_>>()
        };
        for kind in ["departmentEvaluation", "projectEvaluation"] {
            let form = blank_of(kind, json!({"profile": profile}));
            assert_eq!(form["funds"]["total"]["weight"], execution, "{profile}");
            assert_eq!(form["total"]["weight"], "100", "{profile}");
            assert_eq!(printed(&form), groups, "{profile} {kind}");
        }
        // A transfer form has no points, and no group mentions any.
        let transfer = blank_of("transferEvaluation", json!({"profile": profile}));
        assert_eq!(printed(&transfer), vec![0; groups.len()], "{profile}");
        assert!(
            transfer["indicators"][0].get("weight").is_none()
                && transfer["funds"]["total"].get("weight").is_none()
        );
    }
}

#[test]
fn forms_have_the_rows_of_their_province() {
    let level2 = |profile: &str, level1: &str| {
        let form = blank_of("projectEvaluation", json!({"profile": profile}));
        let rows = form["indicators"].as_array().unwrap().clone();
        let of = rows.into_iter().filter(|row| row["level1"].as_str().unwrap().starts_with(level1));
        of.map(|row| row["level2"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(level2("cn", "产出"), ["数量指标", "质量指标", "时效指标", "成本指标"]);
    assert_eq!(level2("cn-hunan", "产出"), ["数量指标", "质量指标", "时效指标"]);
    for profile in ["cn-hunan", "cn-cost"] {
        assert_eq!(level2(profile, "成本"), ["经济成本指标", "社会成本指标", "生态环境成本指标"]);
    }
    let management = blank_of("transferEvaluation", json!({}))["management"].clone();
    let names: Vec<_> =
        management.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    let seven = [
        "分配科学性",
        "下达及时性",
        "拨付合规性",
        "使用规范性",
        "执行准确性",
        "预算绩效管理情况",
        "支出责任履行情况",
    ];
    assert_eq!(names, seven);
    let lines = blank_of("baseData", json!({"profile": "cn-hunan"}))["lines"].clone();
    let blank = json!({"name": "其中：公车购置", "previous": "", "budget": "", "actual": ""});
    assert_eq!(lines[0]["parts"][0]["parts"][0], blank);
    assert_eq!([&lines[2]["partial"], &lines[1]["partial"]], [&json!(true), &Value::Null]);
    let departments = blank_of("departmentTargets", json!({"profile": "cn-guangdong"}));
    assert_eq!(departments["level"], json!({"own": "", "transfer": ""}));
    assert_eq!(
        departments["tasks"][0],
        json!({"name": "", "content": "", "indicators": [{"name": "", "target": ""}]})
    );
    assert!(departments.get("indicators").is_none());
    let line =
        &blank_of("departmentEvaluation", json!({"profile": "cn-sichuan"}))["funds"]["total"];
    assert_eq!(line["reason"], "");
}

#[test]
fn names_go_where_the_form_has_a_place_for_them() {
    let names = json!({"year": 2025, "department": "某市{project}局", "project": "甲项目"});
    let form = blank_of("projectEvaluation", names.clone());
    assert_eq!(form["title"], "2025年度项目支出绩效自评表");
    assert_eq!(
        [&form["year"], &form["department"], &form["project"]],
        ["2025", "某市{project}局", "甲项目"]
    );
    // A filled-in name is not a placeholder.
    let report = blank_of("narrative", names);
    assert_eq!(report["title"], "2025年度某市{project}局部门整体支出绩效自评报告");
    assert_eq!(blank_of("narrative", json!({}))["title"], "年度部门整体支出绩效自评报告");
}

#[test]
fn a_portal_brings_forms_of_its_own() {
    let own = json!({"id": "own", "name": "某市", "extends": "cn-hunan", "templates": [
        {"title": "自评表", "document": {"kind": "projectEvaluation", "title": "{project}自评表（{year}）", "project": "", "indicators": []}},
        {"inherits": true, "without": ["parts", "filedOn"], "notes": [],
         "document": {"kind": "projectTargets", "goal": "{department}目标"}},
    ]});
    let listed = templates(&own).unwrap();
    assert_eq!(listed.len(), 9);
    let titled: Vec<_> = listed
        .iter()
        .filter(|t| t.kind.starts_with("project"))
        .map(|t| (&*t.title, t.notes.len()))
        .collect();
    assert_eq!(titled, [("项目支出绩效目标申报表", 0), ("自评表", 0)]);
    let names = json!({"profile": own, "year": "2025", "project": "甲", "department": "某局"});
    let evaluation = json!({"kind": "projectEvaluation", "title": "甲自评表（2025）", "project": "甲", "indicators": []});
    assert_eq!(blank_of("projectEvaluation", names.clone()), evaluation);
    let mut targets = blank_of(
        "projectTargets",
        json!({"profile": "cn-hunan", "year": "2025", "project": "甲", "department": "某局"}),
    );
    targets["goal"] = json!("某局目标");
    targets.as_object_mut().unwrap().retain(|key, _| key != "parts" && key != "filedOn");
    assert_eq!(blank_of("projectTargets", names), targets);
}

#[test]
fn what_is_no_template_is_named() {
    let good = json!({"document": {"kind": "narrative", "sections": []}});
    for (templates, path) in [
        (json!({}), "/profile/templates"),
        (json!([good, 7]), "/profile/templates/1"),
        (json!([{}]), "/profile/templates/0/document"),
        (json!([{"document": {"kind": "poem"}}]), "/profile/templates/0/document/kind"),
        (
            json!([good, {"document": {"kind": "scoreSheet", "items": [{"score": {}}]}}]),
            "/profile/templates/1/document/items/0/score",
        ),
        (json!([good, good]), "/profile/templates/1/document/kind"),
        (json!([{"document": good["document"], "note": []}]), "/profile/templates/0/note"),
        (json!([{"document": good["document"], "notes": "一句"}]), "/profile/templates/0/notes"),
        (json!([{"document": good["document"], "title": 1}]), "/profile/templates/0/title"),
        (
            json!([{"document": good["document"], "inherits": "cn"}]),
            "/profile/templates/0/inherits",
        ),
    ] {
        let profile = json!({"id": "own", "name": "own", "templates": templates});
        let error = jixiao::templates(&profile).unwrap_err();
        assert_eq!(error.path(), path, "{error}");
        assert_eq!(blank("narrative", json!({"profile": profile})).unwrap_err(), error);
    }
    for (kind, options, path) in [
        ("poem", json!({}), "/kind"),
        ("narrative", json!([]), "/options"),
        ("narrative", json!({"yeer": "2025"}), "/options/yeer"),
        ("narrative", json!({"year": {}}), "/options/year"),
        ("narrative", json!({"profile": "cn-mars"}), "/profile"),
        ("narrative", json!({"profile": 7}), "/profile"),
        (
            "narrative",
            json!({"profile": {"id": "own", "name": "own", "extends": "cn-mars"}}),
            "/profile/extends",
        ),
    ] {
        assert_eq!(blank(kind, &options).unwrap_err().path(), path, "{kind} {options}");
    }
}
