//! Reading pasted text, web pages and office files into documents, each cell with its place in the
//! source.

use std::collections::BTreeMap;

use jixiao::read::{Refusal, Source};
use jixiao::{Error, Options, validate};
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// A reading, parsed from its JSON.
#[derive(Debug, Deserialize)]
pub struct Reading {
    pub documents: Vec<Json>,
    pub locations: BTreeMap<String, String>,
    pub unread: Vec<Unread>,
}

#[derive(Debug, Deserialize)]
pub struct Unread {
    pub location: String,
    pub text: String,
}

pub fn read(source: Source<'_>, name: Option<&str>) -> Result<Reading, Refusal> {
    let reading = jixiao::read::read(source, name)?;
    Ok(serde_json::from_value(json!(reading)).unwrap())
}

pub fn write(filing: &Json) -> Result<String, Error> {
    jixiao::read::write(&filing.into())
}

pub fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/pkg-tests/rust/reading/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn read_text(text: &str) -> Reading {
    read(Source::Text(text), None).unwrap_or_else(|error| panic!("{error}"))
}

fn read_fixture(name: &str) -> Reading {
    read_text(&String::from_utf8(fixture(name)).unwrap())
}

/// The members of an indicator under these keys.
pub fn row<'a>(reading: &'a Reading, document: usize, index: usize, keys: &[&str]) -> Vec<&'a str> {
    keys.iter()
        .map(|key| {
            reading.documents[document]["indicators"][index][key].as_str().unwrap_or("(none)")
        })
        .collect()
}

pub fn kinds(reading: &Reading) -> Vec<&str> {
    reading.documents.iter().map(|document| document["kind"].as_str().unwrap()).collect()
}

/// The unread texts, in the order of the source.
pub fn unread(reading: &Reading) -> Vec<&str> {
    reading.unread.iter().map(|unread| unread.text.as_str()).collect()
}

/// Asserts a location for every cell, a cell for every location, and documents that parse.
pub fn assert_whole(reading: &Reading) {
    let filing = json!({ "documents": reading.documents });
    for pointer in reading.locations.keys() {
        assert!(
            filing.pointer(pointer).is_some_and(|cell| cell.is_string()),
            "{pointer} has a location and no cell"
        );
    }
    validate(&filing, &Options::default()).unwrap();
}

#[test]
fn a_pasted_department_evaluation() {
    let reading = read_fixture("hunan.txt");
    assert_whole(&reading);
    assert_eq!(kinds(&reading), ["departmentEvaluation", "baseData", "fundAccounts"]);
    let form = &reading.documents[0];
    assert_eq!(form["title"], "2025年度部门整体支出绩效自评表");
    assert_eq!(form["department"], "青山市教育局");
    assert_eq!(form["filedOn"], "2026年3月5日");
    assert_eq!(
        form["funds"]["total"],
        json!({"name": "年度资金总额", "initial": "800", "budget": "1000.50", "executed": "950.25万元", "weight": "10", "rate": "94.98%", "score": "9.5"})
    );
    assert_eq!(
        form["funds"]["breakdowns"][1],
        json!({"name": "按支出性质分", "total": "950.25万", "of": "executed",
            "parts": [{"name": "基本支出", "amount": "700.25万"}, {"name": "项目支出", "amount": "250万"}]})
    );
    assert_eq!(
        form["goals"],
        json!({"expected": "1. 改善办学条件; 2. 足额发放补助", "achieved": "1. 新建教室12间; 2. 补助全部发放"})
    );
    assert_eq!(form["total"], json!({"weight": "100", "score": "99.5"}));
    assert_eq!(unread(&reading), ["压缩会议。"]);
}

#[test]
fn rows_that_lost_or_gained_a_tab() {
    let reading = read_fixture("hunan.txt");
    let keys = ["level1", "level2", "name", "target", "actual", "weight", "score", "reason"];
    for (index, expected) in [
        ["产出指标", "数量指标", "新建教室", "≥10间", "12间", "10", "10", ""],
        ["产出指标", "数量指标", "培训教师人次", "≥900人次", "910人次", "10", "10", ""],
        ["产出指标", "时效指标", "补助发放的及时性", "及时", "按月发放", "10", "10", ""],
        ["效益指标", "社会效益指标", "巩固率", "≥95%", "96.1%", "30", "30", ""],
        ["效益指标", "可持续影响指标", "长效机制", "建立", "已经建立", "20", "20", ""],
        ["满意度指标", "家长满意度", "家长满意度", "≥90%", "93%", "10", "10", ""],
        ["满意度指标", "生态环境成本指标", "不适用1", "", "不适用", "", "", ""],
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(row(&reading, 0, index, &keys), expected, "row {index}");
    }
    // The place is in the source, wherever the cell is in the document.
    assert_eq!(reading.locations["/documents/0/indicators/4/level2"], "行18 列2");
    assert_eq!(reading.locations["/documents/0/indicators/4/level1"], "行17 列2");
}

#[test]
fn base_data_and_accounts_become_trees() {
    let reading = read_fixture("hunan.txt");
    let base = &reading.documents[1];
    assert_eq!(base["staffing"], json!({"quota": "50", "actual": "48", "rate": "96.00%"}));
    let lines = &base["lines"];
    let names: Vec<&Json> = lines.as_array().unwrap().iter().map(|line| &line["name"]).collect();
    assert_eq!(names, ["三公经费", "公用经费", "政府采购金额"]);
    assert_eq!(
        lines[0]["parts"][0]["parts"][1],
        json!({"name": "公车运行维护", "previous": "3", "budget": "3", "actual": "2"})
    );
    assert_eq!(lines[0]["parts"][1]["name"], "2、公务接待");
    // 其中 introduces examples here, but all parts of 公车 there.
    assert_eq!(lines[1]["partial"], true);
    assert_eq!(lines[1]["parts"][1]["name"], "会议费、培训费");
    assert_eq!(lines[0]["parts"][0].get("partial"), None);

    let accounts = &reading.documents[2];
    assert_eq!(accounts["unit"], "万元");
    assert_eq!(
        accounts["opening"],
        json!({"name": "一、期初余额", "previous": "100", "budget": "120", "actual": "120"})
    );
    assert_eq!(accounts["income"]["parts"][0]["parts"][1]["name"], "2. 利息收入");
    assert_eq!(
        accounts["income"]["parts"][1],
        json!({"name": "（二）上级补助收入", "previous": "0", "budget": "0", "actual": ""})
    );
    assert_eq!(accounts["expenditure"]["parts"][0]["actual"], "52");
    assert_eq!(accounts["surplus"]["actual"], "19");
    assert_eq!(accounts["closing"]["actual"], "139");
}

