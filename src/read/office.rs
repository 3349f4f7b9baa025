//! Which office file some bytes are, and what is refused.

use super::compound::{self, Compound};
use super::grid::Row;
use super::markup::{Token, Tokens};
use super::zip::{self, Archive};
use super::{docx, ods, xls, xlsx};
use crate::error::Error;

const PDF: &[u8] = b"%PDF";

/// Whether the bytes are of a kind that is read or refused here.
#[cfg(target_arch = "wasm32")]
pub fn knows(bytes: &[u8]) -> bool {
    bytes.starts_with(compound::MARK) || bytes.starts_with(PDF) || zip::is_archive(bytes)
}

/// The rows of an office file; `None` where the bytes are none.
pub fn rows(bytes: &[u8]) -> Result<Option<Vec<Row>>, Error> {
    if bytes.starts_with(compound::MARK) {
        return of_compound(bytes).map(Some);
    }
    if bytes.starts_with(PDF) {
        return Err(Error::new("", "PDF 不能读取，请复制其中的文字和表格后粘贴（PDF is not read: paste its text）"));
    }
    if !zip::is_archive(bytes) {
        return Ok(None);
    }
    let archive = Archive::open(bytes)?;
    if archive.text("META-INF/manifest.xml").is_ok_and(|manifest| manifest.is_some_and(|text| text.contains("encryption-data"))) {
        return Err(encrypted());
    }
    if archive.any(|name| name.ends_with("vbaProject.bin") || name.starts_with("Basic/")) {
        return Err(with_macros());
    }
    if archive.any(|name| name.contains("externalLinks/")) {
        return Err(linked());
    }
    if archive.has("xl/workbook.xml") {
        xlsx::rows(&archive).map(Some)
    } else if archive.has("word/document.xml") {
        docx::rows(&archive).map(Some)
    } else if archive.has("content.xml") {
        ods::rows(&archive).map(Some)
    } else {
        Err(Error::new("", "压缩包不是 .xlsx、.docx 或 .ods 文件（no office file）"))
    }
}

/// The rows of a workbook of before 2007. A .doc is refused, and so is what Office has encrypted, which it wraps in a compound file.
fn of_compound(bytes: &[u8]) -> Result<Vec<Row>, Error> {
    let broken = || Error::new("", "文件已损坏：结构不完整（the file is broken）");
    let file = Compound::open(bytes).ok_or_else(broken)?;
    if file.has("EncryptedPackage") {
        return Err(encrypted());
    }
    if file.has("_VBA_PROJECT_CUR") {
        return Err(with_macros());
    }
    if !file.has(xls::STREAM) {
        return Err(Error::new("", "旧版 .doc 文件不能读取，请另存为 .docx，或复制表格后粘贴（save it as .docx）"));
    }
    xls::rows(&file)
}

pub fn encrypted() -> Error {
    Error::new("", "文件已加密，请先去掉密码再导入（the file is encrypted）")
}

pub fn linked() -> Error {
    Error::new("", "文件引用了其他工作簿，请先把公式粘贴为数值再导入（the file links to other workbooks）")
}

fn with_macros() -> Error {
    Error::new("", "文件含有宏，请另存为不含宏的 .xlsx 或 .docx 再导入（the file has macros）")
}

/// A member of an archive that must be there and be whole XML.
pub fn xml(archive: &Archive, name: &str) -> Result<String, Error> {
    let text = archive.text(name)?.ok_or_else(|| Error::new("", format!("文件不完整：缺少 {name}（a part is missing）")))?;
    whole(&text, name).map(|()| text)
}

/// Tags that open and close in order: what is cut off or mangled is said, not half read. A DTD is refused, and entities with it.
pub fn whole(xml: &str, name: &str) -> Result<(), Error> {
    let broken = || Error::new("", format!("文件已损坏：{name} 不是完整的 XML（broken XML）"));
    let start: String = xml.chars().take(1000).collect();
    if start.contains("<!DOCTYPE") || start.contains("<!ENTITY") {
        return Err(Error::new("", format!("{name} 带有文档类型定义，不予读取（a DTD is refused）")));
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
