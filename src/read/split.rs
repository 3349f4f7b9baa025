//! Splits cells that hold a label together with its value, or several labels and values.

use super::grid::{GridCell, GridRow};
use super::indicators;
use super::label::{Vocabulary, is_figure, path};

/// The rows of a form with their cells split. Rows of the indicator table are left as they are,
/// since an officer's text may well begin with the words of a label.
pub fn split_rows(rows: &[GridRow], vocabularies: &[Vocabulary]) -> Vec<GridRow> {
    let mut in_table = false;
    let split_row = |row: &GridRow| {
        in_table |= indicators::header(row).is_some();
        let whole = |cell: &GridCell| {
            path(&cell.text, vocabularies).is_none()
                && pieces(&cell.text, false, vocabularies).len() == 1
        };
        let is_of_table = in_table && row.cells.len() > 2 && row.cells.first().is_some_and(whole);
        if is_of_table { row.clone() } else { split(row, vocabularies) }
    };
    rows.iter().map(split_row).collect()
}

/// Splits the cells of a row.
fn split(row: &GridRow, vocabularies: &[Vocabulary]) -> GridRow {
    let cells = row.cells.iter().flat_map(|cell| {
        let pieces = pieces(&cell.text, row.cells.len() == 1, vocabularies);
        pieces.into_iter().map(|piece| cell.with_text(piece)).collect::<Vec<_>>()
    });
    GridRow { cells: cells.collect(), ..row.clone() }
}

/// `基本支出 1,217.00` → label, figure; `2025年 到期年度 2025年` → value, label, value; `填报日期：
/// 2026年` → label, value.
fn pieces(text: &str, alone: bool, vocabularies: &[Vocabulary]) -> Vec<String> {
    if path(text, vocabularies).is_some() {
        return vec![text.to_owned()];
    }
    // Prose that begins with or contains the words of a label is left whole.
    let short = text.chars().count() <= 60;
    if let Some((label, value)) = at_colon(text, vocabularies).filter(|_| short || alone) {
        let mut pieces = vec![label.to_owned()];
        if !value.trim().is_empty() {
            pieces.extend(self::pieces(value.trim(), false, vocabularies));
        }
        return pieces;
    }
    if !short {
        return vec![text.to_owned()];
    }
    let mut words = text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .collect::<Vec<_>>();
    words.push(text.len());
    for end in words.iter().rev() {
        let Some((before, after)) = text.split_at_checked(*end) else { continue };
        // The longest label at the start, followed by a figure or only by more labels and values.
        if !after.is_empty()
            && path(before, vocabularies).is_some_and(|path| !path.is_empty())
            && is_figure(after)
        {
            return vec![before.trim().to_owned(), after.trim().to_owned()];
        }
    }
    inner_label(text, vocabularies).unwrap_or_else(|| vec![text.to_owned()])
}

/// Splits before a label in the middle, or a label with a colon.
fn inner_label(text: &str, vocabularies: &[Vocabulary]) -> Option<Vec<String>> {
    let mut from = 0usize;
    for word in text.split_whitespace() {
        let start = text.get(from..)?.find(word)?.checked_add(from)?;
        from = start.checked_add(word.len())?;
        let known = word.chars().count() >= 4
            && path(word, vocabularies).is_some_and(|path| !path.is_empty());
        if start > 0 && (known || at_colon(word, vocabularies).is_some()) {
            let (before, after) = text.split_at_checked(start)?;
            let mut pieces = vec![before.trim().to_owned()];
            if known {
                let (label, value) = after.split_at_checked(word.len())?;
                pieces.push(label.to_owned());
                if !value.trim().is_empty() {
                    pieces.extend(self::pieces(value.trim(), false, vocabularies));
                }
            } else {
                pieces.extend(self::pieces(after, false, vocabularies));
            }
            return Some(pieces);
        }
    }
    None
}

fn at_colon<'a>(text: &'a str, vocabularies: &[Vocabulary]) -> Option<(&'a str, &'a str)> {
    let at = |colon: usize| {
        let (label, rest) = text.split_at_checked(colon)?;
        let value = rest.strip_prefix([':', '：'])?;
        path(label, vocabularies).map(|path| (path, label, value))
    };
    // `其中：基本支出：700`
    let last = || {
        at(text.rfind([':', '：'])?).filter(|(path, _, value)| !path.is_empty() && is_figure(value))
    };
    let (_, label, value) = at(text.find([':', '：'])?).or_else(last)?;
    Some((label, value))
}

#[cfg(test)]
mod tests {
    use super::super::label::by_start;
    use super::*;

    const WORDS: Vocabulary = &by_start([
        ("基本支出", "expenditure/basic"),
        ("到期年度", "end"),
        ("当年度金额", "amount"),
        ("填报日期", "filedOn"),
    ]);

    #[test]
    fn cells_that_hold_several_things_are_taken_apart() {
        for (text, expected) in [
            ("基本支出 1,217.00", &["基本支出", "1,217.00"][..]),
            ("2025年 到期年度 2025年", &["2025年", "到期年度", "2025年"]),
            ("30975 当年度金额(万元) 30975", &["30975", "当年度金额(万元)", "30975"]),
            ("填报日期：2026年4月1日", &["填报日期", "2026年4月1日"]),
            ("其中：基本支出：700", &["其中：基本支出", "700"]),
            ("张三 填报日期：2026年4月1日", &["张三", "填报日期", "2026年4月1日"]),
            ("基本支出情况良好", &["基本支出情况良好"]),
            ("2025年 到 2026年", &["2025年 到 2026年"]),
        ] {
            assert_eq!(pieces(text, true, &[WORDS]), expected, "{text}");
        }
    }
}
