//! Next year's filing from this year's.

use jixiao::{Options, next_year, validate};
use serde_json::{Value, json};

use super::value;

fn next(document: Value) -> Value {
    value(&next_year(json!({"documents": [document]})).unwrap())["documents"][0].clone()
}

#[test]
fn an_evaluation_keeps_its_indicators_and_loses_its_figures() {
    let this = json!({"kind": "projectEvaluation", "title": "2025年度项目支出绩效自评表", "year": 2025, "project": "甲", "department": "某局",
        "start": "2025年1月", "end": "2025-12-31", "filedOn": "2026年4月22日", "unit": "元",
        "funds": {"total": {"name": "年度资金总额", "initial": "24", "budget": 24, "executed": "24", "weight": "10", "rate": "100%", "score": "10"},
            "breakdowns": [{"name": "按收入性质分", "of": "budget", "total": "24", "parts": [{"name": "一般公共预算", "amount": "24"}]}]},
        "goals": {"expected": "2025年运转正常。", "achieved": "已完成。"},
        "indicators": [{"level1": "产出指标(50分)", "level2": "数量指标", "name": "场次", "sign": "≥", "target": "12", "unit": "场", "actual": "13",
            "weight": "50", "coefficient": "1", "score": "50", "reason": "加办一场", "own": "x"}],
        "total": {"weight": "100", "score": "100", "grade": "优"}, "reason": "无", "conclusion": "好", "problems": "无", "measures": "无"});
    let next = next(this);
    let expected = json!({"kind": "projectEvaluation", "title": "2026年度项目支出绩效自评表", "year": 2026, "project": "甲", "department": "某局",
        "start": "2026年1月", "end": "2026-12-31", "filedOn": "", "unit": "元",
        "funds": {"total": {"name": "年度资金总额", "initial": "", "budget": "", "executed": "", "weight": "10", "rate": "", "score": ""},
            "breakdowns": [{"name": "按收入性质分", "of": "budget", "total": "", "parts": [{"name": "一般公共预算", "amount": ""}]}]},
        "goals": {"expected": "2025年运转正常。", "achieved": ""},
        "indicators": [{"level1": "产出指标(50分)", "level2": "数量指标", "name": "场次", "sign": "≥", "target": "12", "unit": "场", "actual": "",
            "weight": "50", "coefficient": "", "score": "", "reason": "", "own": "x"}],
        "total": {"weight": "100", "score": "", "grade": ""}, "reason": "", "conclusion": "", "problems": "", "measures": ""});
    assert_eq!(next, expected);
}

#[test]
fn targets_keep_what_is_aimed_at_and_a_period_of_several_years() {
    let this = json!({"kind": "projectTargets", "title": "2025年绩效目标申报表", "start": "2025年", "end": "2027年", "amount": "10", "periodAmount": "30",
        "parts": [{"name": "市级", "amount": "10"}], "purpose": "购置设备", "basis": "市发〔2025〕1号", "goal": "改善", "periodGoal": "全覆盖",
        "indicators": [{"name": "台数", "target": "≥5", "periodTarget": "≥15"}]});
    let expected = json!({"kind": "projectTargets", "title": "2026年绩效目标申报表", "start": "2025年", "end": "2027年", "amount": "", "periodAmount": "30",
        "parts": [{"name": "市级", "amount": ""}], "purpose": "购置设备", "basis": "市发〔2025〕1号", "goal": "改善", "periodGoal": "全覆盖",
        "indicators": [{"name": "台数", "target": "≥5", "periodTarget": "≥15"}]});
    assert_eq!(next(this), expected);
    let this = json!({"kind": "departmentTargets", "year": "二〇二五年", "staff": 38, "units": "2", "expenditure": {"basic": "1", "project": "2"},
        "level": {"own": "3", "transfer": null}, "goals": ["一、参保"], "tasks": [{"name": "甲", "content": "乙", "indicators": [{"name": "丙", "target": "1"}]}]});
    let expected = json!({"kind": "departmentTargets", "year": "2026", "staff": "", "units": "", "expenditure": {"basic": "", "project": ""},
        "level": {"own": "", "transfer": null}, "goals": ["一、参保"], "tasks": [{"name": "甲", "content": "乙", "indicators": [{"name": "丙", "target": "1"}]}]});
    assert_eq!(next(this), expected);
}

