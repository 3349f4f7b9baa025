//! What every document has: title, year, department, date, unit.

use super::record::record;
use super::{Cell, MaybeCell};
use crate::value::date::{Date, years_in};
use crate::value::text::compact;
use crate::value::unit::Unit;

record! {
    /// What every document has.
    Head {
        title "title" "标题": cell(Words),
        /// The year that is evaluated, or budgeted for.
        year "year" "年度": cell(Year),
        department "department" "部门名称": cell(Words),
        filed_on "filedOn" "填报日期": cell(Date),
        /// `单位：万元`: that of every amount without a unit of its own.
        unit "unit" "金额单位": cell(MoneyUnit),
        /// Printed labels that name a year: `2024年决算数`, `2025年金额`.
        labels "labels" "带年份的栏目": cells(Words),
    }
    memo year_of_title: Option<i32>
}

impl Head {
    /// The year that the document is about: from its own cell, else from its title.
    pub fn evaluated_year(&self) -> Option<i32> {
        self.year.cell().and_then(|cell| cell.date()).map(|date| date.year).or_else(|| {
            *self.year_of_title.get(|| years_in(self.title.compact()).next().map(|(_, year)| year))
        })
    }

    /// The unit of the document's money cells without a unit of their own.
    pub fn money_unit(&self) -> Unit {
        money_unit(self.unit.trimmed())
    }

    /// When it was filled in.
    pub fn filed_on(&self) -> Option<Date> {
        self.filed_on.cell().and_then(|cell| cell.date())
    }

    /// The cell that says which year the document is about.
    pub fn names_year(&self) -> Option<&Cell> {
        self.year.cell().or(self.title.cell())
    }
}

/// The unit of money cells without one: 万元 unless the document says 元, 千元 or 亿元.
pub(super) fn money_unit(text: &str) -> Unit {
    let compact = compact(text);
    let named = compact.rsplit([':', '：']).next().unwrap_or("").trim_matches(['(', ')']);
    match named {
        "元" | "人民币元" => Unit::yuan(0),
        "千元" => Unit::yuan(3),
        "亿元" => Unit::yuan(8),
        _ => Unit::yuan(4),
    }
}
