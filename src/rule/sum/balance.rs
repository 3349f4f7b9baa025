//! # 收支结余不平衡
//!
//! **查什么**：收支表各栏中，收入合计 − 支出合计 = 当期收支结余，期初余额 + 当期收支结余 =
//! 期末滚存结余；上年期末滚存结余 = 本年期初余额。
//!
//! **为什么**：结余逐年滚存，一处不平衡，以后各年都不平衡。
//!
//! **不查什么**：空白或不可读的格；预算栏的期初余额与上年决算不一致只作提醒，
//! 因为编制预算时上年决算可能尚未完成。
//!
//! ---
//!
//! **What it finds**: accounts in which income − expenditure is not the surplus, opening + surplus
//! is not the closing balance, or last year's closing is not this year's opening balance.
//!
//! **Why**: balances are carried forward.
//!
//! **What it leaves alone**: blank and unreadable cells. A budget's opening balance that differs
//! from last year's closing is a warning only: budgets may rest on an estimate.
//!
//! ```json fails
//! {"kind": "fundAccounts", "opening": {"actual": "345485"}, "income": {"actual": "207806"}, "expenditure": {"actual": "186337"}, "surplus": {"actual": "21469"}, "closing": {"actual": "366854"}}
//! ```
//!
//! ```json passes
//! {"kind": "fundAccounts", "opening": {"actual": "345485"}, "income": {"actual": "207806"}, "expenditure": {"actual": "186337"}, "surplus": {"actual": "21469"}, "closing": {"actual": "366954"}}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::sum::{AMOUNTS, FailureKind, SumKind};

use crate::relation::Relations;
use crate::rule::failures::{DIFFERS, SAME, SumFigures, as_finding, failures};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static BALANCE: Rule = Rule {
    info: RuleInfo {
        family: Family::Sum,
        code: "SUM006",
        name: "balance",
        severity: Severity::Error,
        summary: Text { zh: "收支结余不平衡", en: "accounts that do not balance" },
        basis: ARITHMETIC,
    },
    checks: &[Check::Document(AMOUNTS, check)],
};

message! { TOTAL for SumFigures says DIFFERS advice ADVICE }
message! { SINGLE for SumFigures says SAME advice ADVICE }
message! {
    PARTS for SumFigures
    zh "{formula}，此处却填 {claimed}，相差 {difference}；此处与表中另一处相符，应是算式中某一个数填错。"
    en "{formula}, while this says {claimed}, {difference} apart; another figure bears it out, so one of those added up is wrong."
    advice ADVICE
}
const ADVICE: Text = Text {
    zh: "核对收入、支出与期初、期末余额，改正有误的一处。",
    en: "Check income, expenditure and both balances, and correct the one that is wrong.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for failure in failures(
        relations.amounts(),
        checks,
        &[SumKind::Balance],
        &[FailureKind::Wrong, FailureKind::Parts],
    ) {
        let wording = match failure.how {
            FailureKind::Parts => PARTS,
            _ if failure.is_single() => SINGLE,
            _ => TOTAL,
        };
        checks.push(as_finding(failure, &BALANCE, wording));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::precedence;
    use crate::testing::{findings, run};
    use serde_json::{Value as Json, json};

    /// The employees' fund of Yiyang in 2025.
    fn employees() -> Json {
        let line = |previous: &str, budget: &str, actual: &str| json!({"previous": previous, "budget": budget, "actual": actual});
        let named = |name: &str, previous: &str, budget: &str, actual: &str| json!({"name": name, "previous": previous, "budget": budget, "actual": actual});
        let mut income = line("203070", "201828", "207806");
        income["parts"] = json!([
            named("（一）收入小计", "203070", "201828", "207806"),
            named("1. 基本医疗保险费收入", "182578", "183503", "189653"),
            named("2. 利息收入", "4864", "5151", "3498"),
            named("3. 财政补贴收入", "542", "75", "17"),
            named("4. 其他收入", "14531", "12588", "14163"),
            named("5. 转移收入", "555", "511", "475"),
            named("（二）上级补助收入", "0", "0", ""),
            named("（三）下级上解收入", "0", "0", "")
        ]);
        json!({"kind": "fundAccounts", "unit": "万元", "opening": line("326637", "345485", "345485"), "income": income,
            "expenditure": line("184222", "198401", "186337"), "surplus": line("18848", "3427", "21469"), "closing": line("345485", "348912", "366954")})
    }

    fn settled(document: Json) -> Vec<String> {
        let profile = crate::profile::Profile::built_in("cn").expect("built in");
        let slip = &crate::rule::num::MAGNITUDE_SLIP;
        let rules = [crate::rule::sum::RULES, &[slip]].concat();
        let found = findings(&rules, &profile, json!({"documents": [document]}));
        let found = precedence::fold(precedence::in_order(found));
        found
            .iter()
            .map(|f| {
                format!(
                    "{} {} {}",
                    f.rule.code,
                    f.place.pointer().replace("/documents/0", ""),
                    f.message.expected().unwrap_or_default()
                )
            })
            .collect()
    }

    #[test]
    fn accounts_that_balance_are_silent() {
        assert_eq!(settled(employees()), [""; 0]);
    }

    #[test]
    fn one_wrong_cell_is_one_finding() {
        for (pointer, value, finding) in [
            ("/surplus/actual", "21000", "SUM006 /surplus/actual 21469"),
            ("/closing/actual", "366000", "SUM006 /closing/actual 366954"),
            ("/opening/actual", "345000", "SUM006 /opening/actual 345485"),
            ("/closing/previous", "345000", "SUM006 /closing/previous 345485"),
            ("/closing/actual", "3669540", "NUM006 /closing/actual 366954"),
            // 36695 with a digit lost.
            ("/closing/actual", "36694", "NUM006 /closing/actual 366954"),
            ("/income/actual", "208000", "SUM001 /income/actual 207806"),
            // The opening balance is last year's closing balance, and the surplus follows: only the
            // opening balance is left.
            ("/opening/previous", "3326637", "NUM006 /opening/previous 326637"),
            ("/opening/previous", "300000", "SUM006 /opening/previous 326637"),
            // A unit off in two sums: rounding, reported once.
            ("/surplus/previous", "18849", "SUM002 /surplus/previous 18848"),
        ] {
            let mut document = employees();
            *document.pointer_mut(pointer).expect("there") = json!(value);
            let found = settled(document);
            assert!(
                found.first().is_some_and(|first| first == finding) && found.len() == 1,
                "{pointer} {value}: {found:?}"
            );
        }
    }

    #[test]
    fn a_budget_may_rest_on_an_estimate() {
        let mut document = employees();
        document["opening"]["budget"] = json!("345000");
        document["closing"]["budget"] = json!("348427");
        assert_eq!(run(&BALANCE, document), ["/opening/budget (warning): 345000 → 345485"]);
    }

    #[test]
    fn blank_cells_balance_nothing() {
        let document = json!({"kind": "fundAccounts", "opening": {"actual": ""}, "income": {"actual": "100"}, "expenditure": {"actual": "—"},
            "surplus": {"actual": "40"}, "closing": {"actual": "70"}});
        assert_eq!(run(&BALANCE, document), [""; 0]);
    }
}
