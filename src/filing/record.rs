//! How the parts of a filing are declared.
//!
//! A part is declared once, with the column of each of its cells; the Rust type, its reading from JSON with a pointer in every error,
//! the walk over its cells and its TypeScript interface all follow from that one declaration.

/// Declares a record: `field "key": kind(What)`, where kind is
/// `cell(Column)`, `cells(Column)` (a list), `one(Record)`, `many(Record)`, `flag()`, or `flat(Record)` (keys of the same object).
macro_rules! record {
    ($( #[doc = $doc:literal] )* $name:ident { $( $( #[doc = $field_doc:literal] )* $field:ident $key:literal : $kind:ident ( $($arg:ident)? ) ),* $(,)? }) => {
        $( #[doc = $doc] )*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            /// Where it stands in the filing.
            pub at: $crate::filing::pointer::Path,
            $( $( #[doc = $field_doc] )* pub $field: $crate::filing::record::field_type!($kind $($arg)?), )*
        }

        impl $crate::filing::record::Record for $name {
            fn read(source: &$crate::filing::record::Source<'_>) -> Result<Self, $crate::filing::ShapeError> {
                Ok($name {
                    at: $crate::filing::pointer::Path(source.at.clone()),
                    $( $field: $crate::filing::record::field_read!(source $key $kind $($arg)?), )*
                })
            }

            fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a $crate::filing::Cell)) {
                let _ = &to;
                $( $crate::filing::record::field_visit!(self.$field, to, $kind); )*
            }

            const TYPESCRIPT: &'static str = concat!(
                $( $crate::filing::record::field_typescript!($key $kind $($arg)?), )*
            );
        }
    };
}

macro_rules! field_type {
    (cell $column:ident) => { Option<$crate::filing::Cell> };
    (cells $column:ident) => { Vec<$crate::filing::Cell> };
    (one $record:ident) => { Option<$record> };
    (many $record:ident) => { Vec<$record> };
    (flat $record:ident) => { $record };
    (flag) => { bool };
}

macro_rules! field_read {
    ($source:ident $key:literal cell $column:ident) => {
        $source.cell($key, $crate::value::Column::$column)?
    };
    ($source:ident $key:literal cells $column:ident) => {
        $source.cells($key, $crate::value::Column::$column)?
    };
    ($source:ident $key:literal one $record:ident) => {
        $source.one::<$record>($key)?
    };
    ($source:ident $key:literal many $record:ident) => {
        $source.many::<$record>($key)?
    };
    ($source:ident $key:literal flat $record:ident) => {
        <$record as $crate::filing::record::Record>::read($source)?
    };
    ($source:ident $key:literal flag) => {
        $source.flag($key)?
    };
}

macro_rules! field_visit {
    ($field:expr, $to:ident, cell) => {
        $field.iter().for_each(&mut *$to)
    };
    ($field:expr, $to:ident, cells) => {
        $field.iter().for_each(&mut *$to)
    };
    ($field:expr, $to:ident, one) => {
        $field.iter().for_each(|record| $crate::filing::record::Record::visit(record, $to))
    };
    ($field:expr, $to:ident, many) => {
        $field.iter().for_each(|record| $crate::filing::record::Record::visit(record, $to))
    };
    ($field:expr, $to:ident, flat) => {
        $crate::filing::record::Record::visit(&$field, $to)
    };
    ($field:expr, $to:ident, flag) => {};
}

macro_rules! field_typescript {
    ($key:literal cell $column:ident) => {
        concat!("  ", $key, "?: Cell;\n")
    };
    ($key:literal cells $column:ident) => {
        concat!("  ", $key, "?: Cell[];\n")
    };
    ($key:literal one $record:ident) => {
        concat!("  ", $key, "?: ", stringify!($record), ";\n")
    };
    ($key:literal many $record:ident) => {
        concat!("  ", $key, "?: ", stringify!($record), "[];\n")
    };
    ($key:literal flat $record:ident) => {
        ""
    };
    ($key:literal flag) => {
        concat!("  ", $key, "?: boolean;\n")
    };
}

pub(crate) use {field_read, field_type, field_typescript, field_visit, record};

use serde_json::{Map, Value as Json};

use super::pointer::{At, Key, Place, child};
use super::{Cell, Expected, ShapeError};
use crate::value::Column;
use crate::value::unit::Unit;

/// What [`record!`] gives every record.
pub trait Record: Sized {
    fn read(source: &Source<'_>) -> Result<Self, ShapeError>;

    /// Every cell of it, in the order of the form.
    fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell));

    /// The members of its TypeScript interface.
    const TYPESCRIPT: &'static str;
}

/// A JSON object being read as a record.
pub struct Source<'a> {
    pub at: At,
    members: &'a Map<String, Json>,
    /// The unit of money cells that carry none of their own.
    money: &'a Unit,
}

impl<'a> Source<'a> {
    pub fn new(json: &'a Json, at: At, money: &'a Unit) -> Result<Self, ShapeError> {
        match json {
            Json::Object(members) => Ok(Source { at, members, money }),
            other => Err(ShapeError::new(at.to_string(), Expected::Object, other)),
        }
    }

    pub fn cell(&self, key: &'static str, column: Column) -> Result<Option<Cell>, ShapeError> {
        let place = || Place { record: self.at.clone(), key: Key::Name(key) };
        self.members.get(key).map(|json| Cell::read(json, column, self.money, place())).transpose()
    }

    pub fn cells(&self, key: &'static str, column: Column) -> Result<Vec<Cell>, ShapeError> {
        let at = child(&self.at, key);
        let read = |(index, json)| Cell::read(json, column, self.money, Place { record: at.clone(), key: Key::Index(index) });
        self.list(key)?.iter().enumerate().map(read).collect()
    }

    pub fn one<R: Record>(&self, key: &'static str) -> Result<Option<R>, ShapeError> {
        match self.members.get(key) {
            None | Some(Json::Null) => Ok(None),
            Some(json) => R::read(&Source::new(json, child(&self.at, key), self.money)?).map(Some),
        }
    }

    pub fn many<R: Record>(&self, key: &'static str) -> Result<Vec<R>, ShapeError> {
        let at = child(&self.at, key);
        let read = |(index, json)| R::read(&Source::new(json, child(&at, index), self.money)?);
        self.list(key)?.iter().enumerate().map(read).collect()
    }

    pub fn flag(&self, key: &'static str) -> Result<bool, ShapeError> {
        match self.members.get(key) {
            None | Some(Json::Null) => Ok(false),
            Some(Json::Bool(flag)) => Ok(*flag),
            Some(other) => Err(ShapeError::new(child(&self.at, key).to_string(), Expected::Boolean, other)),
        }
    }

    fn list(&self, key: &'static str) -> Result<&'a [Json], ShapeError> {
        match self.members.get(key) {
            None | Some(Json::Null) => Ok(&[]),
            Some(Json::Array(items)) => Ok(items),
            Some(other) => Err(ShapeError::new(child(&self.at, key).to_string(), Expected::List, other)),
        }
    }
}
