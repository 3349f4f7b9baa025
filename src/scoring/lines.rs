//! The lines of a score card: what each one claims, and what its figures or words come to.

use std::rc::Rc;

use super::working::{Method, Terms, Working};
use super::{ScoreLine, execution, qualitative, ratio};
use crate::filing::row::{Direction, Row, State};
use crate::filing::{
    Bonus, Cell, Document, FundLine, Indicator, MaybeCell, ScoreItem, ScoreSheet, Total,
};
use crate::profile::Profile;
use crate::value::number::Dec;

/// The name of the line for budget execution and of its group; forms print none.
const EXECUTION: &str = "预算执行率";

/// A line of a score card, with the figures that a card adds up.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The line as a card shows it.
    pub(super) shown: Rc<ScoreLine>,
    /// The name of its level-1 group; empty if it has none.
    pub(super) group: Rc<str>,
    pub(super) weight: Option<Dec>,
    pub(super) claimed: Option<Dec>,
    /// What it counts with: the computed score, or the claimed one where only a person can judge.
    pub(super) counted: Option<Dec>,
}

/// A line before its score is printed.
struct Draft<'a> {
    name: &'a str,
    group: &'a str,
    /// A JSON pointer to the score.
    path: String,
    weight: &'a Option<Cell>,
    score: &'a Option<Cell>,
    working: Option<Working<'a>>,
    method: Method,
    /// The formula of a line without a working: the band of the grade that the result states.
    band: Option<String>,
    /// The cells that it takes to compute the score; absent ones are not needed.
    needed: [&'a Option<Cell>; 4],
    /// The decimals of a score in this profile.
    decimals: u32,
}

/// The lines of a card that are not rows of an indicator table: the one of execution, or all lines
/// of a score sheet.
pub fn lines_beside(document: &Document, profile: &Profile) -> Vec<Line> {
    match document {
        Document::DepartmentEvaluation(table) | Document::ProjectEvaluation(table) => {
            let line = table
                .funds
                .as_ref()
                .and_then(|funds| execution_line(funds.total.as_ref()?, profile));
            line.into_iter().collect()
        }
        Document::ScoreSheet(sheet) => sheet_lines(sheet, profile),
        _ => Vec::new(),
    }
}

/// The line of an indicator; `None` for a row that nobody has filled in.
pub fn row_line(indicator: &Indicator, profile: &Profile) -> Option<Line> {
    let row = Row::new(indicator);
    let name = [&indicator.name, &indicator.level2, &indicator.level1]
        .into_iter()
        .map(MaybeCell::trimmed)
        .find(|name| !name.is_empty());
    let judged = Draft {
        needed: [&indicator.weight, &indicator.target, &indicator.actual, &indicator.score],
        ..Draft::judged(
            name.unwrap_or_default(),
            indicator.level1.trimmed(),
            indicator.place(Indicator::FIELDS.score).pointer(),
            &indicator.weight,
            &indicator.score,
            profile,
        )
    };
    let draft = match row.state() {
        State::Unfilled => return None,
        State::NotApplicable => {
            Draft { method: Method::NotApplicable, needed: [&None; 4], ..judged }
        }
        State::Filled => filled_row(&row, judged, profile),
    };
    Some(draft.line())
}

/// The score of a row, if its figures or its words decide it.
pub fn row_working<'a>(row: &Row<'a>) -> Option<Working<'a>> {
    let weight = row.indicator.weight.number()?;
    if let Some(pair) = row.pair() {
        ratio::score(weight, &pair)
    } else if qualitative::stated(row).is_none() && row.repeats_words() {
        let terms = Terms::Words(row.indicator.actual.compact());
        Some(Working { exact: weight, method: Method::Met, terms })
    } else {
        None
    }
}

/// The line of a row that is filled in, at least in part; `judged` is the one that only a person
/// can judge.
fn filled_row<'a>(row: &Row<'a>, judged: Draft<'a>, profile: &Profile) -> Draft<'a> {
    let Indicator { weight, target, actual, .. } = row.indicator;
    if let Some(working) = row_working(row) {
        let method = working.method;
        return Draft { working: Some(working), method, needed: [&None; 4], ..judged };
    }
    let points = weight.number();
    if points.is_some() && row.pair().is_some() {
        return judged;
    }
    if let Some(stated) = qualitative::stated(row) {
        let band = points.and_then(|points| {
            let (low, high) = stated.band(profile).points(points)?;
            Some(format!("{} → {low}–{high}", stated.words()))
        });
        return Draft { method: Method::Graded, band, ..judged };
    }
    if row.repeats_words() {
        return Draft { method: Method::Met, needed: [weight, &None, &None, &None], ..judged };
    }
    // A result or a weight is still to come; a target that is a figure decides the method already.
    let direction =
        row.target().filter(|_| actual.is_blank() || points.is_none()).map(|t| row.direction(t));
    let method = match direction {
        Some(Direction::Up) => Method::Ratio,
        Some(Direction::Down) => Method::Inverse,
        Some(Direction::Within) | None => return judged,
    };
    Draft { method, needed: [weight, target, actual, &None], ..judged }
}

