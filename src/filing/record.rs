//! Declares the records of a filing.
//!
//! A record is declared once, with the JSON key, the title and the column of each of its fields.
//! The Rust type, its reading from JSON with a pointer in every error, the iteration over its
//! cells, access to one of them, its [`Shape`] and its TypeScript interface all follow from the
//! declaration.

use std::cell::Cell as Counter;
use std::fmt::Write;

use super::pointer::{At, Field, Key, Order, Place, joined};
use super::{Cell, Expected, ShapeError};
use crate::json::{Json, Members};
use crate::value::Column;
use crate::value::unit::Unit;

/// Declares a record, one field per line:
///
/// ```text
/// Indicator {
///     /// What rustdoc and TypeScript say after the title.
///     actual "actual" "实际完成值": cell(Measure),
/// }
/// ```
/// A field is a Rust name, a JSON key, the title printed above or beside it, and its type:
/// `cell(Column)`, `cells(Column)` (a list), `one(Record)`, `many(Record)` or `flag()`.
///
/// `required` before the type and `as "type"` after it concern only TypeScript: the contract
/// requires the key, and the type of its value is narrower. Reading is lenient nevertheless: a
/// missing list is an empty one.
///
/// `NAME extends Head` is a document, which has the fields of every document before its own. `memo
/// name: Type` after the fields is a cache of what is derived from the record, not part of the
/// document.
macro_rules! record {
    (
        $( #[doc = $doc:literal] )*
        $name:ident $( extends $base:ident )? {
            $(
                $( #[doc = $more:literal] )*
                $field:ident $key:literal $title:literal : $( $kind:ident )+ ( $( $what:ident )? )
                $( as $type:literal )?
            ),* $(,)?
        }
        $( memo $memo:ident : $memo_type:ty )?
    ) => {
        $( #[doc = $doc] )*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            /// Where the record is in the filing.
            pub at: $crate::filing::pointer::Path,
            $(
                /// The members that every document has.
                pub head: $base,
            )?
            $(
                #[doc = $title]
                $( #[doc = ""] #[doc = $more] )*
                pub $field: $crate::filing::record::slot!(type $( $kind )+ $( $what )?),
            )*
            $( pub(super) $memo: $crate::filing::Memo<$memo_type>, )?
        }

        const _: () = {
            use $crate::filing::Cell;
            use $crate::filing::pointer::{Field, Path, Place};
            use $crate::filing::record::{
                Filled, Holds, Member, Record, Shape, Slot, Source, slot,
            };

            /// The fields of the record, by their Rust names.
            pub struct Fields {
                $( #[doc = $title] pub $field: &'static Field, )*
            }

            impl $name {
                /// The fields of the record itself, without those of the head.
                pub const FIELDS: Fields = Fields {
                    $( $field: &Field { key: $key, title: $title }, )*
                };

                /// The place of one of the record's cells, whether or not the form has it.
                pub fn place(&self, field: &'static Field) -> Place {
                    debug_assert!(Self::SHAPE.member(field.key).is_some(), "{field:?}");
                    self.at.place(field)
                }
            }

            impl Record for $name {
                const SHAPE: &'static Shape = &Shape {
                    name: stringify!($name),
                    extends: slot!(extends $( $base )?),
                    members: &[ $( Member {
                        field: $name::FIELDS.$field,
                        holds: slot!(holds $( $kind )+ $( $what )?),
                    }, )* ],
                };

                const TYPESCRIPT: &'static str = concat!( $(
                    "  /** ", $title, $( ".", $more, )* " */\n",
                    slot!(typescript $key $( $kind )+ $( $what )? $( as $type )?),
                )* );

                fn fill(&mut self, source: &Source<'_>) -> Filled {
                    self.at = Path(source.at.clone());
                    $( <$base as Record>::fill(&mut self.head, source)?; )?
                    $( Slot::fill(
                        &mut self.$field,
                        source,
                        $name::FIELDS.$field,
                        slot!(of $( $kind )+ $( $what )?),
                    )?; )*
                    Ok(())
                }

                fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell)) {
                    $( <$base as Record>::visit(&self.head, to); )?
                    $( Slot::visit(&self.$field, to); )*
                }

                fn cell_at(&mut self, path: &str) -> Option<&mut Cell> {
                    let (key, rest) = path.split_once('/').unwrap_or((path, ""));
                    $( self.$memo.forget(); )?
                    match key {
                        $( $key => Slot::cell_at(&mut self.$field, rest), )*
                        _ => None $( .or(<$base as Record>::cell_at(&mut self.head, path)) )?,
                    }
                }
            }
        };
    };
}

