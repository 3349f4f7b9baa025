//! Equalities: one quantity stated in several places.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::fact::{Fact, TableColumn, name_of};
use super::names::clashes;
use super::tie::{Form, Kind, Tie, Ties};
use crate::narrative::scanner::{is_cjk, kind_of};
use crate::order::sorted;
use crate::value::number::Dec;
use crate::value::text::contains_any;
use crate::value::unit::Dimension;

/// The characters by which names meet: names differ at their beginning, where place and scope are.
const END: usize = 2;
/// Names that are the same, in decibans; more for each character.
const SAME: i32 = 16;
/// A shorter name is a name only together with what it is said of: 支出, 满意度.
const SHORT_NAME: usize = 4;
/// Fewer pairs of characters in common are no name.
const FEWEST_SHARED: usize = 2;
/// So many characters in common make names the same.
const LONG_END: usize = 6;
/// Names that end with so many characters, a title among them, are of one paper: a contract has one
/// amount.
const TITLE: usize = 8;
const TITLED: i32 = 8;
/// The indicator of a budget in its own table.
const BUDGET: i32 = 48;
/// A name said to be equal to another: `决算数=调整预算数`.
const WRITTEN: i32 = 40;
/// A row or line of the same indicator.
const SAME_LEAD: i32 = 24;
/// More figures of one name than a text speaks of as one quantity.
const MOST_ALIKE: usize = 24;
/// Fewer digits are one slip apart by chance, if names do not say more.
const LONG_FIGURE: u32 = 5;
const LONGEST_FIGURE: u32 = 14;
/// With so many digits, 支出总计 and 实际支出 are one.
const EXPLICIT: u32 = 6;
/// So many digits differ from year to year.
const LONGER_THAN_CHANCE: u32 = 7;

