//! # 年度前后不一
//!
//! **查什么**：标题中的年度与表内评价年度（预算年度）栏不同；
//! 报告开头“现将××年度……情况报告如下”所说的年度与评价年度不同；
//! 全文说的都是填报日期的上一年，几乎不提评价年度；报告所列附件的名称、
//! 自评表的完成情况开头写的是另一年度。
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
//! another year than the document's own; a text that speaks all along of the year before the
//! filing, and hardly of the one that it is said to be about; annexes named after another year,
//! and results that begin with one.
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

use crate::filing::{Cell, Document, MaybeCell, Reads};
use crate::finding::{Family, Finding, Message, RuleInfo, Severity, Text, message};
use crate::narrative::occasion::opening_year;
use crate::relation::dates::{DATED, evaluated_year, looks_back, reports_back, years};
use crate::relation::years::{Said, annexes_apart, results_of_other_years, spoken_of};

use crate::relation::Relations;
use crate::relation::prose::cells_of;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

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
    checks: &[Check::Document(DATED, check), Check::Document(RESULTS, check_results)],
};

/// The year of the document, and what was achieved in it.
const RESULTS: Reads = Reads::of(&[Column::Words, Column::Prose, Column::Year, Column::Measure]);

message! {
    WrongYear { claimed: i32, expected: i32 }
    TITLE:
        zh "标题写的是 {claimed} 年，表内年度是 {expected} 年。"
        en "The title speaks of {claimed}, the document's year is {expected}."
        advice { zh "改正标题或年度，使两处一致。" en "Correct the title or the year." }
    OPENING:
        zh "文中说的是 {claimed} 年度，评价年度是 {expected} 年。"
        en "The text reports on {claimed}; the evaluated year is {expected}."
        advice ADVICE
    ANNEX:
        zh "附件名称写的是 {claimed} 年度，评价年度是 {expected} 年。"
        en "The annex is named after {claimed}; the evaluated year is {expected}."
        advice ADVICE
    RESULT:
        zh "完成情况说的是 {claimed} 年，评价年度是 {expected} 年。"
        en "The result is of {claimed}; the evaluated year is {expected}."
        advice ADVICE
}

const ADVICE: Text = Text {
    zh: "改正文中的年度，使与评价年度一致。",
    en: "Correct the year in the text, or the evaluated year.",
};

message! {
    SpokenOf { claimed: i32, expected: i32 }
    zh "评价年度写作 {claimed} 年，全文说的却是 {expected} 年。"
    en "The evaluated year is given as {claimed}; the text speaks of {expected} all along."
    advice { zh "核对评价年度。" en "Check the evaluated year." }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        judge(document, checks);
        judge_text(document, checks);
        if reports_back(document) {
            judge_opening(document, checks);
        }
    }
}

/// The year of the document against that of which its text speaks.
fn judge_text(document: &Document, checks: &mut Checks) {
    let head = document.head();
    let (Some(year), Some(cell)) = (evaluated_year(head), head.year.cell().or(head.title.cell()))
    else {
        return;
    };
    for (said, of) in annexes_apart(document, year) {
        checks.push(finding_at(&said, ANNEX.with(WrongYear { claimed: of, expected: year }), cell));
    }
    if let Some(spoken) = spoken_of(document, year) {
        let message = SpokenOf { claimed: year, expected: spoken };
        let mut finding = WRONG_YEAR.finding(&cell.place, message).severity(Severity::Warning);
        if let Some(filed) = head.filed_on.cell() {
            finding = finding.related(&filed.place);
        }
        checks.push(finding);
    }
}

fn check_results(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let head = document.head();
        let Some((year, cell)) = evaluated_year(head).zip(head.year.cell().or(head.title.cell()))
        else {
            continue;
        };
        for (said, of) in results_of_other_years(document, year) {
            let message = RESULT.with(WrongYear { claimed: of, expected: year });
            checks.push(finding_at(&said, message, cell));
        }
    }
}

fn finding_at(said: &Said<'_>, message: impl Into<Message>, year: &Cell) -> Finding {
    WRONG_YEAR
        .finding(&said.cell.place, message)
        .severity(Severity::Warning)
        .span(said.span)
        .related(&year.place)
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
    fn finds_a_year_of_which_the_text_does_not_speak() {
        let report = |year: &str, filed: &str, text: &str| {
            run(
                &WRONG_YEAR,
                json!({"kind": "narrative", "year": year, "filedOn": filed, "sections": [{"text": text}]}),
            )
        };
        let text = "2025年参保677万人。2025年支出100万元。2025年参保率95%。截至2025年12月31日全部到位。2024年为676万人。";
        let found = ["/year (warning): 2024 → 2025"];
        assert_eq!(
            report("2024", "2026年5月29日", text.trim_end_matches("2024年为676万人。")),
            found
        );
        assert_eq!(report("2024", "2026年5月29日", text), [""; 0]);
        assert_eq!(report("2025", "2026年5月29日", text), [""; 0]);
        assert_eq!(report("2024", "2025年5月29日", text), [""; 0]);
        assert_eq!(report("2024", "", text), [""; 0]);
        assert_eq!(report("2024", "2026年5月29日", "2025年参保677万人，本年度完成。"), [""; 0]);
    }

    #[test]
    fn finds_annexes_and_results_of_another_year() {
        let report = |text: &str| {
            run(
                &WRONG_YEAR,
                json!({"kind": "narrative", "year": "2025年度", "sections": [{"text": text}]}),
            )
        };
        let annexes = "- 附件: 1. 2023 年度部门整体支出绩效评价基础数据表\n2. 2025 年度部门整体支出绩效自评表\n3. 2028 年度某市医疗保险基金预决算收支情况表";
        assert_eq!(
            report(annexes),
            ["/sections/0/text (warning): 2023 → 2025", "/sections/0/text (warning): 2028 → 2025"]
        );
        assert_eq!(
            report("无\n\n附件: 1. 2025年度部门整体支出绩效自评表 2. 2028 年度项目支出绩效自评表"),
            ["/sections/0/text (warning): 2028 → 2025"]
        );
        for text in [
            "附件：1. 2025年度部门整体支出绩效自评表\n2. 2025年度项目支出绩效自评表",
            "附件：1. 2025年度部门整体支出绩效自评表\n2. 2026年度部门整体绩效目标表",
            "2024年度部门整体支出绩效自评表已公开，见附件。",
        ] {
            assert_eq!(report(text), [""; 0], "{text}");
        }
        let evaluation = |achieved: &str, actual: &str| {
            run(
                &WRONG_YEAR,
                json!({"kind": "projectEvaluation", "year": "2025", "goals": {"achieved": achieved},
                    "indicators": [{"actual": actual}]}),
            )
        };
        assert_eq!(
            evaluation(
                "2026年度，我市医保信息化水平得到提升。",
                "2026年，我市持续深化综合柜员制。"
            ),
            [
                "/goals/achieved (warning): 2026 → 2025",
                "/indicators/0/actual (warning): 2026 → 2025"
            ]
        );
        for (achieved, actual) in [
            ("2025年度，我市医保信息化水平得到提升。", "2024年，已完成立项。"),
            ("2024年度，完成立项；2025年度，完成建设。", "2026年1月完成验收。"),
            ("2026年完成验收。", "2024年完成立项，2025年完成建设"),
        ] {
            assert_eq!(evaluation(achieved, actual), [""; 0], "{achieved}");
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
