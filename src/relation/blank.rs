//! Cells that a form requires, and in which nothing is said.

use crate::filing::pointer::Field;
use crate::filing::row::{Row, State};
use crate::filing::{
    AccountLine, Cell, Document, Evaluation, FundAccounts, FundLine, Funds, Indicator, MaybeCell,
    ProjectTargets, ScoreSheet, TaskIndicator, Total,
};
use crate::relation::due::{
    first_text, is_begun, is_named, line_name, row_name, weighs, weights_are_due,
};
use crate::value::number::Dec;

/// A blank cell that the form requires.
pub struct Blank<'a> {
    pub need: Need,
    pub cell: &'a Cell,
    /// The name of its row; empty where it belongs to none.
    pub row: &'a str,
}

/// What is to be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Year,
    Department,
    FilingDate,
    Project,
    Amount,
    Purpose,
    Basis,
    /// Neither its start nor its end is filled in.
    Period,
    /// Of a row with points.
    Target,
    Actual,
    Score,
    /// Of a row, where the others have points.
    Weight,
    /// Of a row with a target that has no points.
    TransferActual,
    /// Of an indicator that a target table names.
    Aim,
    TaskAim,
    LineRate,
    /// Of a funds line or an item of a score sheet.
    LineScore,
    LineWeight,
    LineBudget,
    LineExecuted,
    TotalWeight,
    TotalScore,
    Account,
    AccountTotal,
}

/// The cells that the form of a document has and requires, and that are blank.
pub fn blanks(document: &Document) -> Vec<Blank<'_>> {
    let mut blanks = Blanks(Vec::new());
    let head = document.head();
    blanks.require(
        "",
        [
            (Need::Year, &head.year),
            (Need::Department, &head.department),
            (Need::FilingDate, &head.filed_on),
        ],
    );
    match document {
        Document::DepartmentEvaluation(evaluation) => blanks.of_scored(evaluation),
        Document::ProjectEvaluation(evaluation) => {
            blanks.require("", [(Need::Project, &evaluation.project)]);
            blanks.of_scored(evaluation);
        }
        Document::TransferEvaluation(evaluation) => blanks.of_transfer(evaluation),
        Document::ScoreSheet(sheet) => blanks.of_sheet(sheet),
        Document::DepartmentTargets(targets) => {
            targets.indicators.iter().for_each(|indicator| blanks.of_aim(indicator));
            let tasks = targets.tasks.iter().flat_map(|task| &task.indicators);
            tasks.for_each(|indicator| blanks.of_task(indicator));
        }
        Document::ProjectTargets(targets) => blanks.of_project(targets),
        Document::FundAccounts(accounts) => blanks.of_accounts(accounts),
        Document::BaseData(_) | Document::Narrative(_) => {}
    }
    blanks.0
}

struct Blanks<'a>(Vec<Blank<'a>>);

