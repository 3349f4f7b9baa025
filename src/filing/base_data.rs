//! 部门整体支出绩效评价基础数据表.

use super::Head;
use super::record::record;

record! {
    /// 财政供养人员情况
    Staffing {
        /// 编制数
        quota "quota": cell(Count),
        /// 实际在职人数
        actual "actual": cell(Count),
        /// 控制率
        rate "rate": cell(Rate),
    }
}

record! {
    /// One expense line: 三公经费 ⊃ 公务用车 ⊃ 其中：购置, …
    BaseLine {
        name "name": cell(Words),
        /// 上年决算数
        previous "previous": cell(Money),
        /// 本年预算数
        budget "budget": cell(Money),
        /// 本年决算数
        actual "actual": cell(Money),
        parts "parts": many(BaseLine),
        /// The parts are examples that need not add up.
        partial "partial": flag(),
    }
}

record! {
    /// 楼堂馆所控制情况
    Building {
        name "name": cell(Words),
        /// 批复规模
        approved_area "approvedArea": cell(Count),
        /// 实际规模
        actual_area "actualArea": cell(Count),
        /// 规模控制率
        area_rate "areaRate": cell(Rate),
        /// 预算投资
        budget "budget": cell(Money),
        /// 实际投资
        actual "actual": cell(Money),
        /// 投资概算控制率
        cost_rate "costRate": cell(Rate),
    }
}

record! {
    /// 部门整体支出绩效评价基础数据表
    BaseData {
        head "": flat(Head),
        staffing "staffing": one(Staffing),
        lines "lines": rows(BaseLine),
        buildings "buildings": many(Building),
    }
}
