//! # 超编、超规模、超概算
//!
//! **查什么**：基础数据表中，在职人数多于编制数，楼堂馆所的实际规模大于批复规模，
//! 实际投资大于预算投资。
//!
//! **为什么**：这三项是控制指标，超过的要有批准文件，评审必问。
//!
//! **不查什么**：空白、“无”“不适用”，以及没有编制数、批复数（空白或为 0）的。
//!
//! ---
//!
//! **What it finds**: base data with more staff than the quota, a building larger than approved, or
//! one that cost more than its budget.
//!
//! **Why**: these are controlled; what exceeds them needs an approval, and a reviewer will ask for
//! it.
//!
//! **What it leaves alone**: blank and inapplicable cells, and quotas or approvals that are blank
//! or 0.
//!
//! ```json fails
//! {"kind": "baseData", "staffing": {"quota": "60", "actual": "63", "rate": "105.00%"}, "lines": []}
//! ```
//!
//! ```json passes
//! {"kind": "baseData", "staffing": {"quota": "60", "actual": "60", "rate": "100.00%"}, "lines": []}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::quota::{Limit, Limited, limited};
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static OVER_QUOTA: Rule = Rule {
    info: RuleInfo {
        family: Family::Rat,
        code: "RAT004",
        name: "over-quota",
        severity: Severity::Warning,
        summary: Text {
            zh: "超编、超规模、超概算", en: "more than the quota or the approval"
        },
        basis: FORM,
    },
    checks: &[Check::Document(Reads::of(&[Column::Words, Column::Money, Column::Count]), check)],
};

message! {
    OverLimit { claimed: Quoted, limit: Quoted, name: Quoted }
    STAFF:
        zh "实际在职人数 {claimed} 多于编制数 {limit}。"
        en "There are {claimed} staff, more than the quota of {limit}."
        advice ADVICE
    AREA:
        zh "“{name}”的实际规模 {claimed} 大于批复规模 {limit}。"
        en "The area of “{name}” is {claimed}, more than the approved {limit}."
        advice ADVICE
    COST:
        zh "“{name}”的实际投资 {claimed} 大于预算投资 {limit}。"
        en "“{name}” cost {claimed}, more than its budget of {limit}."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "核对两数；确实超过的，说明原因和批准文件。",
    en: "Check both figures; if it is so, give the reason and the approval.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for Limited { limit, name, actual, allowed, is_exceeded } in limited(relations.documents) {
        if !is_exceeded {
            checks.pass();
            continue;
        }
        let wording = match limit {
            Limit::Staff => STAFF,
            Limit::Area => AREA,
            Limit::Cost => COST,
        };
        let message = wording.with(OverLimit {
            claimed: actual.into(),
            limit: allowed.into(),
            name: name.into(),
        });
        checks.push(OVER_QUOTA.finding(&actual.place, message).related(&allowed.place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn staff(quota: &str, actual: &str) -> Vec<String> {
        run(
            &OVER_QUOTA,
            json!({"kind": "baseData", "lines": [], "staffing": {"quota": quota, "actual": actual, "rate": ""}}),
        )
    }

    #[test]
    fn compares_staff_with_the_quota() {
        assert_eq!(staff("60", "61"), ["/staffing/actual: 61"]);
        assert_eq!(staff("60人", "63人"), ["/staffing/actual: 63人"]);
        for (quota, actual) in [
            ("60", "60"),
            ("60", "57"),
            ("", "63"),
            ("0", "3"),
            ("—", "63"),
            ("不适用", "3"),
            ("60", ""),
            ("60", "六十"),
        ] {
            assert_eq!(staff(quota, actual), [""; 0], "{quota} {actual}");
        }
    }

    #[test]
    fn compares_buildings_with_their_approval() {
        let building = |area: [&str; 2], cost: [&str; 2]| {
            run(
                &OVER_QUOTA,
                json!({"kind": "baseData", "lines": [], "buildings": [
                    {"name": "教学楼", "approvedArea": area[0], "actualArea": area[1], "budget": cost[0], "actual": cost[1]}]}),
            )
        };
        assert_eq!(building(["2000", "2400"], ["900", "880"]), ["/buildings/0/actualArea: 2400"]);
        assert_eq!(building(["2000", "2000"], ["900", "900.01"]), ["/buildings/0/actual: 900.01"]);
        assert_eq!(building(["2000", "1999.5"], ["900万元", "8800000元"]), [""; 0]);
        assert_eq!(building(["0", "无"], ["无", "0"]), [""; 0]);
    }
}
