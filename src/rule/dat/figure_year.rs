//! # 同一个数，两处年份不同
//!
//! **查什么**：文中一个数说是某一年的，而同一套材料的别处（文字或表格）同一个数是评价年度的；
//! 或者两处文字几乎相同、数也相同，年份却不同。
//!
//! **为什么**：位数多的数不会在两年里碰巧相同，多半是一处年份打错。
//!
//! **不查什么**：两处都出现过的年份；余额、结转、标准、总投资、累计等可以两年相同的；
//! 写明与上年持平的；位数少、名称又不同的；付款日期。
//!
//! ---
//!
//! **What it finds**: a figure that a text gives as of one year, and other texts or tables of the
//! filing as of the evaluated one; or two cells that give it in the same words, but as of different
//! years.
//!
//! **Why**: a figure of many digits is not the same in two years by chance; mostly one of the years
//! is mistyped.
//!
//! **What it leaves alone**: years that are given twice; balances, standards, whole investments,
//! running totals; what is said to be unchanged; short figures of different names; dates of
//! payment.
//!
//! ```json fails
//! {"documents": [
//!   {"kind": "narrative", "year": "2025", "sections": [{"text": "2023年全市基金总收入347102万元。"}]},
//!   {"kind": "fundAccounts", "year": "2025", "income": {"name": "收入合计", "previous": "368209", "actual": "347102"}}]}
//! ```
//!
//! ```json passes
//! {"documents": [
//!   {"kind": "narrative", "year": "2025", "sections": [{"text": "2024年全市基金总收入368209万元。"}]},
//!   {"kind": "fundAccounts", "year": "2025", "income": {"name": "收入合计", "previous": "368209", "actual": "347102"}}]}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::figure_year::of_another_year;
use crate::rule::{Check, Checks, Rule};
use crate::value::Column;

pub static FIGURE_YEAR: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT012",
        name: "figure-year",
        severity: Severity::Warning,
        summary: Text { zh: "同一个数，两处年份不同", en: "one figure as of two years" },
        basis: Text { zh: "前后文", en: "the rest of the filing" },
    },
    checks: &[Check::Filing(READS, check)],
};

const READS: Reads = Reads::of(&[
    Column::Words,
    Column::Prose,
    Column::Year,
    Column::Date,
    Column::Money,
    Column::Measure,
]);

message! {
    FigureYear { claimed: Quoted, year: i32, other: i32 }
    zh "{claimed} 此处说是 {year} 年的，别处是 {other} 年的。"
    en "{claimed} is said to be of {year} here, and of {other} elsewhere."
    advice { zh "核对两处的年份。" en "Check the years of both." }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for figure in of_another_year(relations.documents) {
        let claimed = figure.said.cell.quoted(figure.said.span).into();
        let message = FigureYear { claimed, year: figure.year, other: figure.other };
        let finding = FIGURE_YEAR.finding(&figure.said.cell.place, message);
        checks.push(finding.span(figure.said.span).related(&figure.elsewhere.place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run_in;
    use serde_json::json;

    fn report(texts: &[&str]) -> Vec<String> {
        let sections: Vec<_> = texts.iter().map(|text| json!({ "text": text })).collect();
        run_in(
            &FIGURE_YEAR,
            "cn",
            json!({"documents": [
                {"kind": "narrative", "year": "2025", "sections": sections},
                {"kind": "fundAccounts", "year": "2025", "title": "居民医保基金收支情况表",
                    "income": {"name": "收入合计", "previous": "368209", "budget": "354688", "actual": "347102"}}]}),
        )
    }

    #[test]
    fn finds_a_figure_of_two_years() {
        for (texts, found) in [
            (
                vec![
                    "2025年居民医保标准700元。各级财政应补助393699万元。",
                    "截至2025年12月31日，我市2024年补助资金到位393699万元。",
                ],
                "/sections/1/text: 393699万元",
            ),
            (
                vec![
                    "2026年按常住人口计算参保率为95.09%。",
                    "2025年，按常住人口计算参保率为95.09%，仍偏低。",
                ],
                "/sections/0/text: 95.09%",
            ),
            (vec!["2021年全市居民基金总收入347102万元。"], "/sections/0/text: 347102万元"),
            (
                vec![
                    "《2028年度桥梁检测监理服务项目合同文件》的合同金额388万元，尚未支付。",
                    "《2021年度桥梁检测监理服务项目合同文件》的合同金额388万元，已经付清。",
                ],
                "/sections/1/text: 388万元",
            ),
        ] {
            assert_eq!(report(&texts), [found], "{texts:?}");
        }
    }

    #[test]
    fn leaves_alone_figures_that_may_be_of_both_years() {
        for texts in [
            vec!["2024年全市居民基金总收入368209万元，2025年347102万元。"],
            vec!["2024年全市居民基金总收入347102万元，与2025年持平。"],
            vec!["2024年末滚存余额125.36万元。", "2025年期初余额125.36万元。"],
            vec!["2023年批复总投资1256.38万元。", "2025年完成总投资1256.38万元。"],
            vec!["2024年预算120万元。", "2025年预算120万元。"],
            vec!["2024年12月拨付1256.38万元。", "2025年补助资金1256.38万元。"],
            vec!["2024年提前下达1256.38万元。", "2025年补助资金1256.38万元。"],
            vec!["2024年服务人次12563人次。", "2025年查询量1256.3万件。"],
            vec!["2024年查处案件407件。", "2025年查处案件407件。"],
            vec![
                "2022年合同金额322.5万元，2023年合同金额322.5万元。",
                "2022年合同金额322.5万元，2023年合同金额322.5万元。",
            ],
        ] {
            assert_eq!(report(&texts), [""; 0], "{texts:?}");
        }
    }
}
