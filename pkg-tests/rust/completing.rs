//! Derived cells follow from base figures: blanked ones are filled in again, and then have no
//! finding.

use jixiao::json::Operation;
use jixiao::{Options, Session, complete, validate};
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
    let patch = serde_json::to_value(complete(&filing, &Options::default()).unwrap()).unwrap();
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
    let touched: Vec<String> = complete(sample("hunan-2025"), &Options::default())
        .unwrap()
        .into_iter()
        .filter(|op| op.op == "replace")
        .map(|op| op.path)
        .collect();
    // The filing has only one wrong total.
    assert_eq!(touched, ["/documents/0/funds/breakdowns/0/total"]);
}

/// An evaluation whose claimed scores all differ from the computed ones: 10 × 601.5 ÷ 652 = 9.23,
/// 50 × 90 ÷ 100 = 45, and 10 for a target that was met. The 28 of 30 is a judgement.
fn claimed(judged: &str, total: &str) -> Json {
    json!({"documents": [{"kind": "projectEvaluation",
        "funds": {"total": {"budget": "652", "executed": "601.5", "weight": "10", "rate": "92.25%", "score": "9.50"}},
        "indicators": [
            {"level1": "产出指标", "name": "培训人次", "target": "≥100人次", "actual": "90人次", "weight": "50", "score": "50分"},
            {"level1": "效益指标", "name": "服务能力", "target": "提升", "actual": "有所提升", "weight": "30", "score": judged},
            {"level1": "满意度指标", "name": "满意度", "target": "≥90%", "actual": "95%", "weight": "10", "score": "9", "reason": "回收率偏低，扣1分"}],
        "total": {"weight": "100", "score": total, "grade": "良"}}]})
}

/// `path inside the document = value` of every cell that is written.
fn written(filing: &Json, keep: &[&str]) -> Vec<String> {
    let keep = keep.iter().map(|path| format!("/documents/0{path}")).collect();
    let patch = complete(filing, &Options { keep, ..Options::default() }).unwrap();
    let value = |value: &Option<jixiao::json::Json<'_>>| {
        value.as_ref().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let replaced = patch.iter().filter(|op| op.op == "replace");
    replaced
        .map(|op| format!("{} = {}", op.path.trim_start_matches("/documents/0"), value(&op.value)))
        .collect()
}

#[test]
fn lines_follow_the_score_card_and_the_total_the_lines() {
    let [execution, trained, satisfied] =
        ["/funds/total/score", "/indicators/0/score", "/indicators/2/score"];
    let lines = [(execution, "9.23"), (trained, "45分"), (satisfied, "10")];
    for (keep, total) in [
        // 9.23 + 45 + 28 + 10
        (&[][..], "92.23"),
        // 9.23 + 50 + 28 + 10
        (&[trained], "97.23"),
        // 9.23 + 45 + 28 + 9
        (&[satisfied], "91.23"),
        // 9.50 + 50 + 28 + 9
        (&[execution, trained, satisfied], "96.50"),
        (&["/indicators/7/score", "nowhere", ""], "92.23"),
    ] {
        let mut expected: Vec<String> = lines
            .iter()
            .filter(|(path, _)| !keep.contains(path))
            .map(|(path, score)| format!("{path} = {score}"))
            .collect();
        expected.extend([format!("/total/score = {total}"), "/total/grade = 优".to_owned()]);
        assert_eq!(written(&claimed("28", "87.50"), keep), expected, "{keep:?}");
    }
}

#[test]
fn what_is_kept_may_be_a_total_or_a_blank() {
    let lines =
        ["/funds/total/score = 9.23", "/indicators/0/score = 45分", "/indicators/2/score = 10"]
            .map(str::to_owned);
    // The grade is that of the total that is kept.
    assert_eq!(
        written(&claimed("28", "79.5"), &["/total/score"]),
        [&lines[..], &["/total/grade = 中".to_owned()]].concat()
    );
    assert_eq!(written(&claimed("28", "92.23"), &["/total/grade"]), lines);
    // A line that stays blank leaves the total open.
    let mut blank = claimed("28", "");
    *blank.pointer_mut("/documents/0/indicators/0/score").unwrap() = json!("");
    assert_eq!(written(&blank, &["/indicators/0/score"]), [lines[0].clone(), lines[2].clone()]);
    assert!(written(&blank, &[]).contains(&"/total/score = 92.23".to_owned()));
}

#[test]
fn no_total_follows_from_a_score_above_its_weight() {
    let lines =
        ["/funds/total/score = 9.23", "/indicators/0/score = 45分", "/indicators/2/score = 10"];
    for judged in ["32.54", "95", "-1"] {
        assert_eq!(written(&claimed(judged, ""), &[]), lines, "{judged}");
        assert_eq!(written(&claimed(judged, "99"), &[]), lines, "{judged}");
    }
    assert_eq!(written(&claimed("30", ""), &[]).last().unwrap(), "/total/grade = 优");
}

