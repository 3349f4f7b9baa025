//! # 完成而扣分无说明
//!
//! **查什么**：实际完成值达到年度指标值，得分却低于分值，又没有说明原因。
//!
//! **为什么**：扣分要有依据；评审时会被追问。
//!
//! **不查什么**：本行或全表已说明原因的；指标值与完成值不可比、只能由人判断的；
//! 完成值写明“达成预期指标”等等次、在等次区间内评分的；没有偏差原因栏的表中，
//! 以文字照应指标值的定性指标。
//!
//! ---
//!
//! **What it finds**: a met target whose score was cut with no reason that says why.
//!
//! **Why**: a reviewer will ask.
//!
//! **What it leaves alone**: rows with a reason of their own or of the table; rows only a person
//! can judge; results that state a grade of the qualitative scale; targets met in words on forms
//! without a cell for reasons.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥90%", "actual": "95%", "weight": "100", "score": "98"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥90%", "actual": "95%", "weight": "100", "score": "98", "reason": "数据报送不及时，扣 2 分"}]}
//! ```

use crate::finding::{Difference, Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::score::rows::RowVerdict;

use crate::filing::{Indicator, as_typed};

use crate::relation::TableRow;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::scoring::ratio;

pub static MET_BUT_CUT: Rule = Rule {
    info: RuleInfo {
        family: Family::Sco,
        code: "SCO004",
        name: "met-but-cut",
        severity: Severity::Warning,
        summary: Text {
            zh: "指标已完成，扣分却无说明",
            en: "a met target whose score was cut without a reason",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check)],
};

message! {
    MetButCut {
        target: Quoted,
        actual: Quoted,
        claimed: Quoted,
        weight: Quoted,
        expected: Printed,
        difference: Option<Difference>,
        formula: Option<Printed>,
    }
    zh "指标值为 {target}，实际完成值为 {actual}，已达到指标值，得分 {claimed} 却低于分值 {weight}，又没有说明扣分原因。"
    en "The target is {target}, the result {actual}: met, yet the score is {claimed} of {weight} and no reason says why."
    advice {
        zh "得分改为 {expected}，或在偏差原因中说明扣分依据。"
        en "Put {expected}, or say in the reason why points were cut."
    }
}

fn check(row: &TableRow<'_>, checks: &mut Checks) {
    let Some(scored) = row.scored() else { return };
    match scored.verdict {
        RowVerdict::Full | RowVerdict::CutWithReason => checks.pass(),
        RowVerdict::MetButCut => {
            let working =
                scored.row().pair().and_then(|pair| ratio::score(scored.weight_points, &pair));
            let decimals = row.profile.score_decimals;
            let message = MetButCut {
                target: scored.row().target_text().into(),
                actual: scored.row().actual_text().into(),
                claimed: scored.score.into(),
                weight: scored.weight.into(),
                expected: as_typed(scored.score, scored.weight_points).into(),
                difference: scored.score_points.minus(scored.weight_points).map(Difference::from),
                formula: working.map(|working| working.formula(decimals).into()),
            };
            let finding = MET_BUT_CUT
                .finding(&scored.score.place, message)
                .related(&scored.weight.place)
                .follows(&scored.weight.place)
                .related(&scored.indicator.place(Indicator::FIELDS.actual));
            checks.push(finding);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::sco::table;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_points_cut_from_a_met_target() {
        for (target, actual, score, finding) in [
            ("≥354.84万", "364.22万人", "9", "/indicators/0/score: 9 → 10"),
            ("≤95%", "11.43%", "9.5分", "/indicators/0/score: 9.5分 → 10分"),
            ("=100", "100%", "0", "/indicators/0/score: 0 → 10"),
        ] {
            assert_eq!(run(&MET_BUT_CUT, table(&[(target, actual, "10", score)])), [finding]);
        }
    }

    #[test]
    fn leaves_alone_full_marks_and_what_a_person_judged() {
        for (target, actual, score) in [
            ("≥90%", "95%", "10"),
            ("稳步推进", "有所推进", "8"),
            ("持续提升", "持续提升", "9"),
            ("及时", "211.69%", "8"),
            ("达成预期指标", "达成预期指标", "8"),
            ("≥90%", "75%", "8"),
            ("≥3场", "共有300人参加", "8"),
            ("≥3场", "300人", "8"),
            ("≥0.5公里", "300米", "6"),
            ("≥90%", "95%", ""),
        ] {
            assert_eq!(
                run(&MET_BUT_CUT, table(&[(target, actual, "10", score)])),
                [""; 0],
                "{target} {actual}"
            );
        }
    }

    #[test]
    fn words_that_were_met_owe_a_reason_where_the_form_asks_for_one() {
        let mut document = table(&[("应保尽保", "应保尽保", "10", "8")]);
        document["indicators"][0]["reason"] = json!("");
        assert_eq!(run(&MET_BUT_CUT, document), ["/indicators/0/score: 8 → 10"]);
    }

    #[test]
    fn a_slip_in_the_weight_is_reported_once() {
        let document = table(&[("≥90%", "95%", "66.6", "6.66"), ("≥3次", "3次", "93.34", "93.34")]);
        let report =
            crate::validate(json!({"documents": [document]}), &crate::Options::default()).unwrap();
        let codes: Vec<_> = report
            .findings
            .iter()
            .map(|f| f.code)
            .filter(|code| !code.starts_with("REQ"))
            .collect();
        assert_eq!(codes, ["NUM006"]);
    }

    #[test]
    fn a_reason_explains_the_cut() {
        for reason in ["报送不及时", "扣1分"] {
            let mut document = table(&[("≥90%", "95%", "10", "9")]);
            document["indicators"][0]["reason"] = json!(reason);
            assert_eq!(run(&MET_BUT_CUT, document), [""; 0]);
        }
        let mut document = table(&[("≥90%", "95%", "10", "9")]);
        document["indicators"][0]["reason"] = json!("无");
        assert_eq!(run(&MET_BUT_CUT, document.clone()), ["/indicators/0/score: 9 → 10"]);
        document["reason"] = json!("部分任务延后");
        assert_eq!(run(&MET_BUT_CUT, document), [""; 0]);
    }
}
