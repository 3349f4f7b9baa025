//! What base data says there is, against what was allowed.

use crate::filing::row::on_one_scale;
use crate::filing::{BaseData, Cell, Document, MaybeCell};
use crate::value::number::Dec;

/// A figure and what it must not exceed.
pub struct Limited<'a> {
    pub limit: Limit,
    /// What it is a figure of; empty where there is only one of the kind.
    pub name: &'a str,
    pub actual: &'a Cell,
    pub allowed: &'a Cell,
    pub is_exceeded: bool,
}

/// What sets the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The quota of staff.
    Staff,
    /// The approved area of a building.
    Area,
    /// The budget of a building.
    Cost,
}

/// The figures of base data that have a limit above 0 beside them.
pub fn limited(documents: &[Document]) -> impl Iterator<Item = Limited<'_>> {
    let tables = documents.iter().filter_map(|document| match document {
        Document::BaseData(data) => Some(data),
        _ => None,
    });
    tables.flat_map(of_table)
}

fn of_table(data: &BaseData) -> impl Iterator<Item = Limited<'_>> {
    let staff = data
        .staffing
        .iter()
        .filter_map(|staffing| against(Limit::Staff, "", &staffing.actual, &staffing.quota));
    let buildings = data.buildings.iter().flat_map(|building| {
        let name = building.name.trimmed();
        let area = against(Limit::Area, name, &building.actual_area, &building.approved_area);
        let cost = against(Limit::Cost, name, &building.actual, &building.budget);
        area.into_iter().chain(cost)
    });
    staff.chain(buildings)
}

fn against<'a>(
    limit: Limit,
    name: &'a str,
    actual: &'a Option<Cell>,
    allowed: &'a Option<Cell>,
) -> Option<Limited<'a>> {
    let (actual, allowed) = (actual.as_ref()?, allowed.as_ref()?);
    let (had, most) = on_one_scale(actual.figure()?, allowed.figure()?)?;
    (most > Dec::ZERO).then_some(Limited { limit, name, actual, allowed, is_exceeded: had > most })
}
