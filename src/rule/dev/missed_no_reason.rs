//! # 未完成无原因
//!
//! **查什么**：实际完成值没有达到年度指标值，偏差原因却空着（或只填“无”“/”）。
//!
//! **为什么**：未完成的指标必须分析原因、提出改进措施。
//!
//! 报告中写明低于指标值的，全文没有一句说到它的原因时给出提醒。
//!
//! **不查什么**：没有偏差原因栏的表；全表统一说明了原因的；指标值与完成值不可比的；负数指标。
//!
//! ---
//!
//! **What it finds**: a missed target whose reason is blank (or only says 无 or `/`); a warning
//! where a report says that a result is below its target and no sentence of it says why.
//!
//! **Why**: a missed target needs an analysis and a remedy.
//!
//! **What it leaves alone**: forms without a reason cell; tables with one reason for all; rows that
//! cannot be compared for certain.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥100次", "actual": "80次", "weight": "100", "score": "80", "reason": ""}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥100次", "actual": "80次", "weight": "100", "score": "80", "reason": "下半年机构改革，检查计划推迟"}]}
//! ```

use crate::filing::row::Row;
use crate::filing::{Indicator, Place, Reads};
use crate::finding::{Family, Finding, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::due::row_name;
use crate::relation::reasons::{Unexplained, missed_in_report, missed_targets};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::Column;

pub static MISSED_NO_REASON: Rule = Rule {
    info: RuleInfo {
        family: Family::Dev,
        code: "DEV001",
        name: "missed-no-reason",
        severity: Severity::Error,
        summary: Text {
            zh: "指标未完成，未说明原因", en: "a missed target without a reason"
        },
        basis: MEASURES_2020,
    },
    checks: &[
        Check::Document(
            Reads::of(&[Column::Words, Column::Prose, Column::Measure, Column::Sign]),
            check,
        ),
        Check::Document(Reads::of(&[Column::Words, Column::Prose]), check_reports),
    ],
};

message! {
    MissedNoReason { name: Quoted, target: Quoted, actual: Quoted }
    zh "“{name}”的指标值为 {target}，实际完成值为 {actual}，未达到指标值，却没有说明偏差原因。"
    en "“{name}” has the target {target} and the result {actual}: missed, with no reason given."
    advice ADVICE
}
message! {
    UnexplainedInReport { name: Quoted, claimed: Quoted }
    zh "报告称“{name}”{claimed}，全文没有说明原因。"
    en "The report says of “{name}”: {claimed}, and nowhere why."
    advice ADVICE
}
const ADVICE: Text = Text {
    zh: "写明未完成的原因和改进措施；若实际完成值有误，先予改正。",
    en: "Say why it was missed and what will be done; if the result is mistyped, correct it first.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for table in relations.evaluations() {
        let missed = missed_targets(table);
        (0..missed.explained).for_each(|_| checks.pass());
        missed.unexplained.iter().for_each(|unexplained| checks.push(finding(unexplained)));
    }
}

/// One cell for the whole table is one finding, however many targets were missed.
fn finding(Unexplained { reason, row, others }: &Unexplained<'_>) -> Finding {
    let name = row_name(row.indicator);
    let message = MissedNoReason {
        name: if name.is_empty() { "指标" } else { name }.into(),
        target: row.target_text().into(),
        actual: row.actual_text().into(),
    };
    let actual = |row: &Row<'_>| row.indicator.place(Indicator::FIELDS.actual);
    let others: Vec<Place> = others.iter().map(actual).collect();
    MISSED_NO_REASON
        .finding(&reason.place, message)
        .related(&actual(row))
        .related(&row.indicator.place(Indicator::FIELDS.target))
        .related_each(&others)
}

