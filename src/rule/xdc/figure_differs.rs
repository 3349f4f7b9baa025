//! # 同一数据前后不一
//!
//! **查什么**：同一指标的分值、同一人数等在两张表中不同；一张表的总体目标、完成情况、
//! 原因等文字所写的数，与表内同名指标或资金行的数不同；自评报告所写的自评总分、等级、
//! 各组分值和得分、指标完成值、人数，与自评表不同的，两处都指出。
//!
//! **为什么**：同一数据只能有一个数，公开后最先被发现的就是前后不一。
//!
//! **不查什么**：文字中只认“指标全名 + 数 + 单位”，
//! 且名称前没有别的限定词（“困难人口参保率”不是“参保率”）；单位不同、“约”“余”等概数、
//! 四舍五入后相同的不算；部门与项目只比目标相同的计数指标。人员数口径、日期可能不同，只作提醒。
//!
//! ---
//!
//! **What it finds**: one quantity with two figures: a weight or count in two tables, or a figure
//! in a table's own goals, achievements or reasons that is not the one in its rows; and, on both
//! sides, what a report says of the total score, the grade, the points of groups, the results of
//! indicators and head counts.
//!
//! **Why**: nothing is noticed sooner once the tables are public.
//!
//! **What it leaves alone**: prose counts only where an indicator's full name is followed by a
//! figure of the same unit and no other word qualifies the name; approximations and roundings
//! agree; departments and projects share only counts with the same target. Head counts may be of
//! different days and give a warning.
//!
//! ```json fails
//! {"kind": "departmentEvaluation", "goals": {"achieved": "基本医疗保险参保人数363.22万人，待遇及时结算。"}, "indicators": [
//!   {"level1": "产出指标", "level2": "数量指标", "name": "基本医疗保险参保人数", "target": "≥354.84万人", "actual": "364.22万人"},
//!   {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%", "actual": "96%"},
//!   {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "参保群众满意度", "target": "≥90%", "actual": "92%"}]}
//! ```
//!
//! ```json passes
//! {"kind": "departmentEvaluation", "goals": {"achieved": "基本医疗保险参保人数364.22万人，待遇及时结算。"}, "indicators": [
//!   {"level1": "产出指标", "level2": "数量指标", "name": "基本医疗保险参保人数", "target": "≥354.84万人", "actual": "364.22万人"},
//!   {"level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥95%", "actual": "96%"},
//!   {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "参保群众满意度", "target": "≥90%", "actual": "92%"}]}
//! ```

use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::across::figures::shared_figures;
use crate::relation::across::kin::form_of;
use crate::relation::across::prose::{Statement, of_row, statements};
use crate::relation::across::report::figures;

use super::restated::compare;
use crate::filing::Reads;
use crate::relation::{Relations, TableRow};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};
use crate::value::Column;

pub static FIGURE_DIFFERS: Rule = Rule {
    info: RuleInfo {
        family: Family::Xdc,
        code: "XDC004",
        name: "figure-differs",
        severity: Severity::Error,
        summary: Text { zh: "同一数据前后不一", en: "one quantity with two figures" },
        basis: ARITHMETIC,
    },
    checks: &[
        Check::Row(check_reason),
        Check::Document(Reads::but(&[Column::Points, Column::Score]), check_prose),
        Check::Filing(Reads::but(&[Column::Prose, Column::Score]), check),
        Check::Filing(Reads::ALL, check_reports),
    ],
};

