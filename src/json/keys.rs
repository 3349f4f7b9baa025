//! Checks the keys of an object: a misspelled one must not be taken for an absent one.

use super::Json;
use crate::error::{Error, ErrorKind};

/// Refuses the first key of `object` that is not in `known`; `path` is the pointer to the object.
///
/// A value that is not an object has no keys to refuse; its reader reports what was expected.
pub fn only_known_keys(object: &Json<'_>, path: &str, known: &[&str]) -> Result<(), Error> {
    let keys = object.as_object().into_iter().flat_map(|members| members.iter());
    match keys.map(|(key, _)| key).find(|key| !known.contains(key)) {
        None => Ok(()),
        Some(key) => {
            let token = key.replace('~', "~0").replace('/', "~1");
            Err(Error::new(ErrorKind::BadOption, format!("{path}/{token}"), unknown(key, known)))
        }
    }
}

/// The message for an unknown key: the one it was probably meant to be, or else all known ones.
fn unknown(key: &str, known: &[&str]) -> String {
    match nearest(key, known) {
        Some(meant) => format!("there is no {key:?} here: did you mean {meant:?}?"),
        None => format!("there is no {key:?} here, only {}", known.join(", ")),
    }
}

/// The known key that `key` is probably a misspelling of: at most one letter in three may differ.
fn nearest<'a>(key: &str, known: &[&'a str]) -> Option<&'a str> {
    /// Longer texts are not misspellings, and comparing takes the product of the lengths.
    const LONGEST: usize = 64;
    if key.len() > LONGEST {
        return None;
    }
    let slips =
        |known: &str| strsim::osa_distance(&key.to_ascii_lowercase(), &known.to_ascii_lowercase());
    let (slips, meant) = known.iter().map(|known| (slips(known), *known)).min()?;
    (slips * 3 <= key.chars().count()).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_key_that_was_probably_meant() {
        let known = ["weights", "qualitative", "overFulfilment", "id"];
        for (key, meant) in [
            ("weigths", Some("weights")),                // two letters swapped
            ("weight", Some("weights")),                 // one missing
            ("Weights", Some("weights")),                // wrong case
            ("overfulfillment", Some("overFulfilment")), // the American spelling
            ("over_fulfilment", Some("overFulfilment")),
            ("di", None), // half of it differs
            ("colour", None),
            ("", None),
            ("权重", None),
        ] {
            assert_eq!(nearest(key, &known), meant, "{key}");
        }
        assert_eq!(nearest(&"weights".repeat(10_000), &known), None);
    }

    #[test]
    fn points_at_the_key() {
        let refused = |text: &str| {
            only_known_keys(&super::super::parse(text).unwrap(), "/options", &["locale", "today"])
        };
        assert_eq!(refused(r#"{"locale": "en", "today": null}"#), Ok(()));
        assert_eq!(refused("[]"), Ok(()));
        for (text, path, message) in [
            (
                r#"{"today": "", "local": "en"}"#,
                "/options/local",
                r#"there is no "local" here: did you mean "locale"?"#,
            ),
            (
                r#"{"a/b~c": null}"#,
                "/options/a~1b~0c",
                r#"there is no "a/b~c" here, only locale, today"#,
            ),
        ] {
            assert_eq!(refused(text), Err(Error::new(ErrorKind::BadOption, path, message)));
        }
    }
}
