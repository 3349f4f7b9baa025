//! # 指标方向相反
//!
//! **查什么**：成本指标的金额用 `≥`，满意度、合格率等越高越好的比率用 `≤`，
//! 建设、培训、受益一类的数量用 `≤`。
//!
//! **为什么**：方向写反，花得越多、做得越少、越不满意反而得分越高。
//!
//! **不查什么**：补助、待遇等有最低标准的金额；节约、降低类的指标；成本类指标中的比率和数量；
//! 不满意、投诉、不合格、控制类的指标；可能有上限的数量（会议次数、在建项目数、每班人数）；
//! 没有符号的指标值。
//!
//! ---
//!
//! **What it finds**: a cost whose amount is to be at least so much; a satisfaction, a pass rate or
//! a number of things built, people trained or served that is to be at most so much.
//!
//! **Why**: the other way round, spending more, doing less and satisfying less would score better.
//!
//! **What it leaves alone**: benefits with a floor; savings and reductions; rates and counts among
//! costs; dissatisfaction, complaints, rejects; numbers that may have a limit (meetings, projects
//! under construction, people in a class); targets without a sign.
//!
//! ```json fails
//! {"kind": "projectTargets", "indicators": [{"level2": "成本指标", "name": "培训费用", "target": "≥24万元"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "indicators": [{"level2": "成本指标", "name": "培训费用", "target": "≤24万元"}]}
//! ```

use crate::filing::MaybeCell;
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};

use crate::filing::row::{Row, State};
use crate::relation::TableRow;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::figure::{Comparison, Figure};
use crate::value::number::Dec;
use crate::value::text::contains_any;
use crate::value::unit::Dimension;

pub static DIRECTION: Rule = Rule {
    info: RuleInfo {
        family: Family::Tgt,
        code: "TGT002",
        name: "direction",
        severity: Severity::Warning,
        summary: Text {
            zh: "成本指标用了“≥”，或满意度、合格率、建设数量等用了“≤”",
            en: "a cost with ≥, a satisfaction or an output with ≤",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check)],
};

message! {
    WrongDirection { name: Quoted, sign: Printed, figure: Quoted, claimed: Quoted }
    COST:
        zh "“{name}”是成本，指标值 {sign}{figure} 表示花得越多越好。"
        en "{name} is a cost, but a target of {sign}{figure} asks to spend more."
        advice { zh "成本的上限写“≤”。" en "Write ≤ for the limit of a cost." }
    SATISFACTION:
        zh "“{name}”的指标值 {sign}{figure} 表示越不满意越好。"
        en "A target of {sign}{figure} for {name} asks for less satisfaction."
        advice { zh "满意度的下限写“≥”。" en "Write ≥ for a satisfaction." }
    OUTPUT:
        zh "“{name}”越多越好，指标值 {sign}{figure} 却是上限。"
        en "More of {name} is better, but a target of {sign}{figure} limits it."
        advice {
            zh "应达到的数写“≥”；确有上限的，在指标名称里写明。"
            en "Write ≥ for what is to be reached; if there is a limit, say so in the name."
        }
}

fn check(TableRow { indicator, .. }: &TableRow<'_>, checks: &mut Checks) {
    let row = Row::new(indicator);
    let (Some(cell), Some(figure), State::Filled) =
        (indicator.target.cell(), row.target(), row.state())
    else {
        return;
    };
    let Some(comparison) = figure.comparison else { return };
    let is_floor = matches!(comparison, Comparison::AtLeast | Comparison::MoreThan);
    let is_ceiling = matches!(comparison, Comparison::AtMost | Comparison::LessThan);
    let wording = if is_floor && is_amount_of_cost(&row, figure) {
        COST
    } else if is_ceiling && is_satisfaction(&row) {
        SATISFACTION
    } else if is_ceiling && is_wanted(&row, figure) {
        OUTPUT
    } else {
        return checks.pass();
    };
    let message = wording.with(WrongDirection {
        name: indicator.name.trimmed().into(),
        sign: comparison.sign().into(),
        figure: format!("{}{}", figure.number, unit_of(figure)).into(),
        claimed: cell.into(),
    });
    checks.push(DIRECTION.finding(&cell.place, message));
}

fn unit_of(figure: &Figure) -> String {
    let multiplier = match figure.unit.power {
        3 => "千",
        4 => "万",
        8 => "亿",
        _ => "",
    };
    format!("{multiplier}{}", figure.unit.noun)
}

/// Whether it is money spent: filed under cost or named as one.
fn is_amount_of_cost(row: &Row<'_>, figure: &Figure) -> bool {
    const COSTS: [&str; 5] = ["成本", "费用", "支出", "单价", "造价"];
    // Floors and savings: more of them is better.
    const MORE_IS_BETTER: [&str; 20] = [
        "标准", "补助", "补贴", "救助", "待遇", "资助", "奖", "工资", "薪", "收入", "节约", "节省",
        "降低", "下降", "减少", "压减", "结余", "收益", "投入", "执行",
    ];
    let indicator = row.indicator;
    let (level1, level2, name) =
        (indicator.level1.compact(), indicator.level2.compact(), indicator.name.compact());
    let is_cost_group = level1.contains("成本") || level2.contains("成本");
    let is_named_cost = contains_any(name, &COSTS);
    figure.unit.dimension == Dimension::Money
        && is_cost_group
        && (is_named_cost || level2.contains("经济成本"))
        && !contains_any(name, &MORE_IS_BETTER)
}

