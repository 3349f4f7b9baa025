//! Why a source is refused, in words an officer can act on.

use core::fmt;

use super::limits::MOST_BYTES;
use super::office;
use super::office::limits::{
    MOST_CELLS, MOST_INFLATED, MOST_MEMBERS, MOST_RATIO, MOST_ROWS, MOST_SHEETS,
};
use crate::error::{Error, ErrorKind};
use crate::finding::Locale;

/// Why a source is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Neither an office file nor text in a Unicode encoding.
    NoText,
    /// A web page saved with its resources in one file (.mht).
    WebArchive,
    /// A workbook as XML, as written by Excel 2003.
    SpreadsheetXml,
    /// More than [`MOST_BYTES`].
    TooLarge,
    /// More than [`MOST_ROWS`] or [`MOST_CELLS`].
    TooManyCells,
    /// An office file, with the reason.
    Office(office::Error),
}

impl From<office::Error> for Refusal {
    fn from(error: office::Error) -> Refusal {
        Refusal::Office(error)
    }
}

impl Refusal {
    /// One sentence: the problem, and what to do about it where something can be done.
    pub fn in_locale(&self, locale: Locale) -> String {
        match (self, locale) {
            (Refusal::Office(error), Locale::Chinese) => in_chinese(error),
            (Refusal::Office(error), Locale::English) => error.to_string(),
            (Refusal::NoText, Locale::Chinese) => {
                "文件不是文本，也不是 .xlsx、.xls、.docx 或 .ods 文件；GBK 文本请另存为 UTF-8"
                    .to_owned()
            }
            (Refusal::NoText, Locale::English) => {
                "the file is neither text nor .xlsx, .xls, .docx or .ods; save GBK text as UTF-8"
                    .to_owned()
            }
            (Refusal::WebArchive, Locale::Chinese) => {
                "网页存档 .mht 不能读取，请另存为 .html，或复制表格后粘贴".to_owned()
            }
            (Refusal::WebArchive, Locale::English) => {
                "web archives (.mht) are not read: save it as .html, or paste its tables".to_owned()
            }
            (Refusal::SpreadsheetXml, Locale::Chinese) => {
                "XML 表格不能读取，请另存为 .xlsx".to_owned()
            }
            (Refusal::SpreadsheetXml, Locale::English) => {
                "XML spreadsheets are not read: save it as .xlsx".to_owned()
            }
            (Refusal::TooLarge, Locale::Chinese) => {
                format!("内容过大：最多 {} MB", MOST_BYTES >> 20)
            }
            (Refusal::TooLarge, Locale::English) => {
                format!("too large: at most {} MB", MOST_BYTES >> 20)
            }
            (Refusal::TooManyCells, Locale::Chinese) => {
                format!("内容过多：最多 {MOST_ROWS} 行、{MOST_CELLS} 个单元格")
            }
            (Refusal::TooManyCells, Locale::English) => {
                format!("too much: at most {MOST_ROWS} rows and {MOST_CELLS} cells")
            }
        }
    }

    /// Converts to the crate's error.
    pub fn error(&self, locale: Locale) -> Error {
        Error::new(self.kind(), "", self.in_locale(locale))
    }

    fn kind(&self) -> ErrorKind {
        use office::Error::*;
        match self {
            Refusal::NoText | Refusal::WebArchive | Refusal::SpreadsheetXml => {
                ErrorKind::Unsupported
            }
            Refusal::TooLarge | Refusal::TooManyCells => ErrorKind::TooLarge,
            Refusal::Office(error) => match error {
                Pdf | OldWord | OldExcel | OtherArchive => ErrorKind::Unsupported,
                Encrypted => ErrorKind::Encrypted,
                Linked | Macros => ErrorKind::Active,
                Broken | PartMissing(_) | NotXml(_) | Dtd(_) | NotUtf8(_) | NoSuchCell { .. } => {
                    ErrorKind::Broken
                }
                TooManySheets | TooManyParts | SheetTooLarge(_) | InflatesTooFar(_) => {
                    ErrorKind::TooLarge
                }
            },
        }
    }
}

