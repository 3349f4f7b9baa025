//! Small files of each kind, and the rows that a reader of them sees.

use std::io::Write;

use rawzip::{CompressionMethod, ZipArchiveWriter};

use super::{Error, Place, Row, knows, rows};

/// An archive of these members.
fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    packed_by(CompressionMethod::STORE, members)
}

/// An archive whose members claim a compression method that they do not use.
fn packed_by(method: CompressionMethod, members: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, text) in members {
        let (mut entry, config) =
            archive.new_file(name).compression_method(method).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(text.as_bytes()).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

/// The rows of a file as `Sheet1!3 | A=text | C=text`, with `#` before headings and `~` before
/// hidden rows.
fn seen(bytes: &[u8]) -> Vec<String> {
    rows(bytes).unwrap().unwrap().iter().map(line).collect()
}

fn line(row: &Row) -> String {
    let place = match &row.place {
        Place::Sheet { name, row } => format!("{name}!{row}"),
        Place::Table { table, row } => format!("table {table} row {row}"),
        Place::Paragraph(paragraph) => format!("paragraph {paragraph}"),
    };
    let cells = row.cells.iter().map(|cell| {
        let column = char::from(b'A' + u8::try_from(cell.column).unwrap());
        format!(" | {column}={}", cell.text)
    });
    let heading = if row.is_heading { "#" } else { "" };
    let hidden = if row.is_hidden { "~" } else { "" };
    format!("{heading}{hidden}{place}{}", cells.collect::<String>())
}

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets>
    <sheet name="自评表" sheetId="7" r:id="rId2"/><sheet name="旧" state="hidden" r:id="rId1"/>
    </sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Target="sheets/old.xml"/>
    <Relationship Id="rId2" Target="/xl/sheets/new.xml"/></Relationships>"#;

fn workbook(sheet: &str) -> Vec<u8> {
    archive(&[
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0&quot;万元&quot;"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="31"/><xf numFmtId="170"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>合</t><r><t>计</t></r><rPh><t>héjì</t></rPh></si></sst>",
        ),
        ("xl/sheets/old.xml", "<worksheet><row><c><v>1</v></c></row></worksheet>"),
        ("xl/sheets/new.xml", sheet),
    ])
}

#[test]
fn a_workbook_shows_numbers_by_their_formats() {
    let sheet = r#"<worksheet><sheetData>
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>0.95440000000000003</v></c></row>
        <row r="5"><c r="A5" s="2"><v>46113</v></c><c s="3"><v>12.25</v></c><c t="b"><v>1</v></c></row>
        <row><c t="inlineStr"><is><t> ≥90 </t></is></c><c><f>SUM(A1:A2)</f></c><c t="e"><v>#DIV/0!</v></c></row>
        </sheetData></worksheet>"#;
    assert_eq!(
        seen(&workbook(sheet)),
        [
            "自评表!2 | A=合计 | C=95.44%",
            "自评表!5 | A=2026年4月1日 | B=12.3万元 | C=是",
            "自评表!6 | A=≥90 | B==SUM(A1:A2) | C=#DIV/0!",
            "~旧!1 | A=1",
        ]
    );
}

#[test]
fn a_cell_beyond_the_edge_of_a_worksheet_is_refused() {
    for (cell, at) in [
        (r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#, "XFE1"),
        (r#"<row r="1048577"><c><v>1</v></c></row>"#, "1048577"),
    ] {
        let refused = rows(&workbook(&format!("<worksheet>{cell}</worksheet>")));
        let expected = Error::NoSuchCell { sheet: "自评表".to_owned(), at: at.to_owned() };
        assert_eq!(refused, Err(expected));
    }
}

#[test]
fn a_text_shows_the_new_state_of_changes_and_tables_their_merged_cells() {
    let document = r#"<w:document><w:body>
        <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>一、概况</w:t></w:r></w:p>
        <w:p><w:r><w:t>完成</w:t></w:r><w:del><w:r><w:t>8</w:t></w:r></w:del><w:ins><w:r><w:t>9</w:t><w:br/><w:t>座</w:t></w:r></w:ins></w:p>
        <w:tbl><w:tr>
            <w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>指标</w:t></w:r></w:p></w:tc>
            <w:tc><w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>9</w:t></w:r></w:p><w:p><w:r><w:t>座</w:t></w:r></w:p></w:tc>
        </w:tr><w:tr>
            <w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc>
            <w:tc><w:p><w:r><w:t>10</w:t></w:r></w:p></w:tc>
        </w:tr></w:tbl></w:body></w:document>"#;
    assert_eq!(
        seen(&archive(&[("word/document.xml", document)])),
        [
            "#paragraph 1 | A=一、概况",
            "paragraph 2 | A=完成9\n座",
            "table 1 row 1 | A=指标 | C=≥9\n座",
            "table 1 row 2 | C=10",
        ]
    );
}

#[test]
fn an_open_document_sheet_repeats_rows_and_cells() {
    let content = r#"<office:document><table:table table:name="表">
        <table:table-row table:number-rows-repeated="2"/>
        <table:table-row table:number-rows-repeated="2">
            <table:table-cell/>
            <table:table-cell table:number-columns-repeated="2"><text:p>甲<text:s/>乙</text:p>
                <office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>
        </table:table-row>
        <table:table-row><table:table-cell><text:p>一</text:p><text:p>二</text:p></table:table-cell></table:table-row>
        </table:table></office:document>"#;
    assert_eq!(
        seen(&archive(&[("content.xml", content)])),
        ["表!3 | B=甲 乙 | C=甲 乙", "表!4 | B=甲 乙 | C=甲 乙", "表!5 | A=一\n二"]
    );
}

#[test]
fn files_that_are_not_read_say_why() {
    let part = |name: &str| archive(&[(name, "<a/>"), ("xl/workbook.xml", "<workbook/>")]);
    for (bytes, error) in [
        (b"%PDF-1.7".to_vec(), Error::Pdf),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), Error::Broken),
        (archive(&[("readme.txt", "")]), Error::OtherArchive),
        (part("xl/vbaProject.bin"), Error::Macros),
        (part("xl/externalLinks/externalLink1.xml"), Error::Linked),
        (part("docProps/app.xml"), Error::PartMissing("xl/_rels/workbook.xml.rels".to_owned())),
        (
            packed_by(CompressionMethod::BZIP2, &[("word/document.xml", "<w:document/>")]),
            Error::Broken,
        ),
        (
            archive(&[("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")]),
            Error::Encrypted,
        ),
    ] {
        assert!(knows(&bytes));
        assert_eq!(rows(&bytes), Err(error));
    }
    assert!(!knows("指标\t分值".as_bytes()));
}
