//! Products: an amount a head times heads, a share of an amount.

use super::fact::Fact;
use super::head_count;
use super::tie::{CERTAIN, Form, Kind, Tie, Ties};
use crate::value::text::contains_any;
use crate::value::unit::Dimension;

/// How many figures around a product its factors may be among.
const REACH: usize = 12;
/// 每人每年700元 beside 584万人.
const NAMED: i32 = 5;
/// `按7.5%分担，…52.5元`
const SHARED: i32 = 20;
/// `30%即210元`
const THAT_IS: i32 = 30;
/// All in one sentence.
const TOGETHER: i32 = 10;

pub fn find(facts: &[Fact<'_>], ties: &mut Ties<'_>) {
    for (index, fact) in facts.iter().enumerate() {
        if fact.item.unit.dimension != Dimension::Money {
            continue;
        }
        let named = head_count::find(facts, index);
        if let Some((rate, heads)) = named {
            ties.push(Tie {
                kind: Kind::Product,
                form: Form::Product,
                figures: &[index, heads, rate],
                words: CERTAIN,
                tried: 1,
            });
        }
        let from = index.saturating_sub(REACH);
        let near: Vec<usize> = (from..(index + REACH).min(facts.len()))
            .filter(|at| {
                *at != index
                    && facts.get(*at).is_some_and(|other| core::ptr::eq(other.cell, fact.cell))
            })
            .collect();
        let of = |dimension: Dimension| {
            near.iter().copied().filter(move |at| {
                facts.get(*at).is_some_and(|other| {
                    other.item.unit.dimension == dimension && !other.base.is_zero()
                })
            })
        };
        // What is paid every month is paid several times a year.
        let is_as_often = |rate: &Fact<'_>| {
            ["月", "天", "日"]
                .iter()
                .all(|often| !is_per(rate, often) || fact.item.label.contains(often))
        };
        let is_rate =
            |at: &usize| facts.get(*at).is_some_and(|rate| is_per_head(rate) && is_as_often(rate));
        if !is_per_head(fact) {
            let pairs: Vec<(usize, usize)> = of(Dimension::Money)
                .filter(is_rate)
                .flat_map(|rate| of(Dimension::Count).map(move |heads| (rate, heads)))
                .filter(|pair| named != Some(*pair))
                .collect();
            for (rate, heads) in &pairs {
                ties.push(Tie {
                    kind: Kind::Product,
                    form: Form::Product,
                    figures: &[index, *rate, *heads],
                    words: NAMED + together(facts, &[index, *rate, *heads]),
                    tried: pairs.len(),
                });
            }
        }
        let shares: Vec<(usize, usize)> = of(Dimension::Share)
            .filter(|at| {
                facts.get(*at).is_some_and(|share| {
                    share.place.sentence == fact.place.sentence
                        && (*at + 1 == index && fact.item.label.starts_with('即')
                            || contains_any(
                                share.item.label,
                                &["分担", "按", "承担", "负担", "比例", "补助", "配套"],
                            ))
                        && !contains_any(share.item.label, &["率"])
                })
            })
            .flat_map(|share| of(Dimension::Money).map(move |base| (share, base)))
            .collect();
        for (share, base) in &shares {
            ties.push(Tie {
                kind: Kind::Product,
                form: Form::Product,
                figures: &[index, *share, *base],
                words: if fact.item.label.starts_with('即') { THAT_IS } else { SHARED }
                    + together(facts, &[index, *share]),
                tried: shares.len(),
            });
        }
    }
}

fn together(facts: &[Fact<'_>], figures: &[usize]) -> i32 {
    let mut sentences = figures.iter().filter_map(|index| Some(facts.get(*index)?.place.sentence));
    let first = sentences.next();
    if sentences.all(|sentence| Some(sentence) == first) { TOGETHER } else { 0 }
}

/// Is it an amount for every month, or every day?
fn is_per(fact: &Fact<'_>, often: &str) -> bool {
    let (label, noun) = (&fact.item.label, &fact.item.unit.noun);
    label.contains(&format!("每{often}")) || noun.contains(&format!("/{often}"))
}

/// Is it an amount for each of something?
fn is_per_head(fact: &Fact<'_>) -> bool {
    fact.item.unit.noun.contains('/')
        || contains_any(
            fact.item.label,
            &["每人", "人均", "标准", "每户", "每月", "每亩", "单价", "每生"],
        )
}
