//! A number with what stands around it: comparison, unit, range.

use super::interval::Interval;
use super::number::Dec;
use super::text::{find, is_letter};
use super::unit::Unit;
use super::unreadable::Unreadable;

/// How a target compares: 指标性质.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    Equal,
}

impl Comparison {
    /// The signs and words that stand before a figure; the longer first.
    const PREFIXES: [(&'static str, Comparison); 34] = [
        ("大于或等于", Comparison::AtLeast),
        ("大于等于", Comparison::AtLeast),
        ("小于或等于", Comparison::AtMost),
        ("小于等于", Comparison::AtMost),
        ("不得低于", Comparison::AtLeast),
        ("不得超过", Comparison::AtMost),
        ("不低于", Comparison::AtLeast),
        ("不少于", Comparison::AtLeast),
        ("不小于", Comparison::AtLeast),
        ("不超过", Comparison::AtMost),
        ("不高于", Comparison::AtMost),
        ("不大于", Comparison::AtMost),
        ("不多于", Comparison::AtMost),
        ("控制在", Comparison::AtMost),
        ("≥", Comparison::AtLeast),
        (">=", Comparison::AtLeast),
        ("=>", Comparison::AtLeast),
        ("> =", Comparison::AtLeast),
        ("\\geq", Comparison::AtLeast),
        ("≤", Comparison::AtMost),
        ("<=", Comparison::AtMost),
        ("=<", Comparison::AtMost),
        ("< =", Comparison::AtMost),
        ("\\leq", Comparison::AtMost),
        ("==", Comparison::Equal),
        ("=", Comparison::Equal),
        (">", Comparison::MoreThan),
        ("<", Comparison::LessThan),
        ("至少", Comparison::AtLeast),
        ("等于", Comparison::Equal),
        ("大于", Comparison::MoreThan),
        ("高于", Comparison::MoreThan),
        ("小于", Comparison::LessThan),
        ("低于", Comparison::LessThan),
    ];

    const SUFFIXES: [(&'static str, Comparison); 10] = [
        ("及以上", Comparison::AtLeast),
        ("(含)以上", Comparison::AtLeast),
        ("以上", Comparison::AtLeast),
        ("及以下", Comparison::AtMost),
        ("(含)以内", Comparison::AtMost),
        ("以下", Comparison::AtMost),
        ("以内", Comparison::AtMost),
        ("之内", Comparison::AtMost),
        ("内", Comparison::AtMost),
        ("(含)", Comparison::AtLeast),
    ];

    /// The comparison a text opens with, and the rest of the text.
    pub fn prefix(text: &str) -> Option<(Comparison, &str)> {
        Self::PREFIXES.iter().find_map(|(sign, comparison)| {
            Some((*comparison, text.strip_prefix(sign)?.trim_start()))
        })
    }

    fn suffix(text: &str) -> Option<(Comparison, &str)> {
        Self::SUFFIXES
            .iter()
            .find_map(|(sign, comparison)| Some((*comparison, text.strip_suffix(sign)?.trim_end())))
    }

    pub fn sign(self) -> &'static str {
        match self {
            Comparison::AtLeast => "≥",
            Comparison::MoreThan => ">",
            Comparison::AtMost => "≤",
            Comparison::LessThan => "<",
            Comparison::Equal => "=",
        }
    }
}

/// One figure of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub comparison: Option<Comparison>,
    /// As printed; its decimals are its precision.
    pub number: Dec,
    /// The upper end of a range such as `6-9个月`.
    pub upper: Option<Dec>,
    pub unit: Unit,
    /// What should stand there, where the same figure or unit is typed twice (`30337万30337万`).
    pub repeated: Option<String>,
}

