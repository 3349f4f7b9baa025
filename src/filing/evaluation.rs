//! Self-evaluations: 部门整体支出绩效自评表, 项目支出绩效自评表, 转移支付绩效自评表.

use super::Head;
use super::judged::Judged;
use super::record::record;

record! {
    /// One line of a funds table (年度资金总额, 其中：当年财政拨款, …).
    FundLine {
        name "name": cell(Words),
        /// 年初预算数
        initial "initial": cell(Money),
        /// 全年预算数 (adjusted)
        budget "budget": cell(Money),
        /// 到位数
        received "received": cell(Money),
        /// 全年执行数
        executed "executed": cell(Money),
        /// 结余
        balance "balance": cell(Money),
        /// 分值
        weight "weight": cell(Points),
        /// 执行率
        rate "rate": cell(Rate),
        /// 得分
        score "score": cell(Score),
        reason "reason": cell(Prose),
    }
}

record! {
    /// One part of a breakdown.
    Part {
        name "name": cell(Words),
        amount "amount": cell(Money),
    }
}

record! {
    /// 按收入性质分 / 按支出性质分: one column of the funds table split into parts.
    Breakdown {
        name "name": cell(Words),
        total "total": cell(Money),
        parts "parts": rows(Part),
        /// Which column it splits: `initial`, `budget` or `executed`.
        of "of": choice("\"initial\" | \"budget\" | \"executed\""),
    }
}

record! {
    /// 年度资金
    Funds {
        total "total": main(FundLine),
        parts "parts": many(FundLine),
        breakdowns "breakdowns": many(Breakdown),
    }
}

record! {
    /// One row of the indicator tree; level 1 and level 2 are repeated on every row.
    Indicator {
        /// A heading above level 1: `年度绩效目标1(40分)`.
        heading "heading": cell(Words),
        /// 一级指标, may carry its printed points: `产出指标(50分)`.
        level1 "level1": cell(Words),
        /// 二级指标
        level2 "level2": cell(Words),
        /// 三级指标
        name "name": cell(Words),
        /// 指标性质
        sign "sign": cell(Sign),
        /// 年度指标值
        target "target": cell(Measure),
        /// 实施周期指标值
        period_target "periodTarget": cell(Measure),
        /// 度量单位
        unit "unit": cell(Words),
        /// 实际完成值
        actual "actual": cell(Measure),
        /// 分值
        weight "weight": cell(Points),
        /// 得分系数
        coefficient "coefficient": cell(Rate),
        /// 得分
        score "score": cell(Score),
        /// 偏差原因分析及改进措施
        reason "reason": cell(Prose),
        judged "": memo(Judged),
    }
}

record! {
    /// 总分
    Total {
        weight "weight": cell(Points),
        score "score": cell(Score),
        /// 等级
        grade "grade": cell(Words),
    }
}

record! {
    /// 年度总体目标
    Goals {
        /// 预期目标
        expected "expected": cell(Prose),
        /// 实际完成情况
        achieved "achieved": cell(Prose),
    }
}

record! {
    /// 资金管理情况: one row of a transfer-payment form.
    Management {
        name "name": cell(Words),
        account "account": cell(Prose),
        problems "problems": cell(Prose),
    }
}

record! {
    /// A self-evaluation of a department, a project or a transfer payment.
    Evaluation {
        head "": flat(Head),
        /// 项目名称
        project "project": cell(Words),
        /// 实施单位
        implementer "implementer": cell(Words),
        funds "funds": one(Funds),
        goals "goals": one(Goals),
        indicators "indicators": rows(Indicator),
        total "total": one(Total),
        /// 项目周期
        start "start": cell(Date),
        end "end": cell(Date),
        /// One reason for the whole table, where the form has it.
        reason "reason": cell(Prose),
        /// 评价结论
        conclusion "conclusion": cell(Prose),
        /// 存在问题
        problems "problems": cell(Prose),
        /// 改进措施
        measures "measures": cell(Prose),
        /// 资金管理情况, on transfer-payment forms
        management "management": many(Management),
    }
}
