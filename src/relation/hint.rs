//! Printed hints that an officer has to replace: prompts, option lists, crosses.

use crate::filing::{Cell, Evaluation, Head, Indicator, Total};
use crate::value::Value;
use crate::value::text::fold;

/// Longer texts are an officer's own.
pub const LONGEST_HINT: usize = 40;

/// The range of characters in which a cell still has the template's words.
pub fn left_over(cell: &Cell) -> Option<(usize, usize)> {
    // A text that was read as a figure or date is an answer.
    if !matches!(cell.value(), Value::Words(_) | Value::Unreadable(_)) {
        return None;
    }
    let (is_measured, is_dated) = (
        cell.place.is_one_of(&[
            Indicator::FIELDS.target,
            Indicator::FIELDS.actual,
            Indicator::FIELDS.period_target,
            Total::FIELDS.grade,
        ]),
        is_dated(cell) || cell.place.is_one_of(&[Head::FIELDS.year]),
    );
    // Rules out nearly all cells at once.
    if !is_measured && !is_dated && !cell.class().has_hint() {
        return None;
    }
    let length = cell.text().chars().count();
    let whole = Some((0, length));
    let is_short = length <= LONGEST_HINT;
    let short = if is_short { cell.compact() } else { "" };
    let is_judged_with_its_row =
        cell.place.is_one_of(&[Indicator::FIELDS.target, Indicator::FIELDS.period_target])
            && cell.place.is_in_row();
    let is_printed = if is_measured {
        is_option_list(short) && !is_judged_with_its_row || names_all_results(cell.compact())
    } else {
        is_empty_date(cell, short)
    };
    if is_printed {
        return whole;
    }
    if !cell.class().has_hint() {
        return None;
    }
    let chars: Vec<char> = cell.text().chars().map(fold).collect();
    if is_short && (!is_measured && is_length_hint(short) || is_prompt(&chars)) {
        return whole;
    }
    // A whole name of crosses may be kept secret on purpose.
    let is_name_of_somebody =
        cell.place.is_one_of(&[Head::FIELDS.department, Evaluation::FIELDS.implementer]);
    if is_short && !is_name_of_somebody && is_nothing_but_crosses(short) {
        return whole;
    }
    bracketed_hint(&chars).or_else(|| crossed_figure(&chars))
}

/// Whether it is the cell of a date.
pub fn is_dated(cell: &Cell) -> bool {
    cell.place.is_one_of(&[Head::FIELDS.filed_on, Evaluation::FIELDS.start, Evaluation::FIELDS.end])
}

/// `优良中低差`, `优□ 良□ 中□ 差□`, `是/否`; with a tick it is an answer.
pub fn is_option_list(compact: &str) -> bool {
    const GRADES: [&str; 9] = [
        "好坏",
        "好中差",
        "好一般差",
        "优良中低差",
        "优良中差",
        "优良差",
        "优秀良好中等差",
        "优秀良好一般较差",
        "优秀良好合格不合格",
    ];
    const ALTERNATIVES: [&str; 4] = ["是否", "有无", "达标不达标", "合格不合格"];
    if !compact.contains(['优', '好', '否', '无', '标', '格']) {
        return false;
    }
    let is_separator =
        |c: char| matches!(c, '□' | '☐' | '○' | '◻' | '/' | '、' | '|' | ',' | ';' | '(' | ')');
    let are = |options: &&str| compact.chars().filter(|c| !is_separator(*c)).eq(options.chars());
    GRADES.iter().any(are) || (compact.contains(is_separator) && ALTERNATIVES.iter().any(are))
}

/// The sign or the unit that a form prints, without the figure: `≥%`, `公里`, `≥`.
pub fn is_unit_or_sign(compact: &str) -> bool {
    const UNITS: [&str; 30] = [
        "%", "‰", "元", "万元", "亿元", "元/人", "公里", "千米", "平方米", "立方米", "亩", "万亩",
        "公顷", "吨", "万吨", "公斤", "人次", "万人次", "万人", "人/次", "个", "套", "台", "辆",
        "家", "座", "场次", "个月", "工作日", "个工作日",
    ];
    let unit = compact.trim_start_matches(['≥', '≤', '=', '>', '<', '_']);
    let has_sign = unit.len() < compact.len();
    UNITS.contains(&unit) || (has_sign && unit.is_empty() && compact != "_")
}

/// All three results of a qualitative indicator at once, as listed in the form's note.
fn names_all_results(compact: &str) -> bool {
    compact.starts_with("达成预期")
        && compact.contains("部分达成预期")
        && compact.contains("未达成预期")
}

/// `年 月 日` in a date's cell, `年度` in a year's.
fn is_empty_date(cell: &Cell, compact: &str) -> bool {
    let is_date = is_dated(cell) && matches!(compact, "年月日" | "20年月日" | "202年月日" | "年月");
    let is_year = cell.place.is_one_of(&[Head::FIELDS.year])
        && matches!(compact, "年" | "年度" | "20年" | "20年度" | "()年度" | "()年");
    is_date || is_year
}

