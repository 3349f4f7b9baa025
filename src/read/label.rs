//! Labels of forms, however they are broken, spaced or abbreviated.

use std::borrow::Cow;

use super::grid::{GridCell, GridRow};
use super::node::{Node, NodeRecord};
use crate::value::text::{compact, fold};

/// The labels of a form with the path of the cell that each names; an empty path marks a label
/// whose cell no document has. In the order of [`by_start`].
pub type Vocabulary = &'static [(&'static str, &'static str)];

/// Labels that every form may have.
pub const HEAD: Vocabulary = &by_start([
    ("年度", "year"),
    ("评价年度", "year"),
    ("预算年度", "year"),
    ("填报日期", "filedOn"),
    ("填表日期", "filedOn"),
    ("填报时间", "filedOn"),
    ("日期", ""),
    ("单位", "unit"),
    ("金额单位", "unit"),
    ("计量单位", "unit"),
    ("填表人", ""),
    ("填报人", ""),
    ("联系人", ""),
    ("联系电话", ""),
    ("单位负责人", ""),
    ("单位负责人签字", ""),
    ("负责人签字", ""),
    ("审核人", ""),
    ("备注", ""),
    ("说明", ""),
    ("注", ""),
    ("盖章", ""),
]);

/// Sorts words by their starts, so that a text need only be compared with those that start as it
/// does. Words with the same start keep their order.
#[expect(clippy::indexing_slicing, reason = "tables are sorted when they are compiled")]
pub const fn by_start<K: Copy, const N: usize>(
    mut words: [(&'static str, K); N],
) -> [(&'static str, K); N] {
    let mut sorted = 0;
    while sorted < N {
        let mut at = sorted;
        while at > 0 && start(words[at].0) < start(words[at - 1].0) {
            words.swap(at, at - 1);
            at -= 1;
        }
        sorted += 1;
    }
    words
}

/// The first three bytes of a text: a Chinese character.
const fn start(text: &str) -> u32 {
    match text.as_bytes() {
        [first, second, third, ..] => u32::from_be_bytes([0, *first, *second, *third]),
        _ => 0,
    }
}

/// The words that start as a text does, in their order.
fn with_start_of<'a, K>(
    text: &str,
    words: &'a [(&'static str, K)],
) -> impl Iterator<Item = &'a (&'static str, K)> {
    debug_assert!(words.is_sorted_by_key(|(word, _)| start(word)), "not in the order of by_start");
    let wanted = start(text);
    let from = words.partition_point(|(word, _)| start(word) < wanted);
    words.iter().skip(from).take_while(move |(word, _)| start(word) == wanted)
}

/// A label normalised for comparison: folded, without space, list number, trailing brackets,
/// asterisks and colon.
pub fn key(text: &str) -> Cow<'_, str> {
    match compact(text) {
        Cow::Borrowed(text) => Cow::Borrowed(bare(text)),
        Cow::Owned(text) => Cow::Owned(bare(&text).to_owned()),
    }
}

fn bare(label: &str) -> &str {
    let mut bare = label;
    loop {
        bare = bare.trim_end_matches([':', '*', '-', '—']);
        // Most labels have no brackets.
        let bracketed = if bare.ends_with(')') { bare.rsplit_once('(') } else { None };
        match bracketed {
            Some((before, _)) if !before.is_empty() => bare = before,
            _ => break,
        }
    }
    bare.trim_start_matches(['-', '*', '●', '■'])
}

/// The text without a leading year: `2025年金额` → `金额`.
pub fn without_year(key: &str) -> &str {
    let rest = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if key.len() - rest.len() == 4 { rest } else { return key };
    rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(key)
}

