//! Target tables: 部门整体(预算)绩效目标表, 绩效目标申报表.

use super::Head;
use super::evaluation::{Indicator, Part};
use super::record::record;

record! {
    /// 部门预算支出
    Expenditure {
        total "total": cell(Money),
        /// 基本支出
        basic "basic": cell(Money),
        /// 项目支出
        project "project": cell(Money),
    }
}

record! {
    /// 收入来源
    Income {
        total "total": cell(Money),
        /// 财政拨款
        fiscal "fiscal": cell(Money),
        /// 其他资金
        other "other": cell(Money),
    }
}

record! {
    /// 事业发展性支出
    Development {
        /// 财政专项资金
        special "special": cell(Money),
        /// 其他事业发展性支出
        other "other": cell(Money),
    }
}

record! {
    /// 按预算级次划分
    Level {
        /// 市本级使用资金
        own "own": cell(Money),
        /// 拟用于对下转移支付资金
        transfer "transfer": cell(Money),
    }
}

record! {
    /// 关键性指标 of a task.
    TaskIndicator {
        name "name": cell(Words),
        /// 实现值
        target "target": cell(Measure),
    }
}

record! {
    /// 年度重点工作任务
    Task {
        name "name": cell(Words),
        /// 主要实施内容
        content "content": cell(Prose),
        indicators "indicators": rows(TaskIndicator),
    }
}

record! {
    /// 部门整体(预算)绩效目标表
    DepartmentTargets {
        head "": flat(Head),
        /// 财政供养人员数
        staff "staff": cell(Count),
        /// 下属二级单位数
        units "units": cell(Count),
        expenditure "expenditure": one(Expenditure),
        income "income": one(Income),
        development "development": one(Development),
        level "level": one(Level),
        goals "goals": cells(Prose),
        tasks "tasks": many(Task),
        indicators "indicators": many(Indicator),
    }
}

record! {
    /// 绩效目标申报表 / 重点支出项目绩效目标表
    ProjectTargets {
        head "": flat(Head),
        project "project": cell(Words),
        /// 资金类型
        fund_type "fundType": cell(Words),
        /// 实施周期
        start "start": cell(Date),
        end "end": cell(Date),
        /// 当年度金额
        amount "amount": cell(Money),
        /// 总金额
        period_amount "periodAmount": cell(Money),
        parts "parts": many(Part),
        /// 用途范围 (项目概述)
        purpose "purpose": cell(Prose),
        /// 政策依据
        basis "basis": cell(Prose),
        /// 年度绩效目标
        goal "goal": cell(Prose),
        /// 实施周期绩效目标
        period_goal "periodGoal": cell(Prose),
        indicators "indicators": rows(Indicator),
    }
}