#[test]
fn last_years_column_has_what_was_this_years() {
    let this = json!({"kind": "baseData", "title": "2025年度基础数据表", "staffing": {"quota": "60", "actual": "60", "rate": "100%"},
        "lines": [{"name": "三公经费", "previous": "9.98", "budget": "15.22", "actual": "1.84", "parts": [{"name": "公务接待", "previous": "8.28", "budget": "10.72", "actual": 0.10}]},
            {"name": "政府采购金额", "previous": "—", "budget": "3", "actual": "2"}, {"name": "补贴", "budget": "3", "actual": "2"}],
        "buildings": [{"name": "办公楼", "approvedArea": "100", "actualArea": "90", "areaRate": "90%", "budget": "5", "actual": "4", "costRate": "80%"}]});
    let expected = json!({"kind": "baseData", "title": "2026年度基础数据表", "staffing": {"quota": "", "actual": "", "rate": ""},
        "lines": [{"name": "三公经费", "previous": "1.84", "budget": "", "actual": "", "parts": [{"name": "公务接待", "previous": 0.10, "budget": "", "actual": ""}]},
            {"name": "政府采购金额", "previous": "—", "budget": "", "actual": ""}, {"name": "补贴", "budget": "", "actual": ""}],
        "buildings": [{"name": "办公楼", "approvedArea": "", "actualArea": "", "areaRate": "", "budget": "", "actual": "", "costRate": ""}]});
    assert_eq!(next(this), expected);
}

#[test]
fn accounts_open_with_what_they_closed_with() {
    let line = |previous: &str, budget: &str, actual: &str| json!({"previous": previous, "budget": budget, "actual": actual});
    let this = json!({"kind": "fundAccounts", "title": "2025年度收支情况表", "fund": "居民医保", "opening": line("185905", "239981", "239981"),
        "income": line("368209", "354688", "347102"), "expenditure": line("314133", "349011", "339294"),
        "surplus": line("54076", "5677", "7808"), "closing": line("239981", "245658", "247789")});
    let next = next(this);
    assert_eq!(next["opening"], line("239981", "", "247789"));
    assert_eq!(
        [&next["income"], &next["expenditure"]],
        [&line("347102", "", ""), &line("339294", "", "")]
    );
    assert_eq!(
        [&next["surplus"], &next["closing"]],
        [&line("7808", "", ""), &line("247789", "", "")]
    );
    // Last year's column adds up as it did: 239981 + 7808 = 247789.
    let report = validate(json!({"documents": [next]}), &Options::default()).unwrap();
    assert!(
        report.findings.iter().all(|finding| !finding.code.starts_with("SUM")),
        "{:?}",
        report.findings
    );
}

#[test]
fn a_report_keeps_its_headings_and_a_filing_its_profile() {
    let this = json!({"profile": "cn-hunan", "acknowledged": [{"code": "RAT001", "path": "/documents/0", "reason": "已说明"}], "portal": {"id": 7},
        "documents": [{"kind": "narrative", "title": "2025年度报告", "sections": [{"heading": "一、基本情况", "text": "2025年……"}]}]});
    let expected = json!({"profile": "cn-hunan", "portal": {"id": 7},
        "documents": [{"kind": "narrative", "title": "2026年度报告", "sections": [{"heading": "一、基本情况", "text": ""}]}]});
    assert_eq!(value(&next_year(&this).unwrap()), expected);
    // A document without a year stays without one.
    assert_eq!(
        next(json!({"kind": "narrative", "title": "报告", "year": "", "sections": []}))["year"],
        ""
    );
    assert_eq!(
        next_year(json!({"documents": [{"kind": "poem"}]})).unwrap_err().path(),
        "/documents/0/kind"
    );
}

#[test]
fn a_whole_filing_has_its_year_before_it() {
    let sample: Value =
        serde_json::from_str(include_str!("../../../www/samples/hunan-2025-filing.json")).unwrap();
    let next = value(&next_year(&sample).unwrap());
    let report = validate(&next, &Options::default()).unwrap();
    let others: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| !["REQ", "DAT", "TGT"].contains(&&finding.code[..3]))
        .collect();
    let before = validate(&sample, &Options::default()).unwrap();
    // Blank cells give no findings that were not there before.
    for finding in others {
        assert!(before.findings.iter().any(|known| known.code == finding.code), "{finding:?}");
    }
    assert_eq!(
        next["documents"].as_array().unwrap().len(),
        sample["documents"].as_array().unwrap().len()
    );
}
