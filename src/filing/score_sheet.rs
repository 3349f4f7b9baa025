//! 部门整体支出绩效评分表: grouped items with weight and score, bonus items.

use super::Head;
use super::evaluation::{Funds, Total};
use super::record::record;

record! {
    /// One scored item.
    ScoreItem {
        group "group": cell(Words),
        group_weight "groupWeight": cell(Points),
        subgroup "subgroup": cell(Words),
        name "name": cell(Words),
        weight "weight": cell(Points),
        score "score": cell(Score),
        note "note": cell(Prose),
    }
}

record! {
    /// 加减分项
    Bonus {
        name "name": cell(Words),
        score "score": cell(Score),
    }
}

record! {
    /// 部门整体支出绩效评分表
    ScoreSheet {
        head "": flat(Head),
        funds "funds": one(Funds),
        items "items": rows(ScoreItem),
        bonus "bonus": many(Bonus),
        total "total": one(Total),
    }
}
