//! # 填报日期早于年度结束
//!
//! **查什么**：自评表、评分表、基础数据表、基金收支表的填报日期早于被评价年度的 12 月 31 日。
//!
//! **为什么**：年度未结束，全年执行数和完成值无从填起；多半是年份写错。
//!
//! **不查什么**：目标表（本应在年度之前填报）；年中监控、中期评价；在填报日期之前就已到期的项目；只写年份、无法确定早晚的日期。
//!
//! ---
//!
//! **What it finds**: an evaluation, score sheet, base-data table or fund accounts filed before 31 December of the year it is about.
//!
//! **Why**: the year's figures cannot be known yet; mostly the year of the date is mistyped.
//!
//! **What it leaves alone**: target tables; mid-year monitoring; projects that ended before the date; dates that may still lie at the end of the year.
//!
//! ```json fails
//! {"kind": "departmentEvaluation", "year": "2025", "department": "某市水利局", "filedOn": "2025年4月24日", "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "departmentEvaluation", "year": "2025", "department": "某市水利局", "filedOn": "2026年4月24日", "indicators": []}
//! ```

use super::title::{evaluated_year, looks_back};
use crate::filing::{Document, MaybeCell};
use crate::report::finding::{Finding, Severity};
use crate::report::text::Text;
use crate::rule::{Checks, Rule, Scope};
use crate::value::date::Date;

pub static BEFORE_YEAR_END: Rule = Rule {
    code: "DAT001",
    name: "before-year-end",
    severity: Severity::Error,
    summary: Text { zh: "填报日期早于被评价年度结束", en: "an evaluation filed before its year has ended" },
    basis: Text { zh: "日期先后", en: "the order of dates" },
    check,
};

const MESSAGE: Text = Text {
    zh: "填报日期 {claimed} 早于 {year} 年年底，全年结果此时还不能评价。",
    en: "Filed on {claimed}, before the end of {year}: the year's results could not be known.",
};
const LIKELY: Text = Text {
    zh: "核对填报日期；年份可能应为 {likely} 年。",
    en: "Check the date; the year was probably meant to be {likely}.",
};
const ADVICE: Text = Text { zh: "核对填报日期和评价年度。", en: "Check the date and the evaluated year." };

fn check(scope: &Scope<'_>, checks: &mut Checks) {
    for document in scope.documents.iter().filter(|document| looks_back(document)) {
        let head = document.head();
        let (Some(year), Some(filed), Some(cell)) = (evaluated_year(head), head.filed_on(), head.filed_on.cell()) else { continue };
        if filed.latest() >= (year, 12, 31) || has_ended(document, filed) {
            checks.held();
            continue;
        }
        // A year too early in a date of the year itself is the commonest slip of all.
        let (likely, advice) = if filed.year == year { (year.saturating_add(1), LIKELY) } else { (year, ADVICE) };
        let mut finding = Finding::new(&BEFORE_YEAR_END, &cell.place, MESSAGE)
            .claimed(cell.text.trim())
            .arg("year", year)
            .arg("likely", likely)
            .advice(advice);
        if let Some(cell) = head.year.cell().or(head.title.cell()) {
            finding = finding.related(&cell.place);
        }
        checks.push(finding);
    }
}

/// A project whose period was over before the date may be evaluated within the year.
fn has_ended(document: &Document, filed: Date) -> bool {
    let end = document.evaluation().and_then(|evaluation| evaluation.end.cell()?.value.date());
    end.is_some_and(|end| end.latest() <= filed.earliest())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{run, run_in};
    use serde_json::{Value as Json, json};

    fn dated(kind: &str, title: &str, filed: &str) -> Json {
        json!({"kind": kind, "title": title, "filedOn": filed, "indicators": [], "items": [], "lines": []})
    }

    #[test]
    fn finds_what_was_filed_too_early() {
        for (kind, filed) in [
            ("departmentEvaluation", "2025年4月24日"),
            ("projectEvaluation", "2025.12.30"),
            ("transferEvaluation", "2025-04"),
            ("scoreSheet", "20250424"),
            ("baseData", "2024年"),
            ("fundAccounts", "2024/12/31"),
        ] {
            assert_eq!(run(&BEFORE_YEAR_END, dated(kind, "2025年度部门整体支出绩效自评表", filed)), [format!("/filedOn: {filed}")]);
        }
    }

    #[test]
    fn leaves_alone_what_may_be_right() {
        for (kind, title, filed) in [
            ("departmentEvaluation", "2025年度绩效自评表", "2026年4月22日"),
            ("departmentEvaluation", "2025年度绩效自评表", "2025年12月31日"),
            ("departmentEvaluation", "2025年度绩效自评表", "2025年12月"),
            ("departmentEvaluation", "2025年度绩效自评表", "2025年"),
            ("departmentEvaluation", "绩效自评表", "2025年4月24日"),
            ("departmentEvaluation", "2025年度绩效自评表", ""),
            ("departmentEvaluation", "2025年度绩效自评表", "4月24日"),
            ("departmentEvaluation", "2025年度绩效运行监控表", "2025年8月1日"),
            ("projectEvaluation", "2026年开展2025年度项目绩效自评表", "2026年3月1日"),
            ("projectEvaluation", "2024-2026年度项目绩效自评表", "2025年3月1日"),
            ("departmentTargets", "2025年部门整体预算绩效目标表", "2024年11月1日"),
            ("projectTargets", "2025年度项目绩效目标表", "2025年1月1日"),
        ] {
            assert_eq!(run(&BEFORE_YEAR_END, dated(kind, title, filed)), [""; 0], "{kind} {title} {filed}");
        }
    }

    #[test]
    fn a_project_may_end_before_the_year_does() {
        let mut document = dated("projectEvaluation", "2025年度项目绩效自评表", "2025年9月1日");
        document["end"] = json!("2025年6月30日");
        assert_eq!(run(&BEFORE_YEAR_END, document.clone()), [""; 0]);
        document["end"] = json!("2026年6月30日");
        assert_eq!(run(&BEFORE_YEAR_END, document), ["/filedOn: 2025年9月1日"]);
    }

    #[test]
    fn the_sample_filing_has_one_date_too_early() {
        let sample = serde_json::from_str(include_str!("../../../www/samples/hunan-2025.json")).unwrap();
        assert_eq!(run_in(&BEFORE_YEAR_END, "cn-hunan", sample), ["/filedOn: 2025年4月24日"]);
    }
}
