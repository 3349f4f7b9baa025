//! Valid self-evaluations together with the target tables they answer.

#![allow(clippy::inconsistent_digit_grouping)] // 90_00 is ninety, in cents

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{Derived, Mutation, found_above_info, missed};

/// One row and what it is worth, in cents.
#[derive(Clone, Debug)]
struct Row {
    kind: Kind,
    weight: i64,
    /// The target and the result, in cents of their unit.
    target: i64,
    actual: i64,
    style: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// More is better, in per cent, at most 100.
    Share,
    /// More is better, counted in whole things.
    Count,
    /// Less is better, in 万元.
    Cost,
    Words,
    /// A share that missed its target, with a reason.
    Missed,
}

#[derive(Clone, Debug)]
pub struct Plan {
    initial: i64,
    budget: i64,
    executed: i64,
    /// The first part's share of budget and execution; the second has the rest.
    first: (i64, i64),
    rate_decimals: u32,
    groups: [Vec<Row>; 3],
    /// Whether a group's name includes its points.
    prints_points: bool,
    month: u32,
}

/// Level 1, level 2 and points of the groups.
const GROUPS: [(&str, &str, i64); 3] = [
    ("产出指标", "数量指标", 50_00),
    ("效益指标", "社会效益指标", 30_00),
    ("满意度指标", "服务对象满意度指标", 10_00),
];
/// Rows of the form that are not used.
const UNUSED: [(&str, &str); 2] = [("效益指标", "生态效益指标"), ("效益指标", "可持续影响指标")];

fn cents(value: i64) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}

