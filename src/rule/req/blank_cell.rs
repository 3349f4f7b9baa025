//! # 必填项未填
//!
//! **查什么**：表上有、却空着的必填单元格：有分值的指标行的年度指标值、实际完成值、得分；
//! 有分值的资金行的执行数、执行率、得分，计分的资金总额的分值；总分；目标申报表的当年度金额；年度、
//! 部门、项目名称；转移支付自评表资金管理各行的情况说明；收支表中已填收支数的栏的收支合计、
//! 结余和余额。有分值、有得分的指标行，指标值或完成值只填“/”“—”“不适用”的，同样算没有填写。
//! 填报日期、有执行数而空着的全年预算数、目标表中有名称而没有指标值的指标、跨年度项目的总金额、
//! 用途范围、政策依据空白，以及转移支付自评表有指标值而没有完成值的，按提示处理。
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
//! of a row with a weight; execution, rate and score of a funds line with a weight, and that weight
//! where the table has points; totals; the amount of a target table for the year; year, department,
//! project name; the accounts of a transfer form's management rows; totals and balances of fund
//! accounts in a column that has income or expenditure. A row with points and a score whose target
//! or result is only a dash owes an answer too. As a warning: the filing date, an adjusted budget
//! beside an execution, the target of an indicator that a target table names, the period amount of
//! a project of several years, purpose and basis, and a transfer form's actual beside a target.
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

use crate::filing::{
    AccountLine, Cell, Document, Evaluation, FundAccounts, FundLine, Funds, Head, Indicator,
    Management, MaybeCell, ProjectTargets, Reads, ScoreItem, ScoreSheet, TaskIndicator, Total,
};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, Wording, Words, message};
use crate::relation::due::{
    first_text, is_begun, is_named, line_name, row_name, weighs, weights_are_due,
};

use crate::filing::row::{Row, State};
use crate::relation::Relations;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;
use crate::value::number::Dec;

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

message! {
    /// A blank cell, with the name of its row where it belongs to one.
    Blank { row: Quoted }
}

/// A cell that the form requires of a record, and the words for a blank one.
struct Need<R> {
    cell: fn(&R) -> &Option<Cell>,
    severity: Severity,
    wording: Wording<Blank>,
}

/// Needs of a record, all with the same advice: `must field { words }` where a blank cell is an
/// error, `should` where it is a warning.
macro_rules! needs {
    ($table:ident of $record:ident, advice $advice:ident
        $($severity:ident $field:ident $text:tt)+
    ) => {
        const $table: &[Need<$record>] = &[$(Need {
            cell: |record| &record.$field,
            severity: needs!(@$severity),
            wording: Wording::new(&Words { message: message!(@text $text), advice: $advice }),
        }),+];
    };
    (@must) => { Severity::Error };
    (@should) => { Severity::Warning };
}

const FILL_IN: Text = Text { zh: "补填此格。", en: "Fill it in." };
/// Only a row of a table can be one that does not apply.
const FILL_IN_ROW: Text = Text {
    zh: "补填此格；确实不涉及的，写“不适用”。",
    en: "Fill it in; write 不适用 where it does not apply.",
};

needs! { HEAD of Head, advice FILL_IN
    must year { zh "年度没有填写。" en "The year is blank." }
    must department { zh "部门（单位）名称没有填写。" en "The department's name is blank." }
    should filed_on { zh "填报日期没有填写。" en "The filing date is blank." }
}
const PROJECT: Text =
    Text { zh: "项目名称没有填写。", en: "The project's name is blank." };
