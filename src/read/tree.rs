//! Lines that are parts of one another, according to their numbers.

use super::grid::{GridCell, GridRow};
use super::label::{key, without_year};
use super::node::{Node, NodeRecord};
use crate::value::text::compact;

/// The depth of the number before a name: `一、` 1, `（一）` 2, `1.` 3, `(1)` 4.
pub fn depth(name: &str) -> Option<usize> {
    let name = compact(name);
    let chinese = |c: char| "一二三四五六七八九十".contains(c);
    let (bracketed, rest) = name.strip_prefix('(').map_or((false, &*name), |rest| (true, rest));
    let after = |is: &dyn Fn(char) -> bool| {
        let tail = rest.trim_start_matches(is);
        (tail.len() < rest.len()).then_some(tail)
    };
    let ends: &[char] = if bracketed { &[')'] } else { &['、', '.', '．'] };
    if after(&chinese).is_some_and(|tail| tail.starts_with(ends)) {
        return Some(if bracketed { 2 } else { 1 });
    }
    let tail = after(&|c: char| c.is_ascii_digit())?;
    // `2.5万` is not a line number.
    let numbered = tail.starts_with(ends)
        && !tail.trim_start_matches(ends).starts_with(|c: char| c.is_ascii_digit());
    numbered.then_some(if bracketed { 4 } else { 3 })
}

/// The columns of last year's account, this year's budget and this year's account.
pub fn columns(row: &GridRow) -> Vec<(&'static str, usize)> {
    let mut columns = Vec::new();
    for cell in &row.cells {
        let named = key(&cell.text);
        let key = match without_year(&named) {
            text if text.contains("预算数") && !text.contains("决算") => "budget",
            text if text.contains("决算数")
                || text.contains("实际数")
                || text.contains("执行数") =>
            {
                "actual"
            }
            _ => continue,
        };
        columns.push((key, cell.column));
    }
    // Of two accounts the first is last year's.
    if columns.iter().filter(|(key, _)| *key == "actual").count() > 1 {
        if let Some(first) = columns.iter_mut().find(|(key, _)| *key == "actual") {
            first.0 = "previous";
        }
    }
    columns
}

/// The cell that names the figures of a row: the last one before them.
pub fn name<'a>(row: &'a GridRow, columns: &[(&'static str, usize)]) -> Option<&'a GridCell> {
    let first = columns.iter().map(|(_, column)| *column).min()?;
    row.cells.iter().rfind(|cell| cell.column < first)
}

/// A named line with its figures; `None` if nothing names it.
pub fn line(row: &GridRow, columns: &[(&'static str, usize)]) -> Option<NodeRecord> {
    let name = name(row, columns)?;
    let mut line = NodeRecord::default();
    line.put("name", Node::of(row, name));
    for (key, column) in columns {
        // Of two columns of the same name the second stays unread.
        if line.get(key).is_some() {
            continue;
        }
        let cell = row.cell(*column);
        line.put(
            key,
            cell.map_or_else(|| Node::blank(&row.place, *column), |cell| Node::of(row, cell)),
        );
    }
    Some(line)
}

/// Puts each line under the nearest line above that is less deep.
pub fn grow(lines: Vec<(usize, NodeRecord)>) -> Vec<NodeRecord> {
    let mut roots = Vec::new();
    let mut open: Vec<(usize, NodeRecord)> = Vec::new();
    for (depth, line) in lines {
        close(&mut open, depth, &mut roots);
        open.push((depth, line));
    }
    close(&mut open, 0, &mut roots);
    roots
}

fn close(open: &mut Vec<(usize, NodeRecord)>, depth: usize, roots: &mut Vec<NodeRecord>) {
    while open.last().is_some_and(|(last, _)| *last >= depth) {
        let Some((_, done)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, parent)) => parent.push("parts", done.into()),
            None => roots.push(done),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_follows_the_number() {
        for (name, expected) in [
            ("一、期初余额", Some(1)),
            ("（二）上级补助收入", Some(2)),
            ("1. 保险费收入", Some(3)),
            ("3、公务接待", Some(3)),
            ("(1) 住院", Some(4)),
            ("其中：办公费", None),
            ("2.5万元以下", None),
            ("", None),
        ] {
            assert_eq!(depth(name), expected, "{name}");
        }
    }
}
