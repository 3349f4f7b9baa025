//! The points that a report gives, in the order of its outline.
//!
//! Numbers of headings and lines say what is a part of what: `一、`, `（一）`, `1、`, `（1）`, `①`.
//! Points that a numbered line gives are its own; those at the end of a paragraph (此项指标自评8分)
//! are of an item under it; and those that one sentence lists (其中：决策指标20分，得20分；…) are
//! a list of their own.

use crate::filing::{Cell, Document, MaybeCell, Narrative};
use crate::narrative::prose::Mention;
use crate::narrative::scanner::Item;
use crate::value::number::Dec;
use crate::value::text::{compact, contains_any};

/// Deeper numbering is that of a text, and of no indicators.
const DEEPEST: usize = 8;
/// More lists under one group are of something else than its parts.
const MOST_LISTS: usize = 32;
/// In characters; a longer beginning of a line names nothing.
const LONGEST_LEAD: usize = 24;

/// A figure of points, or the rate that gives them.
#[derive(Clone, Copy)]
pub struct Figure<'a> {
    pub cell: &'a Cell,
    pub item: &'a Item,
}

/// What points are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Weight,
    Score,
}

/// A group, a subgroup or an item, with its points as indices of figures.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub weight: Option<usize>,
    pub score: Option<usize>,
    /// What was taken off its weight; several deductions are none.
    pub deducted: Vec<usize>,
    /// Its groups and items, as indices of nodes.
    pub parts: Vec<usize>,
    /// The lists that single sentences give of its parts.
    pub lists: Vec<Vec<usize>>,
    /// A paragraph under it, not a numbered line.
    pub is_item: bool,
    /// It does not apply: 该指标不适用.
    is_idle: bool,
    /// A paragraph of it names something and gives no points.
    has_unscored: bool,
    /// The numbers of its parts, or of theirs, leave some out.
    is_broken: bool,
    /// Its points are said to be those of the whole evaluation.
    pub is_total: bool,
    /// Execution rates in its text.
    pub rates: Vec<usize>,
}

/// The outline of one report. Its first node is the report itself.
pub struct Outline<'a> {
    pub figures: Vec<Figure<'a>>,
    pub nodes: Vec<Node>,
    /// Points are added or taken off beside the groups.
    pub has_extra: bool,
}

impl Node {
    pub fn points(&self, role: Role) -> Option<usize> {
        match role {
            Role::Weight => self.weight,
            Role::Score => self.score,
        }
    }

    fn is_empty(&self) -> bool {
        self.weight.is_none() && self.score.is_none() && self.parts.is_empty()
    }
}

impl<'a> Outline<'a> {
    pub fn of(document: &'a Document) -> Option<Outline<'a>> {
        let Document::Narrative(report) = document else { return None };
        let mut reader = Reader {
            outline: Outline {
                figures: Vec::new(),
                nodes: vec![Node::default()],
                has_extra: false,
            },
            open: vec![Open { rank: 0, ordinal: 0, node: 0 }],
            pending: None,
        };
        reader.report(report);
        reader.leave_pending();
        Some(reader.outline)
    }

    pub fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    pub fn number(&self, figure: usize) -> Option<Dec> {
        Some(self.figures.get(figure)?.item.number)
    }

    pub fn shown(&self, figure: usize) -> String {
        self.figures.get(figure).map_or_else(String::new, |f| f.cell.quoted(f.item.span))
    }

    /// The points of some nodes together, each as it gives them or as its parts do; and whether
    /// there are parts without any points among them. `None` if points of a part are missing.
    pub fn points_of(&self, nodes: &[usize], role: Role) -> Option<(Vec<usize>, bool)> {
        let mut points = Vec::new();
        let mut is_open = false;
        for index in nodes {
            let node = self.node(*index)?;
            if let Some(own) = node.points(role) {
                points.push(own);
            } else if self.is_pointless(node) {
                is_open |= !node.is_idle;
            } else if !node.parts.is_empty() && node.weight.is_none() && node.score.is_none() {
                let (parts, open) = self.points_of(&node.parts, role)?;
                points.extend(parts);
                is_open |= open || node.is_unsure(self);
            } else {
                return None;
            }
        }
        Some((points, is_open))
    }

    fn is_pointless(&self, node: &Node) -> bool {
        let is_pointless =
            |part: &usize| self.node(*part).is_none_or(|part| self.is_pointless(part));
        node.weight.is_none() && node.score.is_none() && node.parts.iter().all(is_pointless)
    }
}

impl Node {
    /// May it have an item whose points are not given?
    pub fn is_unsure(&self, outline: &Outline<'_>) -> bool {
        let is_item = |part: &usize| {
            outline.node(*part).is_some_and(|part| part.is_item && !part.name.is_empty())
        };
        self.is_broken || self.has_unscored && self.parts.iter().any(is_item)
    }
}

/// A numbered line that the lines after it may be under.
#[derive(Clone, Copy)]
struct Open {
    rank: usize,
    ordinal: usize,
    node: usize,
}

struct Reader<'a> {
    outline: Outline<'a>,
    open: Vec<Open>,
    /// The item of a paragraph that has not come to its points yet: numbers after it are its own.
    pending: Option<String>,
}

