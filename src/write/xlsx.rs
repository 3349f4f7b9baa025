//! Workbooks: a worksheet for each sheet.

use super::package::{DECLARATION, Part, frame, push_escaped, relations};
use super::sheet::{Line, Look, NARROW, Sheet};
use crate::error::{Error, ErrorKind};
use crate::json::Json;

const SPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The most that a cell of a worksheet holds, in UTF-16 units.
const MOST_TEXT: usize = 32_767;
/// The most digits that a worksheet keeps of a number.
const MOST_DIGITS: usize = 15;
/// Heights of a line of text and of a row, in points.
const LINE_HEIGHT: usize = 15;
const LEAST_HEIGHT: usize = 24;
const MOST_HEIGHT: usize = 409;

/// Whether every text of a filing fits into a cell; the error names the first that does not.
pub fn fits(filing: &Json<'_>) -> Result<(), Error> {
    let mut path = String::new();
    fits_below(filing.get("documents").unwrap_or(&Json::Null), &mut path)
}

fn fits_below(json: &Json<'_>, path: &mut String) -> Result<(), Error> {
    let length = path.len();
    let mut below = |key: &str, json: &Json<'_>| {
        path.push('/');
        path.push_str(key);
        let result = fits_below(json, path);
        path.truncate(length);
        result
    };
    match json {
        Json::Object(members) => members.iter().try_for_each(|(key, json)| below(key, json)),
        Json::Array(items) => {
            items.iter().enumerate().try_for_each(|(index, json)| below(&index.to_string(), json))
        }
        Json::String(text) => {
            let units = text.encode_utf16().count();
            if units <= MOST_TEXT {
                return Ok(());
            }
            Err(Error::new(
                ErrorKind::TooLarge,
                format!("/documents{path}"),
                format!(
                    "the text has {units} characters, and a cell of a worksheet holds {MOST_TEXT}: write the filing as .docx"
                ),
            ))
        }
        _ => Ok(()),
    }
}

/// How a cell is shown: its look, the format of its number, and whether its text has to be kept
/// from being taken for a formula when it is edited.
type Style = (Look, Option<String>, bool);

#[derive(Default)]
struct Styles(Vec<Style>);

impl Styles {
    fn index(&mut self, style: Style) -> usize {
        if let Some(index) = self.0.iter().position(|known| *known == style) {
            return index + 1;
        }
        self.0.push(style);
        self.0.len()
    }
}

pub fn parts(sheets: &[Sheet]) -> Vec<Part> {
    let mut styles = Styles::default();
    let mut book = String::new();
    let mut targets = Vec::new();
    let mut worksheets = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let number = index + 1;
        book += &format!(r#"<sheet name="{}" sheetId="{number}" r:id="rId{number}"/>"#, sheet.name);
        targets.push(format!("worksheets/sheet{number}.xml"));
        worksheets.push(worksheet(sheet, &mut styles));
    }
    let names: Vec<String> = targets.iter().map(|target| format!("xl/{target}")).collect();
    let mut types = vec![
        ("xl/workbook.xml", "spreadsheetml.sheet.main"),
        ("xl/styles.xml", "spreadsheetml.styles"),
    ];
    types.extend(names.iter().map(|name| (name.as_str(), "spreadsheetml.worksheet")));
    let related = targets.iter().map(|target| ("worksheet", target.as_str()));
    let mut parts = frame(&types).to_vec();
    parts.extend([
        ("xl/workbook.xml".to_owned(), format!(r#"{DECLARATION}<workbook xmlns="{SPACE}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{book}</sheets></workbook>"#)),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(related.chain([("styles", "styles.xml")]))),
        ("xl/styles.xml".to_owned(), styles_part(&styles)),
    ]);
    parts.extend(names.iter().cloned().zip(worksheets));
    parts
}

/// The name of a column, counted from 0: `A`, `AB`.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    let before = column / 26;
    if before == 0 { last.to_string() } else { format!("{}{last}", letters(before - 1)) }
}

/// A worksheet being written.
struct Writer<'s> {
    xml: String,
    merged: String,
    merges: usize,
    row: usize,
    styles: &'s mut Styles,
}

