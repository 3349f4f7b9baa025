//! # 独独一处写的是另一年
//!
//! **查什么**：报告里各处都以评价年度说结果（“2025年，……”“我局2025年度……”），独独一处写的是另一年，
//! 而那句话说的是当年的数或“无”，又没有与别的年份相比。
//!
//! **为什么**：多半是年份打错，或沿用了上年的报告。
//!
//! **不查什么**：背景、概况、下一步各节；说起始、批复、印发、获奖、结转、存量等往事的；
//! 同一节还说到其他年份的；同一节给出评价年度同一指标的；报告里有几处说其他年份的。
//!
//! ---
//!
//! **What it finds**: in a report whose sentences all open with its year, the one that opens with
//! another, and gives a figure of that year, or says that there was nothing, without comparing.
//!
//! **Why**: the year is mistyped, or last year's report was reused.
//!
//! **What it leaves alone**: sections on the background and the next steps; what began, was
//! approved, issued, awarded or left over in that year; sections that speak of further years or
//! give the same of the evaluated year; reports with several such sentences.
//!
//! ```json fails
//! {"kind": "narrative", "year": "2025", "sections": [{"text": "2025年末，在职人员60人。"}, {"text": "2025年支出1997.21万元。"}, {"text": "2025年度无政府性基金支出。"}, {"text": "2024年，我市参保人数364.22万人，参保率97.51%。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "year": "2025", "sections": [{"text": "2025年末，在职人员60人。"}, {"text": "2025年支出1997.21万元。"}, {"text": "2025年度无政府性基金支出。"}, {"text": "2024年，我市参保人数364.22万人；2025年，参保人数365.22万人。"}]}
//! ```

use crate::filing::MaybeCell;
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::dates::DATED;
use crate::relation::odd_year::odd_year;
use crate::rule::{Check, Checks, Rule};

pub static ODD_YEAR: Rule = Rule {
    info: RuleInfo {
        family: Family::Dat,
        code: "DAT011",
        name: "odd-year",
        severity: Severity::Warning,
        summary: Text {
            zh: "独独一处写的是另一年",
            en: "the one sentence that tells of another year",
        },
        basis: Text { zh: "前后文", en: "the rest of the text" },
    },
    checks: &[Check::Document(DATED, check)],
};

message! {
    OddYear { claimed: Quoted, expected: Printed, count: usize }
    zh "报告有 {count} 处以 {expected} 说当年的情况，只有这一处写的是 {claimed}。"
    en "{count} sentences of the report tell of {expected}; this one alone tells of {claimed}."
    advice { zh "核对年份；确是往年情况的，写明与本年的关系。" en "Check the year; if it is right, say how it bears on the evaluated one." }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        let Some((said, evaluated, count)) = odd_year(document) else { continue };
        let claimed = said.cell.quoted(said.span).into();
        let message = OddYear { claimed, expected: format!("{evaluated}年").into(), count };
        let mut finding = ODD_YEAR.finding(&said.cell.place, message).span(said.span);
        let head = document.head();
        if let Some(year) = head.year.cell().or(head.title.cell()) {
            finding = finding.related(&year.place).follows(&year.place);
        }
        checks.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn report(heading: &str, text: &str) -> Vec<String> {
        run(
            &ODD_YEAR,
            json!({"kind": "narrative", "year": "2025", "filedOn": "2026年4月22日", "sections": [
                {"text": "2025年末，我局共有编制60人。"},
                {"text": "2025年一般公共预算支出1997.21万元。2025年度本单位无政府性基金支出。"},
                {"text": "1.2025年，参保人数320.75万人。"},
                {"heading": heading, "text": text}]}),
        )
    }

    #[test]
    fn finds_the_one_sentence_of_another_year() {
        for (text, claimed) in [
            ("2024年度，我单位年初预算1138.21万元，预算执行率95.44%。", "2024年"),
            ("（1）数量指标：2020年，我市公路养护里程677.14公里。", "2020年"),
            ("②我局2022年度无食堂采购份额。", "2022年"),
            ("我局招标合规，2023年度没有接到供应商质疑。", "2023年"),
            ("我局2026年度没有收到采购投诉。", "2026年"),
            ("2027年，我市农村公路优良路率74.36%。", "2027年"),
            ("2024年决算收入总计57099.3万元。2025年支出总计57099.3万元。", "2024年"),
        ] {
            let found = format!("/sections/3/text: {claimed} → 2025年");
            assert_eq!(report("（一）情况", text), [found], "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_is_said_of_other_years_on_purpose() {
        for text in [
            "2024年参保人数676.2万人，2025年参保人数677.1万人。",
            "2024年参保人数676.2万人。2025年参保人数为677.1万人，增长0.13%。",
            "2023年，投资500万元。2024年，投资600万元。",
            "2019年，我市已实现市域内“一站式”结算，覆盖10个县。",
            "2024年，我局被评为先进单位，得分95分。",
            "2024年结转资金20万元，全部支出。",
            "2024年查处407家，今年查处452家。",
            "2024年末基金滚存余额239981万元。",
            "2026年预算收入2000.36万元。",
            "2026年居民医保参保582.36万人。",
            "2024年顺利开展工作。",
            "据第七次人口普查，2020年全市老年人口为86.3万人。",
            "2024年全市人均预期寿命79.2岁（卫健部门尚未发布新数据）。",
            "2024年无此项工作，为新增项目。",
            "2022年国家卫生城市复审得分为91.3分。",
            "2023年，公路局与养护中心合并，人员编制为120名。",
            "2024年国庆期间客流量为86.32万人次，为历史最高。",
            "2024年汛期，全市平均降雨量为862.5毫米，为60年一遇。",
        ] {
            assert_eq!(report("（一）情况", text), [""; 0], "{text}");
        }
        let text = "2024年，我市参保人数676.2万人。";
        assert_eq!(report("（一）项目背景", text), [""; 0]);
        assert_eq!(report("六、下一步改进措施", text), [""; 0]);
    }
}
