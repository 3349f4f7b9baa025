//! Folds a text before it is cut into tokens.

use super::{Scan, is_cjk};
use crate::value::text::fold;

impl Scan {
    /// Folds the text and drops LaTeX, emphasis and all spaces that do not separate two figures. A
    /// line break is kept as `\n` only if it ends a sentence, a heading or a row of a table.
    pub(super) fn fold(&mut self, text: &str) {
        let raw: Vec<char> = text.chars().collect();
        let mut offset = 0usize;
        let mut index = 0usize;
        let mut is_in_table = false;
        let mut line_start = 0usize;
        while let Some(&c) = raw.get(index) {
            let start = offset;
            offset += c.len_utf16();
            index += 1;
            match c {
                '\t' | '|' => {
                    is_in_table = true;
                    self.push_char('\n', start, offset);
                }
                '\n' => {
                    let ends = matches!(self.chars.last(), Some('。' | '!' | '?'))
                        || self.chars.last() == Some(&')') && is_labelled(&raw, index)
                        || is_heading(raw.get(line_start..index - 1).unwrap_or(&[]));
                    if is_in_table || ends || starts_item(&raw, index) {
                        self.push_char('\n', start, offset);
                    } else if self.parts_figures(&raw, index) {
                        self.push_char(' ', start, offset);
                    }
                    (is_in_table, line_start) = (false, index);
                }
                '#' => self.push_char('\n', start, offset),
                '$' | '{' | '}' | '“' | '”' | '"' | '‘' | '’' | '\r' => {}
                '*' if raw.get(index) == Some(&'*') => {
                    index += 1;
                    offset += 1;
                }
                '\\' => {
                    let (operator, letters) = latex(&raw, index);
                    if let Some(operator) = operator {
                        self.push_char(operator, start, offset + letters);
                    }
                    index += letters;
                    offset += letters;
                }
                '，' => {
                    let is_wide = |c: Option<&char>| c.is_some_and(|c| ('０'..='９').contains(c));
                    // Between full-width digits a full-width comma is a thousands separator:
                    // １，２８６．４０.
                    let separates = is_wide(raw.get(index))
                        && is_wide(index.checked_sub(2).and_then(|before| raw.get(before)));
                    self.push_char(if separates { ',' } else { '，' }, start, offset);
                }
                // Outer brackets of a formula: `[（28.6-32）/32]×100%`.
                '[' | '［' | '【' if raw.get(index).is_some_and(|c| fold(*c) == '(') => {
                    self.push_char('(', start, offset)
                }
                ']' | '］' | '】' if raw.get(index).is_some_and(|c| matches!(c, '×' | '*')) => {
                    self.push_char(')', start, offset)
                }
                'x' | 'X' | '×' | '＊' | '✕' => {
                    let between = |c: char| c.is_ascii_digit() || c == '(' || c == ')' || c == '%';
                    let operator = c != 'x' && c != 'X'
                        || self.chars.last().is_some_and(|c| between(*c) || is_cjk(*c));
                    let operator =
                        operator && raw.get(index).is_none_or(|c| !c.is_ascii_alphabetic());
                    self.push_char(if operator { '*' } else { c }, start, offset);
                }
                _ => match fold(c) {
                    ' ' => {
                        if self.parts_figures(&raw, index) {
                            self.push_char(' ', start, offset);
                        }
                    }
                    folded => self.push_char(folded, start, offset),
                },
            }
        }
    }

    /// Whether the space before `next` separates two figures.
    fn parts_figures(&self, raw: &[char], next: usize) -> bool {
        let in_figure = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
        self.chars.last().is_some_and(in_figure)
            && raw.get(next).is_some_and(|c| fold(*c) != ' ' && in_figure(&fold(*c)))
    }

    fn push_char(&mut self, c: char, start: usize, end: usize) {
        self.chars.push(c);
        self.offsets.push((start, end));
    }
}

/// Whether a new item, heading or row of a table begins at `from`, so that the line break before it
/// ends a sentence.
fn starts_item(raw: &[char], from: usize) -> bool {
    let mut index = from;
    while raw.get(index).is_some_and(|c| fold(*c) == ' ' && *c != '\t') {
        index += 1;
    }
    let at = |i: usize| raw.get(i).map_or('\0', |c| fold(*c));
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    match at(index) {
        '\0' | '#' | '|' | '-' | '*' | '①'..='⑳' => true,
        '(' => {
            numeral(at(index + 1))
                || at(index + 1).is_ascii_digit()
                    && matches!((at(index + 2), at(index + 3)), (')', _) | (_, ')'))
        }
        c if numeral(c) => at(index + 1) == '、' || numeral(at(index + 1)) && at(index + 2) == '、',
        c if c.is_ascii_digit() => {
            let end = if at(index + 1).is_ascii_digit() { index + 2 } else { index + 1 };
            at(end) == '、' || at(end) == '.' && !at(end + 1).is_ascii_digit()
        }
        _ => (index..index + 400)
            .map_while(|i| raw.get(i))
            .take_while(|c| **c != '\n')
            .any(|c| *c == '\t'),
    }
}

/// Whether a line is a heading such as `（二）产出指标`: numbered, short, and without punctuation.
fn is_heading(line: &[char]) -> bool {
    const LONGEST: usize = 20;
    (3..=LONGEST).contains(&line.len())
        && starts_item(line, 0)
        && line.iter().skip(2).all(|c| is_cjk(*c) || matches!(fold(*c), ' ' | '、' | ')' | '*'))
}

/// Whether the line at `from` begins with its subject and a colon: `“三公”经费控制情况：…`.
fn is_labelled(raw: &[char], from: usize) -> bool {
    const LONGEST: usize = 24;
    let line = raw.get(from..).unwrap_or(&[]).iter().take(LONGEST).map(|c| fold(*c));
    let label = line.take_while(|c| is_cjk(*c) || matches!(c, '“' | '”' | '"' | ' ' | '*' | ':'));
    label.enumerate().any(|(length, c)| c == ':' && length > 2)
}

/// The operator of a LaTeX command (`\times`, `\div`, `\%`), and the length of the command after
/// the backslash.
fn latex(raw: &[char], from: usize) -> (Option<char>, usize) {
    const COMMANDS: [(&str, char); 5] =
        [("times", '*'), ("div", '÷'), ("cdot", '*'), ("approx", '≈'), ("%", '%')];
    let starts = |word: &str| word.chars().enumerate().all(|(i, c)| raw.get(from + i) == Some(&c));
    COMMANDS
        .iter()
        .find(|(word, _)| starts(word))
        .map_or((None, 0), |(word, operator)| (Some(*operator), word.len()))
}
