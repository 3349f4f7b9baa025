//! Reads a profile, and says where it is wrong.

use std::collections::BTreeMap;

use super::{Grade, Profile, ProfileError, SeverityOverride};
use crate::finding::Severity;
use crate::json::Json;
use crate::json::keys::only_known_keys;
use crate::value::date::Date;
use crate::value::number::Dec;

/// The keys of a profile in JSON and in TOML; any other is refused. The keys of `weights` and of
/// `severity` are free: names of groups and codes of rules.
const KEYS: &[&str] = &[
    "id", "name", "extends", "weights", "qualitative", "overFulfilment", "reasonBelowRate",
    "grades", "evaluationDue", "moneyTolerance", "scoreDecimals", "marksNotApplicable",
    "reasonForBudgetChange", "severity", "places", "templates",
];
const QUALITATIVE_KEYS: &[&str] = &["upper", "middle"];
const GRADE_KEYS: &[&str] = &["name", "from"];

impl Profile {
    /// Reads a profile that has been merged with those it extends.
    pub(super) fn read(json: &Json<'_>) -> Result<Profile, ProfileError> {
        only_known_keys(json, "", KEYS)?;
        let (execution_weight, weights) = weights(json)?;
        let (upper, middle) = qualitative(json)?;
        let severity = severities(json)?;
        Ok(Profile {
            id: text(json, "id")?,
            name: text(json, "name")?,
            execution_weight,
            weights,
            upper,
            middle,
            over_fulfilment: limit(json, "overFulfilment", Dec::ONE, Dec::HUNDRED)?,
            reason_below_rate: limit(json, "reasonBelowRate", Dec::ZERO, Dec::ONE)?,
            grades: grades(json)?,
            evaluation_due: evaluation_due(json)?,
            money_tolerance: limit(json, "moneyTolerance", Dec::ZERO, Dec::whole(10_000))?,
            score_decimals: score_decimals(json)?,
            marks_not_applicable: flag(json, "marksNotApplicable")?,
            reason_for_budget_change: flag(json, "reasonForBudgetChange")?,
            severity,
            places: places(json)?,
        })
    }
}

/// Points by the name of a level-1 group.
type Weights = Vec<(String, Dec)>;

/// The points for execution, and those of the other groups.
fn weights(json: &Json<'_>) -> Result<(Option<Dec>, Weights), ProfileError> {
    let mut weights = Weights::new();
    let mut execution = None;
    for (group, weight) in members(json, "weights")? {
        let path = format!("/weights/{group}");
        let weight = between(decimal(weight, &path)?, Dec::ZERO, Dec::HUNDRED, &path)?;
        match group {
            "execution" => execution = Some(weight),
            _ => weights.push((group.to_owned(), weight)),
        }
    }
    let all = Dec::sum(weights.iter().map(|(_, weight)| *weight).chain(execution));
    if all.is_none_or(|all| all > Dec::HUNDRED) {
        return Err(ProfileError::new(
            "/weights",
            "the points of the groups come to more than 100",
        ));
    }
    Ok((execution, weights))
}

/// The upper and the middle share of the weight.
fn qualitative(json: &Json<'_>) -> Result<(Dec, Dec), ProfileError> {
    if let Some(qualitative) = json.get("qualitative") {
        only_known_keys(qualitative, "/qualitative", QUALITATIVE_KEYS)?;
    }
    let share = |key: &str| {
        let path = format!("/qualitative/{key}");
        let share = json.get("qualitative").and_then(|shares| shares.get(key));
        between(decimal(share.unwrap_or(&Json::Null), &path)?, Dec::ZERO, Dec::ONE, &path)
    };
    let (upper, middle) = (share("upper")?, share("middle")?);
    if middle > upper {
        let message = "the middle share lies above the upper one";
        return Err(ProfileError::new("/qualitative/middle", message));
    }
    Ok((upper, middle))
}

fn severities(json: &Json<'_>) -> Result<BTreeMap<String, SeverityOverride>, ProfileError> {
    let mut severities = BTreeMap::new();
    for (code, name) in members(json, "severity")? {
        let severity = match name.as_str() {
            Some("off") => Some(SeverityOverride::Off),
            Some(name) => Severity::read(name).map(SeverityOverride::As),
            None => None,
        };
        let severity = severity.ok_or_else(|| {
            let path = format!("/severity/{code}");
            ProfileError::new(&path, "expected error, warning, info or off")
        })?;
        severities.insert(code.to_owned(), severity);
    }
    Ok(severities)
}

fn evaluation_due(json: &Json<'_>) -> Result<Option<Date>, ProfileError> {
    match json.get("evaluationDue") {
        None | Some(Json::Null) => Ok(None),
        Some(due) => due.as_str().and_then(Date::read).map(Some).ok_or_else(|| {
            ProfileError::new("/evaluationDue", "expected an ISO date such as 2026-05-31")
        }),
    }
}

