//! Differences: what is left over, and changes between two figures.

use super::fact::{Fact, STEPS, earlier};
use super::tie::{CERTAIN, Form, Kind, Tie, Ties};
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
            balance(facts, index, ties);
            left_over(facts, index, ties);
        } else if fact.item.is_labelled(&NET) {
            net(facts, index, ties);
        } else if fact.marks().is_step || fact.ends_with_step() {
            changed(facts, index, ties);
        } else if let Some(of) = total_of(fact, "支出总计") {
            totals(facts, index, of, ties);
        }
    }
}

/// `收入总计a，支出总计b`: with what is left over, both come to the same.
fn totals(facts: &[Fact<'_>], index: usize, of: &str, ties: &mut Ties<'_>) {
    let Some(spent) = facts.get(index) else { return };
    let is_income = |at: &usize| {
        facts.get(*at).is_some_and(|fact| {
            fact.place.line == spent.place.line
                && fact.year.zip(spent.year).is_none_or(|(one, other)| one == other)
                && total_of(fact, "收入总计") == Some(of)
        })
    };
    if let Some(income) = before(facts, index).into_iter().find(is_income) {
        ties.push(Tie {
            kind: Kind::Equality,
            form: Form::Linear(&[1]),
            figures: &[index, income],
            words: WRITTEN,
            tried: 1,
        });
    }
}

/// What a total is said to be of: a fund, a place; nothing if it is all of the year.
fn total_of<'a>(fact: &Fact<'a>, total: &str) -> Option<&'a str> {
    const YEARS: [&str; 5] = ["决算", "本年", "年度", "全年", "当年"];
    let (of, _) = fact.item.label.split_once(total)?;
    let of = of.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年' || c == ' ');
    Some(if YEARS.contains(&of) { "" } else { of })
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
    // `由a提高到b`, `比上年b`: what a change comes to, or comes from, is no amount of it.
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
                    && !(fact.marks().is_step && fact.ends_with_step())
            })
        })
        .collect();
    let [second, first, ..] = before.as_slice() else { return };
    let (Some(a), Some(b)) = (facts.get(*first), facts.get(*second)) else { return };
    let (more, less) = if a.base >= b.base { (first, second) } else { (second, first) };
    ties.push(Tie {
        kind: Kind::Difference,
        form: Form::Linear(&[1, -1]),
        figures: &[index, *more, *less],
        words: if is_compared(facts, index) {
            CERTAIN
        } else if result.marks().is_step {
            SAID
        } else {
            0
        },
        tried: 1,
    });
}

/// Whether the two figures of a sentence before a change are those that it is between, without
/// doubt: `比上年97.2%提高1.3个百分点`, `比预算安排数减少2.19万元`, `由a增加到b，增加c`.
fn is_compared(facts: &[Fact<'_>], index: usize) -> bool {
    let (Some(step), before) = (facts.get(index), earlier(facts, index, REACH)) else {
        return false;
    };
    let is_of = |fact: &Fact<'_>| match &*step.item.unit.noun {
        "百分点" => fact.item.unit.noun == "%",
        _ => fact.is_like(step),
    };
    let mut like = before.iter().filter(|fact| is_of(fact));
    let (Some(one), Some(other), None) = (like.next(), like.next(), like.next()) else {
        return false;
    };
    let label = step.item.label.trim_end_matches('了');
    let compares = |label: &str| label.starts_with(['比', '较']) || label.contains("，比");
    // `比预算安排数减少` names one of the two; in `比上年97.2%提高` the second one is in between.
    let name = label.trim_start_matches(['比', '较']);
    let name = STEPS.iter().fold(name, |name, word| name.strip_suffix(word).unwrap_or(name));
    let name = name.trim_end_matches('数');
    let is_named = compares(label)
        && name.chars().count() >= 2
        && one.item.label.contains(name) != other.item.label.contains(name);
    let length = label.chars().count();
    let is_between = compares(other.item.label) && length <= 3;
    let is_stepped = one.item.label.contains(['由', '从'])
        && ["到", "至", "为"].iter().any(|word| other.item.label.ends_with(word))
        && length <= 4;
    let is_plain = !step.item.apart
        && !one.item.among
        && !other.item.among
        && one.item.depth == step.item.depth
        && other.item.depth == step.item.depth;
    STEPS.iter().any(|word| label.ends_with(word))
        && is_plain
        && !step.follows_rough
        && before.iter().all(|fact| !fact.follows_rough && (is_of(fact) || fact.item.is_share()))
        && (is_named || is_between || is_stepped)
}

