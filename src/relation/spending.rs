//! What was spent, against what the budget allowed.

use core::slice;

use crate::filing::{Cell, Document, FundLine, Funds, MaybeCell};
use crate::relation::rate;
use crate::relation::reasons::{Reason, reason};
use crate::scoring::execution;
use crate::value::figure::Figure;
use crate::value::interval::Interval;
use crate::value::number::Dec;
use crate::value::text::contains_any;

/// What comes of setting what a line has spent against its budget.
pub enum Spending<'a> {
    /// Not more than there was, or explained.
    Within,
    Over(Overspending<'a>),
    /// A figure is missing, or the two are not in one unit.
    Open,
}

/// More was spent than there was, and nothing says why.
pub struct Overspending<'a> {
    pub executed: &'a Cell,
    pub budget: &'a Cell,
    pub formula: String,
    /// The cell that waits for the reason, where the form has one.
    pub reason: Option<&'a Cell>,
}

/// The funds lines of a document, each against its budget: the total alone where it has figures,
/// since what is spent on its parts is its own business.
pub fn spending(document: &Document) -> impl Iterator<Item = Spending<'_>> {
    let of_table = document.evaluation().map_or(&None, |evaluation| &evaluation.reason);
    let funds = document.funds().into_iter().filter(|funds| !spends_carried_over(funds));
    funds.flat_map(lines).map(|line| judge(line, of_table))
}

fn lines(funds: &Funds) -> &[FundLine] {
    let has_figures =
        |line: &&FundLine| !line.executed.is_empty() || execution::budget(line).is_some();
    funds.total.as_ref().filter(has_figures).map_or(&funds.parts, slice::from_ref)
}

/// Money of earlier years, or added in the course of this one.
const ADDED: [&str; 5] = ["结转", "结余", "追加", "调增", "调整"];

/// A line of carried-over money has spent what no budget of this year has: the total then spends
/// more than its budget, and the form itself says why.
fn spends_carried_over(funds: &Funds) -> bool {
    funds.parts.iter().any(|part| {
        let spent = part.executed.amount().filter(|spent| !spent.is_zero());
        let budget = execution::budget(part).and_then(Cell::amount).unwrap_or(Dec::ZERO);
        contains_any(part.name.compact(), &ADDED) && spent.is_some_and(|spent| spent > budget)
    })
}

/// `338.31（含上年结转8.54）`
fn has_remark(cell: &Cell) -> bool {
    contains_any(cell.compact(), &ADDED)
}

fn judge<'a>(line: &'a FundLine, of_table: &'a Option<Cell>) -> Spending<'a> {
    let (Some(executed), Some(budget)) = (&line.executed, execution::budget(line)) else {
        return Spending::Open;
    };
    match exceeds(line, executed, budget) {
        None => return Spending::Open,
        Some(true) if !has_remark(executed) && !has_remark(budget) => {}
        Some(_) => return Spending::Within,
    }
    let reason = match reason(&line.reason, of_table) {
        Reason::Given => return Spending::Within,
        Reason::NoCell => None,
        Reason::Owed(cell) => Some(cell),
    };
    rate::formula(executed, budget).map_or(Spending::Open, |formula| {
        Spending::Over(Overspending { executed, budget, formula, reason })
    })
}

/// Rates are printed in per cent with two decimals: a share of the budget that rounds to 1 at these
/// is 100.00 %.
const SHARE_DECIMALS: u32 = 4;

/// Was more spent than there was, however the two figures were rounded?
fn exceeds(line: &FundLine, executed: &Cell, budget: &Cell) -> Option<bool> {
    let share = execution::share(line)?;
    // What the budget was adjusted to is still to be filled in.
    if line.budget.is_blank() {
        return None;
    }
    // Nobody spends a hundred times the budget: 元 stands beside 万元.
    if share >= Dec::HUNDRED {
        return None;
    }
    let (least, most) = (can_be(executed)?.low, can_be(budget)?.high);
    Some(share.round(SHARE_DECIMALS) > Dec::ONE && least > most)
}

/// The amounts that a printed one can stand for, in 元. `None` for a bound or a range.
fn can_be(cell: &Cell) -> Option<Interval> {
    let is_one = |figure: &&Figure| figure.comparison.is_none() && figure.upper.is_none();
    let figure = cell.figure().filter(is_one)?;
    let Interval { low, high } = figure.interval()?;
    Some(Interval { low: figure.unit.to_base(low)?, high: figure.unit.to_base(high)? })
}
