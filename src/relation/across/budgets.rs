//! What the documents of a filing say of the same money: initial budget, adjusted budget and
//! execution of a department or a project.

use rustc_hash::FxHashMap as HashMap;

use crate::filing::as_typed;
use crate::filing::{BaseLine, Cell, DepartmentTargets, Document, FundLine, Head, MaybeCell};
use crate::relation::across::kin::{MOST_KIN, may_meet, project_key};
use crate::value::number::Dec;

/// More statements of one amount than any filing makes.
const MOST_CLAIMS: usize = 64;
/// Fewer digits are found in any prose.
const FEWEST_DIGITS: usize = 4;

/// Which money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Of<'a> {
    Department,
    Project(&'a str),
    /// 项目支出 as a part of the department's.
    ProjectSpending,
}

/// Which figure of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    Initial,
    Adjusted,
    Executed,
}

/// One document's word on an amount.
struct Claim<'a> {
    document: &'a Document,
    cell: &'a Cell,
    /// Other figures of the same document for the same thing, which differ from it by rounding
    /// only.
    or: Vec<Dec>,
}

/// Two documents that do not agree: the cell to look at, and the one it should follow.
pub struct Difference<'a> {
    pub what: What,
    pub cell: &'a Cell,
    pub other: &'a Cell,
}

/// What comes of comparing; `agreements` counts those that agree.
pub struct Compared<'a> {
    pub differences: Vec<Difference<'a>>,
    pub agreements: usize,
}

pub fn compared<'a>(documents: &[&'a Document]) -> Compared<'a> {
    let mut compared = Compared { differences: Vec::new(), agreements: 0 };
    // One document agrees with itself: nothing to gather.
    if documents.len() < 2 {
        return compared;
    }
    let mut claims: HashMap<(Of<'a>, What), Vec<Claim<'a>>> = HashMap::default();
    let mut order: Vec<(Of, What)> = Vec::new();
    for document in documents.iter().copied() {
        for (of, what, cell, or) in stated(document, documents) {
            if cell.amount().is_none() {
                continue;
            }
            let key = (of, what);
            let known = claims.entry(key).or_default();
            if known.is_empty() {
                order.push(key);
            }
            if known.len() < MOST_CLAIMS {
                known.push(Claim { document, cell, or });
            }
        }
    }
    let reports = printed(documents);
    for key in &order {
        if let Some(claims) = claims.get(key) {
            compare(key.1, claims, &reports, &mut compared);
        }
    }
    compared
}

/// Every claim against the one most documents agree with; where none leads, the earliest.
fn compare<'a>(
    what: What,
    claims: &[Claim<'a>],
    reports: &HashMap<String, Vec<&Head>>,
    compared: &mut Compared<'a>,
) {
    let backing = |claim: &Claim<'a>| {
        let number = claim
            .cell
            .number()
            .map(|number| number.plain().to_string())
            .filter(|number| number.len() > FEWEST_DIGITS);
        let told = number.and_then(|number| reports.get(&number)).map_or(0, |heads| {
            heads.iter().filter(|head| may_meet(claim.document.head(), head)).count()
        });
        told + claims
            .iter()
            .filter(|other| {
                may_meet(claim.document.head(), other.document.head()) && agree(claim, other)
            })
            .count()
    };
    let backings: Vec<usize> = claims.iter().map(backing).collect();
    let ranked = || claims.iter().zip(&backings).enumerate();
    for (index, (claim, own)) in ranked() {
        let others =
            || ranked().filter(|(at, (other, _))| *at != index && may_be_compared(claim, other));
        if others().all(|(_, (other, _))| agree(claim, other)) {
            compared.agreements += usize::from(others().any(|(at, _)| at > index));
            continue;
        }
        // Whom this claim gives way to: better backed, or as well backed and earlier.
        let stronger = others()
            .filter(|(_, (other, _))| !agree(claim, other))
            .filter(|(at, (_, backing))| *backing > own || (*backing == own && *at < index))
            .max_by_key(|(at, (_, backing))| (**backing, core::cmp::Reverse(*at)));
        if let Some((_, (other, _))) = stronger {
            compared.differences.push(Difference { what, cell: claim.cell, other: other.cell });
        }
    }
}

