//! # 文中数据超出可能范围
//!
//! **查什么**：文中的到位率、满意度、覆盖率、报销比例等比率超过 100%；得分超过其满分，自评总分超过
//! 100 分；“其中”“主要为”所列的一项大于其所属的合计；综合比率不在各分项比率之间；称已达到要求而低于
//! 要求；已支付多于合同金额、在职人员多于编制、实际报销比例高于政策范围内报销比例的，按提示处理。
//!
//! **为什么**：部分不会大于整体，两个数必有一个写错。
//!
//! **不查什么**：完成率、执行率、增长率等可以超过 100% 的比率；以户籍或常住人口计算的参保率；多轮检查的
//! 覆盖率；有加分项的得分；结余、差额等可正可负的合计；累计数与当年数、预算与执行。
//!
//! ---
//!
//! **What it finds**: in a text, a share of a whole above 100%, a score above its full marks, a part
//! above its whole, the rate of all outside of the rates of its groups, a result below what it is
//! said to reach; as a warning, more paid than the contract is worth, more people than posts, a
//! larger share of all costs reimbursed than of those within the policy.
//!
//! **Why**: no part exceeds its whole; one of the two figures is wrong.
//!
//! **What it leaves alone**: rates that can exceed 100% (completion, execution, growth); insurance
//! measured against residents; coverage by several rounds of inspection; scores with bonus points;
//! wholes that can be negative; cumulative figures beside the year's, and budgets beside results.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "2024年补助资金足额到位，参保群众满意度为195%。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "2024年补助资金足额到位，参保群众满意度为95%。"}]}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, Quoted, RuleInfo, Severity, Text, message};
use crate::relation::TableRow;
use crate::relation::proof::bound::{Bound, breaches};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static BEYOND_BOUND: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR010",
        name: "beyond-bound",
        severity: Severity::Error,
        summary: Text {
            zh: "文中数据超出可能范围",
            en: "a figure of a text beyond what it can be",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Sentences(check), Check::Row(check_result)],
};

message! {
    Beyond { claimed: Quoted, limit: Quoted }
    WHOLE:
        zh "此项比率最多为 100%，文中写 {claimed}。"
        en "This share can be 100% at most; the text says {claimed}."
        advice OF_WHOLE
    FULL_MARKS:
        zh "得分 {claimed} 超过其满分 {limit}，必有一个写错。"
        en "A score of {claimed} exceeds its full marks, {limit}: one of them is wrong."
        advice BOTH
    HUNDRED:
        zh "自评总分最多为 100 分，文中写 {claimed}。"
        en "The total can be 100 points at most; the text says {claimed}."
        advice OF_TOTAL
    PART:
        zh "{claimed} 是 {limit} 中的一部分，却比它大，必有一个写错。"
        en "{claimed} is part of {limit} and yet larger: one of them is wrong."
        advice BOTH
    CONTRACT:
        zh "已支付 {claimed}，超过合同金额 {limit}。"
        en "{claimed} was paid of a contract worth {limit}."
        advice BOTH
    POSTS:
        zh "在职人员 {claimed}，超过编制 {limit}。"
        en "{claimed} are in post; there are posts for {limit}."
        advice BOTH
    BETWEEN:
        zh "综合比率应在各分项比率之间（{limit}），文中写 {claimed}。"
        en "The rate of all lies between those of its groups ({limit}); the text says {claimed}."
        advice BOTH
    REACHED:
        zh "文中称达到 {limit} 以上的要求，而 {claimed} 低于它。"
        en "The text says that {limit} was reached; {claimed} is less."
        advice BOTH
    POLICY:
        zh "实际报销比例 {claimed} 高于政策范围内报销比例 {limit}。"
        en "{claimed} of all costs were reimbursed, but {limit} of those within the policy."
        advice BOTH
}
const BOTH: Text = Text {
    zh: "核对两处数据，改正写错的一个。",
    en: "Check both figures, and correct the one that is wrong.",
};
const OF_WHOLE: Text =
    Text { zh: "核对分子、分母后改正。", en: "Check both figures it is made of." };
const OF_TOTAL: Text =
    Text { zh: "核对各项得分后改正。", en: "Check the scores it is made of." };

/// A result told in sentences instead of a figure.
fn check_result(row: &TableRow<'_>, checks: &mut Checks) {
    let result = row.indicator.actual.as_ref().filter(|cell| cell.class().has_digit());
    let is_told = |cell: &&Cell| cell.text().contains('。') && cell.figure().is_none();
    if let Some(cell) = result.filter(is_told) {
        check(cell, checks);
    }
}

