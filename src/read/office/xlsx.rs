//! Workbooks: the sheets in order, shared strings, and numbers in their format.

use std::sync::Arc;

use super::error::Error;
use super::limits::{MOST_CELLS, MOST_ROWS, MOST_SHEETS};
use super::markup::{Token, Tokens};
use super::number_format::{Format, built_in};
use super::part::{attribute, xml};
use super::row::{Place, Row};
use super::zip::Archive;

/// Excel's maximum of columns.
const MOST_COLUMNS: usize = 16_384;
/// Excel's maximum of rows.
const LAST_ROW: usize = 1_048_576;

/// The rows of a workbook.
pub fn rows(archive: &Archive) -> Result<Vec<Row>, Error> {
    let workbook = xml(archive, "xl/workbook.xml")?;
    let sheets = sheets(archive, &workbook)?;
    if sheets.len() > MOST_SHEETS {
        return Err(Error::TooManySheets);
    }
    let strings = if archive.has("xl/sharedStrings.xml") {
        strings(&xml(archive, "xl/sharedStrings.xml")?)
    } else {
        Vec::new()
    };
    let (formats, headings) = if archive.has("xl/styles.xml") {
        let styles = xml(archive, "xl/styles.xml")?;
        (formats(&styles), headings(&styles))
    } else {
        (Vec::new(), Vec::new())
    };
    let is_true = |value: &str| matches!(value, "1" | "true");
    let from_1904 = Tokens::new(&workbook).any(|token| {
        matches!(token, Token::Open { name: "workbookPr", attributes, .. } if attribute(&attributes, "date1904").is_some_and(is_true))
    });
    let book = Book { strings, formats, headings, from_1904 };
    let mut rows = Vec::new();
    let mut cells = 0usize;
    for sheet in sheets {
        let from = rows.len();
        book.read(&sheet.name, &xml(archive, &sheet.path)?, &mut rows, &mut cells)?;
        rows.iter_mut().skip(from).for_each(|row| row.is_hidden = sheet.hidden);
    }
    Ok(rows)
}

/// Tables that the cells of all sheets refer to.
struct Book {
    strings: Vec<String>,
    formats: Vec<Format>,
    /// The cell styles that are Excel's 标题 1 to 标题 4.
    headings: Vec<usize>,
    from_1904: bool,
}

struct Sheet {
    name: String,
    path: String,
    hidden: bool,
}

/// The sheets in order.
fn sheets(archive: &Archive, workbook: &str) -> Result<Vec<Sheet>, Error> {
    let relations = xml(archive, "xl/_rels/workbook.xml.rels")?;
    let targets: Vec<(String, String)> = Tokens::new(&relations)
        .filter_map(|token| match token {
            Token::Open { name: "Relationship", attributes, .. } => {
                let target = attribute(&attributes, "Target")?;
                let target =
                    target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                Some((attribute(&attributes, "Id")?.to_owned(), target))
            }
            _ => None,
        })
        .collect();
    let sheets = Tokens::new(workbook).filter_map(|token| match token {
        Token::Open { name: "sheet", attributes, .. } => {
            // `r:id` and `sheetId` both lose their namespace; only the first is then called `id`.
            let id = attribute(&attributes, "id")?;
            let path = targets.iter().find(|(known, _)| known == id)?.1.clone();
            let hidden = attribute(&attributes, "state").is_some_and(|state| state != "visible");
            Some(Sheet { name: attribute(&attributes, "name")?.to_owned(), path, hidden })
        }
        _ => None,
    });
    Ok(sheets.collect())
}

/// The shared strings, without phonetic readings.
fn strings(xml: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut text = String::new();
    let (mut in_text, mut reading) = (false, false);
    for token in Tokens::new(xml) {
        match token {
            Token::Open { name: "t", closed: false, .. } => in_text = !reading,
            Token::Close("t") => in_text = false,
            Token::Open { name: "rPh", closed: false, .. } => reading = true,
            Token::Close("rPh") => reading = false,
            Token::Text(piece) if in_text => text.push_str(&piece),
            Token::Close("si") | Token::Open { name: "si", closed: true, .. } => {
                strings.push(core::mem::take(&mut text).replace("_x000D_", ""))
            }
            _ => {}
        }
    }
    strings
}

/// The format of each cell style.
fn formats(xml: &str) -> Vec<Format> {
    let mut own: Vec<(String, String)> = Vec::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    for token in Tokens::new(xml) {
        match token {
            Token::Open { name: "numFmt", attributes, .. } => {
                if let (Some(id), Some(code)) =
                    (attribute(&attributes, "numFmtId"), attribute(&attributes, "formatCode"))
                {
                    own.push((id.to_owned(), code.to_owned()));
                }
            }
            Token::Open { name: "cellXfs", closed: false, .. } => in_cells = true,
            Token::Close("cellXfs") => in_cells = false,
            Token::Open { name: "xf", attributes, .. } if in_cells => {
                let id = attribute(&attributes, "numFmtId").unwrap_or("0");
                let code = own
                    .iter()
                    .find(|(known, _)| known == id)
                    .map_or_else(|| built_in(id), |(_, code)| code);
                styles.push(Format::of(code));
            }
            _ => {}
        }
    }
    styles
}

