//! The derived cells of a filing, worked out from its base figures.
//!
//! Officers type budgets, execution and results; rates, scores, totals, balances and grades follow. A cell is written where it is blank or
//! does not follow from what stands there; one that is right, at whatever precision, is left as it was typed, and so is a total that rounding
//! explains: it may well be the exact one. Where two things say what a cell should hold (a breakdown's parts, and the funds line it breaks
//! down), its own parts do.
//! The score of a row is written only where it is blank and a method gives it: one that stands there is somebody's judgement.

use crate::error::Error;
use crate::filing::{Cell, Document, Filing, FundLine, MaybeCell};
use crate::json::{self, Json};
use crate::profile::Profile;
use crate::report::PatchOp;
use crate::report::finding::as_typed;
use crate::rule::Scope;
use crate::rule::rat::quotient::{across, quotients};
use crate::rule::sco::wrong_grade;
use crate::rule::sum::equality::{Derived, derived};
use crate::scoring::row::{Row, State};
use crate::scoring::{execution, ratio, scorecards};
use crate::value::Column;
use crate::value::number::Dec;

/// One derived figure rests on another: a total on a total, a score on a rate. No form goes deeper than this.
const MOST_ROUNDS: usize = 24;
/// Derived amounts carry as many decimals as their parts, at most these.
const MONEY_DECIMALS: u32 = 6;

/// What a cell should hold.
struct Value {
    path: String,
    text: String,
}

/// The derived cells of `filing` as a patch: a `test` of what stands there, then its replacement.
///
/// # Errors
/// Where `filing` is not shaped as one.
pub fn complete(filing: &Json<'_>, profile: &Profile) -> Result<Vec<PatchOp>, Error> {
    let mut work = filing.to_static();
    let mut written: Vec<String> = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let values = due(&Filing::of(&work)?, profile, &written);
        let mut changed = false;
        for Value { path, text } in values {
            let text = Json::String(text.into());
            if work.pointer(&path) != Some(&text) {
                json::put(&mut work, &path, text)?;
                changed = true;
                if !written.contains(&path) {
                    written.push(path);
                }
            }
        }
        if !changed {
            break;
        }
    }
    let op = |op, path: &str, json: &Json<'_>| PatchOp { op, path: path.to_owned(), value: json.pointer(path).map(Json::to_static) };
    let is_changed = |path: &&String| filing.pointer(path) != work.pointer(path);
    Ok(written.iter().filter(is_changed).flat_map(|path| [op("test", path, filing), op("replace", path, &work)]).collect())
}

/// The cells that are blank or do not follow, one round deep, the first to speak of a cell winning. What was `written` in an earlier round is
/// worked out again.
fn due(filing: &Filing, profile: &Profile, written: &[String]) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    let mut add = |cell: &Cell, text: String| {
        let path = cell.place.pointer();
        if !values.iter().any(|value| value.path == path) {
            values.push(Value { path, text });
        }
    };
    for document in &filing.documents {
        for Derived { cell, sum, is_due } in derived(document, profile) {
            let is_due = is_due || written.contains(&cell.place.pointer());
            if let Some(text) = amount(document, cell, sum).filter(|_| is_due) {
                add(cell, text);
            }
        }
        scores(document, profile, &mut add);
    }
    let scope = Scope::new(&filing.documents, profile, None);
    for quotient in quotients(&scope).iter().chain(across(&scope)) {
        if let Some(text) = quotient.due() {
            add(quotient.rate, text);
        }
    }
    for card in scorecards(filing, profile) {
        let Some(total) = filing.documents.get(card.document).and_then(total_of) else { continue };
        // A grade of half a form would be the grade of nothing.
        let Some(cell) = total.grade.as_ref().filter(|_| card.grade.is_some()) else { continue };
        let points = if total.score.is_some() { total.score.number() } else { card.computed };
        if let Some(grade) = points.and_then(|points| wrong_grade::due(cell, points, profile)) {
            add(cell, grade.name.clone());
        }
    }
    values
}

/// Execution scores that are blank or do not follow; scores of measured rows only where they are blank, since somebody may have cut them for a reason.
fn scores(document: &Document, profile: &Profile, add: &mut impl FnMut(&Cell, String)) {
    let funds = match document {
        Document::ScoreSheet(sheet) => sheet.funds.as_ref(),
        _ => document.scored_evaluation().and_then(|evaluation| evaluation.funds.as_ref()),
    };
    for line in funds.iter().flat_map(|funds| funds.total.iter().chain(&funds.parts)) {
        if let (Some(cell), Some(points)) = (&line.score, execution_due(line, profile)) {
            add(cell, if cell.value.is_blank() { points.to_string() } else { as_typed(cell, points) });
        }
    }
    let Some(evaluation) = document.scored_evaluation() else { return };
    let rows = || evaluation.indicators.iter().map(Row::new).filter(|row| row.state() == State::Filled);
    if let Some(cell) = evaluation.total.as_ref().and_then(|total| total.weight.cell()).filter(|cell| cell.value.is_blank()) {
        let of_funds = evaluation.funds.iter().flat_map(|funds| &funds.total).map(|line| &line.weight);
        let weights = of_funds.chain(rows().map(|row| &row.indicator.weight)).filter_map(MaybeCell::number);
        // Weights that come to something else are still being thought about.
        if Dec::sum(weights) == Some(Dec::HUNDRED) {
            add(cell, Dec::HUNDRED.to_string());
        }
    }
    for row in rows() {
        let i = row.indicator;
        let working = i.weight.number().zip(row.pair()).and_then(|(weight, pair)| ratio::score(weight, &pair));
        if let (Some(cell), Some(working)) = (i.score.cell().filter(|cell| cell.value.is_blank()), working) {
            add(cell, working.points(profile.score_decimals).to_string());
        }
    }
}

