//! # 等级与总分不符
//!
//! **查什么**：所填等级不是总分所在的等级（优 ≥90、良 ≥80、中 ≥60、差 <60；89.99 为良），
//! 或者根本不是所用口径的等级；自评报告同一句里的得分和等级不符。
//!
//! **为什么**：等级由总分决定，并用于结果应用。
//!
//! **不查什么**：总分或等级空白；分值合计不是 100 的表；把几个等级都列出、没有选定的。
//!
//! ---
//!
//! **What it finds**: a grade that is not the band of the total (half-open: 89.99 is 良), or no
//! grade of the profile at all; a report that names a score and the grade of another in one
//! sentence.
//!
//! **Why**: the grade follows from the total.
//!
//! **What it leaves alone**: a blank total or grade; tables whose points are not out of 100; a cell
//! that lists the grades without choosing one.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"target": "改善", "actual": "有所改善", "weight": "100", "score": "89.99"}], "total": {"weight": "100", "score": "89.99", "grade": "优"}}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "indicators": [{"target": "改善", "actual": "有所改善", "weight": "100", "score": "89.99"}], "total": {"weight": "100", "score": "89.99", "grade": "良"}}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::grade::{graded_scores, lists_grades, of_total};
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::Column;
use crate::value::number::Dec;

pub static WRONG_GRADE: Rule = Rule {
    info: RuleInfo {
        family: Family::Sco,
        code: "SCO008",
        name: "wrong-grade",
        severity: Severity::Error,
        summary: Text {
            zh: "等级与总分不符", en: "a grade that is not the band of the total"
        },
        basis: MEASURES_2020,
    },
    checks: &[
        Check::Document(Reads::of(&[Column::Words, Column::Points, Column::Score]), check),
        Check::Document(Reads::of(&[Column::Prose]), check_texts),
    ],
};

message! {
    WrongGrade {
        total: Dec,
        expected: Printed,
        from: Dec,
        claimed: Quoted,
        grades: Option<Printed>,
    }
    WRONG:
        zh "总分 {total} 应评为“{expected}”（{from} 分及以上），填报为“{claimed}”。"
        en "A total of {total} is “{expected}” (from {from}); the table says “{claimed}”."
        advice ADVICE
    UNKNOWN:
        zh "“{claimed}”不是规定的等级（{grades}）；总分 {total} 应评为“{expected}”。"
        en "“{claimed}” is no grade of the scale ({grades}); a total of {total} is “{expected}”."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "总分无误的，等级改为“{expected}”。",
    en: "If the total is right, put “{expected}”.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    let evaluations = relations.scored_evaluations().map(|evaluation| &evaluation.total);
    let totals = evaluations.chain(relations.score_sheets().map(|sheet| &sheet.total)).flatten();
    for total in totals.filter_map(|total| of_total(total, relations.profile)) {
        let wording = match total.named {
            Some(named) if named == total.right => {
                checks.pass();
                continue;
            }
            Some(_) => WRONG,
            None => UNKNOWN,
        };
        let grades: Vec<&str> =
            relations.profile.grades.iter().map(|grade| grade.name.as_str()).collect();
        let message = wording.with(WrongGrade {
            total: total.points,
            expected: total.right.name.as_str().into(),
            from: total.right.from,
            claimed: total.grade.into(),
            grades: Some(grades.join("、").into()),
        });
        let score = &total.score.place;
        let finding =
            WRONG_GRADE.finding(&total.grade.place, message).related(score).follows(score);
        // Of a list, the tick would have to move.
        let is_list = lists_grades(total.grade.compact());
        checks.push(if is_list { finding } else { finding.fix_as_expected(total.grade) });
    }
}

