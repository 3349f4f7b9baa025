//! Every figure of a filing that must equal other figures of its document, judged once.
//!
//! SUM001 … SUM006 and NUM006 each report their share of the failures found here, so that no cell is reported by two of them.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use std::cell::OnceCell;

use super::slip::is_slip;
use super::{accounts, expenses, funds, points, targets};
use crate::filing::{Cell, Document, Place};
use crate::profile::Profile;
use crate::report::finding::{Finding, Severity, as_typed};
use crate::report::text::Text;
use crate::rule::{Checks, Rule, Scope};
use crate::value::number::Dec;
use crate::value::unit::Dimension;
use crate::value::{Column, Columns};

/// Longer sums are shown by their first addends.
const MOST_SHOWN: usize = 20;
const MOST_DECIMALS: u32 = 6;
/// In a longer sum some addend is always a digit away from what is missing.
const LONGEST: usize = 200;

/// What is added up, which decides the rule that speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Parts of an amount: SUM001, SUM002.
    Money,
    /// Income and expenditure against balances, and balances from year to year: SUM006.
    Balance,
    /// 分值 of a whole table: SUM003.
    Weights,
    /// 分值 of one group: SUM004.
    Group,
    /// 得分: SUM005.
    Scores,
}

impl Kind {
    fn is_money(self) -> bool {
        matches!(self, Kind::Money | Kind::Balance)
    }
}

/// What a sum must come to.
#[derive(Clone, Debug)]
pub enum Total<'a> {
    Cell(&'a Cell),
    /// A figure that stands in no number cell, and the place to look at: 100, the 50 of `产出指标(50分)`.
    Figure(Dec, Place),
}

/// A figure and what it must equal.
#[derive(Clone, Debug)]
pub struct Equality<'a> {
    pub kind: Kind,
    pub total: Total<'a>,
    pub plus: Vec<&'a Cell>,
    pub minus: Vec<&'a Cell>,
    /// Other sums that are as good, in base units.
    pub also: Vec<Dec>,
    /// Not known well enough to call a failure wrong; a certain slip is still one.
    pub doubtful: bool,
    /// The one addend is a part among others: it must not exceed the total.
    pub at_most: bool,
    /// A reviewer will ask, no more.
    pub mild: bool,
    /// Another place whose own mistake, if it is one, explains a failure.
    pub explained: Option<Place>,
    /// Parts of the list that nobody has filled in.
    pub blanks: Vec<&'a Cell>,
    /// The total only repeats its addend, which is the one to go by.
    pub repeats: bool,
}

