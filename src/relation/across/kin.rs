//! Which documents of a filing speak of the same year, department and project, and which rows of
//! them of the same indicator.
//!
//! **How a match is made.** Documents meet when neither their years nor their departments
//! contradict each other; those of a project meet by its name without brackets, quotes and the
//! nouns every project ends in (项目, 资金, 经费, 补助). Indicators meet by their names without
//! spaces, brackets, quotes, list numbers and a unit such as `(%)`; where a table has a name twice,
//! the level-2 indicator decides, and where that does not, nothing is said.

use rustc_hash::FxHashMap as HashMap;

use crate::filing::row::{Row, State, on_one_scale};
use crate::filing::{
    Cell, Document, Evaluation, Head, Indicator, MaybeCell, ProjectTargets, TaskIndicator,
};
use crate::value::figure::{Comparison, Figure};
use crate::value::text::is_letter;

/// More documents of one project or department than anybody hands in.
pub const MOST_KIN: usize = 16;

/// How many are looked at to find them.
const MOST_SEEN: usize = 256;

/// May the two be about the same year and department?
pub fn may_meet(a: &Head, b: &Head) -> bool {
    let years = a.evaluated_year().zip(b.evaluated_year()).is_none_or(|(a, b)| a == b);
    years && same_department(a.department.name_key(), b.department.name_key())
}

/// By the keys of their names: 湛江市医疗保障局（本级） is of 湛江市医疗保障局, and so is
/// [301]湛江市医疗保障局, with its code in the budget; what is not named contradicts nothing.
pub fn same_department(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|name| name.trim_start_matches(|c: char| !is_letter(c)));
    a.contains(b) || b.contains(a)
}

/// A project's name as two documents share it; `None` where it has none.
pub fn project_key(name: &Option<Cell>) -> Option<&str> {
    const ENDINGS: [&str; 5] = ["项目", "资金", "经费", "补助", "专项"];
    const SHORTEST: usize = 4;
    if name.is_empty() {
        return None;
    }
    let mut key = name.name_key();
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| key.strip_suffix(ending)) {
        if shorter.chars().count() < SHORTEST {
            break;
        }
        key = shorter;
    }
    (!key.is_empty()).then_some(key)
}

/// What the form is called on which a cell stands: by its title, or by its kind.
pub fn form_of<'a>(cell: &Cell, documents: &'a [Document]) -> &'a str {
    let Some(document) = documents.get(cell.place.document()) else {
        return "";
    };
    match document.head().title.trimmed() {
        "" => document.kind_title(),
        title => title,
    }
}

/// Target tables and the evaluations that answer them.
pub fn answered<'a>(documents: &[&'a Document]) -> Vec<(&'a Document, Vec<&'a Evaluation>)> {
    let mut by_project: HashMap<&str, Vec<&Evaluation>> = HashMap::default();
    let mut of_departments: Vec<&Evaluation> = Vec::new();
    for document in documents.iter().copied() {
        match document {
            Document::DepartmentEvaluation(table) => of_departments.push(table),
            Document::ProjectEvaluation(table) | Document::TransferEvaluation(table) => {
                if let Some(key) = project_key(&table.project) {
                    by_project.entry(key).or_default().push(table);
                }
            }
            _ => {}
        }
    }
    let kin = |document: &Document, tables: &[&'_ Evaluation]| -> Vec<usize> {
        let meets = |(_, table): &(usize, &&Evaluation)| may_meet(document.head(), &table.head);
        tables
            .iter()
            .enumerate()
            .take(MOST_SEEN)
            .filter(meets)
            .map(|(index, _)| index)
            .take(MOST_KIN)
            .collect()
    };
    let mut found = Vec::new();
    let mut departments = 0usize;
    for document in documents.iter().copied() {
        let tables = match document {
            Document::DepartmentTargets(_) => {
                departments += 1;
                Some(&of_departments).filter(|_| departments <= MOST_KIN)
            }
            Document::ProjectTargets(targets) => {
                project_key(&targets.project).and_then(|key| by_project.get(key))
            }
            _ => None,
        };
        let Some(tables) = tables else { continue };
        let answers: Vec<&Evaluation> = kin(document, tables)
            .into_iter()
            .filter_map(|index| tables.get(index).copied())
            .collect();
        if !answers.is_empty() {
            found.push((document, answers));
        }
    }
    found
}

/// One indicator with what it aims at, wherever it stands.
#[derive(Clone, Debug)]
pub struct Aim<'a> {
    pub name: &'a Cell,
    /// The key of its level-2 indicator.
    pub level2: &'a str,
    pub target: Option<&'a Cell>,
    pub figure: Option<&'a Figure>,
    /// The row of a table; a task's indicator has none.
    pub row: Option<&'a Indicator>,
}

/// The indicators of a table that aim at something.
pub fn aims(rows: &[Indicator]) -> Vec<Aim<'_>> {
    let aim = |row| -> Option<Aim<'_>> {
        let judged = Row::new(row);
        let name = row.name.as_ref().filter(|name| !name.is_empty())?;
        let aims = judged.state() == State::Filled;
        aims.then(|| Aim {
            name,
            level2: row.level2.name_key(),
            target: row.target.as_ref(),
            figure: judged.target(),
            row: Some(row),
        })
    };
    rows.iter().filter_map(aim).collect()
}

