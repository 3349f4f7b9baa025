//! Self-evaluations of departments, projects and transfer payments: head, funds, goals, indicators,
//! total, conclusions.

use super::grid::{GridCell, GridRow};
use super::indicators::{self, IndicatorTable};
use super::label::{self, HEAD, Vocabulary, columns, key};
use super::node::{Node, NodeRecord};
use super::words::evaluation::{BLOCKS, FIELDS, FUNDS, GOALS, Goal};
use crate::filing::Kind;
use crate::value::text::compact;

/// The block of the form that a row belongs to.
enum Part<'a> {
    Fields,
    Funds(Funds<'a>),
    Goals(Vec<(Goal, usize)>),
    Indicators,
    Management { account: usize, problems: Option<usize> },
}

/// Reads the rows of one form.
pub fn read(kind: Kind, rows: &[GridRow]) -> NodeRecord {
    let mut form = NodeRecord::document(kind);
    let mut table: Option<IndicatorTable> = None;
    let mut part = Part::Fields;
    let mut heading = None;
    // Of several totals the last is the form's; subtotals have no cell in a document.
    let last_total = rows.iter().rposition(indicators::is_total);
    for (index, row) in rows.iter().enumerate() {
        let is_of_funds = matches!(part, Part::Funds(_)) && is_sum(row);
        if row.cells.is_empty()
            || !is_of_funds
                && last_total.is_some_and(|last| index < last)
                && indicators::is_total(row)
        {
            continue;
        }
        label::unit(row, &mut form);
        if let Some(mut opened) = indicators::header(row) {
            match &mut table {
                Some(table) => table.reopen(opened),
                None => {
                    opened.under(heading.take());
                    table = Some(opened);
                }
            }
            part = Part::Indicators;
            continue;
        }
        if let Some((first, goal)) = indicators::heading_and_goal(row) {
            match &mut table {
                Some(table) => table.under(Some(Node::of(row, first))),
                None if heading.is_none() => heading = Some(Node::of(row, first)),
                None => {}
            }
            for cell in goal {
                let mut expected = form
                    .get("goals/expected")
                    .cloned()
                    .unwrap_or_else(|| Node::blank(&row.place, cell.column));
                expected.extend(Node::of(row, cell), "\n");
                form.put("goals/expected", expected);
            }
            continue;
        }
        if let Some(goals) = goals_header(row) {
            part = Part::Goals(goals);
            continue;
        }
        if let Some(management) = management_header(row) {
            part = management;
            continue;
        }
        if let Some(funds) = Funds::header(row) {
            match &mut part {
                Part::Funds(above) if !above.begun => above.part(funds),
                _ => part = Part::Funds(funds),
            }
            continue;
        }
        if !is_of_funds && indicators::total(row, table.as_ref(), &mut form) {
            part = Part::Fields;
            continue;
        }
        if is_field(row) {
            label::fields(row, &[FIELDS, HEAD, BLOCKS], &mut form);
            // A label below the table ends it.
            if matches!(part, Part::Indicators | Part::Goals(_)) {
                part = Part::Fields;
            }
            continue;
        }
        match &mut part {
            Part::Fields => stray(row),
            Part::Funds(funds) => funds.row(row, &mut form),
            Part::Goals(columns) => goals(row, columns, &mut form),
            Part::Indicators => {
                if let Some(table) = &mut table {
                    if !table.subheader(row) {
                        table.row(row);
                    }
                }
            }
            Part::Management { account, problems } => {
                management(row, *account, *problems, &mut form)
            }
        }
    }
    form.put("indicators", table.map_or(Node::List(Vec::new()), IndicatorTable::finish));
    form
}

/// The vocabularies by which cells of this form are split into label and value.
pub const VOCABULARIES: &[Vocabulary] = &[FIELDS, HEAD];

fn is_field(row: &GridRow) -> bool {
    row.cells.first().is_some_and(|cell| label::path(&cell.text, VOCABULARIES).is_some())
}

