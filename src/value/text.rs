//! Folding of the many ways one character is typed.

/// One character as the rest of the crate wants to see it: full-width forms become ASCII, look-alikes of the
/// comparison signs become `≥ ≤ =`, every kind of space becomes a space.
pub fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{202f}' | '\u{feff}' | '\t' | '\n' | '\r' => ' ',
        '≧' | '⩾' | '≽' => '≥',
        '≦' | '⩽' | '≼' => '≤',
        '═' | '﹦' | '⩵' => '=',
        '﹥' | '〉' => '>',
        '﹤' | '〈' => '<',
        '﹪' => '%',
        '−' | '–' | '﹣' => '-',
        '﹢' => '+',
        '·' | '•' => '·',
        '。' => '。',
        _ => c,
    }
}

/// The text folded, without space at its ends.
pub fn folded(text: &str) -> String {
    let folded: String = text.chars().map(fold).collect();
    let trimmed = folded.trim();
    if trimmed.len() == folded.len() { folded } else { trimmed.to_owned() }
}

/// The text folded and without any space: how two names are compared, since line breaks of a printed form end up inside them.
pub fn compact(text: &str) -> String {
    text.chars().map(fold).filter(|c| *c != ' ').collect()
}

/// A name as two documents share it: compact, without brackets, quotes, list numbers and a unit suffix such as `(%)`.
pub fn name_key(text: &str) -> String {
    let compact = compact(text);
    let without_unit = match compact.rfind('(') {
        Some(open) if compact.ends_with(')') => match compact.get(open..) {
            Some("(%)" | "(元)" | "(万元)" | "(人)" | "(万人)" | "(个)" | "(次)" | "(是/否)" | "(%)%") => {
                compact.get(..open).unwrap_or(&compact)
            }
            _ => &compact,
        },
        _ => &compact,
    };
    without_unit
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ')' | '('))
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '"' | '“' | '”' | '\'' | '‘' | '’' | '「' | '」' | '(' | ')' | ':' | '《' | '》' | '、' | ',' | '，' | '.' | '-' | '—'
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_looks_alike() {
        assert_eq!(folded(" ＞＝９０％　"), ">=90%");
        assert_eq!(folded("≧90"), "≥90");
        assert_eq!(compact("预算整体情 况"), "预算整体情况");
    }

    #[test]
    fn names_meet_across_documents() {
        assert_eq!(name_key("参保对象满意度(%)"), name_key("参保对象满意度 （%）"));
        assert_eq!(name_key("“三公经费”控制率"), name_key("\"三公经费\"控制率"));
        assert_ne!(name_key("职工满意度"), name_key("群众满意度"));
    }
}
