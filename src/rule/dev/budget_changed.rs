//! # 预算调整无原因
//!
//! **查什么**：全年预算数与年初预算数不同，而表中说明原因的栏空着。
//! 只在要求说明预算调整的地区检查（如四川）。
//!
//! **为什么**：这些地区要求对年中追加、调减说明原因。
//!
//! **不查什么**：年中调整本身；没有原因栏的表；年初或全年预算空白的；其他地区的表。
//!
//! ---
//!
//! **What it finds**: an adjusted budget that differs from the initial one with a blank reason,
//! where the profile asks for one (Sichuan).
//!
//! **Why**: these provinces ask what was added or cut in mid-year.
//!
//! **What it leaves alone**: the change itself; forms without a reason cell; a blank budget; every
//! other profile.
//!
//! ```json fails
//! {"profile": "cn-sichuan", "documents": [{"kind": "projectEvaluation", "funds": {"total": {"initial": "100", "budget": "120", "executed": "120", "reason": ""}}, "indicators": []}]}
//! ```
//!
//! ```json passes
//! {"profile": "cn-sichuan", "documents": [{"kind": "projectEvaluation", "funds": {"total": {"initial": "100", "budget": "120", "executed": "120", "reason": "年中追加抢险经费"}}, "indicators": []}]}
//! ```

use crate::filing::{FundLine, MaybeCell, Reads};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::reasons::{Reason, funds_line};

use crate::relation::Relations;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static BUDGET_CHANGED: Rule = Rule {
    info: RuleInfo {
        family: Family::Dev,
        code: "DEV005",
        name: "budget-changed",
        severity: Severity::Warning,
        summary: Text {
            zh: "预算调整未说明原因",
            en: "a budget changed in mid-year without a reason",
        },
        basis: FORM,
    },
    checks: &[Check::Document(Reads::of(&[Column::Words, Column::Prose, Column::Money]), check)],
};

message! {
    BudgetChanged { initial: Quoted, budget: Quoted }
    zh "年初预算 {initial}，全年预算 {budget}，年中有调整，未说明原因。"
    en "The budget went from {initial} to {budget} in mid-year, with no reason given."
    advice { zh "说明追加或调减的依据和原因。" en "Say what was added or cut, and on what basis." }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    if !relations.profile.reason_for_budget_change {
        return;
    }
    for (line, reason) in relations.evaluations().filter_map(funds_line) {
        let (Some(initial), Some(budget)) = (line.initial.amount(), line.budget.amount()) else {
            continue;
        };
        match reason {
            Reason::Owed(cell) if initial != budget => {
                let message = BudgetChanged {
                    initial: line.initial.trimmed().into(),
                    budget: line.budget.trimmed().into(),
                };
                let finding = BUDGET_CHANGED
                    .finding(&cell.place, message)
                    .related(&line.place(FundLine::FIELDS.initial))
                    .related(&line.place(FundLine::FIELDS.budget));
                checks.push(finding);
            }
            Reason::NoCell => {}
            _ => checks.pass(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{run, run_in};
    use serde_json::{Value as Json, json};

    fn document(total: Json) -> Json {
        json!({"kind": "projectEvaluation", "funds": {"total": total}, "indicators": []})
    }

    #[test]
    fn asks_only_where_the_profile_does() {
        let changed = document(json!({"initial": "100", "budget": "120", "reason": ""}));
        assert_eq!(run(&BUDGET_CHANGED, changed.clone()), [""; 0]);
        assert_eq!(
            run_in(&BUDGET_CHANGED, "cn-sichuan", json!({"documents": [changed]})),
            ["/funds/total/reason"]
        );
    }

    #[test]
    fn leaves_alone_what_did_not_change_or_owes_no_reason() {
        for total in [
            json!({"initial": "100", "budget": "100.00", "reason": ""}),
            json!({"initial": "100", "budget": "1000000元", "reason": ""}),
            json!({"initial": "", "budget": "120", "reason": ""}),
            json!({"initial": "100", "budget": "120"}),
            json!({"initial": "100", "budget": "120", "reason": "追加"}),
        ] {
            assert_eq!(
                run_in(&BUDGET_CHANGED, "cn-sichuan", json!({"documents": [document(total)]})),
                [""; 0]
            );
        }
    }
}
