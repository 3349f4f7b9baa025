//! Sums: a total and the parts listed after it, or before it.

use super::fact::Fact;
use super::names::{is_partial, is_whole, sharers};
use super::tie::{CERTAIN, Form, Kind, Tie, Ties};
use crate::value::number::Dec;
use crate::value::text::contains_any;

/// A longer list is a table.
const MOST_PARTS: usize = 12;
/// How many figures before a list its total may be among.
const MOST_TOTALS: usize = 5;
/// How many figures a list may go on for.
const REACH: usize = 24;

/// A list that is said to be one: 其中, brackets, 主要为.
const LISTED: i32 = 15;
/// Names that make a whole: 基本支出 and 项目支出.
const WHOLE: i32 = 15;
/// Figures that merely follow.
const FOLLOWING: i32 = 0;

/// Words that begin a list.
const LISTS: [&str; 7] = ["主要", "包括", "分别", "如下", "其中", "构成", "由"];

/// Words for all that a project costs, and for what is done of it at a time.
const PROJECTED: [&str; 5] = ["总投资", "合同", "概算", "估算", "总价"];
const DONE: [&str; 6] = ["完成", "支付", "安排", "投入", "下达", "拨付"];

/// Words that begin another statement, so that the figure after them hardly is a part.
const CLOSES: [&str; 25] = [
    "比", "较", "同比", "增长", "下降", "减少", "完成", "结余", "剩余", "累计", "执行率", "超",
    "人均", "户均", "平均", "每", "另", "此外", "实际", "共", "合计", "占", "覆盖", "惠及", "节约",
];

/// Words after which a figure is no part at all.
const ENDS: [&str; 8] = ["合计", "共计", "人均", "户均", "平均", "结余", "占", "完成"];

