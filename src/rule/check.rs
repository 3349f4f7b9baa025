//! What a rule is made of, and what its checks say.

use std::rc::Rc;

use crate::filing::{Cell, Place, Reads};
use crate::finding::{Family, Finding, Message, RuleInfo};
use crate::narrative::Coverage;
use crate::relation::{Relations, TableRow};

/// One rule: its description and its checks.
#[derive(Debug)]
pub struct Rule {
    /// Its code, name and basis.
    pub info: RuleInfo,
    /// What it consists of.
    pub checks: &'static [Check],
}

impl Rule {
    /// A finding of this rule at a cell.
    pub fn finding(&'static self, place: &Place, message: impl Into<Message>) -> Finding {
        Finding::new(&self.info, place, message.into())
    }
}

/// How much of a filing a check reads. A session re-runs only the checks whose scope contains the
/// edited cell.
///
/// A check with a scope beyond a row also declares what it reads there ([`Reads`]).
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Each cell alone.
    Cell(CellCheck),
    /// Each cell alone that has sentences.
    Sentences(CellCheck),
    /// Each row of an indicator table alone, with the properties of the form that concern all rows.
    Row(RowCheck),
    /// Each document alone.
    Document(Reads, RelationCheck),
    /// The documents of a filing together.
    Filing(Reads, RelationCheck),
}

pub type CellCheck = fn(&Cell, &mut Checks);
pub type RowCheck = fn(&TableRow<'_>, &mut Checks);
pub type RelationCheck = fn(&Relations<'_>, &mut Checks);

/// A check with a scope beyond a row, with its family and what it reads.
#[derive(Clone, Copy)]
pub struct ScopedCheck {
    pub family: Family,
    pub reads: Reads,
    pub check: RelationCheck,
}

impl ScopedCheck {
    pub fn run(&self, relations: &Relations<'_>) -> Checks {
        let mut checks = Checks::of(self.family);
        // While reads are watched, the results of other checks are computed again.
        let anew = cfg!(debug_assertions).then(|| relations.anew());
        let relations = anew.as_ref().unwrap_or(relations);
        self.reads.watch(|| (self.check)(relations, &mut checks));
        checks
    }
}

/// What checks have found so far, and how many passed.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// The family whose check is running.
    pub(super) family: Option<Family>,
    pub findings: Vec<Rc<Finding>>,
    /// Passed checks per family.
    passed: [u32; Family::ALL.len()],
    /// How much of the cells' prose was read.
    pub prose: Coverage,
}

impl Checks {
    fn of(family: Family) -> Checks {
        Checks { family: Some(family), ..Checks::default() }
    }

    /// Counts a check that passed.
    pub fn pass(&mut self) {
        let index = self.family.map(|family| family as usize);
        if let Some(passed) = index.and_then(|index| self.passed.get_mut(index)) {
            *passed += 1;
        }
    }

    /// Adds the finding of a check that failed.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(Rc::new(finding));
    }

    /// Adds the counts of passed checks and of read prose from elsewhere.
    pub(crate) fn count_in(&mut self, other: &Checks) {
        self.passed.iter_mut().zip(other.passed).for_each(|(passed, more)| *passed += more);
        self.prose.add(other.prose);
    }

    /// Passed checks per family; families without any are left out.
    pub fn passed(&self) -> impl Iterator<Item = (Family, u32)> {
        Family::ALL.into_iter().zip(self.passed).filter(|(_, passed)| *passed > 0)
    }

    /// Whether nothing was found, passed or read.
    pub(crate) fn is_empty(&self) -> bool {
        self.findings.is_empty()
            && self.passed.iter().all(|passed| *passed == 0)
            && self.prose == Coverage::default()
    }

    /// The documents of the findings in which these checks and others differ.
    pub(crate) fn documents_apart<'a>(
        &'a self,
        others: &'a Checks,
    ) -> impl Iterator<Item = usize> + use<'a> {
        let (these, those) = (&self.findings, &others.findings);
        let apart = (0..these.len().max(those.len()))
            .map(|index| (these.get(index), those.get(index)))
            .filter(|(this, that)| this != that);
        apart
            .flat_map(|(this, that)| [this, that])
            .flatten()
            .map(|finding| finding.place.document())
    }

    /// Takes over the present findings; unchanged ones stay the same objects. Returns whether any
    /// finding has changed.
    pub(crate) fn replace_by(&mut self, now: Checks) -> bool {
        let before = core::mem::replace(self, now);
        let is_found = before.findings != self.findings;
        for (now, before) in self.findings.iter_mut().zip(before.findings) {
            if *now == before {
                *now = before;
            }
        }
        is_found
    }
}
