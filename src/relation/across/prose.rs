//! What a table's own prose says of the figures in its rows.

use core::ops::Range;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::filing::row::{Row, on_one_scale};
use crate::filing::{Cell, Evaluation, FundLine, Indicator, MaybeCell, Place};
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::text::is_letter;
use crate::value::unit::Dimension;

/// Shorter names are found inside others.
const SHORTEST_NAME: usize = 4;
/// More names with one beginning than a form has.
const MOST_ALIKE: usize = 32;

/// A figure that prose gives for a row, and the cell it speaks of.
pub struct Statement<'a> {
    pub prose: &'a Cell,
    pub cell: &'a Cell,
    pub stated: String,
    /// UTF-16 offsets of the figure in the prose.
    pub span: (usize, usize),
    pub agrees: bool,
    /// Do the two differ by less than the half of one of them?
    pub is_near: bool,
}

/// A name that prose may give a figure for, and what the table has for it.
#[derive(Clone, Copy)]
struct Named<'a> {
    name: &'a str,
    cell: &'a Cell,
    figure: &'a Figure,
}

/// Every figure that a table's goals, achievements and reasons as a whole give by name.
pub fn statements(table: &Evaluation) -> Vec<Statement<'_>> {
    let goals = table.goals.as_ref();
    let mut found = Vec::new();
    if let Some(expected) = goals.and_then(|goals| prose(&goals.expected)) {
        let targets = |row| named(row, row.target.as_ref(), Row::new(row).target());
        found.extend(stated_in(expected, &Names::of(table.indicators.iter().filter_map(targets))));
    }
    let achieved =
        [goals.map(|goals| &goals.achieved), Some(&table.reason), Some(&table.conclusion)];
    let achieved: Vec<&Cell> = achieved.into_iter().flatten().filter_map(prose).collect();
    if !achieved.is_empty() {
        let line = table.funds.as_ref().and_then(|funds| funds.total.as_ref());
        let names = Names::of(
            table.indicators.iter().filter_map(result).chain(line.into_iter().flat_map(of_funds)),
        );
        found.extend(achieved.into_iter().flat_map(|text| stated_in(text, &names)));
    }
    found
}

/// The results of a table's rows by their names.
pub fn results(table: &Evaluation) -> Names<'_> {
    Names::of(table.indicators.iter().filter_map(result))
}

/// What a row's own reason says of its result.
pub fn of_row(row: &Indicator) -> Vec<Statement<'_>> {
    match (prose(&row.reason), result(row)) {
        (Some(text), Some(result)) => stated_in(text, &Names::of([result])),
        _ => Vec::new(),
    }
}

/// A row's result as a figure of its own, not one among words.
fn result(row: &Indicator) -> Option<Named<'_>> {
    named(row, row.actual.as_ref().filter(|cell| cell.figure().is_some()), Row::new(row).actual())
}

fn named<'a>(
    row: &'a Indicator,
    cell: Option<&'a Cell>,
    figure: Option<&'a Figure>,
) -> Option<Named<'a>> {
    let (cell, figure) = (cell?, figure?);
    let name = row.name.name_key();
    (name.chars().nth(SHORTEST_NAME - 1).is_some()).then_some(Named { name, cell, figure })
}

fn of_funds(line: &FundLine) -> impl Iterator<Item = Named<'_>> {
    let cells = [
        ("年初预算数", &line.initial),
        ("年初预算", &line.initial),
        ("全年预算数", &line.budget),
        ("全年预算", &line.budget),
        ("预算执行率", &line.rate),
    ];
    cells.into_iter().filter_map(|(name, cell)| {
        let cell = cell.as_ref()?;
        Some(Named { name, cell, figure: cell.figure()? })
    })
}

/// Names by their first characters, so that prose is read once for all of them.
pub struct Names<'a> {
    by_start: HashMap<&'a str, Vec<Named<'a>>>,
}

