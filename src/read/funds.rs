//! The table of funds in a self-evaluation: a header that names its columns, then lines with a name
//! and figures.

use super::grid::{GridCell, GridRow};
use super::indicators;
use super::label::{self, columns, key};
use super::node::{Node, NodeRecord};
use super::words::evaluation::{BLOCKS, FUNDS};
use crate::value::text::compact;

/// The label of a total in a table of funds.
pub fn is_sum(row: &GridRow) -> bool {
    row.cells.first().is_some_and(|cell| matches!(&*key(&cell.text), "合计" | "总计"))
}

/// The columns of a funds header; at most one is the initial budget and at most one the adjusted.
fn funds_columns(row: &GridRow) -> Vec<(&'static str, usize)> {
    let mut columns = columns(row, FUNDS);
    let count = |columns: &[(&str, usize)], key: &str| {
        columns.iter().filter(|(known, _)| *known == key).count()
    };
    // `调整数` beside 全年预算数 is the amount of the adjustment, not the adjusted budget.
    let is_step = |column: usize| row.cell(column).is_some_and(|cell| key(&cell.text) == "调整数");
    if count(&columns, "budget") > 1 {
        columns.retain(|(key, column)| *key != "budget" || !is_step(*column));
    }
    match (count(&columns, "initial"), count(&columns, "budget")) {
        // Of two budget columns the first is the initial budget.
        (0, 2..) => columns
            .iter_mut()
            .find(|(key, _)| *key == "budget")
            .into_iter()
            .for_each(|first| first.0 = "initial"),
        // `年度预算数` is a budget column only if no other budget follows; otherwise it names the
        // block.
        (1.., 0) => {
            let initial =
                columns.iter().find(|(key, _)| *key == "initial").map_or(0, |(_, column)| *column);
            let is_yearly = |cell: &&GridCell| {
                cell.column > initial && matches!(&*key(&cell.text), "年度预算数" | "年度预算")
            };
            columns.extend(row.cells.iter().find(is_yearly).map(|cell| ("budget", cell.column)));
        }
        _ => {}
    }
    columns
}

/// The funds table being read.
#[derive(Default)]
pub struct Funds<'a> {
    columns: Vec<(&'static str, usize)>,
    /// The name of the line below, where the header row carries the name and the line has none.
    name: Option<(&'a GridRow, &'a GridCell)>,
    /// The points in the label of the score column, `得分（20分*执行率）`, if they have no column.
    weight: Option<Node>,
    /// Whether a line has been read.
    pub begun: bool,
    /// By how many columns the last line was out of place: it had lost so many tabs, or gained
    /// them.
    lost: isize,
    /// The columns of `按收入性质分` and `按支出性质分`, with the index of each breakdown.
    breakdowns: Vec<(usize, NodeRecord)>,
}

impl<'a> Funds<'a> {
    pub fn header(row: &'a GridRow) -> Option<Funds<'a>> {
        let columns = funds_columns(row);
        let money = ["initial", "budget", "received", "executed", "rate"]
            .iter()
            .filter(|kind| columns.iter().any(|(key, _)| key == *kind))
            .count();
        if money < 2 {
            return None;
        }
        let mut name = None;
        for cell in &row.cells {
            if columns.iter().any(|(_, column)| *column == cell.column) || is_block(&cell.text) {
                cell.mark_read();
            } else if name.is_none() && columns.iter().all(|(_, column)| cell.column < *column) {
                name = Some((row, cell));
            }
        }
        let printed = row.cells.iter().find_map(|cell| {
            Some(Node::Cell { text: points_in_label(&cell.text)?, at: row.at(cell) })
        });
        let weight = printed.filter(|_| !columns.iter().any(|(key, _)| *key == "weight"));
        Some(Funds { columns, name, weight, begun: false, lost: 0, breakdowns: Vec::new() })
    }

    /// `预算数： 2.38 执行数： 2.38`: a row with each figure beside its label, whose columns are
    /// those of its figures.
    pub fn beside_labels(row: &GridRow) -> Option<Funds<'a>> {
        let named = columns(row, FUNDS);
        let mut found = Vec::new();
        for (key, column) in &named {
            let beside = row.cells.iter().find(|cell| cell.column > *column)?;
            if !label::is_figure(&beside.text) {
                return None;
            }
            found.push((*key, beside.column));
        }
        let money = ["initial", "budget", "received", "executed"];
        if found.iter().filter(|(key, _)| money.contains(key)).count() < 2 {
            return None;
        }
        row.mark_columns(&named);
        Some(Funds { columns: found, ..Funds::default() })
    }

