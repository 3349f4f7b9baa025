//! Web pages and HTML from the clipboard: tables with spans become rows, other blocks become
//! paragraphs.

use super::grid::{GridRow, RowPlace};
use super::office::markup::{Token, Tokens};
use super::table::SpannedTable;

/// Tables nested deeper than this are read as text of the outer cell.
const DEEPEST: usize = 32;

/// Whether a text is a web page.
pub fn looks_like(text: &str) -> bool {
    let start: String = text
        .trim_start_matches('\u{feff}')
        .chars()
        .take(4096)
        .collect::<String>()
        .to_ascii_lowercase();
    let start = start.trim_start();
    start.starts_with('<')
        && [
            "<html", "<table", "<!doctype html", "<body", "<meta", "<div", "<p",
            "<!--startfragment",
        ]
        .iter()
        .any(|tag| start.contains(tag))
}

/// The rows of a page.
pub fn rows(page: &str) -> Vec<GridRow> {
    let mut rows = Vec::new();
    let mut paragraphs = 0usize;
    let mut tables = 0usize;
    let mut open: Vec<SpannedTable> = Vec::new();
    let mut text = String::new();
    let mut heading = false;
    let mut too_deep = 0usize;
    // Inside an option that is not selected.
    let mut unchosen = false;
    let mut tokens = Tokens::new(page);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(piece) if !unchosen => collapse(&piece, &mut text),
            Token::Text(_) => {}
            Token::Open { name, attributes, closed } => {
                let name = name.to_ascii_lowercase();
                let attribute = |key: &str| {
                    attributes
                        .iter()
                        .find(|(name, _)| name.eq_ignore_ascii_case(key))
                        .map(|(_, value)| value.trim())
                };
                let span =
                    |key: &str| attribute(key).and_then(|value| value.parse().ok()).unwrap_or(1);
                unchosen = match name.as_str() {
                    "option" => attribute("selected").is_none(),
                    "td" | "th" | "tr" => false,
                    _ => unchosen,
                };
                match name.as_str() {
                    "script" | "style" | "title" | "xml" | "noscript" | "template" | "button"
                        if !closed =>
                    {
                        tokens.leave_out(&name)
                    }
                    "br" => text.push('\n'),
                    // A value typed into a form field of the page.
                    "input"
                        if attribute("type")
                            .is_none_or(|kind| matches!(kind, "text" | "number" | "")) =>
                    {
                        text.push_str(attribute("value").unwrap_or(""));
                    }
                    "table" if open.len() >= DEEPEST => too_deep = too_deep.saturating_add(1),
                    "table" => {
                        flush(&mut text, &mut heading, &mut open, &mut rows, &mut paragraphs);
                        rows.extend(open.last_mut().map(SpannedTable::so_far).unwrap_or_default());
                        tables = tables.saturating_add(1);
                        open.push(SpannedTable::new(tables));
                    }
                    "tr" => {
                        flush(&mut text, &mut heading, &mut open, &mut rows, &mut paragraphs);
                        if let Some(table) = open.last_mut() {
                            table.begin_row();
                        }
                    }
                    "td" | "th" => {
                        flush(&mut text, &mut heading, &mut open, &mut rows, &mut paragraphs);
                        if let Some(table) = open.last_mut() {
                            table.begin_cell(span("colspan"), span("rowspan"));
                        }
                    }
                    name if is_block(name) => {
                        flush(&mut text, &mut heading, &mut open, &mut rows, &mut paragraphs);
                        heading = is_heading(name);
                    }
                    _ => {}
                }
            }
            Token::Close(name) => {
                let name = name.to_ascii_lowercase();
                unchosen &= !matches!(name.as_str(), "option" | "select");
                if matches!(name.as_str(), "table" | "tr" | "td" | "th") || is_block(&name) {
                    flush(&mut text, &mut heading, &mut open, &mut rows, &mut paragraphs);
                }
                match name.as_str() {
                    "table" if too_deep > 0 => too_deep = too_deep.saturating_sub(1),
                    // A nested table's rows become rows of the grid.
                    "table" => {
                        rows.extend(open.pop().map(SpannedTable::finish).unwrap_or_default())
                    }
                    "td" | "th" => open.last_mut().into_iter().for_each(SpannedTable::end_cell),
                    _ => {}
                }
            }
        }
    }
    flush(&mut text, &mut heading, &mut open, &mut rows, &mut paragraphs);
    while let Some(table) = open.pop() {
        rows.extend(table.finish());
    }
    rows
}

/// Moves the text collected so far into the open cell, or makes it a paragraph.
fn flush(
    text: &mut String,
    heading: &mut bool,
    open: &mut [SpannedTable],
    rows: &mut Vec<GridRow>,
    paragraphs: &mut usize,
) {
    let piece = core::mem::take(text);
    let piece = piece.trim();
    if piece.is_empty() {
        return;
    }
    if !open.last_mut().is_some_and(|table| table.add(piece)) {
        for line in piece.split('\n').filter(|line| !line.trim().is_empty()) {
            *paragraphs = paragraphs.saturating_add(1);
            let mut row = GridRow::new(RowPlace::Paragraph(*paragraphs), [(0, line.to_owned())]);
            row.heading = *heading;
            rows.push(row);
        }
    }
    *heading = false;
}

fn is_block(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "p" | "div"
                | "li"
                | "ul"
                | "ol"
                | "section"
                | "article"
                | "caption"
                | "body"
                | "center"
                | "blockquote"
                | "pre"
                | "dt"
                | "dd"
        )
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Appends text with its white space collapsed, as a page shows it.
fn collapse(piece: &str, text: &mut String) {
    for c in piece.chars() {
        let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
        if c != ' ' || !text.ends_with([' ', '\n']) && !text.is_empty() {
            text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows_of(page: &str) -> Vec<String> {
        let row = |row: &GridRow| {
            row.cells
                .iter()
                .map(|cell| format!("{}={}", row.at(cell), cell.text))
                .collect::<Vec<_>>()
                .join(" ")
        };
        rows(page).iter().map(row).collect()
    }

    #[test]
    fn spans_keep_the_columns_of_what_follows() {
        let page = "<html><head><title>x</title><style>p{}</style></head><body><h1>自评表</h1><p>单位：&nbsp;万元</p><table>\
            <tr><td rowspan=\"2\">产出<br>指标</td><td colspan=2>甲</td><td>乙</td></tr>\
            <tr><td>丙</td><td></td><td><p>丁</p><p>戊</p></td></tr></table></body></html>";
        assert_eq!(
            rows_of(page),
            [
                "段1=自评表",
                "段2=单位：\u{a0}万元",
                "表1 行1 列1=产出\n指标 表1 行1 列2=甲 表1 行1 列4=乙",
                "表1 行2 列2=丙 表1 行2 列4=丁\n戊",
            ]
        );
    }

    #[test]
    fn absurd_and_broken_pages_are_read_as_far_as_they_go() {
        for page in [
            "<table><tr><td colspan=99999999999 rowspan=88888888>甲",
            "<table><td>甲</td><tr><table><tr><td>乙",
            "<td>甲</td></table></tr></table>",
            "<<<>>></></ ><a href='><table",
            "&#x110000;&#;&amp&nosuch;",
        ] {
            let _ = rows(page);
        }
        assert_eq!(rows_of("<table><tr><td colspan=99999999999>甲</td><td>乙</td></tr>").len(), 1);
    }

    #[test]
    fn words_are_no_page() {
        assert!(looks_like("<meta charset='utf-8'><table><tr><td>"));
        assert!(!looks_like("<三公>经费\t12"));
        assert!(!looks_like("三公经费 <table>"));
    }
}
