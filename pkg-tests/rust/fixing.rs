//! A fix is certain: once applied, its finding is gone, and nothing new is wrong but what is
//! computed from the changed figure.

use std::collections::BTreeSet;

use jixiao::internals::all_rules;
use jixiao::json::Operation;
use jixiao::{Options, Session, validate};
use serde_json::{Value as Json, json};

use crate::filings::sample;
use crate::pages::page;

/// What a fix may make wrong, by the code of the fixed finding: figures computed from the one that
/// changed. They are findings of their own then, with their own fixes.
const FOLLOWS: [(&str, &[&str]); 4] = [
    // A total is the sum of the scores before the fix.
    ("SCO003", &["SUM005"]),
    ("SCO005", &["SUM005"]),
    // A grade belongs to the total before the fix.
    ("SUM005", &["SCO008"]),
    // A rate was divided by the budget before the fix.
    ("SUM001", &["RAT001"]),
];

/// Rules whose findings determine the right content of a cell, at least in some of their examples.
const CERTAIN: [&str; 12] = [
    "NUM002", "NUM006", "RAT001", "RAT003", "SCO001", "SCO003", "SCO005", "SCO006", "SCO008",
    "SUM001", "SUM005", "SUM006",
];

fn filings() -> Vec<Json> {
    let examples =
        all_rules().flat_map(|rule| [page(rule.info.code).fails, page(rule.info.code).passes]);
    let as_filing = |example: Json| {
        if example.get("documents").is_some() { example } else { json!({ "documents": [example] }) }
    };
    let samples = [
        "hunan-2025", "hunan-2025-filing", "guangdong-targets-2025", "blank-department",
        "blank-project",
    ]
    .map(sample);
    examples.map(as_filing).chain(samples).chain(crate::generated::some_filings()).collect()
}