fn short(value: i64) -> String {
    let text = cents(value);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// a × b ÷ c, rounded half up.
fn share(a: i64, b: i64, c: i64) -> i64 {
    let (a, b, c) = (i128::from(a), i128::from(b), i128::from(c));
    i64::try_from((2 * a * b + c) / (2 * c)).unwrap()
}

impl Row {
    fn score(&self) -> i64 {
        if self.kind == Kind::Missed {
            share(self.weight, self.actual, self.target)
        } else {
            self.weight
        }
    }

    fn json(&self, level1: &str, level2: &str, index: usize) -> Json {
        let signs = [["≥", ""], [">=", ""], ["不低于", ""], ["", "以上"], ["≧ ", ""], ["＞＝", ""]];
        let [before, after] = signs[self.style % signs.len()];
        let (name, target, actual, reason) = match self.kind {
            Kind::Share => (
                "服务覆盖率",
                format!("{before}{}%{after}", short(self.target)),
                format!("{}%", short(self.actual)),
                "",
            ),
            Kind::Missed => (
                "隐患整改率",
                format!("{before}{}%{after}", short(self.target)),
                format!("{}%", short(self.actual)),
                "施工期遇汛，余下部分已列入次年计划。",
            ),
            Kind::Count => (
                "改造路段数量",
                format!("{before}{}处{after}", self.target),
                format!("{}处", self.actual),
                "",
            ),
            Kind::Cost => (
                "养护成本",
                format!("≤{}万元", cents(self.target)),
                format!("{}万元", cents(self.actual)),
                "",
            ),
            Kind::Words => {
                ("管理制度建设", "制度健全".to_owned(), "制度健全，按制度执行。".to_owned(), "")
            }
        };
        json!({
            "level1": level1, "level2": level2, "name": format!("{}类{name}", ["甲", "乙", "丙", "丁"][index]),
            "target": target, "actual": actual, "weight": short(self.weight), "score": short(self.score()), "reason": reason,
        })
    }
}

impl Plan {
    fn execution_score(&self) -> i64 {
        share(10_00, self.executed, self.budget).min(10_00)
    }

    fn total(&self) -> i64 {
        self.execution_score() + self.groups.iter().flatten().map(Row::score).sum::<i64>()
    }

    fn line(&self, name: &str, budget: i64, executed: i64) -> Json {
        let scale = 10i64.pow(self.rate_decimals);
        let rate = share(100 * scale, executed, budget);
        let rate = if scale == 1 {
            rate.to_string()
        } else {
            format!(
                "{}.{:0width$}",
                rate / scale,
                rate % scale,
                width = self.rate_decimals as usize
            )
        };
        json!({"name": name, "budget": cents(budget), "executed": cents(executed), "rate": format!("{rate}%")})
    }

    /// The rows with the names of their groups.
    fn rows(&self) -> impl Iterator<Item = (String, &'static str, usize, &Row)> {
        GROUPS.iter().zip(&self.groups).flat_map(|((level1, level2, points), rows)| {
            let level1 = if self.prints_points {
                format!("{level1}（{}分）", short(*points))
            } else {
                (*level1).to_owned()
            };
            rows.iter().enumerate().map(move |(index, row)| (level1.clone(), *level2, index, row))
        })
    }

    fn evaluation(&self) -> Json {
        let mut total = self.line("年度资金总额", self.budget, self.executed);
        let reason =
            if self.needs_reason() { "部分合同跨年支付，年中有调整。" } else { "" };
        for (key, value) in [
            ("initial", cents(self.initial)),
            ("weight", "10".to_owned()),
            ("score", short(self.execution_score())),
            ("reason", reason.to_owned()),
        ] {
            total[key] = Json::String(value);
        }
        let parts = [
            self.line("其中：当年财政拨款", self.first.0, self.first.1),
            self.line("其他资金", self.budget - self.first.0, self.executed - self.first.1),
        ];
        let mut rows: Vec<Json> = self
            .rows()
            .map(|(level1, level2, index, row)| row.json(&level1, level2, index))
            .collect();
        rows.extend(UNUSED.map(|(level1, level2)| {
            json!({"level1": level1, "level2": level2, "name": "不适用", "target": "", "actual": "", "weight": "", "score": "", "reason": ""})
        }));
        let grade = match self.total() {
            90_00.. => "优",
            80_00.. => "良",
            60_00.. => "中",
            _ => "差",
        };
        json!({
            "kind": "projectEvaluation", "title": "2025年度项目支出绩效自评表", "year": "2025", "filedOn": format!("2026年{}月10日", self.month),
            "department": "某市交通运输局", "project": "农村公路养护", "implementer": "某市公路中心",
            "funds": {"total": total, "parts": parts},
            "goals": {"expected": "完成年度养护任务。", "achieved": "年度养护任务完成。"},
            "indicators": rows,
            "total": {"weight": "100", "score": short(self.total()), "grade": grade},
        })
    }

    /// The approved targets: the same indicators, targets and points, and the initial budget.
    fn targets(&self) -> Json {
        let promised = |(_, level2, index, row): (String, &str, usize, &Row)| {
            let level1 = GROUPS.iter().find(|group| group.1 == level2).unwrap().0;
            let answered = row.json(level1, level2, index);
            json!({"level1": level1, "level2": level2, "name": answered["name"], "target": answered["target"], "weight": answered["weight"]})
        };
        json!({
            "kind": "projectTargets", "title": "2025年度项目支出绩效目标表", "year": "2025", "department": "某市交通运输局", "project": "农村公路养护",
            "amount": cents(self.initial), "purpose": "用于农村公路日常养护。", "basis": "按年度养护计划安排。",
            "indicators": self.rows().map(promised).collect::<Vec<_>>(),
        })
    }

    /// Below 90 %, or changed in mid-year.
    fn needs_reason(&self) -> bool {
        self.executed * 10 < self.budget * 9 || self.initial != self.budget
    }

    pub fn filing(&self) -> Json {
        json!({"documents": [self.evaluation(), self.targets()]})
    }

    /// Every computed cell. The score of a row in words is a judgement.
    pub fn derived(&self) -> Vec<Derived> {
        let at = |path: &str| format!("/documents/0{path}");
        let mut cells = vec![
            Derived::new(at("/funds/total/budget"), "77777.77"),
            Derived::new(at("/funds/total/executed"), "77777.77"),
            Derived::new(at("/funds/total/rate"), "7.77%"),
            Derived::new(at("/funds/total/score"), "0.77"),
            Derived::new(at("/funds/parts/0/rate"), "7.77%"),
            Derived::new(at("/funds/parts/1/rate"), "7.77%"),
            Derived::new(at("/total/weight"), "77"),
            Derived::new(at("/total/score"), "7.77"),
            Derived::new(at("/total/grade"), "合格"),
        ];
        let measured = self.rows().enumerate().filter(|(_, (.., row))| row.kind != Kind::Words);
        cells.extend(
            measured
                .map(|(index, _)| Derived::new(at(&format!("/indicators/{index}/score")), "0.07")),
        );
        cells
    }
}

fn row(weight: i64) -> impl Strategy<Value = Row> {
    let kinds = prop_oneof![4 => Just(Kind::Share), 2 => Just(Kind::Count), 2 => Just(Kind::Cost), 1 => Just(Kind::Words), 1 => Just(Kind::Missed)];
    (kinds, 60_00i64..=95_00, 0i64..=100, any::<usize>()).prop_map(
        move |(kind, level, more, style)| {
            let (target, actual) = match kind {
                // Beyond 130 % an explanation would be due.
                Kind::Share => {
                    (level, (level + (100_00 - level) * more / 100).min(level * 13 / 10))
                }
                Kind::Missed => (level, level * (50 + more * 45 / 100) / 100),
                Kind::Count => (level / 100, level / 100 + level / 100 * more / 400),
                Kind::Cost => (level * 10, level * 10 - level * more / 50),
                Kind::Words => (0, 0),
            };
            Row { kind, weight, target, actual, style }
        },
    )
}

/// Rows whose weights (in cents) add up to `points`.
fn group(points: i64) -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec(1i64..=6, 1..=4).prop_flat_map(move |parts| {
        let sum: i64 = parts.iter().sum();
        let mut weights: Vec<i64> =
            parts.iter().map(|part| points * part / sum / 100 * 100).collect();
        let rest = points - weights.iter().sum::<i64>();
        weights[0] += rest;
        weights.retain(|weight| *weight > 0);
        weights.into_iter().map(row).collect::<Vec<_>>()
    })
}

