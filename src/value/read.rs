//! Reads the text of a cell by its column.

use super::date::Date;
use super::figure::{Comparison, Figure};
use super::text::{TextClass, compact, fold, folded_with_class};
use super::unit::{Dimension, Unit};
use super::{Column, Unreadable, Value, Words};

impl Value {
    /// Reads `text` as a cell of `column`. `money` is the unit of amounts that are typed without
    /// one.
    pub fn read(text: &str, column: Column, money: &Unit) -> Value {
        Value::read_with_class(text, TextClass::of(text), column, money)
    }

    /// As [`Value::read`], for a caller that knows the class of the text already.
    pub fn read_with_class(text: &str, class: TextClass, column: Column, money: &Unit) -> Value {
        let Some(first) = text.chars().map(fold).find(|c| !c.is_whitespace()) else {
            return Value::Blank;
        };
        let may_be_not_applicable = begins_not_applicable(first);
        let are_words = matches!(column, Column::Words | Column::Prose | Column::MoneyUnit);
        if are_words && !may_be_not_applicable {
            return Value::Words(Words::default());
        }
        let folded = folded_with_class(text, class);
        if may_be_not_applicable && is_not_applicable(&folded) {
            return Value::NotApplicable;
        }
        match column {
            Column::Words | Column::Prose | Column::MoneyUnit => Value::Words(Words::default()),
            Column::Date | Column::Year => {
                Date::read(&folded).map_or(Value::Unreadable(Unreadable::NotADate), Value::Date)
            }
            Column::Sign => sign(&folded),
            Column::Money => number_cell(&folded, |figure| as_money(figure, money)),
            Column::Points | Column::Score => number_cell(points_text(&folded), as_points),
            Column::Rate => number_cell(&folded, as_rate),
            Column::Count => number_cell(&folded, Some),
            Column::Measure => measure(&folded, class),
        }
    }
}

const NOT_APPLICABLE: [&str; 21] = [
    "不适用", "无", "/", "\\", "-", "--", "—", "——", "一一", "N/A", "n/a", "NA", "不涉及",
    "未涉及", "不适用该指标", "本项不适用", "该指标不适用", "该项不适用", "无此项", "无此指标",
    "暂无",
];

/// Whether a text that begins so may mean 不适用; most texts are ruled out before they are copied and
/// compared.
fn begins_not_applicable(first: char) -> bool {
    matches!(
        first,
        '(' | '不' | '无' | '/' | '\\' | '-' | '—' | '一' | 'N' | 'n' | '未' | '本' | '该' | '暂'
    )
}

/// Whether the text means 不适用. Forms that need unique names number it: `不适用1`.
fn is_not_applicable(folded: &str) -> bool {
    /// In bytes, with room for spaces and brackets.
    const LONGEST: usize = 40;
    if folded.len() > LONGEST {
        return false;
    }
    let compact = compact(folded);
    let words = compact.trim_start_matches('(').trim_end_matches(')');
    let unnumbered = words.trim_end_matches(|c: char| c.is_ascii_digit());
    NOT_APPLICABLE.contains(&words)
        || (words.starts_with('不') && NOT_APPLICABLE.contains(&unnumbered))
}

/// A 指标性质: a comparison, or else words.
fn sign(folded: &str) -> Value {
    match &*compact(folded) {
        "定性" | "定性指标" => Value::Sign(None),
        "正向" | "正向指标" => Value::Sign(Some(Comparison::AtLeast)),
        "反向" | "逆向" | "负向" | "反向指标" => Value::Sign(Some(Comparison::AtMost)),
        other => match Comparison::prefix(other) {
            Some((comparison, "")) => Value::Sign(Some(comparison)),
            _ => Value::Words(Words::default()),
        },
    }
}

