//! 部门整体支出绩效评价基础数据表: staffing, expense lines, buildings.

use super::grid::{GridCell, GridRow};
use super::label::{self, HEAD, Vocabulary, by_start};
use super::node::{Node, NodeRecord};
use super::tree::{self, depth, grow};
use crate::filing::Kind;
use crate::json::Json;
use crate::value::text::compact;

const FIELDS: Vocabulary = &by_start([
    ("部门名称", "department"),
    ("单位名称", "department"),
    ("预算部门", "department"),
    ("填报单位", "department"),
]);

/// Labels of the form's blocks. The block of 厉行节约保障措施 has no cell in a document.
const BLOCKS: Vocabulary = &by_start([
    ("财政供养人员情况", ""),
    ("经费控制情况", ""),
    ("楼堂馆所控制情况", ""),
    ("厉行节约保障措施", ""),
    ("项目", ""),
]);

pub const VOCABULARIES: &[Vocabulary] = &[FIELDS, HEAD];

const STAFFING: &[(&str, &str)] = &by_start([
    ("编制数", "quota"),
    ("编制人数", "quota"),
    ("实际在职人数*", "actual"),
    ("年末实有人数", "actual"),
    ("控制率", "rate"),
]);

const BUILDINGS: &[(&str, &str)] = &by_start([
    ("批复规模*", "approvedArea"),
    ("实际规模*", "actualArea"),
    ("规模控制率", "areaRate"),
    ("预算投资*", "budget"),
    ("实际投资*", "actual"),
    ("投资概算控制率", "costRate"),
    ("投资概算*", "costRate"),
]);

/// Lines that are at the top level on every such form, numbered or not.
const TOP: &[&str] = &[
    "三公经费",
    "项目支出",
    "公用经费",
    "基本支出",
    "人员经费",
    "政府采购金额",
    "部门基本支出预算调整",
    "部门整体支出预算调整",
    "会议费",
    "培训费",
];

enum Part {
    Fields,
    Staffing(Vec<(&'static str, usize)>),
    Lines(Vec<(&'static str, usize)>),
    Buildings(Vec<(&'static str, usize)>),
}

pub fn read(rows: &[GridRow]) -> NodeRecord {
    let mut form = NodeRecord::document(Kind::BaseData);
    let mut part = Part::Fields;
    let mut lines: Vec<(usize, NodeRecord)> = Vec::new();
    for row in rows {
        if let Some(opened) = header(row, &mut form) {
            part = opened;
            continue;
        }
        let first = row.cells.first().map(|cell| label::path(&cell.text, &[FIELDS, HEAD, BLOCKS]));
        match (first, &part) {
            (None, _) => {}
            (Some(Some(_)), _) => {
                label::fields(row, &[FIELDS, HEAD, BLOCKS], &mut form);
                part = Part::Fields;
            }
            (_, Part::Fields) => {}
            (_, Part::Staffing(columns)) => {
                if form.get("staffing").is_none() {
                    form.put("staffing", values(row, columns).into());
                }
            }
            // A sentence below the table is not one of its lines.
            (_, Part::Lines(_))
                if row.single().is_some_and(|cell| cell.text.chars().count() > 20) => {}
            (_, Part::Lines(columns)) => {
                if let Some(line) = tree::line(row, columns) {
                    let depth = depth_below(line.get("name").map_or("", Node::text), &lines);
                    lines.push((depth, line));
                }
            }
            (_, Part::Buildings(columns)) => {
                let first = columns.iter().map(|(_, column)| *column).min().unwrap_or(0);
                let name = row.cells.iter().find(|cell| cell.column < first);
                let mut building = NodeRecord::default();
                building.put(
                    "name",
                    name.map_or_else(|| Node::blank(&row.place, 0), |cell| Node::of(row, cell)),
                );
                for (key, column) in columns.iter() {
                    if building.get(key).is_none() {
                        building.put(key, value(row, *column));
                    }
                }
                form.push("buildings", building.into());
            }
        }
    }
    form.put("lines", Node::List(grow(lines).into_iter().map(marked).map(Node::Record).collect()));
    form
}

fn header(row: &GridRow, form: &mut NodeRecord) -> Option<Part> {
    let staffing = label::columns(row, STAFFING);
    let buildings = label::columns(row, BUILDINGS);
    let lines = tree::columns(row);
    let (columns, part) = if staffing.len() > 1 {
        (staffing.clone(), Part::Staffing(staffing))
    } else if buildings.len() > 2 {
        (buildings.clone(), Part::Buildings(buildings))
    } else if lines.len() > 1 {
        (lines.clone(), Part::Lines(lines))
    } else {
        return None;
    };
    let known = |cell: &&GridCell| {
        columns.iter().any(|(_, column)| *column == cell.column)
            || label::path(&cell.text, &[BLOCKS]).is_some()
    };
    for label in row.cells.iter().filter(known) {
        label.mark_read();
        label::keep_dated(row, label, form);
    }
    Some(part)
}

fn values(row: &GridRow, columns: &[(&'static str, usize)]) -> NodeRecord {
    let mut record = NodeRecord::default();
    for (key, column) in columns {
        if record.get(key).is_none() {
            record.put(key, value(row, *column));
        }
    }
    record
}

fn value(row: &GridRow, column: usize) -> Node {
    row.cell(column).map_or_else(|| Node::blank(&row.place, column), |cell| Node::of(row, cell))
}

const NUMBERED: usize = 2;
const OF_NUMBERED: usize = 3;

/// A line's depth, given the lines above it.
fn depth_below(name: &str, above: &[(usize, NodeRecord)]) -> usize {
    let key = label::key(name);
    if depth(name).is_some() {
        return NUMBERED;
    }
    if TOP.contains(&&*key) {
        return 1;
    }
    let last = above.last().map_or(0, |(depth, _)| *depth);
    if is_of_which(name) {
        return last.saturating_add(1);
    }
    let name_of = |line: &NodeRecord| {
        line.get("name").map_or_else(String::new, |node| compact(node.text()).into_owned())
    };
    // The line whose 其中 or "one line each" this line is still under.
    let owner = above.iter().rev().find(|(at, line)| {
        is_of_which(&name_of(line)) || depth(&name_of(line)).is_some() || *at == 1
    });
    match owner {
        Some((depth, line)) if is_of_which(&name_of(line)) => *depth,
        Some((NUMBERED, line)) if name_of(line).contains("一行") => OF_NUMBERED,
        _ => 1,
    }
}

fn is_of_which(name: &str) -> bool {
    compact(name).starts_with("其中")
}

/// Marks parts listed after 其中 as not exhaustive, so that they need not add up to the line; only
/// the two parts of 公务用车 do.
fn marked(mut line: NodeRecord) -> NodeRecord {
    let name = line.get("name").map_or_else(String::new, |node| compact(node.text()).into_owned());
    if let Some(Node::List(parts)) = line.get_mut("parts") {
        let of_which = matches!(parts.first(), Some(Node::Record(first)) if is_of_which(first.get("name").map_or("", Node::text)));
        for part in parts.iter_mut() {
            if let Node::Record(record) = part {
                *record = marked(core::mem::take(record));
            }
        }
        if of_which && !name.contains("公务用车") {
            line.put("partial", Node::Fixed(Json::Bool(true)));
        }
    }
    line
}
