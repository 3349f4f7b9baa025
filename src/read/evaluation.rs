//! Self-evaluations of departments, projects and transfer payments: head, funds, goals, indicators,
//! total, conclusions.

use super::funds::{Funds, is_block, is_sum};
use super::grid::{GridCell, GridRow};
use super::indicators::{self, IndicatorTable};
use super::label::{self, HEAD, Vocabulary, columns, key};
use super::node::{Node, NodeRecord};
use super::words::evaluation::{BLOCKS, FIELDS, GOALS, Goal};
use crate::filing::Kind;

/// The block of the form that a row belongs to.
enum Part<'a> {
    Fields,
    Funds(Funds<'a>),
    Goals(GoalColumns),
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
        // The unit in the name of an indicator is that of the indicator.
        if !matches!(part, Part::Indicators) {
            label::unit(row, &mut form);
        }
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
            // The row below may be blank.
            for (path, column) in
                [("goals/expected", goals.expected), ("goals/achieved", goals.achieved)]
            {
                form.offer(path, Node::blank(&row.place, column));
            }
            part = Part::Goals(goals);
            continue;
        }
        if let Some(management) = management_header(row) {
            part = management;
            continue;
        }
        if let Some(mut funds) = Funds::beside_labels(row) {
            funds.row(row, &mut form);
            part = Part::Funds(funds);
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
        if matches!(part, Part::Indicators) && indicators::is_approval(row) {
            part = Part::Fields;
        }
        if matches!(&part, Part::Funds(funds) if funds.ends_at(row)) {
            part = Part::Fields;
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

/// Reads a row outside every block, of which only a block's name is known.
fn stray(row: &GridRow) {
    row.cells
        .iter()
        .filter(|cell| label::path(&cell.text, &[BLOCKS]).is_some())
        .for_each(GridCell::mark_read);
}

/// The columns of the goals.
struct GoalColumns {
    /// Where the first begins.
    first: usize,
    /// Goals before it are others': the expected ones beside the adjusted, which count.
    expected: usize,
    achieved: usize,
}

fn goals_header(row: &GridRow) -> Option<GoalColumns> {
    let columns = columns(row, GOALS);
    let of =
        |wanted: Goal| columns.iter().find(|(goal, _)| *goal == wanted).map(|(_, column)| *column);
    let (expected, adjusted) = (of(Goal::Expected), of(Goal::Adjusted));
    let first = expected.or(adjusted)?;
    let achieved = of(Goal::Achieved)?;
    row.mark_columns(&columns);
    row.cells.iter().filter(|cell| is_block(&cell.text)).for_each(GridCell::mark_read);
    Some(GoalColumns { first: first.min(achieved), expected: adjusted.unwrap_or(first), achieved })
}

fn goals(row: &GridRow, columns: &GoalColumns, form: &mut NodeRecord) {
    let (blocks, cells): (Vec<&GridCell>, Vec<&GridCell>) =
        row.cells.iter().partition(|cell| label::path(&cell.text, &[BLOCKS]).is_some());
    blocks.iter().for_each(|cell| cell.mark_read());
    // A row that begins left of the goal columns belongs to none of them, if columns are reliable.
    if !row.loose && cells.iter().any(|cell| cell.column < columns.first) {
        return;
    }
    // A text that has lost tabs may begin left of the only goals, but not of the second of two.
    let is_shifted = row.loose && columns.expected == columns.first;
    for (path, column, is_achieved) in
        [("goals/expected", columns.expected, false), ("goals/achieved", columns.achieved, true)]
    {
        let here = |(index, cell): (usize, &&GridCell)| match (cells.len(), row.loose) {
            // Two texts are the two goals, whatever their tabs.
            (2, true) => (index == 1) == is_achieved,
            _ if cell.column >= columns.achieved => is_achieved,
            _ => !is_achieved && (is_shifted || cell.column >= columns.expected),
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
