//! # 绩效目标表的指标未作自评
//!
//! **查什么**：绩效目标表（部门或项目）批复的指标，在同一部门、同一项目的自评表中找不到。
//!
//! **怎样对应**：两份文件的年度、部门不矛盾，项目名称去掉括号、
//! 引号和“项目”“资金”“经费”“补助”“专项”等词尾后相同，才互相对应；指标按名称对应，空格、括号、引号、
//! 序号和“(%)”等单位后缀不计，表内有同名指标的以二级指标区分，仍分不清的不比。
//!
//! **为什么**：自评应逐项回应批复的指标，不能只评完成得好的。
//!
//! **不查什么**：自评表中另有指标值相同或名称相近而目标表没有的指标，可能是改了名称，不判断；
//! 两表没有一个相同指标的，视为不是同一张表。
//!
//! ---
//!
//! **What it finds**: an indicator of a target table that is in no self-evaluation of it.
//!
//! **How a match is made**: documents meet where neither years nor departments contradict each
//! other and the projects have one name, without brackets, quotes and the nouns every project ends
//! in (项目, 资金, 经费, 补助, 专项); indicators meet by name without spaces, brackets, quotes,
//! list numbers and a unit such as `(%)`, where a table has a name twice by level 2, and where that
//! does not tell them apart, not at all.
//!
//! **Why**: an evaluation answers every approved indicator, not only those that went well.
//!
//! **What it leaves alone**: nothing is said where the evaluation has a new row of a similar name
//! or the same target, which may be the old one renamed, nor where the two tables share no
//! indicator at all.
//!
//! ```json fails
//! {"documents": [
//!   {"kind": "projectTargets", "project": "场地运转经费", "indicators": [
//!     {"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": "≥300人次"},
//!     {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率（%）", "target": "≥95%"},
//!     {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%"}]},
//!   {"kind": "projectEvaluation", "project": "场地运转经费", "indicators": [
//!     {"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": "≥300人次", "actual": "310人次"},
//!     {"level1": "效益指标", "level2": "社会效益指标", "name": "受益职工人数", "target": "≥80人", "actual": "85人"},
//!     {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%", "actual": "92%"}]}]}
//! ```
//!
//! ```json passes
//! {"documents": [
//!   {"kind": "projectTargets", "project": "场地运转经费", "indicators": [
//!     {"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": "≥300人次"},
//!     {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率（%）", "target": "≥95%"},
//!     {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%"}]},
//!   {"kind": "projectEvaluation", "project": "场地运转经费", "indicators": [
//!     {"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": "≥300人次", "actual": "310人次"},
//!     {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%", "actual": "96%"},
//!     {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "职工满意度", "target": "≥90%", "actual": "92%"}]}]}
//! ```

use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::across::indicators::{AIMS, Fate};

use crate::relation::Relations;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};

pub static INDICATOR_DROPPED: Rule = Rule {
    info: RuleInfo {
        family: Family::Xdc,
        code: "XDC001",
        name: "indicator-dropped",
        severity: Severity::Error,
        summary: Text {
            zh: "绩效目标表的指标未作自评",
            en: "an indicator of the target table is in no self-evaluation of it",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Filing(AIMS, check)],
};

message! {
    Dropped { name: Quoted, target: Quoted, claimed: Quoted }
    WITH_TARGET:
        zh "绩效目标表的指标“{name}”（指标值 {target}）在自评表中找不到。"
        en "The target table's indicator “{name}” (target {target}) is not in the self-evaluation."
        advice ADVICE
    NO_TARGET:
        zh "绩效目标表的指标“{name}”在自评表中找不到。"
        en "The target table's indicator “{name}” is not in the self-evaluation."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "在自评表中补上该指标并填报完成情况；指标经批准取消或更名的，请说明。",
    en: "Add it to the self-evaluation with its result; if it was officially dropped or renamed, say so.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for fate in relations.fates() {
        let Fate::Dropped(aim, missing_at) = fate else {
            checks.pass();
            continue;
        };
        // The evaluation has no cell for what is missing, so the finding is at the indicator.
        let target = aim.target.map_or("", |cell| cell.text().trim());
        let wording = if target.is_empty() { NO_TARGET } else { WITH_TARGET };
        let message = wording.with(Dropped {
            name: aim.name.into(),
            target: target.into(),
            claimed: aim.name.into(),
        });
        checks.push(INDICATOR_DROPPED.finding(&aim.name.place, message).related(missing_at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run_in;
    use serde_json::{Value as Json, json};

    fn run(targets: Json, evaluation: Json) -> Vec<String> {
        run_in(&INDICATOR_DROPPED, "cn", json!({"documents": [targets, evaluation]}))
    }

    fn targets() -> Json {
        json!({"kind": "projectTargets", "project": "农村公路养护补助资金", "year": "2025", "indicators": [
            {"level2": "数量指标", "name": "养护里程(公里)", "target": "≥120"},
            {"level2": "质量指标", "name": "验收合格率 (%)", "target": "100"},
            {"level2": "时效指标", "name": "不适用", "target": ""},
            {"level2": "满意度指标", "name": "群众满意度", "target": "≥90%"}]})
    }

    fn evaluation(names: &[(&str, &str)]) -> Json {
        let rows: Vec<Json> =
            names.iter().map(|(name, target)| json!({"level2": "数量指标", "name": name, "target": target, "actual": "1"})).collect();
        json!({"kind": "projectEvaluation", "project": "农村公路养护补助项目", "year": "2025", "indicators": rows})
    }

    #[test]
    fn finds_what_was_left_out() {
        let rows = [("养护里程（公里）", "≥120"), ("验收合格率", "100%")];
        assert_eq!(run(targets(), evaluation(&rows)), ["/indicators/3/name: 群众满意度"]);
    }

    #[test]
    fn says_nothing_unless_it_is_certain() {
        let all =
            [("养护里程（公里）", "≥120"), ("验收合格率", "100%"), ("群众满意度（%）", "≥90%")];
        assert_eq!(run(targets(), evaluation(&all)), [""; 0]);
        let renamed =
            [("养护里程（公里）", "≥120"), ("验收合格率", "100%"), ("沿线群众满意度", "≥92%")];
        assert_eq!(run(targets(), evaluation(&renamed)), [""; 0]);
        let another_table = [("购置车辆", "≥3台")];
        assert_eq!(run(targets(), evaluation(&another_table)), [""; 0]);
        let mut another_year = evaluation(&all[..2]);
        another_year["year"] = json!("2024");
        assert_eq!(run(targets(), another_year), [""; 0]);
        let mut another_project = evaluation(&all[..2]);
        another_project["project"] = json!("桥梁加固");
        assert_eq!(run(targets(), another_project), [""; 0]);
    }
}
