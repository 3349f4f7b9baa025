//! Every indicator of a target table, set against the evaluation that answers it and against the
//! table above it.

use rustc_hash::FxHashSet as HashSet;

use crate::filing::{Cell, Document, Evaluation, Place, Reads};
use crate::relation::across::kin::{
    Aim, MOST_KIN, Names, aims, aims_of, answered, may_meet, project_key, project_targets,
    same_target, task_aims,
};
use crate::value::Column;
use crate::value::unit::Dimension;

/// What indicators meet by, and what they aim at.
pub const AIMS: Reads = Reads::of(&[
    Column::Words,
    Column::Measure,
    Column::Sign,
    Column::Year,
    Column::Date,
    Column::Money,
]);

/// What became of an indicator.
pub enum Fate<'a> {
    /// Answered with the same target.
    Kept,
    /// Answered with another one: as it was set, as it is answered.
    Changed(Aim<'a>, Aim<'a>),
    /// In no evaluation of its table; the place where it should be.
    Dropped(Aim<'a>, Place),
}

/// The indicators of all target tables that have been answered.
pub fn fates<'a>(documents: &[&'a Document]) -> Vec<Fate<'a>> {
    let mut found = Vec::new();
    for (document, answers) in answered(documents) {
        let set = aims_of(document);
        let tables: Vec<Vec<Aim<'a>>> =
            answers.iter().map(|table| aims(&table.indicators)).collect();
        let names: Vec<Names<'a>> =
            tables.iter().map(|rows| Names::of(rows.iter().cloned())).collect();
        // A table of which nothing is answered is another table, not one whose indicators were
        // dropped.
        if !set.iter().any(|aim| names.iter().any(|table| table.has(aim))) {
            continue;
        }
        let elsewhere = of_projects(document, documents);
        let known: HashSet<&str> = set.iter().map(|aim| aim.name.name_key()).collect();
        for aim in set {
            if names.iter().any(|table| table.has(&aim)) {
                found.extend(names.iter().filter_map(|table| kept_or_changed(&aim, table)));
            } else if !elsewhere.has(&aim)
                && !tables.iter().any(|rows| is_renamed(&aim, rows, &known))
            {
                found.extend(answers.first().map(|table| {
                    Fate::Dropped(aim.clone(), table.place(Evaluation::FIELDS.indicators))
                }));
            }
        }
    }
    found
}

fn kept_or_changed<'a>(aim: &Aim<'a>, answers: &Names<'a>) -> Option<Fate<'a>> {
    let answer = answers.only(aim)?;
    match same_target(aim, answer)? {
        true => Some(Fate::Kept),
        false => Some(Fate::Changed(aim.clone(), answer.clone())),
    }
}

/// What a department's tasks aim at is answered by the projects, too.
fn of_projects<'a>(document: &Document, documents: &[&'a Document]) -> Names<'a> {
    let answers = |other: &&Document| {
        matches!(other, Document::ProjectEvaluation(_) | Document::TransferEvaluation(_))
    };
    let is_department = matches!(document, Document::DepartmentTargets(_));
    let tables = documents
        .iter()
        .copied()
        .filter(answers)
        .filter_map(Document::evaluation)
        .filter(|table| is_department && may_meet(document.head(), &table.head));
    Names::of(tables.flat_map(|table: &Evaluation| aims(&table.indicators)))
}

/// Does a row that no indicator was set for stand for this one, under a name only a person would
/// recognise?
fn is_renamed(aim: &Aim<'_>, rows: &[Aim<'_>], known: &HashSet<&str>) -> bool {
    let key = aim.name.name_key();
    let same_text = |a: &Aim<'_>, b: &Aim<'_>| {
        fn text<'a>(aim: &Aim<'a>) -> &'a str {
            aim.target.map_or("", Cell::compact)
        }
        !text(a).is_empty() && text(a) == text(b)
    };
    let stands_for = |row: &&Aim<'_>| {
        let other = row.name.name_key();
        other.contains(key)
            || key.contains(other)
            || same_text(aim, row)
            || same_target(aim, row) == Some(true)
    };
    rows.iter().filter(|row| !known.contains(row.name.name_key())).any(|row| stands_for(&row))
}

/// The department's target for an indicator and a project's own, where both speak of the same
/// thing.
pub struct SharedTarget<'a> {
    pub department: Aim<'a>,
    pub project: Aim<'a>,
    pub differs: bool,
}

/// Indicators that the department's table and a project's table both set a target for.
pub fn shared_targets<'a>(documents: &[&'a Document]) -> Vec<SharedTarget<'a>> {
    let mut found = Vec::new();
    let departments = documents.iter().copied().filter_map(|document| match document {
        Document::DepartmentTargets(table) => Some(table),
        _ => None,
    });
    for department in departments.take(MOST_KIN) {
        let projects: Vec<_> = project_targets(documents)
            .filter(|table| may_meet(&department.head, &table.head))
            .collect();
        let by_name = |key: Option<&'a str>| {
            projects.iter().filter(move |table| key.is_some() && project_key(&table.project) == key)
        };
        for task in &department.tasks {
            for project in by_name(project_key(&task.name)) {
                let own = Names::of(aims(&project.indicators));
                found.extend(
                    task_aims(&task.indicators).into_iter().filter_map(|aim| shared(aim, &own)),
                );
            }
        }
        // Outside the tasks an indicator belongs to a project if no other project has it.
        let all = Names::of(projects.iter().flat_map(|table| aims(&table.indicators)));
        let is_open =
            department.tasks.iter().any(|task| by_name(project_key(&task.name)).next().is_none());
        let shared = aims(&department.indicators).into_iter().filter_map(|aim| shared(aim, &all));
        found.extend(shared.filter(|shared| !is_open || !is_part(shared)));
    }
    found
}

/// Whether a project may count for a part of what its department does: the rest is another project's.
fn is_part(shared: &SharedTarget<'_>) -> bool {
    let counted = |aim: &Aim<'_>| {
        aim.figure.filter(|figure| figure.unit.dimension == Dimension::Count)?.base()
    };
    let counts = counted(&shared.project).zip(counted(&shared.department));
    counts.is_some_and(|(part, whole)| part < whole)
}

fn shared<'a>(department: Aim<'a>, projects: &Names<'a>) -> Option<SharedTarget<'a>> {
    let project = projects.only(&department)?.clone();
    let differs = !same_target(&department, &project)?;
    Some(SharedTarget { department, project, differs })
}
