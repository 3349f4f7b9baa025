//! Every printed rate of a filing, with the figures that it is the quotient of.

use crate::filing::as_typed;
use crate::filing::row::Row;
use crate::filing::{BaseLine, Cell, Document, Evaluation, FundLine, MaybeCell, Reads};
use crate::value::Column;
use crate::value::figure::Figure;
use crate::value::interval::Interval;
use crate::value::number::Dec;
use crate::value::unit::{Dimension, Unit};

/// A printed rate and its operands.
pub struct Rate<'a> {
    pub rate: &'a Cell,
    pub part: &'a Cell,
    pub whole: &'a Cell,
    /// Other operands that may have been used by mistake.
    pub others: Vec<(&'a Cell, &'a Cell)>,
    /// Whether the whole replaces one that is not filled in: it can then prove the rate right, but
    /// not wrong.
    pub is_stand_in: bool,
}

/// The result of comparing the printed rate with its operands.
pub enum RateVerdict<'a> {
    Holds,
    /// A rate although the whole is 0.
    OfNothing,
    /// Right only with these operands.
    WrongBase(&'a Cell, &'a Cell),
    Wrong,
    /// Off by this factor, because the units of the figures do not fit.
    WrongUnit(&'static str),
    /// An operand is blank, unreadable or not applicable.
    Open,
}

impl<'a> Rate<'a> {
    pub fn verdict(&self) -> RateVerdict<'a> {
        let (Some(rate), Some(part), Some(whole)) =
            (self.rate.figure(), self.part.figure(), self.whole.figure())
        else {
            return RateVerdict::Open;
        };
        let (Some(part), Some(whole)) = (part.base(), whole.base()) else {
            return RateVerdict::Open;
        };
        if whole.is_zero() {
            return if rate.number.is_zero() { RateVerdict::Holds } else { RateVerdict::OfNothing };
        }
        match prints(rate, part, whole) {
            None => RateVerdict::Open,
            Some(true) => RateVerdict::Holds,
            Some(false) if self.is_stand_in => RateVerdict::Open,
            Some(false) => {
                let right = |&&(part, whole): &&(&Cell, &Cell)| {
                    let operands = part.amount().zip(whole.amount());
                    operands.and_then(|(part, whole)| prints(rate, part, whole)) == Some(true)
                };
                let wrong = || {
                    times_off(rate, part, whole).map_or(RateVerdict::Wrong, RateVerdict::WrongUnit)
                };
                self.others
                    .iter()
                    .find(right)
                    .map_or_else(wrong, |(part, whole)| RateVerdict::WrongBase(part, whole))
            }
        }
    }

    /// The right content of the rate's cell.
    pub fn expected_text(&self) -> Option<String> {
        // A printed 0 does not tell how precisely the rate should be printed.
        if self.rate.number()?.is_zero() {
            return Some(format!(
                "{}%",
                percent(self.part.amount()?, self.whole.amount()?)?.round(2)
            ));
        }
        Some(as_typed(self.rate, self.expected()?))
    }

    /// The right rate, at the precision of the printed one.
    pub fn expected(&self) -> Option<Dec> {
        let exact = percent(self.part.amount()?, self.whole.amount()?)?;
        let rate = self.rate.figure()?;
        if is_fraction(rate) {
            Some(exact.shift(-2)?.round(rate.number.decimals()))
        } else {
            Some(exact.round(rate.number.decimals()))
        }
    }

    /// The right content of the rate's cell, if it is blank or wrong.
    pub fn due(&self) -> Option<String> {
        if self.rate.is_blank() {
            let exact = percent(self.part.amount()?, self.whole.amount()?)?;
            return Some(format!("{}%", exact.round(2)));
        }
        match self.verdict() {
            RateVerdict::Wrong | RateVerdict::WrongBase(..) | RateVerdict::WrongUnit(_) => {
                self.expected_text()
            }
            RateVerdict::OfNothing => Some(as_typed(self.rate, Dec::ZERO)),
            _ => None,
        }
    }

    /// `1997.21 ÷ 2092.71 × 100% = 95.44%`
    pub fn formula(&self) -> Option<String> {
        formula(self.part, self.whole)
    }
}

