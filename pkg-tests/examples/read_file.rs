//! Reads an officer's file (text, .xlsx, .xls, .docx, .ods, .html) into a filing and checks it:
//! `cargo run --example read_file -- 自评表.xlsx`.

use jixiao::json::Json;
use jixiao::read::{Source, read};
use jixiao::{Options, validate};

const PASTED: &str = "项目支出绩效自评表\n项目名称\t农田建设补助\n\t年初预算数\t全年预算数\t全年执行数\t执行率\n年度资金总额\t652\t652\t601.5\t93%\n";

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The file's name helps where its content is ambiguous, such as for an untitled table.
    let name = std::env::args().nth(1).filter(|_| cfg!(not(test)));
    let bytes = name.as_ref().map(std::fs::read).transpose()?;
    let source = bytes.as_deref().map_or(Source::Text(PASTED), Source::Bytes);
    let reading = read(source, name.as_deref())?;
    for left in &reading.unread {
        println!("not read: {left:?}");
    }
    assert!(!reading.documents.is_empty());
    let filing = Json::object([("documents", Json::Array(reading.documents))]);
    let report = validate(filing, &Options::default())?;
    for finding in &report.findings {
        println!("{} {} {}", finding.code, finding.path, finding.message);
    }
    Ok(())
}