/// Whether a label names a year, whichever: `2024年决算数`, `楼堂馆所（2025年完工项目）`.
fn is_dated(text: &str) -> bool {
    let text = compact(text);
    text.match_indices('年').any(|(at, _)| {
        let year = at.checked_sub(4).and_then(|start| text.get(start..at));
        year.is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Keeps a label that names a year: its figures are of that year.
pub fn keep_dated(row: &GridRow, label: &GridCell, to: &mut NodeRecord) {
    if is_dated(&label.text) {
        to.push("labels", Node::of(row, label));
    }
}

/// The path for a label, from the first vocabulary that has it.
pub fn path(text: &str, vocabularies: &[Vocabulary]) -> Option<&'static str> {
    // Labels are short; this also keeps long prose cheap.
    if text.len() > 120 {
        return None;
    }
    let key = key(text);
    if key.is_empty() {
        return None;
    }
    let find = |key: &str| {
        vocabularies
            .iter()
            .flat_map(|words| with_start_of(key, words))
            .find(|(label, _)| *label == key)
            .map(|(_, path)| *path)
    };
    let bare = without_number(key.strip_prefix("其中:").unwrap_or(&key));
    let shorter = [without_year(&key), bare, last_of_path(&key)];
    let shorter = shorter.into_iter().filter(|text| text.len() < key.len());
    find(&key)
        .or_else(|| shorter.into_iter().find_map(find))
        .or_else(|| find(&without_aside(&key)?))
        .or_else(|| cut_off(&key, vocabularies))
}

/// The text without a leading list number: `1.项目年度目标` → `项目年度目标`.
fn without_number(key: &str) -> &str {
    let rest = key.strip_prefix('(').unwrap_or(key);
    let tail =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    // The four digits of `(2024)年度` are a year.
    let has_number = (1..=9).contains(&rest.len().saturating_sub(tail.len())) && !is_year(rest);
    let numbered = if has_number { tail.strip_prefix([')', '、', '.']) } else { None };
    numbered.unwrap_or(key)
}

/// The last name of `2、资金结构:(1)基本支出`, a group and the first line in it.
fn last_of_path(key: &str) -> &str {
    const LONGEST_GROUP: usize = 12;
    let names = key.rsplit_once(':').filter(|(group, _)| group.chars().count() <= LONGEST_GROUP);
    names.map_or(key, |(_, name)| without_number(name))
}

fn is_year(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A label that the edge of its cell has cut off: `总体绩效目`.
fn cut_off(key: &str, vocabularies: &[Vocabulary]) -> Option<&'static str> {
    let length = key.chars().count();
    if length < 5 {
        return None;
    }
    let is_longer_by_one =
        |label: &str| label.strip_prefix(key).is_some_and(|missing| missing.chars().count() == 1);
    let mut labels = vocabularies.iter().flat_map(|words| with_start_of(key, words));
    labels.find(|(label, _)| is_longer_by_one(label)).map(|(_, path)| *path)
}

/// Whether a text is only digits, with the marks, spaces and units that go with them.
pub fn is_figure(text: &str) -> bool {
    let compact = compact(text);
    compact.chars().any(|c| c.is_ascii_digit())
        && compact
            .trim_end_matches(['元', '万', '亿', '分', '%', '人', '个'])
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '，'))
}

/// Reads a row of labels and values into a record. A value without a label, and a second value for
/// the same cell, stay unread.
pub fn fields(row: &GridRow, vocabularies: &[Vocabulary], to: &mut NodeRecord) {
    let mut cells = row.cells.iter().peekable();
    while let Some(label) = cells.next() {
        let Some(path) = path(&label.text, vocabularies) else { continue };
        label.mark_read();
        if !path.is_empty() {
            keep_dated(row, label, to);
        }
        let mut values = Vec::new();
        while let Some(value) = cells.next_if(|cell| self::path(&cell.text, vocabularies).is_none())
        {
            if !value.is_read() {
                values.push(value);
            }
        }
        // Text in the label's own cell is its value; the cells further right are not.
        if values.first().is_some_and(|value| value.column == label.column) {
            values.retain(|value| value.column == label.column);
        }
        put(row, label, path, &values, to);
    }
}

/// The cells that may hold a label's value: not those from the next label on, even if it is one that
/// no form is known to have.
fn own<'a, 'b>(values: &'a [&'b GridCell]) -> &'a [&'b GridCell] {
    let is_next = |(before, cell): (&GridCell, &GridCell)| {
        looks_like_label(&cell.text)
            || names_a_role(&cell.text)
            || is_figure(&before.text) && !could_be_value(&cell.text)
    };
    let next = match values {
        [first, ..] if looks_like_label(&first.text) => Some(0),
        _ => {
            let pairs = values.iter().copied().zip(values.iter().copied().skip(1));
            pairs.into_iter().position(is_next).map(|at| at.saturating_add(1))
        }
    };
    next.and_then(|next| values.get(..next)).unwrap_or(values)
}

