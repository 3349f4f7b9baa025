//! The score card of a document: its lines, summed by group and over all.

use std::rc::Rc;

use rustc_hash::FxHashMap as HashMap;

use super::lines::{Line, lines_beside, row_line};
use super::{ScoreGroup, Scorecard, grade};
use crate::filing::{Document, MaybeCell, Total};
use crate::profile::Profile;
use crate::value::number::{Dec, Sum};

/// Room for the groups of most forms.
const USUAL_GROUPS: usize = 7;

/// What lines add up to; a sum is `None` if none of the lines has such a figure.
#[derive(Default)]
struct Points {
    weight: Option<Sum>,
    claimed: Option<Sum>,
    counted: Option<Sum>,
}

/// The score card of a document; `None` if documents of its kind have no scores.
pub fn scorecard(document: &Document, index: usize, profile: &Profile) -> Option<Scorecard> {
    let rows = document.indicators().iter().filter_map(|indicator| row_line(indicator, profile));
    add_up(
        document,
        index,
        profile,
        &lines_beside(document, profile),
        rows.collect::<Vec<_>>().iter(),
    )
}

/// The score card of a document whose lines are known: those of its indicator rows, and those
/// `beside` them.
pub fn add_up<'a>(
    document: &Document,
    index: usize,
    profile: &Profile,
    beside: &'a [Line],
    rows: impl Iterator<Item = &'a Line>,
) -> Option<Scorecard> {
    let total = match document {
        Document::DepartmentEvaluation(table) | Document::ProjectEvaluation(table) => &table.total,
        Document::ScoreSheet(sheet) => &sheet.total,
        _ => return None,
    };
    let mut lines = Vec::with_capacity(beside.len() + document.indicators().len());
    lines.extend(beside.iter().chain(rows));
    Some(card(index, &lines, total.as_ref(), profile))
}

fn card(document: usize, lines: &[&Line], total: Option<&Total>, profile: &Profile) -> Scorecard {
    let groups = groups(lines);
    let mut all = Points::default();
    groups.iter().for_each(|(_, points)| all.join(points));
    let computed = total_of(all.counted);
    // A half-filled form has no grade.
    let is_full = || total_of(all.weight).is_some_and(|weights| weights >= Dec::HUNDRED);
    let is_complete = is_full() && lines.iter().all(|line| line.shown.needs.is_empty());
    let grade =
        computed.filter(|_| is_complete).and_then(|computed| grade::of_total(computed, profile));
    Scorecard {
        document,
        claimed: total.and_then(|total| total.score.number()).map(Dec::plain),
        computed: computed.map(Dec::plain),
        grade: grade.map(|grade| grade.name.clone()),
        claimed_grade: total
            .map(|total| total.grade.trimmed().to_owned())
            .filter(|grade| !grade.is_empty()),
        groups: groups.iter().filter(|(name, _)| !name.is_empty()).map(score_group).collect(),
        lines: lines.iter().map(|line| Rc::clone(&line.shown)).collect(),
    }
}

/// One group for each level-1 name, in the order of the form. Lines without one are a group whose
/// name is empty.
fn groups<'a>(lines: &[&'a Line]) -> Vec<(&'a Rc<str>, Points)> {
    let mut groups: Vec<(&Rc<str>, Points)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::default();
    known.reserve(USUAL_GROUPS);
    let mut last = 0;
    for line in lines {
        // Rows of a group mostly follow each other.
        if groups.get(last).is_none_or(|(name, _)| **name != line.group) {
            last = *known.entry(&line.group).or_insert(groups.len());
        }
        if last == groups.len() {
            groups.push((&line.group, Points::default()));
        }
        groups.get_mut(last).into_iter().for_each(|(_, points)| points.add(line));
    }
    groups
}

fn score_group((name, points): &(&Rc<str>, Points)) -> ScoreGroup {
    let total = |sum| total_of(sum).map(Dec::plain);
    ScoreGroup {
        name: Rc::clone(name),
        weight: total(points.weight).unwrap_or(Dec::ZERO),
        claimed: total(points.claimed),
        computed: total(points.counted),
    }
}

impl Points {
    fn add(&mut self, line: &Line) {
        for (sum, points) in [
            (&mut self.weight, line.weight),
            (&mut self.claimed, line.claimed),
            (&mut self.counted, line.counted),
        ] {
            if let Some(points) = points {
                sum.get_or_insert_default().add(points);
            }
        }
    }

    fn join(&mut self, other: &Points) {
        for (sum, more) in [
            (&mut self.weight, other.weight),
            (&mut self.claimed, other.claimed),
            (&mut self.counted, other.counted),
        ] {
            if let Some(more) = more {
                sum.get_or_insert_default().join(more);
            }
        }
    }
}

fn total_of(sum: Option<Sum>) -> Option<Dec> {
    sum.and_then(Sum::total)
}

#[cfg(test)]
mod tests {
    use super::super::scorecards;
    use super::*;
    use crate::filing::Filing;
    use crate::value::number::dec;
    use serde_json::{Value as Json, json};

    fn card_of(document: Json) -> Scorecard {
        let filing = Filing::read(json!({"documents": [document]})).unwrap();
        scorecard(&filing.documents[0], 0, &Profile::built_in("cn").unwrap()).unwrap()
    }

    fn row(level1: &str, target: &str, actual: &str, weight: &str, score: &str) -> Json {
        json!({"level1": level1, "name": "指标", "target": target, "actual": actual, "weight": weight, "score": score})
    }

    /// `method claimed computed` of every line.
    fn lines(card: &Scorecard) -> Vec<String> {
        let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        card.lines
            .iter()
            .map(|line| format!("{} {} {}", line.method, or(&line.claimed), or(&line.computed)))
            .collect()
    }

