//! # 文中分项与合计不符
//!
//! **查什么**：“A…，其中：a、b、c”各分项名称表明已列全的（基本支出与项目支出、中央省市县、
//! 在职与退休、以“其他”收尾等），以及“a及b，合计A”，分项之和应等于合计。
//!
//! **为什么**：报告中的合计与分项对不上，读者无法判断哪一个是真的。
//!
//! **不查什么**：只列主要几项的“其中”；约数、区间；各项四舍五入所能解释的差额；分项中夹有明细、
//! 同比、占比的。
//!
//! ---
//!
//! **What it finds**: a total whose parts are listed completely by name, in one sentence, and do
//! not add up to it.
//!
//! **Why**: nobody can tell which of the figures is right.
//!
//! **What it leaves alone**: lists of the main items only, approximations, differences that
//! rounding explains, lists mixed with details or comparisons.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "2024年支出总计860.5万元，其中：基本支出512.3万元，项目支出328.2万元。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "2024年支出总计860.5万元，其中：基本支出512.3万元，项目支出348.2万元。"}]}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::proof::{self, Kind};
use crate::rule::claims::{ClaimFigures, judge_formulas};

use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static STATED_SUM: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR001",
        name: "stated-sum",
        severity: Severity::Error,
        summary: Text {
            zh: "文中分项之和不等于合计",
            en: "the parts that a text lists do not add up to its total",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Filing(proof::READS, check)],
};

message! {
    MESSAGE for ClaimFigures
    zh "文中写 {claimed}，其分项 {formula}，相差 {difference}。"
    en "The text says {claimed}; its parts are {formula}, off by {difference}."
    advice {
        zh "核对合计与各分项，改正写错的一项。"
        en "Check the total and its parts, and correct the one that is wrong."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    judge_formulas(relations, checks, &[Kind::Sum], &STATED_SUM, MESSAGE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(text: &str) -> Vec<String> {
        run(&STATED_SUM, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    #[test]
    fn finds_what_does_not_work_out() {
        assert_eq!(
            found("全年投入1500万元，其中：财政资金1100万元，自筹资金300万元。"),
            ["/sections/0/text: 1500万元 → 1400万元"]
        );
        assert_eq!(
            found("在校生3260人，其中男生1702人，女生1568人。"),
            ["/sections/0/text: 3260人 → 3270人"]
        );
    }

    /// Digits alone accuse mildly, and only long ones: nothing says that the first figure is a
    /// total.
    #[test]
    fn figures_that_merely_follow_each_other_are_doubted_at_most() {
        assert_eq!(
            found("本年收入123456.78万元，甲项目100000.12万元，乙项目23456.56万元。"),
            ["/sections/0/text (warning): 123456.78万元 → 123456.68万元"]
        );
        assert_eq!(found("本年收入1234.78万元，甲项目1000.12万元，乙项目234.56万元。"), [""; 0]);
    }

    #[test]
    fn leaves_alone_what_is_right_or_uncertain() {
        for text in [
            "总支出900万元，其中教育支出500万元，卫生支出200万元。",
            "项目投资3.42亿元，其中：财政1.71亿元，自筹1.705亿元。",
            "总收入100万元，其中：保费60万元，其他40.00万元。",
            "编制约60人，其中行政编制12人，事业编制40人。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