needs! { EVALUATED_PROJECT of Evaluation, advice FILL_IN
    must project PROJECT
}
needs! { PROJECT_TARGETS of ProjectTargets, advice FILL_IN
    must project PROJECT
    must amount { zh "当年度金额没有填写。" en "The amount for the year is blank." }
    should purpose { zh "用途范围（项目概述）没有填写。" en "The purpose of the funds is blank." }
    should basis { zh "政策依据没有填写。" en "The policy basis is blank." }
}
const SCORE: Text = Text {
    zh: "“{row}”有分值，得分没有填写。",
    en: "{row} has points, but its score is blank.",
};
needs! { WEIGHED_ROW of Indicator, advice FILL_IN_ROW
    must actual {
        zh "“{row}”有分值，实际完成值没有填写。"
        en "{row} has points, but its actual value is blank."
    }
    must score SCORE
}
needs! { WEIGHED_ROW_OF_ONE_YEAR of Indicator, advice FILL_IN_ROW
    must target {
        zh "“{row}”有分值，年度指标值没有填写。"
        en "{row} has points, but its target is blank."
    }
}
needs! { UNWEIGHED_ROW of Indicator, advice FILL_IN_ROW
    must weight {
        zh "“{row}”没有分值，而同表其他指标都有分值。"
        en "{row} has no points, while other rows of the table have."
    }
}
needs! { TRANSFER_ROW of Indicator, advice FILL_IN_ROW
    should actual {
        zh "“{row}”有指标值，实际完成值没有填写。"
        en "{row} has a target, but its actual value is blank."
    }
}
const AIM: Text = Text { zh: "“{row}”没有填写指标值。", en: "{row} has no target." };
needs! { NAMED_ROW of Indicator, advice FILL_IN_ROW
    should target AIM
}
needs! { NAMED_ROW_OF_TASK of TaskIndicator, advice FILL_IN
    should target AIM
}
needs! { WEIGHED_ITEM of ScoreItem, advice FILL_IN
    must score SCORE
}
needs! { WEIGHED_LINE of FundLine, advice FILL_IN
    must rate {
        zh "“{row}”有分值，执行率没有填写。"
        en "{row} has points, but its execution rate is blank."
    }
    must score SCORE
}
needs! { UNWEIGHED_LINE of FundLine, advice FILL_IN
    must weight {
        zh "“{row}”没有分值，而同表其他指标都有分值。"
        en "{row} has no points, while the rows of the table have."
    }
}
needs! { EXECUTED_LINE of FundLine, advice FILL_IN
    should budget {
        zh "“{row}”有执行数，全年预算数没有填写。"
        en "{row} has an execution, but its adjusted budget is blank."
    }
}
needs! { BUDGETED_LINE of FundLine, advice FILL_IN
    must executed {
        zh "“{row}”有预算数和分值，全年执行数没有填写。"
        en "{row} has a budget and points, but its execution is blank."
    }
}
needs! { TOTAL of Total, advice FILL_IN
    must weight { zh "总分的分值没有填写。" en "The total of the weights is blank." }
    must score { zh "总分的得分没有填写。" en "The total score is blank." }
}
needs! { MANAGED_FUNDS of Management, advice FILL_IN
    must account {
        zh "资金管理情况中“{row}”的情况说明没有填写。"
        en "The account of {row} in the management of the funds is blank."
    }
}
const ACCOUNT_TOTAL: Text = Text {
    zh: "“{row}”没有填写，而本栏已填有收支数。",
    en: "“{row}” is blank, though its column has income or expenditure.",
};
needs! { ACCOUNT_COLUMNS of AccountLine, advice FILL_IN
    must previous ACCOUNT_TOTAL
    must budget ACCOUNT_TOTAL
    must actual ACCOUNT_TOTAL
}

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
        check_document(document, checks);
        // Complete or not: its cells one by one would count for more than all else that is checked.
        if checks.findings.len() == before {
            checks.pass();
        }
    }
}

