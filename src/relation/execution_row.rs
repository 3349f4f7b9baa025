//! Indicators of the budget's own execution (预算执行率, 资金使用率), against the funds.

use crate::filing::row::{Row, State};
use crate::filing::{Cell, Evaluation, FundLine, Indicator, MaybeCell};
use crate::relation::rate;
use crate::scoring::execution;
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::unit::Dimension;

/// An indicator whose result is what the funds say, or is not.
pub struct ExecutionRow<'a> {
    pub actual: &'a Cell,
    pub name: &'a str,
    pub line: &'a FundLine,
    /// How the funds' rate follows from the total line.
    pub formula: String,
    /// Whether some line of the funds has this rate, by one of its budgets.
    pub fits: bool,
}

/// The names that mean nothing but executed ÷ budget of the whole form.
const NAMES: [&str; 16] = [
    "预算执行率", "年度预算执行率", "项目预算执行率", "预算资金执行率", "资金预算执行率",
    "资金执行率", "项目资金执行率", "专项资金执行率", "财政资金执行率", "经费执行率", "资金使用率",
    "项目资金使用率", "专项资金使用率", "财政资金使用率", "经费使用率", "项目经费使用率",
];

/// The execution indicators of a table whose results and funds can both be read; those with a
/// reason of their own are explained.
pub fn execution_rows(table: &Evaluation) -> impl Iterator<Item = ExecutionRow<'_>> {
    let funds = table.funds.as_ref();
    let total = funds.and_then(|funds| Some((funds.total.as_ref()?, funds.parts.as_slice())));
    total.into_iter().flat_map(move |(line, parts)| {
        let rows = table.indicators.iter().filter(|row| NAMES.contains(&row.name.name_key()));
        rows.filter_map(move |row| judge(row, line, parts))
    })
}

fn judge<'a>(
    indicator: &'a Indicator,
    line: &'a FundLine,
    parts: &'a [FundLine],
) -> Option<ExecutionRow<'a>> {
    let row = Row::new(indicator);
    let actual = indicator.actual.cell()?;
    let result = row.actual().filter(|_| row.state() == State::Filled)?;
    if !indicator.reason.is_empty() || !is_percentage(result, row.target()) {
        return None;
    }
    let formula = rate::formula(line.executed.cell()?, execution::budget(line)?)?;
    // Of a budget of 0 there is no rate.
    execution::share(line)?;
    let fits = [line].into_iter().chain(parts).any(|line| has_rate(line, result.number));
    Some(ExecutionRow { actual, name: indicator.name.trimmed(), line, formula, fits })
}

/// A plain number counts if the target is in per cent; `1` may be the whole.
fn is_percentage(result: &Figure, target: Option<&Figure>) -> bool {
    let is_share = |figure: &Figure| figure.unit.power == -2;
    let is_plain = result.unit.dimension == Dimension::Bare && result.unit.power == 0;
    result.comparison.is_none()
        && result.upper.is_none()
        && (is_share(result)
            || (is_plain && result.number > Dec::ONE && target.is_some_and(is_share)))
}

/// Whether the line was executed at this percentage of any of its amounts, one in the last place
/// aside. What is spent beyond the budget may be called 100 %.
fn has_rate(line: &FundLine, percentage: Dec) -> bool {
    let near = |exact: Dec| {
        let off = exact.minus(percentage).map(Dec::abs);
        off.is_some_and(|off| off <= Dec::new(1, percentage.decimals()))
    };
    let Some(executed) = line.executed.amount() else { return false };
    let wholes = [&line.budget, &line.initial, &line.received];
    let shares = wholes.into_iter().filter_map(|whole| {
        executed.over(whole.amount().filter(|whole| *whole > Dec::ZERO)?)?.shift(2)
    });
    shares.into_iter().any(|share| near(share) || near(share.min(Dec::HUNDRED)))
        || line.rate.number().is_some_and(near)
}
