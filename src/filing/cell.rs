//! One cell: the text exactly as typed, what it means, and where it is.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Ordering;

use super::Memo;
use super::pointer::Place;
use super::reads::{self, Look};
use crate::json::{Json, Number};
use crate::narrative::claim::Claim;
use crate::narrative::dated::Dated;
use crate::narrative::prose::Prose;
use crate::value::date::Date;
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::text::{Running, TextClass, bare_level, compact_with_class, level_key, name_key};
use crate::value::unit::{Dimension, Unit};
use crate::value::{Column, Columns, Value, Words};

/// A cell of a form. A cell that the form does not have is a `None` of [`Option`]; a blank one is
/// [`Value::Blank`].
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Exactly as typed; every message quotes it.
    text: String,
    /// The column that it was read by.
    pub column: Column,
    value: Value,
    /// Where it is in the filing.
    pub place: Place,
    /// Which kinds of characters the text contains.
    class: TextClass,
    written: Written,
    kept: Memo<Box<Kept>>,
}

/// The cell's type in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Written {
    Null,
    Number,
    Text,
}

/// Results that several rules derive from one cell's text.
#[derive(Clone, Debug, Default)]
struct Kept {
    compact: OnceCell<String>,
    name_key: OnceCell<String>,
    level_key: OnceCell<String>,
    running: OnceCell<Running>,
    prose: OnceCell<Prose>,
    marks: OnceCell<Vec<(usize, usize)>>,
}

impl Cell {
    pub(super) fn read(
        json: &Json<'_>,
        column: Column,
        money: &Unit,
        place: Place,
    ) -> Result<Cell, Box<super::ShapeError>> {
        let (text, written) = match json {
            Json::Null => (String::new(), Written::Null),
            Json::String(text) => (text.clone().into_owned(), Written::Text),
            Json::Number(number) => (number.as_str().to_owned(), Written::Number),
            _ => {
                return Err(Box::new(super::ShapeError::new(
                    place.pointer(),
                    super::Expected::Cell,
                    json,
                )));
            }
        };
        let class = TextClass::of(&text);
        let value = Value::read_with_class(&text, class, column, money);
        Ok(Cell { text, column, value, place, class, written, kept: Memo::default() })
    }

    /// The cell with a new value.
    pub(crate) fn retyped(&self, json: &Json<'_>, money: &Unit) -> Result<Cell, super::ShapeError> {
        Cell::read(json, self.column, money, self.place.clone()).map_err(|error| *error)
    }

    /// The columns that it is read by.
    pub(crate) fn columns(&self) -> Columns {
        self.value.columns(self.column)
    }

    /// Whether both hold the same kind of value.
    pub(crate) fn is_alike(&self, other: &Cell) -> bool {
        self.value.is_alike(&other.value)
    }

    /// Every access to the cell's content must call this first.
    fn look(&self, look: Look) {
        reads::watch(look, self.column, &self.value, &self.place);
    }

    /// Exactly as typed; every message quotes it.
    #[inline]
    pub fn text(&self) -> &str {
        self.look(Look::AtValue);
        &self.text
    }

    /// What the text means in its column.
    #[inline]
    pub fn value(&self) -> &Value {
        self.look(Look::AtValue);
        &self.value
    }

    /// Which kinds of characters the text contains.
    #[inline]
    pub fn class(&self) -> TextClass {
        self.look(Look::AtValue);
        self.class
    }

    /// See [`Value::is_blank`].
    pub fn is_blank(&self) -> bool {
        self.look(Look::AtKind);
        self.value.is_blank()
    }

    /// See [`Value::is_empty`].
    pub fn is_empty(&self) -> bool {
        self.look(Look::AtKind);
        self.value.is_empty()
    }

    /// Whether it is answered with 不适用 or a synonym.
    pub fn is_not_applicable(&self) -> bool {
        self.look(Look::AtKind);
        self.value == Value::NotApplicable
    }

    pub fn is_unreadable(&self) -> bool {
        self.look(Look::AtKind);
        matches!(self.value, Value::Unreadable(_))
    }

    /// Whether its figure is above, at or below zero; `None` if it has no figure.
    pub fn sign(&self) -> Option<Ordering> {
        self.look(Look::AtKind);
        self.value.figure().map(|figure| figure.number.cmp(&Dec::ZERO))
    }

    /// What its figure measures; `None` if it has no figure.
    pub fn dimension(&self) -> Option<Dimension> {
        self.look(Look::AtKind);
        self.value.figure().map(|figure| figure.unit.dimension)
    }

    /// See [`Value::figure`].
    pub fn figure(&self) -> Option<&Figure> {
        self.look_for(self.value.figure(), Look::AtKind)
    }

    /// See [`Value::date`].
    pub fn date(&self) -> Option<Date> {
        self.look_for(self.value.date(), Look::For(Column::Date))
    }

    /// See [`Value::words`].
    pub fn words(&self) -> Option<&Words> {
        self.look_for(self.value.words(), Look::For(Column::Words))
    }

    /// Records an access to one kind of value, or `otherwise` if the value is of another kind.
    fn look_for<T>(&self, value: Option<T>, otherwise: Look) -> Option<T> {
        self.look(if value.is_some() { Look::AtValue } else { otherwise });
        value
    }

    /// The number as printed, without its unit: points, rates, counts.
    pub fn number(&self) -> Option<Dec> {
        self.figure().map(|figure| figure.number)
    }

    /// The amount in 元.
    pub fn amount(&self) -> Option<Dec> {
        self.figure().and_then(Figure::base)
    }

