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
use crate::value::text::{Running, TextClass, compact, level_key, name_key};
use crate::value::unit::{Dimension, Unit};
use crate::value::{Column, Columns, Value, Words};

/// A cell of a form. A cell the form does not have is an absent [`Option`]; one that is there and
/// blank is [`Value::Blank`].
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Exactly as typed; every message quotes it.
    text: String,
    /// What it was read as.
    pub column: Column,
    value: Value,
    /// Where it is in the filing.
    pub place: Place,
    /// Which kinds of characters the text contains.
    class: TextClass,
    written: Written,
    kept: Memo<Box<Kept>>,
}

/// What the cell was in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Written {
    Null,
    Number,
    Text,
}

/// What several rules read out of one cell's text.
#[derive(Clone, Debug, Default)]
struct Kept {
    compact: OnceCell<Box<str>>,
    name_key: OnceCell<Box<str>>,
    level_key: OnceCell<Box<str>>,
    running: OnceCell<Running>,
    prose: OnceCell<Prose>,
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

    /// The cell with something else typed into it.
    pub(crate) fn retyped(&self, json: &Json<'_>, money: &Unit) -> Result<Cell, super::ShapeError> {
        Cell::read(json, self.column, money, self.place.clone()).map_err(|error| *error)
    }

    /// The columns as which it is read.
    pub(crate) fn columns(&self) -> Columns {
        self.value.columns(self.column)
    }

    /// Do both hold the same kind of value?
    pub(crate) fn is_alike(&self, other: &Cell) -> bool {
        self.value.is_alike(&other.value)
    }

    /// Every way to see what the cell holds leads through here.
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

    /// Answered with 不适用 or one of its kin.
    pub fn is_not_applicable(&self) -> bool {
        self.look(Look::AtKind);
        self.value == Value::NotApplicable
    }

    pub fn is_unreadable(&self) -> bool {
        self.look(Look::AtKind);
        matches!(self.value, Value::Unreadable(_))
    }

    /// Is its figure above, at or below zero? `None` where it holds no figure.
    pub fn sign(&self) -> Option<Ordering> {
        self.look(Look::AtKind);
        self.value.figure().map(|figure| figure.number.cmp(&Dec::ZERO))
    }

    /// What its figure measures; `None` where it holds no figure.
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

    /// A look at one kind of value; where it is another, the look was `otherwise`.
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

    /// As it stands in JSON.
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

    /// See [`compact`].
    pub fn compact(&self) -> &str {
        self.look(Look::AtValue);
        if self.class.is_compact() {
            &self.text
        } else {
            self.kept().compact.get_or_init(|| compact(&self.text).into())
        }
    }

    /// See [`name_key`].
    pub fn name_key(&self) -> &str {
        self.look(Look::AtValue);
        self.kept().name_key.get_or_init(|| name_key(&self.text).into())
    }

    /// See [`level_key`].
    pub fn level_key(&self) -> &str {
        self.look(Look::AtValue);
        self.kept().level_key.get_or_init(|| level_key(&self.text).into())
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

    /// What is between two UTF-16 offsets of its text, without white space and the backslashes of
    /// formulas.
    pub fn quoted(&self, (start, end): (usize, usize)) -> String {
        let mut offset = 0usize;
        let inside = |c: &char| {
            let at = offset;
            offset += c.len_utf16();
            (start..end).contains(&at) && !c.is_whitespace() && *c != '\\'
        };
        self.text().chars().filter(inside).collect()
    }
}

/// `value` written the way `cell` is: with the same sign before it and the same unit behind it
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

    /// There and blank: somebody still has to fill it in.
    fn is_blank(&self) -> bool {
        self.cell().is_some_and(Cell::is_blank)
    }

    /// Absent, blank or not applicable.
    fn is_empty(&self) -> bool {
        self.cell().is_none_or(Cell::is_empty)
    }

    /// Answered with 不适用 or one of its kin.
    fn is_not_applicable(&self) -> bool {
        self.cell().is_some_and(Cell::is_not_applicable)
    }

    /// Something is there that its column cannot mean.
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

    /// The text without the space around it; empty where there is no cell.
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
