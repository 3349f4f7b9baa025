//! Derived cells follow from base figures: what is blanked comes back, and nothing is left to complain of.

use jixiao::json::Operation;
use jixiao::{Options, Session, complete};
use serde_json::{Value as Json, json};

use crate::filings::sample;

#[test]
fn what_is_derived_comes_back() {
    let mut filing = sample("hunan-2025");
    let derived = [
        ("/documents/0/funds/total/rate", "95.44%"),
        ("/documents/0/funds/total/score", "9.54"),
        ("/documents/0/indicators/0/score", "10"),
        ("/documents/0/total/weight", "100"),
        ("/documents/0/total/score", "99.54"),
        ("/documents/1/funds/total/executed", "601.5"),
        ("/documents/1/funds/total/score", "9.23"),
        ("/documents/1/total/score", "99.23"),
        ("/documents/2/funds/parts/0/rate", "100.00%"),
    ];
    for (path, _) in derived {
        *filing.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = json!("");
    }
    let patch = serde_json::to_value(complete(&filing).unwrap()).unwrap();
    let mut session = Session::new(filing, Options::default()).unwrap();
    session.apply(&Operation::read_all(&patch).unwrap()).unwrap();
    for (path, value) in derived {
        assert_eq!(session.filing().pointer(path), Some(&json!(value)), "{path}");
    }
    let arithmetic: Vec<&str> = session
        .report()
        .findings
        .iter()
        .map(|f| f.code)
        .filter(|code| code.starts_with("SUM") || code.starts_with("RAT") || *code == "SCO001")
        .collect();
    assert_eq!(arithmetic, [""; 0]);
}

#[test]
fn a_complete_filing_is_left_alone() {
    let touched: Vec<String> =
        complete(&sample("hunan-2025")).unwrap().into_iter().filter(|op| op.op == "replace").map(|op| op.path).collect();
    // One total is wrong, but it only repeats another figure: which of the two is right is for NUM006's fix, not for arithmetic.
    assert_eq!(touched, [""; 0]);
}

#[test]
fn a_stale_patch_is_refused() {
    let mut filing = sample("hunan-2025");
    *filing.pointer_mut("/documents/0/total/score").unwrap() = json!("");
    let patch = serde_json::to_value(complete(&filing).unwrap()).unwrap();
    let mut session = Session::new(filing, Options::default()).unwrap();
    session.set("/documents/0/total/score", json!("1")).unwrap();
    assert_eq!(session.apply(&Operation::read_all(&patch).unwrap()).unwrap_err().path, "/documents/0/total/score");
    assert_eq!(session.filing().pointer("/documents/0/total/score"), Some(&Json::from("1")));
}
