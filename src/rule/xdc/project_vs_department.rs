//! # 项目指标值与部门的不同
//!
//! **查什么**：部门整体绩效目标表（重点工作任务或指标）
//! 与该项目自己的绩效目标表对同一指标定了不同的指标值，如部门表满意度 ≥90、项目表 ≥85。
//!
//! **为什么**：项目达到自己的目标而部门的目标落空，评审会问以哪个为准。
//!
//! **不查什么**：任务与项目按名称匹配，名称对不上的不比；一个指标有几个项目都有的不比；
//! 部门还有别的任务没有项目表时，比部门少的数量不比；文字型指标值不比。
//!
//! ---
//!
//! **What it finds**: one indicator with two targets: the department's table (a task or an
//! indicator) and the project's own, such as satisfaction ≥90 against ≥85.
//!
//! **Why**: the project may succeed while the department fails; a reviewer will ask which target
//! holds.
//!
//! **What it leaves alone**: tasks and projects whose names do not meet, indicators that several
//! projects have, counts of which the department has more where other tasks are without a project,
//! and targets in words.
//!
//! ```json fails
//! {"documents": [
//!   {"kind": "departmentTargets", "tasks": [{"name": "城乡居民医保财政补助项目", "indicators": [{"name": "参保对象满意度(%)", "target": "≥90"}]}]},
//!   {"kind": "projectTargets", "project": "城乡居民医保财政补助资金", "indicators": [
//!     {"level1": "产出指标", "level2": "数量指标", "name": "参保人数", "target": "≥300万人"},
//!     {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%"},
//!     {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "参保对象满意度（%）", "target": "≥85"}]}]}
//! ```
//!
//! ```json passes
//! {"documents": [
//!   {"kind": "departmentTargets", "tasks": [{"name": "城乡居民医保财政补助项目", "indicators": [{"name": "参保对象满意度(%)", "target": "≥90"}]}]},
//!   {"kind": "projectTargets", "project": "城乡居民医保财政补助资金", "indicators": [
//!     {"level1": "产出指标", "level2": "数量指标", "name": "参保人数", "target": "≥300万人"},
//!     {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%"},
//!     {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "参保对象满意度（%）", "target": "≥90%"}]}]}
//! ```

use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::across::indicators::{AIMS, shared_targets};

use crate::relation::Relations;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};

pub static PROJECT_VS_DEPARTMENT: Rule = Rule {
    info: RuleInfo {
        family: Family::Xdc,
        code: "XDC006",
        name: "project-vs-department",
        severity: Severity::Warning,
        summary: Text {
            zh: "同一指标，项目的指标值与部门的不同",
            en: "a project's target for an indicator differs from the department's",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Filing(AIMS, check)],
};

message! {
    TargetsDiffer { name: Quoted, expected: Printed, claimed: Quoted }
    zh "“{name}”的指标值，部门表为 {expected}，项目表为 {claimed}。"
    en "The target of “{name}” is {expected} in the department's table and {claimed} in the project's."
    advice {
        zh "两表统一为一个指标值，或说明两者口径不同。"
        en "Agree on one target, or say how the two differ in scope."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for shared in shared_targets(relations.current()) {
        let (Some(department), Some(project)) = (shared.department.target, shared.project.target)
        else {
            continue;
        };
        if !shared.differs {
            checks.pass();
            continue;
        }
        let message = TargetsDiffer {
            name: shared.project.name.into(),
            expected: department.into(),
            claimed: project.into(),
        };
        let finding = PROJECT_VS_DEPARTMENT.finding(&project.place, message);
        checks.push(finding.related(&department.place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run_in;
    use serde_json::json;

    #[test]
    fn compares_a_task_with_its_own_project_only() {
        let project = |name: &str, target: &str| {
            json!({"kind": "projectTargets", "project": name, "indicators": [
                {"level2": "服务对象满意度指标", "name": "参保对象满意度 （%）", "target": target}]})
        };
        let department = json!({"kind": "departmentTargets", "tasks": [
            {"name": "城乡居民医保市级财 政补助项目", "indicators": [{"name": "参保对象满意度(%)", "target": "≥90"}]}]});
        let filing = json!({"documents": [department, project("合同制人员经费", "≥95%"), project("城乡居民医保市级财政补助资金", "≥85")]});
        assert_eq!(
            run_in(&PROJECT_VS_DEPARTMENT, "cn", filing),
            ["/documents/2/indicators/0/target: ≥85 → ≥90"]
        );
    }

    /// The other 15,000 are those of the task whose project is not here.
    #[test]
    fn a_project_counts_for_a_part_of_its_department() {
        let found = |tasks: &[&str], target: &str| {
            let tasks: Vec<_> =
                tasks.iter().map(|name| json!({"name": name, "indicators": []})).collect();
            let indicators = |target: &str| json!([{"level1": "效益指标", "name": "受益人口", "target": target}]);
            run_in(
                &PROJECT_VS_DEPARTMENT,
                "cn",
                json!({"documents": [
                {"kind": "departmentTargets", "tasks": tasks, "indicators": indicators("≥30000人")},
                {"kind": "projectTargets", "project": "河道治理", "indicators": indicators(target)}]}),
            )
        };
        assert_eq!(found(&["河道治理", "水库除险"], "≥15000人"), [""; 0]);
        assert_eq!(found(&["河道治理", "水库除险"], "≥45000人").len(), 1);
        assert_eq!(found(&["河道治理"], "≥15000人").len(), 1);
    }

    #[test]
    fn an_indicator_of_several_projects_is_nobodys() {
        let project = |name: &str| {
            json!({"kind": "projectTargets", "project": name, "indicators": [
                {"level2": "服务对象满意度指标", "name": "群众满意度", "target": "≥85%"}]})
        };
        let department = json!({"kind": "departmentTargets", "indicators": [
            {"level2": "服务对象满意度指标", "name": "群众满意度", "target": "≥90%"}]});
        let one = json!({"documents": [department.clone(), project("农村公路养护")]});
        assert_eq!(run_in(&PROJECT_VS_DEPARTMENT, "cn", one).len(), 1);
        let two = json!({"documents": [department, project("农村公路养护"), project("桥梁加固")]});
        assert_eq!(run_in(&PROJECT_VS_DEPARTMENT, "cn", two), [""; 0]);
    }
}