/// A line, or a sentence that begins with a number.
struct Line<'t> {
    text: &'t str,
    /// In UTF-16 units of the cell's text.
    end: usize,
}

/// Points that belong together: a weight, a score and what was taken off.
#[derive(Default)]
struct Entry {
    name: String,
    is_this: bool,
    is_total: bool,
    weight: Option<usize>,
    score: Option<usize>,
    deducted: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn report(&mut self, report: &'a Narrative) {
        for section in &report.sections {
            if let Some(cell) = section.heading.cell().filter(|cell| !cell.is_blank()) {
                self.cell(cell, true);
            }
            if let Some(cell) = section.text.cell() {
                self.cell(cell, false);
            }
        }
    }

    fn cell(&mut self, cell: &'a Cell, is_heading: bool) {
        let mut mentions = cell.prose().mentions.as_slice();
        for line in lines_of(cell.text()) {
            let end = mentions.partition_point(|mention| mention.item.span.0 < line.end);
            let (within, after) = mentions.split_at_checked(end).unwrap_or((mentions, &[]));
            mentions = after;
            self.line(cell, line.text, within, is_heading);
        }
    }

    fn line(&mut self, cell: &'a Cell, text: &str, mentions: &'a [Mention], is_heading: bool) {
        let bare = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*'));
        let number = number_of(bare).or_else(|| is_heading.then_some((2, 0, bare)));
        let is_detail = |rank: usize| rank >= 3 && !is_heading && !gives_own_points(mentions);
        let number = number.filter(|(rank, ..)| self.pending.is_none() || !is_detail(*rank));
        let lead = lead_of(text).filter(|_| number.is_none()).map(str::to_owned);
        if number.is_some() || lead.is_some() {
            self.leave_pending();
        }
        if let Some((rank, ordinal, rest)) = number {
            self.begin(rank, ordinal, rest);
        } else if lead.is_some() {
            self.end_item();
        }
        let Some(open) = self.open.last().copied() else { return };
        let entries = self.entries(cell, mentions, number.is_some(), open.node);
        self.rates(cell, mentions, open.node);
        let is_idle = contains_any(text, &["不适用", "不涉及", "无此项", "未设置"]);
        if let Some(node) = self.outline.nodes.get_mut(open.node) {
            node.is_idle |= number.is_some() && is_idle;
            // An item told in full without its points; named points after it are of others.
            let is_told = number.is_some_and(|(_, _, rest)| rest.contains('。'));
            node.has_unscored |= is_told && entries.is_empty() && !is_idle;
        }
        let lead = if entries.is_empty() {
            self.pending = lead.filter(|_| !is_idle).or(self.pending.take());
            None
        } else {
            lead.or_else(|| self.pending.take())
        };
        self.place(entries, open.node, number.is_some(), lead.as_deref());
    }

