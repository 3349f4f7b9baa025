//! The command line.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use jixiao::Date;
use jixiao::Locale;
use jixiao::Options;
use jixiao::Profile;
use lexopt::prelude::*;

use crate::{Checker, input};

/// A parsed command line. The language is known even if the command is refused.
pub struct Invocation {
    pub locale: Locale,
    pub command: Result<Command, String>,
}

pub enum Command {
    Help,
    Version,
    /// Files, each of them a filing.
    Files {
        checker: Checker,
        files: Vec<PathBuf>,
        format: Format,
    },
    /// A file to read, and the file to write it to.
    Write {
        file: PathBuf,
        to: PathBuf,
        force: bool,
    },
    /// Filings on standard input, one per line.
    Stream {
        checker: Checker,
        progress: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Sarif,
}

pub fn read(args: impl Iterator<Item = OsString>) -> Invocation {
    let mut locale = Locale::default();
    let command = parse(args, &mut locale).map_err(|wrong| wrong.to_string());
    Invocation { locale, command }
}

fn parse(
    args: impl Iterator<Item = OsString>,
    locale: &mut Locale,
) -> Result<Command, lexopt::Error> {
    let (mut command, mut files, mut format) = (None, Vec::new(), None);
    let (mut profile, mut ignore, mut today, mut progress) = (None, Vec::new(), None, false);
    let (mut to, mut force) = (None, false);
    let mut special = None;
    let mut args = lexopt::Parser::from_args(args);
    while let Some(arg) = args.next()? {
        match arg {
            Long("locale") => {
                *locale = match args.value()?.string()?.as_str() {
                    "zh" | "zh-CN" => Locale::Chinese,
                    "en" => Locale::English,
                    other => {
                        return Err(say!(
                            *locale,
                            "没有语言“{other}”：zh-CN 或 en",
                            "no locale {other:?}: zh-CN or en"
                        )
                        .into());
                    }
                }
            }
            Short('h') | Long("help") => special = Some(Command::Help),
            Short('V') | Long("version") => special = Some(Command::Version),
            Long("format") => {
                format = Some(match args.value()?.string()?.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    "sarif" => Format::Sarif,
                    other => {
                        return Err(say!(
                            *locale,
                            "没有输出格式“{other}”：text、json 或 sarif",
                            "no format {other:?}: text, json or sarif"
                        )
                        .into());
                    }
                })
            }
            Long("profile") => profile = Some(args.value()?.string()?),
            Long("ignore") => {
                ignore.extend(args.value()?.string()?.split(',').map(|code| code.trim().to_owned()))
            }
            Long("today") => today = Some(args.value()?.string()?),
            Long("progress") => progress = true,
            Short('o') | Long("output") => to = Some(PathBuf::from(args.value()?)),
            Long("force") => force = true,
            Value(value) if command.is_none() => command = Some(value),
            Value(value) => files.push(PathBuf::from(value)),
            _ => return Err(arg.unexpected()),
        }
    }
    if let Some(special) = special {
        return Ok(special);
    }
    let locale = *locale;
    match command.as_deref().and_then(|command| command.to_str()) {
        Some("check") => {}
        Some("write") => return Ok(to_write(files, to, force, locale)?),
        Some("help") => return Ok(Command::Help),
        Some(other) => {
            return Err(say!(
                locale,
                "没有命令“{other}”，只有 check 和 write",
                "no command {other:?}, only check and write"
            )
            .into());
        }
        None => return Err(say!(locale, "缺少命令 check", "the command, check, is missing").into()),
    }
    if let Some(unknown) = ignore.iter().find(|prefix| {
        prefix.is_empty() || !jixiao::rules().any(|rule| rule.code.starts_with(prefix.as_str()))
    }) {
        return Err(say!(
            locale,
            "--ignore：没有以“{unknown}”开头的规则",
            "--ignore: no rule begins with {unknown:?}"
        )
        .into());
    }
    let today = match today {
        None => None,
        Some(text) => Some(Date::read(&text).ok_or_else(|| {
            say!(
                locale,
                "--today：“{text}”不是日期，应如 2026-03-31",
                "--today: {text:?} is no date like 2026-03-31"
            )
        })?),
    };
    let profile = profile.map(|named| read_profile(&named, locale)).transpose()?;
    let checker =
        Checker { options: Options { locale, ignore, today, ..Options::default() }, profile };
    if files.is_empty() {
        return Err(say!(
            locale,
            "缺少文件；“-”从标准输入逐行读取",
            "no file is named; \"-\" reads standard input line by line"
        )
        .into());
    }
    if !files.iter().any(|file| file == Path::new("-")) {
        return Ok(Command::Files { checker, files, format: format.unwrap_or(Format::Text) });
    }
    if files.len() > 1 {
        return Err(say!(locale, "“-”只能单独使用", "\"-\" stands alone").into());
    }
    if format.is_some_and(|format| format != Format::Json) {
        return Err(say!(
            locale,
            "“-”只输出 JSON，每行一份",
            "\"-\" answers in JSON, one report a line"
        )
        .into());
    }
    Ok(Command::Stream { checker, progress: progress || std::io::stderr().is_terminal() })
}