#[test]
fn an_account_that_begins_without_a_section_keeps_its_figures() {
    let reading = read_text(
        "社会保险基金预决算收支情况表\n期末滚存结余\t\t328550.19\n险种\t序号\t项目\t上年决算数\t本年预算数\t本年决算数\n\
         \t1\t利息\t166917.40\t239306.66\t197798.66\n\t2\t待遇支出\t26833.72\t143249.22\t115430.32\n",
    );
    let kept = json!(reading.documents).to_string()
        + &reading.unread.iter().map(|unread| unread.text.as_str()).collect::<String>();
    for figure in
        ["328550.19", "166917.40", "239306.66", "197798.66", "26833.72", "143249.22", "115430.32"]
    {
        assert!(kept.contains(figure), "{figure} is gone: {kept}");
    }
}

#[test]
fn pasted_target_tables() {
    let reading = read_fixture("guangdong.txt");
    assert_whole(&reading);
    assert_eq!(kinds(&reading), ["departmentTargets", "projectTargets", "projectTargets"]);
    let form = &reading.documents[0];
    assert_eq!(form["staff"], "40");
    assert_eq!(form["expenditure"], json!({"basic": "1,500.00", "project": "20, 000. 00"}));
    assert_eq!(form["income"], json!({"fiscal": "21, 500. 00", "other": ""}));
    assert_eq!(form["level"], json!({"own": "1500. 00"}));
    assert_eq!(form["goals"], json!(["- 1、建成两座水厂。", "- 2、修复河道。"]));
    assert_eq!(form["tasks"][0]["content"], "新建水厂,更换管网。");
    assert_eq!(reading.locations["/documents/0/tasks/0/content"], "行16 列3、行17 列3");
    assert_eq!(form["tasks"][0]["indicators"].as_array().unwrap().len(), 3);
    assert_eq!(
        form["tasks"][1]["indicators"],
        json!([{"name": "修复河道长度", "target": "≥12公里"}])
    );

    let form = &reading.documents[1];
    assert_eq!(form["amount"], "12,000,000.00");
    assert_eq!((&form["start"], &form["end"]), (&json!("2024年"), &json!("2026年")));
    assert!(form["purpose"].as_str().unwrap().starts_with("政策依据:《条例》"));
    assert_eq!(form["periodGoal"], "");
    // A name in the middle of its merged rows applies to those above it, too.
    assert_eq!(
        row(&reading, 1, 1, &["level1", "level2", "periodTarget", "target"]),
        ["效益指标", "社会效益指标", "≥30万人", "≥15万人"]
    );
    assert_eq!(
        row(&reading, 1, 2, &["level1", "level2", "name"]),
        ["效益指标", "社会效益指标", "供水水质合格率(%)"]
    );
}

#[test]
fn cells_run_together_are_taken_apart_and_doubtful_ones_left() {
    let reading = read_fixture("guangdong.txt");
    let form = &reading.documents[2];
    assert_eq!((&form["start"], &form["end"]), (&json!("2025年"), &json!("2025年")));
    assert_eq!(
        (&form["periodAmount"], &form["amount"], &form["unit"]),
        (&json!("800"), &json!("800"), &json!("万元"))
    );
    // Two names of one department: neither is taken.
    assert_eq!(form.get("department"), None);
    assert!(unread(&reading).contains(&"临江市"), "{:?}", reading.unread);
}

#[test]
fn an_unwritten_unit_is_marked_as_inferred() {
    let reading = read_fixture("guangdong.txt");
    assert_eq!(reading.documents[1]["unit"], "元");
    assert!(reading.locations["/documents/1/unit"].contains("未注明单位"));
}

#[test]
fn a_report_becomes_sections() {
    let reading = read_fixture("report.txt");
    assert_whole(&reading);
    assert_eq!(
        reading.documents,
        [json!({
            "kind": "narrative",
            "title": "2025 年度青山市教育局整体支出绩效自评报告",
            "department": "青山市教育局",
            "filedOn": "2026 年 3 月 5 日",
            "sections": [
                {"heading": "一、单位基本情况", "text": ""},
                {"heading": "（一）机构设置", "text": "教育局内设科室 6 个，下属学校 12 所。2025 年末实有在职人员 48 人，另有编外聘用人员若干，主要承担后勤和安保方面的工作，由学校统一管理。"},
                {"heading": "二、预算执行情况", "text": "执行率: 全年预算 1000.50 万元，执行 950.25 万元。\n青山市教育局\n2026 年 3 月 5 日"},
            ],
        })]
    );
    assert_eq!(reading.locations["/documents/0/sections/1/text"], "行9 列1～行11 列1");
    assert_eq!(unread(&reading), [""; 0]);
}

#[test]
fn what_is_no_form_is_unread() {
    let reading = read_text("苹果\t3\n梨\t4\n");
    assert_eq!(reading.documents, [] as [Json; 0]);
    assert_eq!(unread(&reading), ["苹果", "3", "梨", "4"]);
    assert_eq!(reading.unread[1].location, "行1 列2");
}

pub const PAGE: &str = r#"<html><body><h2>2025年度项目支出绩效自评表</h2><p>（2025年度）</p><table border="1">
        <tr><td>项目名称</td><td colspan="8">校舍维修</td></tr>
        <tr><td>主管部门</td><td colspan="3">青山市教育局</td><td>实施单位</td><td colspan="4">第一中学</td></tr>
        <tr><td rowspan="3">项目资金<br>（万元）</td><td colspan="2"></td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td><td>分值</td><td>执行率</td><td>得分</td></tr>
        <tr><td colspan="2">年度资金总额</td><td>50</td><td>60</td><td>45</td><td>10</td><td>75%</td><td>7.5</td></tr>
        <tr><td colspan="2">其中：当年财政拨款</td><td>50</td><td>60</td><td>45</td><td>—</td><td>75%</td><td>—</td></tr>
        <tr><td rowspan="2">年度总体目标</td><td colspan="4">预期目标</td><td colspan="4">实际完成情况</td></tr>
        <tr><td colspan="4">维修校舍</td><td colspan="4">维修校舍3栋</td></tr>
        <tr><td rowspan="4">绩效指标</td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td><td>偏差原因分析及改进措施</td></tr>
        <tr><td rowspan="2">产出指标</td><td>数量指标</td><td>维修校舍</td><td>&ge;3栋</td><td>3栋</td><td>30</td><td>30</td><td></td></tr>
        <tr><td>质量指标</td><td>验收合格率</td><td>=100%</td><td>100%</td><td>30</td><td>30</td><td></td></tr>
        <tr><td>满意度指标</td><td>服务对象满意度指标</td><td>师生满意度</td><td>&ge;90%</td><td>95%</td><td>30</td><td>30</td><td></td></tr>
        <tr><td colspan="6">总分</td><td>100</td><td>97.5</td><td></td></tr>
        </table></body></html>"#;

