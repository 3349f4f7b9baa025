//! Decides whether an equality holds, and if not, which cell is to blame: by itself, and by where
//! else in the document its figures appear.

use rustc_hash::FxHashMap as HashMap;
use std::cell::OnceCell;

use crate::filing::{Cell, Document, Reads};
use crate::profile::Profile;
use crate::relation::sum::blame::{
    strongest_per_cell, with_common_causes, with_parts_blamed, without_consequences,
};
use crate::relation::sum::failure::{FailureKind, SumVerdict, in_unit_of};
use crate::relation::sum::slip::is_slip;
use crate::relation::sum::{Equality, LONGEST, equalities_of_amounts, equalities_of_points};
use crate::value::Column;
use crate::value::number::Dec;
use crate::value::unit::Dimension;

/// The columns that equalities of amounts read, including other cells that confirm them.
pub const AMOUNTS: Reads =
    Reads::but(&[Column::Prose, Column::Points, Column::Score, Column::Measure]);
/// The columns that equalities of points read, including other cells that confirm them.
pub const POINTS: Reads = Reads::but(&[Column::Prose, Column::Date, Column::Year]);

/// All equalities of amounts, judged.
pub fn amounts<'a>(documents: &'a [Document], profile: &Profile) -> Vec<SumVerdict<'a>> {
    let judge = |document| judge(equalities_of_amounts(document), document, profile);
    documents.iter().flat_map(judge).collect()
}

/// All equalities of points, judged.
pub fn points<'a>(documents: &'a [Document], profile: &Profile) -> Vec<SumVerdict<'a>> {
    let judge = |document| judge(equalities_of_points(document, profile), document, profile);
    documents.iter().flat_map(judge).collect()
}

fn judge<'a>(
    equalities: Vec<Equality<'a>>,
    document: &'a Document,
    profile: &Profile,
) -> Vec<SumVerdict<'a>> {
    let figures = Figures::of(document);
    let judge = |equality| verdict(equality, &figures, profile).unwrap_or(SumVerdict::Open);
    let verdicts = with_common_causes(equalities.into_iter().map(judge).collect());
    strongest_per_cell(without_consequences(with_parts_blamed(verdicts, document)))
}

fn verdict<'a>(
    equality: Equality<'a>,
    figures: &Figures<'a>,
    profile: &Profile,
) -> Option<SumVerdict<'a>> {
    let (claimed, sum) = (equality.claimed()?, equality.sum()?);
    let off = claimed.minus(sum)?;
    if off.is_zero() || equality.also.contains(&claimed) || (equality.at_most && !off.is_negative())
    {
        return Some(SumVerdict::Holds(equality.kind));
    }
    if equality.kind.is_money() {
        let tolerance = equality.tolerance()?;
        let allowed = profile.money_tolerance.shift(4)?;
        let explained = |off: Dec| off.abs() < tolerance || off.abs() <= allowed;
        if explained(off) {
            if equality.at_most || equality.doubtful {
                return Some(SumVerdict::Holds(equality.kind));
            }
            return Some(SumVerdict::fails(equality, FailureKind::Rounding, None, sum));
        }
        if equality.also.iter().any(|also| claimed.minus(*also).is_some_and(explained)) {
            return Some(SumVerdict::Holds(equality.kind));
        }
    }
    match slip(&equality, figures) {
        Some((cell, meant, certain)) if certain || !equality.doubtful => {
            Some(SumVerdict::fails(equality, FailureKind::Slip { certain }, Some(cell), meant))
        }
        _ if equality.doubtful => Some(SumVerdict::Open),
        _ if equality.at_most => Some(SumVerdict::fails(equality, FailureKind::Exceeds, None, sum)),
        _ => match equality.blanks.as_slice() {
            [blank] if !off.is_negative() && total_is_elsewhere(&equality, figures) => {
                let blank = *blank;
                Some(SumVerdict::fails(equality, FailureKind::Missing, Some(blank), off))
            }
            _ => {
                let blamed = unconfirmed_addend(&equality, figures);
                let meant = if blamed.is_some() { claimed } else { sum };
                // A single part below a confirmed total: another part may well be missing.
                match blamed {
                    Some(_) if equality.falls_short() => {
                        Some(SumVerdict::fails(equality, FailureKind::Parts, None, sum))
                    }
                    blamed => {
                        let is_open = equality.is_total_open
                            || (equality.kind.is_money() && total_is_elsewhere(&equality, figures));
                        Some(SumVerdict::fails(
                            equality.total_open(is_open),
                            FailureKind::Wrong,
                            blamed,
                            meant,
                        ))
                    }
                }
            }
        },
    }
}

