//! Reasons for refusing an office file.

use core::fmt;

use super::limits::{MOST_CELLS, MOST_INFLATED, MOST_MEMBERS, MOST_RATIO, MOST_ROWS, MOST_SHEETS};

/// Why an office file is refused. Its `Display` is an English sentence with advice where there is
/// any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A PDF.
    Pdf,
    /// A .doc of Word 97 to 2003, or another compound file that holds no workbook.
    OldWord,
    /// An .xls of Excel 95 or before.
    OldExcel,
    /// An archive that is no .xlsx, .docx or .ods.
    OtherArchive,
    /// Protected by a password.
    Encrypted,
    /// A workbook with formulas that refer to other workbooks, whose values may be out of date.
    Linked,
    /// A file with macros.
    Macros,
    /// Truncated or corrupt.
    Broken,
    /// An archive lacks a part that its kind must have; the part's name.
    PartMissing(String),
    /// A part that is not well-formed XML; its name.
    NotXml(String),
    /// A part with a document type definition, which could declare entities; its name.
    Dtd(String),
    /// A part that is not UTF-8; its name.
    NotUtf8(String),
    /// A cell outside the limits of a worksheet.
    NoSuchCell {
        /// The name of the sheet.
        sheet: String,
        /// The reference as the file has it.
        at: String,
    },
    /// More than [`MOST_SHEETS`].
    TooManySheets,
    /// More than [`MOST_MEMBERS`] parts.
    TooManyParts,
    /// More than [`MOST_ROWS`] or [`MOST_CELLS`] up to this sheet; its name.
    SheetTooLarge(String),
    /// A part that inflates beyond [`MOST_RATIO`] or [`MOST_INFLATED`]; its name.
    InflatesTooFar(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Pdf => f.write_str("PDF is not read: copy its text and tables and paste them"),
            Error::OldWord => {
                f.write_str("old .doc files are not read: save it as .docx, or paste its tables")
            }
            Error::OldExcel => {
                f.write_str(".xls of Excel 95 and before is not read: save it as .xlsx")
            }
            Error::OtherArchive => f.write_str("the archive is no .xlsx, .docx or .ods file"),
            Error::Encrypted => f.write_str("the file is encrypted: take its password away first"),
            Error::Linked => {
                f.write_str("the file links to other workbooks: paste its formulas as values first")
            }
            Error::Macros => {
                f.write_str("the file has macros: save it as .xlsx or .docx without them")
            }
            Error::Broken => f.write_str("the file is broken: get it again, or save a copy of it"),
            Error::PartMissing(name) => write!(f, "the file is not whole: {name} is missing"),
            Error::NotXml(name) => write!(f, "the file is broken: {name} is not whole XML"),
            Error::Dtd(name) => {
                write!(f, "{name} has a document type definition, which is refused")
            }
            Error::NotUtf8(name) => write!(f, "the file is broken: {name} is not UTF-8 text"),
            Error::NoSuchCell { sheet, at } => {
                write!(f, "sheet {sheet:?} has a cell at {at}, where none can be")
            }
            Error::TooManySheets => write!(f, "too many sheets: at most {MOST_SHEETS}"),
            Error::TooManyParts => write!(f, "too many parts in the file: at most {MOST_MEMBERS}"),
            Error::SheetTooLarge(sheet) => write!(
                f,
                "sheet {sheet:?} is too large: at most {MOST_ROWS} rows and {MOST_CELLS} cells"
            ),
            Error::InflatesTooFar(name) => write!(
                f,
                "{name} inflates beyond {MOST_RATIO} times its size or {} MB, which is refused",
                MOST_INFLATED >> 20
            ),
        }
    }
}

impl core::error::Error for Error {}
