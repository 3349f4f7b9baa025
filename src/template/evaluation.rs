//! From approved target tables to the self-evaluations that answer them.

use super::carry::{Printed, same_columns};
use super::options::{Names, Options};
use super::{inside, is_blank, of_kind};
use crate::error::Error;
use crate::filing::{Document, Head, MaybeCell};
use crate::json::{Json, Members};
use crate::rule;

/// What an indicator of a target table has that its evaluation takes over.
const AIMS: [&str; 9] =
    ["heading", "level1", "level2", "name", "sign", "target", "periodTarget", "unit", "weight"];

/// The self-evaluations that answer target tables (`departmentTargets`, `projectTargets`), one for
/// each, in the forms of a profile (`options.profile`).
///
/// - Year, department, project and unit of money are those of the table; a year that only its title
///   has is taken from there.
/// - The rows are the table's indicators with level 1 and 2, name, sign, target, unit and points;
///   the form's own empty rows are left out, except where the profile has them kept and marked
///   不适用. A department's table without indicators gives a row for each key indicator of its
///   tasks, under the task's name.
/// - The amount of the year becomes the initial budget and, until it is adjusted, the budget of the
///   year; its parts become the lines of the funds. The goal of the year becomes the expected one.
/// - Points come from the table alone: where it has none their cells stay blank. Results
///   (execution, rates, actual values, scores, reasons, what was achieved) are blank.
///
/// # Errors
/// Where `targets` is no list of target tables (`/1/kind`), and as [`blank`](super::blank).
pub fn evaluation_of<'a, 'b>(
    targets: impl Into<Json<'a>>,
    options: impl Into<Json<'b>>,
) -> Result<Vec<Json<'static>>, Error> {
    let (targets, options) = (targets.into(), options.into());
    let Options { profile, .. } = Options::read(&options, &["profile"])?;
    let keeps_rows = rule::profile_of(Some(profile))?.marks_not_applicable;
    let tables = targets
        .as_array()
        .ok_or_else(|| Error::new("", "target tables are a list of documents"))?;
    let answer = |(index, json): (usize, &Json<'_>)| {
        let at = format!("/{index}");
        let document = Document::read(json, 0).map_err(|error| inside(error, &at))?;
        let (kind, aims) = match &document {
            Document::DepartmentTargets(_) => ("departmentEvaluation", of_department(json)),
            Document::ProjectTargets(_) => ("projectEvaluation", of_project(json)),
            _ => {
                return Err(Error::new(
                    format!("{at}/kind"),
                    "only target tables are answered: departmentTargets, projectTargets",
                ));
            }
        };
        let names = names_of(document.head(), json);
        let mut form = of_kind(kind, profile)?.filled(&names);
        // Amounts are carried over as they were typed, so they stay in the unit that they were
        // typed in.
        if let (Json::Object(form), Some(unit)) = (&mut form, written(json, "unit")) {
            form.insert("unit".into(), unit);
        }
        Ok(answered(form, aims, keeps_rows))
    };
    tables.iter().enumerate().map(answer).collect()
}

fn names_of(head: &Head, json: &Json<'_>) -> Names {
    let year = match head.year.text() {
        "" => head.evaluated_year().map(|year| year.to_string()).unwrap_or_default(),
        year => year.to_owned(),
    };
    let text =
        |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().trim().to_owned();
    Names { year, department: text("department"), project: text("project") }
}

/// What a target table says that its evaluation repeats.
struct Aims {
    indicators: Vec<Members<'static>>,
    amount: Option<Json<'static>>,
    /// Names and amounts.
    parts: Vec<(Json<'static>, Json<'static>)>,
    goal: Option<Json<'static>>,
}

fn of_project(json: &Json<'_>) -> Aims {
    let of_part = |part: &Json<'_>| Some((written(part, "name")?, written(part, "amount")?));
    Aims {
        indicators: list(json, "indicators").iter().filter_map(of_indicator).collect(),
        amount: written(json, "amount"),
        parts: list(json, "parts").iter().filter_map(of_part).collect(),
        goal: written(json, "goal"),
    }
}

fn of_department(json: &Json<'_>) -> Aims {
    let mut indicators: Vec<_> = list(json, "indicators").iter().filter_map(of_indicator).collect();
    if indicators.is_empty() {
        indicators = list(json, "tasks").iter().flat_map(of_task).collect();
    }
    let total = |of: &str| written(json.get(of)?, "total");
    let goals: Vec<&str> = list(json, "goals")
        .iter()
        .filter_map(Json::as_str)
        .filter(|goal| !goal.trim().is_empty())
        .collect();
    Aims {
        indicators,
        amount: total("expenditure").or_else(|| total("income")),
        parts: Vec::new(),
        goal: (!goals.is_empty()).then(|| Json::String(goals.join("\n").into())),
    }
}

