//! Keys by which names and levels of different documents are matched.

use std::borrow::Cow;

use super::compact;

/// The key by which names of two documents are matched: compact, without brackets, quotes, list
/// number and a unit at the end such as `(%)`.
pub fn name_key(text: &str) -> String {
    let compact = compact(text);
    let without_unit = match compact.rfind('(') {
        Some(open) if compact.ends_with(')') => match compact.get(open..) {
            Some(
                "(%)" | "(元)" | "(万元)" | "(人)" | "(万人)" | "(个)" | "(次)" | "(是/否)"
                | "(%)%",
            ) => compact.get(..open).unwrap_or(&compact),
            _ => &*compact,
        },
        _ => &*compact,
    };
    let name = without_list_number(without_unit);
    let mut key = String::with_capacity(name.len());
    key.extend(name.chars().filter(|c| !is_mark(*c)));
    key
}

/// Whether keys of names leave the character out.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '\''
            | '‘'
            | '’'
            | '「'
            | '」'
            | '('
            | ')'
            | ':'
            | '《'
            | '》'
            | '、'
            | ','
            | '.'
            | '-'
            | '—'
    )
}

/// The name in `1.参保人数`, `(2)参保人数` or `3、参保人数`; the year of `2025年参保人数` is part
/// of the name.
fn without_list_number(compact: &str) -> &str {
    let numbered = compact.trim_start_matches('(');
    let rest = numbered.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', '、', ')']) {
        Some(name)
            if rest.len() < numbered.len() && !name.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            name.trim_start_matches('、')
        }
        _ => compact,
    }
}

/// The key by which levels of indicator tables are matched: `产出` for `（一）产出指标(50分)`,
/// `数量` for `1. 数量 指标`.
pub fn level_key(text: &str) -> Cow<'_, str> {
    match compact(text) {
        Cow::Borrowed(text) if !text.contains(['(', ')']) => Cow::Borrowed(bare_level(text)),
        text => Cow::Owned(bare_level(&without_brackets(&text)).to_owned()),
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut outside = String::new();
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

/// The level without its list number, its printed points and the word 指标.
pub fn bare_level(key: &str) -> &str {
    let numbered = key
        .split_once(['、', '.'])
        .filter(|(number, _)| number.chars().count() <= 2)
        .map_or(key, |(_, name)| name);
    let without_points =
        numbered.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '分' | ':'));
    without_points.strip_suffix("指标").unwrap_or(without_points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_meet_across_documents() {
        assert_eq!(name_key("参保对象满意度(%)"), name_key("参保对象满意度 （%）"));
        assert_eq!(name_key("“三公经费”控制率"), name_key("\"三公经费\"控制率"));
        assert_ne!(name_key("职工满意度"), name_key("群众满意度"));
        assert_eq!(name_key("1.参保人数"), name_key("（2）参保人数"));
        assert_ne!(name_key("2024年参保人数"), name_key("2025年参保人数"));
        assert_ne!(name_key("10kV线路"), name_key("35kV线路"));
    }

    #[test]
    fn levels_are_known_by_what_they_are_about() {
        for (text, key) in [
            ("产出指标(50分)", "产出"),
            ("（一）产出指标", "产出"),
            ("一、产出指标", "产出"),
            ("1. 数量 指标", "数量"),
            ("服务对象满\n意度指标", "服务对象满意度"),
            ("经济成本", "经济成本"),
            ("效益指标30分", "效益"),
            ("", ""),
        ] {
            assert_eq!(level_key(text), key, "{text}");
        }
    }
}