fn check_document(document: &Document, checks: &mut Checks) {
    require(HEAD, document.head(), "", checks);
    match document {
        Document::DepartmentEvaluation(evaluation) => check_scored(evaluation, checks),
        Document::ProjectEvaluation(evaluation) => {
            require(EVALUATED_PROJECT, evaluation, "", checks);
            check_scored(evaluation, checks);
        }
        Document::TransferEvaluation(evaluation) => check_transfer(evaluation, checks),
        Document::ScoreSheet(sheet) => check_sheet(sheet, checks),
        Document::ProjectTargets(targets) => check_targets(targets, checks),
        Document::FundAccounts(accounts) => check_accounts(accounts, checks),
        Document::DepartmentTargets(targets) => {
            targets.indicators.iter().for_each(|indicator| check_named(indicator, checks));
            for indicator in targets.tasks.iter().flat_map(|task| &task.indicators) {
                if is_named(&indicator.name) {
                    require(NAMED_ROW_OF_TASK, indicator, indicator.name.trimmed(), checks);
                }
            }
        }
        Document::BaseData(_) | Document::Narrative(_) => {}
    }
}

/// Reports the cells that the form has and that are blank.
fn require<R>(needs: &[Need<R>], record: &R, row: &str, checks: &mut Checks) {
    for need in needs {
        if let Some(cell) = blank((need.cell)(record)) {
            let message = need.wording.with(Blank { row: row.into() });
            checks.push(BLANK_CELL.finding(&cell.place, message).severity(need.severity));
        }
    }
}

fn blank(cell: &Option<Cell>) -> Option<&Cell> {
    cell.as_ref().filter(|cell| cell.is_blank())
}

fn check_scored(evaluation: &Evaluation, checks: &mut Checks) {
    check_funds(evaluation.funds.as_ref(), checks);
    let weights_due = weights_are_due(evaluation);
    let total = evaluation.funds.as_ref().and_then(|funds| funds.total.as_ref());
    if let Some(line) = total.filter(|line| weights_due || line.score.sign().is_some()) {
        require(UNWEIGHED_LINE, line, line_name(line), checks);
    }
    for indicator in &evaluation.indicators {
        check_row(indicator, weights_due, checks);
    }
    check_total(evaluation.total.as_ref(), checks);
}

fn check_row(indicator: &Indicator, weights_due: bool, checks: &mut Checks) {
    let row = row_name(indicator);
    let is_filled = Row::new(indicator).state() == State::Filled;
    if weighs(&indicator.weight) && weighs(&indicator.score) && !indicator.name.is_empty() {
        require_answer(&indicator.target, "年度指标值", row, checks);
        require_answer(&indicator.actual, "实际完成值", row, checks);
    }
    // A row that is marked 不适用 and still has its printed points owes no answer.
    if !is_filled || indicator.name.is_not_applicable() || indicator.target.is_not_applicable() {
        return;
    }
    if weighs(&indicator.weight) {
        if indicator.period_target.is_empty() {
            require(WEIGHED_ROW_OF_ONE_YEAR, indicator, row, checks);
        }
        require(WEIGHED_ROW, indicator, row, checks);
    } else if weights_due && is_begun(indicator) {
        require(UNWEIGHED_ROW, indicator, row, checks);
    }
}

/// Points that were given are given for something: a dash is no answer. 无 may be one (accidents:
/// none).
fn require_answer(cell: &Option<Cell>, column: &str, row: &str, checks: &mut Checks) {
    let Some(cell) =
        cell.as_ref().filter(|cell| cell.is_not_applicable() && !cell.compact().contains('无'))
    else {
        return;
    };
    let message = NoAnswer { row: row.into(), column: column.into(), claimed: cell.into() };
    checks.push(BLANK_CELL.finding(&cell.place, message));
}

fn check_funds(funds: Option<&Funds>, checks: &mut Checks) {
    let Some(funds) = funds else { return };
    if let Some(line) = &funds.total {
        check_line(line, checks);
        if line.executed.number().is_some() {
            require(EXECUTED_LINE, line, line_name(line), checks);
        }
        let has_budget = [&line.budget, &line.initial].into_iter().any(weighs);
        if has_budget && weighs(&line.weight) {
            require(BUDGETED_LINE, line, line_name(line), checks);
        }
    }
    for line in &funds.parts {
        if !line.budget.is_empty() || !line.executed.is_empty() {
            check_line(line, checks);
        }
    }
}

