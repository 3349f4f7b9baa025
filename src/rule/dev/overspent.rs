//! # 支出超预算
//!
//! **查什么**：年度资金总额的执行数多于全年预算数（表中没有全年预算数的，看年初预算数），
//! 执行率超过 100%，而没有说明原因。没有总额的，看各项资金，每张表只报一处。
//!
//! **为什么**：支出以经批准的预算为依据。执行率超过 100%，不是填错了数，
//! 就是预算调整或上年结转没有计入全年预算数，评审必问。
//!
//! **不查什么**：执行数等于预算数；按所填位数四舍五入可以解释的差额，以及执行率仍为 100.00% 的；
//! 预算为 0、空白、读不出或不适用；已说明原因的，包括在数字旁注明结转、追加的，
//! 以及单列的上年结转资金没有计入预算的；执行数达预算百倍以上的，那是单位不同（元与万元），
//! 不是超支；有总额时的各项资金。执行数本身另有错误的，只报那处错误。
//!
//! ---
//!
//! **What it finds**: a total of which more was spent than its adjusted budget (the initial one,
//! where the form has no other), an execution above 100 %, with no reason given. Where there is no
//! total, its parts; one finding a table.
//!
//! **Why**: what is spent rests on an approved budget. Above 100 % a figure is wrong, or an
//! adjustment or last year's carry-over is missing from the budget, and a reviewer will ask.
//!
//! **What it leaves alone**: execution equal to the budget, above it by no more than the rounding
//! of the printed figures explains, or still 100.00 % of it; budgets that are 0, blank, unreadable
//! or not applicable; what a reason was given for, be it a remark on carried-over or added money
//! beside the figure, or a line of carried-over money that is in no budget; a hundred times the
//! budget or more, which is another unit (元 for 万元) and no overspending; parts beside a total.
//! Where the executed amount is found wrong by itself, only that is reported.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "329.77", "executed": "338.31", "rate": "102.59%"}}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "338.31", "executed": "338.31", "rate": "100%"}}, "indicators": []}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Finding, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::spending::{Overspending, Spending, spending};
use crate::rule::{Check, Checks, Rule};
use crate::value::Column;

pub static OVERSPENT: Rule = Rule {
    info: RuleInfo {
        family: Family::Dev,
        code: "DEV006",
        name: "overspent",
        severity: Severity::Warning,
        summary: Text {
            zh: "执行数多于预算数，未说明原因",
            en: "more spent than the budget without a reason",
        },
        basis: Text { zh: "《预算法》第十三条", en: "Budget Law, article 13" },
    },
    checks: &[Check::Document(Reads::of(&[Column::Words, Column::Money]), check)],
};

message! {
    Overspent { claimed: Quoted, budget: Quoted, formula: Printed }
    zh "执行数 {claimed} 多于预算数 {budget}，执行率超过 100%：{formula}。"
    en "The executed {claimed} is more than the budget of {budget}: {formula}, above 100%."
    advice {
        zh "核对执行数和预算数；预算有调整的，全年预算数填调整后的数；确属超支的，说明原因。"
        en "Check both figures. If the budget was adjusted, put the adjusted one; if more was spent than that, say why."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        for line in spending(document) {
            match line {
                Spending::Within => checks.pass(),
                Spending::Open => {}
                Spending::Over(over) => {
                    checks.push(finding(&over));
                    // One finding a table.
                    break;
                }
            }
        }
    }
}

