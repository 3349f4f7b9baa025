//! Judges every figure of a filing that must equal other figures of its document, once.
//!
//! SUM001 … SUM006 and NUM006 each report their share of the failures found here, so that no cell
//! is reported by two of them.

mod accounts;
mod blame;
mod expenses;
mod failure;
mod funds;
mod layout;
mod points;
mod slip;
mod targets;
mod verdict;

pub use failure::{Failure, FailureKind, SumVerdict};
pub use slip::is_slip;
pub use verdict::{AMOUNTS, POINTS, amounts, points};

use std::fmt::Write;

use rustc_hash::FxHashSet as HashSet;

use crate::filing::{Cell, Document, Place};
use crate::profile::Profile;
use crate::value::number::Dec;

/// Longer sums are shown by their first addends.
const MOST_SHOWN: usize = 20;
/// Room for most terms of a formula, in bytes.
const USUAL_TERM: usize = 8;
const MOST_DECIMALS: u32 = 6;
/// In longer sums some addend is always one digit away from the difference.
const LONGEST: usize = 200;

/// What is added up, which determines the rule that reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumKind {
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

impl SumKind {
    fn is_money(self) -> bool {
        matches!(self, SumKind::Money | SumKind::Balance)
    }
}

/// The required value of a sum.
#[derive(Clone, Debug)]
pub enum Total<'a> {
    Cell(&'a Cell),
    /// A figure that is not in a number cell, and the place to show: 100, the 50 of
    /// `产出指标(50分)`.
    Figure(Dec, Place),
}

/// A figure and what it must equal.
#[derive(Clone, Debug)]
pub struct Equality<'a> {
    pub kind: SumKind,
    pub total: Total<'a>,
    pub plus: Vec<&'a Cell>,
    pub minus: Vec<&'a Cell>,
    /// Alternative sums, in base units.
    pub also: Vec<Dec>,
    /// Too uncertain to report a failure as wrong; a certain slip is reported nevertheless.
    pub doubtful: bool,
    /// The one addend is a part among others, which must not exceed the total.
    pub at_most: bool,
    /// A failure is only a warning.
    pub mild: bool,
    /// Another place whose own mistake, if any, explains a failure.
    pub explained: Option<Place>,
    /// Parts of the list that are still blank.
    pub blanks: Vec<&'a Cell>,
    /// The total only repeats its addend, which is taken to be right.
    pub repeats: bool,
    /// The total does not simply follow from its addends: another figure confirms it, they cannot
    /// be added up sensibly, or it is printed in several cells.
    pub is_total_open: bool,
}

impl<'a> Equality<'a> {
    pub fn new(kind: SumKind, total: &'a Cell, plus: Vec<&'a Cell>) -> Equality<'a> {
        Equality::to(kind, Total::Cell(total), plus)
    }

    pub fn to(kind: SumKind, total: Total<'a>, plus: Vec<&'a Cell>) -> Equality<'a> {
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
            is_total_open: false,
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

    pub fn total_open(mut self, is_total_open: bool) -> Self {
        self.is_total_open = is_total_open;
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
            _ if self.at_most => {
                self.plus.first().map_or_else(|| self.total_place(), |cell| &cell.place)
            }
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
        self.total_cell()
            .into_iter()
            .chain(self.plus.iter().copied())
            .chain(self.minus.iter().copied())
    }

    /// The total in base units; `None` if it cannot be read.
    fn claimed(&self) -> Option<Dec> {
        match &self.total {
            Total::Cell(cell) => cell.amount(),
            Total::Figure(figure, _) => Some(*figure),
        }
    }

    /// The computed total in base units; `None` if an addend cannot be read.
    fn sum(&self) -> Option<Dec> {
        let add = |cells: &[&Cell]| Dec::sum_of(cells.iter().map(|cell| cell.amount()));
        add(&self.plus)?.minus(add(&self.minus)?)
    }

    /// Every cell with the amount that would make the equality hold.
    fn repairs(&self) -> Vec<(&'a Cell, Dec)> {
        let (Some(claimed), Some(sum)) = (self.claimed(), self.sum()) else { return Vec::new() };
        let Some(off) = claimed.minus(sum) else { return Vec::new() };
        if self.is_long() {
            return self.total_cell().map(|cell| (cell, sum)).into_iter().collect();
        }
        let total = self.total_cell().map(|cell| (cell, Some(sum)));
        let plus =
            self.plus.iter().map(|cell| (*cell, cell.amount().and_then(|amount| amount.plus(off))));
        let minus = self
            .minus
            .iter()
            .map(|cell| (*cell, cell.amount().and_then(|amount| amount.minus(off))));
        total
            .into_iter()
            .chain(plus)
            .chain(minus)
            .filter_map(|(cell, meant)| Some((cell, meant?)))
            .collect()
    }

    fn is_long(&self) -> bool {
        1 + self.plus.len() + self.minus.len() > LONGEST
    }

    /// Whether there is only one part, which is less than its total: others may be missing.
    fn falls_short(&self) -> bool {
        let is_less = || self.claimed().zip(self.sum()).is_some_and(|(claimed, sum)| sum < claimed);
        self.kind == SumKind::Money && !self.repeats && self.is_single() && is_less()
    }

    /// Whether it would hold, rounding aside, with `meant` at `place`.
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

    /// Whether the total differs from the sum in one digit.
    fn total_is_a_digit_off(&self) -> bool {
        let (Some(claimed), Some(sum)) = (self.claimed(), self.sum()) else { return false };
        let off = claimed.minus(sum).map(|off| off.abs().plain().to_string()).unwrap_or_default();
        off.trim_matches(['0', '.']).len() == 1
    }

    /// The difference that rounding no longer explains: half a unit of the finest precision for
    /// every figure printed in one unit. Beside zeros the only addend is the total itself.
    fn tolerance(&self) -> Option<Dec> {
        let mut finest: Vec<(i32, u32)> = Vec::new();
        for figure in self.cells().filter_map(Cell::figure) {
            let decimals = figure.number.decimals();
            match finest.iter_mut().find(|(power, _)| *power == figure.unit.power) {
                Some((_, most)) => *most = decimals.max(*most),
                None => finest.push((figure.unit.power, decimals)),
            }
        }
        let zeros = self.zeros();
        let rounded =
            self.cells().filter(|cell| !zeros.iter().any(|zero| zero.place == cell.place));
        rounded.filter_map(Cell::figure).try_fold(Dec::ZERO, |sum, figure| {
            let decimals = finest.iter().find(|(power, _)| *power == figure.unit.power)?.1;
            sum.plus(Dec::new(5, decimals.checked_add(1)?).shift(figure.unit.power)?)
        })
    }

    /// The addends that say that there is nothing, if only one does not. A printed `0.00` may be a
    /// little that was rounded.
    fn zeros(&self) -> Vec<&'a Cell> {
        let is_nothing = |cell: &Cell| {
            cell.number().is_some_and(|number| number.is_zero() && number.decimals() == 0)
        };
        let addends = || self.plus.iter().chain(&self.minus).copied();
        if addends().filter(|cell| !is_nothing(cell)).take(2).count() != 1 {
            return Vec::new();
        }
        addends().filter(|cell| is_nothing(cell)).collect()
    }

    /// `1371.71 + 625.5 = 1997.21`
    fn formula(&self, sum: &str) -> String {
        let one_unit = {
            let mut powers =
                self.cells().filter_map(|cell| cell.figure().map(|figure| figure.unit.power));
            powers.next().is_none_or(|first| powers.all(|power| power == first))
        };
        let mut text = String::with_capacity(self.cells().count() * USUAL_TERM);
        // Writing into a text cannot fail.
        let add = |text: &mut String, sign: &str, cell: &Cell| match cell.number() {
            Some(number) if one_unit => drop(write!(text, "{sign}{number}")),
            _ => text.extend([sign, cell.text().trim()]),
        };
        for (index, cell) in self.plus.iter().take(MOST_SHOWN).enumerate() {
            add(&mut text, if index > 0 { " + " } else { "" }, cell);
        }
        if self.plus.len() > MOST_SHOWN {
            text.push_str(" + …");
        }
        for cell in &self.minus {
            add(&mut text, " − ", cell);
        }
        if !self.is_single() {
            text.extend([" = ", sum]);
        }
        text
    }

    fn is_single(&self) -> bool {
        self.plus.len() == 1 && self.minus.is_empty()
    }
}

