//! Makes next year's filing from this year's.

use crate::error::Error;
use crate::filing::{
    AccountLine, BaseLine, Cell, Document, Field, Filing, FundAccounts, Goals, Head, Indicator,
    Key, ProjectTargets, Task, Total,
};
use crate::json::{Json, put};
use crate::order::sorted;
use crate::value::Column;
use crate::value::date::{Date, years_in};
use crate::value::text::{compact, fold};

/// The keys of sentences about aims, which stay; other sentences are about results of the year.
const LASTING: [&Field; 6] = [
    Goals::FIELDS.expected,
    Task::FIELDS.content,
    ProjectTargets::FIELDS.purpose,
    ProjectTargets::FIELDS.basis,
    ProjectTargets::FIELDS.goal,
    ProjectTargets::FIELDS.period_goal,
];

/// Makes next year's filing from this year's: the same forms, to be filled in again.
///
/// **Kept** as they were typed: the profile; which forms, rows, lines and columns there are; names
/// of departments, projects, funds, lines and tasks; the units of money; indicators with their
/// levels, signs, targets, units and points; goals, contents of tasks, purposes and policy bases;
/// goals, targets and amounts of a whole period (`periodGoal`, `periodTarget`, `periodAmount`); the
/// headings of reports; any member that is not part of the forms.
///
/// **Moved on by a year**: the year of a document in its own cell and in its title; the years in its
/// labels; start and end, if together they are exactly that year. Other texts may name the old year; the rules about dates
/// report them.
///
/// **Carried over**: in base data and fund accounts this year's `actual` becomes last year's column
/// (`previous`), if the form has one, and the closing balance becomes the opening one
/// (`opening.actual`).
///
/// **Blank**: every other figure of the year (money, head counts, areas, rates, scores, actual
/// values, coefficients); the grade; achievements, reasons, conclusions, problems, measures,
/// accounts and notes; the filing date; the texts of reports. The cells stay in the form.
///
/// **Dropped**: `acknowledged`, which answers findings of the old filing.
///
/// # Errors
/// If `filing` is malformed.
pub fn next_year<'a>(filing: impl Into<Json<'a>>) -> Result<Json<'static>, Error> {
    let filing = filing.into();
    let read = Filing::of(&filing)?;
    let mut next = filing.to_static();
    if let Json::Object(members) = &mut next {
        members.remove("acknowledged");
    }
    for (path, value) in read.documents.iter().flat_map(edits) {
        put(&mut next, &path, value)?;
    }
    Ok(next)
}

/// A JSON pointer to a cell, and next year's text or number in it.
type Edit = (String, Json<'static>);

fn edits(document: &Document) -> Vec<Edit> {
    let year = document.head().evaluated_year();
    let mut edits = Vec::new();
    document.visit(&mut |cell| {
        let next = match year {
            _ if is_label(cell, document) => {
                all_moved(cell.text()).map(|text| Json::String(text.into()))
            }
            Some(year)
                if cell.column == Column::Year || cell.place.is_one_of(&[Head::FIELDS.title]) =>
            {
                moved(cell, year)
            }
            _ if is_of_the_year(cell) && !cell.text().trim().is_empty() => Some(blank()),
            _ => None,
        };
        edits.extend(next.map(|next| (cell.place.pointer(), next)));
    });
    match document {
        Document::BaseData(data) => {
            data.lines.iter().for_each(|line| base_line_edits(line, &mut edits))
        }
        Document::FundAccounts(accounts) => account_edits(accounts, &mut edits),
        Document::ProjectTargets(targets) => {
            edits.extend(period_edits(&targets.start, &targets.end, year))
        }
        _ => edits.extend(
            document
                .evaluation()
                .into_iter()
                .flat_map(|table| period_edits(&table.start, &table.end, year)),
        ),
    }
    edits
}

/// Whether a cell is about this year alone, so that next year it must be filled in again.
fn is_of_the_year(cell: &Cell) -> bool {
    match cell.column {
        Column::Money => !cell
            .place
            .is_one_of(&[ProjectTargets::FIELDS.period_amount, BaseLine::FIELDS.previous]),
        Column::Count | Column::Rate | Column::Score => true,
        Column::Measure => cell.place.is_one_of(&[Indicator::FIELDS.actual]),
        Column::Words => cell.place.is_one_of(&[Total::FIELDS.grade]),
        Column::Date => cell.place.is_one_of(&[Head::FIELDS.filed_on]),
        Column::Prose => {
            !matches!(cell.place.key, Key::Index(_)) && !cell.place.is_one_of(&LASTING)
        }
        Column::Points | Column::Sign | Column::Year | Column::MoneyUnit => false,
    }
}

fn blank() -> Json<'static> {
    Json::String("".into())
}