/// A cell that must hold one number with its unit; `fits` adapts the figure to the column, and
/// refuses one in a unit that does not belong there.
fn number_cell(folded: &str, fits: impl Fn(Figure) -> Option<Figure>) -> Value {
    match Figure::read(without_remark(folded)) {
        Ok(figure) => fits(figure).map_or(Value::Unreadable(Unreadable::NotANumber), Value::Figure),
        Err(why) => Value::Unreadable(why),
    }
}

/// The figure without a remark in brackets after it (`60名(含借调2人)`, `99.54(优)`) and without a
/// point that no digit follows.
fn without_remark(folded: &str) -> &str {
    let begins_figure =
        |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'));
    match folded.strip_suffix(')').and_then(|text| text.split_once('(')) {
        Some((figure, remark))
            if begins_figure(figure) && !begins_figure(remark) && !remark.contains('(') =>
        {
            figure.trim_end()
        }
        _ => folded.strip_suffix('.').filter(|text| begins_figure(text)).unwrap_or(folded),
    }
}

/// An amount: without a unit it is in `default`, the table's; `354.84万` is in 万元.
fn as_money(mut figure: Figure, default: &Unit) -> Option<Figure> {
    match figure.unit.dimension {
        Dimension::Bare if figure.unit.power == 0 => figure.unit = default.clone(),
        Dimension::Bare => figure.unit = Unit::yuan(figure.unit.power),
        Dimension::Money => {}
        _ => return None,
    }
    Some(figure)
}

/// The points of `10分`, of `20分*执行率` (forms print what the points are multiplied by) and of
/// `(10分)`, where the brackets are not a minus sign.
fn points_text(folded: &str) -> &str {
    let points = folded.split_once(['*', '×']).map_or(folded, |(points, _)| points).trim();
    points.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(points)
}

/// Points may be printed with 分, or as a share of the whole.
fn as_points(mut figure: Figure) -> Option<Figure> {
    let is_points = matches!(&*figure.unit.noun, "" | "分" | "%" | "/分") && figure.unit.power <= 0;
    figure.unit = Unit::bare();
    is_points.then_some(figure)
}

/// A share, with or without its sign: 95.44 may mean 95.44%.
fn as_rate(figure: Figure) -> Option<Figure> {
    matches!(figure.unit.dimension, Dimension::Share | Dimension::Bare).then_some(figure)
}

/// A target or a result: a figure, a date, a figure after its name, or words.
fn measure(folded: &str, class: TextClass) -> Value {
    // A figure has digits, and a date in Chinese numerals has 年.
    if !class.has_digit() && !class.has_year() {
        return Value::Words(Words::default());
    }
    if let Ok(figure) = Figure::read(folded) {
        let is_year =
            figure.unit.noun == "年" && figure.comparison.is_none() && Date::read(folded).is_some();
        if !is_year {
            return Value::Figure(figure);
        }
    }
    if let Some(date) =
        Date::read(folded).filter(|date| date.month.is_some() || folded.contains('年'))
    {
        return Value::Date(date);
    }
    if let Some(figure) = Figure::labelled(folded) {
        return Value::Figure(figure);
    }
    let figures = Figure::all(folded);
    let only_figures = !figures.is_empty() && states_only_figures(folded);
    Value::Words(Words { figures, only_figures })
}

/// Whether every clause states a figure at its end.
fn states_only_figures(folded: &str) -> bool {
    folded.split([';', ',', '。', '、']).map(str::trim).filter(|clause| !clause.is_empty()).all(
        |clause| {
            let is_dated = clause.ends_with('年') || clause.ends_with('月');
            !is_dated
                && (Figure::read(clause).is_ok()
                    || (Figure::all(clause).len() == 1 && ends_in_figure(clause)))
        },
    )
}

