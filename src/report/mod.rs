//! From what the rules found to what the caller reads.

mod options;
// The core writes none: the page has the other module do it.
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
pub mod sarif;

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap as HashMap;
use serde::Serialize;

use crate::filing::Filing;
use crate::finding::{Finding, Locale, Severity};
use crate::json::PatchOp;
use crate::narrative::Coverage;
use crate::profile::{Profile, SeverityOverride};
use crate::rule::judgement::Judgement;
use crate::rule::precedence;
use crate::scoring::Scorecard;
pub use options::Options;

/// One finding, worded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordedFinding {
    pub id: String,
    pub code: &'static str,
    pub severity: &'static str,
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(usize, usize)>,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    pub args: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<WordedRelated>,
    pub basis: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<WordedFix>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<String>,
}

/// Another cell that has to do with a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordedRelated {
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
}

/// A repair that is certain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordedFix {
    pub title: String,
    pub safe: bool,
    pub patch: Vec<PatchOp>,
}

/// Findings that count, by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub error: u32,
    pub warning: u32,
    pub info: u32,
}

/// The answer to a whole filing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// No error that nobody answers for.
    pub ok: bool,
    /// In document order, a cause before what follows from it.
    pub findings: Vec<Rc<WordedFinding>>,
    pub counts: Counts,
    pub scorecards: Vec<Scorecard>,
    pub profile: String,
    pub version: &'static str,
    /// Checks made and held, per rule family.
    pub verified: BTreeMap<&'static str, u32>,
    /// What was read of the prose; absent where no figure stands in any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prose: Option<Coverage>,
}

/// Checks a filing.
pub fn report(filing: &Filing, profile: &Profile, options: &Options) -> Report {
    let judgement = Judgement::of(filing, profile, options.today);
    let said = reword(settled(&judgement, profile, options), &[], false, filing, options.locale);
    compose(said.into_iter().map(|said| said.worded).collect(), &judgement, profile)
}

/// The report that comes of a judgement once it is worded.
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
    }
}

/// What a report says: one finding a cause, as severe as the profile has it, in document order.
pub fn settled(judgement: &Judgement, profile: &Profile, options: &Options) -> Vec<Rc<Finding>> {
    precedence::settle(judgement.findings())
        .into_iter()
        .filter_map(|finding| judged(finding, profile, options))
        .collect()
}

/// The finding at the severity the profile gives it, unless it is switched off or ignored.
fn judged(mut finding: Rc<Finding>, profile: &Profile, options: &Options) -> Option<Rc<Finding>> {
    if options
        .ignore
        .iter()
        .any(|prefix| !prefix.is_empty() && finding.rule.code.starts_with(prefix.as_str()))
    {
        return None;
    }
    match profile.severity.get(finding.rule.code) {
        Some(SeverityOverride::Off) => return None,
        Some(SeverityOverride::As(severity)) => Rc::make_mut(&mut finding).severity = *severity,
        None => {}
    }
    Some(finding)
}

/// A finding, and how it is said.
pub struct Reported {
    finding: Rc<Finding>,
    /// The how-manieth of its rule at its cell.
    ordinal: usize,
    pub worded: Rc<WordedFinding>,
    /// It was not said before, or not in these words.
    pub is_new: bool,
}

