//! # 比率与数据不符
//!
//! **查什么**：执行率、控制率等比率，按其印出的小数位四舍五入，应等于同一行的执行数 ÷
//! 全年预算数（人员：实有数 ÷ 编制数；规模、投资：实际 ÷ 批复）。正好差一千倍、一万倍的，
//! 指出两个数的单位可能不一致。
//!
//! **为什么**：比率是得分的依据；比率与数据不符，其后的得分也站不住。
//!
//! **不查什么**：预算、执行任一格空白、不适用或不可读时不判断；全年预算空着、只能对照年初预算的，
//! 对不上也不判断；`92%`、`92.3%`、`92.25%` 都是 601.5 ÷ 652 的正确写法。
//!
//! ---
//!
//! **What it finds**: a printed rate that, at its printed precision, is not executed ÷ adjusted
//! budget (staffing, areas and costs alike). Where it is off by exactly a thousand or ten thousand
//! times, the units of the two figures are questioned.
//!
//! **Why**: scores rest on rates.
//!
//! **What it leaves alone**: rates with a blank, inapplicable or unreadable operand; any correctly
//! rounded precision.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "652", "executed": "601.5", "rate": "93%"}}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "652", "executed": "601.5", "rate": "92%"}}, "indicators": []}
//! ```

use crate::finding::{Difference, Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::rate::{Rate, RateVerdict};
use crate::rule::{ARITHMETIC, Checks, Rule};

use super::rates::{each_rate, finding};

pub static RATE: Rule = Rule {
    info: RuleInfo {
        family: Family::Rat,
        code: "RAT001",
        name: "rate",
        severity: Severity::Error,
        summary: Text {
            zh: "比率与其分子、分母不符",
            en: "a rate is not the quotient of its figures",
        },
        basis: ARITHMETIC,
    },
    checks: each_rate!(judge),
};

message! {
    RateDiffers {
        formula: Printed,
        expected: Printed,
        claimed: Quoted,
        difference: Option<Difference>,
    }
    zh "按 {formula} 计算，此处应为 {expected}，填报为 {claimed}。"
    en "By {formula} this should be {expected}; the table says {claimed}."
    advice { zh "核对算式中的两个数后改正比率。" en "Check both figures, then correct the rate." }
}
message! {
    UnitsDiffer { formula: Printed, claimed: Quoted, times: Printed }
    zh "按 {formula} 计算，与填报的 {claimed} 正好差 {times} 倍，两个数的单位可能不一致（如一处是元，一处是万元）。"
    en "By {formula} the rate is {times} times off from the {claimed} of the table: the two figures may be in different units (元 and 万元)."
    advice {
        zh "核对两个数的单位，统一后再看比率。"
        en "Put both figures into one unit, then look at the rate again."
    }
}

fn judge(rate: &Rate<'_>, checks: &mut Checks) {
    let Some(formula) = rate.formula() else { return };
    match (rate.verdict(), rate.expected().zip(rate.expected_text())) {
        (RateVerdict::Holds, _) => checks.pass(),
        (RateVerdict::WrongUnit(times), _) => {
            let message = UnitsDiffer {
                formula: formula.into(),
                claimed: rate.rate.into(),
                times: times.into(),
            };
            checks.push(finding(rate, &RATE, message));
        }
        (RateVerdict::Wrong, Some((expected, text))) => {
            let difference = rate.rate.number().and_then(|claimed| claimed.minus(expected));
            let message = RateDiffers {
                formula: formula.into(),
                expected: text.into(),
                claimed: rate.rate.into(),
                difference: difference.map(Difference::from),
            };
            checks.push(finding(rate, &RATE, message).fix_as_expected(rate.rate));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    fn rated(budget: &str, executed: &str, rate: &str) -> Json {
        json!({"kind": "projectEvaluation", "indicators": [], "funds": {"total": {"budget": budget, "executed": executed, "rate": rate}}})
    }

    #[test]
    fn accepts_any_correct_rounding() {
        for rate in ["92%", "92.3%", "92.25%", "92.255%", "92.25", "0.9225", "９２．２５％"] {
            assert_eq!(run(&RATE, rated("652", "601.5", rate)), [""; 0], "{rate}");
        }
        assert_eq!(run(&RATE, rated("15.22", "1.84", "12.1%")), [""; 0]);
    }

    #[test]
    fn finds_a_rate_that_does_not_follow() {
        for (budget, executed, rate, finding) in [
            ("652", "601.5", "93%", "/funds/total/rate: 93% → 92%"),
            ("15.22", "1.84", "11.43%", "/funds/total/rate: 11.43% → 12.09%"),
            ("124.14", "121.21", "97.65%", "/funds/total/rate: 97.65% → 97.64%"),
            ("652万元", "6015000元", "93", "/funds/total/rate: 93 → 92"),
            ("100", "12.5", "12%", "/funds/total/rate: 12% → 13%"),
        ] {
            assert_eq!(run(&RATE, rated(budget, executed, rate)), [finding]);
        }
    }

    #[test]
    fn leaves_alone_what_cannot_be_divided() {
        for (budget, executed, rate) in [
            ("", "601.5", "93%"),
            ("652", "—", "93%"),
            ("652", "六百", "93%"),
            ("652", "601.5", ""),
            ("0", "0", "0.00%"),
            ("0", "0", "5%"),
        ] {
            assert_eq!(
                run(&RATE, rated(budget, executed, rate)),
                [""; 0],
                "{budget} {executed} {rate}"
            );
        }
    }

    #[test]
    fn checks_staff_and_buildings() {
        let data = json!({"kind": "baseData", "lines": [],
            "staffing": {"quota": "60", "actual": "57", "rate": "100.00%"},
            "buildings": [{"approvedArea": "1000", "actualArea": "1100", "areaRate": "110%", "budget": "200", "actual": "190", "costRate": "90%"}]});
        assert_eq!(
            run(&RATE, data),
            ["/staffing/rate: 100.00% → 95.00%", "/buildings/0/costRate: 90% → 95%"]
        );
    }

    #[test]
    fn reports_units_that_do_not_fit() {
        let line = |budget: &str, executed: &str| json!({"kind": "projectEvaluation", "indicators": [], "funds": {"total": {"budget": budget, "executed": executed, "rate": "95.44%"}}});
        for (budget, executed) in
            [("2092.71元", "1997.21万元"), ("2092.71", "19972100"), ("20927100", "1997.21")]
        {
            let report = crate::validate(
                json!({"documents": [line(budget, executed)]}),
                &crate::Options::default(),
            )
            .unwrap();
            let found: Vec<_> = report
                .findings
                .iter()
                .map(|f| (f.code, f.expected.clone(), f.message.contains("正好差 10000 倍")))
                .collect();
            assert_eq!(found, [("RAT001", None, true)], "{budget} {executed}");
        }
    }

    #[test]
    fn an_initial_budget_in_place_of_the_adjusted_one_proves_nothing_wrong() {
        let line = |budget: &str, rate: &str| {
            run(
                &RATE,
                json!({"kind": "projectEvaluation", "indicators": [], "funds": {"total": {"initial": "1123.77", "budget": budget, "executed": "1997.21", "rate": rate}}}),
            )
        };
        assert_eq!(line("", "95.44%"), [""; 0]);
        assert_eq!(line("/", "95.44%"), [""; 0]);
        assert_eq!(line("2092.71", "0"), ["/funds/total/rate: 0 → 95.44%"]);
    }
}
