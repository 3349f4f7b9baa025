//! Facts: the figures that a filing states, in its texts and its tables, each with what names it.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::FxHashSet as HashSet;

use crate::filing::{Cell, DepartmentTargets, Document, Goals, MaybeCell, ProjectTargets, Task};
use crate::narrative::scanner::{Item, half_of, is_like};
use crate::relation::prose::cells_of;
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::text::contains_any;
use crate::value::unit::{Dimension, Unit};

/// A figure that a text or a table states.
pub struct Fact<'a> {
    pub cell: &'a Cell,
    pub item: Stated<'a>,
    /// The year its sentence speaks of; without one, the year that the document is about.
    pub year: Option<i32>,
    /// In base units: 元, 人, and for a share a fraction of 1.
    pub base: Dec,
    /// By how much rounding may have changed it: half a unit of its last place, in base units.
    pub half: Dec,
    /// What it is a figure of: its label without year, place and verb.
    name: &'a str,
    pub place: Place,
    /// Its text says what is to be reached, not what was.
    pub is_planned: bool,
    /// The subject with which its line begins; empty if there is none.
    lead: &'a str,
    /// Its digits without zeros at both ends, as a whole number; how many they are; and the power
    /// of ten of the last of them, in base units.
    pub significand: i64,
    pub digits: u32,
    pub last_place: i32,
    /// Something that is no fact, an approximation or an operand, is between it and the one before.
    pub follows_rough: bool,
    /// Another rule has found it wrong.
    pub is_accused: bool,
    /// What its label says, once it is asked.
    marks: OnceCell<Marks>,
}

/// A figure with the words around it; of a table's cell, with the names of its row.
#[derive(Clone)]
pub struct Stated<'a> {
    /// As printed, in `unit`.
    pub number: Dec,
    pub unit: Cow<'a, Unit>,
    pub label: &'a str,
    pub topic: &'a str,
    /// How many brackets it is in.
    pub depth: usize,
    /// 其中 is between the quantity before and this one.
    pub among: bool,
    /// A semicolon is between the quantity before and this one.
    pub apart: bool,
    /// UTF-16 offsets in the text as typed; of a table's cell all of it.
    pub span: (usize, usize),
    /// The number of its token in the text.
    pub token: usize,
}

impl Stated<'_> {
    /// Whether it is a share: `%`, `‰`, percentage points.
    pub fn is_share(&self) -> bool {
        self.unit.dimension == Dimension::Share
    }

    /// Whether its label contains one of the words.
    pub fn is_labelled(&self, words: &[&str]) -> bool {
        contains_any(self.label, words)
    }
}

impl<'a> From<&'a Item> for Stated<'a> {
    fn from(item: &'a Item) -> Stated<'a> {
        Stated {
            number: item.number,
            unit: Cow::Borrowed(&item.unit),
            label: &item.label,
            topic: &item.topic,
            depth: item.depth,
            among: item.among,
            apart: item.apart,
            span: item.span,
            token: item.token,
        }
    }
}

/// What a label says of its figure.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    /// It is the amount of a change.
    pub is_step: bool,
    /// It is of another time.
    pub is_past: bool,
    /// It is aimed at.
    pub is_aimed: bool,
}

/// A figure in a text, or a cell of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot<'a> {
    pub cell: &'a Cell,
    /// UTF-16 offsets in a text.
    pub span: Option<(usize, usize)>,
}

/// Where a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub document: usize,
    /// The line, counted through all texts; the row of a table.
    pub line: usize,
    /// The sentence, counted through all texts; the row of a table.
    pub sentence: usize,
    /// The column of a table.
    pub column: Option<TableColumn>,
}

/// What a column of a table has its amounts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableColumn {
    Previous,
    Initial,
    Budget,
    Executed,
    Target,
    Result,
}

