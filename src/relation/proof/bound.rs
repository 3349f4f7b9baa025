//! Bounds: what a figure of a text cannot exceed or fall below, whatever else is true.
//!
//! A share ends at 100 %, a score at its full marks, a part at its whole, and the rate of all lies
//! between the rates of its groups. Approximations break a bound like any other figure.

use super::fact::{is_aimed, is_past, is_step};
use super::names::{clashes, is_whole};
use crate::filing::Cell;
use crate::narrative::prose::Mention;
use crate::narrative::scanner::Item;
use crate::order::sorted_by_key;
use crate::relation::share::is_bounded;
use crate::value::number::Dec;
use crate::value::text::contains_any;
use crate::value::unit::Dimension;

/// Which bound a figure breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A share of a whole above 100 %.
    Whole,
    /// Points above the full marks beside them.
    FullMarks,
    /// The total of an evaluation above 100 points.
    Hundred,
    /// A part above what it is a part of.
    Part,
    /// More paid than the contract is worth.
    Contract,
    /// More people in post than posts.
    Posts,
    /// The rate of all outside of the rates of its groups.
    Between,
    /// Less than what it is said to reach.
    Reached,
    /// The rate of all costs above the rate of the costs within the policy.
    Policy,
}

/// A figure that breaks its bound.
#[derive(Debug, PartialEq)]
pub struct Breach {
    pub bound: Bound,
    /// Whether words leave no doubt that the bound is one.
    pub is_certain: bool,
    /// UTF-16 offsets of the figure.
    pub span: (usize, usize),
    pub claimed: String,
    /// The bound, as it is printed; blank for 100 % and 100 points. Two figures for a range.
    pub limit: String,
}

/// The figures of a text that break a bound, in order.
pub fn breaches(cell: &Cell) -> Vec<Breach> {
    let all = cell.prose().all();
    let mut found = Vec::new();
    for line in all.chunk_by(|a, b| a.line == b.line) {
        let text = Text { cell, found: &mut found };
        search(line, text);
    }
    // What the text's own arithmetic has settled is said by other rules, with the right figure.
    let is_judged = |breach: &Breach| {
        let mut wrong = cell.claims().iter().filter(|claim| claim.is_wrong());
        wrong.any(|claim| claim.span == breach.span)
    };
    found.retain(|breach| !is_judged(breach));
    let mut found = sorted_by_key(found, |breach| breach.span);
    found.dedup_by_key(|breach| breach.span);
    found
}

fn search(line: &[&Mention], mut text: Text<'_>) {
    for sentence in line.chunk_by(|a, b| a.sentence == b.sentence) {
        let items: Vec<&Item> = sentence.iter().map(|mention| &mention.item).collect();
        shares(&items, &mut text);
        points(&items, &mut text);
        parts(&items, &mut text);
        between(&items, &mut text);
        reached(&items, &mut text);
    }
    posts(line, &mut text);
    policy(line, &mut text);
}

/// The text that is searched, and what was found in it.
struct Text<'a> {
    cell: &'a Cell,
    found: &'a mut Vec<Breach>,
}

impl Text<'_> {
    /// The words of the sentence around a figure, without white space.
    fn around(&self, item: &Item) -> String {
        const REACH: usize = 160;
        let (start, end) = item.span;
        let before = self.cell.quoted((start.saturating_sub(REACH), start));
        let after = self.cell.quoted((end, end + REACH));
        let before = before.rsplit('。').next().unwrap_or("");
        let after = after.split('。').next().unwrap_or("");
        format!("{before}{}{after}", self.shown(item))
    }

    fn shown(&self, item: &Item) -> String {
        self.cell.quoted(item.span)
    }

    fn push(&mut self, bound: Bound, is_certain: bool, item: &Item, limits: &[&Item]) {
        let limits: Vec<String> = limits.iter().map(|limit| self.shown(limit)).collect();
        self.found.push(Breach {
            bound,
            is_certain,
            span: item.span,
            claimed: self.shown(item),
            limit: limits.join(" ~ "),
        });
    }
}

