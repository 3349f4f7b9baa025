//! Figures at the end of an indicator's name (`达标率100%`, `新建堤防12公里`), which its target
//! repeats.

use crate::filing::row::{Row, State, on_one_scale};
use crate::filing::{Indicator, MaybeCell};
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::unit::{Dimension, Unit};

/// Whether the target repeats the figure of its name; `None` where the name ends with none, or
/// either is not certainly of the same thing.
pub fn repeats_named_figure(indicator: &Indicator) -> Option<bool> {
    let row = Row::new(indicator);
    let target = row.target().filter(|target| target.upper.is_none())?;
    let named = named(indicator.name.compact(), target)?;
    if row.state() != State::Filled || indicator.target.compact().contains('约') {
        return None;
    }
    on_one_scale(&named, target).map(|(named, target)| named == target)
}

/// The figure that a compact name ends with, if it is one of the thing that the name is of.
fn named(name: &str, target: &Figure) -> Option<Figure> {
    const ENDS: [&str; 5] = ["及以上", "以上", "以内", "以下", ")"];
    let bare = ENDS.iter().fold(name, |name, end| name.strip_suffix(end).unwrap_or(name));
    let noun = match target.unit.dimension {
        Dimension::Share | Dimension::Bare => "%",
        Dimension::Count => &*target.unit.noun,
        Dimension::Money | Dimension::Time => return None,
    };
    let digits = bare.strip_suffix(noun)?;
    let digits = digits.strip_suffix('万').unwrap_or(digits);
    let label = digits.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = Dec::read(digits.get(label.len()..).filter(|digits| !digits.is_empty())?)?;
    let unit = Unit::read(bare.get(digits.len()..)?);
    let is_meant = if noun == "%" { is_share(label) } else { is_total(label) };
    let figure = Figure { comparison: None, number, upper: None, unit, repeated: None };
    is_meant.then_some(figure)
}

/// `达标率`, `达标率达到`, `达标率(≥`, and not `率较上年提高`.
fn is_share(label: &str) -> bool {
    const LINKS: [&str; 10] = ["(", "≥", "=", ">", "不低于", "达到", "达", "为", ":", "保持在"];
    let trimmed = LINKS.iter().rev().fold(label, |label, link| label.trim_end_matches(link));
    let share = trimmed.trim_end_matches(['(', '≥', '=', '达']);
    share.ends_with('率') || share.ends_with("满意度") || share.ends_with("比例")
}

/// How many there are in all: not each, not every month, not the third of them.
fn is_total(label: &str) -> bool {
    const OF_EACH: [char; 22] = [
        '每', '均', '各', '月', '季', '周', '日', '天', '第', '年', '次', '到', '至', '-', '~',
        '/', '增', '减', '少', '多', '约', '近',
    ];
    label.chars().count() > 1
        && !label.contains(OF_EACH)
        && !label.contains(|c: char| c.is_ascii_digit())
}
