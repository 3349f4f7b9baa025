//! Checks Chinese budget-performance filings (预算绩效): target tables, self-evaluations, their data
//! tables and reports.
//!
//! ```
//! use jixiao::{Options, json::parse, validate};
//!
//! let filing = parse(r#"{"documents": [{
//!     "kind": "projectEvaluation",
//!     "funds": {"total": {"budget": "652", "executed": "601.5", "rate": "93%"}},
//!     "indicators": []
//! }]}"#)?;
//! let report = validate(filing, &Options::default())?;
//!
//! let finding = &report.findings[0];
//! assert_eq!(finding.code, "RAT001");
//! assert_eq!(finding.path, "/documents/0/funds/total/rate");
//! assert_eq!(finding.expected.as_deref(), Some("92%"));
//! assert_eq!(finding.formula.as_deref(), Some("601.5 ÷ 652 × 100% = 92.25%"));
//! # Ok::<(), jixiao::Error>(())
//! ```
//!
//! A filing is JSON ([`json::Json`]): a list of documents whose cells hold exactly what an officer
//! typed. Nothing in a cell is an error; an [`Error`] says that a value is no filing at all.
//!
//! | to | there is |
//! |---|---|
//! | check a filing once | [`validate`], [`validate_by`], [`score`] |
//! | check while somebody edits | [`Session`] |
//! | fill in what follows from other cells | [`complete`] |
//! | begin a form, or make one of another | [`templates`], [`blank`], [`evaluation_of`], [`next_year`], [`adapt`] |
//! | read tables, files and web pages | [`read`] |
//! | write a filing as text, or as a file to hand in | [`read::write`], [`write`] |
//! | list rules and profiles | [`rules`], [`profiles`] |
//!
//! Everything is exact: figures are decimals, and a printed figure stands for the interval that its
//! last place says.
//!
//! # Features
//!
//! | feature | |
//! |---|---|
//! | `cli` | the command line, `jixiao check` |
//! | `reader` | for wasm32 only: the second module of the npm package, which reads and writes text and does nothing else |
//! | `writer` | for wasm32 only: the third module, which writes files and does nothing else |

#![forbid(unsafe_code)]
#![warn(missing_docs)]
// What comes from outside can be anything: code that could trap on it does not compile.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable,
        clippy::indexing_slicing, clippy::string_slice, clippy::float_arithmetic
    )
)]
// .clippy.toml says which, and why.
#![cfg_attr(not(test), deny(clippy::disallowed_methods))]

mod complete;
mod error;
mod filing;
mod finding;
// A check allocates thousands of small pieces: an edit takes 5 % longer with Rust's own allocator.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: rlsf::GlobalTlsf = rlsf::GlobalTlsf::new();
pub mod json;
mod narrative;
mod order;
mod profile;
// On the web it is a module of its own, fetched when something is first pasted or dropped.
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
pub mod read;
mod relation;
mod report;
mod rule;
mod scoring;
mod session;
mod template;
#[cfg(test)]
mod testing;
mod value;
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod wasm;
#[cfg(any(feature = "writer", not(target_arch = "wasm32")))]
pub mod write;

pub use error::{Error, ErrorKind};
pub use finding::{Family, Locale, RuleInfo, Severity, Text};
pub use narrative::Coverage;
pub use profile::{Profile, ProfileError};
#[cfg(not(target_arch = "wasm32"))]
pub use report::sarif;
pub use report::{
    Counts, Options, ProvedPlace, ProvedRelation, Report, WordedFinding as Finding,
    WordedFix as Fix, WordedRelated as Related,
};
pub use scoring::{ScoreGroup, ScoreLine, Scorecard};
pub use session::{Change, Session};
pub use template::{Recognised, adapt, blank, evaluation_of, next_year, recognise, templates};
pub use value::date::Date;

/// Internals for the crate's own tests. Not part of the API; may change at any time.
#[doc(hidden)]
pub mod internals {
    pub use crate::filing::record::Shape;
    pub use crate::filing::typescript::DOCUMENTS;
    pub use crate::filing::{Filing, Kind};
    pub use crate::narrative::claim::{ClaimKind, ClaimVerdict};
    pub use crate::narrative::prose::Prose;
    pub use crate::rule::Rule;
    pub use crate::rule::judgement::Judgement;
    pub use crate::value::number::Dec;

    /// All rules, with their checks.
    pub fn all_rules() -> impl Iterator<Item = &'static Rule> {
        crate::rule::all()
    }
}

use filing::Filing;
use json::Json;

/// Checks a filing: one that [`json::parse`] read, or a [`serde_json::Value`].
///
/// Only if `filing` does not have the shape of a filing; the content of cells is never an error.
pub fn validate<'a>(filing: impl Into<Json<'a>>, options: &Options) -> Result<Report, Error> {
    let filing = filing.into();
    Ok(report::report(&Filing::of(&filing)?, &profile_of(&filing)?, options))
}

/// Checks a filing by `profile` instead of the one that it names or carries.
///
/// # Errors
/// As [`validate`].
pub fn validate_by<'a>(
    filing: impl Into<Json<'a>>,
    profile: &Profile,
    options: &Options,
) -> Result<Report, Error> {
    Ok(report::report(&Filing::of(&filing.into())?, profile, options))
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

/// The rule book, family by family.
pub fn rules() -> impl Iterator<Item = &'static RuleInfo> {
    rule::all().map(|rule| &rule.info)
}

/// The ids and names of the built-in profiles: `("cn-hunan", "湖南省")`.
pub fn profiles() -> Vec<(String, String)> {
    profile::built_in()
}

/// The profile a filing names or carries.
fn profile_of(filing: &Json<'_>) -> Result<Profile, Error> {
    Ok(rule::profile_of(filing.get("profile"))?)
}
