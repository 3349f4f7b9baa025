//! Proof: which figures of the texts fit each other, and which one does not.
//!
//! Words say which relation is meant; arithmetic says whether one is meant at all. Every kind of
//! relation gives ties: figures that must fit, with how far that is known. What fits is proved.
//! What does not fit accuses a figure that nothing else proves: where words leave no doubt what is
//! meant, however far off it is; else only where one slip of the hand mends it.

pub mod bound;
mod copies;
mod difference;
mod equality;
pub mod fact;
mod head_count;
pub mod held;
mod judge;
mod named_share;
mod names;
mod operands;
mod outline;
mod points;
mod product;
mod share;
pub mod slip;
mod sum;
mod table;
mod tie;

pub use tie::{Fit, Kind};

use crate::filing::{Cell, Document, Reads};
use crate::narrative::claim::restated;
use crate::relation::prose::cells_of;
use crate::value::Column;
use crate::value::number::Dec;
use fact::{Fact, Spot, facts_of};
use judge::Judge;
use tie::Ties;

/// What a proof reads: texts, amounts and results, with the names of their rows.
pub const READS: Reads = Reads::of(&[
    Column::Prose,
    Column::Words,
    Column::Money,
    Column::Measure,
    Column::Sign,
    Column::Year,
]);

/// A figure that one slip made wrong.
pub struct Misfit<'a> {
    pub kind: Kind,
    /// Words or the layout say that the figures belong together, not their digits alone.
    pub is_said: bool,
    pub cell: &'a Cell,
    pub span: (usize, usize),
    pub claimed: String,
    pub expected: String,
    /// Claimed minus expected, in the unit printed, where a certain relation gives what it must be.
    pub difference: Option<Dec>,
    pub formula: String,
    /// Where the others are.
    pub others: Vec<Spot<'a>>,
}

/// What the texts of some documents prove.
#[derive(Default)]
pub struct Proof<'a> {
    pub misfits: Vec<Misfit<'a>>,
    /// Results that are right only as rounded, or cut off, with what they are exactly.
    pub inexact: Vec<(Fit, Misfit<'a>)>,
    /// The kinds of all relations that hold.
    pub verified: Vec<Kind>,
}

pub fn proof<'a>(documents: &'a [Document]) -> Proof<'a> {
    let mut facts = facts_of(documents);
    // Without a text, the rules of tables have all of it.
    if facts.is_empty() {
        return Proof::default();
    }
    let rows = facts.last().map_or(0, |fact| fact.place.sentence.max(fact.place.line) + 1);
    let tables = table::facts_of(documents, rows);
    let texts = facts.len();
    facts.extend(tables);
    let mut judge = Judge::of(&facts);
    ties_of(&facts, texts, &mut Ties(&mut |tie| judge.hear(tie)));
    let mut proof = judge.verdict();
    let points = outline::find(documents).into_iter().filter(|points| {
        !proof
            .misfits
            .iter()
            .any(|known| core::ptr::eq(known.cell, points.cell) && known.span == points.span)
    });
    let points: Vec<Misfit<'a>> = points.collect();
    proof.misfits.extend(points);
    for cell in documents.iter().flat_map(cells_of) {
        let pairs = operands::miscopied(cell).into_iter();
        // What is worked with is likelier right than what is told, if the formula works out.
        let misfits = pairs.map(|pair| {
            let claimed = cell.quoted(pair.operand.span);
            Misfit {
                kind: Kind::Equality,
                is_said: true,
                difference: None,
                cell,
                span: pair.operand.span,
                expected: restated(&claimed, pair.stated.number),
                formula: format!("{} ≠ {}", claimed, cell.quoted(pair.stated.span)),
                claimed,
                others: Vec::new(),
            }
        });
        proof.misfits.extend(misfits);
    }
    for copy in copies::differing(documents) {
        let is_known = |misfit: &Misfit<'_>| {
            core::ptr::eq(misfit.cell, copy.cell)
                && misfit.span.0 < copy.span.1
                && copy.span.0 < misfit.span.1
                || core::ptr::eq(misfit.cell, copy.other)
                    && misfit.span.0 < copy.other_span.1
                    && copy.other_span.0 < misfit.span.1
        };
        if !proof.misfits.iter().any(is_known) {
            proof.misfits.push(Misfit {
                kind: Kind::Copy,
                is_said: true,
                difference: None,
                cell: copy.cell,
                span: copy.span,
                formula: format!("{} ≠ {}", copy.digits, copy.other_digits),
                claimed: copy.digits,
                expected: copy.other_digits,
                others: vec![Spot { cell: copy.other, span: Some(copy.other_span) }],
            });
        }
    }
    proof
}

