//! Judges one row of an indicator table: its target and its outcome.

pub use super::judged::{Direction, Judged, Outcome, Pair, State};
use super::reads::unwatched;
use crate::filing::{Cell, Indicator, MaybeCell};
use crate::value::Value;
use crate::value::date::Date;
use crate::value::figure::{Comparison, Figure};
use crate::value::number::Dec;
use crate::value::text::contains_any;
use crate::value::unit::{Dimension, Unit};

/// A row, with figures interpreted by its sign, unit and name columns.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The cells of the row.
    pub indicator: &'a Indicator,
}

impl<'a> Row<'a> {
    /// Reads an indicator across its columns.
    pub fn new(indicator: &'a Indicator) -> Row<'a> {
        Row { indicator }
    }

    fn judged(&self) -> &'a Judged {
        self.indicator.judged.get(|| {
            let (target, actual) = (self.find_target(), self.find_actual());
            let pair = target
                .as_ref()
                .zip(actual.as_ref())
                .and_then(|(target, actual)| self.find_pair(target, actual));
            Judged {
                state: unwatched(|| self.find_state()),
                target,
                actual,
                pair,
                is_missed_in_words: self.is_done_late() || self.is_denied(),
            }
        })
    }

    /// Whether the row has anything to score; every check may read that.
    pub fn state(&self) -> State {
        let known = self.indicator.judged.peek().map(|judged| judged.state);
        known.unwrap_or_else(|| unwatched(|| self.find_state()))
    }

    /// Target and result on one scale, if both are figures that can be compared with certainty.
    pub fn pair(&self) -> Option<Pair> {
        self.judged().pair
    }

    fn find_state(&self) -> State {
        let i = self.indicator;
        let points = i.weight.number().is_some_and(|w| !w.is_zero())
            || i.score.number().is_some_and(|s| !s.is_zero());
        let answers = [&i.name, &i.target, &i.actual];
        if answers.iter().any(|cell| cell.is_not_applicable())
            && !points
            && !i.weight.is_unreadable()
        {
            return State::NotApplicable;
        }
        let all = [&i.name, &i.target, &i.period_target, &i.actual, &i.weight, &i.score];
        if all.iter().all(|cell| cell.is_empty()) { State::Unfilled } else { State::Filled }
    }

    /// Whether the group is 成本, or the name means that less is better.
    pub fn is_cost(&self) -> bool {
        let i = self.indicator;
        let groups = i.level1.compact().contains("成本") || i.level2.compact().contains("成本");
        let name = i.name.compact();
        groups || contains_any(name, &LESS_IS_BETTER)
    }

