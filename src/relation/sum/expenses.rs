//! 基础数据表: every expense line against its parts, column by column.

use crate::filing::{BaseLine, Cell, MaybeCell};
use crate::relation::sum::Equality;
use crate::relation::sum::funds::of_list;
use crate::relation::sum::layout::{Layout, Trust};

type Column = fn(&BaseLine) -> &Option<Cell>;

const COLUMNS: [Column; 3] = [|line| &line.previous, |line| &line.budget, |line| &line.actual];

pub fn equalities(line: &BaseLine) -> Vec<Equality<'_>> {
    let names: Vec<&str> = line.parts.iter().map(|part| part.name.compact()).collect();
    let has_parts: Vec<bool> = line.parts.iter().map(|part| !part.parts.is_empty()).collect();
    let layout = Layout::of(
        &names,
        &has_parts,
        if line.partial { Trust::Examples } else { Trust::Expenses },
    );
    let mut found = Vec::new();
    for column in COLUMNS {
        let cells: Vec<Option<&Cell>> =
            line.parts.iter().map(|part| column(part).as_ref()).collect();
        found.extend(column(line).iter().flat_map(|total| of_list(total, &cells, &layout)));
    }
    found.extend(line.parts.iter().flat_map(equalities));
    found
}
