//! # 逾期填报
//!
//! **查什么**：自评表的填报日期晚于所用口径规定的截止日期；或者文件自己写明了完成自评的期限，
//! 而填报日期在期限之后；或者文件自己说将在某日前公开，填报日期却在那一日之后。
//!
//! **为什么**：逾期的自评要向财政部门说明。
//!
//! **不查什么**：口径和文件都没有写明期限的；给下属单位规定的期限和其他文件公开的期限；
//! 截止日期不属于被评价年度次年的；目标表和基础数据。
//!
//! ---
//!
//! **What it finds**: a self-evaluation filed after the profile's due date, or after the day before
//! which the document itself says it was due or is to be published.
//!
//! **Why**: a late filing has to be explained.
//!
//! **What it leaves alone**: filings for which neither names a day; days set for subordinate units
//! or for the publication of others; due dates of another year; target tables and data tables.
//!
//! ```json fails
//! {"profile": {"id": "county", "name": "某县", "evaluationDue": "2026-05-31"}, "documents": [{"kind": "transferEvaluation", "year": "2025", "filedOn": "2026年6月2日", "indicators": []}]}
//! ```
//!
//! ```json passes
//! {"profile": {"id": "county", "name": "某县", "evaluationDue": "2026-05-31"}, "documents": [{"kind": "transferEvaluation", "year": "2025", "filedOn": "2026年5月31日", "indicators": []}]}
//! ```

use crate::filing::{Cell, Document, MaybeCell};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, Wording, message};
use crate::narrative::dated::{Dated, Moment};
use crate::narrative::occasion::{is_due_day, is_publication_day};
use crate::relation::dates::{DATED, evaluated_year, looks_back, reports_back};

use crate::relation::Relations;
use crate::relation::prose::cells_of;
use crate::rule::{Check, Checks, Rule};
use crate::value::date::Date;

pub static AFTER_DEADLINE: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT003",
        name: "after-deadline",
        severity: Severity::Warning,
        summary: Text { zh: "填报日期晚于截止日期", en: "filed after the due date" },
        basis: Text { zh: "本地区当年自评工作通知", en: "the profile's own due date" },
    },
    checks: &[Check::Document(DATED, check)],
};

message! {
    AfterDeadline { claimed: Quoted, due: Date }
    PROFILE:
        zh "填报日期 {claimed} 晚于截止日期 {due}。"
        en "Filed on {claimed}, after the due date of {due}."
        advice {
            zh "核对填报日期；确属逾期的，向财政部门说明。"
            en "Check the date; if it is right, explain the delay."
        }
    NAMED:
        zh "填报日期 {claimed} 晚于文中写明的完成期限 {due}。"
        en "Filed on {claimed}, after {due}, the day before which the text says it was due."
        advice COMPARE
    PUBLISHED:
        zh "填报日期 {claimed} 晚于文中所说的公开期限 {due}。"
        en "Filed on {claimed}, after {due}, the day before which the text says it is to be published."
        advice COMPARE
}

const COMPARE: Text = Text {
    zh: "核对填报日期和文中的期限。",
    en: "Check the date and the day named in the text.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let head = document.head();
        let (Some(year), Some(filed), Some(cell)) =
            (evaluated_year(head), head.filed_on(), head.filed_on.cell())
        else {
            continue;
        };
        let finding = |wording: Wording<AfterDeadline>, due: Date| {
            let message = wording.with(AfterDeadline { claimed: cell.into(), due });
            AFTER_DEADLINE.finding(&cell.place, message)
        };
        if let Some(due) = relations
            .profile
            .evaluation_due
            .filter(|due| is_due(document) && due.year == year.saturating_add(1))
        {
            if filed.earliest() > due.latest() {
                checks.push(finding(PROFILE, due));
                continue;
            }
            checks.pass();
        }
        let is_due = |sentence: &Dated, moment: &Moment| is_due_day(sentence, moment, year);
        let named = [
            (NAMED, named_day(document, is_due)),
            (PUBLISHED, named_day(document, is_publication_day)),
        ];
        for (wording, named) in named {
            let Some((prose, due)) = named else { continue };
            if filed.earliest() > due.latest() {
                checks.push(finding(wording, due).related(&prose.place));
            } else {
                checks.pass();
            }
        }
    }
}

/// The first day of some kind that the document itself states:
/// `在2026年5月30日前完成绩效自评`.
fn named_day(
    document: &Document,
    is_meant: impl Fn(&Dated, &Moment) -> bool,
) -> Option<(&Cell, Date)> {
    if !reports_back(document) {
        return None;
    }
    let due = |sentence: &Dated| {
        sentence.moments.iter().find(|moment| is_meant(sentence, moment)).map(|moment| moment.date)
    };
    cells_of(document)
        .into_iter()
        .find_map(|cell| Some((cell, cell.sentences().iter().find_map(due)?)))
}

fn is_due(document: &Document) -> bool {
    looks_back(document)
        && (document.evaluation().is_some() || matches!(document, Document::ScoreSheet(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;
    use crate::testing::findings;
    use serde_json::json;

    fn found(due: Option<&str>, kind: &str, year: &str, filed: &str) -> usize {
        let mut profile = json!({"id": "county", "name": "某县"});
        if let Some(due) = due {
            profile["evaluationDue"] = json!(due);
        }
        let document =
            json!({"kind": kind, "year": year, "filedOn": filed, "indicators": [], "items": []});
        let profile = Profile::from_json(&profile).unwrap();
        findings(&[&AFTER_DEADLINE], &profile, json!({"documents": [document]})).len()
    }

    #[test]
    fn finds_what_was_filed_late() {
        for (kind, filed) in [
            ("departmentEvaluation", "2026-06-01"),
            ("scoreSheet", "2026年6月"),
            ("transferEvaluation", "2027.1.1"),
        ] {
            assert_eq!(found(Some("2026-05-31"), kind, "2025", filed), 1, "{kind} {filed}");
        }
    }

    #[test]
    fn finds_what_was_filed_after_the_day_the_report_names() {
        let found = |filed: &str, text: &str| {
            crate::testing::run(
                &AFTER_DEADLINE,
                json!({"kind": "narrative", "year": "2025", "filedOn": filed, "sections": [{"text": text}]}),
            )
        };
        let due = "县财政局要求在2026年5月30日前完成绩效自评，所报材料由单位负责。";
        assert_eq!(found("2026年6月3日", due), ["/filedOn: 2026年6月3日"]);
        assert_eq!(found("2026年5月26日", due), [""; 0]);
        assert_eq!(found("2026年5月", due), [""; 0]);
        let sent = "按市财政局相关文件要求于2026\n\n年5月30日前报送自评材料并公开。";
        assert_eq!(found("2026年9月29日", sent), ["/filedOn: 2026年9月29日"]);
        assert_eq!(found("2026年5月29日", sent), [""; 0]);
        let published = "2025年度部门整体支出绩效自评报告将于2026年4月29日前在我局门户网站公开。";
        assert_eq!(found("2026年7月22日", published), ["/filedOn: 2026年7月22日"]);
        assert_eq!(found("2026年4月22日", published), [""; 0]);
        for text in [
            "要求下属单位在2026年4月20日前报送绩效自评报告。",
            "绩效自评报告已于2026年4月29日前公开。",
            "部门决算将于2026年4月29日前公开。",
            "按要求在2025年5月30日前完成上年绩效自评。",
            "在2026年5月底前完成绩效自评。",
        ] {
            assert_eq!(found("2026年6月3日", text), [""; 0], "{text}");
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
