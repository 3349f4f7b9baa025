//! Reads the material officers have into documents of a filing: pasted text, web pages, worksheets
//! and word-processor files.
//!
//! ```text
//! text · HTML · office files ──▶ rows of cells ──forms──▶ documents + locations
//!                                                     └─▶ unread
//! ```
//! A form is recognised by its labels, never by position. Every cell of the source ends up in
//! exactly one of three: a cell of a document, a known label, or [`Reading::unread`].
//!
//! ```
//! use jixiao::read::{Source, read};
//!
//! let text = "项目支出绩效自评表\n项目名称\t河道修复\n\t年初预算数\t全年预算数\n年度资金总额\t600\t652\n";
//! let reading = read(Source::Text(text), None).unwrap();
//! let pointer = "/documents/0/funds/total/budget";
//! assert_eq!(reading.locations[pointer].name(), "行4 列3");
//! ```

// From a source to rows of cells.
mod grid;
mod html;
pub mod office;
mod table;
mod text;

// From rows to documents.
mod accounts;
mod align;
mod base_data;
mod broken;
mod department_targets;
mod evaluation;
mod flat;
mod forms;
mod funds;
mod header;
mod indicators;
mod kind;
mod label;
mod leftover;
mod narrative;
mod node;
mod project_targets;
mod score_sheet;
mod split;
mod tree;
mod words;
mod written;
mod year;

mod limits;
mod location;
mod refusal;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::filing::Kind;
use crate::json::Json;
use crate::order::sorted_by_key;
use crate::value::text::compact;
use grid::{GridCell, GridRow};
pub use limits::MOST_BYTES;
pub use location::Location;
use node::Node;
pub use office::limits::{MOST_CELLS, MOST_ROWS, MOST_SHEETS};
pub use refusal::Refusal;
pub use written::write;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reading {
    /// The documents of a filing, each an object with a `kind`.
    pub documents: Vec<Json<'static>>,
    /// Where each cell came from, by its pointer into `{ documents }`.
    pub locations: BTreeMap<String, Location>,
    /// What the source holds and no document has, in the order of the source.
    pub unread: Vec<Unread>,
}

/// A cell of the source that is in no document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// Where it is in the source.
    pub location: Location,
    /// Its text.
    pub text: String,
}

