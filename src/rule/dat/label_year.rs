//! # 栏目的年份与年度不符
//!
//! **查什么**：表中栏目写明的年份（“2024年决算数”“2025年金额”“2025年完工项目”）与文件的年度不符；
//! 文件自己没有写年度的，与同一套材料的年度比较。
//!
//! **为什么**：栏目的年份错了，整列数就归错年份；多半是沿用了往年的表。
//!
//! **不查什么**：两栏决算数中的前一栏，那是上年的；只有一栏决算数、写的是上年的；
//! 同一栏目分列几年的；标题写的是填报之年的；看不出年度的。
//!
//! ---
//!
//! **What it finds**: a label of a form that names a year (2024年决算数, 2025年金额) which is not the
//! one that the form is about, or, where the form does not say it, the one of the other documents.
//!
//! **Why**: the whole column would be of another year; mostly last year's form was reused.
//!
//! **What it leaves alone**: the first of two accounts, which is last year's; a single account of
//! last year; one label for several years; titles named after the year of filing; forms whose year
//! is not known.
//!
//! ```json fails
//! {"kind": "fundAccounts", "year": "2025", "labels": ["2024年决算数", "2023年预算数", "2025年决算数"]}
//! ```
//!
//! ```json passes
//! {"kind": "fundAccounts", "year": "2025", "labels": ["2024年决算数", "2025年预算数", "2025年决算数"]}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::labels::wrong_labels;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static LABEL_YEAR: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT010",
        name: "label-year",
        severity: Severity::Warning,
        summary: Text {
            zh: "栏目的年份与年度不符",
            en: "a label that names another year than the form's",
        },
        basis: FORM,
    },
    checks: &[Check::Filing(Reads::of(&[Column::Words, Column::Year, Column::Date]), check)],
};

message! {
    LabelYear { claimed: Quoted, expected: i32 }
    zh "栏目“{claimed}”的年份与年度不符，应为 {expected} 年。"
    en "The label “{claimed}” should name {expected}."
    advice { zh "改正栏目的年份，并核对此栏的数是哪一年的。" en "Correct the label, and make sure of which year its figures are." }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    let wrong = wrong_labels(relations.documents);
    for label in &wrong {
        let message = LabelYear { claimed: label.label.into(), expected: label.expected };
        checks.push(LABEL_YEAR.finding(&label.label.place, message));
    }
    let labels = relations.documents.iter().map(|document| document.head().labels.len());
    (wrong.len()..labels.sum()).for_each(|_| checks.pass());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{run, run_in};
    use serde_json::{Value as Json, json};

    fn found(kind: &str, title: &str, labels: &[&str]) -> Vec<String> {
        let document: Json =
            json!({"kind": kind, "title": title, "labels": labels, "lines": [], "indicators": []});
        run(&LABEL_YEAR, document)
    }

    #[test]
    fn finds_labels_of_another_year() {
        let title = "2025年度部门整体支出绩效评价基础数据表";
        for (label, wrong) in [
            (["2022年决算数", "2025年预算数", "2025年决算数"], "/labels/0: 2022年决算数 → 2024"),
            (["2024年决算数", "2024年预算数", "2025年决算数"], "/labels/1: 2024年预算数 → 2025"),
            (["2024年决算数", "2025年预算数", "2024年决算数"], "/labels/2: 2024年决算数 → 2025"),
        ] {
            assert_eq!(found("baseData", title, &label), [wrong]);
        }
        let other = ["2023年实际在职人数", "楼堂馆所控制情况（2026年完工项目）"];
        assert_eq!(
            found("baseData", title, &other),
            [
                "/labels/0: 2023年实际在职人数 → 2025",
                "/labels/1: 楼堂馆所控制情况（2026年完工项目） → 2025"
            ]
        );
    }

    #[test]
    fn compares_with_the_year_of_the_filing() {
        let filing = |amount: &str, other: &str| {
            run_in(
                &LABEL_YEAR,
                "cn",
                json!({"documents": [
                    {"kind": "departmentTargets", "title": format!("{other}年部门整体绩效目标表")},
                    {"kind": "projectTargets", "title": "绩效目标申报表", "labels": [amount], "indicators": []}]}),
            )
        };
        assert_eq!(filing("2027年金额", "2025"), ["/documents/1/labels/0: 2027年金额 → 2025"]);
        assert_eq!(filing("2025年金额", "2025"), [""; 0]);
        assert_eq!(filing("7025年金额", "2025"), [""; 0]);
    }

    #[test]
    fn leaves_alone_what_may_be_right() {
        for (kind, title, labels) in [
            (
                "fundAccounts",
                "2025年度收支情况表",
                vec!["2024年决算数", "2025年预算数", "2025年决算数"],
            ),
            (
                "fundAccounts",
                "2026年收支情况表",
                vec!["2024年决算数", "2025年预算数", "2025年决算数"],
            ),
            ("fundAccounts", "2025年度收支情况表", vec!["2025年预算数", "2025年决算数"]),
            ("fundAccounts", "2025年度收支情况表", vec!["2024年决算数", "2025年预算数"]),
            ("fundAccounts", "收支情况表", vec!["2024年决算数", "2022年预算数"]),
            (
                "projectTargets",
                "2025年项目绩效目标表",
                vec!["2025年金额", "2026年金额", "2027年金额"],
            ),
            (
                "projectTargets",
                "2025年项目绩效目标表",
                vec!["中期目标（2025年—2027年）", "2025年度目标"],
            ),
            (
                "baseData",
                "2025年度基础数据表",
                vec!["2023年决算数", "2024年决算数", "2025年决算数"],
            ),
        ] {
            assert_eq!(found(kind, title, &labels), [""; 0], "{title} {labels:?}");
        }
    }
}
