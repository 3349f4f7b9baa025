//! # 几个指标填同一句完成情况
//!
//! **查什么**：名称不同的指标，实际完成值是一字不差的同一句话。每句话只报一处。
//!
//! **为什么**：一句话不可能同时是几个指标的结果，评审会要求逐项填写。
//!
//! **不查什么**：不足十二个字的套话（`按时足额发放`）；达成预期等定性等次；数值；
//! 同名的指标；空白、不适用。
//!
//! ---
//!
//! **What it finds**: indicators of different names whose results are the same sentence word for
//! word; each sentence once.
//!
//! **Why**: one sentence cannot be the result of several indicators; a reviewer will ask for each.
//!
//! **What it leaves alone**: set phrases of less than twelve characters; the results of
//! qualitative indicators that the measures name (达成预期指标); figures; indicators of one name.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"name": "公路养护质量", "actual": "全年养护任务已按计划全部完成"}, {"name": "沿线环境改善", "actual": "全年养护任务已按计划全部完成"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"name": "公路养护质量", "actual": "全年养护任务已按计划全部完成"}, {"name": "沿线环境改善", "actual": "沿线扬尘和积水得到有效治理"}]}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::due::row_name;
use crate::relation::repetition::reused;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static SENTENCE_REUSED: Rule = Rule {
    info: RuleInfo {
        family: Family::Dev,
        code: "DEV008",
        name: "sentence-reused",
        severity: Severity::Warning,
        summary: Text {
            zh: "几个指标填同一句完成情况",
            en: "one sentence as the result of several indicators",
        },
        basis: FORM,
    },
    checks: &[Check::Document(Reads::of(&[Column::Words, Column::Measure]), check)],
};

message! {
    SentenceReused { name: Quoted, first: Quoted, claimed: Quoted }
    zh "“{name}”与“{first}”填的是同一句完成情况：“{claimed}”。"
    en "{name} and {first} have the same sentence for a result: “{claimed}”."
    advice {
        zh "逐个指标填写各自的完成情况。"
        en "Say for each indicator what came of it."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for table in relations.evaluations() {
        let (sentences, found) = reused(table);
        (found.len()..sentences).for_each(|_| checks.pass());
        for reused in found {
            let message = SentenceReused {
                name: row_name(reused.again).into(),
                first: row_name(reused.first).into(),
                claimed: reused.actual.into(),
            };
            let finding = SENTENCE_REUSED.finding(&reused.actual.place, message);
            checks.push(finding.related_each(reused.first.actual.as_ref().map(|cell| &cell.place)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    const SENTENCE: &str = "全年养护任务已按计划全部完成。";

    fn rows(rows: &[(&str, &str)]) -> Vec<String> {
        let row = |(name, actual): &(&str, &str)| json!({"name": name, "target": "完成", "actual": actual});
        let rows: Vec<Json> = rows.iter().map(row).collect();
        run(&SENTENCE_REUSED, json!({"kind": "transferEvaluation", "indicators": rows}))
    }

    #[test]
    fn leaves_alone_what_several_may_share() {
        for (name, actual) in [
            ("沿线环境", "及时足额发放到位"),
            ("沿线环境", "达成预期指标并具有一定效果，群众满意"),
            ("沿线环境", "100%"),
            ("沿线环境", "2025年12月31日"),
            ("沿线环境", ""),
            ("沿线环境", "不适用"),
            // Twice the same indicator is another mistake.
            ("养护质量", SENTENCE),
        ] {
            assert_eq!(rows(&[("养护质量", actual), (name, actual)]), [""; 0], "{actual}");
        }
        assert_eq!(
            rows(&[("养护质量", SENTENCE), ("沿线环境", "全年养护任务已按计划基本完成。")]),
            [""; 0]
        );
    }

    #[test]
    fn finds_each_sentence_once() {
        assert_eq!(
            rows(&[
                ("养护质量", SENTENCE),
                ("沿线环境", "全年养护任务已按计划全部完成"),
                ("养护效率", SENTENCE),
            ]),
            ["/indicators/1/actual: 全年养护任务已按计划全部完成"]
        );
    }
}