impl<'a> Blanks<'a> {
    fn require<const N: usize>(&mut self, row: &'a str, cells: [(Need, &'a Option<Cell>); N]) {
        let blank = |(need, cell): (Need, &'a Option<Cell>)| {
            Some(Blank { need, cell: cell.cell().filter(|cell| cell.is_blank())?, row })
        };
        self.0.extend(cells.into_iter().filter_map(blank));
    }

    fn of_scored(&mut self, evaluation: &'a Evaluation) {
        self.of_funds(evaluation.funds.as_ref());
        let weights_due = weights_are_due(evaluation);
        let total = evaluation.funds.as_ref().and_then(|funds| funds.total.as_ref());
        if let Some(line) = total.filter(|line| weights_due || line.score.sign().is_some()) {
            self.require(line_name(line), [(Need::LineWeight, &line.weight)]);
        }
        for indicator in &evaluation.indicators {
            self.of_row(indicator, weights_due);
        }
        self.of_total(evaluation.total.as_ref());
    }

    fn of_row(&mut self, indicator: &'a Indicator, weights_due: bool) {
        let row = row_name(indicator);
        let is_filled = Row::new(indicator).state() == State::Filled;
        // A row that is marked 不适用 and still has its printed points owes no answer.
        if !is_filled || indicator.name.is_not_applicable() || indicator.target.is_not_applicable()
        {
            return;
        }
        if weighs(&indicator.weight) {
            if indicator.period_target.is_empty() {
                self.require(row, [(Need::Target, &indicator.target)]);
            }
            self.require(row, [(Need::Actual, &indicator.actual), (Need::Score, &indicator.score)]);
        } else if weights_due && is_begun(indicator) {
            self.require(row, [(Need::Weight, &indicator.weight)]);
        }
    }

    fn of_funds(&mut self, funds: Option<&'a Funds>) {
        let Some(funds) = funds else { return };
        if let Some(line) = &funds.total {
            self.of_line(line);
            if line.executed.number().is_some() {
                self.require(line_name(line), [(Need::LineBudget, &line.budget)]);
            }
            let has_budget = [&line.budget, &line.initial].into_iter().any(weighs);
            if has_budget && weighs(&line.weight) {
                self.require(line_name(line), [(Need::LineExecuted, &line.executed)]);
            }
        }
        let is_used = |line: &&FundLine| !line.budget.is_empty() || !line.executed.is_empty();
        funds.parts.iter().filter(is_used).for_each(|line| self.of_line(line));
    }

    fn of_line(&mut self, line: &'a FundLine) {
        let budget = [&line.budget, &line.initial].into_iter().find(|cell| !cell.is_empty());
        // Nothing can be executed of nothing: the rate and what follows from it may stay blank.
        let is_nothing = budget.is_some_and(|cell| cell.number().is_some_and(Dec::is_zero));
        if weighs(&line.weight) && !is_nothing {
            self.require(
                line_name(line),
                [(Need::LineRate, &line.rate), (Need::LineScore, &line.score)],
            );
        }
    }

    fn of_total(&mut self, total: Option<&'a Total>) {
        let Some(total) = total else { return };
        self.require("", [(Need::TotalWeight, &total.weight), (Need::TotalScore, &total.score)]);
    }

    fn of_transfer(&mut self, evaluation: &'a Evaluation) {
        self.require("", [(Need::Project, &evaluation.project)]);
        for row in &evaluation.management {
            self.require(row.name.trimmed(), [(Need::Account, &row.account)]);
        }
        let has_target = |row: &&Indicator| !row.name.is_empty() && !row.target.is_empty();
        for indicator in evaluation.indicators.iter().filter(has_target) {
            self.require(row_name(indicator), [(Need::TransferActual, &indicator.actual)]);
        }
    }

    fn of_sheet(&mut self, sheet: &'a ScoreSheet) {
        self.of_funds(sheet.funds.as_ref());
        for item in &sheet.items {
            if weighs(&item.weight) && !item.name.is_not_applicable() {
                let row = first_text([&item.name, &item.subgroup, &item.group]);
                self.require(row, [(Need::LineScore, &item.score)]);
            }
        }
        self.of_total(sheet.total.as_ref());
    }

    fn of_project(&mut self, targets: &'a ProjectTargets) {
        self.require(
            "",
            [
                (Need::Project, &targets.project),
                (Need::Amount, &targets.amount),
                (Need::Purpose, &targets.purpose),
                (Need::Basis, &targets.basis),
            ],
        );
        if targets.end.is_blank() {
            self.require("", [(Need::Period, &targets.start)]);
        }
        targets.indicators.iter().for_each(|indicator| self.of_aim(indicator));
    }

    fn of_aim(&mut self, indicator: &'a Indicator) {
        if is_named(&indicator.name) && indicator.period_target.is_empty() {
            self.require(indicator.name.trimmed(), [(Need::Aim, &indicator.target)]);
        }
    }

    fn of_task(&mut self, indicator: &'a TaskIndicator) {
        if is_named(&indicator.name) {
            self.require(indicator.name.trimmed(), [(Need::TaskAim, &indicator.target)]);
        }
    }

    /// A column in which anything is received or spent owes its totals and balances; a column left
    /// blank is not in use.
    fn of_accounts(&mut self, accounts: &'a FundAccounts) {
        const COLUMNS: [AccountColumn; 3] =
            [|line| &line.previous, |line| &line.budget, |line| &line.actual];
        let lines = [
            (&accounts.opening, "期初余额"),
            (&accounts.income, "收入合计"),
            (&accounts.expenditure, "支出合计"),
            (&accounts.surplus, "当期收支结余"),
            (&accounts.closing, "期末滚存结余"),
        ];
        let moved = || [&accounts.income, &accounts.expenditure].into_iter().flatten();
        for column in
            COLUMNS.into_iter().filter(|column| moved().any(|line| is_used(line, *column)))
        {
            for (line, usual) in &lines {
                let Some(line) = line else { continue };
                let name = if line.name.is_empty() { usual } else { line.name.trimmed() };
                self.require(name, [(Need::AccountTotal, column(line))]);
            }
        }
    }
}