message! {
    FigureDiffers { claimed: Quoted, expected: Printed, table: Printed }
    OTHER_TABLE:
        zh "此处填 {claimed}，同一数据在《{table}》中是 {expected}。"
        en "This says {claimed}; the same quantity is {expected} in {table}."
        advice ADVICE
    SAME_TABLE:
        zh "此处填 {claimed}，同一数据在本表另一处是 {expected}。"
        en "This says {claimed}; the same quantity is {expected} elsewhere in this table."
        advice ADVICE
}
message! {
    ProseDiffers { claimed: Quoted, expected: Printed }
    zh "文字写作 {claimed}，表内同一数据是 {expected}。"
    en "The text says {claimed}; the table has {expected} for the same quantity."
    advice ADVICE
}
const ADVICE: Text = Text {
    zh: "核对来源，两处改为同一个数；口径不同的，请写明。",
    en: "Check the source and make both agree; if their scope differs, say so.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for shared in shared_figures(relations.documents, relations.current()) {
        if shared.agrees {
            checks.pass();
            continue;
        }
        let is_same_table = shared.cell.place.document() == shared.other.place.document();
        let wording = if is_same_table { SAME_TABLE } else { OTHER_TABLE };
        let message = wording.with(FigureDiffers {
            claimed: shared.cell.into(),
            expected: shared.other.into(),
            table: form_of(shared.other, relations.documents).into(),
        });
        let finding = FIGURE_DIFFERS
            .finding(&shared.cell.place, message)
            .related(&shared.other.place)
            .follows(&shared.other.place);
        checks.push(if shared.mild { finding.severity(Severity::Warning) } else { finding });
    }
}

fn check_reports(relations: &Relations<'_>, checks: &mut Checks) {
    for (report, table) in relations.reports() {
        figures(report, table)
            .iter()
            .for_each(|restatement| compare(restatement, &FIGURE_DIFFERS, checks));
    }
}

fn check_prose(relations: &Relations<'_>, checks: &mut Checks) {
    relations.evaluations().flat_map(statements).for_each(|statement| judge(statement, checks));
}

fn check_reason(row: &TableRow<'_>, checks: &mut Checks) {
    if row.is_evaluated() {
        of_row(row.indicator).into_iter().for_each(|statement| judge(statement, checks));
    }
}