fn is_satisfaction(row: &Row<'_>) -> bool {
    let name = row.indicator.name.compact();
    let ends = ["满意度", "满意率", "满意度(%)", "满意率(%)"].iter().any(|end| name.ends_with(end));
    ends && !contains_any(name, &["不满意", "投诉", "差评"])
}

/// Whether more of it is certainly better: a rate of success, or a number of things made, of people
/// taught or served. 0 of it is not wanted.
fn is_wanted(row: &Row<'_>, figure: &Figure) -> bool {
    const RATES: [&str; 14] = [
        "合格率", "达标率", "完成率", "覆盖率", "及时率", "到位率", "参保率", "知晓率", "入学率",
        "就业率", "办结率", "准确率", "完好率", "普及率",
    ];
    const NUMBERS: [&str; 8] = ["数量", "人数", "个数", "户数", "人次", "人次数", "村数", "人口数"];
    const MADE: [&str; 9] =
        ["新建", "建设", "改造", "培训", "受益", "惠及", "救助", "帮扶", "扶持"];
    // What is counted to be limited, or to be avoided.
    const LIMITED: [&str; 19] = [
        "不", "未", "非", "控制", "超", "限", "每", "均", "在建", "占", "投诉", "事故", "违",
        "返工", "整改", "人员经费", "成本", "退", "欠",
    ];
    let (name, group) = (row.indicator.name.name_key(), row.indicator.level1.compact());
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    let is_rate = figure.unit.dimension != Dimension::Money && ends(&RATES);
    let is_number = matches!(figure.unit.dimension, Dimension::Count | Dimension::Bare)
        && ends(&NUMBERS)
        && contains_any(name, &MADE);
    (is_rate || is_number)
        && figure.number > Dec::ZERO
        && !group.contains("成本")
        && !row.indicator.level2.compact().contains("成本")
        && !contains_any(name, &LIMITED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn row(level2: &str, name: &str, sign: &str, target: &str) -> Vec<String> {
        let row = json!({"level1": "成本指标", "level2": level2, "name": name, "sign": sign, "target": target});
        run(&DIRECTION, json!({"kind": "projectEvaluation", "indicators": [row]}))
    }

    #[test]
    fn finds_what_is_written_the_wrong_way_round() {
        for (level2, name, sign, target) in [
            ("经济成本指标", "严控办公场所运行维护成本", "", "≥24万元"),
            ("成本指标", "人均培训费用", "≥", "500元"),
            ("经济成本指标", "预算控制数", "", "不低于652万元"),
            ("服务对象满意度指标", "职工满意度", "", "≤90%"),
            ("满意度指标", "参保对象满意度（%）", "≤", "85"),
        ] {
            assert_eq!(
                row(level2, name, sign, target),
                [format!("/indicators/0/target: {target}")],
                "{name}"
            );
        }
    }

    fn output(name: &str, target: &str) -> Vec<String> {
        let row =
            json!({"level1": "产出指标", "level2": "数量指标", "name": name, "target": target});
        run(&DIRECTION, json!({"kind": "projectTargets", "indicators": [row]}))
    }

    #[test]
    fn leaves_alone_outputs_that_may_have_a_limit() {
        for (name, target) in [
            ("新建示范村数量", "≥4个"),
            ("新建示范村数量", "4个"),
            ("新建示范村数量", "≤0个"),
            ("公务接待次数", "≤12次"),
            ("召开会议次数", "≤4次"),
            ("在建项目数量", "≤4个"),
            ("每班培训人数", "≤50人"),
            ("培训班平均人数", "≤50人"),
            ("培训天数", "≤5天"),
            ("建设工期", "≤12个月"),
            ("建设用地数量", "≤50万元"),
            ("不合格率", "≤5%"),
            ("验收不合格率", "≤5%"),
            ("延期完成率", "≥5%"),
            ("三公经费控制率", "≤100%"),
            ("超编人数", "≤3人"),
            ("误差率", "≤3%"),
            ("培训费用", "≤5万元"),
        ] {
            assert_eq!(output(name, target), [""; 0], "{name} {target}");
        }
    }

    #[test]
    fn finds_outputs_with_a_ceiling() {
        for (name, target) in [
            ("开展精品示范村建设数量", "≤4"),
            ("新建垃圾收集点个数", "≤12个"),
            ("培训人次", "不超过300人次"),
            ("工程验收合格率", "≤95%"),
            ("参保率", "<95%"),
        ] {
            assert_eq!(output(name, target), [format!("/indicators/0/target: {target}")], "{name}");
        }
    }

    #[test]
    fn leaves_alone_floors_savings_and_complaints() {
        for (level2, name, sign, target) in [
            ("经济成本指标", "严控运行维护成本", "", "≤24万元"),
            ("经济成本指标", "预算执行情况", "", "≥95%"),
            ("成本指标", "城乡学前教育生均补助标准", "", "≥700元"),
            ("成本指标", "节约成本", "≥", "5万元"),
            ("成本指标", "成本节约率", "≥", "5%"),
            ("成本指标", "困难学生资助", "≥", "1000元/人"),
            ("社会成本指标", "带动社会投入", "≥", "100万元"),
            ("服务对象满意度指标", "群众不满意率", "", "≤5%"),
            ("服务对象满意度指标", "职工满意度", "", "90%"),
            ("成本指标", "采购成本", "", "24万元"),
            ("成本指标", "培训费用", "", "24万元以内"),
        ] {
            assert_eq!(row(level2, name, sign, target), [""; 0], "{name}");
        }
    }
}
