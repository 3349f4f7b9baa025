//! One text in every kind of cell: words, figures, rates, points, dates, and sentences of a report.
#![no_main]

use jixiao::{Options, complete, score, validate};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fuzz_target!(|text: &str| {
    let row = json!({"level1": text, "level2": text, "name": text, "target": text, "actual": text, "weight": text, "score": text, "reason": text});
    let filled = json!({"level1": "产出指标", "level2": "数量指标", "name": "培训人次", "target": text, "actual": "90人次", "weight": "90", "score": text});
    let line = json!({"name": text, "initial": text, "budget": "652", "executed": text, "weight": "10", "rate": text, "score": text});
    let filing = json!({"documents": [
        {"kind": "projectEvaluation", "title": text, "year": "2025", "filedOn": text, "unit": text,
            "funds": {"total": line, "parts": [line]}, "indicators": [row, filled], "total": {"weight": text, "score": text}},
        {"kind": "projectTargets", "amount": text, "start": text, "end": text, "purpose": text, "indicators": [row]},
        {"kind": "baseData", "staffing": {"quota": text, "actual": "57", "rate": text}, "lines": [{"name": text, "actual": text}]},
        {"kind": "narrative", "title": text, "sections": [{"heading": text, "text": text}]},
    ]});
    validate(&filing, &Options::default()).expect("what officers type is never an error");
    score(&filing).expect("what officers type is never an error");
    complete(&filing, &Options::default()).expect("what officers type is never an error");
});
