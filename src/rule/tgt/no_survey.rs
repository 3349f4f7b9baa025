//! # 满意度没有调查依据
//!
//! **查什么**：自评表中满意度指标的完成值只有文字、没有数；或者写明的调查样本不足 30 份；
//! 报告称群众满意而全文没有满意度的数。
//!
//! **为什么**：满意度要由调查得出；样本太少，百分比没有意义。
//!
//! **不查什么**：已填数值、没有提及样本的；指标值是数而完成值没有数的（NUM005 已指出）；
//! 绩效目标表。
//!
//! ---
//!
//! **What it finds**: a satisfaction claimed in words only, in a table or in a whole report, or
//! from a sample of fewer than 30.
//!
//! **Why**: satisfaction comes from asking; a percentage of a handful means nothing.
//!
//! **What it leaves alone**: figures that name no sample; words in answer to a figure, which NUM005
//! names; target tables.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"name": "学员满意度", "target": "满意", "actual": "满意"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"name": "学员满意度", "target": "≥90%", "actual": "发放问卷120份，满意度97.5%"}]}
//! ```

use crate::filing::{MaybeCell, Reads};
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::survey::{Survey, claimed_without_survey, of_row};
use crate::relation::{Relations, TableRow};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::Column;

pub static NO_SURVEY: Rule = Rule {
    info: RuleInfo {
        family: Family::Tgt,
        code: "TGT003",
        name: "no-survey",
        severity: Severity::Info,
        summary: Text {
            zh: "满意度没有数值，或样本过少",
            en: "satisfaction with no figure, or from a tiny sample",
        },
        basis: MEASURES_2020,
    },
    checks: &[
        Check::Row(check),
        Check::Document(Reads::of(&[Column::Words, Column::Prose]), check_reports),
    ],
};

message! {
    NoFigure { name: Quoted, claimed: Quoted }
    zh "“{name}”的完成值“{claimed}”没有调查得出的数。"
    en "{name} is claimed as {claimed}, with no figure from a survey."
    advice NO_FIGURE_ADVICE
}
message! {
    TinySample { name: Quoted, sample: Printed }
    zh "“{name}”的调查样本只有 {sample}，不足 30。"
    en "{name} rests on a sample of {sample}, fewer than 30."
    advice { zh "扩大样本，或说明受益人总数。" en "Ask more, or say how many there are in all." }
}
message! {
    NoSurvey { claimed: Quoted }
    zh "报告称“{claimed}”，全文没有调查得出的满意度。"
    en "The report says “{claimed}” and nowhere gives the result of a survey."
    advice NO_FIGURE_ADVICE
}
const NO_FIGURE_ADVICE: Text = Text {
    zh: "填写调查得出的满意度，并注明样本数。",
    en: "State the result of a survey and its sample.",
};

fn check(row: &TableRow<'_>, checks: &mut Checks) {
    let name = || row.indicator.name.trimmed().into();
    match of_row(row) {
        Some(Survey::Figure) => checks.pass(),
        Some(Survey::NoFigure(cell)) => {
            let claimed: String = cell.text().trim().chars().take(40).collect();
            let message = NoFigure { name: name(), claimed: claimed.into() };
            checks.push(NO_SURVEY.finding(&cell.place, message));
        }
        Some(Survey::TinySample(cell, sample)) => {
            let message = TinySample { name: name(), sample: sample.into() };
            checks.push(NO_SURVEY.finding(&cell.place, message));
        }
        None => {}
    }
}

fn check_reports(relations: &Relations<'_>, checks: &mut Checks) {
    for (cell, span) in relations.narratives().filter_map(claimed_without_survey) {
        let message = NoSurvey { claimed: cell.quoted(span).into() };
        checks.push(NO_SURVEY.finding(&cell.place, message).span(span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn asks_a_report_for_a_figure() {
        let report = |text: &str| {
            run(&NO_SURVEY, json!({"kind": "narrative", "sections": [{"text": text}]}))
        };
        assert_eq!(
            report("2.满意度指标\n我县 受益群众均对 项目表示满意。"),
            ["/sections/0/text: 我县受益群众均对项目表示满意"]
        );
        for text in [
            "受益群众满意度较高，达96%。",
            "群众表示满意。满意度调查得96.2分。",
            "逐步提高群众满意度。",
        ] {
            assert_eq!(report(text), [""; 0], "{text}");
        }
    }

    fn row(name: &str, target: &str, actual: &str) -> Vec<String> {
        run(
            &NO_SURVEY,
            json!({"kind": "projectEvaluation", "indicators": [{"name": name, "target": target, "actual": actual, "reason": ""}]}),
        )
    }

    #[test]
    fn finds_claims_without_a_survey_behind_them() {
        assert_eq!(row("学员满意度", "满意", "较为满意"), ["/indicators/0/actual: 较为满意"]);
        assert_eq!(
            row("学员满意度", "≥90%", "发放问卷12份，收回10份，满意度100%"),
            ["/indicators/0/actual"]
        );
    }

    #[test]
    fn leaves_alone_surveys_and_what_other_rules_name() {
        for (name, target, actual) in [
            ("学员满意度", "≥90%", "97.5%"),
            ("学员满意度", "≥90%", "满意"),
            ("学员满意度", "满意", "满意率95%"),
            ("学员满意度", "≥90%", "收到评分表89份，满意比例97.8%"),
            ("学员满意度", "≥90%", "问卷120份，其中不满意3份，满意度97.5%"),
            ("学员满意度", "满意", "不适用"),
            ("学员满意度", "满意", ""),
            ("培训教材", "≥20份", "印发问卷20份"),
            ("群众评价", "良好", "良好"),
        ] {
            assert_eq!(row(name, target, actual), [""; 0], "{actual}");
        }
    }
}
