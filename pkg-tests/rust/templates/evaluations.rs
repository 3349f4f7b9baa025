//! From target tables to the evaluations that answer them.

use jixiao::{Options, evaluation_of, validate};
use serde_json::{Value, json};

use super::value;

fn answered(targets: Value, profile: &str) -> Vec<Value> {
    evaluation_of(&targets, json!({"profile": profile})).unwrap().iter().map(value).collect()
}

#[test]
fn a_project_is_answered_row_by_row() {
    let targets = json!([{
        "kind": "projectTargets", "title": "2025年绩效目标申报表", "department": "某市民政局", "project": "养老服务补助", "unit": "元",
        "amount": "3, 200, 000. 00", "parts": [{"name": "省级资金", "amount": 1200000}, {"name": "市级资金", "amount": ""}],
        "goal": "改善养老服务。", "periodGoal": "三年内覆盖全市。",
        "indicators": [
            {"level1": "产出指标", "level2": "数量指标", "name": "补助床位数", "sign": "≥", "periodTarget": "3000", "target": "1000", "unit": "张", "weight": "30"},
            {"level1": "产出指标", "level2": "数量指标", "name": "补助机构数", "sign": "≥", "periodTarget": "", "target": "20", "unit": "家", "weight": "20"},
            {"level1": "产出指标", "level2": "成本指标", "name": "", "sign": "", "periodTarget": "", "target": "", "unit": "", "weight": ""},
            {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "老人满意度", "sign": "", "periodTarget": "≥90%", "target": "", "unit": "", "weight": "40"}]}]);
    let [form] = &answered(targets, "cn")[..] else { panic!() };
    assert_eq!(form["kind"], "projectEvaluation");
    assert_eq!(form["title"], "2025年度项目支出绩效自评表");
    assert_eq!(
        [&form["year"], &form["department"], &form["project"], &form["unit"], &form["implementer"]],
        ["2025", "某市民政局", "养老服务补助", "元", ""]
    );
    let total = json!({"name": "年度资金总额", "initial": "3, 200, 000. 00", "budget": "3, 200, 000. 00",
        "executed": "", "weight": "10", "rate": "", "score": ""});
    assert_eq!(form["funds"]["total"], total);
    let part = json!([{"name": "省级资金", "initial": 1200000, "budget": 1200000, "executed": "", "rate": ""}]);
    assert_eq!(form["funds"]["parts"], part);
    assert_eq!(form["goals"], json!({"expected": "改善养老服务。", "achieved": ""}));
    assert_eq!(form["total"], json!({"weight": "100", "score": ""}));
    let row = json!({"level1": "产出指标", "level2": "数量指标", "name": "补助床位数", "sign": "≥", "target": "1000", "unit": "张",
        "weight": "30", "actual": "", "score": "", "reason": "", "periodTarget": ""});
    let rows = form["indicators"].as_array().unwrap();
    assert_eq!(rows[0], row);
    let names: Vec<_> = rows
        .iter()
        .map(|row| [&row["name"], &row["weight"], &row["target"], &row["periodTarget"]])
        .collect();
    assert_eq!(names[1], ["补助机构数", "20", "20", ""]);
    assert_eq!(names[2], ["老人满意度", "40", "", "≥90%"]);
    assert_eq!(names.len(), 3);
}

