//! What a table's own prose says of the figures in its rows.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::filing::{Cell, Evaluation, FundLine, Indicator, MaybeCell, Place};
use crate::scoring::row::{Row, on_one_scale};
use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::text::fold;
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
}

/// A name that prose may give a figure for, and what the table has for it.
struct Named<'a> {
    name: Vec<char>,
    cell: &'a Cell,
    figure: &'a Figure,
}

/// Every figure that a table's goals, achievements and reasons give by name.
pub fn statements(table: &Evaluation) -> Vec<Statement<'_>> {
    let goals = table.goals.as_ref();
    let mut found = Vec::new();
    if let Some(expected) = goals.and_then(|goals| prose(&goals.expected)) {
        let targets = |row| named(row, row.target.as_ref(), Row::new(row).target());
        found.extend(expected.statements(&Names::of(table.indicators.iter().filter_map(targets))));
    }
    let results = |row| named(row, row.actual.as_ref(), own_figure(row));
    let achieved = [goals.map(|goals| &goals.achieved), Some(&table.reason), Some(&table.conclusion)];
    let achieved: Vec<Prose<'_>> = achieved.into_iter().flatten().filter_map(prose).collect();
    if !achieved.is_empty() {
        let line = table.funds.as_ref().and_then(|funds| funds.total.as_ref());
        let names = Names::of(table.indicators.iter().filter_map(results).chain(line.into_iter().flat_map(of_funds)));
        found.extend(achieved.iter().flat_map(|text| text.statements(&names)));
    }
    for row in &table.indicators {
        if let (Some(text), Some(result)) = (prose(&row.reason), results(row)) {
            found.extend(text.statements(&Names::of([result])));
        }
    }
    found
}

fn named<'a>(row: &Indicator, cell: Option<&'a Cell>, figure: Option<&'a Figure>) -> Option<Named<'a>> {
    let name: Vec<char> = row.name.name_key().chars().collect();
    (name.len() >= SHORTEST_NAME).then_some(Named { name, cell: cell?, figure: figure? })
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
        Some(Named { name: name.chars().collect(), cell, figure: cell.figure()? })
    })
}

/// Names by their first characters, so that prose is read once for all of them.
struct Names<'a> {
    by_start: HashMap<Vec<char>, Vec<Named<'a>>>,
}

impl<'a> Names<'a> {
    fn of(names: impl IntoIterator<Item = Named<'a>>) -> Names<'a> {
        let mut by_start: HashMap<Vec<char>, Vec<Named<'a>>> = HashMap::default();
        for named in names {
            let start: Vec<char> = named.name.iter().take(SHORTEST_NAME).copied().collect();
            let alike = by_start.entry(start).or_default();
            if alike.len() < MOST_ALIKE {
                alike.push(named);
            }
        }
        Names { by_start }
    }
}

fn prose(cell: &Option<Cell>) -> Option<Prose<'_>> {
    cell.as_ref().filter(|cell| !cell.value.is_empty()).map(Prose::of)
}

/// The result as a figure of its own, not one among words.
fn own_figure(row: &Indicator) -> Option<&Figure> {
    row.actual.as_ref()?.figure()?;
    Row::new(row).actual()
}

/// A prose cell without its spaces and quotes, each character with its UTF-16 offset.
struct Prose<'a> {
    cell: &'a Cell,
    chars: Vec<(char, usize)>,
}

