//! Target tables of departments, with budget and key tasks: 部门整体(预算)绩效目标表.

use super::grid::{GridCell, GridRow};
use super::indicators::{self, IndicatorTable};
use super::label::{self, HEAD, Vocabulary};
use super::node::{Node, NodeRecord};
use super::words::targets::{
    DEPARTMENT, DEPARTMENT_BLOCKS, DEPARTMENT_GOALS, INCOME, TASKS, TaskColumn,
};
use super::year::is_year;
use crate::filing::Kind;

/// The vocabularies by which cells of this form are split into label and value.
pub const VOCABULARIES: &[Vocabulary] = &[DEPARTMENT, INCOME, HEAD];

/// Reads the rows of one form.
pub fn read(rows: &[GridRow]) -> NodeRecord {
    let mut form = NodeRecord::document(Kind::DepartmentTargets);
    let mut tasks: Option<TaskColumns> = None;
    let mut table: Option<IndicatorTable> = None;
    let mut amounts: Vec<(&'static str, usize)> = Vec::new();
    let income: Vocabulary = if has_more_income(rows) { &[] } else { INCOME };
    let labels = [DEPARTMENT, income, HEAD, DEPARTMENT_BLOCKS, DEPARTMENT_GOALS];
    for row in rows {
        if row.single().is_none_or(|cell| is_year(&cell.text)) && row.cells.len() < 2 {
            continue;
        }
        // The unit in the name of an indicator is that of the indicator.
        let is_of_tasks = tasks.is_some() && !row.cells.first().is_some_and(ends_tasks);
        if !is_of_tasks && table.is_none() {
            label::unit(row, &mut form);
        }
        if let Some(opened) = indicators::header(row) {
            mark_blocks(row, None);
            match &mut table {
                Some(table) => table.reopen(opened),
                None => table = Some(opened),
            }
            continue;
        }
        if let Some(columns) = TaskColumns::header(row) {
            mark_blocks(row, None);
            tasks = Some(columns);
            continue;
        }
        if row.cells.first().is_some_and(ends_tasks) {
            tasks = None;
        }
        let is_before_tables = tasks.is_none() && table.is_none();
        let below = if is_before_tables { amounts_below(row, income) } else { Vec::new() };
        let above = core::mem::replace(&mut amounts, below);
        if amounts_of(row, &above, &mut form) {
            continue;
        }
        // Labels in the columns of the tasks are those of columns further right.
        let is_label = |cell: &GridCell| {
            tasks.as_ref().is_none_or(|tasks| cell.column <= tasks.name())
                && label::path(&cell.text, VOCABULARIES).is_some()
        };
        let reach = if is_before_tables { usize::MAX } else { 2 };
        if row.cells.iter().take(reach).any(is_label) {
            label::fields(row, &labels, &mut form);
            continue;
        }
        mark_blocks(row, tasks.as_ref());
        match (&tasks, &mut table) {
            (_, Some(table)) => table.row(row),
            (Some(columns), None) => task(row, columns, &mut form),
            (None, None) => goals(row, &mut form),
        }
    }
    if let Some(table) = table {
        form.put("indicators", table.finish());
    }
    form
}

/// Whether a cell at the start of a row is the label of another block than the tasks.
fn ends_tasks(first: &GridCell) -> bool {
    let is_block = label::path(&first.text, &[DEPARTMENT, DEPARTMENT_BLOCKS, DEPARTMENT_GOALS]);
    is_block.is_some() && !label::key(&first.text).contains("任务")
}

/// Whether a form has other income than the two sources of a document: theirs are not all then.
fn has_more_income(rows: &[GridRow]) -> bool {
    const OTHERS: [&str; 8] = [
        "按收入性质分",
        "政府预算资金",
        "单位资金",
        "财政专户管理资金",
        "事业收入",
        "政府性基金",
        "一般公共预算",
        "上年结转",
    ];
    rows.iter().flat_map(|row| &row.cells).any(|cell| {
        let key = label::key(&cell.text);
        key.chars().count() <= 24 && OTHERS.iter().any(|other| key.contains(other))
    })
}

/// The columns of `资金总额 | 财政拨款 | 其他资金`, labels whose figures are below.
fn amounts_below(row: &GridRow, income: Vocabulary) -> Vec<(&'static str, usize)> {
    if row.cells.iter().any(|cell| label::is_figure(&cell.text)) {
        return Vec::new();
    }
    let path = |cell: &GridCell| {
        label::path(&cell.text, &[DEPARTMENT, income]).filter(|path| label::is_of_figures(path))
    };
    let columns: Vec<_> =
        row.cells.iter().filter_map(|cell| Some((path(cell)?, cell.column))).collect();
    if columns.len() > 1 { columns } else { Vec::new() }
}

/// Reads a row of figures, each under its label.
fn amounts_of(row: &GridRow, above: &[(&'static str, usize)], form: &mut NodeRecord) -> bool {
    let figures: Vec<&GridCell> =
        row.cells.iter().filter(|cell| label::is_figure(&cell.text)).collect();
    let path = |figure: &GridCell| {
        above.iter().find(|(_, column)| *column == figure.column).map(|(path, _)| *path)
    };
    let has_label =
        row.cells.iter().any(|cell| label::path(&cell.text, &[DEPARTMENT, INCOME]).is_some());
    if has_label || figures.len() < 2 || !figures.iter().any(|figure| path(figure).is_some()) {
        return false;
    }
    for figure in figures {
        if let Some(path) = path(figure) {
            form.put(path, Node::of(row, figure));
        }
    }
    true
}

/// Marks what names a block, and the number of a task beside its name, or of one that nobody filled
/// in.
fn mark_blocks(row: &GridRow, tasks: Option<&TaskColumns>) {
    let last = row.cells.last().map(|cell| cell.column);
    let is_number = |cell: &GridCell| {
        let number = label::key(&cell.text);
        tasks.is_some_and(|tasks| cell.column < tasks.name() || Some(cell.column) == last)
            && number.strip_prefix("任务").is_some_and(|rest| rest.chars().count() <= 2)
    };
    row.cells
        .iter()
        .filter(|cell| {
            label::path(&cell.text, &[DEPARTMENT_BLOCKS, DEPARTMENT_GOALS]).is_some()
                || is_number(cell)
        })
        .for_each(GridCell::mark_read);
}

/// Reads unlabelled text between the budget and the tasks as a goal.
fn goals(row: &GridRow, form: &mut NodeRecord) {
    // Short cells side by side are labels and values that no document has.
    let mut left = row.cells.iter().filter(|cell| !cell.is_read());
    if let (Some(cell), None) = (left.next(), left.next()) {
        if !label::is_figure(&cell.text) {
            form.push("goals", Node::of(row, cell));
        }
    }
}

/// The columns of the table of tasks.
struct TaskColumns(Vec<(TaskColumn, usize)>);

impl TaskColumns {
    fn header(row: &GridRow) -> Option<TaskColumns> {
        let columns = TaskColumns(label::columns(row, TASKS));
        let is_whole =
            columns.of(TaskColumn::Name).is_some() && columns.of(TaskColumn::Content).is_some();
        (is_whole || columns.0.len() > 2).then(|| {
            row.mark_columns(&columns.0);
            columns
        })
    }

    fn of(&self, wanted: TaskColumn) -> Option<usize> {
        self.0.iter().find(|(column, _)| *column == wanted).map(|(_, column)| *column)
    }

    fn name(&self) -> usize {
        self.of(TaskColumn::Name).unwrap_or(0)
    }
}

fn task(row: &GridRow, columns: &TaskColumns, form: &mut NodeRecord) {
    let find = |wanted: TaskColumn| {
        let column = columns.of(wanted)?;
        row.cells.iter().find(|cell| cell.column == column && !cell.is_read())
    };
    let (name, content) = (find(TaskColumn::Name), find(TaskColumn::Content));
    let (indicator, target) = (find(TaskColumn::Indicator), find(TaskColumn::Target));
    let is_sum =
        |cell: &GridCell| ["合计", "总计"].iter().any(|end| label::key(&cell.text).ends_with(end));
    if [name, content, indicator, target].iter().all(Option::is_none) || name.is_some_and(is_sum) {
        return;
    }
    let known = match form.get_mut("tasks") {
        Some(Node::List(tasks)) if name.is_none() => tasks.last_mut(),
        _ => None,
    };
    let mut fresh = Node::Record(NodeRecord::default());
    let is_new = known.is_none();
    let Node::Record(task) = known.unwrap_or(&mut fresh) else { return };
    let column = |wanted: TaskColumn| columns.of(wanted).unwrap_or(0);
    if is_new {
        task.put(
            "name",
            name.map_or_else(
                || Node::blank(&row.place, column(TaskColumn::Name)),
                |cell| Node::of(row, cell),
            ),
        );
        task.put("content", Node::blank(&row.place, column(TaskColumn::Content)));
        task.put("indicators", Node::List(Vec::new()));
    }
    if let (Some(cell), Some(text)) = (content, task.get_mut("content")) {
        // The source has broken one cell of the form over several rows.
        text.extend(Node::of(row, cell), "");
    }
    if indicator.is_some() || target.is_some() {
        let mut line = NodeRecord::default();
        for (key, cell, wanted) in
            [("name", indicator, TaskColumn::Indicator), ("target", target, TaskColumn::Target)]
        {
            line.put(
                key,
                cell.map_or_else(
                    || Node::blank(&row.place, column(wanted)),
                    |cell| Node::of(row, cell),
                ),
            );
        }
        task.push("indicators", line.into());
    }
    if is_new {
        form.push("tasks", fresh);
    }
}
