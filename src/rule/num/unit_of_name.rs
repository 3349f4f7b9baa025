//! # 指标名称与单位不配
//!
//! **查什么**：名称说的是比率（`验收合格率`、`参保率`），指标值却以件、人、次等计数；
//! 名称说的是费用（`物业费`、`印刷费`），指标值却以个、件、台等计数。
//!
//! **为什么**：名称、单位必有一个填错，指标无从衡量。
//!
//! **不查什么**：没有单位的；名称另有所指的（`效率`、`频率`、`物业费支付次数`）；
//! 费用以次、项、笔、人、月计的，可能是支付的次数、人数；补贴、补助；用文字表述的指标值。
//!
//! ---
//!
//! **What it finds**: a name that is a rate (验收合格率) with a target that counts pieces, people
//! or times; a name that is a fee (物业费) with a target that counts pieces.
//!
//! **Why**: either the name or the unit is wrong, and nothing can be measured.
//!
//! **What it leaves alone**: targets without a unit; other names (效率, 物业费支付次数); fees by
//! times, items, people or months, which may be how often they are paid; targets in words.
//!
//! ```json fails
//! {"kind": "projectTargets", "indicators": [{"name": "物业费", "target": "≤12个"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "indicators": [{"name": "物业费", "target": "≤12万元"}]}
//! ```

use crate::filing::{Indicator, MaybeCell};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::TableRow;
use crate::relation::measure_of::{Asked, measured};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};

pub static UNIT_OF_NAME: Rule = Rule {
    info: RuleInfo {
        family: Family::Num,
        code: "NUM009",
        name: "unit-of-name",
        severity: Severity::Warning,
        summary: Text {
            zh: "指标名称与单位不配",
            en: "a unit in which the thing named cannot be measured",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check)],
};

message! {
    UnitOfName { name: Quoted, unit: Quoted, claimed: Quoted }
    SHARE:
        zh "“{name}”是比率，指标值 {claimed} 却以“{unit}”为单位。"
        en "{name} is a rate, but its target of {claimed} counts {unit}."
        advice { zh "比率以“%”为单位；要计数的，改指标名称。" en "Put a percentage, or name what is counted." }
    MONEY:
        zh "“{name}”是费用，指标值 {claimed} 却以“{unit}”为单位。"
        en "{name} is an expense, but its target of {claimed} counts {unit}."
        advice { zh "费用以元或万元为单位；要计数的，改指标名称。" en "Put an amount, or name what is counted." }
}

fn check(TableRow { indicator, .. }: &TableRow<'_>, checks: &mut Checks) {
    let Some(measured) = measured(indicator) else { return };
    if measured.fits {
        return checks.pass();
    }
    let wording = match measured.asked {
        Asked::Share => SHARE,
        Asked::Money => MONEY,
    };
    let message = wording.with(UnitOfName {
        name: indicator.name.trimmed().into(),
        unit: measured.unit.as_str().into(),
        claimed: indicator.target.trimmed().into(),
    });
    let finding = UNIT_OF_NAME.finding(&measured.cell.place, message);
    checks.push(finding.related(&indicator.place(Indicator::FIELDS.name)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn row(name: &str, target: &str, unit: &str) -> Vec<String> {
        let row = json!({"name": name, "target": target, "unit": unit, "actual": ""});
        run(&UNIT_OF_NAME, json!({"kind": "projectEvaluation", "indicators": [row]}))
    }

    #[test]
    fn leaves_alone_what_fits_or_is_another_thing() {
        for (name, target, unit) in [
            ("验收合格率", "≥95%", ""),
            ("验收合格率（%）", "95", ""),
            ("验收合格率", "95", "%"),
            ("验收合格率", "9.5成", ""),
            ("验收合格率", "95分", ""),
            ("办理效率", "≥30件", ""),
            ("巡查频率", "4次/月", ""),
            ("床位周转率", "12次", ""),
            ("验收合格率提升项目数", "3个", ""),
            ("物业费", "12万元", ""),
            ("物业费", "12", "万元"),
            ("物业费", "12个月", ""),
            ("物业费", "4次", ""),
            ("劳务费", "30人", ""),
            ("物业费支付次数", "4个", ""),
            ("物业费", "2.5元/平方米", ""),
            ("物业费", "100%", ""),
            ("城乡居民参保缴费", "300人", ""),
            ("政务公开免费", "3个", ""),
            ("验收合格率", "合格", ""),
            ("验收合格率", "", "个"),
            ("不适用", "/", "个"),
        ] {
            assert_eq!(row(name, target, unit), [""; 0], "{name} {target} {unit}");
        }
    }

    #[test]
    fn finds_what_cannot_be_measured_so() {
        for (name, target, unit, finding) in [
            ("验收合格率", "≥95件", "", "target: ≥95件"),
            ("城乡居民参保率", "1.2万人", "", "target: 1.2万人"),
            ("投诉办结率（%）", "95", "件", "unit: 95"),
            ("物业费", "1个", "", "target: 1个"),
            ("印刷费", "1000", "件", "unit: 1000"),
        ] {
            assert_eq!(row(name, target, unit), [format!("/indicators/0/{finding}")], "{name}");
        }
    }
}