impl<'a> Equality<'a> {
    pub fn new(kind: Kind, total: &'a Cell, plus: Vec<&'a Cell>) -> Equality<'a> {
        Equality::to(kind, Total::Cell(total), plus)
    }

    pub fn to(kind: Kind, total: Total<'a>, plus: Vec<&'a Cell>) -> Equality<'a> {
        Equality {
            kind,
            total,
            plus,
            minus: Vec::new(),
            also: Vec::new(),
            doubtful: false,
            at_most: false,
            mild: false,
            explained: None,
            blanks: Vec::new(),
            repeats: false,
        }
    }

    pub fn minus(mut self, cell: &'a Cell) -> Self {
        self.minus.push(cell);
        self
    }

    pub fn also(mut self, sums: impl IntoIterator<Item = Dec>) -> Self {
        self.also.extend(sums);
        self
    }

    pub fn doubtful(mut self, doubtful: bool) -> Self {
        self.doubtful = doubtful;
        self
    }

    pub fn at_most(mut self) -> Self {
        self.at_most = true;
        self
    }

    pub fn mild(mut self, mild: bool) -> Self {
        self.mild = mild;
        self
    }

    pub fn explained(mut self, by: Option<Place>) -> Self {
        self.explained = by;
        self
    }

    pub fn blanks(mut self, cells: Vec<&'a Cell>) -> Self {
        self.blanks = cells;
        self
    }

    pub fn repeating(mut self) -> Self {
        self.repeats = true;
        self
    }

    fn total_cell(&self) -> Option<&'a Cell> {
        match self.total {
            Total::Cell(cell) => Some(cell),
            Total::Figure(..) => None,
        }
    }

    fn place(&self) -> &Place {
        match &self.total {
            _ if self.at_most => self.plus.first().map_or_else(|| self.total_place(), |cell| &cell.place),
            _ => self.total_place(),
        }
    }

    fn total_place(&self) -> &Place {
        match &self.total {
            Total::Cell(cell) => &cell.place,
            Total::Figure(_, place) => place,
        }
    }

    /// Every cell that takes part, the total first.
    fn cells(&self) -> impl Iterator<Item = &'a Cell> {
        self.total_cell().into_iter().chain(self.plus.iter().copied()).chain(self.minus.iter().copied())
    }

    /// The total in base units; `None` where it cannot be read.
    fn claimed(&self) -> Option<Dec> {
        match &self.total {
            Total::Cell(cell) => cell.amount(),
            Total::Figure(figure, _) => Some(*figure),
        }
    }

    /// What it works out to, in base units; `None` where an addend cannot be read.
    fn sum(&self) -> Option<Dec> {
        let add = |cells: &[&Cell]| Dec::sum_of(cells.iter().map(|cell| cell.amount()));
        add(&self.plus)?.minus(add(&self.minus)?)
    }

    /// Every cell with the one amount that, put there alone, makes it hold.
    fn repairs(&self) -> Vec<(&'a Cell, Dec)> {
        let (Some(claimed), Some(sum)) = (self.claimed(), self.sum()) else { return Vec::new() };
        let Some(off) = claimed.minus(sum) else { return Vec::new() };
        if self.is_long() {
            return self.total_cell().map(|cell| (cell, sum)).into_iter().collect();
        }
        let total = self.total_cell().map(|cell| (cell, Some(sum)));
        let plus = self.plus.iter().map(|cell| (*cell, cell.amount().and_then(|amount| amount.plus(off))));
        let minus = self.minus.iter().map(|cell| (*cell, cell.amount().and_then(|amount| amount.minus(off))));
        total.into_iter().chain(plus).chain(minus).filter_map(|(cell, meant)| Some((cell, meant?))).collect()
    }

    fn is_long(&self) -> bool {
        1 + self.plus.len() + self.minus.len() > LONGEST
    }

    /// One part and less than its total: others may be missing.
    fn falls_short(&self) -> bool {
        let is_less = || self.claimed().zip(self.sum()).is_some_and(|(claimed, sum)| sum < claimed);
        self.kind == Kind::Money && !self.repeats && self.is_single() && is_less()
    }

    /// Would it hold, but for rounding, if `meant` stood at `place`?
    fn nearly_holds_with(&self, place: &Place, meant: Dec) -> Option<bool> {
        let amount = |cell: &Cell| if cell.place == *place { Some(meant) } else { cell.amount() };
        if !self.cells().any(|cell| cell.place == *place) {
            return Some(false);
        }
        let total = self.total_cell().map_or_else(|| self.claimed(), amount)?;
        let plus = Dec::sum_of(self.plus.iter().map(|cell| amount(cell)))?;
        let minus = Dec::sum_of(self.minus.iter().map(|cell| amount(cell)))?;
        let off = total.minus(plus.minus(minus)?)?.abs();
        Some(off <= self.tolerance()?)
    }

    fn is_total(&self, cell: &Cell) -> bool {
        self.total_cell().is_some_and(|total| total.place == cell.place)
    }

    /// Does the total differ from the sum in one digit?
    fn total_is_a_digit_off(&self) -> bool {
        let (Some(claimed), Some(sum)) = (self.claimed(), self.sum()) else { return false };
        let off = claimed.minus(sum).map(|off| off.abs().plain().to_string()).unwrap_or_default();
        off.trim_matches(['0', '.']).len() == 1
    }

    /// The difference from which on rounding explains nothing: half a unit of the finest precision for every figure printed in one unit.
    fn tolerance(&self) -> Option<Dec> {
        let mut finest: Vec<(i32, u32)> = Vec::new();
        let figures = || self.cells().filter_map(Cell::figure);
        for figure in figures() {
            let decimals = figure.number.decimals();
            match finest.iter_mut().find(|(power, _)| *power == figure.unit.power) {
                Some((_, most)) => *most = decimals.max(*most),
                None => finest.push((figure.unit.power, decimals)),
            }
        }
        figures().try_fold(Dec::ZERO, |sum, figure| {
            let decimals = finest.iter().find(|(power, _)| *power == figure.unit.power)?.1;
            sum.plus(Dec::new(5, decimals.checked_add(1)?).shift(figure.unit.power)?)
        })
    }

    /// `1371.71 + 625.5 = 1997.21`
    fn formula(&self, sum: &str) -> String {
        let one_unit = {
            let mut powers = self.cells().filter_map(|cell| cell.figure().map(|figure| figure.unit.power));
            powers.next().is_none_or(|first| powers.all(|power| power == first))
        };
        let printed = |cell: &&Cell| match cell.number() {
            Some(number) if one_unit => number.to_string(),
            _ => cell.text.trim().to_owned(),
        };
        let mut text = self.plus.iter().take(MOST_SHOWN).map(printed).collect::<Vec<_>>().join(" + ");
        if self.plus.len() > MOST_SHOWN {
            text.push_str(" + …");
        }
        for cell in &self.minus {
            text.push_str(" − ");
            text.push_str(&printed(cell));
        }
        if self.is_single() { text } else { format!("{text} = {sum}") }
    }

    fn is_single(&self) -> bool {
        self.plus.len() == 1 && self.minus.is_empty()
    }
}

