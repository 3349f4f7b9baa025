//! Files, each a filing of its own.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jixiao::Report;
use jixiao::report::sarif::{self, Checked};
use serde_json::json;

use crate::args::Format;
use crate::input::{self, Input};
use crate::text::Printer;
use crate::{Checker, Outcome};

/// A file and what came of it.
type Answer = Result<(Input, Report), String>;

pub fn check(checker: &Checker, files: &[PathBuf], format: Format) -> io::Result<Outcome> {
    let answers = files.iter().map(|file| (file.display().to_string(), answer(checker, file)));
    let mut outcome = Outcome::default();
    let answers = answers.inspect(|(_, answer)| match answer {
        Ok((_, report)) => outcome.errors |= !report.ok,
        Err(_) => outcome.unreadable = true,
    });
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Text => as_text(checker, answers, &mut out)?,
        Format::Json => as_json(answers, &mut out)?,
        Format::Sarif => as_sarif(checker, answers, &mut out)?,
    }
    out.flush()?;
    Ok(outcome)
}

fn answer(checker: &Checker, file: &Path) -> Answer {
    let input = input::read(file, checker.options.locale)?;
    let report = checker.check(&input.filing).map_err(|error| error.message)?;
    Ok((input, report))
}

fn as_text(
    checker: &Checker,
    answers: impl Iterator<Item = (String, Answer)>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut printer = Printer::new(checker.options.locale, out);
    for (file, answer) in answers {
        match answer {
            Ok((input, report)) => printer.report(&file, &input, &report)?,
            Err(why) => printer.unreadable(&file, &why)?,
        }
    }
    printer.summary()
}

/// A list with an object for each file, written as they are checked.
fn as_json(
    answers: impl Iterator<Item = (String, Answer)>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut before = "[\n";
    for (file, answer) in answers {
        out.write_all(before.as_bytes())?;
        before = ",\n";
        let json = match answer {
            Err(why) => json!({ "file": file, "error": { "message": why } }),
            Ok((input, report)) => {
                let mut json = json!({ "file": file, "report": report });
                if let (Some(locations), Some(json)) =
                    (input.places.locations(), json.as_object_mut())
                {
                    let unread: Vec<_> = input
                        .unread
                        .iter()
                        .map(|left| json!({ "location": left.location, "text": left.text }))
                        .collect();
                    json.extend([
                        ("locations".to_owned(), json!(locations)),
                        ("unread".to_owned(), json!(unread)),
                    ]);
                }
                json
            }
        };
        serde_json::to_writer(&mut *out, &json)?;
    }
    out.write_all(b"\n]\n")
}

fn as_sarif(
    checker: &Checker,
    answers: impl Iterator<Item = (String, Answer)>,
    out: &mut impl Write,
) -> io::Result<()> {
    let (mut read, mut unreadable) = (Vec::new(), Vec::new());
    for (file, answer) in answers {
        match answer {
            Ok((input, report)) => read.push((file, input.places, report)),
            Err(why) => unreadable.push((file, why)),
        }
    }
    let spots: Vec<_> =
        read.iter().map(|(_, places, _)| |pointer: &str| places.spot(pointer)).collect();
    let checked =
        read.iter().zip(&spots).map(|((uri, _, report), spot)| Checked { uri, report, spot });
    let log = sarif::log(&checked.collect::<Vec<_>>(), &unreadable, checker.options.locale);
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}
