//! The points of a report's outline: groups make the whole, and parts make their group.
//!
//! Points are small numbers, so their digits prove nothing. What proves is the form: where the
//! weights of some groups come to the weight of the whole, these are all the groups, and their
//! scores must come to its score. A figure is accused where that, or two relations together, or
//! many like it that hold, tell that the relation is meant; and the figure accused is the one whose
//! change mends most.

use super::points::{Outline, Role};
use super::slip::mended;
use super::tie::Kind;
use super::Misfit;
use crate::filing::Document;
use crate::narrative::claim::restated;
use crate::value::number::Dec;

/// How many relations of one kind show, by holding, that one more is meant.
const REPEATED: usize = 2;
/// An index of a relation.
type Nth = usize;

/// Where a relation is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// Numbered groups.
    Groups,
    /// Paragraphs with their points.
    Items,
    /// A list in a sentence.
    List,
    /// Weight, deduction and score of one group.
    Deduction,
}

/// Points that must come to other points.
#[derive(Debug)]
struct Relation {
    source: Source,
    role: Role,
    /// What the parts come to; `None` for 100.
    whole: Option<usize>,
    parts: Vec<usize>,
    sum: Option<Dec>,
    /// Parts may be missing.
    is_open: bool,
    holds: bool,
    /// The relation of the weights beside one of scores, and the other way round.
    companion: Option<Nth>,
}

/// What a figure may have been.
#[derive(Clone, Debug)]
struct Candidate {
    figure: usize,
    meant: Dec,
    mends: Vec<Nth>,
    rank: usize,
    is_slip: bool,
    /// It fits its weight or score only so.
    fits: bool,
}

pub fn find<'a>(documents: &'a [Document]) -> Vec<Misfit<'a>> {
    documents
        .iter()
        .filter_map(Outline::of)
        .flat_map(|outline| Judge::of(&outline).misfits())
        .collect()
}

struct Judge<'o, 'a> {
    outline: &'o Outline<'a>,
    relations: Vec<Relation>,
    /// The relations of each figure.
    relations_of: Vec<Vec<Nth>>,
    /// The weight of each score, and the score of each weight.
    partner: Vec<Option<(Role, usize)>>,
    /// The execution rate of each score of a node that gives one.
    rate: Vec<Option<usize>>,
    is_accused: Vec<bool>,
    /// How many complete relations of a kind hold, and how many fail.
    alike: Vec<(Source, Role, [usize; 2])>,
}

impl<'o, 'a> Judge<'o, 'a> {
    fn of(outline: &'o Outline<'a>) -> Judge<'o, 'a> {
        let count = outline.figures.len();
        let (mut partner, mut rate) = (vec![None; count], vec![None; count]);
        for node in &outline.nodes {
            if let (Some(weight), Some(score)) = (node.weight, node.score) {
                if let Some(entry) = partner.get_mut(weight) {
                    *entry = Some((Role::Score, score));
                }
                if let Some(entry) = partner.get_mut(score) {
                    *entry = Some((Role::Weight, weight));
                }
                if let Some(entry) = rate.get_mut(score) {
                    *entry = node.rates.first().copied();
                }
            }
        }
        let is_accused = outline.figures.iter().map(|figure| {
            let claims = figure.cell.prose().claims.iter();
            claims.filter(|claim| claim.is_wrong()).any(|claim| claim.span == figure.item.span)
        });
        let mut judge = Judge {
            outline,
            relations: Vec::new(),
            relations_of: vec![Vec::new(); count],
            partner,
            rate,
            is_accused: is_accused.collect(),
            alike: Vec::new(),
        };
        judge.relate();
        judge
    }

