//! # 文中同一数据前后不一
//!
//! **查什么**：同一数据在文中两处不同：名称相同（或行首指标相同）、年份口径不冲突，而只差一位数字、
//! 一处小数点或相邻两位颠倒的；照抄两遍的一段话、同一项上级要求只有一个数不同的；算式中的数与前文不符的。
//! 与表内同一数据比较时同样如此；预算执行指标的指标值与全年预算、部门与项目同名指标的指标值也比较。
//!
//! **为什么**：同一数据只能有一个数，抄录时最常错一位。
//!
//! **不查什么**：年份不同、一处是上年数或目标值的；预算与支出、收入与支出、职工与居民等口径不同的；
//! 相差不止一处笔误的；约数。
//!
//! ---
//!
//! **What it finds**: one quantity that a text gives twice, or that a table gives too, where the two
//! are one slip of the hand apart: a digit, two neighbours swapped, the point; a passage, or a
//! demand of an authority, that is there twice but for one figure; an operand of a formula that was
//! copied wrong. So are the target of budget execution and the budget, and the targets of a
//! department and of its project for one indicator.
//!
//! **Why**: a quantity has one figure, and copies go wrong by a digit.
//!
//! **What it leaves alone**: other years, targets beside results, budgets beside expenditure,
//! figures that differ by more than a slip, approximations.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "全年预算数2092.71万元，执行1997.21万元。调整后全年预算数2092.17万元。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "全年预算数2092.71万元，执行1997.21万元。调整后全年预算数2092.71万元。"}]}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::proof::{self, Kind};
use crate::rule::claims::{ClaimFigures, judge_misfits};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static RESTATED: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR009",
        name: "restated",
        severity: Severity::Error,
        summary: Text {
            zh: "文中同一数据前后不一",
            en: "a text gives one quantity with two figures",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Filing(proof::READS, check)],
};

