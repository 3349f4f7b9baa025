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

use crate::filing::{Cell, Document, Evaluation, MaybeCell, Place};
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};
use crate::narrative::scanner::{Item, Scan, Sentence, Token};
use crate::profile::Profile;
use crate::relation::prose::cells_of;

use crate::relation::Relations;
use crate::relation::rate;
use crate::rule::{ARITHMETIC, Check, Checks, Rule};
use crate::scoring::execution;
use crate::value::number::Dec;
use crate::value::text::contains_any;
use crate::value::unit::Dimension;
use crate::value::{Column, Columns};

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
            Columns::of(&[Column::Words, Column::Prose, Column::Money, Column::Year, Column::Date]),
            check,
        ),
        Check::Filing(
            Columns::of(&[Column::Words, Column::Prose, Column::Money, Column::Year, Column::Date]),
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

/// What the budget of the whole was at first, and in the end.
struct Budgets {
    initial: (Dec, String),
    adjusted: (Dec, String),
    place: Option<Place>,
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

/// A report that states no budgets is judged by those of the only department evaluation of its
/// year.
fn check_reports(relations: &Relations<'_>, checks: &mut Checks) {
    let mut departments = relations
        .documents
        .iter()
        .filter(|document| matches!(document, Document::DepartmentEvaluation(_)));
    let Some(department) = departments.next().filter(|_| departments.next().is_none()) else {
        return;
    };
    let same_year =
        |report: &&Document| report.head().evaluated_year() == department.head().evaluated_year();
    for report in relations
        .documents
        .iter()
        .filter(|document| matches!(document, Document::Narrative(_)))
        .filter(same_year)
    {
        judge(
            report,
            |texts| if stated(texts).is_none() { tabled(department.evaluation()?) } else { None },
            checks,
        );
        if let Some(table) = department.evaluation() {
            judge_executed(report, table, relations.profile, checks);
        }
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
        let Some((span, words)) = full_execution(cell) else { continue };
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
        let finding = CONTRADICTION.finding(&cell.place, message).span(span.0, span.1);
        checks.push(finding.related(&executed.place).related(&budget.place));
    }
}

/// `年度预算资金已全部执行完毕`, `预算执行未出现明显偏差`: said of the budget as a whole, in one
/// clause.
fn full_execution(cell: &Cell) -> Option<((usize, usize), String)> {
    const SPENT: [&str; 9] = [
        "全部执行完毕",
        "已全部执行",
        "全部支出完毕",
        "已全部支出",
        "全额执行",
        "全额支出",
        "全部使用完毕",
        "已全部使用",
        "全部执行到位",
    ];
    const NO_GAP: [&str; 8] = [
        "无明显偏差",
        "无较大偏差",
        "没有明显偏差",
        "未出现明显偏差",
        "不存在明显偏差",
        "无明显差距",
        "没有偏差",
        "不存在偏差",
    ];
    /// What speaks of a part, of a plan, of another day than the year's last, or not of everything.
    const OTHER: [&str; 24] = [
        "项目",
        "专项",
        "三公",
        "经费",
        "上年",
        "结转",
        "除",
        "未",
        "计划",
        "预计",
        "拟",
        "争取",
        "确保",
        "基本",
        "其中",
        "补助",
        "截至",
        "截止",
        "目前",
        "次年",
        "月",
        "财政",
        "自有",
        "一般公共",
    ];
    // Most texts say neither, and need not be taken apart.
    if !contains_any(&cell.running().text, &["全部", "全额", "偏差", "差距"]) {
        return None;
    }
    let scan = Scan::new(cell.text());
    scan.tokens.iter().filter(|token| token.token == Token::Words).find_map(|token| {
        let words = scan.text(&token.chars);
        let is_spent = contains_any(&words, &SPENT) && contains_any(&words, &["预算", "资金"]);
        let has_no_gap = contains_any(&words, &NO_GAP) && words.contains("预算执行");
        if !is_spent && !has_no_gap {
            return None;
        }
        // 除质保金外，…: what the sentence opens with speaks of it too.
        let before = scan.text(&(0..token.chars.start));
        let sentence =
            format!("{}{words}", before.rsplit(['。', ';', '\n']).next().unwrap_or_default());
        let is_of_all = is_spent && !contains_any(&sentence, &OTHER);
        let is_of_budget =
            has_no_gap && !contains_any(&sentence, &["除", "绩效", "项目", "截至", "目前"]);
        (is_of_all || is_of_budget).then(|| (scan.span(&token.chars), words))
    })
}

fn judge(document: &Document, budgets: impl Fn(&[&Cell]) -> Option<Budgets>, checks: &mut Checks) {
    // A row's reason speaks of its own indicator.
    let texts: Vec<&Cell> =
        cells_of(document).into_iter().filter(|cell| !cell.place.is_in_row()).collect();
    let denials: Vec<_> = texts.iter().filter_map(|cell| Some((cell, denial(cell)?))).collect();
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
        let mut finding = CONTRADICTION.finding(&cell.place, message).span(span.0, span.1);
        if let Some(place) = &budgets.place {
            finding = finding.related(place);
        }
        checks.push(finding);
    }
}

/// `无申请预算的调剂及年中追加资金的情况`
fn denial(cell: &Cell) -> Option<((usize, usize), String)> {
    if !(cell.text().contains("调剂")
        || cell.text().contains("追加")
        || cell.text().contains("调整"))
    {
        return None;
    }
    let scan = Scan::new(cell.text());
    scan.tokens.iter().filter(|token| token.token == Token::Words).find_map(|token| {
        let words = scan.text(&token.chars);
        let start = [
            "无申请",
            "没有",
            "未发生",
            "未进行",
            "不存在",
            "无预算",
            "未申请",
            "未调整",
            "未追加",
            "无调整",
            "无追加",
            "无年中",
        ]
        .iter()
        .filter_map(|no| words.find(no))
        .min()?;
        let denied = words.get(start..)?;
        // 除政策性追加外，未调整预算: what the sentence opens with says what was.
        let before = scan.text(&(0..token.chars.start));
        let opening = before.rsplit(['。', ';', '\n']).next().unwrap_or_default();
        if opening.contains('除') {
            return None;
        }
        let budget = (words.contains("预算") || denied.contains("追加资金"))
            && ["调剂", "追加", "调整", "调增"].iter().any(|word| denied.contains(word));
        let other = [
            "政府性基金",
            "科目",
            "绩效目标",
            "三公",
            "用途",
            "指标",
            "随意",
            "擅自",
            "违规",
            "大额",
            "超",
            "结构",
            "依据",
            "手续",
            "制度",
            "程序",
        ]
        .iter()
        .any(|word| words.contains(word));
        (budget && !other && denied.chars().count() <= 40).then(|| {
            let chars = token.chars.start + words.get(..start).unwrap_or("").chars().count()
                ..token.chars.end;
            (scan.span(&chars), denied.to_owned())
        })
    })
}

/// The budgets of the whole that the document's prose states, each the same wherever it is stated.
fn stated(cells: &[&Cell]) -> Option<Budgets> {
    let mut initial: Option<(Dec, String)> = None;
    let mut adjusted: Option<(Dec, String)> = None;
    for cell in cells.iter().filter(|cell| cell.column == crate::value::Column::Prose) {
        let scan = Scan::new(cell.text());
        let sentences = scan.sentences();
        let whole = |sentence: &&Sentence| {
            !sentence.items.iter().any(|item| item.is_labelled(&["经费", "三公", "公用", "采购"]))
        };
        for item in sentences.iter().filter(whole).flat_map(|sentence| &sentence.items) {
            let part = item.is_labelled(&["项目", "基本支出", "基金", "上年", "基本医疗"]);
            if item.unit.dimension != Dimension::Money || item.vague || part || item.among {
                continue;
            }
            let slot = match kind(item) {
                Some(true) => &mut initial,
                Some(false) => &mut adjusted,
                None => continue,
            };
            let value = item.base()?;
            match slot {
                Some((known, _)) if *known != value => return None,
                _ => *slot = Some((value, scan.token_text(item.token))),
            }
        }
    }
    Some(Budgets { initial: initial?, adjusted: adjusted?, place: None })
}

/// Initial, adjusted, or neither.
fn kind(item: &Item) -> Option<bool> {
    let label = item.label.trim_end_matches(['为', '数', '是']);
    if ["全年预算", "调整预算", "调整后预算", "下达预算"].iter().any(|word| label.ends_with(word))
    {
        return Some(false);
    }
    ["年初预算", "收入总预算", "支出总预算", "预算批复总额", "批复预算", "年初预算总额"]
        .iter()
        .any(|word| label.ends_with(word))
        .then_some(true)
}

/// The budgets of a funds table.
fn tabled(table: &Evaluation) -> Option<Budgets> {
    let line = table.funds.as_ref()?.total.as_ref()?;
    let (initial, budget) = (line.initial.cell()?, line.budget.cell()?);
    Some(Budgets {
        initial: (initial.amount()?, initial.text().trim().to_owned()),
        adjusted: (budget.amount()?, budget.text().trim().to_owned()),
        place: Some(budget.place.clone()),
    })
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