/// Verbs and signs between a name and its figure.
const LINKS: [&str; 46] = [
    "为", "是", "达", "到", "达到", "达至", "均", "都", "已", "分别", "约", "近", "超", "超过",
    "逾", "高达", "稳定在", "保持在", "维持在", "稳定", "保持", "维持", "实现", "总体", "在", "至",
    "的", "提高到", "提升到", "提升至", "提高至", "上升到", "上升至", "增至", "升至", "下降到",
    "下降至", "不低于", "不少于", "高于", "大于", "≥", ">", "≤", "至少", "了",
];

/// A label without the verbs and signs at its end.
fn name_of(label: &str) -> &str {
    let mut name = label;
    while let Some(rest) = LINKS.iter().find_map(|link| name.strip_suffix(link)) {
        name = rest;
    }
    name
}

fn is_rate(item: &Item) -> bool {
    matches!(&*item.unit.noun, "%" | "‰")
}

/// Is one figure larger than another, however they were rounded?
fn exceeds(item: &Item, other: &Item) -> bool {
    let sides = || {
        let low = item.base()?.minus(item.half()?)?;
        let high = other.base()?.plus(other.half()?)?;
        Some(low >= high && item.base()? > other.base()?)
    };
    sides() == Some(true)
}

// ── 100 % ───────────────────────────────────────────────────────────────────────────────────────

/// Shares above 100 %.
fn shares(items: &[&Item], text: &mut Text<'_>) {
    let mut before: Option<(&Item, bool)> = None;
    for item in items {
        let is_list = matches!(item.label.as_str(), "、" | "和" | "及" | "与");
        let is_first = before.is_none_or(|(before, _)| before.topic != item.topic);
        let is_named = is_rate(item)
            && match before {
                // `报销比例分别为85%、80%`
                Some((other, is_named)) if is_list && is_rate(other) => is_named,
                // `满意度：98%`
                _ if item.label.is_empty() && is_first => {
                    ends_at_whole(name_of(&item.topic)) && !item.tail.starts_with("完成")
                }
                _ => is_share_of_whole(item),
            };
        let is_above = item.base().is_some_and(|base| base > Dec::ONE);
        if is_named && is_above && !item.operand && !is_excused(item, text) {
            text.push(Bound::Whole, true, item, &[]);
        }
        before = Some((item, is_named));
    }
}

fn is_share_of_whole(item: &Item) -> bool {
    const PAID: [&str; 10] = [
        "救助", "报销", "比例救助", "比例报销", "的比例救助", "的比例报销", "给予救助", "予以救助",
        "给予报销", "予以报销",
    ];
    const ARRIVED: [&str; 7] =
        ["到位", "按时到位", "及时到位", "足额到位", "按时足额到位", "及时足额到位", "全部到位"];
    let begins = |words: &[&str]| words.iter().any(|word| item.tail.starts_with(word));
    let name = name_of(&item.label);
    // `完成率、合格率分别为120%、98%`
    let names = name.split(['、', '和', '与', '及']).rev().skip(1);
    let is_mixed = item.label.contains("分别")
        && names.into_iter().any(|name| name.ends_with(['率', '度', '例', '比']));
    let is_paid = (item.label.ends_with('按') || item.label.ends_with("按照")) && begins(&PAID);
    // `满意度110%完成`
    is_paid
        || begins(&ARRIVED) && !is_step(&item.label) && !contains_any(&item.label, &MEASURED)
        || ends_at_whole(name) && !is_mixed && !begins(&["完成", "的完成"])
}

/// Words for what is measured against something else than its whole.
const MEASURED: [&str; 12] = [
    "预算", "计划", "目标", "任务", "上年", "去年", "同期", "年初", "增量", "贡献", "利润", "定额",
];

