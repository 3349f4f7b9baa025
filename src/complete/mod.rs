//! Fills in the computed cells of a filing: rates, scores, totals, balances and grades, which
//! follow from the budgets, execution and results that officers type.
//!
//! A cell is written if it is blank or contradicts the figures it follows from. A cell that agrees
//! with them is left as it was typed, at any precision, and so is a total whose difference rounding
//! explains, because it may be the exact one.
//!
//! - A cell that follows from two relations (the total of a breakdown from its parts, and from the
//!   funds line that it breaks down) is computed from its own parts.
//! - The score of a line is the one of the score card, even if another one is filled in. The caller
//!   shows what would be overwritten, and lists the cells to keep in `keep`.
//! - A score that only a person can judge is never written.
//! - The total follows from the scores as they are then. A total and a grade are written only if
//!   the scores can be added up: none is blank, below 0 or above its weight, and together they are
//!   not above the weights.

mod due;

use rustc_hash::FxHashSet;

use crate::error::Error;
use crate::filing::{Document, Filing};
use crate::json::{self, Json, PatchOp};
use crate::profile::Profile;
use crate::scoring::limits::is_table_weighted_twice;

use due::{Due, DueCell};

/// A computed figure may follow from another one: a total from totals, a score from a rate. No form
/// has a longer chain than this.
const MOST_ROUNDS: usize = 24;

/// The computed cells of `filing` as a patch: for each a `test` of its present text, and its
/// replacement. The cells of `keep`, JSON pointers, stay as they are, and others follow from them.
///
/// # Errors
/// If `filing` is malformed.
pub fn complete(
    filing: &Json<'_>,
    profile: &Profile,
    keep: &[String],
) -> Result<Vec<PatchOp>, Error> {
    let mut work = Work {
        json: filing.to_static(),
        written: Vec::new(),
        is_written: FxHashSet::default(),
        keep: keep.iter().map(String::as_str).collect(),
    };
    let without_total = tables_weighted_twice(&Filing::of(filing)?);
    for _ in 0..MOST_ROUNDS {
        let now = Filing::of(&work.json)?;
        // Totals come after everything that they add up.
        if !work.write(Due::figures(&now, profile, &work.is_written))?
            && !work.write(Due::totals(&now, profile, &without_total))?
        {
            break;
        }
    }
    let Work { json: completed, written, .. } = work;
    let op = |op, path: &str, json: &Json<'_>| PatchOp {
        op,
        path: path.to_owned(),
        value: json.pointer(path).map(Json::to_static),
    };
    let is_changed = |path: &&String| filing.pointer(path) != completed.pointer(path);
    Ok(written
        .iter()
        .filter(is_changed)
        .flat_map(|path| [op("test", path, filing), op("replace", path, &completed)])
        .collect())
}

/// A filing that is being completed.
struct Work<'a> {
    json: Json<'static>,
    /// JSON pointers to the cells written so far, in the order in which they were first written.
    written: Vec<String>,
    /// The same pointers, for look-up.
    is_written: FxHashSet<String>,
    keep: FxHashSet<&'a str>,
}

impl Work<'_> {
    /// Writes the due cells, and returns whether that changes anything.
    fn write(&mut self, due: Due) -> Result<bool, Error> {
        let mut changed = false;
        for DueCell { path, text } in due.cells() {
            let text = Json::String(text.into());
            if self.keep.contains(&*path) || self.json.pointer(&path) == Some(&text) {
                continue;
            }
            json::put(&mut self.json, &path, text)?;
            changed = true;
            if self.is_written.insert(path.clone()) {
                self.written.push(path);
            }
        }
        Ok(changed)
    }
}

