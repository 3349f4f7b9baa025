//! jixiao (绩效) checks budget-performance filings: target tables, self-evaluations, their data tables and reports.
//!
//! ```text
//! JSON ──read──▶ Filing ──rules──▶ Findings ──▶ Report
//!                   │                  ▲
//!                   └────scoring───────┘
//! ```
//! [`filing`] reads documents and parses every cell once, by its column, into a [`value::Value`]; [`rule`] holds the rule book,
//! one rule a file; [`scoring`] recomputes scores with their working; [`report`] settles, orders and words what was found.
//! Everything is exact: decimals only, and a printed figure is an interval.

// What comes from outside can be anything: code that could trap on it does not compile.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::float_arithmetic
    )
)]

pub mod filing;
pub mod profile;
pub mod report;
pub mod rule;
pub mod scoring;
pub mod value;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
