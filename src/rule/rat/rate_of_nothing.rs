//! # 无预算而有执行率
//!
//! **查什么**：预算数为 0，却填了 0 以外的比率。
//!
//! **为什么**：0 不能作分母，这样的比率没有意义。
//!
//! **不查什么**：比率空白、为 0 或为“不适用”。
//!
//! ---
//!
//! **What it finds**: a rate other than blank or 0 over a budget of 0.
//!
//! **Why**: nothing can be divided by 0.
//!
//! **What it leaves alone**: 0 of 0 printed as `0.00%`, blank or 不适用.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "0", "executed": "0", "rate": "100%"}}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "0", "executed": "0", "rate": "0.00%"}}, "indicators": []}
//! ```

use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::rate::{Rate, RateVerdict};
use crate::rule::{ARITHMETIC, Checks, Rule};

use super::rates::each_rate;

pub static RATE_OF_NOTHING: Rule = Rule {
    info: RuleInfo {
        family: Family::Rat,
        code: "RAT002",
        name: "rate-of-nothing",
        severity: Severity::Error,
        summary: Text { zh: "预算为 0 而填有比率", en: "a rate over a budget of 0" },
        basis: ARITHMETIC,
    },
    checks: each_rate!(judge),
};

message! {
    RateOfNothing { whole: Quoted, claimed: Quoted }
    zh "预算数（分母）为 {whole}，无法得出比率 {claimed}。"
    en "The budget is {whole}; no rate such as {claimed} can follow from it."
    advice {
        zh "没有预算的，比率留空或填“不适用”；有预算的，补填预算数。"
        en "Leave the rate blank or write 不适用; if there was a budget, enter it."
    }
}

fn judge(rate: &Rate<'_>, checks: &mut Checks) {
    if let RateVerdict::OfNothing = rate.verdict() {
        let message = RateOfNothing { whole: rate.whole.into(), claimed: rate.rate.into() };
        let finding = RATE_OF_NOTHING.finding(&rate.rate.place, message);
        checks.push(finding.related(&rate.whole.place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_only_a_rate_of_nothing() {
        for (budget, rate, findings) in [
            ("0", "100%", vec!["/funds/total/rate: 100%"]),
            ("0.00", "5%", vec!["/funds/total/rate: 5%"]),
            ("0", "0.00%", vec![]),
            ("0", "", vec![]),
            ("0", "不适用", vec![]),
            ("", "100%", vec![]),
        ] {
            let table = json!({"kind": "projectEvaluation", "indicators": [], "funds": {"total": {"budget": budget, "executed": "0", "rate": rate}}});
            assert_eq!(run(&RATE_OF_NOTHING, table), findings, "{budget} {rate}");
        }
    }
}
