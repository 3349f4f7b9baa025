//! Whole filings as officers hand them in: every finding with its cell and words, and every score.

use std::fmt::Write;

use jixiao::Locale;
use jixiao::{Options, Report, validate};
use serde_json::{Value as Json, json};

/// A sample of the page.
pub fn sample(name: &str) -> Json {
    let path = format!("{}/www/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Prints a report for people to read.
pub fn printed(report: &Report) -> String {
    let mut printed = String::new();
    for finding in &report.findings {
        let _ = writeln!(printed, "{} {} {}", finding.severity, finding.code, finding.path);
        let _ = writeln!(printed, "    {}", finding.message);
        if let Some(fix) = &finding.fix {
            let _ = writeln!(printed, "    [{}{}]", fix.title, if fix.safe { "" } else { " *" });
        }
    }
    for card in &report.scorecards {
        let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
        let [claimed, computed] =
            [card.claimed, card.computed].map(|sum| or_dash(&sum.map(|sum| sum.to_string())));
        let _ = writeln!(
            printed,
            "document {}: {claimed} → {computed} {}",
            card.document,
            or_dash(&card.grade)
        );
        for line in &card.lines {
            let formula =
                line.formula.as_deref().map(|formula| format!(" ({formula})")).unwrap_or_default();
            let _ = writeln!(
                printed,
                "    {}: {} of {}, {}{formula}",
                line.name,
                or_dash(&line.computed),
                line.weight,
                line.method
            );
        }
    }
    let _ = writeln!(printed, "verified: {:?}", report.verified);
    printed
}

fn report_of(name: &str) -> String {
    printed(&validate(sample(name), &Options::default()).unwrap())
}

#[test]
fn hunan_2025() {
    insta::assert_snapshot!(report_of("hunan-2025"));
}

#[test]
fn hunan_2025_in_english() {
    let report =
        validate(sample("hunan-2025"), &Options { locale: Locale::English, ..Options::default() })
            .unwrap();
    insta::assert_snapshot!(printed(&report));
}

#[test]
fn hunan_2025_with_base_data_and_accounts() {
    insta::assert_snapshot!(report_of("hunan-2025-filing"));
}

#[test]
fn guangdong_targets_2025() {
    insta::assert_snapshot!(report_of("guangdong-targets-2025"));
}

/// Every figure of the accounts depends on another, in all three columns.
#[test]
fn no_figure_of_the_accounts_can_be_changed_unnoticed() {
    let filing = sample("hunan-2025-filing");
    let before = errors(&filing);
    let mut cells = Vec::new();
    for document in [4, 5] {
        figures(&filing["documents"][document], &format!("/documents/{document}"), &mut cells);
    }
    assert_eq!(cells.len(), 86);
    for (pointer, figure) in cells {
        let mut changed = filing.clone();
        *changed.pointer_mut(&pointer).unwrap() = (figure * 131 / 100 + 5).to_string().into();
        let found = errors(&changed);
        assert!(found.iter().any(|line| !before.contains(line)), "{pointer}: {found:?}");
    }
}

fn errors(filing: &Json) -> Vec<String> {
    let report = validate(filing, &Options::default()).unwrap();
    report
        .findings
        .iter()
        .filter(|f| f.severity == "error")
        .map(|f| format!("{} {}", f.code, f.path))
        .collect()
}

/// Every non-zero figure of an account.
fn figures(line: &Json, pointer: &str, to: &mut Vec<(String, u64)>) {
    for column in ["previous", "budget", "actual"] {
        let figure =
            line[column].as_str().and_then(|text| text.parse().ok()).filter(|figure| *figure != 0);
        to.extend(figure.map(|figure| (format!("{pointer}/{column}"), figure)));
    }
    for key in ["opening", "income", "expenditure", "surplus", "closing"] {
        if line.get(key).is_some() {
            figures(&line[key], &format!("{pointer}/{key}"), to);
        }
    }
    for (index, part) in line["parts"].as_array().into_iter().flatten().enumerate() {
        figures(part, &format!("{pointer}/parts/{index}"), to);
    }
}

#[test]
fn a_blank_form_is_no_error_of_arithmetic() {
    for form in ["blank-department", "blank-project"] {
        let report = validate(sample(form), &Options::default()).unwrap();
        let families: std::collections::BTreeSet<&str> =
            report.findings.iter().filter_map(|f| f.code.get(..3)).collect();
        assert!(families.iter().all(|family| *family == "REQ"), "{form}: {families:?}");
    }
}

#[test]
fn no_message_is_left_with_a_hole() {
    for name in ["hunan-2025-filing", "guangdong-targets-2025", "blank-department", "blank-project"]
    {
        for locale in [Locale::Chinese, Locale::English] {
            for finding in
                validate(sample(name), &Options { locale, ..Options::default() }).unwrap().findings
            {
                let words =
                    format!("{}{}", finding.message, finding.advice.as_deref().unwrap_or_default());
                assert!(!words.contains('{') && !words.contains('}'), "{}: {words}", finding.code);
            }
        }
    }
}

#[test]
fn a_wrong_weight_is_reported_once() {
    let row = |level1: &str, weight: &str| json!({"level1": level1, "name": level1, "target": "≥10处", "actual": "10处", "weight": weight, "score": weight});
    let filing = |weight: &str, score: &str| {
        json!({"documents": [{"kind": "projectEvaluation", "funds": {"total": {"budget": "2092.71", "executed": "1590.50", "rate": "76%", "weight": weight, "score": score}},
            "indicators": [row("产出指标", "50"), row("效益指标", "30"), row("满意度指标", "10")], "total": {"weight": "100", "score": "97.6"}}]})
    };
    assert_eq!(errors(&filing("10", "7.6")), [""; 0]);
    // 7.6 of 20 points is not 76 % but would be allowed above 5, while 10 would be right.
    assert_eq!(errors(&filing("20", "7.6")), ["SUM003 /documents/0/total/weight"]);
    assert_eq!(errors(&filing("5", "7.6")), ["SUM003 /documents/0/total/weight"]);
    assert_eq!(
        errors(&filing("20", "7.1")),
        [
            "SCO001 /documents/0/funds/total/score",
            "SUM003 /documents/0/total/weight",
            "SUM005 /documents/0/total/score"
        ]
    );
}

#[test]
fn points_lost_to_a_wrong_weight_are_not_reported_again() {
    let row = |level1: &str, weight: &str, score: &str| json!({"level1": level1, "name": level1, "target": "≥10处", "actual": "10处", "weight": weight, "score": score, "reason": ""});
    let filing = json!({"documents": [{"kind": "projectEvaluation", "funds": {"total": {"budget": "10", "executed": "10", "rate": "100%", "weight": "10", "score": "10"}},
        "indicators": [row("产出指标", "52", "50"), row("效益指标", "30", "30"), row("满意度指标", "10", "10")], "total": {"weight": "100", "score": "100"}}]});
    let report = validate(&filing, &Options::default()).unwrap();
    let codes: Vec<&str> = report
        .findings
        .iter()
        .map(|finding| finding.code)
        .filter(|code| !code.starts_with("WGT"))
        .collect();
    assert_eq!(codes, ["SUM003"]);
    assert!(report.findings.iter().any(|f| {
        f.related.iter().any(|related| related.path == "/documents/0/indicators/0/score")
    }));
}

#[test]
fn a_wrong_part_is_reported_once() {
    let department = |project: &str| {
        json!({"kind": "departmentEvaluation", "year": "2025", "indicators": [], "funds": {
            "total": {"initial": "1138.21", "budget": "2092.71", "executed": "1997.21万元"},
            "breakdowns": [{"of": "executed", "total": "1997.21万", "parts": [{"name": "基本支出", "amount": "1371.71万"}, {"name": "项目支出", "amount": project}]}]}})
    };
    let base = json!({"kind": "baseData", "year": "2025", "lines": [{"name": "项目支出：", "budget": "68.7", "actual": "625.5"}]});
    let found = |documents: [Json; 2]| errors(&json!({ "documents": documents }));
    assert_eq!(found([base.clone(), department("625.5万")]), [""; 0]);
    assert_eq!(
        found([base.clone(), department("639.2万")]),
        ["XDC003 /documents/1/funds/breakdowns/0/parts/1/amount"]
    );
    // The earlier document is trusted by default, but its own total decides against it.
    assert_eq!(
        found([department("639.2万"), base]),
        ["SUM001 /documents/0/funds/breakdowns/0/total"]
    );
}

#[test]
fn a_difference_carries_its_unit() {
    let filing = json!({"documents": [{"kind": "projectEvaluation", "indicators": [], "funds": {
        "total": {"budget": "1250.5万元"}, "parts": [{"name": "中央", "budget": "800万元"}, {"name": "地方", "budget": "420.5万元"}]}}]});
    let report = validate(&filing, &Options::default()).unwrap();
    let [finding] = report.findings.as_slice() else { panic!("{:?}", errors(&filing)) };
    assert_eq!(finding.difference.as_deref(), Some("30.0万元"));
    assert!(finding.message.ends_with("相差 30.0万元。"), "{}", finding.message);
}
