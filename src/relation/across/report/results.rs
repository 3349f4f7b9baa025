//! Results, by the indicator that opens the line.

use crate::filing::{Cell, Indicator, MaybeCell, Narrative};
use crate::narrative::prose::Mention;
use crate::relation::across::prose;
use crate::relation::across::prose::agrees;
use crate::relation::across::report::points::Table;
use crate::relation::across::report::{Restatement, core, figure, is_of, once, restatement, texts};
use crate::value::text::name_key;

/// The results of indicators: where a line opens with the indicator's name, or the text gives the
/// figure right after it.
pub fn results<'a>(report: &'a Narrative, rows: &Table<'a>) -> Vec<Restatement<'a>> {
    let names = prose::results(rows.table);
    let year = report.head.evaluated_year();
    let mut found = Vec::new();
    for (_, cell, prose) in texts(report) {
        for line in prose.mentions.chunk_by(|a, b| a.line == b.line) {
            let row = line.first().and_then(|mention| rows.row(&name_key(prose.lead(mention))));
            found.extend(row.into_iter().flat_map(|row| results_of(cell, line, row, year)));
        }
        if !prose.mentions.is_empty() {
            let is_near = |statement: &prose::Statement<'_>| statement.agrees || statement.is_near;
            found.extend(
                prose::stated_in(cell, &names).into_iter().filter(is_near).map(Restatement::from),
            );
        }
    }
    once(found)
}

/// The one figure of the line that bears the end of the indicator's name.
fn results_of<'a>(
    cell: &'a Cell,
    line: &[Mention],
    row: &'a Indicator,
    year: Option<i32>,
) -> Vec<Restatement<'a>> {
    /// Shorter ends are shared by chance.
    const SHORTEST: usize = 3;
    let Some((actual, figure_of)) =
        row.actual.as_ref().and_then(|actual| Some((actual, actual.figure()?)))
    else {
        return Vec::new();
    };
    let name = row.name.name_key();
    let shared = |label: &str| {
        name.chars().rev().zip(label.chars().rev()).take_while(|(a, b)| a == b).count() >= SHORTEST
    };
    let fitting: Vec<Restatement<'a>> = line
        .iter()
        .filter(|mention| {
            !mention.item.among
                && is_of(year, &mention.item.label)
                && shared(core(&mention.item.label))
        })
        .filter_map(|mention| {
            Some(restatement(cell, mention, vec![actual], agrees(&figure(mention), figure_of)?))
        })
        .collect();
    if fitting.len() > 1 && !fitting.iter().any(|restatement| restatement.agrees) {
        Vec::new()
    } else {
        fitting
    }
}

impl<'a> From<prose::Statement<'a>> for Restatement<'a> {
    fn from(statement: prose::Statement<'a>) -> Restatement<'a> {
        Restatement {
            prose: statement.prose,
            span: statement.span,
            ours: statement.stated.clone(),
            stated: statement.stated,
            theirs: statement.cell.text().trim().to_owned(),
            cells: vec![statement.cell],
            cell_span: None,
            agrees: statement.agrees,
            mild: false,
        }
    }
}
