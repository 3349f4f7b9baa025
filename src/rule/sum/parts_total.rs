//! # 分项之和与合计不符
//!
//! **查什么**：资金各行之和与年度资金总额、按性质划分的各项之和与其合计、合计与所划分的栏、
//! 基础数据表和收支表的上级行与下级行、收入与支出，应当相等，差额不得超出四舍五入所能解释的范围。
//! 合计与表中另一处相符的，错在某一部分：只有一处可疑的指出该处，只有一格空着的算出还差多少。
//! “其中”各行不应大于合计，下级行不应大于它的上级行，不论列得是否完整。
//! 基础数据表某行只有一个分项、别栏两数相同、本栏只差一个数字的，按提示处理。
//!
//! **为什么**：合计与分项至少有一处是错的，其后的执行率和得分都建立在它上面。
//!
//! **不查什么**：“其中”只举例、不求完整的，只看单项是否大于合计；空白、“—”、“不适用”不算数；
//! 有一格不可读的不判断；名称看不出层级的，任何一种读法相符即为相符，都不符也不判断。
//!
//! ---
//!
//! **What it finds**: parts that do not add up to their total (funds, breakdowns, base data,
//! accounts, income and expenditure) beyond what the rounding of each figure explains. Where
//! another figure bears the total out, a part is wrong: the one that nothing else bears out, or the
//! one that is blank. What 其中 names is not more than the total, nor a line more than the one it
//! is numbered under. As a warning: a line of base data and its only part, equal in another column,
//! that differ in one digit.
//!
//! **Why**: the total or a part is wrong, and rates and scores rest on it.
//!
//! **What it leaves alone**: 其中 lines that are examples (only a part greater than its total is
//! wrong); blank cells; sums with an unreadable cell; lists whose levels cannot be told from their
//! names, if any reading adds up or none does.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "652"}, "parts": [{"name": "其中：当年财政拨款", "budget": "600"}, {"name": "其他资金", "budget": "40"}]}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "652"}, "parts": [{"name": "其中：当年财政拨款", "budget": "600"}, {"name": "其他资金", "budget": "52"}]}, "indicators": []}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::sum::{AMOUNTS, FailureKind, SumKind};

