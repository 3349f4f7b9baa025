//! Folding of the many ways one character is typed. Most text is typed plainly; it is borrowed and
//! not written anew.

use core::ops::Range;
use std::borrow::Cow;

/// One character as the rest of the crate wants to see it: full-width forms become ASCII,
/// look-alikes of the comparison signs become `≥ ≤ =`, every kind of space becomes a space.
pub fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}'
        | '\u{a0}'
        | '\u{2000}'..='\u{200b}'
        | '\u{202f}'
        | '\u{feff}'
        | '\t'
        | '\n'
        | '\r' => ' ',
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

/// What one look at a text tells of all of its characters, so that nobody has to look for it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextClass(u8);

impl TextClass {
    /// A character that folding changes.
    const FOLDS: u8 = 1;
    const SPACE: u8 = 2;
    const DIGIT: u8 = 4;
    /// A character that forms print in their hints: a cross, 字, 请, 处, 填.
    const HINT: u8 = 8;
    /// 年: nearly every date is written with it.
    const YEAR: u8 = 16;

    pub fn of(text: &str) -> TextClass {
        let (mut marks, mut at) = (0, 0);
        while let Some(first) = text.as_bytes().get(at) {
            // Half of what is written are ideographs that begin with a byte which none of those
            // marked here does: they need not be looked at.
            if let 0xe4 | 0xe6 | 0xe7 | 0xe9 = first {
                at += 3;
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            marks |= TextClass::of_char(c);
            at += c.len_utf8();
        }
        TextClass(marks)
    }

    fn of_char(c: char) -> u8 {
        match c {
            '0'..='9' => TextClass::DIGIT,
            ' ' => TextClass::SPACE,
            'x' | 'X' | '×' | '╳' | '✕' | '✖' | '字' | '请' | '处' | '填' => {
                TextClass::HINT
            }
            '年' => TextClass::YEAR,
            // Most of what is written; folding changes none of it.
            '!'..='~' | '\u{4e00}'..='\u{9fff}' => 0,
            _ => match fold(c) {
                same if same == c => 0,
                folded => TextClass::FOLDS | TextClass::of_char(folded),
            },
        }
    }

    /// Does folding leave the text as it is?
    pub fn is_folded(self) -> bool {
        self.0 & TextClass::FOLDS == 0
    }

    /// Is it folded, and without any space?
    pub fn is_compact(self) -> bool {
        self.0 & (TextClass::FOLDS | TextClass::SPACE) == 0
    }

    pub fn has_digit(self) -> bool {
        self.0 & TextClass::DIGIT != 0
    }

    pub fn has_hint(self) -> bool {
        self.0 & TextClass::HINT != 0
    }

    pub fn has_year(self) -> bool {
        self.0 & TextClass::YEAR != 0
    }
}

/// The text folded, without space at its ends.
pub fn folded(text: &str) -> Cow<'_, str> {
    folded_as_marked(text, TextClass::of(text))
}

/// As [`folded`], for a text that was looked at.
pub fn folded_as_marked(text: &str, marks: TextClass) -> Cow<'_, str> {
    if marks.is_folded() {
        return Cow::Borrowed(text.trim());
    }
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().map(fold));
    match folded.trim() {
        trimmed if trimmed.len() == folded.len() => Cow::Owned(folded),
        trimmed => Cow::Owned(trimmed.to_owned()),
    }
}

/// The text folded and without any space: how two names are compared, since line breaks of a
/// printed form end up inside them.
pub fn compact(text: &str) -> Cow<'_, str> {
    if TextClass::of(text).is_compact() {
        return Cow::Borrowed(text);
    }
    let mut compact = String::with_capacity(text.len());
    compact.extend(text.chars().map(fold).filter(|c| *c != ' '));
    Cow::Owned(compact)
}

/// A letter of any script. Of ideographs, which most are, no table needs to be asked.
pub fn is_letter(c: char) -> bool {
    is_ideograph(c) || c.is_alphabetic()
}

/// Does a digit or another numeral (`三` is none) stand in the text?
pub fn has_numeral(text: &str) -> bool {
    text.chars().any(|c| !is_ideograph(c) && c.is_numeric())
}

fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Where the word first stands in the text. Names and words are short: looking for a word's last
/// byte is quicker than preparing a search, and unlike their first bytes the last ones of Chinese
/// characters differ.
pub fn find(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some((last, before)) = word.split_last() else { return Some(0) };
    let ends_here =
        |(at, byte): (usize, &u8)| byte == last && text.get(at - before.len()..at) == Some(before);
    text.iter().enumerate().skip(before.len()).position(ends_here)
}

/// Does the text hold the word?
pub fn says(text: &str, word: &str) -> bool {
    find(text, word).is_some()
}