#[test]
fn a_web_page_reads_as_the_text_does() {
    let reading = read_text(PAGE);
    assert_whole(&reading);
    assert_eq!(kinds(&reading), ["projectEvaluation"]);
    assert_eq!(unread(&reading), [""; 0]);
    let form = &reading.documents[0];
    assert_eq!(
        (&form["project"], &form["department"], &form["implementer"]),
        (&json!("校舍维修"), &json!("青山市教育局"), &json!("第一中学"))
    );
    assert_eq!(form["year"], "（2025年度）");
    assert_eq!(form["funds"]["total"]["rate"], "75%");
    assert_eq!(form["funds"]["parts"][0]["weight"], "—");
    assert_eq!(form["goals"]["achieved"], "维修校舍3栋");
    assert_eq!(
        row(&reading, 0, 1, &["level1", "level2", "name", "target"]),
        ["产出指标", "质量指标", "验收合格率", "=100%"]
    );
    assert_eq!(form["total"], json!({"weight": "100", "score": "97.5"}));
    assert_eq!(reading.locations["/documents/0/indicators/1/name"], "表1 行10 列4");
}

#[test]
fn the_hubei_layout_of_twenty_and_eighty() {
    let reading = read_text(
        "2025年度部门整体绩效自评表\n\
         单位名称\t临江市水务局\n\
         基本支出总额\t300\t项目支出总额\t700\n\
         预算执行情况（万元）（20分）\t\t预算数（A）\t执行数（B）\t执行率（B/A）\t得分（20分*执行率）\n\
         \t部门整体支出总额\t1000\t900\t90%\t18\n\
         年度目标1：（80分）\t修复河道\n\
         年度绩效指标\t一级指标\t二级指标\t三级指标\t年初目标值（A）\t实际完成值（B）\t得分\n\
         \t产出指标\t数量指标\t修复河道\t≥12公里\t12.5公里\t40\n\
         \t\t质量指标\t验收合格率\t100%\t100%\t40\n\
         总分\t\t\t\t\t\t98\n\
         偏差大或目标未完成原因分析\t无\n\
         改进措施及结果应用方案\t加快支出进度\n",
    );
    assert_whole(&reading);
    let form = &reading.documents[0];
    assert_eq!(form["kind"], "departmentEvaluation");
    assert_eq!(
        form["funds"]["total"],
        json!({"name": "部门整体支出总额", "budget": "1000", "executed": "900", "rate": "90%", "score": "18", "weight": "20"})
    );
    // The form has no column of points; a missing cell is absent, not blank.
    assert_eq!(form["indicators"][1].get("weight"), None);
    assert_eq!(
        row(&reading, 0, 1, &["level1", "target", "actual", "score"]),
        ["产出指标", "100%", "100%", "40"]
    );
    assert_eq!(form["total"], json!({"score": "98"}));
    assert_eq!((&form["reason"], &form["measures"]), (&json!("无"), &json!("加快支出进度")));
    // The points of execution are in the label of its score; the goal above the table is the
    // heading of its rows.
    assert_eq!(reading.locations["/documents/0/funds/total/weight"], "行4 列6");
    assert_eq!(form["indicators"][1]["heading"], "年度目标1：（80分）");
    assert_eq!(form["goals"], json!({"expected": "修复河道"}));
    // A line that no document has a cell for.
    assert_eq!(unread(&reading), ["基本支出总额", "300", "项目支出总额", "700"]);
}

#[test]
fn headings_above_level_1_part_a_table_of_several_goals() {
    let reading = read_text(
        "2025年度部门整体绩效自评表\n\
         单位名称\t临江市水务局\n\
         年度目标1：（50分）\t修复河道\n\
         年度绩效指标\t一级指标\t二级指标\t三级指标\t年初目标值（A）\t实际完成值（B）\t得分\n\
         \t产出指标\t数量指标\t修复河道\t≥12公里\t12.5公里\t50\n\
         年度目标2：（30分）\t新建水厂\n\
         年度绩效指标\t一级指标\t二级指标\t三级指标\t年初目标值（A）\t实际完成值（B）\t得分\n\
         \t产出指标\t数量指标\t新建水厂\t2座\t2座\t15\n\
         \t\t质量指标\t验收合格率\t100%\t100%\t15\n\
         总分\t\t\t\t\t\t80\n",
    );
    assert_whole(&reading);
    assert_eq!(unread(&reading), [""; 0]);
    let form = &reading.documents[0];
    let headings: Vec<&Json> =
        form["indicators"].as_array().unwrap().iter().map(|row| &row["heading"]).collect();
    assert_eq!(headings, ["年度目标1：（50分）", "年度目标2：（30分）", "年度目标2：（30分）"]);
    assert_eq!(
        row(&reading, 0, 2, &["level1", "level2", "name"]),
        ["产出指标", "质量指标", "验收合格率"]
    );
    assert_eq!(form["goals"], json!({"expected": "修复河道\n新建水厂"}));
    assert_eq!(form["total"], json!({"score": "80"}));
}

#[test]
fn headers_of_two_rows() {
    let reading = read_text(
        "项目支出绩效自评表\n\
         项目名称\t河道修复\n\
         项目资金（万元）\t\t预算数\t\t全年执行数\t分值\t执行率\t得分\n\
         \t\t年初\t调整后\t\t\t\t\n\
         \t年度资金总额\t100\t90\t81\t10\t90%\t9\n\
         绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t\t\t实际完成值\t分值\t得分\n\
         \t\t\t\t指标性质\t指标值\t度量单位\t\t\t\n\
         \t产出指标\t数量指标\t修复河道\t≥\t12\t公里\t12.5\t50\t50\n\
         \t满意度指标\t服务对象满意度指标\t群众满意度\t≥\t90\t%\t95\t40\t40\n\
         总分\t\t\t\t\t\t\t\t100\t99\n",
    );
    assert_whole(&reading);
    assert_eq!(unread(&reading), [""; 0]);
    let form = &reading.documents[0];
    assert_eq!(
        form["funds"],
        json!({"total": {"name": "年度资金总额", "initial": "100", "budget": "90", "executed": "81", "weight": "10", "rate": "90%", "score": "9"}})
    );
    assert_eq!(
        row(&reading, 0, 0, &["name", "sign", "target", "unit", "actual", "weight"]),
        ["修复河道", "≥", "12", "公里", "12.5", "50"]
    );
    assert_eq!(form["indicators"].as_array().unwrap().len(), 2);
}