fn finding(over: &Overspending<'_>) -> Finding {
    let message = Overspent {
        claimed: over.executed.into(),
        budget: over.budget.into(),
        formula: over.formula.as_str().into(),
    };
    OVERSPENT
        .finding(&over.executed.place, message)
        .related(&over.budget.place)
        .related_each(over.reason.map(|cell| &cell.place))
        .follows(&over.budget.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;
    use crate::rule::{num, precedence, rat, sum, xdc};
    use crate::testing::{findings, run};
    use serde_json::{Value as Json, json};

    const EXECUTED: &str = "/funds/total/executed";

    fn table(total: Json) -> Json {
        json!({"kind": "departmentEvaluation", "unit": "万元", "funds": {"total": total}, "indicators": []})
    }

    fn spent(budget: &str, executed: &str) -> Vec<String> {
        run(&OVERSPENT, table(json!({"budget": budget, "executed": executed})))
    }

    #[test]
    fn finds_more_spent_than_the_budget() {
        for (budget, executed) in [
            ("329.77", "338.31"),
            ("100.00", "100.02"),
            ("100", "102"),
            ("329.77万元", "3383100元"),
            ("3297700元", "338.31"),
            // A moved point is reported by the rule that compares both figures.
            ("329.77", "3383.1"),
        ] {
            assert_eq!(
                spent(budget, executed),
                [format!("{EXECUTED}: {executed}")],
                "{budget} {executed}"
            );
        }
    }

    #[test]
    fn leaves_alone_what_is_not_more() {
        for (budget, executed) in [
            ("329.77", "329.77"),
            ("329.77", "329.770"),
            ("329.77", "3297700元"),
            ("338.31", "329.77"),
            ("329.77", "0"),
            ("329.77", "-338.31"),
        ] {
            assert_eq!(spent(budget, executed), [""; 0], "{budget} {executed}");
        }
    }

    #[test]
    fn leaves_alone_what_rounding_explains() {
        for (budget, executed) in [
            // Both may be 329.774.
            ("329.77", "329.774"),
            ("329.77", "3297749元"),
            ("330", "330.4"),
            ("329.8", "329.84"),
            // One in the last place for each.
            ("329.77", "329.78"),
            ("100", "101"),
            // 100.0038 %
            ("12345.67", "12346.14"),
            ("123456700.00元", "123461400.00元"),
        ] {
            assert_eq!(spent(budget, executed), [""; 0], "{budget} {executed}");
        }
    }

    #[test]
    fn leaves_alone_what_cannot_be_compared() {
        for (budget, executed) in [
            ("0", "338.31"),
            ("-5", "338.31"),
            ("", "338.31"),
            ("/", "338.31"),
            ("不适用", "338.31"),
            ("详见附表", "338.31"),
            ("1,2,34.5.6", "338.31"),
            ("329.77", ""),
            ("329.77", "—"),
            ("329.77", "约三百万"),
            ("≤329.77", "338.31"),
            ("300-329.77", "338.31"),
            ("329.77", "≥338.31"),
        ] {
            assert_eq!(spent(budget, executed), [""; 0], "{budget} {executed}");
        }
        assert_eq!(run(&OVERSPENT, table(json!({"executed": "338.31"}))), [""; 0]);
        assert_eq!(run(&OVERSPENT, table(json!({"budget": "329.77"}))), [""; 0]);
    }

    #[test]
    fn leaves_another_unit_alone() {
        for executed in ["329770", "3297700", "3132800", "32977000000"] {
            assert_eq!(spent("329.77", executed), [""; 0], "{executed}");
        }
        // 91.43 % of 3.5 million 元
        assert_eq!(spent("350", "3200000"), [""; 0]);
    }

    #[test]
    fn goes_by_the_adjusted_budget_and_by_the_initial_one_without_it() {
        let found = |initial: &str, budget: Option<&str>| {
            let mut total = json!({"initial": initial, "executed": "338.31"});
            if let Some(budget) = budget {
                total["budget"] = json!(budget);
            }
            run(&OVERSPENT, table(total))
        };
        let over = [format!("{EXECUTED}: 338.31")];
        assert_eq!(found("329.77", None), over);
        // The adjusted budget is still blank.
        assert_eq!(found("329.77", Some("")), [""; 0]);
        assert_eq!(found("350", Some("329.77")), over);
        assert_eq!(found("329.77", Some("350")), [""; 0]);
        assert_eq!(found("350", None), [""; 0]);
        // The adjusted budget cannot be read, and is not nothing.
        assert_eq!(found("329.77", Some("详见附表")), [""; 0]);
        assert_eq!(found("329.77", Some("0")), [""; 0]);
    }

    #[test]
    fn a_reason_answers() {
        let found = |own: Option<&str>, of_table: Option<&str>| {
            let mut table = table(json!({"budget": "329.77", "executed": "338.31"}));
            if let Some(own) = own {
                table["funds"]["total"]["reason"] = json!(own);
            }
            if let Some(of_table) = of_table {
                table["reason"] = json!(of_table);
            }
            run(&OVERSPENT, table)
        };
        let over = [format!("{EXECUTED}: 338.31")];
        assert_eq!(found(Some("动用上年结转8.54万元"), None), [""; 0]);
        assert_eq!(found(Some(""), Some("动用上年结转8.54万元")), [""; 0]);
        assert_eq!(found(None, Some("动用上年结转8.54万元")), [""; 0]);
        assert_eq!(found(None, None), over);
        assert_eq!(found(Some(""), None), over);
        assert_eq!(found(Some("无"), Some("")), over);
    }

    #[test]
    fn carried_over_money_answers() {
        for executed in ["338.31（含上年结转8.54）", "338.31万元（其中年中追加8.54万元）"]
        {
            assert_eq!(spent("329.77", executed), [""; 0], "{executed}");
        }
        // 329.77 of this year and 8.54 of last: 338.31.
        let found = |name: &str, budget: &str, executed: &str| {
            let mut table = table(json!({"budget": "329.77", "executed": "338.31"}));
            table["funds"]["parts"] = json!([
                {"name": "其中：当年财政拨款", "budget": "329.77", "executed": "329.77"},
                {"name": name, "budget": budget, "executed": executed},
            ]);
            run(&OVERSPENT, table)
        };
        let over = [format!("{EXECUTED}: 338.31")];
        assert_eq!(found("上年结转资金", "", "8.54"), [""; 0]);
        assert_eq!(found("上年结转资金", "0", "8.54"), [""; 0]);
        assert_eq!(found("其他资金", "", "8.54"), over);
        // It is part of the budget, so it explains nothing.
        assert_eq!(found("上年结转资金", "8.54", "8.54"), over);
        assert_eq!(found("上年结转资金", "", "0"), over);
    }

    #[test]
    fn points_to_the_budget_and_to_the_cell_for_the_reason() {
        let total =
            json!({"initial": "300", "budget": "329.77", "executed": "338.31", "reason": ""});
        let profile = Profile::built_in("cn").expect("built in");
        let found = findings(&[&OVERSPENT], &profile, json!({"documents": [table(total)]}));
        let related: Vec<String> =
            found[0].related.iter().map(|related| related.place.pointer()).collect();
        assert_eq!(related, ["/documents/0/funds/total/budget", "/documents/0/funds/total/reason"]);
    }

    #[test]
    fn one_finding_a_table() {
        let line = |budget: &str, executed: &str| json!({"budget": budget, "executed": executed});
        let (over, within) = (|| line("329.77", "338.31"), || line("338.31", "338.31"));
        let found = |funds: Json| {
            let mut document = table(json!({}));
            document["funds"] = funds;
            run(&OVERSPENT, document)
        };
        assert_eq!(
            found(json!({"total": over(), "parts": [over(), over()]})),
            [format!("{EXECUTED}: 338.31")]
        );
        assert_eq!(found(json!({"total": within(), "parts": [over(), within()]})), [""; 0]);
        // The total must be filled in first.
        assert_eq!(found(json!({"total": line("329.77", ""), "parts": [over()]})), [""; 0]);
        let of_a_part = ["/funds/parts/1/executed: 338.31"];
        assert_eq!(found(json!({"parts": [within(), over(), over()]})), of_a_part);
        assert_eq!(found(json!({"total": line("", ""), "parts": [within(), over()]})), of_a_part);
    }

    #[test]
    fn every_table_with_funds_is_checked() {
        let total = json!({"budget": "329.77", "executed": "338.31"});
        let over = [format!("{EXECUTED}: 338.31")];
        for kind in ["departmentEvaluation", "projectEvaluation", "transferEvaluation"] {
            let document = json!({"kind": kind, "funds": {"total": total}, "indicators": []});
            assert_eq!(run(&OVERSPENT, document), over, "{kind}");
        }
        let sheet = json!({"kind": "scoreSheet", "funds": {"total": total}, "items": []});
        assert_eq!(run(&OVERSPENT, sheet), over);
    }

    /// The reports on some documents, including the other rules on amounts.
    fn reported(documents: Json) -> Vec<String> {
        let rules = [sum::RULES, xdc::RULES, rat::RULES, num::RULES, &[&OVERSPENT]].concat();
        let profile = Profile::built_in("cn").expect("built in");
        let found = findings(&rules, &profile, json!({ "documents": documents }));
        let found = precedence::fold(precedence::in_order(found));
        found.iter().map(|f| format!("{} {}", f.rule.code, f.place.pointer())).collect()
    }

    #[test]
    fn a_figure_that_is_wrong_by_itself_speaks_alone() {
        let split = |budget: &str, executed: &str, of: &str, amount: &str| {
            json!([{"kind": "departmentEvaluation", "indicators": [], "funds": {"total": {"budget": budget, "executed": executed},
                "breakdowns": [{"total": amount, "of": of, "parts": [{"name": "基本支出", "amount": amount}]}]}}])
        };
        for (documents, finding) in [
            (
                split("2092.71", "20092.71", "executed", "2092.71"),
                "NUM006 /documents/0/funds/total/executed",
            ),
            (
                split("292.71", "1997.21", "budget", "2092.71"),
                "NUM006 /documents/0/funds/total/budget",
            ),
            (
                json!([{"kind": "projectEvaluation", "indicators": [], "funds": {
                    "total": {"budget": "329.77", "executed": "338.31"},
                    "parts": [{"name": "其中：当年财政拨款", "budget": "229.77", "executed": "200"},
                        {"name": "其他资金", "budget": "100", "executed": "51.46"}]}}]),
                "SUM001 /documents/0/funds/total/executed",
            ),
            (
                json!([
                    {"kind": "departmentEvaluation", "funds": {"total": {"budget": "329.77", "executed": "320.17"}}, "indicators": []},
                    {"kind": "scoreSheet", "funds": {"total": {"budget": "329.77", "executed": "338.31"}}, "items": []}]),
                "XDC003 /documents/1/funds/total/executed",
            ),
        ] {
            assert_eq!(reported(documents), [finding]);
        }
    }

    #[test]
    fn a_wrong_rate_is_another_mistake() {
        let total = json!({"budget": "329.77", "executed": "338.31", "rate": "97.48%"});
        assert_eq!(
            reported(json!([table(total)])),
            ["DEV006 /documents/0/funds/total/executed", "RAT001 /documents/0/funds/total/rate"]
        );
    }
}
