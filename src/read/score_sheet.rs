//! 部门整体支出绩效评分表: grouped items with weight and score, the group's name and weight filled
//! down, bonus items below.

use super::grid::{GridCell, GridRow};
use super::indicators::is_subtotal;
use super::label::{self, HEAD, Vocabulary, by_start, columns, key};
use super::node::{Node, NodeRecord};
use crate::filing::Kind;
use crate::value::text::compact;

const FIELDS: Vocabulary = &by_start([
    ("部门名称", "department"),
    ("单位名称", "department"),
    ("预算部门", "department"),
    ("评价单位", "department"),
    ("填报单位", "department"),
    ("评价等级", "total/grade"),
    ("自评等级", "total/grade"),
]);

pub const VOCABULARIES: &[Vocabulary] = &[FIELDS, HEAD];

const NAMES: &[(&str, &str)] = &by_start([
    ("一级指标*", "group"),
    ("评价内容", "group"),
    ("二级指标*", "subgroup"),
    ("三级指标*", "name"),
    ("评价指标", "name"),
    ("指标名称", "name"),
    ("得分*", "score"),
    ("自评得分*", "score"),
    ("自评分*", "score"),
    ("评价得分", "score"),
    ("实得分", "score"),
    ("实际得分", "score"),
    ("备注*", "note"),
    ("扣分原因*", "note"),
    ("自评说明*", "note"),
    ("得分说明*", "note"),
]);

const POINTS: &[(&str, ())] =
    &by_start([("分值*", ()), ("权重*", ()), ("满分*", ()), ("指标分值", ()), ("标准分*", ())]);

/// The columns of a header row. Points left of the item's name are the group's.
fn header(row: &GridRow) -> Option<Vec<(&'static str, usize)>> {
    let mut found = columns(row, NAMES);
    let of = |key: &str| found.iter().find(|(known, _)| *known == key).map(|(_, column)| *column);
    let (name, subgroup) = (of("name").or_else(|| of("subgroup"))?, of("subgroup"));
    of("score")?;
    for ((), column) in columns(row, POINTS) {
        match subgroup {
            _ if column > name => found.push(("weight", column)),
            Some(subgroup) if column > subgroup => {}
            _ => found.push(("groupWeight", column)),
        }
    }
    // In a sheet of two levels the second is the item.
    if !found.iter().any(|(key, _)| *key == "name") {
        found.iter_mut().filter(|(key, _)| *key == "subgroup").for_each(|column| column.0 = "name");
    }
    Some(found)
}

pub fn read(rows: &[GridRow]) -> NodeRecord {
    let mut form = NodeRecord::document(Kind::ScoreSheet);
    let mut sheet: Option<Vec<(&'static str, usize)>> = None;
    let mut items: Vec<NodeRecord> = Vec::new();
    let mut bonus = false;
    let mut heading = NodeRecord::default();
    for (index, row) in rows.iter().enumerate() {
        let Some(first) = row.cells.first() else { continue };
        if let (None, Some(found)) = (&sheet, header(row)) {
            let known = |cell: &&GridCell| {
                found.iter().any(|(_, column)| *column == cell.column)
                    || key(&cell.text).starts_with("评分标准")
            };
            row.cells.iter().filter(known).for_each(GridCell::mark_read);
            sheet = Some(found);
        } else if label::path(&first.text, VOCABULARIES).is_some() {
            label::fields(row, VOCABULARIES, &mut form);
        } else if let Some(columns) = &sheet {
            bonus |= is_bonus(first);
            if matches!(&*key(&first.text), "总分" | "合计" | "总计" | "总得分") {
                if form.get("total").is_some() {
                    continue;
                }
                first.mark_read();
                form.put("total", total(row, columns).into());
            } else if bonus {
                if is_bonus(first) {
                    first.mark_read();
                }
                form.push("bonus", pick(row, columns, &["name", "score"]).into());
            } else if is_subtotal(row) {
                continue;
            } else if let Some((key, cell)) = headed(row, rows.get(index + 1), columns) {
                // The points are the sum of the items'; no document has a cell for the group's
                // score.
                heading.put(key, Node::of(row, cell));
            } else {
                let mut item = pick(
                    row,
                    columns,
                    &["group", "groupWeight", "subgroup", "name", "weight", "score", "note"],
                );
                for key in ["group", "subgroup"] {
                    if let Some(node) = heading.take(key) {
                        item.offer(key, node);
                    }
                }
                items.push(item);
            }
        }
    }
    fill(&mut items);
    form.put("items", Node::List(items.into_iter().map(Node::Record).collect()));
    form
}

/// Reads the total. A single figure may be in a cell merged over both columns: it is the score,
/// unless it is full marks.
fn total(row: &GridRow, columns: &[(&'static str, usize)]) -> NodeRecord {
    let mut figures = row.cells.iter().filter(|cell| label::is_figure(&cell.text));
    match (figures.next(), figures.next()) {
        (Some(only), None) if compact(&only.text) != "100" => {
            let mut record = NodeRecord::default();
            record.put("score", Node::of(row, only));
            record
        }
        _ => pick(row, columns, &["weight", "score"]),
    }
}

/// The group and its cell, for a row with only a group's name, points and score above its items.
fn headed<'a>(
    row: &'a GridRow,
    next: Option<&GridRow>,
    columns: &[(&'static str, usize)],
) -> Option<(&'static str, &'a GridCell)> {
    let next = next?;
    let (key, cell) = ["subgroup", "group"]
        .into_iter()
        .find_map(|key| Some((key, cell_of(row, columns, key)?)))?;
    let has = |row: &GridRow, key: &str| cell_of(row, columns, key).is_some();
    let is_of_it = cell_of(next, columns, key)
        .is_none_or(|below| label::key(&below.text) == label::key(&cell.text));
    (!has(row, "name") && has(row, "weight") && has(next, "name") && is_of_it)
        .then_some((key, cell))
}

fn cell_of<'a>(
    row: &'a GridRow,
    columns: &[(&'static str, usize)],
    key: &str,
) -> Option<&'a GridCell> {
    columns.iter().find(|(known, _)| *known == key).and_then(|(_, column)| row.cell(*column))
}

fn is_bonus(cell: &GridCell) -> bool {
    let key = key(&cell.text);
    ["加减分", "加分项", "减分项", "扣分项"].iter().any(|start| key.starts_with(start))
}

fn pick(row: &GridRow, columns: &[(&'static str, usize)], keys: &[&'static str]) -> NodeRecord {
    let mut record = NodeRecord::default();
    for key in keys {
        let Some((_, column)) = columns.iter().find(|(known, _)| known == key) else { continue };
        let cell = row.cells.iter().find(|cell| cell.column == *column && !cell.is_read());
        record.put(
            key,
            cell.map_or_else(|| Node::blank(&row.place, *column), |cell| Node::of(row, cell)),
        );
    }
    record
}

/// Repeats merged cells in every row they span: a group with its points, and its subgroup.
fn fill(items: &mut [NodeRecord]) {
    let mut above = NodeRecord::default();
    for item in items {
        let new_group = item.get("group").is_some_and(|node| !node.is_blank());
        let keys: &[&'static str] =
            if new_group { &["subgroup"] } else { &["group", "groupWeight", "subgroup"] };
        for key in keys {
            let blank = item.get(key).is_some_and(Node::is_blank);
            if let (true, false, Some(node)) = (blank, new_group, above.get(key)) {
                item.put(key, node.clone());
            }
        }
        above = item.clone();
    }
}
