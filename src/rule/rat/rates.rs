//! What the rules on printed rates have in common.

use crate::finding::{Finding, Message};
use crate::relation::rate::Rate;
use crate::rule::Rule;

/// The checks of a rule that judges one rate: of each that has its operands in its own document,
/// and of each that has them in another.
macro_rules! each_rate {
    ($judge:ident) => {
        &[
            $crate::rule::Check::Document($crate::relation::rate::BESIDE, |relations, checks| {
                relations.rates().iter().for_each(|rate| $judge(rate, checks));
            }),
            $crate::rule::Check::Filing($crate::relation::rate::ACROSS, |relations, checks| {
                relations.rates_across().iter().for_each(|rate| $judge(rate, checks));
            }),
        ]
    };
}

pub(super) use each_rate;

/// A finding at a rate that is not what its operands make of it. It cannot be judged by a figure
/// that is itself wrong.
pub fn finding(rate: &Rate<'_>, rule: &'static Rule, message: impl Into<Message>) -> Finding {
    [rate.part, rate.whole]
        .iter()
        .fold(rule.finding(&rate.rate.place, message), |finding, operand| {
            finding.related(&operand.place).follows(&operand.place)
        })
}