impl<'a> Names<'a> {
    fn of(names: impl IntoIterator<Item = Named<'a>>) -> Names<'a> {
        let mut by_start: HashMap<&'a str, Vec<Named<'a>>> = HashMap::default();
        for named in names {
            let alike = by_start.entry(start(named.name)).or_default();
            if alike.len() < MOST_ALIKE {
                alike.push(named);
            }
        }
        Names { by_start }
    }
}

/// The characters by which a name is looked up.
fn start(text: &str) -> &str {
    let end = text.char_indices().nth(SHORTEST_NAME).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

fn prose(cell: &Option<Cell>) -> Option<&Cell> {
    cell.as_ref().filter(|cell| !cell.is_empty())
}

/// What the prose says of the names, where that is one figure of the same unit: the name at the
/// start of a clause, the figure right after it.
pub fn stated_in<'a>(prose: &'a Cell, names: &Names<'a>) -> Vec<Statement<'a>> {
    let text = prose.running();
    let mut found: Vec<Statement<'a>> = Vec::new();
    let mut told: HashSet<&Place> = HashSet::default();
    for (at, rest) in clauses(&text.text) {
        for named in names.by_start.get(start(rest)).into_iter().flatten() {
            let Some((figure, printed)) = rest.strip_prefix(named.name).and_then(figure_after)
            else {
                continue;
            };
            let Some(agrees) = agrees(&figure, named.figure) else { continue };
            // What is said again and again is said once.
            if told.insert(&named.cell.place) {
                let begins = at + named.name.len();
                let printed = begins + printed.start..begins + printed.end;
                let stated = text.text.get(printed.clone()).unwrap_or_default().to_owned();
                let is_near = is_near(&figure, named.figure);
                found.push(Statement {
                    prose,
                    cell: named.cell,
                    stated,
                    span: text.span(printed),
                    agrees,
                    is_near,
                });
            }
        }
    }
    found
}

/// Each place at which a name may stand, with the text from there on.
///
/// 困难人口参保率 is not 参保率: nothing but a verb or the place may stand before the name.
fn clauses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    const BEFORE: [&str; 11] =
        ["实现", "完成", "其中", "全市", "全省", "全县", "全区", "我市", "我县", "我省", "全年"];
    let mut before = None;
    text.char_indices().filter_map(move |(at, c)| {
        let opens = match before.replace(c) {
            Some(before) if is_letter(before) || before.is_ascii_digit() => {
                let head = text.get(..at).unwrap_or_default();
                BEFORE.iter().any(|word| head.ends_with(word))
            }
            _ => true,
        };
        if opens { Some((at, text.get(at..)?)) } else { None }
    })
}

/// The one figure of a clause that goes on after a name, and where it is printed.
fn figure_after(rest: &str) -> Option<(Figure, Range<usize>)> {
    /// In bytes.
    const LONGEST_NOUN: usize = 9;
    const LINKS: [&str; 6] = ["达到", "达", "为", "是", ":", "="];
    let is_end = |c: char| matches!(c, ',' | '。' | ';' | '、' | '(' | '\n' | '!' | '?');
    let clause = rest.split(is_end).next()?;
    let stated = LINKS.iter().find_map(|link| clause.strip_prefix(link)).unwrap_or(clause);
    if !stated.starts_with(|c: char| c.is_ascii_digit())
        || stated.contains("余")
        || stated.contains("多")
    {
        return None;
    }
    let [figure] = <[Figure; 1]>::try_from(Figure::all(stated)).ok()?;
    let is_printed =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | '万' | '亿' | '元' | '人');
    let begins = clause.len() - stated.len();
    let ends = stated.find(|c| !is_printed(c)).unwrap_or(stated.len());
    let noun = if stated.get(ends..).is_some_and(|rest| rest.starts_with(&*figure.unit.noun)) {
        figure.unit.noun.len()
    } else {
        0
    };
    // 万人比上年增加 is no unit.
    let noun = if noun > LONGEST_NOUN { 0 } else { noun };
    Some((figure, begins..begins + ends + noun))
}

/// Equal at the coarser of the two precisions; `None` unless both are for certain the same kind of
/// thing.
pub fn agrees(stated: &Figure, cell: &Figure) -> Option<bool> {
    let alike = stated.unit.dimension == cell.unit.dimension
        && stated.unit.dimension != Dimension::Bare
        && cell.upper.is_none();
    // 万人比上年增加 begins with 人.
    let nouns = stated.unit.noun.starts_with(&*cell.unit.noun) && !cell.unit.noun.is_empty();
    if !alike || !nouns {
        return None;
    }
    let (x, y) = on_one_scale(stated, cell)?;
    if x == y {
        return Some(true);
    }
    let resolution = |figure: &Figure| {
        figure.unit.power.saturating_sub(i32::try_from(figure.number.decimals()).unwrap_or(0))
    };
    let (a, b): (Dec, Dec) = (stated.base()?, cell.base()?);
    let (p, q) = (resolution(stated), resolution(cell));
    let (coarse, fine, to) = if p >= q { (a, b, p) } else { (b, a, q) };
    Some(fine.shift(-to)?.round(0).shift(to)? == coarse)
}

fn is_near(stated: &Figure, cell: &Figure) -> bool {
    let twice = |figure: &Figure| figure.base().and_then(|base| base.abs().times(Dec::new(2, 0)));
    let (Some(a), Some(b)) = (stated.base(), cell.base()) else { return false };
    twice(stated).is_some_and(|twice| b.abs() < twice)
        && twice(cell).is_some_and(|twice| a.abs() < twice)
}
