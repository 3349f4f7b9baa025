//! Workbooks of Excel 97 to 2003 (BIFF8), which WPS and many systems still write: one stream of
//! records.

use std::sync::Arc;

use super::bytes::{number, wide};
use super::compound::Compound;
use super::error::Error;
use super::limits::{MOST_CELLS, MOST_ROWS, MOST_SHEETS};
use super::number_format::{Format, built_in};
use super::row::{Place, Row};
use crate::order::sorted_by_key;

/// The name of the workbook's stream.
pub const STREAM: &str = "Workbook";

/// Kinds of records.
mod record {
    pub const FORMULA: usize = 0x0006;
    pub const END: usize = 0x000a;
    pub const FROM_1904: usize = 0x0022;
    pub const ENCRYPTED: usize = 0x002f;
    pub const CONTINUED: usize = 0x003c;
    pub const SHEET: usize = 0x0085;
    pub const NUMBERS: usize = 0x00bd;
    pub const RICH_TEXT: usize = 0x00d6;
    pub const STYLE: usize = 0x00e0;
    pub const STRINGS: usize = 0x00fc;
    pub const SHARED_TEXT: usize = 0x00fd;
    pub const LINKED: usize = 0x01ae;
    pub const NUMBER: usize = 0x0203;
    pub const TEXT: usize = 0x0204;
    pub const TRUTH: usize = 0x0205;
    pub const RESULT: usize = 0x0207;
    pub const SHORT_NUMBER: usize = 0x027e;
    pub const FORMAT: usize = 0x041e;
    pub const BEGIN: usize = 0x0809;
}

/// The rows of a workbook.
pub fn rows(file: &Compound) -> Result<Vec<Row>, Error> {
    let stream = file.stream(STREAM).ok_or(Error::Broken)?;
    let book = Book::of(&stream)?;
    if book.sheets.len() > MOST_SHEETS {
        return Err(Error::TooManySheets);
    }
    let mut rows = Vec::new();
    let mut count = 0usize;
    for sheet in &book.sheets {
        let cells =
            book.cells(stream.get(sheet.start..).ok_or(Error::Broken)?).ok_or(Error::Broken)?;
        count = count.saturating_add(cells.len());
        let mut cells = cells.into_iter().peekable();
        while let Some((row, column, text)) = cells.next() {
            let mut of_row = vec![(column, text)];
            while let Some((_, column, text)) = cells.next_if(|(next, ..)| *next == row) {
                of_row.push((column, text));
            }
            let mut read = Row::new(
                Place::Sheet { name: sheet.name.clone(), row: row.saturating_add(1) },
                of_row,
            );
            read.is_hidden = sheet.hidden;
            rows.push(read);
        }
        if rows.len() > MOST_ROWS || count > MOST_CELLS {
            return Err(Error::SheetTooLarge(sheet.name.to_string()));
        }
    }
    Ok(rows)
}

/// The records of a stream, as kind and content.
fn records(stream: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0usize;
    core::iter::from_fn(move || {
        let (kind, length) = (number(stream, at, 2)?, number(stream, at.checked_add(2)?, 2)?);
        let from = at.checked_add(4)?;
        at = from.checked_add(length)?;
        Some((kind, stream.get(from..at)?))
    })
}

struct Sheet {
    name: Arc<str>,
    start: usize,
    hidden: bool,
}

/// Tables that the cells of all sheets refer to.
#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    strings: Vec<String>,
    formats: Vec<Format>,
    from_1904: bool,
}

impl Book {
    fn of(stream: &[u8]) -> Result<Book, Error> {
        let mut book = Book::default();
        let mut codes: Vec<(usize, String)> = Vec::new();
        let mut styles: Vec<usize> = Vec::new();
        let mut shared: Vec<&[u8]> = Vec::new();
        let mut last = 0;
        let mut ended = false;
        for (kind, content) in records(stream) {
            match kind {
                record::BEGIN if number(content, 0, 2) != Some(0x0600) => {
                    return Err(Error::OldExcel);
                }
                record::ENCRYPTED => return Err(Error::Encrypted),
                record::LINKED if !matches!(number(content, 2, 2), Some(0x0401 | 0x3a01)) => {
                    return Err(Error::Linked);
                }
                record::FROM_1904 => book.from_1904 = number(content, 0, 2) == Some(1),
                record::SHEET => book.sheets.extend(sheet(content)),
                record::STYLE => styles.push(number(content, 2, 2).unwrap_or(0)),
                record::FORMAT => {
                    codes.extend(number(content, 0, 2).zip(Strings::of(&[content], 2).text(2)))
                }
                record::STRINGS => shared.push(content),
                record::CONTINUED if last == record::STRINGS => shared.push(content),
                record::END => {
                    ended = true;
                    break;
                }
                _ => {}
            }
            if kind != record::CONTINUED {
                last = kind;
            }
        }
        if !ended {
            return Err(Error::Broken);
        }
        let mut strings = Strings::of(&shared, 8);
        book.strings = core::iter::from_fn(|| strings.text(2)).collect();
        let code =
            |id: usize| codes.iter().find(|(known, _)| *known == id).map(|(_, code)| code.clone());
        book.formats = styles
            .iter()
            .map(|id| {
                Format::of(&code(*id).unwrap_or_else(|| built_in(&id.to_string()).to_owned()))
            })
            .collect();
        Ok(book)
    }