    /// Takes in a second header row: `预算数` over `年初` and `调整后`.
    pub fn part(&mut self, below: Funds<'a>) {
        indicators::parted(&mut self.columns, below.columns);
        self.name = self.name.take().or(below.name);
    }

    pub fn row(&mut self, row: &GridRow, form: &mut NodeRecord) {
        if self.breakdown(row, form) {
            return;
        }
        let lost = if row.loose { self.lost_tabs(row) } else { 0 };
        self.lost = lost;
        let at = |cell: &GridCell| cell.column.checked_add_signed(lost);
        let first = self.first_column();
        // Two or more texts and no figure: a line of another block, `年度目标1：（80分） 修复河道`.
        let words = row.cells.iter().filter(|cell| !is_block(&cell.text)).count();
        if words > 1 && row.cells.iter().all(|cell| at(cell) < Some(first)) {
            return;
        }
        // Text where figures belong: a line of another block.
        let mut figures = row.cells.iter().filter(|cell| {
            self.columns.iter().any(|(key, column)| Some(*column) == at(cell) && *key != "reason")
        });
        if figures.clone().next().is_some() && !figures.any(|cell| could_be_figure(&cell.text)) {
            return;
        }
        let mut name: Option<&GridCell> = None;
        for cell in row.cells.iter().filter(|cell| at(cell) < Some(first)) {
            // `其中` may have a merged cell of its own, left of its parts.
            if is_block(&cell.text) || label::key(&cell.text) == "其中" {
                cell.mark_read();
            } else if name.is_none() && !cell.is_read() {
                name = Some(cell);
            }
        }
        // The name may be repeated beside each figure.
        let again = |cell: &&GridCell| {
            name.is_some_and(|name| {
                cell.column > name.column && compact(&cell.text) == compact(&name.text)
            })
        };
        row.cells.iter().filter(again).for_each(GridCell::mark_read);
        self.begun = true;
        let mut line = NodeRecord::default();
        let above = self.name.take();
        let name = name.map(|cell| (row, cell)).or(above).map(|(row, cell)| Node::of(row, cell));
        line.put("name", name.unwrap_or_else(|| Node::blank(&row.place, first.saturating_sub(1))));
        for (key, column) in &self.columns {
            if line.get(key).is_some() {
                continue;
            }
            let cell = row.cells.iter().find(|cell| at(cell) == Some(*column));
            line.put(
                key,
                cell.map_or_else(|| Node::blank(&row.place, *column), |cell| Node::of(row, cell)),
            );
        }
        // The total may be below its parts.
        if let (true, Some(Node::Record(funds))) = (is_sum(row), form.get_mut("funds")) {
            let others = match funds.take("parts") {
                Some(Node::List(parts)) => parts,
                _ => Vec::new(),
            };
            let parts = funds.take("total").into_iter().chain(others);
            funds.put("parts", Node::List(parts.collect()));
        }
        match form.get("funds/total") {
            None => {
                self.weight.take().into_iter().for_each(|weight| line.put("weight", weight));
                form.put("funds/total", line.into());
            }
            Some(_) => form.push("funds/parts", line.into()),
        }
    }

    /// Whether a row is the header of another table: names where figures belong, and no figure.
    pub fn ends_at(&self, row: &GridRow) -> bool {
        const FEWEST: usize = 3;
        let is_in_column =
            |cell: &&GridCell| self.columns.iter().any(|(_, column)| *column == cell.column);
        self.begun
            && row.cells.iter().filter(is_in_column).count() >= FEWEST
            && row.cells.iter().all(|cell| !could_be_figure(&cell.text) && cell.text.len() <= 60)
    }

    fn first_column(&self) -> usize {
        self.columns.iter().map(|(_, column)| *column).min().unwrap_or(0)
    }

