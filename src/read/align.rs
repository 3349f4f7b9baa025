//! Which column each cell of a row belongs to, where a text has lost or gained a tab.

use super::grid::{GridCell, GridRow};
use super::label::is_figure;
use crate::value::text::{compact, level_key};

/// What kind of value a column holds, as far as it helps to detect a cell in the wrong column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Level1,
    Level2,
    Name,
    Sign,
    Number,
    Unit,
    Prose,
    Anything,
}

const LEVEL1: &[&str] =
    &["产出", "效益", "满意度", "成本", "效果", "投入", "过程", "服务对象满意度"];
const LEVEL2: &[&str] = &[
    "数量",
    "质量",
    "时效",
    "成本",
    "经济成本",
    "社会成本",
    "生态环境成本",
    "经济效益",
    "社会效益",
    "生态效益",
    "可持续影响",
    "满意度",
    "服务对象满意度",
    "社会公众或服务对象满意度",
    "社会公众满意度",
    "受益对象满意度",
    "可持续发展",
    "产出数量",
    "产出质量",
    "产出时效",
    "产出成本",
];

/// Whether level 2 may belong to level 1; unknown names may belong to any.
pub fn may_belong(level2: &str, level1: &str) -> bool {
    let (below, above) = (level_key(level2), level_key(level1));
    let group = match &*below {
        "数量" | "质量" | "时效" => "产出",
        "经济效益" | "社会效益" | "生态效益" | "可持续影响" => "效益",
        "经济成本" | "社会成本" | "生态环境成本" => "成本",
        below if below.ends_with("满意度") => "满意度",
        _ => return true,
    };
    above.contains(group)
}

pub fn is_level1(text: &str) -> bool {
    LEVEL1.contains(&&*level_key(text))
}

pub fn is_level2(text: &str) -> bool {
    LEVEL2.contains(&&*level_key(text))
}

/// Whether a text names a level that most forms have.
pub fn is_level(text: &str) -> bool {
    let key = level_key(text);
    LEVEL1.contains(&&*key) || LEVEL2.contains(&&*key)
}

// What a misfit costs, against what a lost tab costs.
const LOST_TAB: usize = 3;
const NO_COLUMN: usize = 10;
const NO_NAME: usize = 3;

fn misfit(holds: Holds, text: &str) -> usize {
    let level = is_level(text);
    let sign = is_sign(text);
    match holds {
        Holds::Sign if sign => 0,
        Holds::Sign if is_figure(text) => 4,
        Holds::Sign => 1,
        Holds::Unit if sign || is_figure(text) || level => 4,
        Holds::Unit if text.chars().count() > 6 => 2,
        Holds::Unit => 0,
        _ if sign => 6,
        Holds::Level1 if is_level1(text) => 0,
        Holds::Level2 if is_level2(text) => 0,
        Holds::Level1 | Holds::Level2 if level => 9,
        Holds::Level1 | Holds::Level2 if opens_with_figure(text) => 6,
        Holds::Level1 | Holds::Level2 => 1,
        Holds::Name if compact(text).ends_with("指标") && level => 6,
        Holds::Name if is_figure(text) => 2,
        Holds::Number if !is_figure(text) => 2,
        Holds::Prose if is_figure(text) => 5,
        // A target may be a bare number; where the table has number columns, the number fits them
        // better.
        Holds::Anything
            if compact(text).bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') =>
        {
            1
        }
        _ => 0,
    }
}

/// `≥`, `=`, `大于等于`
pub fn is_sign(text: &str) -> bool {
    let text = compact(text);
    text.chars().all(|c| "≥≤><=≧≦＞＜＝".contains(c))
        || matches!(
            &*text,
            "大于" | "小于" | "等于" | "大于等于" | "小于等于" | "不低于" | "不高于"
        )
}

/// `≥10座`, `2024年底`; the list number of `1.数量指标` does not count.
fn opens_with_figure(text: &str) -> bool {
    let text = compact(text);
    let unsigned = text.trim_start_matches(['≥', '≤', '>', '<', '=']);
    let after = unsigned.trim_start_matches(|c: char| c.is_ascii_digit());
    unsigned.len() < text.len()
        || (after.len() < unsigned.len() && !after.starts_with(['.', '、', ')']))
}

/// What it costs that a row begins so many columns too far right. Merged cells are left out
/// together, so losing several tabs at the start costs hardly more than losing one.
fn lost_before(tabs: usize) -> usize {
    if tabs == 0 { 0 } else { LOST_TAB + tabs - 1 }
}

