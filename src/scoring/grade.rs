//! The grade (等级) of a total score. Bands are half-open, so that 89.99 is 良.

use core::ops::Range;

use crate::profile::{Grade, Profile};
use crate::value::number::Dec;

/// The characters between 等级 and the grade, and between 得分 and the score.
pub const LINKS: [char; 7] = ['为', '是', '达', '到', ':', '评', '定'];

/// The profile's grade for a total; `None` below the lowest band.
pub fn of_total(total: Dec, profile: &Profile) -> Option<&Grade> {
    profile.grades.iter().find(|grade| total >= grade.from)
}

/// The range of bytes of the first grade that a text names: of 优 in `评价等级为优秀`.
pub fn named_in(text: &str) -> Option<Range<usize>> {
    text.match_indices("等级").find_map(|(at, word)| {
        let named = text.get(at + word.len()..)?.trim_start_matches(LINKS);
        let start = text.len() - named.len();
        let mut chars = named.chars();
        let grade = chars.next().filter(|c| matches!(c, '优' | '良' | '中' | '差'))?;
        // `等级分为优、良、中、差` lists all grades instead of giving one.
        let is_alone = chars.next().is_none_or(|next| {
            matches!(next, '。' | ',' | '，' | ';' | '；' | '\n' | ')' | '秀' | '好')
        });
        is_alone.then_some(start..start + grade.len_utf8())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::number::dec;

    #[test]
    fn a_grade_is_named_alone() {
        let named = |text: &'static str| named_in(text).and_then(|range| text.get(range));
        for (text, grade) in [
            ("评价等级为优秀。", Some("优")),
            ("等级:良", Some("良")),
            ("等级分为优、良、中、差，本次评价等级评定为中。", Some("中")),
            ("分为优、良、中、差四个等级。", None),
            ("等级为一等。", None),
            ("等级为优、良、中、差中的一个。", None),
        ] {
            assert_eq!(named(text), grade, "{text}");
        }
    }

    #[test]
    fn bands_are_half_open() {
        let profile = Profile::built_in("cn").unwrap();
        for (total, name) in [
            ("100", "优"),
            ("90", "优"),
            ("89.99", "良"),
            ("80.00", "良"),
            ("79.995", "中"),
            ("60", "中"),
            ("0", "差"),
        ] {
            assert_eq!(
                of_total(dec(total), &profile).map(|grade| grade.name.as_str()),
                Some(name),
                "{total}"
            );
        }
        assert_eq!(of_total(dec("-1"), &profile), None);
    }
}
