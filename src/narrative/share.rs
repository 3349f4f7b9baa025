//! Shares, rates and rates of change: `占…的`, `完成…的`, 率, 同比.

use super::claim::{Claim, ClaimKind, Context, printed, rounding_explains};
use super::scanner::Item;
use crate::value::number::Dec;
use crate::value::unit::Dimension;

/// How many quantities back operands are looked for.
const REACH: usize = 8;

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

/// Words that tell operands of one rate from those of another.
const APART: [(&str, &str); 6] = [
    ("收入", "支出"),
    ("职工", "居民"),
    ("户籍", "常住"),
    ("城镇", "农村"),
    ("基本支出", "项目支出"),
    ("男", "女"),
];

/// Whether two names are of things that are kept apart: 收入 and 支出.
pub fn clashes(one: &str, other: &str) -> bool {
    let only = |text: &str, word: &str, not: &str| text.contains(word) && !text.contains(not);
    APART
        .iter()
        .any(|(a, b)| only(one, a, b) && only(other, b, a) || only(one, b, a) && only(other, a, b))
}

/// Adds the shares of a sentence to `found`.
pub fn find(context: &Context<'_>, found: &mut Vec<Claim>) {
    for (index, share) in context.items().iter().enumerate() {
        if !share.is_share() || share.vague || share.operand || share.unit.noun == "百分点" {
            continue;
        }
        let before = context.items().get(index.saturating_sub(REACH)..index).unwrap_or(&[]);
        let claim = stated_whole(context, share, before)
            .or_else(|| named_whole(context, share, before))
            .or_else(|| among(context, share, before))
            .or_else(|| change(context, share, before))
            .or_else(|| rate(context, share, before))
            .or_else(|| product(context, index, share));
        found.extend(claim);
    }
}

/// The claim that `share` is `part` of `whole`; `None` if it is wrong only because they were
/// rounded.
fn quotient(context: &Context<'_>, share: &Item, part: &Item, whole: &Item) -> Option<Claim> {
    let points = part.unit.noun == "分" || part.unit.dimension == Dimension::Time;
    let clash = |item: &Item| clashes(&share.label, &item.label);
    if points
        || clash(part)
        || clash(whole)
        || part.vague
        || whole.vague
        || part.operand
        || whole.operand
        || !part.is_like(whole)
    {
        return None;
    }
    let work = |part: Dec, whole: Dec| part.over(whole);
    let exact = work(part.base()?, whole.base()?)?;
    let formula = format!("{} ÷ {} × 100%", context.shown(part), context.shown(whole));
    let claim = printed(ClaimKind::Share, context, share, exact, formula)?;
    if !claim.holds() && rounding_explains(part, whole, share, work)? {
        return None;
    }
    Some(claim)
}

/// Shares whose whole is given with them: `A，占B的38.67%`, `A，为B的106.5%`, `完成预算B的97%`.
fn stated_whole(context: &Context<'_>, share: &Item, before: &[Item]) -> Option<Claim> {
    let (whole, earlier) = before.split_last()?;
    let linked = matches!(
        share.label.as_str(),
        "的" | "比" | "的比例为" | "的比重为" | "比重为" | "比例为" | "的比例达" | "的比重达"
    );
    let last = earlier.last()?;
    let marked = ["占", "为", "相当于"].iter().any(|word| whole.label.starts_with(word))
        || AIMED_AT.contains(&whole.label.as_str())
        || whole.label.starts_with("完成") && last.label.contains("实际");
    if !linked || !marked || whole.apart || share.apart || whole.is_share() {
        return None;
    }
    // The share may be of the total before 其中:
    // `累计支付320万元，其中本年支付120万元，占合同总价400万元的80%`.
    if last.among {
        return earlier
            .iter()
            .rev()
            .filter(|part| part.is_like(whole))
            .find_map(|part| holding(quotient(context, share, part, whole)));
    }
    if last.is_like(whole) && !is_step(last) {
        return if last.depth == whole.depth {
            quotient(context, share, last, whole)
        } else {
            None
        };
    }
    // A difference is not the part: `支出28.6万元，比上年减少3.4万元，占预算35万元的81.71%`.
    let mut parts = earlier.iter().rev().filter(|part| part.is_like(whole) && !is_step(part));
    let part = parts.next()?;
    let claim = quotient(context, share, part, whole)?;
    let is_certain = parts.next().is_none() && part.depth == whole.depth && !part.among;
    (is_certain || claim.holds()).then_some(claim)
}

/// Whether an item is the amount of a change.
fn is_step(item: &Item) -> bool {
    item.is_labelled(&["比", "较", "增", "减", "降", "节约", "高于", "低于"])
}

