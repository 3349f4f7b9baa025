//! Rows of a template that nobody filled in: `……`, `指标2：`.

use super::node::{Node, NodeRecord};
use crate::value::text::compact;

/// Members of an indicator that name it or its place among the others.
const NAMES: [&str; 3] = ["level1", "level2", "name"];
const VALUES: [&str; 9] = [
    "sign", "target", "periodTarget", "unit", "actual", "weight", "coefficient", "score", "reason",
];

/// Whether the row names no indicator and has no value.
pub fn is_leftover(row: &NodeRecord) -> bool {
    let texts = |keys: &'static [&'static str]| {
        keys.iter().filter_map(|key| row.get(key)).filter(|node| !node.is_blank()).map(Node::text)
    };
    let names_nothing = row.get("name").is_none_or(|name| name.is_blank() || is_mark(name.text()));
    names_nothing && texts(&NAMES).any(is_mark) && texts(&VALUES).all(is_ellipsis)
}

/// Blanks the marks among the levels, so that no row below inherits them.
pub fn without_marks(row: &mut NodeRecord) {
    for key in ["level1", "level2"] {
        if let Some(Node::Cell { text, .. }) = row.get_mut(key) {
            if is_ellipsis(text) {
                text.clear();
            }
        }
    }
}

/// What a template has in the place of a name: `……`, `指标1`, `指标2：`.
fn is_mark(text: &str) -> bool {
    let text = compact(text);
    let number = text.strip_prefix("指标").map(|rest| rest.trim_end_matches(':'));
    let is_numbered = number.is_some_and(|number| {
        number.chars().count() <= 2
            && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    });
    is_numbered || is_ellipsis(&text)
}

fn is_ellipsis(text: &str) -> bool {
    text.chars().all(|c| ".…。·-—_/* ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_template_are_no_names() {
        for (text, expected) in [
            ("……", true),
            ("...", true),
            ("…", true),
            ("指标1：", true),
            ("指标 2:", true),
            ("指标", true),
            ("指标三", true),
            ("指标1：新建教室", false),
            ("新建教室……", false),
            ("指标覆盖率", false),
        ] {
            assert_eq!(is_mark(text), expected, "{text}");
        }
    }
}