/// Whether a share of this name ends at 100 %, in a text.
fn ends_at_whole(name: &str) -> bool {
    const MORE: [&str; 5] = ["评价率", "救助率", "得分率", "占比", "覆盖面"];
    if contains_any(name, &MEASURED) || is_step(name) {
        return false;
    }
    // What is inspected in several rounds is covered more than once.
    const ROUNDS: [&str; 7] = ["检查", "巡查", "监督", "督查", "抽查", "走访", "巡检"];
    let is_repeated = name.ends_with("覆盖面") && contains_any(name, &ROUNDS);
    is_bounded(name) || MORE.iter().any(|end| name.ends_with(end)) && !is_repeated
}

/// Whether the words around a share above 100 % tell how it can be.
fn is_excused(item: &Item, text: &Text<'_>) -> bool {
    const GROUPS: [&str; 10] =
        ["困难", "监测", "脱贫", "低保", "特困", "学生", "对象", "低收入", "儿童", "残疾"];
    let around = text.around(item);
    let name = if item.label.is_empty() { item.topic.as_str() } else { item.label.as_str() };
    // Insured against residents; a group's members are counted on both sides.
    let is_insured = name.contains("参保率") && !contains_any(name, &GROUPS);
    is_insured && contains_any(&around, &["户籍", "常住", "人口", "外来", "流动"])
        || name.contains("得分率") && contains_any(&around, &["加分", "附加"])
        || name.contains("到位") && contains_any(&around, &["追加", "结转", "增拨"])
        || name.contains("覆盖") && contains_any(&around, &["轮", "遍", "多次", "重复"])
        || contains_any(&around, &["超过100%", "大于100%", "高于100%", "超100%", "超额"])
}

// ── Points ──────────────────────────────────────────────────────────────────────────────────────

/// Points above their full marks, and totals above 100.
fn points(items: &[&Item], text: &mut Text<'_>) {
    for (nth, item) in items.iter().enumerate() {
        if item.unit.noun != "分" || item.vague || item.operand {
            continue;
        }
        let before = nth.checked_sub(1).and_then(|at| items.get(at)).copied();
        let is_paired = before.is_some_and(is_full);
        let is_lone = || {
            // `A分值10分、B分值20分，得分30分`
            let earlier = nth.checked_sub(2).and_then(|at| items.get(at));
            !earlier.is_some_and(|earlier| is_full(earlier))
        };
        if let Some(full) = before.filter(|_| is_paired && is_score(item) && is_lone()) {
            if exceeds(item, full) && !has_extra(&text.around(item)) {
                text.push(Bound::FullMarks, true, item, &[full]);
            }
            continue;
        }
        // `得分12分（满分10分）`
        let after = items.get(nth + 1).filter(|full| {
            full.depth == item.depth + 1
                && matches!(name_of(&full.label), "满分" | "分值" | "权重" | "标准分")
                && is_full(full)
        });
        if let Some(full) = after.filter(|_| is_score(item)) {
            if exceeds(item, full) && !has_extra(&text.around(item)) {
                text.push(Bound::FullMarks, true, item, &[full]);
            }
        } else if item.number > Dec::HUNDRED && is_total(item, text) {
            text.push(Bound::Hundred, true, item, &[]);
        }
    }
}

/// `指标分值`, `满分`
fn is_full(item: &Item) -> bool {
    let name = name_of(&item.label);
    item.unit.noun == "分"
        && !item.vague
        && !item.operand
        && ["分值", "满分", "权重", "标准分", "满分值"].iter().any(|end| name.ends_with(end))
        && !contains_any(name, &["每", "加", "扣", "附"])
}

fn is_score(item: &Item) -> bool {
    let name = name_of(&item.label);
    ["得分", "得", "实得", "自评", "自评分", "评分", "实得分", "得分值"]
        .iter()
        .any(|end| name.ends_with(end))
        && !contains_any(name, &["加", "扣", "总", "合计", "共", "累计", "平均", "附"])
}

fn has_extra(around: &str) -> bool {
    contains_any(around, &["加分", "附加", "奖励", "折算", "折合", "百分制", "加权"])
}