/// Finds every tie of some facts; the first `texts` of them are those of texts.
fn ties_of(facts: &[Fact<'_>], texts: usize, ties: &mut Ties<'_>) {
    let stated = facts.get(..texts).unwrap_or(facts);
    equality::find(facts, texts, ties);
    sum::find(stated, ties);
    difference::find(stated, ties);
    share::find(facts, texts, ties);
    product::find(stated, ties);
}

#[cfg(test)]
mod tests {
    use super::tie::Tie;
    use super::*;

    fn read(documents: Vec<serde_json::Value>) -> crate::filing::Filing {
        crate::filing::Filing::read(serde_json::json!({"documents": documents})).unwrap()
    }

    fn report(text: &str) -> serde_json::Value {
        serde_json::json!({"kind": "narrative", "sections": [{"text": text}]})
    }

    /// How many ties are looked at.
    fn count(filing: &crate::filing::Filing) -> usize {
        let mut facts = facts_of(&filing.documents);
        let texts = facts.len();
        facts.extend(table::facts_of(&filing.documents, texts));
        let mut count = 0;
        ties_of(&facts, texts, &mut Ties(&mut |_| count += 1));
        count
    }

    /// Ten times as many figures have some ten times as many ties.
    fn assert_linear(of: impl Fn(usize) -> crate::filing::Filing, name: &str) {
        let (few, many) = (count(&of(200)), count(&of(2000)));
        assert!(many <= 12 * few + 200, "{name}: {few} ties, then {many}");
    }

    #[test]
    fn ties_grow_with_the_figures_and_no_faster() {
        for (figure, between) in [
            ("收入#万元支出", ""),
            ("#", " "),
            ("支出12345.67万元", "，"),
            ("支出12345.67万元", "。"),
            ("预算#万元，支出#万元，执行率#%", "；"),
            ("满意度100%", "，"),
            ("满意度0%", "，"),
            ("其中：补助#万元", "，"),
            ("每人#元，#人，共#万元，结余#万元", "，"),
            ("| 项目# | #万元 | #% |", "\n"),
            ("支出123456789012345678901234567890123456789012345678901234567890万元", "，"),
        ] {
            let text = |figures: usize| {
                let nth = |nth: usize| figure.replace('#', &(nth * 7919 % 99991).to_string());
                let all: Vec<String> = (0..figures).map(nth).collect();
                read(vec![report(&all.join(between))])
            };
            assert_linear(text, figure);
        }
    }

    #[test]
    fn ties_grow_with_rows_and_rates_and_no_faster() {
        let filing = |rows: usize| {
            let line = |nth: usize| serde_json::json!({"name": format!("项目{nth}"), "budget": nth + 20_000, "actual": nth + 12_345});
            let parts: Vec<serde_json::Value> = (0..rows).map(line).collect();
            let rates: Vec<String> =
                (0..rows).map(|nth| format!("项目{nth}预算执行率{}%", nth % 100)).collect();
            read(vec![
                serde_json::json!({"kind": "fundAccounts", "income": {"parts": parts}}),
                report(&rates.join("；")),
            ])
        };
        assert_linear(filing, "rows");
    }

    #[test]
    fn what_is_repeated_proves_nothing_wrong() {
        for figure in ["支出12345.67万元", "满意度100%", "满意度0%", "得分10分", "参保12人"]
        {
            for between in ["，", "。", "、", "\n"] {
                let filing = read(vec![report(&[figure; 300].join(between))]);
                let misfits = proof(&filing.documents).misfits;
                let found: Vec<&str> = misfits.iter().map(|misfit| &*misfit.formula).collect();
                assert_eq!(found, [""; 0], "{figure}");
            }
        }
    }

    /// `TEXT=report.txt cargo test … tells_ties -- --nocapture` tells those of another text.
    #[test]
    fn tells_ties() {
        let path = std::env::var("TEXT").ok();
        let text = path.as_ref().map(|path| std::fs::read_to_string(path).unwrap());
        let text =
            text.unwrap_or("全年预算480.5万元，实际支出459.36万元，执行率95.6%。".to_owned());
        let reading = crate::read::read(crate::read::Source::Text(&text), None).unwrap();
        let mut documents = serde_json::to_value(reading.documents).unwrap();
        if documents.as_array().is_none_or(Vec::is_empty) {
            documents = serde_json::json!([report(&text)]);
        }
        let filing =
            crate::filing::Filing::read(serde_json::json!({"documents": documents})).unwrap();
        let mut facts = facts_of(&filing.documents);
        let texts = facts.len();
        let rows = facts.last().map_or(0, |fact| fact.place.sentence.max(fact.place.line) + 1);
        facts.extend(table::facts_of(&filing.documents, rows));
        for (nth, fact) in facts.iter().enumerate() {
            println!("{nth}: {} `{}` [{}]", fact.shown(), fact.item.label, fact.item.topic);
        }
        let mut told = Vec::new();
        let tell = &mut |tie: &Tie<'_>| {
            let (result, formula) = (facts[tie.figures[0]].shown(), tie.formula(&facts));
            let fit = tie.fit(&facts).unwrap();
            println!(
                "{result} = {formula} {fit:?}: odds {}, words {}, tried {}",
                tie.odds(&facts),
                tie.words,
                tie.tried
            );
            told.push((result, formula, fit));
        };
        ties_of(&facts, texts, &mut Ties(tell));
        if path.is_none() {
            let rate = ("95.6%".to_owned(), "459.36万元 ÷ 480.5万元 × 100%".to_owned(), Fit::Holds);
            assert!(told.contains(&rate), "{told:?}");
        }
    }
}
