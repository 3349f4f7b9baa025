//! Compares the holes of a text with the fields of its message at compile time.

use super::text::{Text, Words};

/// Whether every hole of the words is one of `names`.
pub const fn are_fields(words: &Words, names: &[&str]) -> bool {
    let Words { message, advice } = words;
    are_named(message.zh, names)
        && are_named(message.en, names)
        && are_named(advice.zh, names)
        && are_named(advice.en, names)
}

/// Whether each of `names` is a hole in some of the words. Four need not be, because every finding
/// has them as figures of its own.
pub const fn are_all_used(names: &[&str], words: &[Words]) -> bool {
    const PUBLIC: Text = Text { zh: "{claimed}{expected}", en: "{difference}{formula}" };
    let mut names = names;
    while let [name, others @ ..] = names {
        let mut is_used = says(&PUBLIC, name);
        let mut words = words;
        while let [Words { message, advice }, rest @ ..] = words {
            is_used = is_used || says(message, name) || says(advice, name);
            words = rest;
        }
        if !is_used {
            return false;
        }
        names = others;
    }
    true
}

const fn are_named(text: &str, names: &[&str]) -> bool {
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        if *first == b'{' && !opens_with_one(behind, names) {
            return false;
        }
        rest = behind;
    }
    true
}

const fn says(text: &Text, name: &str) -> bool {
    has_hole(text.zh, name) || has_hole(text.en, name)
}

const fn has_hole(text: &str, name: &str) -> bool {
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        if *first == b'{' && opens_with(behind, name) {
            return true;
        }
        rest = behind;
    }
    false
}

const fn opens_with_one(inside: &[u8], names: &[&str]) -> bool {
    let mut names = names;
    while let [name, others @ ..] = names {
        if opens_with(inside, name) {
            return true;
        }
        names = others;
    }
    false
}

/// Whether the text after a `{` begins with `name}`.
const fn opens_with(inside: &[u8], name: &str) -> bool {
    let (mut inside, mut name) = (inside, name.as_bytes());
    loop {
        match (inside, name) {
            ([b'}', ..], []) => return true,
            ([a, inside_rest @ ..], [b, name_rest @ ..]) if *a == *b => {
                (inside, name) = (inside_rest, name_rest);
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn words(zh: &'static str, en: &'static str) -> Words {
        Words { message: Text { zh, en }, advice: Text { zh: "改为 {expected}", en: "" } }
    }

    #[test]
    fn every_hole_is_a_field() {
        let fits = |zh, en, names: &[&str]| are_fields(&words(zh, en), names);
        assert!(fits("{claimed}", "{claimed}: {expected}", &["claimed", "expected"]));
        assert!(!fits("{claimed}", "{claim}", &["claimed", "expected"]));
        assert!(!fits("{claimed", "", &["claimed", "expected"]));
        assert!(!fits("", "", &["claimed"]), "a hole of the advice");
    }

    #[test]
    fn every_field_is_used_or_a_figure_of_the_finding() {
        let all = [words("{name}", ""), words("", "{times}")];
        assert!(are_all_used(&["name", "times", "expected", "formula", "difference"], &all));
        assert!(!are_all_used(&["name", "time"], &all));
    }
}
