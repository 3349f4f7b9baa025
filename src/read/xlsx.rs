//! Workbooks: the sheets in their order, shared strings, and numbers as their format shows them.

use super::grid::{Place, Row};
use super::markup::{Token, Tokens};
use super::office::{attribute, xml};
use super::zip::Archive;
use super::{MOST_CELLS, MOST_ROWS};
use crate::error::Error;

/// Most sheets of a workbook.
pub const MOST_SHEETS: usize = 256;
/// Widest sheet, as Excel has it.
const MOST_COLUMNS: usize = 16_384;
/// Longest sheet, as Excel has it.
const LAST_ROW: usize = 1_048_576;

/// The rows of a workbook.
pub fn rows(archive: &Archive) -> Result<Vec<Row>, Error> {
    let sheets = sheets(archive)?;
    if sheets.len() > MOST_SHEETS {
        return Err(Error::new("", format!("工作表过多：最多 {MOST_SHEETS} 张（too many sheets）")));
    }
    let strings = if archive.has("xl/sharedStrings.xml") { strings(&xml(archive, "xl/sharedStrings.xml")?) } else { Vec::new() };
    let formats = if archive.has("xl/styles.xml") { formats(&xml(archive, "xl/styles.xml")?) } else { Vec::new() };
    let mut rows = Vec::new();
    let mut cells = 0usize;
    for (name, path) in sheets {
        read(&name, &xml(archive, &path)?, &strings, &formats, &mut rows, &mut cells)?;
    }
    Ok(rows)
}

/// Names and parts of the sheets, in their order.
fn sheets(archive: &Archive) -> Result<Vec<(String, String)>, Error> {
    let relations = xml(archive, "xl/_rels/workbook.xml.rels")?;
    let targets: Vec<(String, String)> = Tokens::new(&relations)
        .filter_map(|token| match token {
            Token::Open { name: "Relationship", attributes, .. } => {
                let target = attribute(&attributes, "Target")?;
                let target = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                Some((attribute(&attributes, "Id")?.to_owned(), target))
            }
            _ => None,
        })
        .collect();
    let workbook = xml(archive, "xl/workbook.xml")?;
    let sheets = Tokens::new(&workbook).filter_map(|token| match token {
        Token::Open { name: "sheet", attributes, .. } => {
            // `r:id` and `sheetId` both end up without their namespace; only the first is called id.
            let id = attribute(&attributes, "id")?;
            let path = targets.iter().find(|(known, _)| known == id)?.1.clone();
            Some((attribute(&attributes, "name")?.to_owned(), path))
        }
        _ => None,
    });
    Ok(sheets.collect())
}

/// The shared strings, without the readings that stand above them.
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

/// How a cell's number is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Format {
    General,
    /// So many decimals, with a mark after thousands, as a percentage.
    Fixed {
        decimals: usize,
        thousands: bool,
        percent: bool,
    },
    Date,
}

/// The format of each cell style.
fn formats(xml: &str) -> Vec<Format> {
    let mut own: Vec<(String, String)> = Vec::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    for token in Tokens::new(xml) {
        match token {
            Token::Open { name: "numFmt", attributes, .. } => {
                if let (Some(id), Some(code)) = (attribute(&attributes, "numFmtId"), attribute(&attributes, "formatCode")) {
                    own.push((id.to_owned(), code.to_owned()));
                }
            }
            Token::Open { name: "cellXfs", closed: false, .. } => in_cells = true,
            Token::Close("cellXfs") => in_cells = false,
            Token::Open { name: "xf", attributes, .. } if in_cells => {
                let id = attribute(&attributes, "numFmtId").unwrap_or("0");
                let code = own.iter().find(|(known, _)| known == id).map_or_else(|| built_in(id), |(_, code)| code);
                styles.push(format(code));
            }
            _ => {}
        }
    }
    styles
}

fn built_in(id: &str) -> &'static str {
    match id {
        "1" => "0",
        "2" => "0.00",
        "3" => "#,##0",
        "4" => "#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        "14" | "15" | "16" | "17" | "22" | "27" | "31" | "57" | "58" => "yyyy-mm-dd",
        "37" | "38" => "#,##0",
        "39" | "40" => "#,##0.00",
        "41" | "42" => "#,##0",
        "43" | "44" => "#,##0.00",
        _ => "General",
    }
}

