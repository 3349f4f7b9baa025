//! # 指标值与完成值一文一数
//!
//! **查什么**：指标值是文字（`及时`），完成值却是数（`211.69%`）；或者指标值是数，完成值里没有数。
//!
//! **为什么**：答非所问，无从判断是否完成。
//!
//! **不查什么**：本身就指数量的文字（`应保尽保`、`达到省下达的目标值`、`≤预算数`、`不发生`、
//! `有所提升`）；用时间回答 `及时`；带数的文字叙述；`100%` 以“全部完成”、`0` 以“未发生”作答；
//! 用汉字写的数（`三家`）；不适用的行。
//!
//! ---
//!
//! **What it finds**: a target in words answered by a figure, or a target in figures answered
//! without one.
//!
//! **Why**: the answer does not fit the question, and no one can tell whether the target was met.
//!
//! **What it leaves alone**: words that stand for a quantity; a time in answer to 及时;
//! descriptions with figures in them; "all of them" for 100% and "none" for 0; figures in Chinese
//! characters; rows that do not apply.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"name": "集中采购落实情况", "target": "及时", "actual": "211.69%"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"name": "集中采购落实情况", "target": "及时", "actual": "按期落实"}]}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::pair::{Answer, answered};

use crate::relation::TableRow;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};

pub static KIND_MISMATCH: Rule = Rule {
    info: RuleInfo {
        family: Family::Num,
        code: "NUM005",
        name: "kind-mismatch",
        severity: Severity::Warning,
        summary: Text {
            zh: "指标值是文字而完成值是数，或者相反",
            en: "a target in words answered by a figure, or the other way round",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check)],
};

message! {
    NotComparable { target: Quoted, claimed: Quoted }
    FIGURE_TO_WORDS:
        zh "指标值是文字“{target}”，完成值却是数“{claimed}”，无从比较。"
        en "The target is in words ({target}), the actual value is a figure ({claimed}): they cannot be compared."
        advice ADVICE
    WORDS_TO_FIGURE:
        zh "指标值是 {target}，完成值“{claimed}”里没有数，无从比较。"
        en "The target is {target}, but the actual value ({claimed}) states no figure."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "指标值与完成值用同一种方式填写；能量化的，两处都填数。",
    en: "State both in the same way; where it can be measured, give figures in both.",
};

/// Most characters of a cell that a message quotes.
const LONGEST_QUOTE: usize = 60;

fn check(row: &TableRow<'_>, checks: &mut Checks) {
    let Some((target, actual, answer)) = answered(row) else { return };
    let wording = match answer {
        Answer::FigureToWords => FIGURE_TO_WORDS,
        Answer::WordsToFigure => WORDS_TO_FIGURE,
        Answer::Comparable => return checks.pass(),
        Answer::OtherUnit | Answer::Open => return,
    };
    let message = wording.with(NotComparable { target: quote(target), claimed: quote(actual) });
    checks.push(KIND_MISMATCH.finding(&actual.place, message).related(&target.place));
}

fn quote(cell: &Cell) -> Quoted {
    cell.text().trim().chars().take(LONGEST_QUOTE).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn answered(target: &str, actual: &str) -> Vec<String> {
        run(
            &KIND_MISMATCH,
            json!({"kind": "projectEvaluation", "indicators": [{"name": "落实情况", "target": target, "actual": actual}]}),
        )
    }

    #[test]
    fn finds_answers_of_another_kind() {
        for (target, actual) in [
            ("及时", "211.69%"),
            ("及时", "国家集采第九批完成率为211.69%；国家集采第十批完成率为162.92%。"),
            ("稳步推进", "12家"),
            ("规范有序", "95"),
            ("≥90%", "较好"),
            ("≥300人次", "已完成"),
            ("≤24万元", "控制良好"),
        ] {
            assert_eq!(
                answered(target, actual),
                [format!("/indicators/0/actual: {actual}")],
                "{target}"
            );
        }
    }

    #[test]
    fn leaves_alone_answers_that_fit() {
        for (target, actual) in [
            ("及时", "及时"),
            ("及时发放", "3个工作日"),
            ("及时", "2025年6月底前"),
            ("及时", "2025年6月"),
            ("显著提升", "全市查处医疗机构407家，追回基金6808.94余万元，考核得分率达100%。"),
            ("应保尽保", "100%"),
            ("达到省下达的年度基本医保参保人数目标值", "590万人"),
            ("不低于国家和省的最低标准", "700元"),
            ("有所提升", "12%"),
            ("全覆盖", "100%"),
            ("一次", "1次"),
            ("无", "0起"),
            ("零事故", "0起"),
            ("不发生", "0"),
            ("杜绝重大责任事故", "0起"),
            ("≤预算数", "2380万元"),
            ("控制在预算内", "98.5万元"),
            ("=100%", "全部完成"),
            ("0起", "未发生"),
            ("3家", "三家"),
            ("1次", "开展一次"),
            ("≥80%", "第一季度82%，第二季度85%"),
            ("≥90%", "不适用"),
            ("≥90%", ""),
            ("", "95%"),
            ("7*24小时", "24小时"),
        ] {
            assert_eq!(answered(target, actual), [""; 0], "{target} {actual}");
        }
    }
}
