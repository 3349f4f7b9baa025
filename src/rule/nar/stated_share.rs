//! # 文中比例与数据不符
//!
//! **查什么**：“占…的”“完成…的”“率为”“同比”等比例，分子、分母都在句中写明的，
//! 按印出的小数位四舍五入应与之相符。
//!
//! **为什么**：比例是绩效结论的依据，读者一除便知。
//!
//! **不查什么**：分子或分母不在句中、口径不明的；年度目标、要求、上年数；约数；
//! 分子分母本身取整已说不清该比例的。
//!
//! ---
//!
//! **What it finds**: a share, rate or rate of change whose operands are both in the sentence and
//! do not give it at its printed precision.
//!
//! **Why**: conclusions rest on rates, and any reader can divide.
//!
//! **What it leaves alone**: rates whose operands are not stated or not certain, targets, figures
//! of other years, approximations.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "全年预算数480万元，实际支出459.36万元，预算执行率为96.7%。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "全年预算数480万元，实际支出459.36万元，预算执行率为95.7%。"}]}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::proof::{self, Kind};
use crate::rule::claims::{ClaimFigures, judge_formulas};

use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static STATED_SHARE: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR002",
        name: "stated-share",
        severity: Severity::Error,
        summary: Text {
            zh: "文中比例与其分子、分母不符",
            en: "a share in a text is not the quotient of its figures",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Filing(proof::READS, check)],
};

message! {
    MESSAGE for ClaimFigures
    zh "按文中数据 {formula}，此处应为 {expected}，写作 {claimed}。"
    en "By the figures of the text ({formula}) this should be {expected}; it says {claimed}."
    advice { zh "核对分子、分母后改正比例。" en "Check both figures, then correct the share." }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    judge_formulas(relations, checks, &[Kind::Share], &STATED_SHARE, MESSAGE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(text: &str) -> Vec<String> {
        run(&STATED_SHARE, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    #[test]
    fn finds_what_does_not_work_out() {
        assert_eq!(
            found("公务接待费0.3万元，占全年预算6万元的0.5%。"),
            ["/sections/0/text: 0.5% → 5.0%"]
        );
    }

    #[test]
    fn leaves_alone_what_is_right_or_uncertain() {
        for text in [
            "年初预算100万元，实际支出96万元，执行率97.2%。",
            "全年预算480万元，实际支出459.36万元，执行率达95%以上。",
            "满意度达97.8%。",
            "收入1.2亿元，支出1.1亿元，支出占收入的比例为92.3%。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
