//! `A…，其中：a、b、c`, splits by level of government, and `a及b（合计A）`.
//!
//! A list that adds up is always worth saying so. One that does not is wrong only where its names
//! say that it is complete: they are the two or four halves of a whole, or the last of them is
//! 其他.

use super::claim::{Claim, ClaimKind, Context, added, slack};
use super::scanner::{Item, Sentence};
use crate::value::number::Dec;

/// More parts than these are a table, not a sentence.
const MOST_PARTS: usize = 24;
/// Among so many parts, some of which may be details of others, a subset that adds up is looked
/// for.
const MOST_SEARCHED: usize = 10;
/// How far back the total may stand.
const MOST_TOTALS: usize = 6;

/// Words that say that what stands before them is added up.
const TOTALS: [&str; 6] = ["合计", "合计需", "合计为", "共计", "总计", "两项合计"];

/// Words that begin another statement: what follows them is no part.
const ENDS: [&str; 25] = [
    "比",
    "较",
    "同比",
    "增长",
    "下降",
    "减少",
    "完成",
    "结余",
    "剩余",
    "累计",
    "执行率",
    "超",
    "人均",
    "户均",
    "平均",
    "每",
    "另",
    "此外",
    "实际",
    "共",
    "合计",
    "占",
    "覆盖",
    "惠及",
    "节约",
];

/// Names that make a whole together. Each list is complete where every one of its members is among
/// the names.
const WHOLES: [&[&[&str]]; 18] = [
    &[&["基本支出"], &["项目支出"]],
    &[&["中央"], &["省"], &["市"], &["县", "区"]],
    &[&["在职"], &["退休"]],
    &[&["在编", "编内"], &["合同制", "编外", "聘用"]],
    &[&["行政编制", "行政人员"], &["事业编制", "事业人员"]],
    &[&["职工"], &["居民"]],
    &[&["男"], &["女"]],
    &[&["年初预算"], &["追加", "调增"]],
    &[&["人员经费", "人员支出"], &["公用经费", "公用支出"]],
    &[&["城镇", "城市"], &["农村", "乡村"]],
    &[&["当年", "本年"], &["上年结转", "结转"]],
    &[&["财政"], &["自筹", "自有", "单位资金"]],
    &[&["市本级", "市级", "本级"], &["转移支付", "对下"]],
    &[&["保费"], &["其他"]],
    &[&["上半年"], &["下半年"]],
    &[&["小学"], &["初中"], &["高中"], &["幼儿园", "学前"]],
    &[&["公办"], &["民办"]],
    &[&["一季度", "第一季度"], &["二季度"], &["三季度"], &["四季度"]],
];

struct Part<'a> {
    item: &'a Item,
    /// 市、县各 52.5: twice.
    times: i64,
}

struct Parts<'a> {
    parts: Vec<Part<'a>>,
    /// Something in the list could not be read as a part.
    unsure: bool,
}

pub fn find(context: &Context<'_>, found: &mut Vec<Claim>) {
    found.extend(scored(context));
    for (index, item) in context.items().iter().enumerate() {
        let split = !item.among
            && item.label.trim_start_matches('由').starts_with("中央")
            && !item.is_share();
        if item.among || split {
            found.extend(among(context, index, split));
        }
        if TOTALS.iter().any(|word| item.label.ends_with(word)) {
            found.extend(total_after(context, index, true));
        } else if item.says(&["累计", "全年预算", "调整后预算", "总投资", "总额"]) {
            found.extend(total_after(context, index, false).filter(Claim::holds));
        }
    }
}

