//! A session answers as a fresh validation of the same filing would, whatever was edited before.

use std::collections::BTreeMap;
use std::rc::Rc;

use jixiao::filing::Filing;
use jixiao::json::Operation;
use jixiao::profile::Profile;
use jixiao::report::WordedFinding;
use jixiao::rule::{self, Check, Checks, Scope};
use jixiao::scoring::Scorecard;
use jixiao::value::date::Date;
use jixiao::{Options, Session, validate};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::filings::sample;
use crate::pages::page;

/// Pointers of all cells of a filing's documents.
fn cells(json: &Json, at: &str, found: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            members.iter().filter(|(key, _)| *key != "kind").for_each(|(key, value)| cells(value, &format!("{at}/{key}"), found))
        }
        Json::Array(items) => items.iter().enumerate().for_each(|(index, value)| cells(value, &format!("{at}/{index}"), found)),
        Json::String(_) | Json::Number(_) | Json::Null => found.push(at.to_owned()),
        Json::Bool(_) => {}
    }
}

fn edits() -> impl Strategy<Value = Vec<(usize, String)>> {
    let texts = prop_oneof![
        "(|不适用|无|/|及时)",
        "[0-9]{1,3}",
        "[0-9]{1,2}\\.[0-9]{1,2}",
        "[0-9]{1,3}(\\.[0-9]{1,2})?%",
        "≥[0-9]{1,2}%",
        "2025年[1-9]月",
        "2026\\.[1-9]\\.1[0-9]"
    ];
    proptest::collection::vec((any::<usize>(), texts), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn equals_a_fresh_validation(name in prop_oneof![Just("hunan-2025-filing"), Just("guangdong-targets-2025")], edits in edits()) {
        let filing = sample(name);
        let mut found = Vec::new();
        cells(&filing["documents"], "/documents", &mut found);
        let mut session = Session::new(filing, Options::default()).unwrap();
        // What a portal shows: findings by id, kept up to date by changes alone.
        let mut shown: BTreeMap<String, Rc<WordedFinding>> = session.report().findings.into_iter().map(|f| (f.id.clone(), f)).collect();
        let mut cards: BTreeMap<usize, Scorecard> = session.report().scorecards.into_iter().map(|card| (card.document, card)).collect();
        for (at, text) in edits {
            // Now and then a finding is answered for instead.
            let answered = shown.values().nth(at % 7).filter(|_| at % 3 == 0);
            let change = match answered {
                Some(finding) => {
                    let value = json!([{"code": finding.code, "path": finding.path, "reason": text}]);
                    session.apply(&Operation::read_all(json!([{"op": "add", "path": "/acknowledged", "value": value}])).unwrap())
                }
                None => session.set(&found[at % found.len()], Json::String(text)),
            };
            let change = change.unwrap();
            change.removed.iter().for_each(|id| { shown.remove(id).expect("only what was shown is removed"); });
            change.added.into_iter().for_each(|finding| { shown.insert(finding.id.clone(), finding); });
            cards.extend(change.scorecards.into_iter().map(|card| (card.document, card)));
            prop_assert_eq!(change.counts, session.report().counts);
        }
        let fresh = validate(session.filing(), &Options::default()).unwrap();
        prop_assert_eq!(&session.report(), &fresh);
        prop_assert_eq!(cards.into_values().collect::<Vec<_>>(), fresh.scorecards);
        let fresh: BTreeMap<String, Rc<WordedFinding>> = fresh.findings.into_iter().map(|f| (f.id.clone(), f)).collect();
        prop_assert_eq!(shown, fresh);
    }
}

#[test]
fn a_score_cut_and_restored() {
    let mut session = Session::new(sample("hunan-2025"), Options::default()).unwrap();
    let score = "/documents/0/indicators/0/score";
    let cut = session.set(score, json!("9")).unwrap();
    let mut codes: Vec<&str> = cut.added.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["SCO004", "SUM005"]);
    assert!(cut.removed.is_empty());
    let restored = session.set(score, json!("10")).unwrap();
    assert!(restored.added.is_empty());
    assert_eq!(restored.removed.len(), 2);
}

/// Whoever adds a cell or a row moves all that comes after it, and changes nothing of it.
#[test]
fn what_only_moves_is_not_said_again() {
    let mut session = Session::new(sample("hunan-2025-filing"), Options::default()).unwrap();
    let before = session.report().findings.len();
    assert!(before > 5, "{before}");
    let change = session.set("/documents/0/funds/total/reason", json!("无")).unwrap();
    assert_eq!((change.added.len(), change.removed.len()), (0, 0));
    let head = json!([{"op": "add", "path": "/documents/0/conclusion", "value": "见报告。"}]);
    let change = session.apply(&Operation::read_all(&head).unwrap()).unwrap();
    assert_eq!((change.added.len(), change.removed.len()), (0, 0));
    assert_eq!(session.report().findings.len(), before);
}