    #[test]
    fn the_sample_filing_scores_as_it_claims() {
        let json: Json =
            serde_json::from_str(include_str!("../../www/samples/hunan-2025.json")).unwrap();
        let filing = Filing::read(&json).unwrap();
        let profile = Profile::built_in("cn-hunan").unwrap();
        let cards = scorecards(&filing, &profile);
        let totals: Vec<_> =
            cards.iter().map(|card| (card.computed, card.grade.as_deref(), card.claimed)).collect();
        let expected = [("99.54", "99.54"), ("99.23", "99.23"), ("100", "100")];
        assert_eq!(
            totals,
            expected.map(|(computed, claimed)| (
                Some(dec(computed)),
                Some("优"),
                Some(dec(claimed))
            ))
        );
        let execution: Vec<_> =
            cards.iter().filter_map(|card| card.lines[0].computed.as_deref()).collect();
        assert_eq!(execution, ["9.54", "9.23", "10"]);
        let groups: Vec<_> =
            cards[0].groups.iter().map(|g| (&*g.name, g.weight, g.computed)).collect();
        assert_eq!(
            groups,
            [
                ("预算执行率", "10", "9.54"),
                ("产出指标", "32", "32"),
                ("效益指标", "35", "35"),
                ("满意度指标", "5", "5"),
                ("成本指标", "18", "18")
            ]
            .map(|(name, weight, computed)| (name, dec(weight), Some(dec(computed))))
        );
        assert_eq!(cards[0].lines[0].formula.as_deref(), Some("10 × 1997.21 ÷ 2092.71 = 9.54"));
        assert_eq!(cards[2].lines.len(), 5, "rows that nobody filled in have no lines");
    }

    #[test]
    fn every_line_has_its_method() {
        let card = card_of(json!({"kind": "departmentEvaluation", "indicators": [
            row("产出指标", "≥70%", "65.29%", "10", "10"),
            row("产出指标", "应保尽保", "应保尽保", "10", "9"),
            row("产出指标", "稳步提升", "有所提升", "10", "8.50"),
            row("效益指标", "不适用", "", "", ""),
            row("效益指标", "显著提升", "部分达成预期指标并具有一定效果", "20", "14"),
            row("成本指标", "≤80万元", "100万元", "10", "8"),
        ]}));
        assert_eq!(
            lines(&card),
            [
                "ratio 10 9.33", "met 9 10", "judged 8.5 –", "notApplicable – –", "graded 14 –",
                "inverse 8 8"
            ]
        );
        assert_eq!(card.computed, Some(dec("49.83")));
        assert_eq!(
            card.lines[4].formula.as_deref(),
            Some("部分达成预期指标并具有一定效果 → 12–16")
        );
        assert_eq!(card.grade, None, "weights of 60 points are not a whole table");
    }

    #[test]
    fn a_score_of_one_decimal_is_computed_to_one() {
        let funds = json!({"total": {"budget": "652", "executed": "601.5", "weight": "10", "score": "9.2"}});
        let card = card_of(json!({"kind": "projectEvaluation", "funds": funds, "indicators": [
            row("产出指标", "≥70%", "65.29%", "90", "83.9"),
            row("产出指标", "≥70%", "65.29%", "9", "8.3"),
        ]}));
        assert_eq!(lines(&card), ["execution 9.2 9.2", "ratio 83.9 83.9", "ratio 8.3 8.39"]);
        assert_eq!(card.lines[0].formula.as_deref(), Some("10 × 601.5 ÷ 652 = 9.2"));
    }

    #[test]
    fn a_half_filled_form_is_scored_so_far_and_lists_what_is_missing() {
        let card = card_of(json!({"kind": "projectEvaluation",
            "funds": {"total": {"initial": "", "budget": "652", "executed": "", "weight": "10", "score": ""}},
            "indicators": [row("产出指标", "≥10次", "", "20", ""), row("产出指标", "≥10次", "12次", "20", ""), row("效益指标", "改善", "", "", "5")],
            "total": {"score": ""}}));
        assert_eq!(lines(&card), ["execution – –", "ratio – –", "met – 20", "judged 5 –"]);
        let needs: Vec<_> =
            card.lines.iter().flat_map(|line| &line.needs).map(String::as_str).collect();
        assert_eq!(
            needs,
            [
                "/documents/0/funds/total/executed",
                "/documents/0/indicators/0/actual",
                "/documents/0/indicators/2/weight",
                "/documents/0/indicators/2/actual"
            ]
        );
        assert_eq!((card.computed, card.claimed, card.grade), (Some(dec("25")), None, None));
    }

    #[test]
    fn a_score_sheet_is_summed_as_claimed() {
        let card = card_of(json!({"kind": "scoreSheet", "items": [
            {"group": "履职效能", "name": "整体绩效目标完成率", "weight": "50", "score": "48.5"},
            {"group": "管理效率", "name": "预算执行率", "weight": "50", "score": "50"},
            {"group": "", "name": "", "weight": "", "score": ""},
        ], "bonus": [{"name": "加分", "score": "1"}, {"name": "减分", "score": ""}], "total": {"score": "99.5", "grade": "优"}}));
        assert_eq!(lines(&card), ["judged 48.5 –", "judged 50 –", "judged 1 –"]);
        assert_eq!((card.computed, card.grade.as_deref()), (Some(dec("99.5")), Some("优")));
    }

    #[test]
    fn a_transfer_form_has_no_scores() {
        let filing =
            Filing::read(json!({"documents": [{"kind": "transferEvaluation", "indicators": []}]}))
                .unwrap();
        assert_eq!(scorecard(&filing.documents[0], 0, &Profile::built_in("cn").unwrap()), None);
    }
}