    /// The target as a figure, with the comparison of the 指标性质 column and the unit of the
    /// 度量单位 column.
    pub fn target(&self) -> Option<&'a Figure> {
        self.judged().target.as_ref()
    }

    /// The result as a figure; a text with one figure in it counts if the target is a figure, too.
    pub fn actual(&self) -> Option<&'a Figure> {
        self.judged().actual.as_ref()
    }

    fn find_target(&self) -> Option<Figure> {
        let mut figure = self.with_unit(self.indicator.target.cell()?.figure()?);
        if let (None, Some(Value::Sign(Some(comparison)))) =
            (figure.comparison, self.indicator.sign.cell().map(Cell::value))
        {
            figure.comparison = Some(*comparison);
        }
        Some(figure)
    }

    fn find_actual(&self) -> Option<Figure> {
        match &self.indicator.actual.cell()?.value() {
            Value::Figure(figure) => Some(self.with_unit(figure)),
            Value::Words(words) => match words.figures.as_slice() {
                [only] => Some(self.with_unit(only)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The target with its sign and unit columns: `≤12月`.
    pub fn target_text(&self) -> String {
        let Some(figure) = self.indicator.target.cell().and_then(|cell| cell.figure()) else {
            return self.indicator.target.trimmed().to_owned();
        };
        let sign = match (figure.comparison, self.indicator.sign.cell().map(Cell::value)) {
            (None, Some(Value::Sign(Some(comparison)))) => comparison.sign(),
            _ => "",
        };
        format!("{sign}{}{}", self.indicator.target.trimmed(), self.unit_beside(figure))
    }

    /// The result with the unit of its column.
    pub fn actual_text(&self) -> String {
        let unit = self
            .indicator
            .actual
            .cell()
            .and_then(|cell| cell.figure())
            .map_or("", |figure| self.unit_beside(figure));
        format!("{}{unit}", self.indicator.actual.trimmed())
    }

    fn unit_beside(&self, figure: &Figure) -> &'a str {
        let is_plain = figure.unit.dimension == Dimension::Bare && figure.unit.power == 0;
        if is_plain && !self.indicator.unit.is_empty() { self.indicator.unit.trimmed() } else { "" }
    }

    fn with_unit(&self, figure: &Figure) -> Figure {
        let mut figure = figure.clone();
        if figure.unit.dimension == Dimension::Bare && figure.unit.power == 0 {
            figure.unit = Unit::read(self.indicator.unit.compact());
        }
        figure
    }

    /// Which direction is better, by the target's comparison and the subject of the row.
    pub fn direction(&self, target: &Figure) -> Direction {
        if target.upper.is_some() {
            return Direction::Within;
        }
        match target.comparison {
            Some(Comparison::AtLeast | Comparison::MoreThan) => Direction::Up,
            Some(Comparison::AtMost | Comparison::LessThan) => Direction::Down,
            // A target of "0" of something means that none of it is wanted.
            Some(Comparison::Equal) | None if self.is_cost() || target.number.is_zero() => {
                Direction::Down
            }
            Some(Comparison::Equal) | None => Direction::Up,
        }
    }

    fn find_pair(&self, target: &Figure, actual: &Figure) -> Option<Pair> {
        if actual.upper.is_some() || !self.states_result_of(target, actual) {
            return None;
        }
        let (low, result) = on_one_scale(target, actual)?;
        let upper = match target.upper {
            Some(upper) => {
                Some(on_one_scale(&Figure { number: upper, ..target.clone() }, actual)?.0)
            }
            None => None,
        };
        let strict = matches!(target.comparison, Some(Comparison::MoreThan | Comparison::LessThan));
        let pair =
            Pair { direction: self.direction(target), strict, target: low, upper, actual: result };
        let is_open = (self.is_about() && pair.is_nearly_met())
            || (self.may_want_less(target) && result < low)
            || exceeds_share(target, &pair);
        (!is_open).then_some(pair)
    }

    /// Whether less may be better for a target without a sign: for times to keep, and for what
    /// nobody wants more of.
    fn may_want_less(&self, target: &Figure) -> bool {
        let is_time = target.unit.dimension == Dimension::Time
            || ["日", "天", "时", "月", "分钟"].iter().any(|end| target.unit.noun.ends_with(end));
        let is_signed = !matches!(target.comparison, None | Some(Comparison::Equal));
        !is_signed
            && target.upper.is_none()
            && !self.is_cost()
            && (is_time || is_unwanted(self.indicator.name.compact()))
    }

    /// `约300批次`, `300批次左右`: the target is approximate.
    fn is_about(&self) -> bool {
        let target = self.indicator.target.compact();
        target.starts_with('约')
            || target.starts_with("大约")
            || target.ends_with("左右")
            || target.ends_with("上下")
    }

    /// Whether a text answers a target: only if it states nothing but the figure, of the same
    /// thing. Neither `举办培训3场` nor `较上年增长5%，稳步提升` says how many of 1000 people were
    /// trained.
    fn states_result_of(&self, target: &Figure, actual: &Figure) -> bool {
        let Some(words) = self.indicator.actual.cell().and_then(|cell| cell.words()) else {
            return true;
        };
        let same_thing = [target, actual].iter().any(|figure| figure.unit.noun.is_empty())
            || target.unit.noun == actual.unit.noun;
        words.only_figures && same_thing
    }

    /// `2024年6月30日前` and 2024年8月15日: a deadline and a later date.
    fn is_done_late(&self) -> bool {
        let (Some(target), Some(actual)) =
            (self.indicator.target.cell(), self.indicator.actual.cell())
        else {
            return false;
        };
        if !target.class().has_year() || !actual.class().has_digit() {
            return false;
        }
        let done = |text: &str| {
            text.strip_suffix("完成")
                .map(|text| text.trim_end_matches(['已', '全', '部']))
                .map_or_else(|| Date::read(text), Date::read)
        };
        let due = deadline(target.compact());
        due.zip(done(actual.compact()).filter(|done| done.month.is_some()))
            .is_some_and(|(due, done)| done.earliest() > due.latest())
    }

    /// 按时完成 and 未按时完成; 达标 and 不达标; 是 and 否; 零发生 and 1起.
    fn is_denied(&self) -> bool {
        const NONE: [&str; 6] = ["零发生", "不发生", "未发生", "无发生", "零事故", "零投诉"];
        let (Some(target), Some(actual)) =
            (self.indicator.target.cell(), self.indicator.actual.cell())
        else {
            return false;
        };
        let wanted = target.compact();
        let happened = |figure: &Figure| {
            figure.unit.dimension == Dimension::Count && figure.number > Dec::ZERO
        };
        let is_not = |not| actual.compact().strip_prefix(not).is_some_and(|rest| rest == wanted);
        let is_opposite = matches!((wanted, actual.compact()), ("是", "否") | ("否", "是"));
        is_opposite
            || !wanted.is_empty() && ["未", "未能", "没有", "不"].into_iter().any(is_not)
            || NONE.contains(&wanted) && actual.figure().is_some_and(happened)
    }

    /// Whether the target was met.
    pub fn outcome(&self) -> Outcome {
        if self.judged().is_missed_in_words {
            Outcome::Missed
        } else {
            self.pair().map_or(Outcome::Unknown, |pair| pair.outcome())
        }
    }

    /// Whether it was missed beyond dispute. That excludes a strict target that was reached
    /// exactly, and one below zero, which may mean a decrease.
    pub fn is_missed_for_certain(&self) -> bool {
        let falls_short = |pair: Pair| {
            pair.outcome() == Outcome::Missed
                && pair.actual != pair.target
                && !pair.target.is_negative()
        };
        self.judged().is_missed_in_words || self.pair().is_some_and(falls_short)
    }

    /// Whether target and result are the same words (`应保尽保`), which counts as met as far as
    /// words can tell.
    pub fn repeats_words(&self) -> bool {
        let (Some(target), Some(actual)) =
            (self.indicator.target.cell(), self.indicator.actual.cell())
        else {
            return false;
        };
        matches!((&target.value(), &actual.value()), (Value::Words(_), Value::Words(_)))
            && target.compact() == actual.compact()
    }
}

/// The last day of `2024年6月30日前完成`, `2024年12月底前`, `2024年底前`.
pub fn deadline(compact: &str) -> Option<Date> {
    let text = compact.strip_suffix("完成").unwrap_or(compact);
    Date::read(["底前", "之前", "以前", "前"].iter().find_map(|end| text.strip_suffix(end))?)
}

/// `80%-95%` and 97%: more than the upper end of a share may well be better.
fn exceeds_share(target: &Figure, pair: &Pair) -> bool {
    target.unit.dimension == Dimension::Share && pair.upper.is_some_and(|upper| pair.actual > upper)
}

/// Names of what is certainly meant to be low.
const LESS_IS_BETTER: [&str; 10] =
    ["成本", "费用", "控制率", "投诉", "事故", "死亡率", "超支", "误差", "逾期", "差错"];
/// Names of what is usually meant to be low.
const UNWANTED: [&str; 53] = [
    "失业", "返贫", "故障", "漏损", "损耗", "辍学", "流失", "空置", "闲置", "失信", "错误", "差错",
    "差异", "药占比", "耗材占比", "不良", "发案", "案件", "返工", "返修", "纠纷", "信访", "上访",
    "伤亡", "死亡", "受伤", "PM2.5", "PM10", "浓度", "能耗", "水耗", "电耗", "物耗", "排放",
    "污染", "发病", "患病", "感染", "违法", "违规", "违纪", "负债", "赤字", "缺勤", "误报", "漏报",
    "拥堵", "延误", "时限", "时长", "周期", "工期", "住院日",
];

/// Whether nobody wants more of what has this name.
pub fn is_unwanted(name: &str) -> bool {
    contains_any(name, &UNWANTED)
}

/// Both figures on the scale of their units, or, if one of them has no unit, on the scale that both
/// were evidently written in.
pub fn on_one_scale(a: &Figure, b: &Figure) -> Option<(Dec, Dec)> {
    if !a.unit.comparable(&b.unit) || !a.unit.same_scale(&b.unit) {
        return None;
    }
    let is_plain =
        |figure: &Figure| figure.unit.dimension == Dimension::Bare && figure.unit.power == 0;
    if a.unit.power == b.unit.power {
        return Some((a.number, b.number));
    }
    let by_units = (a.base()?, b.base()?);
    if !is_plain(a) && !is_plain(b) {
        return Some(by_units);
    }
    // 90 and 95%: both are per cent. 12000 and 1万人: the unit counts. Of the two scales, the one
    // in which both have a similar magnitude is right.
    let as_written = (a.number, b.number);
    match (of_one_magnitude(as_written), of_one_magnitude(by_units)) {
        (true, false) => Some(as_written),
        (false, true) => Some(by_units),
        _ if a.unit.dimension == Dimension::Share || b.unit.dimension == Dimension::Share => {
            Some(as_written)
        }
        _ => None,
    }
}

fn of_one_magnitude((a, b): (Dec, Dec)) -> bool {
    let factor = Dec::whole(20);
    let within = |x: Dec, y: Dec| y.abs().times(factor).is_some_and(|limit| x.abs() <= limit);
    within(a, b) && within(b, a)
}
