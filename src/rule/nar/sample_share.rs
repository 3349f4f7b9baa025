//! # 样本得不出的比例
//!
//! **查什么**：句中写明样本数的满意率、满意比例、知晓率，应是某个整数 ÷ 样本数四舍五入的结果。
//!
//! **为什么**：89份问卷可以得出97.8%（87份），得不出97.5%。
//!
//! **不查什么**：加权、综合、平均得分；没有样本数的；样本很大的。
//!
//! ---
//!
//! **What it finds**: a satisfaction rate that no whole number of the stated sample gives.
//!
//! **Why**: of 89 answers, 87 make 97.8%; nothing makes 97.5%.
//!
//! **What it leaves alone**: weighted or average scores, rates without a sample, large samples.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "发放并收回调查问卷60份，满意率为97.8%。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "发放并收回调查问卷60份，满意率为96.7%。"}]}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::narrative::claim::ClaimKind;
use crate::rule::claims::{ClaimFigures, judge};

use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static SAMPLE_SHARE: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR008",
        name: "sample-share",
        severity: Severity::Info,
        summary: Text {
            zh: "所写样本得不出该比例",
            en: "no whole number of the stated sample gives the percentage",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Sentences(check)],
};

message! {
    MESSAGE for ClaimFigures
    zh "样本数得不出 {claimed}：最接近的是 {formula}。"
    en "No whole number of the sample gives {claimed}; the nearest is {formula}."
    advice {
        zh "核对样本数与比例；如为加权得分，请说明。"
        en "Check the sample and the rate; say so where it is a weighted score."
    }
}

fn check(cell: &Cell, checks: &mut Checks) {
    judge(cell, checks, ClaimKind::Sample, &SAMPLE_SHARE, MESSAGE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(text: &str) -> Vec<String> {
        run(&SAMPLE_SHARE, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    #[test]
    fn finds_what_does_not_work_out() {
        assert_eq!(found("收回有效问卷40份，群众满意率为96%。"), ["/sections/0/text: 96% → 95%"]);
    }

    #[test]
    fn leaves_alone_what_is_right_or_uncertain() {
        for text in [
            "收回问卷50份，满意率为98%。",
            "共收回问卷89份，综合满意率为97.5%。",
            "发放问卷100份，收回95份，满意率为98.95%。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
