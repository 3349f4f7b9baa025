//! Valid self-evaluations, generated: none has a finding above info; broken in one cell, each has that cell's finding.
//!
//! Everything is worked out here in whole cents, so that the crate's own arithmetic is checked by another.

#![allow(clippy::inconsistent_digit_grouping)] // 90_00 is ninety, in cents

mod tables;

use jixiao::{Options, validate};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value as Json, json};

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
struct Plan {
    initial: i64,
    budget: i64,
    executed: i64,
    /// The first part's share of budget and execution; the second has the rest.
    first: (i64, i64),
    rate_decimals: u32,
    groups: [Vec<Row>; 3],
    month: u32,
}

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
        if self.kind == Kind::Missed { share(self.weight, self.actual, self.target) } else { self.weight }
    }

    fn json(&self, level1: &str, level2: &str, index: usize) -> Json {
        let signs = [["≥", ""], [">=", ""], ["不低于", ""], ["", "以上"], ["≧ ", ""], ["＞＝", ""]];
        let [before, after] = signs[self.style % signs.len()];
        let (name, target, actual, reason) = match self.kind {
            Kind::Share => ("服务覆盖率", format!("{before}{}%{after}", short(self.target)), format!("{}%", short(self.actual)), ""),
            Kind::Missed => (
                "隐患整改率",
                format!("{before}{}%{after}", short(self.target)),
                format!("{}%", short(self.actual)),
                "施工期遇汛，余下部分已列入次年计划。",
            ),
            Kind::Count => ("改造路段数量", format!("{before}{}处{after}", self.target), format!("{}处", self.actual), ""),
            Kind::Cost => ("养护成本", format!("≤{}万元", cents(self.target)), format!("{}万元", cents(self.actual)), ""),
            Kind::Words => ("管理制度建设", "制度健全".to_owned(), "制度健全，按制度执行。".to_owned(), ""),
        };
        json!({
            "level1": level1, "level2": level2, "name": format!("{}类{name}", ["甲", "乙", "丙", "丁"][index]),
            "target": target, "actual": actual, "weight": short(self.weight), "score": short(self.score()), "reason": reason,
        })
    }
}

impl Plan {
    fn execution_score(&self) -> i64 {
        share(1000, self.executed, self.budget)
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
            format!("{}.{:0width$}", rate / scale, rate % scale, width = self.rate_decimals as usize)
        };
        json!({"name": name, "budget": cents(budget), "executed": cents(executed), "rate": format!("{rate}%")})
    }

    fn filing(&self) -> Json {
        let mut total = self.line("年度资金总额", self.budget, self.executed);
        for (key, value) in [("initial", cents(self.initial)), ("weight", "10".to_owned()), ("score", short(self.execution_score()))] {
            total[key] = Json::String(value);
        }
        let parts = [
            self.line("其中：当年财政拨款", self.first.0, self.first.1),
            self.line("其他资金", self.budget - self.first.0, self.executed - self.first.1),
        ];
        let groups = [("产出指标", "数量指标"), ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标")];
        let rows = groups
            .iter()
            .zip(&self.groups)
            .flat_map(|((level1, level2), rows)| rows.iter().enumerate().map(move |(index, row)| row.json(level1, level2, index)));
        let grade = match self.total() {
            90_00.. => "优",
            80_00.. => "良",
            60_00.. => "中",
            _ => "差",
        };
        json!({"documents": [{
            "kind": "projectEvaluation", "title": "2025年度项目支出绩效自评表", "year": "2025", "filedOn": format!("2026年{}月10日", self.month),
            "department": "某市交通运输局", "project": "农村公路养护", "implementer": "某市公路中心",
            "funds": {"total": total, "parts": parts},
            "goals": {"expected": "完成年度养护任务。", "achieved": "年度养护任务完成。"},
            "indicators": rows.collect::<Vec<_>>(),
            "total": {"weight": "100", "score": short(self.total()), "grade": grade},
        }]})
    }
}

fn row(weight: i64) -> impl Strategy<Value = Row> {
    let kinds =
        prop_oneof![4 => Just(Kind::Share), 2 => Just(Kind::Count), 2 => Just(Kind::Cost), 1 => Just(Kind::Words), 1 => Just(Kind::Missed)];
    (kinds, 60_00i64..=95_00, 0i64..=100, any::<usize>()).prop_map(move |(kind, level, more, style)| {
        let (target, actual) = match kind {
            // Beyond 130 % an explanation would be due.
            Kind::Share => (level, (level + (100_00 - level) * more / 100).min(level * 13 / 10)),
            Kind::Missed => (level, level * (50 + more * 45 / 100) / 100),
            Kind::Count => (level / 100, level / 100 + level / 100 * more / 400),
            Kind::Cost => (level * 10, level * 10 - level * more / 50),
            Kind::Words => (0, 0),
        };
        Row { kind, weight, target, actual, style }
    })
}

/// Rows whose weights (in cents) add up to `points`.
fn group(points: i64) -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec(1i64..=6, 1..=4).prop_flat_map(move |parts| {
        let sum: i64 = parts.iter().sum();
        let mut weights: Vec<i64> = parts.iter().map(|part| points * part / sum / 100 * 100).collect();
        let rest = points - weights.iter().sum::<i64>();
        weights[0] += rest;
        weights.retain(|weight| *weight > 0);
        weights.into_iter().map(row).collect::<Vec<_>>()
    })
}