/// The column of each cell of a row; `None` if no column fits. Cells keep their order, and a row
/// whose tabs fit is left unchanged.
pub fn align(row: &GridRow, cells: &[&GridCell], columns: &[(Holds, usize)]) -> Vec<Option<usize>> {
    let in_place: Vec<Option<usize>> = cells
        .iter()
        .map(|cell| columns.iter().position(|(_, column)| *column == cell.column))
        .collect();
    let cost: usize =
        cells.iter().zip(&in_place).map(|(cell, index)| cost_in(columns, *index, cell)).sum();
    if !row.loose || cost < 4 || cells.len() > columns.len() {
        return in_place;
    }
    match shifted(cells, columns) {
        Some((shifted_cost, shifted)) if shifted_cost < cost => shifted,
        _ => in_place,
    }
}

fn cost_in(columns: &[(Holds, usize)], index: Option<usize>, cell: &GridCell) -> usize {
    index
        .and_then(|index| columns.get(index))
        .map_or(NO_COLUMN, |(holds, _)| misfit(*holds, &cell.text))
}

/// The cheapest order-preserving assignment of cells to columns, where each change of shift costs
/// as many tabs as it skips.
fn shifted(cells: &[&GridCell], columns: &[(Holds, usize)]) -> Option<(usize, Vec<Option<usize>>)> {
    // best[j]: cost and columns so far, with the last cell in column j.
    let mut best: Vec<Option<(usize, Vec<Option<usize>>)>> = Vec::new();
    let mut previous: Option<&GridCell> = None;
    for cell in cells {
        let step = |index: usize, (holds, column): &(Holds, usize)| {
            let fit = misfit(*holds, &cell.text);
            let Some(previous) = previous else {
                return Some((fit + lost_before(column.abs_diff(cell.column)), vec![Some(index)]));
            };
            let earlier = best
                .iter()
                .zip(columns)
                .take(index)
                .filter_map(|(way, (_, at))| way.as_ref().map(|way| (way, *at)));
            let ways = earlier.map(|((cost, way), at)| {
                // How far this cell is shifted, compared with the cell before it.
                let change =
                    column.saturating_add(previous.column).abs_diff(at.saturating_add(cell.column));
                let nameless = columns.iter().any(|(holds, between)| {
                    *holds == Holds::Name && at < *between && between < column
                });
                (cost + fit + LOST_TAB * change + if nameless { NO_NAME } else { 0 }, way)
            });
            let (cost, way) = ways.min_by_key(|(cost, _)| *cost)?;
            Some((cost, way.iter().copied().chain([Some(index)]).collect()))
        };
        best = columns.iter().enumerate().map(|(index, column)| step(index, column)).collect();
        previous = Some(cell);
    }
    best.into_iter().flatten().min_by_key(|(cost, _)| *cost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::grid::RowPlace;

    const COLUMNS: &[(Holds, usize)] = &[
        (Holds::Level1, 1),
        (Holds::Level2, 2),
        (Holds::Name, 3),
        (Holds::Anything, 4),
        (Holds::Anything, 5),
        (Holds::Number, 6),
        (Holds::Number, 7),
        (Holds::Prose, 8),
    ];

    #[test]
    fn lost_and_gained_tabs_are_made_good() {
        for (line, expected) in [
            ("\t产出指标\t数量指标\t培训人次\t≥90\t95\t10\t10\t", &[0, 1, 2, 3, 4, 5, 6][..]),
            ("\t\t\t培训场次\t≥9\t9\t10\t10\t无", &[2, 3, 4, 5, 6, 7]),
            // One tab too many before the figures, at the start, one too few at the start.
            ("\t\t\t结算及时性\t及时\t全部及时结算\t\t6\t6", &[2, 3, 4, 5, 6]),
            (
                "\t\t满意度指标\t服务对象满意度指标\t群众满意度\t≥80%\t100%\t10\t10",
                &[0, 1, 2, 3, 4, 5, 6],
            ),
            ("\t可持续影响指标\t机制改革\t推进\t稳步推进\t\t10\t10", &[1, 2, 3, 4, 5, 6]),
            ("生态环境成本指标\t\t不适用4\t\t不适用", &[1, 2, 4]),
            // Merged cells that are left out altogether.
            ("养护桥梁\t≥10座\t12座\t10\t10", &[2, 3, 4, 5, 6]),
            ("问题整改到位\t及时整改\t达成预期指标\t10\t10\t无", &[2, 3, 4, 5, 6, 7]),
            ("质量指标\t验收合格率\t≥95%\t97%\t10\t10", &[1, 2, 3, 4, 5, 6]),
            // A word typed where a figure belongs stays where the officer put it.
            ("\t\t\t培训场次\t≥9\t9\t10\t满分\t", &[2, 3, 4, 5, 6]),
            ("\t\t\t培训场次\t≥9\t9\t\t10\t", &[2, 3, 4, 6]),
        ] {
            let mut row =
                GridRow::new(RowPlace::Line(1), line.split('\t').map(str::to_owned).enumerate());
            row.loose = true;
            let cells: Vec<&GridCell> = row.cells.iter().collect();
            let got: Vec<usize> =
                align(&row, &cells, COLUMNS).into_iter().map(Option::unwrap).collect();
            assert_eq!(got, expected, "{line}");
        }
    }
}
