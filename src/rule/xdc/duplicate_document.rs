//! # 同一张表交了两份
//!
//! **查什么**：一套材料里，同一部门、同一年度、同一项目（基金）的同一种表有两份。
//!
//! **为什么**：评审不知道以哪一份为准；重复的一份多半是旧稿。
//!
//! **不查什么**：部门、年度或项目名称不同的；没有写明项目、基金或部门的；自评报告。一个项目分两笔资金各填一表、金额不同的，只作提示。
//!
//! ---
//!
//! **What it finds**: two documents of one kind for the same department, year and project (or fund) in one filing.
//!
//! **Why**: nobody can tell which of them holds; one is mostly an old draft.
//!
//! **What it leaves alone**: other departments, years and projects; documents that name none; reports. Two tables of a project with different amounts may be for two sources of its money: worth knowing, no more.
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

use core::mem::{Discriminant, discriminant};

use rustc_hash::FxHashMap as HashMap;

use super::kin::{MOST_KIN, form_of, may_meet, project_key};
use crate::filing::{Cell, Document, MaybeCell};
use crate::report::finding::{Finding, Severity};
use crate::report::text::Text;
use crate::rule::{Check, Checks, FORM, Rule, Scope};
use crate::value::number::Dec;
use crate::value::{Column, Columns};

pub static DUPLICATE_DOCUMENT: Rule = Rule {
    code: "XDC007",
    name: "duplicate-document",
    severity: Severity::Warning,
    summary: Text { zh: "同一张表交了两份", en: "the same form twice in one filing" },
    basis: FORM,
    checks: &[Check::Filing(Columns::of(&[Column::Words, Column::Money, Column::Year, Column::Date]), check)],
};

const MESSAGE: Text = Text {
    zh: "“{claimed}”的《{table}》在这套材料里已有一份（第 {first} 份文件）。",
    en: "This filing already has {table} of “{claimed}”: its document {first}.",
};
const ADVICE: Text = Text {
    zh: "删去重复的一份；确为两笔资金各填一表的，在项目名称中写明区别。",
    en: "Remove one of them; where each is for a source of money of its own, say so in the project's name.",
};

fn check(scope: &Scope<'_>, checks: &mut Checks) {
    let mut known: HashMap<(Discriminant<Document>, &str), Vec<&Document>> = HashMap::default();
    for document in scope.documents {
        let Some((key, name)) = identity(document) else { continue };
        let alike = known.entry((discriminant(document), key)).or_default();
        match alike.iter().find(|earlier| may_meet(earlier.head(), document.head())) {
            Some(earlier) => checks.push(finding(earlier, document, name, scope.documents)),
            None => checks.held(),
        }
        if alike.len() < MOST_KIN {
            alike.push(document);
        }
    }
}

/// What a document is about, and the cell that says so.
fn identity(document: &Document) -> Option<(&str, &Cell)> {
    let named = |cell: &'_ Option<Cell>| cell.is_some() && !cell.is_empty();
    match document {
        Document::ProjectTargets(table) => Some((project_key(&table.project)?, table.project.as_ref()?)),
        Document::ProjectEvaluation(table) | Document::TransferEvaluation(table) => {
            Some((project_key(&table.project)?, table.project.as_ref()?))
        }
        Document::FundAccounts(table) => table.fund.as_ref().filter(|_| named(&table.fund)).map(|fund| (fund.name_key(), fund)),
        Document::Narrative(_) => None,
        _ => {
            let department = &document.head().department;
            department.as_ref().filter(|_| named(department)).map(|cell| (cell.name_key(), cell))
        }
    }
}

fn finding(earlier: &Document, document: &Document, name: &Cell, documents: &[Document]) -> Finding {
    let first = identity(earlier).and_then(|(_, cell)| cell.place.document()).map_or(0, |index| index + 1);
    let are_apart = amount(earlier).zip(amount(document)).is_some_and(|(a, b)| a != b);
    let finding = Finding::new(&DUPLICATE_DOCUMENT, &name.place, MESSAGE)
        .claimed(name.text.trim())
        .arg("table", form_of(name, documents))
        .arg("first", first)
        .advice(ADVICE);
    let finding = identity(earlier).into_iter().fold(finding, |finding, (_, cell)| finding.related(&cell.place));
    if are_apart { finding.severity(Severity::Info) } else { finding }
}

/// The money of a project.
fn amount(document: &Document) -> Option<Dec> {
    match document {
        Document::ProjectTargets(table) => table.amount.amount(),
        Document::ProjectEvaluation(table) | Document::TransferEvaluation(table) => {
            let total = table.funds.as_ref()?.total.as_ref()?;
            total.budget.amount().or(total.initial.amount())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::run_in;
    use serde_json::{Value as Json, json};

    fn run(documents: Json) -> Vec<String> {
        run_in(&DUPLICATE_DOCUMENT, "cn", json!({ "documents": documents }))
    }

    fn project(name: &str, year: &str, amount: &str) -> Json {
        json!({"kind": "projectTargets", "project": name, "year": year, "amount": amount, "indicators": []})
    }

    #[test]
    fn finds_a_form_that_is_there_twice() {
        let found =
            run(json!([project("桥梁检测", "2025", "30"), project("农村公路养护", "2025", "30"), project("桥梁检测项目", "", "30")]));
        assert_eq!(found, ["/documents/2/project: 桥梁检测项目"]);
        let accounts = |fund: &str| json!({"kind": "fundAccounts", "fund": fund});
        assert_eq!(run(json!([accounts("失业保险"), accounts("工伤保险"), accounts("失业保险")])), ["/documents/2/fund: 失业保险"]);
        let department = json!({"kind": "departmentEvaluation", "department": "某市水利局", "indicators": []});
        assert_eq!(run(json!([department, department])), ["/documents/1/department: 某市水利局"]);
    }

    #[test]
    fn two_sources_of_one_project_are_only_worth_knowing() {
        let found = run(json!([project("桥梁检测", "2025", "30"), project("桥梁检测", "2025", "45")]));
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
