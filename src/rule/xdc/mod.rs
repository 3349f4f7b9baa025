//! XDC across documents of one filing.

mod beyond_department;
mod budget_differs;
mod duplicate_document;
mod figure_differs;
mod head_differs;
mod indicator_dropped;
mod project_vs_department;
mod restated;
mod target_changed;

pub(super) use beyond_department::BEYOND_DEPARTMENT;
pub(super) use budget_differs::BUDGET_DIFFERS;
pub(super) use duplicate_document::DUPLICATE_DOCUMENT;
pub(super) use figure_differs::FIGURE_DIFFERS;
pub(super) use head_differs::HEAD_DIFFERS;
pub(super) use indicator_dropped::INDICATOR_DROPPED;
pub(super) use project_vs_department::PROJECT_VS_DEPARTMENT;
pub(super) use target_changed::TARGET_CHANGED;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &INDICATOR_DROPPED, &TARGET_CHANGED, &BUDGET_DIFFERS, &FIGURE_DIFFERS, &HEAD_DIFFERS,
    &PROJECT_VS_DEPARTMENT, &DUPLICATE_DOCUMENT, &BEYOND_DEPARTMENT,
];