/// Words findings; what was said `before` in the same words is taken over, the very same
/// allocation. Both are in document order, the one from before as the document was: where cells
/// have come or gone since, it is looked up by place.
pub fn reword(
    findings: Vec<Rc<Finding>>,
    before: &[Reported],
    are_moved: bool,
    filing: &Filing,
    locale: Locale,
) -> Vec<Reported> {
    let key = |finding: &'_ Finding, ordinal| (finding.rule.code, finding.place.pointer(), ordinal);
    let by_place: HashMap<(&str, String, usize), &Reported> = before
        .iter()
        .filter(|_| are_moved)
        .map(|said| (key(&said.finding, said.ordinal), said))
        .collect();
    let mut earlier =
        before.chunk_by(|a, b| a.finding.place.order == b.finding.place.order).peekable();
    let mut all = Vec::with_capacity(findings.len());
    for here in findings.chunk_by(|a, b| a.place.order == b.place.order) {
        let order = here.first().map(|finding| finding.place.order);
        let order_of = |said: &[Reported]| said.first().map(|said| said.finding.place.order);
        while earlier.next_if(|said| order_of(said) < order).is_some() {}
        let known = earlier.next_if(|said| order_of(said) == order).unwrap_or_default();
        let start = all.len();
        for (index, finding) in here.iter().enumerate() {
            let is_like = |said: &&Reported| {
                core::ptr::eq(said.finding.rule, finding.rule)
                    && said.finding.place == finding.place
            };
            let ordinal = all
                .iter()
                .skip(start)
                .rev()
                .find(is_like)
                .map_or(1, |said: &Reported| said.ordinal + 1);
            let is_it = |said: &&Reported| said.ordinal == ordinal && is_like(said);
            let in_order = || known.get(index).filter(is_it).or_else(|| known.iter().find(is_it));
            let same =
                if are_moved { by_place.get(&key(finding, ordinal)).copied() } else { in_order() };
            let acknowledged = acknowledged(finding, filing);
            let is_same = |said: &&Reported| {
                said.finding == *finding && said.worded.acknowledged == acknowledged
            };
            let (worded, is_new) = match same.filter(is_same) {
                Some(same) => (Rc::clone(&same.worded), false),
                None => {
                    let worded = word(finding, ordinal, acknowledged, locale);
                    match same.filter(|same| *same.worded == worded) {
                        Some(same) => (Rc::clone(&same.worded), false),
                        None => (Rc::new(worded), true),
                    }
                }
            };
            all.push(Reported { finding: Rc::clone(finding), ordinal, worded, is_new });
        }
    }
    all
}

fn word(
    finding: &Finding,
    ordinal: usize,
    acknowledged: Option<String>,
    locale: Locale,
) -> WordedFinding {
    let path = finding.place.pointer();
    let mut id = [finding.rule.code, ":", &path].concat();
    if ordinal > 1 {
        id = format!("{id}#{ordinal}");
    }
    let message = &finding.message;
    let fix = finding.fix.as_ref();
    let fix = fix.map(|fix| WordedFix {
        title: message.fill(fix.title, locale),
        safe: fix.safe,
        patch: fix.patch(),
    });
    let related = finding.related.iter().map(|r| WordedRelated {
        path: r.place.pointer(),
        note: r.note.map(|note| note.in_locale(locale)),
    });
    WordedFinding {
        id,
        code: finding.rule.code,
        severity: finding.severity.as_str(),
        span: finding.span,
        message: message.sentence(locale),
        advice: Some(message.advice(locale)),
        related: related.collect(),
        basis: finding.rule.basis.in_locale(locale),
        fix,
        acknowledged,
        args: in_order(message.args()),
        claimed: message.claimed().map(str::to_owned),
        expected: message.expected().map(str::to_owned),
        difference: message.off_by(),
        formula: message.formula().map(str::to_owned),
        path,
    }
}

/// One by one: to collect them would bring in a sorter, for a handful.
fn in_order<T>(named: impl IntoIterator<Item = (&'static str, T)>) -> BTreeMap<&'static str, T> {
    let mut map = BTreeMap::new();
    map.extend(named);
    map
}

/// The department's reason for leaving the finding as it is.
fn acknowledged(finding: &Finding, filing: &Filing) -> Option<String> {
    if filing.acknowledged.is_empty() {
        return None;
    }
    let path = finding.place.pointer();
    let entry = filing
        .acknowledged
        .iter()
        .find(|entry| entry.code == finding.rule.code && entry.path == path);
    entry.map(|entry| entry.reason.clone())
}

/// What counts: acknowledged findings stay in the report and no longer do.
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