/// `3年`, `36个月`, `长期`
fn is_duration(text: &str) -> bool {
    let text = compact(text);
    let length =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    text.len().saturating_sub(length.len()) <= 9
        && !is_year(&text)
        && matches!(length, "年" | "个月" | "月" | "天" | "长期" | "一次性")
}

/// Beside a figure: another figure, a unit, or a mark for no figure.
fn could_be_value(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) || text.chars().count() <= 2
}

/// Whether a cell at a path holds nothing but a figure: beside its label, words are those of another
/// column or label.
pub fn is_of_figures(path: &str) -> bool {
    ["expenditure/", "income/", "development/", "level/", "amount", "periodAmount"]
        .iter()
        .any(|start| path.starts_with(start))
}

/// A figure, `三百万元`, or a mark for none.
fn could_be_amount(text: &str) -> bool {
    const MARKS: [&str; 3] = ["无", "不适用", "零"];
    text.chars().any(|c| c.is_ascii_digit() || "元万亿".contains(c) || fold(c).is_ascii_digit())
        || MARKS.contains(&&*compact(text))
        || !text.chars().any(char::is_alphanumeric)
}

/// How labels end that name something of a project or a form.
const ENDS_OF_LABELS: [&str; 22] = [
    "电话", "联系方式", "联系人", "负责人", "经办人", "编码", "代码", "编号", "名称", "日期",
    "时间", "属性", "类别", "类型", "性质", "来源", "期限", "金额", "总额", "自评得分", "审核人",
    "地址",
];

/// `代建单位`: beside a value, the label of another. As the only text it may be a value.
fn names_a_role(text: &str) -> bool {
    const ENDS: [&str; 2] = ["单位", "部门"];
    let could = text.len() <= 60 && ENDS.iter().any(|end| text.contains(end));
    could && {
        let key = key(text);
        key.chars().count() <= 10 && ENDS.iter().any(|end| key.ends_with(end))
    }
}

/// Whether a text that is no known label is still one, to all appearances.
fn looks_like_label(text: &str) -> bool {
    let short = text.len() <= 60;
    short && {
        let key = key(text);
        let ends = ENDS_OF_LABELS.iter().any(|end| key.ends_with(end));
        key.chars().count() <= 16
            && (ends || text.trim_end().ends_with([':', '：']))
            && !key.chars().any(|c| c.is_ascii_digit())
    }
}

fn put(
    row: &GridRow,
    label: &GridCell,
    path: &'static str,
    values: &[&GridCell],
    to: &mut NodeRecord,
) {
    let values = own(values);
    if path == "unit" && !values.iter().any(|cell| cell.text.contains('元')) {
        return;
    }
    if is_of_figures(path) && values.first().is_some_and(|cell| !could_be_amount(&cell.text)) {
        return;
    }
    // `3年` says how long, not from when to when.
    if path == "period" && values.first().is_some_and(|cell| is_duration(&cell.text)) {
        return;
    }
    let blank = || Node::blank(&row.place, label.column.saturating_add(1));
    match values {
        _ if path.is_empty() => {
            // No document has this cell; a masked or blank value cannot get lost.
            values
                .iter()
                .filter(|cell| cell.text.chars().all(|c| c == '*'))
                .for_each(|cell| cell.mark_read());
        }
        [] if to.get(path).is_none() => to.put(path, blank()),
        [first, more @ ..]
            if more.iter().all(|cell| compact(&cell.text) == compact(&first.text)) =>
        {
            let free = to
                .get(path)
                .is_none_or(|node| node.is_blank() || compact(node.text()) == compact(&first.text));
            if free {
                values.iter().for_each(|cell| cell.mark_read());
                to.put(path, Node::of(row, first));
            }
        }
        // A merged cell's year beside that of the field: both are kept.
        [first, more @ ..] if matches!(path, "start" | "end") && to.get(path).is_none() => {
            to.put(path, Node::of(row, first));
            more.iter().for_each(|cell| keep_dated(row, cell, to));
        }
        _ => {}
    }
}