pub fn find(facts: &[Fact<'_>], ties: &mut Ties<'_>) {
    for index in 0..facts.len() {
        listed_from(facts, index, ties);
        listed_before(facts, index, ties);
        scored(facts, index, ties);
    }
}

/// Lists that begin at a figure: `收入100万元，其中：a60万元，b40万元`, `补助700元（中央210元、省490元）`,
/// `主要为：1. …；2. …`. Their total is the figure before, or one a little earlier.
fn listed_from(facts: &[Fact<'_>], first: usize, ties: &mut Ties<'_>) {
    let Some(head) = facts.get(first) else { return };
    if !can_be_added(head) {
        return;
    }
    let before = facts
        .get(first.saturating_sub(MOST_TOTALS)..first)
        .unwrap_or(&[])
        .iter()
        .enumerate()
        .map(|(nth, fact)| (first.saturating_sub(MOST_TOTALS) + nth, fact))
        .rev()
        .take_while(|(_, fact)| core::ptr::eq(fact.cell, head.cell));
    let totals: Vec<(usize, &Fact<'_>)> =
        before.filter(|(_, fact)| fact.is_like(head) && can_be_added(fact)).collect();
    let Some((nearest, _)) = totals.first() else { return };
    let is_deeper = facts.get(first - 1).is_some_and(|before| head.item.depth > before.item.depth);
    let is_said = head.item.among
        || is_deeper
        || contains_any(head.item.topic, &LISTS)
        || contains_any(head.item.label, &LISTS);
    let is_one_sentence =
        facts.get(*nearest).is_some_and(|total| total.place.sentence == head.place.sentence);
    // What is done year by year of a project that goes on is not all of it, and 分别 says nothing
    // of the sentence before.
    let is_schedule = facts.get(*nearest).is_some_and(|total| total.item.is_labelled(&PROJECTED))
        && head.item.is_labelled(&DONE);
    let is_apart = !is_one_sentence && !head.item.among && head.item.is_labelled(&["分别"]);
    let is_said = is_said && !is_schedule && !is_apart;
    let list = parts(facts, first);
    let Parts { figures: parts, factors, .. } = &list;
    let names: Vec<&str> =
        parts.iter().filter_map(|index| facts.get(*index)).map(|fact| fact.item.label).collect();
    let lengths: Vec<usize> = (1..=parts.len())
        .filter(|length| *length > 1 || factors.first().is_some_and(|factor| *factor > 1))
        .collect();
    // What the names of the first parts say for it.
    let naming = |names: &[&str]| {
        if is_whole(names, false) || is_whole(names, true) {
            WHOLE
        } else if is_partial(names) {
            -LISTED
        } else {
            0
        }
    };
    let naming: Vec<i32> =
        lengths.iter().filter_map(|length| names.get(..*length)).map(naming).collect();
    // Parts that come to one figure are not of another.
    let comes_to = |total: &Fact<'_>, length: usize| {
        let off = list.sum(facts, length).and_then(|sum| sum.minus(total.base));
        off.is_some_and(|off| off.abs() <= total.half)
    };
    let is_settled: Vec<bool> = lengths
        .iter()
        .map(|length| totals.iter().any(|(_, total)| comes_to(total, *length)))
        .collect();
    let reach = if is_said { totals.len() } else { 1 };
    // The total, then the parts.
    let mut figures: Vec<usize> = core::iter::once(0).chain(parts.iter().copied()).collect();
    for (total, fact) in totals.iter().take(reach) {
        if fact.place.line != head.place.line && !is_said {
            break;
        }
        if let Some(first) = figures.first_mut() {
            *first = *total;
        }
        for ((length, naming), is_settled) in lengths.iter().zip(&naming).zip(&is_settled) {
            if *is_settled && !comes_to(fact, *length) {
                continue;
            }
            let listed = parts.get(..*length).unwrap_or(&[]);
            if are_all(facts, listed, fact) || is_completed(facts, *total, listed) {
                continue;
            }
            let is_all = *length == parts.len();
            let mut words = if is_said { LISTED } else { FOLLOWING };
            words += *naming;
            if total == nearest && *length == list.stated && is_complete(facts, *total, &list) {
                words = CERTAIN;
            }
            // The whole list and the nearest total are likelier meant than others.
            let tried = if is_all { 1 } else { lengths.len() }
                * if total == nearest { 1 } else { totals.len() };
            ties.push(Tie {
                kind: Kind::Sum,
                form: Form::Linear(factors.get(..*length).unwrap_or(&[])),
                figures: figures.get(..=*length).unwrap_or(&[]),
                words,
                tried,
            });
        }
    }
}

/// Is what the parts leave of their total told after them: `…（尚有100万元缺口）`, `…，其余100万元`?
fn is_completed(facts: &[Fact<'_>], total: usize, listed: &[usize]) -> bool {
    let (Some(whole), Some(last)) = (facts.get(total), listed.last()) else { return false };
    let parts = listed.iter().filter_map(|index| Some(facts.get(*index)?.base));
    let Some(rest) = Dec::sum(parts).and_then(|sum| whole.base.minus(sum)) else { return false };
    let after = facts.get(last + 1..).unwrap_or(&[]).iter().take(2);
    let mut after = after.filter(|fact| fact.place.sentence == whole.place.sentence);
    after.any(|fact| fact.is_like(whole) && fact.base == rest)
}

/// Whether words leave no doubt that the stated parts are all there is of the figure before them:
/// 其中, names that make a whole together, and nothing that may be something else.
fn is_complete(facts: &[Fact<'_>], total: usize, list: &Parts) -> bool {
    let stated = list.figures.get(..list.stated).unwrap_or(&[]);
    let named: Vec<&Fact<'_>> = stated.iter().filter_map(|index| facts.get(*index)).collect();
    let (Some(whole), Some(head)) = (facts.get(total), named.first()) else { return false };
    let names: Vec<&str> = named.iter().map(|fact| fact.item.label).collect();
    let is_split = head.item.label.trim_start_matches('由').starts_with("中央");
    // The total of a sentence that begins with its parts is the only figure of the one before.
    let is_only = || {
        let amounts = |fact: &&Fact<'_>| !fact.item.is_share();
        let before = facts.get(total.saturating_sub(1)..total).unwrap_or(&[]);
        let after = facts.get(total + 1..).unwrap_or(&[]).iter().find(amounts);
        before.iter().all(|fact| fact.place.sentence != whole.place.sentence)
            && after.is_some_and(|fact| core::ptr::eq(fact, *head))
            && whole.place.sentence + 1 == head.place.sentence
    };
    let is_before = whole.place.sentence == head.place.sentence || is_only();
    let is_outside = head.item.depth > 0 || whole.item.depth == 0;
    let first = list.figures.first().copied().unwrap_or(total);
    let is_clear = facts
        .get(total + 1..=first)
        .is_some_and(|between| between.iter().all(|fact| !fact.follows_rough));
    (head.item.among || is_split)
        && !list.is_unsure
        && is_before
        && is_outside
        && is_clear
        && is_whole(&names, is_split)
        && is_near(&list.values(facts, list.stated), whole)
}

/// Whether parts can come to a total at all: each is less than it, all are not far from it, and no
/// few of them are it already, with the others as their details.
fn is_near(parts: &[Dec], total: &Fact<'_>) -> bool {
    /// The most parts of which some may be details of others.
    const MOST_SEARCHED: usize = 10;
    let (Some(sum), Some(largest)) = (Dec::sum(parts.iter().copied()), parts.iter().max()) else {
        return false;
    };
    let is_twice = |a: Dec, b: Dec| a.times(Dec::whole(2)).is_some_and(|twice| twice > b);
    let are_all = |chosen: u32| {
        let parts = parts.iter().enumerate().filter(|(nth, _)| chosen >> nth & 1 == 1);
        let sum = Dec::sum(parts.map(|(_, value)| *value));
        let off = sum.and_then(|sum| sum.minus(total.base));
        off.is_some_and(|off| off.abs() <= total.half)
    };
    let all = 1u32.checked_shl(u32::try_from(parts.len()).unwrap_or(u32::MAX)).map(|all| all - 1);
    parts.len() <= MOST_SEARCHED
        && total.base > *largest
        && is_twice(sum, total.base)
        && is_twice(total.base, sum)
        && (parts.len() < 3 || !(1..all.unwrap_or(1)).any(are_all))
}

/// Figures that can be parts of one total.
#[derive(Default)]
struct Parts {
    figures: Vec<usize>,
    /// How many share each: two for `市、县各52.5`.
    factors: Vec<i64>,
    /// How many of them, from the first, are one list by their words and punctuation.
    stated: usize,
    /// Something in that list may be a part, or not.
    is_unsure: bool,
}

impl Parts {
    /// What each of the first parts adds.
    fn values(&self, facts: &[Fact<'_>], length: usize) -> Vec<Dec> {
        let parts = self.figures.iter().zip(&self.factors).take(length);
        parts.filter_map(|(at, times)| facts.get(*at)?.base.times(Dec::whole(*times))).collect()
    }

    fn sum(&self, facts: &[Fact<'_>], length: usize) -> Option<Dec> {
        Dec::sum(self.values(facts, length))
    }
}

/// The figures from `first` on that can be parts of one total.
fn parts(facts: &[Fact<'_>], first: usize) -> Parts {
    let mut found = Parts::default();
    let Some(head) = facts.get(first) else { return found };
    let mut is_closed = false;
    let mut is_apart = None;
    for (at, fact) in facts.iter().enumerate().skip(first).take(REACH) {
        if fact.item.is_share() {
            continue;
        }
        let is_numbered = contains_any(head.item.topic, &LISTS);
        let is_over = fact.place.sentence != head.place.sentence && !is_numbered;
        let is_next = fact.item.among && at > first && fact.item.depth == head.item.depth;
        let ends = at > first && contains_any(fact.item.label, &ENDS);
        if fact.place.line != head.place.line
            || found.figures.len() >= MOST_PARTS
            || fact.item.depth < head.item.depth
            || is_next
            || is_over
            || ends
        {
            let is_listed = fact.item.depth == head.item.depth && !is_over && !ends;
            found.is_unsure |= !is_closed && is_listed;
            break;
        }
        let is_other = contains_any(fact.item.label, &["尚", "另", "缺口", "此外"]);
        if fact.item.depth == head.item.depth && at > first {
            let is_switched = fact.item.apart != is_apart.unwrap_or(fact.item.apart);
            let closes = contains_any(fact.item.label, &CLOSES);
            found.is_unsure |= !is_closed
                && (fact.follows_rough || is_switched && !fact.item.apart || closes && is_other);
            is_closed |= closes || is_switched && fact.item.apart;
            is_apart = Some(fact.item.apart);
        }
        // A figure in brackets may belong to the total: `自有资金300万元（尚有100万元缺口）`.
        found.is_unsure |= !is_closed && fact.item.depth > head.item.depth && is_other;
        // Details of a part, and figures about it, are none.
        if fact.item.depth > head.item.depth || !fact.is_like(head) || !can_be_added(fact) {
            found.is_unsure |= !is_closed && fact.item.depth == head.item.depth;
            continue;
        }
        let Some(times) = sharers(fact.item.label) else {
            found.is_unsure |= !is_closed;
            break;
        };
        found.figures.push(at);
        found.factors.push(times);
        found.stated += usize::from(!is_closed);
    }
    found
}

/// `a60万元，b40万元，合计100万元`.
fn listed_before(facts: &[Fact<'_>], index: usize, ties: &mut Ties<'_>) {
    const TOTALS: [&str; 10] = [
        "合计", "共计", "总计", "总额", "累计", "全年预算", "调整后预算", "预算收入", "总收入",
        "总投资",
    ];
    let Some(total) = facts.get(index) else { return };
    if !can_be_added(total) || !total.item.is_labelled(&TOTALS) {
        return;
    }
    let before: Vec<&Fact<'_>> = facts
        .get(index.saturating_sub(MOST_PARTS)..index)
        .unwrap_or(&[])
        .iter()
        .rev()
        .take_while(|fact| fact.place.line == total.place.line)
        .collect();
    // What is taken off is no part: 扣除质保金后合计.
    let is_taken = |fact: &Fact<'_>| contains_any(fact.item.label, &TAKEN);
    let is_plain = !before.iter().any(|fact| is_taken(fact)) && !is_taken(total);
    let parts: Vec<usize> = before
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.is_like(total) && can_be_added(fact))
        .map(|(nth, _)| index - 1 - nth)
        .collect();
    // `剩余a万元及b万元（合计c万元）`: those of the sentence, or of all the line.
    let in_sentence = parts
        .iter()
        .filter(|at| {
            facts.get(**at).is_some_and(|fact| fact.place.sentence == total.place.sentence)
        })
        .count();
    let is_listed = in_sentence > 1 && is_plain && are_listed(facts, index, in_sentence);
    for length in 2..=parts.len() {
        let listed = parts.get(..length).unwrap_or(&[]);
        if are_all(facts, listed, total) {
            continue;
        }
        let is_list = length == parts.len() || length == in_sentence;
        let is_whole = is_plain && is_list;
        let is_certain = is_listed && length == in_sentence;
        let figures: Vec<usize> =
            core::iter::once(index).chain(listed.iter().rev().copied()).collect();
        ties.push(Tie {
            kind: Kind::Sum,
            form: Form::Linear([1; MOST_PARTS].get(..length).unwrap_or(&[])),
            figures: &figures,
            words: if is_certain {
                CERTAIN
            } else if is_whole {
                LISTED
            } else {
                FOLLOWING
            },
            tried: if is_whole { 1 } else { parts.len() },
        });
    }
}

/// Whether the figures of a sentence before its total are a plain list of it, and nothing else is in
/// the sentence: `a、b和c，合计d`, or named figures one after the other of which none can be a sum.
fn are_listed(facts: &[Fact<'_>], index: usize, count: usize) -> bool {
    const BARE: [&str; 6] = ["合计", "合计需", "合计为", "共计", "总计", "两项合计"];
    const LONGEST_NAME: usize = 12;
    /// The tokens from one figure to the next: figure, comma, name.
    const APART: usize = 3;
    const SUMS: [&str; 10] =
        ["总", "共", "预算", "收入", "支出", "资金", "其中", "累计", "结余", "结转"];
    let Some(start) = index.checked_sub(count) else { return false };
    let (Some(total), Some(parts)) = (facts.get(index), facts.get(start..index)) else {
        return false;
    };
    // A total in brackets is of figures before the bracket.
    let depth = total.item.depth.saturating_sub(1);
    let is_alone = start
        .checked_sub(1)
        .and_then(|before| facts.get(before))
        .is_none_or(|before| before.place.sentence != total.place.sentence);
    let is_part = |part: &Fact<'_>| {
        part.is_like(total)
            && part.item.depth <= depth
            && part.item.depth == 0
            && !part.item.among
            && !part.item.apart
            && !part.follows_rough
            && !contains_any(part.item.label, &CLOSES)
    };
    let begins =
        |label: &str| ["、", "及", "和", "与", "以及"].iter().any(|w| label.starts_with(w));
    let are_joined = || parts.iter().skip(1).all(|part| begins(part.item.label));
    let is_name = |part: &Fact<'_>| {
        let length = part.item.label.chars().count();
        (2..=LONGEST_NAME).contains(&length) && !contains_any(part.item.label, &SUMS)
    };
    let are_named = || {
        let mut pairs = parts.iter().zip(parts.iter().skip(1).chain([total]));
        let values: Vec<Dec> = parts.iter().map(|part| part.base).collect();
        let off = Dec::sum(values.iter().copied())
            .and_then(|sum| sum.over(total.base)?.minus(Dec::ONE))
            .is_some_and(|off| off.abs() < Dec::new(1, 1));
        parts.len() > 2
            && BARE.contains(&total.item.label)
            && parts.iter().all(is_name)
            && pairs.all(|(one, next)| one.item.token + APART == next.item.token)
            && off
            && is_near(&values, total)
    };
    let is_largest = parts.iter().all(|part| part.base < total.base);
    BARE.iter().any(|word| total.item.label.ends_with(word))
        && !total.follows_rough
        && is_alone
        && is_largest
        && parts.iter().all(is_part)
        && (are_joined() || are_named())
}

/// The total score of a table whose weights come to 100:
/// `评价得分98.77分，其中：决策指标20分，得20分；过程指标20分，得19.77分…`.
fn scored(facts: &[Fact<'_>], first: usize, ties: &mut Ties<'_>) {
    const MOST_ROWS: usize = 24;
    const SCORES: [&str; 3] = ["得分", "总分", "评分"];
    let is_points = |fact: &&Fact<'_>| fact.item.unit.noun == "分" && fact.item.unit.power == 0;
    let Some(head) = facts.get(first).filter(|head| head.item.among && is_points(head)) else {
        return;
    };
    let is_total = |fact: &Fact<'_>| {
        let label = fact.item.label.trim_end_matches(['为', '是', '达', ':']);
        is_points(&fact) && SCORES.iter().any(|word| label.ends_with(word))
    };
    let total = (first.saturating_sub(MOST_TOTALS)..first)
        .rfind(|at| facts.get(*at).is_some_and(|fact| fact.is_in(head) && is_total(fact)));
    let points = facts.iter().enumerate().skip(first).take(2 * MOST_ROWS);
    let points = points.take_while(|(_, fact)| fact.place.sentence == head.place.sentence);
    let is_score =
        |fact: &Fact<'_>| fact.item.label.starts_with('得') || fact.item.label.ends_with("得分");
    let (scores, weights): (Vec<_>, Vec<_>) =
        points.filter(|(_, fact)| is_points(fact)).partition(|(_, fact)| is_score(fact));
    let full = Dec::sum(weights.iter().map(|(_, fact)| fact.base));
    let is_clear = scores.iter().chain(&weights).all(|(_, fact)| !fact.follows_rough);
    if full != Some(Dec::HUNDRED) || scores.len() != weights.len() || scores.len() < 2 || !is_clear
    {
        return;
    }
    let Some(total) = total else { return };
    let figures: Vec<usize> =
        core::iter::once(total).chain(scores.iter().map(|(at, _)| *at)).collect();
    ties.push(Tie {
        kind: Kind::Sum,
        form: Form::Linear([1; MOST_ROWS].get(..scores.len()).unwrap_or(&[])),
        figures: &figures,
        words: CERTAIN,
        tried: 1,
    });
}

/// Words for what makes a total less than its parts.
const TAKEN: [&str; 10] =
    ["收回", "扣除", "扣减", "核减", "调减", "上缴", "退回", "剔除", "缴回", "以及"];

/// Is every part what the total is? Then it is one figure again and again.
fn are_all(facts: &[Fact<'_>], parts: &[usize], total: &Fact<'_>) -> bool {
    parts.iter().all(|at| facts.get(*at).is_some_and(|part| part.base == total.base))
}

/// Can it be a part of a sum, or a sum? Points are added by the outline of a report.
fn can_be_added(fact: &Fact<'_>) -> bool {
    let is_change = fact.marks().is_step && !fact.item.is_labelled(&["追加"]);
    !fact.item.is_share() && fact.item.unit.noun != "分" && !is_change
}