pub fn plan() -> impl Strategy<Value = Plan> {
    let funds = (100_00i64..=90_000_00, 70i64..=100, 20i64..=80, 0i64..=30, any::<bool>());
    (funds, 0u32..=2, group(50_00), group(30_00), group(10_00), any::<bool>(), 1u32..=6).prop_map(
        |((budget, percent, split, change, up), rate_decimals, a, b, c, prints_points, month)| {
            let executed = budget / 100 * percent + budget % 100;
            let initial =
                if up { budget + budget / 100 * change } else { budget - budget / 100 * change };
            Plan {
                initial,
                budget,
                executed: executed.min(budget),
                first: (budget * split / 100, executed.min(budget) * split / 100),
                rate_decimals,
                groups: [a, b, c],
                prints_points,
                month,
            }
        },
    )
}

/// Every mutation the plan has a cell for.
pub fn mutations(plan: &Plan) -> Vec<Mutation> {
    let mut list = on_the_head(plan);
    for (index, (level1, level2, nth, row)) in plan.rows().enumerate() {
        list.extend(
            on_a_row(row, &row.json(&level1, level2, nth))
                .into_iter()
                .map(|(code, key, value)| one(code, &format!("/indicators/{index}/{key}"), value)),
        );
    }
    list.extend(on_more_rows());
    list.extend(on_the_tables(plan));
    list.extend(on_the_targets(plan));
    list
}

/// One cell of the evaluation.
fn one(code: &'static str, path: &str, value: String) -> Mutation {
    many(code, vec![(path.to_owned(), Json::String(value))])
}

