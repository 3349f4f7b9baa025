//! # 文字否认了数据
//!
//! **查什么**：文中称没有预算调剂、追加，而同一报告的年初（批复）总预算与调整后（下达）总预算不同，
//! 或同一申报中自评表的年初预算数与全年预算数不同；文中称预算已全部执行、执行没有明显偏差，
//! 而自评表的预算执行率低于应说明原因的界限。
//!
//! **为什么**：文字与数据互相矛盾，必有一处不实。
//!
//! **不查什么**：只有一个预算数的；“三公”经费、公用经费等单项的预算数；政府性基金等另一口径的“无”。
//!
//! ---
//!
//! **What it finds**: a text that denies any adjustment of the budget, though the same report or
//! filing states an initial total and another adjusted one; a text that calls the budget fully
//! spent, or spent without any notable gap, though the table's execution is below the share that
//! needs a reason.
//!
//! **Why**: the words or the figures are untrue.
//!
//! **What it leaves alone**: texts with a single total, budgets of single items, denials about
//! anything else.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "年初预算批复总额1200万元。全年财政下达预算数1380万元。本年度无预算调剂及年中追加情况。"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "年初预算批复总额1200万元。全年财政下达预算数1200万元。本年度无预算调剂及年中追加情况。"}]}
//! ```

use crate::filing::Reads;
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::profile::Profile;
use crate::relation::whole_budget::{
    Denials, SaidSpent, denials_beside, own_denials, reports_with_table, said_spent,
};
use crate::relation::{Relations, rate};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};
use crate::value::Column;
use crate::value::number::Dec;

/// Texts, and the budgets and years that they are set against.
const READS: Reads =
    Reads::of(&[Column::Words, Column::Prose, Column::Money, Column::Year, Column::Date]);

pub static CONTRADICTION: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR006",
        name: "contradiction",
        severity: Severity::Warning,
        summary: Text {
            zh: "文字否认了数据所示的情况",
            en: "the text denies what the figures show",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Document(READS, check), Check::Filing(READS, check_reports)],
};

message! {
    NotAdjusted { initial: Quoted, adjusted: Quoted, claimed: Quoted }
    zh "文中称没有预算调剂或追加，但预算从 {initial} 变为 {adjusted}。"
    en "The text says the budget was not adjusted, yet it went from {initial} to {adjusted}."
    advice {
        zh "如实说明预算调整的原因，或改正数据。"
        en "Explain the adjustment, or correct the figures."
    }
}

message! {
    NotFullySpent { claimed: Quoted, share: Dec, formula: Printed, limit: Dec }
    zh "文中称“{claimed}”，而预算执行率只有 {share}%（{formula}），低于 {limit}%。"
    en "The text says “{claimed}”, yet only {share}% of the budget was spent ({formula}), less than {limit}%."
    advice {
        zh "按实际执行情况改写，并说明未执行的原因。"
        en "Say what was spent, and why the rest was not."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        judge_denials(own_denials(document), checks);
        if let Some(table) = document.evaluation() {
            judge_spent(said_spent(document, table), relations.profile, checks);
        }
    }
}

fn check_reports(relations: &Relations<'_>, checks: &mut Checks) {
    for (report, table) in reports_with_table(relations.documents) {
        judge_denials(denials_beside(report, table), checks);
        judge_spent(said_spent(report, table), relations.profile, checks);
    }
}

fn judge_denials(denials: Option<Denials<'_>>, checks: &mut Checks) {
    let Some(Denials { clauses, budgets }) = denials else { return };
    for clause in clauses {
        if !budgets.differ() {
            checks.pass();
            continue;
        }
        let message = NotAdjusted {
            initial: budgets.initial.1.as_str().into(),
            adjusted: budgets.adjusted.1.as_str().into(),
            claimed: clause.words.into(),
        };
        let finding = CONTRADICTION.finding(&clause.text.place, message).span(clause.span);
        checks.push(finding.related_each(&budgets.place));
    }
}

fn judge_spent(said: Option<SaidSpent<'_>>, profile: &Profile, checks: &mut Checks) {
    let Some(SaidSpent { clauses, executed, budget, share }) = said else { return };
    for clause in clauses {
        if share >= profile.reason_below_rate {
            checks.pass();
            continue;
        }
        let (Some(share), Some(limit), Some(formula)) =
            (share.shift(2), profile.reason_below_rate.shift(2), rate::formula(executed, budget))
        else {
            continue;
        };
        let message = NotFullySpent {
            claimed: clause.words.into(),
            share: share.round(2),
            formula: formula.into(),
            limit: limit.plain(),
        };
        let finding = CONTRADICTION.finding(&clause.text.place, message).span(clause.span);
        checks.push(finding.related(&executed.place).related(&budget.place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;

    #[test]
    fn finds_a_denied_adjustment() {
        let table = json!({"kind": "departmentEvaluation", "indicators": [], "reason": "本年度未发生预算追加。",
            "funds": {"total": {"initial": "500", "budget": "652", "executed": "652"}}});
        assert_eq!(run(&CONTRADICTION, table), ["/reason: 未发生预算追加"]);
    }

    #[test]
    fn finds_a_budget_called_spent_that_was_not() {
        let table = |text: &str, executed: &str| {
            json!({"kind": "departmentEvaluation", "indicators": [], "goals": {"achieved": text},
                "funds": {"total": {"initial": "652", "budget": "652", "executed": executed}}})
        };
        for (text, claimed) in [
            ("年度预算资金已全部执行完毕，各项任务按期完成。", "年度预算资金已全部执行完毕"),
            ("任务完成。预算执行未出现明显偏差。", "预算执行未出现明显偏差"),
        ] {
            assert_eq!(
                run(&CONTRADICTION, table(text, "521.6")),
                [format!("/goals/achieved: {claimed}")],
                "{text}"
            );
            assert_eq!(run(&CONTRADICTION, table(text, "652")), [""; 0], "{text}");
        }
        for text in [
            "项目资金已全部执行完毕。",
            "除质保金外，预算资金已全部支出。",
            "下年确保预算资金全部执行完毕。",
            "上年结转资金已全部使用完毕。",
            "绩效目标无明显偏差。",
            "预算执行与绩效目标无明显偏差。",
            "截至2026年3月底，预算资金已全部支出完毕。",
            "财政拨款资金已全部执行。",
            "各项目预算执行无明显偏差。",
            "全部任务执行完毕。",
        ] {
            assert_eq!(run(&CONTRADICTION, table(text, "521.6")), [""; 0], "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_is_no_denial_of_the_budget() {
        for text in [
            "无预算绩效目标调整情况。",
            "严格执行预算，没有擅自调整预算用途。",
            "年中追加经费152万元。",
            "未发生预算追加。",
        ] {
            let table = json!({"kind": "departmentEvaluation", "indicators": [], "reason": text,
                "funds": {"total": {"initial": "500", "budget": "500", "executed": "500"}}});
            assert_eq!(run(&CONTRADICTION, table), [""; 0], "{text}");
        }
        let other = json!({"kind": "departmentEvaluation", "indicators": [], "reason": "没有擅自调整预算用途。", "funds": {"total": {"initial": "500", "budget": "652"}}});
        assert_eq!(run(&CONTRADICTION, other), [""; 0]);
    }
}
