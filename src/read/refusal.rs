//! Why a source is not read, in words an officer can act on.

use core::fmt;

use super::zip::{MOST_INFLATED, MOST_MEMBERS, MOST_RATIO};
use super::{MOST_BYTES, MOST_CELLS, MOST_ROWS, MOST_SHEETS};
use crate::error::Error;
use crate::finding::Locale;

/// Why a source is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    // Of another kind.
    NoText,
    WebArchive,
    SpreadsheetXml,
    Pdf,
    OldWord,
    OldExcel,
    OtherArchive,
    // Office files that must not be trusted or cannot be opened.
    Encrypted,
    Linked,
    Macros,
    // Broken.
    Broken,
    PartMissing(String),
    NotXml(String),
    Dtd(String),
    NotUtf8(String),
    NoSuchCell { sheet: String, at: String },
    // Beyond the limits.
    TooLarge,
    TooManyCells,
    TooManySheets,
    TooManyParts,
    SheetTooLarge(String),
    InflatesTooFar(String),
}

impl Refusal {
    /// One sentence: what is the matter, and where there is a way around it, which.
    pub fn in_locale(&self, locale: Locale) -> String {
        match locale {
            Locale::Chinese => self.chinese(),
            Locale::English => self.english(),
        }
    }

    fn chinese(&self) -> String {
        let said = match self {
            Refusal::NoText => {
                "文件不是文本，也不是 .xlsx、.xls、.docx 或 .ods 文件；GBK 文本请另存为 UTF-8"
            }
            Refusal::WebArchive => "网页存档 .mht 不能读取，请另存为 .html，或复制表格后粘贴",
            Refusal::SpreadsheetXml => "XML 表格不能读取，请另存为 .xlsx",
            Refusal::Pdf => "PDF 不能读取，请复制其中的文字和表格后粘贴",
            Refusal::OldWord => "旧版 .doc 文件不能读取，请另存为 .docx，或复制表格后粘贴",
            Refusal::OldExcel => "Excel 95 及更早的 .xls 不能读取，请另存为 .xlsx",
            Refusal::OtherArchive => "压缩包不是 .xlsx、.docx 或 .ods 文件",
            Refusal::Encrypted => "文件已加密，请先去掉密码再导入",
            Refusal::Linked => "文件引用了其他工作簿，请先把公式粘贴为数值再导入",
            Refusal::Macros => "文件含有宏，请另存为不含宏的 .xlsx 或 .docx 再导入",
            Refusal::Broken => "文件已损坏：结构不完整，请重新取得或另存一份",
            Refusal::PartMissing(name) => return format!("文件不完整：缺少 {name}"),
            Refusal::NotXml(name) => return format!("文件已损坏：{name} 不是完整的 XML"),
            Refusal::Dtd(name) => return format!("{name} 带有文档类型定义，不予读取"),
            Refusal::NotUtf8(name) => return format!("文件已损坏：{name} 不是 UTF-8 文本"),
            Refusal::NoSuchCell { sheet, at } => {
                return format!("工作表“{sheet}”的单元格位置 {at} 超出范围");
            }
            Refusal::TooLarge => return format!("内容过大：最多 {} MB", MOST_BYTES >> 20),
            Refusal::TooManyCells => {
                return format!("内容过多：最多 {MOST_ROWS} 行、{MOST_CELLS} 个单元格");
            }
            Refusal::TooManySheets => return format!("工作表过多：最多 {MOST_SHEETS} 张"),
            Refusal::TooManyParts => return format!("文件内的部件过多：最多 {MOST_MEMBERS} 个"),
            Refusal::SheetTooLarge(sheet) => {
                return format!("工作表“{sheet}”过大：最多 {MOST_ROWS} 行、{MOST_CELLS} 个单元格");
            }
            Refusal::InflatesTooFar(name) => {
                let most = MOST_INFLATED >> 20;
                return format!(
                    "{name} 解压后过大（比例超过 {MOST_RATIO} 倍或超过 {most} MB），不予读取"
                );
            }
        };
        said.to_owned()
    }

