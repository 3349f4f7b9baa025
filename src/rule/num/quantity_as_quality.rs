//! # 质量指标填了数量
//!
//! **查什么**：质量指标的名称是数量（`培训数量`、`参训人数`），指标值也是一个数而不是比率。
//!
//! **为什么**：质量指标要写做得怎样；做了多少宜设为数量指标。
//!
//! **不查什么**：以比率、等级、差错次数衡量质量的指标；数量、时效等其他指标。
//!
//! ---
//!
//! **What it finds**: a quality indicator that counts: its name is that of a quantity and its
//! target a plain number.
//!
//! **Why**: quality says how well; how much belongs to quantity.
//!
//! **What it leaves alone**: quality measured by shares, grades, errors or complaints; indicators
//! of other kinds.
//!
//! ```json fails
//! {"kind": "projectTargets", "indicators": [{"level2": "质量指标", "name": "基层培训数量", "target": "1"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "indicators": [{"level2": "质量指标", "name": "培训考核合格率", "target": "≥95%"}]}
//! ```

use crate::filing::MaybeCell;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::share::is_quantity;
use crate::relation::share::percent_of;

use crate::relation::TableRow;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::figure::Comparison;

pub static QUANTITY_AS_QUALITY: Rule = Rule {
    info: RuleInfo {
        family: Family::Num,
        code: "NUM008",
        name: "quantity-as-quality",
        severity: Severity::Info,
        summary: Text { zh: "质量指标填的是数量", en: "a quality indicator that counts" },
        basis: MEASURES_2020,
    },
    checks: &[Check::Row(check)],
};

message! {
    QuantityAsQuality { name: Quoted, claimed: Quoted }
    zh "“{name}”列为质量指标，指标值 {claimed} 却是数量。"
    en "{name} is filed under quality, but its target {claimed} is a quantity."
    advice {
        zh "改列为数量指标，或改用合格率等反映质量的指标。"
        en "File it under quantity, or measure how well it is done."
    }
}

fn check(TableRow { indicator, .. }: &TableRow<'_>, checks: &mut Checks) {
    let Some((target, figure)) =
        indicator.target.cell().and_then(|cell| Some((cell, cell.figure()?)))
    else {
        return;
    };
    if indicator.level2.level_key() != "质量" {
        return;
    }
    // "None at most" of errors, complaints and accidents is a measure of quality.
    let is_limit = figure.number.is_zero()
        || matches!(figure.comparison, Some(Comparison::AtMost | Comparison::LessThan));
    if is_quantity(indicator.name.compact())
        && percent_of(&indicator.target, indicator).is_none()
        && !is_limit
    {
        let message =
            QuantityAsQuality { name: indicator.name.trimmed().into(), claimed: target.into() };
        checks.push(QUANTITY_AS_QUALITY.finding(&target.place, message));
    } else {
        checks.pass();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_only_counts_among_quality_indicators() {
        for (level2, name, target, found) in [
            ("质量指标", "参与建设基层医疗机构年度内接受检验检查项目有关培训数量", "1", true),
            ("质量指标", "参训人数", "≥300人", true),
            ("质量指标", "差错次数", "≤3次", false),
            ("质量指标", "投诉次数", "0次", false),
            ("质量指标", "培训人数占比", "≥90%", false),
            ("质量指标", "验收合格率", "100", false),
            ("质量指标", "参训人数", "达到计划数", false),
            ("数量指标", "参训人数", "≥300人", false),
        ] {
            let form = json!({"kind": "projectTargets", "indicators": [{"level2": level2, "name": name, "target": target}]});
            let expected =
                if found { vec![format!("/indicators/0/target: {target}")] } else { vec![] };
            assert_eq!(run(&QUANTITY_AS_QUALITY, form), expected, "{name}");
        }
    }
}
