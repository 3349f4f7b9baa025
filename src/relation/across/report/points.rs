//! Points, by the group or indicator that their line or heading names.

use rustc_hash::FxHashMap as HashMap;

use crate::filing::{Cell, Evaluation, FundLine, Indicator, MaybeCell, Narrative};
use crate::narrative::claim::restated;
use crate::narrative::prose::Mention;
use crate::relation::across::report::{Restatement, core, restatement, texts};
use crate::value::number::Dec;
use crate::value::text::{level_key, name_key};

/// What points are of.
#[derive(Clone, Copy, PartialEq)]
pub enum Subject<'a> {
    Level1(&'a str),
    Level2(&'a str),
    Row(&'a Indicator),
    Execution(&'a FundLine),
}

/// Points that the report gives.
struct Points<'a> {
    subject: Subject<'a>,
    is_weight: bool,
    prose: &'a Cell,
    mention: &'a Mention,
}

/// The rows of a table by their groups and names.
pub struct Table<'a> {
    pub table: &'a Evaluation,
    level1: HashMap<&'a str, Vec<&'a Indicator>>,
    level2: HashMap<&'a str, Vec<&'a Indicator>>,
    names: HashMap<&'a str, Vec<&'a Indicator>>,
}

impl<'a> Table<'a> {
    pub fn of(table: &'a Evaluation) -> Table<'a> {
        let mut rows = Table {
            table,
            level1: HashMap::default(),
            level2: HashMap::default(),
            names: HashMap::default(),
        };
        for row in &table.indicators {
            rows.level1.entry(row.level1.level_key()).or_default().push(row);
            rows.level2.entry(row.level2.level_key()).or_default().push(row);
            rows.names.entry(row.name.name_key()).or_default().push(row);
        }
        rows
    }

    pub fn row(&self, name: &str) -> Option<&'a Indicator> {
        match self.names.get(name)?.as_slice() {
            [only] if !name.is_empty() => Some(only),
            _ => None,
        }
    }

    /// What a heading, the opening of a line or a label names.
    pub fn subject(&self, name: &str) -> Option<Subject<'a>> {
        let key = level_key(name);
        if key.is_empty() {
            return None;
        }
        if let Some((key, _)) = self.level1.get_key_value(&*key) {
            return Some(Subject::Level1(key));
        }
        if let Some((key, rows)) = self.level2.get_key_value(&*key) {
            // One name under two level-1 indicators says nothing.
            let one = rows.iter().all(|row| {
                row.level1.level_key() == rows.first().map_or("", |first| first.level1.level_key())
            });
            return one.then_some(Subject::Level2(key));
        }
        let row = self.row(&name_key(name)).map(Subject::Row);
        let line = || self.table.funds.as_ref()?.total.as_ref();
        row.or_else(|| {
            if matches!(&*key, "预算执行率" | "预算执行" | "资金执行率") {
                line().map(Subject::Execution)
            } else {
                None
            }
        })
    }

    /// The cells whose points are those of the subject.
    fn cells(&self, subject: Subject<'a>, is_weight: bool) -> Vec<&'a Cell> {
        let of_row =
            |row: &&'a Indicator| if is_weight { row.weight.as_ref() } else { row.score.as_ref() };
        match subject {
            Subject::Level1(key) => {
                self.level1.get(key).into_iter().flatten().filter_map(of_row).collect()
            }
            Subject::Level2(key) => {
                self.level2.get(key).into_iter().flatten().filter_map(of_row).collect()
            }
            Subject::Row(row) => of_row(&row).into_iter().collect(),
            Subject::Execution(line) => {
                if is_weight { &line.weight } else { &line.score }.as_ref().into_iter().collect()
            }
        }
    }

    /// Is `inner` a part of `outer`?
    fn contains(&self, outer: Subject<'a>, inner: Subject<'a>) -> bool {
        match (outer, inner) {
            (Subject::Level1(key), Subject::Level2(_) | Subject::Row(_)) => {
                self.level1_of(inner) == Some(key)
            }
            (Subject::Level2(key), Subject::Row(row)) => row.level2.level_key() == key,
            _ => false,
        }
    }

    fn level1_of(&self, subject: Subject<'a>) -> Option<&'a str> {
        match subject {
            Subject::Level1(key) => Some(key),
            Subject::Level2(key) => self.level2.get(key)?.first().map(|row| row.level1.level_key()),
            Subject::Row(row) => Some(row.level1.level_key()),
            Subject::Execution(_) => None,
        }
    }
}

/// The sum of the figures in `cells`, the blank ones left out; nothing where one cannot be read.
fn sum(cells: &[&Cell]) -> Option<Dec> {
    let filled: Vec<&&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let numbers: Option<Vec<Dec>> = filled.iter().map(|cell| cell.number()).collect();
    numbers.filter(|numbers| !numbers.is_empty()).and_then(Dec::sum)
}

/// Equal, or rounded to what the text prints.
pub fn same_points(stated: Dec, theirs: Dec) -> bool {
    stated == theirs
        || stated.decimals() < theirs.plain().decimals()
            && theirs.round(stated.decimals()) == stated
}

/// The points of groups and indicators.
pub fn points<'a>(report: &'a Narrative, rows: &Table<'a>) -> Vec<Restatement<'a>> {
    let (stated, torn) = stated_points(report, rows);
    if stated.is_empty() {
        return Vec::new();
    }
    let mut weights = judged(rows, &stated, true);
    let splits: Vec<(&str, Split)> = rows
        .level1
        .keys()
        .map(|key| (*key, Split::of(key, rows, &weights, torn.contains(key))))
        .collect();
    let split_of = |subject| {
        splits.iter().find(|(key, _)| Some(*key) == rows.level1_of(subject)).map(|(_, split)| split)
    };
    weights.retain_mut(|judged| match (judged.subject, split_of(judged.subject)) {
        (Subject::Level2(_), Some(split)) => {
            judged.restatement.mild = !split.adds_up;
            split.is_complete
        }
        // Its own parts have said so already.
        (Subject::Level1(_), Some(split)) => {
            judged.restatement.agrees
                || !(split.is_complete && !split.off.is_zero() && split.off == judged.off)
        }
        _ => true,
    });
    let off: Vec<Subject<'_>> = weights
        .iter()
        .filter(|judged| !judged.restatement.agrees)
        .map(|judged| judged.subject)
        .collect();
    let mut scores = judged(rows, &stated, false);
    // Points out of another weight are other points.
    let is_off = |subject: Subject<'_>| {
        off.iter().any(|off| {
            *off == subject || rows.contains(*off, subject) || rows.contains(subject, *off)
        })
    };
    scores.retain(|judged| {
        let is_split = matches!(judged.subject, Subject::Level2(_))
            && split_of(judged.subject).is_some_and(|split| !split.is_complete);
        judged.restatement.agrees || !is_off(judged.subject) && !is_split
    });
    let mut found = one_system(weights);
    found.extend(one_system(scores));
    found
}

/// A report that gives most groups other points than the table evaluates by other criteria: nothing
/// is wrong with either.
fn one_system(judged: Vec<Judged<'_>>) -> Vec<Restatement<'_>> {
    let differing = judged.iter().filter(|judged| !judged.restatement.agrees).count();
    let is_one = differing * 2 <= judged.len();
    judged
        .into_iter()
        .map(|judged| judged.restatement)
        .filter(|restatement| restatement.agrees || is_one)
        .collect()
}

/// A subject's points in the report against those of the table.
struct Judged<'a> {
    subject: Subject<'a>,
    restatement: Restatement<'a>,
    stated: Dec,
    off: Dec,
}

fn judged<'a>(rows: &Table<'a>, stated: &[Points<'a>], is_weight: bool) -> Vec<Judged<'a>> {
    let judge = |points: &Points<'a>| {
        let cells = rows.cells(points.subject, is_weight);
        let (stated, theirs) = (points.mention.item.number, sum(&cells)?);
        let mut restatement =
            restatement(points.prose, points.mention, cells, same_points(stated, theirs));
        restatement.theirs = restated(&restatement.stated, theirs.plain());
        Some(Judged { subject: points.subject, off: stated.minus(theirs)?, stated, restatement })
    };
    let mut found: Vec<Judged<'a>> = Vec::new();
    for judged in stated.iter().filter(|points| points.is_weight == is_weight).filter_map(judge) {
        if found.iter().all(|known| known.subject != judged.subject) {
            found.push(judged);
        }
    }
    found
}

/// How a report divides the weight of a level-1 indicator.
struct Split {
    /// Into the level-2 indicators that the table has too.
    is_complete: bool,
    /// Do its parts make the whole?
    adds_up: bool,
    /// By how much they are off together.
    off: Dec,
}

impl Split {
    fn of(level1: &str, rows: &Table<'_>, weights: &[Judged<'_>], is_torn: bool) -> Split {
        let parts = || {
            weights.iter().filter(|judged| {
                matches!(judged.subject, Subject::Level2(_))
                    && rows.level1_of(judged.subject) == Some(level1)
            })
        };
        let is_stated = |row: &&Indicator| {
            parts().any(|part| part.subject == Subject::Level2(row.level2.level_key()))
        };
        let weighted = rows
            .level1
            .get(level1)
            .into_iter()
            .flatten()
            .filter(|row| row.weight.number().is_some());
        let whole = weights
            .iter()
            .find(|judged| matches!(judged.subject, Subject::Level1(key) if key == level1));
        let stated = Dec::sum(parts().map(|part| part.stated));
        Split {
            is_complete: !is_torn && parts().next().is_some() && weighted.clone().all(is_stated),
            adds_up: whole.is_none_or(|whole| stated == Some(whole.stated)),
            off: Dec::sum(parts().map(|part| part.off)).unwrap_or(Dec::ZERO),
        }
    }
}

