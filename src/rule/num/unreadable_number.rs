//! # 数字无法识别
//!
//! **查什么**：金额、分值、得分、比率、人数等单元格的内容读不成一个数：文字、
//! 分隔符混乱（`1,2,34.5.6`）、位数过多、单位不属于这一栏、数字里夹着字母 O。指标值、
//! 完成值本是一个数、只因逗号或字母 O 读不成的，也在此列。年度不是四位年份的、
//! 日期格填了历法上没有的日子（`2026年2月30日`）按提示处理。
//!
//! **为什么**：读不出的数无法参加任何计算，与它有关的合计、比率都不再判断。
//!
//! **不查什么**：空白、`/`、`—`、“无”“不适用”；全角数字、空格、千位分隔符；带单位、带括号说明的数；
//! 以 `***` 隐去的数；“长期”“2023年-2025年”等文字说明的时间。
//!
//! ---
//!
//! **What it finds**: a cell of money, points, rates or counts that cannot be read as one number:
//! words, muddled separators, a unit that does not belong there, a letter O for a 0; targets and
//! results too, where they would be figures but for that. As a warning, a date the calendar does
//! not have, and a year without four digits.
//!
//! **Why**: nothing can be computed with it; sums and rates that need it are not judged.
//!
//! **What it leaves alone**: blanks, `/`, 无, 不适用; full-width digits, spaces, separators, units
//! and remarks in brackets; figures hidden as `***`; periods in words.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "1,2,34.5.6"}}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"budget": "1, 234. 56万元"}}, "indicators": []}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};

use crate::relation::misread::{Misread, misread};
use crate::rule::{Check, Checks, FORM, Rule};

pub static UNREADABLE_NUMBER: Rule = Rule {
    info: RuleInfo {
        family: Family::Num,
        code: "NUM001",
        name: "unreadable-number",
        severity: Severity::Error,
        summary: Text {
            zh: "单元格读不成一个数", en: "a cell cannot be read as a number"
        },
        basis: FORM,
    },
    checks: &[Check::Cell(check)],
};

message! {
    Unread { claimed: Quoted }
    NOT_A_NUMBER:
        zh "此处应填一个数，“{claimed}”不是数。"
        en "A number belongs here; “{claimed}” is none."
        advice ADVICE
    SEPARATORS:
        zh "“{claimed}”的小数点或分隔符有误，读不成一个数。"
        en "The points and commas of “{claimed}” make no number."
        advice ADVICE
    OTHER_UNIT:
        zh "“{claimed}”的单位不属于这一栏。"
        en "The unit of “{claimed}” does not belong into this column."
        advice ADVICE
    NOT_A_YEAR:
        zh "“{claimed}”不是一个年度。"
        en "“{claimed}” is no year."
        advice { zh "改为四位数的年度，如 2025。" en "Enter the year with four digits, such as 2025." }
    TOO_MANY_DIGITS:
        zh "“{claimed}”位数过多，不是可信的数。"
        en "“{claimed}” has too many digits to be a figure."
        advice ADVICE
    NOT_A_DAY:
        zh "历法上没有“{claimed}”这一天。"
        en "There is no such day as “{claimed}”."
        advice { zh "改为实际日期，如 2026年4月22日。" en "Enter the actual day, such as 2026-04-22." }
}
message! {
    LetterO { claimed: Quoted, expected: Printed }
    zh "“{claimed}”里夹着字母 O，可能是把数字 0 打错了。"
    en "“{claimed}” has a letter O among its digits, probably for a 0."
    advice ADVICE
}
const ADVICE: Text = Text {
    zh: "只填数字和单位；不涉及的写“不适用”，说明写到备注或原因栏。",
    en: "Enter digits and a unit only; write 不适用 where it does not apply, and explanations elsewhere.",
};

/// Most characters of a cell that a message quotes.
const LONGEST_QUOTE: usize = 40;