/// The cell styles that are based on one of Excel's own for headings.
fn headings(xml: &str) -> Vec<usize> {
    const BUILT_IN: [&str; 4] = ["16", "17", "18", "19"];
    let mut based: Vec<String> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    let mut in_cells = false;
    for token in Tokens::new(xml) {
        match token {
            Token::Open { name: "cellXfs", closed: false, .. } => in_cells = true,
            Token::Close("cellXfs") => in_cells = false,
            Token::Open { name: "xf", attributes, .. } if in_cells => {
                based.push(attribute(&attributes, "xfId").unwrap_or("0").to_owned());
            }
            Token::Open { name: "cellStyle", attributes, .. } => {
                let built_in = attribute(&attributes, "builtinId").unwrap_or("");
                if BUILT_IN.contains(&built_in) {
                    named.extend(attribute(&attributes, "xfId").map(str::to_owned));
                }
            }
            _ => {}
        }
    }
    let styles = based.iter().enumerate().filter(|(_, base)| named.contains(base));
    styles.map(|(style, _)| style).collect()
}

impl Book {
    fn read(
        &self,
        sheet: &str,
        xml: &str,
        rows: &mut Vec<Row>,
        count: &mut usize,
    ) -> Result<(), Error> {
        let too_many = || Error::SheetTooLarge(sheet.to_owned());
        let absurd = |at: &str| Error::NoSuchCell { sheet: sheet.to_owned(), at: at.to_owned() };
        let name: Arc<str> = sheet.into();
        let mut cells: Vec<(usize, String)> = Vec::new();
        let (mut row, mut column) = (0usize, 0usize);
        let mut heading = false;
        let (mut kind, mut style) = (String::new(), 0usize);
        let mut value: Option<String> = None;
        let mut formula: Option<String> = None;
        let (mut text, mut in_formula) = (false, false);
        for token in Tokens::new(xml) {
            match token {
                Token::Open { name: "row", attributes, .. } => {
                    row = attribute(&attributes, "r")
                        .and_then(|row| row.parse().ok())
                        .unwrap_or(row.saturating_add(1));
                    if row > LAST_ROW {
                        return Err(absurd(&row.to_string()));
                    }
                    column = 0;
                }
                Token::Close("row") => {
                    let cells = core::mem::take(&mut cells);
                    if !cells.is_empty() {
                        let mut row = Row::new(Place::Sheet { name: name.clone(), row }, cells);
                        row.is_heading = heading;
                        rows.push(row);
                    }
                    heading = false;
                    if rows.len() > MOST_ROWS {
                        return Err(too_many());
                    }
                }
                Token::Open { name: "c", attributes, closed } => {
                    if let Some(at) = attribute(&attributes, "r") {
                        column = column_of(at).ok_or_else(|| absurd(at))?;
                    }
                    kind = attribute(&attributes, "t").unwrap_or("").to_owned();
                    style = attribute(&attributes, "s")
                        .and_then(|style| style.parse().ok())
                        .unwrap_or(0);
                    value = None;
                    formula = None;
                    if closed {
                        column = column.saturating_add(1);
                    }
                }
                Token::Open { name: "v" | "t", closed: false, .. } => text = true,
                Token::Close("v" | "t") => text = false,
                Token::Open { name: "f", closed: false, .. } => in_formula = true,
                Token::Close("f") => in_formula = false,
                Token::Text(piece) if in_formula => {
                    formula.get_or_insert_default().push_str(&piece)
                }
                Token::Text(piece) if text => value.get_or_insert_default().push_str(&piece),
                Token::Close("c") => {
                    let value = value.take().map(|raw| {
                        shown(&raw, &kind, self.formats.get(style), &self.strings, self.from_1904)
                    });
                    // A formula without a stored result is shown as the formula.
                    if let Some(shown) =
                        value.or_else(|| formula.take().map(|formula| format!("={formula}")))
                    {
                        *count = count.saturating_add(1);
                        if *count > MOST_CELLS {
                            return Err(too_many());
                        }
                        heading |= self.headings.contains(&style);
                        cells.push((column, shown));
                    }
                    column = column.saturating_add(1);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// `C14` → 2.
fn column_of(at: &str) -> Option<usize> {
    let letters = at.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().try_fold(0usize, |column, letter| {
        let digit =
            usize::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|digit| *digit < 26)?);
        column.checked_mul(26)?.checked_add(digit)?.checked_add(1)
    })?;
    column.checked_sub(1).filter(|column| *column < MOST_COLUMNS)
}

/// A cell's text as displayed.
fn shown(
    raw: &str,
    kind: &str,
    format: Option<&Format>,
    strings: &[String],
    from_1904: bool,
) -> String {
    match kind {
        "s" => raw
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|index| strings.get(index))
            .map_or("\u{fffd}", String::as_str)
            .to_owned(),
        "b" => if raw.trim() == "1" { "是" } else { "否" }.to_owned(),
        "d" => raw.split('T').next().unwrap_or(raw).to_owned(),
        "" | "n" => format
            .unwrap_or(&Format::GENERAL)
            .shown(raw.trim(), from_1904)
            .unwrap_or_else(|| raw.to_owned()),
        _ => raw.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_columns() {
        for (at, expected) in [
            ("A1", Some(0)),
            ("C14", Some(2)),
            ("AA1", Some(26)),
            ("XFD1", Some(16_383)),
            ("XFE1", None),
            ("1", None),
            ("ZZZZZZZZZZZZZZZZ1", None),
        ] {
            assert_eq!(column_of(at), expected, "{at}");
        }
    }
}
