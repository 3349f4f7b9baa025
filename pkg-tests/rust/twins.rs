//! A form that was handed in twice: the newest version is compared with the other forms, and none
//! of its mistakes is hidden.

use jixiao::{Options, validate};
use serde_json::{Value as Json, json};

const WRONG_BUDGET: &str = "1123.77";
const RIGHT_BUDGET: &str = "1138.21";

/// Base data and a report, which agree with each other.
fn beside() -> [Json; 2] {
    let base = json!({"kind": "baseData", "year": "2025", "department": "某市水利局", "lines": [
        {"name": "三公经费", "previous": "9.98", "budget": "15.22", "actual": "1.84"},
        {"name": "部门基本支出预算调整", "previous": "—", "budget": "1138.21", "actual": "1997.21"}]});
    let report = json!({"kind": "narrative", "title": "2025年度部门整体支出绩效自评报告", "year": "2025", "department": "某市水利局",
        "sections": [
            {"heading": "一、部门概况", "text": "我局全年预算数2092.71万元，全年执行数1997.21万元。"},
            {"heading": "二、评价结论", "text": "我局自评得分98.54分。"}]});
    [base, report]
}

fn row(level1: &str, level2: &str, name: &str, [target, actual, weight, score]: [&str; 4]) -> Json {
    json!({"level1": level1, "level2": level2, "name": name, "target": target, "actual": actual, "weight": weight, "score": score})
}

/// The department's table. The wrong one differs from the base data in its initial budget (1138.21)
/// and its 三公 rate (1.84 ÷ 15.22 = 12.09 %), from the report in its adjusted budget (2092.71) and
/// its total score (98.54).
fn table(is_right: bool, filed_on: &str) -> Json {
    let [initial, budget, rate, score] = if is_right {
        [RIGHT_BUDGET, "2092.71", "12.09%", "9"]
    } else {
        [WRONG_BUDGET, "2092.17", "11.43%", "8"]
    };
    let total = if is_right { "98.54" } else { "97.54" };
    let mut satisfied =
        row("满意度指标", "服务对象满意度指标", "群众满意度", ["≥90%", "92%", "10", score]);
    satisfied["reason"] = json!("回收率偏低");
    json!({"kind": "departmentEvaluation", "title": "2025年度部门整体支出绩效自评表", "year": "2025", "department": "某市水利局",
        "filedOn": filed_on,
        "funds": {"total": {"initial": initial, "budget": budget, "executed": "1997.21", "weight": "10", "score": "9.54"}},
        "indicators": [
            row("产出指标", "数量指标", "河道清淤", ["≥20公里", "21公里", "40", "40"]),
            row("效益指标", "社会效益指标", "受益村数", ["≥12个", "12个", "20", "20"]),
            row("成本指标", "经济成本指标", "“三公经费”控制率", ["≤95%", rate, "20", "20"]),
            satisfied],
        "total": {"weight": "100", "score": total}})
}

/// `code path` of every finding that compares forms, sorted.
fn found(tables: &[Json]) -> Vec<String> {
    let documents: Vec<Json> = beside().into_iter().chain(tables.iter().cloned()).collect();
    let report = validate(json!({ "documents": documents }), &Options::default()).unwrap();
    let compares = |code: &str| code.starts_with("XDC") || code.starts_with("RAT");
    sorted(
        report
            .findings
            .iter()
            .filter(|f| compares(f.code))
            .map(|f| format!("{} {}", f.code, f.path))
            .collect(),
    )
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort_unstable();
    lines
}

/// The findings of the wrong table as document `index` of the filing, with the forms it
/// contradicts.
fn all_that_is_wrong(index: usize) -> Vec<String> {
    let own = [
        "XDC003 funds/total/initial",
        "XDC003 funds/total/budget",
        "RAT001 indicators/2/actual",
        "XDC004 total/score",
    ];
    let own = own.map(|finding| finding.replace(' ', &format!(" /documents/{index}/")));
    let in_report = ["XDC003 /documents/1/sections/0/text", "XDC004 /documents/1/sections/1/text"];
    sorted(in_report.map(str::to_owned).into_iter().chain(own).collect())
}

fn twice(index: usize) -> String {
    format!("XDC007 /documents/{index}/department")
}

#[test]
fn one_table_is_compared() {
    assert_eq!(found(&[table(true, "")]), [""; 0]);
    assert_eq!(found(&[table(false, "")]), all_that_is_wrong(2));
}