    /// The cells of a sheet in order; `None` if it is broken.
    fn cells(&self, stream: &[u8]) -> Option<Vec<(usize, usize, String)>> {
        let mut cells: Vec<(usize, usize, String)> = Vec::new();
        // A chart in a sheet has its own begin and end records.
        let mut depth = 0usize;
        let mut result = None;
        for (kind, content) in records(stream) {
            match kind {
                record::BEGIN => depth = depth.saturating_add(1),
                record::END if depth <= 1 => {
                    return Some(sorted_by_key(cells, |(row, column, _)| (*row, *column)));
                }
                record::END => depth = depth.saturating_sub(1),
                _ if depth != 1 => {}
                record::RESULT => {
                    if let Some((row, column)) = result.take() {
                        cells.push((row, column, Strings::of(&[content], 0).text(2)?));
                    }
                }
                record::NUMBERS => {
                    let (row, first) = (number(content, 0, 2)?, number(content, 2, 2)?);
                    let pairs =
                        content.get(4..content.len().checked_sub(2)?)?.chunks_exact(6).enumerate();
                    for (index, pair) in pairs {
                        cells.push((
                            row,
                            first.checked_add(index)?,
                            self.shown(&short(number(pair, 2, 4)?), number(pair, 0, 2)?),
                        ));
                    }
                }
                record::FORMULA
                | record::RICH_TEXT
                | record::SHARED_TEXT
                | record::NUMBER
                | record::TEXT
                | record::TRUTH
                | record::SHORT_NUMBER => {
                    let (row, column, style) =
                        (number(content, 0, 2)?, number(content, 2, 2)?, number(content, 4, 2)?);
                    let text = match kind {
                        record::SHARED_TEXT => self.strings.get(number(content, 6, 4)?)?.clone(),
                        record::SHORT_NUMBER => self.shown(&short(number(content, 6, 4)?), style),
                        record::TRUTH => truth(content.get(6..8)?),
                        record::TEXT | record::RICH_TEXT => Strings::of(&[content], 6).text(2)?,
                        record::FORMULA => match content.get(6..14)? {
                            // Not a number: text in the next record, a boolean, an error, or
                            // nothing.
                            [0, .., 0xff, 0xff] => {
                                result = Some((row, column));
                                continue;
                            }
                            [kind @ (1 | 2), _, value, .., 0xff, 0xff] => {
                                truth(&[*value, *kind - 1])
                            }
                            [.., 0xff, 0xff] => continue,
                            number => self.shown(&long(number)?, style),
                        },
                        _ => self.shown(&long(content.get(6..14)?)?, style),
                    };
                    cells.push((row, column, text));
                }
                _ => {}
            }
        }
        None
    }

    fn shown(&self, raw: &str, style: usize) -> String {
        self.formats
            .get(style)
            .unwrap_or(&Format::GENERAL)
            .shown(raw, self.from_1904)
            .unwrap_or_else(|| raw.to_owned())
    }
}

fn sheet(content: &[u8]) -> Option<Sheet> {
    // Charts and macro sheets are not tables.
    let is_table = *content.get(5)? == 0;
    let name = Strings::of(&[content], 6).text(1)?.into();
    is_table.then_some(Sheet {
        name,
        start: number(content, 0, 4)?,
        hidden: content.get(4)? & 3 != 0,
    })
}

/// A boolean or an error as Excel displays it.
fn truth(value: &[u8]) -> String {
    let text = match value {
        [0, 0] => "否",
        [_, 0] => "是",
        [0x07, _] => "#DIV/0!",
        [0x0f, _] => "#VALUE!",
        [0x17, _] => "#REF!",
        [0x1d, _] => "#NAME?",
        [0x24, _] => "#NUM!",
        [0x2a, _] => "#N/A",
        _ => "#NULL!",
    };
    text.to_owned()
}

