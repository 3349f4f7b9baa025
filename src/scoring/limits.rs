//! The limits of scores: none is above its weight or below 0, and together they are not above the
//! sum of the weights.

use crate::filing::row::{Row, State};
use crate::filing::{Cell, Document, Evaluation, FundLine, Funds, MaybeCell, ScoreSheet, Total};
use crate::value::number::{Dec, Sum};

/// A weight and the score beside it.
type Points<'a> = (&'a Option<Cell>, &'a Option<Cell>);

/// Whether the scores of a document can be added up to a total. If a score is out of its range, or
/// if all were multiplied by their weights once more, their sum means nothing. Documents without
/// scores have no total.
pub fn can_be_totalled(document: &Document) -> bool {
    match document {
        Document::ScoreSheet(sheet) => sheet_can_be_totalled(sheet),
        _ => document.scored_evaluation().is_some_and(evaluation_can_be_totalled),
    }
}

/// [`can_be_totalled`] for an evaluation.
pub fn evaluation_can_be_totalled(table: &Evaluation) -> bool {
    let rows = table.indicators.iter().map(|row| (&row.weight, &row.score));
    !is_table_weighted_twice(table)
        && are_within_weights(of_execution(table.funds.as_ref()).chain(rows), table.total.as_ref())
}

/// [`can_be_totalled`] for a score sheet.
pub fn sheet_can_be_totalled(sheet: &ScoreSheet) -> bool {
    let items = sheet.items.iter().map(|item| (&item.weight, &item.score));
    let bonus = sheet.bonus.iter().map(|bonus| (&None, &bonus.score));
    let points =
        sheet.items.iter().filter_map(|item| item.weight.number().zip(item.score.number()));
    !is_weighted_twice(points)
        && are_within_weights(
            of_execution(sheet.funds.as_ref()).chain(items).chain(bonus),
            sheet.total.as_ref(),
        )
}

/// [`is_weighted_twice`] for the rows of a table that are filled in.
pub fn is_table_weighted_twice(table: &Evaluation) -> bool {
    let rows = table.indicators.iter().filter(|row| Row::new(row).state() == State::Filled);
    is_weighted_twice(rows.filter_map(|row| row.weight.number().zip(row.score.number())))
}

/// Whether scores were multiplied by their weights once more: there are at least three, and each is
/// its weight times its weight in per cent, such as 25 × 25% = 6.25. `rows` are weights with their
/// scores.
pub fn is_weighted_twice(rows: impl Iterator<Item = (Dec, Dec)>) -> bool {
    const FEWEST: usize = 3;
    let mut count = 0;
    for (weight, score) in rows {
        let twice = weight.times(weight).and_then(|square| square.shift(-2));
        // 100 × 100% and 0 × 0% are full marks.
        let is_telling = !weight.is_zero() && weight != Dec::HUNDRED;
        if !(is_telling
            && twice.is_some_and(|twice| {
                score == twice || (score.decimals() > 0 && score == twice.round(score.decimals()))
            }))
        {
            return false;
        }
        count += 1;
    }
    count >= FEWEST
}

fn of_execution(funds: Option<&Funds>) -> impl Iterator<Item = Points<'_>> {
    funds
        .and_then(|funds| funds.total.as_ref())
        .into_iter()
        .map(|line: &FundLine| (&line.weight, &line.score))
}

/// Whether each score is within its weight, and their sum within that of the weights and the
/// printed total weight. A line without a weight, such as a bonus, counts only in the sum.
fn are_within_weights<'a>(lines: impl Iterator<Item = Points<'a>>, total: Option<&Total>) -> bool {
    let (mut weights, mut scores) = (None::<Sum>, Sum::default());
    for (weight, score) in lines {
        let (weight, score) = (weight.number(), score.number());
        let is_beyond = |(weight, score): (Dec, Dec)| score > weight || score.is_negative();
        if weight.zip(score).is_some_and(is_beyond) {
            return false;
        }
        weight.into_iter().for_each(|weight| weights.get_or_insert_default().add(weight));
        score.into_iter().for_each(|score| scores.add(score));
    }
    // A form without weights is scored out of 100.
    let most = weights.map_or(Some(Dec::HUNDRED), Sum::total);
    let printed = total.and_then(|total| total.weight.number());
    let is_within =
        |(sum, most): (Dec, Dec)| sum <= printed.map_or(most, |printed| printed.min(most));
    scores.total().zip(most).is_some_and(is_within)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Filing;
    use serde_json::{Value as Json, json};

    fn can(document: Json) -> bool {
        let filing = Filing::read(json!({ "documents": [document] })).unwrap();
        can_be_totalled(&filing.documents[0])
    }

    #[test]
    fn scores_stay_within_their_weights() {
        let table = |execution: [&str; 2], rows: &[[&str; 2]], printed: &str| {
            let rows: Vec<Json> = rows
                .iter()
                .map(|[weight, score]| json!({"name": "项", "weight": weight, "score": score}))
                .collect();
            can(
                json!({"kind": "projectEvaluation", "funds": {"total": {"weight": execution[0], "score": execution[1]}},
                "indicators": rows, "total": {"weight": printed, "score": ""}}),
            )
        };
        for (execution, rows, printed, expected) in [
            (["10", "9.23"], &[["60", "60"], ["30", "28"]][..], "100", true),
            (["10", ""], &[["60", ""], ["30", "28"]], "", true),
            (["10", "10.01"], &[["60", "60"], ["30", "28"]], "100", false),
            (["10", "9"], &[["60", "60"], ["30", "32.54"]], "100", false),
            (["10", "9"], &[["60", "-1"], ["30", "28"]], "100", false),
            // Weights printed as shares, and scores out of 100.
            (["10%", "100"], &[["60%", "95"], ["30%", "90"]], "", false),
            // 110 points in a table that is out of 100.
            (["10", "10"], &[["60", "60"], ["40", "40"]], "100", false),
            (["10", "10"], &[["60", "60"], ["40", "30"]], "100", true),
            // A score without a weight.
            (["", ""], &[["60", "60"], ["40", "40"], ["", "5"]], "", false),
            (["", ""], &[["", "60"], ["", "40"]], "", true),
            (["", ""], &[["", "60"], ["", "41"]], "", false),
            // Each score is its weight times its weight in per cent.
            (["", ""], &[["50", "25"], ["30", "9"], ["20", "4"]], "", false),
            (["", ""], &[["50", "25"], ["30", "9"], ["20", "5"]], "", true),
        ] {
            assert_eq!(
                table(execution, rows, printed),
                expected,
                "{execution:?} {rows:?} {printed}"
            );
        }
    }

    #[test]
    fn a_bonus_may_take_a_sheet_no_further_than_its_weights() {
        let sheet = |score: &str, bonus: &str| {
            let items = [
                json!({"name": "履职效能", "weight": "60", "score": score}),
                json!({"name": "管理效率", "weight": "40", "score": "40"}),
            ];
            can(
                json!({"kind": "scoreSheet", "items": items, "bonus": [{"name": "加减分", "score": bonus}]}),
            )
        };
        for (score, bonus, expected) in
            [("58", "2", true), ("58", "2.54", false), ("60", "", true), ("60", "-3", true)]
        {
            assert_eq!(sheet(score, bonus), expected, "{score} {bonus}");
        }
    }

    #[test]
    fn other_forms_have_no_total() {
        assert!(!can(json!({"kind": "transferEvaluation", "indicators": []})));
        assert!(!can(json!({"kind": "baseData", "lines": []})));
    }
}
