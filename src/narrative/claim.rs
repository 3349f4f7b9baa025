//! What a text claims: a figure it states, and what the figures around it make of that.

use super::scanner::{Item, Scan, Sentence};
use crate::value::interval::Interval;
use crate::value::number::Dec;
use crate::value::unit::Dimension;

/// What kind of statement it is, which decides the rule that speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    Sum,
    Share,
    Difference,
    /// A result above or below what was aimed at; the span covers both.
    Comparison,
    Formula,
    Count,
    Sample,
}

/// What comes of working a claim out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimVerdict {
    Holds,
    /// A sum that is off by no more than what rounding its parts explains.
    Rounded,
    /// Right only if cut off instead of rounded.
    Truncated,
    Wrong,
}

/// A stated figure and what it works out to.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub kind: ClaimKind,
    pub verdict: ClaimVerdict,
    /// UTF-16 offsets of the stated figure.
    pub span: (usize, usize),
    /// As it should stand, with its unit.
    pub expected: String,
    /// Stated minus expected, in the unit of the stated figure.
    pub difference: Option<Dec>,
    /// With the figures as they stand in the text.
    pub formula: String,
}

/// A sentence with what stands around it.
pub struct Context<'a> {
    pub scan: &'a Scan,
    pub sentence: &'a Sentence,
    /// The sentence before.
    pub before: Option<&'a Sentence>,
    /// The few sentences before, in order.
    pub earlier: &'a [Sentence],
}

impl<'a> Context<'a> {
    pub fn items(&self) -> &'a [Item] {
        &self.sentence.items
    }

    pub fn item(&self, index: usize) -> Option<&'a Item> {
        self.sentence.items.get(index)
    }

    /// The text of an item's figure, as the formula shows it.
    pub fn shown(&self, item: &Item) -> String {
        self.scan.token_text(item.token)
    }

    /// The figure's number replaced by another, its unit kept.
    pub fn restated(&self, item: &Item, number: Dec) -> String {
        restated(&self.shown(item), number)
    }
}

/// A figure with another number and the same unit.
pub fn restated(shown: &str, number: Dec) -> String {
    let unit =
        shown.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
    format!("{number}{unit}")
}

/// Sets `exact`, in base units, against the figure that `stated` prints. Operands are taken as
/// printed; only the result is an interval.
pub fn printed(
    kind: ClaimKind,
    context: &Context<'_>,
    stated: &Item,
    exact: Dec,
    formula: String,
) -> Option<Claim> {
    let exact = exact.shift(-stated.unit.power)?;
    let decimals = stated.number.decimals();
    let interval = Interval::of(stated.number, decimals)?;
    let verdict = if interval.contains(exact) {
        ClaimVerdict::Holds
    } else if exact.truncate(decimals) == stated.number && !stated.number.is_zero() {
        ClaimVerdict::Truncated
    } else {
        ClaimVerdict::Wrong
    };
    let expected = exact.round(decimals);
    Some(Claim {
        kind,
        verdict,
        span: stated.span,
        expected: context.restated(stated, expected),
        difference: stated.number.minus(expected),
        formula: format!("{formula} = {}", shown_result(context, stated, exact)?),
    })
}

/// The result with two digits more than were stated, so that one sees how it rounds.
fn shown_result(context: &Context<'_>, stated: &Item, exact: Dec) -> Option<String> {
    let shown = exact.round(stated.number.decimals().checked_add(2)?).plain();
    Some(context.restated(stated, shown))
}

/// Sets a sum, in base units, against the figure that `stated` prints: every addend stands for an
/// interval.
pub fn added(
    kind: ClaimKind,
    context: &Context<'_>,
    stated: &Item,
    exact: Dec,
    halves: Dec,
    formula: String,
) -> Option<Claim> {
    let claimed = stated.base()?;
    let difference = claimed.minus(exact)?;
    let in_unit = exact.shift(-stated.unit.power)?.plain();
    let verdict = match () {
        () if in_unit.round(stated.number.decimals()) == stated.number => ClaimVerdict::Holds,
        // The finest figure says how fine all of them are.
        () if difference.abs() >= halves => ClaimVerdict::Wrong,
        () if kind == ClaimKind::Sum => ClaimVerdict::Rounded,
        () => ClaimVerdict::Holds,
    };
    let expected = if in_unit.decimals() < stated.number.decimals() {
        in_unit.round(stated.number.decimals())
    } else {
        in_unit
    };
    Some(Claim {
        kind,
        verdict,
        span: stated.span,
        expected: context.restated(stated, expected),
        difference: Some(difference.shift(-stated.unit.power)?.plain()),
        formula: format!("{formula} = {}", context.restated(stated, expected)),
    })
}

/// By how much a total and its addends may be off together: every addend is as fine as the finest,
/// a coarser total is a rounding. Addends in units of their own keep their own precision.
pub fn slack<'a>(
    total: &Item,
    addends: impl Iterator<Item = (&'a Item, i64)> + Clone,
) -> Option<Dec> {
    let mixed = addends.clone().any(|(item, _)| item.unit.power != total.unit.power);
    let mut finest = total.half()?;
    for (item, _) in addends.clone() {
        let half = item.half()?;
        finest = if half < finest { half } else { finest };
    }
    let mut slack = total.half()?;
    for (item, times) in addends {
        let half = if mixed { item.half()? } else { finest };
        slack = slack.plus(half.times(Dec::whole(times))?)?;
    }
    Some(slack)
}

impl Claim {
    pub fn holds(&self) -> bool {
        matches!(self.verdict, ClaimVerdict::Holds | ClaimVerdict::Rounded)
    }

    pub fn is_wrong(&self) -> bool {
        self.verdict == ClaimVerdict::Wrong
    }
}

/// Would the operands, in 亿 or in 万 of people, give the stated figure if they were not rounded
/// themselves? A figure in 亿元 with one decimal says little of a share with two.
pub fn could_be(
    part: &Item,
    whole: &Item,
    stated: &Item,
    work: impl Fn(Dec, Dec) -> Option<Dec>,
) -> Option<bool> {
    let (p, w, hp, hw) = (part.base()?, whole.base()?, part.half()?, whole.half()?);
    let hs = Dec::new(5, stated.number.decimals().checked_add(1)?).shift(stated.unit.power)?;
    let relative = |half: Dec, value: Dec| half.over(value.abs());
    let share = relative(hs, stated.base()?)?.times(Dec::whole(3))?;
    let rounded = [(part, hp, p), (whole, hw, w)].into_iter().any(|(item, half, value)| {
        let coarse =
            item.unit.power >= 8 || item.unit.power > 0 && item.unit.dimension != Dimension::Money;
        coarse && relative(half, value).is_some_and(|half| half > share)
    });
    if !rounded {
        return Some(false);
    }
    let corners = [
        (p.minus(hp)?, w.minus(hw)?),
        (p.minus(hp)?, w.plus(hw)?),
        (p.plus(hp)?, w.minus(hw)?),
        (p.plus(hp)?, w.plus(hw)?),
    ];
    let mut low: Option<Dec> = None;
    let mut high: Option<Dec> = None;
    for (part, whole) in corners {
        let value = work(part, whole)?;
        low = Some(low.map_or(value, |low| if value < low { value } else { low }));
        high = Some(high.map_or(value, |high| if value > high { value } else { high }));
    }
    let stated = stated.base()?;
    Some(low?.minus(hs)? <= stated && stated <= high?.plus(hs)?)
}