/// `jixiao write FILE -o OUT`
fn to_write(
    files: Vec<PathBuf>,
    to: Option<PathBuf>,
    force: bool,
    locale: Locale,
) -> Result<Command, String> {
    let one: Result<[PathBuf; 1], _> = files.try_into();
    let (Ok([file]), Some(to)) = (one, to) else {
        return Err(say!(
            locale,
            "write 需要一个文件和 -o 输出文件",
            "write takes one file, and -o with the file to write"
        ));
    };
    Ok(Command::Write { file, to, force })
}

/// A built-in profile by its id, or a profile in a file of the caller's.
fn read_profile(named: &str, locale: Locale) -> Result<Profile, String> {
    if !named.ends_with(".json") {
        return Profile::built_in(named).map_err(|_| {
            let known: Vec<String> = jixiao::profiles().into_iter().map(|(id, _)| id).collect();
            let known = known.join(", ");
            say!(
                locale,
                "--profile：没有内置的“{named}”；有 {known}，或一个 .json 文件",
                "--profile: no built-in {named:?}; there are {known}, or a .json file"
            )
        });
    }
    let text = input::text_of(Path::new(named), locale)
        .map_err(|why| format!("--profile {named}: {why}"))?;
    let json = jixiao::json::parse(&text).map_err(|error| format!("--profile {named}: {error}"))?;
    Profile::from_json(&json)
        .map_err(|error| format!("--profile {named}: {} ({})", error.message, error.path))
}

pub fn help(locale: Locale) -> String {
    let profiles: String =
        jixiao::profiles().iter().map(|(id, name)| format!("    {id:<14} {name}\n")).collect();
    say!(
        locale,
        "jixiao 核对预算绩效申报材料

用法：
  jixiao check [选项] 文件…     核对文件：填报 JSON、文本、.html、.xlsx、.xls、.ods、.docx
  jixiao check [选项] -         从标准输入每行读取一份填报 JSON，每行输出一份报告，用全部处理器核心
  jixiao write 文件 -o 输出文件   把一个文件写成正式版式的 .docx、.xlsx，或可粘贴的 .txt

选项：
  --format text|json|sarif     输出格式，默认 text
  --profile 标识|文件.json     代替填报所写的规则集
  --locale zh-CN|en            语言，默认 zh-CN
  --ignore 编号,…              不报的规则，编号或其开头，如 TGT,SUM002；可重复
  --today 日期                 核对日期，如 2026-03-31；不给则不判断是否逾期
  --progress                   用“-”时总在标准错误上报告进度，默认只在终端上
  -o, --output 输出文件        write：写到哪里；按扩展名决定格式
  --force                      write：覆盖已有的文件

退出码：0 没有错误，1 有错误，2 有内容无法读取或用法不对

规则集：
{profiles}",
        "jixiao checks budget-performance filings

Usage:
  jixiao check [OPTIONS] FILE…   checks files: filings as JSON, text, .html, .xlsx, .xls, .ods, .docx
  jixiao check [OPTIONS] -       reads a filing as JSON from every line of standard input, writes a report to
                                 every line of standard output, on all cores
  jixiao write FILE -o OUT       writes a file as .docx or .xlsx in the official layout, or as .txt to paste

Options:
  --format text|json|sarif       what to write, text by default
  --profile ID|FILE.json         in place of the profile that a filing names
  --locale zh-CN|en              the language, zh-CN by default
  --ignore CODE,…                rules to leave out, by code or its beginning, as in TGT,SUM002; may be repeated
  --today DATE                   the day of checking, as in 2026-03-31; without it nothing is overdue
  --progress                     with \"-\", tell of progress on standard error even where that is no terminal
  -o, --output OUT               write: the file to write, whose name ends with its format
  --force                        write: replace the file if there is one

Exit codes: 0 no errors, 1 errors, 2 something could not be read, or the command line is wrong

Profiles:
{profiles}"
    )
}
