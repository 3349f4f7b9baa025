//! Years in titles, captions and file names.

use crate::value::text::compact;

/// `（2025年度）`, `2025年度`, `(2025)年度`, `2025年`
pub fn is_year(text: &str) -> bool {
    let text = compact(text);
    let text = text.trim_matches(['(', ')']);
    let year = text.strip_suffix("年度").or_else(|| text.strip_suffix('年'));
    let year = year.map(|year| year.trim_matches(['(', ')']));
    year.is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `2025年度自评表` → `2025`
pub fn year_in(text: &str) -> Option<String> {
    let text = compact(text);
    text.match_indices('年').find_map(|(at, _)| {
        let year = text.get(at.checked_sub(4)?..at)?;
        (year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| year.to_owned())
    })
}
