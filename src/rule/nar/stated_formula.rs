//! # 文中算式算不出所写结果
//!
//! **查什么**：写出的算式（`2800×36人×12个月=1209600元`、`712.5(97+322.5+293)万元`），
//! 以及一句中唯一的人均标准 × 人数，应得出所写结果。
//!
//! **为什么**：算式是测算的依据。
//!
//! **不查什么**：约等于；未写单位时可由万元、亿元换算解释的；标准或人数不止一个的。
//!
//! ---
//!
//! **What it finds**: a written-out formula, or the one standard per head times the one head count
//! of a sentence, that does not give the stated result.
//!
//! **Why**: formulas are what an estimate rests on.
//!
//! **What it leaves alone**: approximate results, figures without units that a power of 万
//! explains, sentences with several standards or counts.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "聘用人员工资为3200×25人×12个月=906000元。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "聘用人员工资为3200×25人×12个月=960000元。"}]}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::narrative::claim::ClaimKind;
use crate::relation::Relations;
use crate::relation::proof::{self, Kind};
use crate::rule::claims::{ClaimFigures, judge, judge_formulas};

use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static STATED_FORMULA: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR004",
        name: "stated-formula",
        severity: Severity::Error,
        summary: Text {
            zh: "文中算式的结果不对", en: "a written formula does not work out"
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Sentences(check), Check::Filing(proof::READS, check_filing)],
};

message! {
    MESSAGE for ClaimFigures
    zh "{formula}，应为 {expected}，写作 {claimed}。"
    en "{formula}: this should be {expected}; it says {claimed}."
    advice {
        zh "重新计算后改正结果或算式。"
        en "Work it out again and correct the result or the formula."
    }
}

fn check(cell: &Cell, checks: &mut Checks) {
    judge(cell, checks, ClaimKind::Formula, &STATED_FORMULA, MESSAGE);
}

fn check_filing(relations: &Relations<'_>, checks: &mut Checks) {
    judge_formulas(relations, checks, &[Kind::Product], &STATED_FORMULA, MESSAGE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(text: &str) -> Vec<String> {
        run(&STATED_FORMULA, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    #[test]
    fn finds_what_does_not_work_out() {
        assert_eq!(found("支出率=450/500*100%=95%。"), ["/sections/0/text: 95% → 90%"]);
        // The factor of a percentage is 100%.
        assert_eq!(found("支出率=450/500*600%=90%。"), ["/sections/0/text: 90% → 540%"]);
    }

    #[test]
    fn finds_the_slip_in_what_a_bracket_works_out() {
        for (text, finding) in [
            ("安排3677273元（410÷88×36=1677273）。", "3677273元 → 1677273元"),
            ("申请30975万元，即80975万元（590万人*52.5元=30975万元）。", "80975万元 → 30975万元"),
            ("预算申请安排312.5（97+322.5+293）万元。", "312.5 → 712.5"),
        ] {
            assert_eq!(found(text), [format!("/sections/0/text: {finding}")], "{text}");
        }
    }

    #[test]
    fn finds_the_slip_in_products_of_several_figures() {
        for (text, finding) in [
            (
                "核定大队88名协管员410万元，依据是月工资2200元/月和社保费1078元/月测算。",
                "2200元/月 → 2800元/月",
            ),
            (
                "核定大队68名协管员410万元，依据是月工资2800元/月和社保费1078元/月测算。",
                "68名 → 88名",
            ),
            (
                "标准是每人每年610元（其中：中央给183元，省给335.5元）。参保6101808人，其中重复参保15840人。中央财政补助111373.24万元。",
                "111373.24万元 → 111373.21万元",
            ),
            ("按每人每年450元标准，补贴28.71万名困难学生，补贴支出1.15亿元。", "450元 → 400元"),
        ] {
            assert_eq!(found(text), [format!("/sections/0/text: {finding}")], "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_is_right_or_uncertain() {
        for text in [
            "支出率=450/500*100%=90%。",
            "折算得分率=450/500*60%=54%。",
            "安排167.7273万元（410÷88×36=1677273）。",
            "电缆500米（3*50+1*25）。",
            "拨付900万元(300+600)。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