#[test]
fn of_two_the_newest_is_compared() {
    let (april, may) = ("2026年4月10日", "2026年5月8日");
    // Dates of the first and the second table; whether the second is the newest.
    for (first, second, is_second) in [
        ("", "", true),
        (april, april, true),
        (april, may, true),
        (may, april, false),
        ("", april, true),
        (may, "", true),
        // The whole of May is after April, but not after 8 May.
        ("2026年5月", april, false),
        (may, "2026年5月", true),
        (may, "近日", true),
    ] {
        for wrong in [[false, false], [false, true], [true, false], [true, true]] {
            let tables = [table(!wrong[0], first), table(!wrong[1], second)];
            let newest = usize::from(is_second);
            let mut expected =
                if wrong[newest] { all_that_is_wrong(2 + newest) } else { Vec::new() };
            expected.push(twice(3));
            assert_eq!(found(&tables), sorted(expected), "{first:?} {second:?} {wrong:?}");
        }
    }
}

#[test]
fn the_report_says_which_one_is_compared() {
    for (dates, newest) in
        [(["2026-04-10", "2026-05-08"], "第 4 份"), (["2026-05-08", "2026-04-10"], "第 3 份")]
    {
        let documents: Vec<Json> =
            beside().into_iter().chain(dates.map(|date| table(true, date))).collect();
        let report = validate(json!({ "documents": documents }), &Options::default()).unwrap();
        let twice = report.findings.iter().find(|finding| finding.code == "XDC007").unwrap();
        assert!(twice.message.contains("已有一份（第 3 份文件）"), "{}", twice.message);
        assert!(twice.message.contains(newest), "{}", twice.message);
    }
}

#[test]
fn of_three_the_newest_is_compared() {
    let tables =
        [table(false, "2026-04-10"), table(true, "2026-06-01"), table(false, "2026-05-08")];
    assert_eq!(found(&tables), [twice(3), twice(4)]);
    let tables = [table(true, ""), table(true, ""), table(false, "")];
    let expected = [all_that_is_wrong(4), vec![twice(3), twice(4)]].concat();
    assert_eq!(found(&tables), sorted(expected));
}

/// Handing in a form of a sample again hides no finding.
#[test]
fn a_copy_of_any_form_hides_nothing() {
    let filing = crate::filings::sample("hunan-2025-filing");
    let codes = |filing: &Json| -> Vec<&'static str> {
        let report = validate(filing, &Options::default()).unwrap();
        let mut codes: Vec<_> =
            report.findings.iter().filter(|f| f.severity == "error").map(|f| f.code).collect();
        codes.sort_unstable();
        codes
    };
    let before = codes(&filing);
    for index in 0..filing["documents"].as_array().unwrap().len() {
        let mut twice = filing.clone();
        let copy = twice["documents"][index].clone();
        twice["documents"].as_array_mut().unwrap().push(copy);
        let mut after = codes(&twice);
        for code in &before {
            let at = after.iter().position(|found| found == code);
            after.remove(
                at.unwrap_or_else(|| panic!("{code} is hidden by a copy of document {index}")),
            );
        }
    }
}

/// A project with a table for each of its two sources of money: 300 and 200 of the approved 500.
#[test]
fn two_tables_of_other_amounts_may_be_about_two_sources_of_money() {
    let evaluation = |budget: &str, name: &str| {
        json!({"kind": "projectEvaluation", "year": "2025", "project": "农村公路养护", "filedOn": "2026年3月1日",
            "funds": {"total": {"initial": budget, "budget": budget, "executed": budget, "weight": "10", "rate": "100%", "score": "10"}},
            "indicators": [{"level1": "产出指标", "name": name, "target": "≥1公里", "actual": "1公里", "weight": "90", "score": "90"}],
            "total": {"weight": "100", "score": "100"}})
    };
    let aim = |name: &str| json!({"level1": "产出指标", "name": name, "target": "≥1公里"});
    let targets = json!({"kind": "projectTargets", "year": "2025", "project": "农村公路养护", "amount": "500",
        "indicators": [aim("中央里程"), aim("地方里程")]});
    let filing = json!({"documents": [targets, evaluation("300", "中央里程"), evaluation("200", "地方里程")]});
    let report = validate(filing, &Options::default()).unwrap();
    let found = |code: &str| {
        report
            .findings
            .iter()
            .filter(|finding| finding.code == code)
            .map(|finding| finding.severity)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("XDC001"), [""; 0], "each indicator is in one of the two");
    assert_eq!(found("XDC007"), ["info"]);
}