fn judge(statement: Statement<'_>, checks: &mut Checks) {
    if statement.agrees {
        return checks.pass();
    }
    let message =
        ProseDiffers { claimed: statement.stated.into(), expected: statement.cell.into() };
    let finding = FIGURE_DIFFERS
        .finding(&statement.prose.place, message)
        .span(statement.span)
        .related(&statement.cell.place)
        .follows(&statement.cell.place);
    checks.push(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, run, run_in};
    use serde_json::{Value as Json, json};

    fn table(achieved: &str) -> Json {
        json!({"kind": "departmentEvaluation", "goals": {"achieved": achieved},
            "funds": {"total": {"initial": "1123.77", "budget": "2092.71", "executed": "1997.21", "rate": "95.44%"}},
            "indicators": [
                {"level2": "数量指标", "name": "基本医疗保险参保人数", "target": "≥354.84万", "actual": "364.22万人"},
                {"level2": "质量指标", "name": "“参保率”指标", "target": "≥95%", "actual": "97.51%"},
                {"level2": "社会效益指标", "name": "定点机构监督检查覆盖率", "target": "≥90%", "actual": "100%"}]})
    }

    #[test]
    fn reads_figures_by_their_full_names() {
        for (achieved, claimed) in [
            ("1. 基本医疗保险参保人数达363.22万人，同比增长。", Some("363.22万人")),
            ("全市基本医疗保险 参保人数：364.42万人。", Some("364.42万人")),
            ("定点机构监督检查覆盖率90%。", Some("90%")),
            ("全年预算数2029.71万元，", Some("2029.71万元")),
            ("预算执行率为93%。", Some("93%")),
        ] {
            let found = run(&FIGURE_DIFFERS, table(achieved));
            let expected = claimed.map(|claimed| format!("/goals/achieved: {claimed} → "));
            assert!(
                found.len() == 1 && expected.is_some_and(|line| found[0].starts_with(&line)),
                "{achieved}: {found:?}"
            );
        }
    }

    #[test]
    fn says_nothing_of_what_may_be_another_quantity() {
        for achieved in [
            "基本医疗保险参保人数364.22万人",
            "基本医疗保险参保人数364万人",
            "基本医疗保险参保人数3642200人",
            "城乡居民基本医疗保险参保人数320.75万人",
            "基本医疗保险参保人数由360万人增加到364.22万人",
            "基本医疗保险参保人数300余万人",
            "基本医疗保险参保人数同比增长1.97%",
            "基本医疗保险参保人数97.51%",
            "重点定点机构监督检查覆盖率90%",
            "预算执行率95.4%，全年预算2092.71万元，某项目全年预算数24万元",
            "全市参加职工医保43.47万人，参加城乡居民医保320.75万人，实现基本医疗保险整体参保率97.51%，困难监测人口参保率100%",
        ] {
            assert_eq!(run(&FIGURE_DIFFERS, table(achieved)), [""; 0], "{achieved}");
        }
    }

    #[test]
    fn gives_the_place_of_the_figure_in_the_text() {
        let filing = json!({"documents": [table("😀基本医疗保险参保人数363.22万人")]});
        let profile = crate::profile::Profile::built_in("cn").expect("built in");
        let found = findings(&[&FIGURE_DIFFERS], &profile, filing);
        assert_eq!(found.first().and_then(|finding| finding.span), Some((12, 20)));
    }

    #[test]
    fn compares_weights_counts_and_staff_between_documents() {
        let row = |weight: &str, actual: &str| {
            json!([{"level2": "数量指标", "name": "参保人数", "target": "≥354.84万人", "weight": weight, "actual": actual},
            {"level2": "质量指标", "name": "合格率", "target": "≥90%", "weight": "10", "actual": "95%"}])
        };
        let targets = |weight: &str| json!({"kind": "projectTargets", "project": "能力提升", "indicators": row(weight, "")});
        let project = |weight: &str, actual: &str| json!({"kind": "projectEvaluation", "project": "能力提升", "indicators": row(weight, actual)});
        let department =
            |actual: &str| json!({"kind": "departmentEvaluation", "indicators": row("15", actual)});
        let run = |documents: Json| run_in(&FIGURE_DIFFERS, "cn", json!({"documents": documents}));
        assert_eq!(run(json!([targets("20"), project("20", "364.22万人")])), [""; 0]);
        // The indicators as a whole have fewer points: the weighting was changed.
        assert_eq!(run(json!([targets("20"), project("18", "364.22万人")])), [""; 0]);
        assert_eq!(
            run(json!([department("364.22万人"), project("20", "363.22万人")])),
            ["/documents/1/indicators/0/actual: 363.22万人 → 364.22万人"]
        );
        assert_eq!(run(json!([department("364.22万人"), project("20", "3642200人")])), [""; 0]);
        let swapped = json!({"kind": "projectEvaluation", "project": "能力提升", "indicators": [
            {"level2": "数量指标", "name": "参保人数", "target": "≥354.84万人", "weight": "10"}, {"level2": "质量指标", "name": "合格率", "target": "≥90%", "weight": "20"}]});
        assert_eq!(
            run(json!([targets("20"), swapped])),
            [
                "/documents/1/indicators/0/weight: 10 → 20",
                "/documents/1/indicators/1/weight: 20 → 10"
            ]
        );
        let staff = |planned: &str| json!([{"kind": "departmentTargets", "staff": planned}, {"kind": "baseData", "lines": [], "staffing": {"quota": "60", "actual": "57"}}]);
        assert_eq!(run(staff("57")), [""; 0]);
        assert_eq!(run(staff("60")), [""; 0]);
        assert_eq!(run(staff("38")), ["/documents/1/staffing/actual (warning): 57 → 38"]);
    }

    #[test]
    fn the_row_of_execution_repeats_the_funds() {
        let table = |actual: &str| {
            json!({"kind": "departmentEvaluation", "funds": {"total": {"budget": "2092.71", "executed": "1997.21"}},
            "indicators": [{"level2": "经济成本指标", "name": "预算执行情况", "target": "≤2092.71万元", "actual": actual}]})
        };
        assert_eq!(run(&FIGURE_DIFFERS, table("1997.21万元")), [""; 0]);
        assert_eq!(
            run(&FIGURE_DIFFERS, table("1979.21万元")),
            ["/indicators/0/actual: 1979.21万元 → 1997.21"]
        );
        assert_eq!(run(&FIGURE_DIFFERS, table("95.44%")), [""; 0]);
    }
}