/// Several cells of the evaluation, or one that the filing or the target table has.
fn many(code: &'static str, edits: Vec<(String, Json)>) -> Mutation {
    let is_elsewhere = |path: &str| path.starts_with("/documents") || path.starts_with("/profile");
    let full =
        |path: String| if is_elsewhere(&path) { path } else { format!("/documents/0{path}") };
    Mutation {
        code,
        or: &[],
        edits: edits.into_iter().map(|(path, value)| (full(path), value)).collect(),
    }
}

/// The head, the funds and the totals.
fn on_the_head(plan: &Plan) -> Vec<Mutation> {
    let budget = cents(plan.budget);
    let mut list = vec![
        one("RAT001", "/funds/total/rate", "47.11%".to_owned()),
        one("SUM001", "/funds/parts/0/budget", cents(plan.first.0 + 1_00)),
        one("SUM002", "/funds/parts/0/executed", cents(plan.first.1 + 1)),
        one("SCO001", "/funds/total/score", cents(plan.execution_score() - 37)),
        one("SUM005", "/total/score", cents(plan.total() - 1_00)),
        one("SCO008", "/total/grade", "差".to_owned()),
        one("DAT001", "/filedOn", "2025年6月10日".to_owned()),
        one("NUM001", "/funds/total/executed", "1,2,34.5.6".to_owned()),
        one("NUM002", "/funds/total/budget", format!("{budget}万{budget}万")),
        one("REQ001", "/project", String::new()),
        one("REQ002", "/goals/achieved", "（300字以内）".to_owned()),
        one("REQ003", "/indicators/0/name", "1".to_owned()),
        one("DAT002", "/year", "2024".to_owned()),
        one("DAT006", "/goals/achieved", "12月39日全部完成。".to_owned()),
        one("DEV007", "/goals/achieved", "完成年度养护任务。".to_owned()),
        many("REQ008", vec![("/funds/parts".to_owned(), unfilled_parts())]),
        one("DAT007", "/goals/achieved", "项目于2029年累计完成100公里。".to_owned()),
        one(
            "DAT008",
            "/goals/achieved",
            "根据《关于批复2020年度部门预算的通知》（财预〔2025〕28号）实施，全部完成。".to_owned(),
        ),
        many(
            "DAT003",
            vec![
                (
                    "/profile".to_owned(),
                    json!({"id": "county", "name": "某县", "evaluationDue": "2026-05-31"}),
                ),
                ("/filedOn".to_owned(), json!("2026年6月20日")),
            ],
        ),
    ];
    // The rate by the initial budget, if it prints differently.
    let rate_of = |budget| share(100_00, plan.executed, budget);
    if rate_of(plan.initial) != rate_of(plan.budget) {
        list.push(one("RAT003", "/funds/total/rate", format!("{}%", cents(rate_of(plan.initial)))));
    }
    // One zero more: 2092.71 as 20092.71. Shorter figures may resemble others by chance.
    if budget.trim_end_matches(['0', '.']).len() > 4 {
        let slipped =
            one("NUM006", "/funds/total/budget", format!("{}0{}", &budget[..1], &budget[1..]));
        // A part may happen to be one digit away from its right value.
        list.push(Mutation { or: &["SUM001"], ..slipped });
    }
    if plan.executed * 10 < plan.budget * 9 {
        list.push(one("DEV003", "/funds/total/reason", String::new()));
    }
    if plan.initial != plan.budget {
        let sichuan = ("/profile".to_owned(), json!("cn-sichuan"));
        list.push(many("DEV005", vec![sichuan, ("/funds/total/reason".to_owned(), json!(""))]));
    }
    list.push(overspent(plan));
    list
}

/// More spent than there was; its rate, its score and the total are right.
fn overspent(plan: &Plan) -> Mutation {
    let over = Plan { executed: plan.budget + plan.budget / 20, ..plan.clone() };
    let mut evaluation = over.evaluation();
    evaluation["funds"]["total"]["reason"] = json!("");
    let edits = ["funds", "total"].map(|key| (format!("/{key}"), evaluation[key].take()));
    many("DEV006", edits.to_vec())
}

