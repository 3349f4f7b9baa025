//! Cuts a folded text into tokens.

use core::ops::Range;

use super::{Scan, Spanned, Token};
use crate::value::number::Dec;

/// In characters; a `《` without a `》` in this distance does not open a title.
const LONGEST_TITLE: usize = 120;

impl Scan {
    /// Adds a token; adjacent words are one token.
    fn push(&mut self, token: Token, chars: Range<usize>) {
        if token == Token::Words {
            if let Some(last) = self.tokens.last_mut() {
                if last.token == Token::Words && last.chars.end == chars.start {
                    last.chars.end = chars.end;
                    return;
                }
            }
        }
        self.tokens.push(Spanned { token, chars });
    }

    /// Cuts the folded text into tokens.
    pub(super) fn tokenize(&mut self) {
        let mut index = 0usize;
        while index < self.chars.len() {
            let c = self.at(index);
            let next = match c {
                '。' | '!' | '?' | '\n' => {
                    self.push(Token::Stop, index..index + 1);
                    index + 1
                }
                ' ' => index + 1,
                '，' => {
                    self.push(Token::Mark(','), index..index + 1);
                    index + 1
                }
                ',' | ';' | ':' | '、' | '(' | ')' | '=' | '+' | '*' | '/' | '÷' | '-' | '~'
                | '—' => match self.list_number(index) {
                    Some(end) => {
                        self.push(Token::ListNumber, index..end);
                        end
                    }
                    None if c == '-' && self.is_minus(index) => self.number(index),
                    None => {
                        self.push(Token::Mark(if c == '—' { '~' } else { c }), index..index + 1);
                        index + 1
                    }
                },
                '《' => {
                    let limit = (index + LONGEST_TITLE).min(self.chars.len());
                    let end = (index..limit).find(|i| self.at(*i) == '》').map_or(index, |i| i) + 1;
                    self.push(Token::Words, index..end);
                    end
                }
                '其' if self.at(index + 1) == '中' => {
                    self.push(Token::Among, index..index + 2);
                    index + 2
                }
                '①'..='⑳' => {
                    self.push(Token::ListNumber, index..index + 1);
                    index + 1
                }
                '0'..='9' => match self.list_number(index) {
                    Some(end) => {
                        self.push(Token::ListNumber, index..end);
                        end
                    }
                    None => self.number(index),
                },
                _ => {
                    self.push(Token::Words, index..index + 1);
                    index + 1
                }
            };
            index = next;
        }
    }

    /// The end of a list number (`1.`, `2、`, `(3)`, `4)`) at `start`, if an item can begin there.
    fn list_number(&self, start: usize) -> Option<usize> {
        let opens = matches!(
            self.tokens.last().map(|t| &t.token),
            None | Some(Token::Stop | Token::Mark(':' | ';' | ','))
        );
        if !opens {
            return None;
        }
        let bracket = self.at(start) == '(';
        let first = if bracket { start + 1 } else { start };
        let mut end = first;
        while end < first + 2 && self.at(end).is_ascii_digit() {
            end += 1;
        }
        let closes = match self.at(end) {
            ')' => true,
            '.' => !bracket && (!self.at(end + 1).is_ascii_digit()),
            '、' => {
                !bracket
                    && !matches!(self.tokens.last().map(|t| &t.token), Some(Token::Mark(',')))
                    && !self.at(end + 1).is_ascii_digit()
            }
            _ => false,
        };
        (end > first && closes).then_some(end + 1)
    }

    /// Whether the `-` at `index` is a minus sign and not a dash: it follows a word that a signed
    /// figure can follow.
    fn is_minus(&self, index: usize) -> bool {
        self.at(index + 1).is_ascii_digit()
            && matches!(
                self.back(index, 1),
                '长' | '降' | '为' | '率' | '少' | '是' | ':' | '(' | '='
            )
    }

    /// Adds the token of the digits at `start`, which may have a sign, and returns its end.
    fn number(&mut self, start: usize) -> usize {
        let negative = self.at(start) == '-';
        let first = if negative { start + 1 } else { start };
        let (digits, end) = self.digits(first);
        let before = self.back(start, 1);
        let named =
            before.is_ascii_alphabetic() || matches!(before, '第' | '〔' | '[' | '№' | '_' | '.');
        if let Some(end) = self.calendar(end, &digits) {
            self.push(Token::Calendar, start..end);
            return end;
        }
        let after = self.at(end);
        let torn = before == ' '
            && matches!(self.back(start, 2), '.' | ',' | '0'..='9')
            && !matches!(self.tokens.last().map(|t| &t.token), Some(Token::ListNumber));
        let names = matches!(after, '号' | '条' | '款' | '届' | '〕' | ']' | '#')
            || after.is_ascii_alphabetic() && !self.latin_unit(end);
        let number = if named || names { None } else { Dec::read(&digits) };
        let Some(number) = number else {
            self.push(Token::Words, start..end);
            return end;
        };
        let (unit, unit_end, more) = self.unit(end);
        let vague = torn || more || self.is_hedged(start, unit_end);
        let number = if negative { number.negated() } else { number };
        self.push(Token::Quantity { number, unit, vague }, start..unit_end);
        unit_end
    }

