//! Edits of cells, rows and documents: a session must report what a fresh check reports, and a
//! refused edit must change nothing.
#![no_main]

use jixiao::{Change, Error, Options, Session};
use jixiao_fuzz::{FILING, TARGETS, assert_fresh, filing_of, places};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

/// Numbers select from what exists.
#[derive(Arbitrary, Debug)]
enum Edit<'a> {
    Set { cell: u16, text: &'a str },
    SetAnother { cell: u16, text: &'a str },
    Clear { cell: u16 },
    Insert { list: u16, at: u8, from: u8 },
    Remove { list: u16, at: u8 },
    RemoveMember { cell: u16 },
    Move { list: u16, from: u8, to: u8 },
}

fuzz_target!(|input: (bool, Vec<Edit<'_>>)| {
    let (is_filing, edits) = input;
    let filing: Value = serde_json::from_str(if is_filing { FILING } else { TARGETS })
        .expect("the samples are JSON");
    let mut session = Session::new(filing, Options::default()).expect("the samples are filings");
    for edit in edits.iter().take(6) {
        let before = filing_of(&session);
        match edit.on(&mut session, &before) {
            Some(Ok(_)) => assert_fresh(&session),
            Some(Err(_)) => assert_eq!(filing_of(&session), before, "{edit:?}"),
            None => {}
        }
    }
});

impl Edit<'_> {
    fn on(&self, session: &mut Session, before: &Value) -> Option<Result<Change, Error>> {
        let (cells, lists) = places(before);
        let cell = |index: u16| one_of(&cells, index);
        let items = |list: &str| before.pointer(list).and_then(Value::as_array).map(Vec::len);
        Some(match *self {
            Edit::Set { cell: at, text } => session.set(cell(at)?, json!(text)),
            Edit::SetAnother { cell: at, text } => {
                let (record, _) = cell(at)?.rsplit_once('/')?;
                session.set(&format!("{record}/reason"), json!(text))
            }
            Edit::Clear { cell: at } => session.set(cell(at)?, json!("")),
            Edit::Insert { list, at, from } => {
                let list = one_of(&lists, list)?;
                let count = items(list)?;
                let copied = format!("{list}/{}", usize::from(from) % count.max(1));
                let item = before.pointer(&copied).cloned().unwrap_or(json!({}));
                session.insert(&format!("{list}/{}", usize::from(at) % (count + 1)), item)
            }
            Edit::Remove { list, at } => {
                let list = one_of(&lists, list)?;
                session.remove(&format!("{list}/{}", usize::from(at) % items(list)?.max(1)))
            }
            Edit::RemoveMember { cell: at } => session.remove(cell(at)?),
            Edit::Move { list, from, to } => {
                let list = one_of(&lists, list)?;
                let count = items(list)?;
                let item = |at: usize| format!("{list}/{at}");
                session.move_item(
                    &item(usize::from(from) % count.max(1)),
                    &item(usize::from(to) % (count + 1)),
                )
            }
        })
    }
}

fn one_of(pointers: &[String], index: u16) -> Option<&str> {
    let index = usize::from(index).checked_rem(pointers.len())?;
    pointers.get(index).map(String::as_str)
}