impl Writer<'_> {
    fn open(&mut self, height: usize) {
        self.row += 1;
        let height = height.clamp(LEAST_HEIGHT, MOST_HEIGHT);
        self.xml += &format!(r#"<row r="{}" ht="{height}" customHeight="1">"#, self.row);
    }

    fn merge(&mut self, column: usize, columns: usize, rows: usize) {
        if columns > 1 || rows > 1 {
            let (first, last) = (letters(column), letters(column + columns - 1));
            self.merges += 1;
            self.merged +=
                &format!(r#"<mergeCell ref="{first}{}:{last}{}"/>"#, self.row, self.row + rows - 1);
        }
    }

    fn cell(&mut self, column: usize, text: &str, look: Look) {
        let at = format!("{}{}", letters(column), self.row);
        let number = if look == Look::Figure { number(text) } else { None };
        let is_like_formula = text.starts_with(['=', '+', '-', '@']);
        let quoted = number.is_none() && is_like_formula;
        let (value, format) = number.unzip();
        let style = self.styles.index((look, format, quoted));
        match value {
            _ if text.is_empty() => self.xml += &format!(r#"<c r="{at}" s="{style}"/>"#),
            Some(value) => self.xml += &format!(r#"<c r="{at}" s="{style}"><v>{value}</v></c>"#),
            None => {
                self.xml += &format!(
                    r#"<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">"#
                );
                push_escaped(&mut self.xml, text);
                self.xml.push_str("</t></is></c>");
            }
        }
    }

    fn line(&mut self, line: &Line, width: u16, columns: usize) {
        self.open(height(&line.text, width, line.look));
        self.cell(0, &line.text, line.look);
        self.xml.push_str("</row>");
        self.merge(0, columns, 1);
    }
}

/// The height of a text in a cell of some width in millimetres: in 10.5 points, a Chinese character
/// is 3.7 millimetres wide.
fn height(text: &str, width: u16, look: Look) -> usize {
    let (character, line) = match look {
        Look::Title => (70, 30),
        Look::Heading => (50, 22),
        Look::Body => (43, 19),
        _ => (38, LINE_HEIGHT),
    };
    let room = (usize::from(width) * 10).saturating_sub(20).max(character);
    let lines = text.split('\n').map(|line| {
        let wide = line.chars().map(|c| if c.is_ascii() { character / 2 + 2 } else { character });
        wide.sum::<usize>().div_ceil(room).max(1)
    });
    lines.sum::<usize>() * line + 9
}

fn worksheet(sheet: &Sheet, styles: &mut Styles) -> String {
    let grid = sheet.grid();
    let widths = if sheet.is_report() { vec![NARROW] } else { grid.widths.clone() };
    let (columns, width) = (widths.len(), widths.iter().sum());
    let mut writer =
        Writer { xml: String::new(), merged: String::new(), merges: 0, row: 0, styles };
    sheet.above.iter().for_each(|line| writer.line(line, width, columns));
    // A cell over several rows is as high as all of them: each takes its share.
    let shares = |cell: &super::sheet::Cell| {
        height(&cell.text, cell.to - cell.from, cell.look).div_ceil(cell.rows)
    };
    for row in &grid.rows {
        writer.open(row.iter().map(|slot| shares(slot.cell)).max().unwrap_or(0));
        for slot in row {
            let text = if slot.is_covered { "" } else { &slot.cell.text };
            writer.cell(slot.column, text, slot.cell.look);
            // Every cell below a merged one has its borders.
            for column in 1..slot.columns {
                writer.cell(slot.column + column, "", slot.cell.look);
            }
            if !slot.is_covered {
                writer.merge(slot.column, slot.columns, slot.cell.rows);
            }
        }
        writer.xml.push_str("</row>");
    }
    sheet.below.iter().for_each(|line| writer.line(line, width, columns));
    let Writer { xml, merged, merges, .. } = writer;
    let mut cols = String::new();
    for (index, width) in (1..).zip(&widths) {
        // The width of a digit is 1.9 millimetres.
        let hundredths = u32::from(*width) * 1000 / 19;
        cols += &format!(
            r#"<col min="{index}" max="{index}" width="{}.{:02}" customWidth="1"/>"#,
            hundredths / 100,
            hundredths % 100
        );
    }
    let merged = if merges > 0 {
        format!(r#"<mergeCells count="{merges}">{merged}</mergeCells>"#)
    } else {
        String::new()
    };
    let orientation = if sheet.is_report() { "portrait" } else { "landscape" };
    format!(
        r#"{DECLARATION}<worksheet xmlns="{SPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{cols}</cols><sheetData>{xml}</sheetData>{merged}<printOptions horizontalCentered="1"/><pageMargins left="0.6" right="0.6" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="{orientation}" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"#
    )
}

/// A text as a number and the format that shows it as this text; `None` if there is none.
fn number(text: &str) -> Option<(String, String)> {
    let (body, percent) = match text.strip_suffix('%') {
        Some(body) => (body, "%"),
        None => (text, ""),
    };
    let digits = body.strip_prefix('-').unwrap_or(body);
    let (whole, decimals) = match digits.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let plain = whole.replace(',', "");
    let all = format!("{plain}{}", decimals.unwrap_or(""));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_exact = is_digits(&plain)
        && decimals.is_none_or(is_digits)
        && all.len() <= MOST_DIGITS
        && (plain == "0" || !plain.starts_with('0'))
        // A workbook has no -0.
        && (body == digits || all.bytes().any(|digit| digit != b'0'));
    let is_grouped = whole.contains(',');
    if !is_exact || is_grouped && whole != grouped(&plain) {
        return None;
    }
    let places = decimals.map_or(0, str::len);
    let shift = if percent.is_empty() { places } else { places + 2 };
    let sign = if body == digits { "" } else { "-" };
    let padded = format!("{all:0>width$}", width = shift + 1);
    let (whole, decimals) = padded.split_at_checked(padded.len() - shift)?;
    let point = if shift > 0 { "." } else { "" };
    let zeros = "0".repeat(places);
    let format = [
        if is_grouped { "#,##0" } else { "0" },
        if places > 0 { "." } else { "" },
        &zeros,
        percent,
    ];
    Some((format!("{sign}{whole}{point}{decimals}"), format.concat()))
}

/// `1234567` → `1,234,567`
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn styles_part(styles: &Styles) -> String {
    let mut formats: Vec<&str> = Vec::new();
    let mut cells = String::new();
    for (look, format, quoted) in &styles.0 {
        let format = match format {
            // As text, so that a figure that is typed into it stays as it is typed.
            None if *look == Look::Figure => 49,
            None => 0,
            Some(format) => {
                let known = formats.iter().position(|known| known == format);
                let index = known.unwrap_or_else(|| {
                    formats.push(format);
                    formats.len() - 1
                });
                164 + index
            }
        };
        let (font, border, align) = match look {
            Look::Title => (1, 0, "center"),
            Look::Caption => (2, 0, "center"),
            Look::Unit => (2, 0, "right"),
            Look::Heading => (3, 0, "left"),
            Look::Body => (2, 0, "left"),
            Look::Signature => (2, 0, "left"),
            Look::Label | Look::Figure | Look::Words => (0, 1, "center"),
            Look::Prose => (0, 1, "left"),
        };
        let base = usize::from(*look == Look::Heading);
        let quote = if *quoted { r#" quotePrefix="1""# } else { "" };
        cells += &format!(
            r#"<xf numFmtId="{format}" fontId="{font}" fillId="0" borderId="{border}" xfId="{base}"{quote} applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="{align}" vertical="center" wrapText="1"/></xf>"#
        );
    }
    let mut own = String::new();
    for (id, format) in (164..).zip(&formats) {
        own += &format!(r#"<numFmt numFmtId="{id}" formatCode="{format}"/>"#);
    }
    if !own.is_empty() {
        own = format!(r#"<numFmts count="{}">{own}</numFmts>"#, formats.len());
    }
    let mut fonts = String::new();
    for (size, name, bold) in [
        ("10.5", "宋体", ""),
        ("18", "方正小标宋简体", "<b/>"),
        ("12", "仿宋", ""),
        ("14", "黑体", ""),
    ] {
        fonts += &format!(r#"<font>{bold}<sz val="{size}"/><name val="{name}"/></font>"#);
    }
    let edges: String = ["left", "right", "top", "bottom"]
        .iter()
        .map(|edge| format!(r#"<{edge} style="thin"><color auto="1"/></{edge}>"#))
        .collect();
    let count = styles.0.len() + 1;
    format!(
        r#"{DECLARATION}<styleSheet xmlns="{SPACE}">{own}<fonts count="4">{fonts}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{edges}<diagonal/></border></borders><cellStyleXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="0" fontId="3" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{count}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{cells}</cellXfs><cellStyles count="2"><cellStyle name="Normal" xfId="0" builtinId="0"/><cellStyle name="Heading 1" xfId="1" builtinId="16"/></cellStyles></styleSheet>"#
    )
}
