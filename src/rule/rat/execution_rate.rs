//! # 预算执行率指标与资金表不符
//!
//! **查什么**：指标“预算执行率”“资金使用率”“经费使用率”等的完成值，不是本表年度资金的执行率
//! （资金表执行 45.17%，指标填 100%）。
//!
//! **为什么**：同一张表，同一笔钱，执行率只有一个。指标得分就按错的算了。
//!
//! **不查什么**：按年初预算、到位数，或按其中一项资金算得出的；末位相差 1 的；
//! 超支按 100% 填的；名称另有所指的（`中央资金执行率`、`上年结转资金执行率`）；
//! 完成值不是百分比的；已在该行说明原因的；预算为 0 或空白的。
//!
//! ---
//!
//! **What it finds**: an indicator such as 预算执行率 or 资金使用率 whose result is not the
//! execution of the funds in the same table (45.17 % there, 100 % here).
//!
//! **Why**: one table has one execution rate, and points are given for this one.
//!
//! **What it leaves alone**: a rate that follows from the initial budget, from the money received
//! or from one part of the funds; one in the last place; overspending called 100 %; names of
//! other money; results that are no percentage; rows with a reason of their own; a budget of 0.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "20000", "executed": "9034"}}, "indicators": [{"name": "预算执行率", "target": "≥95%", "actual": "100%"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "20000", "executed": "19834"}}, "indicators": [{"name": "预算执行率", "target": "≥95%", "actual": "99.17%"}]}
//! ```

use crate::filing::{FundLine, Reads};
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::execution_row::execution_rows;
use crate::rule::{ARITHMETIC, Check, Checks, Rule};
use crate::value::Column;

pub static EXECUTION_RATE: Rule = Rule {
    info: RuleInfo {
        family: Family::Rat,
        code: "RAT006",
        name: "execution-rate",
        severity: Severity::Warning,
        summary: Text {
            zh: "预算执行率指标与资金表不符",
            en: "an execution-rate indicator against the funds",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Document(Reads::but(&[Column::Points, Column::Score]), check)],
};

message! {
    ExecutionRate { name: Quoted, claimed: Quoted, formula: Printed }
    zh "“{name}”填报 {claimed}，而本表资金的执行率是 {formula}。"
    en "{name} is said to be {claimed}, but the funds of this table give {formula}."
    advice {
        zh "按资金表改正完成值和得分；另有口径的，在该行说明。"
        en "Put the rate of the funds, and its score; if it is of other money, say so in the row."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for row in relations.evaluations().flat_map(execution_rows) {
        if row.fits {
            checks.pass();
            continue;
        }
        let message = ExecutionRate {
            name: row.name.into(),
            claimed: row.actual.into(),
            formula: row.formula.as_str().into(),
        };
        let fields = [FundLine::FIELDS.executed, FundLine::FIELDS.budget, FundLine::FIELDS.rate];
        let [executed, budget, rate] = fields.map(|field| row.line.place(field));
        let finding = EXECUTION_RATE.finding(&row.actual.place, message);
        let shown = if row.line.rate.is_some() { &rate } else { &executed };
        checks.push(finding.related(shown).follows(&executed).follows(&budget).follows(&rate));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(name: &str, actual: &str, executed: &str) -> Vec<String> {
        let line = |budget: &str, executed: &str| json!({"initial": "25000", "budget": budget, "executed": executed});
        let row = json!({"name": name, "target": "≥95%", "actual": actual, "reason": ""});
        run(
            &EXECUTION_RATE,
            json!({"kind": "projectEvaluation", "unit": "元", "indicators": [row],
                "funds": {"total": line("20000", executed), "parts": [line("5000", "4000")]}}),
        )
    }

    #[test]
    fn leaves_alone_what_follows_from_some_line() {
        for (name, actual, executed) in [
            ("预算执行率", "45.17%", "9034"),
            ("预算执行率", "45.2%", "9034"),
            ("预算执行率", "45%", "9034"),
            ("预算执行率", "46%", "9034"),
            ("预算执行率", "45.17", "9034"),
            // By the initial budget, and of a part.
            ("预算执行率", "36.14%", "9034"),
            ("预算执行率", "80%", "9034"),
            // More was spent than there was.
            ("预算执行率", "100%", "20100"),
            ("预算执行率", "100.5%", "20100"),
            // Of other money, or of another thing.
            ("中央资金执行率", "100%", "9034"),
            ("工程款支付率", "100%", "9034"),
            ("预算执行率提升", "100%", "9034"),
            // No result that can be compared.
            ("预算执行率", "≥95%", "9034"),
            ("预算执行率", "1", "9034"),
            ("预算执行率", "良好", "9034"),
            ("预算执行率", "", "9034"),
            ("预算执行率", "100%", ""),
            ("预算执行率", "9034元", "9034"),
        ] {
            assert_eq!(found(name, actual, executed), [""; 0], "{name} {actual} {executed}");
        }
    }

    #[test]
    fn finds_another_rate() {
        for (name, actual) in [
            ("预算执行率", "100%"),
            ("经费使用率", "100%"),
            ("项目资金使用率（%）", "100"),
            ("预算执行率", "54.17%"),
        ] {
            assert_eq!(
                found(name, actual, "9034"),
                [format!("/indicators/0/actual: {actual}")],
                "{name}"
            );
        }
    }

    #[test]
    fn a_reason_explains_it() {
        let row = json!({"name": "预算执行率", "target": "≥95%", "actual": "100%", "reason": "按合同应付款计算。"});
        let table = json!({"kind": "projectEvaluation", "indicators": [row],
            "funds": {"total": {"budget": "20000", "executed": "9034"}}});
        assert_eq!(run(&EXECUTION_RATE, table), [""; 0]);
    }
}
