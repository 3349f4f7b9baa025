//! Word-processor files: paragraphs, and tables with `gridSpan` and `vMerge`.

use super::error::Error;
use super::limits::MOST_COLUMNS;
use super::markup::{Token, Tokens};
use super::part::{attribute, xml};
use super::row::{Place, Row};
use super::zip::Archive;

struct OpenTable {
    number: usize,
    rows: Vec<Row>,
    cells: Vec<(usize, String)>,
    column: usize,
    /// The open cell: its text, how many columns it spans, whether it continues the cell above.
    cell: Option<(String, usize, bool)>,
}

/// The rows of a document.
pub fn rows(archive: &Archive) -> Result<Vec<Row>, Error> {
    let document = xml(archive, "word/document.xml")?;
    let mut rows = Vec::new();
    let mut open: Vec<OpenTable> = Vec::new();
    let (mut tables, mut paragraphs) = (0usize, 0usize);
    let mut text = String::new();
    let mut heading = false;
    let (mut in_text, mut left_out) = (false, 0usize);
    for token in Tokens::new(&document) {
        match token {
            // Skips the old state of a tracked change, and the second copy of a text box.
            Token::Open { name: "del" | "moveFrom" | "Fallback", closed: false, .. } => {
                left_out = left_out.saturating_add(1)
            }
            Token::Close("del" | "moveFrom" | "Fallback") => left_out = left_out.saturating_sub(1),
            _ if left_out > 0 => {}
            Token::Open { name: "t", closed: false, .. } => in_text = true,
            Token::Close("t") => in_text = false,
            Token::Text(piece) if in_text => text.push_str(&piece),
            Token::Open { name: "tab", .. } => text.push(' '),
            Token::Open { name: "br" | "cr", .. } => text.push('\n'),
            Token::Open { name: "noBreakHyphen", .. } => text.push('-'),
            Token::Open { name: "sym", attributes, .. } => {
                text.push(symbol(attribute(&attributes, "char").unwrap_or("")))
            }
            Token::Open { name: "pStyle", attributes, .. } => {
                heading = attribute(&attributes, "val").is_some_and(|style| {
                    style.to_ascii_lowercase().contains("heading") || style.len() == 1
                });
            }
            Token::Close("p") => {
                let piece = core::mem::take(&mut text);
                let cell = open.last_mut().and_then(|table| table.cell.as_mut());
                match cell {
                    Some((all, ..)) => {
                        if !all.is_empty() && !piece.trim().is_empty() {
                            all.push('\n');
                        }
                        all.push_str(piece.trim());
                    }
                    None => {
                        paragraphs = paragraphs.saturating_add(1);
                        let mut row = Row::new(Place::Paragraph(paragraphs), [(0, piece)]);
                        row.is_heading = heading;
                        rows.push(row);
                    }
                }
                heading = false;
            }
            Token::Open { name: "tbl", closed: false, .. } => {
                tables = tables.saturating_add(1);
                open.push(OpenTable {
                    number: tables,
                    rows: Vec::new(),
                    cells: Vec::new(),
                    column: 0,
                    cell: None,
                });
            }
            Token::Close("tbl") => {
                rows.extend(open.pop().map(|table| table.rows).unwrap_or_default())
            }
            Token::Open { name, attributes, .. } => {
                if let Some(table) = open.last_mut() {
                    table.open(name, &attributes);
                }
            }
            Token::Close(name) => {
                if let Some(table) = open.last_mut() {
                    table.close(name);
                }
            }
            Token::Text(_) => {}
        }
    }
    Ok(rows)
}

/// A character of the Symbol and Wingdings fonts by its code; U+FFFD for unknown ones.
fn symbol(code: &str) -> char {
    match code.to_ascii_uppercase().as_str() {
        "F0A3" => '≤',
        "F0B3" => '≥',
        "F0B1" => '±',
        "F0B4" => '×',
        "F0B8" => '÷',
        "F0B0" => '°',
        "F0B9" => '≠',
        "F0BB" => '≈',
        "F052" | "F0FE" => '☑',
        "F0A8" | "F06F" => '□',
        "F0FC" => '√',
        code => match u32::from_str_radix(code, 16) {
            // The letters, digits and signs of these fonts repeat ASCII.
            Ok(code @ 0xf020..=0xf03f) => char::from_u32(code - 0xf000).unwrap_or('\u{fffd}'),
            Ok(code @ ..=0xd7ff) => char::from_u32(code).unwrap_or('\u{fffd}'),
            _ => '\u{fffd}',
        },
    }
}

impl OpenTable {
    fn open(&mut self, name: &str, attributes: &[(&str, String)]) {
        let count = || {
            attribute(attributes, "val")
                .and_then(|value| value.parse::<usize>().ok())
                .unwrap_or(1)
                .min(MOST_COLUMNS)
        };
        match (name, &mut self.cell) {
            ("gridBefore", None) => self.column = count(),
            ("tc", _) => self.cell = Some((String::new(), 1, false)),
            ("gridSpan", Some((_, columns, _))) => *columns = count().max(1),
            ("vMerge", Some((.., continued))) => {
                *continued = attribute(attributes, "val").is_none_or(|value| value != "restart")
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "tc" => {
                let Some((text, columns, continued)) = self.cell.take() else { return };
                // A continued cell is displayed as part of the one above; text hidden in it must
                // not get lost.
                if !continued || !text.trim().is_empty() {
                    self.cells.push((self.column, text));
                }
                self.column = self.column.saturating_add(columns).min(MOST_COLUMNS);
            }
            "tr" => {
                let cells = core::mem::take(&mut self.cells);
                self.rows.push(Row::new(
                    Place::Table { table: self.number, row: self.rows.len().saturating_add(1) },
                    cells,
                ));
                self.column = 0;
            }
            _ => {}
        }
    }
}