/// `200字以内`, `限500字`, `字数不超过300字`.
fn is_length_hint(compact: &str) -> bool {
    const OPENERS: [&str; 12] = [
        "限", "不超过", "不少于", "字数", "请", "简述", "简要", "控制在", "原则上", "填写", "概述",
        "说明",
    ];
    const LIMITS: [&str; 7] = ["字以内", "字左右", "字之内", "字以上", "字以下", "字内", "字"];
    let counted = |text: &str| text.ends_with(|c: char| c.is_ascii_digit() || is_cross(c));
    let text = compact.trim_matches(['(', ')', '。', ':', '*']);
    let opens = text.starts_with(|c: char| c.is_ascii_digit() || is_cross(c))
        || OPENERS.iter().any(|opener| text.starts_with(opener));
    let is_plain = text.chars().all(|c| c.is_ascii_digit());
    opens && !is_plain && LIMITS.iter().any(|limit| text.strip_suffix(limit).is_some_and(counted))
}

/// `请填写……`, `点击此处输入文字`.
fn is_prompt(chars: &[char]) -> bool {
    const PROMPTS: [&str; 12] = [
        "请填写", "请选择", "请输入", "请简述", "请简要", "请在此", "请说明", "此处填写",
        "在此填写", "点击此处", "单击此处", "填写说明",
    ];
    let opening: String =
        chars.iter().filter(|c| **c != ' ').skip_while(|c| **c == '(').take(6).collect();
    PROMPTS.iter().any(|prompt| opening.starts_with(prompt))
}

/// A hint in brackets before or after the text: `（300字以内）完成……`.
fn bracketed_hint(chars: &[char]) -> Option<(usize, usize)> {
    let is_hint = |start: usize, end: usize| {
        let text: String = chars.get(start..end)?.iter().filter(|c| **c != ' ').collect();
        (end - start <= LONGEST_HINT && is_length_hint(&text)).then_some((start, end))
    };
    let first = chars.iter().position(|c| *c != ' ')?;
    let last = chars.iter().rposition(|c| *c != ' ')?;
    let leading = || {
        let close = chars.iter().take(first + LONGEST_HINT).position(|c| *c == ')')?;
        (chars.get(first) == Some(&'(')).then(|| is_hint(first, close + 1))?
    };
    let trailing = || {
        let open = chars.iter().rposition(|c| *c == '(')?;
        (chars.get(last) == Some(&')')).then(|| is_hint(open, last + 1))?
    };
    leading().or_else(trailing)
}

fn is_cross(c: char) -> bool {
    matches!(c, 'X' | 'x' | '×' | '╳' | '✕' | '✖')
}

/// `XX`, `≥XXX`.
fn is_nothing_but_crosses(compact: &str) -> bool {
    let crosses = compact.trim_start_matches(['≥', '≤', '=', '>', '<']);
    crosses.chars().count() >= 2 && crosses.chars().all(is_cross)
}

/// Crosses where a figure belongs: `XX年`, `20XX年度`, `≥XX%`, `××万元`, `XX月XX日`.
fn crossed_figure(chars: &[char]) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(start) = chars.iter().skip(at).position(|c| is_cross(*c)).map(|found| found + at)
    {
        let end = chars
            .iter()
            .skip(start)
            .position(|c| !is_cross(*c))
            .map_or(chars.len(), |length| start + length);
        at = end;
        let before = start.checked_sub(1).and_then(|before| chars.get(before));
        // After a letter it is part of a word; 第XX届 is left open on purpose.
        let is_apart = before.is_none_or(|c| !c.is_ascii_alphabetic() && *c != '第');
        if end - start >= 2 && is_apart {
            if let Some(unit) = unit_after(chars.get(end..).unwrap_or_default(), before) {
                return Some((start, end + unit));
            }
        }
    }
    None
}

/// The length in characters of a unit that certainly follows; anonymised names are followed by
/// words.
fn unit_after(rest: &[char], before: Option<&char>) -> Option<usize> {
    let spaces = rest.iter().take_while(|c| **c == ' ').count();
    let unit: Vec<char> = rest.iter().skip(spaces).take(3).copied().collect();
    let ends_before = |c: Option<&char>| c.is_none_or(|c| !c.is_alphabetic() || is_cross(*c));
    let length = match unit.as_slice() {
        ['%' | '‰', ..] => 1,
        ['万' | '亿', '元' | '人' | '户' | '亩', ..] => 2,
        ['字', '以' | '左' | '内', ..] => 1,
        ['年', '度' | '月' | '末' | '初' | '底' | '至', ..] => 1,
        ['年', next @ ..] if ends_before(next.first()) => 1,
        ['月', '份' | '底' | '至' | '末', ..] => 1,
        ['月', next @ ..] if ends_before(next.first()) => 1,
        ['日', next @ ..] if before == Some(&'月') && ends_before(next.first()) => 1,
        ['元' | '个' | '次' | '人' | '户' | '件' | '场' | '家', next @ ..]
            if ends_before(next.first()) =>
        {
            1
        }
        _ => return None,
    };
    Some(spaces + length)
}
