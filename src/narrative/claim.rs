//! Claims: figures that a text states, recalculated from the figures around them.

use super::scanner::{Item, Scan, Sentence};
use crate::value::interval::Interval;
use crate::value::number::Dec;
use crate::value::unit::Dimension;

/// A stated figure, and what it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What kind of statement it is, which decides the rule that reports it.
    pub kind: ClaimKind,
    /// Whether the statement is right.
    pub verdict: ClaimVerdict,
    /// UTF-16 offsets of the stated figure in the text as typed.
    pub span: (usize, usize),
    /// The right figure, with the unit of the stated one.
    pub expected: String,
    /// Stated minus expected, in the unit of the stated figure; `None` for a comparison.
    pub difference: Option<Dec>,
    /// The calculation, with the figures as they are printed in the text.
    pub formula: String,
}

/// Kinds of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimKind {
    /// A total of parts, or parts of a total.
    Sum,
    /// A share, a rate, or a rate of change.
    Share,
    /// A difference of two figures.
    Difference,
    /// A result above or below its target; the span covers both.
    Comparison,
    /// A formula that is written out.
    Formula,
    /// A number of names that are listed.
    Count,
    /// A percentage of a sample of known size.
    Sample,
}

/// Whether a claim is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimVerdict {
    /// It is right.
    Holds,
    /// A sum that is off by no more than what rounding of its parts explains.
    Rounded,
    /// Right only if cut off instead of rounded.
    Truncated,
    /// It is wrong.
    Wrong,
}

/// A sentence with those before it.
pub struct Context<'a> {
    /// The text.
    pub scan: &'a Scan,
    /// The sentence in which claims are looked for.
    pub sentence: &'a Sentence,
    /// The sentence before.
    pub before: Option<&'a Sentence>,
    /// Up to six sentences before, in order.
    pub earlier: &'a [Sentence],
}

impl Claim {
    /// Whether it is right, at least if its parts were rounded.
    pub fn holds(&self) -> bool {
        matches!(self.verdict, ClaimVerdict::Holds | ClaimVerdict::Rounded)
    }

    /// Whether it is wrong, even if cut off instead of rounded.
    pub fn is_wrong(&self) -> bool {
        self.verdict == ClaimVerdict::Wrong
    }
}

impl<'a> Context<'a> {
    /// The quantities of the sentence.
    pub fn items(&self) -> &'a [Item] {
        &self.sentence.items
    }

    /// A quantity of the sentence by its index.
    pub fn item(&self, index: usize) -> Option<&'a Item> {
        self.sentence.items.get(index)
    }

    /// A quantity as it is printed in the text, for a formula.
    pub fn shown(&self, item: &Item) -> String {
        self.scan.token_text(item.token)
    }

    /// A quantity as printed, with another number.
    pub fn restated(&self, item: &Item, number: Dec) -> String {
        restated(&self.shown(item), number)
    }
}

/// A printed figure with another number and the same unit.
pub fn restated(shown: &str, number: Dec) -> String {
    let unit =
        shown.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
    format!("{number}{unit}")
}

/// The claim that `stated` is `exact`, which is in base units. Operands are taken to be exact as
/// they are printed; only the result was rounded.
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

/// The result with two more decimals than stated, so that it shows how to round it.
fn shown_result(context: &Context<'_>, stated: &Item, exact: Dec) -> Option<String> {
    let shown = exact.round(stated.number.decimals().checked_add(2)?).plain();
    Some(context.restated(stated, shown))
}

/// The claim that `stated` is the sum `exact`, which is in base units. Rounding of the addends may
/// explain a difference below `slack`, also in base units.
pub fn added(
    kind: ClaimKind,
    context: &Context<'_>,
    stated: &Item,
    exact: Dec,
    slack: Dec,
    formula: String,
) -> Option<Claim> {
    let claimed = stated.base()?;
    let difference = claimed.minus(exact)?;
    let in_unit = exact.shift(-stated.unit.power)?.plain();
    let verdict = if in_unit.round(stated.number.decimals()) == stated.number {
        ClaimVerdict::Holds
    } else if difference.abs() >= slack {
        ClaimVerdict::Wrong
    } else if kind == ClaimKind::Sum {
        ClaimVerdict::Rounded
    } else {
        ClaimVerdict::Holds
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

/// By how much rounding may make a total differ from the sum of its addends, in base units.
/// `addends` are quantities with how often each is added. All addends are taken to be as precise as
/// the finest figure, unless their units differ; a coarser total was rounded.
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

/// Whether the stated figure can be right because the operands themselves were rounded: they are in
/// 亿, or in 万 of people, and too coarse for the precision of the result. `work` computes the
/// result from part and whole.
pub fn rounding_explains(
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
