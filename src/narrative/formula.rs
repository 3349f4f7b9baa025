//! Formulas that are written out: `2800×36人×12个月=1209600元`, `712.5(97+322.5+293)万元`.

use super::claim::{Claim, ClaimKind, ClaimVerdict, Context};
use super::scanner::{Item, Token};
use crate::value::interval::Interval;
use crate::value::number::Dec;
use crate::value::unit::Dimension;

/// The most tokens of a formula.
const LONGEST: usize = 64;
/// The most brackets within each other.
const DEEPEST: usize = 6;

/// A part of a formula.
#[derive(Clone, Copy)]
enum Part<'a> {
    Figure(&'a Item),
    Mark(char),
}

/// Adds the formulas of a sentence to `found`.
pub fn find(context: &Context<'_>, found: &mut Vec<Claim>) {
    for token in context.sentence.tokens.clone() {
        match context.scan.token(token) {
            Some(Token::Mark('=')) => {
                found.extend(equation(context, token));
                found.extend(worked_out_after(context, token));
            }
            Some(Token::Mark('(')) => found.extend(bracketed(context, token)),
            _ => {}
        }
    }
}

/// The quantity of a token.
fn figure<'a>(context: &Context<'a>, token: usize) -> Option<&'a Item> {
    let items = context.items();
    items.binary_search_by_key(&token, |item| item.token).ok().and_then(|index| items.get(index))
}

fn is_operator(token: Option<&Token>) -> bool {
    matches!(token, Some(Token::Mark('+' | '-' | '*' | '/' | '÷')))
}

/// The expression before the `=` at `equals`, and the figure after it.
fn equation(context: &Context<'_>, equals: usize) -> Option<Claim> {
    let stated = figure(context, equals + 1)?;
    if stated.vague || is_operator(context.scan.token(equals + 2)) {
        return None;
    }
    let start = expression_before(context, equals)?;
    let parts = parts(context, start, equals)?;
    claim(context, stated, &parts, true)
}

/// The figure before a bracket that works it out: `1677273元（410÷88×36=1677273）`. It is what the
/// equation comes to, unless it is more than one digit apart: then the bracket is about part of it.
fn worked_out_after(context: &Context<'_>, equals: usize) -> Option<Claim> {
    let result = figure(context, equals + 1)?;
    let open = expression_before(context, equals)?.checked_sub(1)?;
    let stated = figure(context, open.checked_sub(1)?)?;
    let is_bracket = context.scan.token(open) == Some(&Token::Mark('('))
        && context.scan.token(equals + 2) == Some(&Token::Mark(')'));
    let is_whole = is_bracket && !stated.vague && !result.vague;
    let value = if is_bare(result) || is_bare(stated) {
        result.number
    } else {
        result.base()?.shift(-stated.unit.power)?
    };
    let holds = value.round(stated.number.decimals()) == stated.number;
    (is_whole && (holds || differs_by_a_digit(stated.number, value))).then(|| Claim {
        kind: ClaimKind::Formula,
        verdict: if holds { ClaimVerdict::Holds } else { ClaimVerdict::Wrong },
        span: stated.span,
        expected: context.restated(stated, value),
        difference: stated.number.minus(value),
        formula: context.shown(result),
    })
}

/// Are they, printed as exactly, as long and the same in all digits but one? Fewer than three digits
/// are that by chance.
fn differs_by_a_digit(printed: Dec, exact: Dec) -> bool {
    let decimals = printed.decimals();
    let digits = |number: Dec| {
        let whole = number.shift(i32::try_from(decimals).ok()?)?.to_i64().filter(|n| *n > 0)?;
        Some(whole.to_string())
    };
    digits(printed).zip(digits(exact.round(decimals))).is_some_and(|(one, other)| {
        one.len() == other.len()
            && one.len() > 2
            && one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count() == 1
    })
}

/// The first token of the expression that ends before `end`: operands with operators between them.
/// Words may name an operand.
fn expression_before(context: &Context<'_>, end: usize) -> Option<usize> {
    let scan = context.scan;
    let is_words = |index: usize| matches!(scan.token(index), Some(Token::Words));
    let mut index = end;
    loop {
        if end - index > LONGEST {
            return None;
        }
        index = index.checked_sub(1)?;
        if is_words(index) {
            index = index.checked_sub(1)?;
        }
        match scan.token(index)? {
            Token::Quantity { .. } => {}
            Token::Mark(')') => {
                let mut depth = 1usize;
                while depth > 0 {
                    index = index.checked_sub(1)?;
                    match scan.token(index)? {
                        Token::Mark(')') => depth += 1,
                        Token::Mark('(') => depth -= 1,
                        _ if end - index > LONGEST => return None,
                        _ => {}
                    }
                }
            }
            _ => return None,
        }
        let before = index.checked_sub(1);
        let named =
            before.filter(|before| is_words(*before)).and_then(|before| before.checked_sub(1));
        let operator = [before, named].into_iter().flatten().find(|i| is_operator(scan.token(*i)));
        match operator {
            Some(operator) => index = operator,
            None => return (index >= context.sentence.tokens.start).then_some(index),
        }
    }
}

