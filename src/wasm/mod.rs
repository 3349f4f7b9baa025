//! The border to JavaScript, the only folder that knows it.
//!
//! The package has two modules, each compiled from one of the files here: the core, and, with the
//! feature `reader`, the reader of files. What callers give and what they are answered crosses as
//! JSON text, which engines write and read faster than they make objects one by one.

#[cfg(not(feature = "reader"))]
mod core;
mod error;
#[cfg(feature = "reader")]
mod reader;
mod value;

#[cfg(not(feature = "reader"))]
pub use self::core::*;
#[cfg(feature = "reader")]
pub use reader::*;