    fn relate(&mut self) {
        let outline = self.outline;
        let mut totals = outline.nodes.iter().filter(|node| {
            node.is_total && node.parts.is_empty() && node.lists.is_empty() && node.score.is_some()
        });
        let mut total = totals.next().filter(|_| totals.next().is_none());
        for node in &outline.nodes {
            let is_item = |part: &usize| outline.node(*part).is_some_and(|part| part.is_item);
            let source =
                if node.parts.iter().any(is_item) { Source::Items } else { Source::Groups };
            let is_whole = node.score.is_some();
            let whole = if is_whole { Some(node) } else { total.filter(|_| node.parts.len() > 2) };
            let is_borrowed = !is_whole && whole.is_some();
            let is_unsure = node.is_unsure(outline);
            let before = self.relations.len();
            {
                let pair = |role| whole.unwrap_or(node).points(role);
                self.sums(source, [pair(Role::Weight), pair(Role::Score)], &node.parts, is_unsure, is_borrowed);
                for list in &node.lists {
                    self.sums(Source::List, [pair(Role::Weight), pair(Role::Score)], list, false, is_borrowed);
                }
            }
            if is_borrowed && self.relations.len() > before {
                total = None;
            }
            if let ([deducted], Some(weight), Some(score)) =
                (node.deducted.as_slice(), node.weight, node.score)
            {
                self.add(Source::Deduction, Role::Weight, Some(weight), vec![score, *deducted], false);
            }
        }
    }

    /// The weights and the scores of the parts of a whole.
    fn sums(&mut self, source: Source, whole: [Option<usize>; 2], nodes: &[usize], is_unsure: bool, is_borrowed: bool) {
        let [weight, score] = whole;
        let weights = self.outline.points_of(nodes, Role::Weight);
        let scores = self.outline.points_of(nodes, Role::Score).filter(|_| !self.outline.has_extra);
        // The weight of a whole evaluation is 100 where it is not given.
        let is_hundred = weight.is_none() && score.is_some() && nodes.len() > 2;
        let weights = weights
            .filter(|(parts, _)| !parts.is_empty() && (weight.is_some() || is_hundred))
            .filter(|(parts, _)| {
                !is_borrowed && !is_hundred || self.sum(parts) == Some(Dec::HUNDRED)
                    || scores.as_ref().is_some_and(|(scores, _)| self.sum(scores) == score.and_then(|s| self.outline.number(s)))
            })
            .map(|(parts, open)| self.add(source, Role::Weight, weight, parts, open || is_unsure));
        let scores = scores
            .filter(|(parts, _)| !parts.is_empty() && score.is_some())
            .filter(|_| !is_borrowed || weights.is_some())
            .map(|(parts, open)| self.add(source, Role::Score, score, parts, open || is_unsure));
        if let (Some(weights), Some(scores)) = (weights, scores) {
            for (one, other) in [(weights, scores), (scores, weights)] {
                if let Some(relation) = self.relations.get_mut(one) {
                    relation.companion = Some(other);
                }
            }
        }
    }

    fn add(&mut self, source: Source, role: Role, whole: Option<usize>, parts: Vec<usize>, is_open: bool) -> Nth {
        let nth = self.relations.len();
        for figure in parts.iter().copied().chain(whole) {
            if let Some(relations) = self.relations_of.get_mut(figure) {
                relations.push(nth);
            }
        }
        let sum = self.sum(&parts);
        let mut relation =
            Relation { source, role, whole, parts, sum, is_open, holds: false, companion: None };
        relation.holds = self.holds(&relation);
        if !relation.is_open {
            let held = usize::from(!relation.holds);
            let alike = self.alike.iter_mut().find(|(s, r, _)| (*s, *r) == (source, role));
            match alike {
                Some((_, _, counts)) => counts.get_mut(held).into_iter().for_each(|count| *count += 1),
                None => self.alike.push((source, role, if relation.holds { [1, 0] } else { [0, 1] })),
            }
        }
        self.relations.push(relation);
        nth
    }

    fn sum(&self, figures: &[usize]) -> Option<Dec> {
        Dec::sum_of(figures.iter().map(|figure| self.outline.number(*figure)))
    }

    fn whole(&self, relation: &Relation) -> Option<Dec> {
        relation.whole.map_or(Some(Dec::HUNDRED), |whole| self.outline.number(whole))
    }

    /// Also as far as rounding lets one tell.
    fn holds(&self, relation: &Relation) -> bool {
        let (Some(sum), Some(whole)) = (relation.sum, self.whole(relation)) else {
            return false;
        };
        let decimals = whole.decimals();
        let numbers = relation.parts.iter().filter_map(|part| self.outline.number(*part));
        let slack = Dec::sum(numbers.filter(|number| number.decimals() > 0 && number.decimals() < decimals)
            .map(|number| Dec::new(5, number.decimals() + 1)));
        sum.round(decimals) == whole
            || sum.minus(whole).zip(slack).is_some_and(|(off, slack)| off.abs() <= slack)
    }

