//! Ties: figures that must fit each other, and how far that is known.

use super::fact::Fact;
use crate::value::number::Dec;

/// What must fit, by its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A total and its parts.
    Sum,
    /// What is left over, or a change.
    Difference,
    /// A row of figures that differ by one step.
    Progression,
    /// A share, a rate, or growth.
    Share,
    /// An amount for each, times how many; a share of an amount.
    Product,
    /// One quantity in two places.
    Equality,
    /// A sentence that is there twice.
    Copy,
    /// The points of the groups and indicators that a report goes through.
    Points,
}

/// Figures that must fit each other. The first is the result of the others.
#[derive(Clone, Copy, Debug)]
pub struct Tie<'t> {
    pub kind: Kind,
    pub form: Form<'t>,
    /// Indices of facts: the result, then its operands.
    pub figures: &'t [usize],
    /// What words, layout and repetition say for it, in decibans: ten are a factor of ten.
    pub words: i32,
    /// How many like it were tried for this result: chance has as many goes.
    pub tried: usize,
}

/// Words, in decibans, that leave no doubt what is meant: a figure that does not fit is wrong
/// however far off it is.
pub const CERTAIN: i32 = 100;

/// How the result follows from its operands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form<'t> {
    /// Each operand as many times as its factor says.
    Linear(&'t [i64]),
    /// Products that are added up: `88 × 2800 × 12 + 88 × 1078 × 12`.
    Terms(&'t [Term]),
    /// The first operand divided by the second.
    Quotient,
    /// The first operand times the second.
    Product,
    /// The first operand, the amount of a change, by what was there before: the second less the
    /// change, which goes up or down.
    StepOf { grows: bool },
    /// The change from the second operand to the first, by the second.
    Growth { grows: bool },
}

/// One or two operands times a factor, each by its place among the figures of a tie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    pub factor: i64,
    pub operands: (usize, Option<usize>),
}

/// Whether figures fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    Holds,
    /// As far as rounding lets one tell.
    Rounded,
    /// Cut off instead of rounded.
    Cut,
    Fails,
}

/// Takes the ties that are found. There may be very many, so none is kept that need not be.
pub struct Ties<'t>(pub &'t mut dyn FnMut(&Tie<'_>));

impl Ties<'_> {
    pub fn push(&mut self, tie: Tie<'_>) {
        (self.0)(&tie);
    }
}

/// A tie that is kept.
pub struct Kept {
    kind: Kind,
    form: Form<'static>,
    factors: Vec<i64>,
    terms: Vec<Term>,
    figures: Vec<usize>,
    words: i32,
    tried: usize,
}

impl Kept {
    pub fn tie(&self) -> Tie<'_> {
        let form = match self.form {
            Form::Linear(_) => Form::Linear(&self.factors),
            Form::Terms(_) => Form::Terms(&self.terms),
            form => form,
        };
        let Kept { kind, words, tried, .. } = *self;
        Tie { kind, form, figures: &self.figures, words, tried }
    }
}

/// Figures of so many digits are restated exactly, where they are restated; of fewer, where their
/// names leave no doubt that they are.
const EXACT: u32 = 5;
const EXACT_BY_NAME: u32 = 4;
/// Words, in decibans, that leave none.
const NO_DOUBT: i32 = 24;