/// Whether it is the total of a self-evaluation out of 100.
fn is_total(item: &Item, text: &Text<'_>) -> bool {
    const TOTALS: [&str; 10] = [
        "自评得分", "自评总分", "自评总得分", "自评分", "自评分数", "自评", "总得分", "总分",
        "总分值", "评价得分",
    ];
    const OTHER: [&str; 18] = [
        "平均", "合计", "累计", "分制", "千分", "各", "个项目", "个单位", "个部门", "家", "考核",
        "考评", "竞赛", "测评", "体检", "问卷", "考试", "测试",
    ];
    let name = name_of(&item.label);
    if !TOTALS.iter().any(|end| name.ends_with(end)) {
        return false;
    }
    let around = text.around(item);
    let is_other_scale =
        around.contains("满分") && !contains_any(&around, &["满分100", "满分为100"]);
    contains_any(&around, &["自评", "自我评价", "绩效"])
        && !is_other_scale
        && !has_extra(&around)
        && !contains_any(&around, &OTHER)
}

// ── Parts ───────────────────────────────────────────────────────────────────────────────────────

/// Parts that exceed their whole, and payments that exceed their contract.
fn parts(items: &[&Item], text: &mut Text<'_>) {
    for (nth, item) in items.iter().enumerate() {
        if item.vague
            || item.operand
            || !is_countable(item)
            || is_attribute(item, items.get(nth + 1))
        {
            continue;
        }
        let before = nth.checked_sub(1).and_then(|at| items.get(at)).copied();
        let whole = if item.among {
            whole_among(items, nth)
        } else if begins_part(item) {
            before.filter(|whole| !item.apart && item.depth <= whole.depth + 1)
        } else {
            None
        };
        if let Some(whole) = whole.filter(|whole| is_part_of(item, whole)) {
            if exceeds(item, whole) {
                text.push(Bound::Part, true, item, &[whole]);
                continue;
            }
            if item.among {
                joined_parts(items, nth, whole, text);
            }
        }
        let Some(before) = before.filter(|other| other.is_like(item) && !other.vague) else {
            continue;
        };
        if is_in_use(before, item) && exceeds(before, item) {
            text.push(Bound::Part, true, before, &[item]);
        }
        if is_payment(item, before) && exceeds(item, before) {
            text.push(Bound::Contract, false, item, &[before]);
        }
    }
}

/// Units that count one kind of thing. `3个乡镇，其中12个村` counts two.
fn is_countable(item: &Item) -> bool {
    const UNITS: [&str; 13] =
        ["人", "名", "位", "人次", "户", "户次", "家", "家次", "亩", "辆", "吨", "公里", "平方米"];
    item.unit.dimension == Dimension::Money && !item.unit.noun.contains('/')
        // `6.2万亩次`
        || UNITS.contains(&&*item.unit.noun) && !item.tail.starts_with('次')
}

/// Whether a figure only tells which thing is meant: `A桥（合同价4500万元）2000万元`,
/// `总投资6.5亿元的国道项目`.
fn is_attribute(item: &Item, next: Option<&&Item>) -> bool {
    const SIZES: [&str; 7] = ["总投资", "合同", "总价", "概算", "贷款", "产值", "总人口"];
    // The figure that is meant comes right after the bracket.
    let is_before_part = next.is_some_and(|next| {
        next.is_like(item) && next.depth < item.depth && next.label.chars().count() <= 1
    });
    let is_of = ["的", "中的"].iter().any(|of| item.tail.starts_with(of));
    is_before_part || is_of || item.among && contains_any(&item.label, &SIZES)
}

/// `主要为财政拨款收入`, `（含人员经费…）`
fn begins_part(item: &Item) -> bool {
    const OPENS: [&str; 4] = ["主要为", "主要包括", "含", "包含"];
    OPENS.iter().any(|open| item.label.starts_with(open))
        && !contains_any(&item.label, &["税", "因", "由于"])
}

