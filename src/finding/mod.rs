//! Findings: what rules report, independent of language.

mod arg;
mod holes;
mod message;
mod rule;
mod severity;
mod text;

pub use arg::{Arg, Difference, Field, Printed, Quoted};
pub(crate) use message::message;
pub use message::{Fields, Message, Wording, all_used};
pub use rule::{Family, RuleInfo};
pub use severity::Severity;
pub use text::{Locale, Text, Words};

use crate::filing::{Cell, Place};
use crate::json::{Json, PatchOp};

/// A mistake that a rule found at one place, with a message independent of language.
///
/// A rule creates it with `Rule::finding` and completes it with the setters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: &'static RuleInfo,
    pub severity: Severity,
    pub place: Place,
    /// UTF-16 offsets inside the cell's text.
    pub span: Option<(usize, usize)>,
    /// Its words and figures.
    pub message: Message,
    pub related: Vec<Related>,
    pub fix: Option<Fix>,
    /// Cells whose own mistake would explain this one: if one of them has an error, this finding is
    /// folded into that.
    pub follows: Vec<Place>,
}

/// Another cell involved in a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub place: Place,
    /// UTF-16 offsets of a figure in the text of that cell.
    pub span: Option<(usize, usize)>,
    pub note: Option<Text>,
}

/// A correction that is certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: Text,
    /// Whether the meaning of every figure stays the same.
    pub safe: bool,
    pub place: Place,
    /// The cell's present value, number or text, which the patch tests first.
    pub was: Json<'static>,
    pub value: String,
}

const WRITE_EXPECTED: Text = Text { zh: "改为 {expected}", en: "Write {expected}" };

impl Finding {
    pub fn new(rule: &'static RuleInfo, place: &Place, message: Message) -> Finding {
        Finding {
            rule,
            severity: rule.severity,
            place: place.clone(),
            span: None,
            message,
            related: Vec::new(),
            fix: None,
            follows: Vec::new(),
        }
    }

    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// See [`Finding::span`].
    pub fn span(mut self, span: (usize, usize)) -> Self {
        self.span = Some(span);
        self
    }

    pub fn related(self, place: &Place) -> Self {
        self.related_figure(place, None)
    }

    /// A figure in a text, or a cell.
    pub fn related_figure(mut self, place: &Place, span: Option<(usize, usize)>) -> Self {
        self.related.push(Related { place: place.clone(), span, note: None });
        self
    }

    pub fn related_each<'a>(self, places: impl IntoIterator<Item = &'a Place>) -> Self {
        places.into_iter().fold(self, Finding::related)
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

    /// Offers the expected figure for `cell`, written in the cell's style. The figure then means
    /// something else, so the fix is not safe to apply unseen.
    pub fn fix_as_expected(self, cell: &Cell) -> Self {
        match self.message.expected().map(str::to_owned) {
            Some(expected) => self.fix(cell, expected, false, WRITE_EXPECTED),
            None => self,
        }
    }

    /// Offers `value` for `cell`. Set `safe` only if no figure changes its meaning.
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
}

impl Fix {
    /// RFC 6902, beginning with a `test`, so that an outdated fix refuses to apply.
    pub fn patch(&self) -> Vec<PatchOp> {
        let path = self.place.pointer();
        vec![
            PatchOp { op: "test", path: path.clone(), value: Some(self.was.clone()) },
            PatchOp { op: "replace", path, value: Some(Json::String(self.value.clone().into())) },
        ]
    }
}