/// The parts of the funds as the form prints them.
fn unfilled_parts() -> Json {
    let part = |name: &str| json!({"name": name, "budget": "", "executed": "", "rate": ""});
    json!([part("其中：当年财政拨款"), part("其他资金")])
}

/// Mistakes of rows that were added without points.
fn on_more_rows() -> Vec<Mutation> {
    const PLANNED: &str = "全年养护任务已按计划全部完成。";
    let row = |level2: &str, name: &str, target: &str, actual: &str| {
        let level1 = if level2.contains("效益") { "效益指标" } else { "产出指标" };
        let row = json!({"level1": level1, "level2": level2, "name": name, "target": target, "actual": actual});
        ("/indicators/-".to_owned(), row)
    };
    vec![
        many(
            "RAT005",
            vec![
                row("数量指标", "培训养护人员人数", "1280人", "1280人"),
                row("成本指标", "人均培训费用", "300元/人", "300元/人"),
                row("成本指标", "项目总成本", "3.84万元", "3.84万元"),
            ],
        ),
        many("RAT006", vec![row("时效指标", "预算执行率", "≥40%", "47.11%")]),
        many("NUM009", vec![row("成本指标", "站房物业费", "≤12个", "")]),
        many("DAT009", vec![row("时效指标", "完工时间", "2026年6月底前", "按计划推进")]),
        many("TGT004", vec![row("质量指标", "验收合格率100%", "≥98%", "99%")]),
        many(
            "DEV008",
            vec![
                row("质量指标", "路面养护质量", "路况良好", PLANNED),
                row("社会效益指标", "群众出行条件", "出行便利", PLANNED),
            ],
        ),
    ]
}

/// Mistakes in a row: the rule, the column, and the wrong value.
fn on_a_row(row: &Row, printed: &Json) -> Vec<(&'static str, &'static str, String)> {
    let mut list =
        vec![("SCO002", "score", short(row.weight + 50)), ("REQ001", "actual", String::new())];
    match row.kind {
        Kind::Share => {
            list.extend([
                ("NUM003", "actual", "112%".to_owned()),
                ("NUM004", "actual", "45元".to_owned()),
                ("NUM005", "actual", "情况良好".to_owned()),
                ("DEV001", "actual", format!("{}%", short(row.target / 2))),
                ("DEV004", "actual", format!("≥{}%", short(row.target))),
                ("XDC002", "target", format!("≥{}%", short(row.target - 11_50))),
            ]);
            if row.weight >= 2_00 {
                list.push(("SCO004", "score", short(row.weight - 1_00)));
            }
        }
        Kind::Count => {
            list.push(("DEV002", "actual", format!("{}处", row.target * 2)));
            if printed["level2"] == "数量指标" {
                list.extend([
                    ("NUM007", "target", "≥90%".to_owned()),
                    ("NUM008", "level2", "质量指标".to_owned()),
                ]);
            }
        }
        Kind::Missed => {
            list.push(("DEV001", "reason", String::new()));
            let (exact, whole) = (row.score(), (row.score() + 50) / 100 * 100);
            // Half a point either way is a question of the third decimal.
            if (exact % 100 - 50).abs() > 1
                && (exact - whole).abs() > row.weight / 100
                && (exact - whole).abs() > 10
                && whole > 0
            {
                list.push(("SCO006", "score", short(whole)));
            }
            // Far from the proportional score, and neither a whole nor a half point.
            if exact > 3_00 {
                list.push(("SCO005", "score", short(exact - 1_37)));
            }
            // Full marks that are the exact score rounded to a whole point are SCO006's.
            if row.weight - row.score() > 50 {
                list.push(("SCO003", "score", short(row.weight)));
            }
        }
        Kind::Cost => {}
        // Full marks for a partial result.
        Kind::Words => list.push(("SCO007", "actual", "部分达成预期指标并具有一定效果".to_owned())),
    }
    list
}

