//! # 完成情况照抄预期目标
//!
//! **查什么**：年度总体目标的实际完成情况与预期目标一字不差。
//!
//! **为什么**：预期目标写的是打算做什么，完成情况要写做成了什么、做到什么程度。
//!
//! **不查什么**：有一处不同的；不足八个字的（`已完成`）；空白、不适用；各指标行的目标和完成值。
//!
//! ---
//!
//! **What it finds**: what was achieved repeats the expected goal of the year word for word.
//!
//! **Why**: a goal says what is to be done; an achievement says what was done, and how much of it.
//!
//! **What it leaves alone**: texts that differ anywhere; less than eight characters; blank cells;
//! targets and results of the rows.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "goals": {"expected": "保障机构正常运转，完成养护任务。", "achieved": "保障机构正常运转，完成养护任务。"}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "goals": {"expected": "保障机构正常运转，完成养护任务。", "achieved": "机构运转正常，养护公路120公里。"}, "indicators": []}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::repetition::goals;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static GOAL_REPEATED: Rule = Rule {
    info: RuleInfo {
        family: Family::Dev,
        code: "DEV007",
        name: "goal-repeated",
        severity: Severity::Warning,
        summary: Text {
            zh: "实际完成情况照抄预期目标",
            en: "an achievement that repeats the goal word for word",
        },
        basis: FORM,
    },
    checks: &[Check::Document(Reads::of(&[Column::Prose]), check)],
};

message! {
    GoalRepeated { claimed: Quoted }
    zh "实际完成情况“{claimed}”与预期目标一字不差，没有写完成了什么。"
    en "The achievement “{claimed}” is the goal word for word; it does not say what was done."
    advice {
        zh "写明实际完成的事项、数量和效果。"
        en "Say what was done, how much of it, and with what effect."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for (expected, achieved, is_repeated) in relations.evaluations().filter_map(goals) {
        if !is_repeated {
            checks.pass();
            continue;
        }
        let message = GoalRepeated { claimed: achieved.into() };
        checks.push(GOAL_REPEATED.finding(&achieved.place, message).related(&expected.place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn goals(expected: &str, achieved: &str) -> Vec<String> {
        let goals = json!({"expected": expected, "achieved": achieved});
        run(
            &GOAL_REPEATED,
            json!({"kind": "departmentEvaluation", "goals": goals, "indicators": []}),
        )
    }

    #[test]
    fn leaves_alone_what_was_written_anew() {
        for (expected, achieved) in [
            ("保障机构正常运转，完成养护任务。", "保障机构正常运转，完成了养护任务。"),
            ("支付人员经费12人。", "支付人员经费11人。"),
            ("支付经费", "支付经费"),
            ("无", "无"),
            ("保障机构正常运转，完成养护任务。", ""),
            ("", ""),
            ("不适用", "不适用"),
        ] {
            assert_eq!(goals(expected, achieved), [""; 0], "{achieved}");
        }
        let targets = json!({"kind": "projectTargets", "goal": "保障机构正常运转。", "periodGoal": "保障机构正常运转。", "indicators": []});
        assert_eq!(run(&GOAL_REPEATED, targets), [""; 0]);
    }

    #[test]
    fn finds_a_copy() {
        for (expected, achieved) in [
            ("保障机构正常运转，完成养护任务。", "保障机构正常运转，完成养护任务"),
            ("完成公路养护120公里", "完成公路养护 120 公里。"),
        ] {
            assert_eq!(
                goals(expected, achieved),
                [format!("/goals/achieved: {achieved}")],
                "{expected}"
            );
        }
    }
}
