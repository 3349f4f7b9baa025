//! Files, each of them a filing.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jixiao::read::{Location, Unread};
use jixiao::sarif::{self, Checked, LoggedRule, Unreadable};
use jixiao::{Report, json};
use serde::Serialize;

use crate::args::Format;
use crate::input::{self, Input};
use crate::text::Printer;
use crate::{Checker, Outcome};

/// A file and its result.
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
    let report = checker.check(&input.filing).map_err(|error| error.to_string())?;
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

/// The JSON output for one file.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    Unreadable {
        file: &'a str,
        error: Why<'a>,
    },
    Checked {
        file: &'a str,
        report: &'a Report,
        /// The place of each cell in the file, unless the file was JSON.
        #[serde(skip_serializing_if = "Option::is_none")]
        locations: Option<&'a BTreeMap<String, Location>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        unread: Option<&'a [Unread]>,
    },
}

#[derive(Serialize)]
struct Why<'a> {
    message: &'a str,
}

/// Writes a list with an object for each file, while the files are checked.
fn as_json(
    answers: impl Iterator<Item = (String, Answer)>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut before = "[\n";
    for (file, answer) in answers {
        out.write_all(before.as_bytes())?;
        before = ",\n";
        let entry = match &answer {
            Err(why) => Entry::Unreadable { file: &file, error: Why { message: why } },
            Ok((input, report)) => {
                let locations = input.places.locations();
                let unread = locations.map(|_| input.unread.as_slice());
                Entry::Checked { file: &file, report, locations, unread }
            }
        };
        serde_json::to_writer(&mut *out, &entry)?;
    }
    out.write_all(b"\n]\n")
}

fn as_sarif(
    checker: &Checker,
    answers: impl Iterator<Item = (String, Answer)>,
    out: &mut impl Write,
) -> io::Result<()> {
    let (mut read, mut failed) = (Vec::new(), Vec::new());
    for (file, answer) in answers {
        match answer {
            Ok((input, report)) => read.push((file, input, serde_json::to_string(&report)?)),
            Err(why) => failed.push((file, why)),
        }
    }
    let reports = read.iter().map(|(_, _, report)| json::parse(report).map_err(io::Error::other));
    let reports = reports.collect::<io::Result<Vec<_>>>()?;
    let spots: Vec<_> =
        read.iter().map(|(_, input, _)| |pointer: &str| input.places.spot(pointer)).collect();
    let checked: Vec<_> = read
        .iter()
        .zip(&reports)
        .zip(&spots)
        .map(|(((uri, input, _), report), spot)| Checked {
            uri,
            report,
            acknowledged: input.filing.get("acknowledged"),
            spot,
        })
        .collect();
    let unreadable: Vec<_> =
        failed.iter().map(|(uri, reason)| Unreadable { uri, reason }).collect();
    let locale = checker.options.locale;
    let rules: Vec<_> = jixiao::rules()
        .map(|rule| LoggedRule {
            code: rule.code,
            name: rule.name,
            summary: rule.summary.in_locale(locale),
            severity: rule.severity.as_str(),
        })
        .collect();
    let log = sarif::log(&checked, &unreadable, &rules, locale);
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}