/// What to read.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// Text or a web page, pasted or decoded.
    Text(&'a str),
    /// A file: an office file, or text in UTF-8 or UTF-16.
    Bytes(&'a [u8]),
}

/// Reads an officer's material. `name` is the file's name, if any: it decides the kind of an
/// untitled table where the labels leave that open, and supplies the year of a document that states
/// none, which is then located in the file's name.
///
/// If the source is too large, encrypted, broken or of an unsupported kind.
pub fn read(source: Source<'_>, name: Option<&str>) -> Result<Reading, Refusal> {
    let rows = match source {
        Source::Text(text) => {
            within(text.len())?;
            words(text, name)?
        }
        Source::Bytes(bytes) => {
            within(bytes.len())?;
            match office::rows(bytes)? {
                Some(rows) => rows.into_iter().map(GridRow::from).collect(),
                None => words(&text::decoded(bytes).ok_or(Refusal::NoText)?, name)?,
            }
        }
    };
    if rows.len() > MOST_ROWS || rows.iter().map(|row| row.cells.len()).sum::<usize>() > MOST_CELLS
    {
        return Err(Refusal::TooManyCells);
    }
    Ok(documents(rows, name.map(stem).unwrap_or("")))
}

/// Whether the bytes are neither an office file nor Unicode: perhaps text of another encoding,
/// which the host can decode.
#[cfg(all(target_arch = "wasm32", feature = "reader"))]
pub(crate) fn is_other_text(bytes: &[u8]) -> bool {
    !office::knows(bytes) && text::decoded(bytes).is_none()
}

/// A file's name without its folders and extension.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The rows of a text or a web page.
fn words(text: &str, name: Option<&str>) -> Result<Vec<GridRow>, Refusal> {
    let start = text
        .get(..text.len().min(1024))
        .unwrap_or(text)
        .trim_start_matches('\u{feff}')
        .trim_start();
    if start.starts_with("MIME-Version:") {
        return Err(Refusal::WebArchive);
    }
    if start.starts_with("<?xml")
        && text.contains("urn:schemas-microsoft-com:office:spreadsheet")
        && !text.contains("<html")
    {
        return Err(Refusal::SpreadsheetXml);
    }
    if html::looks_like(text) {
        return Ok(html::rows(text));
    }
    let commas = name.is_some_and(|name| name.to_ascii_lowercase().ends_with(".csv"))
        && !text.contains('\t');
    Ok(text::rows(text, if commas { ',' } else { '\t' }))
}

fn within(bytes: usize) -> Result<(), Refusal> {
    if bytes > MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

/// The documents and the unread cells of a source.
fn documents(rows: Vec<GridRow>, name: &str) -> Reading {
    let mut reading = Reading::default();
    let named = kind::titled(forms::without_attachment(name));
    // Last year's form or the lists behind a drop-down: nobody sees them, and they are no part of
    // what is handed in.
    let (hidden, rows): (Vec<GridRow>, Vec<GridRow>) = rows.into_iter().partition(|row| row.hidden);
    for rows in stretches(&rows) {
        if rows.first().is_some_and(written::begins) {
            let pointer = format!("/documents/{}", reading.documents.len());
            let document = written::read(rows, &pointer, &mut reading.locations);
            reading.documents.push(document);
            reading.leave(rows.iter());
        } else {
            reading.recognise(rows, name, named);
        }
    }
    let of_hidden = reading.unread.len();
    reading.leave(hidden.iter());
    reading
        .unread
        .iter_mut()
        .skip(of_hidden)
        .for_each(|unread| unread.location = unread.location.noted("隐藏的工作表"));
    reading
}

/// Separates documents written by [`write`] from rows that must be recognised.
fn stretches(rows: &[GridRow]) -> Vec<&[GridRow]> {
    let mut stretches = Vec::new();
    let mut rest = rows;
    while let Some((first, below)) = rest.split_first() {
        let is_written = written::begins(first);
        let goes_on = |row: &&GridRow| {
            !(written::begins(row) || is_written && row.place.is_beyond(&first.place))
        };
        let length = below.iter().take_while(goes_on).count().saturating_add(1);
        let Some((stretch, others)) = rest.split_at_checked(length) else { break };
        stretches.push(stretch);
        rest = others;
    }
    stretches
}

impl Reading {
    /// Reads forms that are known by their labels.
    fn recognise(&mut self, rows: &[GridRow], name: &str, named: Option<Kind>) {
        let reading = self;
        let from = reading.unread.len();
        let (rows, left) = flat::unflattened(rows);
        let rows = header::in_one_row(broken::mended(&rows));
        for form in forms::parted(&rows) {
            let untitled = || {
                kind::untitled(form.rows)
                    .map(|kind| named.filter(|named| kind::may_be(*named, kind)).unwrap_or(kind))
            };
            let titled = || {
                let title = form.title?.single()?;
                Some(kind::titled_above(form.kind?, &title.text, form.rows))
            };
            let Some(kind) = titled().or(form.kind).or_else(untitled) else {
                reading.leave(form.title.into_iter().chain(form.rows));
                continue;
            };
            let rows = split::split_rows(form.rows, kind::vocabularies(kind));
            let mut document = kind::read(kind, &rows);
            if let Some((row, cell)) =
                form.title.and_then(|row| row.cells.first().map(|cell| (row, cell)))
            {
                let title = Node::of(row, cell);
                document.offer("title", title);
            }
            if document.get("year").is_none_or(Node::is_blank) {
                caption(&rows).into_iter().for_each(|year| document.put("year", year));
            }
            let states_year = ["year", "title"]
                .iter()
                .filter_map(|key| document.get(key))
                .any(|node| year::year_in(node.text()).is_some());
            if let (false, Some(year)) = (states_year, year::year_in(name)) {
                document
                    .offer("year", Node::Cell { text: year, at: Location::new("文件名", None) });
            }
            let pointer = format!("/documents/{}", reading.documents.len());
            reading.documents.push(Node::Record(document).finish(&pointer, &mut reading.locations));
            reading.leave(form.title.into_iter().chain(&rows));
        }
        if !left.is_empty() {
            reading.leave(left.iter());
            let unread = reading.unread.iter_mut().skip(from);
            let unread: Vec<Unread> = unread.map(|unread| unread.clone()).collect();
            let unread = sorted_by_key(unread, |unread| unread.location.line());
            reading.unread.truncate(from);
            reading.unread.extend(unread);
        }
    }

    fn leave<'a>(&mut self, rows: impl Iterator<Item = &'a GridRow>) {
        for row in rows {
            let left = row.cells.iter().filter(|cell| !cell.is_read() && !is_attachment(cell));
            self.unread.extend(
                left.map(|cell| Unread { location: row.at(cell), text: cell.text.clone() }),
            );
        }
    }
}

/// The year near the title, in a cell of its own.
fn caption(rows: &[GridRow]) -> Option<Node> {
    let near = rows.iter().take(5).flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
    let (row, cell) =
        near.filter(|(_, cell)| !cell.is_read()).find(|(_, cell)| year::is_year(&cell.text))?;
    Some(Node::of(row, cell))
}

/// `附件2` above a title is in no document.
fn is_attachment(cell: &GridCell) -> bool {
    let text = compact(&cell.text);
    text.strip_prefix("附件")
        .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':')))
}
