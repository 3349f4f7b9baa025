//! Copies: a sentence that a filing has twice, but for one figure.
//!
//! Long passages are copied from one cell to another, from the basis of a project to its purpose.
//! What is equal in every character but one digit was one text.

use rustc_hash::FxHashMap as HashMap;

use super::fact::is_plan;
use crate::filing::{Cell, Document, MaybeCell};
use crate::order::sorted_by_key;
use crate::relation::prose::cells_of;
use crate::value::text::{contains_any, fold};

/// Fewer characters besides digits may be alike by habit: 此项指标自评10分.
const SHORTEST: usize = 14;
/// So many characters are a copy even if they have only one figure.
const LONG: usize = 36;
/// Figures that make a shorter sentence a copy.
const ENOUGH_FIGURES: usize = 3;
/// A sentence that is repeated more often is a form's.
const MOST_COPIES: usize = 6;

/// A figure, date or year in a sentence, and the same place in its copy.
pub struct Copy<'a> {
    pub cell: &'a Cell,
    pub span: (usize, usize),
    pub digits: String,
    pub other: &'a Cell,
    pub other_span: (usize, usize),
    pub other_digits: String,
}

struct Sentence<'a> {
    cell: &'a Cell,
    /// The document, and the project it is about.
    document: usize,
    project: &'a str,
    is_of_report: bool,
    /// Its place among all sentences.
    nth: usize,
    figures: Figures,
}

/// Figures, each with its place.
type Figures = Vec<((usize, usize), String)>;

/// The words and figures of a sentence, for its neighbours.
type Told = (String, Vec<String>);

/// Every figure in which two copies of one sentence differ, if it is the only one.
pub fn differing<'a>(documents: &'a [Document]) -> Vec<Copy<'a>> {
    let mut by_words: HashMap<String, Vec<Sentence<'a>>> = HashMap::default();
    let mut told: Vec<Told> = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let project = project_of(document);
        let is_of_report = document.narrative().is_some();
        for cell in cells_of(document) {
            for (words, figures) in sentences(cell) {
                let length = words.chars().filter(|c| *c != '0').count();
                let is_enough =
                    length >= LONG || length >= SHORTEST && figures.len() >= ENOUGH_FIGURES;
                told.push((
                    words.clone(),
                    figures.iter().map(|(_, digits)| digits.clone()).collect(),
                ));
                if is_enough && !figures.is_empty() {
                    let nth = told.len() - 1;
                    let sentence =
                        Sentence { cell, document: index, project, is_of_report, nth, figures };
                    by_words.entry(words).or_default().push(sentence);
                }
            }
            // Sentences of two cells are no neighbours.
            told.push(Told::default());
        }
    }
    let mut found: Vec<Copy<'a>> = Vec::new();
    for copies in by_words.into_values().filter(|copies| copies.len() <= MOST_COPIES) {
        for (nth, later) in copies.iter().enumerate() {
            let differing =
                copies.iter().take(nth).filter(|earlier| is_one_text(earlier, later, &told));
            let differing = differing.filter_map(|earlier| only_difference(earlier, later));
            found.extend(differing.take(1));
        }
    }
    found.extend(differing_clauses(documents));
    let mut found = sorted_by_key(found, |copy| (copy.cell.place.order, copy.span));
    found.dedup_by_key(|copy| (copy.cell.place.order, copy.span));
    found
}

/// A clause with one figure, for its copies.
struct Clause<'a> {
    cell: &'a Cell,
    project: &'a str,
    year: Option<String>,
    figures: Figures,
}

/// Fewer characters may be said of something else: 资金到位率达到0%以上的要求.
const SHORTEST_DEMAND: usize = 16;

/// What is demanded is demanded of all: `达到省里有关入学率保持在95%以上的要求` has one figure,
/// wherever it is quoted. So does any clause of a form that is long enough.
fn differing_clauses<'a>(documents: &'a [Document]) -> Vec<Copy<'a>> {
    const DEMANDS: [&str; 4] = ["的要求", "规定", "的目标", "的标准"];
    const BY: [&str; 6] = ["国家", "省", "中央", "上级", "规划", "条例"];
    const JOINTS: [char; 8] = ['虽', '然', '但', '且', '并', '均', '已', '也'];
    let mut by_words: HashMap<String, Vec<Clause<'a>>> = HashMap::default();
    for document in documents {
        let project = project_of(document);
        let is_form = document.narrative().is_none();
        for cell in cells_of(document) {
            for (words, figures) in clauses(cell) {
                let words = words.trim_start_matches(JOINTS);
                let length = words.chars().filter(|c| *c != '0').count();
                let is_demand = contains_any(words, &DEMANDS)
                    && contains_any(words, &BY)
                    && length >= SHORTEST_DEMAND;
                if figures.len() == 1 && (is_demand || is_form && length >= LONG) {
                    let start = figures.first().map_or(0, |(span, _)| span.0);
                    let year = year_before(cell, start);
                    let clause = Clause { cell, project, year, figures };
                    by_words.entry(words.to_owned()).or_default().push(clause);
                }
            }
        }
    }
    let mut found = Vec::new();
    for copies in by_words.into_values().filter(|copies| copies.len() <= MOST_COPIES) {
        for (nth, later) in copies.iter().enumerate() {
            let earlier = copies.iter().take(nth).filter(|earlier| {
                let is_other_year =
                    earlier.year.as_ref().zip(later.year.as_ref()).is_some_and(|(a, b)| a != b);
                let is_other_project = earlier.project != later.project
                    && !earlier.project.is_empty()
                    && !later.project.is_empty();
                !is_other_year && !is_other_project && is_plan(earlier.cell) == is_plan(later.cell)
            });
            let differing = earlier.filter_map(|earlier| {
                one_difference((earlier.cell, &earlier.figures), (later.cell, &later.figures))
            });
            found.extend(differing.take(1));
        }
    }
    found
}

