//! 分值 and 得分 of a table and of its groups, compared with what is printed and with 100.

use crate::filing::row::{Outcome, Row, State};
use crate::filing::{
    Cell, Evaluation, FundLine, Funds, Indicator, MaybeCell, Path, Place, ScoreItem, ScoreSheet,
    Total,
};
use crate::profile::Profile;
use crate::relation::sum::{Equality, SumKind, Total as Sum};
use crate::scoring::limits::{evaluation_can_be_totalled, sheet_can_be_totalled};
use crate::value::number::Dec;
use crate::value::text::folded;

const FULL_MARKS: Dec = Dec::HUNDRED;

/// The points of one column, as far as they are filled in.
#[derive(Default)]
struct Points<'a> {
    cells: Vec<&'a Cell>,
    /// Whether a required cell is blank or cannot be read.
    open: bool,
}

impl<'a> Points<'a> {
    /// Room for so many rows and one more line.
    fn of(rows: usize) -> Points<'a> {
        Points { cells: Vec::with_capacity(rows + 1), open: false }
    }

    fn add(&mut self, cell: &'a Option<Cell>, required: bool) {
        match cell {
            Some(cell) if cell.figure().is_some() => self.cells.push(cell),
            cell => self.open |= cell.is_unreadable() || (required && cell.is_blank()),
        }
    }

    fn sum(&self) -> Option<Dec> {
        Dec::sum(self.cells.iter().filter_map(|cell| cell.number()))
    }

    fn is_judged(&self) -> bool {
        !self.open && !self.cells.is_empty()
    }
}

pub fn of_evaluation<'a>(table: &'a Evaluation, profile: &Profile) -> Vec<Equality<'a>> {
    let execution = table.funds.as_ref().and_then(|funds| funds.total.as_ref());
    let has_no_line = |cell: Option<&'a Option<Cell>>| cell.is_none_or(Option::is_none);
    let mut weights = row_weights(&table.indicators);
    let rows_only = weights.sum().filter(|_| !weights.cells.is_empty());
    let mut scores = row_scores(&table.indicators);
    // Points of execution alone do not form a table.
    let (are_weighed, are_scored) = (!weights.cells.is_empty(), !scores.cells.is_empty());
    if let Some(line) = execution {
        weights.add(&line.weight, true);
        scores.add(&line.score, line.weight.number().is_some_and(|weight| !weight.is_zero()));
    }
    // Some forms weight execution elsewhere.
    let rest = profile.execution_weight.and_then(|weight| FULL_MARKS.minus(weight));
    let execution_is_elsewhere =
        has_no_line(execution.map(|line| &line.weight)) && rows_only.is_some() && rows_only == rest;
    let total = table.total.as_ref();
    let mut found = Vec::new();
    let groups = groups(&table.indicators);
    if are_weighed
        && is_finished(&table.indicators, total)
        && weights.is_judged()
        && !execution_is_elsewhere
    {
        let explained = single_group_off(&groups, &weights, &[FULL_MARKS]);
        found.extend(
            full_marks(&weights, total, &table.at)
                .map(|e| e.doubtful(weighed_on_a_part(table.funds.as_ref())).explained(explained)),
        );
    }
    found.extend(groups);
    if let (Some(total), true) =
        (total.and_then(|total| total.score.as_ref()), are_scored && scores.is_judged())
    {
        let rows_are_all = rows_only.is_none_or(|weights| weights == FULL_MARKS);
        let no_score = has_no_line(execution.map(|line| &line.score));
        let scored_elsewhere =
            no_score && (execution_is_elsewhere || (execution.is_some() && !rows_are_all));
        let explained = deserved_elsewhere(table, &scores, total, profile);
        let equality = Equality::new(SumKind::Scores, total, scores.cells)
            .doubtful(scored_elsewhere)
            .explained(explained);
        found.push(equality.total_open(!evaluation_can_be_totalled(table)));
    }
    found
}

/// Target tables: 100, or 90 if the 10 for execution are added later.
pub fn of_targets<'a>(at: &Path, rows: &'a [Indicator], profile: &Profile) -> Vec<Equality<'a>> {
    let weights = row_weights(rows);
    let later = profile.execution_weight.and_then(|weight| FULL_MARKS.minus(weight));
    let groups = groups(rows);
    let mut found = Vec::new();
    if weights.is_judged() && is_finished(rows, None) {
        let explained = single_group_off(
            &groups,
            &weights,
            &later.into_iter().chain([FULL_MARKS]).collect::<Vec<_>>(),
        );
        found.extend(
            full_marks(&weights, None, at)
                .map(|e| e.doubtful(weights.sum() == later).explained(explained)),
        );
    }
    found.extend(groups);
    found
}

