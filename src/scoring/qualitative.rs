//! Qualitative targets: a result that names a grade of the official scale (达成, 部分达成, 未达成)
//! is scored within the grade's band.

use crate::filing::MaybeCell;
use crate::filing::row::Row;
use crate::profile::Profile;
use crate::value::number::Dec;

/// A grade of the qualitative scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Achievement {
    /// 达成年度指标
    Achieved,
    /// 基本达成, which the scale lacks: its band is that of the grades above and below it together.
    Mostly,
    /// 部分达成年度指标并具有一定效果
    Partly,
    /// 未达成年度指标且效果较差
    NotAchieved,
}

/// The shares of the weight that a score must be between, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The lower share, from 0 to 1.
    pub low: Dec,
    /// The higher share, from 0 to 1.
    pub high: Dec,
}

impl Achievement {
    /// The words of the official scale.
    pub fn words(self) -> &'static str {
        match self {
            Achievement::Achieved => "达成预期指标",
            Achievement::Mostly => "基本达成预期指标",
            Achievement::Partly => "部分达成预期指标并具有一定效果",
            Achievement::NotAchieved => "未达成预期指标且效果较差",
        }
    }

    /// The grade's band in a profile. A share at which two bands meet belongs to both.
    pub fn band(self, profile: &Profile) -> Band {
        match self {
            Achievement::Achieved => Band { low: profile.upper, high: Dec::ONE },
            Achievement::Mostly => Band { low: profile.middle, high: Dec::ONE },
            Achievement::Partly => Band { low: profile.middle, high: profile.upper },
            Achievement::NotAchieved => Band { low: Dec::ZERO, high: profile.middle },
        }
    }
}

impl Band {
    /// The least and the most points for a weight, without trailing zeros. `None` if they do not
    /// fit a [`Dec`].
    pub fn points(&self, weight: Dec) -> Option<(Dec, Dec)> {
        Some((weight.times(self.low)?.plain(), weight.times(self.high)?.plain()))
    }
}

/// The grade that the result of a row names. `None` if target and result are both figures, or if
/// the text names no grade or more than one.
pub fn stated(row: &Row<'_>) -> Option<Achievement> {
    if row.target().is_some() && row.actual().is_some() {
        return None;
    }
    grade(row.indicator.actual.compact())
}

fn grade(actual: &str) -> Option<Achievement> {
    /// In characters; a longer text is a description.
    const LONGEST: usize = 30;
    const OBJECTS: [&str; 6] = ["预期指标", "年度指标", "预期目标", "年度目标", "绩效目标", "指标"];
    const GRADES: [(&str, Achievement); 8] = [
        ("未达成", Achievement::NotAchieved),
        ("没有达成", Achievement::NotAchieved),
        ("部分达成", Achievement::Partly),
        ("基本达成", Achievement::Mostly),
        ("全部达成", Achievement::Achieved),
        ("完全达成", Achievement::Achieved),
        ("已达成", Achievement::Achieved),
        ("达成", Achievement::Achieved),
    ];
    if actual.chars().count() > LONGEST {
        return None;
    }
    let (stated, rest) =
        GRADES.iter().find_map(|(words, stated)| Some((*stated, actual.strip_prefix(words)?)))?;
    let rest = OBJECTS.iter().find_map(|object| rest.strip_prefix(object))?;
    (!rest.contains("达成")).then_some(stated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_grades_of_the_scale_and_nothing_else() {
        for (text, stated) in [
            ("达成预期指标", Some(Achievement::Achieved)),
            ("全部达成年度指标。", Some(Achievement::Achieved)),
            ("基本达成预期指标", Some(Achievement::Mostly)),
            ("部分达成预期指标并具有一定效果", Some(Achievement::Partly)),
            ("部分达成年度指标并具有一定效果", Some(Achievement::Partly)),
            ("未达成预期指标且效果较差", Some(Achievement::NotAchieved)),
            ("优", None),
            ("良好", None),
            ("稳步提升", None),
            ("达成预期指标，个别地区部分达成", None),
            ("达成合作意向", None),
            ("", None),
        ] {
            assert_eq!(grade(text), stated, "{text}");
        }
    }
}
