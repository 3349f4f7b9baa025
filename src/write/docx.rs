//! Text documents: a section for each sheet.

use super::package::{DECLARATION, Part, frame, push_escaped, relations};
use super::sheet::{Look, Sheet, Slot};

const SPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

pub fn parts(sheets: &[Sheet]) -> Vec<Part> {
    let mut body = String::new();
    for (index, sheet) in sheets.iter().enumerate() {
        sheet.above.iter().for_each(|line| paragraph(&mut body, &line.text, line.look));
        if !sheet.is_report() {
            table(&mut body, sheet);
        }
        sheet.below.iter().for_each(|line| paragraph(&mut body, &line.text, line.look));
        // A section's page is in its last paragraph, that of the last section in the body.
        let page = page(sheet);
        if index + 1 < sheets.len() {
            body += &format!(
                r#"<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{page}</w:pPr></w:p>"#
            );
        } else {
            body += &page;
        }
    }
    let main = "word/document.xml";
    let [types, root] = frame(&[
        (main, "wordprocessingml.document.main"),
        ("word/styles.xml", "wordprocessingml.styles"),
    ]);
    vec![
        types,
        root,
        (
            main.to_owned(),
            format!(
                r#"{DECLARATION}<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>"#
            ),
        ),
        (
            "word/_rels/document.xml.rels".to_owned(),
            relations([("styles", "styles.xml")].into_iter()),
        ),
        ("word/styles.xml".to_owned(), styles()),
    ]
}

/// A4, in landscape unless it is a report.
fn page(sheet: &Sheet) -> String {
    let (size, sides) = if sheet.is_report() {
        (r#"w:w="11906" w:h="16838""#, 1531)
    } else {
        (r#"w:w="16838" w:h="11906" w:orient="landscape""#, 1247)
    };
    format!(
        r#"<w:sectPr><w:pgSz {size}/><w:pgMar w:top="1134" w:right="{sides}" w:bottom="1134" w:left="{sides}" w:header="680" w:footer="680" w:gutter="0"/></w:sectPr>"#
    )
}

fn style(look: Look) -> &'static str {
    match look {
        Look::Title => "Title",
        Look::Caption => "Caption",
        Look::Unit => "Unit",
        Look::Heading => "Heading1",
        Look::Body => "BodyText",
        Look::Signature => "Signature",
        Look::Label | Look::Figure | Look::Words => "CellCentred",
        Look::Prose => "CellText",
    }
}

fn paragraph(xml: &mut String, text: &str, look: Look) {
    *xml += &format!(r#"<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>"#, style(look));
    for (index, line) in text.split('\n').enumerate() {
        xml.push_str(if index > 0 { "<w:r><w:br/>" } else { "<w:r>" });
        xml.push_str(r#"<w:t xml:space="preserve">"#);
        push_escaped(xml, line);
        xml.push_str("</w:t></w:r>");
    }
    xml.push_str("</w:p>");
}

/// Millimetres as twentieths of a point.
fn twips(millimetres: u16) -> u32 {
    u32::from(millimetres) * 567 / 10
}

fn table(xml: &mut String, sheet: &Sheet) {
    let grid = sheet.grid();
    let all: u32 = grid.widths.iter().map(|width| twips(*width)).sum();
    *xml += &format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{all}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>"#
    );
    for edge in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        *xml += &format!(r#"<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#);
    }
    xml.push_str(r#"</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#);
    for width in &grid.widths {
        *xml += &format!(r#"<w:gridCol w:w="{}"/>"#, twips(*width));
    }
    xml.push_str("</w:tblGrid>");
    for row in &grid.rows {
        xml.push_str(r#"<w:tr><w:trPr><w:trHeight w:val="397" w:hRule="atLeast"/></w:trPr>"#);
        for slot in row {
            let widths = grid.widths.iter().skip(slot.column).take(slot.columns);
            cell(xml, slot, widths.map(|width| twips(*width)).sum());
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
}

fn cell(xml: &mut String, slot: &Slot<'_>, width: u32) {
    *xml += &format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#);
    if slot.columns > 1 {
        *xml += &format!(r#"<w:gridSpan w:val="{}"/>"#, slot.columns);
    }
    match (slot.is_covered, slot.cell.rows) {
        (true, _) => xml.push_str("<w:vMerge/>"),
        (false, 2..) => xml.push_str(r#"<w:vMerge w:val="restart"/>"#),
        _ => {}
    }
    xml.push_str(r#"<w:vAlign w:val="center"/></w:tcPr>"#);
    paragraph(xml, if slot.is_covered { "" } else { &slot.cell.text }, slot.cell.look);
    xml.push_str("</w:tc>");
}

fn styles() -> String {
    let mut styles = String::new();
    for (id, name, paragraph, font, size) in [
        (
            "Title",
            "Title",
            r#"<w:spacing w:after="120"/><w:jc w:val="center"/>"#,
            "方正小标宋简体",
            36,
        ),
        ("Caption", "caption", r#"<w:jc w:val="center"/>"#, "仿宋", 24),
        ("Unit", "单位", r#"<w:jc w:val="right"/>"#, "仿宋", 21),
        (
            "Heading1",
            "heading 1",
            r#"<w:keepNext/><w:spacing w:before="120" w:after="60" w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/>"#,
            "黑体",
            32,
        ),
        (
            "BodyText",
            "Body Text",
            r#"<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="left"/>"#,
            "仿宋",
            32,
        ),
        ("Signature", "Signature", r#"<w:spacing w:before="160"/>"#, "仿宋", 24),
        ("CellCentred", "表格居中", r#"<w:jc w:val="center"/>"#, "宋体", 21),
        ("CellText", "表格正文", r#"<w:jc w:val="left"/>"#, "宋体", 21),
    ] {
        let bold = if id == "Title" { "<w:b/>" } else { "" };
        styles += &format!(
            r#"<w:style w:type="paragraph" w:customStyle="0" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{paragraph}</w:pPr><w:rPr><w:rFonts w:eastAsia="{font}"/>{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#
        );
    }
    format!(
        r#"{DECLARATION}<w:styles xmlns:w="{SPACE}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋" w:cs="Times New Roman"/><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{styles}</w:styles>"#
    )
}
