//! # 填报日期早于年度结束
//!
//! **查什么**：自评表、评分表、基础数据表、基金收支表、自评报告的填报日期早于被评价年度的 12 月 31
//! 日；或者报告、表中文字说自评是在被评价年度之内开展或者应当完成的。
//!
//! **为什么**：年度未结束，全年执行数和完成值无从填起；多半是年份写错。
//!
//! **不查什么**：目标表（本应在年度之前填报）；年中监控、中期评价；在填报日期之前就已到期的项目；
//! 只写年份、无法确定早晚的日期；文中对上一年度的自评，自评的布置、培训和计划。
//!
//! ---
//!
//! **What it finds**: an evaluation, score sheet, base-data table, fund accounts or a report filed
//! before 31 December of the year it is about; or a text that says the evaluation was carried out
//! or due within that year.
//!
//! **Why**: the year's figures cannot be known yet; mostly the year of the date is mistyped.
//!
//! **What it leaves alone**: target tables; mid-year monitoring; projects that ended before the
//! date; dates that may still lie at the end of the year; texts about the evaluation of an earlier
//! year, or about its preparation and plans.
//!
//! ```json fails
//! {"kind": "departmentEvaluation", "year": "2025", "department": "某市水利局", "filedOn": "2025年4月24日", "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "departmentEvaluation", "year": "2025", "department": "某市水利局", "filedOn": "2026年4月24日", "indicators": []}
//! ```

use crate::filing::{Cell, Head, MaybeCell};
use crate::finding::{Family, Finding, Message, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::dates::{DATED, Filed, due_early, evaluated_year, filed, said_early};
use crate::rule::{Check, Checks, Rule};

pub static BEFORE_YEAR_END: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT001",
        name: "before-year-end",
        severity: Severity::Error,
        summary: Text {
            zh: "填报日期早于被评价年度结束",
            en: "an evaluation filed before its year has ended",
        },
        basis: Text { zh: "日期先后", en: "the order of dates" },
    },
    checks: &[Check::Document(DATED, check)],
};

const MESSAGE: Text = Text {
    zh: "填报日期 {claimed} 早于 {year} 年年底，全年结果此时还不能评价。",
    en: "Filed on {claimed}, before the end of {year}: the year's results could not be known.",
};
const LIKELY: Text = Text {
    zh: "核对填报日期；年份可能应为 {likely} 年。",
    en: "Check the date; the year was probably meant to be {likely}.",
};
message! { TooEarly { claimed: Quoted, year: i32, likely: i32 } }
message! { SLIP for TooEarly says MESSAGE advice LIKELY }
message! {
    EARLY for TooEarly says MESSAGE
    advice { zh "核对填报日期和评价年度。" en "Check the date and the evaluated year." }
}
message! {
    IN_PROSE for TooEarly
    zh "文中称 {claimed} 开展自评，早于 {year} 年年底，全年结果此时还不能评价。"
    en "The text says the evaluation was carried out on {claimed}, before the end of {year}: the year's results could not be known."
    advice LIKELY
}

message! {
    DUE for TooEarly
    zh "文中称自评应在 {claimed} 前完成，早于 {year} 年年底，全年结果此时还不能评价。"
    en "The text says the evaluation was due before {claimed}, before the end of {year}: the year's results could not be known."
    advice LIKELY
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let Some(year) = evaluated_year(document.head()) else { continue };
        match filed(document, year) {
            Some(Filed::Early(cell, filed)) => {
                // A year too early in a date of the year itself is the commonest slip of all.
                let (likely, wording) =
                    if filed.year == year { (year.saturating_add(1), SLIP) } else { (year, EARLY) };
                let message = wording.with(TooEarly { claimed: cell.into(), year, likely });
                checks.push(finding(document.head(), cell, message));
            }
            Some(Filed::InTime) => checks.pass(),
            None => {}
        }
        if let Some((cell, span)) = said_early(document, year) {
            let likely = year.saturating_add(1);
            let claimed = cell.quoted(span).into();
            let message = IN_PROSE.with(TooEarly { claimed, year, likely });
            let filed = document.head().filed_on.cell().map(|cell| &cell.place);
            let finding = finding(document.head(), cell, message).span(span);
            checks.push(finding.follows_each(filed.cloned()));
        }
        if let Some((cell, span)) = due_early(document, year) {
            let likely = year.saturating_add(1);
            let message = DUE.with(TooEarly { claimed: cell.quoted(span).into(), year, likely });
            let finding = finding(document.head(), cell, message).span(span);
            checks.push(finding.severity(Severity::Warning));
        }
    }
}

