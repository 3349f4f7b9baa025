//! The TypeScript interfaces of the documents, put together at compile time from their
//! declarations.

use super::document;
use super::record::Record;
use super::*;

/// `export interface NAME { … }` for each record.
macro_rules! interfaces {
    ($( $record:ident ),* $(,)?) => {
        &[ $( "export interface ", stringify!($record), " {\n", $record::TYPESCRIPT, "}\n\n", )* ]
    };
}

const RECORDS: &[&str] = interfaces! {
    Head, FundLine, Part, Breakdown, Funds, Indicator, Total, Goals, Management, Expenditure, Income,
    Development, Level, TaskIndicator, Task, ScoreItem, Bonus, Staffing, BaseLine, Building,
    AccountLine, Section,
};

const PARTS: [&[&str]; 2] = [RECORDS, document::TYPESCRIPT];
const BYTES: [u8; length(PARTS)] = joined(PARTS);

/// `export interface …` for every record and document of the contract.
pub const DOCUMENTS: &str = match core::str::from_utf8(&BYTES) {
    Ok(text) => text,
    // Concatenated texts are valid text.
    Err(_) => "",
};

const fn length(parts: [&[&str]; 2]) -> usize {
    let mut length = 0;
    let mut at = 0;
    while let Some(text) = text(parts, at) {
        length += text.len();
        at += 1;
    }
    length
}

const fn joined<const N: usize>(parts: [&[&str]; 2]) -> [u8; N] {
    let mut bytes = [0; N];
    let (mut to, mut at) = (0, 0);
    while let Some(text) = text(parts, at) {
        let mut from = text.as_bytes();
        while let [byte, rest @ ..] = from {
            #[allow(clippy::indexing_slicing)]
            // evaluated by the compiler: out of bounds would not compile
            {
                bytes[to] = *byte;
            }
            to += 1;
            from = rest;
        }
        at += 1;
    }
    bytes
}

#[allow(clippy::indexing_slicing)] // evaluated by the compiler: out of bounds would not compile
const fn text<'a>([first, second]: [&[&'a str]; 2], at: usize) -> Option<&'a str> {
    if at < first.len() {
        Some(first[at])
    } else if at - first.len() < second.len() {
        Some(second[at - first.len()])
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::DOCUMENTS;
    use crate::filing::Kind;
    use crate::filing::record::Shape;

    #[test]
    fn declares_what_the_records_declare() {
        for part in [
            "export interface ProjectEvaluation extends Head {\n  kind: \"projectEvaluation\";\n",
            "  /** 填报日期 */\n  filedOn?: Cell;\n",
            "  /** 一级指标. May carry its printed points: `产出指标(50分)`. */\n  level1?: Cell;\n",
            "  of?: \"initial\" | \"budget\" | \"executed\";\n",
            "  total: FundLine;\n",
            "  parts?: FundLine[];\n",
            "  goals?: Cell[];\n",
            "  partial?: boolean;\n",
            "  text: string;\n",
            "export type Document =\n  | DepartmentTargets\n  | ProjectTargets\n",
        ] {
            assert!(DOCUMENTS.contains(part), "{part} is not in\n{DOCUMENTS}");
        }
    }

    #[test]
    fn declares_every_record_that_a_document_holds() {
        fn declared(shape: &Shape) {
            for member in shape.all() {
                if let Some(inner) = member.holds.shape().filter(|inner| inner.name != shape.name) {
                    let interface = format!("export interface {} {{\n", inner.name);
                    assert_eq!(DOCUMENTS.matches(&interface).count(), 1, "{interface}");
                    declared(inner);
                }
            }
        }
        Kind::ALL.iter().for_each(|kind| declared(kind.shape()));
    }
}