/// How an equality fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Within what the rounding of each figure explains.
    Rounding,
    Wrong,
    /// The total is borne out elsewhere: some part of it is wrong.
    Parts,
    /// The total is borne out elsewhere, and the one part that is blank would make up for it.
    Missing,
    /// One part is more than the whole.
    Exceeds,
    /// One slip of the hand explains it. `certain`: another cell says so too.
    Slip {
        certain: bool,
    },
}

/// A failure, with the cell it is blamed on.
#[derive(Clone, Debug)]
pub struct Failure<'a> {
    pub kind: Kind,
    pub how: How,
    pub place: Place,
    /// The blamed cell, where it is a number cell.
    pub cell: Option<&'a Cell>,
    pub claimed: String,
    pub expected: String,
    pub difference: String,
    /// `1371.71 + 625.5 = 1997.21`; `20092.71万 ≠ 2092.71万` where there is nothing to add.
    pub formula: String,
    /// The other figure, where there are two.
    pub other: String,
    pub related: Vec<Place>,
    /// The cell whose own failure explains this one.
    pub follows: Option<Place>,
    pub mild: bool,
    /// What the blamed cell should hold, in base units.
    meant: Dec,
    equality: Equality<'a>,
}

impl Failure<'_> {
    /// Is it one figure against another, with nothing to add up?
    pub fn is_single(&self) -> bool {
        self.equality.is_single()
    }

    /// The failure as a finding of `rule`, with all its figures.
    pub fn finding(&self, rule: &'static Rule, message: Text, advice: Text) -> Finding {
        let mut finding = Finding::new(rule, &self.place, message).claimed(&self.claimed).formula(&self.formula).advice(advice);
        // Which of the parts is wrong, and what it should be, nobody can tell.
        if self.how != How::Parts {
            finding = finding.expected(&self.expected);
        }
        if self.how != How::Missing {
            finding = finding.difference(&self.difference);
        }
        if self.is_single() || self.how == How::Missing {
            finding = finding.arg("other", &self.other);
        }
        if self.mild {
            finding = finding.severity(Severity::Warning);
        }
        for place in &self.related {
            finding = finding.related(place);
        }
        match &self.follows {
            Some(cause) => finding.follows(cause),
            None => finding,
        }
    }
}

/// What became of one equality.
#[derive(Clone, Debug)]
pub enum Verdict<'a> {
    Holds(Kind),
    Fails(Box<Failure<'a>>),
    /// Not enough to judge by.
    Open,
}

impl<'a> Verdict<'a> {
    fn failure(&self) -> Option<&Failure<'a>> {
        match self {
            Verdict::Fails(failure) => Some(failure),
            _ => None,
        }
    }
}

/// What the equalities of amounts are made of, and what else bears them out.
pub const AMOUNTS: Columns = Columns::but(&[Column::Prose, Column::Points, Column::Score, Column::Measure]);
/// What the equalities of points are made of, and what else bears them out.
pub const POINTS: Columns = Columns::but(&[Column::Prose, Column::Date, Column::Year]);

/// All equalities of amounts, judged; once for all the rules that ask.
pub fn amounts<'s, 'a>(scope: &'s Scope<'a>) -> &'s [Verdict<'a>] {
    let judge = |document| judge(equalities_of_amounts(document), document, scope.profile);
    scope.memo.amounts.get_or_init(|| scope.documents.iter().flat_map(judge).collect())
}

/// All equalities of points, judged; once for all the rules that ask.
pub fn points<'s, 'a>(scope: &'s Scope<'a>) -> &'s [Verdict<'a>] {
    let judge = |document| judge(equalities_of_points(document, scope.profile), document, scope.profile);
    scope.memo.points.get_or_init(|| scope.documents.iter().flat_map(judge).collect())
}