/// Two tables of one kind for one project may be for two sources of its money.
fn may_be_compared(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    core::mem::discriminant(a.document) != core::mem::discriminant(b.document)
        && may_meet(a.document.head(), b.document.head())
}

fn agree(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    let rest = |claim: &Claim<'_>, other: &Claim<'_>| {
        claim.or.iter().any(|amount| other.cell.amount() == Some(*amount))
    };
    same_amount(a.cell, b.cell) || rest(a, b) || rest(b, a)
}

/// Equal, or one rounded to what the other is printed to.
pub fn same_amount(a: &Cell, b: &Cell) -> bool {
    let resolution = |cell: &Cell| {
        cell.figure().map(|f| {
            f.unit.power.saturating_sub(i32::try_from(f.number.decimals()).unwrap_or(i32::MAX))
        })
    };
    let (Some(x), Some(y), Some(p), Some(q)) =
        (a.amount(), b.amount(), resolution(a), resolution(b))
    else {
        return false;
    };
    if x == y {
        return true;
    }
    let (coarse, fine, resolution) = if p >= q { (x, y, p) } else { (y, x, q) };
    p != q
        && fine.shift(-resolution).and_then(|units| units.round(0).shift(resolution))
            == Some(coarse)
}

/// The figures that the reports of a filing print, and which of them do.
fn printed<'a>(documents: &[&'a Document]) -> HashMap<String, Vec<&'a Head>> {
    let mut found: HashMap<String, Vec<&Head>> = HashMap::default();
    for document in documents.iter().copied() {
        let Document::Narrative(report) = document else { continue };
        for section in &report.sections {
            for number in numbers(section.text.trimmed()) {
                let heads = found.entry(number).or_default();
                if heads.len() < MOST_KIN
                    && heads.last().is_none_or(|last| last.title != report.head.title)
                {
                    heads.push(&report.head);
                }
            }
        }
    }
    found
}

/// Every number of a text, without thousands separators and trailing zeros.
fn numbers(text: &str) -> impl Iterator<Item = String> {
    let joined: String = text.chars().filter(|c| !matches!(c, ' ' | ',')).collect();
    let runs: Vec<String> = joined
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|run| run.trim_matches('.').to_owned())
        .collect();
    runs.into_iter()
        .filter(|run| run.len() >= FEWEST_DIGITS)
        .filter_map(|run| Some(Dec::read(&run)?.plain().to_string()))
}

/// What one document states.
fn stated<'a>(
    document: &'a Document,
    documents: &[&'a Document],
) -> Vec<(Of<'a>, What, &'a Cell, Vec<Dec>)> {
    let of_line = |of: Of<'a>, line: &'a FundLine| {
        let cells = [
            (What::Initial, &line.initial),
            (What::Adjusted, &line.budget),
            (What::Executed, &line.executed),
        ];
        cells
            .into_iter()
            .filter_map(move |(what, cell)| Some((of, what, cell.as_ref()?, Vec::new())))
            .collect::<Vec<_>>()
    };
    match document {
        Document::DepartmentEvaluation(table) => {
            let mut found: Vec<_> = table
                .funds
                .iter()
                .flat_map(|funds| &funds.total)
                .flat_map(|line| of_line(Of::Department, line))
                .collect();
            let splits = table
                .funds
                .iter()
                .flat_map(|funds| &funds.breakdowns)
                .filter(|split| split.of.trimmed() == "executed");
            let spending = splits
                .flat_map(|split| &split.parts)
                .filter(|part| part.name.name_key() == "项目支出");
            found.extend(spending.filter_map(|part| {
                Some((Of::ProjectSpending, What::Executed, part.amount.as_ref()?, Vec::new()))
            }));
            found
        }
        Document::ScoreSheet(sheet) => sheet
            .funds
            .iter()
            .flat_map(|funds| &funds.total)
            .flat_map(|line| of_line(Of::Department, line))
            .collect(),
        Document::ProjectEvaluation(table) => {
            let Some(key) = project_key(&table.project) else { return Vec::new() };
            table
                .funds
                .iter()
                .flat_map(|funds| &funds.total)
                .flat_map(|line| of_line(Of::Project(key), line))
                .collect()
        }
        Document::ProjectTargets(table) => {
            let amount = project_key(&table.project).zip(table.amount.as_ref());
            amount
                .map(|(key, cell)| (Of::Project(key), What::Initial, cell, Vec::new()))
                .into_iter()
                .collect()
        }
        Document::DepartmentTargets(table) => of_targets(table).into_iter().collect(),
        Document::BaseData(data) => {
            data.lines.iter().flat_map(|line| of_expense(line, document, documents)).collect()
        }
        _ => Vec::new(),
    }
}

