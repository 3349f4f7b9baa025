//! The facts of tables: amounts and results, each with the names of its row.

use super::fact::{Fact, Place, TableColumn, name_of, of_table};
use crate::filing::row::Row;
use crate::filing::{AccountLine, BaseLine, Cell, Document, Evaluation, FundAccounts, MaybeCell};
use crate::value::figure::Figure;
use crate::value::unit::Unit;

/// Collects facts row by row.
struct Rows<'a> {
    facts: Vec<Fact<'a>>,
    document: usize,
    year: Option<i32>,
    row: usize,
}

/// Every amount, count and result of the tables of some documents that a text may state too.
/// `row`: the rows are counted from there.
pub fn facts_of(documents: &[Document], row: usize) -> Vec<Fact<'_>> {
    let mut rows = Rows { facts: Vec::new(), document: 0, year: None, row };
    for (index, document) in documents.iter().enumerate() {
        rows.document = index;
        rows.year = document.head().evaluated_year();
        match document {
            Document::FundAccounts(accounts) => rows.accounts(accounts),
            Document::BaseData(data) => data.lines.iter().for_each(|line| rows.base_line(line)),
            Document::ProjectTargets(targets) => {
                rows.row += 1;
                let before = rows.facts.len();
                rows.add(&targets.amount, TableColumn::Budget, Names::new("预算安排", ""));
                // As its texts are.
                rows.facts.iter_mut().skip(before).for_each(|fact| fact.is_planned = true);
            }
            _ => {
                if let Some(evaluation) = document.evaluation() {
                    rows.evaluation(evaluation);
                }
            }
        }
    }
    rows.facts
}

/// The names of a figure of a table.
#[derive(Clone, Copy)]
struct Names<'a> {
    label: &'a str,
    /// Its label without what is no name.
    name: &'a str,
    topic: &'a str,
}

impl<'a> Names<'a> {
    fn new(label: &'a str, topic: &'a str) -> Names<'a> {
        Names { label, name: name_of(label), topic }
    }
}

impl<'a> Rows<'a> {
    fn add(&mut self, cell: &'a Option<Cell>, column: TableColumn, names: Names<'a>) {
        let Some((cell, figure)) = cell.as_ref().and_then(|cell| Some((cell, cell.figure()?)))
        else {
            return;
        };
        // Forms are in 万元, if they do not say otherwise.
        let unit = figure
            .unit
            .noun
            .is_empty()
            .then(|| Unit::yuan(if figure.unit.power == 0 { 4 } else { figure.unit.power }));
        self.add_figure(cell, figure, unit, column, names);
    }

    fn add_figure(
        &mut self,
        cell: &'a Cell,
        figure: &'a Figure,
        unit: Option<Unit>,
        column: TableColumn,
        names: Names<'a>,
    ) {
        let place = Place {
            document: self.document,
            line: self.row,
            sentence: self.row,
            column: Some(column),
        };
        let stated = of_table(figure, unit, names.label, names.topic);
        let is_before = column == TableColumn::Previous;
        let year = self.year.map(|year| if is_before { year - 1 } else { year });
        self.facts.extend(Fact::new(cell, stated, names.name, place, year));
    }

    fn accounts(&mut self, accounts: &'a FundAccounts) {
        let fund = accounts.fund.name_key();
        let fund = if fund.is_empty() { accounts.head.title.name_key() } else { fund };
        let lines = [
            (&accounts.income, "收入"),
            (&accounts.expenditure, "支出"),
            (&accounts.surplus, "当期结余"),
            (&accounts.closing, "滚存结余"),
        ];
        for (line, name) in lines {
            if let Some(line) = line {
                self.account_line(line, Names::new(name, fund));
            }
        }
    }

    fn account_line(&mut self, line: &'a AccountLine, names: Names<'a>) {
        self.row += 1;
        self.add(&line.previous, TableColumn::Previous, names);
        self.add(&line.budget, TableColumn::Budget, names);
        self.add(&line.actual, TableColumn::Executed, names);
        for part in &line.parts {
            self.account_line(part, Names::new(part.name.name_key(), names.topic));
        }
    }

    fn base_line(&mut self, line: &'a BaseLine) {
        let names = Names::new(line.name.name_key(), "");
        self.row += 1;
        self.add(&line.previous, TableColumn::Previous, names);
        self.add(&line.budget, TableColumn::Budget, names);
        self.add(&line.actual, TableColumn::Executed, names);
        line.parts.iter().for_each(|part| self.base_line(part));
    }

    fn evaluation(&mut self, table: &'a Evaluation) {
        let funds = table.funds.as_ref();
        let lines = funds.into_iter().flat_map(|funds| funds.total.iter().chain(&funds.parts));
        for line in lines {
            self.row += 1;
            let names = |label| Names::new(label, line.name.name_key());
            self.add(&line.initial, TableColumn::Initial, names("年初预算"));
            self.add(&line.budget, TableColumn::Budget, names("全年预算"));
            self.add(&line.executed, TableColumn::Executed, names("执行"));
        }
        let breakdowns = funds.into_iter().flat_map(|funds| &funds.breakdowns);
        for part in breakdowns.flat_map(|breakdown| &breakdown.parts) {
            self.row += 1;
            let names = Names::new(part.name.name_key(), "");
            self.add(&part.amount, TableColumn::Executed, names);
        }
        for indicator in &table.indicators {
            self.row += 1;
            let (row, name) = (Row::new(indicator), indicator.name.name_key());
            if let (Some(cell), Some(figure)) = (&indicator.target, row.target()) {
                self.add_figure(cell, figure, None, TableColumn::Target, Names::new(name, name));
            }
            if let (Some(cell), Some(figure)) = (&indicator.actual, row.actual()) {
                self.add_figure(cell, figure, None, TableColumn::Result, Names::new(name, name));
            }
        }
    }
}