impl<'a> Prose<'a> {
    fn of(cell: &'a Cell) -> Prose<'a> {
        let mut offset = 0;
        let mut chars = Vec::new();
        for c in cell.text.chars() {
            let folded = fold(c);
            if !matches!(folded, ' ' | '“' | '”' | '"' | '‘' | '’' | '《' | '》') || c == '\n' {
                chars.push((if c == '\n' { c } else { folded }, offset));
            }
            offset += c.len_utf16();
        }
        Prose { cell, chars }
    }

    /// What the prose says of the names, where that is one figure of the same unit: the name at the start of a clause, the figure right
    /// after it.
    fn statements(&self, names: &Names<'a>) -> Vec<Statement<'a>> {
        let mut found: Vec<Statement<'a>> = Vec::new();
        let mut told: HashSet<&Place> = HashSet::default();
        for at in (0..self.chars.len()).filter(|at| self.opens_clause(*at)) {
            let Some(window) = self.chars.get(at..at + SHORTEST_NAME) else { break };
            let start: Vec<char> = window.iter().map(|(c, _)| *c).collect();
            for named in names.by_start.get(&start).into_iter().flatten().filter(|named| self.stands_at(&named.name, at)) {
                let Some((stated, text, span)) = self.figure_after(at + named.name.len()) else { continue };
                let Some(agrees) = agrees(&stated, named.figure) else { continue };
                // What is said again and again is said once.
                if told.insert(&named.cell.place) {
                    found.push(Statement { prose: self.cell, cell: named.cell, stated: text, span, agrees });
                }
            }
        }
        found
    }

    fn stands_at(&self, name: &[char], at: usize) -> bool {
        self.chars.get(at..at + name.len()).is_some_and(|window| window.iter().map(|(c, _)| c).eq(name.iter()))
    }

    /// 困难人口参保率 is not 参保率: nothing but a verb or the place may stand before the name.
    fn opens_clause(&self, at: usize) -> bool {
        const BEFORE: [&str; 11] = ["实现", "完成", "其中", "全市", "全省", "全县", "全区", "我市", "我县", "我省", "全年"];
        let before: String =
            self.chars.get(at.saturating_sub(2)..at).map(|window| window.iter().map(|(c, _)| *c).collect()).unwrap_or_default();
        before.chars().next_back().is_none_or(|c| !c.is_alphabetic() && !c.is_ascii_digit()) || BEFORE.contains(&before.as_str())
    }

    fn figure_after(&self, at: usize) -> Option<(Figure, String, (usize, usize))> {
        const LINKS: [&str; 6] = ["达到", "达", "为", "是", ":", "="];
        let is_end = |c: char| matches!(c, ',' | '。' | ';' | '、' | '(' | '\n' | '!' | '?');
        let clause: Vec<(char, usize)> = self.chars.get(at..)?.iter().copied().take_while(|(c, _)| !is_end(*c)).collect();
        let text: String = clause.iter().map(|(c, _)| *c).collect();
        let rest = LINKS.iter().find_map(|link| text.strip_prefix(link)).unwrap_or(&text);
        if !rest.starts_with(|c: char| c.is_ascii_digit()) || rest.contains("余") || rest.contains("多") {
            return None;
        }
        let [figure] = <[Figure; 1]>::try_from(Figure::all(rest)).ok()?;
        let skipped = text.chars().count() - rest.chars().count();
        let printed = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '%' | '万' | '亿' | '元' | '人')).count();
        let first = clause.get(skipped)?.1;
        let (last, end) = clause.get(skipped + printed.checked_sub(1)?)?;
        Some((figure, rest.chars().take(printed).collect(), (first, end + last.len_utf16())))
    }
}

/// Equal at the coarser of the two precisions; `None` unless both are for certain the same kind of thing.
fn agrees(stated: &Figure, cell: &Figure) -> Option<bool> {
    let alike = stated.unit.dimension == cell.unit.dimension && stated.unit.dimension != Dimension::Bare && cell.upper.is_none();
    // 万人比上年增加 begins with 人.
    let nouns = stated.unit.noun.starts_with(&cell.unit.noun) && !cell.unit.noun.is_empty();
    if !alike || !nouns {
        return None;
    }
    let (x, y) = on_one_scale(stated, cell)?;
    if x == y {
        return Some(true);
    }
    let resolution = |figure: &Figure| figure.unit.power.saturating_sub(i32::try_from(figure.number.decimals()).unwrap_or(0));
    let (a, b): (Dec, Dec) = (stated.base()?, cell.base()?);
    let (p, q) = (resolution(stated), resolution(cell));
    let (coarse, fine, to) = if p >= q { (a, b, p) } else { (b, a, q) };
    Some(fine.shift(-to)?.round(0).shift(to)? == coarse)
}
