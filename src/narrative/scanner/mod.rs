//! Reads official prose into tokens, and the tokens into sentences of [`Item`]s: quantities with
//! the words that name them.
//!
//! Every token has its UTF-16 offsets in the text as typed. Spaces and line breaks inside sentences
//! do not separate; titles in `《…》`, dates, list numbers and numbers of documents
//! (`〔2025〕22号`) are not quantities.

mod fold;
mod sentences;
mod tokens;
mod units;

pub use sentences::{Item, Sentence, half_of, is_like, kind_of};

use core::ops::Range;

use crate::value::number::Dec;
use crate::value::unit::Unit;

/// A text, read into tokens.
pub struct Scan {
    /// The folded text.
    chars: Vec<char>,
    /// The UTF-16 offsets of start and end of each character in the text as typed.
    offsets: Vec<(usize, usize)>,
    /// The tokens in the order of the text.
    pub tokens: Vec<Spanned>,
}

/// A token, and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned {
    /// The token.
    pub token: Token,
    /// The range of its characters in the folded text.
    pub chars: Range<usize>,
}

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A number with its unit.
    Quantity {
        /// As printed, in `unit`.
        number: Dec,
        /// Bare if none is printed.
        unit: Unit,
        /// It is an approximation or a limit: 约, 余, 以上.
        vague: bool,
    },
    /// A date, a month, a year.
    Calendar,
    /// `1.`, `①`, `(2)` at the start of a line or clause.
    ListNumber,
    /// Any other text.
    Words,
    /// 其中
    Among,
    /// Punctuation and operators, folded: `, ; : 、 ( ) = + - * / ÷ ~`.
    Mark(char),
    /// The end of a sentence, of a heading or of a cell of a table.
    Stop,
}

impl Scan {
    /// Reads a text as typed.
    pub fn new(text: &str) -> Scan {
        let mut scan = Scan { chars: Vec::new(), offsets: Vec::new(), tokens: Vec::new() };
        scan.fold(text);
        scan.tokenize();
        scan
    }

    /// The UTF-16 offsets, in the text as typed, of a range of characters.
    pub fn span(&self, chars: &Range<usize>) -> (usize, usize) {
        let start = self.offsets.get(chars.start).map_or(0, |o| o.0);
        (
            start,
            chars.end.checked_sub(1).and_then(|last| self.offsets.get(last)).map_or(start, |o| o.1),
        )
    }

    /// How many characters the folded text has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The folded text of a range of characters.
    pub fn text(&self, chars: &Range<usize>) -> String {
        self.chars.get(chars.clone()).unwrap_or(&[]).iter().collect()
    }

    /// A token by its index.
    pub fn token(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index).map(|t| &t.token)
    }

    /// The folded text of a token by its index; empty if there is none.
    pub fn token_text(&self, index: usize) -> String {
        self.tokens.get(index).map_or_else(String::new, |t| self.text(&t.chars))
    }

    /// A character of the folded text; NUL after its end.
    pub fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('\0')
    }

    /// The character `by` places before `index`; NUL before the start of the text.
    pub fn back(&self, index: usize, by: usize) -> char {
        index.checked_sub(by).map_or('\0', |index| self.at(index))
    }
}

/// Whether it is a common Chinese character.
pub fn is_cjk(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