/// The indices of the tables whose scores were all multiplied by their weights once more. Judged
/// scores are never written, so these tables keep some of them, and have no total.
fn tables_weighted_twice(filing: &Filing) -> Vec<usize> {
    let is_weighted_twice =
        |document: &Document| document.scored_evaluation().is_some_and(is_table_weighted_twice);
    filing
        .documents
        .iter()
        .enumerate()
        .filter(|(_, document)| is_weighted_twice(document))
        .map(|(index, _)| index)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// `path inside the document = value` of every cell that is written.
    fn completed(document: serde_json::Value) -> Vec<String> {
        let filing = json!({ "documents": [document] });
        let patch = complete(&filing.into(), &Profile::built_in("cn").unwrap(), &[]).unwrap();
        let value =
            |op: &PatchOp| op.value.as_ref().and_then(Json::as_str).unwrap_or_default().to_owned();
        let short = |path: &str| path.trim_start_matches("/documents/0").to_owned();
        patch
            .iter()
            .filter(|op| op.op == "replace")
            .map(|op| format!("{} = {}", short(&op.path), value(op)))
            .collect()
    }

    #[test]
    fn base_figures_are_enough() {
        let table = json!({"kind": "projectEvaluation",
            "funds": {
                "total": {"budget": "", "executed": "", "weight": "10", "rate": "", "score": ""},
                "parts": [{"name": "当年财政拨款", "budget": "600", "executed": "550.5"}, {"name": "其他资金", "budget": "52", "executed": "51"}]},
            "indicators": [
                {"level1": "产出指标", "name": "培训人次", "target": "≥100人次", "actual": "90人次", "weight": "50", "score": ""},
                {"level1": "效益指标", "name": "服务能力", "target": "提升", "actual": "有所提升", "weight": "30", "score": "28"},
                {"level1": "满意度指标", "name": "满意度", "target": "≥90%", "actual": "95%", "weight": "10", "score": ""}],
            "total": {"weight": "", "score": "", "grade": ""}});
        assert_eq!(
            completed(table),
            [
                "/funds/total/budget = 652",
                "/funds/total/executed = 601.5",
                "/indicators/0/score = 45",
                "/indicators/2/score = 10",
                "/total/weight = 100",
                "/funds/total/score = 9.23",
                "/funds/total/rate = 92.25%",
                "/total/score = 92.23",
                "/total/grade = 优",
            ]
        );
    }

    #[test]
    fn what_is_right_is_left_as_typed() {
        let table = json!({"kind": "projectEvaluation",
            "funds": {"total": {"budget": "652", "executed": "601.5", "weight": "10分", "rate": "92%", "score": "9.2"}},
            "indicators": [
                {"level1": "产出指标", "name": "服务能力", "target": "提升", "actual": "有所提升", "weight": "80", "score": ""},
                {"level1": "满意度指标", "name": "满意度", "target": "≥90%", "actual": "95%", "weight": "10", "score": "10.00分"}],
            "total": {"weight": "100", "score": ""}});
        assert_eq!(
            completed(table),
            [""; 0],
            "without the score of a judged row there is no total"
        );
    }

    #[test]
    fn wrong_derived_cells_are_put_right() {
        let table = json!({"kind": "projectEvaluation",
            "funds": {"total": {"budget": "652", "executed": "601.5", "weight": "10", "rate": "93%", "score": "9.3"}},
            "indicators": [{"level1": "产出指标", "name": "满意度", "target": "≥90%", "actual": "95%", "weight": "90", "score": "90"}],
            "total": {"weight": "100", "score": "99.3", "grade": "良"}});
        assert_eq!(
            completed(table),
            [
                "/funds/total/score = 9.23",
                "/funds/total/rate = 92%",
                "/total/score = 99.23",
                "/total/grade = 优"
            ]
        );
    }

    #[test]
    fn a_total_follows_its_parts_even_where_there_is_one() {
        let funds = json!({"total": {"budget": "2092.71", "executed": ""}, "breakdowns": [
            {"of": "budget", "total": "20092.71万", "parts": [{"name": "一般公共预算", "amount": "2092.71万"}, {"name": "政府性基金", "amount": ""}]},
            {"of": "executed", "total": "1997.21", "parts": [{"name": "基本支出", "amount": ""}, {"name": "项目支出", "amount": ""}]}]});
        let table = json!({"kind": "departmentEvaluation", "funds": funds, "indicators": []});
        assert_eq!(completed(table), ["/funds/breakdowns/0/total = 2092.71万"]);
    }

    #[test]
    fn figures_that_contradict_each_other_come_to_rest() {
        let funds = json!({"total": {"budget": "500", "executed": "1"}, "parts": [{"name": "财政拨款", "budget": "300", "executed": "1"}, {"name": "其他资金", "budget": "200", "executed": "0"}],
            "breakdowns": [{"of": "budget", "total": "1", "parts": [{"name": "一般公共预算", "amount": "400"}, {"name": "政府性基金", "amount": "50"}]}]});
        assert_eq!(
            completed(json!({"kind": "departmentEvaluation", "funds": funds, "indicators": []})),
            ["/funds/breakdowns/0/total = 450"]
        );
    }

    #[test]
    fn a_score_sheet_has_its_own_totals() {
        let item = |group: &str, weight: &str, score: &str, group_weight: &str| json!({"group": group, "groupWeight": group_weight, "name": "项", "weight": weight, "score": score});
        let sheet = json!({"kind": "scoreSheet",
            "funds": {"total": {"budget": "100", "executed": "95", "rate": "", "weight": "", "score": ""}},
            "items": [item("履职效能", "30", "28", ""), item("履职效能", "20", "20", ""), item("管理效率", "50", "49", "40")],
            "total": {"weight": "100", "score": "", "grade": "中"}});
        assert_eq!(
            completed(sheet),
            [
                "/items/0/groupWeight = 50",
                "/items/2/groupWeight = 50",
                "/funds/total/rate = 95.00%",
                "/total/score = 97",
                "/total/grade = 优"
            ]
        );
    }

    #[test]
    fn a_rate_of_nothing_is_nothing() {
        let funds = json!({"total": {"budget": "0", "executed": "0", "rate": "95%"}});
        assert_eq!(
            completed(json!({"kind": "transferEvaluation", "funds": funds, "indicators": []})),
            ["/funds/total/rate = 0%"]
        );
    }

    #[test]
    fn accounts_balance() {
        let line = |actual: &str| json!({"actual": actual});
        let accounts = json!({"kind": "fundAccounts", "opening": line("345485"),
            "income": {"actual": "", "parts": [line("189653"), line("18153")]},
            "expenditure": {"actual": "", "parts": [line("183493"), line("2844")]},
            "surplus": line(""), "closing": line("")});
        assert_eq!(
            completed(accounts),
            [
                "/income/actual = 207806",
                "/expenditure/actual = 186337",
                "/surplus/actual = 21469",
                "/closing/actual = 366954"
            ]
        );
    }
}
