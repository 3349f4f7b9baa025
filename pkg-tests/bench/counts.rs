//! Work whose instructions are counted: `counts NAME TIMES` does one piece of it TIMES times and
//! prints nothing. Without arguments it prints the names, one per line. See `setup/counts.mjs`.

use std::hint::black_box;

use jixiao::read::{Source, read};
use jixiao::{Options, Session, complete, json, validate};

const TABLES: &str = include_str!("../rust/reading/hunan.txt");
/// Six documents of one department.
const FILING: &str = include_str!("../../www/samples/hunan-2025-filing.json");
/// A score, and the two values typed over it in turn: a wrong one and the one of the sample.
const CELL: &str = "/documents/0/indicators/3/score";
const TYPED: [&str; 2] = ["9", "8"];

/// Prepares a piece of work and returns a function that does it once.
type Work = fn() -> Box<dyn FnMut()>;

const WORK: [(&str, Work); 6] = [
    ("read", reading),
    ("write", writing),
    ("validate", validating),
    ("open", opening),
    ("set", setting),
    ("complete", completing),
];

fn main() {
    // cargo passes `--bench`.
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [name, times] = arguments.as_slice() else {
        WORK.iter().for_each(|(name, _)| println!("{name}"));
        return;
    };
    let (_, prepare) = WORK.iter().find(|(known, _)| known == name).expect("a name from the list");
    let mut work = prepare();
    for _ in 0..times.parse().expect("a number of times") {
        work();
    }
}

fn reading() -> Box<dyn FnMut()> {
    Box::new(|| drop(black_box(read(Source::Text(black_box(TABLES)), None))))
}

fn writing() -> Box<dyn FnMut()> {
    let filing = json::parse(FILING).expect("the sample is JSON");
    Box::new(move || drop(black_box(jixiao::read::write(black_box(&filing)))))
}

/// From text to text, as a server does it.
fn validating() -> Box<dyn FnMut()> {
    let options = Options::default();
    Box::new(move || {
        let filing = json::parse(black_box(FILING)).expect("the sample is JSON");
        let report = validate(filing, &options).expect("the sample is a filing");
        black_box(serde_json::to_string(&report).expect("a report is JSON"));
    })
}

fn opening() -> Box<dyn FnMut()> {
    Box::new(|| drop(black_box(session())))
}

fn setting() -> Box<dyn FnMut()> {
    let mut session = session();
    let mut typed = TYPED.iter().cycle();
    Box::new(move || {
        let text = *typed.next().expect("the cycle has no end");
        drop(black_box(
            session.set(CELL, serde_json::Value::from(text)).expect("the cell is there"),
        ));
    })
}

fn completing() -> Box<dyn FnMut()> {
    let filing = json::parse(FILING).expect("the sample is JSON");
    let options = Options::default();
    Box::new(move || {
        drop(black_box(complete(black_box(&filing), &options).expect("the sample is a filing")));
    })
}

fn session() -> Session {
    let filing: serde_json::Value = serde_json::from_str(FILING).expect("the sample is JSON");
    Session::new(filing, Options::default()).expect("the sample is a filing")
}