/// The parts that begin at `first`.
fn parts(items: &[Item], first: usize) -> Parts<'_> {
    let mut found = Parts { parts: Vec::new(), unsure: false };
    let Some(head) = items.get(first) else { return found };
    let mut by_semicolon = None;
    for (nth, item) in items.iter().enumerate().skip(first).take(2 * MOST_PARTS) {
        if item.depth > head.depth {
            // `自有资金300万元（尚有100万元缺口）`
            found.unsure |= item.says(&["尚", "另", "缺口"]);
            continue;
        }
        if item.depth < head.depth || nth > first && item.among || found.parts.len() >= MOST_PARTS {
            found.unsure |= item.depth == head.depth;
            break;
        }
        if item.is_share() {
            continue;
        }
        if nth > first && item.apart != by_semicolon.unwrap_or(item.apart) {
            if item.apart {
                break;
            }
            found.unsure = true;
            continue;
        }
        if item.says(&ENDS) || item.operand {
            // What there is besides belongs to the total all the same.
            found.unsure |= item.says(&["另", "此外"]);
            break;
        }
        if nth > first {
            by_semicolon = Some(item.apart);
        }
        let like = found.parts.first().is_none_or(|part: &Part<'_>| part.item.is_like(item));
        let times = sharers(&item.label);
        match times {
            Some(times) if like && !item.vague && !item.unit.noun.is_empty() => {
                found.parts.push(Part { item, times })
            }
            _ => found.unsure = true,
        }
    }
    found
}

/// `市、县(市、区)各应负担`: two. A 各 that does not say how many each are is `None`.
fn sharers(label: &str) -> Option<i64> {
    let Some((names, rest)) = label.rsplit_once('各') else { return Some(1) };
    if rest.starts_with(['级', '项', '类', '地', '县', '市', '区', '单', '部']) {
        return if names.is_empty() || label.starts_with('各') { None } else { Some(1) };
    }
    let joints = names.chars().filter(|c| matches!(c, '、' | '和' | '与' | '及')).count();
    (joints > 0).then(|| i64::try_from(joints).ok().map(|joints| joints + 1)).flatten()
}

fn among(context: &Context<'_>, first: usize, split: bool) -> Option<Claim> {
    let items = context.items();
    let head = items.get(first)?;
    let list = parts(items, first);
    let addends: i64 = list.parts.iter().map(|part| part.times).sum();
    if addends < 2 {
        return None;
    }
    let part = list.parts.first()?;
    let sum = list.parts.iter().try_fold(Dec::ZERO, |sum, part| {
        sum.plus(part.item.base()?.times(Dec::whole(part.times))?)
    })?;
    let candidates = totals(context, first, head, part.item);
    let claims: Vec<Claim> =
        candidates.iter().filter_map(|total| against(context, total, &list.parts, sum)).collect();
    if let Some(right) = claims.iter().find(|claim| claim.holds()) {
        return Some(right.clone());
    }
    let nearest = *candidates.first()?;
    let names: Vec<&str> = list.parts.iter().map(|part| part.item.label.as_str()).collect();
    let certain = !list.unsure
        && !nearest.vague
        && is_whole(&names, split)
        && !has_subset(&list.parts, nearest);
    // A total smaller than a part, or far from the sum, is the total of something else.
    let total = nearest.base()?;
    let largest = list.parts.iter().filter_map(|part| part.item.base()).max()?;
    let near =
        total > largest && sum.times(Dec::new(2, 0))? > total && total.times(Dec::new(2, 0))? > sum;
    if certain && near { claims.into_iter().next() } else { None }
}

/// What the parts may be parts of, the likeliest first.
fn totals<'a>(context: &Context<'a>, first: usize, head: &Item, part: &Item) -> Vec<&'a Item> {
    let items = context.items();
    let fits = |item: &&&Item| item.is_like(part) && !item.operand;
    let mut found: Vec<&Item> = items
        .get(..first)
        .unwrap_or(&[])
        .iter()
        .rev()
        .take(MOST_TOTALS)
        .filter(|item| fits(&item))
        .collect();
    if head.depth > 0 {
        // In brackets: the figure they follow.
        found.truncate(1);
        return found;
    }
    found.retain(|item| item.depth == 0);
    if items.get(..first).is_some_and(|before| before.iter().all(Item::is_share)) {
        let before: Vec<&Item> = context
            .before
            .map_or(&[][..], |s: &Sentence| &s.items)
            .iter()
            .filter(|item| !item.is_share())
            .collect();
        if let [only] = before.as_slice() {
            found.extend(Some(*only).filter(|item| fits(&item)));
        }
    }
    found
}