/// Shares of a whole that has the same name before: `日常公用经费 308.88万元，占基本支出的 22.52%`.
fn named_whole(context: &Context<'_>, share: &Item, before: &[Item]) -> Option<Claim> {
    let (_, named) = share.label.rsplit_once('占')?;
    let name = named.trim_end_matches(['达', '为', '到']);
    let name =
        ["的比例", "的比重", "比例", "比重", "的"].iter().find_map(|end| name.strip_suffix(end))?;
    let (part, earlier) = before.split_last()?;
    if name.chars().count() < 2 {
        return None;
    }
    let by_name = |item: &&Item| item.is_like(part) && item.label.ends_with(name);
    // A longer name is hardly a coincidence, so the whole may be in an earlier sentence:
    // `占政府采购支出总额的95.24%`.
    let sentences = if name.chars().count() >= 4 { context.earlier } else { &[] };
    let mut wholes = earlier
        .iter()
        .rev()
        .chain(sentences.iter().rev().flat_map(|sentence| sentence.items.iter().rev()))
        .filter(by_name);
    let whole = wholes.next()?;
    let claim = quotient(context, share, part, whole)?;
    let is_certain = wholes.all(|other| other.base() == whole.base())
        && !part.is_labelled(&["人均", "平均"])
        && !is_step(part);
    (is_certain || claim.holds()).then_some(claim)
}

/// Shares of parts of a total: `总数A，其中a，占比20%，b，占比30%`. Without 其中 it is found only
/// if it is right.
fn among(context: &Context<'_>, share: &Item, before: &[Item]) -> Option<Claim> {
    let bare = ["占比", "占", "占比为", "占比达", "比例为", "比重为"]
        .contains(&share.label.as_str())
        || share.label.ends_with("占比");
    let (part, earlier) = before.split_last()?;
    if !bare || part.is_share() {
        return None;
    }
    let start = before.iter().rposition(|item| item.among);
    let total = start
        .and_then(|start| before.get(..start))
        .and_then(|items| items.iter().rfind(|item| !item.is_share()));
    if let Some(total) = total {
        let single =
            before.get(start?..)?.iter().all(|item| item.is_share() || item.is_like(total))
                && part.depth == share.depth;
        let claim = quotient(context, share, part, total)?;
        let is_certain = single
            && !share.apart
            && part.base()? <= total.base()?
            && !part.is_labelled(&["比", "较", "增", "减"]);
        if claim.holds() {
            return Some(claim);
        }
        // It may be a share of another whole.
        let other = earlier.iter().find_map(|whole| holding(quotient(context, share, part, whole)));
        if other.is_some() || is_certain {
            return other.or(Some(claim));
        }
    }
    let wider = context.before.map_or(&[][..], |sentence| &sentence.items);
    earlier
        .iter()
        .rev()
        .chain(wider.iter().rev())
        .take(REACH)
        .find_map(|whole| holding(quotient(context, share, part, whole)))
}

fn holding(claim: Option<Claim>) -> Option<Claim> {
    claim.filter(|claim| claim.holds())
}

