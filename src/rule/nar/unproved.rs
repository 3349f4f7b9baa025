//! # 文中数据互不相符
//!
//! **查什么**：x
//!
//! **为什么**：x
//!
//! **不查什么**：x
//!
//! ---
//!
//! **What it finds**: x
//!
//! **Why**: x
//!
//! **What it leaves alone**: x
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "2024年支出总计860.5万元，其中：基本支出512.3万元，项目支出328.2万元。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "2024年支出总计860.5万元，其中：基本支出512.3万元，项目支出348.2万元。"}]}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static UNPROVED: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR009",
        name: "unproved",
        severity: Severity::Error,
        summary: Text { zh: "文中数据互不相符", en: "figures of a text that do not fit" },
        basis: ARITHMETIC,
    },
    checks: &[Check::Filing(Reads::ALL, check)],
};

message! {
    Unproved { claimed: Quoted, expected: Printed, formula: Printed }
    zh "按文中数据 {formula}，此处应为 {expected}，写作 {claimed}。"
    en "By the figures of the text ({formula}) this should be {expected}; it says {claimed}."
    advice { zh "核对各数后改正写错的一个。" en "Check the figures, then correct the one that is wrong." }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for misfit in &relations.proof().misfits {
        let message = Unproved {
            claimed: misfit.claimed.as_str().into(),
            expected: misfit.expected.as_str().into(),
            formula: misfit.formula.as_str().into(),
        };
        let finding = UNPROVED.finding(&misfit.cell.place, message).span(misfit.span);
        checks.push(misfit.others.iter().fold(finding, |finding, cell| finding.related(&cell.place)));
    }
}