/// `1997.21 ÷ 2092.71 × 100% = 95.44%`, with figures as printed.
pub fn formula(part: &Cell, whole: &Cell) -> Option<String> {
    let exact = percent(part.amount()?, whole.amount()?)?;
    let same_unit = part.figure()?.unit.power == whole.figure()?.unit.power;
    let printed = |cell: &Cell| {
        Some(if same_unit { cell.number()?.to_string() } else { cell.text().trim().to_owned() })
    };
    Some(format!("{} ÷ {} × 100% = {}%", printed(part)?, printed(whole)?, exact.round(2)))
}

fn percent(part: Dec, whole: Dec) -> Option<Dec> {
    part.over(whole)?.times(Dec::HUNDRED)
}

/// The factor by which the rate is off, if it is that of 千元, 万元 or 亿元 to 元.
fn times_off(rate: &Figure, part: Dec, whole: Dec) -> Option<&'static str> {
    const UNITS: [(i32, &str); 3] = [(3, "1000"), (4, "10000"), (8, "100000000")];
    let fits =
        |power: i32| part.shift(power).and_then(|part| prints(rate, part, whole)) == Some(true);
    UNITS
        .iter()
        .find(|(power, _)| !rate.number.is_zero() && (fits(*power) || fits(-power)))
        .map(|(_, times)| *times)
}

/// A rate without a percent sign that can only be a fraction: `0.9544`.
fn is_fraction(rate: &Figure) -> bool {
    rate.unit.dimension != Dimension::Share
        && rate.number <= Dec::ONE
        && rate.number.decimals() >= 2
}

/// Whether `part ÷ whole` prints as `rate`; `None` if the figures do not fit a decimal.
fn prints(rate: &Figure, part: Dec, whole: Dec) -> Option<bool> {
    let exact = percent(part, whole)?;
    let printed = rate.interval()?;
    if printed.contains(exact) {
        return Some(true);
    }
    // Without a percent sign, 0.9544 may be the fraction, and 1 all of it.
    let is_plain = rate.unit.dimension != Dimension::Share;
    let is_all = is_plain && rate.number == Dec::ONE && exact.round(2) == Dec::HUNDRED;
    Some(is_all || is_fraction(rate) && fraction_interval(rate)?.contains(exact.shift(-2)?))
}

fn fraction_interval(rate: &Figure) -> Option<Interval> {
    Interval::of(rate.number, rate.number.decimals())
}

/// The columns that [`beside`] reads.
pub const BESIDE: Reads =
    Reads::but(&[Column::Prose, Column::Points, Column::Score, Column::Measure]);
/// The columns that [`across`] reads: such a rate is the result of an indicator.
pub const ACROSS: Reads = Reads::but(&[Column::Prose, Column::Points, Column::Score]);

/// Every rate with its operands in the same document.
pub fn beside(documents: &[Document]) -> Vec<Rate<'_>> {
    let mut found = Vec::new();
    for document in documents {
        if let Some(funds) = document.funds() {
            let lines = || funds.total.iter().chain(&funds.parts);
            found.extend(lines().filter_map(|line| of_line(line, lines())));
        }
        if let Document::BaseData(data) = document {
            if let Some(staffing) = &data.staffing {
                found.extend(simple(&staffing.rate, &staffing.actual, &staffing.quota));
            }
            for building in &data.buildings {
                found.extend(simple(
                    &building.area_rate, &building.actual_area, &building.approved_area,
                ));
                found.extend(simple(&building.cost_rate, &building.actual, &building.budget));
            }
        }
    }
    found
}