    fn english(&self) -> String {
        let said = match self {
            Refusal::NoText => {
                "the file is neither text nor .xlsx, .xls, .docx or .ods; save GBK text as UTF-8"
            }
            Refusal::WebArchive => {
                "web archives (.mht) are not read: save it as .html, or paste its tables"
            }
            Refusal::SpreadsheetXml => "XML spreadsheets are not read: save it as .xlsx",
            Refusal::Pdf => "PDF is not read: copy its text and tables and paste them",
            Refusal::OldWord => {
                "old .doc files are not read: save it as .docx, or paste its tables"
            }
            Refusal::OldExcel => ".xls of Excel 95 and before is not read: save it as .xlsx",
            Refusal::OtherArchive => "the archive is no .xlsx, .docx or .ods file",
            Refusal::Encrypted => "the file is encrypted: take its password away first",
            Refusal::Linked => {
                "the file links to other workbooks: paste its formulas as values first"
            }
            Refusal::Macros => "the file has macros: save it as .xlsx or .docx without them",
            Refusal::Broken => "the file is broken: get it again, or save a copy of it",
            Refusal::PartMissing(name) => {
                return format!("the file is not whole: {name} is missing");
            }
            Refusal::NotXml(name) => return format!("the file is broken: {name} is not whole XML"),
            Refusal::Dtd(name) => {
                return format!("{name} has a document type definition, which is refused");
            }
            Refusal::NotUtf8(name) => {
                return format!("the file is broken: {name} is not UTF-8 text");
            }
            Refusal::NoSuchCell { sheet, at } => {
                return format!("sheet {sheet:?} has a cell at {at}, where none can be");
            }
            Refusal::TooLarge => return format!("too large: at most {} MB", MOST_BYTES >> 20),
            Refusal::TooManyCells => {
                return format!("too much: at most {MOST_ROWS} rows and {MOST_CELLS} cells");
            }
            Refusal::TooManySheets => return format!("too many sheets: at most {MOST_SHEETS}"),
            Refusal::TooManyParts => {
                return format!("too many parts in the file: at most {MOST_MEMBERS}");
            }
            Refusal::SheetTooLarge(sheet) => {
                return format!(
                    "sheet {sheet:?} is too large: at most {MOST_ROWS} rows and {MOST_CELLS} cells"
                );
            }
            Refusal::InflatesTooFar(name) => {
                let most = MOST_INFLATED >> 20;
                return format!(
                    "{name} inflates beyond {MOST_RATIO} times its size or {most} MB, which is refused"
                );
            }
        };
        said.to_owned()
    }

    /// As what a caller of the package is told.
    pub fn error(&self, locale: Locale) -> Error {
        Error { path: String::new(), message: self.in_locale(locale) }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_locale(Locale::default()))
    }
}

impl core::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_said_in_one_language() {
        let name = || "xl/workbook.xml".to_owned();
        let all = [
            Refusal::NoText,
            Refusal::WebArchive,
            Refusal::SpreadsheetXml,
            Refusal::Pdf,
            Refusal::OldWord,
            Refusal::OldExcel,
            Refusal::OtherArchive,
            Refusal::Encrypted,
            Refusal::Linked,
            Refusal::Macros,
            Refusal::Broken,
            Refusal::PartMissing(name()),
            Refusal::NotXml(name()),
            Refusal::Dtd(name()),
            Refusal::NotUtf8(name()),
            Refusal::NoSuchCell { sheet: "Sheet1".to_owned(), at: "ZZZ9".to_owned() },
            Refusal::TooLarge,
            Refusal::TooManyCells,
            Refusal::TooManySheets,
            Refusal::TooManyParts,
            Refusal::SheetTooLarge("Sheet1".to_owned()),
            Refusal::InflatesTooFar(name()),
        ];
        let is_chinese = |c: char| ('\u{3000}'..='\u{ffef}').contains(&c);
        for refusal in all {
            let english = refusal.in_locale(Locale::English);
            assert!(!english.contains(is_chinese), "{english}");
            // Names of parts, of formats and of programs are left as they are; sentences are not.
            let chinese = refusal.in_locale(Locale::Chinese);
            let words = ["the ", " is ", " are ", "too ", " not ", "save ", "broken"];
            assert!(
                chinese.contains(is_chinese) && !words.iter().any(|word| chinese.contains(word)),
                "{chinese}"
            );
        }
    }
}
