//! The rule book.
//!
//! A rule is a pure function of a filing and a profile. Rules do not know each other: each says what it finds, and
//! [`crate::report`] settles what replaces or follows what after all have run.
//! Adding a rule is adding its file and one line in its family's list.

pub mod dat;
pub mod dev;
pub mod nar;
pub mod num;
pub mod rat;
pub mod req;
pub mod sco;
pub mod sum;
pub mod tgt;
pub mod wgt;
pub mod xdc;

#[cfg(test)]
pub(crate) mod testing;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::filing::{Document, Evaluation};
use crate::profile::Profile;
use crate::report::finding::{Finding, Severity};
use crate::report::text::Text;
use crate::value::date::Date;

/// One rule: what it is called, what it rests on, and how it checks.
#[derive(Debug)]
pub struct Rule {
    /// Public and never reused: `RAT001`.
    pub code: &'static str,
    /// Named after the offence.
    pub name: &'static str,
    pub severity: Severity,
    pub summary: Text,
    /// The document it rests on, or "arithmetic".
    pub basis: Text,
    pub check: fn(&Scope<'_>, &mut Checks),
}

/// Rules whose findings in one document depend on the others. All others see each document alone, so that an edit of one leaves what was
/// said of the others as it is.
const ACROSS_DOCUMENTS: [&str; 11] =
    ["REQ007", "RAT001", "RAT002", "RAT003", "NAR006", "XDC001", "XDC002", "XDC003", "XDC004", "XDC005", "XDC006"];

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.code == other.code
    }
}

impl Rule {
    /// Do its findings in one document depend on other documents?
    pub fn is_across_documents(&self) -> bool {
        ACROSS_DOCUMENTS.contains(&self.code)
    }

    /// `RAT` of `RAT001`.
    pub fn family(&self) -> &'static str {
        self.code.get(..3).unwrap_or(self.code)
    }
}

/// All rules, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [req::RULES, num::RULES, sum::RULES, rat::RULES, sco::RULES, dev::RULES, dat::RULES, nar::RULES, xdc::RULES, tgt::RULES, wgt::RULES]
        .into_iter()
        .flatten()
        .copied()
}

/// Arithmetic needs no document.
pub const ARITHMETIC: Text = Text { zh: "算术关系", en: "arithmetic" };
/// What the printed form itself says.
pub const FORM: Text = Text { zh: "表格自身的填报要求", en: "the form's own instructions" };
/// 项目支出绩效评价管理办法
pub const MEASURES_2020: Text = Text { zh: "财预〔2020〕10号", en: "Caiyu [2020] No. 10" };

/// What a rule may look at: the documents of a filing, or one of them alone.
pub struct Scope<'a> {
    pub documents: &'a [Document],
    pub profile: &'a Profile,
    /// The day of checking, where the caller gave it.
    pub today: Option<Date>,
    /// What several rules ask for.
    memo: Memo<'a>,
}

/// What several rules ask for and is worked out once.
#[derive(Default)]
struct Memo<'a> {
    equalities: OnceCell<Vec<sum::equality::Verdict<'a>>>,
    rows: OnceCell<Vec<sco::rows::Scored<'a>>>,
    quotients: OnceCell<Vec<rat::quotient::Quotient<'a>>>,
    answers: OnceCell<Vec<num::pair::Answered<'a>>>,
}

impl<'a> Scope<'a> {
    pub fn new(documents: &'a [Document], profile: &'a Profile, today: Option<Date>) -> Scope<'a> {
        Scope { documents, profile, today, memo: Memo::default() }
    }

    /// The self-evaluations that have weights and scores.
    pub fn scored_evaluations(&self) -> impl Iterator<Item = &'a Evaluation> {
        self.documents.iter().filter_map(|document| document.scored_evaluation())
    }

    /// All self-evaluations, transfer payments included.
    pub fn evaluations(&self) -> impl Iterator<Item = &'a Evaluation> {
        self.documents.iter().filter_map(|document| document.evaluation())
    }
}

/// What the rules have said so far.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    rule: Option<&'static Rule>,
    pub findings: Vec<Finding>,
    /// Checks made and held, per family.
    pub held: BTreeMap<&'static str, u32>,
}

impl Checks {
    /// Runs `rules` over `scope`.
    pub fn run(scope: &Scope<'_>, rules: impl Iterator<Item = &'static Rule>) -> Checks {
        let mut checks = Checks::default();
        for rule in rules {
            checks.rule = Some(rule);
            (rule.check)(scope, &mut checks);
        }
        checks
    }

    /// One check was made and held.
    pub fn held(&mut self) {
        if let Some(rule) = self.rule {
            *self.held.entry(rule.family()).or_default() += 1;
        }
    }

    /// One check was made and did not hold.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}
