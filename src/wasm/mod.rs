//! The boundary to JavaScript; no other folder knows of it.
//!
//! The package has three modules, each compiled from one file here: the core and, with the features
//! `reader` and `writer`, the reader and the writer of files. Arguments and answers cross as JSON text, which engines read and
//! write faster than they create objects one by one.

#[cfg(not(any(feature = "reader", feature = "writer")))]
mod core;
mod error;
#[cfg(feature = "reader")]
mod reader;
mod value;
#[cfg(feature = "writer")]
mod writer;

#[cfg(not(any(feature = "reader", feature = "writer")))]
pub use self::core::*;
#[cfg(feature = "reader")]
pub use reader::*;
#[cfg(feature = "writer")]
pub use writer::*;