/// Rates of change (`增长1.97%`), with the figures before and after the change, or with one of them
/// and its amount.
fn change(context: &Context<'_>, share: &Item, before: &[Item]) -> Option<Claim> {
    let label = share.label.trim_end_matches(['了', '为', '达', '约']);
    let grows = ["增长", "增加", "提高", "上升", "增幅", "增长率", "提升", "增速"]
        .iter()
        .any(|word| label.ends_with(word));
    let falls = ["下降", "减少", "降低", "降幅", "压减", "缩减", "下浮", "压缩"]
        .iter()
        .any(|word| label.ends_with(word));
    if grows == falls {
        return None;
    }
    let sign = if grows { Dec::ONE } else { Dec::ONE.negated() };
    let plain: Vec<&Item> =
        before.iter().filter(|item| !item.is_share() && !item.operand).collect();
    let (last, earlier) = plain.split_last()?;
    let compares = |item: &Item| {
        ["增加", "减少", "增长", "下降", "多", "少", "提高", "降低"]
            .iter()
            .any(|word| item.label.trim_end_matches('了').ends_with(word))
    };
    if compares(last) {
        // The last figure is the amount of the change.
        let values: Vec<&&Item> = earlier.iter().filter(|item| item.is_like(last)).collect();
        let claims: Vec<Claim> =
            values.iter().filter_map(|now| from_step(context, share, now, last, sign)).collect();
        if let Some(right) = claims.iter().find(|claim| claim.holds()) {
            return Some(right.clone());
        }
        if let [only] = values.as_slice() {
            // The change may be of something else: `参保35.2万人，缴费人数同比增加0.5万人`.
            let subject = ["比", "较", "同"]
                .iter()
                .filter_map(|word| last.label.split_once(word))
                .map(|(before, _)| before)
                .min_by_key(|b| b.len());
            let is_plain = earlier.iter().all(|item| item.is_like(last))
                && !is_past(only)
                && subject.is_none_or(|subject| only.label.contains(subject))
                && last.label.chars().count() <= 10
                && !share.apart
                && only.depth == share.depth;
            return if is_plain
                && (last.is_labelled(&["比上年", "较上年", "比去年", "较去年", "同比"])
                    || label.starts_with("同比"))
            {
                claims.into_iter().next()
            } else {
                None
            };
        }
        return None;
    }
    let from_to = |then: &Item, now: &Item| {
        let work = |now: Dec, then: Dec| now.minus(then)?.over(then)?.times(sign);
        let exact = work(now.base()?, then.base()?)?;
        let formula = format!(
            "({} - {}) ÷ {} × 100%",
            context.shown(if grows { now } else { then }),
            context.shown(if grows { then } else { now }),
            context.shown(then)
        );
        let claim = printed(ClaimKind::Share, context, share, exact, formula)?;
        if !claim.holds() && rounding_explains(now, then, share, work)? {
            None
        } else {
            Some(claim)
        }
    };
    let [first, second] = plain.as_slice() else {
        return holding(earlier.last().and_then(|then| {
            if then.is_like(last) {
                from_to(then, last).or_else(|| from_to(last, then))
            } else {
                None
            }
        }));
    };
    if !first.is_like(second) || first.vague || second.vague {
        return None;
    }
    // 新增 is the amount of a change too: `原有教师236人，新增18人，增长7.63%`.
    if second.is_labelled(&["新增", "净增"]) {
        return holding(quotient(context, share, second, first));
    }
    let stepped = (first.label.contains('由') || first.label.contains('从'))
        && ["到", "至", "为"].iter().any(|word| second.label.ends_with(word));
    let (then, now, is_certain) =
        match (stepped || is_year_before(first, second), is_past(first), is_past(second)) {
            (true, _, _) | (_, true, false) => (first, second, true),
            (_, false, true) => (second, first, true),
            _ => (first, second, false),
        };
    let is_certain =
        is_certain && share.depth == second.depth && !share.apart && !first.among && !second.among;
    match from_to(then, now) {
        Some(claim) if is_certain || claim.holds() => Some(claim),
        _ => holding(from_to(now, then)),
    }
}

/// Whether both are of the same thing in two years that follow each other:
/// `2023年在园幼儿8650人，2024年在园幼儿8218人`.
fn is_year_before(then: &Item, now: &Item) -> bool {
    let dated = |item: &Item| {
        let (year, rest) = item.label.split_once('年')?;
        Some((year.parse::<i32>().ok()?, rest.trim_start_matches('度').to_owned()))
    };
    let (Some((then, subject)), Some((now, same))) = (dated(then), dated(now)) else {
        return false;
    };
    then.checked_add(1) == Some(now) && (subject == same || same.is_empty())
}

/// Whether an item is of an earlier time. Amounts carried over from last year (上年结转) are of
/// this year, and 原 counts only as the first character, because of 高原 and 草原.
fn is_past(item: &Item) -> bool {
    let is_past = item
        .is_labelled(&["上年", "去年", "上一年", "上年度", "同期", "原有", "原来", "原定"])
        || item.label.starts_with('原');
    is_past && !item.is_labelled(&["结转", "结余"])
}

/// The rate of a change from its result and its amount:
/// `43.42万人，比上年增加0.84万人，同比增长1.97%`.
fn from_step(
    context: &Context<'_>,
    share: &Item,
    now: &Item,
    step: &Item,
    sign: Dec,
) -> Option<Claim> {
    if now.vague || step.vague {
        return None;
    }
    let work = |step: Dec, now: Dec| step.over(now.minus(step.times(sign)?)?);
    let exact = work(step.base()?, now.base()?)?;
    // The first figure may be of the year before: `上年100万元，增加20万元，增长20%`.
    if is_past(now) {
        return None;
    }
    let operator = if sign.is_negative() { "+" } else { "-" };
    let formula = format!(
        "{} ÷ ({} {operator} {}) × 100%",
        context.shown(step),
        context.shown(now),
        context.shown(step)
    );
    let claim = printed(ClaimKind::Share, context, share, exact, formula)?;
    if !claim.holds() && rounding_explains(step, now, share, work)? { None } else { Some(claim) }
}

