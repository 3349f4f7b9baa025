//! # 必填项未填
//!
//! **查什么**：表上有、却空着的必填单元格：有分值的指标行的年度指标值、实际完成值、得分；
//! 各行都有得分、却都没有分值的，各行的分值；
//! 有分值的资金行的执行数、执行率、得分，计分的资金总额的分值；总分；目标申报表的当年度金额；年度、
//! 部门、项目名称；转移支付自评表资金管理各行的情况说明；收支表中已填收支数的栏的收支合计、
//! 结余和余额。有分值、有得分的指标行，指标值或完成值只填“/”“—”“不适用”的，同样算没有填写。
//! 填报日期、有执行数而空着的全年预算数、目标表中有名称而没有指标值的指标、跨年度项目的总金额、
//! 用途范围、政策依据、起止时间空白，以及转移支付自评表有指标值而没有完成值的，按提示处理。
//!
//! **为什么**：缺了这些，得分无从核对。
//!
//! **不查什么**：表上没有的单元格；填了“不适用”“/”“无”、也没有得分的；整行未用的指标行；
//! 没有预算也没有执行的资金行（预算为 0 的，执行率可以留空）；转移支付自评表不要求分值和得分；
//! 其余各行分值已合计 100 分的，不再要求空白行补分值。
//!
//! ---
//!
//! **What it finds**: a required cell that the form has and that is blank: target, actual and score
//! of a row with a weight; the weights, where all rows have scores and none a weight; execution,
//! rate and score of a funds line with a weight, and that weight where the table has points;
//! totals; the amount of a target table for the year; year, department, project name; the accounts
//! of a transfer form's management rows; totals and balances of fund accounts in a column that has
//! income or expenditure. A row with points and a score whose target or result is only a dash owes
//! an answer too. As a warning: the filing date, an adjusted budget beside an execution, the target
//! of an indicator that a target table names, the period amount of a project of several years,
//! purpose, basis and period, and a transfer form's actual beside a target.
//!
//! **Why**: without them no score can be retraced.
//!
//! **What it leaves alone**: cells the form does not have; 不适用, `/`, 无; rows of the form nobody
//! uses; funds lines without budget and execution; weights and scores on transfer forms; a row
//! without points where the others already add up to 100.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "project": "", "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "project": "场地运转经费", "indicators": []}
//! ```