/// A fix tests what stands there before it replaces it: a number where a number stands.
#[test]
fn a_fix_quotes_the_cell_as_it_stands() {
    let filing = json!({"documents": [{"kind": "departmentEvaluation", "funds": {"total": {"budget": "2092.71"}, "breakdowns": [
        {"name": "按收入性质分", "total": 20092.71, "of": "budget", "parts": [{"name": "一般公共预算", "amount": "2092.71"}]},
    ]}, "indicators": []}]});
    let total = "/documents/0/funds/breakdowns/0/total";
    let quoted = |findings: &[Rc<WordedFinding>]| {
        let slip = findings.iter().find(|finding| finding.code == "NUM006").expect("the slip");
        slip.fix.as_ref().expect("another cell confirms it").patch[0].value.clone().expect("a test has a value")
    };
    let mut session = Session::new(filing, Options::default()).unwrap();
    assert_eq!(quoted(&session.report().findings), json!(20092.71).into());
    let retyped = session.set(total, json!("20092.71")).unwrap();
    assert_eq!((quoted(&retyped.added), retyped.removed.len()), (json!("20092.71").into(), 1));
    let again = session.set(total, json!(20092.71)).unwrap();
    assert_eq!(quoted(&again.added), json!(20092.71).into());
    let slip = session.report().findings.iter().find(|finding| finding.code == "NUM006").cloned().unwrap();
    let patch = serde_json::to_value(&slip.fix.as_ref().unwrap().patch).unwrap();
    session.apply(&Operation::read_all(&patch).unwrap()).unwrap();
    assert_eq!(session.filing().pointer(total), Some(&json!("2092.71").into()));
}

#[test]
fn a_patch_is_all_or_nothing() {
    let filing = json!({"documents": [{"kind": "projectEvaluation", "indicators": [{"name": "培训人次", "score": "9"}]}]});
    let mut session = Session::new(filing.clone(), Options::default()).unwrap();
    let patch = json!([
        {"op": "replace", "path": "/documents/0/indicators/0/score", "value": "8"},
        {"op": "test", "path": "/documents/0/indicators/0/name", "value": "别的"},
    ]);
    let error = session.apply(&Operation::read_all(&patch).unwrap()).unwrap_err();
    assert_eq!(error.path, "/documents/0/indicators/0/name");
    assert_eq!(session.filing(), &filing.into());
    let row = json!([{"op": "add", "path": "/documents/0/indicators/-", "value": {"name": "参训率"}}]);
    session.apply(&Operation::read_all(&row).unwrap()).unwrap();
    assert_eq!(session.filing().pointer("/documents/0/indicators/1/name"), Some(&json!("参训率").into()));
}

/// What an officer may make of a cell, or a portal of what was typed: another figure, other words, nothing, a number in place of its text.
fn turns(text: &str) -> Vec<Json> {
    let digit = |at: Option<usize>| {
        let at = at?;
        let turned = (text.as_bytes()[at] - b'0' + 1) % 10;
        Some(format!("{}{turned}{}", &text[..at], &text[at + 1..]))
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let shorter: String = text.chars().skip(1).collect();
    let turned =
        [digit(text.find(is_digit)), digit(text.rfind(is_digit)), Some(format!("{text}甲")), Some(shorter), Some("不适用".to_owned())];
    let number = text.parse().ok().map(Json::Number);
    turned.into_iter().flatten().map(Json::String).chain(number).collect()
}

/// Each check declares what it looks at, and an edit asks only those that look there: no edit of any cell may show that one looks further.
#[test]
fn no_check_sees_more_than_it_says() {
    let examples = rule::all().flat_map(|rule| [page(rule.code).fails, page(rule.code).passes]);
    let samples = ["hunan-2025-filing", "guangdong-targets-2025"].map(sample);
    let (mut edits, mut wrong) = (0, Vec::new());
    for filing in examples.chain(samples) {
        let filing = if filing.get("documents").is_some() { filing } else { json!({ "documents": [filing] }) };
        let options = Options { today: Date::read("2026-07-15"), ..Options::default() };
        let mut found = Vec::new();
        cells(&filing["documents"], "/documents", &mut found);
        let mut session = Session::new(filing, options.clone()).unwrap();
        for path in found {
            let was = session.filing().pointer(&path).cloned().unwrap();
            for text in turns(was.as_str().unwrap_or_default()) {
                let Ok(_) = session.set(&path, text.clone()) else { continue };
                edits += 1;
                if session.report() != validate(session.filing(), &options).unwrap() {
                    wrong.push(format!("{path}: {was} → {text}"));
                }
            }
            session.set(&path, was).ok();
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(edits > 5000, "{edits}");
}

/// A session judges the edited document alone; that is right only if these rules never look at another one.
#[test]
fn rules_of_one_document_say_the_same_of_it_among_others() {
    let examples = rule::all().map(|rule| page(rule.code).fails);
    let samples = ["hunan-2025-filing", "guangdong-targets-2025"].map(sample);
    let documents: Vec<Json> = examples
        .chain(samples)
        .flat_map(|filing| filing.get("documents").and_then(Json::as_array).cloned().unwrap_or_else(|| vec![filing]))
        .collect();
    let filing = Filing::read(json!({ "documents": documents })).unwrap();
    let profile = Profile::built_in("cn").unwrap();
    let (mut found, mut differing) = (0, Vec::new());
    for rule in rule::all().filter(|rule| !rule.checks.iter().any(|check| matches!(check, Check::Filing(..)))) {
        let check = |documents| Checks::run(&Scope::new(documents, &profile, None), std::iter::once(rule));
        let among_others = check(&filing.documents);
        let alone: Vec<Checks> = filing.documents.chunks(1).map(check).collect();
        let held = |checks: &[Checks]| checks.iter().flat_map(Checks::all_held).map(|(_, count)| count).sum::<u32>();
        let found_in = |checks: &[Checks]| {
            let mut findings: Vec<String> = checks.iter().flat_map(|checks| &checks.findings).map(|f| format!("{f:?}")).collect();
            findings.sort_unstable();
            findings
        };
        if found_in(&alone) != found_in(std::slice::from_ref(&among_others)) || held(&alone) != held(std::slice::from_ref(&among_others)) {
            differing.push(rule.code);
        }
        found += among_others.findings.len();
    }
    assert_eq!(differing, [""; 0], "these have a check of a filing");
    assert!(found > 50, "{found}");
}