/// Rates of two figures: `预算数A，实际支出B，执行率c%`.
fn rate(context: &Context<'_>, share: &Item, before: &[Item]) -> Option<Claim> {
    let label = share.label.trim_end_matches(['为', '达', '到', '是', '约']);
    let is_rate = label.ends_with('率')
        || label.ends_with("执行情况")
        || label.ends_with("进度")
        || label.ends_with("比例");
    if !is_rate || share.is_labelled(&AIMED) || share.label.contains("年初预算") {
        return None;
    }
    let plain: Vec<&Item> =
        before.iter().filter(|item| !item.is_share() && !item.operand && !item.vague).collect();
    let last = plain.last()?;
    let same: Vec<&&Item> = plain.iter().filter(|item| item.is_like(last)).collect();
    // It is right if any pair of figures gives it.
    for (nth, one) in same.iter().enumerate() {
        for other in same.iter().skip(nth + 1) {
            let right = holding(quotient(context, share, other, one))
                .or_else(|| holding(quotient(context, share, one, other)));
            if right.is_some() {
                return right;
            }
        }
    }
    let known = RATES.iter().any(|rate| label.ends_with(rate)) && !label.contains("结余");
    if known && plain.len() == same.len() && !share.apart && !share.among {
        if let Some(claim) = certain_rate(context, share, &same) {
            return Some(claim);
        }
    }
    let claim = named_part(context, share, &same, label)
        .or_else(|| last_budget(context, share, &same))
        .or_else(|| of_indicator(context, share, &same));
    if let Some(claim) = claim {
        return Some(claim);
    }
    earlier_operands(context, share, last)
}

/// A rate that is named after one of two figures: `受理12件，按期办结11件，按期办结率91.67%`. If it
/// is more than three points off, it is of something else.
fn named_part(context: &Context<'_>, share: &Item, same: &[&&Item], label: &str) -> Option<Claim> {
    let [whole, part] = same else { return None };
    let stem = label.strip_suffix('率').filter(|stem| stem.chars().count() >= 2)?;
    let is_plain =
        ![part, whole].iter().any(|item| item.among || item.depth != share.depth || is_step(item))
            && !share.apart
            && !part.apart;
    let is_other = is_past(whole) || whole.label.contains(stem) || whole.is_labelled(&AIMED);
    if !part.label.ends_with(stem) || !is_plain || is_other || part.base()? > whole.base()? {
        return None;
    }
    quotient(context, share, part, whole)
        .filter(|claim| claim.difference.is_some_and(|off| off.abs() < Dec::whole(3)))
}

/// The rate of the last budget and the last figure, by their labels:
/// `年初预算…，追加…，全年预算2135万元，实际支出2098.6万元，预算执行率98.3%`.
fn last_budget(context: &Context<'_>, share: &Item, same: &[&&Item]) -> Option<Claim> {
    const BUDGETS: [&str; 4] = ["全年预算", "调整后预算", "调整预算", "调整后全年预算"];
    const SPENT: [&str; 7] =
        ["全年支出", "实际支出", "预算执行", "全年执行", "执行数", "实际执行", "决算"];
    let (part, earlier) = same.split_last()?;
    let is_whole = |item: &Item| {
        let core = item.label.trim_end_matches(['数', '为', '是', '达', '共', '计']);
        BUDGETS.iter().any(|word| core.ends_with(word))
    };
    // Funds received (到位) may be between the two.
    let at = earlier.iter().rposition(|item| is_whole(item))?;
    let (whole, between) = (earlier.get(at)?, earlier.get(at + 1..)?);
    let is_budget = between.iter().all(|item| item.is_labelled(&["到位"]))
        && part.is_labelled(&SPENT)
        && share.label.contains("执行率");
    let is_plain = ![part, whole].iter().any(|item| item.among || item.depth != share.depth)
        && !share.apart
        && !part.apart;
    if is_budget && is_plain { quotient(context, share, part, whole) } else { None }
}

/// The rate of a target and a result: `预期指标值28个，实际完成30个，指标完成率107.14%`. Only for
/// counts, because less cost or time is better. A rate above 100% may be printed as 100%.
fn of_indicator(context: &Context<'_>, share: &Item, same: &[&&Item]) -> Option<Claim> {
    let [.., target, actual] = same else { return None };
    let is_target = ["指标值", "目标值", "预期值", "计划值"]
        .iter()
        .any(|word| target.label.trim_end_matches(['为', '是', ':']).ends_with(word));
    let is_actual = actual.is_labelled(&["实际完成", "实际值", "完成值"])
        && actual.unit.dimension == Dimension::Count;
    let is_plain =
        ![target, actual].iter().any(|item| item.among || item.apart || item.depth != share.depth)
            && !share.apart;
    if !(share.label.contains("完成率") && is_target && is_actual && is_plain) {
        return None;
    }
    let is_capped = share.number == Dec::HUNDRED && actual.base()? > target.base()?;
    quotient(context, share, actual, target).filter(|claim| claim.holds() || !is_capped)
}