fn against(context: &Context<'_>, total: &Item, parts: &[Part<'_>], sum: Dec) -> Option<Claim> {
    if total.vague {
        return None;
    }
    let slack = slack(total, parts.iter().map(|part| (part.item, part.times)))?;
    added(ClaimKind::Sum, context, total, sum, slack, written(context, parts))
}

fn written(context: &Context<'_>, parts: &[Part<'_>]) -> String {
    let shown = |part: &Part<'_>| match part.times {
        1 => context.shown(part.item),
        times => format!("{} × {times}", context.shown(part.item)),
    };
    parts.iter().map(shown).collect::<Vec<_>>().join(" + ")
}

/// Do the names say that nothing is left out?
fn is_whole(names: &[&str], split: bool) -> bool {
    let has =
        |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.contains(word)));
    // 其他交通费用 is a thing of its own, 其他支出 the rest.
    let rest = |name: &&str| {
        name.strip_prefix("其他")
            .or_else(|| name.strip_prefix("其余"))
            .is_some_and(|of| of.chars().count() <= 2)
    };
    let other = names.last().is_some_and(rest);
    let level = WHOLES.get(1).is_some_and(|levels| levels.iter().all(|words| has(words)));
    if split {
        return level;
    }
    other && names.len() > 2
        || WHOLES.iter().any(|whole| {
            whole.len() <= names.len().max(2)
                && whole.iter().all(|words| has(words))
                && fits_names(whole, names)
        })
}

/// Every name belongs to the whole: a third name beside 基本支出 and 项目支出 may be a detail of
/// either.
fn fits_names(whole: &[&[&str]], names: &[&str]) -> bool {
    names.iter().all(|name| whole.iter().any(|words| words.iter().any(|word| name.contains(word))))
}

