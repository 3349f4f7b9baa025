//! One cell: the text exactly as typed, what it means, and where it stands.

use std::sync::OnceLock;

use serde_json::Value as Json;

use super::pointer::Place;
use crate::narrative::claim::{Claim, claims};
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::unit::Unit;
use crate::value::{Column, Value};

/// A cell of a form. A cell the form does not have is an absent [`Option`]; one that is there and blank is [`Value::Blank`].
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Exactly as typed; every message quotes it.
    pub text: String,
    /// What it was read as.
    pub column: Column,
    pub value: Value,
    pub place: Place,
    /// See [`Cell::claims`].
    claims: OnceLock<Vec<Claim>>,
}

impl Cell {
    pub(super) fn read(json: &Json, column: Column, money: &Unit, place: Place) -> Result<Cell, Box<super::ShapeError>> {
        let text = match json {
            Json::Null => String::new(),
            Json::String(text) => text.clone(),
            Json::Number(number) => number.to_string(),
            _ => return Err(Box::new(super::ShapeError::new(place.pointer(), super::Expected::Cell, json))),
        };
        let value = Value::read(&text, column, money);
        Ok(Cell { text, column, value, place, claims: OnceLock::new() })
    }

    /// What its sentences claim; read once, however many rules ask.
    pub fn claims(&self) -> &[Claim] {
        self.claims.get_or_init(|| claims(&self.text))
    }

    /// What stands between two UTF-16 offsets of its text, without white space and the backslashes of formulas.
    pub fn quoted(&self, (start, end): (usize, usize)) -> String {
        let mut offset = 0usize;
        let inside = |c: &char| {
            let at = offset;
            offset += c.len_utf16();
            (start..end).contains(&at) && !c.is_whitespace() && *c != '\\'
        };
        self.text.chars().filter(inside).collect()
    }

    pub fn figure(&self) -> Option<&Figure> {
        self.value.figure()
    }

    /// The number as printed, without its unit: points, rates, counts.
    pub fn number(&self) -> Option<Dec> {
        self.figure().map(|figure| figure.number)
    }

    /// The amount in 元.
    pub fn amount(&self) -> Option<Dec> {
        self.figure().and_then(Figure::base)
    }
}

/// What one asks of a cell that the form may not have.
pub trait MaybeCell {
    fn cell(&self) -> Option<&Cell>;

    /// There and blank: somebody still has to fill it in.
    fn is_blank(&self) -> bool {
        self.cell().is_some_and(|cell| cell.value.is_blank())
    }

    /// Absent, blank or not applicable.
    fn is_empty(&self) -> bool {
        self.cell().is_none_or(|cell| cell.value.is_empty())
    }

    /// Answered with 不适用 or one of its kin.
    fn is_not_applicable(&self) -> bool {
        self.cell().is_some_and(|cell| cell.value == Value::NotApplicable)
    }

    fn is_unreadable(&self) -> bool {
        self.cell().is_some_and(|cell| matches!(cell.value, Value::Unreadable(_)))
    }

    /// The number as printed.
    fn number(&self) -> Option<Dec> {
        self.cell().and_then(Cell::number)
    }

    /// The amount in 元.
    fn amount(&self) -> Option<Dec> {
        self.cell().and_then(Cell::amount)
    }

    /// The text, trimmed; empty where there is none.
    fn text(&self) -> &str {
        self.cell().map_or("", |cell| cell.text.trim())
    }
}

impl MaybeCell for Option<Cell> {
    fn cell(&self) -> Option<&Cell> {
        self.as_ref()
    }
}
