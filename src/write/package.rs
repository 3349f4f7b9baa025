//! The parts of an Office Open XML file, and the archive they make.

use std::io::Write;

use miniz_oxide::deflate::compress_to_vec;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter, crc32};

/// A part: its name in the archive, and its XML.
pub type Part = (String, String);

pub const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const LEVEL: u8 = 6;

/// The archive of some parts; `None` if it would be too large for one.
pub fn zipped(parts: &[Part]) -> Option<Vec<u8>> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, xml) in parts {
        let size = u64::try_from(xml.len()).ok()?;
        let file = archive.new_file(name).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, _) = file.start().ok()?;
        entry.write_all(&compress_to_vec(xml.as_bytes(), LEVEL)).ok()?;
        entry.finish(DataDescriptorOutput::new(crc32(xml.as_bytes()), size)).ok()?;
    }
    archive.finish().ok()
}

/// `[Content_Types].xml`, for parts of these types, and the relation to the main part, the first.
pub fn frame(types: &[(&str, &str)]) -> [Part; 2] {
    let mut overrides = String::new();
    for (name, kind) in types {
        overrides += &format!(
            r#"<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>"#
        );
    }
    let main = types.first().map_or("", |(name, _)| name);
    [
        (
            "[Content_Types].xml".to_owned(),
            format!(
                r#"{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>"#
            ),
        ),
        ("_rels/.rels".to_owned(), relations([("officeDocument", main)].into_iter())),
    ]
}

/// The relations of a part, numbered from `rId1`.
pub fn relations<'a>(targets: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut relations = String::new();
    for (index, (kind, target)) in targets.enumerate() {
        let number = index.saturating_add(1);
        relations += &format!(
            r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        );
    }
    format!(
        r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
    )
}

/// Adds a text to XML.
pub fn push_escaped(xml: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            c => xml.push(c),
        }
    }
}