/// The Chinese counterpart of [`office::Error`]'s `Display`.
fn in_chinese(error: &office::Error) -> String {
    use office::Error;
    match error {
        Error::Pdf => "PDF 不能读取，请复制其中的文字和表格后粘贴".to_owned(),
        Error::OldWord => "旧版 .doc 文件不能读取，请另存为 .docx，或复制表格后粘贴".to_owned(),
        Error::OldExcel => "Excel 95 及更早的 .xls 不能读取，请另存为 .xlsx".to_owned(),
        Error::OtherArchive => "压缩包不是 .xlsx、.docx 或 .ods 文件".to_owned(),
        Error::Encrypted => "文件已加密，请先去掉密码再导入".to_owned(),
        Error::Linked => "文件引用了其他工作簿，请先把公式粘贴为数值再导入".to_owned(),
        Error::Macros => "文件含有宏，请另存为不含宏的 .xlsx 或 .docx 再导入".to_owned(),
        Error::Broken => "文件已损坏：结构不完整，请重新取得或另存一份".to_owned(),
        Error::PartMissing(name) => format!("文件不完整：缺少 {name}"),
        Error::NotXml(name) => format!("文件已损坏：{name} 不是完整的 XML"),
        Error::Dtd(name) => format!("{name} 带有文档类型定义，不予读取"),
        Error::NotUtf8(name) => format!("文件已损坏：{name} 不是 UTF-8 文本"),
        Error::NoSuchCell { sheet, at } => format!("工作表“{sheet}”的单元格位置 {at} 超出范围"),
        Error::TooManySheets => format!("工作表过多：最多 {MOST_SHEETS} 张"),
        Error::TooManyParts => format!("文件内的部件过多：最多 {MOST_MEMBERS} 个"),
        Error::SheetTooLarge(sheet) => {
            format!("工作表“{sheet}”过大：最多 {MOST_ROWS} 行、{MOST_CELLS} 个单元格")
        }
        Error::InflatesTooFar(name) => format!(
            "{name} 解压后过大（比例超过 {MOST_RATIO} 倍或超过 {} MB），不予读取",
            MOST_INFLATED >> 20
        ),
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
    use super::office::Error;
    use super::*;

    #[test]
    fn is_worded_in_one_language() {
        let name = || "xl/workbook.xml".to_owned();
        let all = [
            Refusal::NoText,
            Refusal::WebArchive,
            Refusal::SpreadsheetXml,
            Refusal::Office(Error::Pdf),
            Refusal::Office(Error::OldWord),
            Refusal::Office(Error::OldExcel),
            Refusal::Office(Error::OtherArchive),
            Refusal::Office(Error::Encrypted),
            Refusal::Office(Error::Linked),
            Refusal::Office(Error::Macros),
            Refusal::Office(Error::Broken),
            Refusal::Office(Error::PartMissing(name())),
            Refusal::Office(Error::NotXml(name())),
            Refusal::Office(Error::Dtd(name())),
            Refusal::Office(Error::NotUtf8(name())),
            Refusal::Office(Error::NoSuchCell {
                sheet: "Sheet1".to_owned(),
                at: "ZZZ9".to_owned(),
            }),
            Refusal::TooLarge,
            Refusal::TooManyCells,
            Refusal::Office(Error::TooManySheets),
            Refusal::Office(Error::TooManyParts),
            Refusal::Office(Error::SheetTooLarge("Sheet1".to_owned())),
            Refusal::Office(Error::InflatesTooFar(name())),
        ];
        let is_chinese = |c: char| ('\u{3000}'..='\u{ffef}').contains(&c);
        for refusal in all {
            let english = refusal.in_locale(Locale::English);
            assert!(!english.contains(is_chinese), "{english}");
            // Names of parts, formats and programs stay as they are; sentences must be translated.
            let chinese = refusal.in_locale(Locale::Chinese);
            let words = ["the ", " is ", " are ", "too ", " not ", "save ", "broken"];
            assert!(
                chinese.contains(is_chinese) && !words.iter().any(|word| chinese.contains(word)),
                "{chinese}"
            );
        }
    }
}
