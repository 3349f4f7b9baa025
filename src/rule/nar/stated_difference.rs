//! # 文中增减数与数据不符
//!
//! **查什么**：“超过（低于）目标值”与数相反；“比…减少”“由…增加到…，
//! 增加”“收入…支出…结余”“提高…个百分点”，两个数都在句中写明的，其差应与所写相符。
//!
//! **为什么**：增减数是两个数之差，写错则三者必有一误。
//!
//! **不查什么**：只写增减数、未写两端的；滚存、累计结余；约数。
//!
//! ---
//!
//! **What it finds**: an increase, decrease or balance whose two figures are in the sentence and do
//! not differ by it.
//!
//! **Why**: one of the three figures is wrong.
//!
//! **What it leaves alone**: changes with only one end stated, accumulated balances,
//! approximations.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "培训费预算数18.5万元，决算数16.2万元，比预算数减少3.3万元。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "培训费预算数18.5万元，决算数16.2万元，比预算数减少2.3万元。"}]}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::narrative::claim::ClaimKind;
use crate::relation::Relations;
use crate::relation::proof::{self, Kind};
use crate::rule::claims::{ClaimFigures, judge, judge_formulas};

use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static STATED_DIFFERENCE: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR003",
        name: "stated-difference",
        severity: Severity::Error,
        summary: Text {
            zh: "文中增减数不等于两数之差",
            en: "a stated difference is not the difference of its figures",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Sentences(check), Check::Filing(proof::READS, check_filing)],
};

message! {
    MESSAGE for ClaimFigures
    zh "按文中数据 {formula}，此处应为 {expected}，写作 {claimed}。"
    en "By the figures of the text ({formula}) this should be {expected}; it says {claimed}."
    advice { zh "核对两个数后改正差额。" en "Check both figures, then correct the difference." }
}

message! {
    COMPARED for ClaimFigures
    zh "文中写“{claimed}”，而 {formula}，应为{expected}。"
    en "The text says “{claimed}”, yet {formula}."
    advice { zh "核对两个数后改正文字。" en "Check both figures, then correct the words." }
}

fn check(cell: &Cell, checks: &mut Checks) {
    judge(cell, checks, ClaimKind::Comparison, &STATED_DIFFERENCE, COMPARED);
}

fn check_filing(relations: &Relations<'_>, checks: &mut Checks) {
    judge_formulas(
        relations,
        checks,
        &[Kind::Difference, Kind::Progression],
        &STATED_DIFFERENCE,
        MESSAGE,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(text: &str) -> Vec<String> {
        run(&STATED_DIFFERENCE, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    #[test]
    fn finds_what_does_not_work_out() {
        assert_eq!(
            found("满意度由2023年的92.1%提高到95.4%，提高4.3个百分点。"),
            ["/sections/0/text: 4.3个百分点 → 3.3个百分点"]
        );
    }

    #[test]
    fn finds_the_step_that_is_another() {
        assert_eq!(
            found("四届补贴依次是580元、610元、940元、670元，逐年递增30元。"),
            ["/sections/0/text: 940元 → 640元"]
        );
    }

    #[test]
    fn leaves_alone_what_is_right_or_uncertain() {
        for text in [
            "四届补贴依次是580元、610元、640元、670元，逐年递增30元。",
            "比上年增加20万元。",
            "预算100万元，支出90万元，年末结余35万元。",
            "入学率98.5%，比上年97.2%提高1.3个百分点。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
