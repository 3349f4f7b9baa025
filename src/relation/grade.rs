//! The grade that is printed beside a total, and the right one.

use core::ops::Range;

use crate::filing::{Cell, Document, MaybeCell, Total};
use crate::profile::{Grade, Profile};
use crate::relation::prose::cells_of;
use crate::scoring::grade;
use crate::value::number::Dec;
use crate::value::text::contains_any;

/// What a grade cell says.
enum GradeCell<'a> {
    Grade(&'a Grade),
    /// A word that is not a grade of the profile.
    NoGrade,
    /// A list without a choice, or a text that cannot be read as one grade.
    Open,
}

/// The grade that a table names, against the one of its total.
pub struct TotalGrade<'a> {
    pub grade: &'a Cell,
    pub score: &'a Cell,
    pub points: Dec,
    pub right: &'a Grade,
    /// `None` where the word is no grade of the profile.
    pub named: Option<&'a Grade>,
}

/// `None` where the score or the grade is still to be filled in, or where nobody can tell which
/// grade is meant. Bands are of 100 points.
pub fn of_total<'a>(total: &'a Total, profile: &'a Profile) -> Option<TotalGrade<'a>> {
    let grade = total.grade.cell().filter(|cell| !cell.is_empty())?;
    let score = total.score.cell()?;
    if total.weight.number().is_some_and(|weight| weight != Dec::HUNDRED) {
        return None;
    }
    let points = score.number()?;
    let right = grade::of_total(points, profile)?;
    let named = match named_in_cell(grade.compact(), profile) {
        GradeCell::Grade(named) => Some(named),
        GradeCell::NoGrade => None,
        GradeCell::Open => return None,
    };
    Some(TotalGrade { grade, score, points, right, named })
}

/// The grade that `cell` should name beside a total of `points`, where it is blank or names
/// another.
pub fn due<'a>(cell: &Cell, points: Dec, profile: &'a Profile) -> Option<&'a Grade> {
    let right = grade::of_total(points, profile)?;
    let is_due = match named_in_cell(cell.compact(), profile) {
        GradeCell::Grade(named) => named != right,
        GradeCell::NoGrade => true,
        GradeCell::Open => cell.is_blank(),
    };
    is_due.then_some(right)
}

/// `☑优 □良 □中 □差`
pub fn lists_grades(text: &str) -> bool {
    text.contains(TICKS) || text.contains(BOXES)
}

const TICKS: [char; 8] = ['☑', '√', '■', '✓', '✔', '●', '☒', '🗹'];
const BOXES: [char; 4] = ['□', '☐', '○', '◻'];

/// The one grade a text names: `优`, `优秀`, `优（90分以上）`, `评价等级为优`, `☑优 □良 □中 □差`.
fn named_in_cell<'a>(text: &str, profile: &'a Profile) -> GradeCell<'a> {
    const LONGEST_WORD: usize = 4;
    let opens = |text: &str| {
        profile
            .grades
            .iter()
            .filter(|grade| text.starts_with(grade.name.as_str()))
            .max_by_key(|grade| grade.name.len())
    };
    if let Some((before, ticked)) = text.split_once(TICKS) {
        let is_mark = |c: char| TICKS.contains(&c) || BOXES.contains(&c);
        let closed = profile.grades.iter().find(|grade| before.ends_with(grade.name.as_str()));
        // The marks are before the words or after them: `优☑ 良□`. `优√良` is ambiguous.
        return match closed {
            Some(grade) if text.ends_with(is_mark) => GradeCell::Grade(grade),
            Some(_) if !text.starts_with(is_mark) => GradeCell::Open,
            _ => opens(ticked).map_or(GradeCell::Open, GradeCell::Grade),
        };
    }
    let bare = text.trim_matches(['“', '”', '"', '(', ')', '【', '】']);
    let named: Vec<&Grade> =
        profile.grades.iter().filter(|grade| bare.contains(grade.name.as_str())).collect();
    // 优良 and a printed list name several grades, `一般` and `合格` none.
    match (opens(bare), named.as_slice()) {
        (Some(grade), [_]) => GradeCell::Grade(grade),
        (None, [only]) if bare.ends_with(only.name.as_str()) || bare.contains("等级") => {
            GradeCell::Grade(only)
        }
        (_, []) if is_word(bare, LONGEST_WORD) && !profile.grades.is_empty() => GradeCell::NoGrade,
        _ => GradeCell::Open,
    }
}

fn is_word(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.chars().count() <= longest && text.chars().all(char::is_alphabetic)
}

/// A sentence with a score and a grade, and the place of the grade.
pub struct GradedScore<'a> {
    pub text: &'a Cell,
    pub points: Dec,
    pub grade: &'a str,
    /// UTF-16 offsets in the text as typed.
    pub span: (usize, usize),
    pub right: &'a Grade,
}

impl GradedScore<'_> {
    /// What the text calls 优 may be 优秀 in the profile.
    pub fn is_right(&self) -> bool {
        self.right.name.starts_with(self.grade)
    }
}

/// The sentences of a document, outside its rows, that name one score and its grade:
/// `自评得分92.5分，评价等级为“良”`.
pub fn graded_scores<'a>(
    document: &'a Document,
    profile: &'a Profile,
) -> impl Iterator<Item = GradedScore<'a>> {
    let texts = cells_of(document).into_iter().filter(|cell| !cell.place.is_in_row());
    texts.flat_map(|text| graded_in(text, profile))
}

fn graded_in<'a>(cell: &'a Cell, profile: &'a Profile) -> Vec<GradedScore<'a>> {
    if !cell.text().contains("等级") {
        return Vec::new();
    }
    let running = cell.running();
    let mut at = 0;
    let mut found = Vec::new();
    for sentence in running.text.split_inclusive(['。', ';', '；', '\n']) {
        let start = at;
        at += sentence.len();
        let Some((points, named)) = scored_and_graded(sentence) else { continue };
        let right = grade::of_total(points, profile);
        if let Some((grade, right)) = sentence.get(named.clone()).zip(right) {
            let span = running.span(start + named.start..start + named.end);
            found.push(GradedScore { text: cell, points, grade, span, right });
        }
    }
    found
}

/// The only score of a sentence, and the range of its grade.
fn scored_and_graded(sentence: &str) -> Option<(Dec, Range<usize>)> {
    const SCORES: [&str; 5] = ["得分", "总分", "评分", "分数", "自评"];
    let grade = grade::named_in(sentence)?;
    let before = sentence.get(..grade.start)?;
    let points = |word: &str| {
        let stated = before
            .split(word)
            .skip(1)
            .filter_map(|rest| rest.trim_start_matches(grade::LINKS).split_once('分'));
        stated.filter_map(|(figure, _)| Dec::read(figure)).collect::<Vec<_>>()
    };
    let scores: Vec<Dec> = SCORES.iter().flat_map(|word| points(word)).collect();
    let [score] = scores.as_slice() else { return None };
    // Grades are of totals, not of the points of one indicator.
    const OTHER: [&str; 7] = ["上年", "去年", "上一年", "指标自评", "指标得分", "此项", "该项"];
    (!contains_any(sentence, &OTHER)).then_some((*score, grade))
}
