//! Figures of a text with the year that each is of.

use super::dated::Moment;
use super::prose::Prose;
use super::scanner::Item;
use crate::value::date::years_in;
use crate::value::text::contains_any;
use crate::value::unit::Dimension;

/// A figure and its year.
pub struct Yearly<'a> {
    pub item: &'a Item,
    pub year: i32,
    /// The index of its sentence.
    pub sentence: usize,
    /// Whether its own sentence names the year, and not the one before.
    pub is_own: bool,
}

/// The figures whose year a text says: as a whole year, as that of a contract, or as the day up to
/// which something was counted. The date on which money was paid is not its year.
pub fn figures_of(prose: &Prose) -> Vec<Yearly<'_>> {
    const FLAT: [&str; 4] = ["持平", "不变", "相同", "一致"];
    let dated = prose.dated.iter().filter(|sentence| !sentence.contains_any(&FLAT));
    let moments: Vec<&Moment> = dated.flat_map(|sentence| &sentence.moments).collect();
    let mut figures: Vec<Yearly<'_>> = Vec::new();
    let mut next = 0;
    for mention in &prose.mentions {
        let item = &mention.item;
        while moments.get(next).is_some_and(|moment| moment.span.1 <= item.span.0) {
            next += 1;
        }
        let before = next.checked_sub(1).and_then(|last| moments.get(last));
        let said = contract_year(&item.label).or_else(|| {
            before
                .filter(|moment| item.year == Some(moment.date.year) && is_of(moment, item))
                .map(|moment| moment.date.year)
        });
        let above = || {
            let last = figures.last().filter(|last| last.sentence + 1 >= mention.sentence)?;
            (item.year.is_none() && last.sentence <= mention.sentence).then_some(last.year)
        };
        let sentence = mention.sentence;
        match said {
            Some(year) => figures.push(Yearly { item, year, sentence, is_own: true }),
            None => {
                let above = above();
                figures.extend(above.map(|year| Yearly { item, year, sentence, is_own: false }));
            }
        }
    }
    figures
}

/// Whether a date is the year of a figure behind it.
fn is_of(moment: &Moment, item: &Item) -> bool {
    let is_cut_off = ["截至", "截止"].iter().any(|word| moment.before.ends_with(word));
    moment.date.month.is_none() || is_cut_off && item.unit.dimension == Dimension::Count
}

/// `《2022年度第三方服务合同》的合同金额`
fn contract_year(label: &str) -> Option<i32> {
    let (title, _) = label.rsplit_once('》')?;
    let title = title.rsplit('《').next()?;
    title.contains("合同").then(|| years_in(title).last()).flatten().map(|(_, year)| year)
}

/// Whether the words of a figure place it elsewhere than in its year, or it may be the same in the
/// next: balances, standards, whole investments.
pub fn is_standing(item: &Item) -> bool {
    const STANDING: [&str; 20] = [
        "余额", "滚存", "结转", "期初", "期末", "年初结", "年末结", "标准", "总投资", "概算",
        "批复", "中标", "累计", "编制", "面积", "单价", "提前", "上年", "去年", "每人",
    ];
    let counted = item.label.trim_end_matches(['为', '数', '达', '约']);
    counted.ends_with("常住人口")
        || contains_any(&item.label, &STANDING)
        || contains_any(&item.tail, &STANDING)
}

/// How many digits the figure has between its first and its last that are not 0.
pub fn digits(item: &Item) -> usize {
    let digits: String = item.number.to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_year_of_each_figure() {
        let found = |text: &str| {
            let prose = Prose::read(text);
            figures_of(&prose)
                .iter()
                .map(|figure| (figure.item.number.to_string(), figure.year, figure.is_own))
                .collect::<Vec<_>>()
        };
        let figure = |number: &str, year, is_own| (number.to_owned(), year, is_own);
        for (text, figures) in [
            ("2025年，参保人数677.14万人。", vec![figure("677.14", 2025, true)]),
            (
                "2025年补助标准为700元。应补助393699万元。",
                vec![figure("700", 2025, true), figure("393699", 2025, false)],
            ),
            ("2024年12月下达2025年资金600万元。", vec![figure("600", 2025, true)]),
            ("2024年12月支付资金600万元。", vec![]),
            ("截至2025年6月30日参保人数588.08万人。", vec![figure("588.08", 2025, true)]),
            ("《2022年服务合同文件》的合同金额322.5万元。", vec![figure("322.5", 2022, true)]),
            ("《2022年的通知》下达322.5万元。", vec![]),
        ] {
            assert_eq!(found(text), figures, "{text}");
        }
    }
}
