//! # 得分不在等次区间
//!
//! **查什么**：定性指标的实际完成值写明了等次（达成、部分达成、未达成预期指标），
//! 得分却不在该等次的分值区间内（全国通用：100%–80%、80%–60%、60%–0%）。
//!
//! **为什么**：定性指标按三档评分，得分应与所写的等次相符。
//!
//! **不查什么**：没有写明等次的文字（“稳步提升”“良好”）；恰在两档分界上的得分；定量指标。
//!
//! ---
//!
//! **What it finds**: a qualitative result that states its grade (achieved, partly, not achieved)
//! and is scored outside the profile's band for it.
//!
//! **Why**: qualitative targets are scored in three grades.
//!
//! **What it leaves alone**: results that state no grade; scores on the border of two bands;
//! quantitative targets.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"target": "改善就医环境", "actual": "部分达成预期指标并具有一定效果", "weight": "100", "score": "95"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"target": "改善就医环境", "actual": "部分达成预期指标并具有一定效果", "weight": "100", "score": "75"}]}
//! ```

use crate::filing::{Indicator, MaybeCell};
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::score::rows::RowVerdict;

use crate::relation::TableRow;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};

pub static OUTSIDE_BAND: Rule = Rule {
    info: RuleInfo {
        family: Family::Sco,
        code: "SCO007",
        name: "outside-band",
        severity: Severity::Warning,
        summary: Text {
            zh: "定性指标得分不在所写等次的区间",
            en: "a qualitative result scored outside the band of its grade",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check)],
};

message! {
    OutsideBand { actual: Quoted, weight: Quoted, expected: Printed, claimed: Quoted }
    zh "实际完成值为“{actual}”，分值 {weight} 的得分区间是 {expected}，填报为 {claimed}。"
    en "The result says “{actual}”; of {weight} points that gives {expected}, the table says {claimed}."
    advice {
        zh "在区间内评分，或改写实际完成的等次。"
        en "Score within the band, or restate how far the target was achieved."
    }
}

fn check(row: &TableRow<'_>, checks: &mut Checks) {
    let Some(scored) = row.scored() else { return };
    match scored.verdict {
        RowVerdict::InBand => checks.pass(),
        RowVerdict::OutsideBand(stated) => {
            let Some((low, high)) = stated.band(row.profile).points(scored.weight_points) else {
                return;
            };
            let message = OutsideBand {
                actual: scored.indicator.actual.trimmed().into(),
                weight: scored.weight.into(),
                expected: format!("{low}–{high}").into(),
                claimed: scored.score.into(),
            };
            let finding = OUTSIDE_BAND
                .finding(&scored.score.place, message)
                .related(&scored.indicator.place(Indicator::FIELDS.actual))
                .related(&scored.weight.place);
            checks.push(finding);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::sco::table;
    use crate::testing::{run, run_in};
    use serde_json::json;

    #[test]
    fn holds_a_stated_grade_to_its_band() {
        for (actual, score, findings) in [
            ("达成预期指标", "8", vec![]),
            ("达成预期指标", "7.9", vec!["/indicators/0/score: 7.9 → 8–10"]),
            ("部分达成年度指标并具有一定效果", "8", vec![]),
            ("部分达成年度指标并具有一定效果", "5.9", vec!["/indicators/0/score: 5.9 → 6–8"]),
            ("基本达成预期指标", "5", vec!["/indicators/0/score: 5 → 6–10"]),
            ("未达成预期指标且效果较差", "6.5", vec!["/indicators/0/score: 6.5 → 0–6"]),
            ("良好", "2", vec![]),
            ("有所提升", "2", vec![]),
        ] {
            assert_eq!(
                run(&OUTSIDE_BAND, table(&[("显著提升", actual, "10", score)])),
                findings,
                "{actual} {score}"
            );
        }
    }

    #[test]
    fn bands_are_the_profile_s() {
        let filing = json!({"documents": [table(&[("显著提升", "部分达成预期指标并具有一定效果", "10", "5")])]});
        assert_eq!(run_in(&OUTSIDE_BAND, "cn-hubei", filing), [""; 0]);
    }
}