/// What depends on the type of a field: its Rust `type`, the argument that it is filled with
/// (`of`), the entry in the record's shape (`holds`), and its `typescript`.
#[rustfmt::skip]
macro_rules! slot {
    (typescript $key:literal required $( $type:tt )+) => {
        concat!("  ", $key, ": ", $crate::filing::record::slot!(ts $( $type )+), ";\n")
    };
    (typescript $key:literal $( $type:tt )+) => {
        concat!("  ", $key, "?: ", $crate::filing::record::slot!(ts $( $type )+), ";\n")
    };
    (ts $kind:ident $what:ident as $type:literal) => { $type };
    (ts cell $column:ident) => { "Cell" };
    (ts cells $column:ident) => { "Cell[]" };
    (ts one $record:ident) => { stringify!($record) };
    (ts many $record:ident) => { concat!(stringify!($record), "[]") };
    (ts flag) => { "boolean" };

    ($section:ident required $( $kind:tt )+) => {
        $crate::filing::record::slot!($section $( $kind )+)
    };

    (type cell $column:ident) => { Option<$crate::filing::Cell> };
    (type cells $column:ident) => { Vec<$crate::filing::Cell> };
    (type one $record:ident) => { Option<$record> };
    (type many $record:ident) => { Vec<$record> };
    (type flag) => { bool };

    (of cell $column:ident) => { $crate::value::Column::$column };
    (of cells $column:ident) => { $crate::value::Column::$column };
    (of $kind:ident $( $record:ident )?) => { () };

    (holds cell $column:ident) => { Holds::Cell($crate::value::Column::$column) };
    (holds cells $column:ident) => { Holds::Cells($crate::value::Column::$column) };
    (holds one $record:ident) => { Holds::Record(|| <$record as Record>::SHAPE) };
    (holds many $record:ident) => { Holds::Records(|| <$record as Record>::SHAPE) };
    (holds flag) => { Holds::Flag };

    (extends) => { None };
    (extends $base:ident) => { Some(<$base as Record>::SHAPE) };
}

pub(crate) use {record, slot};

/// Nothing, or the error; boxed, since every field of every record returns one.
pub type Filled = Result<(), Box<ShapeError>>;

/// What [`record!`] implements for every record.
pub trait Record: Default {
    /// The record's shape.
    const SHAPE: &'static Shape;

    /// The members of its TypeScript interface.
    const TYPESCRIPT: &'static str;

    /// Fills the record from a JSON object. Fields are filled in place, so that reading a record of
    /// twenty cells is just twenty calls.
    ///
    /// If a member is not the cell, list or record that is declared.
    fn fill(&mut self, source: &Source<'_>) -> Filled;

    /// Visits every cell of the record, in the order of the form.
    fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell));

    /// The cell at a path within the record, for replacement; clears the caches of the records on
    /// the path.
    fn cell_at(&mut self, path: &str) -> Option<&mut Cell>;
}

/// The structure of a record, for code that handles filings as JSON only.
#[derive(Debug)]
pub struct Shape {
    /// The name of its type, in Rust and in TypeScript.
    pub name: &'static str,
    /// The record whose fields come before its own, in the same JSON object.
    pub extends: Option<&'static Shape>,
    /// Its own fields, in the order of the form.
    pub members: &'static [Member],
}

/// One field of a record, with its type.
#[derive(Debug)]
pub struct Member {
    /// Its key and its title.
    pub field: &'static Field,
    /// Its type.
    pub holds: Holds,
}

/// The type of a field.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// One cell.
    Cell(Column),
    /// A list of cells.
    Cells(Column),
    /// `true` or `false`.
    Flag,
    /// One record.
    Record(fn() -> &'static Shape),
    /// A list of records.
    Records(fn() -> &'static Shape),
}

impl Shape {
    /// All fields of a record, those it extends first.
    pub fn all(&self) -> impl Iterator<Item = &'static Member> {
        self.extends.into_iter().flat_map(|shape| shape.members).chain(self.members)
    }

    /// The field at a JSON key.
    pub fn member(&self, key: &str) -> Option<&'static Member> {
        self.all().find(|member| member.field.key == key)
    }
}

impl Holds {
    /// The shape of the records in it, if any.
    pub fn shape(self) -> Option<&'static Shape> {
        match self {
            Holds::Record(shape) | Holds::Records(shape) => Some(shape()),
            Holds::Cell(_) | Holds::Cells(_) | Holds::Flag => None,
        }
    }
}

/// The Rust types of fields: a cell, a record, a list of either, a flag.
pub trait Slot {
    /// The column of its cells; `()` if it has none of its own.
    type Of;

    /// Fills the field from the member of the same key.
    ///
    /// If the member is of another type.
    fn fill(&mut self, source: &Source<'_>, field: &'static Field, of: Self::Of) -> Filled;

    /// Visits every cell in it, in the order of the form.
    fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell));

    /// The cell at a path within it; an empty path is the cell itself. As [`Record::cell_at`].
    fn cell_at(&mut self, path: &str) -> Option<&mut Cell>;
}

impl Slot for Option<Cell> {
    type Of = Column;

    fn fill(&mut self, source: &Source<'_>, field: &'static Field, column: Column) -> Filled {
        if let Some(json) = source.get(field) {
            *self = Some(source.read(json, column, &source.at, Key::Field(field))?);
        }
        Ok(())
    }

    fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell)) {
        self.iter().for_each(to);
    }

    fn cell_at(&mut self, path: &str) -> Option<&mut Cell> {
        self.as_mut().filter(|_| path.is_empty())
    }
}

impl Slot for Vec<Cell> {
    type Of = Column;

