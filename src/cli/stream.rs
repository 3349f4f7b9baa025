//! Reads filings from standard input, one per line, and writes reports to standard output in the
//! same order.
//!
//! ```text
//!            ┌─▶ worker 0 ─┐
//! lines ─────┼─▶ worker 1 ─┼─────▶ reports
//!            └─▶ …        ─┘
//! ```
//! Lines are dealt to the workers in turn and collected in turn, which keeps their order. Every
//! queue is short, so that memory is bounded by a few batches per worker however long the input is.

use std::io::{self, IsTerminal, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use jixiao::Locale;
use jixiao::json::Json;
use jixiao::read::MOST_BYTES;

use crate::{Checker, Outcome};

/// Most bytes of one read.
const CHUNK: usize = 256 << 10;
/// Most batches that wait before and after each worker.
const QUEUE: usize = 2;

/// Complete lines, or the number of one that is too long.
enum Batch {
    Lines { first: usize, bytes: Vec<u8> },
    TooLong { line: usize },
}

/// The answers to a batch.
#[derive(Default)]
struct Answers {
    text: Vec<u8>,
    filings: usize,
    with_errors: usize,
    unreadable: Vec<(usize, String)>,
}

pub fn check(checker: &Checker, progress: bool) -> io::Result<Outcome> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let (mut inlets, mut outlets) = (Vec::new(), Vec::new());
        for _ in 0..workers {
            let (inlet, batches) = sync_channel::<Batch>(QUEUE);
            let (answers, outlet) = sync_channel(QUEUE);
            scope.spawn(move || work(checker, &batches, &answers));
            inlets.push(inlet);
            outlets.push(outlet);
        }
        let writer =
            scope.spawn(move || collect(&outlets, Progress::new(progress, checker.options.locale)));
        let read = deal(&mut io::stdin().lock(), &inlets);
        drop(inlets);
        let written =
            writer.join().unwrap_or_else(|_| Err(io::Error::other("a thread has stopped")));
        read.and(written)
    })
}

/// Deals out complete lines as soon as they have been read, so that a caller that waits for an
/// answer gets it.
fn deal(input: &mut impl Read, inlets: &[SyncSender<Batch>]) -> io::Result<()> {
    let mut turns = inlets.iter().cycle();
    // A worker that takes no more batches has failed, and reports the failure itself.
    let mut send = |batch: Batch| turns.next().is_some_and(|inlet| inlet.send(batch).is_ok());
    let mut chunk = vec![0; CHUNK];
    let mut begun: Vec<u8> = Vec::new();
    let mut line = 1usize;
    let mut is_too_long = false;
    loop {
        let count = match input.read(&mut chunk) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let mut new = chunk.get(..count).unwrap_or(&[]);
        if count == 0 {
            let last = if is_too_long {
                Batch::TooLong { line }
            } else {
                Batch::Lines { first: line, bytes: begun }
            };
            send(last);
            return Ok(());
        }
        if is_too_long {
            let Some(end) = new.iter().position(|byte| *byte == b'\n') else { continue };
            new = new.get(end + 1..).unwrap_or(&[]);
            is_too_long = false;
            if !send(Batch::TooLong { line }) {
                return Ok(());
            }
            line += 1;
        }
        let whole = new.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let (whole, rest) = new.split_at_checked(whole).unwrap_or((new, &[]));
        if !whole.is_empty() {
            begun.extend_from_slice(whole);
            let bytes = std::mem::take(&mut begun);
            let first = line;
            line += bytes.iter().filter(|byte| **byte == b'\n').count();
            if !send(Batch::Lines { first, bytes }) {
                return Ok(());
            }
        }
        begun.extend_from_slice(rest);
        if begun.len() > MOST_BYTES {
            begun = Vec::new();
            is_too_long = true;
        }
    }
}

fn work(checker: &Checker, batches: &Receiver<Batch>, answers: &SyncSender<Answers>) {
    for batch in batches {
        let mut answered = Answers::default();
        match batch {
            Batch::TooLong { line } => {
                let most = MOST_BYTES >> 20;
                let why = say!(
                    checker.options.locale,
                    "这一行过长，最多 {most} MB",
                    "the line is too long: at most {most} MB"
                );
                answered.refuse(line, "", why);
            }
            Batch::Lines { first, bytes } => {
                for (line, bytes) in (first..).zip(bytes.split(|byte| *byte == b'\n')) {
                    answered.answer(checker, line, bytes);
                }
            }
        }
        if answers.send(answered).is_err() {
            return;
        }
    }
}

