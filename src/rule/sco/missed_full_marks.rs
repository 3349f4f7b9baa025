//! # 未完成而得满分
//!
//! **查什么**：实际完成值没有达到年度指标值（包括过了指标值写明的日期、否定了指标值的文字），
//! 得分却等于分值。未说明原因的为错误，已说明原因的为提醒。
//!
//! **为什么**：定量指标未完成的，应按完成比例记分。
//!
//! **不查什么**：指标值或完成值不是可比数据的行（定性指标、单位不同、只有文字描述）；
//! 按比例四舍五入后仍为满分的；负数指标；没有写“≥”“≤”而又可能越少越好的指标（时限、工期、失业率、
//! 漏损率等）；比率超过了区间上限的。
//!
//! ---
//!
//! **What it finds**: a target that is missed and scored in full, be it a figure, a day to be done
//! by, or words that the result denies: an error where no reason is given, a warning where one is.
//!
//! **Why**: a missed quantitative target is scored by the share that was reached.
//!
//! **What it leaves alone**: rows whose target and result cannot be compared for certain; scores
//! that round to full marks; targets below zero; targets without a sign of which less may be better
//! (times to keep, rates of what nobody wants); shares above the range they were to stay in.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥100次", "actual": "80次", "weight": "100", "score": "100"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥100次", "actual": "80次", "weight": "100", "score": "80"}]}
//! ```

use crate::filing::Indicator;
use crate::finding::{Difference, Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::TableRow;
use crate::relation::score::rows::RowVerdict;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};

pub static MISSED_FULL_MARKS: Rule = Rule {
    info: RuleInfo {
        family: Family::Sco,
        code: "SCO003",
        name: "missed-full-marks",
        severity: Severity::Error,
        summary: Text { zh: "指标未完成却得满分", en: "a missed target scored in full" },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check)],
};

message! {
    FullMarks {
        target: Quoted,
        actual: Quoted,
        claimed: Quoted,
        expected: Option<Printed>,
        formula: Option<Printed>,
        difference: Option<Difference>,
    }
}
const MESSAGE: Text = Text {
    zh: "指标值为 {target}，实际完成值为 {actual}，未达到指标值，却得满分 {claimed}。",
    en: "The target is {target} and the result {actual}: the target was missed, yet the score is the full {claimed}.",
};
message! {
    PROPORTIONAL for FullMarks says MESSAGE
    advice {
        zh "核对实际完成值；确未达到的，按完成比例记分：{formula}。"
        en "Check the result; if the target was missed, score the share that was reached: {formula}."
    }
}
message! {
    NOT_PROPORTIONAL for FullMarks says MESSAGE
    advice {
        zh "核对实际完成值；确未达到的，应扣减得分。"
        en "Check the result; if the target was missed, points must go."
    }
}

