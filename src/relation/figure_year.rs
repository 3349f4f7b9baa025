//! One figure that a filing gives as of two years.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::filing::{AccountLine, BaseLine, Cell, Document, Head, MaybeCell};
use crate::narrative::figure_year::{digits, figures_of, is_standing};
use crate::narrative::scanner::is_cjk;
use crate::order::sorted_by_key;
use crate::relation::dates::evaluated_year;
use crate::relation::prose::cells_of;
use crate::relation::years::Said;
use crate::value::Column;
use crate::value::number::Dec;
use crate::value::unit::Dimension;

/// A figure of a text that is said to be of `year`, and is of `other` elsewhere.
pub struct OfAnotherYear<'a> {
    pub said: Said<'a>,
    pub year: i32,
    pub other: i32,
    pub elsewhere: &'a Cell,
}

struct Figure<'a> {
    cell: &'a Cell,
    /// The index of its sentence; 0 in a table.
    sentence: usize,
    span: (usize, usize),
    year: i32,
    /// That of its document.
    evaluated: i32,
    words: String,
    digits: usize,
    /// Whether the place says itself that it is of that year.
    is_own: bool,
    is_in_text: bool,
    is_standing: bool,
}

type Key = (Dec, Dimension);

/// Every figure that a text gives as of another year than other places do.
pub fn of_another_year(documents: &[Document]) -> Vec<OfAnotherYear<'_>> {
    let mut figures: HashMap<Key, Vec<Figure<'_>>> = HashMap::default();
    let common = common_year(documents);
    let year = |document: &Document| evaluated_year(document.head()).or(common);
    for (document, year) in documents.iter().filter_map(|one| Some((one, year(one)?))) {
        cells_of(document).into_iter().for_each(|cell| add_text(cell, year, &mut figures));
    }
    // Tables matter only for the figures that some text gives as of another year.
    let is_open = |figure: &Figure<'_>| figure.year != figure.evaluated && figure.is_own;
    figures.retain(|_, of_key| of_key.iter().any(is_open));
    if figures.is_empty() {
        return Vec::new();
    }
    for (document, year) in documents.iter().filter_map(|one| Some((one, year(one)?))) {
        add_tables(document, year, &mut figures);
    }
    let found = figures.values().flat_map(|of_key| judge(of_key)).collect();
    let mut found = sorted_by_key(found, |figure| (figure.said.cell.place.order, figure.said.span));
    // The figures of one sentence have one year.
    found.dedup_by(|next, one| {
        core::ptr::eq(next.said.cell, one.said.cell) && next.year == one.year
    });
    found
}

/// The year of all documents that say theirs.
fn common_year(documents: &[Document]) -> Option<i32> {
    let years: HashSet<i32> =
        documents.iter().filter_map(|document| evaluated_year(document.head())).collect();
    years.iter().next().copied().filter(|_| years.len() == 1)
}

fn add_text<'a>(cell: &'a Cell, evaluated: i32, figures: &mut HashMap<Key, Vec<Figure<'a>>>) {
    /// Fewer digits meet by chance.
    const FEWEST: usize = 3;
    if !cell.class().has_year() {
        return;
    }
    for figure in figures_of(cell.prose()) {
        let (item, digits) = (figure.item, digits(figure.item));
        let Some(number) = item.base().filter(|_| digits >= FEWEST) else { continue };
        let words = item.topic.chars().chain(item.label.chars()).chain(item.tail.chars());
        figures.entry((number, item.unit.dimension)).or_default().push(Figure {
            cell,
            sentence: figure.sentence,
            span: item.span,
            year: figure.year,
            evaluated,
            words: words.filter(|c| is_cjk(*c) && !matches!(c, '年' | '度')).collect(),
            digits,
            is_own: figure.is_own,
            is_in_text: true,
            is_standing: is_standing(item),
        });
    }
}