/// Mistakes that need several rows.
fn on_the_tables(plan: &Plan) -> Vec<Mutation> {
    let at = |index: usize, key: &str| format!("/indicators/{index}/{key}");
    let [output, benefit, satisfaction] = [0, 1, 2].map(|group| plan.groups[group].len());
    let rows = output + benefit + satisfaction;
    let (level1, level2, _, row) = plan.rows().next().unwrap();
    let mut list = vec![
        many("REQ006", vec![("/indicators/-".to_owned(), row.json(&level1, level2, 0))]),
        one("REQ005", "/indicators/0/level2", "社会效益指标".to_owned()),
        // One of the two unused rows loses its mark.
        one("REQ007", &at(rows, "name"), String::new()),
        many(
            "REQ004",
            (output + benefit..rows)
                .flat_map(|index| {
                    [
                        (at(index, "level1"), json!("效益指标")),
                        (at(index, "level2"), json!("社会效益指标")),
                    ]
                })
                .collect(),
        ),
        many(
            "TGT002",
            [("name", "群众满意度"), ("target", "≤90%"), ("actual", "85%")]
                .map(|(key, text)| (at(rows - 1, key), json!(text)))
                .to_vec(),
        ),
    ];
    if plan.groups[2].last().is_some_and(|row| row.kind != Kind::Words) {
        let words = [("name", "养护群众满意度"), ("target", "满意"), ("actual", "群众比较满意")];
        list.push(many(
            "TGT003",
            words.map(|(key, text)| (at(rows - 1, key), json!(text))).to_vec(),
        ));
    }
    // If the group prints its points, they show which row is wrong.
    let weights = if plan.prints_points { "SUM004" } else { "SUM003" };
    list.push(one(weights, &at(0, "weight"), short(plan.groups[0][0].weight + 1_00)));
    if plan.prints_points {
        list.push(many(
            "SUM004",
            (0..output).map(|index| (at(index, "level1"), json!("产出指标（55分）"))).collect(),
        ));
    } else if output > 1 {
        // A row moves to another group and takes its points along.
        list.push(many(
            "WGT001",
            vec![
                (at(output - 1, "level1"), json!("效益指标")),
                (at(output - 1, "level2"), json!("社会效益指标")),
            ],
        ));
    }
    if rows > 2 {
        let twice = |(index, row): (usize, &Row)| {
            (at(index, "score"), json!(short(share(row.weight, row.weight, 100_00))))
        };
        list.push(many("SCO009", plan.groups.iter().flatten().enumerate().map(twice).collect()));
    }
    list
}

/// Mistakes in the target table.
fn on_the_targets(plan: &Plan) -> Vec<Mutation> {
    let at = |path: &str| format!("/documents/1{path}");
    let more = json!({"level1": "产出指标", "level2": "时效指标", "name": "汛前完工率", "target": "≥97.5%"});
    let mut list = vec![
        one("XDC003", &at("/amount"), cents(plan.initial * 7 / 5 + 3_33)),
        many("XDC001", vec![(at("/indicators/-"), more)]),
        many("XDC007", vec![("/documents/-".to_owned(), plan.targets())]),
        one("SUM003", &at("/indicators/0/weight"), short(plan.groups[0][0].weight + 3_00)),
        one("TGT001", &at("/indicators/0/target"), "有所提升".to_owned()),
    ];
    for (index, row) in plan.groups.iter().flatten().enumerate() {
        if row.kind == Kind::Share {
            list.push(one(
                "XDC002",
                &at(&format!("/indicators/{index}/target")),
                format!("≥{}%", short(row.target - 11_50)),
            ));
        }
    }
    list
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_valid_filing_is_left_alone(plan in plan()) {
        let filing = plan.filing();
        prop_assert_eq!(found_above_info(&filing), vec![], "{}", filing);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_out_comes_back(plan in plan()) {
        crate::reading::assert_comes_back(&plan.filing());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn one_broken_cell_is_found(plan in plan()) {
        let filing = plan.filing();
        let missed = missed(&filing, &mutations(&plan));
        prop_assert!(missed.is_empty(), "{}", missed.join("\n"));
    }
}
