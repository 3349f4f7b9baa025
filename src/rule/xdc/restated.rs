//! Figures of a report that its table has too, as findings of the rules that speak for them.

use crate::filing::Place;
use crate::finding::{Printed, Quoted, Severity, Text, Wording, message};
use crate::relation::across::report::Restatement;
use crate::rule::{Checks, Rule};

/// Reports a figure of a report that differs from its table: at the figure, and at the table's cell
/// if there is only one.
pub fn compare(restatement: &Restatement<'_>, rule: &'static Rule, checks: &mut Checks) {
    if restatement.agrees {
        return checks.pass();
    }
    let severity = if restatement.mild { Severity::Warning } else { rule.info.severity };
    let finding = |place: &Place, wording: Wording<Restated>, claimed: &str, expected: &str| {
        let message = wording.with(Restated {
            claimed: claimed.into(),
            expected: expected.into(),
            formula: format!("{claimed} ≠ {expected}").into(),
        });
        rule.finding(place, message).severity(severity)
    };
    let in_report =
        finding(&restatement.prose.place, IN_REPORT, &restatement.stated, &restatement.theirs)
            .span(restatement.span);
    checks.push(in_report.related_each(restatement.cells.iter().map(|cell| &cell.place)));
    if let [cell] = restatement.cells.as_slice() {
        let claimed = restatement
            .cell_span
            .map_or_else(|| cell.text().trim().to_owned(), |span| cell.quoted(span));
        let mut in_table = finding(&cell.place, IN_TABLE, &claimed, &restatement.ours)
            .related(&restatement.prose.place);
        in_table.span = restatement.cell_span;
        checks.push(in_table);
    }
}

message! {
    Restated { claimed: Quoted, expected: Printed, formula: Printed }
    IN_REPORT:
        zh "报告写作 {claimed}，自评表的同一数据是 {expected}。"
        en "The report says {claimed}; the table has {expected} for the same quantity."
        advice ADVICE
    IN_TABLE:
        zh "此处是 {claimed}，报告的同一数据写作 {expected}。"
        en "This says {claimed}; the report has {expected} for the same quantity."
        advice ADVICE
}
const ADVICE: Text = Text {
    zh: "核对来源，报告与自评表改为同一个数；口径不同的，请写明。",
    en: "Check the source and make report and table agree; if their scope differs, say so.",
};
