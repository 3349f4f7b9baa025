//! The computed cells of a filing, worked out from its base figures: what its score card says,
//! written into the form.
//!
//! Officers type budgets, execution and results; rates, scores, totals, balances and grades follow.
//! A cell is written where it is blank or does not follow from what is there; one that is right, at
//! whatever precision, is left as it was typed, and so is a total that rounding explains: it may
//! well be the exact one. Where two things say what a cell should hold (a breakdown's parts, and
//! the funds line it breaks down), its own parts do. The score of a line is the one that the score
//! card computes, also where another one is filled in: the caller shows what would be written over,
//! and gives the cells that are to stay as they are in `keep`. A line that only a person can judge
//! is never touched. The total follows from the scores as they then are. There is none, and no
//! grade, where they cannot be added up sensibly: where one is still blank, above its own weight or
//! below 0, or where together they are above the weights.

use crate::error::Error;
use crate::filing::as_typed;
use crate::filing::row::{Row, State};
use crate::filing::{Cell, Document, Filing, Funds, MaybeCell};
use crate::json::PatchOp;
use crate::json::{self, Json};
use crate::profile::Profile;
use crate::relation::sum::{Derived, derived};
use crate::relation::{Relations, grade};
use crate::scoring::limits::{can_be_totalled, is_table_weighted_twice};
use crate::scoring::working::Working;
use crate::scoring::{execution, row_working, scorecards};
use crate::value::Column;
use crate::value::number::Dec;

/// One computed figure rests on another: a total on a total, a score on a rate. No form goes deeper
/// than this.
const MOST_ROUNDS: usize = 24;
/// Computed amounts carry as many decimals as their parts, at most these.
const MONEY_DECIMALS: u32 = 6;

/// What a cell should hold.
struct Value {
    path: String,
    text: String,
}

/// What is due in one round, the first to speak of a cell winning.
#[derive(Default)]
struct Due(Vec<Value>);

impl Due {
    fn add(&mut self, cell: &Cell, text: String) {
        let path = cell.place.pointer();
        if !self.0.iter().any(|value| value.path == path) {
            self.0.push(Value { path, text });
        }
    }
}

/// A filing that is being completed.
struct Work<'a> {
    json: Json<'static>,
    /// The cells written so far, in the order they were written first.
    written: Vec<String>,
    keep: &'a [String],
}

impl Work<'_> {
    /// Writes what is due; does that change anything?
    fn write(&mut self, due: Due) -> Result<bool, Error> {
        let mut changed = false;
        for Value { path, text } in due.0 {
            let text = Json::String(text.into());
            if self.keep.contains(&path) || self.json.pointer(&path) == Some(&text) {
                continue;
            }
            json::put(&mut self.json, &path, text)?;
            changed = true;
            if !self.written.contains(&path) {
                self.written.push(path);
            }
        }
        Ok(changed)
    }
}

