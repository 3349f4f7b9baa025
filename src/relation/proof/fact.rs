//! Facts: the figures that the texts of a filing state, each with what names it.

use crate::filing::{Cell, Document};
use crate::narrative::scanner::Item;
use crate::relation::prose::cells_of;
use crate::value::number::Dec;
use crate::value::text::contains_any;

/// A figure that a text states.
pub struct Fact<'a> {
    pub cell: &'a Cell,
    pub item: &'a Item,
    /// The year its sentence speaks of.
    pub year: Option<i32>,
    /// In base units: 元, 人, and for a share a fraction of 1.
    pub base: Dec,
    /// By how much rounding may have changed it: half a unit of its last place, in base units.
    pub half: Dec,
    /// What it is a figure of: its label without year, place and verb.
    pub name: &'a str,
    /// The line it is in, counted through all texts.
    pub line: usize,
    /// The sentence it is in, counted through all texts.
    pub sentence: usize,
    pub document: usize,
    /// How many digits it is printed with, without zeros at both ends.
    pub digits: u32,
}

impl Fact<'_> {
    /// Its digits as one whole number, in units of its last printed place.
    pub fn mantissa(&self) -> Option<i64> {
        self.item.number.shift(i32::try_from(self.item.number.decimals()).ok()?)?.to_i64()
    }

    /// The power of ten of its last printed place, in base units.
    pub fn place(&self) -> i32 {
        self.item.unit.power - i32::try_from(self.item.number.decimals()).unwrap_or(0)
    }

    /// The power of ten of its last digit that is no zero, in base units.
    pub fn last_place(&self) -> i32 {
        let plain = self.item.number.plain();
        let zeros = match (plain.decimals(), plain.to_i64()) {
            (0, Some(whole)) if whole != 0 => {
                (1..18).take_while(|power| whole % 10i64.pow(*power) == 0).count()
            }
            _ => 0,
        };
        let decimals = i32::try_from(plain.decimals()).unwrap_or(0);
        self.item.unit.power - decimals + i32::try_from(zeros).unwrap_or(0)
    }

    /// How many digits it has down to a power of ten.
    pub fn length_at(&self, place: i32) -> Option<u32> {
        let whole = self.base.abs().shift(-place)?.truncate(0).to_i64()?;
        Some(whole.checked_ilog10().map_or(0, |length| length + 1))
    }

    pub fn is_like(&self, other: &Fact<'_>) -> bool {
        self.item.is_like(other.item)
    }

    /// As it is printed, with its unit.
    pub fn shown(&self) -> String {
        self.cell.quoted(self.item.span)
    }
}

/// Every figure of the texts of some documents, in order. Approximations are none.
pub fn facts_of<'a>(documents: &'a [Document]) -> Vec<Fact<'a>> {
    let mut facts: Vec<Fact<'a>> = Vec::new();
    let (mut line, mut sentence) = (0, 0);
    for (index, document) in documents.iter().enumerate() {
        for cell in cells_of(document) {
            let mentions = &cell.prose().mentions;
            for mention in mentions {
                let item = &mention.item;
                let (Some(base), Some(half)) = (item.base(), item.half()) else { continue };
                facts.push(Fact {
                    cell,
                    item,
                    year: item.year,
                    base,
                    half,
                    name: name_of(&item.label),
                    line: line + mention.line,
                    sentence: sentence + mention.sentence,
                    document: index,
                    digits: significant(item.number),
                });
            }
            if let Some(last) = mentions.last() {
                line += last.line;
                sentence += last.sentence;
            }
            line += 1;
            sentence += 1;
        }
    }
    facts
}

/// Digits without the zeros at both ends.
fn significant(number: Dec) -> u32 {
    let text = number.plain().to_string();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    u32::try_from(digits.trim_matches('0').len()).unwrap_or(u32::MAX)
}

/// What a label names: without the year and the place before it and the verb after it.
fn name_of(label: &str) -> &str {
    const BEFORE: [&str; 34] = [
        "年度", "年末", "年底", "年", "末", "底", "度", "全市", "我市", "全省", "我省", "全县", "我县", "全区",
        "我区", "我局", "我院", "我校", "我单位", "我部门", "我办", "我委", "本单位", "本部门", "本局", "本年度", "本年",
        "单位", "部门", "实现", "完成", "其中", "、", "计算",
    ];
    const AFTER: [&str; 16] = [
        "为", "是", "达到", "达", "到", "共计", "合计", "共", "计", "有", "了", "约", "数", "金额",
        "在", "的",
    ];
    // What follows the last year: `比2024年末增加`.
    let mut name = label
        .match_indices('年')
        .filter(|(at, _)| label.get(..*at).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit())))
        .last()
        .map_or(label, |(at, _)| label.get(at..).unwrap_or(label));
    while let Some(rest) = BEFORE.iter().find_map(|word| name.strip_prefix(word)) {
        name = rest;
    }
    while let Some(rest) = AFTER.iter().find_map(|word| name.strip_suffix(word)) {
        name = rest;
    }
    name
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
        &["比上", "较上", "比去", "较去", "同比", "增加", "减少", "增长", "下降", "提高", "降低", "上升", "比年初", "较年初", "高于", "低于"],
    )
}