/// How many figures before a part its whole may be among.
const MOST_BEFORE: usize = 24;

/// What the part after 其中 is a part of: the largest figure of its kind since the last semicolon,
/// or the one before its bracket.
fn whole_among<'a>(items: &[&'a Item], nth: usize) -> Option<&'a Item> {
    let part = items.get(nth)?;
    let before = items.get(..nth)?;
    let last = *before.last()?;
    if last.depth < part.depth {
        return Some(last).filter(|whole| whole.is_like(part));
    }
    if part.apart {
        return None;
    }
    let far = before.len().saturating_sub(MOST_BEFORE);
    let before = before.get(far..)?;
    // Where the list begins too far before, its whole is not known.
    let start = before.iter().rposition(|item| item.apart).or((far == 0).then_some(0))?;
    let is_candidate = |item: &&&Item| item.is_like(part) && !clashes(&item.label, &part.label);
    let like = before.get(start..)?.iter().filter(is_candidate);
    let like: Vec<&Item> = like.copied().collect();
    if like.iter().any(|item| item.vague || item.operand || is_step(&item.label)) {
        return None;
    }
    like.into_iter().max_by_key(|item| item.base())
}

/// The parts that follow the first: joined by 、 or named after the whole as the first is.
fn joined_parts(items: &[&Item], first: usize, whole: &Item, text: &mut Text<'_>) {
    let Some(head) = items.get(first) else { return };
    let kind = last_two(&head.label);
    let is_named_after = kind.is_some() && kind == last_two(&whole.label);
    for item in items.iter().skip(first + 1) {
        let is_next = !item.apart && !item.among && item.depth == head.depth && item.is_like(head);
        let is_joined = item.label.starts_with('、');
        let is_same = is_named_after && last_two(&item.label) == kind && item.depth == 0;
        if !is_next || !(is_joined || is_same) || item.vague || item.operand {
            return;
        }
        if contains_any(&item.label, &["总", "合计", "共", "另"]) || !is_part_of(item, whole) {
            return;
        }
        if exceeds(item, whole) {
            text.push(Bound::Part, true, item, &[whole]);
        }
    }
}

fn last_two(label: &str) -> Option<&str> {
    let name = name_of(label);
    let (at, _) = name.char_indices().rev().nth(1)?;
    name.get(at..)
}

/// Whether nothing in their words speaks against a part that cannot exceed its whole.
fn is_part_of(part: &Item, whole: &Item) -> bool {
    /// Of these, one part may be above the whole where another is below zero.
    const NET: [&str; 9] = ["结余", "节余", "结存", "盈余", "利润", "差额", "净", "缺口", "赤字"];
    const PLANNED: [&str; 12] = [
        "预算", "计划", "目标", "任务", "指标", "应", "编制", "核定", "批复", "安排", "下达",
        "限额",
    ];
    const DONE: [&str; 11] =
        ["执行", "完成", "实际", "支付", "到位", "决算", "追加", "使用", "已", "调整", "实有"];
    const OTHER_SCOPE: [&str; 12] = [
        "累计", "截至", "截止", "历年", "以前", "以来", "原值", "预算", "计划", "目标", "限额",
        "控制",
    ];
    /// What money brings about is no part of it.
    const EFFECTS: [&str; 5] = ["带动", "撬动", "拉动", "产值", "销售"];
    const RATES: [&str; 7] = ["人均", "户均", "平均", "每", "单价", "标准", "最高"];
    let differ = |words: &[&str]| part.is_labelled(words) && !whole.is_labelled(words);
    let is_other_year = part.year.zip(whole.year).is_some_and(|(a, b)| a != b);
    part.is_like(whole)
        && !whole.vague
        && !whole.operand
        && !is_other_year
        && !is_step(&part.label)
        && !is_step(&whole.label)
        && !is_past(&part.label)
        && !is_past(&whole.label)
        && !part.is_labelled(&NET)
        && !whole.is_labelled(&NET)
        && !(whole.is_labelled(&PLANNED) && differ(&DONE))
        && !differ(&OTHER_SCOPE)
        && !differ(&EFFECTS)
        && !part.is_labelled(&RATES)
        && !whole.is_labelled(&RATES)
        && !clashes(&part.label, &whole.label)
}

