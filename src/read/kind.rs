//! Which form some rows are, by their title or by their labels.

use super::grid::{GridRow, RowPlace};
use super::label::{self, Vocabulary};
use super::node::NodeRecord;
use super::{accounts, base_data, evaluation, indicators, narrative, score_sheet, targets, tree};

/// The kinds of form, as far as their readers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    DepartmentTargets,
    ProjectTargets,
    Evaluation(&'static str),
    ScoreSheet,
    BaseData,
    FundAccounts,
    Narrative,
}

impl FormKind {
    /// By the title above a form.
    pub fn titled(text: &str) -> Option<FormKind> {
        let text = label::key(text);
        let listed =
            tree::depth(&text).is_some() || text.starts_with("附件") || text.starts_with('《');
        if !text.ends_with('表')
            || text.chars().count() > 45
            || text.contains(['，', '。', ':', '：'])
            || listed
        {
            return None;
        }
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&["基础数据表"]) {
            Some(FormKind::BaseData)
        } else if has(&["收支情况表", "收支决算表", "收支预决算"]) {
            Some(FormKind::FundAccounts)
        } else if has(&["评分表"]) {
            Some(FormKind::ScoreSheet)
        } else if has(&["目标表", "目标申报表", "目标批复表"]) {
            Some(if has(&["整体"]) {
                FormKind::DepartmentTargets
            } else {
                FormKind::ProjectTargets
            })
        } else if has(&["自评表", "评价表", "自评情况表", "完成情况表", "自评报告表"])
        {
            Some(FormKind::Evaluation(if has(&["转移支付"]) {
                "transferEvaluation"
            } else if has(&["项目"]) {
                "projectEvaluation"
            } else {
                "departmentEvaluation"
            }))
        } else {
            None
        }
    }

    /// Could a form of labels like `other`'s be of this kind? Self-evaluations differ in little but
    /// their title, and so do target tables.
    pub fn may_be(self, other: FormKind) -> bool {
        let family = |kind: FormKind| match kind {
            FormKind::Evaluation(_) => Some(0),
            FormKind::DepartmentTargets | FormKind::ProjectTargets => Some(1),
            _ => None,
        };
        family(self).is_some() && family(self) == family(other)
    }

    /// By the labels within, where no title says it.
    pub fn untitled(rows: &[GridRow]) -> Option<FormKind> {
        let has = |word: &str| {
            rows.iter().any(|row| row.cells.iter().any(|cell| label::key(&cell.text) == word))
        };
        let begins = |word: &str| {
            rows.iter().any(|row| {
                row.cells.iter().any(|cell| {
                    label::key(&cell.text).contains(word) && cell.text.chars().count() < 20
                })
            })
        };
        if rows.iter().any(|row| {
            indicators::header(row).is_some_and(|table| table.has("actual") || table.has("score"))
        }) {
            let project = has("项目名称") || has("资金名称") || has("实施单位");
            Some(FormKind::Evaluation(if begins("资金管理情况") || begins("转移支付") {
                "transferEvaluation"
            } else if project {
                "projectEvaluation"
            } else {
                "departmentEvaluation"
            }))
        } else if rows.iter().any(|row| indicators::header(row).is_some()) {
            Some(if has("部门名称") && !has("项目名称") {
                FormKind::DepartmentTargets
            } else {
                FormKind::ProjectTargets
            })
        } else if has("主要实施内容") && has("关键性指标") {
            Some(FormKind::DepartmentTargets)
        } else if begins("期初余额") || begins("期末滚存结余") || begins("年末滚存结余")
        {
            Some(FormKind::FundAccounts)
        } else if has("编制数") || has("三公经费") {
            Some(FormKind::BaseData)
        } else {
            // Sentences, not the menu of a web page; a worksheet of sentences is how to fill in the
            // others.
            let prose = rows
                .iter()
                .filter(|row| !matches!(row.place, RowPlace::Sheet { .. }))
                .filter_map(GridRow::single);
            let sentences = prose.filter(|cell| cell.text.contains(['。', '；']));
            let prose = sentences.map(|cell| cell.text.chars().count()).sum::<usize>();
            (prose > 100).then_some(FormKind::Narrative)
        }
    }

    pub fn vocabularies(self) -> &'static [Vocabulary] {
        match self {
            FormKind::DepartmentTargets => targets::DEPARTMENT_VOCABULARIES,
            FormKind::ProjectTargets => targets::PROJECT_VOCABULARIES,
            FormKind::Evaluation(_) => evaluation::VOCABULARIES,
            FormKind::BaseData => base_data::VOCABULARIES,
            FormKind::FundAccounts => accounts::VOCABULARIES,
            FormKind::ScoreSheet => score_sheet::VOCABULARIES,
            FormKind::Narrative => narrative::VOCABULARIES,
        }
    }

    pub fn read(self, rows: &[GridRow]) -> NodeRecord {
        match self {
            FormKind::DepartmentTargets => targets::department(rows),
            FormKind::ProjectTargets => {
                let mut form = targets::project(rows);
                targets::infer_unit(&mut form);
                form
            }
            FormKind::Evaluation(kind) => evaluation::read(kind, rows),
            FormKind::BaseData => base_data::read(rows),
            FormKind::FundAccounts => accounts::read(rows),
            FormKind::ScoreSheet => score_sheet::read(rows),
            FormKind::Narrative => narrative::read(rows),
        }
    }
}
