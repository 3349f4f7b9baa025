//! # 列举的个数与所说不符
//!
//! **查什么**：“下设4个科室，分别是…”“直属单位4个，其中…1个：…；…2个：…”，
//! 列出的名称应与所说个数一致；“以下四个功能：1.…2.…”编号到几、“***、***等2名”写了几个名字，也是如此。
//!
//! **为什么**：漏列或个数写错，基本情况就不准。
//!
//! **不查什么**：以“等”收尾的；名称中有“和、及”而能解释个数的；列举的不是单位、科室、项目名称的。
//!
//! ---
//!
//! **What it finds**: a number of units announced and another number of them listed by name, or of
//! items numbered; fewer people than are named by asterisks.
//!
//! **Why**: either a name or the number is wrong.
//!
//! **What it leaves alone**: lists that end with 等, names joined by 和 that explain the number,
//! lists of anything but names.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "局机关内设5个科室，分别是办公室、规划科、财务科、基础教育科。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "局机关内设4个科室，分别是办公室、规划科、财务科、基础教育科。"}]}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::narrative::claim::ClaimKind;
use crate::rule::claims::{ClaimFigures, judge};

use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static STATED_COUNT: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR007",
        name: "stated-count",
        severity: Severity::Error,
        summary: Text {
            zh: "列出的名称与所说个数不符",
            en: "another number of names than announced",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Sentences(check)],
};

message! {
    MESSAGE for ClaimFigures
    zh "文中说 {claimed}，列出的是 {expected}。"
    en "The text announces {claimed} and lists {expected}."
    advice { zh "补上漏列的，或改正个数。" en "Add what is missing, or correct the number." }
}

fn check(cell: &Cell, checks: &mut Checks) {
    judge(cell, checks, ClaimKind::Count, &STATED_COUNT, MESSAGE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(text: &str) -> Vec<String> {
        run(&STATED_COUNT, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    #[test]
    fn finds_what_does_not_work_out() {
        assert_eq!(
            found(
                "直属单位3个，其中正科级单位1个：市水文中心；副科级单位1个：市水利工程质量监督站。"
            ),
            ["/sections/0/text: 3个 → 2个"]
        );
    }

    #[test]
    fn finds_what_is_numbered_masked_or_none() {
        for (text, finding) in [
            (
                "实现以下七个功能：1.实时监控 2.监测预警 3.药品监控 4.征信预警 （二）提供决策服务",
                "七个 → 四个",
            ),
            ("实现以下二个功能：1.实时监控 2.监测预警 3.药品监控", "二个 → 三个"),
            ("***、***、***、***等2名同志被评为优秀。", "2名 → 4名"),
            ("下属单位0个（市医疗保障事业管理中心）。", "0个 → 1个"),
        ] {
            assert_eq!(found(text), [format!("/sections/0/text: {finding}")], "{text}");
        }
    }

    #[test]
    fn leaves_lists_that_go_on_alone() {
        for text in [
            "实现以下四个功能：1.实时监控 2.监测预警",
            "1.建设平台，实现以下二个功能：1.实时监控 2.监测预警 3.征信预警",
            "实现以下二个功能：1.实时监控，投资12.5万元 2.监测预警，增长3.2%（二）提供服务",
            "***、***等8名同志被评为优秀。",
            "下属单位0个（不含参公单位）。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_is_right_or_uncertain() {
        for text in [
            "下属单位3个：水库管理所、灌区管理所等。",
            "内设3个科室，分别是办公室、规划和财务科、工程科及监督科。",
            "开展培训3次：覆盖教师、学生、家长、社区。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