/// The year that a text named last before a place.
fn year_before(cell: &Cell, place: usize) -> Option<String> {
    const REACH: usize = 100;
    let before = cell.quoted((place.saturating_sub(REACH), place));
    let (before, _) = before.rsplit_once('年')?;
    let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
    (digits.len() == 4).then_some(digits)
}

/// The name of the project that a document is about; empty if it is about none.
fn project_of(document: &Document) -> &str {
    match document {
        Document::ProjectTargets(targets) => targets.project.name_key(),
        _ => document.evaluation().map_or("", |table| table.project.name_key()),
    }
}

/// Whether two sentences of the same words are copies, and not what is said of two projects one
/// after the other.
fn is_one_text(earlier: &Sentence<'_>, later: &Sentence<'_>, told: &[Told]) -> bool {
    let differs = |one: Option<&Told>, other: Option<&Told>| {
        one.zip(other).is_some_and(|(one, other)| one.0 == other.0 && one.1 != other.1)
    };
    let [(a, b), (c, d)] = [
        (earlier.nth.checked_sub(1), later.nth.checked_sub(1)),
        (Some(earlier.nth + 1), Some(later.nth + 1)),
    ];
    let at = |nth: Option<usize>| told.get(nth?);
    let is_parallel = differs(at(a), at(b)) || differs(at(c), at(d));
    let is_other_project = earlier.project != later.project
        && !earlier.project.is_empty()
        && !later.project.is_empty();
    // Where a report repeats itself, that is said of something else if it has few other figures.
    let is_repeated = !later.is_of_report
        || earlier.document != later.document
        || earlier.figures.len() >= ENOUGH_FIGURES;
    // Goals are copied to say what became of them.
    let is_other_time = is_plan(earlier.cell) != is_plan(later.cell);
    !is_parallel && !is_other_project && is_repeated && !is_other_time
}

fn only_difference<'a>(earlier: &Sentence<'a>, later: &Sentence<'a>) -> Option<Copy<'a>> {
    one_difference((earlier.cell, &earlier.figures), (later.cell, &later.figures))
}

fn one_difference<'a>(
    (earlier, before): (&'a Cell, &Figures),
    (later, after): (&'a Cell, &Figures),
) -> Option<Copy<'a>> {
    let mut pairs = before.iter().zip(after).filter(|(a, b)| a.1 != b.1);
    let (a, b) = pairs.next()?;
    if pairs.next().is_some() || !is_slip(&a.1, &b.1) {
        return None;
    }
    Some(Copy {
        cell: later,
        span: b.0,
        digits: b.1.clone(),
        other: earlier,
        other_span: a.0,
        other_digits: a.1.clone(),
    })
}

/// Do they differ in one digit, or by one?
fn is_slip(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    let rest = if short.len() == long.len() { short.get(same + 1..) } else { short.get(same..) };
    long.len() - short.len() <= 1 && rest == long.get(same + 1..)
}

/// The sentences of a text: their words, with a 0 for each figure, and the figures.
fn sentences(cell: &Cell) -> Vec<(String, Figures)> {
    split(cell, &['。', '!', '?'])
}

/// The parts of its sentences, in the same way.
fn clauses(cell: &Cell) -> Vec<(String, Figures)> {
    split(cell, &['。', '!', '?', ',', ';', ':'])
}

fn split(cell: &Cell, ends: &[char]) -> Vec<(String, Figures)> {
    let mut found = Vec::new();
    let mut words = String::new();
    let mut figures: Figures = Vec::new();
    let mut is_in_figure = false;
    let mut offset = 0usize;
    for c in cell.text().chars() {
        let start = offset;
        offset += c.len_utf16();
        let folded = fold(c);
        match folded {
            '0'..='9' | '.' if folded != '.' || is_in_figure => {
                if !is_in_figure {
                    words.push('0');
                    figures.push(((start, start), String::new()));
                }
                is_in_figure = true;
                if let Some((span, digits)) = figures.last_mut() {
                    digits.push(folded);
                    span.1 = offset;
                }
                continue;
            }
            end if ends.contains(&end) => {
                found.push((core::mem::take(&mut words), core::mem::take(&mut figures)));
            }
            c if c.is_whitespace() => continue,
            c => words.push(c),
        }
        is_in_figure = false;
    }
    found.push((words, figures));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_digit() {
        for (a, b, slip) in [
            ("905", "900", true),
            ("1", "4", true),
            ("12", "22", true),
            ("905", "9005", true),
            ("905", "509", false),
            ("2024", "2035", false),
        ] {
            assert_eq!(is_slip(a, b), slip, "{a} {b}");
        }
    }
}
