//! Turns what the rules found into what the caller reads.

mod options;
mod proved;
mod reported;
// The core writes no SARIF: the page leaves it to the module that reads files.
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
pub mod sarif;
mod settled;
mod worded;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

use crate::filing::Filing;
use crate::finding::Severity;
use crate::narrative::Coverage;
use crate::profile::Profile;
use crate::rule::judgement::Judgement;
use crate::scoring::Scorecard;
pub use options::Options;
pub use proved::{ProvedPlace, ProvedRelation, proved};
pub use reported::{Reported, reword};
pub use settled::Settled;
use worded::in_order;
pub use worded::{WordedFinding, WordedFix, WordedRelated};

/// How many findings count, by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// The filing is wrong.
    pub error: u32,
    /// A reviewer will ask about it.
    pub warning: u32,
    /// Worth knowing.
    pub info: u32,
}

/// The result for a whole filing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// No error is left unacknowledged.
    pub ok: bool,
    /// In document order, a cause before what follows from it.
    pub findings: Vec<Rc<WordedFinding>>,
    /// Findings that are not acknowledged, by severity.
    pub counts: Counts,
    /// The score card of each document that has scores, in the order of the filing.
    pub scorecards: Vec<Scorecard>,
    /// The id of the profile it was checked by.
    pub profile: String,
    /// The version of this crate.
    pub version: &'static str,
    /// How many checks passed, by the first letters of their rules.
    pub verified: BTreeMap<&'static str, u32>,
    /// How much of the prose was understood; absent if the prose has no figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prose: Option<Coverage>,
    /// The relations that hold in the texts; present if [`Options::proof`] asks for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relations: Option<Vec<ProvedRelation>>,
}

/// Checks a filing.
pub fn report(filing: &Filing, profile: &Profile, options: &Options) -> Report {
    let judgement = Judgement::of(filing, profile, options.today);
    let count = filing.documents.len();
    let settled = Settled::of(&judgement, count, profile, options);
    let reword = |index| reword(settled.causes(index), &[], filing, options.locale);
    let findings = (0..count).flat_map(|index| reword(index).added).collect();
    let relations = options.proof.then(|| proved(&filing.documents, options.locale));
    Report { relations, ..compose(findings, &judgement, profile) }
}

/// Words the findings of a judgement and puts the report together.
pub fn compose(
    findings: Vec<Rc<WordedFinding>>,
    judgement: &Judgement,
    profile: &Profile,
) -> Report {
    let counted = judgement.counted();
    let counts = counts(findings.iter().map(|finding| &**finding));
    Report {
        ok: counts.error == 0,
        counts,
        findings,
        scorecards: judgement.scorecards().cloned().collect(),
        profile: profile.id.clone(),
        version: env!("CARGO_PKG_VERSION"),
        verified: in_order(counted.passed().map(|(family, passed)| (family.as_str(), passed))),
        prose: Some(counted.prose).filter(|prose| prose.quantities > 0),
        relations: None,
    }
}

/// Counts the findings that are not acknowledged; acknowledged ones stay in the report.
pub fn counts<'a>(findings: impl Iterator<Item = &'a WordedFinding> + Clone) -> Counts {
    let count = |severity: Severity| {
        let counted = findings
            .clone()
            .filter(|f| f.acknowledged.is_none() && f.severity == severity.as_str())
            .count();
        u32::try_from(counted).unwrap_or(u32::MAX)
    };
    Counts {
        error: count(Severity::Error),
        warning: count(Severity::Warning),
        info: count(Severity::Info),
    }
}
