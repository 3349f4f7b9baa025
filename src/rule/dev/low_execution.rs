//! # 执行率偏低无原因
//!
//! **查什么**：年度资金总额的执行率低于 90%（以所用口径为准），原因栏空着。
//!
//! **为什么**：资金没有花出去，要说明原因和结余安排。
//!
//! **不查什么**：没有原因栏的表；已说明的；预算为 0 或空白的。
//!
//! ---
//!
//! **What it finds**: total execution below 90 % (the profile's share) with a blank reason.
//!
//! **Why**: a reviewer asks why the money was not spent.
//!
//! **What it leaves alone**: forms without a reason cell; budgets of 0 or blank.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "200", "executed": "150", "reason": ""}}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "200", "executed": "180", "reason": ""}}, "indicators": []}
//! ```

use crate::filing::{FundLine, Reads};
use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::reasons::{Reason, funds_line};

use crate::relation::Relations;
use crate::rule::{Check, Checks, Rule};
use crate::scoring::execution;
use crate::value::Column;
use crate::value::number::Dec;

pub static LOW_EXECUTION: Rule = Rule {
    info: RuleInfo {
        family: Family::Dev,
        code: "DEV003",
        name: "low-execution",
        severity: Severity::Warning,
        summary: Text {
            zh: "预算执行率偏低，未说明原因", en: "low execution without a reason"
        },
        basis: Text { zh: "自评工作惯例", en: "practice of self-evaluation" },
    },
    checks: &[Check::Document(Reads::of(&[Column::Words, Column::Prose, Column::Money]), check)],
};

message! {
    LowExecution { share: Dec, limit: Dec }
    zh "预算执行率 {share}%，低于 {limit}%，未说明原因。"
    en "Execution is {share}%, below {limit}%, with no reason given."
    advice {
        zh "说明未执行的原因和结余资金的安排。"
        en "Say why the rest was not spent and what becomes of it."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for evaluation in relations.evaluations() {
        let Some((line, reason)) = funds_line(evaluation) else { continue };
        let Some(share) = execution::share(line) else { continue };
        if share >= relations.profile.reason_below_rate {
            checks.pass();
            continue;
        }
        let cell = match reason {
            Reason::Owed(cell) => cell,
            Reason::Given => {
                checks.pass();
                continue;
            }
            Reason::NoCell => continue,
        };
        let (Some(share), Some(limit)) =
            (share.shift(2), relations.profile.reason_below_rate.shift(2))
        else {
            continue;
        };
        let message = LowExecution { share: share.round(2), limit: limit.plain() };
        let finding = LOW_EXECUTION.finding(&cell.place, message);
        checks.push(finding.related(&line.place(FundLine::FIELDS.executed)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    fn found(mut total: Json, table_reason: Option<&str>) -> Vec<String> {
        total["name"] = json!("年度资金总额");
        let mut document =
            json!({"kind": "departmentEvaluation", "funds": {"total": total}, "indicators": []});
        if let Some(reason) = table_reason {
            document["reason"] = json!(reason);
        }
        run(&LOW_EXECUTION, document)
    }

    #[test]
    fn finds_low_execution_where_a_reason_is_owed() {
        assert_eq!(
            found(json!({"budget": "100", "executed": "89.99", "reason": ""}), None),
            ["/funds/total/reason"]
        );
        assert_eq!(found(json!({"budget": "100", "executed": "89.99"}), Some("")), ["/reason"]);
        assert_eq!(
            found(json!({"initial": "100", "executed": "0", "reason": ""}), None),
            ["/funds/total/reason"]
        );
    }

    #[test]
    fn leaves_alone_what_owes_no_reason() {
        assert_eq!(found(json!({"budget": "100", "executed": "90", "reason": ""}), None), [""; 0]);
        assert_eq!(found(json!({"budget": "100", "executed": "50"}), None), [""; 0]);
        assert_eq!(
            found(json!({"budget": "100", "executed": "50", "reason": "项目延期"}), None),
            [""; 0]
        );
        assert_eq!(
            found(json!({"budget": "100", "executed": "50", "reason": ""}), Some("项目延期")),
            [""; 0]
        );
        assert_eq!(found(json!({"budget": "0", "executed": "0", "reason": ""}), None), [""; 0]);
        assert_eq!(found(json!({"budget": "100", "executed": "", "reason": ""}), None), [""; 0]);
        assert_eq!(
            found(
                json!({"initial": "200", "budget": "100", "executed": "100", "reason": ""}),
                None
            ),
            [""; 0]
        );
    }
}