/// The indicators of a document's target table, those of a department's tasks included.
pub fn aims_of(document: &Document) -> Vec<Aim<'_>> {
    match document {
        Document::DepartmentTargets(table) => {
            let tasks = table.tasks.iter().flat_map(|task| task_aims(&task.indicators));
            aims(&table.indicators).into_iter().chain(tasks).collect()
        }
        Document::ProjectTargets(table) => aims(&table.indicators),
        _ => Vec::new(),
    }
}

/// The indicators of a department's task.
pub fn task_aims(indicators: &[TaskIndicator]) -> Vec<Aim<'_>> {
    let named = indicators.iter().filter_map(|indicator| {
        Some((indicator, indicator.name.as_ref().filter(|name| !name.is_empty())?))
    });
    named
        .map(|(indicator, name)| {
            let target = indicator.target.as_ref();
            Aim { name, level2: "", target, figure: target.and_then(Cell::figure), row: None }
        })
        .collect()
}

/// Indicators by name.
pub struct Names<'a> {
    by_key: HashMap<&'a str, Vec<Aim<'a>>>,
}

impl<'a> Names<'a> {
    pub fn of(aims: impl IntoIterator<Item = Aim<'a>>) -> Names<'a> {
        let mut by_key: HashMap<&'a str, Vec<Aim<'a>>> = HashMap::default();
        for aim in aims {
            by_key.entry(aim.name.name_key()).or_default().push(aim);
        }
        Names { by_key }
    }

    pub fn has(&self, aim: &Aim<'_>) -> bool {
        self.by_key.contains_key(aim.name.name_key())
    }

    /// The one indicator of the same name, by level 2 where there are several.
    pub fn only(&self, aim: &Aim<'_>) -> Option<&Aim<'a>> {
        let named = self.by_key.get(aim.name.name_key())?;
        if let [only] = named.as_slice() {
            return Some(only);
        }
        let mut same_level = named.iter().filter(|other| other.level2 == aim.level2);
        same_level.next().filter(|_| same_level.next().is_none())
    }
}

/// Do two targets come to the same? `None` where they cannot be compared for certain.
pub fn same_target(a: &Aim<'_>, b: &Aim<'_>) -> Option<bool> {
    let (a, b) = (a.figure?, b.figure?);
    let (x, y) = on_one_scale(a, b)?;
    let is_floor = |figure: &Figure| {
        matches!(figure.comparison, Some(Comparison::AtLeast | Comparison::MoreThan))
    };
    let is_cap = |figure: &Figure| {
        matches!(figure.comparison, Some(Comparison::AtMost | Comparison::LessThan))
    };
    let opposed = (is_floor(a) && is_cap(b)) || (is_cap(a) && is_floor(b));
    Some(x == y && !opposed && a.upper == b.upper)
}

/// The project target tables of a filing by project.
pub fn project_targets<'a>(documents: &[&'a Document]) -> impl Iterator<Item = &'a ProjectTargets> {
    documents.iter().filter_map(|document| match document {
        Document::ProjectTargets(table) => Some(table),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::text::name_key;
    use serde_json::json;

    fn table(rows: serde_json::Value) -> crate::filing::Filing {
        crate::filing::Filing::read(
            json!({"documents": [{"kind": "projectTargets", "indicators": rows}]}),
        )
        .expect("a filing")
    }

    #[test]
    fn projects_meet_by_what_is_their_own() {
        let key = |name: &str| {
            let filing = crate::filing::Filing::read(
                json!({"documents": [{"kind": "projectTargets", "project": name, "indicators": []}]}),
            );
            let filing = filing.expect("a filing");
            let Document::ProjectTargets(table) = &filing.documents[0] else {
                panic!("a project's targets")
            };
            project_key(&table.project).map(str::to_owned)
        };
        assert_eq!(key("城乡居民医保市级财 政补助项目"), key("城乡居民医保市级财政补助资金"));
        assert_ne!(key("城乡医疗救助市级财政补助"), key("城乡居民医保市级财政补助资金"));
        assert_eq!(key("专项经费").as_deref(), Some("专项经费"));
        assert_eq!(key(""), None);
    }

    #[test]
    fn departments_meet_unless_they_contradict() {
        let same = |a: &str, b: &str| same_department(&name_key(a), &name_key(b));
        assert!(same("湛江市医疗保障局（本级）", "湛江市医疗保障局"));
        assert!(same("", "湛江市医疗保障局"));
        assert!(same("[301]湛江市医疗保障局", "湛江市医疗保障局（本级）"));
        assert!(same("301001-湛江市医疗保障局", "【301】湛江市医疗保障局机关"));
        assert!(!same("[301]益阳市医疗保障局", "[301]湛江市医疗保障局"));
        assert!(!same("益阳市医疗保障局", "湛江市医疗保障局"));
    }

    #[test]
    fn targets_are_compared_as_values() {
        for (a, b, same) in [
            ("≥90", "≥90%", Some(true)),
            (">=90%", "≧９０％", Some(true)),
            ("90%", "≥90%", Some(true)),
            ("≥354.84万", "≥3548400人", Some(true)),
            ("≥90", "≥85", Some(false)),
            ("≥90", "≤90", Some(false)),
            ("显著提升", "有所提升", None),
            ("≥90", "有所提升", None),
            ("24万元", "90%", None),
        ] {
            let filing = table(json!([{"name": "甲", "target": a}, {"name": "乙", "target": b}]));
            let aims = filing.documents.iter().flat_map(aims_of).collect::<Vec<_>>();
            assert_eq!(same_target(&aims[0], &aims[1]), same, "{a} {b}");
        }
    }
}
