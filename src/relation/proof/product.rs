//! Products: an amount a head times heads, a share of an amount.

use super::fact::Fact;
use super::head_count;
use super::tie::{CERTAIN, Form, Kind, Term, Tie, Ties};
use crate::narrative::scanner::kind_of;
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

/// `每人400元标准，资助28.71万名…，资助资金1.14亿元`: one after the other.
const IN_ORDER: i32 = 12;
/// What is worked out from amounts a month: `按月工资2800元/月和社保费1078元/月测算`.
const MONTHLY: i32 = 25;
/// The payer of an amount a head pays the total too: 中央补助183元, 中央财政补助107619.19万元.
const PAYER: i32 = 15;
/// How many figures before a total the standard of its payer may be.
const FAR: usize = 16;

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
        monthly(facts, index, ties);
        of_payer(facts, index, ties);
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
                let is_in_order = is_in_order(facts, [*rate, *heads, index]);
                ties.push(Tie {
                    kind: Kind::Product,
                    form: Form::Product,
                    figures: &[index, *rate, *heads],
                    words: NAMED
                        + together(facts, &[index, *rate, *heads])
                        + if is_in_order { IN_ORDER } else { 0 },
                    tried: if is_in_order { 1 } else { pairs.len() },
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

/// `88名协管员410万元，依据是月工资2800元/月和社保费1078元/月`: heads times what each costs in
/// twelve months.
fn monthly(facts: &[Fact<'_>], index: usize, ties: &mut Ties<'_>) {
    const MONTHS: i64 = 12;
    const SAID: [&str; 4] = ["根据", "按", "依据", "测算"];
    let Some(result) = facts.get(index) else { return };
    if is_monthly(result) || is_per_head(result) || result.marks().is_step {
        return;
    }
    let range = index.saturating_sub(REACH)..(index + REACH).min(facts.len());
    let sentence: Vec<(usize, &Fact<'_>)> = range
        .filter_map(|at| Some((at, facts.get(at)?)))
        .filter(|(_, fact)| fact.is_in(result) && fact.place.sentence == result.place.sentence)
        .collect();
    let is_rate = |fact: &Fact<'_>| is_monthly(fact) && fact.is_money() && !fact.marks().is_step;
    let heads: Vec<usize> = sentence
        .iter()
        .filter(|(_, fact)| kind_of(&fact.item.unit.noun) == "人" && fact.item.unit.power == 0)
        .map(|(at, _)| *at)
        .collect();
    // `2800元/月和社保费1078元/月`
    let is_joined = |fact: &Fact<'_>| {
        let label = fact.item.label.trim_start_matches(['月', '/']);
        label.starts_with(['和', '及', '、', '与', '加'])
    };
    for (nth, (first, rate)) in sentence.iter().enumerate() {
        if !is_rate(rate) || is_joined(rate) || !rate.item.is_labelled(&SAID) {
            continue;
        }
        let next = sentence.get(nth + 1).filter(|(_, next)| is_rate(next) && is_joined(next));
        for head in &heads {
            let terms = [2, 3].map(|rate| Term { factor: MONTHS, operands: (1, Some(rate)) });
            let (one, two) =
                ([index, *head, *first], next.map(|(at, _)| [index, *head, *first, *at]));
            ties.push(Tie {
                kind: Kind::Product,
                form: Form::Terms(terms.get(..=usize::from(two.is_some())).unwrap_or(&[])),
                figures: two.as_ref().map_or(&one[..], |two| &two[..]),
                words: MONTHLY + TOGETHER,
                tried: heads.len(),
            });
        }
    }
}

/// `每人610元（其中：中央补助183元…）…中央财政补助107619.19万元`: what the payer pays for each head.
/// Those that are counted twice are paid for once.
fn of_payer(facts: &[Fact<'_>], index: usize, ties: &mut Ties<'_>) {
    const PAYERS: [&str; 4] = ["中央", "省", "市", "县"];
    const TAKEN: [&str; 5] = ["重复", "核减", "剔除", "扣除", "其中"];
    let Some(result) = facts.get(index) else { return };
    let payers = |fact: &Fact<'_>| PAYERS.map(|payer| fact.item.label.contains(payer));
    let payer = payers(result);
    if is_per_head(result) || result.item.unit.power == 0 || payer == [false; PAYERS.len()] {
        return;
    }
    let from = index.saturating_sub(FAR);
    let before = || {
        let near = (from..index).filter_map(|at| Some((at, facts.get(at)?)));
        near.filter(|(_, fact)| fact.place.document == result.place.document)
    };
    let is_rate = |(at, rate): &(usize, &Fact<'_>)| {
        rate.is_money()
            && rate.item.unit.power == 0
            && payers(rate) == payer
            && is_part_per_head(facts, *at)
    };
    let rates: Vec<usize> = before().filter(is_rate).map(|(at, _)| at).collect();
    let heads: Vec<(usize, &Fact<'_>)> =
        before().filter(|(_, fact)| kind_of(&fact.item.unit.noun) == "人").collect();
    let mut found: Vec<([usize; 4], usize)> = Vec::new();
    for rate in &rates {
        for (head, counted) in &heads {
            found.push(([index, *head, *rate, 0], 3));
            let taken = heads.iter().filter(|(at, taken)| {
                at > head
                    && taken.base < counted.base
                    && taken.place.sentence == counted.place.sentence
                    && (taken.item.among || taken.item.is_labelled(&TAKEN))
            });
            found.extend(taken.map(|(at, _)| ([index, *head, *rate, *at], 4)));
        }
    }
    for (figures, length) in &found {
        let terms =
            [(1, 1), (-1, 3)].map(|(factor, heads)| Term { factor, operands: (heads, Some(2)) });
        ties.push(Tie {
            kind: Kind::Product,
            form: Form::Terms(terms.get(..*length - 2).unwrap_or(&[])),
            figures: figures.get(..*length).unwrap_or(&[]),
            words: NAMED + PAYER,
            tried: found.len(),
        });
    }
}

/// Do a standard, heads and what is paid to them follow each other, in words that say so?
fn is_in_order(facts: &[Fact<'_>], [rate, heads, total]: [usize; 3]) -> bool {
    const PAID: [&str; 8] = ["补助", "资助", "发放", "救助", "补贴", "奖励", "奖补", "慰问"];
    let [Some(rate_of), Some(heads_of), Some(paid)] = [rate, heads, total].map(|at| facts.get(at))
    else {
        return false;
    };
    let is_said = |fact: &Fact<'_>| fact.item.is_labelled(&PAID);
    heads == rate + 1
        && total == heads + 1
        && [rate_of, heads_of].iter().all(|fact| fact.place.sentence == paid.place.sentence)
        && is_said(heads_of)
        && is_said(paid)
        && !paid.item.among
        && !heads_of.item.among
}

/// Is it a part of an amount a head, in its brackets: `每人610元（中央183元，省335.5元）`?
fn is_part_per_head(facts: &[Fact<'_>], index: usize) -> bool {
    const MOST_PARTS: usize = 6;
    let Some(part) = facts.get(index) else { return false };
    let before = facts.get(index.saturating_sub(MOST_PARTS)..index).unwrap_or(&[]);
    let whole = before.iter().rev().find(|fact| {
        fact.item.depth < part.item.depth || part.item.depth == 0 && is_per_head(fact)
    });
    whole.is_some_and(|whole| {
        is_per_head(whole)
            && whole.place.sentence == part.place.sentence
            && whole.is_like(part)
            && part.base < whole.base
    })
}

fn is_monthly(fact: &Fact<'_>) -> bool {
    is_per(fact, "月") || fact.item.is_labelled(&["月工资", "月均"])
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