/// The computed cells of `filing` as a patch: a `test` of what is there, then its replacement. The
/// cells of `keep` stay as they are, and what follows from them is worked out from that.
///
/// # Errors
/// Where `filing` is not shaped as one.
pub fn complete(
    filing: &Json<'_>,
    profile: &Profile,
    keep: &[String],
) -> Result<Vec<PatchOp>, Error> {
    let mut work = Work { json: filing.to_static(), written: Vec::new(), keep };
    let open = tables_weighted_twice(&Filing::of(filing)?);
    for _ in 0..MOST_ROUNDS {
        let now = Filing::of(&work.json)?;
        // A total is worked out once everything that it adds up is settled.
        if !work.write(figures(&now, profile, &work.written))?
            && !work.write(totals(&now, profile, &open))?
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

/// The tables whose scores were all multiplied by their weights once more. Those that are judged
/// stay so, and nothing can be added to them.
fn tables_weighted_twice(filing: &Filing) -> Vec<usize> {
    let is_one =
        |document: &Document| document.scored_evaluation().is_some_and(is_table_weighted_twice);
    filing
        .documents
        .iter()
        .enumerate()
        .filter(|(_, document)| is_one(document))
        .map(|(index, _)| index)
        .collect()
}

/// Everything but totals of scores and grades: the cells that are blank or do not follow, one round
/// deep. What was `written` in an earlier round is worked out again.
fn figures(filing: &Filing, profile: &Profile, written: &[String]) -> Due {
    let mut due = Due::default();
    for document in &filing.documents {
        for Derived { cell, sum, is_due } in derived(document, profile)
            .into_iter()
            .filter(|derived| !is_total_score(document, derived.cell))
        {
            let is_due = is_due || written.contains(&cell.place.pointer());
            if let Some(text) = amount(document, cell, sum).filter(|_| is_due) {
                due.add(cell, text);
            }
        }
        scores(document, profile, &mut due);
        full_marks(document, &mut due);
    }
    let relations = Relations::new(&filing.documents, profile, None);
    for rate in relations.rates().iter().chain(relations.rates_across()) {
        if let Some(text) = rate.due() {
            due.add(rate.rate, text);
        }
    }
    due
}

/// The total scores, and the grades of those that are settled; none of the documents that are
/// `open`.
fn totals(filing: &Filing, profile: &Profile, open: &[usize]) -> Due {
    let mut due = Due::default();
    for card in
        scorecards(filing, profile).into_iter().filter(|card| !open.contains(&card.document))
    {
        let Some(document) =
            filing.documents.get(card.document).filter(|document| can_be_totalled(document))
        else {
            continue;
        };
        let Some(total) = total_of(document) else { continue };
        for Derived { cell, sum, is_due } in derived(document, profile)
            .into_iter()
            .filter(|derived| is_total_score(document, derived.cell))
        {
            if let Some(text) = amount(document, cell, sum).filter(|_| is_due) {
                due.add(cell, text);
            }
        }
        // A grade of half a form would be the grade of nothing.
        let Some(cell) = total.grade.as_ref().filter(|_| card.grade.is_some()) else { continue };
        let points = if total.score.is_some() { total.score.number() } else { card.computed };
        if let Some(grade) = points.and_then(|points| grade::due(cell, points, profile)) {
            due.add(cell, grade.name.clone());
        }
    }
    due
}

/// The scores of lines that are worked out: of execution by the figures of the line, of a row by
/// its target and result.
fn scores(document: &Document, profile: &Profile, due: &mut Due) {
    let mut add = |cell: Option<&Cell>, working: Option<Working>| {
        if let Some((cell, text)) = cell
            .zip(working)
            .and_then(|(cell, working)| Some((cell, score_due(cell, &working, profile)?)))
        {
            due.add(cell, text);
        }
    };
    let funds = funds_of(document);
    for line in funds.iter().flat_map(|funds| funds.total.iter().chain(&funds.parts)) {
        add(line.score.cell(), execution::score(line));
    }
    let Some(evaluation) = document.scored_evaluation() else { return };
    for indicator in &evaluation.indicators {
        let row = Row::new(indicator);
        // Where the form prints a coefficient, somebody has judged how far the target was reached.
        if row.state() == State::Filled && indicator.coefficient.number().is_none() {
            add(indicator.score.cell(), row_working(&row));
        }
    }
}

/// What the cell of a score should hold that is worked out, where it is blank or holds another
/// number.
fn score_due(cell: &Cell, working: &Working, profile: &Profile) -> Option<String> {
    let claimed = cell.number();
    let points = working.points(working.decimals_beside(claimed, profile.score_decimals));
    match claimed {
        None => cell.value().is_blank().then(|| points.to_string()),
        Some(claimed) => (claimed != points).then(|| as_typed(cell, points)),
    }
}

/// The blank total of weights that come to 100; weights that come to something else are still being
/// thought about.
fn full_marks(document: &Document, due: &mut Due) {
    let Some(evaluation) = document.scored_evaluation() else { return };
    let Some(cell) = evaluation
        .total
        .as_ref()
        .and_then(|total| total.weight.cell())
        .filter(|cell| cell.value().is_blank())
    else {
        return;
    };
    let of_funds = evaluation.funds.iter().flat_map(|funds| &funds.total).map(|line| &line.weight);
    let rows = evaluation
        .indicators
        .iter()
        .filter(|indicator| Row::new(indicator).state() == State::Filled);
    let weights = of_funds.chain(rows.map(|row| &row.weight)).filter_map(MaybeCell::number);
    if Dec::sum(weights) == Some(Dec::HUNDRED) {
        due.add(cell, Dec::HUNDRED.to_string());
    }
}

/// An amount or a number of points as its cell is written; a blank one in the document's unit.
fn amount(document: &Document, cell: &Cell, base: Dec) -> Option<String> {
    match cell.figure() {
        Some(figure) => {
            let number = base.shift(figure.unit.power.checked_neg()?)?.plain();
            Some(as_typed(
                cell,
                number.round(
                    number
                        .decimals()
                        .clamp(figure.number.decimals().min(MONEY_DECIMALS), MONEY_DECIMALS),
                ),
            ))
        }
        None => {
            let power = if matches!(cell.column, Column::Points | Column::Score) {
                0
            } else {
                document.head().money_unit().power
            };
            let number = base.shift(power.checked_neg()?)?.plain();
            Some(number.round(number.decimals().min(MONEY_DECIMALS)).to_string())
        }
    }
}

fn funds_of(document: &Document) -> Option<&Funds> {
    match document {
        Document::ScoreSheet(sheet) => sheet.funds.as_ref(),
        _ => document.scored_evaluation()?.funds.as_ref(),
    }
}

fn total_of(document: &Document) -> Option<&crate::filing::Total> {
    match document {
        Document::ScoreSheet(sheet) => sheet.total.as_ref(),
        _ => document.scored_evaluation()?.total.as_ref(),
    }
}

fn is_total_score(document: &Document, cell: &Cell) -> bool {
    total_of(document)
        .and_then(|total| total.score.cell())
        .is_some_and(|score| score.place == cell.place)
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