    /// The value of a figure with which a relation holds.
    fn wanted(&self, relation: &Relation, figure: usize) -> Option<Dec> {
        let sum = relation.sum?;
        if relation.whole == Some(figure) {
            return Some(sum.plain());
        }
        let own = self.outline.number(figure)?;
        Some(self.whole(relation)?.minus(sum)?.plus(own)?.plain())
    }

    fn relation(&self, nth: Nth) -> Option<&Relation> {
        self.relations.get(nth)
    }

    fn figures(&self, relation: &Relation) -> Vec<usize> {
        relation.whole.into_iter().chain(relation.parts.iter().copied()).collect()
    }

    /// The figures whose change mends a failing relation and breaks none that holds.
    fn candidates(&self, nth: Nth) -> Vec<Candidate> {
        let Some(relation) = self.relation(nth) else { return Vec::new() };
        let figures = self.figures(relation).into_iter();
        figures.filter_map(|figure| self.candidate(nth, relation, figure)).collect()
    }

    fn candidate(&self, nth: Nth, relation: &Relation, figure: usize) -> Option<Candidate> {
        let meant = self.wanted(relation, figure)?;
        let number = self.outline.number(figure)?;
        let mut mends = vec![nth];
        for other in self.relations_of.get(figure)?.iter().filter(|other| **other != nth) {
            let other_relation = self.relation(*other)?;
            if other_relation.holds {
                return None;
            }
            if self.wanted(other_relation, figure)? == meant {
                mends.push(*other);
            } else if !other_relation.is_open {
                return None;
            }
        }
        let partner = self.partner.get(figure).copied().flatten();
        let partner = partner.and_then(|(role, index)| Some((role, self.outline.number(index)?)));
        let exceeds = |value: Dec| match partner {
            Some((Role::Weight, weight)) => value > weight,
            Some((Role::Score, score)) => value < score,
            None => false,
        };
        let is_given = relation.role == Role::Weight && number == Dec::HUNDRED;
        if meant.is_negative() || exceeds(meant) || is_given {
            return None;
        }
        let is_full = |value: Dec| partner.is_some_and(|(_, other)| other == value);
        let is_slip = is_slip(number, meant);
        let fits = exceeds(number) || is_full(meant);
        let is_product = self.is_execution(figure, meant);
        // What is full and would not be full any more was hardly something else.
        let spoils = is_full(number);
        let rank = 100 * mends.len()
            + 20 * usize::from(is_slip)
            + 15 * usize::from(is_product)
            + 10 * usize::from(exceeds(number))
            + 5 * usize::from(is_full(meant))
            + 5 * usize::from(!spoils)
            + 3 * usize::from(relation.role == Role::Weight && meant == Dec::HUNDRED);
        Some(Candidate { figure, meant, mends, rank, is_slip, fits })
    }

    /// Is it what the weight and the execution rate come to?
    fn is_execution(&self, figure: usize, meant: Dec) -> bool {
        let number = |figure: usize| self.outline.number(figure);
        let rate = self.rate.get(figure).copied().flatten().and_then(number);
        let Some((Role::Weight, weight)) = self.partner.get(figure).copied().flatten() else {
            return false;
        };
        let points = rate.and_then(|rate| rate.shift(-2)?.times(number(weight)?));
        points.is_some_and(|points| points.round(2).plain() == meant)
    }

    /// Is it certain that the relation which a change mends is meant?
    fn is_meant(&self, nth: Nth, candidate: &Candidate) -> bool {
        let Some(relation) = self.relation(nth) else { return false };
        let mended: Vec<&Relation> =
            candidate.mends.iter().filter_map(|nth| self.relation(*nth)).collect();
        // One figure that is a part of one whole and the whole of other parts.
        let is_closed = mended.iter().all(|relation| !relation.is_open);
        let is_whole = |relation: &&Relation| relation.whole == Some(candidate.figure);
        let is_twice = is_closed && mended.iter().any(is_whole) && !mended.iter().all(is_whole);
        if is_twice && self.keeps_companions(&mended, candidate) {
            return true;
        }
        let is_complete = relation.parts.len() > 1
            && relation.companion.and_then(|nth| self.relation(nth)).is_some_and(|companion| companion.holds);
        let is_by_companion = match relation.role {
            Role::Score => is_complete,
            // A group without a score may be left out.
            Role::Weight => is_complete && candidate.is_slip && candidate.fits && !relation.is_open,
        };
        is_by_companion || self.is_repeated(relation, candidate)
    }

