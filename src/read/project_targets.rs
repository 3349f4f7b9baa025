//! Target tables of projects: 绩效目标申报表, 项目绩效目标表.

use super::align::is_level;
use super::grid::{GridCell, GridRow};
use super::indicators::{self, IndicatorTable};
use super::label::{self, HEAD, Vocabulary};
use super::node::{Node, NodeRecord};
use super::words::targets::{PROJECT, PROJECT_BLOCKS, SOURCES};
use crate::filing::Kind;
use crate::value::text::compact;

/// The vocabularies by which cells of this form are split into label and value.
pub const VOCABULARIES: &[Vocabulary] = &[PROJECT, HEAD, &[("用款单位", "")]];

/// Reads the rows of one form.
pub fn read(rows: &[GridRow]) -> NodeRecord {
    let mut form = NodeRecord::document(Kind::ProjectTargets);
    let mut table: Option<IndicatorTable> = None;
    let mut goals: Vec<(&'static str, usize)> = Vec::new();
    let mut amount = None;
    let mut below = false;
    for row in rows {
        // The unit in the name of an indicator is that of the indicator.
        if table.is_none() {
            label::unit(row, &mut form);
        }
        // Rows below the notes do not belong to the table.
        below |= table.is_some()
            && (indicators::is_approval(row)
                || row
                    .cells
                    .first()
                    .is_some_and(|cell| label::path(&cell.text, &[HEAD]).is_some()));
        if let Some(opened) = indicators::header(row) {
            match &mut table {
                Some(table) => table.reopen(opened),
                None => table = Some(opened),
            }
            goals.clear();
            continue;
        }
        // 时效指标 | 完成时间 is a row of the table.
        let is_of_table = row.cells.first().is_some_and(|cell| is_level(&cell.text));
        let labelled = !is_of_table
            && row
                .cells
                .iter()
                .take(2)
                .any(|cell| label::path(&cell.text, &[PROJECT, HEAD]).is_some());
        match &mut table {
            Some(_) if !labelled && below => {}
            Some(table) if !labelled => table.row(row),
            _ => {
                let above = core::mem::replace(&mut goals, goals_header(row));
                // The text may be below the only goal, or there is none.
                if let [(path, column)] = with_path(&goals).as_slice() {
                    form.offer(path, Node::blank(&row.place, column.saturating_add(1)));
                }
                if goals.is_empty() {
                    goals_below(row, &above, &mut form);
                    if let Some(column) = amount_header(row) {
                        amount = Some(column);
                        continue;
                    }
                    let own =
                        |cell: &&GridCell| label::path(&cell.text, &[PROJECT]) == Some("amount");
                    amount = row.cells.iter().find(own).map(|cell| cell.column).or(amount);
                    only_goal(row, &mut form);
                    total(row, amount, &mut form);
                    parts(row, amount, &mut form);
                    label::fields(row, &[PROJECT, HEAD, PROJECT_BLOCKS], &mut form);
                }
            }
        }
    }
    period(&mut form);
    form.put("indicators", table.map_or(Node::List(Vec::new()), IndicatorTable::finish));
    infer_unit(&mut form);
    form
}

/// `总体目标 | 中期目标（2025—2027年） | 年度目标`: labels with their texts below. Texts below a label
/// without a path are in no document.
fn goals_header(row: &GridRow) -> Vec<(&'static str, usize)> {
    let path = |cell: &GridCell| {
        label::path(&cell.text, &[PROJECT]).filter(|path| matches!(*path, "goal" | "periodGoal"))
    };
    let labels: Option<Vec<_>> = row
        .cells
        .iter()
        .map(|cell| {
            let path = path(cell).or_else(|| label::path(&cell.text, &[PROJECT_BLOCKS]))?;
            Some((path, cell.column))
        })
        .collect();
    let goals = labels.unwrap_or_default();
    if goals.len() > 1 && goals.iter().any(|(path, _)| !path.is_empty()) {
        row.mark_read();
        return goals;
    }
    Vec::new()
}

fn with_path(goals: &[(&'static str, usize)]) -> Vec<(&'static str, usize)> {
    goals.iter().copied().filter(|(path, _)| !path.is_empty()).collect()
}

/// Reads the texts below such labels, each under the label that it begins at or after.
fn goals_below(row: &GridRow, goals: &[(&'static str, usize)], form: &mut NodeRecord) {
    let is_label = |cell: &GridCell| label::path(&cell.text, &[PROJECT, HEAD]).is_some();
    if row.cells.first().is_some_and(is_label) {
        return;
    }
    for cell in row
        .cells
        .iter()
        .filter(|cell| label::path(&cell.text, &[PROJECT, HEAD, PROJECT_BLOCKS]).is_none())
    {
        if let Some((path, _)) = goals.iter().rfind(|(_, column)| *column <= cell.column) {
            if !path.is_empty() && form.get(path).is_none_or(Node::is_blank) {
                form.put(path, Node::of(row, cell));
            }
        }
    }
}

/// `绩效目标 | 完成校舍维修3处`: elsewhere the label is that of a group of columns.
fn only_goal(row: &GridRow, form: &mut NodeRecord) {
    let [name, goal] = row.cells.as_slice() else { return };
    let is_labelled = label::key(&name.text) == "绩效目标";
    if is_labelled && label::path(&goal.text, &[PROJECT, HEAD, PROJECT_BLOCKS]).is_none() {
        name.mark_read();
        form.offer("goal", Node::of(row, goal));
    }
}

/// The column of `资金来源 | 资金总额`, which has amounts below it and none beside it.
fn amount_header(row: &GridRow) -> Option<usize> {
    let (last, others) = row.cells.split_last()?;
    let is_block = |cell: &GridCell| label::path(&cell.text, &[PROJECT_BLOCKS]).is_some();
    let is_head = label::path(&last.text, &[PROJECT]) == Some("amount")
        && others.iter().any(|cell| label::key(&cell.text) == "资金来源")
        && others.iter().all(is_block);
    is_head.then(|| {
        row.mark_read();
        last.column
    })
}

/// Reads the sum in the column of amounts.
fn total(row: &GridRow, amount: Option<usize>, form: &mut NodeRecord) {
    let is_sum = |cell: &GridCell| matches!(&*label::key(&cell.text), "合计" | "总计");
    let Some(name) = row.cells.iter().find(|cell| is_sum(cell)) else { return };
    let figure = amount.filter(|column| *column > name.column).and_then(|column| row.cell(column));
    if let Some(figure) = figure.filter(|cell| label::is_figure(&cell.text)) {
        name.mark_read();
        form.offer("amount", Node::of(row, figure));
    }
}

/// Reads sources and amounts in the column of the year; amounts of the whole period have no cell in
/// a document.
fn parts(row: &GridRow, amount: Option<usize>, form: &mut NodeRecord) {
    let is_source = |cell: &GridCell| {
        let key = label::key(&cell.text);
        SOURCES.contains(&key.strip_prefix("其中:").unwrap_or(&key))
    };
    for (name, figure) in row.cells.iter().zip(row.cells.iter().skip(1)) {
        let is_of_year =
            amount.is_some_and(|column| column <= name.column || column == figure.column);
        if is_source(name) && label::is_figure(&figure.text) && is_of_year {
            let mut part = NodeRecord::default();
            part.put("name", Node::of(row, name));
            part.put("amount", Node::of(row, figure));
            form.push("parts", part.into());
        }
    }
    // A source without an amount; beside a label it would be a value.
    if let Some((last, others)) = row.cells.split_last() {
        let is_label = |before: &GridCell| {
            label::is_figure(&before.text) || label::path(&before.text, &[PROJECT_BLOCKS]).is_some()
        };
        if is_source(last) && others.last().is_none_or(is_label) {
            last.mark_read();
        }
    }
}

/// Splits `2023年-2099年` into the document's two cells.
fn period(form: &mut NodeRecord) {
    let Some(Node::Cell { text, at }) = form.take("period") else { return };
    // `2026-01-01-2026-12-31` is split at its middle dash.
    let dashes: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
    let middle =
        dashes.get(dashes.len() / 2).and_then(|at| Some((text.get(..*at)?, text.get(*at..)?)));
    let ends = text.split_once(['—', '至', '~', '～']).or(middle.filter(|_| dashes.len() % 2 == 1));
    let ends = ends.map(|(start, end)| (start.trim(), end.trim_start_matches(['-', '—']).trim()));
    let (start, end) = ends.unwrap_or((text.trim(), ""));
    for (key, text) in [("start", start), ("end", end)] {
        if form.get(key).is_none() {
            form.put(key, Node::Cell { text: text.to_owned(), at: at.clone() });
        }
    }
}

/// Infers the unit of amounts without one: a table that prints `3,200,000.00` is in 元.
fn infer_unit(form: &mut NodeRecord) {
    let in_yuan = |node: &Node| {
        let text = compact(node.text());
        text.split_once('.').is_some_and(|(whole, cents)| {
            cents.len() == 2
                && whole.chars().filter(char::is_ascii_digit).count() >= 6
                && whole.chars().all(|c| c.is_ascii_digit() || c == ',')
        })
    };
    let amount = form.get("amount").filter(|node| in_yuan(node)).cloned();
    if let (None, Some(Node::Cell { at, .. })) = (form.get("unit"), amount) {
        form.put(
            "unit",
            Node::Cell {
                text: "元".to_owned(), at: at.noted("未注明单位，按金额的写法判断")
            },
        );
    }
}
