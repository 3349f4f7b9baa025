//! # 所说的评价年份不符
//!
//! **查什么**：报告说到本次评价时写了另一年：“对2024年……绩效开展了评价”“我局2023年度……绩效自评情况”、
//! 评价对象的年度、“2020年……情况如下”、作小标题的“2026年总体绩效目标”、所依据的开展自评的通知、
//! 资金在两年以前就已足额到位；小标题重复报告标题而年份不同。
//!
//! **为什么**：一份报告只评价一个年度，多半是年份打错，或沿用了上年的报告。
//!
//! **不查什么**：说上年评价及其结果、得分、公开、整改的；同一句还说到其他年份的；
//! 评价对象是到评价年度为止连续几年的；“下一步”各节；以开展自评之年命名的通知。
//!
//! ---
//!
//! **What it finds**: a report that speaks of its own evaluation as of another year: what was
//! evaluated, what is announced (情况如下), the heading of its goals, the notice it follows, money
//! that arrived two years early; headings that repeat the title with another year.
//!
//! **Why**: a report evaluates one year; mostly it is mistyped, or last year's report was reused.
//!
//! **What it leaves alone**: earlier evaluations with their results, scores, publication and
//! follow-up; sentences of several years; several years in a row up to the evaluated one; sections
//! on the next steps; notices named after the year in which the evaluation is carried out.
//!
//! ```json fails
//! {"kind": "narrative", "year": "2025", "sections": [{"text": "我队按成本、效率、效果三项，对2024年部门支出绩效开展了评价。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "year": "2025", "sections": [{"text": "我队按成本、效率、效果三项，对2025年部门支出绩效开展了评价，2024年度评价结果为优。"}]}
//! ```

use crate::filing::{Document, MaybeCell};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::dates::{DATED, evaluated_year};
use crate::relation::evaluation_year::{headings_apart, wrong_years};
use crate::relation::years::Said;
use crate::rule::{Check, Checks, Rule};

pub static EVALUATION_YEAR: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT013",
        name: "evaluation-year",
        severity: Severity::Warning,
        summary: Text {
            zh: "所说的评价年份不符",
            en: "the report's own evaluation as of another year",
        },
        basis: Text { zh: "前后文", en: "the rest of the text" },
    },
    checks: &[Check::Document(DATED, check)],
};

message! {
    EvaluationYear { claimed: Quoted, year: i32 }
    SAID:
        zh "说到本次评价的地方写的是 {claimed}，评价年度是 {year} 年。"
        en "The report's own evaluation is said to be of {claimed}; the evaluated year is {year}."
        advice ADVICE
    HEADING:
        zh "小标题“{claimed}”重复报告标题，年份却不同，标题是 {year} 年的。"
        en "The heading “{claimed}” repeats the title, which is of {year}."
        advice ADVICE
}
const ADVICE: Text = Text { zh: "核对年份后改正。", en: "Check the year and correct it." };

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let Some(year) = evaluated_year(document.head()) else { continue };
        for (Said { cell, span }, _) in wrong_years(document) {
            let message = SAID.with(EvaluationYear { claimed: cell.quoted(span).into(), year });
            let finding = EVALUATION_YEAR.finding(&cell.place, message).span(span);
            let named = document.head().names_year();
            checks.push(
                finding
                    .related_each(named.map(|cell| &cell.place))
                    .follows_each(named.map(|cell| cell.place.clone())),
            );
        }
        for (heading, year) in headings_apart(document) {
            let message = HEADING.with(EvaluationYear { claimed: heading.into(), year });
            let finding = EVALUATION_YEAR.finding(&heading.place, message);
            checks.push(finding.related_each(title(document)));
        }
    }
}

fn title(document: &Document) -> Option<&crate::filing::Place> {
    document.head().title.cell().map(|cell| &cell.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn report(text: &str) -> Vec<String> {
        run(
            &EVALUATION_YEAR,
            json!({"kind": "narrative", "year": "2025", "filedOn": "2026年4月22日", "sections": [{"text": text}]}),
        )
    }

    #[test]
    fn finds_another_year_of_the_evaluation() {
        for (text, claimed) in [
            ("我队按成本、效果对2024年部门支出绩效开展了评价,满分100分。", "2024年"),
            ("我队2023年度支出绩效自评情况良好，目标大体完成。", "2023年"),
            ("结合2024年度部门支出绩效自评情况,我队梳理了经费去向，找出短板。", "2024年"),
            ("评价对象包括2022年度县里安排的经费和2025年度专项经费。", "2022年"),
            ("评价对象包括2025年度县里安排的经费和2029年度专项经费。", "2029年"),
            ("2020年10月1日起统一结算，2020年养护资金收支情况如下：", "2020年"),
            ("(二) 2026年总体绩效目标。做到路况保持良好。", "2026年"),
            (
                "根据《关于开展2021年度部门绩效自评工作的通知》要求，对2025年支出开展自评。",
                "2021年",
            ),
            ("养护补助资金均在2021年12月底前足额到位。", "2021年12月"),
        ] {
            assert_eq!(report(text), [format!("/sections/0/text: {claimed}")], "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_is_said_of_other_years_on_purpose() {
        for text in [
            "我局对2025年部门整体支出绩效开展了评价。",
            "2024年度绩效自评结果为优，得分95分。",
            "2024年度绩效自评发现的问题已全部整改。",
            "根据2024年度绩效自评结果，2025年压减预算10%。",
            "评价对象包括2024年度和2025年度财政安排的支出。",
            "评价对象为2023年度、2024年度、2025年度财政安排的支出。",
            "评价范围为2023—2025年度项目资金。",
            "2024年资金收支情况如下：收入1万元。2025年资金收支情况如下：收入2万元。",
            "2024年度评价发现问题的整改情况如下：",
            "(一) 2025年总体绩效目标。完成任务。(二) 2026年总体绩效目标。继续完成任务。",
            "根据《关于开展2026年市级财政资金绩效自评工作的通知》要求开展自评。",
            "根据《关于开展2024年度绩效自评工作的通知》，2024年完成自评5项。",
            "养护补助资金均在2025年12月底前足额到位。",
            "2025年中央资金已于2024年12月底前全部到位。",
            "项目一期资金于2022年12月底前全部到位。",
        ] {
            assert_eq!(report(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn compares_headings_with_the_title() {
        let headed = |headings: &[&str]| {
            let sections: Vec<_> =
                headings.iter().map(|it| json!({"heading": it, "text": "略"})).collect();
            run(
                &EVALUATION_YEAR,
                json!({"kind": "narrative", "title": "2025年度某市水利局整体支出绩效自评报告", "sections": sections}),
            )
        };
        assert_eq!(
            headed(&["2024年度某市水利局整体支出", "一、基本情况"]),
            ["/sections/0/heading: 2024年度某市水利局整体支出"]
        );
        assert_eq!(headed(&["2025年度某市水利局整体支出"]), [""; 0]);
        assert_eq!(headed(&["2024年度某市水利局整体支出", "2025年度某市水利局整体支出"]), [""; 0]);
        assert_eq!(headed(&["2024年度问题整改情况"]), [""; 0]);
    }
}
