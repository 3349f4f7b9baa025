//! Which office file some bytes are, and what is refused.

use super::grid::Row;
use super::markup::{Token, Tokens};
use super::zip::{self, Archive};
use super::{docx, ods, xlsx};
use crate::error::Error;

/// Compound files: .doc and .xls, and anything encrypted by Office.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The rows of an office file; `None` where the bytes are none.
pub fn rows(bytes: &[u8]) -> Result<Option<Vec<Row>>, Error> {
    if bytes.starts_with(COMPOUND) {
        let utf16 = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let has = |name: &str| {
            let name = utf16(name);
            bytes.windows(name.len()).any(|window| window == name)
        };
        return Err(Error::new(
            "",
            if has("EncryptedPackage") {
                "文件已加密，请先去掉密码再导入（the file is encrypted）"
            } else {
                "旧版 .xls、.doc 文件不能读取，请另存为 .xlsx 或 .docx，或复制表格后粘贴（save it as .xlsx or .docx）"
            },
        ));
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Error::new("", "PDF 不能读取，请复制其中的文字和表格后粘贴（PDF is not read: paste its text）"));
    }
    if !zip::is_archive(bytes) {
        return Ok(None);
    }
    let archive = Archive::open(bytes)?;
    if archive.any(|name| name.ends_with("vbaProject.bin")) {
        return Err(Error::new("", "文件含有宏，请另存为不含宏的 .xlsx 或 .docx 再导入（the file has macros）"));
    }
    if archive.any(|name| name.contains("externalLinks/")) {
        return Err(Error::new("", "文件引用了其他工作簿，请先把公式粘贴为数值再导入（the file links to other workbooks）"));
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
