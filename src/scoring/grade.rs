//! The grade of a total: half-open bands, so that 89.99 is 良.

use crate::profile::{Grade, Profile};
use crate::value::number::Dec;

/// The profile's grade for a total; none below its lowest band.
pub fn of_total(total: Dec, profile: &Profile) -> Option<&Grade> {
    profile.grades.iter().find(|grade| total >= grade.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::number::dec;

    #[test]
    fn bands_are_half_open() {
        let profile = Profile::built_in("cn").unwrap();
        for (total, name) in [("100", "优"), ("90", "优"), ("89.99", "良"), ("80.00", "良"), ("79.995", "中"), ("60", "中"), ("0", "差")]
        {
            assert_eq!(of_total(dec(total), &profile).map(|grade| grade.name.as_str()), Some(name), "{total}");
        }
        assert_eq!(of_total(dec("-1"), &profile), None);
    }
}
