//! Quantitative targets: full marks if the target is met, else the weight times the share of it
//! that was reached.

use super::working::{Method, Term, Terms, Working};
use crate::filing::row::{Direction, Outcome, Pair};
use crate::value::number::Dec;

/// The score of a row with a target and a result. `None` if a proportion means nothing: for a range
/// that was missed, a target of 0, figures below 0.
pub fn score(weight: Dec, pair: &Pair) -> Option<Working<'static>> {
    if pair.outcome() == Outcome::Met {
        let terms = Terms::Met(*pair);
        return Some(Working { exact: weight, method: Method::Met, terms });
    }
    let (method, reached, of) = match pair.direction {
        Direction::Up => (Method::Ratio, pair.actual, pair.target),
        Direction::Down => (Method::Inverse, pair.target, pair.actual),
        Direction::Within => return None,
    };
    // The target was missed by reaching exactly a limit that is excluded, or figures are below 0.
    if pair.target.is_zero() || reached.is_negative() || of <= reached {
        return None;
    }
    // Multiplies first, because the quotient may have no end.
    let exact = weight.times(reached)?.over(of)?;
    let [part, whole] = [reached, of].map(|figure| Term::Number(figure.plain()));
    Some(Working { exact, method, terms: Terms::Share { weight, part, whole, bound: None } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::number::dec;

    fn scored(direction: Direction, strict: bool, target: &str, actual: &str) -> Option<String> {
        let pair =
            Pair { direction, strict, target: dec(target), upper: None, actual: dec(actual) };
        score(dec("10"), &pair).map(|working| working.formula(2))
    }

    #[test]
    fn gives_the_share_reached() {
        for (direction, target, actual, formula) in [
            (Direction::Up, "354.84", "364.22", "364.22 ≥ 354.84 → 10"),
            (Direction::Up, "70", "65.29", "10 × 65.29 ÷ 70 = 9.33"),
            (Direction::Up, "3", "1", "10 × 1 ÷ 3 = 3.33"),
            (Direction::Up, "100", "0", "10 × 0 ÷ 100 = 0"),
            (Direction::Down, "95", "11.43", "11.43 ≤ 95 → 10"),
            (Direction::Down, "24", "30.00", "10 × 24 ÷ 30 = 8"),
        ] {
            assert_eq!(scored(direction, false, target, actual).as_deref(), Some(formula));
        }
    }

    #[test]
    fn gives_nothing_where_a_proportion_means_nothing() {
        for (direction, strict, target, actual) in [
            (Direction::Down, false, "0", "3"),
            (Direction::Up, false, "5", "-3"),
            (Direction::Up, false, "-5", "-7"),
            (Direction::Down, false, "-5", "-3"),
            (Direction::Up, true, "100", "100"),
            (Direction::Within, false, "6", "5"),
        ] {
            assert_eq!(scored(direction, strict, target, actual), None, "{target} {actual}");
        }
    }
}