/// The budget of a target table: its printed total, or the one line that is all of it.
fn of_targets(table: &DepartmentTargets) -> Option<(Of<'_>, What, &Cell, Vec<Dec>)> {
    let filled = |cell: &'_ Option<Cell>| cell.amount().is_some();
    let expenditure = table.expenditure.as_ref();
    let income = table.income.as_ref();
    let totals = [expenditure.map(|e| &e.total), income.map(|i| &i.total)];
    let only = income.filter(|i| i.other.is_empty()).map(|i| &i.fiscal);
    let cell = totals.into_iter().flatten().chain(only).find(|cell| filled(cell))?.as_ref()?;
    let spent = expenditure.and_then(|e| e.basic.amount()?.plus(e.project.amount()?));
    let earned = income.and_then(|i| {
        if i.total.is_none() && i.other.is_empty() { i.fiscal.amount() } else { i.total.amount() }
    });
    Some((Of::Department, What::Initial, cell, spent.into_iter().chain(earned).collect()))
}

/// 项目支出, and 部门基本支出预算调整 where it evidently speaks of the whole department.
fn of_expense<'a>(
    line: &'a BaseLine,
    data: &'a Document,
    documents: &[&'a Document],
) -> Vec<(Of<'a>, What, &'a Cell, Vec<Dec>)> {
    let name = line.name.name_key();
    if name == "项目支出" {
        return line
            .actual
            .iter()
            .map(|cell| (Of::ProjectSpending, What::Executed, cell, Vec::new()))
            .collect();
    }
    if !name.contains("预算调整") {
        return Vec::new();
    }
    let (Some(planned), Some(spent)) = (&line.budget, &line.actual) else { return Vec::new() };
    let tables = documents.iter().copied().filter_map(|table| match table {
        Document::DepartmentEvaluation(table) => Some(table),
        _ => None,
    });
    let mut totals = tables
        .take(MOST_KIN)
        .filter(|table| may_meet(data.head(), &table.head))
        .filter_map(|table| table.funds.as_ref()?.total.as_ref());
    let whole = totals
        .find(|total| total.executed.as_ref().is_some_and(|executed| same_amount(executed, spent)));
    let Some(total) = whole else { return Vec::new() };
    let is_adjusted = total.budget.as_ref().is_some_and(|budget| same_amount(budget, planned));
    vec![(
        Of::Department,
        if is_adjusted { What::Adjusted } else { What::Initial },
        planned,
        Vec::new(),
    )]
}
/// The other table's amount as this cell would print it.
pub fn in_unit_of(cell: &Cell, other: &Cell) -> Option<String> {
    let (own, amount) = (cell.figure()?, other.amount()?.shift(-cell.figure()?.unit.power)?);
    let decimals = amount.plain().decimals().max(if own.unit == other.figure()?.unit {
        other.number()?.decimals()
    } else {
        0
    });
    Some(as_typed(cell, amount.round(decimals)))
}

/// By how much two cells differ, in the unit of the first.
pub fn apart(cell: &Cell, other: &Cell) -> Option<String> {
    let difference = cell.amount()?.minus(other.amount()?)?.shift(-cell.figure()?.unit.power)?;
    Some(difference.plain().to_string())
}
