//! # 同一张表交了两份
//!
//! **查什么**：一套材料里，同一部门、同一年度、同一项目（基金）的同一种表有两份。
//!
//! **为什么**：评审不知道以哪一份为准；重复的一份多半是旧稿。
//!
//! **以哪一份核对**：与其他表核对时，以最新的一份为准：填报日期都能读出且不同的，取日期晚的；
//! 否则取排在后面的。
//!
//! **不查什么**：部门、年度或项目名称不同的；没有写明项目、基金或部门的；自评报告。
//! 一个项目分两笔资金各填一表、金额不同的，只作提示。
//!
//! ---
//!
//! **What it finds**: two documents of one kind for the same department, year and project (or fund)
//! in one filing.
//!
//! **Why**: nobody can tell which of them holds; one is mostly an old draft.
//!
//! **Which one is compared**: the newest is the one that other forms are compared with: the one
//! filed last where both dates of filing can be read and differ, otherwise the one that stands
//! last.
//!
//! **What it leaves alone**: other departments, years and projects; documents that name none;
//! reports. Two tables of a project with different amounts may be for two sources of its money:
//! worth knowing, no more.
//!
//! ```json fails
//! {"documents": [
//!   {"kind": "projectEvaluation", "year": "2025", "project": "农村公路养护", "funds": {"total": {"budget": "300", "executed": "300"}}, "indicators": []},
//!   {"kind": "projectEvaluation", "year": "2025", "project": "农村公路养护项目", "funds": {"total": {"budget": "300", "executed": "300"}}, "indicators": []}]}
//! ```
//!
//! ```json passes
//! {"documents": [
//!   {"kind": "projectEvaluation", "year": "2025", "project": "农村公路养护", "funds": {"total": {"budget": "300", "executed": "300"}}, "indicators": []},
//!   {"kind": "projectEvaluation", "year": "2025", "project": "桥梁检测", "funds": {"total": {"budget": "300", "executed": "300"}}, "indicators": []}]}
//! ```

use crate::filing::{Cell, Document, Reads};
use crate::finding::{Family, Finding, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::across::kin::form_of;
use crate::relation::across::twins::{Versions, amount, identity, may_be_apart, versions};

use crate::relation::Relations;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static DUPLICATE_DOCUMENT: Rule = Rule {
    info: RuleInfo {
        family: Family::Xdc,
        code: "XDC007",
        name: "duplicate-document",
        severity: Severity::Warning,
        summary: Text { zh: "同一张表交了两份", en: "the same form twice in one filing" },
        basis: FORM,
    },
    checks: &[Check::Filing(
        Reads::of(&[Column::Words, Column::Money, Column::Year, Column::Date]),
        check,
    )],
};

message! {
    DuplicateDocument { claimed: Quoted, table: Printed, first: usize, newest: usize }
    REPEATED:
        zh "“{claimed}”的《{table}》在这套材料里已有一份（第 {first} 份文件）；与其他表核对时，以第 {newest} 份文件为准。"
        en "This filing already has {table} of “{claimed}”: its document {first}. Other forms are compared with document {newest}."
        advice ADVICE
    APART:
        zh "“{claimed}”的《{table}》在这套材料里已有一份（第 {first} 份文件），金额不同；可能是两笔资金各填一表，与其他表核对时两份都算。"
        en "This filing already has {table} of “{claimed}”, its document {first}, with another amount. They may be about two sources of money: both are compared with other forms."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "删去重复的一份；确为两笔资金各填一表的，在项目名称中写明区别。",
    en: "Remove one of them; where each is for a source of money of its own, say so in the project's name.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for form in versions(relations.documents) {
        checks.pass();
        for (_, document) in &form.others {
            let Some((_, name)) = identity(document) else { continue };
            checks.push(finding(&form, document, name, relations.documents));
        }
    }
}

fn finding(
    form: &Versions<'_>,
    document: &Document,
    name: &Cell,
    documents: &[Document],
) -> Finding {
    let (first, earlier) = form.first;
    let (newest, _) = form.newest();
    let differ = amount(earlier).zip(amount(document)).is_some_and(|(a, b)| a != b);
    let wording = if may_be_apart(earlier, document) { APART } else { REPEATED };
    let message = wording.with(DuplicateDocument {
        claimed: name.into(),
        table: form_of(name, documents).into(),
        first: first + 1,
        newest: newest + 1,
    });
    let finding = DUPLICATE_DOCUMENT.finding(&name.place, message);
    let finding = identity(earlier)
        .into_iter()
        .fold(finding, |finding, (_, cell)| finding.related(&cell.place));
    if differ { finding.severity(Severity::Info) } else { finding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run_in;
    use serde_json::{Value as Json, json};

    fn run(documents: Json) -> Vec<String> {
        run_in(&DUPLICATE_DOCUMENT, "cn", json!({ "documents": documents }))
    }

    fn project(name: &str, year: &str, amount: &str) -> Json {
        json!({"kind": "projectTargets", "project": name, "year": year, "amount": amount, "indicators": []})
    }

    #[test]
    fn finds_a_form_that_is_there_twice() {
        let found = run(json!([
            project("桥梁检测", "2025", "30"),
            project("农村公路养护", "2025", "30"),
            project("桥梁检测项目", "", "30")
        ]));
        assert_eq!(found, ["/documents/2/project: 桥梁检测项目"]);
        let accounts = |fund: &str| json!({"kind": "fundAccounts", "fund": fund});
        assert_eq!(
            run(json!([accounts("失业保险"), accounts("工伤保险"), accounts("失业保险")])),
            ["/documents/2/fund: 失业保险"]
        );
        let department =
            json!({"kind": "departmentEvaluation", "department": "某市水利局", "indicators": []});
        assert_eq!(run(json!([department, department])), ["/documents/1/department: 某市水利局"]);
    }

    #[test]
    fn two_sources_of_one_project_are_only_worth_knowing() {
        let found =
            run(json!([project("桥梁检测", "2025", "30"), project("桥梁检测", "2025", "45")]));
        assert_eq!(found, ["/documents/1/project (info): 桥梁检测"]);
    }

    #[test]
    fn leaves_alone_what_differs_or_is_not_named() {
        let unnamed = json!({"kind": "departmentEvaluation", "indicators": []});
        let report = json!({"kind": "narrative", "department": "某市水利局", "sections": []});
        for documents in [
            json!([project("桥梁检测", "2025", "30"), project("桥梁检测", "2024", "30")]),
            json!([project("桥梁检测", "2025", "30"), {"kind": "projectEvaluation", "project": "桥梁检测", "year": "2025", "indicators": []}]),
            json!([project("", "2025", "30"), project("", "2025", "30")]),
            json!([unnamed, unnamed]),
            json!([report, report]),
        ] {
            assert_eq!(run(documents.clone()), [""; 0], "{documents}");
        }
    }
}