fn format(code: &str) -> Format {
    // The first section is for positive numbers; what is quoted or in brackets is no pattern.
    let mut pattern = String::new();
    let (mut quoted, mut bracketed) = (false, false);
    for c in code.split(';').next().unwrap_or("").chars() {
        match c {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ if !quoted && !bracketed => pattern.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    if pattern.contains(['y', 'd']) {
        return Format::Date;
    }
    if !pattern.contains(['0', '#']) || pattern.contains("general") || pattern.contains(['e', '?', '/']) {
        return Format::General;
    }
    let decimals =
        pattern.split_once('.').map_or(0, |(_, after)| after.chars().take_while(|c| matches!(c, '0' | '#')).filter(|c| *c == '0').count());
    Format::Fixed { decimals, thousands: pattern.contains(",#") || pattern.contains(",0"), percent: pattern.contains('%') }
}

fn read(sheet: &str, xml: &str, strings: &[String], formats: &[Format], rows: &mut Vec<Row>, count: &mut usize) -> Result<(), Error> {
    let too_many = || Error::new("", format!("工作表“{sheet}”过大：最多 {MOST_ROWS} 行、{MOST_CELLS} 个单元格（too many rows or cells）"));
    let absurd = |what: &str| Error::new("", format!("工作表“{sheet}”的单元格位置 {what} 超出范围（no such cell）"));
    let mut cells: Vec<(usize, String)> = Vec::new();
    let (mut row, mut column) = (0usize, 0usize);
    let (mut kind, mut style) = (String::new(), 0usize);
    let mut value: Option<String> = None;
    let mut text = false;
    for token in Tokens::new(xml) {
        match token {
            Token::Open { name: "row", attributes, closed } => {
                row = attribute(&attributes, "r").and_then(|row| row.parse().ok()).unwrap_or(row.saturating_add(1));
                if row > LAST_ROW {
                    return Err(absurd(&row.to_string()));
                }
                column = 0;
                let _ = closed;
            }
            Token::Close("row") => {
                let cells = core::mem::take(&mut cells);
                if !cells.is_empty() {
                    rows.push(Row::new(Place::Sheet { name: sheet.to_owned(), row }, cells));
                }
                if rows.len() > MOST_ROWS {
                    return Err(too_many());
                }
            }
            Token::Open { name: "c", attributes, closed } => {
                if let Some(at) = attribute(&attributes, "r") {
                    column = column_of(at).ok_or_else(|| absurd(at))?;
                }
                kind = attribute(&attributes, "t").unwrap_or("").to_owned();
                style = attribute(&attributes, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                value = None;
                if closed {
                    column = column.saturating_add(1);
                }
            }
            Token::Open { name: "v" | "t", closed: false, .. } => text = true,
            Token::Close("v" | "t") => text = false,
            Token::Text(piece) if text => value.get_or_insert_default().push_str(&piece),
            Token::Close("c") => {
                if let Some(raw) = value.take() {
                    *count = count.saturating_add(1);
                    if *count > MOST_CELLS {
                        return Err(too_many());
                    }
                    cells.push((column, shown(&raw, &kind, formats.get(style), strings)));
                }
                column = column.saturating_add(1);
            }
            _ => {}
        }
    }
    Ok(())
}

/// `C14` → 2.
fn column_of(at: &str) -> Option<usize> {
    let letters = at.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().try_fold(0usize, |column, letter| {
        let digit = usize::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|digit| *digit < 26)?);
        column.checked_mul(26)?.checked_add(digit)?.checked_add(1)
    })?;
    column.checked_sub(1).filter(|column| *column < MOST_COLUMNS)
}

/// What the officer sees in a cell.
fn shown(raw: &str, kind: &str, format: Option<&Format>, strings: &[String]) -> String {
    match kind {
        "s" => raw.trim().parse::<usize>().ok().and_then(|index| strings.get(index)).cloned().unwrap_or_default(),
        "b" => if raw.trim() == "1" { "是" } else { "否" }.to_owned(),
        "" | "n" => number(raw.trim(), format.unwrap_or(&Format::General)).unwrap_or_else(|| raw.to_owned()),
        _ => raw.to_owned(),
    }
}

/// A stored number as its format shows it.
fn number(raw: &str, format: &Format) -> Option<String> {
    match format {
        // Excel shows eleven digits in a general cell; sixteen are the noise of binary fractions.
        Format::General => Some(rounded(raw, 0, general_decimals(raw)?, false)?.trimmed()),
        Format::Fixed { decimals, thousands, percent } => {
            let shown = rounded(raw, if *percent { 2 } else { 0 }, *decimals, *thousands)?;
            Some(format!("{}{}", shown.0, if *percent { "%" } else { "" }))
        }
        Format::Date => date(raw.split('.').next()?.parse().ok()?),
    }
}

fn general_decimals(raw: &str) -> Option<usize> {
    let whole = digits(raw, 0)?.1.max(1);
    Some(usize::try_from(10i64.saturating_sub(whole.max(1))).unwrap_or(0).min(9))
}

struct Shown(String);

impl Shown {
    fn trimmed(self) -> String {
        match self.0.contains('.') {
            true => self.0.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => self.0,
        }
    }
}

/// The digits of a number as stored (`-1.25E-3`), its sign, and where its point stands among them.
fn digits(raw: &str, shift: i64) -> Option<(Vec<u8>, i64, bool)> {
    let (negative, raw) = raw.strip_prefix('-').map_or((false, raw), |rest| (true, rest));
    let (mantissa, exponent) = raw.split_once(['e', 'E']).unwrap_or((raw, "0"));
    let exponent: i64 = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if all.is_empty() || all.len() > 400 || !all.iter().all(u8::is_ascii_digit) || exponent.abs() > 300 {
        return None;
    }
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?.checked_add(shift)?;
    Some((all, point, negative))
}

/// A number times ten to the `shift`, rounded half up to so many decimals. Decimal digits only: no binary fraction is ever made.
fn rounded(raw: &str, shift: i64, decimals: usize, thousands: bool) -> Option<Shown> {
    let (mut digits, mut point, negative) = digits(raw, shift)?;
    if point < 0 {
        let zeros = usize::try_from(point.checked_neg()?).ok()?;
        digits.splice(0..0, core::iter::repeat_n(b'0', zeros));
        point = 0;
    }
    let point = usize::try_from(point).ok()?;
    let keep = point.checked_add(decimals)?;
    // Fifteen digits are what a stored number has; the rest is how binary fractions print (0.28999999999999998).
    let first = digits.iter().position(|digit| *digit != b'0').unwrap_or(0);
    round_at(&mut digits, first.saturating_add(15));
    let carried = round_at(&mut digits, keep);
    digits.resize(keep.saturating_add(usize::from(carried)), b'0');
    let split = point.saturating_add(usize::from(carried));
    let (whole, fraction) = digits.split_at_checked(split)?;
    let whole: String = whole.iter().map(|digit| char::from(*digit)).collect();
    let whole = whole.trim_start_matches('0');
    let mut shown = if whole.is_empty() { "0".to_owned() } else { whole.to_owned() };
    if thousands {
        shown = grouped(&shown);
    }
    if decimals > 0 {
        shown.push('.');
        shown.extend(fraction.iter().take(decimals).map(|digit| char::from(*digit)));
    }
    let zero = !shown.contains(|c: char| matches!(c, '1'..='9'));
    Some(Shown(if negative && !zero { format!("-{shown}") } else { shown }))
}

/// Rounds to the first `keep` digits; says whether a digit was put in front.
fn round_at(digits: &mut Vec<u8>, keep: usize) -> bool {
    let up = digits.get(keep).is_some_and(|digit| *digit >= b'5');
    digits.truncate(keep);
    if !up {
        return false;
    }
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit = digit.saturating_add(1);
            return false;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
    true
}

fn grouped(whole: &str) -> String {
    let mut out = String::new();
    for (index, c) in whole.chars().enumerate() {
        if index > 0 && whole.len().saturating_sub(index) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// The day of a serial number: 1 is 1900-01-01, and 60 a 29 February that never was.
fn date(serial: i64) -> Option<String> {
    if !(61..=2_958_465).contains(&serial) {
        return None;
    }
    // Days since 0000-03-01, then the civil calendar by eras of 400 years.
    let days = serial.checked_add(693_899)?;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_they_are_shown() {
        for (raw, code, expected) in [
            ("0.95440000000000003", "0.00%", "95.44%"),
            ("1997.21", "General", "1997.21"),
            ("625.49999999999989", "General", "625.5"),
            ("0.1", "General", "0.1"),
            ("1.0E-2", "0%", "1%"),
            ("33241.27", "#,##0.00", "33,241.27"),
            ("9.5", "0.00", "9.50"),
            ("2.6749999999999998", "0.00", "2.68"),
            ("999.999", "#,##0.00", "1,000.00"),
            ("-0.004", "0.00", "0.00"),
            ("-12.5", "0", "-13"),
            ("100", "General", "100"),
            ("1E+3", "General", "1000"),
            ("0", "General", "0"),
            ("46113", "yyyy\"年\"m\"月\"d\"日\"", "2026-04-01"),
            ("45351", "yyyy-mm-dd", "2024-02-29"),
        ] {
            assert_eq!(number(raw, &format(code)).as_deref(), Some(expected), "{raw} {code}");
        }
        for raw in ["", "x", "1e999", "--1", "1.2.3"] {
            assert_eq!(number(raw, &Format::General), None, "{raw}");
        }
    }

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