fn check(row: &TableRow<'_>, checks: &mut Checks) {
    let decimals = row.profile.score_decimals;
    let Some(scored) = row.scored() else { return };
    let working = match &scored.verdict {
        RowVerdict::Proportional | RowVerdict::NotProportional(_) => {
            checks.pass();
            return;
        }
        RowVerdict::MissedButFull(working) => working,
        _ => return,
    };
    let due = working.as_ref().map(|working| scored.due(working.exact, decimals));
    let (expected, difference) = due.unzip();
    let wording = if working.is_some() { PROPORTIONAL } else { NOT_PROPORTIONAL };
    let message = wording.with(FullMarks {
        target: scored.row().target_text().into(),
        actual: scored.row().actual_text().into(),
        claimed: scored.score.into(),
        expected: expected.map(Printed::from),
        formula: working.as_ref().map(|working| working.formula(decimals).into()),
        difference: difference.flatten().map(Difference::from),
    });
    let finding = MISSED_FULL_MARKS
        .finding(&scored.score.place, message)
        .severity(if scored.has_reason() { Severity::Warning } else { Severity::Error })
        .fix_as_expected(scored.score)
        .related(&scored.indicator.place(Indicator::FIELDS.target))
        .related(&scored.indicator.place(Indicator::FIELDS.actual))
        .follows(&scored.weight.place);
    checks.push(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::sco::table;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_full_marks_for_a_missed_target() {
        for (target, actual, weight, finding) in [
            ("≥70%", "65.29%", "10", "/indicators/0/score: 10 → 9.33"),
            ("≤80万元", "100万元", "10", "/indicators/0/score: 10 → 8"),
            ("100%", "80%", "10分", "/indicators/0/score: 10分 → 8分"),
            ("不低于1.2万人", "9000人", "20", "/indicators/0/score: 20 → 15"),
            ("事故次数为0", "3次", "10", "/indicators/0/score: 10"),
            ("≥5%", "-3%", "10", "/indicators/0/score: 10"),
            ("6-9个月", "12个月", "5", "/indicators/0/score: 5"),
            ("2024年6月30日前", "2024年8月15日", "5", "/indicators/0/score: 5"),
            ("2024年12月底前完成", "2025年3月完成", "5", "/indicators/0/score: 5"),
            ("2024年底前", "2025年1月", "5", "/indicators/0/score: 5"),
            ("零发生", "1起", "5", "/indicators/0/score: 5"),
            ("按时完成", "未按时完成", "5", "/indicators/0/score: 5"),
            ("达标", "不达标", "5", "/indicators/0/score: 5"),
            ("是", "否", "5", "/indicators/0/score: 5"),
            ("否", "是", "5", "/indicators/0/score: 5"),
        ] {
            assert_eq!(
                run(&MISSED_FULL_MARKS, table(&[(target, actual, weight, weight)])),
                [finding]
            );
        }
    }

    #[test]
    fn leaves_alone_what_is_met_or_cannot_be_compared() {
        for (target, actual) in [
            ("≥354.84万", "364.22万人"),
            ("≤24万元", "24万元"),
            ("≥95", "97.45%"),
            ("及时", "211.69%"),
            ("≥1000人", "举办培训3场"),
            ("≥95%", "基本完成，较上年增长5%"),
            ("≥90%", "32家"),
            (">100", "100"),
            ("≤3天", "48小时"),
            ("≤1个月", "20天"),
            ("≥10公里", "9800米"),
            ("≥3000公斤", "3.5吨"),
            ("≥300人", "3场"),
            ("-5%", "-7%"),
            ("12月底前完成", "12月25日"),
            ("2024年6月30日前", "2024年6月30日"),
            ("2024年6月30日前", "2024年6月"),
            ("2024年12月底前", "2024年12月20日完成"),
            ("2024年12月底前", "2025年"),
            ("2024年12月", "2025年1月"),
            ("2024年6月30日前", "按时完成"),
            ("零发生", "0起"),
            ("零发生", "未发生"),
            ("未发生", "未发生"),
            ("不发生", "100%"),
            ("按时完成", "按时完成"),
            ("是", "是"),
            ("否", "否"),
            ("是", "是，已按期公开"),
            ("是", "无"),
            ("稳定", "不断趋于稳定"),
            ("≥354.84万", "354.839万"),
            ("≥100次", ""),
        ] {
            assert_eq!(
                run(&MISSED_FULL_MARKS, table(&[(target, actual, "10", "10")])),
                [""; 0],
                "{target} {actual}"
            );
        }
    }

    #[test]
    fn of_some_things_less_may_be_better() {
        let named = |name: &str, target: &str, actual: &str| {
            let mut document = table(&[(target, actual, "10", "10")]);
            document["indicators"][0]["name"] = json!(name);
            run(&MISSED_FULL_MARKS, document)
        };
        for (name, target, actual) in [
            ("平均办理时限", "15个工作日", "12个工作日"),
            ("响应时间", "2小时", "1小时"),
            ("项目完成时间", "12月", "10月"),
            ("施工工期", "180天", "165天"),
            ("城镇登记失业率", "4.5%", "3.8%"),
            ("供水管网漏损率", "=10%", "8.6%"),
            ("信访案件数量", "10件", "6件"),
            ("PM2.5平均浓度", "35", "28"),
            ("群众满意度", "80%-95%", "97%"),
        ] {
            assert_eq!(named(name, target, actual), [""; 0], "{name} {target} {actual}");
        }
        for (name, target, actual) in [
            ("办结率", "98%", "90%"),
            ("培训天数", "≥20天", "15天"),
            ("群众满意度", "80%-95%", "77%"),
            ("漏损率", "≤10%", "12%"),
        ] {
            assert_eq!(named(name, target, actual).len(), 1, "{name} {target} {actual}");
        }
    }

    #[test]
    fn a_reason_softens_it() {
        let mut document = table(&[("≥70%", "60%", "10", "10")]);
        document["indicators"][0]["reason"] = json!("");
        assert_eq!(run(&MISSED_FULL_MARKS, document.clone()), ["/indicators/0/score: 10 → 8.57"]);
        document["indicators"][0]["reason"] = json!("疫情影响");
        assert_eq!(
            run(&MISSED_FULL_MARKS, document.clone()),
            ["/indicators/0/score (warning): 10 → 8.57"]
        );
        document["indicators"][0]["reason"] = json!("/");
        document["reason"] = json!("年中政策调整");
        assert_eq!(run(&MISSED_FULL_MARKS, document), ["/indicators/0/score (warning): 10 → 8.57"]);
    }
}
