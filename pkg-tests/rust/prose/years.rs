//! Right texts that speak of two years: nothing may be said of either.

use jixiao::{Options, validate};
use serde_json::{Value as Json, json};

/// What is said of the documents above info.
fn accused(documents: &[Json]) -> Vec<String> {
    let report = validate(json!({ "documents": documents }), &Options::default()).unwrap();
    let above_info = report.findings.iter().filter(|finding| finding.severity != "info");
    above_info.map(|finding| format!("{} {}", finding.code, finding.message)).collect()
}

/// A report on 2025 that speaks of its year all along, but for one section.
fn report(text: &str) -> Json {
    json!({"kind": "narrative", "title": "2025年度部门整体支出绩效自评报告", "year": "2025年度", "filedOn": "2026年4月22日", "sections": [
        {"heading": "一、基本情况", "text": "2025年末，我局共有编制60人。\n2025年一般公共预算支出1997.21万元。"},
        {"heading": "二、支出情况", "text": "2025年度本单位无政府性基金预算支出。\n2025年度项目支出625.5万元。"},
        {"heading": "三、绩效情况", "text": "2025年，全市居民参保人数320.75万人。"},
        {"heading": "四、其他情况", "text": text}]})
}

/// A project's targets for 2025.
fn targets(text: &str) -> Json {
    json!({"kind": "projectTargets", "title": "2025年项目绩效目标表", "project": "第三方服务", "amount": "364.88万元",
        "purpose": text, "basis": "按有关规定执行。", "goal": "按合同完成服务。", "indicators": [
        {"level1": "产出指标", "level2": "数量指标", "name": "服务次数", "target": "≥12次"},
        {"level1": "效益指标", "level2": "社会效益指标", "name": "投诉率", "target": "≤5%"},
        {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "群众满意度", "target": "≥90%"}]})
}

fn check(texts: &[&str], document: fn(&str) -> Json) {
    let mut wrong = Vec::new();
    for text in texts {
        let found = accused(&[document(text)]);
        if !found.is_empty() {
            wrong.push(format!("{text}\n  {}", found.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reports_speak_of_other_years_on_purpose() {
    check(REPORTED, report);
}

#[test]
fn plans_speak_of_other_years_on_purpose() {
    check(PLANNED, targets);
}

const REPORTED: &[&str] = &[
    // Last year's results beside this year's.
    "2024年支出1812.36万元，2025年支出1997.21万元。",
    "2024年末在职人员58人，2025年末在职人员60人。",
    "2025年查处医药机构407家。2024年查处医药机构352家。",
    "2024年参保率96.88%，本年度提高到97.51%。",
    "2024年，全市居民参保人数325.51万人，今年减少4.76万人。",
    "与2023年相比，2025年住院人次增加1.2万人次。",
    "2023年、2024年、2025年补助标准分别为640元、670元、700元。",
    "2023年补助640元，2024年补助670元，2025年补助700元，每年递增30元。",
    "人均补助标准由2024年的670元提高到2025年的700元。",
    "2024年度评价得分95.45分，等级为优。",
    "2024年“三公”经费9.98万元，2025年1.84万元，减少8.14万元。",
    // What is left over, prepaid, or settled later.
    "2024年结转资金20.36万元，已全部支出。",
    "2024年末基金滚存结余239981万元。",
    "2024年12月提前下达2025年补助资金1256.3万元。",
    "2024年提前下达补助资金1256.3万元，2025年据实清算。",
    "支付2024年第四季度服务费30.25万元。",
    "2025年支付2023年度合同尾款56.8万元。",
    "2023年发生的医疗费用于2024年底前报销，2025年已清算完毕。",
    "结转2023年社保基金征管经费资金64万元。",
    "2024年度住院费用清算于2025年6月完成，清算支出1256.38万元。",
    // What began, was founded, awarded, decided or built then.
    "2019年，我市已实现“一站式”直接结算，覆盖10个县。",
    "2020年10月1日起，我市实行医疗生育保险市级统筹。",
    "2019年1月14日成立市医疗保障局，核定编制22名。",
    "2024年，我局被评为全省先进单位，得分98.5分。",
    "2025年4月，***同志被授予2024年度“劳动模范”称号。",
    "2022年，市政府印发《实施细则》，覆盖12类对象。",
    "2023年，项目批复总投资1256.38万元，建设期三年。",
    "2023年，投资500万元完成一期；2024年，投资600万元完成二期。",
    "2023年立项。2024年完成前期工作，支付56.3万元。2025年开工。",
    "项目2023年—2025年总投资1256.38万元。",
    "2021年普查全市残疾人12.56万人。",
    // Notices and policies of any year.
    "根据《关于做好2024年城乡居民基本医疗保障工作的通知》（医保发〔2024〕19号），补助标准为670元。",
    "根据《湛江市2023—2025年行动方案》（府办〔2023〕5号）推进。",
    "根据《关于开展2026年市级财政资金绩效自评工作的通知》（财绩〔2026〕2号）要求，开展自评。",
    "按照《2022年度第三方服务合同》约定，2025年支付130.63万元。",
    // Publication, follow-up and earlier evaluations.
    "我局于2025年9月10日在政府网站公开2024年度部门决算。",
    "于2025年5月15日公开2024年度绩效自评报告。",
    "2024年度绩效自评发现的3个问题已全部整改。",
    "根据2024年度绩效评价结果，2025年压减预算12.5万元。",
    "按要求在2025年5月30日前完成2024年度绩效自评。",
    "评价对象包括2024年度结转和2025年度安排的资金。",
    // The year of filing and the years to come.
    "2026年1月，完成2025年度基金决算。",
    "2026年部门预算2200.36万元，较2025年增加。",
    "2026年居民医保集中参保582.36万人。",
    "截至2026年3月31日，已支付资金600.25万元。",
    "2026年，将继续加大征缴力度，力争参保率达到98%。",
    "到2027年，参保率稳定在97.5%以上。",
    "绩效自评报告将于2026年4月29日前在门户网站公开。",
    // School years and periods.
    "2024—2025学年资助学生1256人次，2025—2026学年资助1302人次。",
    "2024学年春季学期资助学生1256人次。",
    "“十四五”以来，累计投入3256.4万元。",
    "2024年11月至2025年3月供暖，支付126.38万元。",
    "按2024年末常住人口373.52万人计算，参保率97.51%。",
];

const PLANNED: &[&str] = &[
    "2024年1-7月收入905万元，8-12月预计收入712万元；2025年预计收入1600万元。",
    "《2022年度服务合同》的合同金额322.5万元，已支付130.63万元。",
    "2022年项目尾款191.87万元及2023年项目尾款173.01万元，申请纳入2025年预算安排。",
    "2019年政府批复工资标准，从2009年起纳入财政预算。",
    "2022年、2023年、2024年分别安排322.5万元、293万元、310.5万元。",
    "2024年安排364.88万元，2025年安排364.88万元，与上年一致。",
    "2023年完成采购，服务期至2026年6月。",
    "2024年度决算支出310.5万元，2025年据此测算。",
];
