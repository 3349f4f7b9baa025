//! # 写的是还没有到的时间
//!
//! **查什么**：在核对之日还没有开始的评价年度（年度栏或标题）、还没有到的填报日期；
//! 报告里已成事实的结果（“已”“累计”“总支出”“截至……”），时间却在填报之后；
//! 依据的文号，年份在填报之后。
//!
//! **为什么**：还没有到的时间不会有结果，多半是年份打错一个数字。
//!
//! **不查什么**：将来的打算、目标、规划、合同期和“下一步”各节；没有明说已经做到的；目标表。
//!
//! ---
//!
//! **What it finds**: an evaluated year that has not begun, or a filing date that has not come, on
//! the day of checking; in a report, what is told as done (已, 累计, 总支出, 截至…) at a time after
//! the filing; numbers of papers of a year after it.
//!
//! **Why**: a time to come has no results; mostly one digit of the year is mistyped.
//!
//! **What it leaves alone**: plans, goals, terms of contracts and sections about the next steps;
//! what is not plainly said to have been done; target tables.
//!
//! ```json fails
//! {"kind": "narrative", "year": "2025", "filedOn": "2026年5月29日", "sections": [{"text": "2028年，我市基本医疗保险参保人数677.14万人。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "year": "2025", "filedOn": "2026年5月29日", "sections": [{"text": "2025年，我市基本医疗保险参保人数677.14万人。到2028年，力争参保人数达到680万人。"}]}
//! ```

use crate::filing::{Document, MaybeCell};
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, Wording, message};
use crate::relation::Relations;
use crate::relation::dates::{DATED, evaluated_year, looks_back};
use crate::relation::years::{Said, papers_ahead, results_ahead, written_by};
use crate::rule::{Check, Checks, Rule};
use crate::value::date::Date;

pub static DATED_AHEAD: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT007",
        name: "dated-ahead",
        severity: Severity::Warning,
        summary: Text {
            zh: "已成事实的事，时间却还没有到",
            en: "something done, at a time that had not come",
        },
        basis: Text { zh: "日期先后", en: "the order of dates" },
    },
    checks: &[Check::Document(DATED, check)],
};

message! {
    Ahead { claimed: Quoted, limit: Date }
    YEAR_AHEAD:
        zh "“{claimed}”：评价年度还没有开始（核对之日是 {limit}）。"
        en "“{claimed}”: the evaluated year has not begun (checked on {limit})."
        advice { zh "核对评价年度。" en "Check the evaluated year." }
    FILED_AHEAD:
        zh "填报日期 {claimed} 还没有到（核对之日是 {limit}）。"
        en "The filing date {claimed} has not come (checked on {limit})."
        advice { zh "核对填报日期。" en "Check the filing date." }
}
message! {
    DoneAhead { claimed: Quoted, limit: Quoted }
    RESULT:
        zh "文中把 {claimed} 的事说成已有结果，而文件是 {limit} 填报的。"
        en "The text gives results of {claimed}, but the document was filed in {limit}."
        advice ADVICE
    PAPER:
        zh "所引文号的年份 {claimed} 在填报时间（{limit}）之后。"
        en "The paper's number is of {claimed}, after the filing ({limit})."
        advice ADVICE
}
const ADVICE: Text = Text { zh: "核对年份后改正。", en: "Check the year and correct it." };

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        check_head(document, relations.today, checks);
        let Some(evaluated) = evaluated_year(document.head()) else { continue };
        let limit = written_by(document, evaluated).to_string();
        let mut push = |said: Said<'_>, wording: Wording<DoneAhead>| {
            let claimed = said.cell.quoted(said.span).into();
            let message = wording.with(DoneAhead { claimed, limit: limit.as_str().into() });
            let mut finding = DATED_AHEAD.finding(&said.cell.place, message).span(said.span);
            let head = document.head();
            for cell in [&head.filed_on, &head.year].into_iter().flatten() {
                finding = finding.related(&cell.place).follows(&cell.place);
            }
            checks.push(finding);
        };
        results_ahead(document).into_iter().for_each(|said| push(said, RESULT));
        papers_ahead(document, relations.today).into_iter().for_each(|said| push(said, PAPER));
    }
}

