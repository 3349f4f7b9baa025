//! The points of a report's outline: groups make the whole, and parts make their group.
//!
//! Points are small numbers, so their digits prove nothing. What proves is the form: where the
//! weights of some groups come to the weight of the whole, these are all the groups, and their
//! scores must come to its score. A figure is accused where that, or two relations together, or
//! many like it that hold, tell that the relation is meant; and the figure accused is the one whose
//! change mends most.

use super::Misfit;
use super::fact::Spot;
use super::points::{Node, Outline, Role};
use super::slip::mended;
use super::tie::Kind;
use crate::filing::{Cell, Document};
use crate::narrative::claim::restated;
use crate::order::{sorted, sorted_by_key};
use crate::value::number::Dec;
use crate::value::text::contains_any;

/// How many relations of one kind show, by holding, that one more is meant.
const REPEATED: usize = 2;
/// How many scores within their weight show that the one above it is wrong.
const WITHIN: usize = 3;
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
    /// How many failing relations want another value for it.
    breaks: usize,
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
    /// The relations that fail for a reason already found.
    is_explained: Vec<bool>,
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
            is_explained: Vec::new(),
        };
        judge.relate();
        judge
    }

    fn relate(&mut self) {
        let outline = self.outline;
        // The score of the whole evaluation, where it is given apart from the groups.
        let mut totals = outline.nodes.iter().filter(|node| {
            (node.is_total || is_conclusion(&node.name))
                && node.parts.is_empty()
                && node.lists.is_empty()
                && node.score.is_some()
        });
        let number = |node: &Node| node.score.and_then(|score| outline.number(score));
        let mut total = totals.next();
        if totals.any(|other| number(other) != total.and_then(number)) {
            total = None;
        }
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
                self.sums(
                    source,
                    [pair(Role::Weight), pair(Role::Score)],
                    &node.parts,
                    is_unsure,
                    is_borrowed,
                );
                for list in &node.lists {
                    self.sums(
                        Source::List,
                        [pair(Role::Weight), pair(Role::Score)],
                        list,
                        false,
                        is_borrowed,
                    );
                }
            }
            if is_borrowed && self.relations.len() > before {
                total = None;
            }
            if let ([deducted], Some(weight), Some(score)) =
                (node.deducted.as_slice(), node.weight, node.score)
            {
                self.add(
                    Source::Deduction,
                    Role::Weight,
                    Some(weight),
                    vec![score, *deducted],
                    false,
                );
            }
        }
    }

    /// The weights and the scores of the parts of a whole.
    fn sums(
        &mut self,
        source: Source,
        whole: [Option<usize>; 2],
        nodes: &[usize],
        is_unsure: bool,
        is_borrowed: bool,
    ) {
        let [weight, score] = whole;
        let weights = self.outline.points_of(nodes, Role::Weight);
        let scores = self.outline.points_of(nodes, Role::Score).filter(|_| !self.outline.has_extra);
        // The weight of a whole evaluation is 100 where it is not given.
        let is_hundred = weight.is_none() && score.is_some() && nodes.len() > 1;
        let weights = weights
            .filter(|(parts, _)| !parts.is_empty() && (weight.is_some() || is_hundred))
            .filter(|(parts, _)| {
                !is_borrowed && !is_hundred
                    || self.sum(parts) == Some(Dec::HUNDRED)
                    || scores.as_ref().is_some_and(|(scores, _)| {
                        self.sum(scores) == score.and_then(|s| self.outline.number(s))
                    })
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

    fn add(
        &mut self,
        source: Source,
        role: Role,
        whole: Option<usize>,
        parts: Vec<usize>,
        is_open: bool,
    ) -> Nth {
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
                Some((_, _, counts)) => {
                    counts.get_mut(held).into_iter().for_each(|count| *count += 1)
                }
                None => {
                    self.alike.push((source, role, if relation.holds { [1, 0] } else { [0, 1] }))
                }
            }
        }
        self.relations.push(relation);
        self.is_explained.push(false);
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
        let slack = Dec::sum(
            numbers
                .filter(|number| number.decimals() > 0 && number.decimals() < decimals)
                .map(|number| Dec::new(5, number.decimals() + 1)),
        );
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
        let (mut mends, mut breaks) = (vec![nth], 0);
        for other in self.relations_of.get(figure)?.iter().filter(|other| **other != nth) {
            let other_relation = self.relation(*other)?;
            if other_relation.holds {
                return None;
            }
            if self.wanted(other_relation, figure)? == meant {
                mends.push(*other);
            } else if !other_relation.is_open && !self.is_explained(*other) {
                breaks += 1;
            }
        }
        let partner = self.partner.get(figure).copied().flatten();
        // A weight that fails in the same way bounds nothing.
        let fails_too = partner.is_some_and(|(_, other)| {
            let relations = self.relations_of.get(other).into_iter().flatten();
            relations
                .filter_map(|nth| self.relation(*nth))
                .any(|relation| !relation.holds && self.wanted(relation, other) == Some(meant))
        });
        let partner = partner.and_then(|(role, index)| Some((role, self.outline.number(index)?)));
        let exceeds = |value: Dec| match partner {
            Some((Role::Weight, weight)) => value > weight,
            Some((Role::Score, score)) => value < score,
            None => false,
        };
        let is_given = relation.role == Role::Weight
            && relation.whole == Some(figure)
            && number == Dec::HUNDRED;
        if meant <= Dec::ZERO || exceeds(meant) && !fails_too || is_given {
            return None;
        }
        let is_full = |value: Dec| partner.is_some_and(|(_, other)| other == value);
        let is_slip = is_slip(number, meant);
        let is_product = self.is_execution(figure, meant);
        let is_hundred = relation.role == Role::Weight && meant == Dec::HUNDRED;
        let fits = exceeds(number) || is_full(meant) || is_product || is_hundred;
        // What is full and would not be full any more was hardly something else.
        let spoils = is_full(number);
        let rank = (1000 + 100 * mends.len()).saturating_sub(100 * breaks)
            + 20 * usize::from(is_slip)
            + 15 * usize::from(is_product)
            + 10 * usize::from(exceeds(number))
            + 5 * usize::from(is_full(meant))
            + 5 * usize::from(!spoils)
            + 3 * usize::from(is_hundred);
        Some(Candidate { figure, meant, mends, breaks, rank, is_slip, fits })
    }

    fn is_explained(&self, nth: Nth) -> bool {
        self.is_explained.get(nth) == Some(&true)
    }

    /// Does it make the score of a group what its weight and the execution rate come to?
    fn is_execution(&self, figure: usize, meant: Dec) -> bool {
        let number = |figure: usize| self.outline.number(figure);
        let Some((role, other)) = self.partner.get(figure).copied().flatten() else { return false };
        let (score, weight) = match role {
            Role::Weight => (figure, number(other)),
            Role::Score => (other, Some(meant)),
        };
        let stated = if role == Role::Weight { Some(meant) } else { number(score) };
        let rate = self.rate.get(score).copied().flatten().and_then(number);
        let points = rate.zip(weight).and_then(|(rate, weight)| rate.shift(-2)?.times(weight));
        points.map(|points| points.round(2).plain()) == stated && stated.is_some()
    }

    /// Is it certain that the relation which a change mends is meant?
    fn is_meant(&self, nth: Nth, candidate: &Candidate) -> bool {
        let Some(relation) = self.relation(nth) else { return false };
        let mended: Vec<&Relation> =
            candidate.mends.iter().filter_map(|nth| self.relation(*nth)).collect();
        // One figure that is a part of one whole and the whole of other parts.
        let is_closed = mended.iter().all(|relation| !relation.is_open);
        let is_whole = |relation: &&Relation| relation.whole == Some(candidate.figure);
        let is_twice = is_closed
            && candidate.breaks == 0
            && mended.iter().any(is_whole)
            && !mended.iter().all(is_whole);
        if is_twice && self.keeps_companions(&mended, candidate) {
            return true;
        }
        let is_complete = relation.parts.len() > 1
            && relation
                .companion
                .and_then(|nth| self.relation(nth))
                .is_some_and(|companion| companion.holds);
        let is_by_companion = match relation.role {
            Role::Score => is_complete,
            // A group without a score may be left out.
            Role::Weight => is_complete && candidate.is_slip && candidate.fits && !relation.is_open,
        };
        is_by_companion || candidate.breaks == 0 && self.is_repeated(relation, candidate)
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
        let alike = self
            .alike
            .iter()
            .find(|(source, role, _)| (*source, *role) == (relation.source, relation.role));
        let Some((_, _, [holding, failing])) = alike else { return false };
        let mended = candidate.mends.iter().copied().filter(|nth| !self.is_explained(*nth));
        let mended = mended.filter_map(|nth| self.relation(nth)).filter(|other| is_alike(other));
        let is_only = mended.count() == *failing;
        let is_form = !relation.is_open && relation.source != Source::List;
        is_form && candidate.is_slip && is_only && *holding >= REPEATED
    }

    fn misfits(mut self) -> Vec<Misfit<'a>> {
        // What is certain explains why some relations fail: then they say nothing of others.
        for (_, candidates) in self.verdicts() {
            if let [only] = candidates.as_slice() {
                self.explain(only);
            }
        }
        let verdicts = self.verdicts();
        self.reported(verdicts)
    }

    fn explain(&mut self, candidate: &Candidate) {
        for nth in &candidate.mends {
            let companion = self.relation(*nth).and_then(|relation| relation.companion);
            for nth in [Some(*nth), companion].into_iter().flatten() {
                let Some(relation) = self.relations.get(nth).filter(|relation| !relation.holds)
                else {
                    continue;
                };
                let is_new = self.is_explained.get(nth) == Some(&false);
                let key = (relation.source, relation.role);
                let is_open = relation.is_open;
                if let Some(explained) = self.is_explained.get_mut(nth) {
                    *explained = true;
                }
                let alike = self.alike.iter_mut().find(|(source, role, _)| (*source, *role) == key);
                if let Some((_, _, [_, failing])) = alike.filter(|_| is_new && !is_open) {
                    *failing -= 1;
                }
            }
        }
    }

    /// What fails for certain, with the likeliest figures to be wrong.
    fn verdicts(&self) -> Vec<(Nth, Vec<Candidate>)> {
        let mut verdicts = Vec::new();
        for (nth, relation) in self.relations.iter().enumerate() {
            let is_judged = |figure: &usize| self.is_accused.get(*figure) == Some(&true);
            if relation.holds || self.figures(relation).iter().any(is_judged) {
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
        verdicts
    }

    fn reported(&self, verdicts: Vec<(Nth, Vec<Candidate>)>) -> Vec<Misfit<'a>> {
        // What mends most comes first, and what it mends accuses nothing else.
        let verdicts = sorted_by_key(verdicts, |(nth, candidates)| {
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
        misfits.extend(self.excesses(&misfits));
        misfits
    }

    /// Scores above their weight, where scores are otherwise within theirs.
    fn excesses(&self, misfits: &[Misfit<'a>]) -> Vec<Misfit<'a>> {
        let outline = self.outline;
        let pairs = || {
            outline.nodes.iter().filter_map(|node| {
                let (weight, score) = (node.weight?, node.score?);
                Some((weight, score, outline.number(weight)?, outline.number(score)?))
            })
        };
        let (above, within): (Vec<_>, Vec<_>) =
            pairs().partition(|(_, _, weight, score)| score > weight);
        if above.len() > 1 || within.len() < WITHIN {
            return Vec::new();
        }
        let holds = |figure: usize| {
            let relations = self.relations_of.get(figure).into_iter().flatten();
            relations.filter_map(|nth| self.relation(*nth)).any(|relation| relation.holds)
        };
        let excess = |(weight, score, ..): (usize, usize, Dec, Dec)| {
            let wrong = [score, weight].into_iter().find(|figure| !holds(*figure))?;
            let found = outline.figures.get(wrong)?;
            let other = outline.figures.get(if wrong == score { weight } else { score })?;
            let is_known = misfits.iter().any(|misfit| {
                [found, other].iter().any(|figure| {
                    core::ptr::eq(misfit.cell, figure.cell) && misfit.span == figure.item.span
                })
            });
            let word = if wrong == score { "不超过" } else { "不低于" };
            let (shown, bound) = (outline.shown(score), outline.shown(weight));
            let misfit = Misfit {
                kind: Kind::Points,
                difference: None,
                is_said: true,
                cell: found.cell,
                span: found.item.span,
                claimed: outline.shown(wrong),
                expected: format!("{word}{}", other.cell.quoted(other.item.span)),
                formula: format!("{shown} > {bound}"),
                others: vec![Spot { cell: other.cell, span: Some(other.item.span) }],
            };
            (!is_known).then_some(misfit)
        };
        above.into_iter().filter_map(excess).collect()
    }

    /// One figure, or two that could equally be the wrong one; of more the whole.
    fn verdict(&self, nth: Nth, candidates: &[Candidate]) -> Vec<Misfit<'a>> {
        let Some(relation) = self.relation(nth) else { return Vec::new() };
        if candidates.len() <= 2 {
            let misfit = |one: &Candidate| self.misfit(&one.mends, one.figure, one.meant);
            return candidates.iter().filter_map(misfit).collect();
        }
        let figure = relation.whole.or(candidates.first().map(|candidate| candidate.figure));
        let misfit =
            figure.and_then(|figure| self.misfit(&[nth], figure, self.wanted(relation, figure)?));
        misfit.into_iter().collect()
    }

    /// A figure, with all that it breaks.
    fn misfit(&self, broken: &[Nth], figure: usize, meant: Dec) -> Option<Misfit<'a>> {
        let found = self.outline.figures.get(figure)?;
        let claimed = self.outline.shown(figure);
        let broken: Vec<&Relation> = broken.iter().filter_map(|nth| self.relation(*nth)).collect();
        let formulas: Vec<String> = broken.iter().map(|relation| self.formula(relation)).collect();
        let others = broken.iter().flat_map(|relation| self.figures(relation)).collect();
        let others = sorted(others, usize::cmp);
        let others =
            others.into_iter().filter_map(|other| Some(self.outline.figures.get(other)?.cell));
        let mut cells: Vec<&Cell> =
            others.filter(|cell| !core::ptr::eq(*cell, found.cell)).collect();
        cells.dedup_by(|one, other| core::ptr::eq(*one, *other));
        Some(Misfit {
            kind: Kind::Points,
            difference: None,
            is_said: true,
            cell: found.cell,
            span: found.item.span,
            expected: restated(&claimed, meant),
            claimed,
            formula: formulas.join("；"),
            others: cells.into_iter().map(|cell| Spot { cell, span: None }).collect(),
        })
    }

    /// As it is printed, with the figure that breaks it.
    fn formula(&self, relation: &Relation) -> String {
        let shown = |figure: &usize| self.outline.shown(*figure);
        let parts: Vec<String> = relation.parts.iter().map(shown).collect();
        let whole = relation.whole.map_or_else(|| "100分".to_owned(), |whole| shown(&whole));
        format!("{} ≠ {whole}", parts.join(" + "))
    }
}

/// Does a section say what the whole evaluation came to?
fn is_conclusion(name: &str) -> bool {
    contains_any(name, &["结论", "综合评价", "总体评价", "自评结果", "评价结果", "自评得分"])
}

/// Did one slip of the hand make one of the other?
fn is_slip(printed: Dec, meant: Dec) -> bool {
    let decimals = printed.decimals().max(meant.decimals());
    let whole = |number: Dec, decimals: u32| number.shift(i32::try_from(decimals).ok()?)?.to_i64();
    let is_mended = |printed: Option<i64>, meant: Option<i64>| {
        printed.zip(meant).is_some_and(|(printed, meant)| {
            // One digit is easily another; 954 is 9.54 without its point.
            let is_digit = (0..10).contains(&printed) && (0..10).contains(&meant);
            is_digit || printed == meant || mended(printed, meant, meant).is_some()
        })
    };
    is_mended(whole(printed, decimals), whole(meant, decimals))
        || is_mended(whole(printed, printed.decimals()), whole(meant, meant.decimals()))
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
        let section = |(heading, lines): &(String, Vec<&str>)| json!({ "heading": heading, "text": lines.join("\n") });
        let sections: Vec<Json> = sections.iter().map(section).collect();
        json!({ "documents": [{ "kind": "narrative", "sections": sections }] })
    }

    fn misfits(text: &str) -> Vec<String> {
        let filing = Filing::read(report(text)).expect("a filing");
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
3、生态效益指标（该指标不适用单位实际情况）
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

    const LISTED: &str = "# 三、评价结论
本项目绩效评价得分为98.77分，其中：决策指标20分，得20分；过程指标20分，得19.77分；产出指标40分，得40分；效益指标20分，得19分。";
    const CONCLUDED: &str = "一、综合评价结论
该项目综合得分92.5分，评价等级为优。
二、绩效评价指标分析
（一）项目决策（权重20分，得分18分）
1.项目立项（10分，得9分）。立项规范。
2.绩效目标（10分，得9分）。目标明确。
（二）项目过程（权重20分，得分19.5分）
1.资金管理（12分，得11.5分）
2.组织实施（8分，得8分）
（三）项目产出（权重40分，得分36分）
（四）项目效益（权重20分，得分19分）";
    const PLAIN: &str = "# 五、自评情况
满分100分，自评96分。
一、决策指标（20分）得分18分
二、过程指标（20分）得分20分
三、产出指标（40分）得分38分
四、效益指标（20分）得分20分";
    const DEDUCTED: &str = "自评得分95分，扣5分。具体如下：（一）预算执行率，分值10分，得8分，扣2分。（二）产出指标，分值50分，得49分，扣1分。（三）效益指标，分值30分，得28分，扣2分。（四）满意度指标，分值10分，得10分。";
    const ITEMS: &str = "# 四、指标分析
（一）产出指标（分值50分，自评得分48分）
1、数量指标
培训人数：培训120人。该指标满分20分，得20分。
培训场次：10场。该指标满分10分，得8分。
2、质量指标
合格率：95%。该指标满分20分，得20分。
（二）效益指标（分值30分，自评得分30分）
1、社会效益：满分30分，得30分。
（三）满意度指标（分值10分，自评得分10分）
（四）预算执行（分值10分，自评得分9分）
# 五、结论
综合得分97分。";
    const WEIGHED: &str = "# 三、绩效分析
指标总分100分，其中决策20分、过程20分、产出30分、效益30分，评价得分91.6分。";
    const LOSSES: &str = "# 三、扣分情况
自评总分96.5分。扣分情况如下：
1.预算编制完整性得分4分，扣1分；
2.预算执行率得分9.2分，扣0.8分；
3.资产管理得分3.3分，扣1.7分。";
    const TWO: &str = "# 一、A项目
自评得分95分。
（一）产出指标50分，得48分。
（二）效益指标40分，得40分。
（三）满意度指标10分，得7分。
# 二、B项目
自评得分98分。
（一）产出指标50分，得50分。
（二）效益指标40分，得38分。
（三）满意度指标10分，得10分。";
    const EXTRA: &str = "# 二、效益
自评得分100分，另加分项得2分。（一）产出60分，得60分；（二）效益40分，得38分。";
    const DETAILS: &str = "# 二、产出指标
分值20分，得分20分。
**稳定性：**主要做法：
1.提升服务。
2.推进联办。（此项指标自评5分）
**覆盖率：**100%。（此项指标自评15分）
# 三、效益指标
分值20分，得分20分。
**经济：**好。（此项指标自评20分）
# 四、满意度指标
分值20分，得分20分。
**群众：**好。（此项指标自评20分）";
    const CIRCLED: &str = "# （一）预算管理（30分，得28.5分）
①预算编制（10分，得10分）；②预算执行（10分，得8.5分）；③预算调整（10分，得10分）。
# （二）绩效管理（70分，得70分）";
    const DEEP: &str = "总分100分，自评得分97.26分。
1.投入（20分，得20分）
（1）目标设定（10分，得10分）
（2）预算配置（10分，得10分）
2.过程（30分，得27.26分）
（1）预算执行（20分，得17.26分）
①预算完成率（10分，得9.26分）
②支付进度率（10分，得8分）
（2）预算管理（10分，得10分）
3.产出及效率（50分，得50分）";
    const INLINE: &str = "本部门自评98分。（一）投入15分，得15分。（二）过程55分，得53分。（三）产出30分，得30分。满意度调查得95分，合格线60分。";

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
            let wrong = text.replacen(right, wrong, 1);
            assert_ne!(wrong, text, "{right}");
            assert_eq!(misfits(&wrong).join("; "), expected, "{right}");
        }
    }

    #[test]
    fn leaves_right_outlines_alone() {
        for text in [
            FULL,
            LISTED,
            CONCLUDED,
            PLAIN,
            DEDUCTED,
            ITEMS,
            WEIGHED,
            LOSSES,
            TWO,
            EXTRA,
            DETAILS,
            CIRCLED,
            DEEP,
            INLINE,
            // Only what cost points.
            "自评得分96分。扣分情况：（一）预算执行率（10分，得8分）；（二）资产管理（5分，得3分）。",
            // A scale of its own for the score of a whole.
            "（一）产出（50分，得48分）。（二）效益（40分，得40分）。（三）满意度（10分，得7分）。综合得分为4.75分（满分5分）。",
            // Rounded.
            "自评得分97.3分。（一）投入20分，得20分。（二）过程30分，得27.26分。（三）产出50分，得50分。",
            // One group is not spoken of.
            "自评得分95分。（一）产出50分，得48分。（二）效益30分，得30分。（三）满意度。略。",
            // What a criterion says.
            "自评得分95分。（一）产出50分，得48分。每少1项扣2分，扣完为止。（二）效益40分，得40分。（三）满意度10分，得7分。满意度90分以上得满分。",
            // Last year's.
            "上年自评得分93分，2025年自评得分95分。（一）产出50分，得48分。（二）效益40分，得40分。（三）满意度10分，得7分。",
            // An item without its points.
            "# 一、产出
分值20分，得20分。
**稳定：**好。（此项得分5分）
**覆盖：**好。
# 二、效益
分值20分，得20分。
**经济：**好。（此项得分20分）
# 三、满意度
分值20分，得20分。
**群众：**好。（此项得分20分）",
        ] {
            assert_eq!(misfits(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn finds_what_breaks_an_outline() {
        for (text, right, wrong, expected) in [
            (CONCLUDED, "综合得分92.5分", "综合得分29.5分", "29.5分 → 92.5分"),
            (CONCLUDED, "得分18分）", "得分16分）", "16分 → 18分"),
            (CONCLUDED, "权重40分", "权重60分", "60分 → 40分"),
            (CONCLUDED, "得11.5分", "得17.5分", "17.5分 → 11.5分"),
            (CONCLUDED, "（12分", "（72分", "72分 → 12分"),
            (PLAIN, "自评96分", "自评69分", "69分 → 96分"),
            (PLAIN, "（40分）", "（10分）", "10分 → 40分"),
            (DEDUCTED, "自评得分95分", "自评得分93分", "93分 → 95分"),
            (DEDUCTED, "得49分", "得40分", "40分 → 49分"),
            (DEDUCTED, "分值50分", "分值70分", "70分 → 50分"),
            (ITEMS, "满分10分，得8分", "满分10分，得3分", "3分 → 8分"),
            (ITEMS, "自评得分48分", "自评得分43分", "43分 → 48分"),
            (ITEMS, "综合得分97分", "综合得分37分", "37分 → 97分"),
            (TWO, "自评得分98分", "自评得分78分", "78分 → 98分; 38分 → 18分"),
            (CIRCLED, "得8.5分", "得2.5分", "28.5分 → 22.5分; 2.5分 → 8.5分"),
            (DEEP, "得17.26分", "得11.26分", "11.26分 → 17.26分"),
            (DEEP, "自评得分97.26分", "自评得分92.76分", "92.76分 → 97.26分"),
            (DEEP, "得9.26分", "得6.26分", "6.26分 → 9.26分"),
            (INLINE, "自评98分", "自评89分", "89分 → 98分"),
        ] {
            let wrong = text.replacen(right, wrong, 1);
            assert_ne!(wrong, text, "{right}");
            assert_eq!(misfits(&wrong).join("; "), expected, "{right}");
        }
    }
}