/// The failures a rule speaks for; the equalities of its kind that hold are counted.
pub fn failures<'s, 'a>(verdicts: &'s [Verdict<'a>], checks: &mut Checks, kinds: &[Kind], hows: &[How]) -> Vec<&'s Failure<'a>> {
    let mut found = Vec::new();
    for verdict in verdicts {
        match verdict {
            Verdict::Holds(kind) if kinds.contains(kind) => checks.held(),
            Verdict::Fails(failure) if kinds.contains(&failure.kind) && hows.contains(&failure.how) => found.push(&**failure),
            _ => {}
        }
    }
    found
}

fn equalities_of_amounts(document: &Document) -> Vec<Equality<'_>> {
    match document {
        Document::DepartmentEvaluation(table) | Document::ProjectEvaluation(table) | Document::TransferEvaluation(table) => {
            table.funds.iter().flat_map(funds::equalities).collect()
        }
        Document::ScoreSheet(sheet) => sheet.funds.iter().flat_map(funds::equalities).collect(),
        Document::DepartmentTargets(table) => targets::of_department(table),
        Document::ProjectTargets(table) => targets::of_project(table),
        Document::BaseData(data) => data.lines.iter().flat_map(expenses::equalities).collect(),
        Document::FundAccounts(table) => accounts::equalities(table),
        Document::Narrative(_) => Vec::new(),
    }
}

fn equalities_of_points<'a>(document: &'a Document, profile: &Profile) -> Vec<Equality<'a>> {
    match document {
        Document::DepartmentEvaluation(table) | Document::ProjectEvaluation(table) => points::of_evaluation(table, profile),
        Document::ScoreSheet(sheet) => points::of_sheet(sheet),
        Document::DepartmentTargets(table) => points::of_targets(&table.at, &table.indicators, profile),
        Document::ProjectTargets(table) => points::of_targets(&table.at, &table.indicators, profile),
        _ => Vec::new(),
    }
}

fn judge<'a>(equalities: Vec<Equality<'a>>, document: &'a Document, profile: &Profile) -> Vec<Verdict<'a>> {
    let figures = Figures::of(document);
    let judge = |equality| verdict(equality, &figures, profile).unwrap_or(Verdict::Open);
    let verdicts = with_common_causes(equalities.into_iter().map(judge).collect());
    strongest_per_cell(without_consequences(with_parts_blamed(verdicts, document)))
}

/// A total and what it adds up to, in base units.
pub struct Derived<'a> {
    pub cell: &'a Cell,
    pub sum: Dec,
    /// Blank, or wrong for certain; else it may stand as it is, since an estimate or rounding explains it.
    pub is_due: bool,
}

/// The totals of a document that are not what they add up to. A total that several equalities speak of follows from the first of them:
/// its own parts come before what it only repeats.
pub fn derived<'a>(document: &'a Document, profile: &Profile) -> Vec<Derived<'a>> {
    let mut settled: HashSet<&Place> = HashSet::default();
    let mut found = Vec::new();
    for equality in equalities_of_amounts(document).into_iter().chain(equalities_of_points(document, profile)) {
        let (Some(cell), Some(sum)) = (equality.total_cell(), equality.sum()) else { continue };
        if equality.doubtful || equality.at_most || !settled.insert(&cell.place) {
            continue;
        }
        let is_due = match equality.claimed() {
            Some(claimed) if claimed == sum => continue,
            Some(claimed) => {
                let off = claimed.minus(sum).map(Dec::abs);
                let allowed = equality.tolerance().filter(|_| equality.kind.is_money());
                let is_explained = off.is_none_or(|off| allowed.is_some_and(|allowed| off < allowed));
                !equality.mild && !is_explained && !equality.also.contains(&claimed)
            }
            None if cell.value.is_blank() => true,
            None => continue,
        };
        found.push(Derived { cell, sum, is_due });
    }
    found
}

