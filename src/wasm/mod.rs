//! The boundary to JavaScript; no other folder knows of it.
//!
//! The package has two modules, each compiled from one file here: the core and, with the feature
//! `reader`, the reader of files. Arguments and answers cross as JSON text, which engines read and
//! write faster than they create objects one by one.

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
