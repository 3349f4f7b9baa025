//! Keeps a filing open while somebody edits it: `cargo run --example session`.

use jixiao::json::{Operation, parse};
use jixiao::{Error, Options, Session, complete};

pub fn main() -> Result<(), Error> {
    let filing = parse(
        r#"{"documents": [{
            "kind": "projectEvaluation",
            "funds": {"total": {"budget": "652", "executed": "601.5", "rate": "93%"}},
            "indicators": [{"level1": "产出指标", "name": "培训人数", "target": "≥100人", "actual": "90人"}]
        }]}"#,
    )?;
    let mut session = Session::new(filing, Options::default())?;

    // An edit returns what it changed: findings by id, score cards, counts.
    let change = session.set("/documents/0/funds/total/rate", "92%")?;
    assert_eq!(change.removed, ["RAT001:/documents/0/funds/total/rate"]);

    // A pointer to nowhere is an error, and changes nothing.
    let error = session.set("/documents/0/funds/total/rates", "92%").unwrap_err();
    println!("{error}");

    // After inserting and removing rows, acknowledgements stay with their cells.
    session.insert("/documents/0/indicators/0", parse(r#"{"name": ""}"#)?)?;
    session.remove("/documents/0/indicators/0")?;

    // Rates, scores and totals that follow from other cells, as a patch.
    let due = complete(session.filing(), &Options::default())?;
    let patch: Vec<Operation> = due.into_iter().map(Operation::from).collect();
    session.apply(&patch)?;
    println!("{} errors left", session.report().counts.error);
    Ok(())
}
