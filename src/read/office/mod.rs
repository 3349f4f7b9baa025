//! Office files as rows of text, as their readers see them: .xlsx, .xls, .ods and .docx.
//!
//! This module does not interpret the rows and imports nothing else of this crate. A number is
//! shown in its format (`0.9544` under `0.00%` is `95.44%`), and so is a date; booleans are 是 or
//! 否, and of a tracked change only the new text is read. A merged cell is one cell, in its first
//! column.
//!
//! Files are untrusted. Nothing here panics, whatever the bytes; the memory that a file can claim
//! is limited ([`limits`]); and what cannot be trusted to be complete or up to date (macros, links
//! to other workbooks, passwords) is refused with a reason ([`Error`]).
//!
//! ```
//! use jixiao::read::office::{self, Error};
//!
//! assert_eq!(office::rows("指标\t分值".as_bytes()), Ok(None)); // no office file
//! assert_eq!(office::rows(b"%PDF-1.7"), Err(Error::Pdf));
//! assert_eq!(office::rows(b"PK\x03\x04 and nothing more"), Err(Error::Broken));
//! ```

mod bytes;
mod compound;
mod docx;
mod error;
pub mod limits;
pub(super) mod markup;
mod number_format;
mod ods;
mod part;
mod row;
#[cfg(test)]
mod tests;
mod xls;
mod xlsx;
mod zip;

use compound::Compound;
pub use error::Error;
pub use row::{Cell, Place, Row};
use zip::Archive;

const PDF: &[u8] = b"%PDF";

/// Whether the bytes begin like a file that [`rows`] reads or refuses.
pub fn knows(bytes: &[u8]) -> bool {
    bytes.starts_with(compound::MARK) || bytes.starts_with(PDF) || zip::is_archive(bytes)
}

/// The rows of an office file, sheet by sheet and from top to bottom; `None` if the bytes are not
/// an office file ([`knows`]).
///
/// If the file is encrypted, broken, too large or of an unsupported kind.
pub fn rows(bytes: &[u8]) -> Result<Option<Vec<Row>>, Error> {
    if bytes.starts_with(compound::MARK) {
        of_compound(bytes).map(Some)
    } else if bytes.starts_with(PDF) {
        Err(Error::Pdf)
    } else if zip::is_archive(bytes) {
        of_archive(bytes).map(Some)
    } else {
        Ok(None)
    }
}

fn of_archive(bytes: &[u8]) -> Result<Vec<Row>, Error> {
    let archive = Archive::open(bytes)?;
    if archive
        .text("META-INF/manifest.xml")
        .is_ok_and(|manifest| manifest.is_some_and(|text| text.contains("encryption-data")))
    {
        return Err(Error::Encrypted);
    }
    if archive.any(|name| name.ends_with("vbaProject.bin") || name.starts_with("Basic/")) {
        return Err(Error::Macros);
    }
    if archive.any(|name| name.contains("externalLinks/")) {
        return Err(Error::Linked);
    }
    if archive.has("xl/workbook.xml") {
        xlsx::rows(&archive)
    } else if archive.has("word/document.xml") {
        docx::rows(&archive)
    } else if archive.has("content.xml") {
        ods::rows(&archive)
    } else {
        Err(Error::OtherArchive)
    }
}

/// The rows of an .xls. A .doc and an encrypted new file are compound files, too, and are refused.
fn of_compound(bytes: &[u8]) -> Result<Vec<Row>, Error> {
    let file = Compound::open(bytes).ok_or(Error::Broken)?;
    if file.has("EncryptedPackage") {
        return Err(Error::Encrypted);
    }
    if file.has("_VBA_PROJECT_CUR") {
        return Err(Error::Macros);
    }
    if !file.has(xls::STREAM) {
        return Err(Error::OldWord);
    }
    xls::rows(&file)
}
