//! How an equality fails: the blamed cell, its right content, and the working.

use crate::filing::as_typed;
use crate::filing::{Cell, Place};
use crate::relation::sum::{Equality, MOST_DECIMALS, MOST_SHOWN, SumKind, Total};
use crate::value::number::Dec;

/// The verdict on one equality.
#[derive(Clone, Debug)]
pub enum SumVerdict<'a> {
    Holds(SumKind),
    Fails(Box<Failure<'a>>),
    /// Not enough figures to judge.
    Open,
}

impl<'a> SumVerdict<'a> {
    pub(super) fn fails(
        equality: Equality<'a>,
        how: FailureKind,
        blamed: Option<&'a Cell>,
        meant: Dec,
    ) -> SumVerdict<'a> {
        SumVerdict::Fails(Box::new(failure(equality, how, blamed, meant)))
    }

    pub(super) fn failure(&self) -> Option<&Failure<'a>> {
        match self {
            SumVerdict::Fails(failure) => Some(failure),
            _ => None,
        }
    }
}

/// How an equality fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Within the rounding of the figures.
    Rounding,
    Wrong,
    /// Another equality confirms the total: some part is wrong.
    Parts,
    /// Another equality confirms the total, and the one blank part would make up the difference.
    Missing,
    /// One part is more than the whole.
    Exceeds,
    /// One slip of the hand explains it. `certain`: another cell confirms that.
    Slip {
        certain: bool,
    },
}

/// A failure, with the blamed cell.
#[derive(Clone, Debug)]
pub struct Failure<'a> {
    pub kind: SumKind,
    pub how: FailureKind,
    pub place: Place,
    /// The blamed cell, if it is a number cell.
    pub cell: Option<&'a Cell>,
    pub claimed: String,
    pub expected: String,
    pub difference: String,
    /// `1371.71 + 625.5 = 1997.21`; `20092.71万 ≠ 2092.71万` if there is nothing to add.
    pub formula: String,
    /// The other figure, if there are two.
    pub other: String,
    pub related: Vec<Place>,
    /// The cell whose own failure explains this one.
    pub follows: Option<Place>,
    pub mild: bool,
    /// Whether it is certain that the blamed cell must change, and to what.
    pub is_certain: bool,
    /// The right amount of the blamed cell, in base units.
    pub(super) meant: Dec,
    pub(super) equality: Equality<'a>,
}

impl Failure<'_> {
    /// Whether one figure is compared with another, with nothing to add up.
    pub fn is_single(&self) -> bool {
        self.equality.is_single()
    }
}

/// The failure of an equality; if no cell is blamed, that of its total.
pub fn failure<'a>(
    equality: Equality<'a>,
    how: FailureKind,
    blamed: Option<&'a Cell>,
    meant: Dec,
) -> Failure<'a> {
    let cell = blamed.or_else(|| {
        if equality.at_most { equality.plus.first().copied() } else { equality.total_cell() }
    });
    let power = cell
        .and_then(Cell::figure)
        .or_else(|| equality.total_cell()?.figure())
        .map_or(0, |figure| figure.unit.power);
    // As precise as the figures of the same unit; other units add decimals if needed.
    let figures = || equality.cells().filter_map(Cell::figure);
    let own = figures()
        .filter(|figure| figure.unit.power == power)
        .map(|figure| figure.number.decimals())
        .max()
        .unwrap_or(0);
    let print = |base: Dec| {
        base.shift(-power).map(|figure| {
            figure.round(figure.plain().decimals().clamp(own, own.max(MOST_DECIMALS)))
        })
    };
    // A part that exceeds its whole need not be all of it.
    let meant_there =
        if how == FailureKind::Exceeds { equality.claimed().unwrap_or(meant) } else { meant };
    // A blank cell is filled in the style of its total.
    let typed = if how == FailureKind::Missing { equality.total_cell() } else { cell };
    let expected = print(meant_there)
        .map(|figure| typed.map_or_else(|| figure.to_string(), |cell| as_typed(cell, figure)))
        .unwrap_or_default();
    let claimed = match (cell, &equality.total) {
        (Some(cell), _) => cell.text().trim().to_owned(),
        (None, Total::Figure(figure, _)) => figure.to_string(),
        (None, Total::Cell(cell)) => cell.text().trim().to_owned(),
    };
    let claimed_base = cell.and_then(Cell::amount).or_else(|| equality.claimed());
    let difference = claimed_base
        .and_then(|claimed| claimed.minus(meant_there))
        .and_then(print)
        .map(|d| d.to_string())
        .unwrap_or_default();
    let sum = equality.sum().and_then(print).map(|sum| sum.to_string()).unwrap_or_default();
    // Weights that miss 100 are wrong themselves; the 100 is not.
    let (claimed, expected) = if equality.kind == SumKind::Weights && cell.is_none() {
        (sum.clone(), claimed)
    } else {
        (claimed, expected)
    };
    let place = cell.map_or_else(|| equality.place().clone(), |cell| cell.place.clone());
    // A long sum is a whole column, so only some of its cells are named.
    let named = if equality.is_long() { MOST_SHOWN } else { usize::MAX };
    let others = equality.cells().map(|cell| &cell.place).filter(|other| **other != place);
    let mut related: Vec<Place> = others.take(named).cloned().collect();
    if equality.total_cell().is_none() && *equality.total_place() != place {
        related.push(equality.total_place().clone());
    }
    let is_total = cell.is_some_and(|cell| equality.is_total(cell));
    let total = || match &equality.total {
        Total::Cell(cell) => cell.text().trim().to_owned(),
        Total::Figure(figure, _) => figure.to_string(),
    };
    let other = if is_total {
        equality.plus.first().map_or_else(String::new, |cell| cell.text().trim().to_owned())
    } else {
        total()
    };
    let formula = match (how, cell) {
        (FailureKind::Missing | FailureKind::Parts, _) => equality.formula(&sum),
        _ if equality.is_single() && cell.is_some() => format!("{claimed} ≠ {other}"),
        // The working of one addend is the total minus the others.
        (FailureKind::Slip { .. } | FailureKind::Wrong | FailureKind::Rounding, Some(cell))
            if !is_total =>
        {
            replaced_formula(&equality, cell, &expected, &total())
        }
        _ => equality.formula(&sum),
    };
    // A total follows from its parts; of two figures that should be the same, either may be wrong.
    let is_certain = match how {
        FailureKind::Slip { certain } => certain,
        FailureKind::Missing => true,
        FailureKind::Wrong => {
            blamed.is_some()
                || !(equality.is_total_open || equality.kind.is_money() && equality.is_single())
        }
        FailureKind::Rounding | FailureKind::Parts | FailureKind::Exceeds => false,
    };
    let is_certain = is_certain && !equality.mild && equality.explained.is_none();
    Failure {
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
        is_certain,
        meant,
        equality,
    }
}

/// The sum with the corrected addend instead of the printed one.
fn replaced_formula(equality: &Equality<'_>, wrong: &Cell, expected: &str, total: &str) -> String {
    let show = |cell: &&Cell| {
        if cell.place == wrong.place { expected.to_owned() } else { cell.text().trim().to_owned() }
    };
    let mut text = equality.plus.iter().map(show).collect::<Vec<_>>().join(" + ");
    for cell in &equality.minus {
        text.push_str(" − ");
        text.push_str(&show(cell));
    }
    format!("{text} = {total}")
}

/// An amount in the unit of a cell.
pub(super) fn in_unit_of(cell: &Cell, base: Dec) -> Option<Dec> {
    base.shift(cell.figure()?.unit.power.checked_neg()?)
}