/// The figures and marks of a range of tokens; `None` if there are others but words.
fn parts<'a>(context: &Context<'a>, start: usize, end: usize) -> Option<Vec<Part<'a>>> {
    let mut parts = Vec::new();
    for token in start..end {
        match context.scan.token(token)? {
            Token::Quantity { .. } => parts.push(Part::Figure(figure(context, token)?)),
            Token::Mark(mark) => parts.push(Part::Mark(*mark)),
            Token::Words => {}
            _ => return None,
        }
    }
    Some(parts)
}

/// A figure with its formula in brackets: `712.5(97+322.5+293)万元`,
/// `1209600元（2800元×36人×12个月）`.
fn bracketed(context: &Context<'_>, open: usize) -> Option<Claim> {
    let stated = figure(context, open.checked_sub(1)?)?;
    let close = (open + 1..open + LONGEST).find(|token| {
        matches!(
            context.scan.token(*token),
            Some(Token::Mark(')' | '(' | '=') | Token::Stop) | None
        )
    })?;
    if context.scan.token(close) != Some(&Token::Mark(')')) || stated.vague {
        return None;
    }
    let is_formula = (open + 1..close).all(|token| {
        matches!(context.scan.token(token), Some(Token::Quantity { .. } | Token::Mark(_)))
    });
    let parts = parts(context, open + 1, close).filter(|_| is_formula)?;
    let is_calculation = parts.iter().any(|part| matches!(part, Part::Mark('+' | '*')));
    let claim = claim(context, stated, &parts, false).filter(|_| is_calculation)?;
    // A size or a model number looks like a formula, so only one with money or decimals can be
    // wrong.
    let has_money = parts
        .iter()
        .any(|part| matches!(part, Part::Figure(item) if item.unit.dimension == Dimension::Money || item.number.decimals() > 0));
    (claim.verdict != ClaimVerdict::Wrong || has_money).then_some(claim)
}

