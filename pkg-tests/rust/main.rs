//! The crate from outside, natively: whole filings, bad input, editing, and the rule pages.
#![cfg(not(target_arch = "wasm32"))]

mod bad_input;
#[cfg(feature = "cli")]
mod cli;
mod completing;
mod editing;
mod examples;
mod filings;
mod fixing;
mod fuzzing;
mod generated;
mod labels;
mod layers;
mod layouts;
mod pages;
mod prose;
mod provinces;
mod reading;
mod templates;
mod twins;
mod writing;