    /// A score that its weight confirms is not the wrong one of two.
    fn keeps_companions(&self, mended: &[&Relation], candidate: &Candidate) -> bool {
        let partner = self.partner.get(candidate.figure).copied().flatten();
        let number = self.outline.number(candidate.figure);
        let is_full = partner.is_some_and(|(_, other)| self.outline.number(other) == number);
        let companions = mended.iter().filter_map(|relation| self.relation(relation.companion?));
        !is_full || !companions.into_iter().any(|companion| companion.holds)
    }

    /// Do others like it hold, and is it the only one that does not?
    fn is_repeated(&self, relation: &Relation, candidate: &Candidate) -> bool {
        let is_alike = |other: &Relation| {
            other.source == relation.source && other.role == relation.role && !other.is_open
        };
        let alike = self.alike.iter().find(|(source, role, _)| (*source, *role) == (relation.source, relation.role));
        let Some((_, _, [holding, failing])) = alike else { return false };
        let mended = candidate.mends.iter().filter_map(|nth| self.relation(*nth));
        let is_only = mended.filter(|other| is_alike(other)).count() == *failing;
        let is_form = !relation.is_open && relation.source != Source::List;
        is_form && candidate.is_slip && is_only && *holding >= REPEATED
    }

    fn misfits(&self) -> Vec<Misfit<'a>> {
        let failing: Vec<Nth> = (0..self.relations.len())
            .filter(|nth| self.relation(*nth).is_some_and(|relation| !relation.holds))
            .collect();
        let mut verdicts: Vec<(Nth, Vec<Candidate>)> = Vec::new();
        for nth in failing {
            let Some(relation) = self.relation(nth) else { continue };
            let is_judged = |figure: &usize| self.is_accused.get(*figure) == Some(&true);
            if self.figures(relation).iter().any(is_judged) {
                continue;
            }
            let candidates = self.candidates(nth);
            let best = candidates.iter().map(|candidate| candidate.rank).max().unwrap_or(0);
            let likeliest: Vec<Candidate> =
                candidates.into_iter().filter(|candidate| candidate.rank == best).collect();
            if likeliest.iter().any(|candidate| self.is_meant(nth, candidate)) {
                verdicts.push((nth, likeliest));
            }
        }
        // What mends most comes first, and what it mends accuses nothing else.
        verdicts.sort_by_key(|(nth, candidates)| {
            let rank = candidates.first().map_or(0, |candidate| candidate.rank);
            (core::cmp::Reverse(rank), *nth)
        });
        let mut is_done = vec![false; self.relations.len()];
        let mut misfits = Vec::new();
        for (nth, candidates) in verdicts {
            if is_done.get(nth) == Some(&true) {
                continue;
            }
            for mended in candidates.iter().flat_map(|candidate| &candidate.mends) {
                if let Some(done) = is_done.get_mut(*mended) {
                    *done = true;
                }
            }
            misfits.extend(self.verdict(nth, &candidates));
        }
        misfits
    }

    /// One figure, or two that could equally be the wrong one; of more the whole.
    fn verdict(&self, nth: Nth, candidates: &[Candidate]) -> Vec<Misfit<'a>> {
        let Some(relation) = self.relation(nth) else { return Vec::new() };
        if candidates.len() <= 2 {
            let misfit = |one: &Candidate| self.misfit(relation, one.figure, one.meant);
            return candidates.iter().filter_map(misfit).collect();
        }
        let figure = relation.whole.or(candidates.first().map(|candidate| candidate.figure));
        let misfit = figure.and_then(|figure| {
            self.misfit(relation, figure, self.wanted(relation, figure)?)
        });
        misfit.into_iter().collect()
    }

    fn misfit(&self, relation: &Relation, figure: usize, meant: Dec) -> Option<Misfit<'a>> {
        let found = self.outline.figures.get(figure)?;
        let claimed = self.outline.shown(figure);
        let shown = |figure: &usize| self.outline.shown(*figure);
        let parts: Vec<String> = relation.parts.iter().map(shown).collect();
        let whole = relation.whole.map_or_else(|| "100分".to_owned(), |whole| shown(&whole));
        let others = self.figures(relation).into_iter().filter(|other| *other != figure);
        Some(Misfit {
            kind: Kind::Sum,
            cell: found.cell,
            span: found.item.span,
            expected: restated(&claimed, meant),
            claimed,
            formula: format!("{} = {whole}", parts.join(" + ")),
            others: others.filter_map(|other| Some(self.outline.figures.get(other)?.cell)).collect(),
        })
    }
}

