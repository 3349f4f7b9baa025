//! What differs from province to province.
//!
//! Built-in profiles are one TOML file each; a portal can pass one of its own as an object of the
//! same shape.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::error::Error;
use crate::finding::Severity;
use crate::json::keys::only_known_keys;
use crate::json::{self, Json};
use crate::value::date::Date;
use crate::value::number::Dec;

include!(concat!(env!("OUT_DIR"), "/profiles.rs"));

/// The profile used where a filing names none.
pub const DEFAULT: &str = "cn";

/// The keys of a profile, in JSON and in TOML alike; any other is refused. Those of `weights` and
/// of `severity` are names of groups and codes of rules.
const KEYS: &[&str] = &[
    "id",
    "name",
    "extends",
    "weights",
    "qualitative",
    "overFulfilment",
    "reasonBelowRate",
    "grades",
    "evaluationDue",
    "moneyTolerance",
    "scoreDecimals",
    "marksNotApplicable",
    "reasonForBudgetChange",
    "severity",
    "places",
    "templates",
];
const QUALITATIVE_KEYS: &[&str] = &["upper", "middle"];
const GRADE_KEYS: &[&str] = &["name", "from"];

/// Most profiles one may extend another; more is a circle.
const LONGEST_CHAIN: usize = 8;

/// A province's figures: weights, bands, thresholds, due dates and severities.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    pub id: String,
    pub name: String,
    /// Points for budget execution.
    pub execution_weight: Option<Dec>,
    /// Points per level-1 group, by a word its name contains.
    pub weights: Vec<(String, Dec)>,
    /// Shares of the weight below which a best and a middle grade cannot lie.
    pub upper: Dec,
    pub middle: Dec,
    /// Above this share of the target an analysis is due.
    pub over_fulfilment: Dec,
    /// Below this execution rate a reason is due.
    pub reason_below_rate: Dec,
    /// Grades, best first.
    pub grades: Vec<Grade>,
    pub evaluation_due: Option<Date>,
    /// In 万元, beyond what rounding explains.
    pub money_tolerance: Dec,
    pub score_decimals: u32,
    /// Unused level-2 rows are marked 不适用.
    pub marks_not_applicable: bool,
    /// A mid-year change of the budget needs a reason.
    pub reason_for_budget_change: bool,
    pub severity: BTreeMap<String, SeverityOverride>,
    /// How the province and its prefectures are named in full.
    pub places: Vec<String>,
}

/// One band of the total score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    pub name: String,
    /// The lowest score of the band.
    pub from: Dec,
}

/// What a profile makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeverityOverride {
    As(Severity),
    Off,
}

/// A profile that cannot be used, and where it goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileError {
    /// RFC 6901 pointer into the profile.
    pub path: String,
    pub message: String,
}

impl From<ProfileError> for Error {
    fn from(error: ProfileError) -> Error {
        let path = format!("/profile{}", error.path);
        Error { message: format!("{} at {path}", error.message), path }
    }
}

impl From<Error> for ProfileError {
    fn from(Error { path, message }: Error) -> ProfileError {
        ProfileError { path, message }
    }
}

impl Profile {
    /// A built-in profile.
    pub fn built_in(id: &str) -> Result<Profile, ProfileError> {
        /// Each is read once: every check of a filing asks for one.
        static READ: [OnceLock<Profile>; BUILT_IN.len()] =
            [const { OnceLock::new() }; BUILT_IN.len()];
        let Some(read) =
            BUILT_IN.iter().position(|(known, _)| *known == id).and_then(|at| READ.get(at))
        else {
            let known: Vec<&str> = BUILT_IN.iter().map(|(id, _)| *id).collect();
            let message =
                format!("no built-in profile is called {id:?}; there are {}", known.join(", "));
            return Err(ProfileError { path: String::new(), message });
        };
        match read.get() {
            Some(profile) => Ok(profile.clone()),
            None => {
                let profile = Profile::of(&built_in_json(id).unwrap_or(Json::Null))?;
                Ok(read.get_or_init(|| profile).clone())
            }
        }
    }

    /// A profile of the portal's own, completed by what it extends (`cn` unless it says otherwise).
    pub fn from_json<'a>(json: impl Into<Json<'a>>) -> Result<Profile, ProfileError> {
        Profile::of(&json.into())
    }

    /// The built-in profile of an id, or one of the portal's own; the default where none is named.
    pub(crate) fn chosen(profile: Option<&Json<'_>>) -> Result<Profile, ProfileError> {
        match profile {
            None | Some(Json::Null) => Profile::built_in(DEFAULT),
            Some(Json::String(id)) => Profile::built_in(id),
            Some(own @ Json::Object(_)) => Profile::of(own),
            Some(_) => {
                Err(wrong("", "expected the id of a built-in profile, or a profile: an object"))
            }
        }
    }

    pub(crate) fn of(json: &Json<'_>) -> Result<Profile, ProfileError> {
        let chain = chain(json)?;
        let merged = chain.iter().rev().fold(Json::Object(Default::default()), merge);
        read(&merged)
    }
}

