//! # 多写、漏写、颠倒数字或小数点错位
//!
//! **查什么**：一个数与它应当等于的数（合计、分项、结余、总分）只差一个多写或漏写的数字、
//! 两个颠倒的相邻数字，或小数点错位（如把 2092.71 写成 20092.71）。
//!
//! **为什么**：这类笔误常把金额放大十倍，而且修正方法是确定的。
//!
//! **不查什么**：有效数字不足三位（颠倒不足四位）的数，可能只是巧合；别处也有同样的数的，
//! 不认作笔误。只有另有一格印证修正后的数，才给出自动修正。
//!
//! ---
//!
//! **What it finds**: a figure that equals what it must after one digit is added, dropped or
//! swapped with its neighbour, or the point is moved (20092.71 for 2092.71).
//!
//! **Why**: such slips multiply amounts by ten, and how to repair them is known.
//!
//! **What it leaves alone**: figures of fewer than three digits (four for a swap), and figures that
//! stand elsewhere in the document too. A fix is offered only where another cell confirms the
//! corrected figure.
//!
//! ```json fails
//! {"kind": "departmentEvaluation", "funds": {"total": {"budget": "2092.71"}, "breakdowns": [{"name": "按收入性质分", "total": "20092.71万", "of": "budget", "parts": [{"name": "一般公共预算", "amount": "2092.71万"}]}]}, "indicators": []}
//! ```
//!
//! ```json passes
//! {"kind": "departmentEvaluation", "funds": {"total": {"budget": "2092.71"}, "breakdowns": [{"name": "按收入性质分", "total": "2092.71万", "of": "budget", "parts": [{"name": "一般公共预算", "amount": "2092.71万"}]}]}, "indicators": []}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::sum::{AMOUNTS, FailureKind, POINTS, SumVerdict};
use crate::rule::failures::{SumFigures, as_finding};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static MAGNITUDE_SLIP: Rule = Rule {
    info: RuleInfo {
        family: Family::Num,
        code: "NUM006",
        name: "magnitude-slip",
        severity: Severity::Error,
        summary: Text {
            zh: "多写、漏写、颠倒数字或小数点错位",
            en: "a digit added, dropped or swapped, or the point moved",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Document(AMOUNTS, check_amounts), Check::Document(POINTS, check_points)],
};

message! {
    MESSAGE for SumFigures
    zh "{claimed} 疑为 {expected} 之误（多写、漏写、颠倒数字或小数点错位）：{formula}。"
    en "{claimed} looks like a slip for {expected} (a digit added, dropped or swapped, or the point moved): {formula}."
    advice ADVICE
}
message! {
    SAME for SumFigures
    zh "{claimed} 疑为 {expected} 之误（多写、漏写、颠倒数字或小数点错位）：同一个数在别处是 {other}。"
    en "{claimed} looks like a slip for {expected} (a digit added, dropped or swapped, or the point moved): the same figure is {other} elsewhere."
    advice ADVICE
}
const ADVICE: Text = Text {
    zh: "核对原始数据后改为 {expected}。",
    en: "Check the source, then write {expected}.",
};

fn check_amounts(relations: &Relations<'_>, checks: &mut Checks) {
    check(relations.amounts(), checks);
}

fn check_points(relations: &Relations<'_>, checks: &mut Checks) {
    check(relations.points(), checks);
}

fn check(verdicts: &[SumVerdict<'_>], checks: &mut Checks) {
    for verdict in verdicts {
        let SumVerdict::Fails(failure) = verdict else { continue };
        let FailureKind::Slip { .. } = failure.how else { continue };
        let wording = if failure.is_single() { SAME } else { MESSAGE };
        checks.push(as_finding(failure, &MAGNITUDE_SLIP, wording).severity(Severity::Error));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, run};
    use serde_json::{Value as Json, json};

    fn table(total: &str, part: &str, budget: &str) -> Json {
        json!({"kind": "departmentEvaluation", "indicators": [], "funds": {"total": {"initial": "1123.77", "budget": budget, "executed": "1997.21万元"},
            "breakdowns": [{"name": "按收入性质分", "total": total, "of": "budget", "parts": [
                {"name": "一般公共预算", "amount": part}, {"name": "政府性基金拨款", "amount": ""}]}]}})
    }

    #[test]
    fn blames_the_cell_without_confirmation() {
        for (total, part, budget, finding) in [
            (
                "20092.71万",
                "2092.71万",
                "2092.71",
                "/funds/breakdowns/0/total: 20092.71万 → 2092.71万",
            ),
            (
                "2092.71万",
                "20092.71万",
                "2092.71",
                "/funds/breakdowns/0/parts/0/amount: 20092.71万 → 2092.71万",
            ),
            ("2092.71万", "2092.71万", "292.71", "/funds/total/budget: 292.71 → 2092.71"),
            (
                "2029.71万",
                "2092.71万",
                "2092.71",
                "/funds/breakdowns/0/total: 2029.71万 → 2092.71万",
            ),
            ("20927.1", "2092.71", "2092.71", "/funds/breakdowns/0/total: 20927.1 → 2092.71"),
        ] {
            assert_eq!(run(&MAGNITUDE_SLIP, table(total, part, budget)), [finding]);
        }
    }

    #[test]
    fn no_other_rule_speaks_of_a_slip() {
        for rule in crate::rule::sum::RULES {
            assert_eq!(
                run(rule, table("20092.71万", "2092.71万", "2092.71")),
                [""; 0],
                "{}",
                rule.info.code
            );
        }
    }

    #[test]
    fn a_difference_is_no_slip() {
        for (total, part, budget) in [
            ("2092.71万", "2092.71万", "2092.71"),
            ("1997.21万", "1371.71万", "1997.21"),
            ("10", "100", "10"),
        ] {
            assert_eq!(
                run(&MAGNITUDE_SLIP, table(total, part, budget)),
                [""; 0],
                "{total} {part} {budget}"
            );
        }
    }

    #[test]
    fn fixes_only_what_another_cell_confirms() {
        let fixes = |document: Json| {
            let profile = crate::profile::Profile::built_in("cn").expect("built in");
            findings(&[&MAGNITUDE_SLIP], &profile, json!({"documents": [document]}))
                .iter()
                .map(|finding| finding.fix.as_ref().map(|fix| (fix.value.clone(), fix.safe)))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            fixes(table("20092.71万", "2092.71万", "2092.71")),
            [Some(("2092.71万".to_owned(), false))]
        );
        let scores = json!({"kind": "projectEvaluation", "total": {"score": "995.4"}, "indicators": [
            {"name": "甲", "target": "及时", "weight": "50", "score": "49.54"}, {"name": "乙", "target": "及时", "weight": "50", "score": "50"}]});
        assert_eq!(fixes(scores), [None]);
    }

    #[test]
    fn finds_a_slip_among_several_parts_and_points() {
        let split = json!({"kind": "departmentEvaluation", "indicators": [], "funds": {"total": {"executed": "1997.21"}, "breakdowns": [
            {"total": "1997.21", "of": "executed", "parts": [{"name": "基本支出", "amount": "13071.71"}, {"name": "项目支出", "amount": "625.5"}]}]}});
        assert_eq!(
            run(&MAGNITUDE_SLIP, split),
            ["/funds/breakdowns/0/parts/0/amount: 13071.71 → 1371.71"]
        );
        let weights = json!({"kind": "projectTargets", "indicators": [
            {"name": "甲", "target": "1", "weight": "12.5"}, {"name": "乙", "target": "1", "weight": "675"}, {"name": "丙", "target": "1", "weight": "20"}]});
        assert_eq!(run(&MAGNITUDE_SLIP, weights), ["/indicators/1/weight: 675 → 67.5"]);
    }
}
