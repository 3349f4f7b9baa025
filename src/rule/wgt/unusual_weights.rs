//! # 权重与通行设置不同
//!
//! **查什么**：一级指标的分值合计与所用口径的设置不同（全国通用：产出 50、效益 30、满意度 10，
//! 另有预算执行 10）。
//!
//! **为什么**：权重可以按实际设置，但与通行设置不同的，评审时常会问到。只作提示，不算问题。
//!
//! **不查什么**：还有指标没有填分值的；分值合计不是 90 或 100 的（由 SUM003 核对）；
//! 口径没有规定分值的一级指标（如成本指标）；按多个目标分列指标的。
//!
//! ---
//!
//! **What it finds**: level-1 points that differ from the profile's (`cn`: output 50, benefit 30,
//! satisfaction 10, beside 10 for execution).
//!
//! **Why**: departments may set their own, but reviewers ask. It is information, never an error.
//!
//! **What it leaves alone**: tables with a weight still missing or that do not add up; groups the
//! profile has no points for; tables with several headings.
//!
//! ```json fails
//! {"kind": "projectEvaluation", "indicators": [{"level1": "产出指标", "weight": "60"}, {"level1": "效益指标", "weight": "30"}, {"level1": "满意度指标", "weight": "10"}]}
//! ```
//!
//! ```json passes
//! {"kind": "projectEvaluation", "funds": {"total": {"weight": "10"}}, "indicators": [{"level1": "产出指标", "weight": "50"}, {"level1": "效益指标", "weight": "30"}, {"level1": "满意度指标", "weight": "10"}]}
//! ```

use crate::filing::{Cell, Document, Indicator, MaybeCell, Reads};
use crate::finding::{Family, Printed, Quoted, RuleInfo, Severity, Text, message};

use crate::filing::row::{Row, State};
use crate::relation::Relations;
use crate::rule::{Check, Checks, MEASURES_2020, Rule};
use crate::value::Column;
use crate::value::number::Dec;

pub static UNUSUAL_WEIGHTS: Rule = Rule {
    info: RuleInfo {
        family: Family::Wgt,
        code: "WGT001",
        name: "unusual-weights",
        severity: Severity::Info,
        summary: Text {
            zh: "一级指标分值与通行设置不同",
            en: "level-1 points differ from the profile's",
        },
        basis: MEASURES_2020,
    },
    checks: &[Check::Document(Reads::of(&[Column::Words, Column::Points]), check)],
};

message! {
    UnusualWeights { claimed: Quoted, expected: Printed }
    zh "一级指标分值为 {claimed}；通行设置为 {expected}。"
    en "The groups have {claimed} points; the usual setting is {expected}."
    advice {
        zh "按实际需要调整的，不必改动，备好说明即可。"
        en "Nothing has to change; be ready to say why."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    if relations.profile.weights.is_empty() {
        return;
    }
    for document in relations.documents {
        let Some(sums) = group_sums(indicators(document), &relations.profile.weights) else {
            continue;
        };
        let place = indicators(document).iter().find_map(|indicator| indicator.level1.as_ref());
        let Some(place) = place.map(|cell| &cell.place) else { continue };
        // A group that is missing altogether is REQ004's.
        let present: Vec<&(Dec, &(String, Dec))> =
            sums.iter().filter(|(sum, _)| !sum.is_zero()).collect();
        if present.iter().all(|(sum, (_, usual))| sum == usual) {
            checks.pass();
            continue;
        }
        let list = |points: fn(&(Dec, &(String, Dec))) -> Dec| {
            let group =
                |entry: &&(Dec, &(String, Dec))| format!("{} {}", entry.1.0, points(entry).plain());
            present.iter().map(group).collect::<Vec<_>>().join("、")
        };
        let message = UnusualWeights {
            claimed: list(|(sum, _)| *sum).into(),
            expected: list(|(_, (_, usual))| *usual).into(),
        };
        checks.push(UNUSUAL_WEIGHTS.finding(place, message));
    }
}

fn indicators(document: &Document) -> &[Indicator] {
    match document {
        Document::DepartmentTargets(targets) => &targets.indicators,
        Document::ProjectTargets(targets) => &targets.indicators,
        _ => document.scored_evaluation().map_or(&[], |evaluation| &evaluation.indicators),
    }
}

/// The points of each of the profile's groups; `None` if the table is unfinished, does not add up
/// or has other groups.
fn group_sums<'a>(
    indicators: &[Indicator],
    weights: &'a [(String, Dec)],
) -> Option<Vec<(Dec, &'a (String, Dec))>> {
    let mut sums: Vec<(Dec, &(String, Dec))> =
        weights.iter().map(|group| (Dec::ZERO, group)).collect();
    for indicator in indicators {
        if !indicator.heading.is_empty() {
            return None;
        }
        if Row::new(indicator).state() != State::Filled {
            continue;
        }
        let weight = indicator.weight.as_ref().and_then(Cell::number)?;
        let level1 = indicator.level1.compact();
        let (sum, _) = sums.iter_mut().find(|(_, (word, _))| level1.contains(word.as_str()))?;
        *sum = sum.plus(weight)?;
    }
    let total = Dec::sum(sums.iter().map(|(sum, _)| *sum))?;
    (total == Dec::HUNDRED || total == Dec::whole(90)).then_some(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{run, run_in};
    use serde_json::{Value as Json, json};

    fn table(rows: &[(&str, &str)]) -> Json {
        let row = |(level1, weight): &(&str, &str)| json!({"level1": level1, "name": "指标", "weight": weight});
        json!({"kind": "projectEvaluation", "indicators": rows.iter().map(row).collect::<Vec<_>>()})
    }

    #[test]
    fn tells_points_that_differ() {
        let document = table(&[
            ("产出指标(40分)", "20"),
            ("产出指标(40分)", "20"),
            ("效益指标(40分)", "40"),
            ("满意度指标(10分)", "10"),
        ]);
        assert_eq!(
            run(&UNUSUAL_WEIGHTS, document),
            ["/indicators/0/level1: 产出 40、效益 40、满意度 10 → 产出 50、效益 30、满意度 10"]
        );
    }

    #[test]
    fn leaves_alone_what_is_usual_unfinished_or_unknown() {
        for rows in [
            vec![("产出指标", "50"), ("效益指标", "30"), ("满意度指标", "10")],
            vec![("产出指标", "60"), ("效益指标", ""), ("满意度指标", "10")],
            vec![("产出指标", "40"), ("效益指标", "20"), ("满意度指标", "10"), ("成本指标", "20")],
            vec![("产出指标", "60"), ("效益指标", "10"), ("满意度指标", "10")],
            vec![],
        ] {
            assert_eq!(run(&UNUSUAL_WEIGHTS, table(&rows)), [""; 0], "{rows:?}");
        }
    }

    #[test]
    fn goes_by_the_profile() {
        let document = table(&[
            ("产出指标", "40"),
            ("效益指标", "20"),
            ("满意度指标", "10"),
            ("成本指标", "20"),
        ]);
        assert_eq!(
            run_in(&UNUSUAL_WEIGHTS, "cn-cost", json!({"documents": [document.clone()]})),
            [""; 0]
        );
        assert_eq!(
            run_in(&UNUSUAL_WEIGHTS, "cn-hunan", json!({"documents": [document.clone()]})),
            [""; 0]
        );
        assert_eq!(
            run_in(&UNUSUAL_WEIGHTS, "cn-guangdong", json!({"documents": [document]})),
            [""; 0]
        );
    }
}
