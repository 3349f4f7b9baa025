//! 社会保险基金预决算收支情况表: numbered lines under income and expenditure, with last year,
//! budget and account.

use super::grid::{GridCell, GridRow};
use super::label::{self, HEAD, Vocabulary, by_start, key};
use super::node::NodeRecord;
use super::tree::{columns, depth, grow, line, name};
use crate::filing::Kind;
use crate::value::text::compact;

const FIELDS: Vocabulary = &by_start([
    ("基金名称", "fund"),
    ("险种", "fund"),
    ("编制单位", "department"),
    ("填报单位", "department"),
]);

pub const VOCABULARIES: &[Vocabulary] = &[FIELDS, HEAD];

pub fn read(rows: &[GridRow]) -> NodeRecord {
    let mut form = NodeRecord::document(Kind::FundAccounts);
    let mut header: Option<Vec<(&'static str, usize)>> = None;
    let mut lines = Vec::new();
    // Text above the first numbered or named line belongs to no document cell.
    let mut begun = false;
    for row in rows {
        label::unit(row, &mut form);
        let columns = columns(row);
        if columns.len() > 1 && header.is_none() {
            let known = |cell: &&GridCell| {
                columns.iter().any(|(_, column)| *column == cell.column)
                    || key(&cell.text) == "项目"
            };
            for label in row.cells.iter().filter(known) {
                label.mark_read();
                label::keep_dated(row, label, &mut form);
            }
            header = Some(columns);
        } else if row
            .cells
            .first()
            .is_some_and(|cell| label::path(&cell.text, VOCABULARIES).is_some())
        {
            label::fields(row, VOCABULARIES, &mut form);
        } else if let Some(columns) =
            header.as_ref().filter(|_| row.cells.len() > 1 || depth_of(row) == Some(1))
        {
            begun |= name(row, columns).is_some_and(|name| section(&compact(&name.text)).is_some());
            if let Some(line) = begun.then(|| line(row, columns)).flatten() {
                lines.push((depth_of(row).unwrap_or(5), line));
            }
        }
    }
    let mut last = "income";
    for line in grow(lines) {
        let name =
            line.get("name").map(|node| compact(node.text()).into_owned()).unwrap_or_default();
        match section(&name) {
            Some(path) if form.get(path).is_none() => {
                form.put(path, line.into());
                last = path;
            }
            // A second line of the same kind continues the first (利息收入 printed without a
            // number); any other unnumbered line is a part of the line above it.
            known => {
                if let Some(super::node::Node::Record(parent)) = form.get_mut(known.unwrap_or(last))
                {
                    parent.push("parts", line.into());
                }
            }
        }
    }
    form
}

/// A line's depth by its number; an unnumbered line that names a section counts as a section.
fn depth_of(row: &GridRow) -> Option<usize> {
    let name = &row.cells.first()?.text;
    depth(name).or_else(|| {
        matches!(
            &*key(name),
            "期初余额"
                | "上年结余"
                | "收入合计"
                | "本年收入"
                | "支出合计"
                | "本年支出"
                | "当期收支结余"
                | "本年收支结余"
                | "期末滚存结余"
                | "年末滚存结余"
        )
        .then_some(1)
    })
}

fn section(name: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["期初", "年初", "上年结余", "上年末", "上期结余", "上年滚存"]) {
        Some("opening")
    } else if has(&["期末", "年末", "滚存"]) {
        Some("closing")
    } else if has(&["收支结余", "当期结余", "本年结余", "本期结余"]) {
        Some("surplus")
    } else if has(&["收入"]) {
        Some("income")
    } else if has(&["支出"]) {
        Some("expenditure")
    } else {
        None
    }
}