/// The year and the date of the document itself, on the day of checking.
fn check_head(document: &Document, today: Option<Date>, checks: &mut Checks) {
    let (head, Some(today)) = (document.head(), today) else { return };
    let finding = |cell: &crate::filing::Cell, wording: Wording<Ahead>| {
        let message = wording.with(Ahead { claimed: cell.into(), limit: today });
        DATED_AHEAD.finding(&cell.place, message).severity(Severity::Error)
    };
    if let (Some(filed), Some(cell)) = (head.filed_on(), head.filed_on.cell()) {
        // It may be tomorrow already where the officer is.
        let is_tomorrow =
            filed.days().zip(today.days()).is_some_and(|(filed, today)| filed - today <= 1);
        if filed.earliest() > today.latest() && !is_tomorrow {
            checks.push(finding(cell, FILED_AHEAD));
        } else {
            checks.pass();
        }
    }
    let year = head.year.cell().or(head.title.cell()).zip(evaluated_year(head));
    if let Some((cell, year)) = year.filter(|_| looks_back(document) || is_report(document)) {
        if year > today.year {
            checks.push(finding(cell, YEAR_AHEAD));
        } else {
            checks.pass();
        }
    }
}

fn is_report(document: &Document) -> bool {
    let title = document.head().title.compact();
    matches!(document, Document::Narrative(_)) && (title.contains("自评") || title.contains("评价"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use crate::{Options, validate};
    use serde_json::json;

    fn report(filed: &str, text: &str) -> Vec<String> {
        run(
            &DATED_AHEAD,
            json!({"kind": "narrative", "year": "2025", "filedOn": filed, "sections": [{"text": text}]}),
        )
    }

    #[test]
    fn finds_results_after_the_filing() {
        for (text, claimed) in [
            ("2027年，我市基本医疗保险参保人数677.14万人。", "2027年"),
            ("2028 年按常住人口712.08万人计算，参保率为95.09%。", "2028年"),
            ("我局2029年度无新增项目。", "2029年"),
            ("截至2026年12月31日，补助资金实际到位393699万元。", "2026年12月31日"),
            ("2026年末，在职人员60人。", "2026年"),
            ("2026年全市城乡居民医保基金总收入347102万元。", "2026年"),
            ("2026年决算收入总计57099.3万元。", "2026年"),
            ("根据《通知》（湛财绩〔2028〕2号）要求。", "2028"),
        ] {
            assert_eq!(
                report("2026年5月29日", text),
                [format!("/sections/0/text: {claimed}")],
                "{text}"
            );
        }
    }

    #[test]
    fn leaves_alone_what_was_done_and_what_is_planned() {
        for text in [
            "2025年，我市基本医疗保险参保人数677.14万人，2024年676万人。",
            "到2027年，参保率为95%以上。",
            "2027年将实现参保人数680万人。",
            "力争2028年累计投入1000万元。",
            "项目建设期2025年—2027年，累计投资1000万元。",
            "分年投入2026年100万元，2027年200万元，2028年共有300万元。",
            "合同约定2027年总支出100万元。",
            "2026年1月至4月，已完成清算。",
            "截至2026年4月30日，已拨付100万元。",
            "2026年预算收入总计100万元。",
            "2026年一季度总收入30万元。",
            "2026年，将2025年决算支出情况公开。",
            "根据湛财绩〔2026〕2号文件要求。",
            "“十四五”以来，至2035年基本实现现代化。",
            "2027年3月31日前完成整改。",
        ] {
            assert_eq!(report("2026年5月29日", text), [""; 0], "{text}");
        }
        let planned = json!({"kind": "narrative", "year": "2025", "filedOn": "2026年5月29日", "sections": [
            {"heading": "六、下一步改进措施", "text": "略。"},
            {"heading": "（一）加大征缴", "text": "2027年参保人数680万人。"}]});
        assert_eq!(run(&DATED_AHEAD, planned), [""; 0]);
        let targets = json!({"kind": "projectTargets", "year": "2025", "goal": "2027年参保人数680万人。", "indicators": []});
        assert_eq!(run(&DATED_AHEAD, targets), [""; 0]);
    }

    #[test]
    fn knows_the_day_of_checking() {
        let found = |year: &str, filed: &str, today: Option<&str>| {
            let document = json!({"kind": "transferEvaluation", "year": year, "filedOn": filed, "indicators": []});
            let options = Options { today: today.and_then(Date::read), ..Options::default() };
            let report = validate(json!({"documents": [document]}), &options).unwrap();
            let of_rule = report.findings.iter().filter(|finding| finding.code == "DAT007");
            of_rule.map(|finding| finding.path.clone()).collect::<Vec<_>>()
        };
        let (year, filed) = ("/documents/0/year", "/documents/0/filedOn");
        assert_eq!(found("2027", "", Some("2026-11-27")), [year]);
        assert_eq!(found("2025", "2029.4.21", Some("2026-11-27")), [filed]);
        for (of, on, today) in [
            ("2025", "2026年5月", Some("2026-11-27")),
            ("2026", "2026-11-28", Some("2026-11-27")),
            ("2025", "2026年11月", Some("2026-11-27")),
            ("2027", "", None),
        ] {
            assert_eq!(found(of, on, today), [""; 0], "{of} {on}");
        }
    }
}