fn equalities_of_amounts(document: &Document) -> Vec<Equality<'_>> {
    match document {
        Document::DepartmentEvaluation(table)
        | Document::ProjectEvaluation(table)
        | Document::TransferEvaluation(table) => {
            table.funds.iter().flat_map(funds::equalities).collect()
        }
        Document::ScoreSheet(sheet) => sheet.funds.iter().flat_map(funds::equalities).collect(),
        Document::DepartmentTargets(table) => targets::of_department(table),
        Document::ProjectTargets(table) => targets::of_project(table),
        Document::BaseData(data) => expenses::equalities(&data.lines),
        Document::FundAccounts(table) => accounts::equalities(table),
        Document::Narrative(_) => Vec::new(),
    }
}

fn equalities_of_points<'a>(document: &'a Document, profile: &Profile) -> Vec<Equality<'a>> {
    match document {
        Document::DepartmentEvaluation(table) | Document::ProjectEvaluation(table) => {
            points::of_evaluation(table, profile)
        }
        Document::ScoreSheet(sheet) => points::of_sheet(sheet),
        Document::DepartmentTargets(table) => {
            points::of_targets(&table.at, &table.indicators, profile)
        }
        Document::ProjectTargets(table) => {
            points::of_targets(&table.at, &table.indicators, profile)
        }
        _ => Vec::new(),
    }
}

/// A total and its computed value, in base units.
pub struct Derived<'a> {
    pub cell: &'a Cell,
    pub sum: Dec,
    /// Blank, or wrong for certain; else it may stand as it is, since an estimate or rounding
    /// explains it.
    pub is_due: bool,
}

/// The totals of a document that differ from their computed values. A total of several equalities
/// follows from the first of them: its own parts come before what it only repeats.
pub fn derived<'a>(document: &'a Document, profile: &Profile) -> Vec<Derived<'a>> {
    let mut settled: HashSet<&Place> = HashSet::default();
    let mut found = Vec::new();
    for equality in
        equalities_of_amounts(document).into_iter().chain(equalities_of_points(document, profile))
    {
        let (Some(cell), Some(sum)) = (equality.total_cell(), equality.sum()) else { continue };
        if equality.doubtful || equality.at_most || !settled.insert(&cell.place) {
            continue;
        }
        let is_due = match equality.claimed() {
            Some(claimed) if claimed == sum => continue,
            Some(claimed) => {
                let off = claimed.minus(sum).map(Dec::abs);
                let allowed = equality.tolerance().filter(|_| equality.kind.is_money());
                let is_explained =
                    off.is_none_or(|off| allowed.is_some_and(|allowed| off < allowed));
                !equality.mild && !is_explained && !equality.also.contains(&claimed)
            }
            None if cell.is_blank() => true,
            None => continue,
        };
        found.push(Derived { cell, sum, is_due });
    }
    found
}
