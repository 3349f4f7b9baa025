//! How the parts of a filing are declared.
//!
//! A part is declared once, with the column of each of its cells; the Rust type, its reading from
//! JSON with a pointer in every error, the walk over its cells and its TypeScript interface all
//! follow from that one declaration.

/// Declares a record: `field "key": kind(What)`, where kind is `cell(Column)`, `cells(Column)` (a
/// list), `one(Record)`, `many(Record)`, `flag()`, or `flat(Record)` (keys of the same object).
///
/// Where the contract requires a key or narrows its type, the TypeScript says so: `main(Record)`,
/// `rows(Record)`, `prose()`, `choice("TypeScript type")`; `memo(Type)` is no part of the document:
/// what is worked out from a record once. Reading is lenient all the same: a missing list is an
/// empty one.
macro_rules! record {
    ($( #[doc = $doc:literal] )* $name:ident { $( $( #[doc = $field_doc:literal] )* $field:ident $key:literal : $kind:ident ( $($what:tt)? ) ),* $(,)? }) => {
        $( #[doc = $doc] )*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            /// Where it stands in the filing.
            pub at: $crate::filing::pointer::Path,
            $( $( #[doc = $field_doc] )* pub $field: $crate::filing::record::field!(type $kind $($what)?), )*
        }

        impl $crate::filing::record::Record for $name {
            fn fill(&mut self, source: &$crate::filing::record::Source<'_>) -> $crate::filing::record::Filled {
                self.at = $crate::filing::pointer::Path(source.at.clone());
                $( $crate::filing::record::field!(fill (self.$field) source $key $kind $($what)?)?; )*
                Ok(())
            }

            fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a $crate::filing::Cell)) {
                let _ = &to;
                $( $crate::filing::record::field!(visit (self.$field) to $kind); )*
            }

            fn cell_at(&mut self, path: &str) -> Option<&mut $crate::filing::Cell> {
                let (key, rest) = path.split_once('/').unwrap_or((path, ""));
                let _ = (key, rest);
                $( $crate::filing::record::field!(forget (self.$field) $kind); )*
                $( $crate::filing::record::field!(find (self.$field) $key path key rest $kind); )*
                None
            }

            const TYPESCRIPT: &'static str =
                concat!( $( $( "  /**", $field_doc, " */\n", )* $crate::filing::record::field!(typescript $key $kind $($what)?), )* );
        }
    };
}

/// One field of a record, in each of the four things that follow from its declaration.
#[rustfmt::skip]
macro_rules! field {
    (type cell $column:ident) => { Option<$crate::filing::Cell> };
    (type choice $type:literal) => { Option<$crate::filing::Cell> };
    (type prose) => { Option<$crate::filing::Cell> };
    (type cells $column:ident) => { Vec<$crate::filing::Cell> };
    (type one $record:ident) => { Option<$record> };
    (type main $record:ident) => { Option<$record> };
    (type many $record:ident) => { Vec<$record> };
    (type rows $record:ident) => { Vec<$record> };
    (type flat $record:ident) => { $record };
    (type flag) => { bool };
    (type memo $type:ty) => { $crate::filing::Memo<$type> };

    (fill $field:tt $source:ident $key:literal cell $column:ident) => { $source.cell($key, $crate::value::Column::$column, &mut $field) };
    (fill $field:tt $source:ident $key:literal choice $type:literal) => { $source.cell($key, $crate::value::Column::Words, &mut $field) };
    (fill $field:tt $source:ident $key:literal prose) => { $source.cell($key, $crate::value::Column::Prose, &mut $field) };
    (fill $field:tt $source:ident $key:literal cells $column:ident) => { $source.cells($key, $crate::value::Column::$column, &mut $field) };
    (fill $field:tt $source:ident $key:literal one $record:ident) => { $source.one($key, &mut $field) };
    (fill $field:tt $source:ident $key:literal main $record:ident) => { $source.one($key, &mut $field) };
    (fill $field:tt $source:ident $key:literal many $record:ident) => { $source.many($key, &mut $field) };
    (fill $field:tt $source:ident $key:literal rows $record:ident) => { $source.many($key, &mut $field) };
    (fill $field:tt $source:ident $key:literal flat $record:ident) => { $crate::filing::record::Record::fill(&mut $field, $source) };
    (fill $field:tt $source:ident $key:literal flag) => { $source.flag($key, &mut $field) };
    (fill $field:tt $source:ident $key:literal memo $type:ty) => { Ok::<(), Box<$crate::filing::ShapeError>>(()) };

    (visit $field:tt $to:ident flag) => {};
    (visit $field:tt $to:ident memo) => {};
    (visit $field:tt $to:ident flat) => { $crate::filing::record::Record::visit(&$field, $to) };
    (visit $field:tt $to:ident cell) => { $field.iter().for_each(&mut *$to) };
    (visit $field:tt $to:ident choice) => { $field.iter().for_each(&mut *$to) };
    (visit $field:tt $to:ident prose) => { $field.iter().for_each(&mut *$to) };
    (visit $field:tt $to:ident cells) => { $field.iter().for_each(&mut *$to) };
    (visit $field:tt $to:ident $records:ident) => {
        $field.iter().for_each(|record| $crate::filing::record::Record::visit(record, $to))
    };

    (forget $field:tt memo) => { $field.forget() };
    (forget $field:tt $kind:ident) => {};

    (find $field:tt $name:literal $path:ident $key:ident $rest:ident flag) => {};
    (find $field:tt $name:literal $path:ident $key:ident $rest:ident memo) => {};
    (find $field:tt $name:literal $path:ident $key:ident $rest:ident flat) => {
        if let Some(cell) = $crate::filing::record::Record::cell_at(&mut $field, $path) { return Some(cell); }
    };
    (find $field:tt $name:literal $path:ident $key:ident $rest:ident cell) => { if $key == $name && $rest.is_empty() { return $field.as_mut(); } };
    (find $field:tt $name:literal $path:ident $key:ident $rest:ident choice) => { if $key == $name && $rest.is_empty() { return $field.as_mut(); } };
    (find $field:tt $name:literal $path:ident $key:ident $rest:ident prose) => { if $key == $name && $rest.is_empty() { return $field.as_mut(); } };
    (find $field:tt $name:literal $path:ident $key:ident $rest:ident cells) => { if $key == $name { return $field.get_mut($rest.parse::<usize>().ok()?); } };
    (find $field:tt $name:literal $path:ident $key:ident $rest:ident one) => {
        if $key == $name { return $crate::filing::record::Record::cell_at($field.as_mut()?, $rest); }
    };
    (find $field:tt $name:literal $path:ident $key:ident $rest:ident main) => {
        if $key == $name { return $crate::filing::record::Record::cell_at($field.as_mut()?, $rest); }
    };
    (find $field:tt $name:literal $path:ident $key:ident $rest:ident $many:ident) => {
        if $key == $name {
            let (index, rest) = $rest.split_once('/')?;
            return $crate::filing::record::Record::cell_at($field.get_mut(index.parse::<usize>().ok()?)?, rest);
        }
    };

    (typescript $key:literal cell $column:ident) => { concat!("  ", $key, "?: Cell;\n") };
    (typescript $key:literal choice $type:literal) => { concat!("  ", $key, "?: ", $type, ";\n") };
    (typescript $key:literal prose) => { concat!("  ", $key, ": string;\n") };
    (typescript $key:literal cells $column:ident) => { concat!("  ", $key, "?: Cell[];\n") };
    (typescript $key:literal one $record:ident) => { concat!("  ", $key, "?: ", stringify!($record), ";\n") };
    (typescript $key:literal main $record:ident) => { concat!("  ", $key, ": ", stringify!($record), ";\n") };
    (typescript $key:literal many $record:ident) => { concat!("  ", $key, "?: ", stringify!($record), "[];\n") };
    (typescript $key:literal rows $record:ident) => { concat!("  ", $key, ": ", stringify!($record), "[];\n") };
    (typescript $key:literal flat $record:ident) => { "" };
    (typescript $key:literal memo $type:ty) => { "" };
    (typescript $key:literal flag) => { concat!("  ", $key, "?: boolean;\n") };
}

pub(crate) use {field, record};

use std::cell::Cell as Counter;

use super::pointer::{At, Key, Order, Place, child};
use super::{Cell, Expected, ShapeError};
use crate::json::{Json, Members};
use crate::value::Column;
use crate::value::unit::Unit;

/// Nothing, or what is wrong; boxed, since every field of every record passes one on.
pub type Filled = Result<(), Box<ShapeError>>;

/// What [`record!`] gives every record.
pub trait Record: Default {
    /// Fills the record from a JSON object. Fields are filled in place: a record of twenty cells is
    /// twenty calls and nothing more.
    fn fill(&mut self, source: &Source<'_>) -> Filled;

    /// Every cell of it, in the order of the form.
    fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell));

    /// The cell at a path within it, to be put anew; what was worked out from the records on the
    /// way is forgotten.
    fn cell_at(&mut self, path: &str) -> Option<&mut Cell>;

    /// The members of its TypeScript interface.
    const TYPESCRIPT: &'static str;
}