fn execution_line(total: &FundLine, profile: &Profile) -> Option<Line> {
    // A form that gives execution no points has no such line.
    if total.weight.is_empty() && total.score.is_empty() && !total.weight.is_blank() {
        return None;
    }
    let budget = if total.budget.is_none() { &total.initial } else { &total.budget };
    let budget = if execution::budget(total).is_none() { budget } else { &None };
    let draft = Draft {
        working: execution::score(total),
        method: Method::Execution,
        needed: [&total.weight, budget, &total.executed, &None],
        ..Draft::judged(
            EXECUTION,
            EXECUTION,
            total.place(Total::FIELDS.score).pointer(),
            &total.weight,
            &total.score,
            profile,
        )
    };
    Some(draft.line())
}

fn sheet_lines(sheet: &ScoreSheet, profile: &Profile) -> Vec<Line> {
    // If execution is an item of the sheet, the funds table only shows its figures.
    let names_execution = |item: &ScoreItem| item.name.compact().contains("执行率");
    let total = sheet.funds.as_ref().and_then(|funds| funds.total.as_ref());
    let execution = total
        .filter(|total| total.score.number().is_some() && !sheet.items.iter().any(names_execution));
    execution
        .and_then(|total| execution_line(total, profile))
        .into_iter()
        .chain(sheet.items.iter().filter_map(|item| item_line(item, profile)))
        .chain(sheet.bonus.iter().filter_map(|bonus| bonus_line(bonus, profile)))
        .collect()
}

fn item_line(item: &ScoreItem, profile: &Profile) -> Option<Line> {
    if [&item.name, &item.weight, &item.score].into_iter().all(MaybeCell::is_empty) {
        return None;
    }
    let group = [&item.group, &item.subgroup]
        .into_iter()
        .map(MaybeCell::trimmed)
        .find(|name| !name.is_empty())
        .unwrap_or_default();
    let path = item.place(ScoreItem::FIELDS.score).pointer();
    Some(Draft::judged(item.name.trimmed(), group, path, &item.weight, &item.score, profile).line())
}

/// A bonus has a line only if it was given, because nobody has to earn one.
fn bonus_line(bonus: &Bonus, profile: &Profile) -> Option<Line> {
    bonus.score.number()?;
    let path = bonus.place(Bonus::FIELDS.score).pointer();
    Some(Draft::judged(bonus.name.trimmed(), "", path, &None, &bonus.score, profile).line())
}

impl<'a> Draft<'a> {
    /// A line that only a person can judge.
    fn judged(
        name: &'a str,
        group: &'a str,
        path: String,
        weight: &'a Option<Cell>,
        score: &'a Option<Cell>,
        profile: &Profile,
    ) -> Draft<'a> {
        Draft {
            name,
            group,
            path,
            weight,
            score,
            working: None,
            method: Method::Judged,
            band: None,
            needed: [weight, score, &None, &None],
            decimals: profile.score_decimals,
        }
    }

    fn line(self) -> Line {
        let applies = self.method != Method::NotApplicable;
        let weight = self.weight.number().filter(|_| applies);
        let claimed = self.score.number().filter(|_| applies);
        let decimals = self
            .working
            .as_ref()
            .map_or(self.decimals, |working| working.decimals_beside(claimed, self.decimals));
        let computed = self.working.as_ref().map(|working| working.points(decimals));
        let is_judged = matches!(self.method, Method::Judged | Method::Graded);
        let is_missing = |cell: &&&Option<Cell>| computed.is_none() && cell.is_blank();
        let needs = self
            .needed
            .iter()
            .filter(is_missing)
            .filter_map(|cell| Some(cell.as_ref()?.place.pointer()))
            .collect();
        Line {
            group: self.group.into(),
            weight,
            claimed,
            counted: computed.or(claimed.filter(|_| is_judged)),
            shown: Rc::new(ScoreLine {
                path: self.path,
                name: self.name.to_owned(),
                weight: weight.map(|weight| weight.plain().to_string()).unwrap_or_default(),
                claimed: claimed.map(|claimed| claimed.plain().to_string()),
                computed: computed.map(|computed| computed.to_string()),
                method: self.method.as_str(),
                formula: self.working.map(|working| working.formula(decimals)).or(self.band),
                needs,
            }),
        }
    }
}
