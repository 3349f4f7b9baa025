//! Pasted text.
#![no_main]

use jixiao::read::{Source, read};
use jixiao_fuzz::{assert_keeps_figures, assert_whole};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(reading) = read(Source::Text(text), None) {
        assert_whole(&reading);
        assert_keeps_figures(text, &reading);
    }
});
