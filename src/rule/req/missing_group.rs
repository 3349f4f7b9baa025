//! # 缺少一级指标
//!
//! **查什么**：按“产出、效益、满意度”设指标的表，缺了其中一类。
//!
//! **为什么**：三类指标合起来才说明花钱做了什么、有什么用、受益人满意不满意。
//!
//! **不查什么**：没有填一级指标的表；用另一套一级指标的表（如“履职效能、管理效率”）；
//! 满意度设在二级指标或指标名称中的；“效果”“社会效应”等同义的写法。
//!
//! ---
//!
//! **What it finds**: a table of output, benefit and satisfaction indicators that lacks one of the
//! three groups altogether.
//!
//! **Why**: only together they tell what was done, what it was good for and what those it was for
//! think of it.
//!
//! **What it leaves alone**: tables without level 1; tables with groups of another kind;
//! satisfaction at level 2 or in a name; other words for the same group.
//!
//! ```json fails
//! {"kind": "projectTargets", "indicators": [{"level1": "产出指标", "name": "培训人次"}, {"level1": "效益指标", "name": "就业带动"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "indicators": [{"level1": "产出指标", "name": "培训人次"}, {"level1": "效益指标", "name": "就业带动"}, {"level1": "满意度指标", "name": "学员评价"}]}
//! ```

use crate::filing::{Cell, Document, Evaluation, Indicator, MaybeCell, Reads};
use crate::finding::{Family, Printed, RuleInfo, Severity, Text, message};

use crate::relation::Relations;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::Column;
use crate::value::text::contains_any;

pub static MISSING_GROUP: Rule = Rule {
    info: RuleInfo {
        family: Family::Req,
        code: "REQ004",
        name: "missing-group",
        severity: Severity::Warning,
        summary: Text {
            zh: "缺少产出、效益或满意度指标",
            en: "a table lacks output, benefit or satisfaction indicators",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Document(Reads::of(&[Column::Words]), check)],
};

message! {
    MissingGroup { missing: Printed }
    zh "表中没有{missing}指标。"
    en "The table has no indicators of {missing}."
    advice {
        zh "补设此类指标；确实不涉及的，说明理由。"
        en "Add such indicators, or say why there are none."
    }
}

/// The names of the groups, with the words that identify them.
const GROUPS: [(&str, &[&str]); 3] =
    [("产出", &["产出"]), ("效益", &["效益", "效果", "效应", "成效"]), ("满意度", &["满意"])];

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let rows = document.indicators();
        if !speaks_of_groups(rows) {
            continue;
        }
        let missing: Vec<&str> =
            GROUPS.iter().filter(|(_, words)| !has(rows, words)).map(|(name, _)| *name).collect();
        match place(document) {
            Some(place) if !missing.is_empty() => {
                let message = MissingGroup { missing: missing.join("、").into() };
                checks.push(MISSING_GROUP.finding(&place, message));
            }
            _ => checks.pass(),
        }
    }
}

/// Whether the table is divided into 产出 and 效益 at all.
fn speaks_of_groups(rows: &[Indicator]) -> bool {
    rows.iter().any(|row| ["产出", "效益"].iter().any(|word| row.level1.compact().contains(word)))
}

fn has(rows: &[Indicator], words: &[&str]) -> bool {
    let says = |cell: &Option<Cell>| contains_any(cell.compact(), words);
    let is_satisfaction = words.contains(&"满意");
    rows.iter()
        .any(|row| says(&row.level1) || says(&row.level2) || (is_satisfaction && says(&row.name)))
}

fn place(document: &Document) -> Option<crate::filing::Place> {
    let at = match document {
        Document::DepartmentTargets(d) => &d.at,
        Document::ProjectTargets(d) => &d.at,
        _ => &document.evaluation()?.at,
    };
    Some(at.place(Evaluation::FIELDS.indicators))
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
        run(&MISSING_GROUP, json!({"kind": "departmentEvaluation", "indicators": rows}))
    }

    #[test]
    fn finds_a_group_that_is_not_there() {
        for table in [
            [("产出指标", "数量指标"), ("效益指标", "社会效益指标")],
            [("产出指标(50分)", "数量指标"), ("满意度 指标", "服务对象满意度指标")],
            [("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标")],
        ] {
            assert_eq!(levels(&table), ["/indicators"], "{table:?}");
        }
    }

    #[test]
    fn leaves_alone_complete_tables_and_other_systems() {
        for table in [
            vec![
                ("产出指标", "数量指标"),
                ("效益指标", "社会效益指标"),
                ("满意度指标", "服务对象满意度指标"),
            ],
            vec![("产出指标", "时效指标"), ("效益指标", "服务对象满意度指标")],
            vec![("产出指标", "数量指标"), ("效果指标", "社会效果"), ("服务对象满意度", "")],
            vec![("履职效能", "整体效能"), ("管理效率", "预算编制")],
            vec![("", "数量指标"), ("", "质量指标")],
            vec![],
        ] {
            assert_eq!(levels(&table), [""; 0], "{table:?}");
        }
    }
}
