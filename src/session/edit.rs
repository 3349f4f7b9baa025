//! Replaces the value of one cell.

use crate::error::Error;
use crate::filing::row::{Row, State};
use crate::filing::{Address, Document, Edited, Filing};
use crate::json::Json;
use crate::value::Column;

/// The scope of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// One cell.
    Cell(Edited),
    /// Which cells there are, or how all cells of the document are read.
    Form,
}

/// Sets the cell at `address` to `value`, which `json`, the whole filing, already contains.
///
/// If the address leads to no cell; the filing is then unchanged.
pub fn edit(
    filing: &mut Filing,
    address: Address<'_>,
    value: &Json<'_>,
    json: &Json<'_>,
) -> Result<Edit, Error> {
    match filing.cell(address) {
        Some(cell) if cell.column != Column::MoneyUnit => {
            let row = cell.place.row();
            retype(filing, address, row, value).map(Edit::Cell)
        }
        _ => read_again(filing, address, json).map(|()| Edit::Form),
    }
}

/// Reads one cell again, within its row of the document's indicator table.
fn retype(
    filing: &mut Filing,
    address: Address<'_>,
    row: Option<usize>,
    value: &Json<'_>,
) -> Result<Edited, Error> {
    let state = |filing: &Filing| row.and_then(|row| state_of(address.document_in(filing)?, row));
    let before = state(filing);
    let money = address.document_in(filing).map(|document| document.head().money_unit());
    let (Some(money), Some(cell)) = (money, filing.cell(address)) else {
        return Err(address.no_cell());
    };
    let now = cell.retyped(value, &money)?;
    let was = core::mem::replace(cell, now);
    let columns = cell.columns().or(was.columns());
    let is_alike = cell.is_alike(&was);
    // Every check may read whether a row is filled in, and may read cells beside the rows.
    let is_row_alike = before.is_some() && before == state(filing);
    Ok(if is_alike || is_row_alike { Edited { columns, presence: !is_alike } } else { Edited::ALL })
}

fn state_of(document: &Document, row: usize) -> Option<State> {
    Some(Row::new(document.indicators().get(row)?).state())
}

/// Reads the whole document again, for a new cell or one that other cells are read by.
fn read_again(filing: &mut Filing, address: Address<'_>, json: &Json<'_>) -> Result<(), Error> {
    let documents = json.get("documents").and_then(Json::as_array);
    let document = documents.and_then(|documents| documents.get(address.document));
    let mut now = Document::read(document.ok_or_else(|| address.no_cell())?, address.document)?;
    if now.cell(address).is_none() {
        return Err(address.no_cell());
    }
    if let Some(document) = filing.documents.get_mut(address.document) {
        *document = now;
    }
    Ok(())
}
