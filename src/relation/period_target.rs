//! The target of a project's whole period beside that of its year.

use crate::filing::row::on_one_scale;
use crate::filing::{Cell, Document, Indicator, MaybeCell, ProjectTargets};
use crate::value::number::Dec;

/// Two targets of an indicator that must be one.
pub struct Unequal<'a> {
    pub why: Why,
    /// Of the period; of the year.
    pub cells: [&'a Cell; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The period is that year.
    OneYear,
    /// The year's target is all there is, 100 %, and no other indicator of the project has two.
    Whole,
}

/// Fewer rows tell nothing of the others.
const FEWEST_ROWS: usize = 3;

/// The indicators of a document whose two targets must be equal and are not; and how many there are
/// that are equal where they must be.
pub fn unequal(document: &Document) -> (Vec<Unequal<'_>>, usize) {
    let Document::ProjectTargets(targets) = document else { return (Vec::new(), 0) };
    let rows: Vec<_> = targets.indicators.iter().filter_map(both).collect();
    let (equal, different): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.are_equal);
    let is_one_year = is_one_year(targets);
    let is_alone = different.len() == 1 && equal.len() >= FEWEST_ROWS;
    let why = |row: &Both<'_>| match () {
        () if is_one_year => Some(Why::OneYear),
        () if is_alone && row.exceeds_whole => Some(Why::Whole),
        () => None,
    };
    let unequal =
        different.iter().filter_map(|row| Some(Unequal { why: why(row)?, cells: row.cells }));
    (unequal.collect(), if is_one_year { equal.len() } else { 0 })
}

/// Both targets of an indicator.
struct Both<'a> {
    cells: [&'a Cell; 2],
    are_equal: bool,
    exceeds_whole: bool,
}

fn both(indicator: &Indicator) -> Option<Both<'_>> {
    let cells = [indicator.period_target.cell()?, indicator.target.cell()?];
    let [period, year] = cells.map(Cell::figure);
    let (period, year) = (period?, year?);
    let (a, b) = on_one_scale(period, year)?;
    let is_plain = period.upper.is_none() && year.upper.is_none();
    let is_share = [period, year].iter().any(|figure| figure.unit.noun == "%");
    is_plain.then_some(Both {
        cells,
        are_equal: a == b,
        exceeds_whole: is_share && a.min(b) == Dec::HUNDRED,
    })
}

fn is_one_year(targets: &ProjectTargets) -> bool {
    let year = |cell: &Option<Cell>| Some(cell.cell()?.date()?.year);
    year(&targets.start).zip(year(&targets.end)).is_some_and(|(start, end)| start == end)
}

/// A target in hours on days of the week that cannot be.
pub struct Hours<'a> {
    pub cell: &'a Cell,
    /// The other target of its indicator, if that says so.
    pub other: Option<&'a Cell>,
}

/// The week's days and the day's hours.
const ALL_HOURS: (u32, u32) = (7, 24);

/// `9*24小时`, `7*34小时`: no week has more days, no day more hours; and one indicator is not served
/// at all hours in one of its columns and at fewer in the other.
pub fn hours(indicator: &Indicator) -> Vec<Hours<'_>> {
    let cells = [indicator.period_target.cell(), indicator.target.cell()];
    let read = cells.map(|cell| Some((cell?, hours_of(cell?.compact())?)));
    let others = [1, 0].map(|other: usize| read.get(other).copied().flatten());
    let wrong = read.into_iter().zip(others).filter_map(|(this, other)| {
        let (cell, (days, hours)) = this?;
        let other = other.filter(|(_, hours)| *hours == ALL_HOURS).map(|(cell, _)| cell);
        let is_near = days == ALL_HOURS.0 || hours == ALL_HOURS.1;
        let is_beyond = days > ALL_HOURS.0 || hours > ALL_HOURS.1;
        let is_wrong = (days, hours) != ALL_HOURS && is_near && (is_beyond || other.is_some());
        is_wrong.then_some(Hours { cell, other })
    });
    wrong.collect()
}

/// The days and hours of `7*24小时`.
fn hours_of(text: &str) -> Option<(u32, u32)> {
    let (days, rest) = text.split_once(['*', '×', 'x', 'X'])?;
    let hours = rest.strip_suffix("小时").or(rest.strip_suffix('h')).unwrap_or(rest);
    let is_short = |digits: &str| (1..=2).contains(&digits.len());
    (is_short(days) && is_short(hours)).then_some(())?;
    Some((days.parse().ok()?, hours.parse().ok()?))
}