impl Tie<'_> {
    pub fn keep(&self) -> Kept {
        let (mut factors, mut terms) = (Vec::new(), Vec::new());
        let form = match self.form {
            Form::Linear(all) => {
                factors.extend_from_slice(all);
                Form::Linear(&[])
            }
            Form::Terms(all) => {
                terms.extend_from_slice(all);
                Form::Terms(&[])
            }
            Form::Quotient => Form::Quotient,
            Form::Product => Form::Product,
            Form::StepOf { grows } => Form::StepOf { grows },
            Form::Growth { grows } => Form::Growth { grows },
        };
        let Tie { kind, words, tried, figures, .. } = *self;
        Kept { kind, form, factors, terms, figures: figures.to_vec(), words, tried }
    }

    /// The result that its operands give, and by how much rounding of these may change it.
    fn worked_out(&self, facts: &[Fact<'_>]) -> Option<(Dec, Dec)> {
        let fact = |nth: usize| facts.get(*self.figures.get(nth)?);
        match self.form {
            Form::Linear(factors) => {
                let (mut sum, mut slack) = (Dec::ZERO, Dec::ZERO);
                let result = fact(0)?;
                let is_mixed = self
                    .figures
                    .iter()
                    .filter_map(|index| facts.get(*index))
                    .any(|fact| fact.item.unit.power != result.item.unit.power);
                let finest =
                    self.figures.iter().filter_map(|index| Some(facts.get(*index)?.half)).min()?;
                for (nth, factor) in factors.iter().enumerate() {
                    let operand = fact(nth + 1)?;
                    let factor = Dec::whole(*factor);
                    sum = sum.plus(operand.base.times(factor)?)?;
                    // 24万元 beside 601.5万元 is as exact as that.
                    let half = if is_mixed { operand.half } else { finest };
                    slack = slack.plus(half.times(factor.abs())?)?;
                }
                Some((sum, slack))
            }
            Form::Terms(terms) => {
                let base = |nth: usize| Some(fact(nth)?.base);
                let exact = sum_of(terms, &base)?;
                let moved = |nth: usize| {
                    let moved = |at: usize| {
                        let fact = fact(at)?;
                        // Amounts and heads that are printed in full are exact.
                        let is_rounded = at == nth && fact.item.unit.power != 0;
                        if is_rounded { fact.base.plus(fact.half) } else { Some(fact.base) }
                    };
                    Some(sum_of(terms, &moved)?.minus(exact)?.abs())
                };
                let slack = Dec::sum_of((1..self.figures.len()).map(moved))?;
                Some((exact, slack))
            }
            _ => {
                let (a, b) = (fact(1)?, fact(2)?);
                let exact = self.of_two(a.base, b.base)?;
                // Where words are certain, what is printed is exact, but for rates of 1.2亿元 and
                // 28.71万人.
                let is_exact = |fact: &Fact<'_>| {
                    self.is_certain() && (self.form == Form::Product || !fact.is_coarse())
                };
                let half = |fact: &Fact<'_>| if is_exact(fact) { Dec::ZERO } else { fact.half };
                let (da, db) = (half(a), half(b));
                let corners = [(-1, -1), (-1, 1), (1, -1), (1, 1)].map(|(up_a, up_b)| {
                    let a = a.base.plus(da.times(Dec::whole(up_a))?)?;
                    let b = b.base.plus(db.times(Dec::whole(up_b))?)?;
                    Some(self.of_two(a, b)?.minus(exact)?.abs())
                });
                let slack = corners.into_iter().flatten().max()?;
                Some((exact, slack))
            }
        }
    }

    fn of_two(&self, a: Dec, b: Dec) -> Option<Dec> {
        match self.form {
            Form::Linear(_) | Form::Terms(_) => None,
            Form::Quotient => a.over(b),
            Form::Product => a.times(b),
            Form::StepOf { grows } => a.over(if grows { b.minus(a)? } else { b.plus(a)? }),
            Form::Growth { grows } => (if grows { a.minus(b)? } else { b.minus(a)? }).over(b),
        }
    }

    /// Whether it is one quantity that is printed as exactly in both places: then its figures are
    /// one, and no rounding sets them apart.
    fn is_exact(&self, facts: &[Fact<'_>]) -> bool {
        let fact = |nth: usize| facts.get(*self.figures.get(nth)?);
        let fewest = if self.words >= NO_DOUBT { EXACT_BY_NAME } else { EXACT };
        self.kind == Kind::Equality
            && fact(0).zip(fact(1)).is_some_and(|(a, b)| {
                a.digits.min(b.digits) >= fewest && a.last_printed() == b.last_printed()
            })
    }

    /// Whether the figures fit as they are printed.
    pub fn fit(&self, facts: &[Fact<'_>]) -> Option<Fit> {
        let result = facts.get(*self.figures.first()?)?;
        let (exact, slack) = self.worked_out(facts)?;
        let off = exact.minus(result.base)?.abs();
        let unit = result.item.unit.power;
        let printed = || Some(exact.shift(-unit)?.round(result.item.number.decimals()));
        let is_printed =
            off <= result.half && (!self.is_certain() || printed() == Some(result.item.number));
        let is_cut = || {
            let decimals = result.item.number.decimals();
            exact.shift(-result.item.unit.power).map(|exact| exact.truncate(decimals))
                == Some(result.item.number)
        };
        let is_restated = self.is_exact(facts);
        Some(if is_printed && (!is_restated || off.is_zero()) {
            Fit::Holds
        } else if is_restated {
            Fit::Fails
        } else if !slack.is_zero() && off <= slack.plus(result.half)? {
            Fit::Rounded
        } else if is_cut() {
            if self.is_certain() && self.is_of_two() { Fit::Cut } else { Fit::Rounded }
        } else {
            Fit::Fails
        })
    }

    /// What the result must be, in its unit: printed as exactly as it is, and as exactly as the
    /// operands give it.
    pub fn expected(&self, facts: &[Fact<'_>]) -> Option<(Dec, Dec)> {
        let result = facts.get(*self.figures.first()?)?;
        let decimals = result.item.number.decimals();
        let (exact, _) = self.worked_out(facts)?;
        let exact = exact.shift(-result.item.unit.power)?;
        if self.is_of_two() {
            // Two decimals more show how to round it.
            return Some((exact.round(decimals), exact.round(decimals.checked_add(2)?).plain()));
        }
        let exact = exact.plain();
        let printed = if exact.decimals() < decimals { exact.round(decimals) } else { exact };
        Some((printed, printed))
    }

    pub fn is_certain(&self) -> bool {
        self.words >= CERTAIN
    }

    /// Whether it is a quotient or a product, and no sum.
    fn is_of_two(&self) -> bool {
        !matches!(self.form, Form::Linear(_))
    }

    /// The values, in base units, that one of its figures must have for the others to fit.
    pub fn wanted(&self, nth: usize, facts: &[Fact<'_>]) -> Option<(Dec, Dec)> {
        let fact = |nth: usize| facts.get(*self.figures.get(nth)?);
        if self.is_exact(facts) {
            let other = fact(1 - nth.min(1))?;
            return Some((other.base, other.base));
        }
        let result = fact(0)?;
        // A product may be cut off.
        let cut = if self.form == Form::Product { result.half } else { Dec::ZERO };
        let ends = [result.base.minus(result.half)?, result.base.plus(result.half)?.plus(cut)?];
        if let Form::Linear(factors) = self.form {
            let (sum, slack) = self.worked_out(facts)?;
            if nth == 0 {
                return Some((sum.minus(slack)?, sum.plus(slack)?));
            }
            let factor = Dec::whole(*factors.get(nth - 1)?);
            let operand = fact(nth)?;
            let others = sum.minus(operand.base.times(factor)?)?;
            let exact = result.base.minus(others)?.over(factor)?;
            // The result and the others may all have been rounded.
            let slack = slack.plus(result.half)?.over(factor.abs())?;
            return Some((exact.minus(slack)?, exact.plus(slack)?));
        }
        if let Form::Terms(terms) = self.form {
            let (exact, slack) = self.worked_out(facts)?;
            if nth == 0 {
                let slack = slack.plus(result.half)?;
                return Some((exact.minus(slack)?, exact.plus(slack)?));
            }
            let with = |value: Dec| {
                sum_of(terms, &|at| if at == nth { Some(value) } else { Some(fact(at)?.base) })
            };
            let (none, one) = (with(Dec::ZERO)?, with(Dec::ONE)?);
            let each = one.minus(none)?;
            if each.is_zero() {
                return None;
            }
            let [one, other] = ends.map(|end| end.minus(none)?.over(each));
            let (one, other) = (one?, other?);
            // The operands may all have been rounded.
            let slack = slack.over(each.abs())?;
            return Some((one.min(other).minus(slack)?, one.max(other).plus(slack)?));
        }
        let (a, b) = (fact(1)?, fact(2)?);
        if nth == 0 {
            // Rounded, or cut off.
            let exact = self.of_two(a.base, b.base)?;
            let last = result.last_printed();
            let cut = exact.shift(-last)?.truncate(0).shift(last)?;
            return Some((cut.min(exact.minus(result.half)?), exact.plus(result.half)?));
        }
        let one_and =
            |r: Dec, grows: bool| if grows { Dec::ONE.plus(r) } else { Dec::ONE.minus(r) };
        let solved = ends.map(|r| match (self.form, nth) {
            (Form::Quotient, 1) => r.times(b.base),
            (Form::Quotient, _) => a.base.over(r),
            (Form::Product, 1) => r.over(b.base),
            (Form::Product, _) => r.over(a.base),
            (Form::Growth { grows }, 1) => one_and(r, grows)?.times(b.base),
            (Form::Growth { grows }, _) => a.base.over(one_and(r, grows)?),
            (Form::StepOf { grows }, 1) => r.times(b.base)?.over(one_and(r, grows)?),
            (Form::StepOf { grows }, _) => a.base.times(one_and(r, grows)?)?.over(r),
            (Form::Linear(_) | Form::Terms(_), _) => None,
        });
        let [Some(one), Some(other)] = solved else { return None };
        Some(if one <= other { (one, other) } else { (other, one) })
    }

    /// The calculation, with the figures as they are printed.
    pub fn formula(&self, facts: &[Fact<'_>]) -> String {
        let shown = |nth: usize| {
            self.figures
                .get(nth)
                .and_then(|index| facts.get(*index))
                .map_or_else(String::new, Fact::shown)
        };
        match self.form {
            Form::Linear(factors) => {
                let mut text = String::new();
                for (nth, factor) in factors.iter().enumerate() {
                    let sign = match (nth, *factor < 0) {
                        (0, false) => "",
                        (0, true) => "-",
                        (_, false) => " + ",
                        (_, true) => " - ",
                    };
                    text.push_str(sign);
                    text.push_str(&shown(nth + 1));
                    if factor.abs() > 1 {
                        text.push_str(&format!(" × {}", factor.abs()));
                    }
                }
                text
            }
            Form::Terms(terms) => {
                let mut text = String::new();
                for (nth, term) in terms.iter().enumerate() {
                    let sign = match (nth, term.factor < 0) {
                        (0, false) => "",
                        (0, true) => "-",
                        (_, false) => " + ",
                        (_, true) => " - ",
                    };
                    text.push_str(sign);
                    text.push_str(&shown(term.operands.0));
                    if let Some(second) = term.operands.1 {
                        text.push_str(&format!(" × {}", shown(second)));
                    }
                    if term.factor.abs() > 1 {
                        text.push_str(&format!(" × {}", term.factor.abs()));
                    }
                }
                text
            }
            Form::Quotient => format!("{} ÷ {} × 100%", shown(1), shown(2)),
            Form::Product => format!("{} × {}", shown(1), shown(2)),
            Form::StepOf { grows } => {
                let sign = if grows { '-' } else { '+' };
                format!("{0} ÷ ({1} {sign} {0}) × 100%", shown(1), shown(2))
            }
            Form::Growth { grows: true } => format!("({0} - {1}) ÷ {1} × 100%", shown(1), shown(2)),
            Form::Growth { grows: false } => {
                format!("({1} - {0}) ÷ {1} × 100%", shown(1), shown(2))
            }
        }
    }

    /// How little chance it is that one slip makes the figures fit, before words: in decibans.
    pub fn information(&self, facts: &[Fact<'_>]) -> i32 {
        let figures = self.figures.iter().filter_map(|index| facts.get(*index));
        let digits = match (self.form, self.kind) {
            // A result of many digits tells no more than its operands are exact.
            (Form::Terms(_), _) => self.certain_digits(facts).unwrap_or(0),
            // A sum is as exact as its finest figure, and as long as its longest; round figures
            // tell little.
            (Form::Linear(_), _) => {
                let finest = figures.clone().map(|fact| fact.last_place).min().unwrap_or(0);
                // But 1.2亿元 beside 1200万元 is no more exact than it is printed.
                let mut powers = figures.clone().map(|fact| fact.item.unit.power);
                let is_mixed =
                    powers.next().is_some_and(|first| powers.any(|power| power != first));
                let coarsest = figures.clone().map(Fact::last_printed).max().unwrap_or(0);
                let is_rough = is_mixed && self.kind != Kind::Equality;
                let finest = if is_rough { finest.max(coarsest) } else { finest };
                let longest = figures.filter_map(|fact| fact.length_at(finest)).max().unwrap_or(0);
                if self.kind == Kind::Difference { longest.saturating_sub(1) } else { longest }
            }
            _ => figures.take(1).map(|fact| fact.digits).max().unwrap_or(0),
        };
        let digits = i32::try_from(digits.min(12)).unwrap_or(12);
        let ways = match self.form {
            Form::Linear(_) => 18 * digits.max(1),
            _ => 12 * digits.max(1) + 100,
        };
        10 * digits - decibans(ways.unsigned_abs() as usize)
    }

    /// How many digits of its result the operands give.
    fn certain_digits(&self, facts: &[Fact<'_>]) -> Option<u32> {
        let result = facts.get(*self.figures.first()?)?;
        let (exact, slack) = self.worked_out(facts)?;
        let width = slack.plus(result.half)?.times(Dec::whole(2))?;
        let digits = exact.abs().over(width)?.truncate(0).to_i64()?;
        Some(digits.checked_ilog10().map_or(0, |log| log + 1).min(result.digits))
    }

    /// The odds that a failure which one slip mends is that slip, in decibans.
    pub fn odds(&self, facts: &[Fact<'_>]) -> i32 {
        self.information(facts) + self.words - decibans(self.tried)
    }

    /// The odds that figures which fit are meant to, in decibans.
    pub fn proof(&self, facts: &[Fact<'_>]) -> i32 {
        let digits =
            self.figures.first().and_then(|index| facts.get(*index)).map_or(0, |f| f.digits);
        10 * i32::try_from(digits.min(12)).unwrap_or(12) + self.words - decibans(self.tried)
    }
}

/// What some terms come to, with these values for the operands.
fn sum_of(terms: &[Term], value: &impl Fn(usize) -> Option<Dec>) -> Option<Dec> {
    let term = |term: &Term| {
        let first = value(term.operands.0)?.times(Dec::whole(term.factor))?;
        term.operands.1.map_or(Some(first), |second| first.times(value(second)?))
    };
    Dec::sum_of(terms.iter().map(term))
}

/// Ten times the logarithm of how many goes chance has.
fn decibans(goes: usize) -> i32 {
    3 * i32::try_from(goes.max(1).ilog2()).unwrap_or(0)
}
