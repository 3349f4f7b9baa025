//! # 指标重复
//!
//! **查什么**：同一张表的同一一级、二级指标下，同名指标填了两行。
//!
//! **为什么**：同一件事计了两次分。
//!
//! **不查什么**：一级、二级指标或所属绩效目标不同的同名指标；未填写或不适用的行；名称里年份、
//! 规格不同的指标。
//!
//! ---
//!
//! **What it finds**: the same indicator twice under the same levels of one table.
//!
//! **Why**: one thing is scored twice.
//!
//! **What it leaves alone**: the same name under other levels or another goal; rows not filled in
//! or not applicable; names that differ in a year or a size.
//!
//! ```json fails
//! {"kind": "projectTargets", "indicators": [{"name": "培训人次", "target": "≥300人次"}, {"name": "培训人次", "target": "≥200人次"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "indicators": [{"name": "培训人次", "target": "≥300人次"}, {"name": "培训期数", "target": "≥2期"}]}
//! ```

use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use rustc_hash::FxHashMap as HashMap;

use crate::filing::{Cell, MaybeCell, Reads};
use crate::relation::placeholder::is_placeholder_name;

use crate::filing::row::{Row, State};
use crate::relation::Relations;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static DUPLICATE_INDICATOR: Rule = Rule {
    info: RuleInfo {
        family: Family::Req,
        code: "REQ006",
        name: "duplicate-indicator",
        severity: Severity::Warning,
        summary: Text {
            zh: "同一指标填了两次", en: "the same indicator twice in one table"
        },
        basis: FORM,
    },
    checks: &[Check::Document(Reads::of(&[Column::Words]), check)],
};

message! {
    DuplicateIndicator { claimed: Quoted, first: usize }
    zh "指标“{claimed}”在本表第 {first} 行已经填过。"
    en "{claimed} is already in row {first} of this table."
    advice {
        zh "合并两行，或在名称中写明区别。"
        en "Join the two rows, or say in their names how they differ."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let mut seen: HashMap<[&str; 4], (usize, &Cell)> = HashMap::default();
        for (index, indicator) in document.indicators().iter().enumerate() {
            let Some(name) = indicator
                .name
                .cell()
                .filter(|name| !name.is_empty() && !is_placeholder_name(name.text()))
            else {
                continue;
            };
            if Row::new(indicator).state() != State::Filled {
                continue;
            }
            let heading = indicator.heading.compact();
            let key = [
                heading,
                indicator.level1.level_key(),
                indicator.level2.level_key(),
                name.name_key(),
            ];
            match seen.get(&key) {
                Some((first, other)) => {
                    let message = DuplicateIndicator { claimed: name.into(), first: first + 1 };
                    let finding = DUPLICATE_INDICATOR.finding(&name.place, message);
                    checks.push(finding.related(&other.place));
                }
                None => {
                    seen.insert(key, (index, name));
                    checks.pass();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    fn rows(rows: Json) -> Vec<String> {
        run(&DUPLICATE_INDICATOR, json!({"kind": "projectEvaluation", "indicators": rows}))
    }

    fn pair(first: &str, second: &str) -> Vec<String> {
        rows(
            json!([{"level2": "质量指标", "name": first, "target": "≥90%"}, {"level2": "质量 指标", "name": second, "target": "≥95%"}]),
        )
    }

    #[test]
    fn finds_the_same_name_twice() {
        for (first, second) in [
            ("合格率", "合格率"),
            ("参保对象满意度(%)", "参保对象满意度 （%）"),
            ("1.合格率", "2.合格率"),
        ] {
            assert_eq!(pair(first, second), [format!("/indicators/1/name: {second}")]);
        }
    }

    #[test]
    fn leaves_alone_what_differs() {
        for (first, second) in [
            ("2024年合格率", "2025年合格率"),
            ("补助标准（学生）", "补助标准（教师）"),
            ("10kV线路", "35kV线路"),
            ("不适用1", "不适用2"),
        ] {
            assert_eq!(pair(first, second), [""; 0], "{first} {second}");
        }
        for table in [
            json!([{"level2": "数量指标", "name": "补助人数", "target": "3人"}, {"level2": "社会效益指标", "name": "补助人数", "target": "3人"}]),
            json!([{"heading": "目标1", "name": "补助人数", "target": "3人"}, {"heading": "目标2", "name": "补助人数", "target": "3人"}]),
            json!([{"name": "补助人数", "target": "3人"}, {"name": "补助人数", "target": "不适用", "actual": "", "weight": ""}]),
            json!([{"name": "", "target": "3人"}, {"name": "", "target": "3人"}]),
            json!([{"name": "……", "target": "3人"}, {"name": "……", "target": "3人"}]),
        ] {
            assert_eq!(rows(table.clone()), [""; 0], "{table}");
        }
    }
}