/// The label of a total in a table of funds.
fn is_sum(row: &GridRow) -> bool {
    row.cells.first().is_some_and(|cell| matches!(&*key(&cell.text), "合计" | "总计"))
}

/// Reads a row outside every block, of which only a block's name is known.
fn stray(row: &GridRow) {
    row.cells
        .iter()
        .filter(|cell| label::path(&cell.text, &[BLOCKS]).is_some())
        .for_each(GridCell::mark_read);
}

fn goals_header(row: &GridRow) -> Option<Vec<(Goal, usize)>> {
    let columns = columns(row, GOALS);
    let both = columns.iter().any(|(goal, _)| *goal == Goal::Expected)
        && columns.iter().any(|(goal, _)| *goal == Goal::Achieved);
    both.then(|| {
        row.mark_columns(&columns);
        row.cells.iter().filter(|cell| is_block(&cell.text)).for_each(GridCell::mark_read);
        columns
    })
}

fn goals(row: &GridRow, columns: &[(Goal, usize)], form: &mut NodeRecord) {
    let (blocks, cells): (Vec<&GridCell>, Vec<&GridCell>) =
        row.cells.iter().partition(|cell| label::path(&cell.text, &[BLOCKS]).is_some());
    blocks.iter().for_each(|cell| cell.mark_read());
    // A row that begins left of the goal columns belongs to none of them, if columns are reliable.
    let begins = columns.iter().map(|(_, column)| *column).min().unwrap_or(0);
    if !row.loose && cells.iter().any(|cell| cell.column < begins) {
        return;
    }
    let achieved_from =
        columns.iter().find(|(goal, _)| *goal == Goal::Achieved).map_or(0, |(_, column)| *column);
    for (path, goal) in [("goals/expected", Goal::Expected), ("goals/achieved", Goal::Achieved)] {
        let column =
            columns.iter().find(|(known, _)| *known == goal).map_or(0, |(_, column)| *column);
        let here = |(index, cell): (usize, &&GridCell)| match (cells.len(), row.loose) {
            // Two texts are the two goals, whatever their tabs.
            (2, true) => (index == 1) == (goal == Goal::Achieved),
            _ => (cell.column >= achieved_from) == (goal == Goal::Achieved),
        };
        let mut node = form.get(path).cloned().unwrap_or_else(|| Node::blank(&row.place, column));
        for (_, cell) in cells.iter().enumerate().filter(|(index, cell)| here((*index, cell))) {
            node.extend(Node::of(row, cell), "\n");
        }
        form.put(path, node);
    }
}

fn management_header<'a>(row: &GridRow) -> Option<Part<'a>> {
    let find = |name: &str| {
        row.cells.iter().find(|cell| key(&cell.text).starts_with(name)).map(|cell| cell.column)
    };
    let account = find("情况说明")?;
    let problems = find("存在问题");
    let known = |cell: &&GridCell| {
        cell.column == account || Some(cell.column) == problems || is_block(&cell.text)
    };
    row.cells.iter().filter(known).for_each(GridCell::mark_read);
    Some(Part::Management { account, problems })
}