    /// The digits at `start` without thousands separators, and their end. With more than one point
    /// they are not a number.
    fn digits(&self, start: usize) -> (String, usize) {
        let mut digits = String::new();
        let mut end = start;
        loop {
            match self.at(end) {
                c @ '0'..='9' => digits.push(c),
                '.' if self.at(end + 1).is_ascii_digit() => digits.push('.'),
                ',' if !digits.contains('.')
                    && (1..=3).contains(&(end - start).min(4))
                    && self.is_group(end + 1) => {}
                ',' if digits.len() > 3
                    && self.back(end, 4) == ','
                    && !digits.contains('.')
                    && self.is_group(end + 1) => {}
                _ => break,
            }
            end += 1;
        }
        (digits, end)
    }

    fn is_group(&self, start: usize) -> bool {
        (start..start + 3).all(|i| self.at(i).is_ascii_digit())
            && !self.at(start + 3).is_ascii_digit()
    }

    fn latin_unit(&self, start: usize) -> bool {
        matches!((self.at(start), self.at(start + 1)), ('m' | 'k' | 'K' | 'M', _))
            && !self.at(start + 3).is_ascii_alphabetic()
    }

    /// The end of a date that begins with digits which end at `end`: `2025年`, `12月31日`,
    /// `1-12月`, `2026.4.21`.
    fn calendar(&self, end: usize, digits: &str) -> Option<usize> {
        if digits.contains('.') {
            let parts: Vec<&str> = digits.split('.').collect();
            return matches!(parts.as_slice(), [y, m, d] if is_year(y) && m.len() <= 2 && d.len() <= 2).then_some(end);
        }
        let unit = self.at(end);
        if unit == '年' && is_year(digits) {
            return Some(end + 1);
        }
        if digits.len() <= 2 && matches!(unit, '月' | '日') {
            return Some(end + 1);
        }
        let gap = usize::from(self.at(end) == '—' && self.at(end + 1) == '—');
        if matches!(unit, '-' | '~' | '—' | '至' | '/') && (digits.len() <= 2 || is_year(digits))
        {
            let mut last = end + 1 + gap;
            while last < end + 7 && self.at(last).is_ascii_digit() {
                last += 1;
            }
            let second = self.text(&(end + 1 + gap..last));
            if !second.is_empty() && matches!(self.at(last), '月' | '日') && second.len() <= 2
                || self.at(last) == '年' && is_year(&second)
            {
                return Some(last + 1);
            }
            let third = self.at(last);
            if is_year(digits) && second.len() <= 2 && third == unit && unit != '至' {
                let mut day = last + 1;
                while day < last + 3 && self.at(day).is_ascii_digit() {
                    day += 1;
                }
                return Some(day);
            }
        }
        None
    }

    /// Whether the word begins at `start`.
    pub fn starts(&self, start: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(i, c)| self.at(start + i) == c)
    }

    /// Whether the word ends at `end`.
    fn ends(&self, end: usize, word: &str) -> bool {
        let length = word.chars().count();
        end.checked_sub(length).is_some_and(|start| self.starts(start, word))
    }

    /// Whether the words around a quantity make it an approximation or a limit: `约100万元`,
    /// `95%以上`, `≥90%`.
    fn is_hedged(&self, start: usize, end: usize) -> bool {
        const BEFORE: [&str; 25] = [
            "约", "近", "超", "超过", "逾", "不低于", "不少于", "不超过", "不高于", "不足", "至少",
            "最多", "最高", "最低", "大于", "小于", "≥", "≤", ">", "<", "低于", "高于", "多达",
            "约为", "大约",
        ];
        const AFTER: [&str; 10] =
            ["以上", "以下", "以内", "左右", "上下", "及以上", "之内", "多", "余", "(含)"];
        // 节约, 签约 and others end in 约 and mean something else.
        let is_other_word = matches!(
            (self.back(start, 2), self.back(start, 1)),
            ('节' | '签' | '预' | '合' | '履' | '违' | '集', '约')
        );
        !is_other_word && BEFORE.iter().any(|word| self.ends(start, word))
            || AFTER.iter().any(|word| self.starts(end, word))
    }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse::<u32>().is_ok_and(|year| (1949..=2200).contains(&year))
}