/// Some of the parts alone make the total: the others are details of them.
fn has_subset(parts: &[Part<'_>], total: &Item) -> bool {
    let values: Vec<Dec> =
        parts.iter().filter_map(|part| part.item.base()?.times(Dec::whole(part.times))).collect();
    let (Some(total), Some(half)) = (total.base(), total.half()) else { return true };
    if values.len() > MOST_SEARCHED || parts.len() < 3 {
        return values.len() > MOST_SEARCHED;
    }
    (1u32..1 << values.len()).any(|chosen| {
        let chosen = values
            .iter()
            .enumerate()
            .filter(|(nth, _)| chosen >> nth & 1 == 1)
            .map(|(_, value)| *value);
        Dec::sum(chosen)
            .and_then(|sum| sum.minus(total))
            .is_some_and(|difference| difference.abs() <= half)
    })
}

/// `a万元，b万元，合计c万元`.
fn total_after(context: &Context<'_>, index: usize, is_certain: bool) -> Option<Claim> {
    let items = context.items();
    let total = items.get(index)?;
    let start = index.saturating_sub(MOST_PARTS);
    let before: Vec<&Item> = items.get(start..index)?.iter().collect();
    // In brackets, what is added up stands before them.
    let level = if total.depth > 0 { total.depth - 1 } else { 0 };
    let same: Vec<&Item> = before
        .iter()
        .copied()
        .filter(|item| item.is_like(total) && !item.operand && !item.vague && item.depth <= level)
        .collect();
    if total.vague || same.len() < 2 {
        return None;
    }
    let claim = |addends: &[&Item]| {
        let parts: Vec<Part<'_>> = addends.iter().map(|item| Part { item, times: 1 }).collect();
        let sum = parts.iter().try_fold(Dec::ZERO, |sum, part| sum.plus(part.item.base()?))?;
        against(context, total, &parts, sum)
    };
    let suffixes = (2..=same.len().min(MOST_SEARCHED))
        .filter_map(|length| claim(same.get(same.len() - length..)?));
    if let Some(right) = suffixes.into_iter().find(|claim| claim.holds()) {
        return Some(right);
    }
    // Wrong only where nothing else is in the sentence, and the parts are joined as parts are.
    let alone = same.len() == before.len()
        && start == 0
        && before
            .iter()
            .all(|item| !item.among && !item.apart && !item.says(&ENDS) && item.depth == 0);
    let joined = before.iter().skip(1).all(|item| {
        item.label.starts_with(['、', '及', '和', '与']) || item.label.starts_with("以及")
    });
    let largest = same.iter().filter_map(|item| item.base()).max()?;
    let claim = claim(&same)?;
    let listed = joined || is_list(&same, total) == Some(true);
    (is_certain && alone && listed && total.base()? > largest && claim.is_wrong()).then_some(claim)
}

/// `道路硬化126.5万元，路灯安装48.32万元，渠道防渗83.6万元，合计…`: three things or more by their
/// names, none of which could be a sum itself, that come to nearly the total, with nothing else
/// between them: no 等, no 扣除.
fn is_list(same: &[&Item], total: &Item) -> Option<bool> {
    const LONGEST_NAME: usize = 12;
    /// Figure, comma, name, figure.
    const APART: usize = 3;
    let is_name = |item: &&Item| {
        let length = item.label.chars().count();
        (2..=LONGEST_NAME).contains(&length)
            && !item
                .says(&["总", "共", "预算", "收入", "支出", "资金", "其中", "累计", "结余", "结转"])
    };
    let are_joined =
        same.iter().copied().chain([total]).collect::<Vec<_>>().windows(2).all(|pair| match pair {
            [one, next] => one.token + APART == next.token,
            _ => false,
        });
    let sum = same.iter().try_fold(Dec::ZERO, |sum, item| sum.plus(item.base()?))?;
    let off = sum.over(total.base()?)?.minus(Dec::ONE)?.abs();
    let parts: Vec<Part<'_>> = same.iter().map(|item| Part { item, times: 1 }).collect();
    let is_bare = TOTALS.contains(&total.label.as_str());
    Some(
        same.len() > 2
            && is_bare
            && are_joined
            && same.iter().all(is_name)
            && off < Dec::new(1, 1)
            && !has_subset(&parts, total),
    )
}

/// `评价得分98.77分，其中：决策指标20分，得20分；过程指标20分，得19.77分…`: the points of a whole
/// table, of which the scores make the score.
fn scored(context: &Context<'_>) -> Option<Claim> {
    let is_points = |item: &&Item| item.unit.noun == "分" && item.unit.power == 0;
    let is_score = |item: &&Item| {
        let core = item.label.trim_end_matches(['为', '是', '达', ':']);
        is_points(item)
            && !item.vague
            && ["得分", "总分", "评分"].iter().any(|word| core.ends_with(word))
    };
    let items = context.items();
    let first = items.iter().position(|item| item.among)?;
    let (before, rest) = items.split_at_checked(first)?;
    let total = before
        .iter()
        .rfind(is_score)
        .or_else(|| context.before.filter(|_| before.is_empty())?.items.iter().rfind(is_score))?;
    let points: Vec<&Item> = rest.iter().take(2 * MOST_PARTS).filter(is_points).collect();
    let (scores, weights): (Vec<&Item>, Vec<&Item>) = points
        .into_iter()
        .partition(|item| item.label.starts_with('得') || item.label.ends_with("得分"));
    let full = weights.iter().try_fold(Dec::ZERO, |sum, item| sum.plus(item.number))?;
    let sum = scores.iter().try_fold(Dec::ZERO, |sum, item| sum.plus(item.number))?;
    if full != Dec::HUNDRED
        || scores.len() != weights.len()
        || scores.len() < 2
        || scores.iter().any(|item| item.vague)
    {
        return None;
    }
    let parts: Vec<Part<'_>> = scores.iter().map(|item| Part { item, times: 1 }).collect();
    against(context, total, &parts, sum)
}