fn management(row: &GridRow, account: usize, problems: Option<usize>, form: &mut NodeRecord) {
    let mut record = NodeRecord::default();
    let name = row
        .cells
        .iter()
        .rfind(|cell| cell.column < account && label::path(&cell.text, &[BLOCKS]).is_none());
    row.cells
        .iter()
        .filter(|cell| label::path(&cell.text, &[BLOCKS]).is_some())
        .for_each(GridCell::mark_read);
    let Some(name) = name else { return };
    record.put("name", Node::of(row, name));
    for (path, column) in [("account", Some(account)), ("problems", problems)] {
        let Some(column) = column else { continue };
        let cell = row.cell(column);
        record.put(
            path,
            cell.map_or_else(|| Node::blank(&row.place, column), |cell| Node::of(row, cell)),
        );
    }
    form.push("management", record.into());
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
struct Funds<'a> {
    columns: Vec<(&'static str, usize)>,
    /// The name of the line below, where the header row carries the name and the line has none.
    name: Option<(&'a GridRow, &'a GridCell)>,
    /// The points in the label of the score column, `得分（20分*执行率）`, if they have no column.
    weight: Option<Node>,
    /// Whether a line has been read.
    begun: bool,
    /// How many tabs the last line has lost.
    lost: usize,
    /// The columns of `按收入性质分` and `按支出性质分`, with the index of each breakdown.
    breakdowns: Vec<(usize, NodeRecord)>,
}

impl<'a> Funds<'a> {
    fn header(row: &'a GridRow) -> Option<Funds<'a>> {
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

    /// Takes in a second header row: `预算数` over `年初` and `调整后`.
    fn part(&mut self, below: Funds<'a>) {
        indicators::parted(&mut self.columns, below.columns);
        self.name = self.name.take().or(below.name);
    }

    fn row(&mut self, row: &GridRow, form: &mut NodeRecord) {
        if self.breakdown(row, form) {
            return;
        }
        let lost = if row.loose { self.lost_tabs(row) } else { 0 };
        self.lost = lost;
        let at = |cell: &GridCell| cell.column.saturating_add(lost);
        let first = self.first_column();
        // Two or more texts and no figure: a line of another block, `年度目标1：（80分） 修复河道`.
        let words = row.cells.iter().filter(|cell| !is_block(&cell.text)).count();
        if words > 1 && row.cells.iter().all(|cell| at(cell) < first) {
            return;
        }
        // Text where figures belong: a line of another block.
        let mut figures = row.cells.iter().filter(|cell| {
            self.columns.iter().any(|(key, column)| *column == at(cell) && *key != "reason")
        });
        if figures.clone().next().is_some() && !figures.any(|cell| could_be_figure(&cell.text)) {
            return;
        }
        let mut name: Option<&GridCell> = None;
        for cell in row.cells.iter().filter(|cell| at(cell) < first) {
            // `其中` may have a merged cell of its own, left of its parts.
            if is_block(&cell.text) || label::key(&cell.text) == "其中" {
                cell.mark_read();
            } else if name.is_none() {
                name = Some(cell);
            }
        }
        self.begun = true;
        let mut line = NodeRecord::default();
        let above = self.name.take();
        let name = name.map(|cell| (row, cell)).or(above).map(|(row, cell)| Node::of(row, cell));
        line.put("name", name.unwrap_or_else(|| Node::blank(&row.place, first.saturating_sub(1))));
        for (key, column) in &self.columns {
            if line.get(key).is_some() {
                continue;
            }
            let cell = row.cells.iter().find(|cell| at(cell) == *column);
            line.put(
                key,
                cell.map_or_else(|| Node::blank(&row.place, *column), |cell| Node::of(row, cell)),
            );
        }
        // The total may be below its parts.
        if let (true, Some(Node::Record(funds))) = (is_sum(row), form.get_mut("funds")) {
            funds.take("total").into_iter().for_each(|part| funds.push("parts", part));
        }
        match form.get("funds/total") {
            None => {
                self.weight.take().into_iter().for_each(|weight| line.put("weight", weight));
                form.put("funds/total", line.into());
            }
            Some(_) => form.push("funds/parts", line.into()),
        }
    }

    fn first_column(&self) -> usize {
        self.columns.iter().map(|(_, column)| *column).min().unwrap_or(0)
    }

    /// How many tabs a row has lost before its figures, because a converter left out merged cells:
    /// as many as it takes for its figures to fall into figure columns, preferably as many as in
    /// the row above.
    fn lost_tabs(&self, row: &GridRow) -> usize {
        const MOST: usize = 3;
        let misfits = |lost: usize| {
            let is_misfit = |cell: &&GridCell| {
                let column = cell.column.saturating_add(lost);
                let is_share = cell.text.trim_end().ends_with(['%', '％']);
                match self.columns.iter().find(|(_, at)| *at == column) {
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
        (0..=MOST).min_by_key(|lost| misfits(*lost) + lost.abs_diff(self.lost)).unwrap_or_default()
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

fn is_block(text: &str) -> bool {
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