/// The claim that `stated` is what the parts come to. If it is not, it is wrong only if it is near;
/// an equation may be further off than a bracket.
fn claim(
    context: &Context<'_>,
    stated: &Item,
    parts: &[Part<'_>],
    is_equation: bool,
) -> Option<Claim> {
    let figures: Vec<&Item> = parts
        .iter()
        .filter_map(|part| if let Part::Figure(item) = part { Some(*item) } else { None })
        .collect();
    if figures.len() < 2 || figures.iter().any(|item| item.vague) {
        return None;
    }
    let mut rest = parts;
    let exact = sum(&mut rest, 0)?;
    if !rest.is_empty() {
        return None;
    }
    let added_up = parts.iter().all(|part| matches!(part, Part::Figure(_) | Part::Mark('+' | '-')));
    let shown: Vec<String> = parts.iter().map(|part| shown(context, part)).collect();
    let shown = shown.join(" ").replace("( ", "(").replace(" )", ")");
    let work = |exact: Dec| {
        if added_up {
            let slack = slack(stated, figures.iter().copied())?;
            let bare = figures.iter().any(|item| is_bare(item)) || is_bare(stated);
            // Figures without a unit have the unit and the precision of the result.
            let slack = if bare { stated.half()? } else { slack };
            added(context, stated, exact, slack, shown.clone())
        } else {
            printed(context, stated, exact, shown.clone())
        }
    };
    // Figures without a unit may be in any: 410÷88×36=1677273 is right with 410 in 万元.
    let bare = figures.iter().chain([&stated]).any(|item| is_bare(item));
    let share = figures.iter().chain([&stated]).any(|item| item.is_share());
    let mut claims = vec![(exact, work(exact)?)];
    for power in [4, -4, 8, -8]
        .into_iter()
        .filter(|_| bare)
        .chain([2, -2].into_iter().filter(|_| share || bare))
    {
        if let Some(scaled) = exact.shift(power) {
            claims.extend(work(scaled).map(|claim| (scaled, claim)));
        }
    }
    if let Some((_, right)) = claims.iter().find(|(_, claim)| claim.holds()) {
        return Some(right.clone());
    }
    let base = stated.base()?;
    let near = |exact: Dec, reach: Dec| {
        let ratio = base.over(exact)?.abs();
        Some(ratio < reach && Dec::ONE.over(reach)? < ratio)
    };
    let reach = if is_equation { Dec::whole(5) } else { Dec::new(11, 1) };
    let is_slip = |exact: Dec| {
        let exact = exact.shift(-stated.unit.power);
        exact.is_some_and(|exact| differs_by_a_digit(stated.number, exact))
    };
    let nearest = claims
        .iter()
        .find(|(exact, _)| near(*exact, reach) == Some(true))
        .or_else(|| claims.iter().find(|(exact, _)| is_slip(*exact)));
    // `57/57×500%=100%`: it is right with the factor of a percentage, which is 100%.
    let without_factor = match parts.last() {
        Some(Part::Figure(factor)) if factor.is_share() => exact.over(factor.base()?),
        _ => None,
    };
    let is_factor = without_factor.and_then(work).is_some_and(|claim| claim.holds());
    match nearest {
        Some((_, claim)) => Some(claim.clone()),
        // All figures have units, so nothing explains the distance.
        None if is_equation && (is_factor || !bare && !share) => {
            claims.into_iter().next().map(|(_, claim)| claim)
        }
        None => None,
    }
}

fn is_bare(item: &Item) -> bool {
    item.unit.dimension == Dimension::Bare && item.unit.power == 0 || item.unit.noun.is_empty()
}

fn shown(context: &Context<'_>, part: &Part<'_>) -> String {
    match part {
        Part::Figure(item) => context.shown(item),
        Part::Mark('*') => "×".to_owned(),
        Part::Mark('/') => "÷".to_owned(),
        Part::Mark(mark) => mark.to_string(),
    }
}

/// Reads a sum from the front of `rest`, and returns its value.
fn sum(rest: &mut &[Part<'_>], depth: usize) -> Option<Dec> {
    let mut value = term(rest, depth)?;
    while let Some((Part::Mark(mark @ ('+' | '-')), after)) = rest.split_first() {
        *rest = after;
        let next = term(rest, depth)?;
        value = if *mark == '+' { value.plus(next)? } else { value.minus(next)? };
    }
    Some(value)
}

fn term(rest: &mut &[Part<'_>], depth: usize) -> Option<Dec> {
    let mut value = operand(rest, depth)?;
    // Multiplies before it divides, so that 1 ÷ 3 × 3 is exactly 1.
    let mut divisor = Dec::ONE;
    while let Some((Part::Mark(mark @ ('*' | '/' | '÷')), after)) = rest.split_first() {
        *rest = after;
        let next = operand(rest, depth)?;
        if *mark == '*' {
            value = value.times(next)?;
        } else {
            divisor = divisor.times(next)?;
        }
    }
    value.over(divisor)
}

fn operand(rest: &mut &[Part<'_>], depth: usize) -> Option<Dec> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    match first {
        Part::Figure(item) => item.base(),
        Part::Mark('(') if depth < DEEPEST => {
            let value = sum(rest, depth + 1)?;
            let (Part::Mark(')'), after) = rest.split_first()? else { return None };
            *rest = after;
            Some(value)
        }
        Part::Mark(_) => None,
    }
}

/// The claim that `stated` is `exact`, which is in base units. Operands are taken to be exact as
/// they are printed; only the result was rounded.
fn printed(context: &Context<'_>, stated: &Item, exact: Dec, formula: String) -> Option<Claim> {
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
        kind: ClaimKind::Formula,
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
fn added(
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
    } else {
        ClaimVerdict::Holds
    };
    let expected = if in_unit.decimals() < stated.number.decimals() {
        in_unit.round(stated.number.decimals())
    } else {
        in_unit
    };
    Some(Claim {
        kind: ClaimKind::Formula,
        verdict,
        span: stated.span,
        expected: context.restated(stated, expected),
        difference: Some(difference.shift(-stated.unit.power)?.plain()),
        formula: format!("{formula} = {}", context.restated(stated, expected)),
    })
}

/// By how much rounding may make a total differ from the sum of its addends, in base units.
/// All addends are taken to be as precise as
/// the finest figure, unless their units differ; a coarser total was rounded.
fn slack<'a>(total: &Item, addends: impl Iterator<Item = &'a Item> + Clone) -> Option<Dec> {
    let mixed = addends.clone().any(|item| item.unit.power != total.unit.power);
    let mut finest = total.half()?;
    for item in addends.clone() {
        let half = item.half()?;
        finest = if half < finest { half } else { finest };
    }
    let mut slack = total.half()?;
    for item in addends {
        let half = if mixed { item.half()? } else { finest };
        slack = slack.plus(half)?;
    }
    Some(slack)
}