/// A profile and those that it extends, itself first.
pub(crate) fn chain<'a>(json: &'a Json<'_>) -> Result<Vec<Json<'a>>, ProfileError> {
    let mut chain = vec![Json::from(json)];
    while let Some(last) = chain.last() {
        let parent = match last.get("extends") {
            Some(Json::String(parent)) => &**parent,
            Some(Json::Null) | None if last.get("id").and_then(Json::as_str) == Some(DEFAULT) => {
                break;
            }
            Some(Json::Null) | None => DEFAULT,
            Some(_) => return Err(wrong("/extends", "expected the id of a built-in profile")),
        };
        let parent = built_in_json(parent).ok_or_else(|| {
            wrong("/extends", &format!("no built-in profile is called {parent:?}"))
        })?;
        chain.push(parent);
        if chain.len() > LONGEST_CHAIN {
            return Err(wrong("/extends", "the profiles extend each other in a circle"));
        }
    }
    Ok(chain)
}

/// Ids and names of the built-in profiles.
pub fn built_in() -> Vec<(String, String)> {
    BUILT_IN
        .iter()
        .map(|(id, _)| {
            let name =
                built_in_json(id).and_then(|json| Some(json.get("name")?.as_str()?.to_owned()));
            ((*id).to_owned(), name.unwrap_or_default())
        })
        .collect()
}

pub(crate) fn built_in_json(id: &str) -> Option<Json<'static>> {
    let (_, json) = BUILT_IN.iter().find(|(known, _)| *known == id)?;
    json::parse(json).ok()
}

/// `severity` is merged key by key; everything else, `weights` and `grades` too, is replaced as a
/// whole.
fn merge<'a>(below: Json<'a>, above: &'a Json<'_>) -> Json<'a> {
    let (Json::Object(below), Json::Object(above)) = (below, above) else { return above.into() };
    let merged = |key: &str, value: &'a Json<'_>| match (key, below.get(key), value) {
        ("severity", Some(Json::Object(below)), Json::Object(above)) => Json::Object(
            below.clone().with(above.iter().map(|(code, severity)| (code, severity.into()))),
        ),
        _ => value.into(),
    };
    let above: Vec<_> = above.iter().map(|(key, value)| (key, merged(key, value))).collect();
    Json::Object(below.with(above))
}

pub(crate) fn wrong(path: &str, message: &str) -> ProfileError {
    ProfileError { path: path.to_owned(), message: message.to_owned() }
}

fn read(json: &Json<'_>) -> Result<Profile, ProfileError> {
    only_known_keys(json, "", KEYS)?;
    let mut weights = Vec::new();
    let mut execution_weight = None;
    for (group, weight) in members(json, "weights")? {
        let weight = between(
            decimal(weight, &format!("/weights/{group}"))?,
            Dec::ZERO,
            Dec::HUNDRED,
            &format!("/weights/{group}"),
        )?;
        match group {
            "execution" => execution_weight = Some(weight),
            _ => weights.push((group.to_owned(), weight)),
        }
    }
    let all = Dec::sum(weights.iter().map(|(_, weight)| *weight).chain(execution_weight));
    if all.is_none_or(|all| all > Dec::HUNDRED) {
        return Err(wrong("/weights", "the points of the groups come to more than 100"));
    }
    if let Some(qualitative) = json.get("qualitative") {
        only_known_keys(qualitative, "/qualitative", QUALITATIVE_KEYS)?;
    }
    let share = |key: &str| {
        let path = format!("/qualitative/{key}");
        let share = decimal(
            json.get("qualitative").and_then(|q| q.get(key)).unwrap_or(&Json::Null),
            &path,
        )?;
        between(share, Dec::ZERO, Dec::ONE, &path)
    };
    let (upper, middle) = (share("upper")?, share("middle")?);
    if middle > upper {
        return Err(wrong("/qualitative/middle", "the middle share lies above the upper one"));
    }
    let mut severity = BTreeMap::new();
    for (code, name) in members(json, "severity")? {
        let path = format!("/severity/{code}");
        let setting = match name.as_str() {
            Some("off") => Some(SeverityOverride::Off),
            Some(name) => Severity::read(name).map(SeverityOverride::As),
            None => None,
        };
        severity.insert(
            code.to_owned(),
            setting.ok_or_else(|| wrong(&path, "expected error, warning, info or off"))?,
        );
    }
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
        evaluation_due: match json.get("evaluationDue") {
            None | Some(Json::Null) => None,
            Some(due) => Some(due.as_str().and_then(Date::read).ok_or_else(|| {
                wrong("/evaluationDue", "expected an ISO date such as 2026-05-31")
            })?),
        },
        money_tolerance: limit(json, "moneyTolerance", Dec::ZERO, Dec::whole(10_000))?,
        score_decimals: match json.get("scoreDecimals").and_then(Json::as_u64) {
            Some(decimals @ 0..=4) => decimals as u32,
            _ => return Err(wrong("/scoreDecimals", "expected a whole number from 0 to 4")),
        },
        marks_not_applicable: flag(json, "marksNotApplicable")?,
        reason_for_budget_change: flag(json, "reasonForBudgetChange")?,
        severity,
        places: places(json)?,
    })
}

