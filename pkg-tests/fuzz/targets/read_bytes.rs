//! Files: .xlsx, .xls, .ods, .docx, HTML and text of any encoding.
#![no_main]

use jixiao::read::{Source, read};
use jixiao_fuzz::assert_whole;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(reading) = read(Source::Bytes(bytes), Some("附件1：2025年度项目支出绩效自评表.xlsx"))
    {
        assert_whole(&reading);
    }
});
