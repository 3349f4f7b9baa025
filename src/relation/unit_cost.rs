//! What one costs, times how many there are, against what all of it costs.

use crate::filing::row::{Row, State};
use crate::filing::{Cell, Document, Indicator, MaybeCell};
use crate::relation::sum::is_slip;
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::unit::Dimension;

/// The three figures of one column, the targets or the results.
pub struct UnitCost<'a> {
    pub unit: &'a Cell,
    pub quantity: &'a Cell,
    pub amount: &'a Cell,
    /// `300元/人 × 1200人 = 36万元`
    pub formula: String,
    pub verdict: Product,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    Holds,
    /// One slip of the hand away from the amount.
    Slip,
    /// Other things are paid for, too, or the figures are bounds.
    Open,
}

/// The unit cost of each column of a document, if it has exactly one and exactly one quantity in
/// the unit that it is per.
pub fn unit_costs(document: &Document) -> Vec<UnitCost<'_>> {
    let (rows, planned, spent) = match document {
        Document::ProjectTargets(table) => (&table.indicators, table.amount.cell(), None),
        Document::ProjectEvaluation(table) | Document::TransferEvaluation(table) => {
            let line = table.funds.as_ref().and_then(|funds| funds.total.as_ref());
            let budget = line.and_then(|line| line.budget.cell());
            (&table.indicators, budget, line.and_then(|line| line.executed.cell()))
        }
        _ => return Vec::new(),
    };
    let targets = figures(rows, |row| row.indicator.target.cell().zip(row.target()));
    let results = figures(rows, |row| row.indicator.actual.cell().zip(row.actual()));
    [judge(&targets, planned), judge(&results, spent)].into_iter().flatten().collect()
}

type Given<'a> = (&'a Indicator, &'a Cell, &'a Figure);

fn figures<'a>(
    rows: &'a [Indicator],
    of: fn(&Row<'a>) -> Option<(&'a Cell, &'a Figure)>,
) -> Vec<Given<'a>> {
    let filled = rows.iter().map(Row::new).filter(|row| row.state() == State::Filled);
    let given = |row: Row<'a>| of(&row).map(|(cell, figure)| (row.indicator, cell, figure));
    filled.filter_map(given).filter(|(.., figure)| figure.upper.is_none()).collect()
}

fn judge<'a>(given: &[Given<'a>], amount: Option<&'a Cell>) -> Option<UnitCost<'a>> {
    let (unit, per) = only(given.iter().filter_map(|(_, cell, figure)| {
        let per = figure.unit.noun.strip_prefix("元/")?;
        Some(((*cell, figure.base()?), per))
    }))?;
    let (quantity, count) = only(given.iter().filter_map(|(_, cell, figure)| {
        let is_it = figure.unit.dimension == Dimension::Count && figure.unit.noun == per;
        is_it.then_some((*cell, figure.base()?))
    }))?;
    let (unit, price) = unit;
    let costs: Vec<&Cell> = given.iter().filter_map(total_cost).chain(amount).collect();
    let product = price.times(count)?;
    let power = |cell: &Cell| Some(cell.figure()?.unit.power);
    let fits = |cell: &&&Cell| {
        let (figure, product) = (cell.figure(), product.shift(power(cell).map_or(0, |p| -p)));
        let interval = figure.and_then(Figure::interval);
        interval.zip(product).is_some_and(|(interval, product)| interval.contains(product))
    };
    let slips = |cell: &&&Cell| cell.amount().is_some_and(|amount| is_slip(amount, product));
    let (amount, verdict) = if let Some(cell) = costs.iter().find(fits) {
        (*cell, Product::Holds)
    } else if let Some(cell) = costs.iter().find(slips) {
        (*cell, Product::Slip)
    } else {
        (*costs.first()?, Product::Open)
    };
    let in_unit = product.shift(-power(amount)?)?.plain();
    let ten_thousands = if power(amount)? == 4 { "万元" } else { "元" };
    let formula = format!(
        "{} × {} = {in_unit}{ten_thousands}",
        plain(unit, per_text(price, per)),
        plain(quantity, format!("{}{per}", count.plain())),
    );
    Some(UnitCost { unit, quantity, amount, formula, verdict })
}

fn per_text(price: Dec, per: &str) -> String {
    format!("{}元/{per}", price.plain())
}

/// The figure as typed, if it has its unit beside it; else with the unit of its column.
fn plain(cell: &Cell, with_unit: String) -> String {
    let has_unit = cell.figure().is_some_and(|figure| !figure.unit.noun.is_empty());
    let typed = cell.compact().trim_start_matches(['≥', '≤', '=', '>', '<']);
    if has_unit { typed.to_owned() } else { with_unit }
}

/// An indicator of what all of it costs.
fn total_cost<'a>((row, cell, figure): &Given<'a>) -> Option<&'a Cell> {
    const NAMES: [&str; 7] =
        ["总成本", "项目总成本", "成本总额", "项目总投入", "总投入", "总费用", "项目总费用"];
    (NAMES.contains(&row.name.name_key()) && figure.unit.noun == "元").then_some(*cell)
}

fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}
