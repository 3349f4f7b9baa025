//! # 只舍不入
//!
//! **查什么**：文中的积或比例，按数据计算只有截去尾数（而不是四舍五入）才得出所写的数，如 28.71
//! 万人 × 400 元 = 1.1484 亿元写作 1.14 亿元。
//!
//! **为什么**：报表的数一律四舍五入；截尾的数与别处四舍五入的数会对不上。
//!
//! **不查什么**：约数；四舍五入本来就得出该数的。
//!
//! ---
//!
//! **What it finds**: a product or share that is right only if it was cut off instead of rounded.
//!
//! **Why**: printed figures are rounded half up; a figure that was cut off will not agree with the
//! same figure elsewhere.
//!
//! **What it leaves alone**: approximations, and whatever rounding gives.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "全年预算数300万元，实际支出200万元，执行率为66.6%。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "全年预算数300万元，实际支出200万元，执行率为66.7%。"}]}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::narrative::claim::ClaimVerdict;
use crate::relation::Relations;
use crate::relation::proof::{self, Fit};
use crate::rule::claims::{ClaimFigures, finding, misfit_finding};

use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static TRUNCATED: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR005",
        name: "truncated",
        severity: Severity::Warning,
        summary: Text {
            zh: "文中的数是截尾得出的，没有四舍五入",
            en: "a figure was cut off instead of rounded",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Sentences(check), Check::Filing(proof::READS, check_filing)],
};

message! {
    MESSAGE for ClaimFigures
    zh "{formula}，四舍五入为 {expected}，写作 {claimed}。"
    en "{formula}, which rounds to {expected}; the text cuts it off to {claimed}."
    advice { zh "按四舍五入改正，或写明“约”。" en "Round half up, or say that it is approximate." }
}

fn check(cell: &Cell, checks: &mut Checks) {
    for claim in cell.claims().iter().filter(|claim| claim.verdict == ClaimVerdict::Truncated) {
        checks.push(finding(cell, claim, &TRUNCATED, MESSAGE));
    }
}

fn check_filing(relations: &Relations<'_>, checks: &mut Checks) {
    for (_, misfit) in relations.proof().inexact.iter().filter(|(fit, _)| *fit == Fit::Cut) {
        checks.push(misfit_finding(misfit, &TRUNCATED, MESSAGE));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(text: &str) -> Vec<String> {
        run(&TRUNCATED, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    #[test]
    fn finds_what_was_cut_off() {
        assert_eq!(
            found("全年预算数300万元，实际支出200万元，执行率为66.6%。"),
            ["/sections/0/text: 66.6% → 66.7%"]
        );
        assert_eq!(
            found("按每人每年400元标准，资助28.71万名学生，资助资金1.14亿元。"),
            ["/sections/0/text: 1.14亿元 → 1.15亿元"]
        );
    }

    #[test]
    fn leaves_alone_what_rounds() {
        for text in [
            "全年预算数300万元，实际支出200万元，执行率为66.7%。",
            "按每人每年400元标准，资助28.71万名学生，资助资金约1.14亿元。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
