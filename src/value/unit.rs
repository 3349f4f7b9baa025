//! Units as officers write them: a multiplier (万, 亿, %) and what is counted (元, 人次, 元/人/年).

use std::borrow::Cow;

use super::number::Dec;

/// What kind of thing a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// No noun was written. The column or the name of the indicator gives the unit.
    Bare,
    /// 元 and its multiples, also per head or per month.
    Money,
    /// `%`, `‰` and percentage points.
    Share,
    /// 月, 小时, 工作日
    Time,
    /// People, visits, households, pieces: anything one counts.
    Count,
}

/// A unit: the power of ten it multiplies by, and its noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The power of ten: 4 for 万, 8 for 亿, −2 for `%`.
    pub power: i32,
    /// `元`, `人次`, `元/人/年`; empty where only a multiplier (`354.84万`) or nothing was written.
    pub noun: Cow<'static, str>,
    /// What the noun measures.
    pub dimension: Dimension,
}

impl Unit {
    /// No unit.
    pub const fn bare() -> Unit {
        Unit::named(0, "", Dimension::Bare)
    }

    /// `%`
    pub const fn percent() -> Unit {
        Unit::named(-2, "%", Dimension::Share)
    }

    /// 元 and its multiples; `power` is 4 for 万元.
    pub const fn yuan(power: i32) -> Unit {
        Unit::named(power, "元", Dimension::Money)
    }

    const fn named(power: i32, noun: &'static str, dimension: Dimension) -> Unit {
        Unit { power, noun: Cow::Borrowed(noun), dimension }
    }

    /// Reads a unit from folded text such as `万元`, `人次`, `元/人/年`, `%`. Any other noun counts
    /// something.
    pub fn read(text: &str) -> Unit {
        let text = text.trim();
        if text.is_empty() {
            return Unit::bare();
        }
        match text {
            "%" | "百分比" | "％" => return Unit::percent(),
            "‰" => return Unit::named(-3, "‰", Dimension::Share),
            "个百分点" | "百分点" | "pct" => {
                return Unit::named(-2, "百分点", Dimension::Share);
            }
            _ => {}
        }
        // 余 and 多 make the figure a little more, not another unit: 6808.94余万元, 300多人.
        let (power, noun) = multiplier(text.trim_start_matches(MORE));
        let noun = noun.trim_start_matches(MORE);
        match dimension(noun, power) {
            Dimension::Bare => Unit::named(power, "", Dimension::Bare),
            Dimension::Money if noun == "元" => Unit::yuan(power),
            dimension => Unit { power, noun: Cow::Owned(noun.to_owned()), dimension },
        }
    }

    /// Whether figures in the two units can measure the same thing. Only dimensions that are known
    /// to differ cannot.
    pub fn comparable(&self, other: &Unit) -> bool {
        use Dimension::{Bare, Share};
        match (self.dimension, other.dimension) {
            // 354.84万 can be anything but a share.
            (Bare, Share) => self.power == 0,
            (Share, Bare) => other.power == 0,
            (Bare, _) | (_, Bare) => true,
            (a, b) => a == b,
        }
    }

    /// Whether figures in the two units can be compared as they are written. 3天 and 48小时, 10公里
    /// and 9800米, 3场 and 300人 cannot; two counting words (个 and 项, 户 and 家) can, because
    /// both may count the same thing.
    pub fn same_scale(&self, other: &Unit) -> bool {
        let (a, b) = (self.measure(), other.measure());
        if !a.is_empty() && !b.is_empty() && span(a) != span(b) {
            return false;
        }
        // `亩高标准农田` is measured in 亩, and no noun goes with any.
        a.starts_with(b)
            || b.starts_with(a)
            || match (self.dimension, other.dimension) {
                (Dimension::Time, _) | (_, Dimension::Time) => false,
                (Dimension::Count, Dimension::Count) => {
                    kind(a) == kind(b) && kind(a) != Kind::Measured
                }
                _ => true,
            }
    }

    /// The noun, or the one of its synonyms that stands for all.
    fn measure(&self) -> &str {
        const NAMES: [(&str, &str); 20] = [
            ("日", "天"),
            ("个月", "月"),
            ("个工作日", "工作日"),
            ("时", "小时"),
            ("千米", "公里"),
            ("km", "公里"),
            ("KM", "公里"),
            ("㎞", "公里"),
            ("千克", "公斤"),
            ("kg", "公斤"),
            ("㎏", "公斤"),
            ("㎡", "平方米"),
            ("m2", "平方米"),
            ("m²", "平方米"),
            ("平米", "平方米"),
            ("平方", "平方米"),
            ("㎥", "立方米"),
            ("m3", "立方米"),
            ("方", "立方米"),
            ("m", "米"),
        ];
        NAMES.iter().find(|(name, _)| *name == self.noun).map_or(&*self.noun, |(_, noun)| noun)
    }

    /// `figure`, which is in this unit, in the base unit (元, 人, 1). `None` if it does not fit.
    pub fn to_base(&self, figure: Dec) -> Option<Dec> {
        figure.shift(self.power)
    }
}

