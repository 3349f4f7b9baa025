//! Target tables: 部门整体(预算)绩效目标表, 绩效目标申报表.

use super::Head;
use super::evaluation::{Indicator, Part};
use super::record::record;

record! {
    /// 部门预算支出
    Expenditure {
        total "total" "合计": cell(Money),
        basic "basic" "基本支出": cell(Money),
        project "project" "项目支出": cell(Money),
    }
}

record! {
    /// 收入来源
    Income {
        total "total" "合计": cell(Money),
        fiscal "fiscal" "财政拨款": cell(Money),
        other "other" "其他资金": cell(Money),
    }
}

record! {
    /// 事业发展性支出
    Development {
        special "special" "财政专项资金": cell(Money),
        other "other" "其他事业发展性支出": cell(Money),
    }
}

record! {
    /// 按预算级次划分
    Level {
        own "own" "市本级使用资金": cell(Money),
        transfer "transfer" "拟用于对下转移支付资金": cell(Money),
    }
}

record! {
    /// 关键性指标 of a task.
    TaskIndicator {
        name "name" "关键性指标": cell(Words),
        target "target" "实现值": cell(Measure),
    }
}

record! {
    /// 年度重点工作任务
    Task {
        name "name" "名称": cell(Words),
        content "content" "主要实施内容": cell(Prose),
        indicators "indicators" "关键性指标": required many(TaskIndicator),
    }
}

record! {
    /// 部门整体(预算)绩效目标表
    DepartmentTargets extends Head {
        staff "staff" "财政供养人员数": cell(Count),
        units "units" "下属二级单位数": cell(Count),
        expenditure "expenditure" "部门预算支出": one(Expenditure),
        income "income" "收入来源": one(Income),
        development "development" "事业发展性支出": one(Development),
        level "level" "按预算级次划分": one(Level),
        goals "goals" "总体绩效目标": cells(Prose),
        tasks "tasks" "年度重点工作任务": many(Task),
        indicators "indicators" "绩效指标": many(Indicator),
    }
}

record! {
    /// 绩效目标申报表 / 重点支出项目绩效目标表
    ProjectTargets extends Head {
        project "project" "项目（资金）名称": cell(Words),
        fund_type "fundType" "资金类型": cell(Words),
        /// With the end, the period of the project.
        start "start" "实施周期（起）": cell(Date),
        end "end" "实施周期（止）": cell(Date),
        amount "amount" "当年度金额": cell(Money),
        /// Of the whole period.
        period_amount "periodAmount" "总金额": cell(Money),
        /// Of the year's amount.
        parts "parts" "资金构成": many(Part),
        purpose "purpose" "用途范围": cell(Prose),
        basis "basis" "政策依据": cell(Prose),
        goal "goal" "年度绩效目标": cell(Prose),
        period_goal "periodGoal" "实施周期绩效目标": cell(Prose),
        indicators "indicators" "绩效指标": required many(Indicator),
    }
}
