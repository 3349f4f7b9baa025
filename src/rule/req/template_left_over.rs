//! # 模板提示未清除
//!
//! **查什么**：单元格里还留着模板的提示或选项：`优良中低差`、`是/否`、`××字以内`、`XX年`、`≥XX%`、
//! `指标1：`、`请填写……`、`年 月 日`。
//!
//! **为什么**：这一格实际没有填。
//!
//! **不查什么**：隐去的名称（`张××`、`XX村`、`××市××局`、`***`）；勾选过的选项（`优☑ 良□`）；
//! 以字数为指标值的（`≥500字`）；文号中的 `XX号`；“空气质量优良”等正常文字。
//!
//! ---
//!
//! **What it finds**: a cell that still holds the form's own hint or list of options.
//!
//! **Why**: the cell has not really been filled in.
//!
//! **What it leaves alone**: names made anonymous (`张××`, `XX村`), options with a tick, targets
//! counted in characters, document numbers.
//!
//! ```json fails
//! {"kind": "projectTargets", "goal": "完成XX年度任务", "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "goal": "完成2025年度任务", "indicators": []}
//! ```

use crate::filing::{Cell, Evaluation, Head, Indicator, MaybeCell, Total};
use crate::finding::{Family, Finding, Quoted, RuleInfo, Severity, Text, message};

use crate::relation::TableRow;
use crate::relation::placeholder::is_numbered_hint;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Value;
use crate::value::text::{contains_any, fold};

pub static TEMPLATE_LEFT_OVER: Rule = Rule {
    info: RuleInfo {
        family: Family::Req,
        code: "REQ002",
        name: "template-left-over",
        severity: Severity::Error,
        summary: Text {
            zh: "仍留有模板的提示或选项",
            en: "a cell still holds the form's hint or option list",
        },
        basis: FORM,
    },
    checks: &[Check::Cell(check_cell), Check::Row(check_row)],
};

message! {
    LeftOver { claimed: Quoted }
    zh "此处仍是模板的提示“{claimed}”，没有换成实际内容。"
    en "This is still the form's own hint: “{claimed}”."
    advice { zh "删去提示，填写实际内容。" en "Replace the hint with what applies." }
}

/// Hints are short; what is longer is somebody's text.
const LONGEST_HINT: usize = 40;

fn check_cell(cell: &Cell, checks: &mut Checks) {
    if let Some((start, end)) = left_over(cell) {
        checks.push(finding(cell, start, end));
    }
}

fn check_row(row: &TableRow<'_>, checks: &mut Checks) {
    // The whole scale is what some systems print as the target of a qualitative indicator.
    let is_qualitative =
        row.indicator.sign.cell().is_some_and(|cell| *cell.value() == Value::Sign(None));
    let targets = [&row.indicator.target, &row.indicator.period_target].into_iter().flatten();
    for target in targets.filter(|target| !is_qualitative && is_option_list(target.compact())) {
        checks.push(finding(target, 0, target.text().chars().count()));
    }
    if let Some(cell) =
        row.indicator.name.cell().filter(|cell| is_numbered_hint(cell.text().trim()))
    {
        let severity =
            if is_otherwise_empty(row.indicator) { Severity::Warning } else { Severity::Error };
        checks.push(finding(cell, 0, cell.text().chars().count()).severity(severity));
    }
}

/// The hint from one character to another, with its place in a longer text.
fn finding(cell: &Cell, start: usize, end: usize) -> Finding {
    let hint: String = cell.text().chars().skip(start).take(end.saturating_sub(start)).collect();
    let utf16 = |chars: usize| cell.text().chars().take(chars).map(char::len_utf16).sum::<usize>();
    // A date nobody wrote into its printed 年 月 日 is a blank one.
    let severity = if is_dated(cell) { Severity::Warning } else { Severity::Error };
    let message = LeftOver { claimed: hint.trim().into() };
    let finding = TEMPLATE_LEFT_OVER.finding(&cell.place, message).severity(severity);
    if cell.text().chars().count() > LONGEST_HINT {
        finding.span(utf16(start), utf16(end))
    } else {
        finding
    }
}

