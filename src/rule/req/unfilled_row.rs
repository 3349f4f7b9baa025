//! # 指标行未填
//!
//! **查什么**：二级指标下整行空白，又没有写“不适用”，而同一套自评表的其他行写了“不适用”，
//! 或者本省要求不用的行写“不适用”。
//!
//! **为什么**：审核人分不清是不涉及还是漏填。
//!
//! **不查什么**：各表都不写“不适用”的；还没有开始填的空表；同一二级指标下已有其他指标的备用行；
//! 没有二级指标名称的行。
//!
//! ---
//!
//! **What it finds**: a row with a named level 2 that is empty and not marked 不适用, where other
//! rows are marked or the province asks for it.
//!
//! **Why**: nobody can tell what does not apply from what was forgotten.
//!
//! **What it leaves alone**: filings that mark nothing; tables nobody has begun; spare rows of a
//! level 2 that has an indicator; rows without a level 2.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"level2": "数量指标", "name": "", "actual": ""}, {"level2": "质量指标", "name": "合格率", "actual": "95%"}, {"level2": "时效指标", "name": "不适用", "actual": ""}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"level2": "数量指标", "name": "不适用", "actual": ""}, {"level2": "质量指标", "name": "合格率", "actual": "95%"}, {"level2": "时效指标", "name": "不适用", "actual": ""}]}
//! ```

use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use rustc_hash::FxHashSet as HashSet;

use crate::filing::{Document, Evaluation, Indicator, MaybeCell, Reads};

use crate::filing::row::{Row, State};
use crate::relation::Relations;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static UNFILLED_ROW: Rule = Rule {
    info: RuleInfo {
        family: Family::Req,
        code: "REQ007",
        name: "unfilled-row",
        severity: Severity::Warning,
        summary: Text {
            zh: "指标行整行空白且未注明不适用",
            en: "a level-2 row is empty and not marked 不适用",
        },
        basis: FORM,
    },
    checks: &[Check::Filing(Reads::of(&[Column::Words]).and_presence(), check)],
};

message! {
    UnfilledRow { level2: Quoted }
    zh "“{level2}”整行空白，没有写“不适用”。"
    en "The row of {level2} is empty and not marked 不适用."
    advice { zh "填写指标；不涉及的写“不适用”。" en "Fill the row in, or write 不适用." }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    // Transfer forms are a different form: their marks do not tell how others are marked.
    let scored: Vec<&Evaluation> = relations.scored_evaluations().collect();
    let is_transfer = |document: &&Document| matches!(document, Document::TransferEvaluation(_));
    let transfers: Vec<&Evaluation> =
        relations.documents.iter().filter(is_transfer).filter_map(Document::evaluation).collect();
    check_forms(&scored, relations.profile.marks_not_applicable, checks);
    check_forms(&transfers, false, checks);
}

fn check_forms(tables: &[&Evaluation], are_marked: bool, checks: &mut Checks) {
    if !are_marked && !tables.iter().flat_map(|table| &table.indicators).any(is_marked) {
        return;
    }
    for table in tables {
        let is_begun = table.indicators.iter().any(|row| Row::new(row).state() == State::Filled);
        if is_begun {
            check_table(&table.indicators, checks);
        }
    }
}

fn check_table(rows: &[Indicator], checks: &mut Checks) {
    fn levels(row: &Indicator) -> (&str, &str) {
        (row.level1.level_key(), row.level2.level_key())
    }
    let is_empty = |row: &Indicator| Row::new(row).state() == State::Unfilled;
    let answered: HashSet<(&str, &str)> =
        rows.iter().filter(|row| !is_empty(row)).map(levels).collect();
    for row in rows.iter().filter(|row| !row.level2.is_empty()) {
        match row.name.cell() {
            Some(name) if is_empty(row) && !answered.contains(&levels(row)) => {
                let message = UnfilledRow { level2: row.level2.trimmed().into() };
                checks.push(UNFILLED_ROW.finding(&name.place, message));
            }
            _ => checks.pass(),
        }
    }
}

/// Whether the row is marked as a whole, rather than answered with 无 beside a target.
fn is_marked(row: &Indicator) -> bool {
    let figures = [&row.target, &row.actual];
    Row::new(row).state() == State::NotApplicable && figures.iter().all(|cell| cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{run, run_in};
    use serde_json::{Value as Json, json};

    const NONE: [&str; 0] = [];

    fn row(level2: &str, name: &str, actual: &str) -> Json {
        json!({"level1": "产出指标", "level2": level2, "name": name, "target": "", "actual": actual, "weight": "", "score": ""})
    }

    fn form(rows: &[Json]) -> Json {
        json!({"kind": "projectEvaluation", "indicators": rows})
    }

    #[test]
    fn finds_empty_rows_where_others_are_marked_anywhere_in_the_filing() {
        let marked =
            form(&[row("数量指标", "不适用1", "不适用"), row("质量指标", "合格率", "95%")]);
        let empty = form(&[
            row("数量指标", "", ""),
            row("质量指标", "合格率", "95%"),
            row("时效 指标", "", ""),
        ]);
        let findings = run_in(&UNFILLED_ROW, "cn", json!({"documents": [marked, empty]}));
        assert_eq!(findings, ["/documents/1/indicators/0/name", "/documents/1/indicators/2/name"]);
    }

    #[test]
    fn a_province_may_ask_for_the_mark() {
        let filing = json!({"documents": [form(&[row("数量指标", "", ""), row("质量指标", "合格率", "95%")])]});
        assert_eq!(run_in(&UNFILLED_ROW, "cn", filing.clone()), NONE);
        assert_eq!(run_in(&UNFILLED_ROW, "cn-hunan", filing), ["/indicators/0/name"]);
        let blank =
            json!({"documents": [form(&[row("数量指标", "", ""), row("质量指标", "", "")])]});
        assert_eq!(run_in(&UNFILLED_ROW, "cn-hunan", blank), NONE, "a table nobody has begun");
    }

    #[test]
    fn leaves_alone_spare_rows_and_rows_without_level2() {
        let spare = form(&[
            row("时效指标", "不适用", ""),
            row("数量指标", "场次", "3场"),
            row("数量指标", "", ""),
            row("", "", ""),
        ]);
        assert_eq!(run(&UNFILLED_ROW, spare), NONE);
        let answered_with_none = form(&[
            json!({"level2": "质量指标", "name": "事故数", "target": "0起", "actual": "无"}),
            row("数量指标", "", ""),
            row("时效指标", "按期完工", "是"),
        ]);
        assert_eq!(run(&UNFILLED_ROW, answered_with_none), NONE);
    }
}