#[test]
fn a_score_by_a_printed_coefficient_is_a_judgement() {
    let mut filing = claimed("28", "");
    filing["documents"][0]["indicators"][0]["coefficient"] = json!("80%");
    filing["documents"][0]["indicators"][0]["score"] = json!("40");
    // 9.23 + 40 + 28 + 10
    assert_eq!(
        written(&filing, &[]),
        ["/funds/total/score = 9.23", "/indicators/2/score = 10", "/total/score = 87.23"],
        "the grade was 良 already"
    );
}

#[test]
fn no_total_of_a_table_weighted_twice() {
    let row = |target: &str, actual: &str, weight: &str, score: &str| json!({"name": "指标", "target": target, "actual": actual, "weight": weight, "score": score});
    let rows = [
        row("≥1次", "2次", "25", "6.25"),
        row("改善", "改善明显", "35", "12.25"),
        row("显著", "比较显著", "40", "16"),
    ];
    let filing = json!({"documents": [{"kind": "projectEvaluation", "indicators": rows, "total": {"weight": "100", "score": "", "grade": ""}}]});
    assert_eq!(written(&filing, &[]), ["/indicators/0/score = 25"]);
}

/// Of every sample and generated filing, whole and broken.
#[test]
fn what_is_completed_is_the_score_card() {
    let samples = [
        "hunan-2025", "hunan-2025-filing", "guangdong-targets-2025", "blank-department",
        "blank-project",
    ]
    .map(sample);
    for filing in samples.into_iter().chain(crate::generated::some_filings()) {
        let patch = complete(&filing, &Options::default()).unwrap();
        let proposed: Vec<String> =
            patch.iter().filter(|op| op.op == "replace").map(|op| op.path.clone()).collect();
        let operations = Operation::read_all(serde_json::to_value(&patch).unwrap()).unwrap();
        let mut session = Session::new(filing.clone(), Options::default()).unwrap();
        session.apply(&operations).unwrap();
        // Once the measured rows of a table weighted twice are corrected, nothing shows that its
        // judged rows were weighted twice as well.
        let is_weighted_twice = validate(&filing, &Options::default())
            .unwrap()
            .findings
            .iter()
            .any(|finding| finding.code == "SCO009");
        if !is_weighted_twice {
            assert_eq!(
                complete(session.filing().clone(), &Options::default()).unwrap(),
                [],
                "a second time: {filing}"
            );
        }
        for card in session.report().scorecards {
            let at = format!("/documents/{}/total/score", card.document);
            for line in
                card.lines.iter().filter(|line| line.computed.is_some() && line.claimed.is_some())
            {
                assert_eq!(line.claimed, line.computed, "{} of {filing}", line.path);
            }
            for line in card.lines.iter().filter(|line| line.computed.is_none()) {
                assert!(!proposed.contains(&line.path), "{} is a judgement", line.path);
            }
            if proposed.contains(&at) {
                assert_eq!(card.claimed, card.computed, "{at} of {filing}");
                assert!(
                    card.claimed.is_some_and(|total| total <= jixiao::internals::Dec::HUNDRED),
                    "{at} of {filing}"
                );
            }
        }
        let all_kept = Options { keep: proposed.clone(), ..Options::default() };
        for operation in complete(&filing, &all_kept).unwrap() {
            assert!(!proposed.contains(&operation.path), "{} is kept: {filing}", operation.path);
        }
    }
}

/// `filing` with some of its derived cells blank or wrong, selected by pairs of bits of `how`.
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

/// A figure without trailing zeros: a rate is as precise as its author wrote it.
fn plain(path: &str, text: &str) -> String {
    match () {
        () if path.to_lowercase().ends_with("rate") => String::new(),
        () if text.contains('.') => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        () => text.to_owned(),
    }
}

fn comes_back(filing: &Json, derived: &[Derived], how: u128) -> Result<(), TestCaseError> {
    let spoilt = spoilt(filing, derived, how);
    let patch = serde_json::to_value(complete(&spoilt, &Options::default()).unwrap()).unwrap();
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
        prop_assert_eq!(
            (&pair[0]["op"], &pair[1]["op"], &pair[0]["path"]),
            (&json!("test"), &json!("replace"), &pair[1]["path"])
        );
        prop_assert!(
            derived.iter().any(|cell| pair[0]["path"] == *cell.path),
            "{}",
            pair[0]["path"]
        );
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
    let patch = serde_json::to_value(complete(&filing, &Options::default()).unwrap()).unwrap();
    let mut session = Session::new(filing, Options::default()).unwrap();
    session.set("/documents/0/total/score", json!("1")).unwrap();
    assert_eq!(
        session.apply(&Operation::read_all(&patch).unwrap()).unwrap_err().path(),
        "/documents/0/total/score"
    );
    assert_eq!(session.filing().pointer("/documents/0/total/score"), Some(&json!("1").into()));
}