/// A JSON object being read as a record.
pub struct Source<'a> {
    pub at: At,
    members: &'a Members<'a>,
    document: &'a Reading<'a>,
}

/// What all the records of one document share while it is read.
pub struct Reading<'a> {
    /// The unit of money cells that carry none of their own.
    pub money: &'a Unit,
    /// Where the next cell stands.
    next: Counter<Order>,
}

impl<'a> Reading<'a> {
    pub fn new(first: Order, money: &'a Unit) -> Reading<'a> {
        Reading { money, next: Counter::new(first) }
    }

    fn next(&self) -> Order {
        let order = self.next.get();
        self.next.set(Order { cell: order.cell.saturating_add(1), ..order });
        order
    }
}

impl<'a> Source<'a> {
    pub fn new(
        json: &'a Json<'a>,
        at: At,
        document: &'a Reading<'a>,
    ) -> Result<Self, Box<ShapeError>> {
        match json {
            Json::Object(members) => Ok(Source { at, members, document }),
            other => Err(Box::new(ShapeError::new(at.to_string(), Expected::Object, other))),
        }
    }

    /// The place of one of its members; what is read next is its first cell.
    fn child(&self, key: &str) -> At {
        child(&self.at, key, self.document.next.get())
    }

    fn get(&self, key: &str) -> Option<&'a Json<'a>> {
        self.members.get(key)
    }