fn grades(json: &Json<'_>) -> Result<Vec<Grade>, ProfileError> {
    let items = match json.get("grades") {
        Some(Json::Array(items)) => items,
        None => return Ok(Vec::new()),
        Some(_) => return Err(wrong("/grades", "expected a list")),
    };
    let mut grades: Vec<Grade> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        only_known_keys(item, &format!("/grades/{index}"), GRADE_KEYS)?;
        let from =
            decimal(item.get("from").unwrap_or(&Json::Null), &format!("/grades/{index}/from"))?;
        let from = between(from, Dec::ZERO, Dec::HUNDRED, &format!("/grades/{index}/from"))?;
        let name = item
            .get("name")
            .and_then(Json::as_str)
            .ok_or_else(|| wrong(&format!("/grades/{index}/name"), "expected a text"))?;
        if grades.last().is_some_and(|above| above.from <= from) {
            return Err(wrong(
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
                place
                    .as_str()
                    .map(str::to_owned)
                    .ok_or_else(|| wrong(&format!("/places/{index}"), "expected a text"))
            };
            places.iter().enumerate().map(text).collect()
        }
        Some(_) => Err(wrong("/places", "expected a list of texts")),
    }
}

fn members<'a>(
    json: &'a Json<'_>,
    key: &str,
) -> Result<impl Iterator<Item = (&'a str, &'a Json<'a>)>, ProfileError> {
    match json.get(key) {
        Some(Json::Object(members)) => Ok(Some(members.iter()).into_iter().flatten()),
        None | Some(Json::Null) => Ok(None.into_iter().flatten()),
        Some(_) => Err(wrong(&format!("/{key}"), "expected an object")),
    }
}

fn text(json: &Json<'_>, key: &str) -> Result<String, ProfileError> {
    match json.get(key) {
        Some(Json::String(text)) => Ok(text.clone().into_owned()),
        _ => Err(wrong(&format!("/{key}"), "expected a text")),
    }
}

fn flag(json: &Json<'_>, key: &str) -> Result<bool, ProfileError> {
    match json.get(key) {
        None | Some(Json::Null) => Ok(false),
        Some(Json::Bool(flag)) => Ok(*flag),
        Some(_) => Err(wrong(&format!("/{key}"), "expected true or false")),
    }
}

/// A limit of the profile.
fn limit(json: &Json<'_>, key: &str, least: Dec, most: Dec) -> Result<Dec, ProfileError> {
    let path = format!("/{key}");
    between(decimal(json.get(key).unwrap_or(&Json::Null), &path)?, least, most, &path)
}

fn between(figure: Dec, least: Dec, most: Dec, path: &str) -> Result<Dec, ProfileError> {
    if figure < least || figure > most {
        Err(wrong(path, &format!("expected a figure from {least} to {most}, not {figure}")))
    } else {
        Ok(figure)
    }
}

/// Decimals are written as text, so that no one has to wonder what 0.1 is; whole numbers may be
/// numbers.
fn decimal(json: &Json<'_>, path: &str) -> Result<Dec, ProfileError> {
    let read = match json {
        Json::String(text) => Dec::read(text),
        Json::Number(number) => Dec::read(number.as_str()),
        _ => None,
    };
    read.ok_or_else(|| wrong(path, "expected a decimal such as \"0.9\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key misspelled in a TOML file would fail this test.
    #[test]
    fn every_built_in_profile_is_read() {
        for (id, json) in BUILT_IN {
            assert_eq!(
                Profile::built_in(id).map(|profile| profile.id).as_deref(),
                Ok(*id),
                "{json}"
            );
        }
    }

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

    #[test]
    fn severities_are_merged_and_all_else_is_replaced() {
        let [below, above] = [
            r#"{"id":"a","severity":{"RAT001":"off","SUM001":"info"},"weights":{"cost":10,"output":40}}"#,
            r#"{"severity":{"SUM001":"error"},"weights":{"cost":20}}"#,
        ]
        .map(|text| json::parse(text).unwrap());
        let merged =
            r#"{"id":"a","severity":{"RAT001":"off","SUM001":"error"},"weights":{"cost":20}}"#;
        assert_eq!(merge(below, &above), json::parse(merged).unwrap());
    }
}