    /// What the paragraph before is about has no points.
    fn leave_pending(&mut self) {
        if self.pending.take().is_some() {
            let mut above = self.open.iter().rev().map(|open| open.node);
            let (last, parent) = (above.next(), above.next());
            let node = last.and_then(|last| self.outline.nodes.get_mut(last));
            let has_points = node.is_some_and(|node| {
                node.has_unscored = true;
                node.score.is_some()
            });
            // Beside numbered items with their points it is one of them.
            if let Some(parent) = parent.and_then(|parent| self.outline.nodes.get_mut(parent)) {
                parent.is_broken |= has_points;
            }
        }
    }

    /// A numbered item ends where the next begins.
    fn end_item(&mut self) {
        let is_item = |open: &Open| self.outline.node(open.node).is_some_and(|node| node.is_item);
        while self.open.last().is_some_and(is_item) {
            self.open.pop();
        }
    }

    /// A numbered line begins: it ends those that are not above it.
    fn begin(&mut self, rank: usize, ordinal: usize, rest: &str) {
        let deeper = |open: &Open| open.rank >= rank;
        let run = self.open.iter().rposition(|open| !deeper(open)).unwrap_or(0);
        let next = self.open.iter().enumerate().skip(run + 1).rev();
        let before = next
            .filter(|(_, open)| open.rank == rank && ordinal > 0 && open.ordinal + 1 == ordinal)
            .map(|(at, _)| at)
            .next();
        let restarts = ordinal == 1 && self.open.len() < DEEPEST;
        match before {
            Some(at) => self.open.truncate(at),
            // Numbers that begin again are those of a list within.
            None if restarts => {
                while self.open.last().is_some_and(|open| open.rank > rank) {
                    self.open.pop();
                }
            }
            None => self.open.truncate(run + 1),
        }
        if before.is_none() && ordinal > 1 {
            for above in self.open.iter().rev().take(2) {
                if let Some(node) = self.outline.nodes.get_mut(above.node) {
                    node.is_broken = true;
                }
            }
        }
        let parent = self.open.last().map_or(0, |open| open.node);
        let name = name_of(rest);
        let node = self.add(Node { name, ..Node::default() });
        if let Some(parent) = self.outline.nodes.get_mut(parent) {
            parent.parts.push(node);
        }
        self.open.push(Open { rank, ordinal, node });
    }

    fn add(&mut self, node: Node) -> usize {
        self.outline.nodes.push(node);
        self.outline.nodes.len() - 1
    }

    fn rates(&mut self, cell: &'a Cell, mentions: &'a [Mention], node: usize) {
        for Mention { item, .. } in mentions {
            let is_rate = item.unit.noun == "%" && item.label.ends_with("执行率");
            if is_rate {
                self.outline.figures.push(Figure { cell, item });
                let figure = self.outline.figures.len() - 1;
                if let Some(node) = self.outline.nodes.get_mut(node) {
                    node.rates.push(figure);
                }
            }
        }
    }

