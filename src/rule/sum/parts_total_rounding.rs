//! # 分项之和与合计相差尾数
//!
//! **查什么**：分项之和与合计不等，但差额在各数四舍五入所能解释的范围之内；表格和文字都查。
//!
//! **为什么**：不是错误，公开前可按最大一项调平，免得被问。
//!
//! **不查什么**：差额更大的属于 SUM001 或 SUM006；其余各项都填 0 的，合计就是余下的一项，差 1
//! 也是错。
//!
//! ---
//!
//! **What it finds**: parts, in a table or in prose, that differ from their total by no more than
//! the rounding of each figure explains.
//!
//! **Why**: not a mistake, but readers ask; the largest part is usually adjusted before
//! publication.
//!
//! **What it leaves alone**: greater differences (SUM001, SUM006); any difference where all parts
//! but one are 0, because the total is that one.
//!
//! ```json fails
//! {"kind": "departmentTargets", "expenditure": {"basic": "1,217.00", "project": "32,024.28"}, "income": {"fiscal": "33,241.27"}}
//! ```
//!
//! ```json passes
//! {"kind": "departmentTargets", "expenditure": {"basic": "1,217.00", "project": "32,024.27"}, "income": {"fiscal": "33,241.27"}}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::sum::{AMOUNTS, FailureKind, SumKind};

use crate::relation::Relations;
use crate::relation::proof::{self, Fit};
use crate::rule::claims::{ClaimFigures, misfit_finding};
use crate::rule::failures::{SumFigures, as_finding, failures};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static PARTS_TOTAL_ROUNDING: Rule = Rule {
    info: RuleInfo {
        family: Family::Sum,
        code: "SUM002",
        name: "parts-total-rounding",
        severity: Severity::Info,
        summary: Text {
            zh: "分项之和与合计相差尾数",
            en: "parts differ from their total by rounding",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Document(AMOUNTS, check), Check::Filing(proof::READS, check_prose)],
};

message! {
    MESSAGE for SumFigures
    zh "{formula}，而此处填 {claimed}，相差 {difference}，四舍五入可以解释。"
    en "{formula}, while this says {claimed}: rounding explains the {difference} between them."
    advice ADVICE
}
message! {
    SAME for SumFigures
    zh "此处填 {claimed}，与它对应的 {other} 相差 {difference}，四舍五入可以解释。"
    en "This says {claimed}, and the figure it stands for {other}: rounding explains the {difference} between them."
    advice ADVICE
}
const ADVICE: Text = Text {
    zh: "可不改；如要调平，通常调整最大的一项。",
    en: "Nothing needs to change; to level it, adjust the largest part.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    // Equalities that hold count as passed for the rules that report wrong ones.
    for failure in failures(
        relations.amounts(),
        &mut Checks::default(),
        &[SumKind::Money, SumKind::Balance],
        &[FailureKind::Rounding],
    ) {
        let wording = if failure.is_single() { SAME } else { MESSAGE };
        checks.push(as_finding(failure, &PARTS_TOTAL_ROUNDING, wording));
    }
}

message! {
    IN_PROSE for ClaimFigures
    zh "{formula}，而文中写作 {claimed}，相差 {difference}，四舍五入可以解释。"
    en "{formula}, while the text says {claimed}: rounding explains the {difference} between them."
    advice ADVICE
}

/// The sums stated in prose; those that hold count as passed for the rule that reports wrong ones.
fn check_prose(relations: &Relations<'_>, checks: &mut Checks) {
    for (_, misfit) in relations.proof().inexact.iter().filter(|(fit, _)| *fit == Fit::Rounded) {
        checks.push(misfit_finding(misfit, &PARTS_TOTAL_ROUNDING, IN_PROSE));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    fn split(total: &str, amounts: &[&str]) -> Json {
        let parts: Vec<Json> =
            amounts.iter().map(|amount| json!({"name": "", "amount": amount})).collect();
        json!({"kind": "departmentEvaluation", "indicators": [], "funds": {"breakdowns": [{"total": total, "parts": parts}]}})
    }

    #[test]
    fn knows_what_rounding_explains() {
        // Just below half a unit for every figure, total included.
        for (total, amounts, finding) in [
            (
                "33,241.27",
                &["1,217.00", "32, 024. 28"][..],
                Some("/funds/breakdowns/0/total: 33,241.27 → 33241.28"),
            ),
            ("33,241.26", &["1,217.00", "32,024.28"], None),
            (
                "10.02",
                &["2.00", "2.00", "2.00", "2.00", "2.00"],
                Some("/funds/breakdowns/0/total: 10.02 → 10.00"),
            ),
            ("10.03", &["2.00", "2.00", "2.00", "2.00", "2.00"], None),
            // 30 beside 29.97 is 30.00.
            ("59.98", &["30", "29.97"], Some("/funds/breakdowns/0/total: 59.98 → 59.97")),
            ("60", &["30", "29.97"], None),
            (
                "358730.63",
                &["300000.32", "58730.32"],
                Some("/funds/breakdowns/0/total: 358730.63 → 358730.64"),
            ),
            ("100", &["60", "40"], None),
            // Beside nothing, a figure is the total itself; 0.00 may be a little.
            ("201827", &["201827", "0", "0"], None),
            ("201828", &["201827", "0", "0"], None),
            ("201828", &["201827", "", "0"], None),
            ("201828", &["201827", "0.00", "0.00"], None),
            (
                "2018.28",
                &["2018.27", "0.00", "0.00"],
                Some("/funds/breakdowns/0/total: 2018.28 → 2018.27"),
            ),
            ("201828", &["201820", "7", "0"], Some("/funds/breakdowns/0/total: 201828 → 201827")),
        ] {
            let expected: Vec<&str> = finding.into_iter().collect();
            assert_eq!(
                run(&PARTS_TOTAL_ROUNDING, split(total, amounts)),
                expected,
                "{total} {amounts:?}"
            );
        }
    }

    #[test]
    fn reads_a_target_table_without_totals() {
        let table = json!({"kind": "departmentTargets", "expenditure": {"basic": "1,217.00", "project": "32, 024. 28"},
            "income": {"fiscal": "33, 241. 27", "other": ""}, "development": {"special": "", "other": "30, 975. 00"},
            "level": {"own": "2266. 27", "transfer": "30, 975. 00"}});
        assert_eq!(run(&PARTS_TOTAL_ROUNDING, table), ["/income/fiscal: 33, 241. 27 → 33241.28"]);
    }
}
