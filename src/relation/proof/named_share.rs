//! Shares, rates and rates of change whose two operands the words name without doubt:
//! `A，占B的38.67%`, `预算A，支出B，执行率c%`, `由A增加到B，增长c%`.

use super::fact::{Fact, earlier};
use super::names::clashes;
use super::tie::Form;
use crate::value::number::Dec;
use crate::value::text::contains_any;
use crate::value::unit::Dimension;

/// How many figures back operands are looked for.
const REACH: usize = 8;
/// How many figures back a whole of the same name is looked for.
const FAR: usize = 40;

/// Words for shares that are targets or belong to other years, so they do not follow from the
/// figures before them.
const AIMED: [&str; 16] = [
    "年初预算“", "目标", "指标值", "计划", "要求", "不低于", "以上", "上年", "去年", "往年",
    "预期", "规定", "年初预算三公", "标准", "提高到", "全省",
];
/// Words for wholes.
const WHOLE: [&str; 24] = [
    "预算", "计划", "应", "任务", "总额", "总数", "批复", "安排", "下达", "核定", "常住人口",
    "户籍人口", "编制", "预留", "调整", "所有", "计划数", "合同", "总投资", "全部", "总量",
    "总人数", "申报", "立项",
];
/// Words for parts.
const PART: [&str; 17] = [
    "实际", "执行", "支出", "完成", "到位", "使用", "参保", "拨付", "支付", "已", "参加", "在用",
    "兑付", "发放", "合格", "达标", "验收",
];
/// Rates that are the quotient of two figures of the same kind.
const RATES: [&str; 19] = [
    "执行率", "完成率", "到位率", "参保率", "支出率", "控制率", "利用率", "使用率", "拨付率",
    "支付率", "兑付率", "发放率", "执行情况", "支出进度", "执行进度", "合格率", "达标率", "入学率",
    "覆盖率",
];
/// Labels of wholes that are completed by some per cent.
const AIMED_AT: [&str; 8] = [
    "完成预算", "完成年度预算", "完成全年预算", "完成计划", "完成年度计划", "完成目标",
    "完成年度目标", "完成任务",
];

/// A share with the figures of its sentence before it.
struct Share<'s, 'f, 'a> {
    facts: &'f [Fact<'a>],
    index: usize,
    share: &'s Fact<'a>,
    before: &'f [Fact<'a>],
}