/// The addend, if it is the only one and its figure appears nowhere else in the document while the
/// total's does.
fn unconfirmed_addend<'a>(equality: &Equality<'a>, figures: &Figures<'a>) -> Option<&'a Cell> {
    let (total, [addend]) = (equality.total_cell()?, equality.plus.as_slice()) else { return None };
    let is_repeated = |cell: &Cell| figures.beyond(cell, equality);
    (equality.is_single()
        && equality.blanks.is_empty()
        && is_repeated(total)
        && !is_repeated(addend))
    .then_some(*addend)
}

/// The one cell whose slip explains the failure, and its right amount. If there are several, the
/// one whose figure appears nowhere else while the right one does.
fn slip<'a>(equality: &Equality<'a>, figures: &Figures<'a>) -> Option<(&'a Cell, Dec, bool)> {
    if equality.explained.is_some() {
        return None;
    }
    let candidates: Vec<(&Cell, Dec)> = equality
        .repairs()
        .into_iter()
        .filter(|(cell, meant)| {
            in_unit_of(cell, *meant)
                .zip(cell.number())
                .is_some_and(|(meant, claimed)| is_slip(claimed, meant))
        })
        .filter(|(cell, _)| {
            cell.amount().is_some_and(|claimed| !figures.elsewhere(cell, claimed, equality))
        })
        .collect();
    let mut certain =
        candidates.iter().filter(|(cell, meant)| figures.elsewhere(cell, *meant, equality));
    match (certain.next(), certain.next()) {
        (Some((cell, meant)), None) => Some((cell, *meant, true)),
        (Some(_), Some(_)) => None,
        (None, _) => match candidates.as_slice() {
            // One digit mistyped in the total is as likely as one lost from a part.
            [(cell, _)]
                if !equality.is_total(cell)
                    && equality.total_is_a_digit_off()
                    && !total_is_elsewhere(equality, figures) =>
            {
                None
            }
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

/// The other cells of a document by their figures; built only if a slip is possible.
struct Figures<'a> {
    document: &'a Document,
    money: OnceCell<ByAmount<'a>>,
    others: OnceCell<ByAmount<'a>>,
}

type ByAmount<'a> = HashMap<Dec, Vec<&'a Cell>>;

impl<'a> Figures<'a> {
    fn of(document: &'a Document) -> Figures<'a> {
        Figures { document, money: OnceCell::new(), others: OnceCell::new() }
    }

    /// Whether a cell outside the equality and outside the cell's record has its amount.
    fn beyond(&self, cell: &Cell, equality: &Equality<'_>) -> bool {
        let is_own = |other: &Cell| {
            other.place.record.starts_with(&*cell.place.record)
                || equality.cells().any(|own| own.place == other.place)
        };
        cell.amount().is_some_and(|amount| {
            self.with(cell, amount).iter().take(LONGEST).any(|other| !is_own(other))
        })
    }

    /// Whether a cell outside the equality has this amount.
    fn elsewhere(&self, cell: &Cell, amount: Dec, equality: &Equality<'_>) -> bool {
        // A figure in more cells than the equality has is also in one outside it.
        let found = self.with(cell, amount);
        let inside = equality.cells().count();
        found.len() > inside
            || found.iter().any(|other| equality.cells().all(|own| own.place != other.place))
    }

    /// The cells with an amount; money is separate from everything else.
    fn with(&self, cell: &Cell, amount: Dec) -> &[&'a Cell] {
        let is_money = |cell: &Cell| cell.dimension() == Some(Dimension::Money);
        let kind = is_money(cell);
        let index = if kind { &self.money } else { &self.others };
        let index = index.get_or_init(|| {
            let mut index = ByAmount::default();
            self.document.visit(&mut |cell| {
                if is_money(cell) == kind {
                    cell.amount().into_iter().for_each(|amount| {
                        index.entry(amount).or_default().push(cell);
                    });
                }
            });
            index
        });
        index.get(&amount).map_or(&[], Vec::as_slice)
    }
}