/// `实际在用固定资产总额304.62万元，所有固定资产总额304.62万元`
fn is_in_use(used: &Item, all: &Item) -> bool {
    used.label.contains("在用")
        && !used.operand
        && contains_any(&all.label, &["所有", "全部"])
        && last_two(&used.label) == last_two(&all.label)
        && !all.apart
}

/// `合同金额293万元，已支付120万元`
fn is_payment(paid: &Item, contract: &Item) -> bool {
    const CONTRACTS: [&str; 6] =
        ["合同金额", "合同总金额", "合同价", "合同总价", "中标金额", "中标价"];
    const PAID: [&str; 5] = ["已支付", "已付", "累计支付", "累计已支付", "已累计支付"];
    let name = name_of(&contract.label);
    CONTRACTS.iter().any(|end| name.ends_with(end))
        && PAID.iter().any(|begin| paid.label.starts_with(begin))
        && !paid.apart
        && !contract.operand
}

/// `共有编制60人。年末实有在职人员68人`: quotas that are listed as parts of one are not counted
/// again, and those that are listed side by side are added, so that the bound is rather too high.
fn posts(line: &[&Mention], text: &mut Text<'_>) {
    const OUTSIDE: [&str; 9] =
        ["编外", "聘用", "临时", "劳务", "合同制", "雇员", "超编", "借调", "工勤"];
    /// A line with more is of several bodies.
    const MOST_QUOTAS: usize = 8;
    let is_person = |item: &Item| matches!(&*item.unit.noun, "人" | "名" | "位");
    let is_exact = |item: &Item| !item.vague && !item.operand && item.unit.power == 0;
    let mut quotas: Vec<&Item> = Vec::new();
    let mut in_parts = None;
    for mention in line {
        let item = &mention.item;
        if item.among {
            in_parts = Some(mention.sentence);
        }
        if !is_person(item) || in_parts == Some(mention.sentence) || item.depth > 0 {
            continue;
        }
        let name = name_of(&item.label);
        if ["编制", "编制数", "编制人数"].iter().any(|end| name.ends_with(end)) {
            quotas.push(item);
            continue;
        }
        let is_posted = name.contains("在职")
            && ["人员", "在职", "人数", "职工", "干部"].iter().any(|end| name.ends_with(end))
            && !contains_any(name, &["退", "离", "含", "等", "平均", "全", "系统", "所属", "下属"]);
        if !is_posted || quotas.is_empty() || quotas.len() > MOST_QUOTAS {
            continue;
        }
        let quota = Dec::sum(quotas.iter().map(|quota| quota.number));
        if !quotas.iter().all(|quota| is_exact(quota)) {
            continue;
        }
        let is_above = is_exact(item) && quota.is_some_and(|quota| item.number > quota);
        let is_outside = || !name.contains("编制") && contains_any(text.cell.text(), &OUTSIDE);
        if is_above && !is_outside() {
            text.push(Bound::Posts, false, item, &quotas);
        }
    }
}

// ── Rates ───────────────────────────────────────────────────────────────────────────────────────

