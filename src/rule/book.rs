//! All rules, and their checks by how far they reach.

use super::check::{CellCheck, Check, Checks, RowCheck, Rule, ScopedCheck};
use super::{dat, dev, nar, num, rat, req, sco, sum, tgt, wgt, xdc};
use crate::filing::Cell;
use crate::finding::Family;
use crate::json::Json;
use crate::profile::{Profile, ProfileError};
use crate::relation::{TableRow, prose};

/// The families, in order.
const FAMILIES: [&[&Rule]; Family::ALL.len()] = [
    req::RULES,
    num::RULES,
    sum::RULES,
    rat::RULES,
    sco::RULES,
    dev::RULES,
    dat::RULES,
    nar::RULES,
    xdc::RULES,
    tgt::RULES,
    wgt::RULES,
];

/// All rules, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.into_iter().flatten().copied()
}

/// The profile that a filing names or carries; severities must be of known rules.
pub fn profile_of(chosen: Option<&Json<'_>>) -> Result<Profile, ProfileError> {
    let profile = Profile::chosen(chosen)?;
    let is_known = |code: &str| all().any(|rule| rule.info.code == code);
    match profile.severity.keys().find(|code| !is_known(code)) {
        Some(code) => Err(ProfileError {
            path: format!("/severity/{code}"),
            message: "there is no such rule".to_owned(),
        }),
        None => Ok(profile),
    }
}

/// The checks of some rules, by scope.
#[derive(Default)]
pub struct RuleBook {
    pub(super) cells: Vec<(Family, CellCheck)>,
    pub(super) sentences: Vec<(Family, CellCheck)>,
    pub(super) rows: Vec<(Family, RowCheck)>,
    pub(super) documents: Vec<ScopedCheck>,
    pub(super) filings: Vec<ScopedCheck>,
}

impl RuleBook {
    pub fn of(rules: impl Iterator<Item = &'static Rule>) -> RuleBook {
        let mut book = RuleBook::default();
        for rule in rules {
            let family = rule.info.family;
            for check in rule.checks {
                match *check {
                    Check::Cell(check) => book.cells.push((family, check)),
                    Check::Sentences(check) => book.sentences.push((family, check)),
                    Check::Row(check) => book.rows.push((family, check)),
                    Check::Document(reads, check) => {
                        book.documents.push(ScopedCheck { family, reads, check });
                    }
                    Check::Filing(reads, check) => {
                        book.filings.push(ScopedCheck { family, reads, check });
                    }
                }
            }
        }
        book
    }

    /// Runs the checks of single cells on `cell`.
    pub(super) fn check_cell(&self, cell: &Cell) -> Checks {
        let mut checks = Checks::default();
        // A blank cell alone gives no finding.
        if cell.is_blank() {
            return checks;
        }
        let mut sentences: &[(Family, CellCheck)] = &[];
        if prose::holds_sentences(cell) {
            checks.prose.add(prose::coverage(cell));
            sentences = &self.sentences;
        }
        for (family, check) in self.cells.iter().chain(sentences) {
            checks.family = Some(*family);
            check(cell, &mut checks);
        }
        checks
    }

    /// Runs the checks of rows on `row`.
    pub(super) fn check_row(&self, row: &TableRow<'_>) -> Checks {
        let mut checks = Checks::default();
        for (family, check) in &self.rows {
            checks.family = Some(*family);
            check(row, &mut checks);
        }
        checks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_book_is_in_order() {
        assert!(all().is_sorted_by(|a, b| a.info.order() < b.info.order()));
    }

    #[test]
    fn codes_begin_with_their_family() {
        for (family, rules) in Family::ALL.into_iter().zip(FAMILIES) {
            for rule in rules {
                assert_eq!(rule.info.family, family, "{}", rule.info.code);
                let number = rule.info.code.strip_prefix(family.as_str());
                let is_number = |number: &str| number.len() == 3 && number.parse::<u16>().is_ok();
                assert!(number.is_some_and(is_number), "{}", rule.info.code);
            }
        }
    }

    #[test]
    fn a_profile_cannot_set_the_severity_of_a_rule_there_is_not() {
        let own = serde_json::json!({"id": "own", "name": "own", "severity": {"SUM999": "off"}});
        let error = profile_of(Some(&Json::from(&own))).unwrap_err();
        assert_eq!(error.path, "/severity/SUM999");
    }
}
