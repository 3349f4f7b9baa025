//! Groups tokens into sentences of quantities.

use core::ops::Range;

use super::{Scan, Spanned, Token};
use crate::value::number::Dec;
use crate::value::text::contains_any;
use crate::value::unit::{Dimension, Unit};

/// In characters. Longer labels and tails are cut, because the words that name a figure are close
/// to it.
const LONGEST_LABEL: usize = 48;
const LONGEST_TAIL: usize = 32;
/// One sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// Its quantities, in order.
    pub items: Vec<Item>,
    /// The range of its tokens, as indices.
    pub tokens: Range<usize>,
}

/// A quantity in its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// As printed, in `unit`.
    pub number: Dec,
    /// Bare if none is printed.
    pub unit: Unit,
    /// It is an approximation or a limit (约, 余, 以上), so it cannot be calculated with.
    pub vague: bool,
    /// The words before it, from the last punctuation on.
    pub label: String,
    /// The words after it, up to the next punctuation.
    pub tail: String,
    /// The words of its sentence before a colon: 场地运转项目 of `场地运转项目：年初预算24万元`.
    pub topic: String,
    /// How many brackets it is in.
    pub depth: usize,
    /// 其中 is between the quantity before and this one.
    pub among: bool,
    /// A semicolon is between the quantity before and this one.
    pub apart: bool,
    /// It is part of a written formula.
    pub operand: bool,
    /// The year that its sentence named last.
    pub year: Option<i32>,
    /// UTF-16 offsets in the text as typed.
    pub span: (usize, usize),
    /// The index of its token.
    pub token: usize,
}

/// The sentence that is being read.
#[derive(Default)]
struct Builder {
    /// The index of its first token.
    first: usize,
    items: Vec<Item>,
    /// The words since the last punctuation.
    label: String,
    topic: String,
    /// The labels before the open brackets.
    outer: Vec<String>,
    among: bool,
    apart: bool,
    /// Words belong to the tail of the last item too.
    in_tail: bool,
    year: Option<i32>,
}

impl Scan {
    /// The sentences of the text, in order.
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

impl Item {
    /// Whether it is a share: `%`, `‰`, percentage points.
    pub fn is_share(&self) -> bool {
        self.unit.dimension == Dimension::Share
    }

    /// See [`is_like`].
    pub fn is_like(&self, other: &Item) -> bool {
        is_like(&self.unit, &other.unit)
    }

    /// The number in its base unit: 元, 人, and for a share a fraction of 1. `None` if it does not
    /// fit a [`Dec`].
    pub fn base(&self) -> Option<Dec> {
        self.unit.to_base(self.number)
    }

    /// See [`half_of`].
    pub fn half(&self) -> Option<Dec> {
        half_of(self.number, &self.unit)
    }

    /// Whether its label contains one of the words.
    pub fn is_labelled(&self, words: &[&str]) -> bool {
        contains_any(&self.label, words)
    }
}

/// The year that a date begins with.
fn year_of(date: &str) -> Option<i32> {
    date.get(..4)?.parse().ok()
}

/// By how much rounding may have changed a number: half a unit of its last printed place, in base
/// units; 0 for whole counts. `None` if it does not fit a [`Dec`].
pub fn half_of(number: Dec, unit: &Unit) -> Option<Dec> {
    if unit.dimension != Dimension::Money && unit.power == 0 && number.decimals() == 0 {
        return Some(Dec::ZERO);
    }
    Dec::new(5, number.decimals().checked_add(1)?).shift(unit.power)
}

/// Whether both count the same thing, in units of one kind; 人, 名 and 位 all count people.
pub fn is_like(one: &Unit, other: &Unit) -> bool {
    kind_of(&one.noun) == kind_of(&other.noun)
        && !one.noun.is_empty()
        && one.dimension == other.dimension
}

/// A noun for all those that count the same thing.
pub fn kind_of(noun: &str) -> &str {
    match noun {
        "名" | "位" => "人",
        other => other,
    }
}

impl Builder {
    fn add(&mut self, scan: &Scan, index: usize, token: &Spanned) {
        match &token.token {
            Token::Quantity { number, unit, vague } => {
                let is_mark =
                    |at: Option<usize>, marks: &[char]| match at.and_then(|at| scan.token(at)) {
                        Some(Token::Mark(mark)) => marks.contains(mark),
                        _ => false,
                    };
                let operand = is_mark(index.checked_sub(1), &['+', '*', '/', '÷', '-', '~'])
                    || is_mark(Some(index + 1), &['+', '*', '/', '÷', '-', '~', '=']);
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
                    year: self.year,
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
                if token.token == Token::Calendar {
                    self.year = year_of(&words).or(self.year);
                }
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