/// `职工报销比例74.36%，居民报销比例64.3%，综合报销比例66.27%`
fn between(items: &[&Item], text: &mut Text<'_>) {
    const OF_ALL: [&str; 4] = ["综合", "总体", "整体", "平均"];
    let is_exact = |item: &Item| is_rate(item) && !item.vague && !item.operand && !item.apart;
    for (nth, item) in items.iter().enumerate() {
        let Some(kind) = kind_of(item) else { continue };
        let is_of_all = OF_ALL.iter().any(|word| item.label.starts_with(word));
        if !is_exact(item) || !is_of_all || !is_result(item) {
            continue;
        }
        let groups: Vec<&Item> = items
            .get(..nth)
            .unwrap_or(&[])
            .iter()
            .rev()
            .copied()
            .take_while(|group| {
                is_rate(group)
                    && !group.vague
                    && !group.operand
                    && group.depth == item.depth
                    && is_result(group)
                    && !group.is_labelled(&OF_ALL)
                    && kind_of(group).as_deref() == Some(kind.as_str())
                    && group.year == item.year
            })
            .collect();
        let lowest = groups.iter().copied().min_by_key(|group| group.base());
        let highest = groups.iter().copied().max_by_key(|group| group.base());
        let (Some(low), Some(high)) = (lowest, highest) else { continue };
        if groups.len() < 2 || !(exceeds(low, item) || exceeds(item, high)) {
            continue;
        }
        let names: Vec<&str> = groups.iter().map(|group| group.label.as_str()).collect();
        text.push(Bound::Between, is_whole(&names, false), item, &[low, high]);
    }
}

/// The end of the name of a rate: 报销率 of 报销比例 and 报销率.
fn kind_of(item: &Item) -> Option<String> {
    let name = name_of(&item.label).replace("比例", "率").replace("比率", "率");
    let (at, _) = name.char_indices().rev().nth(2)?;
    let kind = name.get(at..)?;
    kind.ends_with(['率', '度']).then(|| kind.to_owned())
}

/// A result of the year reported on.
fn is_result(item: &Item) -> bool {
    !is_aimed(&item.label) && !is_past(&item.label) && !is_step(&item.label)
}

/// `参保率为95.09%，达到稳定在95%以上的要求`
fn reached(items: &[&Item], text: &mut Text<'_>) {
    const REACH: [&str; 5] = ["达到", "符合", "满足", "实现", "完成"];
    const AIMS: [&str; 6] = ["要求", "目标", "规划", "标准", "指标", "任务"];
    for pair in items.windows(2) {
        let [result, aim] = pair else { continue };
        let words = aim.label.trim_start_matches(['已', '虽', '然', '均', '并', '也', '且']);
        let says_reached = REACH.iter().any(|verb| words.starts_with(verb));
        let Some(after) = aim.tail.strip_prefix("以上").or(aim.tail.strip_prefix("及以上"))
        else {
            continue;
        };
        let kind = kind_of(result);
        let named = kind_of(aim);
        let is_same = named.is_none() || named == kind;
        if says_reached
            && is_same
            && is_rate(result)
            && is_rate(aim)
            && !result.vague
            && !result.operand
            && !aim.operand
            && !aim.apart
            && result.depth == aim.depth
            && is_result(result)
            && contains_any(after, &AIMS)
            && exceeds(aim, result)
        {
            text.push(Bound::Reached, true, result, &[aim]);
        }
    }
}

/// What insurance pays of all costs is no larger a share than what it pays of those within its
/// policy.
fn policy(line: &[&Mention], text: &mut Text<'_>) {
    const APART: [&str; 8] = ["职工", "居民", "住院", "门诊", "大病", "生育", "城乡", "城镇"];
    let paid = |word: &str| {
        let of_word = line.iter().map(|mention| &mention.item).filter(|item| {
            item.label.contains(word)
                && kind_of(item).as_deref() == Some("报销率")
                && is_rate(item)
                && is_result(item)
                && !item.vague
                && !item.operand
        });
        let found: Vec<&Item> = of_word.collect();
        if let [only] = found.as_slice() { Some(*only) } else { None }
    };
    let (Some(all), Some(within)) = (paid("实际"), paid("政策")) else { return };
    // Other insurance pays for the poor on top.
    let is_combined = contains_any(&all.label, &["救助", "综合", "困难", "补充", "三重"]);
    let is_same = !is_combined
        && APART.iter().all(|word| all.label.contains(word) == within.label.contains(word));
    if is_same && all.year == within.year && !all.label.contains("政策") && exceeds(all, within) {
        text.push(Bound::Policy, false, all, &[within]);
    }
}
