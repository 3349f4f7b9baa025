//! Self-evaluations: 部门整体支出绩效自评表, 项目支出绩效自评表, 转移支付绩效自评表.

use super::Head;
use super::judged::Judged;
use super::record::record;

record! {
    /// One line of a funds table (年度资金总额, 其中：当年财政拨款, …).
    FundLine {
        name "name" "资金名称": cell(Words),
        initial "initial" "年初预算数": cell(Money),
        /// After adjustment.
        budget "budget" "全年预算数": cell(Money),
        received "received" "到位数": cell(Money),
        executed "executed" "全年执行数": cell(Money),
        balance "balance" "结余": cell(Money),
        weight "weight" "分值": cell(Points),
        rate "rate" "执行率": cell(Rate),
        score "score" "得分": cell(Score),
        reason "reason" "原因说明": cell(Prose),
    }
}

record! {
    /// One part of a breakdown.
    Part {
        name "name" "资金名称": cell(Words),
        amount "amount" "金额": cell(Money),
    }
}

record! {
    /// 按收入性质分 / 按支出性质分: one column of the funds table split into parts.
    Breakdown {
        name "name" "资金名称": cell(Words),
        total "total" "合计": cell(Money),
        parts "parts" "其中": required many(Part),
        /// Which column it splits: `initial`, `budget` or `executed`.
        of "of" "构成的是": cell(Words) as "\"initial\" | \"budget\" | \"executed\"",
    }
}

record! {
    /// 年度资金
    Funds {
        total "total" "年度资金总额": required one(FundLine),
        parts "parts" "其中": many(FundLine),
        breakdowns "breakdowns" "资金构成": many(Breakdown),
    }
}

record! {
    /// One row of the indicator tree; level 1 and level 2 are repeated on every row.
    Indicator {
        /// A heading above level 1: `年度绩效目标1(40分)`.
        heading "heading" "目标": cell(Words),
        /// May carry its printed points: `产出指标(50分)`.
        level1 "level1" "一级指标": cell(Words),
        level2 "level2" "二级指标": cell(Words),
        name "name" "三级指标": cell(Words),
        sign "sign" "指标性质": cell(Sign),
        target "target" "年度指标值": cell(Measure),
        period_target "periodTarget" "实施周期指标值": cell(Measure),
        unit "unit" "度量单位": cell(Words),
        actual "actual" "实际完成值": cell(Measure),
        weight "weight" "分值": cell(Points),
        coefficient "coefficient" "得分系数": cell(Rate),
        score "score" "得分": cell(Score),
        reason "reason" "偏差原因分析及改进措施": cell(Prose),
    }
    memo judged: Judged
}

record! {
    /// 总分
    Total {
        weight "weight" "分值": cell(Points),
        score "score" "得分": cell(Score),
        grade "grade" "等级": cell(Words),
    }
}

record! {
    /// 年度总体目标
    Goals {
        expected "expected" "预期目标": cell(Prose),
        achieved "achieved" "实际完成情况": cell(Prose),
    }
}

record! {
    /// 资金管理情况: one row of a transfer-payment form.
    Management {
        name "name" "管理环节": cell(Words),
        account "account" "情况说明": cell(Prose),
        problems "problems" "存在问题和改进措施": cell(Prose),
    }
}

record! {
    /// A self-evaluation of a department, a project or a transfer payment.
    Evaluation extends Head {
        project "project" "项目名称": cell(Words),
        implementer "implementer" "实施单位": cell(Words),
        funds "funds" "年度资金": one(Funds),
        goals "goals" "年度总体目标": one(Goals),
        indicators "indicators" "绩效指标": required many(Indicator),
        total "total" "总分": one(Total),
        /// With the end, the period of the project.
        start "start" "开始日期": cell(Date),
        end "end" "结束日期": cell(Date),
        /// One reason for the whole table, where the form has it.
        reason "reason" "偏差原因分析及改进措施": cell(Prose),
        conclusion "conclusion" "评价结论": cell(Prose),
        problems "problems" "存在问题": cell(Prose),
        measures "measures" "改进措施": cell(Prose),
        /// Transfer-payment forms only.
        management "management" "资金管理情况": many(Management),
    }
}
