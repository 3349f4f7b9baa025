//! OpenDocument sheets: rows and cells with their displayed text, repeated ones once.

use std::sync::Arc;

use super::error::Error;
use super::limits::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS};
use super::markup::{Token, Tokens};
use super::part::{attribute, xml};
use super::row::{Place, Row};
use super::zip::Archive;

/// The rows of all sheets.
pub fn rows(archive: &Archive) -> Result<Vec<Row>, Error> {
    let content = xml(archive, "content.xml")?;
    let mut rows: Vec<Row> = Vec::new();
    let mut sheet: Arc<str> = "".into();
    let (mut row, mut repeated) = (0usize, 1usize);
    let (mut column, mut wide) = (0usize, 1usize);
    let mut cells: Vec<(usize, String)> = Vec::new();
    let mut cell: Option<String> = None;
    let mut paragraphs = 0usize;
    let mut note = false;
    let mut count = 0usize;
    for token in Tokens::new(&content) {
        match token {
            Token::Open { name: "annotation", closed: false, .. } => note = true,
            Token::Close("annotation") => note = false,
            _ if note => {}
            Token::Open { name: "table", attributes, .. } => {
                sheet = attribute(&attributes, "name").unwrap_or("").into();
                row = 0;
            }
            Token::Open { name: "table-row", attributes, closed } => {
                repeated = times(&attributes, "number-rows-repeated");
                column = 0;
                if closed {
                    row = row.saturating_add(repeated);
                }
            }
            Token::Close("table-row") => {
                let cells = core::mem::take(&mut cells);
                let filled = !cells.is_empty();
                for copy in 0..if filled { repeated } else { 0 } {
                    count = count.saturating_add(cells.len());
                    if rows.len() >= MOST_ROWS || count > MOST_CELLS {
                        return Err(Error::SheetTooLarge(sheet.to_string()));
                    }
                    let place = Place::Sheet {
                        name: sheet.clone(),
                        row: row.saturating_add(copy).saturating_add(1),
                    };
                    rows.push(Row::new(place, cells.clone()));
                }
                row = row.saturating_add(repeated);
            }
            Token::Open { name: "table-cell" | "covered-table-cell", attributes, closed } => {
                wide = times(&attributes, "number-columns-repeated");
                paragraphs = 0;
                if closed {
                    column = column.saturating_add(wide);
                } else {
                    cell = Some(String::new());
                }
            }
            Token::Close("table-cell" | "covered-table-cell") => {
                if let Some(text) = cell.take().filter(|text| !text.is_empty()) {
                    cells.extend(
                        (0..wide.min(MOST_COLUMNS))
                            .map(|copy| (column.saturating_add(copy), text.clone())),
                    );
                }
                column = column.saturating_add(wide);
            }
            Token::Open { name: "p", .. } => {
                paragraphs = paragraphs.saturating_add(1);
                if let Some(text) = cell.as_mut().filter(|_| paragraphs > 1) {
                    text.push('\n');
                }
            }
            Token::Open { name: name @ ("s" | "tab" | "line-break"), .. } => {
                if let Some(text) = &mut cell {
                    text.push(if name == "line-break" { '\n' } else { ' ' });
                }
            }
            Token::Text(piece) => {
                if let Some(text) = cell.as_mut().filter(|_| paragraphs > 0) {
                    text.push_str(&piece);
                }
            }
            _ => {}
        }
    }
    Ok(rows)
}

fn times(attributes: &[(&str, String)], key: &str) -> usize {
    attribute(attributes, key).and_then(|times| times.parse().ok()).unwrap_or(1).max(1)
}
