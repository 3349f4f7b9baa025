//! # 各文件的年度或部门不同
//!
//! **查什么**：一次报送的各文件，年度或部门名称与多数文件不同；没有多数的，以第一份为准。
//!
//! **为什么**：多半是混入了往年或别单位的表；年度、部门不同的文件，其余各项不作互相比较。
//!
//! **不查什么**：未写年度、部门的；“某局（本级）”、“[301]某局”与“某局”；
//! 转移支付自评表的主管部门可能是上级部门，不比部门。
//!
//! ---
//!
//! **What it finds**: a document whose year or department is not the one of most documents, or of
//! the first where none leads.
//!
//! **Why**: most likely last year's table or another department's slipped in; such documents are
//! not compared with the others.
//!
//! **What it leaves alone**: documents that name neither; 某局（本级） or [301]某局 beside 某局;
//! the department of transfer-payment forms, which may be a higher one.
//!
//! ```json fails
//! {"documents": [
//!   {"kind": "projectTargets", "year": "2025", "project": "场地运转经费", "indicators": []},
//!   {"kind": "projectTargets", "year": "2024", "project": "信息化运维", "indicators": []}]}
//! ```
//!
//! ```json passes
//! {"documents": [
//!   {"kind": "projectTargets", "year": "2025", "project": "场地运转经费", "indicators": []},
//!   {"kind": "projectTargets", "year": "2025年", "project": "信息化运维", "indicators": []}]}
//! ```

use crate::finding::{
    Family, Finding, Message, Printed, Quoted, RuleInfo, Severity, Text, message,
};
use rustc_hash::FxHashMap as HashMap;

use crate::filing::{Cell, Document, Head, Reads};
use crate::relation::across::kin::same_department;

use crate::relation::Relations;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Column;

pub static HEAD_DIFFERS: Rule = Rule {
    info: RuleInfo {
        family: Family::Xdc,
        code: "XDC005",
        name: "head-differs",
        severity: Severity::Warning,
        summary: Text {
            zh: "各文件的年度或部门不同",
            en: "documents of different years or departments in one filing",
        },
        basis: FORM,
    },
    checks: &[Check::Filing(Reads::of(&[Column::Words, Column::Year, Column::Date]), check)],
};

message! {
    HeadDiffers { claimed: Quoted, expected: Printed }
    YEAR:
        zh "本文件是 {claimed} 年度的，同一套材料的其他文件是 {expected} 年度的。"
        en "This document is about {claimed}; the others of the filing are about {expected}."
        advice ADVICE
    DEPARTMENT:
        zh "本文件的部门是“{claimed}”，同一套材料的其他文件是“{expected}”。"
        en "This document is of “{claimed}”; the others of the filing are of “{expected}”."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "确认是否混入了往年或其他单位的文件。",
    en: "Make sure that no document of another year or department slipped in.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    let years: Vec<(i32, &Cell)> =
        relations.documents.iter().filter_map(|document| year(document.head())).collect();
    if let Some((most, of)) = most_frequent(&years) {
        for (year, cell) in &years {
            if year != most {
                let message = YEAR.with(HeadDiffers {
                    claimed: year.to_string().into(),
                    expected: most.to_string().into(),
                });
                checks.push(finding(cell, of, message));
            } else if cell.place != of.place {
                checks.pass();
            }
        }
    }
    let departments: Vec<(&str, &Cell)> =
        relations.documents.iter().filter_map(department).collect();
    if let Some((most, of)) = most_frequent(&departments) {
        for (key, cell) in &departments {
            if !same_department(most, key) {
                let figures = HeadDiffers { claimed: (*cell).into(), expected: of.into() };
                checks.push(finding(cell, of, DEPARTMENT.with(figures)));
            } else if cell.place != of.place {
                checks.pass();
            }
        }
    }
}

/// The most frequent value, or the first of several, and the first cell that has it.
fn most_frequent<'s, 'a, T: PartialEq + Eq + core::hash::Hash>(
    values: &'s [(T, &'a Cell)],
) -> Option<(&'s T, &'a Cell)> {
    let mut counts: HashMap<&T, usize> = HashMap::default();
    for (what, _) in values {
        *counts.entry(what).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    values
        .iter()
        .find(|(what, _)| counts.get(what) == Some(&most))
        .map(|(what, cell)| (what, *cell))
}

fn department(document: &Document) -> Option<(&str, &Cell)> {
    let cell = document.head().department.as_ref().filter(|cell| !cell.is_empty())?;
    // A transfer's evaluation may be of the level above.
    (!matches!(document, Document::TransferEvaluation(_))).then(|| (cell.name_key(), cell))
}

/// The year and the cell that has it.
fn year(head: &Head) -> Option<(i32, &Cell)> {
    let own = head.year.as_ref().filter(|cell| cell.date().is_some());
    Some((head.evaluated_year()?, own.or(head.title.as_ref())?))
}

fn finding(cell: &Cell, first: &Cell, message: Message) -> Finding {
    HEAD_DIFFERS.finding(&cell.place, message).related(&first.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run_in;
    use serde_json::{Value as Json, json};

    fn run(heads: &[(&str, &str)]) -> Vec<String> {
        let document = |(year, department): &(&str, &str)| json!({"kind": "projectTargets", "year": year, "department": department, "indicators": []});
        let documents: Vec<Json> = heads.iter().map(document).collect();
        run_in(&HEAD_DIFFERS, "cn", json!({"documents": documents}))
    }

    #[test]
    fn compares_heads() {
        assert_eq!(
            run(&[("2025", "市交通运输局"), ("2025年度", "市交通运输局（本级）"), ("", "")]),
            [""; 0]
        );
        assert_eq!(
            run(&[("2025", "市交通运输局"), ("2024", "市水利局")]),
            ["/documents/1/year: 2024 → 2025", "/documents/1/department: 市水利局 → 市交通运输局"]
        );
    }

    #[test]
    fn the_odd_one_out_is_the_one_to_look_at() {
        let heads = [("2024", "市水利局"), ("2025", "市交通运输局"), ("2025", "市交通运输局")];
        assert_eq!(run(&heads), ["/year: 2024 → 2025", "/department: 市水利局 → 市交通运输局"]);
    }
}
