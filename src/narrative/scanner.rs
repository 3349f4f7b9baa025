//! One pass over a text of official prose: tokens, and sentences of [`Item`]s, each a quantity with
//! the words that name it.
//!
//! Every token knows its UTF-16 offsets in the text as typed. Spaces and line breaks inside
//! sentences are no boundaries; `《…》`, dates, list numbers and the numbers of documents
//! (`〔2025〕22号`) are no quantities.

use core::ops::Range;

use crate::value::number::Dec;
use crate::value::text::{fold, says_any};
use crate::value::unit::{Dimension, Unit};

/// Longer labels and tails are cut: what names a figure stands close to it.
const LONGEST_LABEL: usize = 48;
const LONGEST_TAIL: usize = 32;
/// A title in `《…》` that does not end within so many characters is none.
const LONGEST_TITLE: usize = 120;

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Quantity {
        number: Dec,
        unit: Unit,
        vague: bool,
    },
    /// A date, a month, a year.
    Calendar,
    /// `1.`, `①`, `(2)` at the start of a line or clause.
    ListNumber,
    Words,
    /// 其中
    Among,
    /// Punctuation and operators, folded: `, ; : 、 ( ) = + - * / ÷`.
    Mark(char),
    /// The end of a sentence, a heading, a table's cell.
    Stop,
}

/// A token and the characters it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned {
    pub token: Token,
    pub chars: Range<usize>,
}

/// A text, read.
pub struct Scan {
    chars: Vec<char>,
    /// UTF-16 offset of each character, and of the one after it.
    offsets: Vec<(usize, usize)>,
    pub tokens: Vec<Spanned>,
}

/// A quantity in its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub number: Dec,
    pub unit: Unit,
    /// 约, 余, 以上, a range: no operand.
    pub vague: bool,
    /// What stands between the last boundary and the figure.
    pub label: String,
    /// What follows it, up to the next boundary.
    pub tail: String,
    /// What its sentence names before a colon: `场地运转项目：年初预算24万元`.
    pub topic: String,
    /// How deep in brackets.
    pub depth: usize,
    /// 其中 stands between the figure before and this one.
    pub among: bool,
    /// A semicolon or full stop stands between the figure before and this one.
    pub apart: bool,
    /// An operand of a written formula.
    pub operand: bool,
    /// UTF-16.
    pub span: (usize, usize),
    pub token: usize,
}

impl Item {
    pub fn is_share(&self) -> bool {
        self.unit.dimension == Dimension::Share
    }

    /// Do both count the same thing in comparable units? People are people, whether 人 or 名.
    pub fn is_like(&self, other: &Item) -> bool {
        kind_of(&self.unit.noun) == kind_of(&other.unit.noun)
            && !self.unit.noun.is_empty()
            && self.unit.dimension == other.unit.dimension
    }

    pub fn base(&self) -> Option<Dec> {
        self.unit.to_base(self.number)
    }

    /// Half a unit of the last printed place, in base units; nothing for whole counts in their base
    /// unit.
    pub fn half(&self) -> Option<Dec> {
        if self.unit.dimension != Dimension::Money
            && self.unit.power == 0
            && self.number.decimals() == 0
        {
            return Some(Dec::ZERO);
        }
        Dec::new(5, self.number.decimals().checked_add(1)?).shift(self.unit.power)
    }

    pub fn says(&self, words: &[&str]) -> bool {
        says_any(&self.label, words)
    }
}

fn kind_of(noun: &str) -> &str {
    match noun {
        "名" | "位" => "人",
        other => other,
    }
}

impl Scan {
    pub fn new(text: &str) -> Scan {
        let mut scan = Scan { chars: Vec::new(), offsets: Vec::new(), tokens: Vec::new() };
        scan.fold(text);
        scan.tokenize();
        scan
    }

    fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('\0')
    }

    fn back(&self, index: usize, by: usize) -> char {
        index.checked_sub(by).map_or('\0', |index| self.at(index))
    }

    /// UTF-16 offsets of a range of characters.
    pub fn span(&self, chars: &Range<usize>) -> (usize, usize) {
        let start = self.offsets.get(chars.start).map_or(0, |o| o.0);
        (
            start,
            chars.end.checked_sub(1).and_then(|last| self.offsets.get(last)).map_or(start, |o| o.1),
        )
    }

    pub fn text(&self, chars: &Range<usize>) -> String {
        self.chars.get(chars.clone()).unwrap_or(&[]).iter().collect()
    }

    pub fn token(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index).map(|t| &t.token)
    }

    pub fn token_text(&self, index: usize) -> String {
        self.tokens.get(index).map_or_else(String::new, |t| self.text(&t.chars))
    }

    fn push_char(&mut self, c: char, start: usize, end: usize) {
        self.chars.push(c);
        self.offsets.push((start, end));
    }

    /// Folds the text: no spaces but between digits, no LaTeX, no emphasis; `\n` only where a line
    /// break ends something.
    fn fold(&mut self, text: &str) {
        let raw: Vec<char> = text.chars().collect();
        let mut offset = 0usize;
        let mut index = 0usize;
        let mut tabbed = false;
        let mut line = 0usize;
        while let Some(&c) = raw.get(index) {
            let start = offset;
            offset += c.len_utf16();
            index += 1;
            match c {
                '\t' | '|' => {
                    tabbed = true;
                    self.push_char('\n', start, offset);
                }
                '\n' => {
                    let ends = matches!(self.chars.last(), Some('。' | '!' | '?'))
                        || self.chars.last() == Some(&')') && is_labelled(&raw, index)
                        || is_heading(raw.get(line..index - 1).unwrap_or(&[]));
                    if tabbed || ends || starts_item(&raw, index) {
                        self.push_char('\n', start, offset);
                    } else if self.parts_figures(&raw, index) {
                        self.push_char(' ', start, offset);
                    }
                    (tabbed, line) = (false, index);
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
                    // １，２８６．４０: a separator, where the digits beside it are as wide.
                    let separates = is_wide(raw.get(index))
                        && is_wide(index.checked_sub(2).and_then(|before| raw.get(before)));
                    self.push_char(if separates { ',' } else { '，' }, start, offset);
                }
                // Brackets around brackets: `[（28.6-32）/32]×100%`.
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

    /// Does the space before `next` keep two figures apart?
    fn parts_figures(&self, raw: &[char], next: usize) -> bool {
        let in_figure = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
        self.chars.last().is_some_and(in_figure)
            && raw.get(next).is_some_and(|c| fold(*c) != ' ' && in_figure(&fold(*c)))
    }

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

    fn tokenize(&mut self) {
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

    /// `1.`, `2、`, `(3)`, `4)` where an item may begin: the end of it.
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

    /// A minus sign rather than a dash: after a word that a signed figure follows.
    fn is_minus(&self, index: usize) -> bool {
        self.at(index + 1).is_ascii_digit()
            && matches!(
                self.back(index, 1),
                '长' | '降' | '为' | '率' | '少' | '是' | ':' | '(' | '='
            )
    }

    /// A number at `start` (perhaps with its sign): pushes what it is and says where it ends.
    fn number(&mut self, start: usize) -> usize {
        let negative = self.at(start) == '-';
        let first = if negative { start + 1 } else { start };
        let (digits, end) = self.digits(first);
        let before = self.back(start, 1);
        let named =
            before.is_ascii_alphabetic() || matches!(before, '第' | '〔' | '[' | '№' | '_' | '.');
        if let Some(end) = self.calendar(first, end, &digits) {
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

    /// Digits with thousands separators and one point. A second point makes a text of them that no
    /// decimal reads.
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

    /// The end of a date that the digits begin: `2025年`, `12月31日`, `1-12月`, `2026.4.21`.
    fn calendar(&self, first: usize, end: usize, digits: &str) -> Option<usize> {
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
        let _ = first;
        None
    }

    /// The unit at `start`, where it ends, and whether 余 or 多 makes the figure a little more.
    fn unit(&self, start: usize) -> (Unit, usize, bool) {
        let mut end = start;
        let mut more = false;
        let mut text = String::new();
        while matches!(self.at(end), '余' | '多') {
            more = true;
            end += 1;
        }
        for multiplier in ["千亿", "百亿", "十亿", "亿", "千万", "百万", "万"] {
            if self.starts(end, multiplier) {
                text.push_str(multiplier);
                end += multiplier.chars().count();
                break;
            }
        }
        while matches!(self.at(end), '余' | '多') {
            more = true;
            end += 1;
        }
        if let Some(noun) = NOUNS
            .iter()
            .find(|noun| self.starts(end, noun))
            .filter(|noun| **noun != "分" || !self.is_divided(end))
        {
            text.push_str(noun);
            end += noun.chars().count();
            if *noun == "元" {
                while self.at(end) == '/' && is_cjk(self.at(end + 1)) && !self.is_quotient(end) {
                    text.push('/');
                    text.push(self.at(end + 1));
                    end += 2;
                }
            }
        }
        (Unit::read(&text), end, more)
    }

    /// `360万元/预算数3200万元`: what follows the stroke is another figure and no 人 or 亩.
    fn is_quotient(&self, stroke: usize) -> bool {
        const LONGEST: usize = 20;
        let mut named =
            (stroke + 1..stroke + LONGEST).map(|index| self.at(index)).skip_while(|c| is_cjk(*c));
        named.next().is_some_and(|c| c.is_ascii_digit())
    }

    /// `2.0分组` divides something and gives no points.
    fn is_divided(&self, start: usize) -> bool {
        matches!(
            self.at(start + 1),
            '组' | '别'
                | '配'
                | '类'
                | '解'
                | '级'
                | '公'
                | '局'
                | '院'
                | '校'
                | '期'
                | '批'
                | '钟'
                | '享'
                | '之'
        )
    }

    fn starts(&self, start: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(i, c)| self.at(start + i) == c)
    }

    fn ends(&self, end: usize, word: &str) -> bool {
        let length = word.chars().count();
        end.checked_sub(length).is_some_and(|start| self.starts(start, word))
    }

    /// 约100万元, 95%以上, ≥90%.
    fn is_hedged(&self, start: usize, end: usize) -> bool {
        const BEFORE: [&str; 25] = [
            "约",
            "近",
            "超",
            "超过",
            "逾",
            "不低于",
            "不少于",
            "不超过",
            "不高于",
            "不足",
            "至少",
            "最多",
            "最高",
            "最低",
            "大于",
            "小于",
            "≥",
            "≤",
            ">",
            "<",
            "低于",
            "高于",
            "多达",
            "约为",
            "大约",
        ];
        const AFTER: [&str; 10] =
            ["以上", "以下", "以内", "左右", "上下", "及以上", "之内", "多", "余", "(含)"];
        let is_saved = matches!(
            (self.back(start, 2), self.back(start, 1)),
            ('节' | '签' | '预' | '合' | '履' | '违' | '集', '约')
        );
        !is_saved && BEFORE.iter().any(|word| self.ends(start, word))
            || AFTER.iter().any(|word| self.starts(end, word))
    }

    /// The quantities of each sentence, and the tokens it covers.
    pub fn sentences(&self) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        let mut sentence = Builder::default();
        for (index, token) in self.tokens.iter().enumerate() {
            if token.token == Token::Stop {
                sentences.extend(core::mem::take(&mut sentence).finish(index));
                sentence.first = index + 1;
            } else {
                sentence.add(self, index, token);
            }
        }
        sentences.extend(sentence.finish(self.tokens.len()));
        sentences
    }
}

/// One sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    pub items: Vec<Item>,
    pub tokens: Range<usize>,
}

#[derive(Default)]
struct Builder {
    first: usize,
    items: Vec<Item>,
    label: String,
    topic: String,
    outer: Vec<String>,
    among: bool,
    apart: bool,
    in_tail: bool,
}

impl Builder {
    fn add(&mut self, scan: &Scan, index: usize, token: &Spanned) {
        match &token.token {
            Token::Quantity { number, unit, vague } => {
                let operator = |i: Option<usize>, marks: &[char]| matches!(i.and_then(|i| scan.token(i)), Some(Token::Mark(mark)) if marks.contains(mark));
                let operand = operator(index.checked_sub(1), &['+', '*', '/', '÷', '-', '~'])
                    || operator(Some(index + 1), &['+', '*', '/', '÷', '-', '~', '=']);
                self.items.push(Item {
                    number: *number,
                    unit: unit.clone(),
                    vague: *vague,
                    label: core::mem::take(&mut self.label),
                    tail: String::new(),
                    topic: self.topic.clone(),
                    depth: self.outer.len(),
                    among: core::mem::take(&mut self.among),
                    apart: core::mem::take(&mut self.apart),
                    operand,
                    span: scan.span(&token.chars),
                    token: index,
                });
                self.in_tail = true;
            }
            Token::Words | Token::Calendar => {
                let words = scan.text(
                    &(token.chars.start
                        ..token.chars.end.min(token.chars.start + 4 * LONGEST_LABEL)),
                );
                let long = token.chars.end - token.chars.start > 4 * LONGEST_LABEL;
                let words = if long {
                    scan.text(&(token.chars.end - LONGEST_LABEL..token.chars.end))
                } else {
                    words
                };
                if self.in_tail {
                    if let Some(item) = self.items.last_mut() {
                        item.tail.extend(words.chars().take(LONGEST_TAIL));
                    }
                }
                self.append(&words);
            }
            Token::Among => {
                self.label.clear();
                self.among = true;
                self.in_tail = false;
            }
            Token::Mark('、') => {
                self.append("、");
                self.in_tail = false;
            }
            Token::Mark('(') => {
                if self.outer.len() < 16 {
                    self.outer.push(core::mem::take(&mut self.label));
                }
                self.in_tail = false;
            }
            Token::Mark(')') => {
                if let Some(label) = self.outer.pop() {
                    self.label = label;
                }
                self.in_tail = false;
            }
            Token::Mark(mark) => {
                self.apart |= *mark == ';';
                if *mark == ':' {
                    self.topic = core::mem::take(&mut self.label);
                }
                self.label.clear();
                self.in_tail = false;
            }
            Token::ListNumber => {
                self.label.clear();
                self.in_tail = false;
            }
            Token::Stop => {}
        }
    }

    fn append(&mut self, words: &str) {
        self.label.push_str(words);
        let length = self.label.chars().count();
        if length > 2 * LONGEST_LABEL {
            self.label = self.label.chars().skip(length - LONGEST_LABEL).collect();
        }
    }

    fn finish(self, end: usize) -> Option<Sentence> {
        (self.first < end).then_some(Sentence { items: self.items, tokens: self.first..end })
    }
}

/// What prose counts in; a longer noun before a shorter one it begins with.
const NOUNS: [&str; 96] = [
    "%",
    "‰",
    "个百分点",
    "百分点",
    "美元",
    "港元",
    "欧元",
    "元",
    "人次",
    "人天",
    "人",
    "名",
    "位",
    "户次",
    "户",
    "家次",
    "家",
    "个月",
    "个",
    "件次",
    "件",
    "项",
    "份",
    "次",
    "台套",
    "台",
    "套",
    "所",
    "座",
    "条",
    "平方公里",
    "平方千米",
    "公里",
    "千米",
    "平方米",
    "立方米",
    "米",
    "㎡",
    "㎥",
    "亩",
    "公顷",
    "公斤",
    "千克",
    "吨",
    "升",
    "张",
    "册",
    "辆次",
    "辆",
    "期",
    "批次",
    "批",
    "门",
    "场次",
    "场",
    "村",
    "分钟",
    "分",
    "岁",
    "天",
    "小时",
    "年",
    "周",
    "处",
    "宗",
    "起",
    "例",
    "头",
    "只",
    "株",
    "棵",
    "篇",
    "班次",
    "班",
    "床",
    "间",
    "幢",
    "栋",
    "艘",
    "架",
    "部",
    "支",
    "片",
    "块",
    "枚",
    "类",
    "种",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "课时",
    "学时",
    "车次",
    "工作日",
    "个工作日",
    "季度",
];

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse::<u32>().is_ok_and(|year| (1949..=2200).contains(&year))
}

pub fn is_cjk(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Does a new item, heading or table row begin here, rather than the same sentence go on?
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

/// `（二）产出指标`: a numbered line that is shorter than a page is wide and holds no clause.
fn is_heading(line: &[char]) -> bool {
    const LONGEST: usize = 20;
    (3..=LONGEST).contains(&line.len())
        && starts_item(line, 0)
        && line.iter().skip(2).all(|c| is_cjk(*c) || matches!(fold(*c), ' ' | '、' | ')' | '*'))
}

/// Does the line begin with what it is about: `“三公”经费控制情况：…`?
fn is_labelled(raw: &[char], from: usize) -> bool {
    const LONGEST: usize = 24;
    let line = raw.get(from..).unwrap_or(&[]).iter().take(LONGEST).map(|c| fold(*c));
    let label = line.take_while(|c| is_cjk(*c) || matches!(c, '“' | '”' | '"' | ' ' | '*' | ':'));
    label.enumerate().any(|(length, c)| c == ':' && length > 2)
}

/// `\times`, `\div`, `\%`: the operator and how many characters it takes after the backslash.
fn latex(raw: &[char], from: usize) -> (Option<char>, usize) {
    const COMMANDS: [(&str, char); 5] =
        [("times", '*'), ("div", '÷'), ("cdot", '*'), ("approx", '≈'), ("%", '%')];
    let starts = |word: &str| word.chars().enumerate().all(|(i, c)| raw.get(from + i) == Some(&c));
    COMMANDS
        .iter()
        .find(|(word, _)| starts(word))
        .map_or((None, 0), |(word, operator)| (Some(*operator), word.len()))
}
