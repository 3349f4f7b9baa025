//! Splits a source into its forms: at titles, at new worksheets, and where an untitled form starts
//! again.

use super::grid::{GridRow, RowPlace};
use super::{indicators, kind, label, narrative};
use crate::filing::Kind;
use crate::value::text::compact;

/// One form of the source.
pub struct Form<'a> {
    pub kind: Option<Kind>,
    pub title: Option<&'a GridRow>,
    pub rows: &'a [GridRow],
}

/// Splits a source into its forms.
pub fn parted(rows: &[GridRow]) -> Vec<Form<'_>> {
    let mut starts: Vec<(usize, Option<Kind>)> = vec![(0, None)];
    let mut in_report = false;
    let mut form = Seen::default();
    for (index, row) in rows.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| rows.get(before));
        let new_sheet = matches!(row.place, RowPlace::Sheet { .. })
            && before.is_some_and(|before| row.place.is_beyond(&before.place));
        if new_sheet {
            starts.push((index, None));
            in_report = false;
            form = Seen::default();
        } else if !in_report && form.is_over_at(row) {
            // A caption directly above the first line belongs to this form, not to the one before.
            let captions = rows
                .iter()
                .take(index)
                .rev()
                .take_while(|row| row.single().is_some_and(|cell| is_caption(&cell.text)));
            starts.push((index.saturating_sub(captions.count()), None));
            form = Seen::default();
        }
        form.see(row);
        let Some(cell) = row.single() else { continue };
        if let Some(kind) =
            kind::titled(without_attachment(&cell.text)).filter(|_| table_follows(rows, index))
        {
            starts.push((index, Some(kind)));
            in_report = false;
            form = Seen::default();
        } else if !in_report && narrative::is_title(&cell.text) {
            // Rows above the first title belong to that form's cover.
            match starts.last_mut() {
                Some((start, kind @ None))
                    if rows.iter().take(index).skip(*start).all(|row| row.cells.len() < 2) =>
                {
                    *kind = Some(Kind::Narrative)
                }
                _ => starts.push((index, Some(Kind::Narrative))),
            }
            in_report = true;
        }
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([rows.len()]);
    let forms = starts.iter().zip(ends).filter_map(|(&(start, kind), end)| {
        let rows = rows.get(start..end)?;
        // A report's title is read together with its cover.
        match kind {
            None | Some(Kind::Narrative) => Some(Form { kind, title: None, rows }),
            Some(_) => {
                rows.split_first().map(|(title, rows)| Form { kind, title: Some(title), rows })
            }
        }
    });
    forms.collect()
}

/// What has been seen of a form so far, to find the end of one without a title.
#[derive(Default)]
struct Seen {
    /// Labels that start a form.
    openers: Vec<String>,
    table: bool,
}

impl Seen {
    fn opener(row: &GridRow) -> Option<String> {
        const OPENERS: [&str; 9] = [
            "项目名称", "资金名称", "专项名称", "专项资金名称", "转移支付名称", "部门名称",
            "单位名称", "部门单位名称", "预算部门",
        ];
        let first = label::key(&row.cells.first().filter(|_| row.cells.len() > 1)?.text);
        OPENERS.contains(&&*first).then(|| first.into_owned())
    }

    /// Whether a row starts the next form: after its table, a form that names its project or
    /// department again.
    fn is_over_at(&self, row: &GridRow) -> bool {
        self.table && Seen::opener(row).is_some_and(|opener| self.openers.contains(&opener))
    }

    fn see(&mut self, row: &GridRow) {
        self.openers.extend(Seen::opener(row));
        self.table |= indicators::header(row).is_some();
    }
}

/// `（2025年度）` or `单位：万元`, as printed above a form.
fn is_caption(text: &str) -> bool {
    let text = compact(text);
    text.chars().count() <= 16
        && (text.starts_with('(') && text.ends_with(')')
            || label::key(&text).starts_with("单位")
            || is_dated(&text))
}

fn is_dated(text: &str) -> bool {
    text.starts_with("20") && (text.ends_with("年度") || text.ends_with('年'))
}

/// A title counts only above a table; in a list of attachments the same words are not a title.
fn table_follows(rows: &[GridRow], title: usize) -> bool {
    let below = rows.iter().skip(title.saturating_add(1)).take(12);
    let mut below = below.take_while(|row| {
        row.single().is_none_or(|cell| kind::titled(without_attachment(&cell.text)).is_none())
    });
    below.any(|row| row.cells.len() > 1)
}

/// `附件2-1：项目支出绩效自评表` → `项目支出绩效自评表`
pub fn without_attachment(name: &str) -> &str {
    let name = name.trim();
    name.strip_prefix("附件").map_or(name, |rest| {
        rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || c.is_whitespace() || "-_.、:：".contains(c)
        })
    })
}
