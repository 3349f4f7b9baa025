//! Operands: the figures of a written formula, which a text states before it works with them.
//!
//! `预算410万元（88人），安排1677273元（410÷88×36）`: where all operands of a formula but one are stated,
//! and all stated figures but one are operands, the two that are left and one slip apart are one.

use core::cmp::Reverse;

use super::slip::mended;
use crate::filing::Cell;
use crate::narrative::prose::Mention;
use crate::narrative::scanner::Item;
use crate::order::sorted_by_key;
use crate::value::number::Dec;

/// How many figures around a formula may be its operands.
const REACH: usize = 40;
/// Figures of formulas that nobody states before: months, per cent, 元 of 万元.
const CONSTANTS: [i64; 9] = [1, 2, 4, 12, 30, 100, 365, 1000, 10000];

/// A figure of a formula and the one it was copied from, which differ.
pub struct Miscopied<'a> {
    pub operand: &'a Item,
    pub stated: &'a Item,
}

/// The operands of a text's formulas that are not what it states.
pub fn miscopied(cell: &Cell) -> Vec<Miscopied<'_>> {
    let prose = cell.prose();
    let operands = prose.operands();
    if operands.is_empty() {
        return Vec::new();
    }
    let mut stated = prose.all();
    stated.retain(|mention| !mention.item.operand);
    let mut found = Vec::new();
    for formula in operands.chunk_by(|a, b| is_next(a, b)) {
        found.extend(only_unmatched(formula, &stated));
    }
    found
}

/// Are two operands of one formula?
fn is_next(a: &Item, b: &Item) -> bool {
    b.token.saturating_sub(a.token) <= 4
}

fn only_unmatched<'a>(formula: &[&'a Item], stated: &[&'a Mention]) -> Option<Miscopied<'a>> {
    let first = *formula.first()?;
    let near: Vec<&Item> = stated.iter().map(|mention| &mention.item).collect();
    let mut near =
        sorted_by_key(near, |item| (item.token.abs_diff(first.token), Reverse(item.token)));
    near.truncate(REACH);
    let is_constant = |item: &Item| CONSTANTS.iter().any(|n| item.number == Dec::whole(*n));
    let is_same = |a: &Item, b: &Item| a.number == b.number;
    // 约590万人 may be worked with as 590.3.
    let is_rounded = |a: &Item, b: &Item| {
        let decimals = a.number.decimals();
        let is_near = [b.number.round(decimals), b.number.truncate(decimals)].contains(&a.number);
        a.vague && is_near && a.number != b.number
    };
    let is_stated = |operand: &Item| {
        near.iter().any(|item| is_same(item, operand) || is_rounded(item, operand))
    };
    let mut left =
        formula.iter().copied().filter(|operand| !is_constant(operand) && !is_stated(operand));
    let operand = left.next()?;
    if left.next().is_some() {
        return None;
    }
    let matched =
        formula.iter().filter(|operand| !is_constant(operand) && is_stated(operand)).count();
    let is_operand = |item: &Item| formula.iter().any(|operand| is_same(item, operand));
    let mut slips: Vec<&Item> = near
        .into_iter()
        .filter(|item| !is_operand(item) || digits(item) >= ENOUGH)
        .filter(|item| is_slip(operand, item) && digits(operand) + 2 * matched >= ENOUGH)
        .collect();
    slips.dedup_by(|a, b| is_same(a, b));
    let [stated] = slips.as_slice() else { return None };
    Some(Miscopied { operand, stated })
}

/// Digits of the two, and two for each operand that is stated: fewer may be alike by chance.
const ENOUGH: usize = 5;

fn digits(item: &Item) -> usize {
    let text = item.number.plain().to_string();
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Are two figures one slip apart, and can they be of one kind?
fn is_slip(operand: &Item, stated: &Item) -> bool {
    let decimals = operand.number.decimals().max(stated.number.decimals());
    let whole = |number: Dec| number.shift(i32::try_from(decimals).ok()?)?.to_i64();
    let is_like = operand.unit.noun.is_empty() || operand.is_like(stated);
    let slip = whole(operand.number).zip(whole(stated.number)).and_then(|(a, b)| mended(a, b, b));
    is_like && slip.is_some()
}
