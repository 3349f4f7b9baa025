//! The amounts of projects against the budget of the department that they are part of.

use rustc_hash::FxHashSet as HashSet;

use crate::filing::{Cell, DepartmentTargets, Document, MaybeCell, ProjectTargets};
use crate::relation::across::kin::{may_meet, project_key};
use crate::value::number::Dec;

/// An amount that is larger than what it is part of.
pub struct Beyond<'a> {
    pub what: What,
    pub part: &'a Cell,
    pub whole: &'a Cell,
    /// The other parts.
    pub others: Vec<&'a Cell>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The projects of a filing and the department's 项目支出.
    Projects,
    /// A project and the line of its kind of fund.
    Fund,
    /// What is transferred and what is spent.
    Transfer,
}

/// The amounts of some documents that exceed the department's, and how many do not.
pub fn beyond<'a>(documents: &[&'a Document]) -> (Vec<Beyond<'a>>, usize) {
    let (mut found, mut within) = (Vec::new(), 0);
    let mut compare = |what: What, parts: &[&'a Cell], whole: &'a Option<Cell>| {
        let total = Dec::sum_of(parts.iter().map(|part| part.amount()));
        let whole = whole.cell().and_then(|whole| Some((whole, whole.amount()?)));
        let (Some(total), Some((whole, limit)), Some((part, others))) =
            (total, whole, parts.split_last())
        else {
            return;
        };
        if limit.is_zero() || total.is_zero() {
            return;
        }
        // The department's amounts are rounded to 0.01万元.
        let slack = Dec::whole(100);
        match limit.plus(slack).is_some_and(|limit| total <= limit) {
            true => within += 1,
            false => found.push(Beyond { what, part, whole, others: others.to_vec() }),
        }
    };
    for department in documents.iter().filter_map(|document| department(document)) {
        let projects = projects_of(department, documents);
        let amounts: Vec<&Cell> =
            projects.iter().filter_map(|project| project.amount.cell()).collect();
        if let Some(expenditure) = &department.expenditure {
            compare(What::Projects, &amounts, &expenditure.project);
            let transfer = department.level.as_ref().and_then(|level| level.transfer.cell());
            compare(What::Transfer, transfer.as_slice(), &expenditure.project);
        }
        let Some(development) = &department.development else { continue };
        for project in &projects {
            let fund = project.fund_type.compact().replace("其它", "其他");
            let line = match fund.as_str() {
                "其他事业发展性支出" => &development.other,
                "财政专项资金" => &development.special,
                _ => continue,
            };
            compare(What::Fund, project.amount.cell().as_slice(), line);
        }
    }
    (found, within)
}

fn department(document: &Document) -> Option<&DepartmentTargets> {
    match document {
        Document::DepartmentTargets(targets) => Some(targets),
        _ => None,
    }
}

/// The projects of a department in its year, each once.
fn projects_of<'a>(
    department: &DepartmentTargets,
    documents: &[&'a Document],
) -> Vec<&'a ProjectTargets> {
    let mut names = HashSet::default();
    let projects = documents.iter().filter_map(|document| match document {
        Document::ProjectTargets(project) => Some(project),
        _ => None,
    });
    projects
        .filter(|project| may_meet(&department.head, &project.head))
        .filter(|project| project_key(&project.project).is_some_and(|name| names.insert(name)))
        .collect()
}
