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

use crate::filing::{Cell, Document, Evaluation, MaybeCell, Reads};
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::profile::Profile;
use crate::relation::prose::cells_of;
use crate::relation::whole_budget::{
    Budgets, denies_adjustment, reports_with_table, says_all_spent, stated, tabled,
};

use crate::relation::Relations;
use crate::relation::rate;
use crate::rule::{ARITHMETIC, Check, Checks, Rule};
use crate::scoring::execution;
use crate::value::Column;
use crate::value::number::Dec;

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
    checks: &[
        Check::Document(
            Reads::of(&[Column::Words, Column::Prose, Column::Money, Column::Year, Column::Date]),
            check,
        ),
        Check::Filing(
            Reads::of(&[Column::Words, Column::Prose, Column::Money, Column::Year, Column::Date]),
            check_reports,
        ),
    ],
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

/// A text is judged by the budgets it states itself, a table's also by those of its funds.
fn check(relations: &Relations<'_>, checks: &mut Checks) {
    for document in relations.documents {
        judge(document, |texts| stated(texts).or_else(|| tabled(document.evaluation()?)), checks);
        if let Some(table) = document.evaluation() {
            judge_executed(document, table, relations.profile, checks);
        }
    }
}

/// A report that states no budgets is judged by those of its table.
fn check_reports(relations: &Relations<'_>, checks: &mut Checks) {
    for (report, table) in reports_with_table(relations.documents) {
        let of_table = |texts: &[&Cell]| if stated(texts).is_none() { tabled(table) } else { None };
        judge(report, of_table, checks);
        judge_executed(report, table, relations.profile, checks);
    }
}

/// A document whose prose calls the budget fully spent, against the funds of `table`.
fn judge_executed(document: &Document, table: &Evaluation, profile: &Profile, checks: &mut Checks) {
    let Some(line) = table.funds.as_ref().and_then(|funds| funds.total.as_ref()) else { return };
    let (Some(share), Some(executed), Some(budget)) =
        (execution::share(line), line.executed.cell(), line.budget.cell())
    else {
        return;
    };
    for cell in cells_of(document).into_iter().filter(|cell| !cell.place.is_in_row()) {
        let Some((span, words)) = says_all_spent(cell) else { continue };
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
            claimed: words.into(),
            share: share.round(2),
            formula: formula.into(),
            limit: limit.plain(),
        };
        let finding = CONTRADICTION.finding(&cell.place, message).span(span);
        checks.push(finding.related(&executed.place).related(&budget.place));
    }
}

fn judge(document: &Document, budgets: impl Fn(&[&Cell]) -> Option<Budgets>, checks: &mut Checks) {
    // A row's reason speaks of its own indicator.
    let texts: Vec<&Cell> =
        cells_of(document).into_iter().filter(|cell| !cell.place.is_in_row()).collect();
    let denials: Vec<_> =
        texts.iter().filter_map(|cell| Some((cell, denies_adjustment(cell)?))).collect();
    let Some(budgets) = (!denials.is_empty()).then(|| budgets(&texts)).flatten() else { return };
    for (cell, (span, words)) in denials {
        if budgets.initial.0 == budgets.adjusted.0 {
            checks.pass();
            continue;
        }
        let message = NotAdjusted {
            initial: budgets.initial.1.as_str().into(),
            adjusted: budgets.adjusted.1.as_str().into(),
            claimed: words.into(),
        };
        let mut finding = CONTRADICTION.finding(&cell.place, message).span(span);
        if let Some(place) = &budgets.place {
            finding = finding.related(place);
        }
        checks.push(finding);
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
