//! Which office file some bytes are, and what is refused.

use super::compound::{self, Compound};
use super::grid::Row;
use super::markup::{Token, Tokens};
use super::zip::{self, Archive};
use super::{Refusal, docx, ods, xls, xlsx};

const PDF: &[u8] = b"%PDF";

/// Whether the bytes are of a kind that is read or refused here.
#[cfg(target_arch = "wasm32")]
pub fn knows(bytes: &[u8]) -> bool {
    bytes.starts_with(compound::MARK) || bytes.starts_with(PDF) || zip::is_archive(bytes)
}

/// The rows of an office file; `None` where the bytes are none.
pub fn rows(bytes: &[u8]) -> Result<Option<Vec<Row>>, Refusal> {
    if bytes.starts_with(compound::MARK) {
        return of_compound(bytes).map(Some);
    }
    if bytes.starts_with(PDF) {
        return Err(Refusal::Pdf);
    }
    if !zip::is_archive(bytes) {
        return Ok(None);
    }
    let archive = Archive::open(bytes)?;
    if archive
        .text("META-INF/manifest.xml")
        .is_ok_and(|manifest| manifest.is_some_and(|text| text.contains("encryption-data")))
    {
        return Err(Refusal::Encrypted);
    }
    if archive.any(|name| name.ends_with("vbaProject.bin") || name.starts_with("Basic/")) {
        return Err(Refusal::Macros);
    }
    if archive.any(|name| name.contains("externalLinks/")) {
        return Err(Refusal::Linked);
    }
    if archive.has("xl/workbook.xml") {
        xlsx::rows(&archive).map(Some)
    } else if archive.has("word/document.xml") {
        docx::rows(&archive).map(Some)
    } else if archive.has("content.xml") {
        ods::rows(&archive).map(Some)
    } else {
        Err(Refusal::OtherArchive)
    }
}

/// The rows of a workbook of before 2007. A .doc is refused, and so is what Office has encrypted,
/// which it wraps in a compound file.
fn of_compound(bytes: &[u8]) -> Result<Vec<Row>, Refusal> {
    let file = Compound::open(bytes).ok_or(Refusal::Broken)?;
    if file.has("EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    if file.has("_VBA_PROJECT_CUR") {
        return Err(Refusal::Macros);
    }
    if !file.has(xls::STREAM) {
        return Err(Refusal::OldWord);
    }
    xls::rows(&file)
}

/// A member of an archive that must be there and be whole XML.
pub fn xml(archive: &Archive, name: &str) -> Result<String, Refusal> {
    let text = archive.text(name)?.ok_or_else(|| Refusal::PartMissing(name.to_owned()))?;
    whole(&text, name).map(|()| text)
}

/// Tags that open and close in order: what is cut off or mangled is said, not half read. A DTD is
/// refused, and entities with it.
pub fn whole(xml: &str, name: &str) -> Result<(), Refusal> {
    let broken = || Refusal::NotXml(name.to_owned());
    let start: String = xml.chars().take(1000).collect();
    if start.contains("<!DOCTYPE") || start.contains("<!ENTITY") {
        return Err(Refusal::Dtd(name.to_owned()));
    }
    let mut open: Vec<&str> = Vec::new();
    let mut any = false;
    for token in Tokens::new(xml) {
        match token {
            Token::Open { name, closed: false, .. } => open.push(name),
            Token::Close(name) if open.pop() != Some(name) => return Err(broken()),
            _ => {}
        }
        any = true;
        if open.len() > 1000 {
            return Err(broken());
        }
    }
    if any && open.is_empty() { Ok(()) } else { Err(broken()) }
}

/// The value of an attribute.
pub fn attribute<'a>(attributes: &'a [(&str, String)], key: &str) -> Option<&'a str> {
    attributes.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str())
}
