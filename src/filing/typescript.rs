//! The TypeScript interfaces of the documents, put together at compile time from their
//! declarations.

use super::record::Record;
use super::*;

/// Joins string constants.
macro_rules! join {
    ($($part:expr),* $(,)?) => {{
        const PARTS: &[&str] = &[$($part),*];
        const BYTES: [u8; length(PARTS)] = joined(PARTS);
        // The parts are text, so their bytes one after another are text.
        match core::str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => "",
        }
    }};
}

macro_rules! interfaces {
    (records: $($record:ident),*; documents: $($document:ident($body:ident) $kind:literal),* $(,)?) => {
        join!(
            "export interface Head {\n", Head::TYPESCRIPT, "}\n\n",
            $( "export interface ", stringify!($record), " {\n", $record::TYPESCRIPT, "}\n\n", )*
            $( "export interface ", stringify!($document), " extends Head {\n  kind: \"", $kind, "\";\n", $body::TYPESCRIPT, "}\n\n", )*
            "export type Document =", $( "\n  | ", stringify!($document), )* ";\n",
        )
    };
}

/// `export interface …` for every record and document of the contract.
pub const DOCUMENTS: &str = interfaces! {
    records: FundLine, Part, Breakdown, Funds, Indicator, Total, Goals, Management, Expenditure, Income, Development, Level,
        TaskIndicator, Task, ScoreItem, Bonus, Staffing, BaseLine, Building, AccountLine, Section;
    documents:
        DepartmentTargets(DepartmentTargets) "departmentTargets",
        ProjectTargets(ProjectTargets) "projectTargets",
        DepartmentEvaluation(Evaluation) "departmentEvaluation",
        ProjectEvaluation(Evaluation) "projectEvaluation",
        TransferEvaluation(Evaluation) "transferEvaluation",
        ScoreSheet(ScoreSheet) "scoreSheet",
        BaseData(BaseData) "baseData",
        FundAccounts(FundAccounts) "fundAccounts",
        Narrative(Narrative) "narrative",
};

const fn length(parts: &[&str]) -> usize {
    let mut length = 0;
    let mut at = 0;
    while at < parts.len() {
        length += text(parts, at).len();
        at += 1;
    }
    length
}

const fn joined<const N: usize>(parts: &[&str]) -> [u8; N] {
    let mut bytes = [0; N];
    let (mut to, mut at) = (0, 0);
    while at < parts.len() {
        let part = text(parts, at).as_bytes();
        let mut from = 0;
        while from < part.len() {
            #[allow(clippy::indexing_slicing)]
            // evaluated by the compiler: out of bounds would not compile
            let byte = part[from];
            #[allow(clippy::indexing_slicing)]
            {
                bytes[to] = byte;
            }
            to += 1;
            from += 1;
        }
        at += 1;
    }
    bytes
}

#[allow(clippy::indexing_slicing)] // evaluated by the compiler: out of bounds would not compile
const fn text<'a>(parts: &[&'a str], at: usize) -> &'a str {
    parts[at]
}

#[cfg(test)]
mod tests {
    use super::DOCUMENTS;

    #[test]
    fn declares_what_the_records_declare() {
        assert!(DOCUMENTS.contains(
            "export interface ProjectEvaluation extends Head {\n  kind: \"projectEvaluation\";\n"
        ));
        assert!(
            DOCUMENTS.contains("  /** 填报日期*/\n  filedOn?: Cell;\n")
                || DOCUMENTS.contains("  /** 填报日期 */\n  filedOn?: Cell;\n")
        );
        assert!(DOCUMENTS.contains("of?: \"initial\" | \"budget\" | \"executed\";"));
    }
}
