//! Sums: `A…，其中：a、b、c`, splits by level of government, and `a及b（合计A）`.
//!
//! A list that adds up is right. A list that does not is wrong only if it is complete: its names
//! make a known whole together, or the last of them is 其他.

use super::claim::{Claim, ClaimKind, Context, added, slack};
use super::scanner::{Item, Sentence};
use crate::value::number::Dec;

/// A list of more parts is a table, not a sentence.
const MOST_PARTS: usize = 24;
/// The most parts among which a subset that adds up is searched for, since some parts may be
/// details of others.
const MOST_SEARCHED: usize = 10;
/// How many quantities back the total is looked for.
const MOST_TOTALS: usize = 6;

/// Words for the sum of the figures before them.
const TOTALS: [&str; 6] = ["合计", "合计需", "合计为", "共计", "总计", "两项合计"];

/// Words that begin another statement, so that the figure after them is not a part.
const ENDS: [&str; 25] = [
    "比", "较", "同比", "增长", "下降", "减少", "完成", "结余", "剩余", "累计", "执行率", "超",
    "人均", "户均", "平均", "每", "另", "此外", "实际", "共", "合计", "占", "覆盖", "惠及", "节约",
];

/// Names that make a whole together. A list is complete if it has a name for every member of one of
/// these.
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

/// The parts of a list.
struct Parts<'a> {
    parts: Vec<Part<'a>>,
    /// Something in the list could not be read as a part.
    unsure: bool,
}

/// One part of a list.
struct Part<'a> {
    item: &'a Item,
    /// How often it is added: two for `市、县各52.5`.
    times: i64,
}

/// Adds the sums of a sentence to `found`.
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
        } else if item.is_labelled(&["累计", "全年预算", "调整后预算", "总投资", "总额"])
        {
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
            // A figure in brackets may belong to the total: `自有资金300万元（尚有100万元缺口）`.
            found.unsure |= item.is_labelled(&["尚", "另", "缺口"]);
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
        if item.is_labelled(&ENDS) || item.operand {
            // 另 and 此外 begin a figure that may belong to the total too.
            found.unsure |= item.is_labelled(&["另", "此外"]);
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

/// How many share a figure: two for `市、县各应负担`. `None` if 各 leaves open how many.
pub fn sharers(label: &str) -> Option<i64> {
    let Some((names, rest)) = label.rsplit_once('各') else { return Some(1) };
    if rest.starts_with(['级', '项', '类', '地', '县', '市', '区', '单', '部']) {
        return if names.is_empty() || label.starts_with('各') { None } else { Some(1) };
    }
    let joints = names.chars().filter(|c| matches!(c, '、' | '和' | '与' | '及')).count();
    (joints > 0).then(|| i64::try_from(joints).ok().map(|joints| joints + 1)).flatten()
}

/// The claim that the parts from `first` on come to a total before them. `split`: they are levels
/// of government.
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
    let is_certain = !list.unsure
        && !nearest.vague
        && is_whole(&names, split)
        && !has_subset(&list.parts, nearest);
    // A total that is smaller than a part or far from the sum is of something else.
    let total = nearest.base()?;
    let largest = list.parts.iter().filter_map(|part| part.item.base()).max()?;
    let is_near =
        total > largest && sum.times(Dec::new(2, 0))? > total && total.times(Dec::new(2, 0))? > sum;
    if is_certain && is_near { claims.into_iter().next() } else { None }
}

/// The totals that parts may come to, the likeliest first.
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
        // Parts in brackets come to the figure before the bracket.
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

/// The claim that `total` is the sum of the parts.
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

/// Whether the names show that the list is complete.
pub fn is_whole(names: &[&str], split: bool) -> bool {
    let has =
        |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.contains(word)));
    // 其他支出 is the rest; a longer name such as 其他交通费用 is not.
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

/// Whether every name belongs to the whole. A third name beside 基本支出 and 项目支出 may be a
/// detail of either.
fn fits_names(whole: &[&[&str]], names: &[&str]) -> bool {
    names.iter().all(|name| whole.iter().any(|words| words.iter().any(|word| name.contains(word))))
}

/// Whether some of the parts alone make the total, so that the others are details of them; also if
/// that cannot be decided.
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

/// The total of figures before it: `a万元，b万元，合计c万元`.
fn total_after(context: &Context<'_>, index: usize, is_certain: bool) -> Option<Claim> {
    let items = context.items();
    let total = items.get(index)?;
    let start = index.saturating_sub(MOST_PARTS);
    let before: Vec<&Item> = items.get(start..index)?.iter().collect();
    // A total in brackets is of figures before the bracket.
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
    // It is wrong only if nothing else is in the sentence and the figures are joined like parts.
    let is_alone = same.len() == before.len()
        && start == 0
        && before
            .iter()
            .all(|item| !item.among && !item.apart && !item.is_labelled(&ENDS) && item.depth == 0);
    let are_joined = before.iter().skip(1).all(|item| {
        item.label.starts_with(['、', '及', '和', '与']) || item.label.starts_with("以及")
    });
    let largest = same.iter().filter_map(|item| item.base()).max()?;
    let claim = claim(&same)?;
    let are_parts = are_joined || is_list(&same, total) == Some(true);
    let is_wrong = is_alone && are_parts && total.base()? > largest && claim.is_wrong();
    (is_certain && is_wrong).then_some(claim)
}

/// Whether figures are a plain list with its total: at least three named figures, none of which can
/// be a sum itself, that come to nearly the total, with nothing else (等, 扣除) between them.
/// `道路硬化126.5万元，路灯安装48.32万元，渠道防渗83.6万元，合计…` is one.
fn is_list(same: &[&Item], total: &Item) -> Option<bool> {
    const LONGEST_NAME: usize = 12;
    /// The tokens from one figure to the next: figure, comma, name.
    const APART: usize = 3;
    let is_name = |item: &&Item| {
        let length = item.label.chars().count();
        (2..=LONGEST_NAME).contains(&length)
            && !item.is_labelled(&[
                "总", "共", "预算", "收入", "支出", "资金", "其中", "累计", "结余", "结转",
            ])
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

/// The total score of a table whose weights come to 100:
/// `评价得分98.77分，其中：决策指标20分，得20分；过程指标20分，得19.77分…`.
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
