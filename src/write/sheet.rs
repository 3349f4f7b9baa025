//! A form that is laid out: lines above and below a table whose cells may span columns and rows.

use crate::order::sorted_by_key;

/// The width of a table on A4 in landscape, and of a text in portrait, in millimetres.
pub const WIDE: u16 = 252;
pub const NARROW: u16 = 156;

/// One document.
#[derive(Default)]
pub struct Sheet {
    /// A short name, unlike that of every other sheet.
    pub name: String,
    pub above: Vec<Line>,
    /// From left to right and without gaps, but for columns that a cell above covers.
    pub rows: Vec<Vec<Cell>>,
    pub below: Vec<Line>,
}

/// A paragraph.
pub struct Line {
    pub text: String,
    pub look: Look,
}

/// A cell between two places in a row, in millimetres from the left edge.
#[derive(Clone)]
pub struct Cell {
    pub text: String,
    pub from: u16,
    pub to: u16,
    /// How many rows it spans.
    pub rows: usize,
    pub look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    // Of lines.
    Title,
    Caption,
    Unit,
    Heading,
    Body,
    Signature,
    // Of cells.
    Label,
    Figure,
    Words,
    Prose,
}

/// A table in columns: every place where a cell begins or ends parts two of them.
pub struct Grid<'a> {
    /// The widths of the columns, in millimetres.
    pub widths: Vec<u16>,
    pub rows: Vec<Vec<Slot<'a>>>,
}

/// A cell in its columns, or what a cell above covers of a row.
pub struct Slot<'a> {
    pub cell: &'a Cell,
    pub column: usize,
    pub columns: usize,
    pub is_covered: bool,
}

impl Sheet {
    pub fn is_report(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn grid(&self) -> Grid<'_> {
        let mut is_edge = vec![false; usize::from(WIDE) + 1];
        for place in self.rows.iter().flatten().flat_map(|cell| [cell.from, cell.to]) {
            is_edge.get_mut(usize::from(place)).into_iter().for_each(|edge| *edge = true);
        }
        let places: Vec<u16> =
            (0..).zip(is_edge).filter(|(_, is_edge)| *is_edge).map(|(place, _)| place).collect();
        let column = |place: u16| places.partition_point(|known| *known < place);
        let slot = |cell, is_covered| -> Slot<'_> {
            let &Cell { from, to, .. } = cell;
            let (first, end) = (column(from), column(to));
            Slot { cell, column: first, columns: end.saturating_sub(first), is_covered }
        };
        // Cells that reach further down, and how many rows.
        let mut open: Vec<(&Cell, usize)> = Vec::new();
        let mut rows = Vec::new();
        for row in &self.rows {
            let mut slots: Vec<Slot<'_>> = open.iter().map(|(cell, _)| slot(cell, true)).collect();
            open.iter_mut().for_each(|(_, rows)| *rows = rows.saturating_sub(1));
            open.retain(|(_, rows)| *rows > 0);
            slots.extend(row.iter().map(|cell| slot(cell, false)));
            open.extend(row.iter().filter(|cell| cell.rows > 1).map(|cell| (cell, cell.rows - 1)));
            rows.push(sorted_by_key(slots, |slot| slot.column));
        }
        let widths = places.iter().zip(places.iter().skip(1));
        Grid { widths: widths.map(|(from, to)| to.saturating_sub(*from)).collect(), rows }
    }
}