impl<'a> Fact<'a> {
    /// `None` if its value does not fit a [`Dec`]. `name`: see [`name_of`].
    pub fn new(
        cell: &'a Cell,
        item: Stated<'a>,
        name: &'a str,
        place: Place,
        year: Option<i32>,
    ) -> Option<Fact<'a>> {
        let (significand, last_place) = item.number.significand();
        Some(Fact {
            cell,
            year,
            base: item.unit.to_base(item.number)?,
            half: half_of(item.number, &item.unit)?,
            name,
            place,
            is_planned: false,
            lead: "",
            significand,
            digits: significand.unsigned_abs().checked_ilog10().map_or(0, |log| log + 1),
            last_place: item.unit.power + last_place,
            follows_rough: false,
            is_accused: false,
            item,
            marks: OnceCell::new(),
        })
    }

    pub fn marks(&self) -> Marks {
        *self.marks.get_or_init(|| Marks {
            is_step: is_step(self.item.label),
            is_past: is_past(self.item.label),
            is_aimed: is_aimed(self.item.label)
                // 完成设定目标如下 is followed by what was done.
                || [self.item.topic, self.lead]
                    .into_iter()
                    .any(|name| is_aimed(name) && !contains_any(name, &["完成", "实现", "达成"])),
        })
    }

    /// What it is a figure of: its label without year, place and verb.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The subject of its line: the indicator that the line opens with, or the row's.
    pub fn lead(&self) -> Option<&'a str> {
        let lead = if self.is_in_table() { self.item.topic } else { self.lead };
        (!lead.is_empty()).then_some(lead)
    }

    /// Whether its label ends with the verb of a change, so that it is its amount.
    pub fn ends_with_step(&self) -> bool {
        let label = self.item.label.trim_end_matches('了');
        STEPS.iter().any(|word| label.ends_with(word))
    }

    pub fn is_in_table(&self) -> bool {
        self.place.column.is_some()
    }

    /// UTF-16 offsets in the text as typed, of a table's cell as of a text.
    pub fn span(&self) -> (usize, usize) {
        let (start, end) = self.item.span;
        (start, end.min(self.cell.text().encode_utf16().count()))
    }

    pub fn is_in(&self, other: &Fact<'_>) -> bool {
        core::ptr::eq(self.cell, other.cell)
    }

    /// Its digits as one whole number, in units of its last printed place.
    pub fn mantissa(&self) -> Option<i64> {
        self.item.number.shift(i32::try_from(self.item.number.decimals()).ok()?)?.to_i64()
    }

    /// The power of ten of its last printed place, in base units.
    pub fn last_printed(&self) -> i32 {
        self.item.unit.power - i32::try_from(self.item.number.decimals()).unwrap_or(0)
    }

    /// How many digits it has down to a power of ten.
    pub fn length_at(&self, place: i32) -> Option<u32> {
        let whole = self.base.abs().shift(-place)?.truncate(0).to_i64()?;
        Some(whole.checked_ilog10().map_or(0, |length| length + 1))
    }

    /// Is it in 亿, or in 万 of people, and so no exact operand?
    pub fn is_coarse(&self) -> bool {
        let power = self.item.unit.power;
        power >= 8 || power > 0 && !self.is_money()
    }

    pub fn is_money(&self) -> bool {
        self.item.unit.dimension == Dimension::Money
    }

    pub fn is_like(&self, other: &Fact<'_>) -> bool {
        is_like(&self.item.unit, &other.item.unit)
    }

    /// As it is printed, with its unit.
    pub fn shown(&self) -> String {
        self.cell.quoted(self.item.span)
    }
}

/// Every figure of the texts of some documents, in order. Approximations are none.
pub fn facts_of(documents: &[Document]) -> Vec<Fact<'_>> {
    let mut facts: Vec<Fact<'_>> = Vec::new();
    let (mut line, mut sentence) = (0, 0);
    for (index, document) in documents.iter().enumerate() {
        let year = document.head().evaluated_year();
        let results = document.evaluation().into_iter().flat_map(|table| &table.indicators);
        // A result may be a sentence.
        let results =
            results.filter_map(|row| row.actual.as_ref()).filter(|cell| cell.words().is_some());
        let goals = document.narrative().into_iter().flat_map(|report| &report.sections);
        let goals: HashSet<_> = goals
            .filter(|section| is_of_goals(section.heading.compact()))
            .filter_map(|section| Some(section.text.as_ref()?.place.order))
            .collect();
        for cell in cells_of(document).into_iter().chain(results) {
            let prose = cell.prose();
            let wrong: HashSet<(usize, usize)> = prose
                .claims
                .iter()
                .filter(|claim| claim.is_wrong())
                .map(|claim| claim.span)
                .collect();
            let is_planned = is_plan(cell) || goals.contains(&cell.place.order);
            facts.extend(prose.mentions.iter().filter_map(|mention| {
                let item = &mention.item;
                let place = Place {
                    document: index,
                    line: line + mention.line,
                    sentence: sentence + mention.sentence,
                    column: None,
                };
                let year = year_of_title(&item.label).or(item.year).or(year);
                let fact = Fact::new(cell, item.into(), name_of(&item.label), place, year)?;
                let is_accused = wrong.contains(&item.span);
                let follows_rough = mention.follows_rough;
                let lead = prose.lead(mention);
                Some(Fact { lead, is_planned, follows_rough, is_accused, ..fact })
            }));
            if let Some(last) = prose.mentions.last() {
                line += last.line;
                sentence += last.sentence;
            }
            line += 1;
            sentence += 1;
        }
    }
    facts
}

/// The facts of the sentence before one of it, at most `reach` of them.
pub fn earlier<'f, 'a>(facts: &'f [Fact<'a>], index: usize, reach: usize) -> &'f [Fact<'a>] {
    let near = facts.get(index.saturating_sub(reach)..index).unwrap_or(&[]);
    let sentence = facts.get(index).map(|fact| fact.place.sentence);
    let other = near.iter().rposition(|fact| Some(fact.place.sentence) != sentence);
    near.get(other.map_or(0, |other| other + 1)..).unwrap_or(&[])
}

