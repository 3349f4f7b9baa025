//! Derived cells follow from base figures: what is blanked comes back, and nothing is left to complain of.

use jixiao::json::Operation;
use jixiao::{Options, Session, complete};
use serde_json::{Value as Json, json};

use proptest::prelude::*;

use crate::filings::sample;
use crate::generated::{Derived, evaluations, tables};

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
        assert_eq!(session.filing().pointer(path), Some(&json!(value).into()), "{path}");
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
        complete(sample("hunan-2025")).unwrap().into_iter().filter(|op| op.op == "replace").map(|op| op.path).collect();
    // Its one wrong total.
    assert_eq!(touched, ["/documents/0/funds/breakdowns/0/total"]);
}

/// `filing` with some of its derived cells blank or wrong: one way for each bit pair of `how`.
fn spoilt(filing: &Json, derived: &[Derived], how: u128) -> Json {
    let mut spoilt = filing.clone();
    for (index, cell) in derived.iter().enumerate() {
        let text = match (how >> (2 * index)) & 3 {
            0 => continue,
            1 if !cell.only_if_blank => cell.wrong,
            _ => "",
        };
        *spoilt.pointer_mut(&cell.path).unwrap() = json!(text);
    }
    spoilt
}

/// A figure whatever its trailing zeros; a rate is as precise as whoever wrote it.
fn plain(path: &str, text: &str) -> String {
    match () {
        () if path.to_lowercase().ends_with("rate") => String::new(),
        () if text.contains('.') => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        () => text.to_owned(),
    }
}

fn comes_back(filing: &Json, derived: &[Derived], how: u128) -> Result<(), TestCaseError> {
    let spoilt = spoilt(filing, derived, how);
    let patch = serde_json::to_value(complete(&spoilt).unwrap()).unwrap();
    let mut session = Session::new(spoilt.clone(), Options::default()).unwrap();
    session.apply(&Operation::read_all(&patch).unwrap()).unwrap();
    let left: Vec<String> = session
        .report()
        .findings
        .iter()
        .filter(|f| f.code.starts_with("SUM") || f.code.starts_with("RAT") || f.code == "SCO001")
        .map(|f| format!("{} {} {}", f.code, f.path, f.message))
        .collect();
    prop_assert!(left.is_empty(), "{left:?} in {spoilt}");
    for Derived { path, .. } in derived {
        let completed = session.filing().pointer(path).unwrap().as_str().unwrap_or_default();
        let was = filing.pointer(path).unwrap().as_str().unwrap_or_default();
        prop_assert_eq!(plain(path, completed), plain(path, was), "{} in {}", path, spoilt);
    }
    // Each cell is tested before it is replaced, and only derived cells are.
    for pair in patch.as_array().unwrap().chunks(2) {
        prop_assert_eq!((&pair[0]["op"], &pair[1]["op"], &pair[0]["path"]), (&json!("test"), &json!("replace"), &pair[1]["path"]));
        prop_assert!(derived.iter().any(|cell| pair[0]["path"] == *cell.path), "{}", pair[0]["path"]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn derived_cells_follow_from_base_figures(evaluation in evaluations::plan(), table in tables::plan(), how in any::<u128>()) {
        comes_back(&evaluation.filing(), &evaluation.derived(), how)?;
        comes_back(&table.filing(), &table.derived(), how)?;
    }
}

#[test]
fn a_stale_patch_is_refused() {
    let mut filing = sample("hunan-2025");
    *filing.pointer_mut("/documents/0/total/score").unwrap() = json!("");
    let patch = serde_json::to_value(complete(&filing).unwrap()).unwrap();
    let mut session = Session::new(filing, Options::default()).unwrap();
    session.set("/documents/0/total/score", json!("1")).unwrap();
    assert_eq!(session.apply(&Operation::read_all(&patch).unwrap()).unwrap_err().path, "/documents/0/total/score");
    assert_eq!(session.filing().pointer("/documents/0/total/score"), Some(&json!("1").into()));
}