/// A text that names score and grade in one sentence: `自评得分92.5分，评价等级为“良”`.
fn check_texts(relations: &Relations<'_>, checks: &mut Checks) {
    let documents = relations.documents.iter();
    for stated in documents.flat_map(|document| graded_scores(document, relations.profile)) {
        if stated.is_right() {
            checks.pass();
            continue;
        }
        let message = WRONG.with(WrongGrade {
            total: stated.points,
            expected: stated.right.name.as_str().into(),
            from: stated.right.from,
            claimed: stated.grade.into(),
            grades: None,
        });
        checks.push(WRONG_GRADE.finding(&stated.text.place, message).span(stated.span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    fn total(weight: &str, score: &str, grade: &str) -> Json {
        json!({"kind": "departmentEvaluation", "indicators": [], "total": {"weight": weight, "score": score, "grade": grade}})
    }

    #[test]
    fn accepts_the_grade_however_it_is_written() {
        for (score, grade) in [
            ("99.54", "优"),
            ("90", "优秀"),
            ("99.54分", "优（90分以上）"),
            ("89.99", "良好"),
            ("80", "评价等级为良"),
            ("79.9", "中"),
            ("60", "“中”"),
            ("59.99", "差"),
            ("95", "☑优 □良 □中 □差"),
            ("85", "□优 √良 □中 □差"),
            ("95", "优☑ 良□ 中□ 差□"),
            ("85", "评价等级：□优 ☑良"),
        ] {
            assert_eq!(run(&WRONG_GRADE, total("100", score, grade)), [""; 0], "{score} {grade}");
        }
    }

    #[test]
    fn finds_another_grade_and_no_grade() {
        for (score, grade, finding) in [
            ("89.99", "优", "/total/grade: 优 → 良"),
            ("95", "良好", "/total/grade: 良好 → 优"),
            ("59.99", "中", "/total/grade: 中 → 差"),
            ("85", "☑优 □良 □中 □差", "/total/grade: ☑优 □良 □中 □差 → 良"),
            ("85", "合格", "/total/grade: 合格 → 良"),
            ("85", "B", "/total/grade: B → 良"),
            ("95", "优□ 良☑ 中□ 差□", "/total/grade: 优□ 良☑ 中□ 差□ → 优"),
        ] {
            assert_eq!(run(&WRONG_GRADE, total("", score, grade)), [finding]);
        }
    }

    #[test]
    fn leaves_ambiguous_grades_alone() {
        for (weight, score, grade) in [
            ("100", "", "优"),
            ("100", "99", ""),
            ("100", "99", "/"),
            ("90", "89", "优"),
            ("100", "85", "优良中差"),
            ("100", "85", "优良"),
            ("100", "85", "□优 □良 □中 □差"),
            ("100", "85", "优√良中差"),
            ("100", "85", "85分"),
            ("100", "85", "总体完成情况较为理想"),
        ] {
            assert_eq!(run(&WRONG_GRADE, total(weight, score, grade)), [""; 0], "{score} {grade}");
        }
    }

    #[test]
    fn a_report_names_the_grade_of_its_score() {
        let report = |text: &str| {
            run(&WRONG_GRADE, json!({"kind": "narrative", "sections": [{"text": text}]}))
        };
        for (text, finding) in [
            ("我局自评得分92.5分，评价等级为“良”。", "良 → 优"),
            ("一、结论。综合评分为 85.00 分，等级：优秀。", "优 → 良"),
            ("自评分数为69.98分，等级为优。", "优 → 中"),
            ("目标全部完成，自评95分，等级为良。", "良 → 优"),
        ] {
            assert_eq!(report(text), [format!("/sections/0/text: {finding}")], "{text}");
        }
        for text in [
            "我局自评得分92.5分，评价等级为“优”。",
            "自评得分85分，评价等级为良好；项目自评得分96分，评价等级为优。",
            "自评得分92.5分。评价等级分为优、良、中、差四个。",
            "上年自评得分92.5分，评价等级为良。",
            "得分90分以上的，等级为优、良、中、差中的优。",
            "产出得分40分，自评得分92.5分，评价等级为良。",
            "自评等级为优，自评得分92.5分。",
            "自评分数为99.98分，等级为优。",
            "自评分95分，等级为优。",
            "满意度指标自评8分，等级为优。",
        ] {
            assert_eq!(report(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_score_sheet_has_a_grade_too() {
        let sheet =
            json!({"kind": "scoreSheet", "items": [], "total": {"score": "88", "grade": "优"}});
        assert_eq!(run(&WRONG_GRADE, sheet), ["/total/grade: 优 → 良"]);
    }
}
