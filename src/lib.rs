//! jixiao (绩效) checks budget-performance filings.
pub mod filing;
pub mod value;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