/// Does the text hold one of the words?
pub fn says_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| says(text, word))
}

/// A text as it runs on, without the spaces and quotes inside it; it knows where each part of it
/// stands in the text as typed.
#[derive(Clone, Debug, Default)]
pub struct Running {
    pub text: String,
    /// Where a part begins that was moved: its offset in bytes here, and in UTF-16 in the text as
    /// typed; ascending.
    starts: Vec<(usize, usize)>,
}

impl Running {
    pub fn of(typed: &str) -> Running {
        let mut running = Running::default();
        let (mut offset, mut was_left_out) = (0, true);
        for c in typed.chars() {
            let folded = if c == '\n' { c } else { fold(c) };
            let is_left_out = matches!(folded, ' ' | '“' | '”' | '"' | '‘' | '’' | '《' | '》');
            if !is_left_out {
                if was_left_out {
                    running.starts.push((running.text.len(), offset));
                }
                running.text.push(folded);
            }
            // A character that folds into a shorter one ends the part: from it on the lengths
            // differ.
            was_left_out = is_left_out || folded.len_utf8() != c.len_utf8();
            offset += c.len_utf16();
        }
        running
    }

    /// The UTF-16 offsets in the text as typed of a part of this text.
    pub fn span(&self, part: Range<usize>) -> (usize, usize) {
        let last = self.text.get(part.clone()).and_then(|part| part.chars().next_back());
        let (bytes, units) = last.map_or((0, 0), |last| (last.len_utf8(), last.len_utf16()));
        (self.offset(part.start), self.offset(part.end.saturating_sub(bytes)) + units)
    }

    fn offset(&self, at: usize) -> usize {
        let index = self.starts.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let (start, offset) = self.starts.get(index).copied().unwrap_or_default();
        offset
            + self
                .text
                .get(start..at)
                .map_or(0, |between| between.chars().map(char::len_utf16).sum())
    }
}

/// A name as two documents share it: compact, without brackets, quotes, list numbers and a unit
/// suffix such as `(%)`.
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
    key.extend(name.chars().filter(|c| {
        !matches!(
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
                | '，'
                | '.'
                | '-'
                | '—'
        )
    }));
    key
}

/// `1.参保人数`, `(2)参保人数`, `3、参保人数` without their numbers; the year of `2025年参保人数`
/// is part of the name.
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

/// What a level of the indicator tree is about: `（一）产出指标(50分)` → `产出`, `1. 数量 指标` →
/// `数量`.
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

/// Without its list number, its printed points and the word 指标.
fn bare_level(key: &str) -> &str {
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
    fn folds_what_looks_alike() {
        assert_eq!(folded(" ＞＝９０％　"), ">=90%");
        assert_eq!(folded("≧90"), "≥90");
        assert_eq!(compact("预算整体情 况"), "预算整体情况");
    }

    #[test]
    fn ideographs_are_letters_and_no_numerals() {
        for c in (0..=0xffff).filter_map(char::from_u32) {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(has_numeral(c.encode_utf8(&mut [0; 4])), c.is_numeric(), "{c:?}");
        }
    }

    #[test]
    fn one_look_tells_what_folding_would() {
        for c in (0..=0xffff).filter_map(char::from_u32) {
            let (text, marks) = (c.to_string(), TextClass::of(&c.to_string()));
            assert_eq!(marks.is_folded(), fold(c) == c, "{c:?}");
            assert_eq!(marks.is_compact(), compact(&text) == text, "{c:?}");
            assert_eq!(marks.has_digit(), fold(c).is_ascii_digit(), "{c:?}");
            assert_eq!(marks.has_hint(), "xX×╳✕✖字请处填".contains(fold(c)), "{c:?}");
            assert_eq!(marks.has_year(), c == '年', "{c:?}");
            assert_eq!(TextClass::of(&format!("绩{c}效")), marks, "{c:?}");
        }
    }

    #[test]
    fn finds_words_as_the_standard_library_does() {
        let texts = ["", "满", "满意", "群众满意度", "不满意不满意率", "aab", "意满"];
        for (text, word) in texts.iter().flat_map(|text| texts.map(|word| (*text, word))) {
            assert_eq!(find(text, word), text.find(word), "{text} {word}");
        }
    }

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
    fn running_text_knows_where_it_was_typed() {
        let running = Running::of("“参 保率”\u{3000}９７．５％，\n😀稳");
        assert_eq!(running.text, "参保率97.5%,\n😀稳");
        for (part, span) in [
            ("参", (1, 2)),
            ("参保率", (1, 5)),
            ("97.5%", (7, 12)),
            ("稳", (16, 17)),
            ("😀", (14, 16)),
        ] {
            let at = running.text.find(part).unwrap();
            assert_eq!(running.span(at..at + part.len()), span, "{part}");
        }
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
