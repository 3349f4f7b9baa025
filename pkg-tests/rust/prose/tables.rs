//! A report beside the self-evaluation it is about.

use jixiao::{Options, validate};
use serde_json::{Value as Json, json};

/// A department's self-evaluation without a mistake of its own.
pub fn table() -> Json {
    let row = |level1: &str, level2: &str, name: &str, target: &str, actual: &str, points: &str| json!({"level1": level1, "level2": level2, "name": name, "target": target, "actual": actual, "weight": points, "score": points});
    json!({"kind": "departmentEvaluation", "year": "2024", "title": "2024年度部门整体支出绩效自评表",
        "funds": {"total": {"initial": "1860.5", "budget": "2180.4", "executed": "2098.6", "weight": "10", "rate": "96.25%", "score": "9.62"}},
        "goals": {"achieved": "全县在园幼儿8.65万人，参加城镇职工养老保险42.63万人，各项任务完成。"},
        "indicators": [
            row("产出指标", "数量指标", "新增学位数", "≥6000个", "6840个", "20"),
            row("产出指标", "质量指标", "工程验收合格率", "≥95%", "100%", "20"),
            row("产出指标", "时效指标", "资金拨付及时率", "≥95%", "98.5%", "10"),
            row("效益指标", "社会效益指标", "义务教育巩固率", "≥98%", "99.2%", "20"),
            row("效益指标", "可持续影响指标", "教师培训覆盖率", "≥90%", "93.4%", "10"),
            row("满意度指标", "服务对象满意度指标", "学生家长满意度", "≥90%", "95.6%", "10")],
        "total": {"weight": "100", "score": "99.62", "grade": "优"}})
}

/// The differences found between a report of these sections and the table, without those of other
/// rules.
fn found(sections: &[(&str, &str)]) -> Vec<String> {
    let sections: Vec<Json> =
        sections.iter().map(|(heading, text)| json!({"heading": heading, "text": text})).collect();
    let report = json!({"kind": "narrative", "year": "2024", "title": "2024年度部门整体支出绩效自评报告", "sections": sections});
    let report = validate(json!({"documents": [report, table()]}), &Options::default()).unwrap();
    let across =
        report.findings.iter().filter(|finding| matches!(finding.code, "XDC003" | "XDC004"));
    across
        .map(|finding| {
            let mild = if finding.severity == "error" { "" } else { "~" };
            let path = finding.path.strip_prefix("/documents/").unwrap();
            format!(
                "{mild}{path} {} → {}",
                finding.claimed.as_deref().unwrap_or(""),
                finding.expected.as_deref().unwrap_or("")
            )
        })
        .collect()
}

fn text(text: &str) -> Vec<String> {
    found(&[("一、基本情况", text)])
}

#[test]
fn differences_are_reported_on_both_sides() {
    for (text_of_report, in_report, in_table) in [
        (
            "我局年初预算1860.5万元，全年预算2108.4万元，预算执行2098.6万元。",
            "2108.4万元 → 2180.4万元",
            "1/funds/total/budget 2180.4 → 2108.4",
        ),
        (
            "本单位年初预算数1806.5万元。",
            "1806.5万元 → 1860.5万元",
            "1/funds/total/initial 1860.5 → 1806.5",
        ),
        (
            "年初预算186.05万元，全年预算数为2180.4万元。",
            "186.05万元 → 1860.5万元",
            "1/funds/total/initial 1860.5 → 186.05",
        ),
        (
            "全年预算2180.4万元，预算执行2098.6万元，预算执行率96.52%。",
            "96.52% → 96.25%",
            "1/funds/total/rate 96.25% → 96.52%",
        ),
        ("自评得分99.26分。", "99.26分 → 99.62分", "1/total/score 99.62 → 99.26"),
        (
            "我局2024年度部门整体支出绩效自评得分为96.62分，评价等级为“优”。",
            "96.62分 → 99.62分",
            "1/total/score 99.62 → 96.62",
        ),
        ("自评得分99.62分。等级为良。", "良 → 优", "1/total/grade 优 → 良"),
        (
            "2024年，全县参加城镇职工养老保险人数达42.36万人。",
            "42.36万人 → 42.63万人",
            "1/goals/achieved 42.63万人 → 42.36万人",
        ),
        ("新增学位数6480个。", "6480个 → 6840个", "1/indicators/0/actual 6840个 → 6480个"),
        (
            "学生家长满意度：经第三方调查，满意度为96.5%。",
            "96.5% → 95.6%",
            "1/indicators/5/actual 95.6% → 96.5%",
        ),
    ] {
        let expected = [format!("0/sections/0/text {in_report}"), in_table.to_owned()];
        assert_eq!(text(text_of_report), expected, "{text_of_report}");
    }
}

