//! Files to hand in: what `read` makes of them, and what they may not hold.

use std::fs;

use jixiao::read::Source;
use jixiao::write::{Format, file};
use jixiao::{Error, ErrorKind};
use serde_json::{Value as Json, json};

use super::reading::{Reading, fixture, read, read_text};

const FORMATS: [Format; 2] = [Format::Docx, Format::Xlsx];

fn written(filing: &Json, format: Format) -> Result<Vec<u8>, Error> {
    file(&filing.into(), format)
}

fn read_back(filing: &Json, format: Format) -> Reading {
    let bytes = written(filing, format).unwrap_or_else(|error| panic!("{error}"));
    read(Source::Bytes(&bytes), None).unwrap_or_else(|error| panic!("{error}"))
}

fn sample(name: &str) -> Json {
    let path = format!("{}/www/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[track_caller]
fn comes_back(documents: &[Json]) {
    for format in FORMATS {
        let reading = read_back(&json!({ "documents": documents }), format);
        for (index, (before, after)) in documents.iter().zip(&reading.documents).enumerate() {
            assert_eq!(after, before, "{format:?}, document {index}");
        }
        assert_eq!(reading.documents.len(), documents.len(), "{format:?}");
        assert!(reading.unread.is_empty(), "{format:?}: {:?}", reading.unread);
    }
}

#[test]
fn what_was_read_is_read_again() {
    for name in ["guangdong.txt", "hunan.txt", "report.txt"] {
        comes_back(&read_text(&String::from_utf8(fixture(name)).unwrap()).documents);
    }
}

#[test]
fn samples_come_back() {
    for name in ["guangdong-targets-2025", "hunan-2025", "hunan-2025-filing"] {
        comes_back(sample(name)["documents"].as_array().unwrap());
    }
}

/// A blank score beside full marks is the one cell that no reader can tell from a merged one.
#[test]
fn blank_forms_come_back_but_for_the_total_score() {
    for name in ["blank-department", "blank-project"] {
        let mut document = sample(name)["documents"][0].take();
        document["total"].as_object_mut().unwrap().remove("score");
        comes_back(&[document]);
    }
}

#[test]
fn score_sheets_come_back() {
    let item = |group: &str, points: &str, subgroup: &str, name: &str, score: &str| json!({ "group": group, "groupWeight": points, "subgroup": subgroup, "name": name, "weight": "10", "score": score, "note": "" });
    comes_back(&[json!({
        "kind": "scoreSheet", "title": "部门整体支出绩效评分表", "department": "某局", "filedOn": "2026年4月2日",
        "items": [item("投入", "20", "预算配置", "在职人员控制率", "10"), item("投入", "20", "预算配置", "“三公经费”变动率", "9.5"),
            item("过程", "80", "预算执行", "预算完成率", "10")],
        "bonus": [{ "name": "获省级表彰", "score": "2" }, { "name": "逾期报送", "score": "-1" }],
        "total": { "weight": "100", "score": "31.5", "grade": "良" },
    })]);
}

#[test]
fn figures_keep_every_digit_and_texts_are_never_formulas() {
    let scores = [
        "1,234.50", "1234.50", "0.10", "95.44%", "-0.5", "007", "33, 241. 27", "1,23", "-0",
        "12345678901234567890", "=1+1", "+86", "-无", "@SUM(A1)", "<b>&\"'", "😀",
    ];
    let rows = scores.iter().enumerate().map(|(index, score)| {
        json!({ "level1": "产出指标", "level2": "数量指标", "name": format!("修复河道{index}"), "target": "≥1", "weight": "1", "score": score })
    });
    let rows: Vec<Json> = rows.collect();
    let document = json!({ "kind": "projectEvaluation", "title": "项目支出绩效自评表", "project": "=甲", "filedOn": "", "indicators": rows });
    for format in FORMATS {
        let reading = read_back(&json!({ "documents": [document] }), format);
        assert_eq!(reading.documents[0]["project"], "=甲");
        for (index, score) in scores.iter().enumerate() {
            assert_eq!(reading.documents[0]["indicators"][index]["score"], *score, "{format:?}");
        }
    }
}

#[test]
fn a_text_that_no_cell_can_hold_is_named_and_never_cut() {
    let filing = |length: usize| {
        json!({ "documents": [{ "kind": "projectEvaluation", "title": "项目支出绩效自评表", "filedOn": "",
            "project": "甲", "indicators": [], "measures": "字".repeat(length) }] })
    };
    let error = written(&filing(60_000), Format::Xlsx).unwrap_err();
    assert_eq!((error.kind(), error.path()), (ErrorKind::TooLarge, "/documents/0/measures"));
    assert!(error.message().contains("60000") && error.message().contains("32767"));
    for (length, format) in [(60_000, Format::Docx), (32_767, Format::Xlsx)] {
        let back = read_back(&filing(length), format);
        assert_eq!(back.documents[0]["measures"], "字".repeat(length), "{format:?}");
    }
}

#[test]
fn control_characters_become_what_xml_can_hold() {
    let filing = json!({ "documents": [{ "kind": "projectEvaluation", "title": "项目支出绩效自评表", "filedOn": "",
        "project": "河\u{0}道\u{1b}修\u{b}复\t甲", "indicators": [] }] });
    for format in FORMATS {
        let back = read_back(&filing, format);
        assert_eq!(back.documents[0]["project"], "河\u{fffd}道\u{fffd}修\n复 甲", "{format:?}");
    }
}

#[test]
fn nothing_to_write_is_an_error() {
    for (filing, path) in [
        (json!({ "documents": [] }), "/documents"),
        (json!({}), "/documents"),
        (json!({ "documents": [{ "kind": "poem" }] }), "/documents/0/kind"),
        (json!({ "documents": [7] }), "/documents/0/kind"),
    ] {
        for format in FORMATS {
            let error = written(&filing, format).unwrap_err();
            assert_eq!((error.kind(), error.path()), (ErrorKind::NotAFiling, path));
        }
    }
}

#[test]
fn ten_thousand_rows_come_back() {
    let rows = (0..10_000).map(|index| {
        json!({ "level1": "产出指标", "level2": "数量指标", "name": format!("修复河道{index}"), "target": "≥1公里", "score": index.to_string() })
    });
    let document = json!({ "kind": "projectEvaluation", "title": "项目支出绩效自评表", "filedOn": "",
        "project": "甲", "indicators": rows.collect::<Vec<_>>() });
    for format in FORMATS {
        let back = read_back(&json!({ "documents": [document] }), format);
        assert_eq!(back.documents[0]["indicators"], document["indicators"], "{format:?}");
    }
}

#[test]
fn anything_of_the_right_kind_is_written() {
    for kind in [
        "departmentTargets", "projectTargets", "departmentEvaluation", "projectEvaluation",
        "transferEvaluation", "scoreSheet", "baseData", "fundAccounts", "narrative",
    ] {
        for odd in [json!(null), json!(7), json!([]), json!({}), json!([[]]), json!([{}, {}])] {
            let filing = json!({ "documents": [{
                "kind": kind, "title": odd, "funds": odd, "indicators": odd, "tasks": odd, "items": odd, "lines": odd, "bonus": odd,
                "sections": odd, "goals": odd, "total": odd, "labels": odd, "parts": odd, "income": odd, "staffing": odd, "buildings": odd,
            }] });
            for format in FORMATS {
                let bytes = written(&filing, format).unwrap();
                read(Source::Bytes(&bytes), None).unwrap();
            }
        }
    }
}