/// The unit of money in a caption, `(单位：万元)`, or in brackets after a label, `预算金额(万元)`.
pub fn unit(row: &GridRow, to: &mut NodeRecord) {
    const UNITS: [&str; 4] = ["万元", "元", "亿元", "千元"];
    for (label, cell) in row.cells.iter().zip(row.cells.iter().skip(1)) {
        let is_unit = cell.text.contains('元') && UNITS.contains(&&*compact(&cell.text));
        if is_unit && matches!(&*key(&label.text), "单位" | "金额单位") {
            label.mark_read();
            to.offer("unit", Node::of(row, cell));
        }
    }
    for cell in row.cells.iter().filter(|cell| cell.text.len() < 120) {
        let text = compact(&cell.text);
        let caption = text.trim_matches(['(', ')']);
        let caption = caption.strip_prefix("金额").unwrap_or(caption).strip_prefix("单位:");
        if let Some(unit) = caption.filter(|unit| UNITS.contains(unit)) {
            cell.mark_read();
            to.offer("unit", Node::Cell { text: unit.to_owned(), at: row.at(cell) });
        }
        let named = ["(万元)", "(元)", "(亿元)", "(千元)"]
            .into_iter()
            .find(|unit| text.ends_with(unit) && text.chars().count() < 24);
        if let (Some(unit), None) = (named, to.get("unit")) {
            to.put(
                "unit",
                Node::Cell { text: unit.trim_matches(['(', ')']).to_owned(), at: row.at(cell) },
            );
        }
    }
}

/// Suffixes that turn the name of a column of figures into that of a column about it: 得分率,
/// 指标值类型, 目标值完成率, 指标值设定依据. Columns of words keep their meaning under such names:
/// 偏差原因说明, 实际完成情况说明.
const ABOUT: [&str; 12] =
    ["率", "类型", "类别", "性质", "说明", "依据", "来源", "标准", "比例", "方法", "公式", "解释"];

/// The column of each header cell that an alias names. Aliases are in the order of [`by_start`].
pub fn columns<K: Copy>(row: &GridRow, aliases: &[(&'static str, K)]) -> Vec<(K, usize)> {
    let found = |cell: &GridCell| named(&cell.text, aliases).map(|kind| (kind, cell.column));
    row.cells.iter().filter_map(found).collect()
}

/// What an alias names a column. An alias that ends in `*` names every label that it begins, except
/// those with a suffix of `ABOUT`.
pub fn named<K: Copy>(text: &str, aliases: &[(&'static str, K)]) -> Option<K> {
    let key = key(text);
    named_by_key(without_year(&key), aliases)
        .or_else(|| named_by_key(&without_aside(&key)?, aliases))
}

/// `全年(调整)预算数` → `全年预算数`
fn without_aside(key: &str) -> Option<String> {
    let (before, rest) = key.split_once('(')?;
    let (_, after) = rest.split_once(')')?;
    (!before.is_empty() && !after.is_empty()).then(|| [before, after].concat())
}

fn named_by_key<K: Copy>(key: &str, aliases: &[(&'static str, K)]) -> Option<K> {
    let is_of_words = || key.contains("原因") || key.contains("情况");
    let is_about = |more: &str| ABOUT.iter().any(|about| more.ends_with(about)) && !is_of_words();
    let is_it = |alias: &str| match alias.strip_suffix('*') {
        None => alias == key,
        Some(start) => key.strip_prefix(start).is_some_and(|more| !is_about(more)),
    };
    with_start_of(key, aliases).find(|(alias, _)| is_it(alias)).map(|(_, kind)| *kind)
}

/// What an alias names a column, taken to the letter.
pub fn named_exactly<K: Copy>(text: &str, aliases: &[(&'static str, K)]) -> Option<K> {
    let key = key(text);
    let key = without_year(&key);
    let is_it = |alias: &str| alias.strip_suffix('*').unwrap_or(alias) == key;
    with_start_of(key, aliases).find(|(alias, _)| is_it(alias)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Vocabulary = &by_start([
        ("基本支出", "expenditure/basic"),
        ("到期年度", "end"),
        ("金额", "amount"),
        ("当年度金额", "amount"),
        ("总体绩效目标", ""),
        ("填报日期", "filedOn"),
    ]);

    #[test]
    fn labels_are_known_however_they_are_typed() {
        for text in ["当年度金额", "当年度 金额（万元）", "2025年金额", "当年度金额："]
        {
            assert_eq!(path(text, &[WORDS]), Some("amount"), "{text}");
        }
        assert_eq!(path("总体绩效目", &[WORDS]), Some(""));
        assert_eq!(path("总体", &[WORDS]), None);
    }
}
