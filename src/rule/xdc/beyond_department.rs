//! # 项目金额超过部门预算
//!
//! **查什么**：同一年度、同一部门，各项目绩效目标表的当年度金额相加超过部门整体绩效目标表的项目支出；
//! 一个项目的金额超过部门表中同一资金类型（财政专项资金、其他事业发展性支出）的金额；拟用于对下转移
//! 支付的资金超过项目支出的。
//!
//! **为什么**：部分不会大于整体，两个数必有一个写错。
//!
//! **不查什么**：项目支出未填的；年度、部门不同的；只交了部分项目、合计小于项目支出的。
//!
//! ---
//!
//! **What it finds**: for one year and department, amounts of the projects' target tables that come
//! to more than the department's expenditure on projects; a project above the department's line for
//! its kind of fund; transfers above the expenditure on projects.
//!
//! **Why**: no part exceeds its whole; one of the figures is wrong.
//!
//! **What it leaves alone**: an empty expenditure on projects; other years and departments; projects
//! that come to less, for not all need be in the filing.
//!
//! ```json fails
//! {"documents": [
//!   {"kind": "departmentTargets", "unit": "万元", "expenditure": {"basic": "1217", "project": "3200"}, "tasks": []},
//!   {"kind": "projectTargets", "project": "医疗救助", "unit": "元", "amount": "9200000", "indicators": []},
//!   {"kind": "projectTargets", "project": "系统运维", "unit": "元", "amount": "24000000", "indicators": []}]}
//! ```
//!
//! ```json passes
//! {"documents": [
//!   {"kind": "departmentTargets", "unit": "万元", "expenditure": {"basic": "1217", "project": "3200"}, "tasks": []},
//!   {"kind": "projectTargets", "project": "医疗救助", "unit": "元", "amount": "3200000", "indicators": []},
//!   {"kind": "projectTargets", "project": "系统运维", "unit": "元", "amount": "24000000", "indicators": []}]}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::across::within::{What, beyond};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};
use crate::value::Column;

pub static BEYOND_DEPARTMENT: Rule = Rule {
    info: RuleInfo {
        family: Family::Xdc,
        code: "XDC008",
        name: "beyond-department",
        severity: Severity::Warning,
        summary: Text {
            zh: "项目金额超过部门预算",
            en: "projects that come to more than their department has",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Filing(
        Reads::of(&[Column::Money, Column::Words, Column::Year, Column::Date]),
        check,
    )],
};

message! {
    BeyondDepartment { claimed: Quoted, whole: Quoted }
    PROJECTS:
        zh "加上此项目的 {claimed}，各项目的金额超过部门的项目支出 {whole}。"
        en "With {claimed} for this project, all come to more than the department's {whole}."
        advice ADVICE
    FUND:
        zh "此项目的金额 {claimed} 超过部门同一类型资金的 {whole}。"
        en "This project has {claimed}; the department has {whole} of its kind of fund."
        advice ADVICE
    TRANSFER:
        zh "拟用于对下转移支付的 {claimed} 超过项目支出 {whole}。"
        en "{claimed} is to be transferred of an expenditure on projects of {whole}."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "核对两处金额，改正写错的一个。",
    en: "Check the amounts, and correct the wrong one.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    let (beyond, within) = beyond(relations.current());
    (0..within).for_each(|_| checks.pass());
    for found in beyond {
        let wording = match found.what {
            What::Projects => PROJECTS,
            What::Fund => FUND,
            What::Transfer => TRANSFER,
        };
        let message = wording
            .with(BeyondDepartment { claimed: found.part.into(), whole: found.whole.into() });
        let finding =
            BEYOND_DEPARTMENT.finding(&found.part.place, message).related(&found.whole.place);
        let others = found.others.iter();
        checks.push(others.fold(finding, |finding, other| finding.related(&other.place)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run_in;
    use serde_json::json;

    fn found(development: &str, transfer: &str, projects: &[(&str, &str, &str)]) -> Vec<String> {
        let mut documents = vec![
            json!({"kind": "departmentTargets", "year": "2025", "unit": "万元",
            "expenditure": {"basic": "1217", "project": "3200"}, "development": {"other": development},
            "level": {"transfer": transfer}, "tasks": []}),
        ];
        documents.extend(projects.iter().map(|(name, year, amount)| {
            json!({"kind": "projectTargets", "project": name, "year": year, "unit": "元",
                "amount": amount, "fundType": "其它事业发展性支出", "indicators": []})
        }));
        run_in(&BEYOND_DEPARTMENT, "cn", json!({"documents": documents}))
    }

    #[test]
    fn projects_are_part_of_their_department() {
        let projects = |first: &'static str, year: &'static str| {
            [("医疗救助", year, first), ("系统运维", "2025", "24000000")]
        };
        assert_eq!(found("3200", "", &projects("8000000", "2025")), [""; 0]);
        assert_eq!(found("3200", "", &projects("9000000", "2025")).len(), 1);
        assert_eq!(found("3200", "", &projects("9000000", "2024")), [""; 0]);
        // The table of a project that is there twice counts once.
        let twice = [("系统运维", "2025", "24000000"), ("系统运维项目", "2025", "24000000")];
        assert_eq!(found("3200", "", &twice), [""; 0]);
    }

    #[test]
    fn a_project_and_a_transfer_are_part_of_their_lines() {
        let project = [("系统运维", "2025", "24000000")];
        assert_eq!(found("2300", "", &project).len(), 1);
        assert_eq!(found("2400", "3200", &project), [""; 0]);
        assert_eq!(found("2400", "3201", &project).len(), 1);
    }
}
