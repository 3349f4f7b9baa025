//! 基础数据表: every expense line against its parts, column by column.

use crate::filing::{BaseLine, Cell, MaybeCell};
use crate::relation::sum::Equality;
use crate::relation::sum::funds::add_list;
use crate::relation::sum::layout::{Layout, Trust};

type Column = fn(&BaseLine) -> &Option<Cell>;

const COLUMNS: [Column; 3] = [|line| &line.previous, |line| &line.budget, |line| &line.actual];

pub fn equalities(lines: &[BaseLine]) -> Vec<Equality<'_>> {
    let mut found = Vec::new();
    lines.iter().for_each(|line| add_tree(&mut found, line));
    found
}

fn add_tree<'a>(found: &mut Vec<Equality<'a>>, line: &'a BaseLine) {
    let names: Vec<&str> = line.parts.iter().map(|part| part.name.compact()).collect();
    let has_parts: Vec<bool> = line.parts.iter().map(|part| !part.parts.is_empty()).collect();
    let layout = Layout::of(
        &names,
        &has_parts,
        if line.partial { Trust::Examples } else { Trust::Expenses },
    );
    for column in COLUMNS {
        let Some(total) = column(line) else { continue };
        let cells: Vec<Option<&Cell>> =
            line.parts.iter().map(|part| column(part).as_ref()).collect();
        add_list(found, total, &cells, &layout);
    }
    line.parts.iter().for_each(|part| add_tree(found, part));
}
