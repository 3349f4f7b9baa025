//! # 年份彼此不符
//!
//! **查什么**：填报日期比评价年度晚三年以上；布置、批复某一年工作或预算的通知，文号的年份相差一年以上；
//! 预算不在本年公开，决算、自评报告不在次年公开；`2021年、2029年、2023年、2024年`
//! 这样一串连续的年份里有一个接不上；“自……至……”止早于起；
//! 封面或落款的年月与填报日期相差两个月以上。
//!
//! **为什么**：这些年份彼此有定数，对不上的多半是打错一个数字。
//!
//! **不查什么**：规划、清算、审计、通报等隔年的文件；只写年份的公开；执行情况、采购、调整等其他公开；
//! 跨年的月份（11月至次年3月）。
//!
//! ---
//!
//! **What it finds**: a filing three years or more after the evaluated year; a notice on one year's
//! work or budget whose number is of a year further than one away; a budget not published in its
//! year, accounts or a self-evaluation not in the year after; one year that does not fit into a
//! row of years (`2021年、2029年、2023年、2024年`); a period that ends before it begins;
//! a date on the cover or below the text two months or more from the filing date.
//!
//! **Why**: these years belong together; where they do not, mostly one digit is mistyped.
//!
//! **What it leaves alone**: plans, settlements, audits and other papers of later years;
//! publications of which only the year is said, or of other things; months across the turn of a
//! year.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "根据《关于批复2020年度市直部门预算的通知》（湛财预〔2025〕28号）开展工作。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "根据《关于批复2025年度市直部门预算的通知》（湛财预〔2025〕28号）开展工作。"}]}
//! ```

use crate::filing::{Cell, Document, MaybeCell};
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::cover::cover_apart;
use crate::relation::dates::{DATED, evaluated_year, reports_back};
use crate::relation::years::{is_apart, publications_apart, reversed, unfitting};
use crate::rule::{Check, Checks, Rule};
use crate::value::date::Date;

pub static YEARS_APART: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT008",
        name: "years-apart",
        severity: Severity::Warning,
        summary: Text { zh: "年份彼此不符", en: "years that do not belong together" },
        basis: Text { zh: "日期先后", en: "the order of dates" },
    },
    checks: &[
        Check::Sentences(check_sentences),
        Check::Document(DATED, check_filing),
        Check::Document(DATED, check_cover),
    ],
};

message! {
    FiledLate { claimed: Quoted, year: i32 }
    zh "填报日期 {claimed} 与评价年度 {year} 年相隔三年以上。"
    en "Filed on {claimed}, three years or more after the evaluated year {year}."
    advice ADVICE
}
message! {
    CoverApart { claimed: Quoted, filed: Date }
    zh "封面或落款写的是 {claimed}，填报日期是 {filed}，相差两个月以上。"
    en "The cover or signature says {claimed}, the filing date is {filed}: two months or more apart."
    advice ADVICE
}
message! {
    Apart { claimed: Quoted, other: Quoted }
    PAPER:
        zh "文件标题说的是 {claimed}，文号却是 {other} 年的。"
        en "The paper's title speaks of {claimed}, its number is of {other}."
        advice ADVICE
    PUBLICATION:
        zh "{other}公开的是 {claimed} 的，两个年份不符：预算在本年公开，决算和自评在次年公开。"
        en "What was published on {other} is of {claimed}: a budget is published in its year, accounts and evaluations in the next."
        advice ADVICE
    REVERSED:
        zh "“{other}”到“{claimed}”，止早于起。"
        en "From {other} to {claimed}: it ends before it begins."
        advice ADVICE
}
message! {
    Unfitting { claimed: Quoted, expected: Printed }
    zh "这一串年份里 {claimed} 接不上，可能应为 {expected}。"
    en "{claimed} does not fit into this row of years; {expected} probably does."
    advice ADVICE
}
const ADVICE: Text = Text { zh: "核对年份后改正。", en: "Check the years and correct." };

fn check_filing(relations: &Relations<'_>, checks: &mut Checks) {
    const TOO_LATE: i32 = 3;
    for document in relations.documents.iter().filter(|document| reports_back(document)) {
        let head = document.head();
        let (Some(year), Some(filed), Some(cell)) =
            (evaluated_year(head), head.filed_on(), head.filed_on.cell())
        else {
            continue;
        };
        let is_report = matches!(document, Document::Narrative(_));
        if filed.year.saturating_sub(year) < TOO_LATE || is_report && head.year.is_empty() {
            checks.pass();
            continue;
        }
        let mut finding =
            YEARS_APART.finding(&cell.place, FiledLate { claimed: cell.into(), year });
        if let Some(year) = head.year.cell().or(head.title.cell()) {
            finding = finding.related(&year.place);
        }
        checks.push(finding);
    }
}

fn check_cover(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let Some((said, filed)) = cover_apart(document) else { continue };
        let message = CoverApart { claimed: said.cell.quoted(said.span).into(), filed };
        let finding = YEARS_APART.finding(&said.cell.place, message).span(said.span);
        checks.push(finding.related_each(document.head().filed_on.cell().map(|cell| &cell.place)));
    }
}