/// A number of eight bytes, in decimal.
fn long(bytes: &[u8]) -> Option<String> {
    Some(f64::from_le_bytes(bytes.try_into().ok()?).to_string())
}

/// A four-byte number in decimal: an integer or the upper half of an eight-byte one, possibly in
/// hundredths.
fn short(bits: usize) -> String {
    let value = bits & !3;
    let whole = bits & 2 != 0;
    let value = if whole {
        let bits = u32::try_from(value).unwrap_or(0);
        (i32::from_le_bytes(bits.to_le_bytes()) >> 2).to_string()
    } else {
        f64::from_bits(u64::try_from(value).unwrap_or(0) << 32).to_string()
    };
    if bits & 1 != 0 { format!("{value}e-2") } else { value }
}

/// The strings of a record and its continuations.
struct Strings<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Strings<'a> {
    fn of(pieces: &[&'a [u8]], at: usize) -> Strings<'a> {
        Strings { pieces: pieces.to_vec(), piece: 0, at }
    }

    /// The next string, whose length takes up `length` bytes.
    fn text(&mut self, length: usize) -> Option<String> {
        self.go_on();
        let mut left = number(&self.take(length)?, 0, length)?;
        let flags = *self.take(1)?.first()?;
        let runs = if flags & 8 != 0 { number(&self.take(2)?, 0, 2)? } else { 0 };
        let extra = if flags & 4 != 0 { number(&self.take(4)?, 0, 4)? } else { 0 };
        let mut is_wide = flags & 1 != 0;
        let mut text = String::new();
        while left > 0 {
            if self.go_on() {
                // A continuation begins with a new flag for the width of the characters.
                is_wide = *self.take(1)?.first()? & 1 != 0;
            }
            let here = self.pieces.get(self.piece)?.get(self.at..)?;
            let width = if is_wide { 2 } else { 1 };
            let count = left.min(here.len() / width);
            let bytes = here.get(..count.checked_mul(width)?)?;
            if count == 0 {
                return None;
            }
            match is_wide {
                true => text.push_str(&wide(bytes)),
                false => text.extend(bytes.iter().map(|byte| char::from(*byte))),
            }
            self.at = self.at.checked_add(bytes.len())?;
            left = left.checked_sub(count)?;
        }
        self.take(runs.checked_mul(4)?.checked_add(extra)?)?;
        Some(text)
    }

    /// Moves on to the next record at the end of this one; returns whether it did.
    fn go_on(&mut self) -> bool {
        let ended = self.pieces.get(self.piece).is_some_and(|piece| self.at >= piece.len());
        if ended {
            self.piece = self.piece.saturating_add(1);
            self.at = 0;
        }
        ended
    }

    fn take(&mut self, mut length: usize) -> Option<Vec<u8>> {
        let mut taken = Vec::new();
        while length > 0 {
            self.go_on();
            let here = self.pieces.get(self.piece)?.get(self.at..)?;
            let bytes = here.get(..length.min(here.len()))?;
            taken.extend(bytes);
            self.at = self.at.checked_add(bytes.len())?;
            length = length.checked_sub(bytes.len())?;
        }
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_four_bytes() {
        for (bits, expected) in [
            (0x0000_0192, "100"),
            (0xffff_fffe, "-1"),
            (0x0003_0c1f, "49927e-2"),
            (0x3ff0_0000, "1"),
            (0x3ff8_0001, "1.5e-2"),
            (0xc059_0000, "-100"),
        ] {
            assert_eq!(short(bits), expected, "{bits:x}");
        }
    }

    #[test]
    fn texts_go_on_in_the_next_record() {
        // Two wide characters here; the third, narrow, after the flags of the next record; then a
        // second string.
        let first: &[u8] = &[3, 0, 1, 0x32, 0x75, 0x59, 0x4e];
        let second: &[u8] = &[0, b'x', 1, 0, 0, b'y'];
        let mut strings = Strings::of(&[first, second], 0);
        assert_eq!(strings.text(2).as_deref(), Some("甲乙x"));
        assert_eq!(strings.text(2).as_deref(), Some("y"));
        assert_eq!(strings.text(2), None);
        // Fonts and phonetic readings after the characters are not part of the text.
        let rich: &[u8] = &[1, 0, 0x0c, 1, 0, 2, 0, 0, 0, b'z', 9, 9, 9, 9, 8, 8, 1, 0, 0, b'w'];
        let mut strings = Strings::of(&[rich], 0);
        assert_eq!(
            (strings.text(2).as_deref(), strings.text(2).as_deref()),
            (Some("z"), Some("w"))
        );
        assert_eq!(Strings::of(&[&[9, 0, 0, b'a']], 0).text(2), None);
    }
}
