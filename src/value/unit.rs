//! Units as officers write them: a multiplier (万, 亿, %) and what is counted (元, 人次, 元/人/年).

use super::number::Dec;

/// What kind of thing a unit measures. Only kinds that differ for certain keep two figures apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// No unit was written; the column or the indicator's name knows.
    Bare,
    /// 元 and its multiples, also per head or per month.
    Money,
    /// %, ‰.
    Share,
    /// 月, 小时, 工作日 …
    Time,
    /// People, visits, households, pieces: anything one counts.
    Count,
}

/// A unit: the power of ten it multiplies by, and its noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// 万 is 4, 亿 is 8, % is −2.
    pub power: i32,
    /// `元`, `人次`, `元/人/年`; empty where only a multiplier (`354.84万`) or nothing was written.
    pub noun: String,
    pub dimension: Dimension,
}

impl Unit {
    pub const fn bare() -> Unit {
        Unit { power: 0, noun: String::new(), dimension: Dimension::Bare }
    }

    pub fn percent() -> Unit {
        Unit { power: -2, noun: "%".to_owned(), dimension: Dimension::Share }
    }

    pub fn yuan(power: i32) -> Unit {
        Unit { power, noun: "元".to_owned(), dimension: Dimension::Money }
    }

    /// Reads a unit from folded text such as `万元`, `人次`, `元/人/年`, `%`. Anything without digits is a unit of something.
    pub fn read(text: &str) -> Unit {
        let text = text.trim();
        if text.is_empty() {
            return Unit::bare();
        }
        match text {
            "%" | "百分比" | "％" => return Unit::percent(),
            "‰" => return Unit { power: -3, noun: "‰".to_owned(), dimension: Dimension::Share },
            "个百分点" | "百分点" | "pct" => return Unit { power: -2, noun: "百分点".to_owned(), dimension: Dimension::Share },
            _ => {}
        }
        // 6808.94余万元, 300多人: a figure that is a little more is still one of its unit.
        let (power, noun) = multiplier(text.trim_start_matches(MORE));
        let noun = noun.trim_start_matches(MORE);
        Unit { power, noun: noun.to_owned(), dimension: dimension(noun, power) }
    }

    /// Can figures in the two units be set against each other at all?
    pub fn comparable(&self, other: &Unit) -> bool {
        use Dimension::{Bare, Share};
        match (self.dimension, other.dimension) {
            // 354.84万 may be anything but a share.
            (Bare, Share) => self.power == 0,
            (Share, Bare) => other.power == 0,
            (Bare, _) | (_, Bare) => true,
            (a, b) => a == b,
        }
    }

    /// `figure` in this unit, as a plain number of the base unit (元, 人, 1).
    pub fn to_base(&self, figure: Dec) -> Option<Dec> {
        figure.shift(self.power)
    }
}

const MORE: [char; 2] = ['余', '多'];

/// 千 and 百 count as multipliers only before a multiplier or 元: 百 alone begins too many nouns.
fn multiplier(text: &str) -> (i32, &str) {
    const MULTIPLIERS: [(&str, i32); 8] =
        [("千亿", 11), ("百亿", 10), ("十亿", 9), ("亿", 8), ("千万", 7), ("百万", 6), ("万", 4), ("千元", 3)];
    for (word, power) in MULTIPLIERS {
        if let Some(rest) = text.strip_prefix(word) {
            return (power, if word == "千元" { "元" } else { rest });
        }
    }
    (0, text)
}

fn dimension(noun: &str, power: i32) -> Dimension {
    const TIME: [&str; 14] = ["月", "个月", "年", "天", "日", "工作日", "个工作日", "小时", "分钟", "秒", "周", "季度", "小时/日", "时"];
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
            assert_eq!((unit.power, unit.noun.as_str(), unit.dimension), (power, noun, dimension), "{text}");
        }
    }

    #[test]
    fn converts_exactly() {
        assert_eq!(Unit::read("万元").to_base(dec("2092.71")), Some(dec("20927100")));
        assert_eq!(Unit::read("%").to_base(dec("95.44")), Some(dec("0.9544")));
    }

    #[test]
    fn keeps_apart_only_what_differs_for_certain() {
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
