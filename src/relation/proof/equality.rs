//! Equalities: one quantity stated in several places.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::fact::{Fact, TableColumn};
use super::names::clashes;
use super::tie::{Form, Kind, Tie, Ties};
use crate::narrative::scanner::kind_of;
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
/// A row or line of the same indicator.
const SAME_LEAD: i32 = 24;
/// More figures of one name than a text speaks of as one quantity.
const MOST_ALIKE: usize = 24;
/// Fewer digits are one slip apart by chance, if names do not say more.
const LONG_FIGURE: u32 = 5;
const LONGEST_FIGURE: u32 = 14;
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
        // What its neighbours speak against is another quantity.
        if agree(a, b) || places.speak_for(a, b) {
            let form = Form::Linear(&[1]);
            ties.push(Tie { kind: Kind::Equality, form, figures: &figures, words, tried });
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
    groups.sort();
    groups
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
    let is_apart = side(a).zip(side(b)).is_some_and(|(a, b)| a != b)
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
            || a.lead().is_some() && a.lead() == b.lead()
    };
    if common < shortest || common < SHORT_NAME && !is_about_one() {
        return None;
    }
    let words = 3 * i32::try_from(common.min(8)).ok()?;
    Some(if common == longest || common >= LONG_END { SAME + words } else { words })
}

/// How surely two long figures are of one quantity by the words in their names.
fn by_words(a: &Fact<'_>, b: &Fact<'_>) -> Option<i32> {
    same_quantity(a, b)?;
    let named = |fact: &Fact<'_>| format!("{}{}", fact.item.topic, fact.name());
    let pairs =
        |name: &str| -> HashSet<(char, char)> { name.chars().zip(name.chars().skip(1)).collect() };
    let (x, y) = (pairs(&named(a)), pairs(&named(b)));
    let shared = x.intersection(&y).count();
    let is_same_flow = flow(a.item.label).zip(flow(b.item.label)).is_some();
    // The rows of accounts have short names: 收入, 支出.
    let is_row = is_same_flow && (a.is_in_table() || b.is_in_table());
    if shared < FEWEST_SHARED && !is_row {
        return None;
    }
    // A short name is in many others.
    let fewest = x.len().min(y.len()).max(SHORT_NAME);
    i32::try_from(20 * shared / fewest).ok().map(|words| words + if is_same_flow { 6 } else { 0 })
}
