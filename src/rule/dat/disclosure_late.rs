//! # 公开不及时
//!
//! **查什么**：文中写明的预算、决算公开日期，比所依据的批复日期晚 20 天以上。
//!
//! **为什么**：部门预算、决算应当在财政部门批复后 20 日内向社会公开。
//!
//! **不查什么**：只写了一个日期的；日期没有写到日的；预算的批复与决算的公开（各是各的事）；
//! 绩效目标、自评报告等随后的公开；计划中的公开。
//!
//! ---
//!
//! **What it finds**: a budget or final account that, by the dates in the text, was published more
//! than 20 days after the approval it follows.
//!
//! **Why**: departments publish within 20 days of the approval.
//!
//! **What it leaves alone**: texts with one date only, or without the day; the approval of a budget
//! beside the publication of a final account; target tables and reports, which are published later;
//! publications still planned.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "市财政局于2025年2月10日批复我局2025年部门预算，我局于2025年3月15日在门户网站公开。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "市财政局于2025年2月10日批复我局2025年部门预算，我局于2025年2月28日在门户网站公开。"}]}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::narrative::occasion::approval_and_publication;

use crate::rule::{Check, Checks, Rule};

pub static DISCLOSURE_LATE: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT004",
        name: "disclosure-late",
        severity: Severity::Warning,
        summary: Text {
            zh: "批复后超过 20 日才公开",
            en: "published more than 20 days after the approval",
        },
        basis: Text {
            zh: "部门预算、决算在批复后 20 日内公开的规定",
            en: "budgets and final accounts are published within 20 days of their approval",
        },
    },
    checks: &[Check::Sentences(check)],
};

message! {
    DisclosedLate { claimed: Quoted, approved: Quoted, days: i64 }
    zh "{claimed}公开，距{approved}批复已 {days} 天，超过 20 天。"
    en "Published on {claimed}, {days} days after the approval of {approved}: more than 20."
    advice {
        zh "核对两个日期；确属逾期的，说明原因。"
        en "Check both dates; if they are right, explain the delay."
    }
}

const MOST_DAYS: i64 = 20;

fn check(cell: &Cell, checks: &mut Checks) {
    for sentence in cell.sentences() {
        let Some((approved, published)) = approval_and_publication(sentence) else { continue };
        let Some(days) =
            published.date.days().zip(approved.date.days()).map(|(later, earlier)| later - earlier)
        else {
            continue;
        };
        if days <= MOST_DAYS {
            checks.pass();
            continue;
        }
        let message = DisclosedLate {
            claimed: cell.quoted(published.span).into(),
            approved: cell.quoted(approved.span).into(),
            days,
        };
        let finding = DISCLOSURE_LATE.finding(&cell.place, message);
        checks.push(finding.span(published.span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn report(text: &str) -> Vec<String> {
        run(&DISCLOSURE_LATE, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    #[test]
    fn finds_what_was_published_late() {
        for (text, claimed) in [
            (
                "2024年8月20日市财政局批复我局2023年度部门决算，我局于2024 年 9 月 12 日在政府网站公开。",
                "2024年9月12日",
            ),
            ("财政局于2025年1月25日批复部门预算，2月20日在门户网站公开。", "2月20日"),
            ("部门预算于2025年2月10日经批准，2025年3月3日向社会公开。", "2025年3月3日"),
        ] {
            assert_eq!(report(text), [format!("/sections/0/text: {claimed}")], "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_is_in_time_or_another_thing() {
        for text in [
            "部门预算于2025年2月10日批复，2025年3月2日公开。",
            "我局于2025年4月22日公开2025年度部门预算，于2025年9月10日公开2024年度部门决算。",
            "2025年2月10日批复部门预算，部门决算于2025年9月10日公开。",
            "2025年2月10日批复部门预算，绩效目标表于2025年4月22日公开。",
            "2025年2月10日批复部门预算，将于2025年4月公开。",
            "2025年2月批复部门预算，2025年4月公开。",
            "严格在批复后20天内公开预算。",
            "2025年2月10日预算批复后，项目于2025年6月1日开工并公示。",
            "2025年2月10日批复项目可研，2025年4月1日公示中标结果。",
        ] {
            assert_eq!(report(text), [""; 0], "{text}");
        }
    }
}