/// Adds the amounts and results of a table that some text gives too: those of last year's column
/// are of the year before.
fn add_tables<'a>(
    document: &'a Document,
    evaluated: i32,
    figures: &mut HashMap<Key, Vec<Figure<'a>>>,
) {
    let title = document.head().title.compact();
    let mut name = "";
    document.visit(&mut |cell| {
        if cell.column == Column::Words && !cell.place.is_one_of(&[Head::FIELDS.title]) {
            name = cell.compact();
        }
        if !matches!(cell.column, Column::Money | Column::Measure) {
            return;
        }
        let Some((number, figure)) = cell.figure().and_then(|it| Some((it.base()?, it))) else {
            return;
        };
        let Some(of_key) = figures.get_mut(&(number, figure.unit.dimension)) else { return };
        let is_last =
            cell.place.is_one_of(&[BaseLine::FIELDS.previous, AccountLine::FIELDS.previous]);
        let words = title.chars().chain(name.chars());
        of_key.push(Figure {
            cell,
            sentence: 0,
            span: (0, 0),
            year: evaluated.saturating_sub(i32::from(is_last)),
            evaluated,
            words: words.filter(|c| is_cjk(*c) && !matches!(c, '年' | '度')).collect(),
            digits: of_key.first().map_or(0, |first| first.digits),
            is_own: true,
            is_in_text: false,
            is_standing: false,
        });
    });
}

/// The figures of one number whose year is another than elsewhere.
fn judge<'a>(figures: &[Figure<'a>]) -> Vec<OfAnotherYear<'a>> {
    let accused = figures.iter().filter(|figure| {
        let is_alone =
            figures.iter().all(|other| other.year != figure.year || !is_elsewhere(other, figure));
        figure.is_in_text
            && figure.is_own
            && !figure.is_standing
            && figure.year != figure.evaluated
            && is_alone
    });
    accused
        .filter_map(|figure| {
            let elsewhere = figures.iter().find(|other| contradicts(other, figure))?;
            Some(OfAnotherYear {
                said: Said { cell: figure.cell, span: figure.span },
                year: figure.year,
                other: elsewhere.year,
                elsewhere: elsewhere.cell,
            })
        })
        .collect()
}

/// Whether another place gives the figure as of its document's year, in so many digits and of such
/// words that it is no other figure; or as of another year in the very same words.
fn contradicts(other: &Figure<'_>, figure: &Figure<'_>) -> bool {
    // So many digits need no word in common; with fewer, so many characters.
    let alike = match figure.digits {
        6.. => Some(0),
        5 => Some(2),
        4 => Some(3),
        _ => None,
    };
    let is_of_year = other.year == figure.evaluated && other.evaluated == figure.evaluated;
    let is_named = alike.is_some_and(|alike| shares(&other.words, &figure.words, alike));
    is_elsewhere(other, figure)
        && !other.is_standing
        && (is_of_year && is_named || is_copy(other, figure))
}

/// Whether they are of two sentences, or one of a table.
fn is_elsewhere(other: &Figure<'_>, figure: &Figure<'_>) -> bool {
    !core::ptr::eq(other.cell, figure.cell) || other.sentence != figure.sentence
}

/// Whether an earlier cell gives the figure in the same words, but as of another year.
fn is_copy(other: &Figure<'_>, figure: &Figure<'_>) -> bool {
    let least = if figure.digits < 4 { 16 } else { 8 };
    other.is_in_text
        && other.is_own
        && other.year != figure.year
        && other.cell.place.order < figure.cell.place.order
        && shares(&other.words, &figure.words, least)
}

/// Whether two texts have so many characters in a row in common.
fn shares(one: &str, other: &str, length: usize) -> bool {
    let runs = |text: &str| -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        chars.windows(length.max(1)).map(|run| run.iter().collect()).collect()
    };
    if length == 0 {
        return true;
    }
    let known: HashSet<String> = runs(one).into_iter().collect();
    runs(other).iter().any(|run| known.contains(run))
}
