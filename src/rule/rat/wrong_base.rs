//! # 执行率用错分母
//!
//! **查什么**：比率按全年预算数算不出来，却恰好等于用另一个数（年初预算数、到位数或另一行的数）
//! 算出的结果。
//!
//! **为什么**：预算执行率以调整后的全年预算数为分母；用年初预算数会把追加资金算成超支。
//!
//! **不查什么**：表中没有全年预算数、只有年初预算数的，以年初预算数为分母是对的。
//!
//! ---
//!
//! **What it finds**: a rate that is right only with another operand, such as the initial budget
//! instead of the adjusted one. It replaces RAT001 and names the operand.
//!
//! **Why**: execution is measured against the adjusted budget.
//!
//! **What it leaves alone**: forms whose only budget is the initial one.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"initial": "500", "budget": "652", "executed": "601.5", "rate": "120.3%"}}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"initial": "500", "executed": "450", "rate": "90%"}}, "indicators": []}
//! ```

use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::rate::{Rate, RateVerdict, formula};
use crate::rule::{Checks, MEASURES_2020, Rule};

use super::rates::{each_rate, finding};

pub static WRONG_BASE: Rule = Rule {
    info: RuleInfo {
        family: Family::Rat,
        code: "RAT003",
        name: "wrong-base",
        severity: Severity::Error,
        summary: Text {
            zh: "比率用错了分子或分母",
            en: "a rate that is right only with another operand",
        },
        basis: MEASURES_2020,
    },
    checks: each_rate!(judge),
};

const MESSAGE: Text = Text {
    zh: "{claimed} 是按 {taken} 算的；应为全部执行数 ÷ 全年预算数，即 {formula}，应填 {expected}。",
    en: "{claimed} comes from {taken}; the rate is all that was spent ÷ the adjusted budget: {formula}, so {expected}.",
};
message! { WrongBase { claimed: Quoted, taken: Printed, formula: Printed, expected: Printed } }
message! {
    WHOLE for WrongBase says MESSAGE
    advice { zh "以全年预算数（调整后）为分母重新计算。" en "Divide by the adjusted budget." }
}
message! {
    PART for WrongBase says MESSAGE
    advice { zh "以全部执行数为分子重新计算。" en "Divide all that was spent, not a part of it." }
}

fn judge(rate: &Rate<'_>, checks: &mut Checks) {
    let RateVerdict::WrongBase(part, whole) = rate.verdict() else { return };
    let is_same_part = part.place == rate.part.place;
    let (Some(expected), Some(right), Some(taken)) =
        (rate.expected_text(), rate.formula(), formula(part, whole))
    else {
        return;
    };
    let wording = if is_same_part { WHOLE } else { PART };
    let message = wording.with(WrongBase {
        claimed: rate.rate.into(),
        taken: taken.into(),
        formula: right.into(),
        expected: expected.into(),
    });
    let taken = if is_same_part { whole } else { part };
    let finding = finding(rate, &WRONG_BASE, message).fix_as_expected(rate.rate);
    checks.push(finding.related(&taken.place));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn names_the_operand_that_was_taken() {
        let table = json!({"kind": "projectEvaluation", "indicators": [], "funds": {
            "total": {"initial": "500", "budget": "652", "executed": "601.5", "rate": "120.30%"},
            "parts": [{"budget": "600", "executed": "560", "rate": "92.25%"}],
        }});
        assert_eq!(run(&WRONG_BASE, table), ["/funds/total/rate: 120.30% → 92.25%"]);
    }

    #[test]
    fn takes_the_operands_of_the_three_public_rate_from_base_data() {
        let filing = |rate: &str, actual: &str| {
            json!({"documents": [
            {"kind": "baseData", "lines": [{"name": "三公经费", "previous": "9.98", "budget": "15.22", "actual": actual, "parts": [
                {"name": "1、公务用车购置和维护经费", "actual": "1.74", "budget": "4.5"}, {"name": "3、公务接待", "actual": "0.1", "budget": "10.72"}]}]},
            {"kind": "departmentEvaluation", "indicators": [{"name": "“三公经费”控制率", "target": "≤95%", "actual": rate}]}]})
        };
        let run = |filing| crate::testing::run_in(&WRONG_BASE, "cn", filing);
        assert_eq!(
            run(filing("11.43%", "1.84")),
            ["/documents/1/indicators/0/actual: 11.43% → 12.09%"]
        );
        for (rate, actual) in [
            ("12.09%", "1.84"),
            ("12.1%", "1.84"),
            ("11.43%", "—"),
            ("严格控制", "1.84"),
            ("1.84万元", "1.84"),
        ] {
            assert_eq!(run(filing(rate, actual)), [""; 0], "{rate} {actual}");
        }
    }

    #[test]
    fn accepts_the_initial_budget_where_there_is_no_other() {
        let table = json!({"kind": "projectEvaluation", "indicators": [], "funds": {"total": {"initial": "500", "executed": "450", "rate": "90%"}}});
        assert_eq!(run(&WRONG_BASE, table), [""; 0]);
    }
}
