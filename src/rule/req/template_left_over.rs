//! # 模板提示未清除
//!
//! **查什么**：单元格里还留着模板的提示或选项：`优良中低差`、`好坏`、`是/否`、`××字以内`、`XX年`、
//! `≥XX%`、`指标1：`、`请填写……`、`年 月 日`；指标值、完成值只有单位或符号（`公里`、`≥%`）。
//!
//! **为什么**：这一格实际没有填。
//!
//! **不查什么**：隐去的名称（`张××`、`XX村`、`××市××局`、`***`）；勾选过的选项（`优☑ 良□`）；
//! 以字数为指标值的（`≥500字`）；另有符号栏、单位栏的表里单独的单位；文号中的 `XX号`；
//! “空气质量优良”等正常文字。
//!
//! ---
//!
//! **What it finds**: a cell that still holds the form's own hint or list of options; a target or a
//! result that is only a unit or a sign.
//!
//! **Why**: the cell has not really been filled in.
//!
//! **What it leaves alone**: names made anonymous (`张××`, `XX村`), options with a tick, targets
//! counted in characters, a unit alone in a form with columns for signs or units, document numbers.
//!
//! ```json fails
//! {"kind": "projectTargets", "goal": "完成XX年度任务", "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectTargets", "goal": "完成2025年度任务", "indicators": []}
//! ```

use crate::filing::{Cell, Indicator, MaybeCell};
use crate::finding::{Family, Finding, Quoted, RuleInfo, Severity, Text, message};

use crate::relation::TableRow;
use crate::relation::hint::{LONGEST_HINT, is_dated, is_option_list, is_unit_or_sign, left_over};
use crate::relation::placeholder::is_numbered_hint;
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Value;

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

fn check_cell(cell: &Cell, checks: &mut Checks) {
    if let Some((start, end)) = left_over(cell) {
        checks.push(finding(cell, start, end));
    }
}

fn check_row(row: &TableRow<'_>, checks: &mut Checks) {
    // Some systems print the whole scale as the target of a qualitative indicator.
    let is_qualitative =
        row.indicator.sign.cell().is_some_and(|cell| *cell.value() == Value::Sign(None));
    let targets = [&row.indicator.target, &row.indicator.period_target].into_iter().flatten();
    for target in targets.filter(|target| !is_qualitative && is_option_list(target.compact())) {
        checks.push(finding(target, 0, target.text().chars().count()));
    }
    // Where signs and units have columns of their own, the columns were mixed up.
    let prints_units = row.indicator.sign.is_none() && row.indicator.unit.is_none();
    let values = [&row.indicator.target, &row.indicator.period_target, &row.indicator.actual];
    for value in values.into_iter().flatten().filter(|_| prints_units) {
        if value.words().is_some() && is_unit_or_sign(value.compact()) {
            checks.push(finding(value, 0, value.text().chars().count()));
        }
    }
    if let Some(cell) =
        row.indicator.name.cell().filter(|cell| is_numbered_hint(cell.text().trim()))
    {
        let severity =
            if is_otherwise_empty(row.indicator) { Severity::Warning } else { Severity::Error };
        checks.push(finding(cell, 0, cell.text().chars().count()).severity(severity));
    }
}

/// The hint between two characters, with its place in a longer text.
fn finding(cell: &Cell, start: usize, end: usize) -> Finding {
    let hint: String = cell.text().chars().skip(start).take(end.saturating_sub(start)).collect();
    let utf16 = |chars: usize| cell.text().chars().take(chars).map(char::len_utf16).sum::<usize>();
    // A date field with only its printed 年 月 日 is blank.
    let severity = if is_dated(cell) { Severity::Warning } else { Severity::Error };
    let message = LeftOver { claimed: hint.trim().into() };
    let finding = TEMPLATE_LEFT_OVER.finding(&cell.place, message).severity(severity);
    if cell.text().chars().count() > LONGEST_HINT {
        finding.span((utf16(start), utf16(end)))
    } else {
        finding
    }
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
            ("actual", "好坏", "好坏"),
            ("actual", "好/一般/差", "好/一般/差"),
            ("target", "公里", "公里"),
            ("target", "≧ %", "≧ %"),
            ("target", "≥", "≥"),
            ("actual", "万元", "万元"),
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
    fn a_unit_beside_a_column_of_units_is_another_column_s() {
        let row = |unit: &str| {
            let mut row = json!({"name": "新建堤防", "target": "公里"});
            row[unit] = json!("");
            run(&TEMPLATE_LEFT_OVER, json!({"kind": "projectTargets", "indicators": [row]}))
        };
        assert_eq!(row("unit"), NONE);
        assert_eq!(row("sign"), NONE);
        assert_eq!(row("actual"), ["/indicators/0/target: 公里"]);
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
            ("actual", "好"),
            ("actual", "较好"),
            ("target", "好转"),
            ("target", "1公里"),
            ("target", "全面覆盖"),
            ("target", "-"),
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