impl Figure {
    /// Reads a folded text that is one figure and nothing else: comparison, number, unit, in any of
    /// their usual places.
    pub fn read(folded: &str) -> Result<Figure, Unreadable> {
        if let Some(figure) = plain(folded) {
            return Ok(figure);
        }
        let text = strip_openers(folded);
        let text = text.strip_prefix('+').unwrap_or(text);
        if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            let mut figure = Figure::read(inner)?;
            figure.number = figure.number.negated();
            return Ok(figure);
        }
        let (mut comparison, rest) = match Comparison::prefix(text) {
            Some((comparison, rest)) => (Some(comparison), rest),
            None => (None, text),
        };
        let (negative, rest) = match rest.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, rest),
        };
        let (number, after) = leading_number(rest)?;
        if let Some(figure) = typed_twice(rest, after) {
            return Ok(Figure { comparison, ..figure });
        }
        if let Some(mut figure) = range(number, after) {
            figure.comparison = comparison;
            return Ok(figure);
        }
        let mut unit_text = after.trim();
        if SQUARED.contains(&unit_text) {
            let number = if negative { number.negated() } else { number };
            return Ok(Figure {
                comparison,
                number,
                upper: None,
                unit: Unit::read(unit_text),
                repeated: None,
            });
        }
        if unit_text.chars().any(|c| c.is_ascii_digit()) {
            return Err(if unit_text.starts_with(['.', ',']) {
                Unreadable::Separators
            } else {
                Unreadable::NotANumber
            });
        }
        if let Some((suffix, rest)) = Comparison::suffix(unit_text) {
            comparison = comparison.or(Some(suffix));
            unit_text = rest;
        }
        let unit = unit(unit_text).ok_or(Unreadable::NotANumber)?;
        let number = if negative { number.negated() } else { number };
        Ok(Figure { comparison, number, upper: None, unit, repeated: None })
    }

    /// Reads `NOUN≥80%` and `事故次数为0`: one figure, named before it.
    pub fn labelled(folded: &str) -> Option<Figure> {
        const LINKS: [&str; 14] = [
            "≥",
            "≤",
            ">",
            "<",
            "=",
            "不低于",
            "不少于",
            "不超过",
            "达到",
            "达",
            "为",
            "是",
            ":",
            "完成",
        ];
        const LONGEST_LABEL: usize = 40;
        let link = LINKS
            .iter()
            .filter_map(|link| find(folded, link).map(|at| (at, *link)))
            .min_by_key(|(at, _)| *at)?;
        let (label, rest) = (folded.get(..link.0)?, folded.get(link.0..)?);
        if label.chars().count() > LONGEST_LABEL
            || label.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | '。' | '、'))
        {
            return None;
        }
        let rest = match link.1 {
            "达到" | "达" | "为" | "是" | ":" | "完成" => {
                rest.get(link.1.len()..)?.trim_start()
            }
            _ => rest,
        };
        Figure::read(rest.trim_end_matches(['。', ';', ','])).ok()
    }

    /// Every figure in a text, in order. Digits inside words (`DIP2.0`, `第9批`) are none.
    pub fn all(folded: &str) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut rest = folded;
        let mut before = ' ';
        while let Some(c) = rest.chars().next() {
            if !c.is_ascii_digit() {
                before = c;
                rest = rest.get(c.len_utf8()..).unwrap_or("");
                continue;
            }
            let (number, after) = match leading_number(rest) {
                Ok((number, after)) => (Some(number), after),
                Err(_) => (
                    None,
                    rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')),
                ),
            };
            let unit_end = after.find(|c: char| !is_unit_char(c)).unwrap_or(after.len());
            let unit_text = after.get(..unit_end).unwrap_or("");
            if let (Some(number), Some(unit), false) =
                (number, unit(unit_text), before.is_ascii_alphabetic() || before == '第')
            {
                figures.push(Figure {
                    comparison: None,
                    number,
                    upper: None,
                    unit,
                    repeated: None,
                });
            }
            before = '0';
            rest = after;
        }
        figures
    }

    /// The figure as a plain number of its base unit (元, 人; a share as a fraction of 1).
    pub fn base(&self) -> Option<Dec> {
        self.unit.to_base(self.number)
    }

    /// What the printed figure stands for, in its own unit.
    pub fn interval(&self) -> Option<Interval> {
        Interval::of(self.number, self.number.decimals())
    }
}

/// Units that are written with a digit.
const SQUARED: [&str; 5] = ["m2", "m3", "km2", "m^2", "m<sup>2</sup>"];

/// Currency signs and verbs that say nothing about the figure after them.
fn strip_openers(text: &str) -> &str {
    const OPENERS: [&str; 12] =
        ["¥", "￥", "人民币", "已完成", "完成", "实际", "达到", "达", "共计", "共", "约", "为"];
    let text = text.trim().trim_end_matches(['。', ';']);
    OPENERS.iter().find_map(|opener| text.strip_prefix(opener)).map_or(text, str::trim_start)
}

/// `2092.71`, `95.44%`: as most figures are typed, and quicker to read than all that a figure may
/// be.
fn plain(text: &str) -> Option<Figure> {
    /// Digits that fit into 64 bits.
    const LONGEST: usize = 18;
    let (digits, unit): (&str, fn() -> Unit) = match text.strip_suffix('%') {
        Some(digits) => (digits, Unit::percent),
        None => (text, Unit::bare),
    };
    if digits.len() > LONGEST
        || !digits.starts_with(|c: char| c.is_ascii_digit())
        || digits.ends_with('.')
    {
        return None;
    }
    let (mut number, mut decimals) = (0i64, None);
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                number = number.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                decimals = decimals.map(|decimals: u32| decimals + 1);
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    let number = Dec::new(number, decimals.unwrap_or(0));
    Some(Figure { comparison: None, number, upper: None, unit: unit(), repeated: None })
}

