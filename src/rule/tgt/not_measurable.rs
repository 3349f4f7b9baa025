//! # 指标值无法衡量
//!
//! **查什么**：绩效目标表的指标值只是“有所提升”“及时”“稳步推进”一类的话，没有数，
//! 也没有说以什么为准。
//!
//! **为什么**：年底无从判断是否完成。
//!
//! **不查什么**：自评表（目标已经批复）；写明标准、时间、文件或比较对象的（`不低于国家标准`、
//! `12月底前`、`较上年下降`）；`是`、`应保尽保`、`全覆盖` 等可以核对的；`7*24小时`。
//!
//! ---
//!
//! **What it finds**: a target in a target table that is only a phrase such as 有所提升 or 及时,
//! with no figure and no standard to check it against.
//!
//! **Why**: at the end of the year no one can tell whether it was met.
//!
//! **What it leaves alone**: self-evaluations, whose targets are settled; targets that name a
//! standard, a date, a document or what they are compared with; yes, 应保尽保, 全覆盖 and others
//! one can check.
//!
//! ```json fails
//! {"kind": "projectTargets", "indicators": [{"name": "医保第三方审核服务", "target": "有所提升"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "indicators": [{"name": "医保第三方审核服务", "target": "达到合同约定标准"}]}
//! ```

use crate::filing::{Cell, MaybeCell, Reads};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};

use crate::relation::{Relations, TableRow};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::Column;
use crate::value::Value;
use crate::value::text::{contains_any, has_numeral};

pub static NOT_MEASURABLE: Rule = Rule {
    info: RuleInfo {
        family: Family::Tgt,
        code: "TGT001",
        name: "not-measurable",
        severity: Severity::Info,
        summary: Text { zh: "指标值无法衡量", en: "a target no one could check" },
        basis: MEASURES_2020,
    },
    checks: &[
        Check::Row(check),
        Check::Document(Reads::of(&[Column::Words, Column::Measure]), check_tasks),
    ],
};

message! {
    NotMeasurable { name: Quoted, claimed: Quoted }
    zh "“{name}”的指标值“{claimed}”没有数，也没有衡量标准。"
    en "The target of {name}, {claimed}, has no figure and no standard to check it against."
    advice {
        zh "写成可以核对的数，或写明以什么为准、何时为限。"
        en "Give a figure, or say by what standard or until when."
    }
}

fn check(row: &TableRow<'_>, checks: &mut Checks) {
    if !row.is_evaluated() {
        check_target(row.indicator.name.trimmed(), &row.indicator.target, checks);
    }
}

fn check_tasks(relations: &Relations<'_>, checks: &mut Checks) {
    relations
        .task_indicators()
        .for_each(|indicator| check_target(indicator.name.trimmed(), &indicator.target, checks));
}

fn check_target(name: &str, target: &Option<Cell>, checks: &mut Checks) {
    let Some(target) = target.cell() else { return };
    match &target.value() {
        Value::Words(_) if is_vague(target.compact()) => {
            let message = NotMeasurable { name: name.into(), claimed: target.into() };
            checks.push(NOT_MEASURABLE.finding(&target.place, message));
        }
        Value::Words(_) | Value::Figure(_) | Value::Date(_) => checks.pass(),
        _ => {}
    }
}

/// Whether it is one of the phrases that fit any year, with little else.
fn is_vague(target: &str) -> bool {
    const PHRASES: [&str; 22] = [
        "提升", "提高", "改善", "增强", "加强", "促进", "推进", "推动", "优化", "完善", "保障",
        "及时", "稳定", "良好", "较好", "有效", "明显", "显著", "逐步", "不断", "持续", "深入",
    ];
    // What it is measured by: a standard, a date, a comparison.
    const STANDARDS: [&str; 26] = [
        "标准", "要求", "规定", "规范", "文件", "计划", "方案", "合同", "协议", "目标", "任务",
        "上年", "去年", "同期", "前", "内", "年", "月", "日", "全部", "应", "不低于", "不高于",
        "不少于", "不超过", "零",
    ];
    /// A longer text says more than the phrase.
    const LONGEST: usize = 10;
    target.chars().count() <= LONGEST
        && !has_numeral(target)
        && PHRASES.iter().any(|phrase| target.contains(phrase))
        && !contains_any(target, &STANDARDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn target(target: &str) -> Vec<String> {
        run(
            &NOT_MEASURABLE,
            json!({"kind": "projectTargets", "indicators": [{"name": "审核服务", "target": target}]}),
        )
    }

    #[test]
    fn finds_phrases_that_fit_any_year() {
        for text in
            ["有所提升", "及时", "稳步推进", "显著提高", "保持稳定", "持续改善", "及时 发放"]
        {
            assert_eq!(target(text), [format!("/indicators/0/target: {text}")]);
        }
        let tasks = json!({"kind": "departmentTargets", "tasks": [{"indicators": [{"name": "服务水平", "target": "有所提升"}]}]});
        assert_eq!(run(&NOT_MEASURABLE, tasks), ["/tasks/0/indicators/0/target: 有所提升"]);
    }

    #[test]
    fn leaves_alone_what_can_be_checked() {
        for text in [
            "≥90%",
            "是",
            "应保尽保",
            "全覆盖",
            "不低于国家和省的最低标准",
            "达到省下达的年度基本医保参保人数目标值",
            "12月底前完成",
            "7*24小时",
            "较上年提高",
            "按要求及时公开",
            "年内完善",
            "不适用",
            "",
            "2025年12月",
            "按合同约定及时支付",
            "Ⅲ类水质",
        ] {
            assert_eq!(target(text), [""; 0], "{text}");
        }
        let evaluation = json!({"kind": "projectEvaluation", "indicators": [{"name": "审核服务", "target": "及时"}]});
        assert_eq!(run(&NOT_MEASURABLE, evaluation), [""; 0]);
    }
}