/// The points that the report gives, and the level-1 indicators that it divides into others than
/// the table.
fn stated_points<'a>(report: &'a Narrative, rows: &Table<'a>) -> (Vec<Points<'a>>, Vec<&'a str>) {
    let (mut found, mut torn) = (Vec::new(), Vec::new());
    let mut level1 = None;
    for (heading, cell, prose) in texts(report) {
        let about = rows.subject(heading);
        level1 = about.and_then(|subject| rows.level1_of(subject)).or(level1);
        for mention in &prose.mentions {
            let Some((is_weight, of)) = points_named(mention) else { continue };
            let name = match of {
                Some(name) => name,
                None if !prose.lead(mention).is_empty() => prose.lead(mention),
                None if mention.line == 0 => heading,
                None => continue,
            };
            match rows.subject(name) {
                Some(subject) => {
                    level1 = rows.level1_of(subject).or(level1);
                    found.push(Points { subject, is_weight, prose: cell, mention });
                }
                None => torn.extend(level1.filter(|_| is_weight)),
            }
        }
    }
    (found, torn)
}

/// Whether points are a weight or a score, and what they are said to be of, where the label itself
/// says it.
fn points_named(mention: &Mention) -> Option<(bool, Option<&str>)> {
    const WEIGHTS: [&str; 4] = ["分值", "权重", "满分", "总分"];
    const SCORES: [&str; 5] = ["自评得分", "实际得分", "得分", "自评分", "自评"];
    const THIS: [&str; 7] = ["", "此项", "该项", "本项", "指标", "本", "该"];
    if mention.item.unit.noun != "分" || mention.item.unit.power != 0 {
        return None;
    }
    let label = core(&mention.item.label);
    let ending = |words: &[&str]| words.iter().find_map(|word| label.strip_suffix(word));
    let (is_weight, of) =
        ending(&WEIGHTS).map(|of| (true, of)).or_else(|| Some((false, ending(&SCORES)?)))?;
    let is_this = THIS.contains(&of.strip_suffix("指标").unwrap_or(of));
    Some((is_weight, (!is_this).then_some(of)))
}
