//! What differs between provinces.
//!
//! Each built-in profile is a TOML file; a portal can pass its own profile as a JSON object of the
//! same shape.

mod read;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::error::{Error, ErrorKind};
use crate::finding::Severity;
use crate::json::{self, Json};
use crate::value::date::Date;
use crate::value::number::Dec;

include!(concat!(env!("OUT_DIR"), "/profiles.rs"));

/// The id of the profile of a filing that names none.
pub const DEFAULT: &str = "cn";

/// A longer chain of profiles that extend each other is a circle.
const LONGEST_CHAIN: usize = 8;

/// A province's figures: weights, bands, thresholds, due dates and severities.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Such as `cn-hunan`; a file of this name has the profile if it is built in.
    pub id: String,
    /// The name shown to officers, such as 湖南省.
    pub name: String,
    /// Points for budget execution.
    pub execution_weight: Option<Dec>,
    /// Points for each level-1 group, by a word that its name contains.
    pub weights: Vec<(String, Dec)>,
    /// The share of the weight, from 0 to 1, between the bands of the best and the middle
    /// qualitative grade.
    pub upper: Dec,
    /// The share of the weight, from 0 to 1, between the bands of the middle and the lowest
    /// qualitative grade.
    pub middle: Dec,
    /// Above this share of the target, as a fraction, a result needs an analysis.
    pub over_fulfilment: Dec,
    /// Below this execution rate, as a fraction, execution needs a reason.
    pub reason_below_rate: Dec,
    /// Grades of the total score, best first.
    pub grades: Vec<Grade>,
    /// The day by which evaluations are due.
    pub evaluation_due: Option<Date>,
    /// In 万元: by how much amounts may differ beyond what rounding explains.
    pub money_tolerance: Dec,
    /// The decimals that computed scores are rounded to, 0 to 4.
    pub score_decimals: u32,
    /// Level-2 rows that are not used are kept and marked 不适用.
    pub marks_not_applicable: bool,
    /// A change of the budget within the year needs a reason.
    pub reason_for_budget_change: bool,
    /// Severities by the code of the rule.
    pub severity: BTreeMap<String, SeverityOverride>,
    /// The full names of the province and its prefectures.
    pub places: Vec<String>,
}

/// One band of the total score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// 优, 良, 中 or 差.
    pub name: String,
    /// The lowest score of the band.
    pub from: Dec,
}

/// How severe a profile makes the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeverityOverride {
    /// All findings are this severe.
    As(Severity),
    /// Findings are dropped.
    Off,
}

/// A profile that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileError {
    /// RFC 6901 pointer into the profile.
    pub path: String,
    /// What is wrong there, in English.
    pub message: String,
}

impl ProfileError {
    pub(crate) fn new(path: &str, message: &str) -> ProfileError {
        ProfileError { path: path.to_owned(), message: message.to_owned() }
    }
}

impl From<ProfileError> for Error {
    fn from(error: ProfileError) -> Error {
        let path = format!("/profile{}", error.path);
        let message = format!("{} at {path}", error.message);
        Error::new(ErrorKind::BadProfile, path, message)
    }
}

impl From<Error> for ProfileError {
    fn from(error: Error) -> ProfileError {
        ProfileError::new(error.path(), error.message())
    }
}

/// The ids and names of the built-in profiles.
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

impl Profile {
    /// The built-in profile with this id.
    ///
    /// # Errors
    /// If there is none.
    pub fn built_in(id: &str) -> Result<Profile, ProfileError> {
        /// Parsed at first use, because every check of a filing needs a profile.
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

    /// Reads a portal's own profile. It extends the built-in one that `extends` names, else `cn`.
    ///
    /// # Errors
    /// If a member is missing, unknown, out of range or of the wrong type; the path points at it.
    pub fn from_json<'a>(json: impl Into<Json<'a>>) -> Result<Profile, ProfileError> {
        Profile::of(&json.into())
    }

    /// The profile that a caller chose: a built-in one by its id, a portal's own as an object, or
    /// the default.
    pub(crate) fn chosen(profile: Option<&Json<'_>>) -> Result<Profile, ProfileError> {
        match profile {
            None | Some(Json::Null) => Profile::built_in(DEFAULT),
            Some(Json::String(id)) => Profile::built_in(id),
            Some(own @ Json::Object(_)) => Profile::of(own),
            Some(_) => Err(ProfileError::new(
                "",
                "expected the id of a built-in profile, or a profile: an object",
            )),
        }
    }

    pub(crate) fn of(json: &Json<'_>) -> Result<Profile, ProfileError> {
        let chain = chain(json)?;
        let merged = chain.iter().rev().fold(Json::Object(Default::default()), merge);
        Profile::read(&merged)
    }
}

/// A profile and those that it extends, in this order.
pub(crate) fn chain<'a>(json: &'a Json<'_>) -> Result<Vec<Json<'a>>, ProfileError> {
    let mut chain = vec![Json::from(json)];
    while let Some(last) = chain.last() {
        let parent = match last.get("extends") {
            Some(Json::String(parent)) => &**parent,
            Some(Json::Null) | None if last.get("id").and_then(Json::as_str) == Some(DEFAULT) => {
                break;
            }
            Some(Json::Null) | None => DEFAULT,
            Some(_) => {
                return Err(ProfileError::new("/extends", "expected the id of a built-in profile"));
            }
        };
        let parent = built_in_json(parent).ok_or_else(|| {
            ProfileError::new("/extends", &format!("no built-in profile is called {parent:?}"))
        })?;
        chain.push(parent);
        if chain.len() > LONGEST_CHAIN {
            return Err(ProfileError::new(
                "/extends",
                "the profiles extend each other in a circle",
            ));
        }
    }
    Ok(chain)
}

/// A built-in profile as it is written, without what it extends.
pub(crate) fn built_in_json(id: &str) -> Option<Json<'static>> {
    let (_, json) = BUILT_IN.iter().find(|(known, _)| *known == id)?;
    json::parse(json).ok()
}

/// Puts a profile over one that it extends: `severity` is merged key by key; any other member, even
/// `weights` and `grades`, is replaced as a whole.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails if a key is misspelled in a TOML file.
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
