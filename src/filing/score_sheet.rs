//! 部门整体支出绩效评分表: grouped items with weight and score, bonus items.

use super::Head;
use super::evaluation::{Funds, Total};
use super::record::record;

record! {
    /// One scored item; its group and subgroup are repeated on every item.
    ScoreItem {
        group "group" "一级指标": cell(Words),
        group_weight "groupWeight" "一级指标分值": cell(Points),
        subgroup "subgroup" "二级指标": cell(Words),
        name "name" "三级指标": cell(Words),
        weight "weight" "分值": cell(Points),
        score "score" "得分": cell(Score),
        note "note" "备注": cell(Prose),
    }
}

record! {
    /// 加减分项
    Bonus {
        name "name" "加减分事项": cell(Words),
        score "score" "分数": cell(Score),
    }
}

record! {
    /// 部门整体支出绩效评分表
    ScoreSheet extends Head {
        funds "funds" "年度资金": one(Funds),
        items "items" "评分项目": required many(ScoreItem),
        bonus "bonus" "加减分项": many(Bonus),
        total "total" "总分": one(Total),
    }
}