#[test]
fn a_department_is_answered_by_its_tasks_where_it_has_no_indicators() {
    let task = json!([{"name": "医疗救助", "content": "资助参保", "indicators": [{"name": "结算及时率(%)", "target": "100"}, {"name": "", "target": ""}]},
        {"name": "集中采购", "indicators": [{"name": "采购批次", "target": "≥2"}]}]);
    let table = json!({"kind": "departmentTargets", "year": "2025年", "department": "某局", "expenditure": {"total": "1,217.00"},
        "goals": ["保障参保。", "", "扩大采购。"], "tasks": task});
    let [form] = &answered(json!([table]), "cn-guangdong")[..] else { panic!() };
    assert_eq!(form["kind"], "departmentEvaluation");
    assert_eq!(
        [&form["funds"]["total"]["initial"], &form["goals"]["expected"]],
        ["1,217.00", "保障参保。\n扩大采购。"]
    );
    let rows: Vec<_> = form["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| [&row["heading"], &row["name"], &row["target"]])
        .collect();
    assert_eq!(rows, [["医疗救助", "结算及时率(%)", "100"], ["集中采购", "采购批次", "≥2"]]);
    // The form's own indicators, if any, decide.
    let mut own = table;
    own["indicators"] = json!([{"level1": "产出指标", "level2": "数量指标", "name": "参保人数", "target": "≥10万人"}]);
    let form = &answered(json!([own]), "cn-guangdong")[0];
    assert_eq!(form["indicators"].as_array().unwrap().len(), 1);
    assert_eq!(form["indicators"][0]["name"], "参保人数");
}

#[test]
fn hunan_keeps_the_rows_that_do_not_apply() {
    let row = json!({"level1": "产出指标（50分）", "level2": "质量指标", "name": "合格率", "target": "≥95%"});
    let table = json!({"kind": "projectTargets", "project": "甲", "indicators": [row]});
    let rows = answered(json!([table]), "cn-hunan")[0]["indicators"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 11);
    assert_eq!([&rows[1]["name"], &rows[1]["target"], &rows[1]["actual"]], ["合格率", "≥95%", ""]);
    // A heading is one cell, whose text its rows share.
    assert!(
        rows[..3].iter().all(|row| row["level1"] == "产出指标（50分）")
            && rows[3]["level1"] == "效益指标"
    );
}

#[test]
fn an_answer_agrees_with_what_it_answers() {
    let sample: Value =
        serde_json::from_str(include_str!("../../../www/samples/guangdong-targets-2025.json"))
            .unwrap();
    let targets = sample["documents"].as_array().unwrap();
    let mut documents = targets.clone();
    let answers = answered(sample["documents"].clone(), "cn-guangdong");
    assert_eq!(answers.len(), targets.len());
    let names = |document: &Value| -> Vec<Value> {
        document["indicators"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|row| row["name"].clone())
            .collect()
    };
    for (table, answer) in
        targets.iter().zip(&answers).filter(|(table, _)| table["kind"] == "projectTargets")
    {
        assert_eq!(names(table), names(answer));
        assert_eq!(table["amount"], answer["funds"]["total"]["budget"]);
    }
    let before =
        validate(json!({"profile": "cn-guangdong", "documents": documents}), &Options::default())
            .unwrap();
    documents.extend(answers);
    let after =
        validate(json!({"profile": "cn-guangdong", "documents": documents}), &Options::default())
            .unwrap();
    let finds =
        |code: &str| after.findings.iter().filter(|finding| finding.code.starts_with(code)).count();
    let known = |code: &str| {
        before.findings.iter().filter(|finding| finding.code.starts_with(code)).count()
    };
    assert_eq!(
        finds("XDC"),
        known("XDC"),
        "{:?}",
        after.findings.iter().filter(|f| f.code.starts_with("XDC")).collect::<Vec<_>>()
    );
}

#[test]
fn what_is_no_target_table_is_named() {
    let good = json!({"kind": "projectTargets", "indicators": []});
    for (targets, options, path) in [
        (json!({}), json!({}), ""),
        (json!([good, {"kind": "narrative", "sections": []}]), json!({}), "/1/kind"),
        (json!([good, {"kind": "poem"}]), json!({}), "/1/kind"),
        (json!([good, 7]), json!({}), "/1"),
        (
            json!([{"kind": "projectTargets", "indicators": [{"target": []}]}]),
            json!({}),
            "/0/indicators/0/target",
        ),
        (json!([good]), json!({"year": "2025"}), "/options/year"),
        (json!([good]), json!({"profile": "cn-mars"}), "/profile"),
    ] {
        assert_eq!(
            evaluation_of(&targets, &options).unwrap_err().path(),
            path,
            "{targets} {options}"
        );
    }
    assert!(evaluation_of(json!([]), &Value::Null).unwrap().is_empty());
}
