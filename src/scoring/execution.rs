//! Budget execution: weight × executed ÷ adjusted budget, never above the weight.

use super::working::{Bound, Method, Term, Terms, Working};
use crate::filing::{Cell, FundLine, MaybeCell};
use crate::value::number::Dec;

/// The budget that execution is measured by: the adjusted one, or the initial one if the adjusted
/// one is blank or not in the form.
pub fn budget(line: &FundLine) -> Option<&Cell> {
    [&line.budget, &line.initial].into_iter().find(|cell| !cell.is_empty())?.as_ref()
}

/// The executed share of the budget, as a fraction. `None` if a figure is missing or the budget is
/// not above 0.
pub fn share(line: &FundLine) -> Option<Dec> {
    let (executed, budget) = operands(line)?;
    executed.over(budget)
}

/// The score of a funds line. `None` if a figure is missing or the budget is not above 0.
pub fn score(line: &FundLine) -> Option<Working<'_>> {
    let weight = line.weight.number()?;
    let (executed, budget) = operands(line)?;
    let (part, whole) = terms(line)?;
    // Multiplies first, because the quotient may have no end.
    let uncapped = weight.times(executed)?.over(budget)?;
    let (exact, bound) = if uncapped > weight {
        (weight, Some(Bound::One))
    } else if uncapped.is_negative() {
        (Dec::ZERO, Some(Bound::Zero))
    } else {
        (uncapped, None)
    };
    let terms = Terms::Share { weight, part, whole, bound };
    Some(Working { exact, method: Method::Execution, terms })
}

/// Executed amount and budget in 元; `None` for a budget that is not above 0.
fn operands(line: &FundLine) -> Option<(Dec, Dec)> {
    let (executed, budget) = (line.executed.amount()?, budget(line)?.amount()?);
    (budget > Dec::ZERO).then_some((executed, budget))
}

/// 1997.21 and 2092.71, or `6015000元` and `652万元` if the units differ.
fn terms(line: &FundLine) -> Option<(Term<'_>, Term<'_>)> {
    let (executed, budget) = (line.executed.as_ref()?, budget(line)?);
    let (part, whole) = (executed.figure()?, budget.figure()?);
    Some(if part.unit.power == whole.unit.power {
        (Term::Number(part.number), Term::Number(whole.number))
    } else {
        (Term::Typed(executed.text().trim()), Term::Typed(budget.text().trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::{Document, Filing};
    use serde_json::json;

    fn scored(weight: &str, initial: &str, budget: &str, executed: &str) -> Option<String> {
        let total =
            json!({"initial": initial, "budget": budget, "executed": executed, "weight": weight});
        let filing = json!({"documents": [{"kind": "projectEvaluation", "funds": {"total": total}, "indicators": []}]});
        let filing = Filing::read(&filing).unwrap();
        let Document::ProjectEvaluation(evaluation) = &filing.documents[0] else { panic!() };
        score(evaluation.funds.as_ref()?.total.as_ref()?).map(|working| working.formula(2))
    }

    #[test]
    fn follows_the_adjusted_budget() {
        for (weight, initial, budget, executed, formula) in [
            ("10", "1123.77", "2092.71", "1997.21万元", "10 × 1997.21 ÷ 2092.71 = 9.54"),
            ("10分", "", "652", "601.5", "10 × 601.5 ÷ 652 = 9.23"),
            ("10", "24", "24", "24", "10 × 24 ÷ 24 = 10"),
            ("20", "100", "", "95", "20 × 95 ÷ 100 = 19"),
            ("10", "", "652万元", "6015000元", "10 × 6015000元 ÷ 652万元 = 9.23"),
            ("10", "", "100", "105", "10 × min(1, 105 ÷ 100) = 10"),
            ("10", "", "100", "-5", "10 × max(0, -5 ÷ 100) = 0"),
            ("10", "", "33, 241. 27", "0", "10 × 0 ÷ 33241.27 = 0"),
        ] {
            assert_eq!(scored(weight, initial, budget, executed).as_deref(), Some(formula));
        }
    }

    #[test]
    fn has_no_score_without_its_figures() {
        for (weight, budget, executed) in [
            ("10", "", "5"),
            ("10", "0", "0"),
            ("10", "100", ""),
            ("", "100", "50"),
            ("10", "/", "—"),
            ("10", "一百", "50"),
        ] {
            assert_eq!(scored(weight, "", budget, executed), None, "{weight} {budget} {executed}");
        }
    }
}
