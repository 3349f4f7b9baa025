//! JSON numbers as they were written. Everything is computed from their digits, never from floats.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// The name under which serde_json passes the digits of a number that is not a plain integer (its
/// feature `arbitrary_precision`). It is private to serde_json; a test below fails if it changes.
pub(super) const DIGITS: &str = "$serde_json::private::Number";

/// A number with all of its digits: `1.10` stays `1.10`, and `1e400` is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number<'a>(Cow<'a, str>);

impl<'a> Number<'a> {
    /// The number written like this; the text itself if it is not a JSON number.
    pub fn read(text: Cow<'a, str>) -> Result<Number<'a>, Cow<'a, str>> {
        if is_number(&text) { Ok(Number(text)) } else { Err(text) }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn with_text<'b, 's>(&'s self, text: fn(&'s str) -> Cow<'b, str>) -> Number<'b> {
        Number(text(&self.0))
    }
}

impl From<u64> for Number<'_> {
    fn from(number: u64) -> Self {
        Number(number.to_string().into())
    }
}

impl From<i64> for Number<'_> {
    fn from(number: i64) -> Self {
        Number(number.to_string().into())
    }
}

impl<'a> From<&'a serde_json::Number> for Number<'a> {
    fn from(number: &'a serde_json::Number) -> Self {
        Number(number.as_str().into())
    }
}

impl Serialize for Number<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut number = serializer.serialize_struct(DIGITS, 1)?;
        number.serialize_field(DIGITS, self.as_str())?;
        number.end()
    }
}

/// `-12.50e+3`
fn is_number(text: &str) -> bool {
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = split(text.strip_prefix('-').unwrap_or(text), &['e', 'E']);
    let (whole, decimals) = split(mantissa, &['.']);
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && decimals.is_none_or(are_digits)
        && exponent.is_none_or(|exponent| {
            are_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
        })
}

fn split<'a>(text: &'a str, at: &[char]) -> (&'a str, Option<&'a str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serde_json_calls_digits_as_it_did() {
        // Not a part of serde_json's interface: an update may change it.
        let sentence = format!(
            "serde_json hands over the digits of a number under another name than {DIGITS}: find \
            it in its src/number.rs (TOKEN) and put it into src/json/number.rs"
        );
        let number = crate::json::Json::Number(Number("1.10".into()));
        assert_eq!(crate::json::parse("1.10"), Ok(number.clone()), "{sentence}");
        assert_eq!(number.to_string(), "1.10", "{sentence}");
    }

    #[test]
    fn knows_what_json_writes_as_a_number() {
        for text in [
            "0",
            "-0",
            "-0.0",
            "10",
            "1.10",
            "1e400",
            "1E-7",
            "-12.50e+3",
            "12345678901234567890123456789.5",
        ] {
            assert_eq!(Number::read(text.into()).as_ref().map(Number::as_str), Ok(text));
            assert!(crate::json::parse(text).is_ok(), "{text}");
        }
        for text in [
            "", "-", "01", "-01.5", ".5", "5.", "1e", "1e+", "1e5e5", "1.5.5", "+1", " 1", "1 ",
            "１", "NaN", "0x1", "--1", "1-", "1e--1",
        ] {
            assert_eq!(Number::read(text.into()), Err(text.into()));
        }
    }
}