fn row_weights(rows: &[Indicator]) -> Points<'_> {
    let mut weights = Points::of(rows.len());
    for row in rows {
        weights.add(&row.weight, Row::new(row).state() == State::Filled);
    }
    weights
}

fn row_scores(rows: &[Indicator]) -> Points<'_> {
    let mut scores = Points::of(rows.len());
    for row in rows {
        let has_points =
            row.weight.number().map_or(row.weight.is_none(), |weight| !weight.is_zero());
        scores.add(&row.score, has_points && Row::new(row).state() == State::Filled);
    }
    scores
}

/// A form with empty rows is finished only when its total score is filled in.
fn is_finished(rows: &[Indicator], total: Option<&Total>) -> bool {
    total.is_some_and(|total| total.score.number().is_some())
        || rows.iter().all(|row| Row::new(row).state() != State::Unfilled)
}

/// The weights compared with 100 and with the printed total.
fn full_marks<'a>(
    weights: &Points<'a>,
    total: Option<&'a Total>,
    at: &Path,
) -> Option<Equality<'a>> {
    let sum = weights.sum()?;
    let printed = total.and_then(|total| total.weight.as_ref());
    // Weights written as shares of 1.
    let are_shares = sum == Dec::ONE
        && weights.cells.iter().all(|cell| cell.number().is_some_and(|weight| weight <= Dec::ONE));
    if total.is_some_and(|total| total.weight.is_unreadable()) {
        return None;
    }
    match printed.filter(|cell| cell.figure().is_some()) {
        Some(printed) if sum == FULL_MARKS => {
            Some(Equality::new(SumKind::Weights, printed, weights.cells.clone()))
        }
        Some(_) if are_shares => None,
        printed => {
            let place = printed
                .map_or_else(|| at.place(Evaluation::FIELDS.indicators), |cell| cell.place.clone());
            let shares = are_shares.then_some(FULL_MARKS);
            Some(
                Equality::to(
                    SumKind::Weights,
                    Sum::Figure(FULL_MARKS, place),
                    weights.cells.clone(),
                )
                .also(shares),
            )
        }
    }
}

/// Whether a part of the funds has weights and the total has none: it is then unclear which of them
/// count.
fn weighed_on_a_part(funds: Option<&Funds>) -> bool {
    funds.is_some_and(|funds| {
        funds.total.as_ref().is_none_or(|total| total.weight.number().is_none())
            && funds.parts.iter().any(|part| part.weight.number().is_some())
    })
}

// ── Groups

/// Rows that share a heading with printed points, at each level that may print them.
fn groups(rows: &[Indicator]) -> Vec<Equality<'_>> {
    let mut found = by_heading(rows, |row| [None, row.heading.as_ref()]);
    found.extend(by_heading(rows, |row| [row.heading.as_ref(), row.level1.as_ref()]));
    found
}

/// The names above a heading and its own, its cell, and its rows.
type Group<'a> = ([&'a str; 2], &'a Cell, Vec<&'a Indicator>);

/// `key` is the name above the heading, and the heading itself.
fn by_heading<'a>(
    rows: &'a [Indicator],
    key: impl Fn(&'a Indicator) -> [Option<&'a Cell>; 2],
) -> Vec<Equality<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut at = rustc_hash::FxHashMap::default();
    for row in rows {
        let [above, heading] = key(row);
        // Printed points are in brackets at the end; without them there is no group to add up.
        let Some(heading) = heading.filter(|heading| heading.compact().ends_with(')')) else {
            continue;
        };
        let name = [above.map_or("", Cell::compact), heading.compact()];
        let index = *at.entry(name).or_insert(groups.len());
        match groups.get_mut(index) {
            Some((_, _, rows)) => rows.push(row),
            None => groups.push((name, heading, vec![row])),
        }
    }
    let judge = |(_, heading, rows): Group<'a>| {
        let points = printed_points(heading.text())?;
        let mut weights = Points::of(rows.len());
        for row in rows {
            weights.add(&row.weight, Row::new(row).state() != State::NotApplicable);
        }
        weights.is_judged().then(|| {
            Equality::to(SumKind::Group, Sum::Figure(points, heading.place.clone()), weights.cells)
        })
    };
    groups.into_iter().filter_map(judge).collect()
}

/// The 50 of `产出指标(50分)`.
fn printed_points(heading: &str) -> Option<Dec> {
    let folded = folded(heading);
    let (before, inside) = folded.trim_end_matches(')').rsplit_once('(')?;
    if before.trim().is_empty() || !folded.ends_with(')') {
        return None;
    }
    let inside = inside.trim();
    let inside = ["满分", "分值", "权重", "共"]
        .iter()
        .find_map(|word| inside.strip_prefix(word))
        .unwrap_or(inside);
    let figure = inside.trim_start_matches([':', ' ']).strip_suffix('分')?.trim();
    Dec::read(figure)
}