/// A form without a title, its table with one row.
fn untitled(opener: &str, name: &str) -> String {
    format!(
        "（2025年度）\n{opener}\t{name}\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t{name}量\t≥12公里\t12.5公里\t90\t90\n"
    )
}

#[test]
fn several_forms_without_a_title() {
    let reading = read_text(&format!(
        "{}{}\n{}",
        untitled("项目名称", "修渠"),
        untitled("项目名称", "筑坝"),
        untitled("项目名称", "清淤")
    ));
    assert_whole(&reading);
    assert_eq!(kinds(&reading), ["projectEvaluation"; 3]);
    assert_eq!(unread(&reading), [""; 0]);
    for (index, name) in ["修渠", "筑坝", "清淤"].into_iter().enumerate() {
        assert_eq!(reading.documents[index]["project"], name);
        assert_eq!(reading.documents[index]["year"], "（2025年度）");
        assert_eq!(row(&reading, index, 0, &["name", "score"]), [&format!("{name}量"), "90"]);
    }
}

#[test]
fn the_name_of_a_file_tells_what_its_table_does_not() {
    let text = untitled("资金名称", "修渠").replace("（2025年度）\n", "");
    let read_as = |name: &str| read(Source::Text(&text), Some(name)).unwrap();
    assert_eq!(kinds(&read_text(&text)), ["projectEvaluation"]);
    let reading = read_as("D:\\报送\\附件2：2025年度转移支付绩效自评表(终稿).txt");
    assert_whole(&reading);
    assert_eq!(kinds(&reading), ["transferEvaluation"]);
    assert_eq!(
        (&reading.documents[0]["year"], reading.locations["/documents/0/year"].as_str()),
        (&json!("2025"), "文件名")
    );
    // A table is not read as what its labels contradict.
    let reading = read_as("基金收支情况表.xlsx");
    assert_eq!(kinds(&reading), ["projectEvaluation"]);
    assert_eq!(reading.documents[0].get("year"), None);
    // The form's own statement takes precedence.
    assert_eq!(
        read(Source::Text(&untitled("项目名称", "修渠")), Some("2024年.xlsx")).unwrap().documents
            [0]["year"],
        "（2025年度）"
    );
}

#[test]
fn the_sichuan_layout_with_columns_of_its_own() {
    let reading = read_text(
        "项目支出绩效自评表（2025年度）\n\
         项目名称\t河道修复\n\
         主管部门\t临江市水务局\t\t实施单位\t河道管理处\n\
         预算执行情况（万元）\t\t年初预算数\t调整后预算数\t预算执行数\t执行率\t权重\t得分\t原因\n\
         \t总额\t100\t90\t81\t90%\t10\t9\t\n\
         \t其中：财政资金\t100\t90\t81\t90%\t\t\t\n\
         绩效指标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t实际完成值\t权重\t得分\t未完成原因分析\n\
         \t产出指标\t数量指标\t修复河道\t≥\t12\t公里\t12.5\t50\t50\t\n\
         \t满意度指标\t服务对象满意度指标\t群众满意度\t≥\t90\t%\t95\t40\t40\t\n\
         合计\t\t\t\t\t\t\t\t100\t99\t\n\
         评价结论\t完成较好\n\
         存在问题\t进度偏慢\n\
         改进措施\t加强调度\n",
    );
    assert_whole(&reading);
    assert_eq!(unread(&reading), [""; 0]);
    let form = &reading.documents[0];
    assert_eq!(
        form["funds"]["total"],
        json!({"name": "总额", "initial": "100", "budget": "90", "executed": "81", "rate": "90%", "weight": "10", "score": "9", "reason": ""})
    );
    assert_eq!(
        row(&reading, 0, 1, &["sign", "target", "unit", "actual", "weight", "score"]),
        ["≥", "90", "%", "95", "40", "40"]
    );
    assert_eq!(form["total"], json!({"weight": "100", "score": "99"}));
    assert_eq!(
        (&form["conclusion"], &form["problems"], &form["measures"]),
        (&json!("完成较好"), &json!("进度偏慢"), &json!("加强调度"))
    );
}

#[test]
fn a_transfer_payment_has_no_scores() {
    let reading = read_text(
        "转移支付区域绩效目标自评表\n\
         （2025年度）\n\
         转移支付名称\t水利发展资金\n\
         中央主管部门\t水利部\n\
         资金情况（万元）\t\t全年预算数（A）\t全年执行数（B）\t预算执行率（B/A×100%）\n\
         \t年度资金总额\t500\t450\t90%\n\
         \t其中：中央财政资金\t400\t360\t90%\n\
         \t地方资金\t100\t90\t90%\n\
         资金管理情况\t\t情况说明\t存在问题和改进措施\n\
         \t分配科学性\t按因素法分配\t无\n\
         \t下达及时性\t30日内下达\t\n\
         总体目标完成情况\t总体目标\t\t全年实际完成情况\n\
         \t修复河道\t\t修复河道12.5公里\n\
         绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t全年实际完成值\t未完成原因和改进措施\n\
         \t产出指标\t数量指标\t修复河道\t≥12公里\t12.5公里\t\n\
         说明\t无\n",
    );
    assert_whole(&reading);
    let form = &reading.documents[0];
    assert_eq!(form["kind"], "transferEvaluation");
    assert_eq!((&form["project"], &form["year"]), (&json!("水利发展资金"), &json!("（2025年度）")));
    assert_eq!(form["funds"]["parts"].as_array().unwrap().len(), 2);
    assert_eq!(
        form["management"],
        json!([
            {"name": "分配科学性", "account": "按因素法分配", "problems": "无"},
            {"name": "下达及时性", "account": "30日内下达", "problems": ""},
        ])
    );
    assert_eq!(form["goals"], json!({"expected": "修复河道", "achieved": "修复河道12.5公里"}));
    assert_eq!(
        form["indicators"][0],
        json!({"level1": "产出指标", "level2": "数量指标", "name": "修复河道", "target": "≥12公里", "actual": "12.5公里", "reason": ""})
    );
    assert_eq!(form.get("total"), None);
    // The granting department is not the filing one.
    assert_eq!(unread(&reading), ["水利部", "无"]);
}

