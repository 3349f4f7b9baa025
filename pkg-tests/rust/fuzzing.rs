//! Random text, web pages and files must be read without a trap, in time, and with a cell for every
//! location.
//!
//! A moment in every test run; `FUZZ_SECONDS=600 cargo test --test rust fuzzing` searches longer.
//! Inputs that fail are left in `target/fuzz-broken`.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use jixiao::read::Source;
use jixiao::{Options, validate};
use serde_json::json;

use crate::reading::{Reading, fixture, office_files, read, write, zipped};

/// Rounds of an ordinary test run.
const ROUNDS: usize = 400;
/// No text this small may take longer, even in a test build on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);

/// Marsaglia's xorshift: the same inputs for the same seed, on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit.max(1)
    }

    fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// The material of forms: labels, figures, and separators of cells.
const WORDS: &[&str] = &[
    "\t",
    "\n",
    "\r\n",
    "\"",
    "：",
    "（2025年度）",
    "项目名称",
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分",
    "产出指标",
    "年度资金总额",
    "年初预算数\t全年预算数\t全年执行数\t执行率",
    "其中：",
    "按收入性质分：100万",
    "一、期初余额",
    "（一）",
    "1、",
    "2025年决算数",
    "自评表",
    "项目支出绩效自评表",
    "绩效目标申报表",
    "绩效自评报告",
    "总分",
    "年度目标1：（80分）",
    "绩效表格（jixiao）\t\t项目支出绩效自评表",
    "绩效指标\t序号\t名称",
    "\t1\t",
    "\t99999999999\t",
    "绩效指标·1·绩效指标·1·绩效指标·1",
    "·1·1·1·1",
    "≥90%",
    "1,2,34.5.6",
    "33, 241. 27",
    "不适用",
    "∅",
    "=100%",
    "**",
    "# ",
    "\u{feff}",
    "\0",
    "𝟗",
    "😀",
    "\u{202e}",
    "９９％",
    "-",
    "<table>",
    "<tr>",
    "<td rowspan=\"9999999999\" colspan=\"7\">",
    "</table>",
    "&#x110000;",
    "&lt;",
    "<!--",
    "<![CDATA[",
    "<c r=\"A1\" t=\"s\"><v>99</v></c>",
    "<c r=\"XFD1048576\"><v>1e999</v></c>",
    "<w:gridSpan w:val=\"-1\"/>",
    "table:number-rows-repeated=\"4294967295\"",
    "<row r=\"0\">",
    "</w:tr>",
];

/// Applies a few random edits.
fn spoiled(bytes: &[u8], others: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + 1 + dice.below(60)).min(bytes.len());
        match dice.below(7) {
            0 => drop(bytes.splice(at..at, dice.one_of(WORDS).bytes())),
            1 => drop(bytes.splice(at..end.max(at), [])),
            2 => {
                let copy = bytes[at..end.max(at)].to_vec();
                bytes.splice(at..at, copy.repeat(1 + dice.below(40)));
            }
            3 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(dice.below(256)).unwrap();
                }
            }
            4 => {
                let other = dice.one_of(others);
                let from = dice.below(other.len() + 1);
                let to = (from + dice.below(2000)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            5 => bytes.truncate(at),
            _ => {
                // Swaps lines.
                let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
                let (a, b) = (dice.below(lines.len()), dice.below(lines.len()));
                lines.swap(a, b);
                bytes = lines.join(&b'\n');
            }
        }
    }
    bytes
}

/// Properties that hold for any reading.
fn check(reading: &Reading) {
    let filing = json!({ "documents": reading.documents });
    for pointer in reading.locations.keys() {
        assert!(
            filing.pointer(pointer).is_some_and(|cell| cell.is_string()),
            "{pointer} has a location and no cell"
        );
    }
    // Our own layout, when damaged, may no longer be a filing; it must be refused without a trap.
    let _ = validate(&filing, &Options::default());
    let written = write(&filing).unwrap();
    let _ = read(Source::Text(&written), None);
}