fn check_sentences(cell: &Cell, checks: &mut Checks) {
    let quoted = |span: (usize, usize)| cell.quoted(span).into();
    for paper in &cell.prose().papers {
        let Some((_, titled)) = paper.titled else { continue };
        if is_apart(paper) {
            let message = Apart { claimed: quoted(titled), other: quoted(paper.span) };
            let finding = YEARS_APART.finding(&cell.place, PAPER.with(message));
            checks.push(finding.span(titled));
        } else {
            checks.pass();
        }
    }
    for sentence in cell.sentences() {
        let publications = publications_apart(sentence).into_iter().map(|pair| (pair, PUBLICATION));
        let periods = reversed(sentence, |moment| cell.quoted(moment.span).contains('年'));
        let periods = periods.into_iter().map(|pair| (pair, REVERSED));
        for ((first, second), wording) in publications.chain(periods) {
            let message = Apart { claimed: quoted(second.span), other: quoted(first.span) };
            let finding = YEARS_APART.finding(&cell.place, wording.with(message));
            checks.push(finding.span(second.span));
        }
        for (moment, year) in unfitting(sentence) {
            let expected = format!("{year}年").into();
            let message = Unfitting { claimed: quoted(moment.span), expected };
            let finding = YEARS_APART.finding(&cell.place, message);
            checks.push(finding.span(moment.span));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn report(text: &str) -> Vec<String> {
        run(&YEARS_APART, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    #[test]
    fn finds_years_that_do_not_belong_together() {
        for (text, found) in [
            (
                "根据《关于做好2027年城乡居民基本医疗保险有关工作的通知》(医保发〔2025〕22号)文件要求",
                "2027年",
            ),
            ("根据《关于批复 2025 年度市直部门预算的通知》（湛财预〔2028〕28 号）批复", "2025年"),
            ("我局于2023年4月22日在政府网站公开2025年度市直部门预算。", "2025年"),
            ("于2025年5月15日在政府网站公开市医保局2025年度整体绩效自评报告。", "2025年"),
            ("于2025年9月10日在政府网站公开2022年度市直部门决算。", "2022年"),
            (
                "2027年度部门整体支出绩效自评报告将于2026年4月29日前在门户网站公开。",
                "2026年4月29日",
            ),
            ("自2025年3月1日至2024年12月31日实施。", "2024年12月31日"),
            ("2025年4月24日至4月18日开展自评。", "4月18日"),
            (
                "2021年、2029年、2023年、2024年财政补助标准分别为580元、610元、640元、670元。",
                "2029年 → 2022年",
            ),
            ("2029年、2022年、2023年、2024年补助标准", "2029年 → 2021年"),
            ("2021年、2022年、2021年、2024年补助标准", "2021年 → 2023年"),
            ("2021年、2022年、2023年、2022年补助标准", "2022年 → 2024年"),
        ] {
            assert_eq!(report(text), [format!("/sections/0/text: {found}")], "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_belongs_together() {
        for text in [
            "根据《关于批复2025年度市直部门预算的通知》（湛财预〔2025〕28号）和《关于提前下达2026年资金的通知》（财社〔2025〕9号）",
            "《关于开展2024年度绩效自评工作的通知》（财绩〔2025〕3号）",
            "《2021年清算的通知》（财社〔2023〕3号），《2035年远景目标纲要》（〔2021〕1号），《关于做好2023-2025年工作的通知》（〔2022〕1号）",
            "于2025年4月22日公开2025年度市直部门预算，于2025年9月10日公开2024年度市直部门决算。",
            "于2024年12月30日公开2025年部门预算。",
            "2026年1月20日公开2024年度部门决算。",
            "于2025年3月1日公开2024年预算执行情况。",
            "2025年公开2024年度预算。",
            "2025年度部门整体支出绩效自评报告将于2026年4月29日前在门户网站公开。",
            "11月至次年3月，2024年11月1日至3月31日供暖。",
            "2025年4月24日至5月18日，2024年12月1日至2025年3月31日。",
            "2021年、2023年、2025年获奖，2025年、2024年、2023年分别为1、2、3。",
            "2019年、2022年、2023年、2024年获奖。",
            "2021年、2022年、2023年、2024年标准，2024年、2025年标准。",
        ] {
            assert_eq!(report(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn compares_the_cover_with_the_filing_date() {
        let cover = |text: &str| {
            let sections = json!([{ "text": text }, {"text": "2026年4月22日"}]);
            run(
                &YEARS_APART,
                json!({"kind": "narrative", "filedOn": "2026年4月22日", "sections": sections}),
            )
        };
        assert_eq!(cover("某市水利局\n2020年4月"), ["/sections/0/text: 2020年4月"]);
        assert_eq!(cover("2026 年 9 月"), ["/sections/0/text: 2026年9月"]);
        for text in [
            "2026年4月",
            "2026年5月",
            "2026年",
            "自2025年4月起实施",
            "2025年4月，完成验收。",
            "2019年1月14日成立市水利局。",
        ] {
            assert_eq!(cover(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn finds_a_filing_of_much_later() {
        let filed = |filed: &str| {
            run(
                &YEARS_APART,
                json!({"kind": "transferEvaluation", "year": "2022", "filedOn": filed, "indicators": []}),
            )
        };
        assert_eq!(filed("2026年4月20日"), ["/filedOn: 2026年4月20日"]);
        assert_eq!(filed("2023年4月20日"), [""; 0]);
        assert_eq!(filed("2024年4月20日"), [""; 0]);
    }
}
