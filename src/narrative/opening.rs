//! Sentences that tell of a whole year: `2025年，我市参保人数677万人`, `我局2025年度无新增项目`.

use super::dated::{Dated, Moment};
use crate::value::date::years_in;
use crate::value::text::contains_any;

/// The whole year with which the sentence opens, behind a list number, a label or its subject. A
/// sentence that speaks of several years opens with none.
pub fn opening(sentence: &Dated) -> Option<&Moment> {
    let first = sentence.moments.first().filter(|first| first.date.month.is_none())?;
    let is_alone = years_in(&sentence.text).all(|(_, year)| year == first.date.year);
    let lead = first.before.rsplit([':', ';', ',', '，', '；', '：', ')']).next().unwrap_or("");
    let is_number =
        |c: char| c.is_ascii_digit() || matches!(c, '①'..='⑳' | '.' | '、' | '(' | '-' | '*' | '#');
    let lead = lead.trim_matches(is_number);
    let is_item = lead.ends_with('是') && lead.chars().count() == 2;
    let is_open = lead.is_empty() || is_item || is_subject(lead);
    let after = first.after.trim_start_matches('度');
    (is_alone && is_open && !NOT_WHOLE.iter().any(|word| after.starts_with(word))).then_some(first)
}

/// Whom a report is about: 我局, 本单位, 全市.
fn is_subject(words: &str) -> bool {
    words.starts_with(['我', '本', '全']) && (2..=4).contains(&words.chars().count())
}

/// What a year may begin with that is not told as a whole.
const NOT_WHOLE: [&str; 24] = [
    "前", "起", "以", "至", "到", "-", "~", "—", "、", "和", "及", "与", "底", "初", "第", "上半",
    "下半", "一季", "同期", "为", "版", "提前", "结转", "中央",
];

/// Whether it is said of a past year as of that year: with a figure or as absent, and without the
/// words for what began, was decided, awarded or left over then.
pub fn tells_result(moment: &Moment) -> bool {
    let is_told = moment.after.contains(|c: char| c.is_ascii_digit()) || is_absent(&moment.after);
    is_told && !tells_history(moment) && !contains_any(&moment.after, &["今年", "本年"])
}

/// Whether the words after a year are those for what began, was decided, awarded or left over.
pub fn tells_history(moment: &Moment) -> bool {
    const HISTORY: [&str; 70] = [
        "起", "以来", "开始", "至今", "成立", "设立", "组建", "挂牌", "已", "立项", "批复", "批准",
        "印发", "出台", "发布", "颁布", "实施", "施行", "开工", "竣工", "建成", "启动", "签订",
        "中标", "结转", "提前", "清算", "季度", "评为", "荣获", "获得", "获评", "被", "试点",
        "普查", "审计", "巡察", "巡视", "同期", "基期", "基数", "遗留", "尾款", "欠", "历年",
        "改革", "调整为", "提高到", "移交", "划转", "以前", "余额", "结存", "存量", "计划", "规划",
        "评价得分", "评价结果", "考核", "滚存", "招标", "前期", "勘察", "初步设计", "合并", "更名",
        "复审", "汛期", "灾", "节期间",
    ];
    /// Why the year is not the evaluated one, which may be said at the end.
    const REASONS: [&str; 8] =
        ["尚未", "未发布", "未公布", "历史最高", "新高", "年一遇", "为新增", "无此项"];
    contains_any(statement(&moment.after), &HISTORY)
        || moment.before.contains("普查")
        || contains_any(&moment.after, &REASONS)
}

/// Whether it is said of a year to come as of one that is over: with an exact figure or as absent,
/// and without the words of plans and of what is done ahead of its year.
pub fn tells_ahead(moment: &Moment) -> bool {
    const AHEAD: [&str; 33] = [
        "将", "拟", "目标", "力争", "争取", "预计", "预期", "预测", "展望", "打算", "安排", "建议",
        "申报", "申请", "下一步", "继续", "确保", "到期", "合同", "工期", "期限", "预算", "标准",
        "参保", "征缴", "缴费", "下达", "投资", "达到", "实现", "月", "招生", "学年",
    ];
    // `74.36%`, `1997.21万元`
    let is_exact = moment.after.as_bytes().windows(4).any(|window| match window {
        [b'.', a, b, c] => a.is_ascii_digit() && b.is_ascii_digit() && !c.is_ascii_digit(),
        _ => false,
    });
    (is_exact || is_absent(&moment.after))
        && tells_result(moment)
        && !contains_any(&moment.after, &AHEAD)
}

