//! # 得分重复加权
//!
//! **查什么**：各项得分都等于“分值 × 分值%”（25 分的项填 25 × 25% = 6.25），
//! 即在分值之上又乘了一次权重。
//!
//! **为什么**：分值本身就是权重，再乘一次，总分无论如何也到不了 100 分。
//!
//! **不查什么**：得分不足三项的表；只有部分项碰巧符合的。
//!
//! ---
//!
//! **What it finds**: every score of a table is its weight times its weight in per cent (25 × 25% =
//! 6.25): the weight was applied twice.
//!
//! **Why**: such a sheet cannot reach its total.
//!
//! **What it leaves alone**: tables with fewer than three scores; a match on some rows only.
//!
//! ```json fails
//! {"kind": "scoreSheet", "items": [{"name": "履职效能", "weight": "50", "score": "25"}, {"name": "管理效率", "weight": "30", "score": "9"}, {"name": "社会满意度", "weight": "20", "score": "4"}]}
//! ```
//!
//! ```json passes
//! {"kind": "scoreSheet", "items": [{"name": "履职效能", "weight": "50", "score": "48"}, {"name": "管理效率", "weight": "30", "score": "30"}, {"name": "社会满意度", "weight": "20", "score": "19.5"}]}
//! ```

use crate::filing::{Cell, Reads};
use crate::finding::{Family, Finding, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::score::rows::scored_rows;

use crate::filing::as_typed;

use crate::relation::Relations;
use crate::rule::{ARITHMETIC, Check, Checks, Rule};
use crate::scoring::limits::{is_table_weighted_twice, is_weighted_twice};
use crate::value::Column;
use crate::value::number::Dec;

pub static WEIGHTED_TWICE: Rule = Rule {
    info: RuleInfo {
        family: Family::Sco,
        code: "SCO009",
        name: "weighted-twice",
        severity: Severity::Error,
        summary: Text {
            zh: "得分重复乘了权重",
            en: "scores were multiplied by their weight once more",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Document(Reads::of(&[Column::Points, Column::Score]), check)],
};

message! {
    WeightedTwice {
        count: usize,
        formula: Printed,
        weight: Dec,
        claimed: Quoted,
        expected: Printed,
    }
    zh "本表 {count} 项得分都在分值之上又乘了一次权重，如本项 {formula}；满分应为 {weight}。"
    en "All {count} scores were multiplied by their weight once more, here {formula}; full marks are {weight}."
    advice {
        zh "分值就是权重：各项在 0 与分值之间直接评分，再合计总分。"
        en "The points are the weight: score each item between 0 and its points, then add up."
    }
}

/// Points and score of one row.
type Pair<'a> = (&'a Cell, &'a Cell);

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for table in relations.scored_evaluations() {
        let mut rows = scored_rows(table);
        let Some(first) = rows.next() else { continue };
        if is_table_weighted_twice(table) {
            let others: Vec<&Cell> = rows.map(|row| row.score).collect();
            checks.push(finding((first.weight, first.score), &others));
        } else {
            checks.pass();
        }
    }
    for sheet in relations.score_sheets() {
        let pairs: Vec<Pair<'_>> = sheet
            .items
            .iter()
            .filter_map(|item| item.weight.as_ref().zip(item.score.as_ref()))
            .filter(is_scored)
            .collect();
        let points = pairs.iter().filter_map(|(weight, score)| weight.number().zip(score.number()));
        match pairs.split_first() {
            Some((first, others)) if is_weighted_twice(points) => {
                let others: Vec<&Cell> = others.iter().map(|(_, score)| *score).collect();
                checks.push(finding(*first, &others));
            }
            Some(_) => checks.pass(),
            None => {}
        }
    }
}

fn is_scored((weight, score): &Pair<'_>) -> bool {
    weight.number().is_some() && score.number().is_some()
}

fn finding(first: Pair<'_>, others: &[&Cell]) -> Finding {
    let (weight, score) = first;
    let points = weight.number().unwrap_or(Dec::ZERO);
    let product = score.number().unwrap_or(Dec::ZERO);
    let message = WeightedTwice {
        count: others.len() + 1,
        formula: format!("{points} × {points}% = {product}").into(),
        weight: points,
        claimed: score.into(),
        expected: as_typed(score, points).into(),
    };
    let finding = WEIGHTED_TWICE.finding(&score.place, message).related(&weight.place);
    others.iter().fold(finding, |finding, other| finding.related(&other.place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::sco::table;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_a_table_weighted_twice_once() {
        let document = table(&[
            ("≥1次", "2次", "25", "6.25"),
            ("改善", "改善", "15", "2.25"),
            ("≤1%", "3%", "10", "1"),
            ("显著", "显著提升", "10", "1.00"),
        ]);
        assert_eq!(run(&WEIGHTED_TWICE, document.clone()), ["/indicators/0/score: 6.25 → 25"]);
        for rule in super::super::RULES.iter().filter(|rule| rule.info.code != "SCO009") {
            assert_eq!(run(rule, document.clone()), [""; 0], "{}", rule.info.code);
        }
    }

    #[test]
    fn leaves_alone_what_matches_by_chance() {
        assert_eq!(
            run(&WEIGHTED_TWICE, table(&[("a", "b", "10", "1"), ("a", "b", "20", "4")])),
            [""; 0]
        );
        assert_eq!(
            run(
                &WEIGHTED_TWICE,
                table(&[("a", "b", "10", "1"), ("a", "b", "20", "4"), ("a", "b", "30", "30")])
            ),
            [""; 0]
        );
        let sheet = json!({"kind": "scoreSheet", "items": [{"weight": "100", "score": "100"}, {"weight": "0", "score": "0"}, {"weight": "", "score": ""}]});
        assert_eq!(run(&WEIGHTED_TWICE, sheet), [""; 0]);
    }
}
