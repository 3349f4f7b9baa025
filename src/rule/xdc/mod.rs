//! XDC across documents of one filing.

mod budget_differs;
mod duplicate_document;
mod figure_differs;
mod head_differs;
mod indicator_dropped;
mod project_vs_department;
mod restated;
mod target_changed;

use super::Rule;

pub const RULES: &[&Rule] = &[
    &indicator_dropped::INDICATOR_DROPPED,
    &target_changed::TARGET_CHANGED,
    &budget_differs::BUDGET_DIFFERS,
    &figure_differs::FIGURE_DIFFERS,
    &head_differs::HEAD_DIFFERS,
    &project_vs_department::PROJECT_VS_DEPARTMENT,
    &duplicate_document::DUPLICATE_DOCUMENT,
];