impl Answers {
    /// Answers one line; a blank line gets no answer.
    fn answer(&mut self, checker: &Checker, line: usize, bytes: &[u8]) {
        let report = match std::str::from_utf8(bytes)
            .map(|text| text.trim_start_matches('\u{feff}').trim())
        {
            Ok("") => return,
            Ok(text) => jixiao::json::parse(text).and_then(|filing| checker.check(filing)),
            Err(_) => {
                let message = say!(
                    checker.options.locale,
                    "这一行不是 UTF-8 文本",
                    "the line is not UTF-8 text"
                );
                return self.refuse(line, "", message);
            }
        };
        let before = self.text.len();
        match report {
            Ok(report) if serde_json::to_writer(&mut self.text, &report).is_ok() => {
                self.text.push(b'\n');
                self.filings += 1;
                self.with_errors += usize::from(!report.ok);
            }
            Ok(_) => self.text.truncate(before),
            Err(error) => self.refuse(line, error.path(), error.to_string()),
        }
    }

    fn refuse(&mut self, line: usize, path: &str, message: String) {
        let answer = Json::object([(
            "error",
            Json::object([
                ("line", Json::Number((line as u64).into())),
                ("path", Json::text(path)),
                ("message", Json::text(&message)),
            ]),
        )]);
        self.text.extend_from_slice(answer.to_string().as_bytes());
        self.text.push(b'\n');
        self.unreadable.push((line, message));
    }
}

/// Writes the answers of the workers in turn, which is the order of their batches.
fn collect(outlets: &[Receiver<Answers>], mut progress: Progress) -> io::Result<Outcome> {
    let mut out = io::stdout().lock();
    let mut outcome = Outcome::default();
    for outlet in outlets.iter().cycle() {
        // The first worker in turn without an answer means that none has one left.
        let Ok(answers) = outlet.recv() else { break };
        out.write_all(&answers.text)?;
        out.flush()?;
        outcome.errors |= answers.with_errors > 0;
        outcome.unreadable |= !answers.unreadable.is_empty();
        progress.update(&answers);
    }
    progress.end();
    Ok(outcome)
}

/// The progress line on standard error, and above it each line that could not be read.
struct Progress {
    is_shown: bool,
    /// Whether the line is redrawn in place, as on a terminal; a log gets a new line, less often.
    is_drawn: bool,
    locale: Locale,
    started: Instant,
    last_shown: Instant,
    filings: usize,
    with_errors: usize,
    unreadable: usize,
}

impl Progress {
    const DRAWN_EVERY: Duration = Duration::from_millis(200);
    const LOGGED_EVERY: Duration = Duration::from_secs(5);

    fn new(is_shown: bool, locale: Locale) -> Progress {
        let now = Instant::now();
        Progress {
            is_shown,
            is_drawn: io::stderr().is_terminal(),
            locale,
            started: now,
            last_shown: now,
            filings: 0,
            with_errors: 0,
            unreadable: 0,
        }
    }

    fn update(&mut self, answers: &Answers) {
        self.filings += answers.filings;
        self.with_errors += answers.with_errors;
        self.unreadable += answers.unreadable.len();
        for (line, why) in &answers.unreadable {
            let clear = if self.is_shown && self.is_drawn { "\r\x1b[K" } else { "" };
            let _ = writeln!(
                io::stderr(),
                "{clear}jixiao: {}",
                say!(self.locale, "第 {line} 行：{why}", "line {line}: {why}")
            );
        }
        if self.last_shown.elapsed()
            >= if self.is_drawn { Progress::DRAWN_EVERY } else { Progress::LOGGED_EVERY }
        {
            self.last_shown = Instant::now();
            self.show(!self.is_drawn);
        }
    }

    fn end(&self) {
        self.show(true);
    }

    fn show(&self, is_whole: bool) {
        if !self.is_shown {
            return;
        }
        let Progress { filings, with_errors, unreadable, .. } = self;
        let milliseconds = self.started.elapsed().as_millis().max(1);
        let rate = (*filings as u128) * 1000 / milliseconds;
        let line = say!(
            self.locale,
            "{filings} 份，每秒 {rate} 份；{with_errors} 份有错误，{unreadable} 行无法读取",
            "{filings} filings, {rate} a second; {with_errors} with errors, {unreadable} lines unreadable"
        );
        let (begin, end) =
            (if self.is_drawn { "\r\x1b[K" } else { "" }, if is_whole { "\n" } else { "" });
        // A failure to show progress must not stop the run.
        let _ = write!(io::stderr(), "{begin}{line}{end}");
    }
}