fn verdict<'a>(equality: Equality<'a>, figures: &Figures<'a>, profile: &Profile) -> Option<Verdict<'a>> {
    let (claimed, sum) = (equality.claimed()?, equality.sum()?);
    let off = claimed.minus(sum)?;
    if off.is_zero() || equality.also.contains(&claimed) || (equality.at_most && !off.is_negative()) {
        return Some(Verdict::Holds(equality.kind));
    }
    if equality.kind.is_money() {
        let tolerance = equality.tolerance()?;
        let allowed = profile.money_tolerance.shift(4)?;
        let explained = |off: Dec| off.abs() < tolerance || off.abs() <= allowed;
        if explained(off) {
            if equality.at_most || equality.doubtful {
                return Some(Verdict::Holds(equality.kind));
            }
            return Some(fails(equality, How::Rounding, None, sum));
        }
        if equality.also.iter().any(|also| claimed.minus(*also).is_some_and(explained)) {
            return Some(Verdict::Holds(equality.kind));
        }
    }
    match slip(&equality, figures) {
        Some((cell, meant, certain)) if certain || !equality.doubtful => Some(fails(equality, How::Slip { certain }, Some(cell), meant)),
        _ if equality.doubtful => Some(Verdict::Open),
        _ if equality.at_most => Some(fails(equality, How::Exceeds, None, sum)),
        _ => match equality.blanks.as_slice() {
            [blank] if !off.is_negative() && total_is_elsewhere(&equality, figures) => {
                let blank = *blank;
                Some(fails(equality, How::Missing, Some(blank), off))
            }
            _ => {
                let blamed = stands_alone(&equality, figures);
                let meant = if blamed.is_some() { claimed } else { sum };
                // One part that falls short of a total which is borne out: another part may well be missing.
                match blamed {
                    Some(_) if equality.falls_short() => Some(fails(equality, How::Parts, None, sum)),
                    blamed => Some(fails(equality, How::Wrong, blamed, meant)),
                }
            }
        },
    }
}

/// The addend, where it is the only one and its figure stands nowhere else in the document, while the total's does.
fn stands_alone<'a>(equality: &Equality<'a>, figures: &Figures<'a>) -> Option<&'a Cell> {
    let (total, [addend]) = (equality.total_cell()?, equality.plus.as_slice()) else { return None };
    let is_told = |cell: &Cell| figures.beyond(cell, equality);
    (equality.is_single() && equality.blanks.is_empty() && is_told(total) && !is_told(addend)).then_some(*addend)
}

/// The one cell whose slip explains the failure, and what was meant. Where several would do, the one that stands alone with its figure
/// while the other figure is found elsewhere too.
fn slip<'a>(equality: &Equality<'a>, figures: &Figures<'a>) -> Option<(&'a Cell, Dec, bool)> {
    if equality.explained.is_some() {
        return None;
    }
    let candidates: Vec<(&Cell, Dec)> = equality
        .repairs()
        .into_iter()
        .filter(|(cell, meant)| in_unit_of(cell, *meant).zip(cell.number()).is_some_and(|(meant, claimed)| is_slip(claimed, meant)))
        .filter(|(cell, _)| cell.amount().is_some_and(|claimed| !figures.elsewhere(cell, claimed, equality)))
        .collect();
    let mut certain = candidates.iter().filter(|(cell, meant)| figures.elsewhere(cell, *meant, equality));
    match (certain.next(), certain.next()) {
        (Some((cell, meant)), None) => Some((cell, *meant, true)),
        (Some(_), Some(_)) => None,
        (None, _) => match candidates.as_slice() {
            // One digit mistyped in the total is as likely as one lost from a part.
            [(cell, _)] if !equality.is_total(cell) && equality.total_is_a_digit_off() && !total_is_elsewhere(equality, figures) => None,
            [(cell, meant)] => Some((cell, *meant, false)),
            [(cell, meant), _] if equality.plus.len() == 1 => Some((cell, *meant, false)),
            _ => None,
        },
    }
}

fn total_is_elsewhere(equality: &Equality<'_>, figures: &Figures<'_>) -> bool {
    let total = equality.total_cell().and_then(|total| Some((total, total.amount()?)));
    total.is_some_and(|(total, claimed)| figures.elsewhere(total, claimed, equality))
}

/// An amount in the unit a cell is printed in.
fn in_unit_of(cell: &Cell, base: Dec) -> Option<Dec> {
    base.shift(cell.figure()?.unit.power.checked_neg()?)
}

