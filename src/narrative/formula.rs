//! Formulas that are written out (`2800×36人×12个月=1209600元`, `712.5(97+322.5+293)万元`), and a
//! standard per head times a head count.

use super::claim::{Claim, ClaimKind, ClaimVerdict, Context, added, printed, slack};
use super::scanner::{Item, Token};
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
    let mut has_equation = false;
    for token in context.sentence.tokens.clone() {
        match context.scan.token(token) {
            Some(Token::Mark('=')) => {
                found.extend(equation(context, token));
                has_equation = true;
            }
            Some(Token::Mark('(')) => found.extend(bracketed(context, token)),
            _ => {}
        }
    }
    if !has_equation {
        found.extend(per_head(context));
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
            let slack = slack(stated, figures.iter().map(|item| (*item, 1)))?;
            let bare = figures.iter().any(|item| is_bare(item)) || is_bare(stated);
            // Figures without a unit have the unit and the precision of the result.
            let slack = if bare { stated.half()? } else { slack };
            added(ClaimKind::Formula, context, stated, exact, slack, shown.clone())
        } else {
            printed(ClaimKind::Formula, context, stated, exact, shown.clone())
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
    let nearest = claims.iter().find(|(exact, _)| near(*exact, reach) == Some(true));
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

/// A standard per head times a head count:
/// `按每人每年400元标准，资助28.71万名困难人员，资助资金1.14亿元`. The sentence must have just one
/// standard, one head count and one amount.
fn per_head(context: &Context<'_>) -> Option<Claim> {
    const HEADS: [(&str, &str); 6] = [
        ("每人", "人"),
        ("每生", "人"),
        ("每名", "人"),
        ("人均", "人"),
        ("每户", "户"),
        ("每亩", "亩"),
    ];
    let items = context.items();
    if items.len() > 12 {
        return None;
    }
    let priced_noun = |item: &Item| {
        let in_label = HEADS
            .iter()
            .find(|(word, _)| item.label.contains(word) && item.unit.noun == "元")
            .map(|(_, noun)| *noun);
        in_label.or_else(|| {
            HEADS.iter().map(|(_, noun)| *noun).find(|noun| {
                item.unit.noun.strip_prefix("元/").is_some_and(|rest| rest.starts_with(noun))
            })
        })
    };
    let mut prices = items.iter().filter_map(|item| priced_noun(item).map(|noun| (item, noun)));
    let ((price, noun), None) = (prices.next()?, prices.next()) else { return None };
    let only = |fits: &dyn Fn(&&Item) -> bool| {
        let mut fitting = items.iter().filter(fits);
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let heads = only(&|item| {
        item.unit.noun == noun || noun == "人" && matches!(&*item.unit.noun, "名" | "位")
    })?;
    let amount = only(&|item| item.unit.noun == "元" && item.token != price.token)?;
    let clear = [price, heads, amount].iter().all(|item| !item.vague && !item.operand)
        && !amount.among
        && !heads.among
        && !heads.apart;
    if !clear
        || price.token > amount.token
        || heads.token > amount.token
        || amount.is_labelled(&["预算", "人均", "平均", "上年", "去年", "结余", "其他"])
    {
        return None;
    }
    let exact = price.base()?.times(heads.base()?)?;
    let claim = printed(
        ClaimKind::Formula,
        context,
        amount,
        exact,
        format!("{} × {}", context.shown(heads), context.shown(price)),
    )?;
    // An amount that is far off is for other months or other people. With a yearly standard even a
    // small difference can be of people who came or went within the year.
    let is_yearly = price.is_labelled(&["每年", "每学年", "每学期", "年度"]);
    let reach = if is_yearly && claim.is_wrong() { Dec::new(5, 3) } else { Dec::new(5, 2) };
    let off = amount.base()?.over(exact)?.minus(Dec::ONE)?.abs();
    (off < reach).then_some(claim)
}