fn plan() -> impl Strategy<Value = Plan> {
    let funds = (100_00i64..=90_000_00, 90i64..=100, 20i64..=80, 0i64..=30, any::<bool>());
    (funds, 0u32..=2, group(50_00), group(30_00), group(10_00), 1u32..=6).prop_map(
        |((budget, percent, split, change, up), rate_decimals, a, b, c, month)| {
            let executed = budget / 100 * percent + budget % 100;
            let initial = if up { budget + budget / 100 * change } else { budget - budget / 100 * change };
            Plan {
                initial,
                budget,
                executed: executed.min(budget),
                first: (budget * split / 100, executed.min(budget) * split / 100),
                rate_decimals,
                groups: [a, b, c],
                month,
            }
        },
    )
}

/// Codes and paths of what is found above info.
fn found(filing: &Json) -> Vec<(String, String)> {
    let report = validate(filing, &Options::default()).unwrap();
    report
        .findings
        .into_iter()
        .filter(|finding| finding.severity != "info")
        .map(|finding| (finding.code.to_owned(), finding.path))
        .collect()
}

/// A cell to break, what to write into it, and the rule that must say so.
struct Mutation {
    code: &'static str,
    path: String,
    value: String,
}

/// Every mutation the plan has a cell for.
fn mutations(plan: &Plan) -> Vec<Mutation> {
    let mut list = Vec::new();
    let mut add = |code, path: &str, value: String| list.push(Mutation { code, path: format!("/documents/0{path}"), value });
    add("RAT001", "/funds/total/rate", "47.11%".to_owned());
    add("SUM001", "/funds/parts/0/budget", cents(plan.first.0 + 1_00));
    add("SCO001", "/funds/total/score", cents(plan.execution_score() - 37));
    add("SUM005", "/total/score", cents(plan.total() - 1_00));
    add("SUM003", "/indicators/0/weight", short(plan.groups[0][0].weight + 1_00));
    add("SCO008", "/total/grade", "差".to_owned());
    add("DAT001", "/filedOn", "2025年6月10日".to_owned());
    add("NUM001", "/funds/total/executed", "1,2,34.5.6".to_owned());
    add("NUM002", "/funds/total/budget", format!("{0}万{0}万", cents(plan.budget)));
    add("REQ001", "/project", String::new());
    add("REQ002", "/goals/achieved", "（300字以内）".to_owned());
    add("REQ003", "/indicators/0/name", "1".to_owned());
    add("DAT002", "/year", "2024".to_owned());
    // The rate of the initial budget, where it prints differently.
    let rate_of = |budget| share(100_00, plan.executed, budget);
    if rate_of(plan.initial) != rate_of(plan.budget) {
        add("RAT003", "/funds/total/rate", format!("{}%", cents(rate_of(plan.initial))));
    }
    add("REQ005", "/indicators/0/level2", "社会效益指标".to_owned());
    if let [first, second, ..] = plan.groups[0].as_slice() {
        if first.kind == second.kind {
            add("REQ006", "/indicators/1/name", first.json("产出指标", "数量指标", 0)["name"].as_str().unwrap().to_owned());
        }
    }
    for (index, row) in plan.groups.iter().flatten().enumerate() {
        let at = |key: &str| format!("/indicators/{index}/{key}");
        add("SCO002", &at("score"), short(row.weight + 50));
        add("REQ001", &at("actual"), String::new());
        match row.kind {
            Kind::Share => {
                add("NUM003", &at("actual"), "112%".to_owned());
                add("NUM004", &at("actual"), "45元".to_owned());
                add("NUM005", &at("actual"), "情况良好".to_owned());
                add("DEV001", &at("actual"), format!("{}%", short(row.target / 2)));
                add("DEV004", &at("actual"), format!("≥{}%", short(row.target)));
                if row.weight >= 2_00 {
                    add("SCO004", &at("score"), short(row.weight - 1_00));
                }
            }
            Kind::Count => add("DEV002", &at("actual"), format!("{}处", row.target * 2)),
            Kind::Missed => {
                add("DEV001", &at("reason"), String::new());
                let (exact, whole) = (row.score(), (row.score() + 50) / 100 * 100);
                // Half a point either way is a question of the third decimal.
                if (exact % 100 - 50).abs() > 1 && (exact - whole).abs() > row.weight / 100 && (exact - whole).abs() > 10 && whole > 0 {
                    add("SCO006", &at("score"), short(whole));
                }
                // Far from the proportional score, and no whole or half point.
                if exact > 3_00 {
                    add("SCO005", &at("score"), short(exact - 1_37));
                }
                // Full marks that are the exact score rounded to a whole point are SCO006's.
                if row.weight - row.score() > 50 {
                    add("SCO003", &at("score"), short(row.weight));
                }
            }
            Kind::Cost | Kind::Words => {}
        }
    }
    list
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_valid_filing_is_left_alone(plan in plan()) {
        let filing = plan.filing();
        prop_assert_eq!(found(&filing), vec![], "{}", serde_json::to_string(&filing).unwrap());
    }

    #[test]
    fn one_broken_cell_is_found(plan in plan(), which in any::<Index>()) {
        let mut filing = plan.filing();
        let mutations = mutations(&plan);
        let mutation = which.get(&mutations);
        *filing.pointer_mut(&mutation.path).unwrap() = Json::String(mutation.value.clone());
        let codes = found(&filing);
        prop_assert!(codes.iter().any(|(code, _)| code == mutation.code), "{} at {} = {}: {:?} in {}", mutation.code, mutation.path, mutation.value, codes, filing);
    }
}