#[test]
fn a_fix_ends_its_finding_and_starts_no_other() {
    let mut fixed = BTreeSet::new();
    let mut wrong = Vec::new();
    for filing in filings() {
        let before = validate(&filing, &Options::default()).unwrap();
        for finding in &before.findings {
            let Some(fix) = &finding.fix else { continue };
            assert_eq!(
                fix.patch.first().map(|operation| operation.op),
                Some("test"),
                "{}",
                finding.id
            );
            let patch = Operation::read_all(serde_json::to_value(&fix.patch).unwrap()).unwrap();
            let mut session = Session::new(filing.clone(), Options::default()).unwrap();
            session.apply(&patch).unwrap();
            let after = session.report().findings;
            if after.iter().any(|other| {
                other.code == finding.code
                    && other.path == finding.path
                    && other.span == finding.span
            }) {
                wrong.push(format!("{} is still there after {}: {filing}", finding.id, fix.title));
            }
            let may_follow = |code: &str| {
                FOLLOWS
                    .iter()
                    .any(|(fixed, follow)| *fixed == finding.code && follow.contains(&code))
            };
            let is_new = |other: &str| before.findings.iter().all(|known| known.id != other);
            let new = after.iter().filter(|other| {
                other.severity == "error" && is_new(&other.id) && !may_follow(other.code)
            });
            wrong.extend(new.map(|other| {
                format!("{} after {} of {}: {}", other.id, fix.title, finding.id, other.message)
            }));
            let followed = after
                .iter()
                .filter(|other| is_new(&other.id) && may_follow(other.code) && other.fix.is_none());
            wrong.extend(
                followed.map(|other| format!("{} after {} has no fix", other.id, finding.id)),
            );
            assert_eq!(
                fix.safe,
                finding.code == "NUM002",
                "{} is about what a figure means",
                finding.id
            );
            fixed.insert(finding.code);
        }
    }
    assert!(CERTAIN.iter().all(|code| fixed.contains(code)), "{fixed:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `code path = value` of every fix that is offered for a document.
fn fixes(document: Json) -> Vec<String> {
    let report = validate(json!({ "documents": [document] }), &Options::default()).unwrap();
    let shown = |code: &str, fix: &jixiao::Fix| {
        let [_, replaced] = fix.patch.as_slice() else {
            panic!("a test and a replacement: {fix:?}")
        };
        let value = replaced
            .value
            .as_ref()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default();
        format!("{code} {} = {value}", replaced.path.trim_start_matches("/documents/0"))
    };
    report
        .findings
        .iter()
        .filter_map(|finding| Some(shown(finding.code, finding.fix.as_ref()?)))
        .collect()
}

fn project(funds: Json, rows: Json, total: Json) -> Json {
    json!({"kind": "projectEvaluation", "funds": funds, "indicators": rows, "total": total})
}

#[test]
fn a_sum_is_fixed_only_where_one_cell_can_be_wrong() {
    let item = |group: &str, group_weight: &str, weight: &str, score: &str| json!({"group": group, "groupWeight": group_weight, "name": "项", "weight": weight, "score": score});
    let sheet =
        |items: Json, total: Json| json!({"kind": "scoreSheet", "items": items, "total": total});
    for (why, document, expected) in [
        (
            "a total follows from its parts, and is written as it was",
            project(
                json!({"total": {"budget": "652万元"}, "parts": [{"name": "财政拨款", "budget": "600"}, {"name": "其他资金", "budget": "40"}]}),
                json!([]),
                json!({}),
            ),
            &["SUM001 /funds/total/budget = 640万元"][..],
        ),
        (
            "another figure bears the total out: a part is wrong, and nobody knows which",
            project(
                json!({"total": {"budget": "652"}, "parts": [{"name": "财政拨款", "budget": "600"}, {"name": "其他资金", "budget": "40"}],
                    "breakdowns": [{"of": "budget", "total": "652", "parts": [{"name": "基本支出", "amount": "100"}, {"name": "项目支出", "amount": "552"}]}]}),
                json!([]),
                json!({}),
            ),
            &[],
        ),
        (
            "of two figures that should be the same either may be wrong",
            project(
                json!({"total": {"budget": "652"}, "breakdowns": [{"of": "budget", "total": "518", "parts": []}]}),
                json!([]),
                json!({}),
            ),
            &[],
        ),
        (
            "points printed once",
            sheet(
                json!([
                    item("履职效能", "40", "30", "28"),
                    item("履职效能", "", "20", "20"),
                    item("管理效率", "50", "50", "49")
                ]),
                json!({"score": "97"}),
            ),
            &["SUM004 /items/0/groupWeight = 50"],
        ),
        (
            "points printed in every row: one of them alone would contradict the other",
            sheet(
                json!([
                    item("履职效能", "40", "30", "28"),
                    item("履职效能", "40", "20", "20"),
                    item("管理效率", "50", "50", "49")
                ]),
                json!({"score": "97"}),
            ),
            &[],
        ),
        (
            "the odd one of those that are printed in every row",
            sheet(
                json!([
                    item("履职效能", "50", "30", "28"),
                    item("履职效能", "40", "20", "20"),
                    item("管理效率", "50", "50", "49")
                ]),
                json!({"score": "97"}),
            ),
            &["SUM004 /items/1/groupWeight = 50"],
        ),
        (
            "weights that come to 100 under another total",
            sheet(
                json!([item("履职效能", "60", "60", "55"), item("管理效率", "40", "40", "39")]),
                json!({"weight": "90", "score": "94"}),
            ),
            &["SUM003 /total/weight = 100"],
        ),
        (
            "weights that do not: any of them may be wrong",
            sheet(
                json!([item("履职效能", "60", "60", "55"), item("管理效率", "30", "30", "29")]),
                json!({"weight": "100", "score": "84"}),
            ),
            &[],
        ),
        (
            "the sum of the scores",
            sheet(
                json!([item("履职效能", "60", "60", "55.5"), item("管理效率", "40", "40", "39")]),
                json!({"score": "96.5分"}),
            ),
            &["SUM005 /total/score = 94.5分"],
        ),
        (
            "no total follows from a score above its weight",
            sheet(
                json!([item("履职效能", "60", "60", "63.54"), item("管理效率", "40", "40", "39")]),
                json!({"score": "97"}),
            ),
            &[],
        ),
    ] {
        assert_eq!(fixes(document), expected, "{why}");
    }
}

#[test]
fn scores_rates_and_grades_are_written_as_they_were() {
    let row = |target: &str, actual: &str, weight: &str, score: &str| json!([{"target": target, "actual": actual, "weight": weight, "score": score}]);
    let execution = |rate: &str, score: &str| json!({"total": {"budget": "652", "executed": "601.5", "rate": rate, "weight": "10", "score": score}});
    let graded = |grade: &str| {
        project(
            json!({}),
            row("改善", "有所改善", "100", "85"),
            json!({"weight": "100", "score": "85", "grade": grade}),
        )
    };
    for (document, expected) in [
        (
            project(execution("93%", "9.23"), json!([]), json!({})),
            &["RAT001 /funds/total/rate = 92%"][..],
        ),
        (
            project(execution("0.9325", "9.23"), json!([]), json!({})),
            &["RAT001 /funds/total/rate = 0.9225"],
        ),
        (
            project(
                json!({"total": {"initial": "500", "budget": "652", "executed": "601.5", "rate": "120.3%"}}),
                json!([]),
                json!({}),
            ),
            &["RAT003 /funds/total/rate = 92.3%"],
        ),
        (
            project(execution("", "9.51分"), json!([]), json!({})),
            &["SCO001 /funds/total/score = 9.23分"],
        ),
        (project(execution("", "9"), json!([]), json!({})), &["SCO006 /funds/total/score = 9.23"]),
        (
            project(json!({}), row("≥70%", "65.29%", "100分", "100分"), json!({})),
            &["SCO003 /indicators/0/score = 93.27分"],
        ),
        (project(json!({}), row("按时完成", "未按时完成", "100", "100"), json!({})), &[]),
        (
            project(json!({}), row("≥100次", "80次", "100", "90.0"), json!({})),
            &["SCO005 /indicators/0/score = 80.0"],
        ),
        (graded("优秀"), &["SCO008 /total/grade = 良"]),
        (graded("合格"), &["SCO008 /total/grade = 良"]),
        (graded("☑优 □良 □中 □差"), &[]),
    ] {
        assert_eq!(fixes(document.clone()), expected, "{document}");
    }
}