fn check(cell: &Cell, checks: &mut Checks) {
    for breach in breaches(cell) {
        let wording = match breach.bound {
            Bound::Whole => WHOLE,
            Bound::FullMarks => FULL_MARKS,
            Bound::Hundred => HUNDRED,
            Bound::Part => PART,
            Bound::Contract => CONTRACT,
            Bound::Posts => POSTS,
            Bound::Between => BETWEEN,
            Bound::Reached => REACHED,
            Bound::Policy => POLICY,
        };
        let message = wording.with(Beyond {
            claimed: breach.claimed.as_str().into(),
            limit: breach.limit.as_str().into(),
        });
        let finding = BEYOND_BOUND.finding(&cell.place, message).span(breach.span);
        let severity = if breach.is_certain { Severity::Error } else { Severity::Warning };
        checks.push(finding.severity(severity));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    fn found(text: &str) -> Vec<String> {
        run(&BEYOND_BOUND, json!({"kind": "narrative", "sections": [{"text": text}]}))
    }

    /// Each text breaks one bound, at the figure named.
    fn finds(cases: &[(&str, &str)]) {
        for (text, claimed) in cases {
            let lines: Vec<String> =
                found(text).into_iter().map(|line| line.replace("/sections/0/text", "")).collect();
            assert_eq!(lines, [(*claimed).to_owned()], "{text}");
        }
    }

    #[test]
    fn finds_shares_above_their_whole() {
        finds(&[
            ("电话抽查记录2025年1-12月的满意率为500%，参保群众满意。", ": 500%"),
            ("服务对象满意度达到190%以上。", ": 190%"),
            ("参保群众满意度约为120%。", ": 120%"),
            ("满意度：102%。", ": 102%"),
            ("孤儿个人负担的合规医疗费用按200%救助；低保对象按80%救助。", ": 200%"),
            ("全部完成合同签订，电子合同签订率为104%。", ": 104%"),
            ("完成了信用评价工作，评价率为900%。", ": 900%"),
            ("确保“一站式”结算资金102%按时足额到位，减轻负担。", ": 102%"),
            ("按常住人口计算参保率97.51%，困难监测人口参保率600%。", ": 600%"),
            ("基金监管相关指标得分率达108%。", ": 108%"),
            ("甲类、乙类药品报销比例分别为95%、180%。", ": 180%"),
            ("公办园在园幼儿占比达到158.6%，普惠性幼儿园覆盖率91.3%。", ": 158.6%"),
            ("设备验收合格率、资金到位率均达到110%。", ": 110%"),
        ]);
    }

    #[test]
    fn reads_results_that_are_told() {
        let result = |actual: &str| {
            run(
                &BEYOND_BOUND,
                json!({"kind": "projectEvaluation", "indicators": [{"name": "监管能力", "target": "显著提升", "actual": actual}]}),
            )
        };
        assert_eq!(
            result("查处医疗机构407家。在考核中，基金监管相关指标得分率达200%。"),
            ["/indicators/0/actual: 200%"]
        );
        assert_eq!(result("查处医疗机构407家。指标得分率达100%。"), [""; 0]);
    }

    #[test]
    fn leaves_alone_shares_that_can_exceed_a_hundred() {
        for text in [
            "服务对象满意度为100%。",
            "满意度达到100%以上。",
            "全年任务完成率为120%，预算执行率103%。",
            "满意度较上年提高120%。",
            "完成率、合格率分别为120%、98%。",
            "满意度指标完成110%。",
            "满意度为目标值的105%。",
            "以常住人口为基数计算的参保率为102.3%。",
            "我市常住人口703万人，实际参保720万人，综合参保率为102.4%。",
            "开展多轮检查，定点机构检查覆盖率200%。",
            "高中阶段毛入学率105.6%，工业产品产销率101.2%。",
            "资产负债率为120%，流动比率150%。",
            "拨备覆盖率为210%。",
            "支出占年初预算的105%，占比105%为追加所致，超额部分已说明。",
            "征缴收入完成预算的111.4%。",
            "税收增长率为150%。",
            "到位率=850/800*100%=106.25%。",
            "省级考核得分率105%，含加分5分。",
            "按基准价的130%报销差旅费。",
            "税收覆盖范围扩大120%。",
            "控制率120%，满意度95%。",
            "项目收益稳定，债券本息覆盖率为125%。",
            "年中追加资金到账，资金到位率为112%。",
            "满意度：110%完成目标。",
            "资金按计划的110%到位。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn finds_points_above_their_full_marks() {
        finds(&[
            ("产出指标满分10分，得12分。", ": 12分"),
            ("1、数量指标（指标分值10分，得分90分）", ": 90分"),
            ("指标分值18分，得分68分。", ": 68分"),
            ("时效指标（分值10分），自评得分11分。", ": 11分"),
            ("时效指标得分12分（满分10分）。", ": 12分"),
            ("资金按时到位，基本实现既定绩效目标，自评108分。", ": 108分"),
            ("对2025年部门整体支出绩效开展了评价，总分值700分，自评得分99.54分。", ": 700分"),
            ("自评得分为199.5分，等级为优。", ": 199.5分"),
        ]);
    }

    #[test]
    fn leaves_alone_points_that_may_be_so() {
        for text in [
            "总分100分，自评得分98.5分。",
            "满分10分，得分10分。",
            "满分10分，加分后得12分。",
            "A项分值10分、B项分值20分，得分30分。",
            "指标分值10分，扣2分，得分8分。",
            "5个项目自评总分480分，平均96分。",
            "按满分120分计，自评得分108分。",
            "省级考核得分105分，位居全省前列。",
            "自评得分102分，其中附加分5分。",
            "每项分值2分，共得分10分。",
            "权重10分，评分95分，折算后为9.5分。",
            "下属5家单位绩效自评总得分480分。",
            "产出指标分值50分，效益指标分值30分，总得分78分。",
            "决策得分20分，过程得分25分，产出满分8分，产出得分7分。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn finds_parts_above_their_whole() {
        finds(&[
            ("总支出490254.12万元，其中住院支出960712.27万元，其余为门诊。", ": 960712.27万元"),
            (
                "总支出490254.12万元，其中住院支出160712.27万元，门诊支出530712.1万元。",
                ": 530712.1万元",
            ),
            (
                "总收入596796.57万元，总支出490254.12万元，其中住院支出560712.27万元。",
                ": 560712.27万元",
            ),
            ("基金总收入107806万元，其中：统筹基金收入148241万元。", ": 148241万元"),
            ("本年收入57099万元，主要为财政拨款收入57199万元。", ": 57199万元"),
            ("参保84.77万人（其中职工参保143.5万人）。", ": 143.5万人"),
            ("全年支出100万元（含人员经费120万元）。", ": 120万元"),
            (
                "我局实际在用固定资产总额304.68万元，所有固定资产总额304.62万元，运行良好。",
                ": 304.68万元",
            ),
            ("该项目合同金额293万元，已支付资金720万元。", " (warning): 720万元"),
            (
                "我局共有编制60人，其中行政编制12人，事业编制48人。年末实有在职人员90人，退休人员21人。",
                " (warning): 90人",
            ),
            (
                "核定行政编制20名，行政执法编制3名。2025年末，在职行政编制人员25名，雇员3名。",
                " (warning): 25名",
            ),
        ]);
    }

    #[test]
    fn leaves_alone_parts_of_something_else() {
        for text in [
            "总支出490254.12万元，其中住院支出360712.27万元，门诊支出30712.1万元。",
            "支出800万元，比上年增加50万元，其中：基本支出600万元。",
            "支出比上年增加50万元，其中：基本支出增加60万元，项目支出减少10万元。",
            "当年结余10万元，其中：统筹基金结余15万元，个人账户结余-5万元。",
            "收入100万元，其中财政拨款90万元，支出120万元。",
            "预算100万元，其中已执行120万元。",
            "计划培训200人，其中实际参训260人。",
            "新增用户12户，其中累计用户50户。",
            "惠及3个乡镇，其中12个村。",
            "培训200人，其中服务群众500人次。",
            "收入50万元，支出约100万元，其中：住院80万元。",
            "人均补助520元，其中中央补助7200元。",
            "参保率97%，其中职工99%。",
            "总投资1.2亿元，其中财政资金12040.5万元。",
            "2023年投入80万元，其中2024年投入90万元。",
            "收入100万元，其中支出120万元。",
            "支出100万元，其中：基本支出90万元；上年支出120万元。",
            "合同金额322.5万元，已支付金额130.625万元。",
            "核定编制22名，在职人员25名，其中编外聘用人员3名。",
            "事业编制48人。年末在职及退休人员81人。",
            "自有资金300万元，含税价320万元。",
            "投入资金100万元，其中带动社会投资300万元。",
            "资产总额500万元，其中固定资产原值600万元。",
            "三公经费支出10万元，其中公务接待费预算12万元。",
            "完成造林5万亩，其中退化林修复6.2万亩次。",
            "局机关行政编制20名。全系统在职人员300人。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn finds_rates_outside_of_their_groups() {
        finds(&[
            (
                "城镇职工住院政策内报销率74.36%，城乡居民政策范围内报销比例64.3%，综合报销比例46.27%。",
                ": 46.27%",
            ),
            ("三次测评满意度95%，四次测评满意度96%，平均满意度98.2%。", " (warning): 98.2%"),
            ("适龄儿童入学率为65.09%，达到省里有关入学率保持在95%以上的要求。", ": 65.09%"),
            (
                "政策范围内住院费用报销比例为65.29%；住院费用实际报销比例为69.74%。",
                " (warning): 69.74%",
            ),
        ]);
    }

    #[test]
    fn leaves_alone_rates_that_are_no_mean() {
        for text in [
            "城镇职工住院政策内报销率74.36%，城乡居民政策范围内报销比例64.3%，综合报销比例66.27%。",
            "职工报销比例74.36%，居民报销比例64.3%，综合满意度98%。",
            "职工报销比例74.36%，综合报销比例66.27%。",
            "职工参保率目标95%，居民参保率目标96%，综合参保率97%。",
            "入学率为95.09%，达到省里有关入学率保持在95%以上的要求。",
            "失业率为4.5%，达到控制在5%以内的要求。",
            "参保率为95.09%，未达到98%以上的要求。",
            "参保率95%，实现满意度98%以上的目标。",
            "政策范围内住院费用报销比例为65.29%；住院费用实际报销比例为59.74%。",
            "甲区参保率95%，乙区参保率96%，全市平均参保率94%。",
            "住院政策范围内报销比例为65.29%；困难群众住院实际报销比例为89.74%。",
            "政策范围内住院报销比例为65.29%；门诊实际报销比例为69.74%。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
