//! Makes self-evaluations from approved target tables.

use super::carry::{Printed, same_columns};
use super::options::{Names, Options};
use super::{is_blank, relocated, template_of_kind};
use crate::error::{Error, ErrorKind};
use crate::filing::{Document, Head, Kind, MaybeCell};
use crate::json::{Json, Members};
use crate::rule;

/// The cells of an indicator that its evaluation takes over from the target table.
const AIM_KEYS: [&str; 9] =
    ["heading", "level1", "level2", "name", "sign", "target", "periodTarget", "unit", "weight"];

/// What an evaluation takes over from its target table.
struct Aims {
    indicators: Vec<Members<'static>>,
    amount: Option<Json<'static>>,
    /// Names and amounts.
    parts: Vec<(Json<'static>, Json<'static>)>,
    goal: Option<Json<'static>>,
}

/// Makes a self-evaluation for each target table (`departmentTargets`, `projectTargets`), in the
/// forms of a profile (`options.profile`).
///
/// - Year, department, project and unit of money are those of the table. A year that only its title
///   has is taken from there.
/// - The rows are the table's indicators with level 1 and 2, name, sign, target, unit and points.
///   The form's own empty rows are left out, unless the profile keeps them and marks them 不适用. A
///   department's table without indicators gives a row for each key indicator of its tasks, under
///   the task's name.
/// - The amount of the year becomes the initial budget and, until it is adjusted, the budget of the
///   year; its parts become the lines of the funds. The goal of the year becomes the expected one.
/// - Points come from the table alone; if it has none, their cells stay blank. Results (execution,
///   rates, actual values, scores, reasons, achievements) are blank.
///
/// # Errors
/// If `targets` is not a list of target tables (`/1/kind`), and as [`blank`](super::blank).
pub fn evaluation_of<'a, 'b>(
    targets: impl Into<Json<'a>>,
    options: impl Into<Json<'b>>,
) -> Result<Vec<Json<'static>>, Error> {
    let (targets, options) = (targets.into(), options.into());
    let Options { profile, .. } = Options::read(&options, &["profile"])?;
    let keeps_rows = rule::profile_of(Some(profile))?.marks_not_applicable;
    let tables = targets.as_array().ok_or_else(|| {
        Error::new(ErrorKind::NotAFiling, "", "target tables are a list of documents")
    })?;
    let evaluation = |(index, json): (usize, &Json<'_>)| {
        let at = format!("/{index}");
        let document = Document::read(json, 0).map_err(|error| relocated(error, &at))?;
        let (kind, aims) = match &document {
            Document::DepartmentTargets(_) => (Kind::DepartmentEvaluation, department_aims(json)),
            Document::ProjectTargets(_) => (Kind::ProjectEvaluation, project_aims(json)),
            _ => {
                return Err(Error::new(
                    ErrorKind::NotAFiling,
                    format!("{at}/kind"),
                    "only target tables are answered: departmentTargets, projectTargets",
                ));
            }
        };
        let names = names_of(document.head(), json);
        let mut form = template_of_kind(kind.key(), profile)?.filled(&names);
        // Amounts are carried over as they were typed, so they keep their unit.
        if let (Json::Object(form), Some(unit)) = (&mut form, written(json, "unit")) {
            form.insert("unit".into(), unit);
        }
        Ok(filled_in(form, aims, keeps_rows))
    };
    tables.iter().enumerate().map(evaluation).collect()
}

fn names_of(head: &Head, json: &Json<'_>) -> Names {
    let year = match head.year.trimmed() {
        "" => head.evaluated_year().map(|year| year.to_string()).unwrap_or_default(),
        year => year.to_owned(),
    };
    let text =
        |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().trim().to_owned();
    Names { year, department: text("department"), project: text("project") }
}

fn project_aims(json: &Json<'_>) -> Aims {
    let of_part = |part: &Json<'_>| Some((written(part, "name")?, written(part, "amount")?));
    Aims {
        indicators: list(json, "indicators").iter().filter_map(indicator_aims).collect(),
        amount: written(json, "amount"),
        parts: list(json, "parts").iter().filter_map(of_part).collect(),
        goal: written(json, "goal"),
    }
}

fn department_aims(json: &Json<'_>) -> Aims {
    let mut indicators: Vec<_> =
        list(json, "indicators").iter().filter_map(indicator_aims).collect();
    if indicators.is_empty() {
        indicators = list(json, "tasks").iter().flat_map(task_aims).collect();
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

/// The cells of an indicator that its evaluation takes over; `None` for a row that is not used.
fn indicator_aims(row: &Json<'_>) -> Option<Members<'static>> {
    written(row, "name")
        .or_else(|| written(row, "target"))
        .or_else(|| written(row, "periodTarget"))?;
    // The target of a whole period is needed only if there is none of the year.
    let is_needed = |key: &str| key != "periodTarget" || written(row, "target").is_none();
    let keys = AIM_KEYS.iter().filter(|key| is_needed(key));
    Some(keys.filter_map(|key| Some((*key, written(row, key)?))).collect())
}

/// The key indicators of a task, with its name as their heading.
fn task_aims(task: &Json<'_>) -> Vec<Members<'static>> {
    let mut rows: Vec<_> = list(task, "indicators").iter().filter_map(indicator_aims).collect();
    if let Some(name) = written(task, "name") {
        rows.iter_mut().for_each(|row| drop(row.insert("heading".into(), name.clone())));
    }
    rows
}

/// A blank evaluation with the aims in its rows and columns.
fn filled_in(mut form: Json<'static>, aims: Aims, keeps_rows: bool) -> Json<'static> {
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

/// The amount in each budget column that a line has.
fn budgets(line: &Members<'_>, amount: &Json<'_>) -> Vec<(&'static str, Json<'static>)> {
    ["initial", "budget"]
        .into_iter()
        .filter(|key| line.get(key).is_some())
        .map(|key| (key, amount.to_static()))
        .collect()
}

/// The first record of a list of the form, with blank cells.
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
        // Replacing a member that exists cannot fail.
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
