//! # 逾期填报
//!
//! **查什么**：自评表的填报日期晚于所用口径规定的截止日期。
//!
//! **为什么**：逾期的自评要向财政部门说明。
//!
//! **不查什么**：口径没有规定截止日期的；截止日期不属于被评价年度次年的；目标表和基础数据。
//!
//! ---
//!
//! **What it finds**: a self-evaluation filed after the profile's due date.
//!
//! **Why**: a late filing has to be explained.
//!
//! **What it leaves alone**: profiles without a due date; due dates of another year; target tables and data tables.
//!
//! ```json fails
//! {"profile": {"id": "county", "name": "某县", "evaluationDue": "2026-05-31"}, "documents": [{"kind": "transferEvaluation", "year": "2025", "filedOn": "2026年6月2日", "indicators": []}]}
//! ```
//!
//! ```json passes
//! {"profile": {"id": "county", "name": "某县", "evaluationDue": "2026-05-31"}, "documents": [{"kind": "transferEvaluation", "year": "2025", "filedOn": "2026年5月31日", "indicators": []}]}
//! ```

use super::title::{evaluated_year, looks_back};
use crate::filing::{Document, MaybeCell};
use crate::report::finding::{Finding, Severity};
use crate::report::text::Text;
use crate::rule::{Checks, Rule, Scope};

pub static AFTER_DEADLINE: Rule = Rule {
    code: "DAT003",
    name: "after-deadline",
    severity: Severity::Warning,
    summary: Text { zh: "填报日期晚于截止日期", en: "filed after the due date" },
    basis: Text { zh: "本地区当年自评工作通知", en: "the profile's own due date" },
    check,
};

const MESSAGE: Text =
    Text { zh: "填报日期 {claimed} 晚于截止日期 {due}。", en: "Filed on {claimed}, after the due date of {due}." };
const ADVICE: Text = Text {
    zh: "核对填报日期；确属逾期的，向财政部门说明。", en: "Check the date; if it is right, explain the delay."
};

fn check(scope: &Scope<'_>, checks: &mut Checks) {
    let Some(due) = scope.profile.evaluation_due else { return };
    for document in scope.documents.iter().filter(|document| is_due(document)) {
        let head = document.head();
        let (Some(year), Some(filed), Some(cell)) = (evaluated_year(head), head.filed_on(), head.filed_on.cell()) else { continue };
        if due.year != year.saturating_add(1) {
            continue;
        }
        if filed.earliest() > due.latest() {
            let finding = Finding::new(&AFTER_DEADLINE, &cell.place, MESSAGE).claimed(cell.text.trim()).arg("due", due).advice(ADVICE);
            checks.push(finding);
        } else {
            checks.held();
        }
    }
}

fn is_due(document: &Document) -> bool {
    looks_back(document) && (document.evaluation().is_some() || matches!(document, Document::ScoreSheet(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Filing;
    use crate::profile::Profile;
    use serde_json::json;

    fn found(due: Option<&str>, kind: &str, year: &str, filed: &str) -> usize {
        let mut profile = json!({"id": "county", "name": "某县"});
        if let Some(due) = due {
            profile["evaluationDue"] = json!(due);
        }
        let document = json!({"kind": kind, "year": year, "filedOn": filed, "indicators": [], "items": []});
        let filing = Filing::read(&json!({"documents": [document]})).unwrap();
        let profile = Profile::from_json(&profile).unwrap();
        let scope = Scope::new(&filing.documents, &profile, None);
        Checks::run(&scope, core::iter::once(&AFTER_DEADLINE)).findings.len()
    }

    #[test]
    fn finds_what_was_filed_late() {
        for (kind, filed) in [("departmentEvaluation", "2026-06-01"), ("scoreSheet", "2026年6月"), ("transferEvaluation", "2027.1.1")] {
            assert_eq!(found(Some("2026-05-31"), kind, "2025", filed), 1, "{kind} {filed}");
        }
    }

    #[test]
    fn leaves_alone_what_is_in_time_or_not_due() {
        for (due, kind, year, filed) in [
            (Some("2026-05-31"), "departmentEvaluation", "2025", "2026-05-31"),
            (Some("2026-05-31"), "departmentEvaluation", "2025", "2026年5月"),
            (Some("2026-05-31"), "departmentEvaluation", "2025", "2026年"),
            (Some("2026-05-31"), "departmentEvaluation", "2024", "2026-06-01"),
            (Some("2026-05-31"), "departmentTargets", "2025", "2026-06-01"),
            (Some("2026-05-31"), "departmentEvaluation", "2025", ""),
            (None, "departmentEvaluation", "2025", "2026-06-01"),
        ] {
            assert_eq!(found(due, kind, year, filed), 0, "{kind} {year} {filed}");
        }
    }
}