    /// The points of a line, by what they are of.
    fn entries(
        &mut self,
        cell: &'a Cell,
        mentions: &'a [Mention],
        is_numbered: bool,
        node: usize,
    ) -> Vec<Entry> {
        let node = self.outline.node(node).filter(|node| is_numbered || node.is_empty());
        let title = node.map_or_else(String::new, |node| node.name.clone());
        let is_points = |item: &Item| item.unit.noun == "分" && item.unit.power == 0;
        let points: Vec<&Item> =
            mentions.iter().map(|mention| &mention.item).filter(|item| is_points(item)).collect();
        // What a criterion takes off (每低1个百分点扣0.5分) was not taken off here.
        let taken: Vec<usize> = mentions
            .windows(2)
            .filter_map(|pair| match pair {
                [one, two] if one.sentence == two.sentence && is_points(&one.item) => {
                    Some(two.item.token)
                }
                _ => None,
            })
            .collect();
        let labels: Vec<Label<'_>> = points.iter().map(|item| Label::of(item)).collect();
        let mut entries: Vec<Entry> = Vec::new();
        let mut is_list = false;
        let mut depth = 0;
        for (nth, (item, label)) in points.iter().zip(&labels).enumerate() {
            is_list |= item.among;
            let next = labels.get(nth + 1);
            let is_followed = next.is_some_and(|next| next.what == What::Score);
            let what = match label.what {
                What::Bare if is_followed || is_list && !label.of.is_empty() => What::Weight,
                What::Bare if is_numbered && entries.is_empty() => What::Weight,
                what => what,
            };
            let of = if is_title(&title, label.of) { "" } else { label.of };
            let is_criterion = what == What::Deducted && taken.binary_search(&item.token).is_err();
            if matches!(what, What::Bare | What::None) || is_criterion {
                continue;
            }
            if what == What::Extra {
                self.outline.has_extra = true;
                continue;
            }
            let is_fresh = entries.last().is_none_or(|entry| {
                let is_taken = match what {
                    What::Weight => {
                        entry.weight.is_some()
                            || label.what == What::Bare
                                && entry.score.is_some()
                                && (item.depth <= depth || !of.is_empty())
                    }
                    What::Score => entry.score.is_some(),
                    _ => false,
                };
                let is_other = (label.is_total || !of.is_empty() && entry.name != of)
                    && !entry.name.is_empty();
                let is_apart = item.among || item.apart && what != What::Deducted;
                is_taken
                    || is_other
                    || is_apart
                    || label.is_this && !entry.is_this && entry.score.is_some()
            });
            if is_fresh {
                if what == What::Deducted {
                    self.outline.has_extra |= label.of.is_empty();
                    continue;
                }
                entries.push(Entry::default());
            }
            self.outline.figures.push(Figure { cell, item });
            let figure = self.outline.figures.len() - 1;
            let Some(entry) = entries.last_mut() else { continue };
            match what {
                What::Weight => entry.weight = Some(figure),
                What::Score => entry.score = Some(figure),
                _ => entry.deducted.push(figure),
            }
            if what != What::Deducted {
                entry.is_this |= label.is_this;
                entry.is_total |= label.is_total;
                if !label.is_total && !label.is_this && entry.name.is_empty() {
                    of.clone_into(&mut entry.name);
                }
            }
            depth = item.depth;
        }
        entries
    }

