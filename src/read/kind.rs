//! Recognises the kind of a form by its title or by its labels.

use super::grid::{GridRow, RowPlace};
use super::label::{self, Vocabulary};
use super::node::NodeRecord;
use super::{
    accounts, base_data, department_targets, evaluation, indicators, narrative, project_targets,
    score_sheet, tree,
};
use crate::filing::Kind;
use crate::value::text::compact;

/// By the title above a form.
pub fn titled(text: &str) -> Option<Kind> {
    let text = label::key(text);
    let listed = tree::depth(&text).is_some() || text.starts_with("附件") || text.starts_with('《');
    if !text.ends_with('表')
        || text.chars().count() > 45
        || text.contains(['，', '。', ':', '：'])
        || listed
    {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["基础数据表"]) {
        Some(Kind::BaseData)
    } else if has(&["收支情况表", "收支决算表", "收支预决算"]) {
        Some(Kind::FundAccounts)
    } else if has(&["评分表", "评价指标表", "评分指标表", "评价指标体系", "评价打分表", "评价评分"])
    {
        Some(Kind::ScoreSheet)
    } else if has(&["目标表", "目标申报表", "目标批复表"]) {
        Some(if has(&["整体"]) { Kind::DepartmentTargets } else { Kind::ProjectTargets })
    } else if has(&["自评表", "评价表", "自评情况表", "完成情况表", "自评报告表"])
    {
        Some(evaluation(has(&["转移支付", "区域绩效"]), has(&["项目"])))
    } else {
        None
    }
}

fn evaluation(is_of_transfer: bool, is_of_project: bool) -> Kind {
    match (is_of_transfer, is_of_project) {
        (true, _) => Kind::TransferEvaluation,
        (false, true) => Kind::ProjectEvaluation,
        (false, false) => Kind::DepartmentEvaluation,
    }
}

/// The kind by a title, with the labels below where the title leaves open whose form it is:
/// `绩效目标自评表`.
pub fn titled_above(kind: Kind, title: &str, rows: &[GridRow]) -> Kind {
    let title = label::key(title);
    let has_project = || {
        rows.iter().filter_map(|row| row.cells.first()).any(|cell| {
            label::path(&cell.text, vocabularies(Kind::ProjectEvaluation)) == Some("project")
        })
    };
    match kind {
        Kind::DepartmentEvaluation if !names_department(&title) && has_project() => {
            Kind::ProjectEvaluation
        }
        kind => kind,
    }
}

fn names_department(title: &str) -> bool {
    ["整体", "部门", "单位"].iter().any(|word| title.contains(word))
}

/// Could a form of labels like `other`'s be of this kind? Self-evaluations differ in little but
/// their title, and so do target tables.
pub fn may_be(kind: Kind, other: Kind) -> bool {
    let family = |kind: Kind| match kind {
        Kind::DepartmentEvaluation | Kind::ProjectEvaluation | Kind::TransferEvaluation => Some(0),
        Kind::DepartmentTargets | Kind::ProjectTargets => Some(1),
        _ => None,
    };
    family(kind).is_some() && family(kind) == family(other)
}

/// By the labels within, where no title says it.
pub fn untitled(rows: &[GridRow]) -> Option<Kind> {
    let has = |word: &str| {
        rows.iter().any(|row| row.cells.iter().any(|cell| label::key(&cell.text) == word))
    };
    let begins = |word: &str| {
        rows.iter().any(|row| {
            row.cells
                .iter()
                .any(|cell| label::key(&cell.text).contains(word) && cell.text.chars().count() < 20)
        })
    };
    if rows.iter().any(|row| {
        indicators::header(row).is_some_and(|table| table.has("actual") || table.has("score"))
    }) {
        let project = has("项目名称") || has("资金名称") || has("实施单位");
        Some(evaluation(begins("资金管理情况") || begins("转移支付"), project))
    } else if rows.iter().any(|row| indicators::header(row).is_some()) {
        Some(if has("部门名称") && !has("项目名称") {
            Kind::DepartmentTargets
        } else {
            Kind::ProjectTargets
        })
    } else if has("主要实施内容") && has("关键性指标") {
        Some(Kind::DepartmentTargets)
    } else if begins("期初余额") || begins("期末滚存结余") || begins("年末滚存结余")
    {
        Some(Kind::FundAccounts)
    } else if has("编制数") || has("三公经费") {
        Some(Kind::BaseData)
    } else {
        // Sentences, not the menu of a web page; a worksheet of sentences is how to fill in the
        // others.
        let prose = rows
            .iter()
            .filter(|row| !matches!(row.place, RowPlace::Sheet { .. }))
            .filter_map(GridRow::single);
        // Nor is the text of a table whose cells have run together.
        if prose.clone().any(|cell| is_run_together(&cell.text)) {
            return None;
        }
        let sentences = prose.filter(|cell| cell.text.contains(['。', '；']));
        let prose = sentences.map(|cell| cell.text.chars().count()).sum::<usize>();
        (prose > 100).then_some(Kind::Narrative)
    }
}

/// Whether a text has the header of a table in it, run together.
fn is_run_together(text: &str) -> bool {
    let text = compact(text);
    ["一级指标二级指标", "二级指标三级指标", "年初预算数全年预算数", "全年预算数全年执行数"]
        .iter()
        .any(|names| text.contains(names))
}

/// The words that the labels of its forms are made of.
pub fn vocabularies(kind: Kind) -> &'static [Vocabulary] {
    match kind {
        Kind::DepartmentTargets => department_targets::VOCABULARIES,
        Kind::ProjectTargets => project_targets::VOCABULARIES,
        Kind::DepartmentEvaluation | Kind::ProjectEvaluation | Kind::TransferEvaluation => {
            evaluation::VOCABULARIES
        }
        Kind::BaseData => base_data::VOCABULARIES,
        Kind::FundAccounts => accounts::VOCABULARIES,
        Kind::ScoreSheet => score_sheet::VOCABULARIES,
        Kind::Narrative => narrative::VOCABULARIES,
    }
}

pub fn read(kind: Kind, rows: &[GridRow]) -> NodeRecord {
    match kind {
        Kind::DepartmentTargets => department_targets::read(rows),
        Kind::ProjectTargets => project_targets::read(rows),
        Kind::DepartmentEvaluation | Kind::ProjectEvaluation | Kind::TransferEvaluation => {
            evaluation::read(kind, rows)
        }
        Kind::BaseData => base_data::read(rows),
        Kind::FundAccounts => accounts::read(rows),
        Kind::ScoreSheet => score_sheet::read(rows),
        Kind::Narrative => narrative::read(rows),
    }
}
