//! Parses RFC 6901 pointers.

use std::borrow::Cow;

/// The reference tokens of a pointer, unescaped; `None` if it is not a pointer.
pub fn tokens(pointer: &str) -> Option<impl DoubleEndedIterator<Item = Cow<'_, str>>> {
    let inside = if pointer.is_empty() { None } else { Some(pointer.strip_prefix('/')?) };
    let unescaped = |token: &'_ str| token.replace("~1", "/").replace("~0", "~");
    Some(inside.into_iter().flat_map(|inside| inside.split('/')).map(move |token| {
        match token.contains('~') {
            true => Cow::Owned(unescaped(token)),
            false => Cow::Borrowed(token),
        }
    }))
}

/// The list index that a token denotes, in the standard's notation: digits without leading zeros.
pub fn index(token: &str) -> Option<usize> {
    let is_plain = token.bytes().all(|byte| byte.is_ascii_digit())
        && (token.len() == 1 || !token.starts_with('0'));
    if is_plain { token.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_written_in_one_way() {
        for (token, expected) in [
            ("0", Some(0)),
            ("17", Some(17)),
            ("", None),
            ("-", None),
            ("00", None),
            ("01", None),
            ("+1", None),
            ("-1", None),
            ("1 ", None),
            ("99999999999999999999999", None),
        ] {
            assert_eq!(index(token), expected, "{token:?}");
        }
    }
}