fn ends_in_figure(clause: &str) -> bool {
    // `形成“书香周末”等3个品牌` counts its examples.
    if clause
        .split(|c: char| c.is_ascii_digit())
        .next()
        .is_some_and(|before| before.ends_with('等'))
    {
        return false;
    }
    let Some(last_digit) = clause.rfind(|c: char| c.is_ascii_digit()) else { return false };
    clause.get(last_digit + 1..).is_some_and(|unit_text| unit_text.chars().count() <= 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::number::dec;

    fn read(text: &str, column: Column) -> Value {
        Value::read(text, column, &Unit::yuan(4))
    }

    fn base(text: &str, column: Column) -> Option<String> {
        Some(read(text, column).figure()?.base()?.plain().to_string())
    }

    #[test]
    fn money_is_read_in_its_unit() {
        for (text, yuan) in [
            ("2092.71", "20927100"),
            ("20092.71万", "200927100"),
            ("1997.21万元", "19972100"),
            ("33, 241. 27", "332412700"),
            ("3, 200, 000. 00元", "3200000"),
            ("１，２３４．５", "12345000"),
            ("1.14亿元", "114000000"),
            ("-12.5", "-125000"),
            ("(12.5)", "-125000"),
            ("（12.5）", "-125000"),
            ("￥24万元", "240000"),
            ("1 234 567", "12345670000"),
        ] {
            assert_eq!(base(text, Column::Money).as_deref(), Some(yuan), "{text}");
        }
    }

    #[test]
    fn a_remark_or_a_squared_unit_hides_no_figure() {
        for (text, column, number) in [
            ("60名（含借调2人）", Column::Count, "60"),
            ("1200㎡", Column::Count, "1200"),
            ("1200m2", Column::Count, "1200"),
            ("1200 m<sup>2</sup>", Column::Count, "1200"),
            ("24.", Column::Money, "240000"),
            ("2092.71万元（含结转）", Column::Money, "20927100"),
            ("6808.94余万元", Column::Money, "68089400"),
            ("（12.5）", Column::Money, "-125000"),
            ("100%（超额完成）", Column::Rate, "1"),
        ] {
            assert_eq!(base(text, column).as_deref(), Some(number), "{text}");
        }
    }

    #[test]
    fn unreadable_is_a_value() {
        for (text, column, why) in [
            ("1,2,34.5.6", Column::Money, Unreadable::Separators),
            ("详见附表", Column::Money, Unreadable::NotANumber),
            ("12人", Column::Money, Unreadable::NotANumber),
            ("NaN", Column::Points, Unreadable::NotANumber),
            ("😀", Column::Count, Unreadable::NotANumber),
            (
                "123456789012345678901234567890123456789012345678901234567890",
                Column::Money,
                Unreadable::TooManyDigits,
            ),
            ("4月31日", Column::Date, Unreadable::NotADate),
        ] {
            assert_eq!(read(text, column), Value::Unreadable(why), "{text}");
        }
    }

    #[test]
    fn blank_and_not_applicable_differ() {
        for text in ["", "  ", "\u{3000}"] {
            assert_eq!(read(text, Column::Money), Value::Blank, "{text:?}");
        }
        let in_other_words = ["不适用1", "（不适用）", "－", "不 适 用", "（无）"];
        for text in NOT_APPLICABLE.into_iter().chain(in_other_words) {
            assert_eq!(read(text, Column::Money), Value::NotApplicable, "{text}");
            assert_eq!(read(text, Column::Measure), Value::NotApplicable, "{text}");
        }
    }

    #[test]
    fn points_and_rates() {
        assert_eq!(base("10分", Column::Points).as_deref(), Some("10"));
        assert_eq!(base("20分*执行率", Column::Points).as_deref(), Some("20"));
        assert_eq!(base("9.23", Column::Points).as_deref(), Some("9.23"));
        assert_eq!(base("（50分）", Column::Points).as_deref(), Some("50"));
        assert_eq!(base("+2", Column::Points).as_deref(), Some("2"));
        assert_eq!(base("99.54（优）", Column::Points).as_deref(), Some("99.54"));
        assert!(matches!(read("90（95）", Column::Points), Value::Unreadable(_)));
        assert_eq!(base("95.44%", Column::Rate).as_deref(), Some("0.9544"));
        assert_eq!(base("95.44", Column::Rate).as_deref(), Some("95.44"));
        assert!(matches!(read("10万元", Column::Rate), Value::Unreadable(_)));
    }

    #[test]
    fn measures_know_their_comparison() {
        use Comparison::*;
        for (text, comparison, number, unit) in [
            ("≥354.84万", Some(AtLeast), "354.84", "万"),
            ("364.22万人", None, "364.22", "万人"),
            ("≥65%", Some(AtLeast), "65", "%"),
            (">=90%", Some(AtLeast), "90", "%"),
            ("≧ 90 %", Some(AtLeast), "90", "%"),
            ("═100%", Some(Equal), "100", "%"),
            ("≤2092.71万元", Some(AtMost), "2092.71", "万元"),
            ("不低于90%", Some(AtLeast), "90", "%"),
            ("不超过5次", Some(AtMost), "5", "次"),
            ("90%以上", Some(AtLeast), "90", "%"),
            ("3个工作日以内", Some(AtMost), "3", "个工作日"),
            ("95%及以上", Some(AtLeast), "95", "%"),
            ("控制在95%以内", Some(AtMost), "95", "%"),
            ("＞80", Some(MoreThan), "80", ""),
            ("52.5元/人/年", None, "52.5", "元/人/年"),
            ("实现即时结算统筹地区数量/省内统筹地区数量≥80%", Some(AtLeast), "80", "%"),
            ("发生数据安全事故次数为0", None, "0", ""),
            ("完成12次", None, "12", "次"),
            ("100%完成", None, "100", "%"),
        ] {
            let value = read(text, Column::Measure);
            let figure = value.figure().unwrap_or_else(|| panic!("{text}: {value:?}"));
            assert_eq!((figure.comparison, figure.number), (comparison, dec(number)), "{text}");
            assert_eq!(
                (figure.unit.power, &figure.unit.noun),
                (Unit::read(unit).power, &Unit::read(unit).noun),
                "{text}"
            );
        }
    }

    #[test]
    fn words_stay_words() {
        for text in [
            "及时",
            "稳步推进",
            "完成了DIP2.0分组方案切换。",
            "7*24小时",
            "不低于国家和省的最低标准",
            "12月底前完成",
            "2025年12月底前",
        ] {
            assert!(
                read(text, Column::Measure).words().is_some(),
                "{text}: {:?}",
                read(text, Column::Measure)
            );
        }
        assert!(read("2025年12月", Column::Measure).date().is_some());
        let two = read("第九批药品完成率为211.69%；第十批药品完成率为162.92%。", Column::Measure);
        assert!(two.words().is_some_and(|w| w.only_figures && w.figures.len() == 2), "{two:?}");
        let story = read("全市查处机构407家，在考核中，相关指标得分率达100%。", Column::Measure);
        assert!(story.words().is_some_and(|w| !w.only_figures), "{story:?}");
    }

    #[test]
    fn typed_twice_is_read_once() {
        for (text, once) in [
            ("30337万30337万", "30337万"),
            ("596796.57万元万元", "596796.57万元"),
            ("9.54 9.54", "9.54"),
        ] {
            let value = read(text, Column::Money);
            let figure = value.figure().unwrap_or_else(|| panic!("{text}: {value:?}"));
            assert_eq!(figure.repeated.as_deref(), Some(once), "{text}");
        }
        assert_eq!(read("1212", Column::Money).figure().and_then(|f| f.repeated.clone()), None);
    }

    #[test]
    fn ranges_keep_both_ends() {
        let value = read("6-9个月", Column::Measure);
        let figure = value.figure().expect("a range");
        assert_eq!((figure.number, figure.upper), (dec("6"), Some(dec("9"))));
    }
}