#[test]
fn a_score_sheet() {
    let reading = read_text(
        "2025年度部门整体支出绩效自评评分表\n\
         单位名称\t临江市水务局\n\
         一级指标\t权重\t二级指标\t三级指标\t分值\t评分标准\t自评得分\t备注\n\
         履职效能\t50\t整体效能\t绩效目标完成情况\t30\t按完成比例计分\t29\t\n\
         \t\t\t预算执行率\t20\t按执行率计分\t19.5\t年末追加\n\
         管理效率\t50\t预算编制\t编制规范性\t50\t规范得满分\t50\t\n\
         总分\t\t\t\t100\t\t98.5\t\n\
         加减分项\t\t\t受到表彰\t\t\t1\t\n",
    );
    assert_whole(&reading);
    let form = &reading.documents[0];
    assert_eq!(form["kind"], "scoreSheet");
    assert_eq!(
        form["items"][1],
        json!({"group": "履职效能", "groupWeight": "50", "subgroup": "整体效能", "name": "预算执行率", "weight": "20", "score": "19.5", "note": "年末追加"})
    );
    assert_eq!(form["total"], json!({"weight": "100", "score": "98.5"}));
    assert_eq!(form["bonus"], json!([{"name": "受到表彰", "score": "1"}]));
    // The standards have no cell in a document.
    assert_eq!(unread(&reading), ["按完成比例计分", "按执行率计分", "规范得满分"]);
}

// ── Office files, written here so that each test shows their content

/// An archive of these members, deflated.
pub fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, text) in members {
        let packed = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6);
        let offset = u32::try_from(bytes.len()).unwrap();
        let sizes = [u32::try_from(packed.len()).unwrap(), u32::try_from(text.len()).unwrap()]
            .map(u32::to_le_bytes)
            .concat();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        // Version, flags, method 8, time, date; then a checksum that our readers ignore.
        let common: Vec<u8> =
            [&[20, 0, 0, 0, 8, 0, 0, 0, 0, 0][..], &[0; 4], &sizes, &length, &[0, 0]].concat();
        bytes.extend([b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat());
        directory.extend(
            [b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &offset.to_le_bytes(), name.as_bytes()]
                .concat(),
        );
    }
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    let at = [u32::try_from(directory.len()).unwrap(), u32::try_from(bytes.len()).unwrap()]
        .map(u32::to_le_bytes)
        .concat();
    [&bytes[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &at, &[0, 0]].concat()
}

const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="自评表" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str =
    r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;