/// The cell a year later; `None` if it does not name the year.
fn moved(cell: &Cell, year: i32) -> Option<Json<'static>> {
    let next = year.checked_add(1)?;
    if let Json::Number(_) = cell.to_json() {
        return Some(Json::Number(i64::from(next).into()));
    }
    match year_moved(cell.text(), year, next) {
        text if text != cell.text() => Some(Json::String(text.into())),
        // A year in Chinese numerals: 二〇二五年.
        _ if cell.column == Column::Year && cell.date().is_some() => {
            Some(Json::String(next.to_string().into()))
        }
        _ => None,
    }
}

/// Whether the cell is a label that names a year.
fn is_label(cell: &Cell, document: &Document) -> bool {
    document.head().labels.iter().any(|label| core::ptr::eq(label, cell))
}

/// The label with every year in it a year later; `None` if it has none.
fn all_moved(label: &str) -> Option<String> {
    let label = compact(label);
    let years = years_in(&label).map(|(_, year)| year).collect();
    let mut years: Vec<i32> = sorted(years, |a, b| b.cmp(a));
    years.dedup();
    let moved =
        years.iter().fold(label.to_string(), |text, year| year_moved(&text, *year, year + 1));
    (!years.is_empty()).then_some(moved)
}

/// The text with `next` for `year`, unless `year` is part of a longer number.
fn year_moved(text: &str, year: i32, next: i32) -> String {
    let mut moved = String::with_capacity(text.len());
    let mut digits = String::new();
    // The final `None` ends a number at the end of the text.
    for c in text.chars().map(Some).chain([None]) {
        match c {
            Some(c) if fold(c).is_ascii_digit() => digits.push(c),
            _ => {
                let number: String = digits.chars().map(fold).collect();
                if number == year.to_string() {
                    moved.push_str(&next.to_string())
                } else {
                    moved.push_str(&digits)
                }
                digits.clear();
                moved.extend(c);
            }
        }
    }
    moved
}

/// Moves start and end by a year if the project begins and ends with the year.
fn period_edits(start: &Option<Cell>, end: &Option<Cell>, year: Option<i32>) -> Vec<Edit> {
    let (Some(start), Some(end), Some(year)) = (start, end, year) else { return Vec::new() };
    let begins = start.date().map(Date::earliest) == Some((year, 1, 1));
    let ends = end.date().map(Date::latest) == Some((year, 12, 31));
    let cells = [start, end].into_iter().filter(|_| begins && ends);
    cells.filter_map(|cell| Some((cell.place.pointer(), moved(cell, year)?))).collect()
}

fn base_line_edits(line: &BaseLine, edits: &mut Vec<Edit>) {
    edits.extend(last_year_edit(&line.previous, &line.actual));
    line.parts.iter().for_each(|part| base_line_edits(part, edits));
}

fn account_line_edits(line: &AccountLine, edits: &mut Vec<Edit>) {
    edits.extend(last_year_edit(&line.previous, &line.actual));
    line.parts.iter().for_each(|part| account_line_edits(part, edits));
}

fn account_edits(accounts: &FundAccounts, edits: &mut Vec<Edit>) {
    let lines = [
        &accounts.opening, &accounts.income, &accounts.expenditure, &accounts.surplus,
        &accounts.closing,
    ];
    lines.into_iter().flatten().for_each(|line| account_line_edits(line, edits));
    let opening = accounts.opening.as_ref().and_then(|line| line.actual.as_ref());
    let closing = accounts.closing.as_ref().and_then(|line| line.actual.as_ref());
    edits.extend(
        opening
            .zip(closing)
            .map(|(opening, closing)| (opening.place.pointer(), closing.to_json().to_static())),
    );
}

/// Moves this year's figure into the column of last year, unless the form prints a dash there.
fn last_year_edit(previous: &Option<Cell>, actual: &Option<Cell>) -> Option<Edit> {
    let previous = previous.as_ref().filter(|cell| cell.text().trim() != "—")?;
    let figure = actual.as_ref().map_or_else(blank, |cell| cell.to_json().to_static());
    Some((previous.place.pointer(), figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_every_year_of_a_label() {
        for (label, moved) in [
            ("2024年决算数", Some("2025年决算数")),
            ("楼堂馆所控制情况 （2025年完工项目）", Some("楼堂馆所控制情况(2026年完工项目)")),
            ("2024年、2025年金额", Some("2025年、2026年金额")),
            ("决算数", None),
        ] {
            assert_eq!(all_moved(label).as_deref(), moved, "{label}");
        }
    }

    #[test]
    fn moves_a_year_that_is_not_part_of_a_longer_number() {
        for (text, moved) in [
            ("2025年度自评表", "2026年度自评表"),
            ("2024—2025年", "2024—2026年"),
            ("２０２５年", "2026年"),
            ("12025号、20251", "12025号、20251"),
            ("湛财绩〔2026〕2号", "湛财绩〔2026〕2号"),
            ("", ""),
        ] {
            assert_eq!(year_moved(text, 2025, 2026), moved);
        }
    }
}