/// The heading of the only group whose points are wrong, if correcting them would give the whole
/// table full marks.
fn single_group_off(groups: &[Equality<'_>], weights: &Points<'_>, full: &[Dec]) -> Option<Place> {
    let sum = weights.sum()?;
    let mut off = groups.iter().filter_map(|group| match &group.total {
        Sum::Figure(points, place) => {
            let sum = Dec::sum(group.plus.iter().filter_map(|cell| cell.number()))?;
            points.minus(sum).filter(|off| !off.is_zero()).map(|off| (off, place))
        }
        Sum::Cell(_) => None,
    });
    match (off.next(), off.next()) {
        (Some((off, place)), None) if full.contains(&sum.plus(off)?) => Some(place.clone()),
        _ => None,
    }
}

// ── What a wrong score explains

/// The score that would make the total right if it were in proportion to its figures: the total
/// then only follows it.
fn deserved_elsewhere(
    table: &Evaluation,
    scores: &Points<'_>,
    total: &Cell,
    profile: &Profile,
) -> Option<Place> {
    let off = total.number()?.minus(scores.sum()?)?;
    if off.is_zero() {
        return None;
    }
    let would_be = |cell: &Option<Cell>| cell.number().and_then(|score| score.plus(off));
    let decimals = profile.score_decimals;
    let step = Dec::new(1, decimals);
    let is_more = off > step;
    let execution = || {
        let line = table.funds.as_ref()?.total.as_ref()?;
        let budget =
            if line.budget.is_empty() { line.initial.amount()? } else { line.budget.amount()? };
        let share = line.executed.amount()?.over(budget)?.min(Dec::ONE);
        let deserved = line.weight.number()?.times(share)?.round(decimals);
        (would_be(&line.score) == Some(deserved)).then(|| line.place(FundLine::FIELDS.score))
    };
    let row = |row: &Indicator| {
        // A score above its weight or below 0 must change itself.
        let (score, weight) = (row.score.number()?, row.weight.number()?);
        if (score > weight || score.is_negative())
            && would_be(&row.score).is_some_and(|needed| needed <= weight && !needed.is_negative())
        {
            return Some(row.place(Indicator::FIELDS.score));
        }
        // No result earns less than 0, or more than its weight, rounding aside.
        if is_more && score >= weight {
            return None;
        }
        let most = weight.plus(step)?;
        would_be(&row.score).filter(|needed| !needed.is_negative() && *needed <= most)?;
        let pair = Row::new(row).pair()?;
        let share = if pair.outcome() == Outcome::Met { Dec::ONE } else { pair.share_reached()? };
        let deserved = row.weight.number()?.times(share)?.round(decimals);
        (would_be(&row.score) == Some(deserved)).then(|| row.place(Indicator::FIELDS.score))
    };
    execution().or_else(|| table.indicators.iter().find_map(row))
}

// ── Score sheets

pub fn of_sheet(sheet: &ScoreSheet) -> Vec<Equality<'_>> {
    let (mut weights, mut scores) = (Points::default(), Points::default());
    for item in &sheet.items {
        let named = !item.name.is_empty();
        weights.add(&item.weight, named);
        scores
            .add(&item.score, named && item.weight.number().is_none_or(|weight| !weight.is_zero()));
    }
    // Some sheets score execution among their items, some in the funds table.
    let funds = sheet.funds.as_ref().and_then(|funds| funds.total.as_ref());
    let scored_twice =
        funds.is_some_and(|line| line.weight.number().is_some() || line.score.number().is_some());
    let is_finished =
        sheet.items.iter().all(|item| !item.weight.is_empty() || item.name.is_empty());
    let mut found = Vec::new();
    if weights.is_judged() && is_finished {
        found.extend(full_marks(&weights, sheet.total.as_ref(), &sheet.at).map(|equality| {
            let with_execution = funds
                .and_then(|line| line.weight.number())
                .zip(weights.sum())
                .and_then(|(a, b)| a.plus(b));
            let place = sheet.place(ScoreSheet::FIELDS.items);
            let equality = match equality.total {
                Sum::Figure(full, at) if at.record == sheet.at.0 => {
                    Equality { total: Sum::Figure(full, place), ..equality }
                }
                _ => equality,
            };
            equality.doubtful(scored_twice && with_execution.is_some())
        }));
    }
    found.extend(sheet_groups(&sheet.items));
    if let (Some(total), true) =
        (sheet.total.as_ref().and_then(|total| total.score.as_ref()), scores.is_judged())
    {
        found.extend(sheet_total(sheet, scores, total, scored_twice));
    }
    found
}