/// A workbook of one sheet, its rows given as `A1=text` cells; `#` begins a number, `%` one shown
/// as a percentage.
pub fn workbook(rows: &[&[(&str, &str)]]) -> Vec<u8> {
    let cell = |(at, text): &(&str, &str)| match (text.strip_prefix('#'), text.strip_prefix('%')) {
        (Some(number), _) => format!(r#"<c r="{at}"><v>{number}</v></c>"#),
        (_, Some(number)) => format!(r#"<c r="{at}" s="1"><v>{number}</v></c>"#),
        _ => format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#),
    };
    let rows: String = rows
        .iter()
        .map(|cells| {
            let number = cells[0].0.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            format!(r#"<row r="{number}">{}</row>"#, cells.iter().map(cell).collect::<String>())
        })
        .collect();
    zipped(&[
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/styles.xml", STYLES),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}

/// Files of each kind, as the members of their archives.
pub fn office_files() -> [Vec<(&'static str, String)>; 3] {
    let text = r#"<c r="A1" t="inlineStr"><is><t>2025年度部门整体支出绩效自评表</t></is></c>"#;
    let shared =
        r#"<c r="A3" t="s"><v>0</v></c><c r="B3" s="1"><v>0.948</v></c><c r="D3"><v>95.3</v></c>"#;
    let sheet = format!(
        r#"<worksheet><sheetData><row r="1">{text}</row><row r="3">{shared}</row></sheetData><mergeCells><mergeCell ref="A1:D1"/></mergeCells></worksheet>"#
    );
    let paragraph = "<w:p><w:r><w:t>项目支出绩效目标表</w:t></w:r></w:p>";
    let row = r#"<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>资金名称</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="4"/></w:tcPr><w:p/></w:tc></w:tr>"#;
    let cells = r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="9"><text:p>项目</text:p></table:table-cell></table:table-row>"#;
    [
        vec![
            ("xl/workbook.xml", WORKBOOK.to_owned()),
            ("xl/_rels/workbook.xml.rels", RELATIONS.to_owned()),
            ("xl/styles.xml", STYLES.to_owned()),
            ("xl/sharedStrings.xml", "<sst><si><t>部门名称</t></si></sst>".to_owned()),
            ("xl/worksheets/sheet1.xml", sheet),
        ],
        vec![(
            "word/document.xml",
            format!(
                "<w:document><w:body>{paragraph}<w:tbl>{row}{row}</w:tbl></w:body></w:document>"
            ),
        )],
        vec![(
            "content.xml",
            format!(
                r#"<office:body><table:table table:name="基金">{cells}{cells}</table:table></office:body>"#
            ),
        )],
    ]
}

pub fn read_bytes(bytes: &[u8]) -> Reading {
    read(Source::Bytes(bytes), None).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_workbook_with_merged_cells() {
    // Merged cells are there in their first cell only, as Excel writes them.
    let reading = read_bytes(&workbook(&[
        &[("A1", "2025年度部门整体支出绩效自评表")],
        &[("A3", "部门名称"), ("C3", "临江市水务局")],
        &[
            ("A4", "年度预算申请（万元）"),
            ("B4", "年度资金总额"),
            ("D4", "年初预算数"),
            ("E4", "全年预算数"),
            ("F4", "全年执行数"),
            ("G4", "分值"),
            ("H4", "执行率"),
            ("I4", "得分"),
        ],
        &[
            ("D5", "#80"),
            ("E5", "#100.5"),
            ("F5", "#95.29999999999999"),
            ("G5", "#10"),
            ("H5", "%0.94825870646766173"),
            ("I5", "#9.48"),
        ],
        &[
            ("A6", "绩效指标"),
            ("B6", "一级指标"),
            ("C6", "二级指标"),
            ("D6", "三级指标"),
            ("E6", "年度指标值"),
            ("F6", "实际完成值"),
            ("G6", "分值"),
            ("H6", "得分"),
            ("I6", "偏差原因分析及改进措施"),
        ],
        &[
            ("B7", "产出指标"),
            ("C7", "数量指标"),
            ("D7", "修复河道"),
            ("E7", "≥12公里"),
            ("F7", "12.5公里"),
            ("G7", "#50"),
            ("H7", "#50"),
        ],
        &[("D8", "新建水厂"), ("E8", "2座"), ("F8", "2座"), ("G8", "#40"), ("H8", "#40")],
        &[("A9", "总分"), ("G9", "#100"), ("H9", "#99.48")],
    ]));
    assert_whole(&reading);
    assert_eq!(kinds(&reading), ["departmentEvaluation"]);
    assert_eq!(unread(&reading), [""; 0]);
    let form = &reading.documents[0];
    assert_eq!(
        form["funds"]["total"],
        json!({"name": "年度资金总额", "initial": "80", "budget": "100.5", "executed": "95.3", "weight": "10", "rate": "94.83%", "score": "9.48"})
    );
    assert_eq!(
        row(&reading, 0, 1, &["level1", "level2", "name", "weight", "reason"]),
        ["产出指标", "数量指标", "新建水厂", "40", ""]
    );
    assert_eq!(form["total"], json!({"weight": "100", "score": "99.48"}));
    assert_eq!(reading.locations["/documents/0/funds/total/rate"], "自评表!H5");
    assert_eq!(reading.locations["/documents/0/indicators/1/level1"], "自评表!B7");
}

#[test]
fn a_word_file_with_merged_cells() {
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |(properties, text): &(&str, &str)| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
    };
    let tr = |cells: &[(&str, &str)]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
    };
    let (restart, goes_on) = (r#"<w:vMerge w:val="restart"/>"#, "<w:vMerge/>");
    let table = [
        tr(&[("", "资金名称"), (r#"<w:gridSpan w:val="4"/>"#, "河道修复资金")]),
        tr(&[
            ("", "绩效指标"),
            ("", "一级指标"),
            ("", "二级指标"),
            ("", "三级指标"),
            ("", "年度指标值"),
        ]),
        tr(&[
            (restart, ""),
            (restart, "产出指标"),
            ("", "数量指标"),
            ("", "修复河道"),
            ("", "≥12公里"),
        ]),
        tr(&[(goes_on, ""), (goes_on, ""), ("", "质量指标"), ("", "验收合格率"), ("", "100%")]),
    ]
    .concat();
    let document = format!(
        "<w:document><w:body>{}<w:tbl>{table}</w:tbl><w:sectPr/></w:body></w:document>",
        p("项目支出绩效目标表")
    );
    let reading = read_bytes(&zipped(&[("word/document.xml", &document)]));
    assert_whole(&reading);
    assert_eq!(kinds(&reading), ["projectTargets"]);
    assert_eq!(reading.documents[0]["project"], "河道修复资金");
    assert_eq!(
        row(&reading, 0, 1, &["level1", "level2", "name", "target"]),
        ["产出指标", "质量指标", "验收合格率", "100%"]
    );
    assert_eq!(reading.locations["/documents/0/indicators/1/name"], "表1 行4 列4");
    assert_eq!(unread(&reading), [""; 0]);
}

#[test]
fn an_open_document_sheet() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |cells: &[&str]| {
        format!(
            "<table:table-row>{}</table:table-row>",
            cells.iter().map(|text| cell(text)).collect::<String>()
        )
    };
    let table = [
        row(&["2025年度医疗保险基金收支情况表"]),
        r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>"#
            .to_owned(),
        row(&["项目", "2024年决算数", "2025年预算数", "2025年决算数"]),
        row(&["一、期初余额", "1", "2", "3"]),
    ]
    .concat();
    let content = format!(
        r#"<office:body><table:table table:name="基金">{table}</table:table></office:body>"#
    );
    let reading = read_bytes(&zipped(&[("content.xml", &content)]));
    assert_eq!(kinds(&reading), ["fundAccounts"]);
    assert_eq!(
        reading.documents[0]["opening"],
        json!({"name": "一、期初余额", "previous": "1", "budget": "2", "actual": "3"})
    );
    assert_eq!(reading.locations["/documents/0/opening/actual"], "基金!D6");
}

/// A compound file: header, one sector of chains, the directory, and the streams in sectors of
/// their own.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let word = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let (end, free) = ([0xfe, 0xff, 0xff, 0xff], [0xff; 4]);
    let directory = 1 + streams.len() / 4;
    let mut next = vec![[0xfd, 0xff, 0xff, 0xff]];
    next.extend(
        (0..directory).map(|index| if index + 1 < directory { word(index + 2) } else { end }),
    );
    let mut entries = Vec::new();
    let mut sectors = Vec::new();
    for (name, kind, start, content) in [("Root Entry", 5u8, 0, &[][..])]
        .into_iter()
        .chain(streams.iter().map(|(name, content)| (*name, 2, 1, *content)))
    {
        let mut wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(wide.len() + 2).unwrap().to_le_bytes();
        wide.resize(64, 0);
        let at = if start == 0 || content.is_empty() { end } else { word(next.len()) };
        entries.extend(
            [&wide, &length[..], &[kind], &[0; 49], &at, &word(content.len()), &[0; 4]].concat(),
        );
        for (index, sector) in content.chunks(512).enumerate() {
            next.push(if (index + 1) * 512 < content.len() { word(next.len() + 1) } else { end });
            sectors.extend(sector);
            sectors.resize(sectors.len().next_multiple_of(512), 0);
        }
    }
    entries.resize(directory * 512, 0);
    assert!(next.len() <= 128);
    next.resize(128, free);
    let mut header = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    header.resize(24, 0);
    // Version 3, sectors of 512 bytes, small pieces of 64; no stream is small.
    header.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    header
        .extend([word(1), word(1), word(0), word(0), end, word(0), end, word(0), word(0)].concat());
    header.resize(512, 0xff);
    [header, next.concat(), entries, sectors].concat()
}

/// A sheet that declares so many rows in one element.
fn copied_rows(count: usize) -> String {
    format!(
        r#"<x><table:table><table:table-row table:number-rows-repeated="{count}"><table:table-cell table:number-columns-repeated="1"><text:p>x</text:p></table:table-cell></table:table-row></table:table></x>"#
    )
}

#[test]
fn files_that_are_refused_say_why() {
    let encrypted = compound(&[("EncryptedPackage", b"x")]);
    let zeros = " ".repeat(8 << 20);
    let bomb = format!("<w:document>{zeros}</w:document>");
    let whole = workbook(&[&[("A1", "x")]]);
    let mut encrypted_member = zipped(&[("word/document.xml", "<x/>")]);
    let record = encrypted_member.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    encrypted_member[record + 8] |= 1;
    let many_sheets = format!(
        r#"<workbook xmlns:r="r">{}</workbook>"#,
        r#"<sheet name="x" r:id="rId1"/>"#.repeat(257)
    );
    for (bytes, word) in [
        (encrypted, "加密"),
        (vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "损坏"),
        (compound(&[("WordDocument", b"x")]), ".doc "),
        (compound(&[("Workbook", b"\x09\x08\x10\0\0\x06\x05\0"), ("_VBA_PROJECT_CUR", b"")]), "宏"),
        (compound(&[("Workbook", b"\x09\x08\x08\0\0\x05\x05\0\0\0\0\0")]), "Excel 95"),
        (compound(&[("Workbook", b"\x09\x08\x04\0\0\x06\x05\0\x2f\0\x02\0\x01\0")]), "加密"),
        (compound(&[("Workbook", b"\x09\x08\x04\0\0\x06\x05\0\xae\x01\x06\0\x01\0\x03\0\0x")]), "其他工作簿"),
        (compound(&[("Workbook", b"\x09\x08\x04\0\0\x06\x05\0")]), "损坏"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(), ".mht"),
        (b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>".to_vec(), "XML"),
        (b"%PDF-1.7".to_vec(), "PDF"),
        (whole[..whole.len() / 2].to_vec(), "损坏"),
        (zipped(&[("a.txt", "x")]), "不是"),
        (zipped(&[("word/document.xml", &bomb)]), "解压后过大"),
        (zipped(&[("word/document.xml", "<w:document><w:body>")]), "完整"),
        (zipped(&[("word/document.xml", "<!DOCTYPE x [<!ENTITY a 'aaa'>]><x>&a;</x>")]), "文档类型"),
        (zipped(&[("word/document.xml", "<x/>"), ("word/vbaProject.bin", "")]), "宏"),
        (zipped(&[("xl/workbook.xml", WORKBOOK), ("xl/externalLinks/externalLink1.xml", "")]), "其他工作簿"),
        (zipped(&[("xl/workbook.xml", WORKBOOK)]), "缺少"),
        (workbook(&[&[("ZZZZ1", "x")]]), "超出范围"),
        (workbook(&[&[("A9999999", "x")]]), "超出范围"),
        (vec![0xff, 0xfe, 0x00, 0xd8], "不是文本"),
        (vec![0xcf, 0xee, 0xc4, 0xbf], "GBK"),
        (encrypted_member, "加密"),
        (zipped(&[("content.xml", "<x/>"), ("META-INF/manifest.xml", "<m><encryption-data/></m>")]), "加密"),
        (zipped(&[("content.xml", "<x/>"), ("Basic/script-lc.xml", "")]), "宏"),
        (zipped(&vec![("a", ""); 10_001]), "部件过多"),
        (zipped(&[("xl/workbook.xml", &many_sheets), ("xl/_rels/workbook.xml.rels", RELATIONS)]), "工作表过多"),
        (vec![b' '; jixiao::read::MOST_BYTES + 1], "过大"),
        // Blank rows cost a file nothing; each of these is one.
        (zipped(&[("content.xml", &copied_rows(200_001))]), "过大"),
        (zipped(&[("content.xml", &copied_rows(199_999).replace("columns-repeated=\"1\"", "columns-repeated=\"99\""))]), "过大"),
    ] {
        let refusal = read(Source::Bytes(&bytes), None).expect_err(word);
        assert!(refusal.to_string().contains(word), "{word}: {refusal}");
    }
}

// ── Writing and reading back

/// Asserts that a filing written, pasted and read is the same filing; reports the differences.
pub fn assert_comes_back(filing: &Json) {
    let text = write(filing).unwrap();
    let reading = read_text(&text);
    for (index, document) in filing["documents"].as_array().unwrap().iter().enumerate() {
        let read = reading.documents.get(index).unwrap_or(&Json::Null);
        let differs = |(key, value): (&String, &Json)| {
            (read.get(key) != Some(value)).then(|| format!("{key}: {value} as {:?}", read.get(key)))
        };
        assert_eq!(
            read,
            document,
            "{:#?} in\n{text}",
            document.as_object().map(|all| all.iter().filter_map(differs).collect::<Vec<_>>())
        );
    }
    assert_eq!(reading.documents.len(), filing["documents"].as_array().unwrap().len());
    assert_eq!(unread(&reading), [""; 0], "{text}");
    assert_whole(&reading);
    // Every cell has a location.
    let mut cells = 0;
    count_texts(&filing["documents"], &mut cells);
    assert_eq!(reading.locations.len(), cells);
}

/// Counts the texts, without `kind`.
fn count_texts(json: &Json, count: &mut usize) {
    match json {
        Json::String(_) => *count += 1,
        Json::Array(items) => items.iter().for_each(|item| count_texts(item, count)),
        Json::Object(members) => members
            .iter()
            .filter(|(key, _)| *key != "kind")
            .for_each(|(_, value)| count_texts(value, count)),
        _ => {}
    }
}

#[test]
fn samples_written_out_come_back() {
    for name in ["hunan-2025-filing", "guangdong-targets-2025", "blank-department", "blank-project"]
    {
        let mut filing = crate::filings::sample(name);
        // A worksheet keeps of prose what it keeps of any cell.
        trimmed(&mut filing);
        assert_comes_back(&filing);
    }
}

/// Every cell that a document of any kind may have.
fn full() -> [Json; 9] {
    let head = || json!({"title": "", "year": "", "department": "", "filedOn": "", "unit": ""});
    let with = |more: Json| {
        let mut all = head().as_object().unwrap().clone();
        all.extend(more.as_object().unwrap().clone());
        Json::Object(all)
    };
    let line = json!({"name": "", "initial": "", "budget": "", "received": "", "executed": "", "balance": "", "weight": "", "rate": "", "score": "", "reason": ""});
    let indicator = json!({"heading": "", "level1": "", "level2": "", "name": "", "sign": "", "target": "", "periodTarget": "", "unit": "", "actual": "",
        "weight": "", "coefficient": "", "score": "", "reason": ""});
    let amount = json!({"name": "", "amount": ""});
    let account = json!({"name": "", "previous": "", "budget": "", "actual": "", "parts": [{"name": "", "actual": "", "parts": [{"name": "", "budget": ""}]}, {"previous": ""}]});
    let evaluation = json!({"funds": {"total": line, "parts": [line, line], "breakdowns": [{"name": "", "total": "", "parts": [amount, amount]}, {"parts": []}]},
        "goals": {"expected": "", "achieved": ""}, "indicators": [indicator, indicator, indicator], "total": {"weight": "", "score": "", "grade": ""},
        "start": "", "end": "", "reason": "", "conclusion": "", "problems": "", "measures": ""});
    let evaluation = |more: Json| {
        let mut all = with(evaluation.clone()).as_object().unwrap().clone();
        all.extend(more.as_object().unwrap().clone());
        Json::Object(all)
    };
    [
        with(
            json!({"kind": "departmentTargets", "staff": "", "units": "", "expenditure": {"total": "", "basic": "", "project": ""},
            "income": {"total": "", "fiscal": "", "other": ""}, "development": {"special": "", "other": ""}, "level": {"own": "", "transfer": ""},
            "goals": ["", ""], "tasks": [{"name": "", "content": "", "indicators": [{"name": "", "target": ""}, {"name": ""}]}, {"name": "", "indicators": []}],
            "indicators": [indicator, indicator]}),
        ),
        with(
            json!({"kind": "projectTargets", "project": "", "fundType": "", "start": "", "end": "", "amount": "", "periodAmount": "", "parts": [amount, amount],
            "purpose": "", "basis": "", "goal": "", "periodGoal": "", "indicators": [indicator, indicator]}),
        ),
        evaluation(json!({"kind": "departmentEvaluation"})),
        evaluation(json!({"kind": "projectEvaluation", "project": "", "implementer": ""})),
        evaluation(
            json!({"kind": "transferEvaluation", "project": "", "management": [{"name": "", "account": "", "problems": ""}, {"name": ""}]}),
        ),
        with(json!({"kind": "scoreSheet", "funds": {"total": line}, "items": [
            {"group": "", "groupWeight": "", "subgroup": "", "name": "", "weight": "", "score": "", "note": ""}, {"name": ""}],
            "bonus": [{"name": "", "score": ""}], "total": {"weight": "", "score": "", "grade": ""}})),
        with(
            json!({"kind": "baseData", "staffing": {"quota": "", "actual": "", "rate": ""}, "lines": [account, {"name": ""}],
            "buildings": [{"name": "", "approvedArea": "", "actualArea": "", "areaRate": "", "budget": "", "actual": "", "costRate": ""}]}),
        ),
        with(
            json!({"kind": "fundAccounts", "fund": "", "opening": account, "income": account, "expenditure": account, "surplus": account, "closing": account}),
        ),
        with(json!({"kind": "narrative", "sections": [{"heading": "", "text": ""}, {"text": ""}]})),
    ]
}

/// Puts other texts into the cells of a document, and leaves out one cell in eight.
fn filled(json: &mut Json, texts: &mut impl Iterator<Item = u8>) {
    let text = |of: u8| {
        ["", "0", "-5.00", "=90%", "甲\n乙", "不适用", "33, 241. 27", "≥1"][usize::from(of) % 8]
            .to_owned()
    };
    match json {
        Json::String(cell) => *cell = text(texts.next().unwrap()),
        Json::Array(items) => items.iter_mut().for_each(|item| filled(item, texts)),
        Json::Object(members) => {
            // A record must keep at least one cell.
            let first = members.keys().next().cloned();
            members.retain(|key, value| {
                key == "text"
                    || Some(key) == first.as_ref()
                    || !value.is_string()
                    || texts.next().unwrap() % 8 != 0
                    || key == "kind"
            });
            members
                .iter_mut()
                .filter(|(key, _)| *key != "kind")
                .for_each(|(_, value)| filled(value, texts));
        }
        _ => {}
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn documents_of_every_kind_come_back(texts in proptest::collection::vec(proptest::prelude::any::<u8>(), 500)) {
        let mut documents = json!(full());
        filled(&mut documents, &mut texts.into_iter().cycle());
        assert_comes_back(&json!({ "documents": documents }));
    }
}

fn trimmed(json: &mut Json) {
    match json {
        Json::String(text) => *text = text.trim().to_owned(),
        Json::Array(items) => items.iter_mut().for_each(trimmed),
        Json::Object(members) => members.values_mut().for_each(trimmed),
        _ => {}
    }
}

#[test]
fn cells_that_a_worksheet_would_take_for_something_else_come_back() {
    let texts = [
        "=100%",
        "+1",
        "- 1、建成水厂",
        "-5.00",
        "'甲'",
        "\"甲\"乙",
        "甲\n\"乙\"\n丙",
        "**粗**",
        "# 一、概况",
        "/",
        "∅∅",
        "绩效表格（jixiao）",
        "序号",
        "1",
        "",
        "绩效指标·1",
    ];
    let rows: Vec<Json> = texts
        .iter()
        .map(|text| json!({"name": text, "target": text, "actual": "", "weight": "0"}))
        .collect();
    for text in texts {
        assert_comes_back(&json!({"documents": [
            {"kind": "projectEvaluation", "title": text, "project": text, "funds": {"total": {"name": text, "initial": ""}, "parts": []},
                "goals": {"expected": text}, "indicators": rows, "reason": text},
            {"kind": "departmentTargets", "goals": [text, "第二"], "indicators": [],
                "tasks": [{"name": text, "indicators": [{"name": text}, {"target": text}]}, {"name": "乙", "indicators": []}]},
            {"kind": "baseData", "lines": [{"name": text, "partial": true, "parts": [{"name": text, "budget": "1", "parts": [{"name": "丙"}]}, {"name": "丁", "actual": text}]}]},
            {"kind": "narrative", "sections": [{"heading": text, "text": text}, {"text": ""}]},
        ]}));
    }
    assert_eq!(write(&json!([])).unwrap_err().path(), "/documents");
}

#[test]
fn what_is_written_looks_like_a_form() {
    let filing = json!({"documents": [{"kind": "projectEvaluation", "year": "2025", "funds": {"total": {"initial": "100", "rate": "=90%"}},
        "indicators": [{"level1": "产出指标", "name": "修复河道", "target": "≥12公里"}, {"name": "验收合格率", "target": ""}]}]});
    assert_eq!(
        write(&filing).unwrap(),
        "绩效表格（jixiao）\t\t项目支出绩效自评表\n\
         年度\t\t2025\n\
         年度资金·年度资金总额·年初预算数\t\t100\n\
         年度资金·年度资金总额·执行率\t\t'=90%\n\
         绩效指标\t序号\t一级指标\t三级指标\t年度指标值\n\
         \t1\t产出指标\t修复河道\t≥12公里\n\
         \t2\t∅\t验收合格率\t\n"
    );
    // Beside a form that is recognised by its labels, and after a worksheet has hidden the
    // apostrophe.
    let pasted =
        format!("{}{}", untitled("项目名称", "修渠"), write(&filing).unwrap().replace('\'', ""));
    let reading = read_text(&pasted);
    assert_whole(&reading);
    assert_eq!(reading.documents[1], filing["documents"][0]);
    assert_eq!(reading.documents[0]["project"], "修渠");
    assert_eq!(reading.locations["/documents/1/indicators/1/name"], "行11 列4");
}
