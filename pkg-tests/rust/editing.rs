//! A session must answer as a fresh validation of the same filing would, whatever was edited
//! before.

use std::collections::BTreeMap;
use std::rc::Rc;

use jixiao::Change;
use jixiao::Date;
use jixiao::Scorecard;
use jixiao::internals::all_rules;
use jixiao::json::Operation;
use jixiao::{Finding, Report};
use jixiao::{Options, Session, validate};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::filings::sample;
use crate::pages::page;

/// Pointers of all cells of a filing's documents.
fn cells(json: &Json, at: &str, found: &mut Vec<String>) {
    match json {
        Json::Object(members) => members
            .iter()
            .filter(|(key, _)| *key != "kind")
            .for_each(|(key, value)| cells(value, &format!("{at}/{key}"), found)),
        Json::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, value)| cells(value, &format!("{at}/{index}"), found)),
        Json::String(_) | Json::Number(_) | Json::Null => found.push(at.to_owned()),
        Json::Bool(_) => {}
    }
}

/// Pointers of all lists at and below `at`.
fn lists(json: &Json, at: &str, found: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            members.iter().for_each(|(key, value)| lists(value, &format!("{at}/{key}"), found))
        }
        Json::Array(items) => {
            found.push(at.to_owned());
            items
                .iter()
                .enumerate()
                .for_each(|(index, value)| lists(value, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// Documents of every kind, with most kinds of lists and with mistakes.
fn every_kind() -> Json {
    let mut documents = Vec::new();
    for (name, take) in [("hunan-2025-filing", 0..6), ("guangdong-targets-2025", 0..2)] {
        documents.extend(sample(name)["documents"].as_array().unwrap()[take].iter().cloned());
    }
    for code in ["NAR001", "XDC004", "SUM001", "SCO001", "REQ004", "TGT001", "WGT001"] {
        let fails = page(code).fails;
        documents.extend(
            fails.get("documents").and_then(Json::as_array).cloned().unwrap_or_else(|| vec![fails]),
        );
    }
    documents.push(
        json!({"kind": "scoreSheet", "total": {"weight": "100", "score": "91"}, "items": [
        {"group": "投入", "name": "目标设定", "weight": "10", "score": "11"},
        {"group": "过程", "name": "预算执行率", "weight": "20", "score": "18"},
    ], "bonus": [{"name": "加分", "score": "2"}]}),
    );
    documents.push(json!({"kind": "transferEvaluation", "indicators": [{"name": "覆盖率", "target": "≥90%", "actual": "80%"}],
        "management": [{"name": "分配科学性", "account": "", "problems": "无"}],
        "funds": {"total": {"budget": "100", "executed": "90"}, "parts": [{"name": "其中：中央补助", "budget": "60"}, {"name": "地方资金", "budget": "50"}],
            "breakdowns": [{"name": "按支出性质分", "total": "100", "of": "budget", "parts": [{"name": "基本支出", "amount": "60"}]}]}}));
    json!({ "documents": documents })
}

/// A client's copy: findings by id and score cards by document, updated only by changes.
#[derive(Debug, PartialEq)]
struct Shown {
    findings: BTreeMap<String, Rc<Finding>>,
    cards: BTreeMap<usize, Scorecard>,
}

impl Shown {
    fn of(report: Report) -> Shown {
        let findings =
            report.findings.into_iter().map(|finding| (finding.id.clone(), finding)).collect();
        Shown {
            findings,
            cards: report.scorecards.into_iter().map(|card| (card.document, card)).collect(),
        }
    }

    fn take_in(&mut self, change: Change) {
        for id in change.removed {
            self.findings.remove(&id).expect("only what was shown is removed");
        }
        self.findings.extend(change.added.into_iter().map(|finding| (finding.id.clone(), finding)));
        for document in change.unscored {
            self.cards.remove(&document).expect("only a card that was shown goes");
        }
        self.cards.extend(change.scorecards.into_iter().map(|card| (card.document, card)));
    }
}

fn as_json(session: &Session) -> Json {
    serde_json::from_str(&session.filing().to_string()).unwrap()
}

/// The inverse of an operation that is carried out on `before`.
fn inverse(before: &Json, operation: &Json) -> Json {
    let path = operation["path"].as_str().unwrap();
    match (operation["op"].as_str().unwrap(), before.pointer(path)) {
        ("remove", Some(was)) => json!({"op": "add", "path": path, "value": was}),
        ("replace", Some(was)) => json!({"op": "replace", "path": path, "value": was}),
        ("add", Some(was))
            if !before.pointer(path.rsplit_once('/').unwrap().0).unwrap().is_array() =>
        {
            json!({"op": "replace", "path": path, "value": was})
        }
        ("add", _) => json!({"op": "remove", "path": path}),
        other => panic!("{other:?}"),
    }
}

fn patched(json: &mut Json, operation: &Json) {
    let mut work = jixiao::json::Json::from(&*json).to_static();
    let operations = Operation::read_all(json!([operation])).unwrap();
    operations[0].apply(&mut work).unwrap();
    *json = serde_json::from_str(&work.to_string()).unwrap();
}

/// One edit of a sequence: `act` selects the operation, `at` and `to` the places.
#[derive(Clone, Debug)]
struct Step {
    act: u8,
    at: usize,
    to: usize,
    text: String,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let texts = prop_oneof![
        "(|不适用|无|/|及时)",
        "[0-9]{1,3}",
        "[0-9]{1,2}\\.[0-9]{1,2}",
        "[0-9]{1,3}(\\.[0-9]{1,2})?%",
        "≥[0-9]{1,2}%",
        "2025年[1-9]月",
        "2026\\.[1-9]\\.1[0-9]"
    ];
    let step = (0..12u8, any::<usize>(), any::<usize>(), texts)
        .prop_map(|(act, at, to, text)| Step { act, at, to, text });
    proptest::collection::vec(step, 1..12)
}

impl Step {
    /// Carries it out; returns the change and the inverse patch, or nothing if there is nothing to
    /// edit.
    fn on(&self, session: &mut Session, shown: &Shown) -> Option<(Change, Vec<Json>)> {
        let before = as_json(session);
        let (change, done) = self.act(session, &before, shown)?;
        let mut undo = Vec::new();
        let mut at = before.clone();
        for operation in &done {
            undo.push(inverse(&at, operation));
            patched(&mut at, operation);
        }
        let now = as_json(session);
        if change.acknowledged.is_some() {
            assert_eq!(
                change.acknowledged,
                Some(jixiao::json::Json::from(&now["acknowledged"]).to_static())
            );
            undo.push(
                json!({"op": "replace", "path": "/acknowledged", "value": before["acknowledged"]}),
            );
        } else {
            assert_eq!(at, now, "{self:?} does what the patch would");
        }
        undo.reverse();
        Some((change, undo))
    }

    fn act(
        &self,
        session: &mut Session,
        before: &Json,
        shown: &Shown,
    ) -> Option<(Change, Vec<Json>)> {
        let (mut all_cells, mut all_lists) = (Vec::new(), Vec::new());
        cells(&before["documents"], "/documents", &mut all_cells);
        lists(&before["documents"], "/documents", &mut all_lists);
        // Sometimes the documents themselves.
        let list = if self.at % 5 == 0 {
            "/documents"
        } else {
            all_lists[self.at / 5 % all_lists.len()].as_str()
        };
        let items = before.pointer(list)?.as_array()?;
        let item = |index: usize| format!("{list}/{index}");
        let cell = all_cells.get(self.at % all_cells.len().max(1))?;
        let replace =
            |path: &str, value: &Json| json!({"op": "replace", "path": path, "value": value});
        Some(match self.act {
            0..=1 => {
                (session.set(cell, json!(self.text)).ok()?, vec![replace(cell, &json!(self.text))])
            }
            2 => {
                // A cell that the record may not have yet, or an unknown member.
                let path = format!(
                    "{}/{}",
                    cell.rsplit_once('/')?.0,
                    ["reason", "score", "year", "name"][self.to % 4]
                );
                let change = session.set(&path, json!(self.text));
                if change.is_err() {
                    assert_eq!(&as_json(session), before);
                }
                (change.ok()?, vec![json!({"op": "add", "path": path, "value": self.text})])
            }
            3..=4 => {
                let finding = shown.findings.values().nth(self.at % shown.findings.len().max(1))?;
                let entry = json!({"code": finding.code, "path": finding.path, "reason": self.text, "by": "甲"});
                let begin = before
                    .get("acknowledged")
                    .is_none()
                    .then(|| json!({"op": "add", "path": "/acknowledged", "value": []}));
                let add = json!({"op": "add", "path": "/acknowledged/0", "value": entry});
                let patch: Vec<Json> = begin.into_iter().chain([add]).collect();
                (session.apply(&Operation::read_all(json!(patch)).unwrap()).unwrap(), patch)
            }
            5..=6 => {
                let at = self.to % (items.len() + 1);
                // Another item of the list, as officers copy, or one of another list, which may not
                // fit this one.
                let other = &all_lists[self.to % all_lists.len()];
                let value = if self.at % 7 == 0 {
                    before.pointer(&format!("{other}/0"))
                } else {
                    items.get(self.at / 7 % items.len().max(1))
                };
                let value = value.cloned().unwrap_or(json!({}));
                let change = session.insert(&item(at), value.clone());
                if change.is_err() {
                    assert_eq!(&as_json(session), before);
                }
                (change.ok()?, vec![json!({"op": "add", "path": item(at), "value": value})])
            }
            7 => {
                let path = item(self.to % items.len().max(1));
                (session.remove(&path).ok()?, vec![json!({"op": "remove", "path": path})])
            }
            8 => {
                // A member: a cell, or a part of the form.
                let path = if self.to % 2 == 0 { cell } else { cell.rsplit_once('/')?.0 };
                let change = session.remove(path);
                if change.is_err() {
                    assert_eq!(&as_json(session), before);
                }
                (change.ok()?, vec![json!({"op": "remove", "path": path})])
            }
            9..=10 => {
                let (from, to) = (self.to % items.len().max(1), self.to / 7 % (items.len() + 1));
                let change = session.move_item(&item(from), &item(to)).ok()?;
                let to = if from < to { to - 1 } else { to };
                let moved = [
                    json!({"op": "remove", "path": item(from)}),
                    json!({"op": "add", "path": item(to), "value": items[from]}),
                ];
                (change, moved.to_vec())
            }
            _ => {
                // A patch across several documents.
                let profile = ["cn", "cn-hunan"][self.to % 2];
                let another = &all_cells[self.to % all_cells.len()];
                let mut patch = vec![
                    json!({"op": "test", "path": cell, "value": before.pointer(cell)}),
                    replace(cell, &json!(self.text)),
                ];
                patch.push(replace(another, &json!(self.text)));
                patch.extend(
                    (self.at % 3 == 0).then(|| replace("/documents", &before["documents"])),
                );
                patch.extend((self.at % 3 == 1).then(|| json!({"op": "add", "path": "/documents/0", "value": before["documents"][0]})));
                patch.extend(
                    (self.at % 4 == 0)
                        .then(|| json!({"op": "add", "path": "/profile", "value": profile})),
                );
                let change = session.apply(&Operation::read_all(json!(patch)).unwrap()).ok()?;
                (change, patch.split_off(1))
            }
        })
    }
}

/// Each acknowledgement must lead to what it led to before, except those of removed cells.
fn assert_followed(before: &Json, now: &Json, gone: Option<&str>) {
    let led_to = |filing: &Json, gone: Option<&str>| -> Vec<(Json, Option<Json>)> {
        let entries =
            filing.get("acknowledged").and_then(Json::as_array).cloned().unwrap_or_default();
        let is_left = |path: &str| {
            gone.is_none_or(|gone| path != gone && !path.starts_with(&format!("{gone}/")))
        };
        let left = entries.into_iter().filter(|entry| is_left(entry["path"].as_str().unwrap()));
        // A pointer to a list as a whole leads to what is now another list.
        let cell = |path: &str| {
            filing.pointer(path).filter(|cell| !cell.is_array() && !cell.is_object()).cloned()
        };
        left.map(|entry| {
            (
                json!([entry["code"], entry["reason"], entry["by"]]),
                cell(entry["path"].as_str().unwrap()),
            )
        })
        .collect()
    };
    assert_eq!(led_to(before, gone), led_to(now, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn equals_a_fresh_validation(of in 0..3usize, steps in steps()) {
        let filing = [|| sample("hunan-2025-filing"), || sample("guangdong-targets-2025"), every_kind][of]();
        let mut session = Session::new(filing, Options::default()).unwrap();
        let first = session.report();
        let mut shown = Shown::of(session.report());
        let mut undone = Vec::new();
        for step in &steps {
            let before = as_json(&session);
            let Some((change, undo)) = step.on(&mut session, &shown) else {
                prop_assert_eq!(as_json(&session), before);
                continue;
            };
            if (5..=10).contains(&step.act) {
                let gone = if (7..=8).contains(&step.act) { undo.iter().find(|undo| undo["op"] == "add") } else { None };
                assert_followed(&before, &as_json(&session), gone.and_then(|gone| gone["path"].as_str()));
            }
            prop_assert_eq!(change.counts, session.report().counts);
            shown.take_in(change);
            undone.push(undo);
            let fresh = validate(session.filing(), &Options::default()).unwrap();
            prop_assert_eq!(&session.report(), &fresh, "{:?}", step);
            prop_assert_eq!(&shown, &Shown::of(fresh), "{:?}", step);
        }
        while let Some(undo) = undone.pop() {
            let change = session.apply(&Operation::read_all(json!(undo)).unwrap()).unwrap();
            shown.take_in(change);
        }
        prop_assert_eq!(&session.report(), &first);
        prop_assert_eq!(shown, Shown::of(first));
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

/// Adding a cell or a row moves everything after it without changing it.
#[test]
fn moved_findings_are_not_reported_again() {
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

/// A fix tests the present value before replacing it: a number where there is a number.
#[test]
fn a_fix_tests_the_present_value() {
    let filing = json!({"documents": [{"kind": "departmentEvaluation", "funds": {"total": {"budget": "2092.71"}, "breakdowns": [
        {"name": "按收入性质分", "total": 20092.71, "of": "budget", "parts": [{"name": "一般公共预算", "amount": "2092.71"}]},
    ]}, "indicators": []}]});
    let total = "/documents/0/funds/breakdowns/0/total";
    let quoted = |findings: &[Rc<Finding>]| {
        let slip = findings.iter().find(|finding| finding.code == "NUM006").expect("the slip");
        slip.fix.as_ref().expect("another cell confirms it").patch[0]
            .value
            .clone()
            .expect("a test has a value")
    };
    let mut session = Session::new(filing, Options::default()).unwrap();
    assert_eq!(quoted(&session.report().findings), json!(20092.71).into());
    let retyped = session.set(total, json!("20092.71")).unwrap();
    assert_eq!((quoted(&retyped.added), retyped.removed.len()), (json!("20092.71").into(), 1));
    let again = session.set(total, json!(20092.71)).unwrap();
    assert_eq!(quoted(&again.added), json!(20092.71).into());
    let slip =
        session.report().findings.iter().find(|finding| finding.code == "NUM006").cloned().unwrap();
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
    assert_eq!(error.path(), "/documents/0/indicators/0/name");
    assert_eq!(session.filing(), &filing.into());
    let row =
        json!([{"op": "add", "path": "/documents/0/indicators/-", "value": {"name": "参训率"}}]);
    session.apply(&Operation::read_all(&row).unwrap()).unwrap();
    assert_eq!(
        session.filing().pointer("/documents/0/indicators/1/name"),
        Some(&json!("参训率").into())
    );
}

/// A table whose rows go by one letter each.
fn rows(names: &str) -> Json {
    let rows: Vec<Json> = names.chars().map(|name| json!({"name": name.to_string()})).collect();
    json!({"documents": [{"kind": "projectEvaluation", "indicators": rows}]})
}

fn names(session: &Session) -> String {
    let rows = as_json(session)["documents"][0]["indicators"].as_array().unwrap().clone();
    rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn items_come_go_and_move() {
    let at = |token: &str| format!("/documents/0/indicators/{token}");
    for (token, expected) in [("0", "xabcde"), ("3", "abcxde"), ("5", "abcdex"), ("-", "abcdex")] {
        let mut session = Session::new(rows("abcde"), Options::default()).unwrap();
        session.insert(&at(token), json!({"name": "x"})).unwrap();
        assert_eq!(names(&session), expected, "insert {token}");
    }
    for (token, expected) in [("0", "bcde"), ("2", "abde"), ("4", "abcd")] {
        let mut session = Session::new(rows("abcde"), Options::default()).unwrap();
        session.remove(&at(token)).unwrap();
        assert_eq!(names(&session), expected, "remove {token}");
    }
    for (from, to, expected) in [
        ("1", "0", "bacde"),
        ("1", "1", "abcde"),
        ("1", "2", "abcde"),
        ("1", "3", "acbde"),
        ("1", "5", "acdeb"),
        ("1", "-", "acdeb"),
        ("4", "0", "eabcd"),
        ("4", "4", "abcde"),
        ("4", "5", "abcde"),
    ] {
        let mut session = Session::new(rows("abcde"), Options::default()).unwrap();
        session.move_item(&at(from), &at(to)).unwrap();
        assert_eq!(names(&session), expected, "move {from} before {to}");
    }
}

#[test]
fn a_list_is_begun_by_its_first_item() {
    let filing = json!({"documents": [{"kind": "projectEvaluation", "funds": {"total": {"budget": "652"}, "breakdowns": null}, "indicators": []}]});
    let mut session = Session::new(filing, Options::default()).unwrap();
    session.insert("/documents/0/funds/parts/0", json!({"name": "其中：当年财政拨款"})).unwrap();
    session
        .insert("/documents/0/funds/breakdowns/-", json!({"name": "按支出性质分", "parts": []}))
        .unwrap();
    let funds = &as_json(&session)["documents"][0]["funds"];
    assert_eq!(funds["parts"], json!([{"name": "其中：当年财政拨款"}]));
    assert_eq!(funds["breakdowns"], json!([{"name": "按支出性质分", "parts": []}]));
    assert_eq!(
        session.insert("/documents/0/funds/of/1", json!({})).unwrap_err().path(),
        "/documents/0/funds/of/1"
    );
}

#[test]
fn what_cannot_be_done_names_the_place_and_changes_nothing() {
    let filing = json!({"remark": "portal's own", "documents": [
        {"kind": "projectEvaluation", "title": "自评表", "indicators": [{"name": "培训人次"}, {"name": "参训率"}]},
        {"kind": "departmentTargets", "goals": ["加强监管"], "tasks": [{"name": "监管", "indicators": []}]},
        {"kind": "narrative", "sections": [{"heading": "一、概况", "text": "见附表。"}]},
    ], "acknowledged": [{"code": "REQ001", "path": "/documents/0/indicators/1/target", "reason": "无"}]});
    let text = serde_json::to_string(&filing).unwrap();
    let mut session = Session::new(filing, Options::default()).unwrap();
    let report = session.report();
    let row = json!({"name": "x"});
    for (path, value, expected) in [
        ("/documents/0/indicators/3", &row, "/documents/0/indicators/3"),
        ("/documents/0/indicators/x", &row, "/documents/0/indicators/x"),
        ("/documents/0/indicators/01", &row, "/documents/0/indicators/01"),
        ("/documents/0/title/0", &row, "/documents/0/title/0"),
        ("/documents/0/title", &row, "/documents/0/title"),
        ("/documents/9/indicators/0", &row, "/documents/9/indicators"),
        ("documents/0/indicators/0", &row, "documents/0/indicators"),
        ("", &row, ""),
        // No such record.
        ("/documents/0/indicators/0", &json!("培训人次"), "/documents/0/indicators/0"),
        ("/documents/0/indicators/1", &json!({"score": {}}), "/documents/0/indicators/1/score"),
        ("/documents/0/indicators/-", &json!(null), "/documents/0/indicators/2"),
        ("/documents/1/goals/1", &json!({"name": "x"}), "/documents/1/goals/1"),
        ("/documents/1/tasks/0/indicators/0", &json!([]), "/documents/1/tasks/0/indicators/0"),
        ("/documents/2/sections/1", &json!(7), "/documents/2/sections/1"),
        ("/documents/1", &row, "/documents/1/kind"),
        ("/documents/3", &json!({"kind": "poem"}), "/documents/3/kind"),
        ("/acknowledged/0", &json!({"code": "REQ001"}), "/acknowledged/0/path"),
    ] {
        assert_eq!(
            session.insert(path, value.clone()).unwrap_err().path(),
            expected,
            "insert {path} {value}"
        );
        assert_eq!(session.filing().to_string(), text, "insert {path} {value}");
    }
    for (path, expected) in [
        ("/documents/0/indicators/2", "/documents/0/indicators/2"),
        ("/documents/0/indicators/-", "/documents/0/indicators/-"),
        ("/documents/0/conclusion", "/documents/0/conclusion"),
        ("/documents/0/kind", "/documents/0/kind"),
        ("/documents", "/documents"),
        ("", ""),
    ] {
        assert_eq!(session.remove(path).unwrap_err().path(), expected, "remove {path}");
        assert_eq!(session.filing().to_string(), text, "remove {path}");
    }
    for (from, to, expected) in [
        ("/documents/0/indicators/2", "/documents/0/indicators/0", "/documents/0/indicators/2"),
        ("/documents/0/indicators/-", "/documents/0/indicators/0", "/documents/0/indicators/-"),
        ("/documents/0/indicators/0", "/documents/0/indicators/3", "/documents/0/indicators/3"),
        (
            "/documents/0/indicators/0",
            "/documents/1/tasks/0/indicators/0",
            "/documents/1/tasks/0/indicators/0",
        ),
        ("/documents/0/title", "/documents/0/title", "/documents/0/title"),
        ("/documents/0", "", ""),
    ] {
        assert_eq!(session.move_item(from, to).unwrap_err().path(), expected, "move {from} {to}");
        assert_eq!(session.filing().to_string(), text, "move {from} {to}");
    }
    assert_eq!(session.report(), report);
}

/// An acknowledgement moves with its row and remains that of the same finding.
#[test]
fn acknowledgements_go_along() {
    let rates = |rates: [&str; 2]| {
        let document = |rate| json!({"kind": "projectEvaluation", "funds": {"total": {"budget": "652", "executed": "601.5", "rate": rate}}, "indicators": []});
        rates.map(document)
    };
    // 601.5 ÷ 652 = 92.25 %: both rates are wrong, and the second is acknowledged.
    let answer = json!({"code": "RAT001", "path": "/documents/1/funds/total/rate", "reason": "已说明", "by": "财务科"});
    let filing = json!({"documents": rates(["93%", "94%"]), "acknowledged": [answer]});
    let mut session = Session::new(filing.clone(), Options::default()).unwrap();
    let answered = |session: &Session| -> Vec<(String, String)> {
        let findings = session.report().findings;
        let answered = findings.iter().filter(|finding| finding.acknowledged.is_some());
        answered.map(|finding| (finding.id.clone(), finding.claimed.clone().unwrap())).collect()
    };
    let is_at = |document: usize| {
        vec![(format!("RAT001:/documents/{document}/funds/total/rate"), "94%".to_owned())]
    };
    assert_eq!(answered(&session), is_at(1));

    let [first, _] = rates(["92%", "92%"]);
    let moved = session.insert("/documents/0", first).unwrap();
    let expected = json!([{"code": "RAT001", "path": "/documents/2/funds/total/rate", "reason": "已说明", "by": "财务科"}]);
    assert_eq!(moved.acknowledged, Some(expected.into()));
    assert_eq!(answered(&session), is_at(2));
    session.move_item("/documents/2", "/documents/0").unwrap();
    assert_eq!(answered(&session), is_at(0));
    // No acknowledgement moves: the list stays as it is.
    assert_eq!(session.move_item("/documents/1", "/documents/3").unwrap().acknowledged, None);
    assert_eq!(session.remove("/documents/2").unwrap().acknowledged, None);
    assert_eq!(answered(&session), is_at(0));
    assert_eq!(session.remove("/documents/0").unwrap().acknowledged, Some(json!([]).into()));
    assert_eq!(
        session.filing(),
        &json!({"documents": rates(["93%", ""])[..1], "acknowledged": []}).into()
    );

    // Removing a member removes the acknowledgements of its cells; a patch leaves them in place.
    let mut session = Session::new(filing, Options::default()).unwrap();
    let patch = json!([{"op": "remove", "path": "/documents/0"}]);
    assert_eq!(session.apply(&Operation::read_all(&patch).unwrap()).unwrap().acknowledged, None);
    assert_eq!((answered(&session), session.report().counts.error), (Vec::new(), 1));
    session
        .apply(
            &Operation::read_all(json!([{"op": "replace", "path": "/acknowledged/0/path", "value": "/documents/0/funds/total/rate"}]))
                .unwrap(),
        )
        .unwrap();
    assert_eq!(answered(&session), is_at(0));
    assert_eq!(session.remove("/documents/0/funds").unwrap().acknowledged, Some(json!([]).into()));
}

/// A finding across documents keeps its pointer when lines are inserted before its cell, while its
/// place in the order changes.
#[test]
fn what_is_found_across_documents_stays_in_order() {
    let row = |target| json!({"name": "培训人次", "target": target});
    let total = json!({"budget": "652", "executed": "601.5", "rate": "92%"});
    let filing = json!({"documents": [
        {"kind": "projectTargets", "project": "技能培训", "year": "2025", "indicators": [row("≥300人次")]},
        {"kind": "projectEvaluation", "project": "技能培训", "year": "2025", "funds": {"total": total}, "indicators": [row("≥200人次")]},
    ]});
    let mut session = Session::new(filing, Options::default()).unwrap();
    let part =
        json!({"name": "其中：当年财政拨款", "budget": "652", "executed": "601.5", "rate": "50%"});
    session.insert("/documents/1/funds/parts/0", part).unwrap();
    let report = session.report();
    let paths: Vec<&str> = report.findings.iter().map(|finding| &*finding.path).collect();
    let found = |path| {
        paths.iter().position(|found| *found == path).unwrap_or_else(|| panic!("{path}: {paths:?}"))
    };
    assert!(
        found("/documents/1/funds/parts/0/rate") < found("/documents/1/indicators/0/target"),
        "{paths:?}"
    );
    assert_eq!(report, validate(session.filing(), &Options::default()).unwrap());
}

/// Findings of an untouched document are not reported again.
#[test]
fn an_edit_answers_with_its_document_alone() {
    let mut session = Session::new(sample("hunan-2025-filing"), Options::default()).unwrap();
    let scored =
        |change: &Change| change.scorecards.iter().map(|card| card.document).collect::<Vec<_>>();
    let row = as_json(&session)["documents"][1]["indicators"][0].clone();
    let change = session.insert("/documents/1/indicators/0", row).unwrap();
    assert_eq!(scored(&change), [1]);
    assert!(
        change.added.iter().all(|finding| !finding.path.starts_with("/documents/0/indicators/")),
        "{:?}",
        change.added
    );
    let patch = json!([{"op": "replace", "path": "/documents/0/total/score", "value": "1"}, {"op": "remove", "path": "/documents/2/indicators/0"}]);
    assert_eq!(scored(&session.apply(&Operation::read_all(&patch).unwrap()).unwrap()), [0, 2]);
    // Documents 0, 1 and 2 have score cards: 2 moves to 1, and then 2 has none.
    let removed = session.remove("/documents/1").unwrap();
    assert_eq!((scored(&removed), removed.unscored), (vec![1], vec![2]));
    let moved = session.move_item("/documents/0", "/documents/-").unwrap();
    assert_eq!((scored(&moved), moved.unscored), (vec![0, 4], vec![1]));
}

/// What a cell may be changed to: another figure, other words, nothing, a number in place of its
/// text.
fn turns(text: &str) -> Vec<Json> {
    let digit = |at: Option<usize>| {
        let at = at?;
        let turned = (text.as_bytes()[at] - b'0' + 1) % 10;
        Some(format!("{}{turned}{}", &text[..at], &text[at + 1..]))
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let shorter: String = text.chars().skip(1).collect();
    let turned = [
        digit(text.find(is_digit)),
        digit(text.rfind(is_digit)),
        Some(format!("{text}甲")),
        Some(shorter),
        Some("不适用".to_owned()),
    ];
    let number = text.parse().ok().map(Json::Number);
    turned.into_iter().flatten().map(Json::String).chain(number).collect()
}

/// Each check declares what it reads, and an edit re-runs only the checks that read the cell: no
/// edit of any cell may reveal a check that reads more.
#[test]
fn no_check_sees_more_than_it_says() {
    let examples =
        all_rules().flat_map(|rule| [page(rule.info.code).fails, page(rule.info.code).passes]);
    let samples = ["hunan-2025-filing", "guangdong-targets-2025"].map(sample);
    let (mut edits, mut wrong) = (0, Vec::new());
    for filing in examples.chain(samples) {
        let filing = if filing.get("documents").is_some() {
            filing
        } else {
            json!({ "documents": [filing] })
        };
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