/// Did one slip of the hand make one of the other?
fn is_slip(printed: Dec, meant: Dec) -> bool {
    let decimals = printed.decimals().max(meant.decimals());
    let whole = |number: Dec, decimals: u32| number.shift(i32::try_from(decimals).ok()?)?.to_i64();
    let at = |decimals: u32| {
        let (printed, meant) = (whole(printed, decimals)?, whole(meant, decimals)?);
        mended(printed, meant, meant)
    };
    // 954 for 9.54: the same digits at different places.
    let digits = || {
        let printed = whole(printed, printed.decimals())?;
        let meant = whole(meant, meant.decimals())?;
        mended(printed, meant, meant).or_else(|| (printed == meant).then_some(meant))
    };
    at(decimals).or_else(digits).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Filing;
    use serde_json::{Value as Json, json};

    /// A report whose headings begin with `# `.
    fn report(text: &str) -> Json {
        let mut sections: Vec<(String, Vec<&str>)> = vec![(String::new(), Vec::new())];
        for line in text.lines() {
            match (line.strip_prefix("# "), sections.last_mut()) {
                (Some(heading), _) => sections.push((heading.to_owned(), Vec::new())),
                (None, Some((_, lines))) => lines.push(line),
                (None, None) => {}
            }
        }
        let section = |(heading, lines): &(String, Vec<&str>)| {
            json!({ "heading": heading, "text": lines.join("\n") })
        };
        let sections: Vec<Json> = sections.iter().map(section).collect();
        json!({ "documents": [{ "kind": "narrative", "sections": sections }] })
    }

    fn misfits(text: &str) -> Vec<String> {
        let filing = Filing::read(&report(text)).expect("a filing");
        let shown = |misfit: &Misfit<'_>| format!("{} → {}", misfit.claimed, misfit.expected);
        find(&filing.documents).iter().map(shown).collect()
    }

    /// A report as the form of Hunan has it.
    const FULL: &str = "# 六、整体支出绩效情况
我局开展了评价,总分值 100 分, 自评得分 99.54 分, 具体情况如下:
# (一) 预算执行率
指标分值 10 分, 得分 9.54 分。
全年预算数 2092.71 万元, 预算执行 1997.21 万元, 预算执行率 95.44%。(此项指标自评 9.54 分)
# (二) 产出指标
指标分值 32 分, 得分 32 分。
# 1、数量指标 (指标分值 10 分, 得分 10 分)
**参保人数:** 参保人数为 364.22 万人。(此项指标自评 10 分)
# 2、质量指标 (指标分值 14 分, 得分 14 分)
**报销比例:** 报销比例 66.27%。（此项指标自评 8 分）
**集中采购：**完成率为 211.69%。（此项指标自评 6 分）
### 3、时效指标（指标分值 8 分，得分 8 分）
**及时性：**及时结算。（此项指标自评 8 分）
# （三）效益指标
指标分值 30 分，得分 30 分。
1、经济效益指标（该指标不适用单位实际情况）
2、社会效益指标（指标分值 25 分，得分 25 分）
**覆盖率：**覆盖率达 100%。（此项指标自评 10 分）
**稳定性：**一是提升服务。二是推进联办。（此项指标自评 5 分）
**支付方式：**顺利完成切换。（此项指标自评 10 分）
**4、可持续影响指标（指标分值 5 分，得分 5 分）**
**共济改革：**极大地方便了群众。（此项指标自评 5 分）
# **（四）满意度指标**
指标分值 10 分，得分 10 分。
**满意度：**满意度 100%。（此项指标自评 10 分）
# **（五）成本指标**
指标分值 18 分，得分 18 分。
**1、经济成本指标（指标分值 18 分，得分 18 分）**
**执行情况：**预算执行 1997.21 万元。（此项指标自评 10 分）
**控制情况：**控制率为 11.43%。（此项指标自评 8 分）
2、社会成本指标（该指标不适用单位实际情况）
# 七、存在的问题
预算控制率略高，预算执行率扣0.46分。";

    #[test]
    fn dumps() {
        let Ok(path) = std::env::var("OUTLINE") else { return };
        for text in std::fs::read_to_string(path).expect("a file").split("\n====\n") {
            let filing = Filing::read(&report(text)).expect("a filing");
            let outline = Outline::of(filing.documents.first().expect("one")).expect("one");
            println!("---- {}", text.lines().next().unwrap_or(""));
            for (nth, node) in outline.nodes.iter().enumerate() {
                let shown = |f: Option<usize>| f.map_or(String::from("-"), |f| outline.shown(f));
                println!("{nth} {:?} {} {} ded {} parts {:?} lists {:?} item {} idle {} unscored {} total {} rates {}", node.name, shown(node.weight), shown(node.score), node.deducted.len(), node.parts, node.lists, node.is_item, 0, 0, node.is_total, node.rates.len());
            }
            let judge = Judge::of(&outline);
            println!("extra {}", outline.has_extra);
            for (nth, r) in judge.relations.iter().enumerate() {
                println!("{nth} {:?} {:?} {} = {} open {} holds {} comp {:?}", r.source, r.role, r.whole.map_or(String::from("100"), |w| outline.shown(w)), r.parts.iter().map(|p| outline.shown(*p)).collect::<Vec<_>>().join("+"), r.is_open, r.holds, r.companion);
                if !r.holds { for c in judge.candidates(nth) { println!("    {} → {} rank {} mends {:?} slip {} fits {} meant {}", outline.shown(c.figure), c.meant, c.rank, c.mends, c.is_slip, c.fits, judge.is_meant(nth, &c)); } }
            }
            println!("{:?}", misfits(text));
        }
    }

    #[test]
    fn finds_each_wrong_figure_of_a_full_outline() {
        let text = FULL;
        for (right, wrong, expected) in [
            ("总分值 100 分", "总分值 300 分", "300分 → 100分"),
            ("自评得分 99.54 分", "自评得分 19.54 分", "19.54分 → 99.54分"),
            ("10 分, 得分 9.54 分", "10 分, 得分 3.54 分", "3.54分 → 9.54分"),
            ("10 分, 得分 9.54 分", "40 分, 得分 9.54 分", "40分 → 10分"),
            ("(此项指标自评 9.54 分)", "(此项指标自评 9.14 分)", "9.14分 → 9.54分"),
            ("32 分, 得分 32 分", "42 分, 得分 32 分", "42分 → 32分"),
            ("32 分, 得分 32 分", "32 分, 得分 31 分", "31分 → 32分"),
            ("14 分, 得分 14 分", "14 分, 得分 12 分", "12分 → 14分"),
            ("14 分, 得分 14 分", "54 分, 得分 14 分", "54分 → 14分"),
            ("自评 8 分）\n**集", "自评 2 分）\n**集", "2分 → 8分"),
            ("（此项指标自评 6 分）", "（此项指标自评 3 分）", "3分 → 6分"),
            ("8 分，得分 8 分", "8 分，得分 1 分", "1分 → 8分"),
            ("25 分，得分 25 分", "25 分，得分 23 分", "23分 → 25分"),
            ("25 分，得分 25 分", "55 分，得分 25 分", "55分 → 25分"),
            ("（此项指标自评 5 分）\n**支", "（此项指标自评 7 分）\n**支", "7分 → 5分"),
        ] {
            // DUMP
            let wrong = text.replacen(right, wrong, 1);
            assert_ne!(wrong, text, "{right}");
            assert_eq!(misfits(&wrong), [expected], "{right} → {expected}");
        }
    }
}