/// The items' scores and the bonus, which may be capped at full marks; the notation of deductions
/// varies.
fn sheet_total<'a>(
    sheet: &'a ScoreSheet,
    mut scores: Points<'a>,
    total: &'a Cell,
    scored_twice: bool,
) -> Option<Equality<'a>> {
    let items = scores.sum()?;
    let mut deducted = Dec::ZERO;
    for bonus in &sheet.bonus {
        scores.add(&bonus.score, false);
        let name = bonus.name.compact();
        if name.contains("减") || name.contains("扣") {
            deducted = deducted.plus(bonus.score.number().unwrap_or(Dec::ZERO).abs())?;
        }
    }
    if scores.open {
        return None;
    }
    let sum = scores.sum()?;
    let capped = (sum > FULL_MARKS && !sheet.bonus.is_empty()).then_some(FULL_MARKS);
    // A deduction of 2 may be printed as 2 or as -2.
    let both_signs = [items.minus(deducted)?, sum.minus(deducted)?.minus(deducted)?];
    let signs = (!deducted.is_zero()).then_some(both_signs);
    let equality = Equality::new(SumKind::Scores, total, scores.cells)
        .also(capped)
        .also(signs.into_iter().flatten());
    Some(
        equality
            .doubtful(scored_twice || !deducted.is_zero())
            .total_open(!sheet_can_be_totalled(sheet)),
    )
}

/// The printed points of a group compared with its items, in a cell of their own or after its name:
/// `采购管理（30分）`. They are printed once or in every row; an item without a group belongs to
/// the one above.
fn sheet_groups(items: &[ScoreItem]) -> Vec<Equality<'_>> {
    let mut groups: Vec<(Vec<&Cell>, Option<&Cell>, Points<'_>)> = Vec::new();
    let mut at = rustc_hash::FxHashMap::default();
    let mut heading = None;
    for item in items {
        heading = item.group.cell().filter(|group| !group.is_empty()).or(heading);
        let index = *at.entry(heading.map_or("", Cell::compact)).or_insert(groups.len());
        if groups.get(index).is_none() {
            groups.push((Vec::new(), heading, Points::default()));
        }
        if let Some((printed, _, weights)) = groups.get_mut(index) {
            printed.extend(&item.group_weight);
            weights.add(&item.weight, true);
        }
    }
    let mut found = Vec::new();
    for (printed, heading, weights) in
        groups.into_iter().filter(|(.., weights)| weights.is_judged())
    {
        let named = heading
            .filter(|_| printed.is_empty())
            .and_then(|heading| Some((heading, printed_points(heading.text())?)));
        found.extend(named.map(|(heading, points)| {
            Equality::to(
                SumKind::Group,
                Sum::Figure(points, heading.place.clone()),
                weights.cells.clone(),
            )
        }));
        // Of several cells that print the same, a single one cannot simply be replaced.
        let is_repeated = printed.iter().filter(|cell| cell.figure().is_some()).count() > 1;
        let totals = totals(printed, weights.sum());
        let is_open = is_repeated && totals.len() == 1;
        found.extend(totals.into_iter().map(|cell| {
            Equality::new(SumKind::Group, cell, weights.cells.clone()).total_open(is_open)
        }));
    }
    found
}

/// Of cells that should all print `sum`, those that differ among themselves; the first blank one if
/// all are blank. If they differ and none is right, they print something else, such as the points
/// of subgroups.
fn totals(printed: Vec<&Cell>, sum: Option<Dec>) -> Vec<&Cell> {
    let mut found: Vec<&Cell> = Vec::new();
    for cell in printed.iter().filter(|cell| cell.figure().is_some()) {
        if !found.iter().any(|known| known.number() == cell.number()) {
            found.push(cell);
        }
    }
    match found.as_slice() {
        [] => printed.into_iter().find(|cell| cell.is_blank()).into_iter().collect(),
        [_] => found,
        several if several.iter().any(|cell| cell.number() == sum) => found,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::number::dec;

    #[test]
    fn reads_printed_points() {
        for (heading, points) in [
            ("产出指标(50分)", Some("50")),
            ("产出指标（50 分）", Some("50")),
            ("效益指标（分值：22.5分）", Some("22.5")),
            ("年度绩效目标1(40分)", Some("40")),
            ("产出指标", None),
            ("产出指标（50%）", None),
            ("产出指标（50分，得分48分）", None),
            ("满意度指标（服务对象）", None),
        ] {
            assert_eq!(printed_points(heading), points.map(dec), "{heading}");
        }
    }
}