fn check_reports(relations: &Relations<'_>, checks: &mut Checks) {
    for missed in relations.narratives().flat_map(missed_in_report) {
        if missed.is_explained {
            checks.pass();
            continue;
        }
        let claimed = missed.text.quoted(missed.span).into();
        let message = UnexplainedInReport { name: missed.name.into(), claimed };
        let finding = MISSED_NO_REASON.finding(&missed.text.place, message);
        checks.push(finding.severity(Severity::Warning).span(missed.span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    #[test]
    fn asks_a_report_for_the_reason_of_what_it_says_was_missed() {
        let report = |text: &str| {
            run(&MISSED_NO_REASON, json!({"kind": "narrative", "sections": [{"text": text}]}))
        };
        let found = ["/sections/0/text (warning): 65.29%，低于指标值70%"];
        assert_eq!(
            report("一是住院费用报销比例为 65.29%，低于指标值70%；二是其他指标均完成。"),
            found
        );
        for text in [
            "住院费用报销比例为65.29%，低于指标值70%，主要原因是目录调整。",
            "住院费用报销比例为65.29%，低于指标值70%。报销比例偏低是受目录调整影响。",
            "住院费用报销比例为75.29%，超过指标值70%。",
            "供水管网漏损率为8.2%，低于目标值9%。",
            "平均办理时限3天，低于目标值5天。",
        ] {
            assert_eq!(report(text), [""; 0], "{text}");
        }
    }

    fn row(target: &str, actual: &str, reason: Option<&str>) -> Json {
        let mut row = json!({"name": "指标", "target": target, "actual": actual});
        if let Some(reason) = reason {
            row["reason"] = json!(reason);
        }
        row
    }

    fn table(rows: Vec<Json>) -> Json {
        json!({"kind": "transferEvaluation", "indicators": rows})
    }

    #[test]
    fn finds_a_missed_target_without_a_reason() {
        for (target, actual, reason) in [
            ("≥70%", "65.29%", ""),
            ("≤80万元", "100万元", "无"),
            ("100", "99.5%", "/"),
            ("事故次数为0", "2次", ""),
            ("≥5%", "-3%", ""),
            ("约300批次", "150批次", ""),
        ] {
            assert_eq!(
                run(&MISSED_NO_REASON, table(vec![row(target, actual, Some(reason))])),
                ["/indicators/0/reason"],
                "{target} {actual}"
            );
        }
    }

    #[test]
    fn leaves_alone_what_is_met_explained_or_not_comparable() {
        for (target, actual, reason) in [
            ("≥70%", "75%", Some("")),
            ("≥70%", "65.29%", Some("资金下达较晚")),
            ("≥70%", "65.29%", None),
            ("≥70%", "", Some("")),
            ("≥70%", "不适用", Some("")),
            ("及时", "基本及时", Some("")),
            ("≥1000人", "举办培训3场", Some("")),
            ("≥95%", "全面完成，同比提高3%", Some("")),
            ("2025年12月", "2026年1月", Some("")),
            ("约300批次", "286批次", Some("")),
            ("300批次左右", "286批次", Some("")),
            ("≤30天", "720小时", Some("")),
            ("-5%", "-7%", Some("")),
        ] {
            assert_eq!(
                run(&MISSED_NO_REASON, table(vec![row(target, actual, reason)])),
                [""; 0],
                "{target} {actual}"
            );
        }
    }

    #[test]
    fn reads_a_target_across_its_columns() {
        let row = json!({"name": "工期", "sign": "≤", "target": "12", "unit": "月", "actual": "14", "reason": ""});
        let filing = json!({"documents": [{"kind": "transferEvaluation", "indicators": [row]}]});
        let report = crate::validate(&filing, &crate::Options::default()).unwrap();
        let found: Vec<_> = report
            .findings
            .iter()
            .filter(|f| f.code == "DEV001")
            .map(|f| f.message.as_str())
            .collect();
        assert_eq!(
            found,
            ["“工期”的指标值为 ≤12月，实际完成值为 14月，未达到指标值，却没有说明偏差原因。"]
        );
    }

    #[test]
    fn one_reason_answers_for_the_whole_table() {
        let rows = vec![row("≥70%", "60%", None), row("≥10次", "8次", None)];
        let mut document = table(rows);
        document["reason"] = json!("");
        assert_eq!(run(&MISSED_NO_REASON, document.clone()), ["/reason"]);
        document["reason"] = json!("经费压减");
        assert_eq!(run(&MISSED_NO_REASON, document), [""; 0]);
    }
}
