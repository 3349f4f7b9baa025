//! `jixiao check`: the checks of the page for CI, for reviewers and for large numbers of filings;
//! and `jixiao write`: a filing as a file to hand in.
//!
//! ```text
//! FILE… ──input──▶ filing + places ──check──▶ report ──text · JSON · SARIF──▶ standard output
//! NDJSON of filings ──stream──▶ NDJSON of reports
//! FILE ──input──▶ filing ──writing──▶ .docx · .xlsx · .txt
//! ```

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable,
        clippy::indexing_slicing, clippy::string_slice
    )
)]

/// Formats a sentence in the language of the user; `{name}` is a local variable of the caller.
macro_rules! say {
    ($locale:expr, $zh:literal, $en:literal) => {
        match $locale {
            jixiao::Locale::Chinese => format!($zh),
            jixiao::Locale::English => format!($en),
        }
    };
}

mod args;
mod files;
mod input;
mod stream;
mod text;
mod writing;

use std::io::Write;
use std::process::ExitCode;

use args::{Command, Invocation};
use jixiao::json::Json;
use jixiao::{Error, Options, Profile, Report};

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Outcome {
    /// Some filing has errors that are not acknowledged.
    errors: bool,
    /// Some input could not be read.
    unreadable: bool,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome { unreadable: true, .. } => 2,
            Outcome { errors: true, .. } => 1,
            _ => 0,
        })
    }
}

/// The options that every filing of a run is checked with.
struct Checker {
    options: Options,
    /// Replaces the profile that a filing names or carries.
    profile: Option<Profile>,
}

impl Checker {
    fn check<'a>(&self, filing: impl Into<Json<'a>>) -> Result<Report, Error> {
        match &self.profile {
            Some(profile) => jixiao::validate_by(filing, profile, &self.options),
            None => jixiao::validate(filing, &self.options),
        }
    }
}

fn main() -> ExitCode {
    let Invocation { locale, command } = args::read(std::env::args_os().skip(1));
    let ended = match command {
        Ok(Command::Help) => write(&args::help(locale)),
        Ok(Command::Version) => write(concat!("jixiao ", env!("CARGO_PKG_VERSION"), "\n")),
        Ok(Command::Files { checker, files, format }) => files::check(&checker, &files, format),
        Ok(Command::Write { file, to, force }) => writing::write(&file, &to, force, locale),
        Ok(Command::Stream { checker, progress }) => stream::check(&checker, progress),
        Err(wrong) => {
            eprintln!(
                "jixiao: {wrong}\n{}",
                say!(locale, "用法见 jixiao --help", "see jixiao --help")
            );
            return ExitCode::from(2);
        }
    };
    match ended {
        Ok(outcome) => outcome.into(),
        // The reader has closed the pipe, as `head` does.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("jixiao: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(text: &str) -> std::io::Result<Outcome> {
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::default())
}