fn check_line(line: &FundLine, checks: &mut Checks) {
    let budget = [&line.budget, &line.initial].into_iter().find(|cell| !cell.is_empty());
    // Nothing can be executed of nothing: the rate and what follows from it may stay blank.
    let is_nothing = budget.is_some_and(|cell| cell.number().is_some_and(Dec::is_zero));
    if weighs(&line.weight) && !is_nothing {
        require(WEIGHED_LINE, line, line_name(line), checks);
    }
}

fn check_total(total: Option<&Total>, checks: &mut Checks) {
    if let Some(total) = total {
        require(TOTAL, total, "", checks);
    }
}

fn check_transfer(evaluation: &Evaluation, checks: &mut Checks) {
    require(EVALUATED_PROJECT, evaluation, "", checks);
    for row in &evaluation.management {
        require(MANAGED_FUNDS, row, row.name.trimmed(), checks);
    }
    for indicator in &evaluation.indicators {
        if !indicator.name.is_empty() && !indicator.target.is_empty() {
            require(TRANSFER_ROW, indicator, row_name(indicator), checks);
        }
    }
}

fn check_sheet(sheet: &ScoreSheet, checks: &mut Checks) {
    check_funds(sheet.funds.as_ref(), checks);
    for item in
        sheet.items.iter().filter(|item| weighs(&item.weight) && !item.name.is_not_applicable())
    {
        let row = first_text([&item.name, &item.subgroup, &item.group]);
        require(WEIGHED_ITEM, item, row, checks);
    }
    check_total(sheet.total.as_ref(), checks);
}

fn check_targets(targets: &ProjectTargets, checks: &mut Checks) {
    require(PROJECT_TARGETS, targets, "", checks);
    check_period_amount(targets, checks);
    targets.indicators.iter().for_each(|indicator| check_named(indicator, checks));
}

/// A project of several years owes its amount for all of them.
fn check_period_amount(targets: &ProjectTargets, checks: &mut Checks) {
    let year = |cell: &Option<Cell>| Some(cell.as_ref()?.date()?.year);
    let (Some(start), Some(end), Some(cell)) =
        (year(&targets.start), year(&targets.end), blank(&targets.period_amount))
    else {
        return;
    };
    if start < end {
        let message = PERIOD_AMOUNT.with(PeriodAmount { row: "".into(), start, end });
        checks.push(BLANK_CELL.finding(&cell.place, message).severity(Severity::Warning));
    }
}

/// An indicator that somebody named aims at something.
fn check_named(indicator: &Indicator, checks: &mut Checks) {
    if is_named(&indicator.name) && indicator.period_target.is_empty() {
        require(NAMED_ROW, indicator, indicator.name.trimmed(), checks);
    }
}

/// A column in which anything is received or spent owes its totals and balances; a column left
/// blank is not in use.
fn check_accounts(accounts: &FundAccounts, checks: &mut Checks) {
    let lines = [
        (&accounts.opening, "期初余额"),
        (&accounts.income, "收入合计"),
        (&accounts.expenditure, "支出合计"),
        (&accounts.surplus, "当期收支结余"),
        (&accounts.closing, "期末滚存结余"),
    ];
    for column in ACCOUNT_COLUMNS.chunks(1) {
        let moved = [&accounts.income, &accounts.expenditure];
        if !moved.into_iter().flatten().any(|line| is_used(line, column)) {
            continue;
        }
        for (line, usual) in &lines {
            let Some(line) = line else { continue };
            let name = if line.name.is_empty() { usual } else { line.name.trimmed() };
            require(column, line, name, checks);
        }
    }
}

/// Does the line, or a part of it, hold an amount in one of these columns?
fn is_used(line: &AccountLine, columns: &[Need<AccountLine>]) -> bool {
    let has_amount = |need: &Need<AccountLine>| {
        (need.cell)(line).amount().is_some_and(|amount| !amount.is_zero())
    };
    columns.iter().any(has_amount) || line.parts.iter().any(|part| is_used(part, columns))
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
        // Points are given to the rows alone.
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
    }
}