/// What is left over of an income without doubt: `收入a，支出b，结余c` and nothing else in the
/// sentence, or `总收入a，总支出b，当期结余c`; with what was there before,
/// `上年结转a，本年收入b，本年支出c，年末结转d`.
fn balance(facts: &[Fact<'_>], index: usize, ties: &mut Ties<'_>) {
    /// Balances that include earlier years.
    const CARRIED: [&str; 8] = ["年末", "滚存", "累计", "期末", "历年", "上年", "年终", "统筹"];
    const CLOSING: [&str; 6] =
        ["年末结转", "年末结余", "年末结转结余", "结转下年", "期末余额", "年末滚存结余"];
    const OPENED: [&str; 6] =
        ["上年结转", "年初结转", "上年结余", "年初结余", "期初余额", "上年末"];
    /// What changes a balance too.
    const TAKEN: [&str; 6] = ["提取", "上缴", "收回", "缴回", "调出", "划转"];
    const INCOMES: [&str; 6] = ["总收入", "收入", "预算", "到位", "下达", "拨入"];
    const SPENDING: [&str; 5] = ["总支出", "支出", "使用", "执行", "支付"];
    let (Some(left), before) = (facts.get(index), earlier(facts, index, REACH)) else { return };
    let is_income =
        |fact: &Fact<'_>| fact.item.is_labelled(&INCOMES) && !fact.item.is_labelled(&SPENDING);
    let is_spent = |fact: &Fact<'_>| fact.item.is_labelled(&SPENDING);
    let label = left.item.label.trim_end_matches(['为', '达', '资', '金']);
    let ends = |words: &[&str]| words.iter().any(|word| label.ends_with(word));
    let is_rough = left.follows_rough || before.iter().skip(1).any(|fact| fact.follows_rough);
    if is_rough || left.item.apart {
        return;
    }
    let at = |nth: usize| index - before.len() + nth;
    if let [opening, income, spent] = before {
        let are_alike = before.iter().all(|fact| fact.is_like(left) && !fact.item.among);
        if ends(&CLOSING)
            && opening.item.is_labelled(&OPENED)
            && are_alike
            && is_income(income)
            && is_spent(spent)
            && left.item.depth == opening.item.depth
        {
            return ties.push(Tie {
                kind: Kind::Difference,
                form: Form::Linear(&[1, 1, -1]),
                figures: &[index, at(0), at(1), at(2)],
                words: CERTAIN,
                tried: 1,
            });
        }
    }
    let only = |is: &dyn Fn(&Fact<'_>) -> bool| {
        let mut fitting =
            before.iter().enumerate().filter(|(_, fact)| fact.is_like(left) && is(fact));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let total = |word: &'static str| only(&|fact: &Fact<'_>| fact.item.label.contains(word));
    let totals = total("总收入").zip(total("总支出"));
    let pair =
        totals.or_else(|| only(&is_income).zip(only(&is_spent)).filter(|_| before.len() == 2));
    let Some(((nth_income, income), (nth_spent, spent))) = pair else { return };
    let is_plain = ends(&["结余", "节余", "剩余"])
        && !left.item.is_labelled(&CARRIED)
        && left.item.depth == income.item.depth
        && !income.item.is_labelled(&["年初", "上年"])
        && income.base >= spent.base;
    let sentence = facts.get(index..).unwrap_or(&[]).iter().take(REACH);
    let after = sentence.take_while(|fact| fact.place.sentence == left.place.sentence);
    if is_plain && !before.iter().chain(after).any(|fact| fact.item.is_labelled(&TAKEN)) {
        ties.push(Tie {
            kind: Kind::Difference,
            form: Form::Linear(&[1, -1]),
            figures: &[index, at(nth_income), at(nth_spent)],
            words: CERTAIN,
            tried: 1,
        });
    }
}

/// What is left of a whole.
const NET: [&str; 3] = ["实际", "剔除", "扣除"];

/// `6101808人，其中省内重复6467人，跨省重复9373人，实际608.60万人`.
fn net(facts: &[Fact<'_>], index: usize, ties: &mut Ties<'_>) {
    const MOST_TAKEN: usize = 4;
    const FACTORS: [i64; MOST_TAKEN + 1] = [1, -1, -1, -1, -1];
    let (Some(net), before) = (facts.get(index), earlier(facts, index, REACH)) else { return };
    let start = index - before.len();
    let like: Vec<usize> =
        (start..index).filter(|at| facts.get(*at).is_some_and(|fact| fact.is_like(net))).collect();
    let is_listed = before.iter().any(|fact| fact.item.among);
    if !is_listed || !(2..=MOST_TAKEN + 1).contains(&like.len()) {
        return;
    }
    let figures: Vec<usize> = core::iter::once(index).chain(like.iter().copied()).collect();
    ties.push(Tie {
        kind: Kind::Difference,
        form: Form::Linear(FACTORS.get(..like.len()).unwrap_or(&[])),
        figures: &figures,
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
