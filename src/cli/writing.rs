//! Writes a file in another format.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use jixiao::json::Json;
use jixiao::write::Format;
use jixiao::{Error, ErrorKind, Locale};

use crate::{Outcome, input};

pub fn write(from: &Path, to: &Path, force: bool, locale: Locale) -> io::Result<Outcome> {
    match written(from, to, force, locale) {
        Ok(()) => Ok(Outcome::default()),
        Err((path, why)) => {
            eprintln!("{}: {why}", path.display());
            Ok(Outcome { unreadable: true, ..Outcome::default() })
        }
    }
}

/// The file that is to blame, and why.
type Failure<'p> = (&'p Path, String);

fn written<'p>(
    from: &'p Path,
    to: &'p Path,
    force: bool,
    locale: Locale,
) -> Result<(), Failure<'p>> {
    let ending = to.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_lowercase();
    let format = Format::of(&ending);
    if format.is_none() && ending != "txt" {
        let why = say!(
            locale,
            "只能写成 .docx、.xlsx 或 .txt",
            "only .docx, .xlsx and .txt can be written"
        );
        return Err((to, why));
    }
    let input = input::read(from, locale).map_err(|why| (from, why))?;
    let bytes = match format {
        Some(format) => jixiao::write::file(&input.filing, format),
        None => jixiao::read::write(&input.filing).map(String::into_bytes),
    };
    let bytes = bytes.map_err(|error| (from, sentence(&input.filing, &error, locale)))?;
    let mut file = created(to, force, locale).map_err(|why| (to, why))?;
    file.write_all(&bytes).map_err(|error| (to, error.to_string()))
}

fn created(to: &Path, force: bool, locale: Locale) -> Result<File, String> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(!force).create(force).truncate(force);
    options.open(to).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            say!(
                locale,
                "已有这个文件；用 --force 覆盖",
                "the file exists: use --force to replace it"
            )
        }
        _ => error.to_string(),
    })
}

fn sentence(filing: &Json<'_>, error: &Error, locale: Locale) -> String {
    let path = error.path();
    if error.kind() != ErrorKind::TooLarge || path.is_empty() {
        return format!("{error} ({path})");
    }
    let text = filing.pointer(path).and_then(Json::as_str).unwrap_or("");
    let length = text.encode_utf16().count();
    say!(
        locale,
        "{path} 有 {length} 个字，工作表的一个单元格放不下；请写成 .docx",
        "{error} ({path})"
    )
}
