//! Checks a filing and prints what is wrong with it: `cargo run --example validate`.

use jixiao::json::parse;
use jixiao::{Error, Options, score, validate};

pub fn main() -> Result<(), Error> {
    // Cells hold exactly what an officer typed; a cell that the form does not have is left out.
    let filing = parse(
        r#"{
            "profile": "cn-hunan",
            "documents": [{
                "kind": "projectEvaluation",
                "funds": {"total": {
                    "budget": "652", "executed": "601.5", "weight": "10", "rate": "93%", "score": "9.23"
                }},
                "indicators": []
            }]
        }"#,
    )?;

    let report = validate(&filing, &Options::default())?;
    for finding in &report.findings {
        println!("{} {}\n  {}", finding.code, finding.path, finding.message);
        if let (Some(expected), Some(formula)) = (&finding.expected, &finding.formula) {
            println!("  {expected} = {formula}");
        }
    }
    assert!(!report.ok);
    assert_eq!(report.findings[0].code, "RAT001");
    assert_eq!(report.findings[0].expected.as_deref(), Some("92%"));

    // The report has the same score cards; `score` computes nothing else.
    for card in score(&filing)? {
        for line in &card.lines {
            println!(
                "{} {} of {}",
                line.path,
                line.computed.as_deref().unwrap_or("?"),
                line.weight
            );
        }
    }
    Ok(())
}