/// The rate of exactly two figures, one of which is plainly planned and the other done.
fn certain_rate(context: &Context<'_>, share: &Item, same: &[&&Item]) -> Option<Claim> {
    let [one, other] = same else { return None };
    let rank = |item: &Item| (item.is_labelled(&WHOLE), item.is_labelled(&PART));
    let (part, whole) = match (rank(one), rank(other)) {
        ((true, false), (_, true)) => (other, one),
        ((_, true), (true, false)) => (one, other),
        ((true, true), (_, true))
            if other.label.contains("实际") && !one.label.contains("实际") =>
        {
            (other, one)
        }
        _ => return None,
    };
    let unclear = whole.label.contains("年初")
        || whole.among
        || part.among
        || whole.depth != part.depth
        || whole.depth != share.depth;
    if unclear || part.apart && whole.apart || !measures(share, part, whole) {
        return None;
    }
    quotient(context, share, part, whole)
}

/// Whether the rate is about what was done to the part: goods that were bought need not be 合格,
/// and funds that were received need not be 使用.
fn measures(share: &Item, part: &Item, whole: &Item) -> bool {
    const DONE: [(&str, &[&str]); 6] = [
        ("执行", &["执行", "支出", "使用", "决算"]),
        ("支出", &["支出", "执行", "使用"]),
        ("控制", &["支出", "执行", "实际", "决算"]),
        ("完成", &["完成", "实际"]),
        ("使用", &["使用", "支出"]),
        ("利用", &["在用"]),
    ];
    let Some(rate) = RATES.iter().find_map(|rate| share.label.rfind(rate).map(|at| (at, rate)))
    else {
        return false;
    };
    let stem =
        ["率", "情况", "进度"].iter().find_map(|end| rate.1.strip_suffix(end)).unwrap_or(rate.1);
    let words = DONE.iter().find(|(known, _)| *known == stem).map_or(&[][..], |(_, words)| words);
    // `三公经费控制率` is not a rate of all expenditure.
    let owner = share.label.get(..rate.0).filter(|owner| owner.contains("三公"));
    let is_theirs = owner.is_none() || [part, whole].iter().any(|item| item.label.contains("三公"));
    // A rate without a subject is of the two figures before it:
    // `预留124.14万元，实际预留121.21万元，执行情况为97.65%`.
    let is_bare =
        rate.0 == 0 && matches!(stem, "执行" | "支出" | "完成") && part.label.contains("实际");
    is_theirs
        && (part.label.contains(stem)
            || part.is_labelled(words)
            || is_bare && !part.is_labelled(&["到位", "拨付", "下达"]))
}

/// A rate whose operands may be in earlier sentences; found only if it is right.
fn earlier_operands(context: &Context<'_>, share: &Item, last: &Item) -> Option<Claim> {
    if share.number.decimals() == 0 {
        return None;
    }
    let earlier: Vec<&Item> = context
        .earlier
        .iter()
        .flat_map(|sentence| &sentence.items)
        .chain(context.items())
        .collect();
    let earlier = earlier
        .iter()
        .rev()
        .take(3 * REACH)
        .filter(|item| item.is_like(last) && !item.operand && !item.vague);
    let mut candidates = earlier.filter(|item| item.token != last.token);
    candidates.find_map(|item| {
        holding(quotient(context, share, item, last))
            .or_else(|| holding(quotient(context, share, last, item)))
    })
}

/// An amount by its share: `1600万元中，20%用于…，即320万元`; found only if it is right.
fn product(context: &Context<'_>, index: usize, share: &Item) -> Option<Claim> {
    let result = context.item(index + 1)?;
    if !(share.tail.ends_with('即') || result.label.contains('即'))
        || result.vague
        || result.is_share()
    {
        return None;
    }
    let wholes = context.items().get(index.saturating_sub(REACH)..index)?.iter().rev();
    wholes.filter(|whole| whole.is_like(result) && !whole.vague).find_map(|whole| {
        let exact = whole.base()?.times(share.base()?)?;
        holding(printed(
            ClaimKind::Share,
            context,
            result,
            exact,
            format!("{} × {}", context.shown(whole), context.shown(share)),
        ))
    })
}