#[test]
fn what_agrees_or_may_be_something_else_is_left_alone() {
    for text_of_report in [
        // Rounded, or in another unit.
        "我局年初预算1861万元，全年预算0.218亿元，预算执行2098.60万元，执行率96.3%。",
        "全县在园幼儿约8.6万人，职工养老保险参保42.6万人。",
        // Of a part, of another year, of others.
        "“三公”经费全年预算35万元，实际支出28.6万元，预算执行率81.71%。",
        "校舍维修项目：年初预算320万元，全年预算320万元，执行率100%。",
        "全年预算2180.4万元；其中培训经费年初预算60万元。",
        "2023年全年预算1980万元，预算执行1902.6万元，预算执行率96.09%。",
        "上年全县参加城镇职工养老保险41.92万人，比上年增加0.71万人。",
        "城关镇参加城镇职工养老保险3.21万人。",
        "校舍维修项目自评得分95分，教师培训项目自评得分98.5分。",
        "2023年度自评得分98.2分。",
        "绩效等级分为优、良、中、差四个等级。",
        "新增学位数由5260个增加到6840个。",
        "2023年新增学位数5260个，2024年新增学位数6840个。",
        "学生家长满意度：2023年满意度为94.1%，本年满意度为95.6%。",
        "学生家长满意度：小学家长满意度96.1%，初中家长满意度95.1%。",
        "参训教师满意度96.5%，家长满意度在90%以上。",
    ] {
        assert_eq!(text(text_of_report), [""; 0], "{text_of_report}");
    }
}

#[test]
fn points_of_groups_meet_by_their_headings() {
    let points = |execution: &str, outputs: &str, benefits: [&str; 3], satisfaction: &str| {
        found(&[
            ("（一）预算执行率", execution),
            ("（二）产出指标", outputs),
            ("（三）效益指标", benefits[0]),
            ("1、社会效益指标", benefits[1]),
            (benefits[2], ""),
            ("（四）满意度指标", satisfaction),
        ])
    };
    let (execution, outputs, satisfaction) = (
        "指标分值10分，得分9.62分。",
        "指标分值50分，得分50分。",
        "指标分值10分，得分10分。\n学生家长满意度：满意度95.6%。（此项指标自评10分）",
    );
    let benefits = [
        "指标分值30分，得分30分。",
        "分值20分，自评得分20分。",
        "2、可持续影响指标（指标分值10分，得分10分）",
    ];
    assert_eq!(points(execution, outputs, benefits, satisfaction), [""; 0]);
    // One cause is reported once on each side, without the group's sum and what follows from it.
    let moved =
        ["指标分值25分，得分25分。", benefits[1], "2、可持续影响指标（指标分值5分，得分5分）"];
    assert_eq!(
        points(execution, outputs, moved, satisfaction),
        ["0/sections/4/heading 5分 → 10分", "1/indicators/4/weight 10 → 5"]
    );
    assert_eq!(
        points(
            execution,
            outputs,
            benefits,
            "指标分值5分，得分5分。\n学生家长满意度：满意度95.6%。（此项指标自评5分）"
        ),
        ["0/sections/5/text 5分 → 10分", "1/indicators/5/weight 10 → 5"]
    );
    // A different score under the same weight.
    assert_eq!(
        points("指标分值10分，得分9.26分。", outputs, benefits, satisfaction),
        ["0/sections/0/text 9.26分 → 9.62分", "1/funds/total/score 9.62 → 9.26"]
    );
    // A group of several rows has no cell of its own.
    assert_eq!(
        points(execution, "指标分值40分，得分40分。", benefits, satisfaction),
        ["0/sections/1/text 40分 → 50分"]
    );
    // Parts that do not add up to their group: ambiguous.
    assert_eq!(
        points(
            execution,
            outputs,
            [benefits[0], benefits[1], "2、可持续影响指标（指标分值5分，得分5分）"],
            satisfaction
        ),
        ["~0/sections/4/heading 5分 → 10分", "~1/indicators/4/weight 10 → 5"]
    );
}

#[test]
fn other_criteria_are_no_difference() {
    // Two of four groups have names that are also in the table.
    let sections = [
        ("（一）决策", "分值20分，得分20分。"),
        ("（二）过程", "分值20分，得分19分。"),
        ("（三）产出指标", "分值30分，得分30分。"),
        ("（四）效益指标", "分值20分，得分20分。"),
        ("（五）满意度指标", "分值10分，得分10分。"),
    ];
    assert_eq!(found(&sections), [""; 0]);
}

#[test]
fn a_report_of_another_year_or_project_is_another_matter() {
    let compare = |report: Json, table: Json| {
        let report = validate(json!({"documents": [report, table]}), &Options::default()).unwrap();
        report.findings.iter().filter(|finding| matches!(finding.code, "XDC003" | "XDC004")).count()
    };
    let report = |title: &str, year: &str| json!({"kind": "narrative", "title": title, "year": year, "sections": [{"text": "自评得分95分。"}]});
    assert_eq!(compare(report("部门整体支出绩效自评报告", "2024"), table()), 2);
    assert_eq!(compare(report("部门整体支出绩效自评报告", "2023"), table()), 0);
    let mut project = table();
    project["kind"] = json!("projectEvaluation");
    project["project"] = json!("校舍维修改造补助资金");
    assert_eq!(compare(report("校舍维修改造项目支出绩效自评报告", "2024"), project.clone()), 2);
    assert_eq!(compare(report("部门整体支出绩效自评报告", "2024"), project), 0);
}