/// A form, and its two operands.
pub type Named = (Form<'static>, usize, usize);

/// How the share at `index` follows from two figures, if words leave no doubt.
pub fn find(facts: &[Fact<'_>], index: usize) -> Option<Named> {
    let share = facts.get(index)?;
    let share = Share { facts, index, share, before: earlier(facts, index, REACH) };
    let (form, part, whole) = share
        .of_stated_whole()
        .or_else(|| share.of_named_whole())
        .or_else(|| share.among())
        .or_else(|| share.change())
        .or_else(|| share.rate())?;
    let (a, b) = (facts.get(part)?, facts.get(whole)?);
    let is_of = |fact: &Fact<'_>| {
        let is_apart = clashes(share.share.item.label, fact.item.label);
        fact.item.unit.noun != "分" && fact.item.unit.dimension != Dimension::Time && !is_apart
    };
    // Something approximate may be the operand instead.
    let first = part.min(whole);
    let is_clear = facts.get(first + 1..=index)?.iter().all(|fact| !fact.follows_rough);
    let is_pair = is_of(a) && is_of(b) && a.is_like(b) && !b.base.is_zero();
    (is_clear && is_pair).then_some((form, part, whole))
}

impl<'f, 'a> Share<'_, 'f, 'a> {
    /// The index of a figure of the sentence.
    fn at(&self, nth: usize) -> usize {
        self.index - self.before.len() + nth
    }

    /// The quotient of two figures of the sentence.
    fn quotient(&self, part: usize, whole: usize) -> Option<Named> {
        Some((Form::Quotient, self.at(part), self.at(whole)))
    }

    /// Shares whose whole is given with them: `A，占B的38.67%`, `A，为B的106.5%`,
    /// `完成预算B的97%`.
    fn of_stated_whole(&self) -> Option<Named> {
        const LINKS: [&str; 8] =
            ["的", "比", "的比例为", "的比重为", "比重为", "比例为", "的比例达", "的比重达"];
        let (whole, parts) = self.before.split_last()?;
        let (last, _) = parts.split_last()?;
        let label = whole.item.label;
        let is_marked = ["占", "为", "相当于"].iter().any(|word| label.starts_with(word))
            || AIMED_AT.contains(&label)
            || label.starts_with("完成") && last.item.label.contains("实际");
        let is_linked = LINKS.contains(&self.share.item.label) && !self.share.item.apart;
        if !is_linked || !is_marked || whole.item.apart || whole.item.is_share() {
            return None;
        }
        let nth_whole = parts.len();
        let is_part = |fact: &Fact<'_>| fact.is_like(whole) && !is_change(fact);
        // The share may be of the total before 其中.
        if last.item.among {
            return None;
        }
        if is_part(last) {
            let is_plain = last.item.depth == whole.item.depth;
            return self.quotient(parts.len() - 1, nth_whole).filter(|_| is_plain);
        }
        // A difference is not the part: `支出28.6万元，比上年减少3.4万元，占预算35万元的81.71%`.
        let mut fitting = parts.iter().enumerate().rev().filter(|(_, fact)| is_part(fact));
        let ((nth, part), None) = (fitting.next()?, fitting.next()) else { return None };
        let is_plain = part.item.depth == whole.item.depth && !part.item.among;
        self.quotient(nth, nth_whole).filter(|_| is_plain)
    }

    /// Shares of a whole that has the same name before: `日常公用经费 308.88万元，占基本支出的
    /// 22.52%`.
    fn of_named_whole(&self) -> Option<Named> {
        const ENDS: [&str; 5] = ["的比例", "的比重", "比例", "比重", "的"];
        let (_, named) = self.share.item.label.rsplit_once('占')?;
        let name = named.trim_end_matches(['达', '为', '到']);
        let name = ENDS.iter().find_map(|end| name.strip_suffix(end))?;
        let length = name.chars().count();
        let part = self.before.last()?;
        if length < 2 || part.item.is_labelled(&["人均", "平均"]) || is_change(part) {
            return None;
        }
        // A longer name is hardly a coincidence, so the whole may be in an earlier sentence:
        // `占政府采购支出总额的95.24%`.
        let sentences = if length >= 4 { 6 } else { 0 };
        let near = (self.index.saturating_sub(FAR)..self.index - 1).rev();
        let near = near.filter_map(|at| Some((at, self.facts.get(at)?)));
        let mut wholes = near
            .take_while(|(_, fact)| {
                fact.is_in(part) && fact.place.sentence + sentences >= part.place.sentence
            })
            .filter(|(_, fact)| fact.is_like(part) && fact.item.label.ends_with(name));
        let (at, whole) = wholes.next()?;
        let is_one = wholes.all(|(_, other)| other.base == whole.base);
        is_one.then_some((Form::Quotient, self.index - 1, at))
    }

    /// Shares of parts of a total: `总数A，其中a，占比20%，b，占比30%`.
    fn among(&self) -> Option<Named> {
        const BARE: [&str; 6] = ["占比", "占", "占比为", "占比达", "比例为", "比重为"];
        let label = self.share.item.label;
        let part = self.before.last().filter(|part| !part.item.is_share())?;
        if !BARE.contains(&label) && !label.ends_with("占比") {
            return None;
        }
        let start = self.before.iter().rposition(|fact| fact.item.among)?;
        let (before, listed) = self.before.split_at_checked(start)?;
        let nth = before.iter().rposition(|fact| !fact.item.is_share())?;
        let total = before.get(nth)?;
        let is_plain = listed.iter().all(|fact| fact.item.is_share() || fact.is_like(total))
            && part.item.depth == self.share.item.depth
            && !self.share.item.apart
            && part.base <= total.base
            && !part.item.is_labelled(&["比", "较", "增", "减"]);
        self.quotient(self.before.len() - 1, nth).filter(|_| is_plain)
    }

    /// Rates of change (`增长1.97%`), with the figures before and after the change, or with one of
    /// them and its amount.
    fn change(&self) -> Option<Named> {
        /// The verb alone, without another subject.
        const SHORT: usize = 3;
        const GROWS: [&str; 8] = ["增长", "增加", "提高", "上升", "增幅", "增长率", "提升", "增速"];
        const FALLS: [&str; 8] = ["下降", "减少", "降低", "降幅", "压减", "缩减", "下浮", "压缩"];
        let label = self.share.item.label.trim_end_matches(['了', '为', '达', '约']);
        let ends = |words: &[&str]| words.iter().any(|word| label.ends_with(word));
        let grows = ends(&GROWS);
        if grows == ends(&FALLS) {
            return None;
        }
        let plain = self.before.iter().enumerate().filter(|(_, fact)| !fact.item.is_share());
        let plain: Vec<(usize, &Fact<'_>)> = plain.collect();
        let [(nth, first), (nth_second, second)] = plain.as_slice() else { return None };
        let is_plain = !self.share.item.apart && first.is_like(second);
        if !is_plain {
            return None;
        }
        // `较2024年的325.51万人减少4.76万人` names what was before.
        let is_base = first.item.label.starts_with(['比', '较']) && !is_step(first);
        if is_step(second) {
            if is_base {
                let is_about = second.item.label.chars().count() <= SHORT;
                return is_about.then(|| (Form::Quotient, self.at(*nth_second), self.at(*nth)));
            }
            let is_plain = is_about(second, first)
                && !is_past(first)
                && first.item.depth == self.share.item.depth
                && second.item.label.chars().count() <= 10
                && (second.item.is_labelled(&["比上年", "较上年", "比去年", "较去年", "同比"])
                    || label.starts_with("同比"));
            return is_plain.then(|| (Form::StepOf { grows }, self.at(*nth_second), self.at(*nth)));
        }
        let is_stepped = first.item.label.contains(['由', '从'])
            && ["到", "至", "为"].iter().any(|word| second.item.label.ends_with(word));
        let is_plain = self.share.item.depth == second.item.depth
            && !first.item.among
            && !second.item.among
            && !second.item.is_labelled(&["新增", "净增"]);
        let (then, now) =
            match (is_stepped || is_year_before(first, second), is_past(first), is_past(second)) {
                (true, _, _) | (_, true, false) => (*nth, *nth_second),
                (_, false, true) => (*nth_second, *nth),
                _ => return None,
            };
        is_plain.then(|| (Form::Growth { grows }, self.at(now), self.at(then)))
    }

    /// Rates of two figures: `预算数A，实际支出B，执行率c%`.
    fn rate(&self) -> Option<Named> {
        let share = self.share;
        let label = share.item.label.trim_end_matches(['为', '达', '到', '是', '约']);
        let is_rate = ["率", "执行情况", "进度", "比例"].iter().any(|end| label.ends_with(end));
        if !is_rate || share.item.is_labelled(&AIMED) || label.contains("年初预算") {
            return None;
        }
        let plain = self.before.iter().enumerate().filter(|(_, fact)| !fact.item.is_share());
        let plain: Vec<(usize, &Fact<'_>)> = plain.collect();
        let (_, last) = plain.last()?;
        let same: Vec<(usize, &Fact<'_>)> =
            plain.iter().copied().filter(|(_, fact)| fact.is_like(last)).collect();
        let is_known = RATES.iter().any(|rate| label.ends_with(rate)) && !label.contains("结余");
        let is_alone = plain.len() == same.len() && !share.item.apart && !share.item.among;
        let certain = if is_known && is_alone { self.rate_of_two(&same) } else { None };
        certain
            .or_else(|| self.named_part(&same, label))
            .or_else(|| self.last_budget(&same))
            .or_else(|| self.of_indicator(&same))
    }

    /// The rate of exactly two figures, one of which is plainly planned and the other done.
    fn rate_of_two(&self, same: &[(usize, &Fact<'_>)]) -> Option<Named> {
        let [one, other] = *same else { return None };
        let rank = |fact: &Fact<'_>| (fact.item.is_labelled(&WHOLE), fact.item.is_labelled(&PART));
        let is_actual = |fact: &Fact<'_>| fact.item.label.contains("实际");
        let ((nth_part, part), (nth_whole, whole)) = match (rank(one.1), rank(other.1)) {
            ((true, false), (_, true)) => (other, one),
            ((_, true), (true, false)) => (one, other),
            ((true, true), (_, true)) if is_actual(other.1) && !is_actual(one.1) => (other, one),
            _ => return None,
        };
        let is_plain = !whole.item.label.contains("年初")
            && !whole.item.among
            && !part.item.among
            && whole.item.depth == part.item.depth
            && whole.item.depth == self.share.item.depth
            && (!part.item.apart || !whole.item.apart);
        let is_plain = is_plain && measures(self.share, part, whole);
        self.quotient(nth_part, nth_whole).filter(|_| is_plain)
    }

    /// A rate that is named after one of two figures:
    /// `受理12件，按期办结11件，按期办结率91.67%`. If it is more than three points off, it is of
    /// something else.
    fn named_part(&self, same: &[(usize, &Fact<'_>)], label: &str) -> Option<Named> {
        let [(nth_whole, whole), (nth_part, part)] = *same else { return None };
        let stem = label.strip_suffix('率').filter(|stem| stem.chars().count() >= 2)?;
        let is_plain = |fact: &Fact<'_>| {
            !fact.item.among && fact.item.depth == self.share.item.depth && !is_change(fact)
        };
        let is_other =
            is_past(whole) || whole.item.label.contains(stem) || whole.item.is_labelled(&AIMED);
        let off = part.base.over(whole.base).and_then(|rate| rate.minus(self.share.base));
        let is_named = part.item.label.ends_with(stem)
            && is_plain(part)
            && is_plain(whole)
            && !self.share.item.apart
            && !part.item.apart
            && !is_other
            && part.base <= whole.base
            && off.is_some_and(|off| off.abs() < Dec::new(3, 2));
        self.quotient(nth_part, nth_whole).filter(|_| is_named)
    }

    /// The rate of the last budget and the last figure, by their labels:
    /// `年初预算…，追加…，全年预算2135万元，实际支出2098.6万元，预算执行率98.3%`.
    fn last_budget(&self, same: &[(usize, &Fact<'_>)]) -> Option<Named> {
        const BUDGETS: [&str; 4] = ["全年预算", "调整后预算", "调整预算", "调整后全年预算"];
        const SPENT: [&str; 7] =
            ["全年支出", "实际支出", "预算执行", "全年执行", "执行数", "实际执行", "决算"];
        let ((nth_part, part), earlier) = same.split_last()?;
        let is_whole = |fact: &Fact<'_>| {
            let core = fact.item.label.trim_end_matches(['数', '为', '是', '达', '共', '计']);
            BUDGETS.iter().any(|word| core.ends_with(word))
        };
        // Funds received (到位) may be between the two.
        let at = earlier.iter().rposition(|(_, fact)| is_whole(fact))?;
        let ((nth_whole, whole), between) = (earlier.get(at)?, earlier.get(at + 1..)?);
        let is_plain =
            |fact: &Fact<'_>| !fact.item.among && fact.item.depth == self.share.item.depth;
        let is_budget = between.iter().all(|(_, fact)| fact.item.is_labelled(&["到位"]))
            && part.item.is_labelled(&SPENT)
            && self.share.item.label.contains("执行率")
            && is_plain(part)
            && is_plain(whole)
            && !self.share.item.apart
            && !part.item.apart;
        self.quotient(*nth_part, *nth_whole).filter(|_| is_budget)
    }

    /// The rate of a target and a result:
    /// `预期指标值28个，实际完成30个，指标完成率107.14%`. Only for counts, because less cost or
    /// time is better. A rate above 100% may be printed as 100%.
    fn of_indicator(&self, same: &[(usize, &Fact<'_>)]) -> Option<Named> {
        const TARGETS: [&str; 4] = ["指标值", "目标值", "预期值", "计划值"];
        let [.., (nth_target, target), (nth_actual, actual)] = same else { return None };
        let core = target.item.label.trim_end_matches(['为', '是', ':']);
        let is_plain = |fact: &Fact<'_>| {
            !fact.item.among && !fact.item.apart && fact.item.depth == self.share.item.depth
        };
        let is_capped = self.share.base == Dec::ONE && actual.base > target.base;
        let is_pair = TARGETS.iter().any(|word| core.ends_with(word))
            && actual.item.is_labelled(&["实际完成", "实际值", "完成值"])
            && actual.item.unit.dimension == Dimension::Count
            && self.share.item.label.contains("完成率")
            && is_plain(target)
            && is_plain(actual)
            && !self.share.item.apart
            && !is_capped;
        self.quotient(*nth_actual, *nth_target).filter(|_| is_pair)
    }
}

/// Whether a figure is the amount of a change.
fn is_change(fact: &Fact<'_>) -> bool {
    contains_any(fact.item.label, &["比", "较", "增", "减", "降", "节约", "高于", "低于"])
}

/// Whether its label ends with the verb of a change.
fn is_step(fact: &Fact<'_>) -> bool {
    const STEPS: [&str; 8] = ["增加", "减少", "增长", "下降", "多", "少", "提高", "降低"];
    let label = fact.item.label.trim_end_matches('了');
    STEPS.iter().any(|word| label.ends_with(word))
}

/// Whether a change is of the figure before it; it may be of something else:
/// `参保35.2万人，缴费人数同比增加0.5万人`.
fn is_about(step: &Fact<'_>, figure: &Fact<'_>) -> bool {
    let subjects = ["比", "较", "同"].iter().filter_map(|word| step.item.label.split_once(word));
    let subject = subjects.map(|(before, _)| before).min_by_key(|before| before.len());
    subject.is_none_or(|subject| figure.item.label.contains(subject))
}

/// Whether a figure is of an earlier time. Amounts carried over from last year (上年结转) are of
/// this year, and 原 counts only as the first character, because of 高原 and 草原.
fn is_past(fact: &Fact<'_>) -> bool {
    const PAST: [&str; 8] = ["上年", "去年", "上一年", "上年度", "同期", "原有", "原来", "原定"];
    (fact.item.is_labelled(&PAST) || fact.item.label.starts_with('原'))
        && !fact.item.is_labelled(&["结转", "结余"])
}

/// Whether both are of the same thing in two years that follow each other:
/// `2023年在园幼儿8650人，2024年在园幼儿8218人`.
fn is_year_before(then: &Fact<'_>, now: &Fact<'_>) -> bool {
    fn dated<'a>(fact: &Fact<'a>) -> Option<(i32, &'a str)> {
        let (year, rest) = fact.item.label.split_once('年')?;
        Some((year.parse().ok()?, rest.trim_start_matches('度')))
    }
    let (Some((then, subject)), Some((now, same))) = (dated(then), dated(now)) else {
        return false;
    };
    then.checked_add(1) == Some(now) && (subject == same || same.is_empty())
}

/// Whether the rate is about what was done to the part: goods that were bought need not be 合格,
/// and funds that were received need not be 使用.
fn measures(share: &Fact<'_>, part: &Fact<'_>, whole: &Fact<'_>) -> bool {
    const DONE: [(&str, &[&str]); 6] = [
        ("执行", &["执行", "支出", "使用", "决算"]),
        ("支出", &["支出", "执行", "使用"]),
        ("控制", &["支出", "执行", "实际", "决算"]),
        ("完成", &["完成", "实际"]),
        ("使用", &["使用", "支出"]),
        ("利用", &["在用"]),
    ];
    let (label, done) = (share.item.label, part.item.label);
    let rate = RATES.iter().find_map(|rate| Some((label.rfind(rate)?, rate)));
    let Some((at, rate)) = rate else { return false };
    let ends = ["率", "情况", "进度"];
    let stem = ends.iter().find_map(|end| rate.strip_suffix(end)).unwrap_or(rate);
    let words = DONE.iter().find(|(known, _)| *known == stem).map_or(&[][..], |(_, words)| words);
    // `三公经费控制率` is not a rate of all expenditure.
    let is_of_three = label.get(..at).is_some_and(|owner| owner.contains("三公"));
    let is_theirs = !is_of_three || [done, whole.item.label].iter().any(|l| l.contains("三公"));
    // A rate without a subject is of the two figures before it:
    // `预留124.14万元，实际预留121.21万元，执行情况为97.65%`.
    let is_bare = at == 0 && matches!(stem, "执行" | "支出" | "完成") && done.contains("实际");
    is_theirs
        && (done.contains(stem)
            || part.item.is_labelled(words)
            || is_bare && !part.item.is_labelled(&["到位", "拨付", "下达"]))
}
