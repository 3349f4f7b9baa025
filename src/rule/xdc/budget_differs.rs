//! # 各表预算数、执行数不一致
//!
//! **查什么**：同一部门或同一项目的年初预算数、全年预算数、执行数，在目标表、自评表、
//! 评分表和基础数据表之间不一致。自评报告所写的部门（项目）预算与自评表不同的，两处都指出。
//! 按含义比较：目标表的金额对年初预算数，基础数据表的项目支出决算数对支出性质划分的项目支出。
//!
//! **为什么**：同一笔钱只能有一个数；评审先看各表对不对得上。
//!
//! **不查什么**：只是单位或小数位不同的；年度或部门不同的；
//! 同一项目的两张同类表互相不比（可能资金来源不同），与其他表只比最新的一张；
//! 基础数据表“预算调整”行只有在其决算数等于部门执行数时才视为部门的预算。
//!
//! ---
//!
//! **What it finds**: an initial budget, adjusted budget or execution of one department or project
//! that differs between target tables, evaluations, score sheets and base data; and what a report
//! says of it, on both sides.
//!
//! **Why**: one amount has one figure.
//!
//! **What it leaves alone**: differences of unit or printed decimals; other years and departments;
//! two tables of one kind for one project, of which only the newest is set against other forms; the
//! 预算调整 line of base data unless what it says was spent is what the department spent.
//!
//! ```json fails
//! {"documents": [
//!   {"kind": "baseData", "lines": [{"name": "部门基本支出预算调整", "previous": "—", "budget": "1138.21", "actual": "1997.21"}]},
//!   {"kind": "departmentEvaluation", "funds": {"total": {"initial": "1123.77", "budget": "2092.71", "executed": "1997.21万元"}}, "indicators": []}]}
//! ```
//!
//! ```json passes
//! {"documents": [
//!   {"kind": "baseData", "lines": [{"name": "部门基本支出预算调整", "previous": "—", "budget": "1138.21", "actual": "1997.21"}]},
//!   {"kind": "departmentEvaluation", "funds": {"total": {"initial": "1138.21", "budget": "2092.71", "executed": "1997.21万元"}}, "indicators": []}]}
//! ```

