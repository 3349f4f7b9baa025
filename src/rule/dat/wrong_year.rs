//! # 年度前后不一
//!
//! **查什么**：标题中的年度与表内评价年度（预算年度）栏不同；
//! 报告开头“现将××年度……情况报告如下”所说的年度与评价年度不同。
//!
//! **为什么**：沿用上年表格而漏改年度，会使全表归错年份。
//!
//! **不查什么**：标题没有年份，或写的是一段时期（2023-2025年）；
//! 标题写的是开展自评的年份（“2026年……自评表”评价 2025 年）；标题同时出现几个年份、其中之一相符的。
//! 不同文件之间的年度由 XDC005 核对。
//!
//! ---
//!
//! **What it finds**: a title, or the formula a report opens with (现将……报告如下), that speaks of
//! another year than the document's own.
//!
//! **Why**: last year's form was reused.
//!
//! **What it leaves alone**: titles without a year or with a period; titles named after the year
//! the evaluation is carried out in; titles of several years one of which agrees. Years of
//! different documents are XDC005's.
//!
//! ```json fails
//! {"kind": "departmentEvaluation", "title": "2024年度部门整体支出绩效自评表", "year": "2025", "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "departmentEvaluation", "title": "2025年度部门整体支出绩效自评表", "year": "2025", "indicators": []}
//! ```

use crate::filing::{Document, MaybeCell};
use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::narrative::occasion::opening_year;
use crate::relation::dates::{DATED, evaluated_year, looks_back, reports_back, years};

use crate::relation::Relations;
use crate::relation::prose::cells_of;
use crate::rule::{Check, Checks, FORM, Rule};

pub static WRONG_YEAR: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT002",
        name: "wrong-year",
        severity: Severity::Error,
        summary: Text {
            zh: "标题与表内年度不一致", en: "the title speaks of another year"
        },
        basis: FORM,
    },
    checks: &[Check::Document(DATED, check)],
};

message! {
    WrongYear { claimed: i32, expected: i32 }
    TITLE:
        zh "标题写的是 {claimed} 年，表内年度是 {expected} 年。"
        en "The title speaks of {claimed}, the document's year is {expected}."
        advice { zh "改正标题或年度，使两处一致。" en "Correct the title or the year." }
    OPENING:
        zh "文中说的是 {claimed} 年度，评价年度是 {expected} 年。"
        en "The text reports on {claimed}; the evaluated year is {expected}."
        advice {
            zh "改正文中的年度，使与评价年度一致。"
            en "Correct the year in the text, or the evaluated year."
        }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        judge(document, checks);
        if reports_back(document) {
            judge_opening(document, checks);
        }
    }
}

/// `现将2025年度部门整体支出绩效自评情况报告如下`
fn judge_opening(document: &Document, checks: &mut Checks) {
    let Some(year) = evaluated_year(document.head()) else { return };
    for cell in cells_of(document) {
        for sentence in cell.sentences() {
            let Some(named) = opening_year(sentence) else { continue };
            if named.date.year == year {
                checks.pass();
                continue;
            }
            let message = OPENING.with(WrongYear { claimed: named.date.year, expected: year });
            let finding = WRONG_YEAR.finding(&cell.place, message).span(named.span);
            let evaluated = document.head().names_year();
            checks.push(finding.related_each(evaluated.map(|cell| &cell.place)));
        }
    }
}

fn judge(document: &Document, checks: &mut Checks) {
    let head = document.head();
    let (Some(title), Some(cell)) = (head.title.cell(), head.year.cell()) else { return };
    let (Some(year), Some(years)) = (cell.date().map(|date| date.year), years(title.compact()))
    else {
        return;
    };
    let Some(first) = years.first() else { return };
    if years.iter().any(|named| named.year == year) {
        checks.pass();
        return;
    }
    // Without 度, the year after the evaluated one is the year in which the evaluation is carried
    // out; reports are named like that, too.
    let is_year_of_filing = !first.is_budget_year && first.year == year.saturating_add(1);
    if is_year_of_filing && (looks_back(document) || matches!(document, Document::Narrative(_))) {
        return;
    }
    let message = TITLE.with(WrongYear { claimed: first.year, expected: year });
    checks.push(WRONG_YEAR.finding(&title.place, message).related(&cell.place));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    fn titled(kind: &str, title: &str, year: &str) -> Json {
        json!({"kind": kind, "title": title, "year": year, "indicators": [], "sections": []})
    }

    #[test]
    fn finds_a_title_of_another_year() {
        for (kind, title, year, finding) in [
            (
                "departmentEvaluation",
                "2024年度部门整体支出绩效自评表",
                "2025",
                "/title: 2024 → 2025",
            ),
            (
                "departmentEvaluation",
                "2026年度部门整体支出绩效自评表",
                "2025年",
                "/title: 2026 → 2025",
            ),
            ("projectTargets", "2024年项目绩效目标表", "2025年度", "/title: 2024 → 2025"),
            ("narrative", "2023年绩效自评报告", "2025", "/title: 2023 → 2025"),
        ] {
            assert_eq!(run(&WRONG_YEAR, titled(kind, title, year)), [finding]);
        }
    }

    #[test]
    fn finds_an_opening_that_reports_on_another_year() {
        let report = |text: &str| {
            run(
                &WRONG_YEAR,
                json!({"kind": "narrative", "year": "2025年度", "sections": [{"text": text}]}),
            )
        };
        for (text, found) in [
            (
                "形成本评价报告。现将 2026 年度我局整体支出绩效自评情况报告如下：",
                Some("/sections/0/text: 2026 → 2025"),
            ),
            (
                "现将本单位2024年度项目支出绩效评价情况汇报如下。",
                Some("/sections/0/text: 2024 → 2025"),
            ),
            ("现将2025年度部门整体支出绩效自评情况报告如下。", None),
            ("按照2026年度工作安排，现将2025年度绩效自评情况报告如下。", None),
            ("现将2024年度和2025年度绩效情况报告如下。", None),
            ("现将2026年部门绩效自评情况报告如下。", None),
            ("评价结果将作为编制2026年度预算的依据。", None),
            ("现将2026年度工作计划报告如下。", None),
        ] {
            assert_eq!(report(text), found.into_iter().collect::<Vec<_>>(), "{text}");
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
