//! Writes a filing as a file to hand in: Word and Excel files in the layout of the official forms.
//!
//! ```text
//! Filing ──layout──▶ sheets: lines, and cells with spans ──docx · xlsx──▶ parts ──package──▶ bytes
//! ```
//! A filing is laid out once, and each format only spells that out. [`read`](crate::read) takes
//! such a file back by its labels, like any other.

mod docx;
mod layout;
mod package;
mod sheet;
mod xlsx;

use crate::error::{Error, ErrorKind};
use crate::json::Json;

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A text document (Office Open XML), a section for each document of the filing.
    Docx,
    /// A workbook (Office Open XML), a worksheet for each document of the filing.
    Xlsx,
}

impl Format {
    /// By the ending of a file's name, without the dot.
    pub fn of(ending: &str) -> Option<Format> {
        match ending {
            "docx" => Some(Format::Docx),
            "xlsx" => Some(Format::Xlsx),
            _ => None,
        }
    }
}

/// The bytes of a file with the documents of a filing.
///
/// If `filing` has no documents or one of an unknown kind, or if a text is longer than a cell of
/// the format can be; nothing is ever cut off.
pub fn file(filing: &Json<'_>, format: Format) -> Result<Vec<u8>, Error> {
    let sheets = layout::sheets(filing)?;
    let parts = match format {
        Format::Docx => docx::parts(&sheets),
        Format::Xlsx => {
            xlsx::fits(filing)?;
            xlsx::parts(&sheets)
        }
    };
    package::zipped(&parts)
        .ok_or_else(|| Error::new(ErrorKind::TooLarge, "", "the file would be larger than 4 GB"))
}