/// What was written into an indicator's row; nothing where the row is not in use.
fn of_indicator(row: &Json<'_>) -> Option<Members<'static>> {
    written(row, "name")
        .or_else(|| written(row, "target"))
        .or_else(|| written(row, "periodTarget"))?;
    // A target for the whole period says nothing about the year, unless the table has no other.
    let is_asked = |key: &str| key != "periodTarget" || written(row, "target").is_none();
    let cells =
        AIMS.iter().filter(|key| is_asked(key)).filter_map(|key| Some((*key, written(row, key)?)));
    Some(cells.collect())
}

/// The key indicators of a task, under its name.
fn of_task(task: &Json<'_>) -> Vec<Members<'static>> {
    let mut rows: Vec<_> = list(task, "indicators").iter().filter_map(of_indicator).collect();
    if let Some(name) = written(task, "name") {
        rows.iter_mut().for_each(|row| drop(row.insert("heading".into(), name.clone())));
    }
    rows
}

/// The aims in the rows and columns of a blank evaluation.
fn answered(mut form: Json<'static>, aims: Aims, keeps_rows: bool) -> Json<'static> {
    let mut filled = Members::default();
    if let Some(goal) = aims.goal {
        filled.insert("goals".into(), object([("expected", goal)]));
    }
    let mut funds = Members::default();
    if let Some(amount) = aims.amount {
        let line = form.pointer("/funds/total").map(blank_row).unwrap_or_default();
        funds.insert("total".into(), Json::Object(budgets(&line, &amount).into_iter().collect()));
    }
    if !aims.parts.is_empty() {
        let line = first_row(&form, "/funds/parts");
        let part = |(name, amount): (Json<'static>, Json<'static>)| {
            let mut part = line.clone();
            budgets(&line, &amount)
                .into_iter()
                .for_each(|(key, amount)| drop(part.insert(key.into(), amount)));
            part.insert("name".into(), name);
            Json::Object(part)
        };
        funds.insert("parts".into(), Json::Array(aims.parts.into_iter().map(part).collect()));
        clear(&mut form, "/funds/parts");
    }
    filled.insert("funds".into(), Json::Object(funds));
    if !aims.indicators.is_empty() {
        let row = if keeps_rows { Members::default() } else { first_row(&form, "/indicators") };
        let in_columns = |aims: Members<'static>| {
            let mut row = row.clone();
            aims.iter()
                .for_each(|(key, cell)| drop(row.insert(key.to_owned().into(), cell.to_static())));
            Json::Object(row)
        };
        let mut rows: Vec<_> = aims.indicators.into_iter().map(in_columns).collect();
        if !keeps_rows {
            same_columns(&mut rows);
            clear(&mut form, "/indicators");
        }
        filled.insert("indicators".into(), Json::Array(rows));
    }
    Printed::default().carry(&form, &Json::Object(filled))
}

/// The amount as the budgets that a line has.
fn budgets(line: &Members<'_>, amount: &Json<'_>) -> Vec<(&'static str, Json<'static>)> {
    ["initial", "budget"]
        .into_iter()
        .filter(|key| line.get(key).is_some())
        .map(|key| (key, amount.to_static()))
        .collect()
}

/// The first record of a list of the form, with nothing in it.
fn first_row(form: &Json<'_>, list: &str) -> Members<'static> {
    form.pointer(&format!("{list}/0")).map(blank_row).unwrap_or_default()
}

fn blank_row(row: &Json<'_>) -> Members<'static> {
    row.as_object()
        .into_iter()
        .flat_map(Members::iter)
        .map(|(key, _)| (key.to_owned(), Json::String("".into())))
        .collect()
}

fn clear(form: &mut Json<'static>, list: &str) {
    if form.pointer(list).is_some() {
        // The list is there, so it can be put anew.
        drop(crate::json::put(form, list, Json::Array(Vec::new())));
    }
}

fn object<const N: usize>(members: [(&'static str, Json<'static>); N]) -> Json<'static> {
    Json::Object(members.into_iter().collect())
}

/// A cell that is not blank.
fn written(record: &Json<'_>, key: &str) -> Option<Json<'static>> {
    record.get(key).filter(|cell| !is_blank(cell)).map(Json::to_static)
}

fn list<'a>(json: &'a Json<'_>, key: &str) -> &'a [Json<'a>] {
    json.get(key).and_then(Json::as_array).unwrap_or_default()
}
