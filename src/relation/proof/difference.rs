//! Differences: what is left over, and changes between two figures.

use super::fact::Fact;
use super::tie::{Form, Kind, Tie, Ties};
use crate::value::text::contains_any;

/// How many figures before a difference its operands may be among.
const REACH: usize = 10;
/// How many figures of any kind before it.
const FAR: usize = 20;
/// 结余 after an income and an expenditure.
const NAMED: i32 = 25;
/// For an expenditure right after its income, as so many shared marks.
const BESIDE: usize = 6;
/// 依次递增 after a row of figures.
const WRITTEN: i32 = 30;
/// A word for a difference, and two figures.
const SAID: i32 = 12;

const LEFT: [&str; 6] = ["结余", "节余", "剩余", "结转", "余额", "差额"];
const INCOME: [&str; 10] =
    ["收入", "预算", "到位", "下达", "拨入", "指标", "合同", "总额", "总价", "总投资"];
const SPENT: [&str; 5] = ["支出", "使用", "执行", "支付", "决算"];
const OPENING: [&str; 6] = ["期初", "年初结", "上年结", "上年末", "年初余", "上年滚存"];

pub fn find(facts: &[Fact<'_>], ties: &mut Ties<'_>) {
    for (index, fact) in facts.iter().enumerate() {
        progression(facts, index, ties);
        if fact.item.is_share() && fact.item.unit.noun != "百分点" {
            continue;
        }
        let is_left = contains_any(fact.item.label, &LEFT)
            && !contains_any(fact.item.label, &["上年结", "率"]);
        if is_left {
            left_over(facts, index, ties);
        } else if fact.marks().is_step {
            changed(facts, index, ties);
        }
    }
}

fn before(facts: &[Fact<'_>], index: usize) -> Vec<usize> {
    let Some(result) = facts.get(index) else { return Vec::new() };
    (0..index)
        .rev()
        .take(FAR)
        .take_while(|at| {
            facts.get(*at).is_some_and(|fact| fact.place.document == result.place.document)
        })
        .filter(|at| facts.get(*at).is_some_and(|fact| fact.is_like(result)))
        .take(REACH)
        .collect()
}

/// `收入a，支出b，结余c`; `期初a，收入b，支出c，期末余额d`.
fn left_over(facts: &[Fact<'_>], index: usize, ties: &mut Ties<'_>) {
    let Some(result) = facts.get(index) else { return };
    let before = before(facts, index);
    let is = |at: &usize, words: &[&str], not: &[&str]| {
        facts.get(*at).is_some_and(|fact| {
            contains_any(fact.item.label, words) && !contains_any(fact.item.label, not)
        })
    };
    let incomes: Vec<usize> =
        before.iter().copied().filter(|at| is(at, &INCOME, &["支出", "结余", "执行"])).collect();
    let spent: Vec<usize> =
        before.iter().copied().filter(|at| is(at, &SPENT, &["收入", "结余", "预算数"])).collect();
    let openings: Vec<usize> = before.iter().copied().filter(|at| is(at, &OPENING, &[])).collect();
    let label = |at: usize| facts.get(at).map_or("", |fact| fact.item.label);
    // 统筹基金收入 goes with 统筹基金支出, most of all for 统筹基金结余.
    let named = |(a, b): &(usize, usize)| {
        2 * likeness(label(*a), label(*b))
            + likeness(label(*a), result.item.label)
            + likeness(label(*b), result.item.label)
            + if *b == *a + 1 { BESIDE } else { 0 }
    };
    let pairs: Vec<(usize, usize)> = incomes
        .iter()
        .flat_map(|income| spent.iter().map(move |spent| (*income, *spent)))
        .collect();
    let best = pairs.iter().map(named).max().unwrap_or(0);
    let alike: Vec<(usize, usize)> = pairs.into_iter().filter(|pair| named(pair) == best).collect();
    for (income, spent) in &alike {
        ties.push(Tie {
            kind: Kind::Difference,
            form: Form::Linear(&[1, -1]),
            figures: &[index, *income, *spent],
            words: NAMED,
            tried: alike.len(),
        });
        for opening in &openings {
            ties.push(Tie {
                kind: Kind::Difference,
                form: Form::Linear(&[1, 1, -1]),
                figures: &[index, *opening, *income, *spent],
                words: NAMED,
                tried: alike.len() * openings.len(),
            });
        }
    }
}

/// How many characters two names share from those that tell accounts apart: 统筹, 职工, 居民.
fn likeness(one: &str, other: &str) -> usize {
    const MARKS: [&str; 11] =
        ["统筹", "个人账户", "职工", "居民", "基本", "项目", "公用", "人员", "专项", "财政", "总"];
    MARKS.iter().filter(|mark| one.contains(**mark) == other.contains(**mark)).count()
}

/// `由a增加到b，增加c`; `比预算数a减少c`.
fn changed(facts: &[Fact<'_>], index: usize, ties: &mut Ties<'_>) {
    let Some(result) = facts.get(index) else { return };
    let before: Vec<usize> = (0..index)
        .rev()
        .take(REACH)
        .take_while(|at| {
            facts.get(*at).is_some_and(|fact| fact.place.sentence == result.place.sentence)
        })
        .filter(|at| {
            facts.get(*at).is_some_and(|fact| {
                let is_points = result.item.unit.noun == "百分点" && fact.item.unit.noun == "%";
                (is_points || fact.is_money() && result.is_money() || fact.is_like(result))
                    && !fact.marks().is_step
            })
        })
        .collect();
    let [second, first, ..] = before.as_slice() else { return };
    let (Some(a), Some(b)) = (facts.get(*first), facts.get(*second)) else { return };
    let factors = if a.base >= b.base { &[1, -1] } else { &[-1, 1] };
    ties.push(Tie {
        kind: Kind::Difference,
        form: Form::Linear(factors),
        figures: &[index, *first, *second],
        words: SAID,
        tried: 1,
    });
}

/// `分别为580元、610元、640元、670元，每年依次递增30元`: each differs from the one before by the last.
fn progression(facts: &[Fact<'_>], index: usize, ties: &mut Ties<'_>) {
    const FEWEST: usize = 3;
    let Some(step) = facts.get(index) else { return };
    let grows = contains_any(step.item.label, &["依次递增", "逐年递增", "每年递增", "依次增加"]);
    let falls = contains_any(step.item.label, &["依次递减", "逐年递减", "每年递减", "依次减少"]);
    if grows == falls {
        return;
    }
    let mut row: Vec<usize> = (0..index)
        .rev()
        .take(REACH)
        .take_while(|at| {
            facts.get(*at).is_some_and(|fact| {
                fact.is_like(step) && fact.place.sentence == step.place.sentence
            })
        })
        .collect();
    row.reverse();
    if row.len() < FEWEST {
        return;
    }
    for pair in row.windows(2) {
        let [before, after] = pair else { continue };
        let factors = if grows { &[1, -1] } else { &[-1, 1] };
        ties.push(Tie {
            kind: Kind::Progression,
            form: Form::Linear(factors),
            figures: &[index, *after, *before],
            words: WRITTEN,
            tried: 1,
        });
    }
}
