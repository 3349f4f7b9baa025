//! # 二级指标归错一级指标
//!
//! **查什么**：二级指标放在了不属于它的一级指标下，如社会效益指标放在产出指标下，
//! 或者表中已有一级“成本指标”，经济成本指标却放在产出指标下。
//!
//! **为什么**：归错类，该类的分值合计就不对。
//!
//! **不查什么**：三类指标的表中，产出指标下的“成本指标”；效益指标下的服务对象满意度指标；
//! 自设的一级、二级指标。
//!
//! ---
//!
//! **What it finds**: a level-2 indicator under a level 1 it does not belong to.
//!
//! **Why**: the points of a group are counted wrong.
//!
//! **What it leaves alone**: 成本指标 under 产出 in the three-group form; satisfaction under 效益;
//! levels of a department's own.
//!
//! ```json fails
//! {"kind": "projectTargets", "indicators": [{"level1": "产出指标", "level2": "社会效益指标", "name": "就业带动"}, {"level1": "满意度指标", "name": "学员评价"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "indicators": [{"level1": "效益指标", "level2": "社会效益指标", "name": "就业带动"}, {"level1": "产出指标", "level2": "成本指标", "name": "人均费用"}, {"level1": "满意度指标", "name": "学员评价"}]}
//! ```

use crate::finding::{
    Family, Finding, Printed, Quoted, Related, RuleInfo, Severity, Text, message,
};
use rustc_hash::FxHashMap as HashMap;

use crate::filing::{Indicator, MaybeCell, Reads};

use crate::relation::Relations;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::Column;

pub static MISPLACED_LEVEL2: Rule = Rule {
    info: RuleInfo {
        family: Family::Req,
        code: "REQ005",
        name: "misplaced-level2",
        severity: Severity::Warning,
        summary: Text {
            zh: "二级指标不属于所在的一级指标",
            en: "a level-2 indicator under a level 1 it does not belong to",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Document(Reads::of(&[Column::Words]), check)],
};

message! {
    Misplaced { claimed: Quoted, level1: Quoted, home: Printed }
    zh "“{claimed}”放在了“{level1}”下，应属于{home}指标。"
    en "{claimed} stands under {level1}; it belongs to {home}."
    advice {
        zh "移到所属的一级指标下，并核对各类分值。"
        en "Move it to its group and check the groups' points."
    }
}

/// The groups of level-2 indicators, by the word that the group's name contains.
const HOMES: [(&str, &[&str]); 4] = [
    ("产出", &["数量", "质量", "时效"]),
    ("效益", &["经济效益", "社会效益", "生态效益", "可持续影响"]),
    ("满意", &["服务对象满意度", "满意度"]),
    (COST, &["经济成本", "社会成本", "生态环境成本"]),
];
const COST: &str = "成本";

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let rows = document.indicators();
        let has_cost_group = rows.iter().any(|row| row.level1.level_key().contains(COST));
        // Merged cells repeat on every row, but give one finding.
        let mut reported: HashMap<(&str, &str), usize> = HashMap::default();
        let mut findings: Vec<Finding> = Vec::new();
        for row in rows {
            let Some((level1, level2, home)) = judged(row) else { continue };
            let fits = level1.contains(home)
                || (home == COST && !has_cost_group)
                || (home == "满意" && level1.contains("效益"));
            let Some(cell) = row.level2.cell().filter(|_| !fits) else {
                checks.pass();
                continue;
            };
            match reported.get(&(level1, level2)) {
                Some(first) => {
                    if let Some(finding) = findings.get_mut(*first) {
                        let place = cell.place.clone();
                        finding.related.push(Related { place, span: None, note: None });
                    }
                }
                None => {
                    reported.insert((level1, level2), findings.len());
                    let message = Misplaced {
                        claimed: cell.into(),
                        level1: row.level1.trimmed().into(),
                        home: if home == "满意" { "满意度" } else { home }.into(),
                    };
                    findings.push(MISPLACED_LEVEL2.finding(&cell.place, message));
                }
            }
        }
        findings.into_iter().for_each(|finding| checks.push(finding));
    }
}

/// Both levels and the group where the second belongs, if both are known.
fn judged(row: &Indicator) -> Option<(&str, &str, &'static str)> {
    let (level1, level2) = (row.level1.level_key(), row.level2.level_key());
    HOMES.iter().find(|(group, _)| level1.contains(group))?;
    let (home, _) = HOMES.iter().find(|(_, known)| known.contains(&level2))?;
    Some((level1, level2, home))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn levels(levels: &[(&str, &str)]) -> Vec<String> {
        let rows: Vec<_> = levels
            .iter()
            .map(|(level1, level2)| json!({"level1": level1, "level2": level2, "name": "指标名称"}))
            .collect();
        run(&MISPLACED_LEVEL2, json!({"kind": "projectEvaluation", "indicators": rows}))
    }

    #[test]
    fn finds_a_level2_in_the_wrong_group() {
        for (level1, level2) in [
            ("产出指标(50分)", "1.社会效益指标"),
            ("效益指标", "数量指标"),
            ("（二）效益 指标", "时效指标（10分）"),
            ("满意度指标", "可持续影响指标"),
            ("产出指标", "服务对象满意度指标"),
        ] {
            assert_eq!(
                levels(&[(level1, level2)]),
                [format!("/indicators/0/level2: {level2}")],
                "{level1} {level2}"
            );
        }
        let four_groups = [
            ("产出指标", "经济成本指标"),
            ("产出指标", "经济成本指标"),
            ("成本指标", "社会成本指标"),
        ];
        assert_eq!(levels(&four_groups), ["/indicators/0/level2: 经济成本指标"]);
    }

    #[test]
    fn leaves_alone_other_ways_of_grouping() {
        for table in [
            [("产出指标", "成本指标"), ("成本指标", "经济成本指标")],
            [("产出指标", "成本指标"), ("产出指标", "经济成本指标")],
            [("效益指标", "服务对象满意度指标"), ("效益指标", "满意度指标")],
            [("服务对象满意度", "服务对象满意度指标"), ("效益指标", "")],
            [("可持续影响指标", "数量指标"), ("履职效能", "质量指标")],
            [("效益指标", "环境质量改善"), ("产出指标", "质量 指标")],
            [("", "社会效益指标"), ("产出指标", "不适用")],
        ] {
            assert_eq!(levels(&table), [""; 0], "{table:?}");
        }
    }
}
