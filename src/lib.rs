//! jixiao (绩效) checks budget-performance filings: target tables, self-evaluations, their data
//! tables and reports.
//!
//! ```text
//! JSON ──read──▶ Filing ──rules──▶ Findings ──▶ Report
//!                   │                  ▲
//!                   └────scoring───────┘
//! ```
//! [`filing`] reads documents and parses every cell once, by its column, into a [`value::Value`];
//! [`rule`] holds the rule book, one rule a file; [`scoring`] recomputes scores with their working;
//! [`report`] settles, orders and words what was found. Everything is exact: decimals only, and a
//! printed figure is an interval.

#![deny(unsafe_code)]
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

pub mod complete;
pub mod error;
pub mod filing;
pub mod finding;
// Where there are threads, there are better ones, that know them.
#[allow(unsafe_code)]
#[cfg(any(all(target_arch = "wasm32", not(target_feature = "atomics")), test))]
mod heap;
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
#[global_allocator]
static HEAP: heap::Heap = heap::Heap::new();
pub mod json;
pub mod narrative;
mod order;
pub mod profile;
// On the web it is a module of its own, fetched when something is first pasted or dropped.
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
pub mod read;
pub mod relation;
pub mod report;
pub mod rule;
pub mod scoring;
pub mod session;
pub mod template;
#[cfg(test)]
mod testing;
pub mod value;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use error::{Error, ErrorKind};
pub use report::{Options, Report};
pub use session::Session;
pub use template::{adapt, blank, evaluation_of, next_year, recognise, templates};

use filing::Filing;
use json::Json;

/// Checks a filing: one that [`json::parse`] read, or a [`serde_json::Value`].
///
/// # Errors
/// Only where `filing` is not shaped as a filing; what officers type into its cells never is one.
pub fn validate<'a>(filing: impl Into<Json<'a>>, options: &Options) -> Result<Report, Error> {
    let filing = filing.into();
    Ok(report::report(&Filing::of(&filing)?, &profile_of(&filing)?, options))
}

/// Recomputes the scores of a filing.
///
/// # Errors
/// As [`validate`].
pub fn score<'a>(filing: impl Into<Json<'a>>) -> Result<Vec<scoring::Scorecard>, Error> {
    let filing = filing.into();
    Ok(scoring::scorecards(&Filing::of(&filing)?, &profile_of(&filing)?))
}

/// The computed cells of a filing (rates, scores, totals, balances, grades) as a patch, so that
/// officers type base figures only. The cells of [`Options::keep`] stay as they are, and what
/// follows from them is worked out from that.
///
/// # Errors
/// As [`validate`].
pub fn complete<'a>(
    filing: impl Into<Json<'a>>,
    options: &Options,
) -> Result<Vec<json::PatchOp>, Error> {
    let filing = filing.into();
    complete::complete(&filing, &profile_of(&filing)?, &options.keep)
}

/// The profile a filing names or carries.
fn profile_of(filing: &Json<'_>) -> Result<profile::Profile, Error> {
    Ok(rule::profile_of(filing.get("profile"))?)
}
