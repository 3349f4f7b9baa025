//! Printed names that an officer has to replace.

use crate::value::text::compact;

/// `指标1：`, `指标二`: the form's own name for a row.
pub fn is_numbered_hint(name: &str) -> bool {
    let compact = compact(name);
    let Some(number) = compact.strip_prefix("指标") else { return false };
    let number = number.trim_end_matches([':', '.', '…']);
    let is_number = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
    };
    compact.chars().count() > 2 && number.chars().count() <= 2 && number.chars().all(is_number)
}

/// Whether the name is a placeholder: blank, the form's own, or dots.
pub fn is_placeholder_name(name: &str) -> bool {
    compact(name).chars().all(|c| matches!(c, '…' | '.' | '。')) || is_numbered_hint(name)
}
