//! # 数量指标填了百分比
//!
//! **查什么**：数量指标的指标值是百分比；重点任务中名称是数量（`审核量`、`参保人数`）的，
//! 指标值是百分比。
//!
//! **为什么**：数量指标要写做多少；百分比宜设为质量指标或时效指标。
//!
//! **不查什么**：质量、时效等其他指标；没有单位、也看不出是比率的数。
//!
//! ---
//!
//! **What it finds**: a quantity indicator whose target is a percentage.
//!
//! **Why**: a quantity says how much is done; a share belongs to quality or timeliness.
//!
//! **What it leaves alone**: indicators of other kinds; bare numbers that are no shares.
//!
//! ```json fails
//! {"kind": "projectTargets", "indicators": [{"level2": "数量指标", "name": "年度疑点数据审核量", "target": "100%"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "indicators": [{"level2": "数量指标", "name": "年度疑点数据审核量", "target": "5000条"}]}
//! ```

use crate::filing::{Cell, MaybeCell, Reads};
use crate::finding::{Family, Finding, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::share::{is_quantity, percent, percent_of};

use crate::relation::{Relations, TableRow};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::Column;

pub static SHARE_AS_QUANTITY: Rule = Rule {
    info: RuleInfo {
        family: Family::Num,
        code: "NUM007",
        name: "share-as-quantity",
        severity: Severity::Info,
        summary: Text {
            zh: "数量指标的指标值是百分比",
            en: "a quantity indicator whose target is a percentage",
        },
        basis: MEASURES_2020,
    },
    checks: &[
        Check::Row(check),
        Check::Document(Reads::of(&[Column::Words, Column::Measure]), check_tasks),
    ],
};

message! {
    ShareAsQuantity { name: Quoted, claimed: Quoted }
    zh "“{name}”是数量指标，指标值 {claimed} 却是百分比。"
    en "{name} is an indicator of quantity, but its target {claimed} is a percentage."
    advice {
        zh "写明数量和单位，或改列为质量指标、时效指标。"
        en "State how many, or file it under quality or timeliness."
    }
}

fn check(TableRow { indicator, .. }: &TableRow<'_>, checks: &mut Checks) {
    if indicator.level2.level_key() != "数量" {
        return;
    }
    match (&indicator.target, percent_of(&indicator.target, indicator)) {
        (Some(target), Some(_)) => checks.push(finding(indicator.name.trimmed(), target)),
        (Some(target), None) if target.figure().is_some() => checks.pass(),
        _ => {}
    }
}

fn check_tasks(relations: &Relations<'_>, checks: &mut Checks) {
    for indicator in relations.task_indicators() {
        let share = indicator
            .target
            .cell()
            .and_then(Cell::figure)
            .and_then(|figure| percent(figure, "", indicator.name.trimmed()));
        if let (Some(target), Some(_), true) =
            (&indicator.target, share, is_quantity(indicator.name.compact()))
        {
            checks.push(finding(indicator.name.trimmed(), target));
        }
    }
}

fn finding(name: &str, target: &Cell) -> Finding {
    let message = ShareAsQuantity { name: name.into(), claimed: target.into() };
    SHARE_AS_QUANTITY.finding(&target.place, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn row(level2: &str, name: &str, target: &str) -> Vec<String> {
        run(
            &SHARE_AS_QUANTITY,
            json!({"kind": "projectTargets", "indicators": [{"level2": level2, "name": name, "target": target}]}),
        )
    }

    #[test]
    fn finds_a_percentage_where_a_quantity_belongs() {
        for (level2, name, target) in [
            ("数量指标", "年度疑点数据审核量", "100%"),
            ("1.数量 指标(10分)", "任务完成率", "≥95％"),
            ("数量指标", "培训覆盖率（%）", "100"),
        ] {
            assert_eq!(row(level2, name, target), [format!("/indicators/0/target: {target}")]);
        }
        let tasks = json!({"kind": "departmentTargets", "tasks": [{"indicators": [
            {"name": "年度疑点数据审核量", "target": "100%"}, {"name": "系统问题响应率(%)", "target": "100"}]}]});
        assert_eq!(run(&SHARE_AS_QUANTITY, tasks), ["/tasks/0/indicators/0/target: 100%"]);
    }

    #[test]
    fn leaves_alone_quantities_and_other_indicators() {
        for (level2, name, target) in [
            ("数量指标", "参保人数", "≥354.84万"),
            ("数量指标", "设备购置", "100"),
            ("质量指标", "复核率", "≥90%"),
            ("数量指标", "参保人数", "达到省下达的目标值"),
            ("", "复核率", "≥90%"),
        ] {
            assert_eq!(row(level2, name, target), [""; 0], "{name}");
        }
    }
}
