//! Prints a report for people, like a compiler's diagnostics.

use std::io::{self, IsTerminal, Write};

use jixiao::Finding;
use jixiao::Report;
use jixiao::{Locale, Text};

use crate::input::{Input, Places};

/// Most unread cells that are shown; JSON has all of them.
const MOST_UNREAD: usize = 5;
/// Most characters of each.
const LONGEST_UNREAD: usize = 60;

const ERROR: Text = Text { zh: "错误", en: "error" };
const WARNING: Text = Text { zh: "警告", en: "warning" };
const INFO: Text = Text { zh: "提示", en: "info" };
const ACKNOWLEDGED: Text = Text { zh: "已说明", en: "answered for" };
const UNREAD: Text = Text { zh: "未读入", en: "unread" };
const UNREADABLE: Text = Text { zh: "无法核对", en: "cannot be checked" };
const FORMULA: Text = Text { zh: "算式", en: "formula" };
const ADVICE: Text = Text { zh: "建议", en: "advice" };
const FIX: Text = Text { zh: "修正", en: "fix" };
const SEE: Text = Text { zh: "另见", en: "see" };
const BASIS: Text = Text { zh: "依据", en: "basis" };
const REASON: Text = Text { zh: "理由", en: "reason" };

const RED: &str = "31";
const YELLOW: &str = "33";
const BLUE: &str = "34";
const FAINT: &str = "2";

/// Prints reports one after another, and a summary.
pub struct Printer<W> {
    out: W,
    locale: Locale,
    colours: bool,
    files: usize,
    unreadable: usize,
    counts: [u32; 3],
    acknowledged: usize,
    passed: u32,
}

impl<W: Write> Printer<W> {
    /// Uses colours on a terminal, unless `NO_COLOR` is set.
    pub fn new(locale: Locale, out: W) -> Printer<W> {
        let colours = io::stdout().is_terminal()
            && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Printer {
            out,
            locale,
            colours,
            files: 0,
            unreadable: 0,
            counts: [0; 3],
            acknowledged: 0,
            passed: 0,
        }
    }

    pub fn report(&mut self, file: &str, input: &Input, report: &Report) -> io::Result<()> {
        for finding in &report.findings {
            self.finding(file, &input.places, finding)?;
        }
        let label = self.coloured(FAINT, UNREAD);
        for left in input.unread.iter().take(MOST_UNREAD) {
            let short: String = left
                .text
                .split_whitespace()
                .flat_map(|word| [word, " "])
                .flat_map(str::chars)
                .take(LONGEST_UNREAD)
                .collect();
            writeln!(self.out, "{file}:{}: {label} {}", left.location, short.trim_end())?;
        }
        if let Some(more) = input.unread.len().checked_sub(MOST_UNREAD).filter(|more| *more > 0) {
            let text = say!(
                self.locale,
                "另有 {more} 处，--format json 全部列出",
                "{more} more, all of them with --format json"
            );
            writeln!(self.out, "{file}: {label} {text}")?;
        }
        self.files += 1;
        let counts = [report.counts.error, report.counts.warning, report.counts.info];
        self.counts.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        self.acknowledged +=
            report.findings.iter().filter(|finding| finding.acknowledged.is_some()).count();
        self.passed += report.verified.values().sum::<u32>();
        Ok(())
    }

    pub fn unreadable(&mut self, file: &str, why: &str) -> io::Result<()> {
        self.files += 1;
        self.unreadable += 1;
        let label = self.coloured(RED, UNREADABLE);
        writeln!(self.out, "{file}: {label} {why}")
    }

    fn finding(&mut self, file: &str, places: &Places, finding: &Finding) -> io::Result<()> {
        let label = match (&finding.acknowledged, finding.severity) {
            (Some(_), _) => self.coloured(FAINT, ACKNOWLEDGED),
            (None, "error") => self.coloured(RED, ERROR),
            (None, "warning") => self.coloured(YELLOW, WARNING),
            (None, _) => self.coloured(BLUE, INFO),
        };
        writeln!(
            self.out,
            "{file}:{}: {label} {} {}",
            place(places, &finding.path),
            finding.code,
            finding.message
        )?;
        // A line number does not identify the cell, and a fix needs its pointer.
        let pointer = matches!(places, Places::Json(_)).then(|| finding.path.clone());
        // Other figures of the same text are in the formula.
        let others = finding.related.iter().filter(|other| other.path != finding.path);
        let mut see: Vec<String> =
            others.map(|other| related(places, &other.path, other.note)).collect();
        see.dedup();
        let see = if see.is_empty() { None } else { Some(see.join(", ")) };
        let fix = finding.fix.as_ref().map(|fix| fix.title.clone());
        let more = [
            (Text { zh: "单元格", en: "cell" }, pointer),
            (FORMULA, finding.formula.clone()),
            (ADVICE, finding.advice.clone()),
            (FIX, fix),
            (SEE, see),
            (BASIS, Some(finding.basis.to_owned())),
            (REASON, finding.acknowledged.clone()),
        ];
        for (label, text) in more {
            if let Some(text) = text {
                let label = label.in_locale(self.locale);
                writeln!(
                    self.out,
                    "    {}",
                    say!(self.locale, "{label}：{text}", "{label}: {text}")
                )?;
            }
        }
        Ok(())
    }

    /// Prints the line of totals.
    pub fn summary(mut self) -> io::Result<()> {
        let Printer {
            locale,
            files,
            unreadable,
            counts: [errors, warnings, infos],
            acknowledged,
            passed,
            ..
        } = self;
        let mut line = say!(
            locale,
            "{files} 个文件；错误 {errors}，警告 {warnings}，提示 {infos}；核对无误 {passed} 处",
            "files: {files}; errors: {errors}, warnings: {warnings}, infos: {infos}; checks that held: {passed}"
        );
        if acknowledged > 0 {
            line += &say!(locale, "；已说明 {acknowledged} 处", "; answered for: {acknowledged}");
        }
        if unreadable > 0 {
            line += &say!(
                locale,
                "；无法核对 {unreadable} 个文件",
                "; files that cannot be checked: {unreadable}"
            );
        }
        writeln!(self.out, "{line}")
    }

    fn coloured(&self, colour: &str, text: Text) -> String {
        let text = text.in_locale(self.locale);
        if self.colours { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// `12` of a JSON file, `Sheet1!C14` of any other, or the pointer where there is nothing better.
fn place(places: &Places, pointer: &str) -> String {
    let spot = places.spot(pointer);
    spot.name
        .or_else(|| spot.line.map(|line| line.to_string()))
        .unwrap_or_else(|| pointer.to_owned())
}

fn related(places: &Places, pointer: &str, note: Option<&str>) -> String {
    let place = match places {
        Places::Json(_) => pointer.to_owned(),
        Places::Read(_) => place(places, pointer),
    };
    match note {
        Some(note) => format!("{place} ({note})"),
        None => place,
    }
}