/// The first `texts` facts are those of texts.
pub fn find(facts: &[Fact<'_>], texts: usize, ties: &mut Ties<'_>) {
    let mut pairs: HashSet<(usize, usize)> = HashSet::default();
    let mut found: Vec<Pair> = Vec::new();
    let mut tie = |earlier: usize, later: usize, words: i32, tried: usize| {
        if pairs.insert((earlier, later)) {
            found.push(Pair { figures: [later, earlier], words, tried });
        }
    };
    written(facts, &mut tie);
    let named = groups(facts, texts, |fact, to| {
        if let (2.., Some(end)) = (fact.digits, end_of(fact.name())) {
            to(end);
        }
    });
    let mut places = Places::default();
    for alike in named {
        each_pair(facts, &alike, &mut |earlier, later, a, b| {
            if let Some(words) = by_name(a, b) {
                places.add(later, a, b);
                tie(earlier, later, words, if words >= SAME { 1 } else { alike.len() });
            }
        });
    }
    let led = groups(facts, texts, |fact, to| {
        let lead = fact.lead().filter(|lead| fact.digits >= 2 && lead.chars().count() > 3);
        lead.map(lead_key).into_iter().for_each(to);
    });
    for alike in led {
        each_pair(facts, &alike, &mut |earlier, later, a, b| {
            let is_result = |fact: &Fact<'_>| fact.place.column == Some(TableColumn::Result);
            if is_result(a) != is_result(b) && !a.is_in(b) && same_quantity(a, b).is_some() {
                tie(earlier, later, SAME_LEAD, alike.len());
            }
        });
    }
    of_tables(facts.get(texts..).unwrap_or(&[]), texts, &mut tie);
    let one_apart = groups(facts, texts, one_apart);
    let mut long: HashMap<_, usize> = HashMap::default();
    let is_long = |fact: &&Fact<'_>| !one_apart.is_empty() && fact.digits >= LONG_FIGURE;
    for fact in facts.iter().filter(is_long) {
        *long.entry(kind(fact)).or_default() += 1;
    }
    for alike in &one_apart {
        each_pair(facts, alike, &mut |earlier, later, a, b| {
            if let Some(words) = by_words(a, b) {
                let tried = long.get(&kind(b)).copied().unwrap_or(0);
                tie(earlier, later, words, tried);
            }
        });
    }
    for Pair { figures, words, tried } in found {
        let [Some(b), Some(a)] = figures.map(|figure| facts.get(figure)) else { continue };
        // What its neighbours speak against is another quantity, and what differs by an amount
        // that is stated too, is it before and after.
        let is_other = || {
            are_side_by_side(a.name(), b.name())
                || are_side_by_side(a.item.topic, b.item.topic)
                || part_of_year(a).zip(part_of_year(b)).is_some_and(|(a, b)| a != b)
                || differ_by_a_step(facts, figures)
                || !places.speak_for(a, b)
        };
        let is_said = words >= WRITTEN && a.place.sentence == b.place.sentence || words >= BUDGET;
        if agree(a, b) || is_said || !is_other() {
            let form = Form::Linear(&[1]);
            ties.push(Tie { kind: Kind::Equality, form, figures: &figures, words, tried });
        }
    }
}

/// The figures of a sentence that says itself that they are one: `决算数a万元，调整预算数b万元，
/// 决算数=调整预算数`.
fn written(facts: &[Fact<'_>], tie: &mut dyn FnMut(usize, usize, i32, usize)) {
    const SHORTEST: usize = 3;
    let mut indices = 0..facts.len();
    for sentence in facts.chunk_by(|a, b| a.is_in(b) && a.place.sentence == b.place.sentence) {
        let from = indices.start;
        indices.start += sentence.len();
        let Some(((first, last), _)) = sentence.first().zip(sentence.last()).zip(sentence.get(1))
        else {
            continue;
        };
        if first.is_in_table() || !first.cell.text().contains(['=', '＝']) {
            continue;
        }
        const REACH: usize = 60;
        let text = first.cell.quoted((first.item.span.0, last.item.span.1 + REACH));
        let clauses = text.split(['，', ',', '；', ';', '。', '（', '(']);
        for (one, other) in clauses.filter_map(|clause| clause.trim().split_once(['=', '＝'])) {
            let is_name = |name: &str| !name.is_empty() && name.chars().all(is_cjk);
            let named = |name: &str| {
                let name = name_of(name);
                let is_of = |label: &str| {
                    label.chars().count() >= SHORTEST
                        && (name.ends_with(label) || label.ends_with(name))
                };
                sentence.iter().position(|fact| is_of(fact.name()))
            };
            if let (true, Some(a), Some(b)) =
                (is_name(one) && is_name(other), named(one), named(other))
            {
                if a != b {
                    tie(from + a.min(b), from + a.max(b), WRITTEN, 1);
                }
            }
        }
    }
}

/// What tables give twice, where one of the two is a target: the indicator 预算执行情况 of a budget is
/// that budget, and an indicator of a department is that of its project.
fn of_tables(tables: &[Fact<'_>], from: usize, tie: &mut dyn FnMut(usize, usize, i32, usize)) {
    const FEWEST: u32 = 5;
    let is = |fact: &Fact<'_>, column: TableColumn| fact.place.column == Some(column);
    let mut budgets: HashMap<usize, (usize, &Fact<'_>)> = HashMap::default();
    let mut targets: HashMap<&str, Vec<(usize, &Fact<'_>)>> = HashMap::default();
    for (index, fact) in tables.iter().enumerate() {
        let document = fact.place.document;
        if is(fact, TableColumn::Budget) && fact.is_money() {
            // The first line is that of all funds.
            budgets.entry(document).or_insert((index, fact));
        } else if is(fact, TableColumn::Target) {
            let budget = budgets.get(&document).filter(|_| fact.is_money());
            let is_budget = fact.name().contains("预算执行") && fact.item.unit.noun == "元";
            if let Some((budget, _)) = budget.filter(|_| is_budget) {
                tie(from + budget, from + index, BUDGET, 1);
            }
            if fact.digits >= FEWEST && fact.name().chars().count() >= LONG_END {
                let same = targets.entry(fact.name()).or_default();
                let others = same.iter().filter(|(_, other)| {
                    other.place.document != document
                        && other.item.unit.noun == fact.item.unit.noun
                        && other.year == fact.year
                });
                let others: Vec<usize> = others.map(|(at, _)| *at).collect();
                for other in &others {
                    tie(from + other, from + index, BUDGET, others.len());
                }
                if same.len() < MOST_ALIKE {
                    same.push((index, fact));
                }
            }
        }
    }
}

/// Two figures that may be one quantity.
struct Pair {
    /// The later one, and the earlier one.
    figures: [usize; 2],
    words: i32,
    tried: usize,
}

/// For two lines, which figures of the later one are in the earlier one by the same name, and
/// whether with the same value. Lines that have the same names with other values tell of two
/// things one after the other: two funds, two projects, two districts.
#[derive(Default)]
struct Places {
    by_figure: HashMap<(usize, usize), (usize, bool)>,
    /// How many figures agree, and how many do not.
    by_lines: OnceCell<HashMap<(usize, usize), (usize, usize)>>,
}

impl Places {
    fn add(&mut self, later: usize, a: &Fact<'_>, b: &Fact<'_>) {
        let entry = self.by_figure.entry((a.place.line, later)).or_insert((b.place.line, false));
        entry.1 |= agree(a, b);
    }

    /// Whether the lines around two figures that differ agree in as much as they do not, or have
    /// nothing else in common.
    fn speak_for(&self, a: &Fact<'_>, b: &Fact<'_>) -> bool {
        /// Lines on each side.
        const AROUND: usize = 2;
        let counts = self.by_lines.get_or_init(|| {
            let mut counts: HashMap<(usize, usize), (usize, usize)> = HashMap::default();
            for ((earlier, _), (later, agrees)) in &self.by_figure {
                let (agreeing, differing) = counts.entry((*earlier, *later)).or_default();
                *(if *agrees { agreeing } else { differing }) += 1;
            }
            counts
        });
        let around = |fact: &Fact<'_>| {
            let (line, around) = (fact.place.line, if fact.is_in_table() { 0 } else { AROUND });
            line.saturating_sub(around)..=line + around
        };
        let pairs = around(a).flat_map(|one| around(b).map(move |other| (one, other)));
        let near = pairs.filter_map(|lines| counts.get(&lines));
        let (agreeing, differing) = near.fold((0, 0), |(a, d), (x, y)| (a + x, d + y));
        differing <= 1 || agreeing >= differing
    }
}

/// Whether two figures are one, as far as they are printed.
fn agree(a: &Fact<'_>, b: &Fact<'_>) -> bool {
    let off = a.base.minus(b.base).map(Dec::abs);
    off.is_some_and(|off| off <= a.half.max(b.half))
}

/// What it counts; figures of one kind are alike.
fn kind<'f>(fact: &'f Fact<'_>) -> (&'f str, Dimension) {
    (kind_of(&fact.item.unit.noun), fact.item.unit.dimension)
}

/// The figures that share a key, where one of them is in a text.
fn groups<'a, K: core::hash::Hash + Eq>(
    facts: &[Fact<'a>],
    texts: usize,
    keys: impl Fn(&Fact<'a>, &mut dyn FnMut(K)),
) -> Vec<Vec<usize>> {
    let mut groups: HashMap<K, Vec<usize>> = HashMap::default();
    let is_fit = |fact: &Fact<'_>| fact.item.unit.noun != "分" && !fact.marks().is_step;
    for (index, fact) in facts.iter().enumerate() {
        if index < texts {
            if is_fit(fact) {
                keys(fact, &mut |key| groups.entry(key).or_default().push(index));
            }
            continue;
        }
        // Of the tables, only what a text may be about is looked at.
        keys(fact, &mut |key| {
            if let Some(group) = groups.get_mut(&key) {
                if is_fit(fact) {
                    group.push(index);
                }
            }
        });
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.retain(|group| group.len() > 1 && group.len() <= MOST_ALIKE);
    sorted(groups, Ord::cmp)
}

fn each_pair<'f, 'a>(
    facts: &'f [Fact<'a>],
    alike: &[usize],
    to: &mut dyn FnMut(usize, usize, &'f Fact<'a>, &'f Fact<'a>),
) {
    for (nth, later) in alike.iter().enumerate() {
        for earlier in alike.iter().take(nth) {
            let (Some(a), Some(b)) = (facts.get(*earlier), facts.get(*later)) else { continue };
            // What tables give twice is for the rules of tables.
            if !(a.is_in_table() && b.is_in_table()) {
                to(*earlier, *later, a, b);
            }
        }
    }
}

/// The keys of a long figure, of which figures that differ in one digit share one.
fn one_apart(fact: &Fact<'_>, to: &mut dyn FnMut((i32, i64, u32))) {
    if !(LONG_FIGURE..=LONGEST_FIGURE).contains(&fact.digits) {
        return;
    }
    for place in 0..fact.digits {
        let power = 10i64.pow(place);
        let without = fact.significand - fact.significand / power % 10 * power;
        to((fact.last_place, without, place));
    }
}

fn end_of(name: &str) -> Option<&str> {
    let (at, _) = name.char_indices().rev().nth(END - 1)?;
    name.get(at..)
}

/// 比例 and 比率, 情况 and nothing.
fn lead_key(lead: &str) -> Cow<'_, str> {
    let lead = lead.trim_end_matches("情况");
    if lead.contains("比例") { lead.replace("比例", "比率").into() } else { lead.into() }
}

/// Whether two figures can be of one quantity at all: of the same kind, time and side.
fn same_quantity(a: &Fact<'_>, b: &Fact<'_>) -> Option<()> {
    let (x, y) = (a.item.label, b.item.label);
    // Seven digits are not nearly the same in two years.
    let is_long = a.digits.min(b.digits) >= LONGER_THAN_CHANCE;
    let is_other_year = !is_long && a.year.zip(b.year).is_some_and(|(a, b)| a != b);
    let is_other_time = is_other_year || is_of_past(a) != is_of_past(b);
    // 收入预算 is not 收入.
    let is_budget = |label: &str| label.ends_with("预算") || label.ends_with("预算数");
    let is_plain = |label: &str| flow(label).is_some() && !label.contains("预算");
    let is_in_text = !a.is_in_table() && !b.is_in_table();
    let is_apart = side(a).zip(side(b)).is_some_and(|(a, b)| a != b)
        || is_in_text && (is_budget(x) && is_plain(y) || is_budget(y) && is_plain(x))
        || flow(x).zip(flow(y)).is_some_and(|(a, b)| a != b)
        || clashes(x, y);
    let is_aim = |fact: &Fact<'_>| {
        let is_target = fact.place.column == Some(TableColumn::Target);
        is_target || fact.is_planned || fact.marks().is_aimed
    };
    // One sentence has a figure once.
    let is_one_sentence = a.place.sentence == b.place.sentence && a.is_in(b);
    let is_one =
        a.is_like(b) && !is_one_sentence && !is_other_time && !is_apart && !are_parallel(a, b);
    (is_one && is_aim(a) == is_aim(b)).then_some(())
}

/// Are the lines of two figures about two of a row: 一中 and 二中, 上年度情况 and 本年度情况?
fn are_parallel(a: &Fact<'_>, b: &Fact<'_>) -> bool {
    let (Some(one), Some(other)) = (a.lead().map(lead_key), b.lead().map(lead_key)) else {
        return false;
    };
    let shared = one.chars().zip(other.chars()).filter(|(a, b)| a == b).count();
    let length = one.chars().count();
    let is_alike = length == other.chars().count() && 2 * shared >= length;
    let is_generic = one.ends_with("指标") || a.is_in_table() || b.is_in_table();
    !is_generic && one != other && (is_alike || one.contains("年初") != other.contains("年初"))
}

/// Do two names differ in one place, in words of one length: 东县 and 西县, 公共卫生 and 公共文化?
fn are_side_by_side(one: &str, other: &str) -> bool {
    const LONGEST: usize = 4;
    let [one, other] = [one, other].map(|name| canonical(name).chars().collect::<Vec<char>>());
    let alike =
        |pairs: &mut dyn Iterator<Item = (&char, &char)>| pairs.take_while(|(a, b)| a == b).count();
    let before = alike(&mut one.iter().zip(&other));
    let after = alike(&mut one.iter().rev().zip(other.iter().rev()));
    let differing = one.len().saturating_sub(before + after);
    one.len() == other.len() && (1..=LONGEST).contains(&differing) && before + after >= 2
}

/// Is the difference of two figures stated beside one of them: `a万元，追加20万元`, and a + 20万元?
fn differ_by_a_step(facts: &[Fact<'_>], figures: [usize; 2]) -> bool {
    const REACH: usize = 4;
    let [Some(a), Some(b)] = figures.map(|figure| facts.get(figure)) else { return false };
    let Some(step) = a.base.minus(b.base).map(Dec::abs) else { return false };
    figures.iter().filter_map(|figure| Some((figure, facts.get(*figure)?))).any(|(at, fact)| {
        let to = facts.len().min(at + REACH + 1);
        let near = facts.get(at.saturating_sub(REACH)..to).unwrap_or(&[]);
        let mut near = near.iter().filter(|other| other.place.sentence == fact.place.sentence);
        near.any(|other| other.is_like(fact) && other.base == step)
    })
}

/// The month, quarter or half that the sentence of a figure named last before it.
fn part_of_year(fact: &Fact<'_>) -> Option<String> {
    const REACH: usize = 60;
    const PARTS: [&str; 4] = ["月", "季度", "上半年", "下半年"];
    if fact.is_in_table() {
        return None;
    }
    let (start, _) = fact.item.span;
    let before = fact.cell.quoted((start.saturating_sub(REACH), start));
    let sentence = before.rsplit(['。', '；', ';', '\n']).next()?;
    let (at, part) = PARTS.iter().filter_map(|part| Some((sentence.rfind(part)?, *part))).max()?;
    let is_number = |c: &char| c.is_ascii_digit() || "一二三四".contains(*c);
    let number: Vec<char> = sentence.get(..at)?.chars().rev().take_while(is_number).collect();
    // `月均`, `每月` are no months.
    let is_month = part.ends_with("半年") || !number.is_empty();
    is_month.then(|| format!("{}{part}", number.iter().rev().collect::<String>()))
}

fn is_of_past(fact: &Fact<'_>) -> bool {
    fact.marks().is_past || fact.place.column == Some(TableColumn::Previous)
}

/// Planned or spent.
#[derive(PartialEq)]
enum Side {
    Initial,
    Budget,
    Spent,
}

fn side(fact: &Fact<'_>) -> Option<Side> {
    match fact.place.column {
        Some(TableColumn::Initial) => return Some(Side::Initial),
        Some(TableColumn::Budget) => return Some(Side::Budget),
        Some(TableColumn::Executed | TableColumn::Result) => return Some(Side::Spent),
        _ => {}
    }
    let label = fact.item.label;
    if contains_any(label, &["支出", "执行", "决算", "使用", "完成", "实际", "支付"])
    {
        Some(Side::Spent)
    } else if contains_any(label, &["年初", "期初"]) {
        Some(Side::Initial)
    } else if contains_any(label, &["预算", "下达", "安排", "申请", "调整", "追加"]) {
        Some(Side::Budget)
    } else {
        None
    }
}

/// Money that comes, goes or is left.
fn flow(label: &str) -> Option<usize> {
    const FLOWS: [&[&str]; 3] = [&["结余", "结转", "余额"], &["支出"], &["收入"]];
    FLOWS.iter().position(|words| contains_any(label, words))
}

/// How surely two figures are of one quantity by the ends of their names. What is before the end
/// may be left out in one of them; two different beginnings tell two quantities apart.
fn by_name(a: &Fact<'_>, b: &Fact<'_>) -> Option<i32> {
    same_quantity(a, b)?;
    let (one, other) = (a.name(), b.name());
    let common = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count();
    let (longest, shortest) = {
        let (one, other) = (one.chars().count(), other.chars().count());
        (one.max(other), one.min(other))
    };
    let is_about_one = || {
        a.item.topic.chars().count() >= SHORT_NAME && a.item.topic == b.item.topic
            || a.lead().is_some() && a.lead() == b.lead() && !are_of_two_topics(a, b)
    };
    if common < shortest || common < SHORT_NAME && !is_about_one() {
        return None;
    }
    let is_titled = common >= TITLE && [a, b].iter().all(|fact| fact.item.label.contains('》'));
    let words = 3 * i32::try_from(common.min(8)).ok()? + if is_titled { TITLED } else { 0 };
    Some(if common == longest || common >= LONG_END { SAME + words } else { words })
}

/// Whether its topic names nothing: 数量指标, 完成情况如下.
fn has_bare_topic(fact: &Fact<'_>) -> bool {
    let topic = fact.item.topic;
    topic.is_empty() || ["指标", "目标", "如下", "情况"].iter().any(|end| topic.ends_with(end))
}

/// `职工医保：参保人数…。居民医保：参保人数…`
fn are_of_two_topics(a: &Fact<'_>, b: &Fact<'_>) -> bool {
    let (one, other) = (a.item.topic, b.item.topic);
    let is_in_text = !a.is_in_table() && !b.is_in_table();
    let is_named = is_in_text && !has_bare_topic(a) && !has_bare_topic(b);
    clashes(one, other) || is_named && !one.contains(other) && !other.contains(one)
}

/// How many pairs of neighbouring characters two names share, and how many the one with fewer has.
struct Likeness {
    shared: usize,
    fewest_pairs: usize,
}

impl Likeness {
    fn likelier(self, other: Likeness) -> Likeness {
        let is_less = self.shared * other.fewest_pairs < other.shared * self.fewest_pairs;
        if is_less { other } else { self }
    }
}

fn likeness(one: &str, other: &str) -> Likeness {
    let pairs =
        |name: &str| -> HashSet<(char, char)> { name.chars().zip(name.chars().skip(1)).collect() };
    let (x, y) = (pairs(one), pairs(other));
    Likeness { shared: x.intersection(&y).count(), fewest_pairs: x.len().min(y.len()) }
}

/// Are nearly all characters of the shorter name in the longer one?
fn are_of_the_same_characters(one: &str, other: &str) -> bool {
    const FEWEST: usize = 4;
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let shared = short.chars().filter(|c| long.contains(*c)).count();
    shared >= FEWEST && 5 * shared >= 4 * short.chars().count()
}

/// Is it a name of all that comes or goes: 支出总计, 实际支出?
fn is_of_all(name: &str) -> bool {
    const WORDS: [&str; 12] =
        ["支出", "收入", "实际", "总计", "合计", "总", "全年", "全部", "年度", "本年", "额", "度"];
    let mut rest = name;
    while let Some(after) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    rest.is_empty() && name.chars().count() > 2
}

/// How surely two long figures are of one quantity by the words in their names.
fn by_words(a: &Fact<'_>, b: &Fact<'_>) -> Option<i32> {
    same_quantity(a, b)?;
    let named = |fact: &Fact<'_>| canonical(&format!("{}{}", fact.item.topic, fact.name()));
    let by_topic = likeness(&named(a), &named(b));
    let (one, other) = (canonical(a.name()), canonical(b.name()));
    if are_of_two_topics(a, b) {
        return None;
    }
    let Likeness { shared, fewest_pairs } = match [a, b].into_iter().all(has_bare_topic) {
        true => by_topic.likelier(likeness(&one, &other)),
        false => by_topic,
    };
    // 居民参保人, 参加城乡居民医保
    let shared = if shared == 1 && are_of_the_same_characters(&one, &other) { 2 } else { shared };
    let is_same_flow = flow(a.item.label).zip(flow(b.item.label)).is_some();
    let is_total = is_same_flow
        && a.digits.min(b.digits) >= EXPLICIT
        && [a, b].iter().all(|fact| is_of_all(fact.name()));
    let fewest = if is_total { FEWEST_SHARED - 1 } else { FEWEST_SHARED };
    // The rows of accounts have short names: 收入, 支出.
    let is_row = is_same_flow && (a.is_in_table() || b.is_in_table());
    if shared < fewest && !is_row {
        return None;
    }
    // A short name is in many others.
    i32::try_from(20 * shared / fewest_pairs.max(SHORT_NAME))
        .ok()
        .map(|words| words + if is_same_flow { 6 } else { 0 })
}

/// A name with one word for each thing that has a shorter or another one.
fn canonical(name: &str) -> String {
    const WORDS: [(&str, &str); 8] = [
        ("基本医疗保险", "医保"),
        ("医疗保险", "医保"),
        ("基本养老保险", "养老保险"),
        ("城镇职工", "职工"),
        ("城职", "职工"),
        ("补贴", "补助"),
        ("参加", "参"),
        ("比例", "率"),
    ];
    let replaced = |name: String, (long, short): &(&str, &str)| {
        if name.contains(long) { name.replace(long, short) } else { name }
    };
    WORDS.iter().fold(name.to_owned(), replaced)
}