/// The number a text opens with and what follows it. Separators and stray spaces inside the number
/// are not part of it.
fn leading_number(text: &str) -> Result<(Dec, &str), Unreadable> {
    let mut digits = String::new();
    let mut rest = text;
    let mut has_point = false;
    loop {
        let run = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(run);
        if head.is_empty() {
            break;
        }
        digits.push_str(head);
        rest = tail;
        // A separator belongs to the number only if digits follow it in a group that makes sense.
        let trimmed = rest.trim_start();
        let spaced = trimmed.len() < rest.len();
        match trimmed.chars().next() {
            Some('.') if !has_point => {
                let after = trimmed.get(1..).unwrap_or("").trim_start();
                if !after.starts_with(|c: char| c.is_ascii_digit()) {
                    break;
                }
                has_point = true;
                digits.push('.');
                rest = after;
            }
            Some(',') if !has_point => {
                let after = trimmed.get(1..).unwrap_or("").trim_start();
                if !matches!(group(after), 3 | 4) {
                    break;
                }
                rest = after;
            }
            Some(c)
                if spaced
                    && !has_point
                    && c.is_ascii_digit()
                    && group(trimmed) == 3
                    && head.len() <= 3 =>
            {
                rest = trimmed
            }
            _ => break,
        }
    }
    if digits.is_empty() {
        return Err(Unreadable::NotANumber);
    }
    Dec::read(&digits).map(|number| (number, rest)).ok_or(Unreadable::TooManyDigits)
}

/// How many digits a text opens with.
fn group(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `30337万30337万`, `596796.57万元万元`: what stands there once.
fn typed_twice(text: &str, after_number: &str) -> Option<Figure> {
    let compact: String = text.chars().filter(|c| *c != ' ').collect();
    let (half, again) = compact.split_at_checked(compact.len() / 2).unwrap_or_default();
    let spaced_apart = after_number.starts_with(' ');
    let once = if !half.is_empty()
        && half == again
        && (spaced_apart || half.ends_with(|c: char| !c.is_ascii_digit()))
    {
        half.to_owned()
    } else {
        let unit = after_number.trim();
        let half_unit = unit.get(..unit.len() / 2).filter(|u| !u.is_empty())?;
        if unit.get(unit.len() / 2..) != Some(half_unit)
            || !matches!(half_unit, "万元" | "元" | "亿元" | "万" | "%" | "万人" | "人" | "分")
        {
            return None;
        }
        compact.get(..compact.len() - half_unit.len())?.to_owned()
    };
    let mut figure = Figure::read(&once).ok()?;
    figure.repeated = Some(once);
    Some(figure)
}

/// `6-9个月`, `80%~90%`.
fn range(low: Dec, after: &str) -> Option<Figure> {
    let after = after.trim();
    let (first_unit, rest) = match after.find(['-', '~', '—', '至']) {
        Some(at) => (
            after.get(..at)?.trim(),
            after.get(at..)?.trim_start_matches(['-', '~', '—', '至']).trim_start(),
        ),
        None => return None,
    };
    let (upper, unit_text) = leading_number(rest).ok()?;
    let unit_text = unit_text.trim();
    if unit_text.chars().any(|c| c.is_ascii_digit())
        || !(first_unit.is_empty() || first_unit == unit_text)
    {
        return None;
    }
    Some(Figure {
        comparison: None,
        number: low,
        upper: Some(upper),
        unit: unit(unit_text)?,
        repeated: None,
    })
}

fn is_unit_char(c: char) -> bool {
    matches!(c, '%' | '‰' | '/' | '²' | '³' | '㎡' | '㎥' | '㎞' | '㎏' | '℃')
        || (!c.is_ascii() && is_letter(c))
}

/// A unit, with at most a few words after it (`100%完成`). `None` for what is no unit: operators,
/// the 月 of a date.
fn unit(text: &str) -> Option<Unit> {
    const LONGEST: usize = 12;
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('%') {
        return (rest.chars().count() <= LONGEST && rest.chars().all(is_unit_char))
            .then(Unit::percent);
    }
    let is_part_of_date =
        text.strip_prefix('月').is_some_and(|rest| !rest.is_empty()) || text.starts_with("年度");
    let shape_is_unit = text
        .chars()
        .all(|c| is_unit_char(c) || matches!(c, '·' | '(' | ')') || c.is_ascii_alphabetic());
    (!is_part_of_date && shape_is_unit && text.chars().count() <= LONGEST).then(|| Unit::read(text))
}

/// Is every clause a statement that ends in a figure?
pub fn states_only_figures(folded: &str) -> bool {
    folded.split([';', ',', '。', '、']).map(str::trim).filter(|clause| !clause.is_empty()).all(
        |clause| {
            let is_dated = clause.ends_with('年') || clause.ends_with('月');
            !is_dated
                && (Figure::read(clause).is_ok()
                    || (Figure::all(clause).len() == 1 && ends_in_figure(clause)))
        },
    )
}

fn ends_in_figure(clause: &str) -> bool {
    // `形成“书香周末”等3个品牌` counts its examples.
    if clause
        .split(|c: char| c.is_ascii_digit())
        .next()
        .is_some_and(|before| before.ends_with('等'))
    {
        return false;
    }
    let Some(last_digit) = clause.rfind(|c: char| c.is_ascii_digit()) else { return false };
    clause.get(last_digit + 1..).is_some_and(|unit_text| unit_text.chars().count() <= 4)
}
