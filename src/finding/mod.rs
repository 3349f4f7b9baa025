//! What a rule says, before it is worded.

mod rule;
mod severity;
mod text;

pub use rule::{Family, RuleInfo};
pub use severity::Severity;
pub use text::{Locale, Text};

use crate::filing::{Cell, Place};
use crate::json::{Json, PatchOp};

/// One thing a rule found: the cell, the figures and the wording, still in no language.
///
/// Built with its setters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: &'static RuleInfo,
    pub severity: Severity,
    pub place: Place,
    /// UTF-16 offsets inside the cell's text.
    pub span: Option<(usize, usize)>,
    pub message: Text,
    pub advice: Option<Text>,
    /// The figures of the message; `claimed`, `expected`, `difference` and `formula` are added from
    /// their fields.
    pub args: Vec<(&'static str, String)>,
    pub claimed: Option<String>,
    pub expected: Option<String>,
    pub difference: Option<String>,
    pub formula: Option<String>,
    pub related: Vec<Related>,
    pub fix: Option<Fix>,
    /// Cells whose own mistake would explain this one: where one of them has an error, this finding
    /// is folded into it.
    pub follows: Vec<Place>,
}

/// Another cell that has to do with a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub place: Place,
    pub note: Option<Text>,
}

/// A repair that is certain: what the cell should hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: Text,
    /// The meaning of no figure changes.
    pub safe: bool,
    pub place: Place,
    /// What stands there now, number or text; the patch tests it first.
    pub was: Json<'static>,
    pub value: String,
}

const WRITE_EXPECTED: Text = Text { zh: "改为 {expected}", en: "Write {expected}" };

impl Finding {
    pub fn new(rule: &'static RuleInfo, place: &Place, message: Text) -> Finding {
        Finding {
            rule,
            severity: rule.severity,
            place: place.clone(),
            span: None,
            message,
            advice: None,
            args: Vec::new(),
            claimed: None,
            expected: None,
            difference: None,
            formula: None,
            related: Vec::new(),
            fix: None,
            follows: Vec::new(),
        }
    }

    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    pub fn advice(mut self, advice: Text) -> Self {
        self.advice = Some(advice);
        self
    }

    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    pub fn claimed(mut self, claimed: impl ToString) -> Self {
        self.claimed = Some(claimed.to_string());
        self
    }

    pub fn expected(mut self, expected: impl ToString) -> Self {
        self.expected = Some(expected.to_string());
        self
    }

    pub fn difference(mut self, difference: impl ToString) -> Self {
        self.difference = Some(difference.to_string());
        self
    }

    pub fn formula(mut self, formula: impl ToString) -> Self {
        self.formula = Some(formula.to_string());
        self
    }

    pub fn span(mut self, start: usize, end: usize) -> Self {
        self.span = Some((start, end));
        self
    }

    pub fn related(mut self, place: &Place) -> Self {
        self.related.push(Related { place: place.clone(), note: None });
        self
    }

    pub fn related_note(mut self, place: &Place, note: Text) -> Self {
        self.related.push(Related { place: place.clone(), note: Some(note) });
        self
    }

    /// See [`Finding::follows`].
    pub fn follows(mut self, place: &Place) -> Self {
        self.follows.push(place.clone());
        self
    }

    /// See [`Finding::follows`].
    pub fn follows_each(mut self, places: impl IntoIterator<Item = Place>) -> Self {
        self.follows.extend(places);
        self
    }

    /// Offers to replace what `cell` holds by what is expected of it, which is written as the cell
    /// is typed. The figure then means something else, so the fix is not safe to apply unseen.
    pub fn fix_as_expected(self, cell: &Cell) -> Self {
        match self.expected.clone() {
            Some(expected) => self.fix(cell, expected, false, WRITE_EXPECTED),
            None => self,
        }
    }

    /// Offers `value` for `cell`. `safe` only where the meaning of no figure changes.
    pub fn fix(mut self, cell: &Cell, value: impl ToString, safe: bool, title: Text) -> Self {
        self.fix = Some(Fix {
            title,
            safe,
            place: cell.place.clone(),
            was: cell.to_json().to_static(),
            value: value.to_string(),
        });
        self
    }

    /// By how much the figure is off, in the unit it is printed with.
    pub fn off_by(&self) -> Option<String> {
        let unit = self.claimed.as_deref().map_or("", printed_unit);
        self.difference.as_ref().map(|difference| format!("{difference}{unit}"))
    }

    /// The arguments a portal needs to word the finding itself.
    pub fn all_args(&self) -> Vec<(&'static str, String)> {
        let mut args = self.args.clone();
        // A sentence says by how much two figures differ; which is the greater shows.
        let apart = self.off_by().map(|difference| difference.trim_start_matches('-').to_owned());
        let fields = [
            ("claimed", &self.claimed),
            ("expected", &self.expected),
            ("difference", &apart),
            ("formula", &self.formula),
        ];
        for (name, value) in fields {
            if let (Some(value), false) = (value, args.iter().any(|(key, _)| *key == name)) {
                args.push((name, value.clone()));
            }
        }
        args
    }
}

/// What stands right behind the last digit: `20092.71万（含结转）` → `万`.
fn printed_unit(claimed: &str) -> &str {
    let behind = |(_, behind): (&str, &'_ str)| behind.len();
    let length = claimed
        .rsplit_once(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        .map_or(0, behind);
    let behind = claimed.get(claimed.len() - length..).unwrap_or("").trim_start();
    let end = behind
        .find(|c: char| !c.is_alphabetic() && !matches!(c, '%' | '％' | '‰'))
        .unwrap_or(behind.len());
    behind.get(..end).unwrap_or("")
}

impl Fix {
    /// RFC 6902, opening with a `test` so that a stale fix refuses to apply.
    pub fn patch(&self) -> Vec<PatchOp> {
        let path = self.place.pointer();
        vec![
            PatchOp { op: "test", path: path.clone(), value: Some(self.was.clone()) },
            PatchOp { op: "replace", path, value: Some(Json::String(self.value.clone().into())) },
        ]
    }
}