fn fails<'a>(equality: Equality<'a>, how: How, blamed: Option<&'a Cell>, meant: Dec) -> Verdict<'a> {
    let cell = blamed.or_else(|| if equality.at_most { equality.plus.first().copied() } else { equality.total_cell() });
    // What is blank is to be filled in the way its total is.
    let power = cell.and_then(Cell::figure).or_else(|| equality.total_cell()?.figure()).map_or(0, |figure| figure.unit.power);
    // As precise as the figures of its own unit; other units add what decimals they need.
    let figures = || equality.cells().filter_map(Cell::figure);
    let own = figures().filter(|figure| figure.unit.power == power).map(|figure| figure.number.decimals()).max().unwrap_or(0);
    let print = |base: Dec| base.shift(-power).map(|figure| figure.round(figure.plain().decimals().clamp(own, own.max(MOST_DECIMALS))));
    // A part that exceeds its whole is not expected to be all of it.
    let meant_there = if how == How::Exceeds { equality.claimed().unwrap_or(meant) } else { meant };
    let expected =
        print(meant_there).map(|figure| cell.map_or_else(|| figure.to_string(), |cell| as_typed(cell, figure))).unwrap_or_default();
    let claimed = match (cell, &equality.total) {
        (Some(cell), _) => cell.text.trim().to_owned(),
        (None, Total::Figure(figure, _)) => figure.to_string(),
        (None, Total::Cell(cell)) => cell.text.trim().to_owned(),
    };
    let claimed_base = cell.and_then(Cell::amount).or_else(|| equality.claimed());
    let difference = claimed_base.and_then(|claimed| claimed.minus(meant_there)).and_then(print).map(|d| d.to_string()).unwrap_or_default();
    let sum = equality.sum().and_then(print).map(|sum| sum.to_string()).unwrap_or_default();
    // Weights that miss 100 are wrong themselves; 100 is not.
    let (claimed, expected) = if equality.kind == Kind::Weights && cell.is_none() { (sum.clone(), claimed) } else { (claimed, expected) };
    let place = cell.map_or_else(|| equality.place().clone(), |cell| cell.place.clone());
    // A long sum is a whole column: there is no use in naming every cell of it.
    let named = if equality.is_long() { MOST_SHOWN } else { usize::MAX };
    let others = equality.cells().map(|cell| &cell.place).filter(|other| **other != place);
    let mut related: Vec<Place> = others.take(named).cloned().collect();
    if equality.total_cell().is_none() && *equality.total_place() != place {
        related.push(equality.total_place().clone());
    }
    let is_total = cell.is_some_and(|cell| equality.is_total(cell));
    let total = || match &equality.total {
        Total::Cell(cell) => cell.text.trim().to_owned(),
        Total::Figure(figure, _) => figure.to_string(),
    };
    let other = if is_total { equality.plus.first().map_or_else(String::new, |cell| cell.text.trim().to_owned()) } else { total() };
    let formula = match (how, cell) {
        (How::Missing | How::Parts, _) => equality.formula(&sum),
        _ if equality.is_single() && cell.is_some() => format!("{claimed} ≠ {other}"),
        // The working of one addend is what is left of the total.
        (How::Slip { .. } | How::Wrong | How::Rounding, Some(cell)) if !is_total => replaced_formula(&equality, cell, &expected, &total()),
        _ => equality.formula(&sum),
    };
    Verdict::Fails(Box::new(Failure {
        kind: equality.kind,
        how,
        place,
        cell,
        claimed,
        expected,
        difference,
        formula,
        other,
        related,
        follows: equality.explained.clone(),
        mild: equality.mild,
        meant,
        equality,
    }))
}

/// The sum with the corrected addend in place of the printed one.
fn replaced_formula(equality: &Equality<'_>, wrong: &Cell, expected: &str, total: &str) -> String {
    let show = |cell: &&Cell| if cell.place == wrong.place { expected.to_owned() } else { cell.text.trim().to_owned() };
    let mut text = equality.plus.iter().map(show).collect::<Vec<_>>().join(" + ");
    for cell in &equality.minus {
        text.push_str(" − ");
        text.push_str(&show(cell));
    }
    format!("{text} = {total}")
}

/// Where a total that fails takes part in another equality that holds, it is not the total that is wrong.
fn with_parts_blamed<'a>(mut verdicts: Vec<Verdict<'a>>, document: &'a Document) -> Vec<Verdict<'a>> {
    let blames_total = |failure: &Failure<'_>| {
        let is_sum = failure.how == How::Wrong && failure.kind.is_money() && !failure.equality.repeats;
        is_sum && failure.cell.is_some_and(|cell| failure.equality.is_total(cell))
    };
    if !verdicts.iter().filter_map(Verdict::failure).any(blames_total) {
        return verdicts;
    }
    let confirmed = confirmed(document);
    for verdict in &mut verdicts {
        let Verdict::Fails(failure) = verdict else { continue };
        if !blames_total(failure) || !confirmed.contains(&failure.place) {
            continue;
        }
        let open: Vec<(&Cell, Dec)> = failure.equality.repairs().into_iter().filter(|(cell, _)| !confirmed.contains(&cell.place)).collect();
        let equality = failure.equality.clone();
        match open.as_slice() {
            [] => {}
            [(cell, meant)] if equality.blanks.is_empty() && !equality.falls_short() => {
                *verdict = fails(equality, How::Wrong, Some(cell), *meant)
            }
            _ => {
                let Some(sum) = equality.sum() else { continue };
                *verdict = fails(equality, How::Parts, None, sum);
            }
        }
    }
    verdicts
}

