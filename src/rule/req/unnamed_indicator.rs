//! # 指标没有名称
//!
//! **查什么**：一行填了指标值、完成值、分值或得分，三级指标名称却空白，或者只有一个序号。
//!
//! **为什么**：没有名称的指标无法与绩效目标表对应，也无法审核。
//!
//! **不查什么**：整行空白的；名称填“不适用”“/”的；只有两级指标、全表都没有三级指标名称的。
//!
//! ---
//!
//! **What it finds**: a row that carries figures though its indicator has no name, or only a number
//! for a name.
//!
//! **Why**: such a row can be matched with no target and reviewed by no one.
//!
//! **What it leaves alone**: empty rows; names marked 不适用; tables whose indicators end at level
//! 2.
//!
//! ```json fails
//! {"kind": "projectTargets", "indicators": [{"name": "", "target": "≥90%"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "indicators": [{"name": "职工满意度", "target": "≥90%"}]}
//! ```

use crate::filing::{Cell, Document, Indicator, MaybeCell, Reads};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};

use crate::relation::Relations;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static UNNAMED_INDICATOR: Rule = Rule {
    info: RuleInfo {
        family: Family::Req,
        code: "REQ003",
        name: "unnamed-indicator",
        severity: Severity::Error,
        summary: Text { zh: "指标没有名称", en: "an indicator has no name" },
        basis: FORM,
    },
    checks: &[Check::Document(
        Reads::of(&[Column::Words, Column::Measure, Column::Points, Column::Score]),
        check,
    )],
};

message! {
    Unnamed { figure: Quoted, claimed: Quoted }
    BLANK:
        zh "这一行填有“{figure}”，但没有指标名称。"
        en "This row says {figure}, but its indicator has no name."
        advice ADVICE
    NUMBER:
        zh "这一行填有“{figure}”，指标名称却只有“{claimed}”。"
        en "This row says {figure}, but its indicator is only called {claimed}."
        advice ADVICE
}
const ADVICE: Text = Text { zh: "填写三级指标名称。", en: "Give the indicator its name." };

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        if has_third_level(document.indicators()) {
            for indicator in document.indicators() {
                let weight = indicator
                    .weight
                    .cell()
                    .filter(|weight| weight.number().is_none_or(|points| !points.is_zero()));
                let figures = [
                    &indicator.target, &indicator.period_target, &indicator.actual,
                    &indicator.score,
                ];
                let figures = figures.into_iter().flatten().chain(weight);
                check_row(&indicator.name, figures, checks);
            }
        }
        if let Document::DepartmentTargets(targets) = document {
            for indicator in targets.tasks.iter().flat_map(|task| &task.indicators) {
                check_row(&indicator.name, indicator.target.iter(), checks);
            }
        }
    }
}

/// Whether the form ends at level 2: then no row has a name, and every row has a level 2.
fn has_third_level(rows: &[Indicator]) -> bool {
    rows.iter().any(|row| !row.name.is_empty()) || rows.iter().any(|row| row.level2.is_empty())
}

fn check_row<'a>(
    name: &Option<Cell>,
    mut figures: impl Iterator<Item = &'a Cell>,
    checks: &mut Checks,
) {
    let (Some(name), Some(figure)) = (name.cell(), figures.find(|cell| !cell.is_empty())) else {
        return;
    };
    let wording = match name.compact() {
        _ if name.is_blank() => BLANK,
        _ if name.is_empty() => return,
        text if text.chars().all(is_no_word) => NUMBER,
        _ => return checks.pass(),
    };
    let figure_text: String = figure.text().trim().chars().take(30).collect();
    let message = wording.with(Unnamed { figure: figure_text.into(), claimed: name.into() });
    checks.push(UNNAMED_INDICATOR.finding(&name.place, message).related(&figure.place));
}

/// Digits, list numbers and dots.
fn is_no_word(c: char) -> bool {
    // Nearly every name begins with one of these characters, which saves a look-up.
    if ('\u{4e00}'..='\u{9fff}').contains(&c) {
        return false;
    }
    c.is_numeric() || matches!(c, '.' | '、' | '(' | ')' | ':' | '…' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    const NONE: [&str; 0] = [];

    fn rows(rows: Json) -> Vec<String> {
        run(&UNNAMED_INDICATOR, json!({"kind": "projectEvaluation", "indicators": rows}))
    }

    #[test]
    fn finds_a_row_with_figures_and_no_name() {
        for (name, claimed) in
            [("", ""), (" ", ""), ("1", "1"), ("（2）", "（2）"), ("③", "③"), ("……", "……")]
        {
            let table = json!([{"level2": "质量指标", "name": "合格率"}, {"level2": "数量指标", "name": name, "target": "≥3个", "weight": "10"}]);
            assert_eq!(rows(table), [format!("/indicators/1/name: {claimed}")], "{name}");
        }
        assert_eq!(
            rows(json!([{"name": "", "target": "", "weight": "10"}])),
            ["/indicators/0/name: "]
        );
    }

    #[test]
    fn leaves_alone_rows_that_need_no_name() {
        for table in [
            json!([{"level2": "数量指标", "name": "", "target": "", "actual": "", "weight": "", "score": ""}]),
            json!([{"level2": "数量指标", "name": "", "target": "不适用", "weight": "0", "score": "/"}]),
            json!([{"level2": "数量指标", "name": "/", "target": "3个", "weight": "10"}]),
            json!([{"level2": "数量指标", "name": "", "target": "3个"}, {"level2": "质量指标", "name": "", "target": "100%"}]),
            json!([{"target": "3个"}]),
            json!([{"name": "5G基站", "target": "3个"}, {"name": "110", "target": ""}]),
        ] {
            assert_eq!(rows(table.clone()), NONE, "{table}");
        }
    }

    #[test]
    fn looks_into_tasks_too() {
        let form = json!({"kind": "departmentTargets", "tasks": [{"indicators": [
            {"name": "", "target": "≥95"}, {"name": "响应率", "target": "100"}, {"name": "", "target": ""}]}]});
        assert_eq!(run(&UNNAMED_INDICATOR, form), ["/tasks/0/indicators/0/name: "]);
    }
}