/// Where the template's own words stand in a cell, in characters.
fn left_over(cell: &Cell) -> Option<(usize, usize)> {
    // What was read as a figure or a date is somebody's answer.
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
    // Nearly every cell is somebody's words, as one look tells.
    if !is_measured && !is_dated && !cell.class.has_hint() {
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
    if !cell.class.has_hint() {
        return None;
    }
    let chars: Vec<char> = cell.text().chars().map(fold).collect();
    if is_short && (!is_measured && is_length_hint(short) || is_prompt(&chars)) {
        return whole;
    }
    // Whole names that are nothing but crosses may be kept secret on purpose.
    let is_name_of_somebody =
        cell.place.is_one_of(&[Head::FIELDS.department, Evaluation::FIELDS.implementer]);
    if is_short && !is_name_of_somebody && is_nothing_but_crosses(short) {
        return whole;
    }
    bracketed_hint(&chars).or_else(|| crossed_figure(&chars))
}

/// Is it the cell of a day?
fn is_dated(cell: &Cell) -> bool {
    cell.place.is_one_of(&[Head::FIELDS.filed_on, Evaluation::FIELDS.start, Evaluation::FIELDS.end])
}

/// `优良中低差`, `优□ 良□ 中□ 差□`, `是/否`; a tick makes it an answer.
fn is_option_list(compact: &str) -> bool {
    const GRADES: [&str; 6] = [
        "优良中低差",
        "优良中差",
        "优良差",
        "优秀良好中等差",
        "优秀良好一般较差",
        "优秀良好合格不合格",
    ];
    const ALTERNATIVES: [&str; 4] = ["是否", "有无", "达标不达标", "合格不合格"];
    if !contains_any(compact, &["优", "否", "无", "标", "格"]) {
        return false;
    }
    let is_separator =
        |c: char| matches!(c, '□' | '☐' | '○' | '◻' | '/' | '、' | '|' | ',' | ';' | '(' | ')');
    let options: String = compact.chars().filter(|c| !is_separator(*c)).collect();
    let is_separated = options.len() < compact.len();
    GRADES.contains(&options.as_str()) || (is_separated && ALTERNATIVES.contains(&options.as_str()))
}

/// All three results of a qualitative indicator at once, as the form's note lists them.
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
        "限",
        "不超过",
        "不少于",
        "字数",
        "请",
        "简述",
        "简要",
        "控制在",
        "原则上",
        "填写",
        "概述",
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
        "请填写",
        "请选择",
        "请输入",
        "请简述",
        "请简要",
        "请在此",
        "请说明",
        "此处填写",
        "在此填写",
        "点击此处",
        "单击此处",
        "填写说明",
    ];
    let opening: String =
        chars.iter().filter(|c| **c != ' ').skip_while(|c| **c == '(').take(6).collect();
    PROMPTS.iter().any(|prompt| opening.starts_with(prompt))
}

/// A hint in brackets before or behind what was written: `（300字以内）完成……`.
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
        // A letter before it makes it part of a word; 第XX届 is a number kept open on purpose.
        let is_apart = before.is_none_or(|c| !c.is_ascii_alphabetic() && *c != '第');
        if end - start >= 2 && is_apart {
            if let Some(unit) = unit_after(chars.get(end..).unwrap_or_default(), before) {
                return Some((start, end + unit));
            }
        }
    }
    None
}

/// How many characters of a unit follow, where it is certainly one: names made anonymous are
/// followed by words.
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