fn score_decimals(json: &Json<'_>) -> Result<u32, ProfileError> {
    match json.get("scoreDecimals").and_then(Json::as_u64) {
        Some(decimals @ 0..=4) => Ok(decimals as u32),
        _ => Err(ProfileError::new("/scoreDecimals", "expected a whole number from 0 to 4")),
    }
}

fn grades(json: &Json<'_>) -> Result<Vec<Grade>, ProfileError> {
    let items = match json.get("grades") {
        Some(Json::Array(items)) => items,
        None => return Ok(Vec::new()),
        Some(_) => return Err(ProfileError::new("/grades", "expected a list")),
    };
    let mut grades: Vec<Grade> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        only_known_keys(item, &format!("/grades/{index}"), GRADE_KEYS)?;
        let from =
            decimal(item.get("from").unwrap_or(&Json::Null), &format!("/grades/{index}/from"))?;
        let from = between(from, Dec::ZERO, Dec::HUNDRED, &format!("/grades/{index}/from"))?;
        let name = item.get("name").and_then(Json::as_str).ok_or_else(|| {
            ProfileError::new(&format!("/grades/{index}/name"), "expected a text")
        })?;
        if grades.last().is_some_and(|above| above.from <= from) {
            return Err(ProfileError::new(
                &format!("/grades/{index}/from"),
                "grades go from the best down: this one does not lie below the one before",
            ));
        }
        grades.push(Grade { name: name.to_owned(), from });
    }
    Ok(grades)
}

fn places(json: &Json<'_>) -> Result<Vec<String>, ProfileError> {
    match json.get("places") {
        None | Some(Json::Null) => Ok(Vec::new()),
        Some(Json::Array(places)) => {
            let text = |(index, place): (usize, &Json<'_>)| {
                place.as_str().map(str::to_owned).ok_or_else(|| {
                    ProfileError::new(&format!("/places/{index}"), "expected a text")
                })
            };
            places.iter().enumerate().map(text).collect()
        }
        Some(_) => Err(ProfileError::new("/places", "expected a list of texts")),
    }
}

fn members<'a>(
    json: &'a Json<'_>,
    key: &str,
) -> Result<impl Iterator<Item = (&'a str, &'a Json<'a>)>, ProfileError> {
    match json.get(key) {
        Some(Json::Object(members)) => Ok(Some(members.iter()).into_iter().flatten()),
        None | Some(Json::Null) => Ok(None.into_iter().flatten()),
        Some(_) => Err(ProfileError::new(&format!("/{key}"), "expected an object")),
    }
}

fn text(json: &Json<'_>, key: &str) -> Result<String, ProfileError> {
    match json.get(key) {
        Some(Json::String(text)) => Ok(text.clone().into_owned()),
        _ => Err(ProfileError::new(&format!("/{key}"), "expected a text")),
    }
}

fn flag(json: &Json<'_>, key: &str) -> Result<bool, ProfileError> {
    match json.get(key) {
        None | Some(Json::Null) => Ok(false),
        Some(Json::Bool(flag)) => Ok(*flag),
        Some(_) => Err(ProfileError::new(&format!("/{key}"), "expected true or false")),
    }
}

/// A required decimal between two bounds, both included.
fn limit(json: &Json<'_>, key: &str, least: Dec, most: Dec) -> Result<Dec, ProfileError> {
    let path = format!("/{key}");
    between(decimal(json.get(key).unwrap_or(&Json::Null), &path)?, least, most, &path)
}

fn between(figure: Dec, least: Dec, most: Dec, path: &str) -> Result<Dec, ProfileError> {
    if figure < least || figure > most {
        Err(ProfileError::new(
            path,
            &format!("expected a figure from {least} to {most}, not {figure}"),
        ))
    } else {
        Ok(figure)
    }
}

/// A decimal, which a profile writes as text so that it stays exact, or as a JSON number.
fn decimal(json: &Json<'_>, path: &str) -> Result<Dec, ProfileError> {
    let read = match json {
        Json::String(text) => Dec::read(text),
        Json::Number(number) => Dec::read(number.as_str()),
        _ => None,
    };
    read.ok_or_else(|| ProfileError::new(path, "expected a decimal such as \"0.9\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn refuses_keys_that_no_profile_has() {
        for (profile, path, message) in [
            (
                r#"{"id":"a","name":"a","weigths":{"产出":"50"}}"#,
                "/weigths",
                r#"there is no "weigths" here: did you mean "weights"?"#,
            ),
            (
                r#"{"id":"a","name":"a","qualitative":{"upper":"0.8","midle":"0.6"}}"#,
                "/qualitative/midle",
                r#"there is no "midle" here: did you mean "middle"?"#,
            ),
            (
                r#"{"id":"a","name":"a","grades":[{"name":"优","from":"90","until":"100"}]}"#,
                "/grades/0/until",
                r#"there is no "until" here, only name, from"#,
            ),
        ] {
            let error = Profile::of(&json::parse(profile).unwrap()).unwrap_err();
            assert_eq!((&*error.path, &*error.message), (path, message));
        }
    }
}
