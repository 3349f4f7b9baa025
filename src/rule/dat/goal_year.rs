//! # 目标、预算所说的年份不符
//!
//! **查什么**：目标表的年度目标要做的是已经过去的年份的事（2025 年的表，“做好2021年……”）；
//! 测算、申请所说的年份已经过去（“预计2023年”“申请纳入2022年预算”），或者远在项目到期之后；
//! 项目的开始年份晚于预算年度。
//!
//! **为什么**：预算是为本年度编的，多半是年份打错，或沿用了往年的申报表。
//!
//! **不查什么**：决算、自评、清算、结转、尾款、验收等收尾工作；同一句还说到其他年份的；
//! 对编制预算那一年（上年）的预计；一段时期的规划；看不出年度的表。
//!
//! ---
//!
//! **What it finds**: goals of a budget year that are to be reached in a past one; forecasts of and
//! applications for a year that is over, or one long after the project's end; projects that begin
//! after the budget year.
//!
//! **Why**: mostly the year is mistyped, or an earlier form was reused.
//!
//! **What it leaves alone**: what is still to be settled of earlier years; sentences of several
//! years; forecasts of the year in which the budget is drawn up; plans for a period; forms whose
//! year is not known.
//!
//! ```json fails
//! {"kind": "departmentTargets", "title": "2025年部门整体绩效目标表", "goals": ["认真做好2021年农村公路集中养护工作。"]}
//! ```
//!
//! ```json passes
//! {"kind": "departmentTargets", "title": "2025年部门整体绩效目标表", "goals": ["认真做好2025年农村公路集中养护工作，完成2024年度决算公开。"]}
//! ```

use crate::filing::Place;
use crate::finding::{Family, Message, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::dates::DATED;
use crate::relation::goal_year::{Misplaced, misplaced};
use crate::rule::{Check, Checks, Rule};

pub static GOAL_YEAR: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT014",
        name: "goal-year",
        severity: Severity::Warning,
        summary: Text {
            zh: "目标、预算所说的年份不符",
            en: "a plan that speaks of another year than it is for",
        },
        basis: Text { zh: "日期先后", en: "the order of dates" },
    },
    checks: &[Check::Filing(DATED, check)],
};

message! {
    GoalYear { claimed: Quoted, year: i32 }
    GOAL:
        zh "这是 {year} 年的目标，说的却是 {claimed} 的工作。"
        en "This is a goal of {year}, but it speaks of {claimed}."
        advice ADVICE
    PLAN:
        zh "这是 {year} 年的预算，测算或申请所说的却是 {claimed}。"
        en "This is a budget for {year}, but the forecast or application is for {claimed}."
        advice ADVICE
    START:
        zh "项目从 {claimed} 开始，晚于预算年度 {year} 年。"
        en "The project begins in {claimed}, after the budget year {year}."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "核对年份；沿用往年文字的，改为本年度的情况。",
    en: "Check the year; where an earlier text was reused, bring it up to date.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    let mut push = |place: &Place, message: Message, span: Option<(usize, usize)>| {
        let finding = GOAL_YEAR.finding(place, message);
        checks.push(match span {
            Some(span) => finding.span(span),
            None => finding,
        });
    };
    for misplaced in misplaced(relations.documents) {
        let (wording, said, year) = match misplaced {
            Misplaced::Goal(said, year) => (GOAL, said, year),
            Misplaced::Plan(said, year) => (PLAN, said, year),
            Misplaced::Start(cell, year) => {
                let message = START.with(GoalYear { claimed: cell.into(), year });
                push(&cell.place, message, None);
                continue;
            }
        };
        let claimed = said.cell.quoted(said.span).into();
        let message = wording.with(GoalYear { claimed, year });
        push(&said.cell.place, message, Some(said.span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run_in;
    use serde_json::json;

    fn found(goal: &str, purpose: &str, start: &str, end: &str) -> Vec<String> {
        run_in(
            &GOAL_YEAR,
            "cn",
            json!({"documents": [
                {"kind": "projectTargets", "title": "绩效目标申报表", "goal": goal, "purpose": purpose, "start": start, "end": end, "indicators": []},
                {"kind": "departmentTargets", "title": "2025年部门整体绩效目标表"}]}),
        )
    }

    #[test]
    fn finds_plans_of_another_year() {
        for (goal, purpose, start, path) in [
            ("认真做好2021年农村公路集中养护工作。", "", "", "/goal: 2021年"),
            ("", "预计2023年36人发放工资120万元。", "", "/purpose: 2023年"),
            ("", "未支付，申请纳入2022年预算安排。", "", "/purpose: 2022年"),
            ("", "2021年申请安排市级补助30975万元。", "", "/purpose: 2021年"),
            ("", "因此2024年度预算申请安排712.5万元。", "", "/purpose: 2024年"),
            ("", "预计2029年参保人数约590万人。", "", "/purpose: 2029年"),
            ("", "按文件要求,2029年安排补助资金。", "", "/purpose: 2029年"),
            ("", "", "2029年", "/start: 2029年"),
        ] {
            let end = if start.is_empty() { "2025年" } else { "2099年" };
            assert_eq!(found(goal, purpose, start, end), [path], "{goal}{purpose}");
        }
    }

    #[test]
    fn leaves_alone_what_belongs_to_other_years() {
        for (goal, purpose, start, end) in [
            ("做好2025年医保征缴工作，推进2026年参保动员。", "", "", ""),
            ("做好2024年度决算公开，完成2024年绩效自评。", "", "", ""),
            ("完成2023年项目尾款支付。", "", "", ""),
            ("巩固2020年以来脱贫成果。", "", "", ""),
            ("", "预计2024年公益金收入1600万元，2025年1700万元。", "", ""),
            ("", "2022年至2024年分别安排100万元、200万元、300万元。", "", ""),
            ("", "2023年安排100万元，2024年安排200万元，2025年申请安排300万元。", "", ""),
            ("", "预计2026年投入100万元，2027年投入200万元。", "2025年", "2027年"),
            ("", "预计2035年基本建成。", "2025年", "2099年"),
            ("", "2019年政府批复调整工资，从2009年起纳入预算。", "", ""),
            ("", "", "2023年", "2099年"),
        ] {
            assert_eq!(found(goal, purpose, start, end), [""; 0], "{goal}{purpose}");
        }
    }
}
