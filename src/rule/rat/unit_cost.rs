//! # 单位成本乘数量与金额差一笔
//!
//! **查什么**：表中只有一个单位成本（`300元/人`），只有一个以同一单位计的数量（`1200人`），
//! 二者的乘积与总成本或项目金额只差一笔：多写、漏写、颠倒一个数字，或小数点错位。
//!
//! **为什么**：三个数说的是同一笔钱，其中必有一个填错。
//!
//! **不查什么**：乘积与金额不是差一笔的，项目可能还有别的支出；有几个单位成本、
//! 几个同单位数量的；区间；按月、按次再乘一次的（`元/人/月`）；有效数字不足三位的。
//!
//! ---
//!
//! **What it finds**: the only unit cost of a table, times the only quantity in that unit, is one
//! slip of the hand away from the total cost or the amount of the project: a digit added, dropped
//! or swapped, or the point moved.
//!
//! **Why**: the three speak of the same money, so one of them is mistyped.
//!
//! **What it leaves alone**: any other difference, because a project pays for other things too;
//! several unit costs or quantities; ranges; costs per person and month; figures of less than three
//! digits.
//!
//! ```json fails
//! {"kind": "projectTargets", "amount": "3.84万元", "indicators": [{"name": "培训人数", "target": "1280人"}, {"name": "人均培训费用", "target": "300元/人"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "amount": "38.4万元", "indicators": [{"name": "培训人数", "target": "1280人"}, {"name": "人均培训费用", "target": "300元/人"}]}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::unit_cost::{Product, unit_costs};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};
use crate::value::Column;

pub static UNIT_COST: Rule = Rule {
    info: RuleInfo {
        family: Family::Rat,
        code: "RAT005",
        name: "unit-cost",
        severity: Severity::Warning,
        summary: Text {
            zh: "单位成本乘数量与金额差一笔",
            en: "unit cost times quantity is one slip away from the amount",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Document(Reads::but(&[Column::Prose, Column::Points, Column::Score]), check)],
};

message! {
    UnitCost { claimed: Quoted, amount: Quoted, formula: Printed }
    zh "单位成本乘数量：{formula}，金额却是 {amount}。"
    en "Unit cost times quantity is {formula}, but the amount is {amount}."
    advice {
        zh "核对单位成本“{claimed}”、数量和金额，改正填错的一个。"
        en "Check the unit cost of {claimed}, the quantity and the amount: one of them is mistyped."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for cost in relations.documents.iter().flat_map(unit_costs) {
        match cost.verdict {
            Product::Holds => checks.pass(),
            Product::Open => {}
            Product::Slip => {
                let message = UnitCost {
                    claimed: cost.unit.into(),
                    amount: cost.amount.into(),
                    formula: cost.formula.as_str().into(),
                };
                let finding = UNIT_COST.finding(&cost.unit.place, message);
                let finding = finding.related(&cost.quantity.place).related(&cost.amount.place);
                checks.push(finding.follows(&cost.amount.place).follows(&cost.quantity.place));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn plan(unit: &str, quantity: &str, amount: &str) -> Vec<String> {
        let rows = json!([
            {"name": "培训人数", "target": quantity},
            {"name": "人均培训费用", "target": unit},
            {"name": "培训期数", "target": "4期"},
        ]);
        run(
            &UNIT_COST,
            json!({"kind": "projectTargets", "unit": "万元", "amount": amount, "indicators": rows}),
        )
    }

    #[test]
    fn leaves_alone_what_works_out_or_may_include_more() {
        for (unit, quantity, amount) in [
            ("300元/人", "1280人", "38.4"),
            ("≤300元/人", "≥1280人", "38.40万元"),
            ("300元/人", "0.128万人", "384000元"),
            // 38.4 rounded to what is printed.
            ("300元/人", "1280人", "38"),
            // Other things are paid for, too.
            ("300元/人", "1280人", "52.6"),
            ("300元/人", "1280人", "48.4"),
            // Of another thing, or more than the two.
            ("300元/人", "1280户", "3.84"),
            ("300元/人/天", "1280人", "3.84"),
            ("300-400元/人", "1280人", "3.84"),
            // Short figures resemble each other by chance.
            ("300元/人", "100人", "30"),
            ("300元/人", "100人", "0.3"),
            ("300元/人", "1280人", ""),
            ("300元", "1280人", "3.84"),
        ] {
            assert_eq!(plan(unit, quantity, amount), [""; 0], "{unit} {quantity} {amount}");
        }
    }

    #[test]
    fn finds_one_slip() {
        for (unit, quantity, amount) in [
            ("300元/人", "1280人", "3.84"),
            ("≤300元/人", "≥1280人", "384"),
            ("325元/人", "1281人", "461325元"),
            ("325元/人", "1281人", "413625元"),
        ] {
            assert_eq!(
                plan(unit, quantity, amount),
                [format!("/indicators/1/target: {unit}")],
                "{amount}"
            );
        }
    }

    #[test]
    fn results_are_of_what_was_spent() {
        let table = |executed: &str| {
            let row =
                |name: &str, actual: &str| json!({"name": name, "target": "", "actual": actual});
            run(
                &UNIT_COST,
                json!({"kind": "projectEvaluation", "funds": {"total": {"budget": "50万元", "executed": executed}},
                    "indicators": [row("培训人数", "1280人"), row("人均培训费用", "300元/人"), row("项目总成本", "45万元")]}),
            )
        };
        assert_eq!(table("38.4万元"), [""; 0]);
        assert_eq!(table("45万元"), [""; 0]);
        assert_eq!(table("3.84万元"), ["/indicators/1/actual: 300元/人"]);
    }
}