fn execution_due(line: &FundLine, profile: &Profile) -> Option<Dec> {
    let working = execution::score(line).filter(|_| line.budget.is_none() || !line.budget.is_empty())?;
    let points = working.points(profile.score_decimals);
    match line.score.number() {
        Some(claimed) if claimed == working.exact.round(claimed.decimals().max(1)) => None,
        Some(claimed) if claimed == points => None,
        Some(_) => Some(points),
        None => line.score.is_blank().then_some(points),
    }
}

/// An amount or a number of points as its cell is written; a blank one in the document's unit.
fn amount(document: &Document, cell: &Cell, base: Dec) -> Option<String> {
    match cell.figure() {
        Some(figure) => {
            let number = base.shift(figure.unit.power.checked_neg()?)?.plain();
            Some(as_typed(cell, number.round(number.decimals().clamp(figure.number.decimals().min(MONEY_DECIMALS), MONEY_DECIMALS))))
        }
        None => {
            let power = if matches!(cell.column, Column::Points | Column::Score) { 0 } else { document.head().money_unit().power };
            let number = base.shift(power.checked_neg()?)?.plain();
            Some(number.round(number.decimals().min(MONEY_DECIMALS)).to_string())
        }
    }
}

fn total_of(document: &Document) -> Option<&crate::filing::Total> {
    match document {
        Document::ScoreSheet(sheet) => sheet.total.as_ref(),
        _ => document.scored_evaluation()?.total.as_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// `path inside the document = value` of every cell that is written.
    fn completed(document: serde_json::Value) -> Vec<String> {
        let filing = json!({ "documents": [document] });
        let patch = complete(&filing.into(), &Profile::built_in("cn").unwrap()).unwrap();
        let value = |op: &PatchOp| op.value.as_ref().and_then(Json::as_str).unwrap_or_default().to_owned();
        let short = |path: &str| path.trim_start_matches("/documents/0").to_owned();
        patch.iter().filter(|op| op.op == "replace").map(|op| format!("{} = {}", short(&op.path), value(op))).collect()
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
                "/total/weight = 100",
                "/indicators/0/score = 45",
                "/indicators/2/score = 10",
                "/funds/total/score = 9.23",
                "/funds/total/rate = 92.25%",
                "/total/score = 92.23",
                "/total/grade = 优",
            ]
        );
    }

    #[test]
    fn what_is_right_is_left_as_typed_and_what_is_judged_is_never_touched() {
        let table = json!({"kind": "projectEvaluation",
            "funds": {"total": {"budget": "652", "executed": "601.5", "weight": "10分", "rate": "92%", "score": "9.2"}},
            "indicators": [
                {"level1": "产出指标", "name": "服务能力", "target": "提升", "actual": "有所提升", "weight": "80", "score": ""},
                {"level1": "满意度指标", "name": "满意度", "target": "≥90%", "actual": "95%", "weight": "10", "score": "9"}],
            "total": {"weight": "100", "score": ""}});
        assert_eq!(completed(table), [""; 0]);
    }

    #[test]
    fn wrong_derived_cells_are_put_right() {
        let table = json!({"kind": "projectEvaluation",
            "funds": {"total": {"budget": "652", "executed": "601.5", "weight": "10", "rate": "93%", "score": "9.3"}},
            "indicators": [{"level1": "产出指标", "name": "满意度", "target": "≥90%", "actual": "95%", "weight": "90", "score": "90"}],
            "total": {"weight": "100", "score": "99.3", "grade": "良"}});
        assert_eq!(completed(table), ["/funds/total/score = 9.23", "/funds/total/rate = 92%", "/total/grade = 优", "/total/score = 99.23"]);
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
                "/total/score = 97",
                "/funds/total/rate = 95.00%",
                "/total/grade = 优"
            ]
        );
    }

    #[test]
    fn a_rate_of_nothing_is_nothing() {
        let funds = json!({"total": {"budget": "0", "executed": "0", "rate": "95%"}});
        assert_eq!(completed(json!({"kind": "transferEvaluation", "funds": funds, "indicators": []})), ["/funds/total/rate = 0%"]);
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
            ["/income/actual = 207806", "/expenditure/actual = 186337", "/surplus/actual = 21469", "/closing/actual = 366954"]
        );
    }
}