fn finding(head: &Head, cell: &Cell, message: Message) -> Finding {
    let evaluated = head.names_year();
    BEFORE_YEAR_END.finding(&cell.place, message).related_each(evaluated.map(|cell| &cell.place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{run, run_in};
    use serde_json::{Value as Json, json};

    fn dated(kind: &str, title: &str, filed: &str) -> Json {
        json!({"kind": kind, "title": title, "filedOn": filed, "indicators": [], "items": [], "lines": []})
    }

    fn report(year: &str, text: &str) -> Vec<String> {
        run(
            &BEFORE_YEAR_END,
            json!({"kind": "narrative", "year": year, "sections": [{"text": text}]}),
        )
    }

    #[test]
    fn finds_an_evaluation_said_to_be_carried_out_within_its_year() {
        for (text, claimed) in [
            (
                "根据《关于开展2025年度部门绩效自评的通知》要求，于 2025 年 4 月 14 日至 4 月 18 日对全局2025年的整体支出开展了绩效自评。",
                "2025年4月14日",
            ),
            ("2025年3月，我局组织开展了部门整体支出绩效自评工作。", "2025年3月"),
            ("评价小组在2025年5月8日完成绩效评价。", "2025年5月8日"),
        ] {
            assert_eq!(report("2025", text), [format!("/sections/0/text: {claimed}")], "{text}");
        }
    }

    #[test]
    fn leaves_alone_other_evaluations_and_what_goes_before_them() {
        for text in [
            "于2026年4月14日至4月18日对2025年的整体支出开展了绩效自评。",
            "我局于2025年5月15日在门户网站公开2024年度整体绩效自评报告。",
            "2025年4月完成2024年度绩效自评，评价结果用于预算安排。",
            "2025年7月开展了绩效中期评价和运行监控自评。",
            "2025年11月召开会议，布置绩效自评。",
            "2025年12月15日组织开展绩效自评培训。",
            "2025年10月收到省厅通知，年后开展了自评。",
            "拟于2025年6月开展绩效自评试点。",
            "2025年全年开展绩效自评3次。",
            "2025年12月底前完成绩效自评准备。",
            "项目于2025年6月建成，建成后开展了自评。",
            "要求各单位在2025年11月底前完成绩效自评。",
            "2025年10月，组织开展全县营商环境评价工作。",
            "2025年12月5日至2026年1月20日开展自评工作。",
            "根据《关于开展绩效自评工作的通知》（财绩〔2025〕35号，2025年12月10日）开展自评。",
            "2025年6月开展教学质量评价工作。",
            "2025年7月开展1-6月绩效自评。",
            "第三方机构于2025年5月至8月对2021—2023年项目开展绩效评价工作。",
            "2025年8月，县财政局委托第三方机构对我局专项资金开展绩效评价，评价得分92分。",
        ] {
            assert_eq!(report("2025", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn finds_an_evaluation_said_to_be_due_within_its_year() {
        let due = "本队要求各站在2024年5月30日前完成绩效自评，所报材料由各站负责。";
        assert_eq!(report("2025", due), ["/sections/0/text (warning): 2024年5月30日"]);
        for text in [
            "本队要求各站在2026年5月30日前完成绩效自评。",
            "按要求在2025年5月30日前完成上年绩效自评。",
            "按要求在2025年5月30日前完成2024年度绩效自评。",
            "要求所属单位在2025年5月30日前报送自评材料。",
        ] {
            assert_eq!(report("2025", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_report_has_a_date_too() {
        let filed = |title: &str| dated("narrative", title, "2024年4月18日");
        let found = ["/filedOn: 2024年4月18日"];
        assert_eq!(run(&BEFORE_YEAR_END, filed("2024年度部门整体支出绩效自评报告")), found);
        let late = dated("narrative", "2024年度灌区改造项目支出绩效自评报告", "2024年12月20日");
        assert_eq!(run(&BEFORE_YEAR_END, late), [""; 0]);
        for title in [
            "2024年部门整体支出绩效自评报告",
            "2023年度部门整体支出绩效自评报告",
            "2024年度绩效运行监控报告",
        ] {
            assert_eq!(run(&BEFORE_YEAR_END, filed(title)), [""; 0], "{title}");
        }
    }

    #[test]
    fn one_wrong_year_is_one_finding() {
        let form = json!({"documents": [{"kind": "projectEvaluation", "year": "2025", "filedOn": "2025年4月24日", "indicators": [],
            "conclusion": "于2025年4月14日开展了绩效自评。"}]});
        let report = crate::validate(&form, &crate::Options::default()).unwrap();
        let found: Vec<_> = report
            .findings
            .iter()
            .filter(|f| f.code == "DAT001")
            .map(|f| (f.path.as_str(), f.related.len()))
            .collect();
        assert_eq!(found, [("/documents/0/filedOn", 2)]);
    }

    #[test]
    fn finds_what_was_filed_too_early() {
        for (kind, filed) in [
            ("departmentEvaluation", "2025年4月24日"),
            ("projectEvaluation", "2025.12.30"),
            ("transferEvaluation", "2025-04"),
            ("scoreSheet", "20250424"),
            ("baseData", "2024年"),
            ("fundAccounts", "2024/12/31"),
        ] {
            assert_eq!(
                run(&BEFORE_YEAR_END, dated(kind, "2025年度部门整体支出绩效自评表", filed)),
                [format!("/filedOn: {filed}")]
            );
        }
    }

    #[test]
    fn leaves_alone_what_may_be_right() {
        for (kind, title, filed) in [
            ("departmentEvaluation", "2025年度绩效自评表", "2026年4月22日"),
            ("departmentEvaluation", "2025年度绩效自评表", "2025年12月31日"),
            ("departmentEvaluation", "2025年度绩效自评表", "2025年12月"),
            ("departmentEvaluation", "2025年度绩效自评表", "2025年"),
            ("departmentEvaluation", "绩效自评表", "2025年4月24日"),
            ("departmentEvaluation", "2025年度绩效自评表", ""),
            ("departmentEvaluation", "2025年度绩效自评表", "4月24日"),
            ("departmentEvaluation", "2025年度绩效运行监控表", "2025年8月1日"),
            ("projectEvaluation", "2026年开展2025年度项目绩效自评表", "2026年3月1日"),
            ("projectEvaluation", "2024-2026年度项目绩效自评表", "2025年3月1日"),
            ("departmentTargets", "2025年部门整体预算绩效目标表", "2024年11月1日"),
            ("projectTargets", "2025年度项目绩效目标表", "2025年1月1日"),
        ] {
            assert_eq!(
                run(&BEFORE_YEAR_END, dated(kind, title, filed)),
                [""; 0],
                "{kind} {title} {filed}"
            );
        }
    }

    #[test]
    fn a_project_may_end_before_the_year_does() {
        let mut document = dated("projectEvaluation", "2025年度项目绩效自评表", "2025年9月1日");
        document["end"] = json!("2025年6月30日");
        assert_eq!(run(&BEFORE_YEAR_END, document.clone()), [""; 0]);
        document["end"] = json!("2026年6月30日");
        assert_eq!(run(&BEFORE_YEAR_END, document), ["/filedOn: 2025年9月1日"]);
    }

    #[test]
    fn the_sample_filing_has_one_date_too_early() {
        let sample =
            serde_json::from_str(include_str!("../../../www/samples/hunan-2025.json")).unwrap();
        assert_eq!(run_in(&BEFORE_YEAR_END, "cn-hunan", sample), ["/filedOn: 2025年4月24日"]);
    }
}