    fn read(
        &self,
        json: &Json<'_>,
        column: Column,
        record: &At,
        key: Key,
    ) -> Result<Cell, Box<ShapeError>> {
        Cell::read(
            json,
            column,
            self.document.money,
            Place { record: record.clone(), key, order: self.document.next() },
        )
    }

    pub fn cell(&self, key: &'static str, column: Column, into: &mut Option<Cell>) -> Filled {
        if let Some(json) = self.get(key) {
            *into = Some(self.read(json, column, &self.at, Key::Name(key))?);
        }
        Ok(())
    }

    pub fn cells(&self, key: &'static str, column: Column, into: &mut Vec<Cell>) -> Filled {
        let items = self.list(key)?;
        if !items.is_empty() {
            let at = self.child(key);
            for (index, json) in items.iter().enumerate() {
                into.push(self.read(json, column, &at, Key::Index(index))?);
            }
        }
        Ok(())
    }

    pub fn one<R: Record>(&self, key: &'static str, into: &mut Option<R>) -> Filled {
        match self.get(key) {
            None | Some(Json::Null) => Ok(()),
            Some(json) => {
                into.insert(R::default()).fill(&Source::new(json, self.child(key), self.document)?)
            }
        }
    }

    pub fn many<R: Record>(&self, key: &'static str, into: &mut Vec<R>) -> Filled {
        let items = self.list(key)?;
        if !items.is_empty() {
            let at = self.child(key);
            into.resize_with(items.len(), R::default);
            for (index, (json, record)) in items.iter().zip(into).enumerate() {
                record.fill(&Source::new(
                    json,
                    child(&at, &index.to_string(), self.document.next.get()),
                    self.document,
                )?)?;
            }
        }
        Ok(())
    }

    pub fn flag(&self, key: &'static str, into: &mut bool) -> Filled {
        match self.get(key) {
            None | Some(Json::Null) => {}
            Some(Json::Bool(flag)) => *into = *flag,
            Some(other) => {
                return Err(Box::new(ShapeError::new(
                    self.child(key).to_string(),
                    Expected::Boolean,
                    other,
                )));
            }
        }
        Ok(())
    }

    fn list(&self, key: &'static str) -> Result<&'a [Json<'a>], Box<ShapeError>> {
        match self.get(key) {
            None | Some(Json::Null) => Ok(&[]),
            Some(Json::Array(items)) => Ok(items),
            Some(other) => {
                Err(Box::new(ShapeError::new(self.child(key).to_string(), Expected::List, other)))
            }
        }
    }
}