    fn fill(&mut self, source: &Source<'_>, field: &'static Field, column: Column) -> Filled {
        let items = source.list(field)?;
        if !items.is_empty() {
            let at = source.child(field);
            for (index, json) in items.iter().enumerate() {
                self.push(source.read(json, column, &at, Key::Index(index))?);
            }
        }
        Ok(())
    }

    fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell)) {
        self.iter().for_each(to);
    }

    fn cell_at(&mut self, path: &str) -> Option<&mut Cell> {
        self.get_mut(path.parse::<usize>().ok()?)
    }
}

impl<R: Record> Slot for Option<R> {
    type Of = ();

    fn fill(&mut self, source: &Source<'_>, field: &'static Field, (): ()) -> Filled {
        match source.get(field) {
            None | Some(Json::Null) => Ok(()),
            Some(json) => self.insert(R::default()).fill(&Source::new(
                json,
                source.child(field),
                source.document,
            )?),
        }
    }

    fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell)) {
        self.iter().for_each(|record| record.visit(to));
    }

    fn cell_at(&mut self, path: &str) -> Option<&mut Cell> {
        self.as_mut()?.cell_at(path)
    }
}

impl<R: Record> Slot for Vec<R> {
    type Of = ();

    fn fill(&mut self, source: &Source<'_>, field: &'static Field, (): ()) -> Filled {
        let items = source.list(field)?;
        if !items.is_empty() {
            let mut pointer = joined(&source.at, field.key);
            let list = pointer.len();
            let is_table = source.is_document && field.key == TABLE;
            self.resize_with(items.len(), R::default);
            for (index, (json, record)) in items.iter().zip(self).enumerate() {
                pointer.truncate(list);
                // Writing into a text cannot fail.
                let _ = write!(pointer, "/{index}");
                let at = At::new(&*pointer, source.document.next.get());
                let at = if is_table { at.into_row(index) } else { at };
                record.fill(&Source::new(json, at, source.document)?)?;
            }
        }
        Ok(())
    }

    fn visit<'a>(&'a self, to: &mut dyn FnMut(&'a Cell)) {
        self.iter().for_each(|record| record.visit(to));
    }

    fn cell_at(&mut self, path: &str) -> Option<&mut Cell> {
        let (index, rest) = path.split_once('/')?;
        self.get_mut(index.parse::<usize>().ok()?)?.cell_at(rest)
    }
}

impl Slot for bool {
    type Of = ();

    fn fill(&mut self, source: &Source<'_>, field: &'static Field, (): ()) -> Filled {
        match source.get(field) {
            None | Some(Json::Null) => {}
            Some(Json::Bool(flag)) => *self = *flag,
            Some(other) => return Err(source.unlike(field, Expected::Boolean, other)),
        }
        Ok(())
    }

    fn visit<'a>(&'a self, _: &mut dyn FnMut(&'a Cell)) {}

    fn cell_at(&mut self, _: &str) -> Option<&mut Cell> {
        None
    }
}

/// The key of a document's indicator table.
const TABLE: &str = "indicators";

/// A JSON object being read as a record.
pub struct Source<'a> {
    /// Where the record is in the filing.
    pub at: At,
    members: &'a Members<'a>,
    document: &'a Reading<'a>,
    /// Whether it is the document itself.
    is_document: bool,
}

/// Shared by all records of a document while it is read.
pub struct Reading<'a> {
    /// The unit of money cells without a unit of their own.
    pub money: &'a Unit,
    /// The order of the next cell.
    next: Counter<Order>,
}

impl<'a> Reading<'a> {
    /// Starts a document at its first cell.
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
    /// Takes `json` as a whole document.
    ///
    /// If it is not an object.
    pub fn document(
        json: &'a Json<'a>,
        at: At,
        document: &'a Reading<'a>,
    ) -> Result<Self, Box<ShapeError>> {
        Ok(Source { is_document: true, ..Source::new(json, at, document)? })
    }

    /// Takes `json` as a record of a document.
    fn new(json: &'a Json<'a>, at: At, document: &'a Reading<'a>) -> Result<Self, Box<ShapeError>> {
        match json {
            Json::Object(members) => Ok(Source { at, members, document, is_document: false }),
            other => Err(Box::new(ShapeError::new(at.to_string(), Expected::Object, other))),
        }
    }

    /// The place of one of its members, whose first cell is the next one to be read.
    fn child(&self, field: &Field) -> At {
        At::new(joined(&self.at, field.key), self.document.next.get())
    }

    fn get(&self, field: &Field) -> Option<&'a Json<'a>> {
        self.members.get(field.key)
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

    fn list(&self, field: &Field) -> Result<&'a [Json<'a>], Box<ShapeError>> {
        match self.get(field) {
            None | Some(Json::Null) => Ok(&[]),
            Some(Json::Array(items)) => Ok(items),
            Some(other) => Err(self.unlike(field, Expected::List, other)),
        }
    }

    fn unlike(&self, field: &Field, expected: Expected, got: &Json<'_>) -> Box<ShapeError> {
        Box::new(ShapeError::new(self.child(field).to_string(), expected, got))
    }
}
