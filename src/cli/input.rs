//! Reads a file into a filing and the places of its cells.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::{Encoding, GB18030};
use jixiao::Locale;
use jixiao::json::{self, Json, Lines};
use jixiao::read::{Location, MOST_BYTES, Source, Unread, office};
use jixiao::sarif::Spot;

/// The content of a file.
pub struct Input {
    pub filing: Json<'static>,
    pub places: Places,
    /// What the file holds and no document has.
    pub unread: Vec<Unread>,
}

/// The place of each cell in its file.
pub enum Places {
    /// By line, in a filing that is JSON.
    Json(Lines),
    /// By cell, in anything that was read.
    Read(BTreeMap<String, Location>),
}

impl Places {
    /// The place of the cell at a pointer, or else of the closest thing that contains it.
    pub fn spot(&self, pointer: &str) -> Spot {
        match self {
            Places::Json(lines) => Spot { name: None, line: lines.of(pointer) },
            Places::Read(places) => {
                let location = json::nearest(places, pointer);
                Spot {
                    name: location.map(|location| location.name().to_owned()),
                    line: location.and_then(Location::line),
                }
            }
        }
    }

    /// The places of all cells that were read, for callers that process the filing further.
    pub fn locations(&self) -> Option<&BTreeMap<String, Location>> {
        match self {
            Places::Json(_) => None,
            Places::Read(places) => Some(places),
        }
    }
}

/// Reads a file: a filing as JSON, or whatever [`jixiao::read`] takes.
///
/// A sentence with the reason why the file cannot be read.
pub fn read(path: &Path, locale: Locale) -> Result<Input, String> {
    let bytes = bytes_of(path, locale)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let reading = if office::knows(&bytes) {
        jixiao::read::read(Source::Bytes(&bytes), Some(&name))
    } else {
        let text = decoded(bytes, locale)?;
        if text.trim_start().starts_with('{') || name.to_lowercase().ends_with(".json") {
            return filing(&text, locale);
        }
        jixiao::read::read(Source::Text(&text), Some(&name))
    };
    let reading = reading.map_err(|refusal| refusal.in_locale(locale))?;
    if reading.documents.is_empty() {
        return Err(say!(
            locale,
            "没有认出绩效目标表、自评表、数据表或自评报告",
            "no target table, self-evaluation, data table or report is recognised in it"
        ));
    }
    Ok(Input {
        filing: Json::object([("documents", Json::Array(reading.documents))]),
        places: Places::Read(reading.locations),
        unread: reading.unread,
    })
}

fn filing(text: &str, locale: Locale) -> Result<Input, String> {
    let (filing, lines) = json::parse_with_lines(text).map_err(|error| {
        let one_line_is_whole = text.lines().next().is_some_and(|line| json::parse(line).is_ok());
        if one_line_is_whole {
            say!(
                locale,
                "文件每行是一份填报；请用 jixiao check - < 文件",
                "the file has a filing on every line: use jixiao check - < FILE"
            )
        } else {
            say!(locale, "不是完整的 JSON（{error}）", "{error}")
        }
    })?;
    Ok(Input { filing: filing.to_static(), places: Places::Json(lines), unread: Vec::new() })
}

/// The text of a file.
pub fn text_of(path: &Path, locale: Locale) -> Result<String, String> {
    decoded(bytes_of(path, locale)?, locale)
}

fn bytes_of(path: &Path, locale: Locale) -> Result<Vec<u8>, String> {
    use std::io::ErrorKind;
    let refusal = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => say!(locale, "没有这个文件", "there is no such file"),
        ErrorKind::PermissionDenied => {
            say!(locale, "没有权限读取", "there is no permission to read it")
        }
        ErrorKind::IsADirectory => is_folder(locale),
        _ => error.to_string(),
    };
    if path.is_dir() {
        return Err(is_folder(locale));
    }
    let file = File::open(path).map_err(refusal)?;
    let mut bytes = Vec::new();
    // Reads one byte more than is allowed, to detect a larger file without reading an endless one.
    file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(refusal)?;
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        return Err(say!(
            locale,
            "文件过大，最多 {most} MB",
            "the file is too large: at most {most} MB"
        ));
    }
    Ok(bytes)
}

fn is_folder(locale: Locale) -> String {
    say!(locale, "这是文件夹，请写出其中的文件", "this is a folder: name the files in it")
}

/// Decodes UTF-8, UTF-16 with a mark, or GB 18030, which Chinese systems still use.
fn decoded(bytes: Vec<u8>, locale: Locale) -> Result<String, String> {
    let text = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => whole(encoding, bytes.get(mark..).unwrap_or(&[])),
        None => String::from_utf8(bytes)
            .or_else(|error| whole(GB18030, error.as_bytes()).ok_or(()))
            .ok(),
    };
    let text = text.filter(|text| !text.contains('\0')).ok_or_else(|| {
        say!(
            locale,
            "既不是文本（UTF-8、UTF-16 或 GB18030），也不是 .xlsx、.xls、.ods 或 .docx 文件",
            "this is neither text (UTF-8, UTF-16 or GB 18030) nor an .xlsx, .xls, .ods or .docx file"
        )
    })?;
    if text.trim().is_empty() {
        return Err(say!(locale, "文件是空的", "the file is empty"));
    }
    Ok(text)
}

/// Decodes bytes in one encoding; `None` unless all of them are valid.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| text.into_owned())
}
