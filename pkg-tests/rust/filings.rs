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
fn a_blank_form_is_no_error_of_arithmetic() {
    for form in ["blank-department", "blank-project"] {
        let report = validate(&sample(form), &Options::default()).unwrap();
        let families: std::collections::BTreeSet<&str> = report.findings.iter().filter_map(|f| f.code.get(..3)).collect();
        assert!(families.iter().all(|family| *family == "REQ"), "{form}: {families:?}");
    }
}

#[test]
fn no_message_is_left_with_a_hole() {
    for name in ["hunan-2025", "blank-department", "blank-project"] {
        for locale in [Locale::Chinese, Locale::English] {
            for finding in validate(&sample(name), &Options { locale, ..Options::default() }).unwrap().findings {
                let words = format!("{}{}", finding.message, finding.advice.unwrap_or_default());
                assert!(!words.contains('{') && !words.contains('}'), "{}: {words}", finding.code);
            }
        }
    }
}