fn simple<'a>(
    rate: &'a Option<Cell>,
    part: &'a Option<Cell>,
    whole: &'a Option<Cell>,
) -> Option<Rate<'a>> {
    Some(Rate {
        rate: rate.as_ref()?,
        part: part.as_ref()?,
        whole: whole.as_ref()?,
        others: Vec::new(),
        is_stand_in: false,
    })
}

/// Every rate with its operands in another of `documents`.
pub fn across<'a>(documents: &[&'a Document]) -> Vec<Rate<'a>> {
    let evaluations = documents.iter().filter_map(|document| document.evaluation());
    evaluations.filter_map(|evaluation| three_public(evaluation, documents)).collect()
}

/// The execution rate of a line, which is executed ÷ the adjusted budget; the initial one counts
/// only if the adjusted one is blank or not in the form.
fn of_line<'a>(line: &'a FundLine, lines: impl Iterator<Item = &'a FundLine>) -> Option<Rate<'a>> {
    /// Of a longer table, the first lines: nobody takes a figure from far away by mistake.
    const MOST_LINES: usize = 64;
    let (rate, executed) = (line.rate.as_ref()?, line.executed.as_ref()?);
    let whole =
        [&line.budget, &line.initial].into_iter().find(|cell| !cell.is_empty())?.as_ref()?;
    let mut others = Vec::new();
    for denominator in [&line.initial, &line.received, &line.budget].into_iter().flatten() {
        if denominator.place != whole.place {
            others.push((executed, denominator));
        }
    }
    // A part used for the total, or the other way round.
    for other in lines.take(MOST_LINES).filter(|other| other.at != line.at) {
        others.extend(other.executed.as_ref().map(|part| (part, whole)));
        others.extend(
            [&other.budget, &other.initial].into_iter().flatten().map(|whole| (executed, whole)),
        );
    }
    let is_stand_in = line.budget.as_ref().is_some_and(|budget| budget.place != whole.place);
    Some(Rate { rate, part: executed, whole, others, is_stand_in })
}

/// The row 三公经费控制率 is actual ÷ budget of 三公经费 in the base data, if the filing has
/// exactly one such line.
fn three_public<'a>(evaluation: &'a Evaluation, documents: &[&'a Document]) -> Option<Rate<'a>> {
    let is_control_rate = |name: &str| {
        name.contains("三公") && (name.ends_with("控制率") || name.ends_with("执行率"))
    };
    let row = evaluation.indicators.iter().find(|row| is_control_rate(row.name.name_key()))?;
    let rate = row.actual.as_ref()?;
    let is_share = |figure: Option<&Figure>| {
        figure.is_some_and(|figure| figure.unit.dimension == Dimension::Share)
    };
    let is_plain = rate.figure()?.unit == Unit::bare();
    // `≤95%` only repeats the target.
    if rate.figure()?.comparison.is_some() {
        return None;
    }
    // Beside a target in per cent, a plain number is a percentage.
    if !(is_share(Row::new(row).actual()) || (is_plain && is_share(Row::new(row).target()))) {
        return None;
    }
    let meets =
        |year: Option<i32>| year.zip(evaluation.head.evaluated_year()).is_none_or(|(a, b)| a == b);
    let lines = documents.iter().copied().flat_map(|document| match document {
        Document::BaseData(data) if meets(data.head.evaluated_year()) => data.lines.as_slice(),
        _ => &[],
    });
    let mut named = lines.filter(|line| {
        matches!(line.name.name_key(), "三公经费" | "三公经费支出" | "三公经费合计")
    });
    let line = named.next().filter(|_| named.next().is_none())?;
    let (part, whole) = (line.actual.as_ref()?, line.budget.as_ref()?);
    let mut others = Vec::new();
    parts_of(line, &mut |sub| others.extend(sub.actual.as_ref().map(|part| (part, whole))));
    Some(Rate { rate, part, whole, others, is_stand_in: false })
}

fn parts_of<'a>(line: &'a BaseLine, to: &mut dyn FnMut(&'a BaseLine)) {
    for part in &line.parts {
        to(part);
        parts_of(part, to);
    }
}
