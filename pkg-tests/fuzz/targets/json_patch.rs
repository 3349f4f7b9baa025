//! Patches: an accepted one must do what another library makes of it, and a refused one must change
//! nothing.
#![no_main]

use jixiao::json::Operation;
use jixiao::{Options, Session};
use jixiao_fuzz::{assert_fresh, filing_of};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

fuzz_target!(|text: &str| {
    let Ok(patch) = serde_json::from_str::<Value>(text) else { return };
    let Ok(operations) = Operation::read_all(&patch) else { return };
    let filing = filing();
    let mut session =
        Session::new(filing.clone(), Options::default()).expect("what is patched is a filing");
    if session.apply(&operations).is_err() {
        assert_eq!(filing_of(&session).to_string(), filing.to_string());
        return;
    }
    // The other library refuses pointers with a `~` that is not an escape; here it is a literal
    // character.
    let Ok(patch) = serde_json::from_value::<json_patch::Patch>(patch) else { return };
    let mut patched = filing;
    json_patch::patch(&mut patched, &patch).expect("it could be carried out");
    assert_eq!(filing_of(&session), patched);
    assert_fresh(&session);
});

fn filing() -> Value {
    json!({"profile": "cn-hunan", "acknowledged": [], "documents": [
        {"kind": "projectEvaluation", "year": "2025", "funds": {"total": {"budget": "652", "executed": "601.5", "rate": "93%"}},
            "indicators": [
                {"level1": "产出指标", "name": "培训人次", "target": "≥60人次", "actual": "58人次", "weight": "60", "score": "60"},
                {"level1": "效益指标", "name": "合格率", "target": "≥95%", "actual": "96%", "weight": "40", "score": "40"}]},
        {"kind": "narrative", "sections": [{"text": "全年预算数652万元，执行601.5万元。"}]},
    ]})
}
