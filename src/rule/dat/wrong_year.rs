//! # 年度前后不一
//!
//! **查什么**：标题中的年度与表内评价年度（预算年度）栏不同。
//!
//! **为什么**：沿用上年表格而漏改年度，会使全表归错年份。
//!
//! **不查什么**：标题没有年份，或写的是一段时期（2023-2025年）；标题写的是开展自评的年份（“2026年……自评表”评价 2025 年）；
//! 标题同时出现几个年份、其中之一相符的。不同文件之间的年度由 XDC005 核对。
//!
//! ---
//!
//! **What it finds**: a title that speaks of another year than the document's own year cell.
//!
//! **Why**: last year's form was reused.
//!
//! **What it leaves alone**: titles without a year or with a period; titles named after the year the evaluation is carried out in; titles of several years one of which agrees.
//! Years of different documents are XDC005's.
//!
//! ```json fails
//! {"kind": "departmentEvaluation", "title": "2024年度部门整体支出绩效自评表", "year": "2025", "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "departmentEvaluation", "title": "2025年度部门整体支出绩效自评表", "year": "2025", "indicators": []}
//! ```

use super::title::{looks_back, years};
use crate::filing::{Document, MaybeCell};
use crate::report::finding::{Finding, Severity};
use crate::report::text::Text;
use crate::rule::{Checks, FORM, Rule, Scope};

pub static WRONG_YEAR: Rule = Rule {
    code: "DAT002",
    name: "wrong-year",
    severity: Severity::Error,
    summary: Text { zh: "标题与表内年度不一致", en: "the title speaks of another year" },
    basis: FORM,
    check,
};

const MESSAGE: Text = Text {
    zh: "标题写的是 {claimed} 年，表内年度是 {expected} 年。",
    en: "The title speaks of {claimed}, the document's year is {expected}.",
};
const ADVICE: Text = Text { zh: "改正标题或年度，使两处一致。", en: "Correct the title or the year." };

fn check(scope: &Scope<'_>, checks: &mut Checks) {
    for document in scope.documents {
        judge(document, checks);
    }
}

fn judge(document: &Document, checks: &mut Checks) {
    let head = document.head();
    let (Some(title), Some(cell)) = (head.title.cell(), head.year.cell()) else { return };
    let (Some(year), Some(years)) = (cell.value.date().map(|date| date.year), years(&title.text)) else { return };
    let Some(first) = years.first() else { return };
    if years.iter().any(|named| named.year == year) {
        checks.held();
        return;
    }
    // Without 度, the year after the evaluated one is the year the evaluation is carried out in; reports are named like that too.
    let is_year_of_filing = !first.is_budget_year && first.year == year.saturating_add(1);
    if is_year_of_filing && (looks_back(document) || matches!(document, Document::Narrative(_))) {
        return;
    }
    let finding = Finding::new(&WRONG_YEAR, &title.place, MESSAGE).claimed(first.year).expected(year).advice(ADVICE).related(&cell.place);
    checks.push(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::run;
    use serde_json::{Value as Json, json};

    fn titled(kind: &str, title: &str, year: &str) -> Json {
        json!({"kind": kind, "title": title, "year": year, "indicators": [], "sections": []})
    }

    #[test]
    fn finds_a_title_of_another_year() {
        for (kind, title, year, finding) in [
            ("departmentEvaluation", "2024年度部门整体支出绩效自评表", "2025", "/title: 2024 → 2025"),
            ("departmentEvaluation", "2026年度部门整体支出绩效自评表", "2025年", "/title: 2026 → 2025"),
            ("projectTargets", "2024年项目绩效目标表", "2025年度", "/title: 2024 → 2025"),
            ("narrative", "2023年绩效自评报告", "2025", "/title: 2023 → 2025"),
        ] {
            assert_eq!(run(&WRONG_YEAR, titled(kind, title, year)), [finding]);
        }
    }

    #[test]
    fn leaves_alone_what_agrees_or_says_nothing() {
        for (kind, title, year) in [
            ("departmentEvaluation", "2025年度部门整体支出绩效自评表", "2025年"),
            ("departmentEvaluation", "部门整体支出绩效自评表", "2025"),
            ("departmentEvaluation", "2026年部门整体支出绩效自评表", "2025"),
            ("departmentEvaluation", "2026年开展2025年度绩效自评表", "2025"),
            ("projectEvaluation", "2023-2025年项目绩效自评表", "2024"),
            ("departmentEvaluation", "2025年度部门整体支出绩效自评表", ""),
            ("departmentEvaluation", "2025年度部门整体支出绩效自评表", "本年"),
        ] {
            assert_eq!(run(&WRONG_YEAR, titled(kind, title, year)), [""; 0], "{title} {year}");
        }
    }
}
