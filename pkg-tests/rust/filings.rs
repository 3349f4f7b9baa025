//! Whole filings, as officers hand them in: what is found, at which cell, in which words; what every score comes to.

use std::fmt::Write;

use jixiao::report::text::Locale;
use jixiao::{Options, Report, validate};
use serde_json::Value as Json;

/// A sample of the page.
pub fn sample(name: &str) -> Json {
    let path = format!("{}/www/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A report as a person reads it.
pub fn told(report: &Report) -> String {
    let mut told = String::new();
    for finding in &report.findings {
        let _ = writeln!(told, "{} {} {}", finding.severity, finding.code, finding.path);
        let _ = writeln!(told, "    {}", finding.message);
        if let Some(fix) = &finding.fix {
            let _ = writeln!(told, "    [{}{}]", fix.title, if fix.safe { "" } else { " *" });
        }
    }
    for card in &report.scorecards {
        let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
        let _ =
            writeln!(told, "document {}: {} → {} {}", card.document, or_dash(&card.claimed), or_dash(&card.computed), or_dash(&card.grade));
        for line in &card.lines {
            let formula = line.formula.as_deref().map(|formula| format!(" ({formula})")).unwrap_or_default();
            let _ = writeln!(told, "    {}: {} of {}, {}{formula}", line.name, or_dash(&line.computed), line.weight, line.method);
        }
    }
    let _ = writeln!(told, "verified: {:?}", report.verified);
    told
}

fn tell(name: &str) -> String {
    told(&validate(&sample(name), &Options::default()).unwrap())
}

#[test]
fn hunan_2025() {
    insta::assert_snapshot!(tell("hunan-2025"));
}

#[test]
fn hunan_2025_in_english() {
    let report = validate(&sample("hunan-2025"), &Options { locale: Locale::English, ..Options::default() }).unwrap();
    insta::assert_snapshot!(told(&report));
}

#[test]
fn hunan_2025_with_base_data_and_accounts() {
    insta::assert_snapshot!(tell("hunan-2025-filing"));
}

#[test]
fn guangdong_targets_2025() {
    insta::assert_snapshot!(tell("guangdong-targets-2025"));
}

/// Every figure of the accounts hangs on another, in all three columns.
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
    report.findings.iter().filter(|f| f.severity == "error").map(|f| format!("{} {}", f.code, f.path)).collect()
}

/// Every figure of an account, zeros left out.
fn figures(line: &Json, pointer: &str, to: &mut Vec<(String, u64)>) {
    for column in ["previous", "budget", "actual"] {
        let figure = line[column].as_str().and_then(|text| text.parse().ok()).filter(|figure| *figure != 0);
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
        let report = validate(&sample(form), &Options::default()).unwrap();
        let families: std::collections::BTreeSet<&str> = report.findings.iter().filter_map(|f| f.code.get(..3)).collect();
        assert!(families.iter().all(|family| *family == "REQ"), "{form}: {families:?}");
    }
}

#[test]
fn no_message_is_left_with_a_hole() {
    for name in ["hunan-2025-filing", "guangdong-targets-2025", "blank-department", "blank-project"] {
        for locale in [Locale::Chinese, Locale::English] {
            for finding in validate(&sample(name), &Options { locale, ..Options::default() }).unwrap().findings {
                let words = format!("{}{}", finding.message, finding.advice.unwrap_or_default());
                assert!(!words.contains('{') && !words.contains('}'), "{}: {words}", finding.code);
            }
        }
    }
}