fn is_otherwise_empty(indicator: &Indicator) -> bool {
    let cells = [&indicator.target, &indicator.period_target, &indicator.actual, &indicator.score];
    let is_unweighted = indicator.weight.number().is_none_or(|weight| weight.is_zero());
    is_unweighted && cells.iter().all(|cell| cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::{Value as Json, json};

    const NONE: [&str; 0] = [];

    fn cell(key: &str, text: &str) -> Vec<String> {
        let mut row = json!({"name": "培训合格率"});
        row[key] = json!(text);
        run(&TEMPLATE_LEFT_OVER, json!({"kind": "projectEvaluation", "indicators": [row]}))
    }

    fn head(key: &str, text: &str) -> Vec<String> {
        let mut form = json!({"kind": "projectTargets", "indicators": []});
        form[key] = json!(text);
        run(&TEMPLATE_LEFT_OVER, form)
    }

    #[test]
    fn finds_options_and_crosses_in_the_table() {
        for (key, text, claimed) in [
            ("target", "优良中低差", "优良中低差"),
            ("target", "优、良、中、低、差", "优、良、中、低、差"),
            ("actual", "优□ 良□ 中□ 差□", "优□ 良□ 中□ 差□"),
            ("actual", "是/否", "是/否"),
            (
                "actual",
                "达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差",
                "达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差",
            ),
            ("target", "≥XX%", "XX%"),
            ("target", "××万元", "××万元"),
            ("target", "XX", "XX"),
            ("target", "≥ＸＸ 个", "ＸＸ 个"),
            ("reason", "（300字以内）", "（300字以内）"),
            ("reason", "请填写偏差原因", "请填写偏差原因"),
            ("name", "XXX", "XXX"),
        ] {
            assert_eq!(cell(key, text), [format!("/indicators/0/{key}: {claimed}")], "{text}");
        }
    }

    #[test]
    fn the_scale_of_a_qualitative_target_is_its_own() {
        let row = |sign: &str, actual: &str| {
            let row =
                json!({"name": "培训效果", "sign": sign, "target": "优良中低差", "actual": actual});
            run(&TEMPLATE_LEFT_OVER, json!({"kind": "projectEvaluation", "indicators": [row]}))
        };
        assert_eq!(row("定性", "优"), NONE);
        assert_eq!(row("定性", "优良中低差"), ["/indicators/0/actual: 优良中低差"]);
        assert_eq!(row("＝", "优"), ["/indicators/0/target: 优良中低差"]);
    }

    #[test]
    fn finds_hints_in_head_and_prose() {
        for (key, text, claimed) in [
            ("title", "XX年度项目支出绩效自评表", "/title: XX年"),
            ("title", "20XX年度项目支出绩效自评表", "/title: XX年"),
            ("goal", "（200字以内）完成全年任务", "/goal: （200字以内）"),
            ("purpose", "简述项目内容，不超过500字", "/purpose: 简述项目内容，不超过500字"),
            ("purpose", "××字以内", "/purpose: ××字以内"),
            ("filedOn", "年   月   日", "/filedOn (warning): 年   月   日"),
            ("filedOn", "XX年XX月XX日", "/filedOn (warning): XX年"),
            ("year", "年度", "/year: 年度"),
        ] {
            assert_eq!(head(key, text), [claimed], "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_somebody_wrote() {
        for (key, text) in [
            ("target", "优良"),
            ("actual", "优"),
            ("actual", "优☑ 良□ 中□ 差□"),
            ("actual", "是"),
            ("target", "≥500字"),
            ("target", "500字以内"),
            ("name", "空气质量优良天数比例"),
            ("name", "拓展医疗救助对象覆盖范围（是/否）"),
            ("name", "资助XX村道路建设"),
            ("name", "张××同志抚恤金"),
            ("name", "SARS-XX年会"),
            ("actual", "为XX人民医院购置设备3台"),
            ("actual", "在《××日报》刊发报道12篇"),
            ("actual", "2×3米展板"),
            ("reason", "受XX公司破产影响，进度滞后"),
            ("reason", "按××〔2025〕××号文件执行"),
            ("reason", "发布政策解读12篇，每篇不超过1500字，均按期发布。"),
        ] {
            assert_eq!(cell(key, text), NONE, "{text}");
        }
        for (key, text) in [
            ("department", "××市××局"),
            ("department", "×××"),
            ("purpose", "用于第XX次全国代表大会保障"),
            ("purpose", "编印宣传册（每册不超过3000字，图文并茂）并发放"),
            ("filedOn", "2026年4月22日"),
            ("year", "2025年度"),
            ("goal", "任务1："),
        ] {
            assert_eq!(head(key, text), NONE, "{text}");
        }
    }

    #[test]
    fn the_form_s_own_row_names() {
        let row = |name: &str, target: &str| -> Vec<String> {
            let row: Json = json!({"level2": "数量指标", "name": name, "target": target, "actual": "", "weight": "", "score": ""});
            run(&TEMPLATE_LEFT_OVER, json!({"kind": "projectEvaluation", "indicators": [row]}))
        };
        assert_eq!(row("指标1：", "≥90%"), ["/indicators/0/name: 指标1："]);
        assert_eq!(row("指标2", ""), ["/indicators/0/name (warning): 指标2"]);
        assert_eq!(row("指标体系建设", "1套"), NONE);
        assert_eq!(row("指标", "1套"), NONE);
        assert_eq!(row("……", ""), NONE);
    }

    #[test]
    fn points_at_the_place_in_a_long_text() {
        let goal =
            format!("{}其中XX万元用于购置设备。", "加强基层医疗卫生机构能力建设，".repeat(4));
        let filing = crate::filing::Filing::read(
            json!({"documents": [{"kind": "projectTargets", "goal": goal, "indicators": []}]}),
        );
        let filing = filing.expect("a filing");
        let mut found = None;
        filing.documents[0].visit(&mut |cell| {
            found = left_over(cell).map(|(start, end)| finding(cell, start, end).span)
        });
        assert_eq!(found, Some(Some((62, 66))));
    }
}
