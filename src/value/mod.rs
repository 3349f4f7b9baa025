//! What the text of a cell means.
//!
//! A cell is parsed once, when the filing is read, by its column. Rules see [`Value`]s, never
//! text: a figure with its unit, printed precision and comparison; a date; words; not applicable;
//! blank. A text that cannot be read is a value too, so that a rule can report it.

mod column;
pub mod date;
pub mod figure;
pub mod interval;
pub mod number;
mod read;
pub mod text;
pub mod unit;
mod unreadable;

pub use column::{Column, Columns};
pub use unreadable::Unreadable;

use date::Date;
use figure::{Comparison, Figure};
use number::Dec;
use unit::Dimension;

/// What one cell means.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The cell is there and blank.
    Blank,
    /// 不适用, 无, `/`, `—`: answered, with nothing to measure.
    NotApplicable,
    /// One number, in the unit that the cell or its column gives it.
    Figure(Figure),
    /// A day, a month or a year.
    Date(Date),
    /// The comparison of a 指标性质 column; `None` for 定性.
    Sign(Option<Comparison>),
    /// A name or a description.
    Words(Words),
    /// The column needs a number or a date, and the text is neither.
    Unreadable(Unreadable),
}

/// What can be measured in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// The figures in it, in order. Only a measure (年度指标值, 实际完成值) is searched for them.
    pub figures: Vec<Figure>,
    /// Every clause of it states a figure (`第九批完成率为211.69%；第十批完成率为162.92%`), so it
    /// is a measurement, not a description.
    pub only_figures: bool,
}

impl Value {
    /// The columns whose checks may read a cell of `column` with this value. A measure may turn out
    /// to be an amount, a date or words, so checks of these columns read it too.
    pub fn columns(&self, column: Column) -> Columns {
        let read_as = match self {
            Value::Figure(figure) if figure.unit.dimension == Dimension::Money => Column::Money,
            Value::Date(_) => Column::Date,
            Value::Words(_) => Column::Words,
            _ => column,
        };
        if column == Column::Measure {
            Columns::of(&[column, read_as])
        } else {
            Columns::of(&[column])
        }
    }

    /// Whether both are of one kind: both words, or figures of one dimension and sign. Unreadable
    /// values are never alike.
    pub fn is_alike(&self, other: &Value) -> bool {
        let sign = |value: &Value| {
            value.figure().map(|figure| (figure.number.cmp(&Dec::ZERO), figure.unit.dimension))
        };
        let is_unreadable = matches!(self, Value::Unreadable(_));
        !is_unreadable
            && core::mem::discriminant(self) == core::mem::discriminant(other)
            && sign(self) == sign(other)
    }

    /// Whether nothing was typed but spaces.
    pub fn is_blank(&self) -> bool {
        matches!(self, Value::Blank)
    }

    /// Whether it is blank or not applicable, so that there is nothing to check.
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Blank | Value::NotApplicable)
    }

    /// The figure, if it is one.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Value::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// The words, if it is a text.
    pub fn words(&self) -> Option<&Words> {
        match self {
            Value::Words(words) => Some(words),
            _ => None,
        }
    }

    /// The date, if it is one.
    pub fn date(&self) -> Option<Date> {
        match self {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }
}