fn try_one(bytes: &[u8]) {
    if let Ok(reading) = read(Source::Bytes(bytes), Some("附件1：2025年度项目支出绩效自评表.xlsx"))
    {
        check(&reading);
    }
    let text = String::from_utf8_lossy(bytes);
    if let Ok(reading) = read(Source::Text(&text), None) {
        check(&reading);
        assert_keeps_figures(&text, &reading);
    }
}

/// Every cell that is just a figure must be in a document or among the unread, never lost.
fn assert_keeps_figures(text: &str, reading: &Reading) {
    // Spaces, converters' marks and quotes are not kept as they are; our own layout numbers its
    // rows.
    if text.contains(['"', '*', '<', '\u{feff}']) || text.contains("jixiao") {
        return;
    }
    let kept = json!(reading.documents).to_string()
        + &reading.unread.iter().map(|unread| unread.text.as_str()).collect::<String>();
    let is_figure = |cell: &&str| {
        cell.len() > 3 && cell.bytes().all(|byte| byte.is_ascii_digit() || b".,%-".contains(&byte))
    };
    for cell in text.split(['\t', '\n', '\r']).map(str::trim).filter(is_figure) {
        assert!(kept.contains(cell), "{cell} is gone");
    }
}

#[test]
fn anything_is_read_or_refused() {
    let seconds = std::env::var("FUZZ_SECONDS")
        .ok()
        .map(|seconds| seconds.parse().expect("FUZZ_SECONDS is a number of seconds"));
    let begun = Instant::now();
    let goes_on = |round: usize| match seconds {
        Some(seconds) => begun.elapsed() < Duration::from_secs(seconds),
        None => round < ROUNDS,
    };
    let broken = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/fuzz-broken");
    let mut texts: Vec<Vec<u8>> =
        ["hunan.txt", "guangdong.txt", "report.txt"].map(fixture).to_vec();
    texts.extend(
        crate::generated::some_filings()
            .iter()
            .step_by(40)
            .map(|filing| write(filing).unwrap().into_bytes()),
    );
    texts.push(crate::reading::PAGE.as_bytes().to_vec());
    texts.push(fixture("project.xls"));
    // Members of office files, spoiled one by one and packed again, get further than spoiled
    // archives do.
    let files = office_files();
    let members: Vec<Vec<u8>> =
        files.iter().flatten().map(|(_, text)| text.clone().into_bytes()).collect();
    let all: Vec<Vec<u8>> = texts.iter().chain(&members).cloned().collect();
    // A longer run starts from a different seed each time.
    let seed = seconds.map_or(0x2545_f491_4f6c_dd1d, |_| {
        u64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos()).unwrap_or(1) | 1
    });
    let mut dice = Dice(seed);
    let mut slowest = Duration::ZERO;
    let mut round = 0;
    while goes_on(round) {
        round += 1;
        let input = match dice.below(4) {
            0 => {
                let mut file = dice.one_of(&files).clone();
                let index = dice.below(file.len());
                file[index].1 = String::from_utf8_lossy(&spoiled(
                    file[index].1.as_bytes(),
                    &members,
                    &mut dice,
                ))
                .into_owned();
                let members: Vec<(&str, &str)> =
                    file.iter().map(|(name, text)| (*name, text.as_str())).collect();
                let bytes = zipped(&members);
                if dice.below(4) == 0 { spoiled(&bytes, &all, &mut dice) } else { bytes }
            }
            _ => spoiled(dice.one_of(&texts).clone().as_slice(), &all, &mut dice),
        };
        if seconds.is_some() {
            // Written before the input may cause a trap.
            std::fs::write(&broken, &input).unwrap();
        }
        let at = Instant::now();
        if std::panic::catch_unwind(|| try_one(&input)).is_err() || at.elapsed() > LONGEST {
            std::fs::write(&broken, &input).unwrap();
            panic!(
                "round {round} of seed {seed}, after {:?}: see {}",
                at.elapsed(),
                broken.display()
            );
        }
        slowest = slowest.max(at.elapsed());
    }
    let _ = std::fs::remove_file(&broken);
    println!("{round} inputs read or refused, the slowest in {slowest:?}");
}