/// The part of a year that something is counted by: 月 of `次/月`.
fn span(noun: &str) -> Option<&str> {
    let (_, span) = noun.rsplit_once('/')?;
    ["月", "季度", "季", "周", "天", "日"].into_iter().find(|known| *known == span)
}

/// What a counting word counts.
#[derive(PartialEq)]
enum Kind {
    /// Lengths, areas, weights: physical units.
    Measured,
    People,
    Things,
}

fn kind(noun: &str) -> Kind {
    const MEASURED: [&str; 16] = [
        "公里", "千米", "米", "平方", "立方", "㎡", "亩", "公顷", "吨", "公斤", "千克", "克", "斤",
        "升", "毫", "千瓦",
    ];
    const PEOPLE: [&str; 3] = ["人", "名", "位"];
    let begins = |words: &[&str]| words.iter().any(|word| noun.starts_with(word));
    match noun {
        _ if begins(&MEASURED) || noun.is_ascii() => Kind::Measured,
        _ if begins(&PEOPLE) => Kind::People,
        _ => Kind::Things,
    }
}

const MORE: [char; 2] = ['余', '多'];

/// The power of ten of a multiplier, and the noun after it. 千 and 百 multiply only before another
/// multiplier or 元, because many nouns begin with 百.
fn multiplier(text: &str) -> (i32, &str) {
    const MULTIPLIERS: [(&str, i32); 8] = [
        ("千亿", 11),
        ("百亿", 10),
        ("十亿", 9),
        ("亿", 8),
        ("千万", 7),
        ("百万", 6),
        ("万", 4),
        ("千元", 3),
    ];
    for (word, power) in MULTIPLIERS {
        if let Some(rest) = text.strip_prefix(word) {
            return (power, if word == "千元" { "元" } else { rest });
        }
    }
    (0, text)
}

fn dimension(noun: &str, power: i32) -> Dimension {
    const TIME: [&str; 14] = [
        "月", "个月", "年", "天", "日", "工作日", "个工作日", "小时", "分钟", "秒", "周", "季度",
        "小时/日", "时",
    ];
    if noun.is_empty() {
        return Dimension::Bare;
    }
    if noun.starts_with('元') || noun.starts_with("人民币") {
        return Dimension::Money;
    }
    if power == 0 && TIME.contains(&noun) {
        return Dimension::Time;
    }
    Dimension::Count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::number::dec;

    #[test]
    fn reads_multiplier_and_noun() {
        for (text, power, noun, dimension) in [
            ("万元", 4, "元", Dimension::Money),
            ("亿元", 8, "元", Dimension::Money),
            ("元/人/年", 0, "元/人/年", Dimension::Money),
            ("万", 4, "", Dimension::Bare),
            ("万人", 4, "人", Dimension::Count),
            ("人次", 0, "人次", Dimension::Count),
            ("家次", 0, "家次", Dimension::Count),
            ("个月", 0, "个月", Dimension::Time),
            ("%", -2, "%", Dimension::Share),
            ("百分点", -2, "百分点", Dimension::Share),
            ("余万元", 4, "元", Dimension::Money),
            ("万余元", 4, "元", Dimension::Money),
            ("多人", 0, "人", Dimension::Count),
            ("", 0, "", Dimension::Bare),
        ] {
            let unit = Unit::read(text);
            assert_eq!(
                (unit.power, &*unit.noun, unit.dimension),
                (power, noun, dimension),
                "{text}"
            );
        }
    }

    #[test]
    fn only_units_of_one_measure_are_on_one_scale() {
        let same = |a: &str, b: &str| Unit::read(a).same_scale(&Unit::read(b));
        for (a, b) in [
            ("人", "人次"),
            ("人", "名"),
            ("户", "家"),
            ("个", "项"),
            ("场", "次"),
            ("万亩", "万亩高标准农田"),
            ("公里", "千米"),
            ("平方米", "㎡"),
            ("天", "日"),
            ("", "公里"),
            ("万", "人"),
            ("%", "‰"),
            ("元/场", "元"),
            ("次/月", "次/月"),
            ("次/年", "次"),
            ("起", "次"),
        ] {
            assert!(same(a, b) && same(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("次/月", "次"),
            ("天", "小时"),
            ("个月", "天"),
            ("工作日", "天"),
            ("公里", "米"),
            ("亩", "平方米"),
            ("吨", "公斤"),
            ("场", "人"),
            ("户", "人"),
        ] {
            assert!(!same(a, b) && !same(b, a), "{a} {b}");
        }
    }

    #[test]
    fn converts_exactly() {
        assert_eq!(Unit::read("万元").to_base(dec("2092.71")), Some(dec("20927100")));
        assert_eq!(Unit::read("%").to_base(dec("95.44")), Some(dec("0.9544")));
    }

    #[test]
    fn only_known_dimensions_are_not_comparable() {
        let comparable = |a: &str, b: &str| Unit::read(a).comparable(&Unit::read(b));
        assert!(comparable("万", "万人"));
        assert!(comparable("", "%"));
        assert!(comparable("人", "人次"));
        assert!(comparable("元", "万元"));
        assert!(!comparable("元", "%"));
        assert!(!comparable("万", "%"));
        assert!(!comparable("元", "人"));
    }
}