/// An equality that fails for nothing but a figure that is blamed already, but for rounding, follows from it.
fn without_consequences(mut verdicts: Vec<Verdict<'_>>) -> Vec<Verdict<'_>> {
    let is_wrong = |failure: &&Failure<'_>| failure.kind.is_money() && matches!(failure.how, How::Wrong | How::Slip { .. });
    let blamed: Vec<(usize, Place, Dec)> = verdicts
        .iter()
        .enumerate()
        .filter_map(|(index, verdict)| Some((index, verdict.failure().filter(is_wrong).filter(|f| f.cell.is_some())?)))
        .map(|(index, failure)| (index, failure.place.clone(), failure.meant))
        .collect();
    if blamed.len() < 2 {
        return verdicts;
    }
    let cause_of = |at: usize, failure: &Failure<'_>| {
        let others = blamed.iter().filter(|(index, place, _)| *index != at && *place != failure.place);
        others.clone().find(|(_, place, meant)| failure.equality.nearly_holds_with(place, *meant) == Some(true)).map(|(index, ..)| *index)
    };
    let causes: Vec<(usize, usize)> =
        blamed.iter().filter_map(|(at, ..)| Some((*at, cause_of(*at, verdicts.get(*at)?.failure()?)?))).collect();
    for (at, cause) in &causes {
        // Two that explain each other are left as they are.
        if causes.iter().any(|(effect, _)| effect == cause) {
            continue;
        }
        let Some(place) = verdicts.get(*at).and_then(|verdict| Some(verdict.failure()?.place.clone())) else { continue };
        if let Some(Verdict::Fails(failure)) = verdicts.get_mut(*cause) {
            failure.related.push(place);
        }
        if let Some(verdict) = verdicts.get_mut(*at) {
            *verdict = Verdict::Open;
        }
    }
    verdicts
}

/// The cells of the equalities of amounts that hold to the last digit.
fn confirmed(document: &Document) -> HashSet<Place> {
    let holds = |equality: &Equality<'_>| {
        let is_certain = !equality.doubtful && !equality.at_most;
        is_certain && equality.claimed().is_some_and(|claimed| !claimed.is_zero() && equality.sum() == Some(claimed))
    };
    let of = |equality: Equality<'_>| equality.cells().map(|cell| cell.place.clone()).collect::<Vec<_>>();
    equalities_of_amounts(document).into_iter().filter(holds).flat_map(of).collect()
}

/// One failure a cause: where one figure put right makes several equalities hold, it is the figure that is wrong, whichever side of them it
/// stands on.
fn with_common_causes(mut verdicts: Vec<Verdict<'_>>) -> Vec<Verdict<'_>> {
    let is_failing =
        |verdict: &Verdict<'_>| matches!(verdict, Verdict::Fails(failure) if !failure.equality.at_most && failure.kind.is_money());
    let is_rounding = |verdict: Option<&Verdict<'_>>| matches!(verdict, Some(Verdict::Fails(failure)) if failure.how == How::Rounding);
    if verdicts.iter().filter(|verdict| is_failing(verdict)).count() < 2 {
        return verdicts;
    }
    let mut causes: Vec<Cause<'_>> = Vec::new();
    let mut known: HashMap<(Place, Dec), usize> = HashMap::default();
    for (index, verdict) in verdicts.iter().enumerate() {
        let Verdict::Fails(failure) = verdict else { continue };
        if !is_failing(verdict) {
            continue;
        }
        for (cell, meant) in failure.equality.repairs() {
            let at = *known.entry((cell.place.clone(), meant)).or_insert(causes.len());
            match causes.get_mut(at) {
                Some(cause) => cause.explains.push(index),
                None => causes.push(Cause { cell, meant, explains: vec![index] }),
            }
        }
    }
    causes.retain(|cause| cause.explains.len() > 1);
    // The cause of most first; among equals, a slip; else as the form has them.
    let rank = |(at, cause): (usize, &Cause<'_>)| (core::cmp::Reverse(cause.explains.len()), !cause.is_slip(), at);
    let mut order: Vec<_> = causes.iter().enumerate().map(rank).collect();
    order.sort_unstable();
    let mut explained: HashSet<usize> = HashSet::default();
    for cause in order.iter().filter_map(|(.., at)| causes.get(*at)) {
        let fresh: Vec<usize> = cause.explains.iter().copied().filter(|index| !explained.contains(index)).collect();
        let [first, others @ ..] = fresh.as_slice() else { continue };
        if others.is_empty() {
            continue;
        }
        explained.extend(&fresh);
        let how = match () {
            () if fresh.iter().all(|index| is_rounding(verdicts.get(*index))) => How::Rounding,
            () if cause.is_slip() => How::Slip { certain: true },
            () => How::Wrong,
        };
        let totals: Vec<Place> =
            others.iter().filter_map(|index| Some(verdicts.get(*index)?.failure()?.equality.total_place().clone())).collect();
        for index in others {
            if let Some(verdict) = verdicts.get_mut(*index) {
                *verdict = Verdict::Open;
            }
        }
        if let Some(verdict @ Verdict::Fails(_)) = verdicts.get_mut(*first) {
            if let Verdict::Fails(failure) = core::mem::replace(verdict, Verdict::Open) {
                *verdict = fails(failure.equality, how, Some(cause.cell), cause.meant);
            }
            if let Verdict::Fails(failure) = verdict {
                failure.related.extend(totals.into_iter().filter(|place| *place != cause.cell.place));
            }
        }
    }
    verdicts
}

/// A figure, what should stand there, and the equalities that would then hold.
struct Cause<'a> {
    cell: &'a Cell,
    meant: Dec,
    explains: Vec<usize>,
}

impl Cause<'_> {
    fn is_slip(&self) -> bool {
        in_unit_of(self.cell, self.meant).zip(self.cell.number()).is_some_and(|(meant, claimed)| is_slip(claimed, meant))
    }
}