    /// How many tabs a row has lost before its figures, because a converter left out merged cells
    /// (negative: gained, because the header has no cell above the names): as many as it takes for
    /// its figures to fall into figure columns, preferably as many as in the row above.
    fn lost_tabs(&self, row: &GridRow) -> isize {
        const SHIFTS: [isize; 6] = [0, 1, -1, 2, -2, 3];
        let misfits = |lost: isize| {
            let is_misfit = |cell: &&GridCell| {
                let column = cell.column.checked_add_signed(lost);
                let is_share = cell.text.trim_end().ends_with(['%', '％']);
                match self.columns.iter().find(|(_, at)| Some(*at) == column) {
                    Some((key, _)) => match *key {
                        "rate" => could_be_figure(&cell.text) && !is_share,
                        "reason" => label::is_figure(&cell.text),
                        _ => is_share || !could_be_figure(&cell.text),
                    },
                    None => label::is_figure(&cell.text),
                }
            };
            row.cells.iter().filter(is_misfit).count()
        };
        let cost = |lost: &isize| misfits(*lost).saturating_add(lost.abs_diff(self.lost));
        SHIFTS.into_iter().min_by_key(cost).unwrap_or_default()
    }

    /// Reads `按收入性质分: 100万` and the lines below it, each of which has its name and amount.
    fn breakdown(&mut self, row: &GridRow, form: &mut NodeRecord) -> bool {
        let opens = |cell: &&GridCell| {
            compact(&cell.text).starts_with("按") && compact(&cell.text).contains("性质分")
        };
        if row.cells.iter().any(|cell| opens(&cell)) {
            self.breakdowns = row
                .cells
                .iter()
                .filter(opens)
                .map(|cell| (cell.column, opened(row, cell)))
                .collect();
        } else if self.breakdowns.is_empty() {
            return false;
        } else {
            for cell in &row.cells {
                if is_block(&cell.text) {
                    cell.mark_read();
                    continue;
                }
                let Some((name, amount)) = named_amount(&cell.text) else { continue };
                let owner =
                    self.breakdowns.iter_mut().rev().find(|(column, _)| *column <= cell.column);
                let Some((_, breakdown)) = owner else { continue };
                let mut part = NodeRecord::default();
                part.put("name", Node::Cell { text: name.to_owned(), at: row.at(cell) });
                part.put("amount", Node::Cell { text: amount.to_owned(), at: row.at(cell) });
                breakdown.push("parts", part.into());
                cell.mark_read();
            }
        }
        form.put(
            "funds/breakdowns",
            Node::List(self.breakdowns.iter().map(|(_, record)| record.clone().into()).collect()),
        );
        true
    }
}

/// Whether a text is a figure, or one of the marks for no figure.
fn could_be_figure(text: &str) -> bool {
    label::is_figure(text)
        || matches!(&*compact(text), "不适用" | "无")
        || text.chars().all(|c| "-—–/*".contains(c))
}

/// `得分（20分*执行率）` → 20
fn points_in_label(label: &str) -> Option<String> {
    let label = compact(label);
    let (before, after) = label
        .split_once('分')
        .filter(|_| !label.starts_with("得分"))
        .or_else(|| label.strip_prefix("得分")?.split_once('分'))?;
    let points = before.trim_start_matches('(');
    let is_product = after.trim_start_matches(['*', '×', 'x', 'X']).starts_with("执行率");
    (is_product && !points.is_empty() && points.chars().all(|c| c.is_ascii_digit() || c == '.'))
        .then(|| points.to_owned())
}

pub fn is_block(text: &str) -> bool {
    label::path(text, &[BLOCKS]).is_some()
}

fn opened(row: &GridRow, cell: &GridCell) -> NodeRecord {
    let mut breakdown = NodeRecord::default();
    let (name, total) = named_amount(&cell.text).unwrap_or((&cell.text, ""));
    cell.mark_read();
    breakdown.put("name", Node::Cell { text: name.to_owned(), at: row.at(cell) });
    breakdown.put("total", Node::Cell { text: total.to_owned(), at: row.at(cell) });
    breakdown.put("of", Node::fixed(if name.contains("支出") { "executed" } else { "budget" }));
    breakdown.put("parts", Node::List(Vec::new()));
    breakdown
}

/// `其中: 一般公共预算: 100万` → name, amount.
fn named_amount(text: &str) -> Option<(&str, &str)> {
    let text = text
        .trim()
        .strip_prefix("其中")
        .map_or(text, |rest| rest.trim_start_matches([':', '：', ' ']));
    let at = text.rfind([':', '：'])?;
    let (name, amount) = text.split_at_checked(at)?;
    Some((name.trim(), amount.trim_start_matches([':', '：']).trim()))
}
