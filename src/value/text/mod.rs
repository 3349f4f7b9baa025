//! Folds the many ways in which one character is typed. Most text needs no folding and is borrowed.

mod keys;
mod running;

pub use keys::{bare_level, level_key, name_key};
pub use running::Running;

use std::borrow::Cow;

/// Folds one character: full-width forms become ASCII, look-alikes of the comparison signs become
/// `≥ ≤ =`, every kind of space becomes a space.
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
        '•' => '·',
        _ => c,
    }
}

/// Which kinds of characters a text contains, found in one pass, so that most questions about a
/// cell need no second one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextClass(u8);

impl TextClass {
    /// A character that folding changes.
    const FOLDS: u8 = 1;
    const SPACE: u8 = 2;
    const DIGIT: u8 = 4;
    /// A character of the hints that forms print (请填写, ×××, 此处): a cross, 字, 请, 处, 填.
    const HINT: u8 = 8;
    /// 年, which nearly every date has.
    const YEAR: u8 = 16;
    /// A bracket, a quote, a comma, a dash: what keys of names leave out or end at.
    const MARK: u8 = 32;

    /// Classifies a text as typed.
    pub fn of(text: &str) -> TextClass {
        let (mut class, mut at) = (0, 0);
        while let Some(first) = text.as_bytes().get(at) {
            // Ideographs that begin with these bytes are half of all text, and none has a class.
            if let 0xe4 | 0xe6 | 0xe7 | 0xe9 = first {
                at += 3;
                continue;
            }
            let c = if first.is_ascii() {
                char::from(*first)
            } else {
                text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default()
            };
            class |= TextClass::of_char(c);
            at += c.len_utf8();
        }
        TextClass(class)
    }

    /// Whether folding leaves the text as it is.
    pub fn is_folded(self) -> bool {
        self.0 & TextClass::FOLDS == 0
    }

    /// Whether it is folded, and without any space.
    pub fn is_compact(self) -> bool {
        self.0 & (TextClass::FOLDS | TextClass::SPACE) == 0
    }

    /// Whether it is compact, and without the marks that [`name_key`] leaves out: most names are
    /// their own key.
    pub fn is_plain(self) -> bool {
        self.0 & (TextClass::FOLDS | TextClass::SPACE | TextClass::MARK) == 0
    }

    /// Whether it contains an Arabic digit, full-width ones included.
    pub fn has_digit(self) -> bool {
        self.0 & TextClass::DIGIT != 0
    }

    /// Whether it contains a character of the hints that forms print: a cross, 字, 请, 处, 填.
    pub fn has_hint(self) -> bool {
        self.0 & TextClass::HINT != 0
    }

    /// Whether it contains 年.
    pub fn has_year(self) -> bool {
        self.0 & TextClass::YEAR != 0
    }

    fn of_char(c: char) -> u8 {
        match c {
            '0'..='9' => TextClass::DIGIT,
            ' ' => TextClass::SPACE,
            'x' | 'X' | '×' | '╳' | '✕' | '✖' | '字' | '请' | '处' | '填' => {
                TextClass::HINT
            }
            '年' => TextClass::YEAR,
            // The common characters that folding leaves as they are.
            '\u{4e00}'..='\u{9fff}' => 0,
            _ if keys::is_mark(c) => TextClass::MARK,
            '!'..='~' => 0,
            _ => match fold(c) {
                same if same == c => 0,
                folded => TextClass::FOLDS | TextClass::of_char(folded),
            },
        }
    }
}

/// Folds a text and trims it.
pub fn folded(text: &str) -> Cow<'_, str> {
    folded_with_class(text, TextClass::of(text))
}

/// As [`folded`], for a caller that knows the class of the text already.
pub fn folded_with_class(text: &str, class: TextClass) -> Cow<'_, str> {
    if class.is_folded() {
        return Cow::Borrowed(text.trim());
    }
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().map(fold));
    match folded.trim() {
        trimmed if trimmed.len() == folded.len() => Cow::Owned(folded),
        trimmed => Cow::Owned(trimmed.to_owned()),
    }
}

/// Folds a text and removes all spaces. Names are compared in this form, because line breaks of a
/// printed form end up inside them.
pub fn compact(text: &str) -> Cow<'_, str> {
    compact_with_class(text, TextClass::of(text))
}

/// As [`compact`], for a caller that knows the class of the text already.
pub fn compact_with_class(text: &str, class: TextClass) -> Cow<'_, str> {
    if class.is_compact() {
        return Cow::Borrowed(text);
    }
    let mut compact = String::with_capacity(text.len());
    compact.extend(text.chars().map(fold).filter(|c| *c != ' '));
    Cow::Owned(compact)
}

/// Whether it is a letter of any script.
pub fn is_letter(c: char) -> bool {
    // Most are ideographs, which need no look-up in a table.
    is_ideograph(c) || c.is_alphabetic()
}

/// Whether the text contains a digit of any script; ideographs such as `三` do not count.
pub fn has_numeral(text: &str) -> bool {
    text.chars().any(|c| !is_ideograph(c) && c.is_numeric())
}

/// The offset in bytes at which the word first occurs. For short words this is faster than
/// [`str::find`], which prepares a search. It looks for the last byte of the word, because the
/// first bytes of Chinese characters hardly differ.
pub fn find(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some((last, before)) = word.split_last() else { return Some(0) };
    let ends_here =
        |(at, byte): (usize, &u8)| byte == last && text.get(at - before.len()..at) == Some(before);
    text.iter().enumerate().skip(before.len()).position(ends_here)
}

/// Whether the text contains the word.
pub fn contains(text: &str, word: &str) -> bool {
    find(text, word).is_some()
}

/// Whether the text contains one of the words.
pub fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| contains(text, word))
}

fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
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
    fn the_class_of_a_text_agrees_with_folding_it() {
        for c in (0..=0xffff).filter_map(char::from_u32) {
            let (text, class) = (c.to_string(), TextClass::of(&c.to_string()));
            assert_eq!(class.is_folded(), fold(c) == c, "{c:?}");
            assert_eq!(class.is_compact(), compact(&text) == text, "{c:?}");
            assert_eq!(class.has_digit(), fold(c).is_ascii_digit(), "{c:?}");
            assert_eq!(class.has_hint(), "xX×╳✕✖字请处填".contains(fold(c)), "{c:?}");
            assert_eq!(class.has_year(), c == '年', "{c:?}");
            let name = format!("绩{c}效");
            assert_eq!(class.is_plain(), name_key(&name) == name, "{c:?}");
            assert_eq!(TextClass::of(&format!("绩{c}效")), class, "{c:?}");
        }
    }

    #[test]
    fn finds_words_as_the_standard_library_does() {
        let texts = ["", "满", "满意", "群众满意度", "不满意不满意率", "aab", "意满"];
        for (text, word) in texts.iter().flat_map(|text| texts.map(|word| (*text, word))) {
            assert_eq!(find(text, word), text.find(word), "{text} {word}");
        }
    }
}