fn check(cell: &Cell, checks: &mut Checks) {
    let (wording, severity) = match misread(cell) {
        None => return,
        Some(Misread::LetterO(right)) => {
            let message = LetterO { claimed: cell.into(), expected: right.into() };
            let finding = UNREADABLE_NUMBER.finding(&cell.place, message);
            return checks.push(finding.fix_as_expected(cell));
        }
        Some(Misread::OtherUnit) => (OTHER_UNIT, Severity::Error),
        Some(Misread::NotANumber) => (NOT_A_NUMBER, Severity::Error),
        Some(Misread::Separators) => (SEPARATORS, Severity::Error),
        Some(Misread::TooManyDigits) => (TOO_MANY_DIGITS, Severity::Error),
        Some(Misread::NotAYear) => (NOT_A_YEAR, Severity::Warning),
        Some(Misread::NotADay) => (NOT_A_DAY, Severity::Warning),
    };
    let quote: String = cell.text().trim().chars().take(LONGEST_QUOTE).collect();
    let message = wording.with(Unread { claimed: quote.into() });
    checks.push(UNREADABLE_NUMBER.finding(&cell.place, message).severity(severity));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    const NONE: [&str; 0] = [];

    #[test]
    fn finds_what_is_no_number_in_every_kind_of_cell() {
        let form = json!({"kind": "projectEvaluation", "filedOn": "2026年2月30日",
            "funds": {"total": {"budget": "1,2,34.5.6", "executed": "详见附表", "weight": "十", "rate": "#DIV/0!", "score": "9.5.4"}},
            "indicators": [{"name": "合格率", "target": "优", "actual": "大部分合格", "weight": "10", "score": "满分"}]});
        assert_eq!(
            run(&UNREADABLE_NUMBER, form),
            [
                "/filedOn (warning): 2026年2月30日",
                "/funds/total/budget: 1,2,34.5.6",
                "/funds/total/executed: 详见附表",
                "/funds/total/weight: 十",
                "/funds/total/rate: #DIV/0!",
                "/funds/total/score: 9.5.4",
                "/indicators/0/score: 满分",
            ]
        );
        let accounts = json!({"kind": "fundAccounts", "income": {"actual": "20,78,06", "parts": [{"previous": "9".repeat(40)}]}});
        let nines = format!("/income/parts/0/previous: {}", "9".repeat(40));
        assert_eq!(run(&UNREADABLE_NUMBER, accounts), ["/income/actual: 20,78,06", &nines]);
        let data = json!({"kind": "baseData", "staffing": {"quota": "六十"}, "lines": []});
        assert_eq!(run(&UNREADABLE_NUMBER, data), ["/staffing/quota: 六十"]);
    }

    #[test]
    fn finds_letters_and_commas_where_digits_and_points_belong() {
        for (key, text, finding) in [
            ("target", "≥9O%", "≥9O% → ≥90%"),
            ("actual", "1OO%", "1OO% → 100%"),
            ("actual", "364,22万人", "364,22万人"),
            ("weight", "1O", "1O → 10"),
            ("weight", "10万元", "10万元"),
        ] {
            let form = json!({"kind": "projectEvaluation", "indicators": [{key: text}]});
            assert_eq!(
                run(&UNREADABLE_NUMBER, form),
                [format!("/indicators/0/{key}: {finding}")],
                "{text}"
            );
        }
        for text in [
            "DIP2.0", "1,2,3号楼", "3,4", "A级", "Ⅰ类", "IOC平台1个", "及时", "7*24小时",
            "10kV线路3条", "1,234人", "O型血浆",
        ] {
            let form = json!({"kind": "projectEvaluation", "indicators": [{"target": text, "actual": text}]});
            assert_eq!(run(&UNREADABLE_NUMBER, form), NONE, "{text}");
        }
        assert_eq!(
            run(
                &UNREADABLE_NUMBER,
                json!({"kind": "projectTargets", "year": "3025", "indicators": []})
            ),
            ["/year (warning): 3025"]
        );
    }

    #[test]
    fn leaves_alone_every_way_a_number_is_written() {
        for budget in [
            "",
            "/",
            "—",
            "无",
            "不适用",
            "33, 241. 27",
            "１，２３４．５",
            "20092.71万",
            "￥24万元",
            "(12.5)",
            "2092.71万元（含结转）",
            "***",
            "0",
        ] {
            let form = json!({"kind": "projectEvaluation", "funds": {"total": {"budget": budget}}, "indicators": []});
            assert_eq!(run(&UNREADABLE_NUMBER, form), NONE, "{budget}");
        }
        for (key, date) in [
            ("start", "长期"),
            ("start", "2023年-2099年"),
            ("end", "2024年3月-2025年12月"),
            ("filedOn", "年 月 日"),
            ("filedOn", "2026.4.22"),
        ] {
            let mut form = json!({"kind": "projectTargets", "indicators": []});
            form[key] = json!(date);
            assert_eq!(run(&UNREADABLE_NUMBER, form), NONE, "{date}");
        }
    }
}
