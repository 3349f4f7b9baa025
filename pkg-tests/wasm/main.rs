//! The crate as wasm, under Node and in a browser.
#![cfg(target_arch = "wasm32")]
use wasm_bindgen_test::*;

#[wasm_bindgen_test]
fn knows_its_version() {
    assert_eq!(jixiao::wasm::version(), "0.1.0");
}