use crate::relation::Relations;
use crate::rule::failures::{DIFFERS, SAME, SumFigures, as_finding, failures};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static PARTS_TOTAL: Rule = Rule {
    info: RuleInfo {
        family: Family::Sum,
        code: "SUM001",
        name: "parts-total",
        severity: Severity::Error,
        summary: Text {
            zh: "分项之和与合计不符", en: "parts do not add up to their total"
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Document(AMOUNTS, check)],
};

message! { TOTAL for SumFigures says DIFFERS advice ADVICE }
message! { SINGLE for SumFigures says SAME advice ADVICE }
message! {
    EXCEEDS for SumFigures
    zh "分项 {claimed} 大于其合计 {expected}，多出 {difference}。"
    en "This part, {claimed}, is more than its total of {expected}, by {difference}."
    advice ADVICE
}
message! {
    PARTS for SumFigures
    zh "各部分之和 {formula}，合计却填 {claimed}，相差 {difference}；合计与表中另一处相符，应是某一部分填错或漏填。"
    en "The parts come to {formula}, their total says {claimed}, {difference} apart; another figure bears the total out, so a part is wrong or left out."
    advice PARTS_ADVICE
}
message! {
    MISSING for SumFigures
    zh "此格没有填写：合计为 {other}，已填的各部分合计 {formula}，还差 {expected}。"
    en "This is blank: the total is {other}, the parts filled in come to {formula}, {expected} short."
    advice PARTS_ADVICE
}
const PARTS_ADVICE: Text = Text {
    zh: "核对各部分，改正或补填有误的一处。",
    en: "Check the parts, and correct or fill in the one that is wrong.",
};
const ADVICE: Text = Text {
    zh: "核对合计与各分项，改正有误的一处。",
    en: "Check the total and its parts, and correct the one that is wrong.",
};

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for failure in failures(
        relations.amounts(),
        checks,
        &[SumKind::Money],
        &[FailureKind::Wrong, FailureKind::Parts, FailureKind::Missing, FailureKind::Exceeds],
    ) {
        let wording = match failure.how {
            FailureKind::Exceeds => EXCEEDS,
            FailureKind::Parts => PARTS,
            FailureKind::Missing => MISSING,
            _ if failure.is_single() => SINGLE,
            _ => TOTAL,
        };
        checks.push(as_finding(failure, &PARTS_TOTAL, wording));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::precedence;
    use crate::testing::{findings, run, run_in};
    use serde_json::{Value as Json, json};

    fn funds(total: &str, parts: &[(&str, &str)]) -> Json {
        let parts: Vec<Json> =
            parts.iter().map(|(name, budget)| json!({"name": name, "budget": budget})).collect();
        json!({"kind": "projectEvaluation", "indicators": [], "funds": {"total": {"budget": total}, "parts": parts}})
    }

    fn split(total: &str, of: Json, amounts: &[&str]) -> Json {
        let parts: Vec<Json> =
            amounts.iter().map(|amount| json!({"name": "", "amount": amount})).collect();
        let mut breakdown = json!({"name": "按支出性质分", "total": total, "parts": parts});
        if !of.is_null() {
            breakdown["of"] = of;
        }
        json!({"kind": "departmentEvaluation", "indicators": [], "funds": {
            "total": {"initial": "1123.77", "budget": "2092.71", "executed": "1997.21"}, "breakdowns": [breakdown]}})
    }

    #[test]
    fn finds_parts_that_miss_their_total() {
        for (total, parts, finding) in [
            (
                "652",
                &[("其中：当年财政拨款", "600"), ("上年结转资金", ""), ("其他资金", "40")][..],
                "/funds/total/budget: 652 → 640",
            ),
            ("100", &[("财政拨款", "60"), ("自筹资金", "30")], "/funds/total/budget: 100 → 90"),
            (
                "2092.74",
                &[("财政拨款", "1371.71"), ("其他", "721")],
                "/funds/total/budget: 2092.74 → 2092.71",
            ),
            (
                "100万元",
                &[("财政拨款", "600000元"), ("其他", "30")],
                "/funds/total/budget: 100万元 → 90万元",
            ),
            ("652", &[("其中：财政拨款", "741")], "/funds/parts/0/budget: 741 → 652"),
        ] {
            assert_eq!(run(&PARTS_TOTAL, funds(total, parts)), [finding], "{parts:?}");
        }
    }

    #[test]
    fn leaves_alone_what_adds_up_or_need_not() {
        for (total, parts) in [
            ("652", &[("其中：当年财政拨款", "652"), ("上年结转资金", ""), ("其他资金", "—")][..]),
            ("652", &[("其中：当年财政拨款", "500")]),
            ("652", &[("其中：当年财政拨款", "六百"), ("其他资金", "40")]),
            ("652", &[("其中：当年财政拨款", ""), ("其他资金", "")]),
            ("", &[("其中：当年财政拨款", "600"), ("其他资金", "40")]),
            ("100", &[("财政拨款", "70"), ("其中：中央补助", "50"), ("自有资金", "30")]),
            // Whether 省级补助 belongs to 财政拨款 is unknown.
            (
                "100",
                &[
                    ("财政拨款", "70"),
                    ("其中：中央补助", "50"),
                    ("省级补助", "20"),
                    ("自有资金", "30"),
                ],
            ),
            (
                "100",
                &[
                    ("财政拨款", "70"),
                    ("其中：中央补助", "50"),
                    ("省级补助", "25"),
                    ("自有资金", "40"),
                ],
            ),
            ("40", &[("财政资金小计", "40"), ("中央资金", "25"), ("省级资金", "15")]),
            ("92.45", &[("财政拨款", "62.22"), ("其他", "30.22")]),
            ("32.57万元", &[("财政拨款", "325712.5元"), ("其他", "0")]),
            ("1,217,00", &[("财政拨款", "40"), ("其他", "0")]),
        ] {
            assert_eq!(run(&PARTS_TOTAL, funds(total, parts)), [""; 0], "{total} {parts:?}");
        }
    }

    #[test]
    fn sets_a_split_against_its_column() {
        let budget = json!("budget");
        assert_eq!(
            run(&PARTS_TOTAL, split("1997.21万", json!("executed"), &["1371.71万", "625.5万"])),
            [""; 0]
        );
        assert_eq!(
            run(&PARTS_TOTAL, split("2000.00", budget.clone(), &["2000.00"])),
            ["/funds/breakdowns/0/total: 2000.00 → 2092.71"]
        );
        assert_eq!(
            run(&PARTS_TOTAL, split("2092.71", budget, &["1371.71", "625.5"])),
            ["/funds/breakdowns/0/total: 2092.71"]
        );
        // If the split is consistent and agrees with another cell, the column is wrong.
        let mut table = split("1997.21", json!("executed"), &["1371.71", "625.5"]);
        table["funds"]["total"]["executed"] = json!("2997.21");
        table["indicators"] =
            json!([{"name": "预算执行情况", "target": "≤2092.71万元", "actual": "1997.21万元"}]);
        assert_eq!(run(&PARTS_TOTAL, table), ["/funds/total/executed: 2997.21 → 1997.21"]);
        // Without a named column any may be meant.
        assert_eq!(run(&PARTS_TOTAL, split("1123.77", Json::Null, &["1123.77"])), [""; 0]);
        assert_eq!(run(&PARTS_TOTAL, split("1500", Json::Null, &["1500"])), [""; 0]);
    }

    /// The findings of a split whose total is confirmed by the column it splits.
    fn of_split(parts: &[&str]) -> Vec<String> {
        let report = crate::validate(
            json!({"documents": [split("1997.21万", json!("executed"), parts)]}),
            &crate::Options::default(),
        );
        report
            .expect("a filing")
            .findings
            .into_iter()
            .map(|f| format!("{} {}: {}", f.code, f.path, f.message))
            .collect()
    }

    #[test]
    fn a_total_that_is_borne_out_is_not_the_one_to_change() {
        let at = "/documents/0/funds/breakdowns/0";
        let wrong = "各部分之和 2371.71 + 625.5 = 2997.21，合计却填 1997.21万，相差 1000.00万；合计与表中另一处相符，应是某一部分填错或漏填。";
        assert_eq!(of_split(&["2371.71万", "625.5万"]), [format!("SUM001 {at}/total: {wrong}")]);
        let missing = "此格没有填写：合计为 1997.21万，已填的各部分合计 625.5，还差 1371.71万。";
        assert_eq!(of_split(&["", "625.5万"]), [format!("SUM001 {at}/parts/0/amount: {missing}")]);
        // A row is missing, not wrong.
        let short = "各部分之和 625.5，合计却填 1997.21万，相差 1371.71万；合计与表中另一处相符，应是某一部分填错或漏填。";
        assert_eq!(of_split(&["625.5万"]), [format!("SUM001 {at}/total: {short}")]);
    }

    #[test]
    fn followers_of_a_wrong_total_are_not_reported() {
        let table = json!({"kind": "departmentTargets", "expenditure": {"total": "34,241.28", "basic": "1,217.00", "project": "32,024.28"}, "income": {"fiscal": "33,241.28", "other": ""}});
        assert_eq!(run(&PARTS_TOTAL, table), ["/expenditure/total: 34,241.28 → 33241.28"]);
    }

    #[test]
    fn one_wrong_total_is_one_finding() {
        let mut table = split("2092.71", json!("budget"), &["2092.71"]);
        table["funds"]["total"]["budget"] = json!("2500");
        table["funds"]["parts"] =
            json!([{"name": "财政拨款", "budget": "2000"}, {"name": "其他", "budget": "92.71"}]);
        let profile = crate::profile::Profile::built_in("cn").expect("built in");
        let found = findings(&[&PARTS_TOTAL], &profile, json!({"documents": [table]}));
        let found = precedence::fold(precedence::in_order(found));
        let places: Vec<String> = found.iter().map(|finding| finding.place.pointer()).collect();
        assert_eq!(places, ["/documents/0/funds/total/budget"]);
    }

    #[test]
    fn no_part_of_a_part_is_more_than_the_whole() {
        for (total, parts) in [
            ("100", &[("财政拨款", "70"), ("其中：中央补助", "90"), ("自有资金", "30")][..]),
            ("100", &[("财政拨款", "70"), ("其中：中央补助", "100"), ("自有资金", "30")]),
            ("100", &[("一、财政拨款", "70"), ("（一）中央补助", "70"), ("二、自有资金", "30")]),
            ("100", &[("一、财政拨款", ""), ("（一）中央补助", "70"), ("二、其他资金", "100")]),
            ("-100", &[("财政拨款", "-70"), ("其中：中央补助", "0"), ("自有资金", "-30")]),
        ] {
            assert_eq!(run(&PARTS_TOTAL, funds(total, parts)), [""; 0], "{parts:?}");
        }
        for (total, parts, finding) in [
            (
                "100",
                &[("财政拨款", "70"), ("其中：中央补助", "130"), ("自有资金", "30")][..],
                "/funds/parts/1/budget: 130 → 100",
            ),
            (
                "100",
                &[("一、财政拨款", "70"), ("（一）中央补助", "85"), ("二、自有资金", "30")],
                "/funds/parts/1/budget: 85 → 70",
            ),
        ] {
            assert_eq!(run(&PARTS_TOTAL, funds(total, parts)), [finding], "{parts:?}");
        }
    }

    #[test]
    fn one_part_that_is_all_in_another_column() {
        let found = |previous: (&str, &str), actual: (&str, &str)| {
            let line = |name: &str, previous: &str, actual: &str| json!({"name": name, "previous": previous, "budget": "0", "actual": actual});
            run(
                &PARTS_TOTAL,
                json!({"kind": "baseData", "lines": [{"name": "项目支出：", "budget": "", "parts": [
                    line("1、业务经费", "", ""),
                    line("3、省级专项资金（一个专项一行）", previous.0, actual.0),
                    line("中央下达医疗补助资金", previous.1, actual.1)]}]}),
            )
        };
        for (previous, actual) in [
            (("587", "587"), ("601.5", "601.5")),
            // A part may be less, wherever no other column says that it is all.
            (("587", "287"), ("601.5", "301.5")),
            (("587", "287"), ("", "")),
            (("587", "287"), ("0", "0")),
            // By more than one digit.
            (("587", "263"), ("601.5", "601.5")),
            (("587", "87"), ("601.5", "601.5")),
            (("5", "2"), ("601.5", "601.5")),
            (("587万元", "2870000元"), ("601.5", "601.5")),
        ] {
            assert_eq!(found(previous, actual), [""; 0], "{previous:?} {actual:?}");
        }
        assert_eq!(
            found(("587", "287"), ("601.5", "601.5")),
            ["/lines/0/parts/1/previous (warning): 587 → 287"]
        );
    }

    #[test]
    fn reads_base_data_column_by_column() {
        let vehicles = |actual: &str| {
            json!({"kind": "baseData", "lines": [
                {"name": "三公经费", "previous": "9.98", "budget": "15.22", "actual": "1.84", "parts": [
                    {"name": "1、公务用车购置和维护经费", "previous": "1.7", "budget": "4.5", "actual": actual, "parts": [
                        {"name": "其中：公车购置", "previous": "", "budget": "", "actual": ""},
                        {"name": "公车运行维护", "previous": "1.7", "budget": "4.5", "actual": "1.74"}]},
                    {"name": "2、出国经费", "previous": "", "budget": "", "actual": ""},
                    {"name": "3、公务接待", "previous": "8.28", "budget": "10.72", "actual": "0.1"}]},
                {"name": "项目支出：", "budget": "68.7", "actual": "625.5", "parts": [
                    {"name": "1、业务经费", "previous": "", "budget": "", "actual": ""},
                    {"name": "2、运行维护经费", "previous": "", "budget": "68.7", "actual": "24"},
                    {"name": "3、省级专项资金（一个专项一行）", "previous": "587", "budget": "0", "actual": "601.5"},
                    {"name": "中央下达医疗补助与能力提升资金", "previous": "587", "budget": "", "actual": "601.5"}]},
                {"name": "公用经费", "previous": "394.38", "budget": "222.78", "actual": "308.88", "parts": [
                    {"name": "其中：办公费", "previous": "40.52", "budget": "40.03", "actual": "49.11"},
                    {"name": "水费、电费、差旅费", "previous": "23.65", "budget": "18", "actual": "26.84"},
                    {"name": "会议费、培训费", "previous": "1.35", "budget": "2", "actual": "6.44"}]},
                {"name": "政府采购金额", "previous": "—", "budget": "", "actual": ""}]})
        };
        assert_eq!(run(&PARTS_TOTAL, vehicles("1.74")), [""; 0]);
        assert_eq!(run(&PARTS_TOTAL, vehicles("1.53")), ["/lines/0/parts/0/actual: 1.53 → 1.74"]);
    }

    #[test]
    fn sets_income_against_expenditure() {
        let table = |basic: &str, project: &str, fiscal: &str, other: &str| {
            json!({"kind": "departmentTargets", "expenditure": {"basic": basic, "project": project}, "income": {"fiscal": fiscal, "other": other},
                "level": {"own": "2266.27", "transfer": "30975.00"}})
        };
        assert_eq!(run(&PARTS_TOTAL, table("1,217.00", "32, 024. 28", "33, 241. 27", "")), [""; 0]);
        assert_eq!(
            run(&PARTS_TOTAL, table("1,217.00", "32,024.28", "30,241.27", "")),
            ["/income/fiscal: 30,241.27 → 33241.28"]
        );
        assert_eq!(run(&PARTS_TOTAL, table("1,217.00", "", "33,241.27", "")), [""; 0]);
        // A part without a cell may be on the form, but not recognised.
        let half = json!({"kind": "departmentTargets", "expenditure": {"total": "1500", "project": "800"}, "income": {"total": "1500", "fiscal": "1200"}});
        assert_eq!(run(&PARTS_TOTAL, half), [""; 0]);
    }

    /// What is split by level may be a part of the budget, but not one that a digit makes the whole.
    #[test]
    fn the_levels_of_a_budget_are_all_of_it_or_a_part() {
        let table = |own: &str, transfer: &str| {
            json!({"kind": "departmentTargets", "expenditure": {"basic": "1,217.00", "project": "32,024.27"}, "income": {"fiscal": "33,241.27"},
                "level": {"own": own, "transfer": transfer}})
        };
        let found = run(&PARTS_TOTAL, table("7266.27", "30,975.00"));
        // It is one of the levels, but which is not known.
        assert_eq!(found, ["/income/fiscal: 33,241.27"]);
        for (own, transfer) in
            [("2266.27", "30,975.00"), ("2166.38", "30,975.00"), ("1200", "30,000"), ("500", "")]
        {
            assert_eq!(run(&PARTS_TOTAL, table(own, transfer)), [""; 0], "{own} {transfer}");
        }
    }

    #[test]
    fn a_profile_may_tolerate_more() {
        let filing =
            json!({"documents": [funds("100", &[("财政拨款", "60"), ("自筹资金", "30")])]});
        assert_eq!(run_in(&PARTS_TOTAL, "cn", filing.clone()).len(), 1);
        let mut profile = crate::profile::Profile::built_in("cn").expect("built in");
        profile.money_tolerance = crate::value::number::dec("10");
        assert!(findings(&[&PARTS_TOTAL], &profile, filing).is_empty());
    }

    #[test]
    fn two_sources_pay_for_two_kinds_of_expenditure() {
        let table = |fiscal: &str, other: &str| {
            run(
                &PARTS_TOTAL,
                json!({"kind": "departmentTargets", "expenditure": {"basic": "1217.00", "project": "32024.28"}, "income": {"fiscal": fiscal, "other": other}}),
            )
        };
        // 1217.00 + 32024.28 - 500.00 = 32741.28
        assert_eq!(table("32741.28", "500.00"), [""; 0]);
        assert_eq!(table("33241.28", "500.00"), ["/income/fiscal: 33241.28 → 32741.28"]);
        for other in ["", "—", "5,0,0.0.0"] {
            assert_eq!(table("33241.28", other), [""; 0], "{other}");
        }
    }

    #[test]
    fn a_year_is_part_of_the_period() {
        let table = |end: &str, period: &str, year: &str| {
            run(
                &PARTS_TOTAL,
                json!({"kind": "projectTargets", "start": "2025年", "end": end, "periodAmount": period, "amount": year, "indicators": []}),
            )
        };
        assert_eq!(table("2025年", "30975", "30975.00"), [""; 0]);
        assert_eq!(table("2025年", "30975", "28000"), ["/periodAmount: 30975 → 28000"]);
        assert_eq!(table("2027年", "30975", "28000"), [""; 0]);
        assert_eq!(table("2027年", "30975", "32000"), ["/amount: 32000 → 30975"]);
        for (period, year) in [("", "28000"), ("30975", ""), ("—", "28000"), ("30975", "280,00")]
        {
            assert_eq!(table("2025年", period, year), [""; 0], "{period} {year}");
        }
    }
}