/// Verbs of a change, after which its amount is.
pub const STEPS: [&str; 18] = [
    "减少", "增加", "增长", "下降", "节约", "节省", "高", "低", "多", "少", "提高", "降低", "上升",
    "超出", "高出", "压减", "增长了", "提升",
];

/// Is it the heading of goals and plans, and not of what became of them?
fn is_of_goals(heading: &str) -> bool {
    let is_plan = contains_any(heading, &["目标", "计划", "任务", "打算", "下一步"]);
    is_plan && !contains_any(heading, &["完成", "实现", "结果", "分析", "执行", "落实", "评价"])
}

/// A figure of a table, named by its row, in the unit its column is in if it has none itself.
pub fn of_table<'a>(
    figure: &'a Figure,
    unit: Option<Unit>,
    label: &'a str,
    topic: &'a str,
) -> Stated<'a> {
    Stated {
        number: figure.number,
        unit: unit.map_or(Cow::Borrowed(&figure.unit), Cow::Owned),
        label,
        topic,
        depth: 0,
        among: false,
        apart: false,
        span: (0, usize::MAX),
        token: 0,
    }
}

/// Is it a text of goals, or of what is applied for?
pub fn is_plan(cell: &Cell) -> bool {
    cell.place.is_one_of(&[
        Goals::FIELDS.expected,
        ProjectTargets::FIELDS.purpose,
        ProjectTargets::FIELDS.basis,
        ProjectTargets::FIELDS.goal,
        ProjectTargets::FIELDS.period_goal,
        DepartmentTargets::FIELDS.goals,
        Task::FIELDS.content,
    ])
}

/// The characters that words of `BEFORE` begin and words of `AFTER` end with: most labels have
/// none of them there.
const BEGINS: &str = "年末底度全我本单部实完其、计";
const ENDS: &str = "为是到达计共有了约数额在的";
const BEFORE: [&str; 34] = [
    "年度", "年末", "年底", "年", "末", "底", "度", "全市", "我市", "全省", "我省", "全县", "我县",
    "全区", "我区", "我局", "我院", "我校", "我单位", "我部门", "我办", "我委", "本单位", "本部门",
    "本局", "本年度", "本年", "单位", "部门", "实现", "完成", "其中", "、", "计算",
];
const AFTER: [&str; 16] = [
    "为", "是", "达到", "达", "到", "共计", "合计", "共", "计", "有", "了", "约", "数", "金额",
    "在", "的",
];

/// What a label names: without the year and the place before it and the verb after it.
pub fn name_of(label: &str) -> &str {
    fn before(name: &str) -> Option<&str> {
        BEFORE.iter().find_map(|word| name.strip_prefix(word))
    }
    fn after(name: &str) -> Option<&str> {
        AFTER.iter().find_map(|word| name.strip_suffix(word))
    }
    let begins = |name: &str| name.starts_with(|c| BEGINS.contains(c));
    let ends = |name: &str| name.ends_with(|c| ENDS.contains(c));
    // What follows the last year: `比2024年末增加`.
    let mut name = label
        .match_indices('年')
        .rfind(|(at, _)| {
            label.get(..*at).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()))
        })
        .map_or(label, |(at, _)| label.get(at..).unwrap_or(label));
    while let Some(rest) = begins(name).then(|| before(name)).flatten() {
        name = rest;
    }
    while let Some(rest) = ends(name).then(|| after(name)).flatten() {
        name = rest;
    }
    name
}

/// The year in the title that a label has: 2022 of `《2022年度采购合同》的合同金额`.
fn year_of_title(label: &str) -> Option<i32> {
    let (title, _) = label.rsplit_once('》')?;
    let (before, _) = title.rsplit_once('年')?;
    let start = before.char_indices().rev().nth(3)?.0;
    before.get(start..)?.parse().ok().filter(|year| (1990..2100).contains(year))
}

/// Does a label speak of another time than the year reported on?
pub fn is_past(label: &str) -> bool {
    contains_any(label, &["上年", "去年", "上一年", "同期", "往年", "前年"])
}

/// Does a label speak of what is aimed at?
pub fn is_aimed(label: &str) -> bool {
    contains_any(label, &["目标", "指标值", "计划", "要求", "任务", "预期", "规划", "标准值"])
}

/// Is it the amount of a change, and no amount of its own?
pub fn is_step(label: &str) -> bool {
    contains_any(
        label,
        &[
            "比上", "较上", "比去", "较去", "同比", "增加", "减少", "增长", "下降", "提高", "降低",
            "上升", "比年初", "较年初", "高于", "低于",
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_searched_by_the_ends_of_the_words() {
        let begin = |word: &&str| BEGINS.contains(word.chars().next().unwrap());
        let end = |word: &&str| ENDS.contains(word.chars().next_back().unwrap());
        assert!(BEFORE.iter().all(begin), "a word begins with none of BEGINS");
        assert!(AFTER.iter().all(end), "a word ends with none of ENDS");
        assert_eq!(name_of("2024年末全市参保人数达到"), "参保人");
    }
}