/// A cell that fails more than once is reported for its clearest failure, with the cells of the others as related.
fn strongest_per_cell(verdicts: Vec<Verdict<'_>>) -> Vec<Verdict<'_>> {
    let rank = |how: How| match how {
        How::Slip { certain: true } => 0,
        How::Slip { certain: false } => 1,
        How::Wrong | How::Parts | How::Missing => 2,
        How::Exceeds => 3,
        How::Rounding => 4,
    };
    let mut kept: Vec<Verdict<'_>> = Vec::with_capacity(verdicts.len());
    let mut at: HashMap<Place, usize> = HashMap::default();
    for verdict in verdicts {
        let Verdict::Fails(mut new) = verdict else {
            kept.push(verdict);
            continue;
        };
        let earlier = at.get(&new.place).copied();
        match earlier.and_then(|index| kept.get_mut(index)) {
            Some(Verdict::Fails(old)) => {
                if rank(new.how) < rank(old.how) {
                    core::mem::swap(old, &mut new);
                }
                for place in new.related {
                    if place != old.place && !old.related.contains(&place) {
                        old.related.push(place);
                    }
                }
            }
            _ => {
                at.insert(new.place.clone(), kept.len());
                kept.push(Verdict::Fails(new));
            }
        }
    }
    kept
}

/// Where else in a document a figure stands. Made only when a slip is in question.
struct Figures<'a> {
    document: &'a Document,
    index: OnceCell<HashMap<(bool, Dec), Vec<&'a Cell>>>,
}

impl<'a> Figures<'a> {
    fn of(document: &'a Document) -> Figures<'a> {
        Figures { document, index: OnceCell::new() }
    }

    /// Does a cell outside the equality and outside the record of the cell hold its amount?
    fn beyond(&self, cell: &Cell, equality: &Equality<'_>) -> bool {
        let is_own =
            |other: &Cell| other.place.record.starts_with(&*cell.place.record) || equality.cells().any(|own| own.place == other.place);
        cell.amount().is_some_and(|amount| self.with(cell, amount).iter().take(LONGEST).any(|other| !is_own(other)))
    }

    /// Does a cell outside the equality hold this amount?
    fn elsewhere(&self, cell: &Cell, amount: Dec, equality: &Equality<'_>) -> bool {
        // A figure that stands in more cells than the equality has stands outside it too.
        let found = self.with(cell, amount);
        let inside = equality.cells().count();
        found.len() > inside || found.iter().any(|other| equality.cells().all(|own| own.place != other.place))
    }

    /// The cells that hold an amount, money apart from everything else.
    fn with(&self, cell: &Cell, amount: Dec) -> &[&'a Cell] {
        let is_money = |cell: &Cell| cell.figure().is_some_and(|figure| figure.unit.dimension == Dimension::Money);
        let index = self.index.get_or_init(|| {
            let mut index: HashMap<(bool, Dec), Vec<&Cell>> = HashMap::default();
            self.document.visit(&mut |cell| {
                if let Some(amount) = cell.amount() {
                    index.entry((is_money(cell), amount)).or_default().push(cell);
                }
            });
            index
        });
        index.get(&(is_money(cell), amount)).map_or(&[], Vec::as_slice)
    }
}
