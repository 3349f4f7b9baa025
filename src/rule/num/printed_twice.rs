//! # 数或单位重复
//!
//! **查什么**：同一个数或同一个单位连着写了两遍：`30337万30337万`、`596796.57万元万元`。
//! 正文中的也查。
//!
//! **为什么**：粘贴时常见；别的系统会把它读成另一个数，或读不出。
//!
//! **不查什么**：本来就有重复数字的数（`1212`）；两个不同的数；“人人”“天天”等词。
//!
//! ---
//!
//! **What it finds**: the same amount or unit typed twice in a row, in tables and in prose.
//!
//! **Why**: it happens when pasting, and other systems will read another figure or none.
//!
//! **What it leaves alone**: figures whose digits repeat; two different figures; words that repeat
//! by nature.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "funds": {"total": {"executed": "596796.57万元万元"}}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"executed": "596796.57万元"}}, "indicators": []}
//! ```

use crate::filing::Cell;
use crate::finding::{Family, Finding, Printed, Quoted, RuleInfo, Severity, Text, message};

use crate::narrative::repetition::{Repetition, repetitions};
use crate::rule::{Check, Checks, FORM, Rule};
use crate::value::Value;
use crate::value::text::fold;

pub static PRINTED_TWICE: Rule = Rule {
    info: RuleInfo {
        family: Family::Num,
        code: "NUM002",
        name: "printed-twice",
        severity: Severity::Error,
        summary: Text {
            zh: "数或单位重复填写", en: "the same amount or unit is typed twice"
        },
        basis: FORM,
    },
    checks: &[Check::Cell(check)],
};

message! {
    PrintedTwice { claimed: Quoted, expected: Printed }
    zh "“{claimed}”写了两遍，应为“{expected}”。"
    en "{claimed} is typed twice; it should be {expected}."
    advice { zh "删去重复的部分。" en "Delete what is repeated." }
}
const FIX: Text = Text { zh: "只留一遍", en: "Keep it once" };

fn check(cell: &Cell, checks: &mut Checks) {
    match &cell.value() {
        Value::Figure(figure) => {
            figure.repeated.iter().for_each(|once| checks.push(in_cell(cell, once)))
        }
        Value::Words(_) if cell.class().has_digit() => repetitions(cell.text())
            .into_iter()
            .for_each(|repetition| checks.push(in_text(cell, repetition))),
        _ => {}
    }
}

fn in_cell(cell: &Cell, once: &str) -> Finding {
    // The comparison comes before the figure and is not repeated with it.
    let sign: String =
        cell.text().trim().chars().take_while(|c| !fold(*c).is_ascii_digit()).collect();
    let right = format!("{sign}{once}");
    let message = PrintedTwice { claimed: cell.into(), expected: right.clone().into() };
    PRINTED_TWICE.finding(&cell.place, message).fix(cell, right, true, FIX)
}

/// A repetition within a longer text.
fn in_text(cell: &Cell, Repetition { start, once, end }: Repetition) -> Finding {
    let slice =
        |from: usize, to: usize| cell.text().chars().skip(from).take(to - from).collect::<String>();
    let utf16 = |chars: usize| cell.text().chars().take(chars).map(char::len_utf16).sum::<usize>();
    let repaired: String =
        cell.text().chars().take(once).chain(cell.text().chars().skip(end)).collect();
    let message =
        PrintedTwice { claimed: slice(start, end).into(), expected: slice(start, once).into() };
    PRINTED_TWICE
        .finding(&cell.place, message)
        .span((utf16(start), utf16(end)))
        .fix(cell, repaired, true, FIX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;
    use crate::testing::{findings, run};
    use serde_json::json;

    #[test]
    fn finds_what_is_typed_twice_in_a_cell() {
        for (text, once) in [
            ("30337万30337万", "30337万"),
            ("596796.57万元万元", "596796.57万元"),
            ("９.54 9.54", "9.54"),
        ] {
            let form = json!({"kind": "projectEvaluation", "funds": {"total": {"executed": text}}, "indicators": []});
            assert_eq!(
                run(&PRINTED_TWICE, form),
                [format!("/funds/total/executed: {text} → {once}")]
            );
        }
        let target = json!({"kind": "projectTargets", "indicators": [{"name": "参保人数", "target": "≥ 354.84万354.84万"}]});
        assert_eq!(
            run(&PRINTED_TWICE, target),
            ["/indicators/0/target: ≥ 354.84万354.84万 → ≥ 354.84万"]
        );
    }

    #[test]
    fn finds_it_in_prose_and_repairs_the_text() {
        let text = "费用收入596796.57万元万元，补贴371524.81万元，其中30337万30337万。";
        let json = json!({"documents": [{"kind": "narrative", "sections": [{"text": text}]}]});
        let profile = Profile::built_in("cn").expect("a profile");
        let findings = findings(&[&PRINTED_TWICE], &profile, json);
        let found: Vec<_> =
            findings.iter().map(|f| (f.message.claimed(), f.message.expected(), f.span)).collect();
        assert_eq!(
            found,
            [
                (Some("596796.57万元万元"), Some("596796.57万元"), Some((4, 17))),
                (Some("30337万30337万"), Some("30337万"), Some((34, 46))),
            ]
        );
        let repaired = findings[0].fix.as_ref().map(|fix| fix.value.as_str());
        assert_eq!(
            repaired,
            Some("费用收入596796.57万元，补贴371524.81万元，其中30337万30337万。")
        );
    }

    #[test]
    fn leaves_alone_what_repeats_by_nature() {
        for text in ["1212", "100", "10万元", "24.24"] {
            let form = json!({"kind": "projectEvaluation", "funds": {"total": {"executed": text}}, "indicators": []});
            assert_eq!(run(&PRINTED_TWICE, form), [""; 0], "{text}");
        }
        for text in [
            "3人人均500元",
            "覆盖100%、满意100%",
            "12万元12个项目",
            "1万1万地累积",
            "2025年2025万元",
            "每人2元2次",
        ] {
            let form = json!({"kind": "narrative", "sections": [{"text": text}]});
            assert_eq!(run(&PRINTED_TWICE, form), [""; 0], "{text}");
        }
    }
}
