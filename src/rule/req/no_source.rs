//! # 资金来源一项也没有填
//!
//! **查什么**：总额填了，表上印着的各项来源（财政拨款、自筹、其他……）却全部空着。每张表只报一处。
//!
//! **为什么**：钱从哪里来，是预算绩效表必答的；只有总额，无从核对。
//!
//! **不查什么**：填了任何一项的；填 0、“/”“无”的；表上没有来源各行的；总额空白或为 0 的。
//!
//! ---
//!
//! **What it finds**: a total amount, with every source that the form prints below it left blank.
//! One finding a table.
//!
//! **Why**: where the money comes from is asked of every budget; of a total alone nothing can be
//! checked.
//!
//! **What it leaves alone**: tables where any source is filled in, be it with 0, `/` or 无; forms
//! without sources; totals that are blank or 0.
//!
//! ```json fails
//! {"kind": "projectTargets", "amount": "120万元", "parts": [{"name": "财政拨款", "amount": ""}, {"name": "自筹资金", "amount": ""}], "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "amount": "120万元", "parts": [{"name": "财政拨款", "amount": "120万元"}, {"name": "自筹资金", "amount": ""}], "indicators": []}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::blank::without_source;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static NO_SOURCE: Rule = Rule {
    info: RuleInfo {
        family: Family::Req,
        code: "REQ008",
        name: "no-source",
        severity: Severity::Warning,
        summary: Text {
            zh: "资金来源一项也没有填",
            en: "an amount of which no source is filled in",
        },
        basis: FORM,
    },
    checks: &[Check::Document(Reads::of(&[Column::Money]), check)],
};

message! {
    NoSource { total: Quoted }
    zh "总额 {total} 已填，资金来源各项却都空着。"
    en "The total is {total}, but none of its sources is filled in."
    advice {
        zh "按来源填写；没有的来源填 0。"
        en "Say where it comes from; put 0 for a source that gives nothing."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for (total, source) in relations.documents.iter().filter_map(without_source) {
        let message = NoSource { total: total.into() };
        checks.push(NO_SOURCE.finding(&source.place, message).related(&total.place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    fn targets(amount: &str, parts: &[&str]) -> Vec<String> {
        let parts: Vec<Json> =
            parts.iter().map(|amount| json!({"name": "财政拨款", "amount": amount})).collect();
        run(
            &NO_SOURCE,
            json!({"kind": "projectTargets", "amount": amount, "parts": parts, "indicators": []}),
        )
    }

    #[test]
    fn leaves_alone_what_has_a_source() {
        for (amount, parts) in [
            ("120", &["120", ""][..]),
            ("120", &["", "0"]),
            ("120", &["/", ""]),
            ("120", &["无"]),
            ("120", &["一百二十"]),
            ("120", &[]),
            ("", &["", ""]),
            ("0", &["", ""]),
            ("/", &[""]),
        ] {
            assert_eq!(targets(amount, parts), [""; 0], "{amount} {parts:?}");
        }
    }

    #[test]
    fn finds_a_total_alone() {
        assert_eq!(targets("120", &["", ""]), ["/parts/0/amount"]);
        let department = json!({"kind": "departmentTargets", "income": {"total": "120", "fiscal": "", "other": ""}});
        assert_eq!(run(&NO_SOURCE, department), ["/income/fiscal"]);
    }

    #[test]
    fn a_column_of_an_evaluation_is_enough() {
        let funds = |executed: &str, split: Json| {
            let part = json!({"name": "其中：当年财政拨款", "budget": "", "executed": executed});
            run(
                &NO_SOURCE,
                json!({"kind": "projectEvaluation", "indicators": [],
                    "funds": {"total": {"budget": "120", "executed": "118"}, "parts": [part], "breakdowns": split}}),
            )
        };
        assert_eq!(funds("", json!([])), ["/funds/parts/0/budget"]);
        assert_eq!(funds("118", json!([])), [""; 0]);
        let split = |amount: &str| json!([{"name": "按收入性质分", "parts": [{"name": "财政拨款", "amount": amount}]}]);
        assert_eq!(funds("", split("120")), [""; 0]);
        assert_eq!(funds("", split("")), ["/funds/parts/0/budget"]);
    }
}