    /// Gives the points of a line to the node they are of.
    fn place(&mut self, entries: Vec<Entry>, under: usize, is_numbered: bool, lead: Option<&str>) {
        let mut list = Vec::new();
        for (nth, entry) in entries.into_iter().enumerate() {
            let Some(node) = self.outline.node(under) else { return };
            let is_own = if entry.is_this {
                is_numbered && node.score.is_none() && node.parts.is_empty()
            } else {
                let has_room = entry.weight.is_none_or(|_| node.weight.is_none())
                    && entry.score.is_none_or(|_| node.score.is_none());
                let is_unnamed = entry.name.is_empty() || entry.is_total;
                let is_begun = node.is_empty() || is_numbered || node.parts.is_empty();
                (nth == 0 && lead.is_none() || entry.is_total) && has_room && is_unnamed && is_begun
            };
            let named = !entry.name.is_empty();
            let is_item = entry.is_this || lead.is_some() && nth == 0 && !entry.is_total;
            if is_own {
                if let Some(node) = self.outline.nodes.get_mut(under) {
                    node.weight = node.weight.or(entry.weight);
                    node.score = node.score.or(entry.score);
                    node.deducted.extend(entry.deducted);
                    node.is_total |= entry.is_total;
                    node.is_item |= entry.is_this;
                }
            } else if entry.is_total {
                // A conclusion: it is of no group.
                let (weight, score) = (entry.weight, entry.score);
                self.add(Node { weight, score, is_total: true, ..Node::default() });
            } else if is_item || named {
                let name = if named { entry.name } else { lead.map_or_else(String::new, name_of) };
                let part = self.add(Node {
                    name,
                    weight: entry.weight,
                    score: entry.score,
                    deducted: entry.deducted,
                    is_item: true,
                    ..Node::default()
                });
                if !is_item {
                    list.push(part);
                } else if let Some(node) = self.outline.nodes.get_mut(under) {
                    node.parts.push(part);
                }
            }
        }
        if list.len() > 1 {
            let node = self.outline.nodes.get_mut(under);
            if let Some(node) = node.filter(|node| node.lists.len() < MOST_LISTS) {
                node.lists.push(list);
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Weight,
    Score,
    Deducted,
    /// Points beside those of the groups.
    Extra,
    /// Points that only a name or a bracket names.
    Bare,
    None,
}

/// What the label of points says.
#[derive(Debug)]
struct Label<'a> {
    what: What,
    of: &'a str,
    is_this: bool,
    is_total: bool,
}

impl<'a> Label<'a> {
    fn of(item: &'a Item) -> Label<'a> {
        const WEIGHTS: [&str; 9] =
            ["指标分值", "标准分值", "总分值", "分值", "权重分", "权重", "满分", "标准分", "总分"];
        const SCORES: [&str; 18] = [
            "自评得分", "自评总分", "实际得分", "评价得分", "综合得分", "综合评分", "评价总分",
            "最终得分", "总得分", "总评分", "绩效得分", "自评分", "总评", "得分", "评分", "自评",
            "实得", "得",
        ];
        const TOTALS: [&str; 10] = [
            "自评总分", "评价得分", "综合得分", "综合评分", "评价总分", "最终得分", "总得分",
            "总评分", "总分值", "总分",
        ];
        const THIS: [&str; 6] = ["此项", "该项", "本项", "此", "该", "本"];
        const WHOLE: [&str; 9] = [
            "整体", "绩效自评", "绩效评价", "我", "本单位", "本部门", "本项目", "年度", "支出绩效",
        ];
        let none = |what| Label { what, of: "", is_this: false, is_total: false };
        let label =
            item.label.trim_end_matches(['为', '是', '达', ':', '：', '共', '计', '了', ' ']);
        let label = label.rsplit('、').next().unwrap_or(label);
        if contains_any(
            label,
            &["每", "扣完", "平均", "及格", "合格", "上年", "去年", "最高", "最低"],
        ) {
            return none(What::None);
        }
        let ending = |words: &[&'static str]| {
            words.iter().find_map(|word| Some((*word, label.strip_suffix(word)?)))
        };
        if label.ends_with('加') || contains_any(label, &["加分", "附加", "奖励"]) {
            return none(What::Extra);
        }
        if let Some((_, of)) = ending(&["扣分", "扣减", "扣除", "失分", "减分", "扣"]) {
            return Label { of, ..none(What::Deducted) };
        }
        let is_hundred = item.number == Dec::HUNDRED;
        let (what, word, of) = if let Some((word, of)) = ending(&WEIGHTS) {
            (if word == "总分" && !is_hundred { What::Score } else { What::Weight }, word, of)
        } else if let Some((word, of)) = ending(&SCORES) {
            (What::Score, word, of)
        } else {
            (What::Bare, "", label)
        };
        let core = of.strip_suffix("指标").unwrap_or(of);
        let is_this = what != What::Bare && THIS.contains(&core);
        let is_total =
            what != What::Bare && !is_this && (TOTALS.contains(&word) || contains_any(of, &WHOLE));
        let of = if is_this || core.is_empty() { "" } else { of };
        Label { what, of, is_this, is_total }
    }
}

/// The name of a numbered line, without brackets and points.
fn name_of(text: &str) -> String {
    let text = compact(text);
    let ends = |c: char| {
        matches!(c, '(' | ')' | ':' | ',' | '，' | '。' | ';' | '*') || c.is_ascii_digit()
    };
    text.trim_start_matches('*').split(ends).next().unwrap_or("").to_owned()
}

/// Is it another way to write the name of a group: 项目决策指标 of 项目决策情况分析?
fn is_title(title: &str, of: &str) -> bool {
    const ENDINGS: [&str; 8] = ["分析", "完成", "情况", "得分", "得", "分值", "指标", "类"];
    let core = |mut name: &str| {
        while let Some(rest) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) {
            name = rest;
        }
        name.to_owned()
    };
    let title = core(title);
    !title.is_empty() && title == core(of)
}

/// Does a line give points that are no item's?
fn gives_own_points(mentions: &[Mention]) -> bool {
    let points = mentions.iter().filter(|mention| mention.item.unit.noun == "分");
    points.map(|mention| Label::of(&mention.item)).any(|label| {
        !label.is_this && matches!(label.what, What::Weight | What::Score | What::Bare)
    })
}

/// What a line without a number is about: **参保人数：**…, 参保人数：…, 参保人数（10分，…
fn lead_of(text: &str) -> Option<&str> {
    let line = text.trim_start();
    let is_bold = line.starts_with("**");
    let line = line.trim_start_matches('*');
    let ends =
        |c: char| matches!(c, '，' | ',' | '。' | '；' | ';' | '、' | '*') || c.is_ascii_digit();
    let opens = line.find(['：', ':', '（', '(']);
    let named = opens.filter(|at| !line.get(..*at).is_some_and(|lead| lead.contains(ends)));
    let length = if is_bold { opens.or_else(|| line.find("**")) } else { named }?;
    let lead = line.get(..length)?.trim();
    let is_short = (2..=LONGEST_LEAD).contains(&lead.chars().count());
    let is_name = !contains_any(
        lead,
        &["其中", "如下", "具体", "附件", "说明", "得分", "总分", "原因", "问题"],
    );
    (is_short && is_name).then_some(lead)
}

/// The lines of a text. A number after the end of a sentence begins one too.
fn lines_of(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut start, mut offset) = (0, 0);
    let mut is_ended = false;
    for (at, c) in text.char_indices() {
        let here = is_ended
            && !c.is_whitespace()
            && text.get(at..).is_some_and(|rest| number_of(rest).is_some());
        if (c == '\n' || here) && at > start {
            lines.push(Line { text: text.get(start..at).unwrap_or(""), end: offset });
            start = at;
        }
        is_ended = matches!(c, '。' | '；' | ';' | '：' | ':') || is_ended && c.is_whitespace();
        offset += c.len_utf16();
    }
    lines.push(Line { text: text.get(start..).unwrap_or(""), end: offset });
    lines
}

/// The rank and the ordinal of the number with which a line begins, and what follows it.
fn number_of(line: &str) -> Option<(usize, usize, &str)> {
    const CHINESE: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    if let Some(circled) = line.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        let ordinal = u32::from(circled) - u32::from('①') + 1;
        return Some((5, ordinal as usize, line.strip_prefix(circled)?));
    }
    let (is_bracketed, inner) =
        line.strip_prefix(['(', '（']).map_or((false, line), |inner| (true, inner));
    let inner = inner.trim_start();
    let is_chinese = |c: char| CHINESE.contains(&c);
    let rest = inner.trim_start_matches(is_chinese);
    let is_digits = rest.len() == inner.len();
    let rest =
        if is_digits { inner.trim_start_matches(|c: char| c.is_ascii_digit()) } else { rest };
    let number = inner.get(..inner.len() - rest.len()).filter(|number| !number.is_empty())?;
    if number.chars().count() > 3 {
        return None;
    }
    let ordinal = if is_digits { number.parse().ok()? } else { chinese(number, &CHINESE) };
    let rest = rest.trim_start();
    let ends: &[char] = if is_bracketed { &[')', '）'] } else { &['、', '.', '．'] };
    let after = rest.strip_prefix(ends);
    let rank = match (is_digits, is_bracketed) {
        (false, false) => 1,
        (false, true) => 2,
        (true, false) => 3,
        (true, true) => 4,
    };
    match after {
        // `2.5万` is no number of a line.
        Some(after)
            if is_digits && !is_bracketed && after.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            None
        }
        Some(after) => Some((rank, ordinal, after)),
        None if is_digits && !is_bracketed => Some((4, ordinal, rest.strip_prefix([')', '）'])?)),
        None => None,
    }
}

/// 十二 is 12.
fn chinese(number: &str, digits: &[char; 10]) -> usize {
    number.chars().fold(0, |value, c| {
        let digit = digits.iter().position(|digit| *digit == c).map_or(0, |at| at + 1);
        match (digit, value) {
            (10, 0) => 10,
            (10, value) => value * 10,
            (digit, value) => value + digit,
        }
    })
}
