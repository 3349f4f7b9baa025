//! # 指标名称里的数与指标值不同
//!
//! **查什么**：指标名称末尾写着数（`验收合格率100%`、`新建堤防12公里`），指标值是同一个量，
//! 却是另一个数（`≥98%`、`≥10公里`）。
//!
//! **为什么**：一个指标只能有一个指标值，按哪个数评价说不清。
//!
//! **不查什么**：两处相同的；数不在名称末尾的（`65岁以上老人体检率`）；按每月、每人、每次计的，
//! 增减多少的；单位不同的；区间和大约数；金额、时间；用文字表述的指标值。
//!
//! ---
//!
//! **What it finds**: a name that ends with a figure (`验收合格率100%`), whose target is another
//! figure of the same thing (`≥98%`).
//!
//! **Why**: an indicator has one target; it is open which of the two counts.
//!
//! **What it leaves alone**: equal figures; figures elsewhere in the name; so much a month or a
//! person, and changes; other units; ranges and approximations; money and times; targets in words.
//!
//! ```json fails
//! {"kind": "projectTargets", "indicators": [{"name": "验收合格率100%", "target": "≥98%"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "indicators": [{"name": "验收合格率100%", "target": "=100%"}]}
//! ```

use crate::filing::{Indicator, MaybeCell};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::TableRow;
use crate::relation::named_figure::repeats_named_figure;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};

pub static NAME_AND_TARGET: Rule = Rule {
    info: RuleInfo {
        family: Family::Tgt,
        code: "TGT004",
        name: "name-and-target",
        severity: Severity::Warning,
        summary: Text {
            zh: "指标名称里的数与指标值不同",
            en: "the figure in an indicator's name is not its target",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check)],
};

message! {
    NameAndTarget { name: Quoted, claimed: Quoted }
    zh "指标名称“{name}”里的数与指标值 {claimed} 不同。"
    en "The figure in the name {name} is not the target, which is {claimed}."
    advice {
        zh "两处改为一致；名称里最好不写数。"
        en "Make both the same; a name is best without a figure."
    }
}

fn check(TableRow { indicator, .. }: &TableRow<'_>, checks: &mut Checks) {
    match repeats_named_figure(indicator) {
        None => {}
        Some(true) => checks.pass(),
        Some(false) => {
            let message = NameAndTarget {
                name: indicator.name.trimmed().into(),
                claimed: indicator.target.trimmed().into(),
            };
            let finding =
                NAME_AND_TARGET.finding(&indicator.place(Indicator::FIELDS.target), message);
            checks.push(finding.related(&indicator.place(Indicator::FIELDS.name)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn row(name: &str, sign: &str, target: &str, unit: &str) -> Vec<String> {
        let row = json!({"name": name, "sign": sign, "target": target, "unit": unit});
        run(&NAME_AND_TARGET, json!({"kind": "projectEvaluation", "indicators": [row]}))
    }

    #[test]
    fn leaves_alone_what_agrees_or_is_of_another_thing() {
        for (name, sign, target, unit) in [
            ("验收合格率100%", "", "100%", ""),
            ("验收合格率（≥95%）", "", "≥95%", ""),
            ("验收合格率达到95%以上", "≥", "95", "%"),
            ("验收合格率100%", "", "1", ""),
            ("新建堤防12公里", "", "≥12公里", ""),
            ("参保人数1.5万人", "", "15000人", ""),
            ("参保人数15000人", "", "1.5万人", ""),
            // Not the figure of the indicator.
            ("65岁以上老人体检率", "", "≥80%", ""),
            ("惠及5个县", "", "≥300人", ""),
            ("每月走访2次", "", "≥24次", ""),
            ("年均培训50人", "", "≥300人", ""),
            ("人均受训3次", "", "≥300次", ""),
            ("培训第3批", "", "1批", ""),
            ("入学率较上年提高5%", "", "≥95%", ""),
            ("能耗下降5%", "", "≥3%", ""),
            ("培训30-50人", "", "≥40人", ""),
            ("满意度（%）", "", "≥90%", ""),
            ("指标2", "", "≥90%", ""),
            ("新建堤防12公里", "", "约10公里", ""),
            ("新建堤防12公里", "", "10-14公里", ""),
            ("补助500元", "", "≤300元", ""),
            ("12个月内办结", "", "6个月", ""),
            ("验收合格率100%", "", "合格", ""),
            ("验收合格率100%", "", "", ""),
        ] {
            assert_eq!(row(name, sign, target, unit), [""; 0], "{name} {target}");
        }
    }

    #[test]
    fn finds_another_figure() {
        for (name, sign, target, unit) in [
            ("达标率100%", "", "≥98%", ""),
            ("验收合格率达100%", "≥", "98", "%"),
            ("群众满意度（≥90%）", "", "≥95%", ""),
            ("受检比例不低于80%", "", "≥85%", ""),
            ("新建堤防12公里", "", "≥10公里", ""),
            ("参保人数1.5万人", "", "≥14000人", ""),
        ] {
            assert_eq!(
                row(name, sign, target, unit),
                [format!("/indicators/0/target: {target}")],
                "{name}"
            );
        }
    }
}