    /// The cell as in JSON.
    pub fn to_json(&self) -> Json<'_> {
        self.look(Look::AtValue);
        match &self.written {
            Written::Null => Json::Null,
            Written::Number => {
                Number::read(Cow::Borrowed(&*self.text)).map_or_else(Json::String, Json::Number)
            }
            Written::Text => Json::String(Cow::Borrowed(&self.text)),
        }
    }

    fn kept(&self) -> &Kept {
        self.kept.get(Box::default)
    }

    /// See [`compact`](crate::value::text::compact).
    pub fn compact(&self) -> &str {
        self.look(Look::AtValue);
        if self.class.is_compact() {
            &self.text
        } else {
            self.kept()
                .compact
                .get_or_init(|| compact_with_class(&self.text, self.class).into_owned())
        }
    }

    /// See [`name_key`].
    pub fn name_key(&self) -> &str {
        self.look(Look::AtValue);
        if self.class.is_plain() {
            &self.text
        } else {
            self.kept().name_key.get_or_init(|| name_key(&self.text))
        }
    }

    /// See [`level_key`].
    pub fn level_key(&self) -> &str {
        self.look(Look::AtValue);
        if self.class.is_plain() {
            bare_level(&self.text)
        } else {
            self.kept().level_key.get_or_init(|| level_key(&self.text).into_owned())
        }
    }

    /// Its text as it runs on.
    pub fn running(&self) -> &Running {
        self.look(Look::AtValue);
        self.kept().running.get_or_init(|| Running::of(&self.text))
    }

    /// Its sentences, read once for all rules.
    pub fn prose(&self) -> &Prose {
        self.look(Look::AtValue);
        self.kept().prose.get_or_init(|| Prose::read(&self.text))
    }

    /// What its sentences claim.
    pub fn claims(&self) -> &[Claim] {
        &self.prose().claims
    }

    /// Its sentences with dates.
    pub fn sentences(&self) -> &[Dated] {
        &self.prose().dated
    }

    /// The text between two UTF-16 offsets, without white space and the backslashes of formulas.
    pub fn quoted(&self, (start, end): (usize, usize)) -> String {
        let text = self.text();
        let (from, byte) = if start < MARK {
            (0, 0)
        } else {
            let marks = self.kept().marks.get_or_init(|| marks(text));
            marks.get(start / MARK).or(marks.last()).copied().unwrap_or((0, 0))
        };
        let chars = text.get(byte..).unwrap_or("").chars();
        chars
            .scan(from, |offset, c| {
                let at = *offset;
                *offset += c.len_utf16();
                (at < end).then_some((at, c))
            })
            .filter(|(at, c)| *at >= start && !c.is_whitespace() && *c != '\\')
            .map(|(_, c)| c)
            .collect()
    }
}

/// A long text is marked each time so many UTF-16 units are passed.
const MARK: usize = 1024;

/// For each mark of a text, the UTF-16 offset and the byte of the first character from there on:
/// what is quoted from a long text need not be searched from its start.
fn marks(text: &str) -> Vec<(usize, usize)> {
    let mut marks = Vec::new();
    let mut offset = 0;
    for (byte, c) in text.char_indices() {
        if offset >= marks.len() * MARK {
            marks.push((offset, byte));
        }
        offset += c.len_utf16();
    }
    marks
}

/// `value` written in the cell's style: with the same sign before it and the same unit after it
/// (`20092.71万` → `2092.71万`).
pub fn as_typed(cell: &Cell, value: Dec) -> String {
    let text = cell.text();
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    match (text.find(is_digit), text.rfind(is_digit)) {
        (Some(first), Some(last)) => {
            let before = text.get(..first).unwrap_or("").trim_end_matches(['-', '－', '(', '（']);
            let digit = text.get(last..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
            let after = text
                .get(last + digit..)
                .unwrap_or("")
                .trim_start_matches([')', '）', '.', '．', ',', '，']);
            format!("{}{value}{}", before.trim_start(), after.trim_end())
        }
        _ => value.to_string(),
    }
}

/// A cell that the form may not have.
pub trait MaybeCell {
    /// The cell, where the form has it.
    fn cell(&self) -> Option<&Cell>;

    /// Whether it is there and still has to be filled in.
    fn is_blank(&self) -> bool {
        self.cell().is_some_and(Cell::is_blank)
    }

    /// Whether it is absent, blank or not applicable.
    fn is_empty(&self) -> bool {
        self.cell().is_none_or(Cell::is_empty)
    }

    /// Whether it is answered with 不适用 or a synonym.
    fn is_not_applicable(&self) -> bool {
        self.cell().is_some_and(Cell::is_not_applicable)
    }

    /// Whether it has a content that its column cannot interpret.
    fn is_unreadable(&self) -> bool {
        self.cell().is_some_and(Cell::is_unreadable)
    }

    /// See [`Cell::sign`].
    fn sign(&self) -> Option<Ordering> {
        self.cell().and_then(Cell::sign)
    }

    /// The number as printed.
    fn number(&self) -> Option<Dec> {
        self.cell().and_then(Cell::number)
    }

    /// The amount in 元.
    fn amount(&self) -> Option<Dec> {
        self.cell().and_then(Cell::amount)
    }

    /// The text without surrounding space; empty if there is no cell.
    fn trimmed(&self) -> &str {
        self.cell().map_or("", |cell| cell.text().trim())
    }

    /// See [`Cell::compact`].
    fn compact(&self) -> &str {
        self.cell().map_or("", Cell::compact)
    }

    /// See [`Cell::name_key`].
    fn name_key(&self) -> &str {
        self.cell().map_or("", Cell::name_key)
    }

    /// See [`Cell::level_key`].
    fn level_key(&self) -> &str {
        self.cell().map_or("", Cell::level_key)
    }
}

impl MaybeCell for Option<Cell> {
    fn cell(&self) -> Option<&Cell> {
        self.as_ref()
    }
}
