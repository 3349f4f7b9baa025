//! jixiao (绩效) checks budget-performance filings.
#[cfg(target_arch = "wasm32")]
pub mod wasm;