use crate::filing::Reads;
use crate::finding::{Difference, Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::across::budgets::{What, apart, compared, in_unit_of};
use crate::relation::across::kin::form_of;
use crate::relation::across::report::budgets;

use super::restated::compare;
use crate::relation::Relations;
use crate::rule::{ARITHMETIC, Check, Checks, Rule};
use crate::value::Column;

pub static BUDGET_DIFFERS: Rule = Rule {
    info: RuleInfo {
        family: Family::Xdc,
        code: "XDC003",
        name: "budget-differs",
        severity: Severity::Error,
        summary: Text {
            zh: "各表的预算数、执行数不一致",
            en: "budgets or execution differ between documents",
        },
        basis: ARITHMETIC,
    },
    checks: &[
        Check::Filing(Reads::but(&[Column::Points, Column::Score, Column::Measure]), check),
        Check::Filing(Reads::but(&[Column::Points, Column::Score, Column::Measure]), check_reports),
    ],
};

message! {
    BudgetDiffers {
        claimed: Quoted,
        table: Printed,
        other: Quoted,
        difference: Difference,
        expected: Printed,
    }
    INITIAL:
        zh "年初预算数此处填 {claimed}，《{table}》填 {other}，相差 {difference}。"
        en "The initial budget is {claimed} here and {other} in {table}, {difference} apart."
        advice ADVICE
    ADJUSTED:
        zh "全年预算数此处填 {claimed}，《{table}》填 {other}，相差 {difference}。"
        en "The adjusted budget is {claimed} here and {other} in {table}, {difference} apart."
        advice ADVICE
    EXECUTED:
        zh "全年执行数此处填 {claimed}，《{table}》填 {other}，相差 {difference}。"
        en "The execution is {claimed} here and {other} in {table}, {difference} apart."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "以批复或决算为准，两表改为同一个数。",
    en: "Go by the approved budget or the final accounts, and make both tables agree.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    let compared = compared(relations.current());
    for _ in 0..compared.agreements {
        checks.pass();
    }
    for difference in compared.differences {
        let (cell, other) = (difference.cell, difference.other);
        let wording = match difference.what {
            What::Initial => INITIAL,
            What::Adjusted => ADJUSTED,
            What::Executed => EXECUTED,
        };
        let message = wording.with(BudgetDiffers {
            claimed: cell.into(),
            table: form_of(other, relations.documents).into(),
            other: other.into(),
            difference: apart(cell, other).unwrap_or_default().into(),
            expected: in_unit_of(cell, other).map_or_else(|| other.into(), Printed::from),
        });
        let finding = BUDGET_DIFFERS
            .finding(&cell.place, message)
            .related(&other.place)
            // If the other table's figure is wrong itself, this one may well be right.
            .follows(&other.place);
        checks.push(finding);
    }
}

/// The statements of a report about the budgets of its table.
fn check_reports(relations: &Relations<'_>, checks: &mut Checks) {
    for (report, table) in relations.reports() {
        budgets(report, table)
            .iter()
            .for_each(|restatement| compare(restatement, &BUDGET_DIFFERS, checks));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run_in;
    use serde_json::{Value as Json, json};

    fn run(documents: Json) -> Vec<String> {
        run_in(&BUDGET_DIFFERS, "cn", json!({"documents": documents}))
    }

    fn department(initial: &str) -> Json {
        json!({"kind": "departmentEvaluation", "year": "2025", "indicators": [], "funds": {
            "total": {"initial": initial, "budget": "2092.71", "executed": "1997.21万元"},
            "breakdowns": [{"of": "executed", "total": "1997.21", "parts": [{"name": "项目支出", "amount": "625.5万"}]}]}})
    }

    fn base(budget: &str, spending: &str) -> Json {
        json!({"kind": "baseData", "year": "2025", "lines": [{"name": "项目支出：", "budget": "68.7", "actual": spending},
            {"name": "部门基本支出预算调整", "previous": "—", "budget": budget, "actual": "1997.21"}]})
    }

    #[test]
    fn sets_base_data_against_the_department() {
        let finding = "/documents/1/funds/total/initial: 1123.77 → 1138.21";
        assert_eq!(run(json!([base("1138.21", "625.5"), department("1123.77")])), [finding]);
        assert_eq!(
            run(json!([base("1138.21", "600"), department("1138.21")])),
            ["/documents/1/funds/breakdowns/0/parts/0/amount: 625.5万 → 600万"]
        );
        for agreed in ["1138.21", "2092.71", "1138.2100"] {
            let initial = if agreed == "2092.71" { "1123.77" } else { agreed };
            assert_eq!(
                run(json!([base(agreed, "625.50"), department(initial)])),
                [""; 0],
                "{agreed}"
            );
        }
        // Of basic expenditure only, by its name.
        let mut basic = base("900", "625.5");
        basic["lines"][1]["actual"] = json!("1371.71");
        assert_eq!(run(json!([basic, department("1123.77")])), [""; 0]);
        let mut last_year = base("1138.21", "625.5");
        last_year["year"] = json!("2024");
        assert_eq!(run(json!([last_year, department("1123.77")])), [""; 0]);
    }

    #[test]
    fn the_report_decides_which_of_two_is_wrong() {
        let report = json!({"kind": "narrative", "year": "2025", "sections": [{"heading": "", "text": "全年预算数2092.71万元，年初预算1138.21万元。"}]});
        // The table's cell would be reported by the base data and by the report: the caller gets it
        // once.
        let finding = "/funds/total/initial: 1123.77 → 1138.21";
        let in_report = "/documents/2/sections/0/text: 1138.21万元 → 1123.77万元";
        assert_eq!(
            run(json!([department("1123.77"), base("1138.21", "625.5"), report])),
            [finding, finding, in_report]
        );
        assert_eq!(
            run(json!([department("1123.77"), base("1138.21", "625.5")])),
            ["/documents/1/lines/1/budget: 1138.21 → 1123.77"]
        );
    }

    #[test]
    fn sets_targets_against_evaluations() {
        let targets = |fiscal: &str| json!({"kind": "departmentTargets", "expenditure": {"basic": "1,217.00", "project": "32,024.28"}, "income": {"fiscal": fiscal, "other": ""}});
        let evaluated = |initial: &str| json!({"kind": "departmentEvaluation", "indicators": [], "funds": {"total": {"initial": initial, "budget": "57099.3"}}});
        for initial in ["33241.27", "33,241.28", "332412700元", "33241.3", ""] {
            assert_eq!(
                run(json!([targets("33, 241. 27"), evaluated(initial)])),
                [""; 0],
                "{initial}"
            );
        }
        assert_eq!(
            run(json!([targets("33, 241. 27"), evaluated("57099.3")])),
            ["/documents/1/funds/total/initial: 57099.3 → 33241.27"]
        );
        let project = |name: &str, amount: &str| json!({"kind": "projectTargets", "unit": "元", "project": name, "amount": amount, "indicators": []});
        let done = |initial: &str| json!({"kind": "projectEvaluation", "project": "合同制人员经费", "indicators": [], "funds": {"total": {"initial": initial, "budget": "160"}}});
        assert_eq!(
            run(json!([project("合同制人员经费", "1, 677, 273. 00"), done("167.7273")])),
            [""; 0]
        );
        assert_eq!(
            run(json!([project("合同制人员经费", "1, 677, 273. 00"), done("167.73")])),
            [""; 0]
        );
        assert_eq!(
            run(json!([project("合同制人员经费", "1,677,273.00"), done("160")])),
            ["/documents/1/funds/total/initial: 160 → 167.7273"]
        );
        assert_eq!(run(json!([project("第三方评审服务", "1,677,273.00"), done("160")])), [""; 0]);
        // A table for each of one project's two sources.
        assert_eq!(run(json!([done("160"), done("120")])), [""; 0]);
    }
}
