//! The holes of a text, compared with the fields of its message while compiling.

use super::text::{Text, Words};

/// Is every hole of the words one of `names`?
pub const fn are_fields(words: &Words, names: &[&str]) -> bool {
    let Words { message, advice } = words;
    are_named(message.zh, names)
        && are_named(message.en, names)
        && are_named(advice.zh, names)
        && are_named(advice.en, names)
}

/// Is every one of `names` a hole of some of the words? Four need not be: every finding carries
/// them as its own figures.
pub const fn are_all_said(names: &[&str], words: &[Words]) -> bool {
    const PUBLIC: Text = Text { zh: "{claimed}{expected}", en: "{difference}{formula}" };
    let mut names = names;
    while let [name, others @ ..] = names {
        let mut is_said = says(&PUBLIC, name);
        let mut words = words;
        while let [Words { message, advice }, rest @ ..] = words {
            is_said = is_said || says(message, name) || says(advice, name);
            words = rest;
        }
        if !is_said {
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

/// Does what follows a `{` read `name}`?
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
    fn every_field_is_said_of_or_a_figure_of_the_finding() {
        let all = [words("{name}", ""), words("", "{times}")];
        assert!(are_all_said(&["name", "times", "expected", "formula", "difference"], &all));
        assert!(!are_all_said(&["name", "time"], &all));
    }
}