message! {
    MESSAGE for ClaimFigures
    zh "此处写 {claimed}，同一数据另处是 {expected}（{formula}）。"
    en "This says {claimed}; the same quantity is {expected} elsewhere ({formula})."
    advice {
        zh "核对来源，两处改为同一个数；口径不同的，请写明。"
        en "Check the source and make both agree; if their scope differs, say so."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    judge_misfits(relations, checks, &[Kind::Equality, Kind::Copy], &RESTATED, MESSAGE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{run, run_in};
    use serde_json::json;

    fn found(text: &str) -> Vec<String> {
        run(&RESTATED, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    #[test]
    fn finds_what_one_slip_sets_apart() {
        for (text, finding) in [
            (
                "2025年一般公共预算支出1997.21万元。全年一般公共预算支出1987.21万元，执行率95.44%。",
                "1987.21万元 → 1997.21万元",
            ),
            (
                "全市城乡居民基本医疗保险参保人数320.75万人。城乡居民基本医疗保险参保人数302.75万人。",
                "302.75万人 → 320.75万人",
            ),
            (
                "2024年1月至7月公益金收入905万元，8月至12月预计收入712万元。为此，安排资金。2024年1月至7月公益金收入905万元，8月至12月预计收入718万元。",
                "718 → 712",
            ),
            // Both come to the same.
            (
                "2024年收入总计8236.4万元，主要是财政拨款。支出总计8336.4万元。",
                "8336.4万元 → 8236.4万元",
            ),
        ] {
            assert_eq!(found(text), [format!("/sections/0/text: {finding}")], "{text}");
        }
    }

    #[test]
    fn finds_what_is_said_or_demanded_to_be_one() {
        for (text, finding) in [
            (
                "会议培训费决算数323.07万元，调整预算数723.07万元，会议培训费决算数=会议培训费调整预算数。",
                "723.07万元 → 323.07万元",
            ),
            (
                "入学率为95.09%，达到省里有关入学率保持在95%以上的要求。但是，虽然达到省里有关入学率保持在55%以上的要求，个别村仍有辍学。",
                "55 → 95",
            ),
            (
                "根据《2021年度第三方服务项目采购合同》的合同金额388万元，安排资金。《2021年度第三方服务项目采购合同》的合同金额381万元，已全额支付。",
                "381万元 → 388万元",
            ),
            (
                "2024年参加本县居民基本医疗保险的人数为588.08万人。本县居民医保参保人数为586.08万人。",
                "586.08万人 → 588.08万人",
            ),
        ] {
            assert_eq!(found(text), [format!("/sections/0/text: {finding}")], "{text}");
        }
    }

    #[test]
    fn finds_a_target_that_is_not_its_budget() {
        let evaluation = |target: &str| {
            run_in(
                &RESTATED,
                "cn",
                json!({"documents": [
                    {"kind": "narrative", "sections": [{"text": "支出1997.21万元。"}]},
                    {"kind": "departmentEvaluation",
                        "funds": {"total": {"budget": "2092.71", "executed": "1997.21"}},
                        "indicators": [{"name": "预算执行情况", "target": target}]}]}),
            )
        };
        assert_eq!(evaluation("≤2092.71万元"), [""; 0]);
        assert_eq!(evaluation("≤2100万元"), [""; 0]);
        assert_eq!(evaluation("≤2022.71万元").len(), 1);
    }

    #[test]
    fn leaves_a_goal_and_what_became_of_it_alone() {
        let goals = |expected: &str, achieved: &str| {
            run(
                &RESTATED,
                json!({"kind": "projectEvaluation", "indicators": [],
                    "goals": {"expected": expected, "achieved": achieved}}),
            )
        };
        for (expected, achieved) in [
            ("完成县道养护120公里，改善出行条件。", "完成县道养护126公里，群众满意。"),
            (
                "2025年完成县道养护里程1260公里，改善沿线群众出行条件，保障道路安全畅通，群众满意度达到95%。",
                "2025年完成县道养护里程1260公里，改善沿线群众出行条件，保障道路安全畅通，群众满意度达到96%。",
            ),
        ] {
            assert_eq!(goals(expected, achieved), [""; 0], "{achieved}");
        }
    }

    #[test]
    fn leaves_the_goals_of_a_report_alone() {
        let report = |heading: &str| {
            run(
                &RESTATED,
                json!({"kind": "narrative", "sections": [
                    {"heading": heading, "text": "完成县道养护里程1261.5公里。"},
                    {"heading": "（三）项目实施情况", "text": "完成县道养护里程1268.5公里。"}]}),
            )
        };
        assert_eq!(report("（二）年度绩效目标"), [""; 0]);
        let finding = "/sections/1/text: 1268.5公里 → 1261.5公里";
        assert_eq!(report("（二）绩效目标完成情况"), [finding]);
    }

    #[test]
    fn leaves_alone_what_may_be_two_quantities() {
        for text in [
            "2024年一般公共预算支出1997.21万元。2025年一般公共预算支出1987.21万元。",
            "上年参保人数43.42万人，本年参保人数43.47万人。",
            "年初预算1138.21万元，全年预算1238.21万元。",
            "预算数1138.21万元，支出数1138.12万元。",
            "职工医保基金收入207806万元，居民医保基金收入207805万元。",
            "参保人数目标值354.84万人，参保人数354.94万人。",
            "基金收入207806万元，基金支出207800万元。",
            "一季度完成收入1.25万元。二季度完成收入1.26万元。",
            "（此项指标自评10分）维护社会稳定。（此项指标自评8分）",
            "东县民政局发放城市低保金1256.3万元。西县民政局发放城市低保金1256.8万元。",
            "截至6月底，参保人数588.08万人。截至12月底，参保人数588.68万人。",
            "全年支出1138.21万元，年中追加20万元。年末全年支出1158.21万元。",
            "2023年，达到省里有关入学率保持在95%以上的要求。2024年，达到省里有关入学率保持在96%以上的要求。",
            "《2021年度第三方服务采购合同》的合同金额388万元。《2022年度第三方服务采购合同》的合同金额381万元。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