use crate::filing::{Document, Reads};
use crate::finding::{Family, Finding, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::blank::{blank_period_amount, blanks, dashes};
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

use super::blank_words::{FILL_IN, worded};

pub static BLANK_CELL: Rule = Rule {
    info: RuleInfo {
        family: Family::Req,
        code: "REQ001",
        name: "blank-cell",
        severity: Severity::Error,
        summary: Text { zh: "必填单元格空白", en: "a cell the form requires is blank" },
        basis: FORM,
    },
    checks: &[Check::Document(Reads::but(&[Column::Prose, Column::Score]), check)],
};

message! { PeriodAmount { row: Quoted, start: i32, end: i32 } }
message! {
    PERIOD_AMOUNT for PeriodAmount
    zh "项目从 {start} 年到 {end} 年，跨年度的总金额没有填写。"
    en "The project runs from {start} to {end}, but its amount for the whole period is blank."
    advice FILL_IN
}
message! {
    NoAnswer { row: Quoted, column: Quoted, claimed: Quoted }
    zh "“{row}”有分值、有得分，{column}却填“{claimed}”。"
    en "{row} has points and a score, yet one of its values only says {claimed}."
    advice {
        zh "填写实际情况；确实不涉及的，整行写“不适用”，不给分值和得分。"
        en "Say what it is; a row that does not apply is marked 不适用 and has no points."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let before = checks.findings.len();
        findings(document).for_each(|finding| checks.push(finding));
        // Complete or not: its cells one by one would count for more than all else that is checked.
        if checks.findings.len() == before {
            checks.pass();
        }
    }
}

fn findings(document: &Document) -> impl Iterator<Item = Finding> {
    let blanks = blanks(document).into_iter().map(|blank| {
        let (message, severity) = worded(&blank);
        BLANK_CELL.finding(&blank.cell.place, message).severity(severity)
    });
    let period_amount = blank_period_amount(document).map(|(cell, start, end)| {
        let message = PERIOD_AMOUNT.with(PeriodAmount { row: "".into(), start, end });
        BLANK_CELL.finding(&cell.place, message).severity(Severity::Warning)
    });
    let dashes = dashes(document).map(|dash| {
        let message = NoAnswer {
            row: dash.row.into(),
            column: dash.column.title().into(),
            claimed: dash.cell.into(),
        };
        BLANK_CELL.finding(&dash.cell.place, message)
    });
    blanks.chain(period_amount).chain(dashes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    const NONE: [&str; 0] = [];

    fn rows(rows: Json) -> Vec<String> {
        run(&BLANK_CELL, json!({"kind": "projectEvaluation", "indicators": rows}))
    }

    #[test]
    fn a_row_with_points_owes_target_actual_and_score() {
        for (key, finding) in [
            ("target", "/indicators/0/target"),
            ("actual", "/indicators/0/actual"),
            ("score", "/indicators/0/score"),
        ] {
            let mut row = json!({"name": "职工满意度", "target": "≥90%", "actual": "100%", "weight": "10", "score": "10"});
            assert_eq!(rows(json!([row])), NONE);
            for blank in [json!(""), Json::Null, json!("　")] {
                row[key] = blank;
                assert_eq!(rows(json!([row])), [finding]);
            }
            row.as_object_mut().expect("a row").remove(key);
            assert_eq!(rows(json!([row])), NONE, "the form has no {key}");
        }
    }

    #[test]
    fn unused_and_inapplicable_rows_owe_nothing() {
        for row in [
            json!({"level2": "数量指标", "name": "", "target": "", "actual": "", "weight": "", "score": ""}),
            json!({"level2": "数量指标", "name": "不适用1", "target": "", "actual": "不适用", "weight": "", "score": ""}),
            json!({"level2": "数量指标", "name": "不适用", "target": "", "actual": "", "weight": "5", "score": ""}),
            json!({"level2": "数量指标", "name": "生态修复", "target": "/", "actual": "", "weight": "5", "score": ""}),
            json!({"level2": "数量指标", "name": "生态修复", "target": "", "actual": "", "weight": "0", "score": ""}),
        ] {
            assert_eq!(rows(json!([row])), NONE, "{row}");
        }
    }

    #[test]
    fn a_row_without_points_among_rows_with_points() {
        let with = |first: &str| {
            rows(json!([
                {"name": "培训人次", "target": "≥300人次", "actual": "310人次", "weight": first, "score": "60"},
                {"name": "参训满意度", "target": "≥90%", "actual": "95%", "weight": "", "score": ""},
            ]))
        };
        assert_eq!(with("60"), ["/indicators/1/weight"]);
        assert_eq!(with("100"), NONE, "its points are in another row");
        assert_eq!(with(""), NONE, "no row has points: a table without weights");
    }

    #[test]
    fn the_form_s_own_words_are_no_begun_row() {
        let table = json!([
            {"name": "培训人次", "target": "≥300人次", "actual": "310人次", "weight": "60", "score": "60"},
            {"name": "指标2：", "target": "", "actual": "", "weight": "", "score": ""},
        ]);
        assert_eq!(rows(table), NONE);
    }

    #[test]
    fn funds_lines_with_points_owe_rate_and_score() {
        let funds = |total: Json, part: Json| {
            run(
                &BLANK_CELL,
                json!({"kind": "projectEvaluation", "indicators": [], "funds": {"total": total, "parts": [part]}}),
            )
        };
        let blank = json!({"budget": "", "executed": "", "weight": "10", "rate": "", "score": ""});
        assert_eq!(
            funds(blank.clone(), blank.clone()),
            ["/funds/total/rate", "/funds/total/score"]
        );
        let part = json!({"budget": "652", "executed": "601.5", "weight": "10", "rate": "92%", "score": ""});
        assert_eq!(funds(json!({}), part), ["/funds/parts/0/score"]);
        let of_nothing =
            json!({"budget": "0", "executed": "0", "weight": "10", "rate": "", "score": ""});
        assert_eq!(funds(of_nothing.clone(), of_nothing), NONE);
        let unweighted =
            json!({"budget": "652", "executed": "601.5", "weight": "—", "rate": "", "score": ""});
        assert_eq!(funds(unweighted.clone(), unweighted), NONE);
    }

    #[test]
    fn a_funds_line_owes_its_figures_and_points() {
        let table = |total: Json| {
            let row = json!({"name": "培训人次", "target": "≥300人次", "actual": "310人次", "weight": "90", "score": "90"});
            run(
                &BLANK_CELL,
                json!({"kind": "projectEvaluation", "indicators": [row], "funds": {"total": total}, "total": {"weight": "100", "score": "100"}}),
            )
        };
        let line = |budget: &str, executed: &str, weight: &str| json!({"initial": "", "budget": budget, "executed": executed, "weight": weight, "rate": "100%", "score": "10"});
        assert_eq!(table(line("652", "652", "10")), NONE);
        assert_eq!(table(line("", "652", "10")), ["/funds/total/budget (warning)"]);
        assert_eq!(table(line("652", "", "10")), ["/funds/total/executed"]);
        assert_eq!(table(line("652", "652", "")), ["/funds/total/weight"]);
        // Only the rows have points.
        let mut unweighted = line("652", "652", "");
        unweighted["score"] = json!("");
        let row = json!({"name": "培训人次", "target": "≥300人次", "actual": "310人次", "weight": "100", "score": "100"});
        assert_eq!(
            run(
                &BLANK_CELL,
                json!({"kind": "projectEvaluation", "indicators": [row], "funds": {"total": unweighted}})
            ),
            NONE
        );
    }

    #[test]
    fn scores_are_of_points() {
        let table = |first: [&str; 2], second: [&str; 2]| {
            let row = |[weight, score]: [&str; 2]| json!({"name": "培训人次", "target": "≥300人次", "actual": "310人次", "weight": weight, "score": score});
            rows(json!([row(first), row(second)]))
        };
        assert_eq!(table(["", "60"], ["", "40"]), ["/indicators/0/weight", "/indicators/1/weight"]);
        assert_eq!(table(["", "60"], ["", ""]), NONE);
        assert_eq!(table(["", ""], ["", ""]), NONE);
        assert_eq!(table(["", "0"], ["", ""]), NONE);
        assert_eq!(table(["/", "60"], ["/", "40"]), NONE);
    }

    #[test]
    fn points_are_given_for_an_answer() {
        let row = |target: &str, actual: &str, score: &str| {
            rows(
                json!([{"name": "满意度", "target": target, "actual": actual, "weight": "10", "score": score}]),
            )
        };
        assert_eq!(row("≥90%", "/", "10"), ["/indicators/0/actual: /"]);
        assert_eq!(row("—", "95%", "10"), ["/indicators/0/target: —"]);
        for (target, actual, score) in
            [("0起", "无", "10"), ("≥90%", "/", ""), ("≥90%", "/", "0"), ("不适用", "不适用", "")]
        {
            let unanswered: Vec<String> = row(target, actual, score)
                .into_iter()
                .filter(|found| !found.ends_with("/score"))
                .collect();
            assert_eq!(unanswered, NONE, "{actual} {score}");
        }
    }

    #[test]
    fn a_named_indicator_aims_at_something() {
        let row = |name: &str, target: &str| json!({"name": name, "target": target});
        let project = json!({"kind": "projectTargets", "amount": "", "indicators": [row("完工率", ""), row("完工率", "100%"), row("", ""), row("指标2：", ""), row("不适用", "")]});
        assert_eq!(run(&BLANK_CELL, project), ["/amount", "/indicators/0/target (warning)"]);
        let department = json!({"kind": "departmentTargets", "tasks": [{"indicators": [row("完工率", ""), row("", "")]}]});
        assert_eq!(run(&BLANK_CELL, department), ["/tasks/0/indicators/0/target (warning)"]);
    }

    #[test]
    fn heads_and_totals() {
        let form = json!({"kind": "projectEvaluation", "year": "", "department": null, "project": " ", "filedOn": "", "implementer": "",
            "indicators": [], "total": {"weight": "", "score": "", "grade": ""}});
        assert_eq!(
            run(&BLANK_CELL, form),
            [
                "/year", "/department", "/filedOn (warning)", "/project", "/total/weight",
                "/total/score"
            ]
        );
        assert_eq!(
            run(&BLANK_CELL, json!({"kind": "departmentEvaluation", "indicators": []})),
            NONE
        );
    }

    #[test]
    fn transfer_forms_owe_accounts_and_no_points() {
        let form = json!({"kind": "transferEvaluation", "project": "农田建设补助",
            "funds": {"total": {"budget": "100", "executed": "90", "weight": "", "rate": "", "score": ""}},
            "management": [{"name": "分配科学性", "account": "", "problems": ""}, {"name": "下达及时性", "account": "无", "problems": ""}],
            "indicators": [
                {"name": "高标准农田面积", "target": "≥5万亩", "actual": "", "weight": "", "score": "", "reason": ""},
                {"name": "新增灌溉面积", "target": "", "actual": "", "reason": ""},
                {"name": "节水率", "target": "不适用", "actual": "", "reason": ""},
            ],
            "total": {"weight": "", "score": ""}});
        assert_eq!(
            run(&BLANK_CELL, form),
            ["/indicators/0/actual (warning)", "/management/0/account"]
        );
    }

    #[test]
    fn score_sheets_owe_the_score_of_every_item() {
        let sheet = json!({"kind": "scoreSheet", "items": [
            {"group": "履职效能", "name": "整体绩效目标产出指标完成情况", "weight": "25", "score": ""},
            {"group": "管理效率", "name": "预算编制约束性", "weight": "5", "score": "0"},
            {"group": "加减分", "name": "说明", "weight": "", "score": ""}], "total": {"score": ""}});
        assert_eq!(run(&BLANK_CELL, sheet), ["/items/0/score", "/total/score"]);
    }

    #[test]
    fn accounts_owe_the_balances_of_a_column_in_use() {
        let line = |actual: &str| json!({"previous": "", "budget": "0", "actual": actual});
        let table = |income: &str, closing: &str| {
            let mut income = line(income);
            income["parts"] =
                json!([{"name": "1. 缴费收入", "previous": "", "budget": "0", "actual": "124343"}]);
            run(
                &BLANK_CELL,
                json!({"kind": "fundAccounts", "opening": line("239981"), "income": income, "expenditure": line("0"), "closing": line(closing)}),
            )
        };
        assert_eq!(table("124343", "364324"), [""; 0]);
        assert_eq!(table("", ""), ["/income/actual", "/closing/actual"]);
        assert_eq!(table("124343", "—"), [""; 0]);
        let unused = line("");
        assert_eq!(
            run(
                &BLANK_CELL,
                json!({"kind": "fundAccounts", "opening": unused, "income": unused, "closing": unused})
            ),
            [""; 0]
        );
    }

    #[test]
    fn project_targets() {
        let targets = |start: &str, end: &str| {
            run(
                &BLANK_CELL,
                json!({"kind": "projectTargets", "project": "合同制人员经费", "start": start, "end": end,
                "amount": "1677273", "periodAmount": "", "purpose": "", "basis": "根据政府批复", "indicators": []}),
            )
        };
        assert_eq!(targets("2023年", "2099年"), ["/periodAmount (warning)", "/purpose (warning)"]);
        assert_eq!(targets("2025年1月", "2025年12月"), ["/purpose (warning)"]);
        assert_eq!(targets("长期", ""), ["/purpose (warning)"]);
        assert_eq!(targets("", "长期"), ["/purpose (warning)"]);
        assert_eq!(targets("", ""), ["/start (warning)", "/purpose (warning)"]);
    }
}
