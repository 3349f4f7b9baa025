//! Options of a check.

use crate::error::{Error, ErrorKind};
use crate::finding::Locale;
use crate::json::Json;
use crate::json::keys::only_known_keys;
use crate::value::date::Date;

/// The keys of the contract's `Options`; other keys are refused.
const KEYS: &[&str] = &["locale", "ignore", "today", "keep", "proof"];

/// Options of a check.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The language of messages.
    pub locale: Locale,
    /// Codes or prefixes of codes to leave out.
    pub ignore: Vec<String>,
    /// The day of checking; rules that depend on it are silent without it.
    pub today: Option<Date>,
    /// Pointers of cells that [`crate::complete`] does not overwrite.
    pub keep: Vec<String>,
    /// Whether the report lists the relations that hold in the texts.
    pub proof: bool,
}

impl Options {
    /// Reads the contract's `Options`; an absent or null option keeps its default.
    ///
    /// If an option is not what the contract says; the error's pointer begins with `/options`.
    pub fn read(options: &Json<'_>) -> Result<Options, Error> {
        if options.as_object().is_none() {
            return Err(Error::new(
                ErrorKind::BadOption,
                "/options",
                format!("options are an object, not {options}"),
            ));
        }
        only_known_keys(options, "/options", KEYS)?;
        let given = |key: &str| options.get(key).filter(|given| **given != Json::Null);
        let locale = match given("locale") {
            None => Locale::default(),
            Some(locale) => match locale.as_str() {
                Some("zh-CN" | "zh") => Locale::Chinese,
                Some("en") => Locale::English,
                _ => {
                    return Err(Error::new(
                        ErrorKind::BadOption,
                        "/options/locale",
                        format!("{locale} is no locale of ours: zh-CN or en"),
                    ));
                }
            },
        };
        let today = given("today").map(|today| {
            let date = today.as_str().and_then(Date::read);
            date.ok_or_else(|| {
                Error::new(
                    ErrorKind::BadOption,
                    "/options/today",
                    format!("{today} is no ISO date"),
                )
            })
        });
        let ignore = given("ignore").map(|ignore| {
            let codes = ignore.as_array().and_then(|items| {
                items.iter().map(|item| item.as_str().map(str::to_owned)).collect()
            });
            codes.ok_or_else(|| {
                Error::new(
                    ErrorKind::BadOption,
                    "/options/ignore",
                    format!("codes to ignore are a list of texts, not {ignore}"),
                )
            })
        });
        let proof = given("proof").map_or(Ok(false), |proof| match proof {
            Json::Bool(proof) => Ok(*proof),
            _ => Err(Error::new(
                ErrorKind::BadOption,
                "/options/proof",
                format!("whether to list what holds is true or false, not {proof}"),
            )),
        })?;
        let keep = given("keep").map_or(Ok(Vec::new()), read_keep)?;
        Ok(Options {
            locale,
            ignore: ignore.transpose()?.unwrap_or_default(),
            today: today.transpose()?,
            keep,
            proof,
        })
    }
}

fn read_keep(keep: &Json<'_>) -> Result<Vec<String>, Error> {
    let cells = keep.as_array().ok_or_else(|| {
        Error::new(
            ErrorKind::BadOption,
            "/options/keep",
            format!("cells to keep are a list of pointers, not {keep}"),
        )
    })?;
    let read = |(index, cell): (usize, &Json<'_>)| {
        let pointer = cell.as_str().map(str::to_owned);
        pointer.ok_or_else(|| {
            Error::new(
                ErrorKind::BadOption,
                format!("/options/keep/{index}"),
                format!("a cell to keep is a pointer, not {cell}"),
            )
        })
    };
    cells.iter().enumerate().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_every_option() {
        let today = Date::read("2026-05-31");
        for (options, expected) in [
            (json!({}), Options::default()),
            (json!({"locale": null, "ignore": null, "today": null}), Options::default()),
            (json!({"locale": "zh"}), Options::default()),
            (
                json!({"locale": "en", "ignore": ["RAT", "SUM001"]}),
                Options {
                    locale: Locale::English,
                    ignore: vec!["RAT".into(), "SUM001".into()],
                    ..Options::default()
                },
            ),
            (json!({"today": "2026-05-31"}), Options { today, ..Options::default() }),
            (json!({"keep": null}), Options::default()),
            (json!({"proof": true}), Options { proof: true, ..Options::default() }),
            (json!({"proof": false}), Options::default()),
            (
                json!({"keep": ["/documents/0/total/score"]}),
                Options { keep: vec!["/documents/0/total/score".into()], ..Options::default() },
            ),
        ] {
            assert_eq!(Options::read(&Json::from(&options)), Ok(expected), "{options}");
        }
        assert!(today.is_some());
    }

    #[test]
    fn names_the_option_that_is_wrong() {
        for (options, path) in [
            (json!(7), "/options"),
            (json!([]), "/options"),
            (json!({"locale": "fr"}), "/options/locale"),
            (json!({"locale": 7}), "/options/locale"),
            (json!({"ignore": "RAT"}), "/options/ignore"),
            (json!({"ignore": ["RAT", 7]}), "/options/ignore"),
            (json!({"today": "tomorrow"}), "/options/today"),
            (json!({"today": 20260531}), "/options/today"),
            (json!({"keep": "/documents/0/total/score"}), "/options/keep"),
            (json!({"keep": ["/documents/0/total/score", 7]}), "/options/keep/1"),
            (json!({"keep": [null]}), "/options/keep/0"),
            (json!({"proof": "yes"}), "/options/proof"),
            (json!({"local": "en"}), "/options/local"),
            (json!({"locale": "en", "todays": null}), "/options/todays"),
        ] {
            assert_eq!(
                Options::read(&Json::from(&options)).map_err(|error| error.path().to_owned()),
                Err(path.to_owned()),
                "{options}"
            );
        }
    }
}
