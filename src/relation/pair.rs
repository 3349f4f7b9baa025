//! The kinds of answer to a target.

use crate::filing::row::{Row, State};
use crate::filing::{Cell, MaybeCell};
use crate::relation::TableRow;
use crate::value::Value;
use crate::value::Words;
use crate::value::figure::Figure;
use crate::value::text::{contains_any, folded, has_numeral};
use crate::value::unit::{Dimension, Unit};

/// How a result answers its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A figure to a figure, in comparable units.
    Comparable,
    /// A figure to a figure of another quantity.
    OtherUnit,
    /// A figure to a target in words.
    FigureToWords,
    /// Words to a target in figures.
    WordsToFigure,
    /// Words to words, or nothing certain.
    Open,
}

/// The target and result of a row, and how the one answers the other.
pub type Answered<'a> = (&'a Cell, &'a Cell, Answer);

/// The target and result of an evaluated row, if both are filled in.
pub fn answered<'a>(row: &TableRow<'a>) -> Option<Answered<'a>> {
    let (target, actual) = (row.indicator.target.cell()?, row.indicator.actual.cell()?);
    row.is_evaluated().then(|| (target, actual, answer(&row.row())))
}

fn answer(row: &Row<'_>) -> Answer {
    let (Some(target), Some(actual)) = (row.indicator.target.cell(), row.indicator.actual.cell())
    else {
        return Answer::Open;
    };
    if row.state() != State::Filled {
        return Answer::Open;
    }
    match (&target.value(), &actual.value()) {
        (Value::Figure(_), Value::Figure(_)) => match (row.target(), row.actual()) {
            (Some(a), Some(b)) if are_apart(&a.unit, &b.unit) && is_bare_figure(actual) => {
                Answer::OtherUnit
            }
            _ => Answer::Comparable,
        },
        (Value::Words(words), Value::Figure(figure))
            if !says_when(figure) && wants_no_figure(target, words) =>
        {
            Answer::FigureToWords
        }
        (Value::Words(words), Value::Words(answer))
            if is_measured(answer) && wants_no_figure(target, words) =>
        {
            Answer::FigureToWords
        }
        (Value::Figure(figure), Value::Words(words))
            if states_no_figure(actual, words) && !is_all_or_nothing(figure, actual) =>
        {
            Answer::WordsToFigure
        }
        _ => Answer::Open,
    }
}

/// Whether a text is nothing but the figure: one within a sentence may not be the answer.
fn is_bare_figure(cell: &Cell) -> bool {
    Figure::read(&folded(cell.text())).is_ok()
}

/// Whether units are certainly of different quantities: only a known noun tells what is counted.
fn are_apart(a: &Unit, b: &Unit) -> bool {
    !a.comparable(b)
        && is_known(a)
        && is_known(b)
        && [a, b].iter().any(|unit| matches!(unit.dimension, Dimension::Share | Dimension::Money))
}

fn is_known(unit: &Unit) -> bool {
    const COUNTED: [char; 34] = [
        '人', '户', '家', '个', '次', '件', '台', '套', '项', '所', '场', '期', '篇', '份', '亩',
        '吨', '名', '例', '辆', '条', '座', '处', '只', '棵', '株', '批', '村', '张', '本', '册',
        '栋', '间', '起', '宗',
    ];
    match unit.dimension {
        Dimension::Count => unit.noun.starts_with(COUNTED),
        _ => true,
    }
}

/// Whether the target asks for a manner (及时, 稳步推进) and not for a quantity in words (应保尽保,
/// 达到省定标准, 较上年增长).
fn wants_no_figure(target: &Cell, words: &Words) -> bool {
    const QUANTITIES: [&str; 55] = [
        "目标", "标准", "要求", "达到", "不低于", "不高于", "不超", "不少", "高于", "低于", "下达",
        "计划", "任务", "上年", "同期", "增长", "增加", "提高", "提升", "改善", "下降", "减少",
        "降低", "上升", "缩短", "持平", "以上", "以内", "以下", "全部", "全面", "全覆盖", "足额",
        "全额", "零", "无", "清零", "完成", "率", "比例", "数量", "满意", "合格", "达标", "按实",
        "据实", "≤", "≥", "<", ">", "预算", "不发生", "不出现", "没有", "杜绝",
    ];
    let text = target.compact();
    let is_everything = text.contains('应') && text.contains('尽');
    let has_digit = has_numeral(text);
    let is_yes_or_no = matches!(text, "是" | "否" | "有");
    words.figures.is_empty()
        && !has_digit
        && !is_everything
        && !is_yes_or_no
        && !counts_in_chinese(text)
        && !contains_any(text, &QUANTITIES)
}

/// Whether the figure is a duration or a date: an answer to 及时.
fn says_when(figure: &Figure) -> bool {
    figure.unit.dimension == Dimension::Time
        || ["日", "天", "时", "月", "年"].iter().any(|end| figure.unit.noun.ends_with(end))
}

/// Whether the words consist of measurements; a date is not one.
fn is_measured(words: &Words) -> bool {
    words.only_figures && !words.figures.iter().any(says_when)
}

fn states_no_figure(actual: &Cell, words: &Words) -> bool {
    words.figures.is_empty()
        && !has_numeral(actual.compact())
        && !counts_in_chinese(actual.compact())
}

/// `三家`, `一次` are figures, too; words such as 统一 or 一般 are not.
fn counts_in_chinese(text: &str) -> bool {
    const CLASSIFIERS: [char; 16] = [
        '次', '个', '项', '套', '场', '期', '批', '份', '家', '台', '名', '人', '篇', '件', '倍',
        '成',
    ];
    text.chars().any(|c| {
        matches!(
            c,
            '二' | '两'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '半'
        )
    }) || text.split('一').skip(1).any(|rest| rest.starts_with(CLASSIFIERS))
}

/// 全部完成 answers 100%, 未发生 answers 0.
fn is_all_or_nothing(target: &Figure, actual: &Cell) -> bool {
    const NOTHING: [&str; 6] = ["未", "无", "没有", "零", "不存在", "杜绝"];
    const ALL: [&str; 8] = ["全", "均", "都", "应", "所有", "足额", "一致", "按时"];
    let says = |words: &[&str]| contains_any(actual.compact(), words);
    let is_all = target.number == crate::value::number::Dec::HUNDRED;
    (target.number.is_zero() && says(&NOTHING)) || (is_all && says(&ALL))
}
