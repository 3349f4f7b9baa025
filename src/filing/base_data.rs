//! 部门整体支出绩效评价基础数据表.

use super::Head;
use super::record::record;

record! {
    /// 财政供养人员情况
    Staffing {
        quota "quota" "编制数": cell(Count),
        actual "actual" "实际在职人数": cell(Count),
        rate "rate" "控制率": cell(Rate),
    }
}

record! {
    /// One expense line: 三公经费 ⊃ 公务用车 ⊃ 其中：购置, …
    BaseLine {
        name "name" "名称": cell(Words),
        previous "previous" "上年决算数": cell(Money),
        budget "budget" "本年预算数": cell(Money),
        actual "actual" "本年决算数": cell(Money),
        parts "parts" "其中": many(BaseLine),
        /// The parts are examples that need not add up.
        partial "partial" "其中为部分列示": flag(),
    }
}

record! {
    /// 楼堂馆所控制情况
    Building {
        name "name" "名称": cell(Words),
        /// In square metres.
        approved_area "approvedArea" "批复规模": cell(Count),
        /// In square metres.
        actual_area "actualArea" "实际规模": cell(Count),
        area_rate "areaRate" "规模控制率": cell(Rate),
        budget "budget" "预算投资": cell(Money),
        actual "actual" "实际投资": cell(Money),
        cost_rate "costRate" "投资概算控制率": cell(Rate),
    }
}

record! {
    /// 部门整体支出绩效评价基础数据表
    BaseData extends Head {
        staffing "staffing" "财政供养人员情况": one(Staffing),
        lines "lines" "经费控制情况": required many(BaseLine),
        buildings "buildings" "楼堂馆所控制情况": many(Building),
    }
}