/// The words up to the end of the clause with the first figure; without a figure, all.
fn statement(after: &str) -> &str {
    let Some(figure) = after.find(|c: char| c.is_ascii_digit()) else { return after };
    let end = after.get(figure..).and_then(|rest| rest.find([',', '，', ';', ':', '(']));
    end.and_then(|end| after.get(..figure + end)).unwrap_or(after)
}

/// `度无新增项目`, `度，没有收到投诉`
fn is_absent(after: &str) -> bool {
    /// In characters.
    const NEAR: usize = 12;
    let near: String = after.chars().take(NEAR).collect();
    let is_word = |at: usize| {
        let rest = near.get(at..).unwrap_or("");
        !["无障碍", "无偿", "无线", "无人", "无害"].iter().any(|word| rest.starts_with(word))
    };
    near.contains("没有") || near.contains("未发生") || near.find('无').is_some_and(is_word)
}

/// What the first figure after the year measures: its last characters, the last one first, are alike
/// where two years are compared (`参保人数为676万人`, `参保人数677万人`).
pub fn measure(moment: &Moment, length: usize) -> String {
    const FILLERS: [&str; 11] =
        ["达到", "总计", "共计", "合计", "约为", "为", "达", "共", "约", "是", "计"];
    let words = moment.after.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
    let mut words = words.trim_end_matches([',', '，', ':', '(', '：']);
    while let Some(shorter) = FILLERS.iter().find_map(|filler| words.strip_suffix(filler)) {
        words = shorter;
    }
    words.chars().rev().take(length).collect()
}

/// The first figure after the year.
pub fn figure(moment: &Moment) -> &str {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let start = moment.after.find(|c: char| c.is_ascii_digit()).unwrap_or(moment.after.len());
    let rest = moment.after.get(start..).unwrap_or("");
    rest.split(|c| !is_part(c)).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narrative::dated::sentences_of;
    use crate::narrative::scanner::Scan;

    fn opens(text: &str) -> Option<(i32, bool, bool)> {
        let sentences = sentences_of(&Scan::new(text));
        let moment = opening(sentences.first()?)?;
        Some((moment.date.year, tells_result(moment), tells_ahead(moment)))
    }

    #[test]
    fn finds_the_year_that_a_sentence_tells_of() {
        for (text, found) in [
            ("2024年，我市参保人数677.14万人。", Some((2024, true, false))),
            ("（1）数量指标：2024年，我市参保人数677.14万人。", Some((2024, true, false))),
            ("②我局2024年度无食堂采购份额。", Some((2024, true, true))),
            ("据统计，2024年全市医保基金总收入596796.57万元。", Some((2024, true, true))),
            ("一是2026年我市户籍人口为865.57万人。", Some((2026, true, true))),
            ("2026年投资865.57万元。", Some((2026, true, false))),
            ("2019年，我市已实现“一站式”结算，覆盖10个县。", Some((2019, false, false))),
            ("2024年，我局被评为先进单位，得分95分。", Some((2024, false, false))),
            ("2024年末贷款余额8.6亿元。", Some((2024, false, false))),
            ("2024年顺利开展工作。", Some((2024, false, false))),
            ("2024年为676万人。", None),
            ("2023年起，补助标准640元。", None),
            ("2023—2025年，投资100万元。", None),
            ("2024年参保676万人，2025年677万人。", None),
            ("支付2024年第四季度服务费30万元。", None),
            ("比2024年增加10人。", None),
            ("2024年3月支付30万元。", None),
            ("按2024年常住人口712.08万人计算。", None),
        ] {
            assert_eq!(opens(text), found, "{text}");
        }
    }

    #[test]
    fn knows_what_is_measured() {
        let measured = |text: &str| {
            let sentences = sentences_of(&Scan::new(text));
            measure(&sentences[0].moments[0], 2)
        };
        assert_eq!(measured("2024年参保人数为676万人。"), measured("2025年参保人数达到677万人。"));
        assert_ne!(measured("2024年收入总计676万元。"), measured("2025年支出总计677万元。"));
    }
}
