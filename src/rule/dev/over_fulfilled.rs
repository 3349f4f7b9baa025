//! # 超额过多无原因
//!
//! **查什么**：越多越好的指标，实际完成值超过年度指标值的 130%（以所用口径为准），偏差原因空着。
//!
//! **为什么**：完成值远高于指标值，多半是指标定低了，应予分析。
//!
//! **不查什么**：没有偏差原因栏或已说明的；越少越好的指标；目标为 0 的；补助、待遇等“标准”类指标，
//! 其指标值是底线。
//!
//! ---
//!
//! **What it finds**: a result beyond 130 % (the profile's share) of a target where more is better,
//! with a blank reason.
//!
//! **Why**: the target was probably set too low.
//!
//! **What it leaves alone**: forms without a reason cell; targets of 0; costs; floors such as
//! benefit standards.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥10次", "actual": "14次", "weight": "100", "score": "100", "reason": ""}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"target": "≥10次", "actual": "13次", "weight": "100", "score": "100", "reason": ""}]}
//! ```

use crate::filing::{Indicator, MaybeCell};
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::reasons::TableReason;

use crate::filing::row::{Direction, Row, State};
use crate::relation::{Form, TableRow};
use crate::rule::{Check, Checks, Rule};
use crate::value::number::Dec;

pub static OVER_FULFILLED: Rule = Rule {
    info: RuleInfo {
        family: Family::Dev,
        code: "DEV002",
        name: "over-fulfilled",
        severity: Severity::Warning,
        summary: Text {
            zh: "超额完成过多，未说明原因",
            en: "a result far beyond its target without a reason",
        },
        basis: Text { zh: "自评工作惯例", en: "practice of self-evaluation" },
    },
    checks: &[Check::Row(check)],
};

message! {
    OverFulfilled { target: Quoted, actual: Quoted, share: Printed, limit: Printed }
    zh "指标值为 {target}，实际完成值为 {actual}，达到指标值的 {share}%（超过 {limit}%），没有说明原因。"
    en "The target is {target}, the result {actual}: {share}% of it (above {limit}%), with no reason given."
    advice {
        zh "说明超额完成的原因；指标值偏低的，提出下年调整意见。"
        en "Say why it was exceeded by so much, or that the target was set too low."
    }
}

fn check(TableRow { indicator, form, profile, .. }: &TableRow<'_>, checks: &mut Checks) {
    let Form::Evaluation { reason: of_table, .. } = form else { return };
    let row = Row::new(indicator);
    let Some(share) = share_of_target(&row) else { return };
    if share <= profile.over_fulfilment {
        return checks.pass();
    }
    // 无 means that there is no deviation; the table's common cell is not meant for good results.
    let Some(cell) = indicator.reason.cell().filter(|cell| cell.is_blank()) else { return };
    if *of_table == TableReason::Given {
        return;
    }
    let per_cent = |share: Dec| {
        share.shift(2).map(|share| share.round(2).plain().to_string()).unwrap_or_default()
    };
    let message = OverFulfilled {
        target: row.target_text().into(),
        actual: row.actual_text().into(),
        share: per_cent(share).into(),
        limit: per_cent(profile.over_fulfilment).into(),
    };
    let finding = OVER_FULFILLED
        .finding(&cell.place, message)
        .related(&indicator.place(Indicator::FIELDS.actual))
        .related(&indicator.place(Indicator::FIELDS.target))
        // 968% satisfaction is no achievement to explain.
        .follows(&indicator.place(Indicator::FIELDS.actual));
    checks.push(finding);
}

/// The share of a target that was reached, if more is better; `None` for floors and for what cannot
/// be compared.
fn share_of_target(row: &Row<'_>) -> Option<Dec> {
    if row.state() != State::Filled || row.indicator.name.compact().contains("标准") {
        return None;
    }
    let pair = row.pair()?;
    let is_positive = pair.target > Dec::ZERO && pair.actual >= Dec::ZERO;
    if pair.direction == Direction::Up && is_positive {
        pair.actual.over(pair.target)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(name: &str, target: &str, actual: &str, reason: &str) -> Vec<String> {
        let row = json!({"name": name, "target": target, "actual": actual, "reason": reason});
        run(&OVER_FULFILLED, json!({"kind": "projectEvaluation", "indicators": [row]}))
    }

    #[test]
    fn finds_results_far_beyond_the_target() {
        for (target, actual) in [("≥10次", "14次"), ("≥1.2万人", "2万人"), ("≥60%", "97.45%")]
        {
            assert_eq!(
                found("数量", target, actual, ""),
                ["/indicators/0/reason"],
                "{target} {actual}"
            );
        }
    }

    #[test]
    fn an_impossible_result_is_reported_once() {
        let row = json!({"name": "达标率", "target": "≥60%", "actual": "105%", "reason": ""});
        let filing = json!({"documents": [{"kind": "projectEvaluation", "indicators": [row]}]});
        let report = crate::validate(&filing, &crate::Options::default()).unwrap();
        let codes: Vec<_> = report
            .findings
            .iter()
            .map(|finding| finding.code)
            .filter(|code| !code.starts_with("REQ"))
            .collect();
        assert_eq!(codes, ["NUM003"]);
    }

    #[test]
    fn leaves_alone_floors_costs_zeros_and_what_is_explained() {
        for (name, target, actual, reason) in [
            ("培训次数", "≥10次", "13次", ""),
            ("培训次数", "≥10次", "20次", "新增任务"),
            ("培训次数", "≥10次", "20次", "无"),
            ("城乡居民医保财政补助标准", "≥400元", "670元", ""),
            ("待遇标准", "≥1000元", "1500元", ""),
            ("成本", "≤100万元", "10万元", ""),
            ("投诉次数", "0", "3", ""),
            ("新增数", "≥0", "3", ""),
            ("采购情况", "及时", "211.69%", ""),
            ("收入增长率", "≥-5%", "3%", ""),
        ] {
            assert_eq!(found(name, target, actual, reason), [""; 0], "{name} {target} {actual}");
        }
        let row = json!({"name": "次数", "target": "≥10", "actual": "20"});
        assert_eq!(
            run(
                &OVER_FULFILLED,
                json!({"kind": "projectEvaluation", "reason": "", "indicators": [row]})
            ),
            [""; 0]
        );
    }
}
