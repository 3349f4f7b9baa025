//! # 分组所印分值与各行之和不符
//!
//! **查什么**：一级指标或其上标题印有分值的（如“产出指标(50分)”、“年度绩效目标1(40分)”），
//! 应等于所属各行分值之和；评分表各组的权重应等于组内各项之和。
//!
//! **为什么**：评审按组核分，组内分值对不上就无法核。
//!
//! **不查什么**：没有印分值的标题；组内有分值未填或不可读的。
//!
//! ---
//!
//! **What it finds**: points printed for a group (`产出指标(50分)`, a score sheet's group weight)
//! that are not the sum of its rows.
//!
//! **Why**: reviewers check scores group by group.
//!
//! **What it leaves alone**: headings without points, and groups with a blank or unreadable weight.
//!
//! ```json fails
//! {"kind": "projectTargets", "project": "场地运转经费", "indicators": [
//!   {"level1": "产出指标(50分)", "level2": "数量指标", "name": "培训人次", "target": "≥300人次", "weight": "45"},
//!   {"level1": "效益指标(30分)", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%", "weight": "30"},
//!   {"level1": "满意度指标(10分)", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%", "weight": "10"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "project": "场地运转经费", "indicators": [
//!   {"level1": "产出指标(50分)", "level2": "数量指标", "name": "培训人次", "target": "≥300人次", "weight": "50"},
//!   {"level1": "效益指标(30分)", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%", "weight": "30"},
//!   {"level1": "满意度指标(10分)", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%", "weight": "10"}]}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::sum::{FailureKind, POINTS, SumKind};

use crate::relation::Relations;
use crate::rule::failures::{SumFigures, as_finding, failures};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static GROUP_WEIGHT: Rule = Rule {
    info: RuleInfo {
        family: Family::Sum,
        code: "SUM004",
        name: "group-weight",
        severity: Severity::Error,
        summary: Text {
            zh: "分组所印分值与各行之和不符",
            en: "a group's printed points are not the sum of its rows",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Document(POINTS, check)],
};

message! {
    MESSAGE for SumFigures
    zh "本组标题印的是 {claimed}，所属各行的分值合计却是 {formula}。"
    en "The group's heading says {claimed}, but the weights of its rows come to {formula}."
    advice {
        zh "改正标题中的分值，或改正组内有误的分值。"
        en "Correct the printed points, or the weight in the group that is wrong."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for failure in failures(relations.points(), checks, &[SumKind::Group], &[FailureKind::Wrong]) {
        checks.push(as_finding(failure, &GROUP_WEIGHT, MESSAGE));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn adds_up_each_group() {
        let table = |second: &str| {
            json!({"kind": "projectEvaluation", "indicators": [
                {"level1": "产出指标（50分）", "name": "甲", "target": "1", "weight": "20"},
                {"level1": "产出指标（50分）", "name": "乙", "target": "1", "weight": second},
                {"level1": "效益指标", "name": "丙", "target": "1", "weight": "25"}]})
        };
        assert_eq!(run(&GROUP_WEIGHT, table("30")), [""; 0]);
        assert_eq!(run(&GROUP_WEIGHT, table("25")), ["/indicators/0/level1: 50 → 45"]);
        assert_eq!(run(&GROUP_WEIGHT, table("")), [""; 0]);
    }

    #[test]
    fn keeps_goals_apart() {
        let table = json!({"kind": "departmentEvaluation", "indicators": [
            {"heading": "年度绩效目标1(40分)", "level1": "产出指标(25分)", "name": "甲", "target": "1", "weight": "25"},
            {"heading": "年度绩效目标1(40分)", "level1": "效益指标(15分)", "name": "乙", "target": "1", "weight": "10"},
            {"heading": "年度绩效目标2(50分)", "level1": "产出指标(25分)", "name": "丙", "target": "1", "weight": "25"},
            {"heading": "年度绩效目标2(50分)", "level1": "效益指标(25分)", "name": "丁", "target": "1", "weight": "25"}]});
        assert_eq!(
            run(&GROUP_WEIGHT, table),
            ["/indicators/0/heading: 40 → 35", "/indicators/1/level1: 15 → 10"]
        );
    }

    #[test]
    fn reads_score_sheets() {
        let sheet = |weight: &str| {
            json!({"kind": "scoreSheet", "items": [
                {"group": "预算执行", "groupWeight": "30", "name": "甲", "weight": "10"},
                {"group": "预算执行", "groupWeight": "30", "name": "乙", "weight": weight}]})
        };
        assert_eq!(run(&GROUP_WEIGHT, sheet("20")), [""; 0]);
        assert_eq!(run(&GROUP_WEIGHT, sheet("15")), ["/items/0/groupWeight: 30 → 25"]);
        let named = |group: &str| {
            json!({"kind": "scoreSheet", "items": [
                {"group": group, "name": "甲", "weight": "15"}, {"group": "", "name": "乙", "weight": "15"},
                {"group": "履职效能", "name": "丙", "weight": "70"}]})
        };
        assert_eq!(run(&GROUP_WEIGHT, named("采购管理（30分）")), [""; 0]);
        assert_eq!(run(&GROUP_WEIGHT, named("采购管理（35分）")), ["/items/0/group: 35 → 30"]);
    }
}