type AccountColumn = fn(&AccountLine) -> &Option<Cell>;

/// Does the line, or a part of it, hold an amount in the column?
fn is_used(line: &AccountLine, column: AccountColumn) -> bool {
    column(line).amount().is_some_and(|amount| !amount.is_zero())
        || line.parts.iter().any(|part| is_used(part, column))
}

/// An amount of which no source is filled in, with the first cell that waits for one.
pub fn without_source(document: &Document) -> Option<(&Cell, &Cell)> {
    let (total, parts): (_, Vec<&Cell>) = match document {
        Document::ProjectTargets(table) => {
            let parts = table.parts.iter().filter_map(|part| part.amount.cell());
            (table.amount.cell()?, parts.collect())
        }
        Document::DepartmentTargets(table) => {
            let income = table.income.as_ref()?;
            let parts = [&income.fiscal, &income.other].into_iter().flatten();
            (income.total.cell()?, parts.collect())
        }
        _ => {
            let funds = document.funds()?;
            let line = funds.total.as_ref()?;
            let total = columns(line).into_iter().flatten().find(|cell| is_amount(cell))?;
            let breakdowns = funds.breakdowns.iter().flat_map(|breakdown| &breakdown.parts);
            let split = breakdowns.filter_map(|part| part.amount.cell());
            (total, funds.parts.iter().flat_map(columns).flatten().chain(split).collect())
        }
    };
    let is_open = is_amount(total) && parts.iter().all(|part| part.is_blank());
    is_open.then_some((total, *parts.first()?))
}

fn columns(line: &FundLine) -> [&Option<Cell>; 3] {
    [&line.initial, &line.budget, &line.executed]
}

fn is_amount(cell: &Cell) -> bool {
    cell.amount().is_some_and(|amount| !amount.is_zero())
}

/// A blank amount for the whole period of a project, and the first and last year of it.
pub fn blank_period_amount(document: &Document) -> Option<(&Cell, i32, i32)> {
    let Document::ProjectTargets(targets) = document else { return None };
    let year = |cell: &Option<Cell>| Some(cell.cell()?.date()?.year);
    let (start, end) = (year(&targets.start)?, year(&targets.end)?);
    let cell = targets.period_amount.cell().filter(|cell| cell.is_blank())?;
    (start < end).then_some((cell, start, end))
}

/// A cell that says no more than a dash, in a row whose points and score were given for something.
pub struct NoAnswer<'a> {
    pub row: &'a str,
    pub column: &'static Field,
    pub cell: &'a Cell,
}

/// The dashes of an evaluation with points. 无 is no dash: it may be an answer (accidents: none).
/// Of several rows that have a dash for their target beside a result, the form prints no targets.
pub fn dashes(document: &Document) -> impl Iterator<Item = NoAnswer<'_>> {
    let rows = document.scored_evaluation().map_or(&[][..], |table| &table.indicators);
    let scored = rows.iter().filter(|indicator| {
        weighs(&indicator.weight) && weighs(&indicator.score) && !indicator.name.is_empty()
    });
    let is_dash = |cell: &&Cell| cell.is_not_applicable() && !cell.compact().contains('无');
    let is_untargeted = move |indicator: &Indicator| {
        let is = |cell: &Option<Cell>| cell.cell().filter(is_dash).is_some();
        is(&indicator.target) && !is(&indicator.actual) && !indicator.actual.is_empty()
    };
    let is_form = scored.clone().filter(|indicator| is_untargeted(indicator)).nth(1).is_some();
    scored.flat_map(move |indicator| {
        let row = row_name(indicator);
        let target = if is_form && is_untargeted(indicator) { &None } else { &indicator.target };
        let columns =
            [(Indicator::FIELDS.target, target), (Indicator::FIELDS.actual, &indicator.actual)];
        columns.into_iter().filter_map(move |(column, cell)| {
            Some(NoAnswer { row, column, cell: cell.cell().filter(is_dash)? })
        })
    })
}
