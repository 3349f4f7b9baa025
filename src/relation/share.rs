//! Which figures are percentages, and which indicators cannot exceed 100 %.

use crate::filing::row::State;
use crate::filing::{Cell, Indicator, MaybeCell, TaskIndicator};
use crate::relation::TableRow;
use crate::value::Value;
use crate::value::figure::{Comparison, Figure};
use crate::value::number::Dec;
use crate::value::text::{compact, contains_any};
use crate::value::unit::{Dimension, Unit};

/// The figure in per cent, if it is certainly a share: by its sign, the unit column or the
/// indicator's name.
pub fn percent(figure: &Figure, unit: &str, name: &str) -> Option<Dec> {
    let number = figure.upper.filter(|upper| *upper > figure.number).unwrap_or(figure.number);
    let is_plain = figure.unit.dimension == Dimension::Bare && figure.unit.power == 0;
    let column = || Unit::read(&compact(unit));
    match &*figure.unit.noun {
        "%" => Some(number),
        "‰" => number.over(Dec::whole(10)),
        _ if is_plain && column() == Unit::percent() => Some(number),
        _ if is_plain && column() == Unit::bare() && is_share(name) => Some(number),
        _ => None,
    }
}

/// `参保对象满意度(%)`, `资金到位率`: a bare number beside it is a percentage.
fn is_share(name: &str) -> bool {
    let name = compact(name);
    // Ratios of this kind are given per thousand or as multiples as often as in per cent.
    const OTHER: [&str; 6] = ["死亡率", "发病率", "生育率", "出生率", "汇率", "频率"];
    let bare = bare_name(&name);
    (name.ends_with("(%)")
        || ["率", "满意度", "比例", "占比", "比重"].iter().any(|end| bare.ends_with(end)))
        && !OTHER.iter().any(|end| bare.ends_with(end))
}

/// A share of a whole, so that nothing above 100% can come of it, by its compact name.
pub fn is_bounded(name: &str) -> bool {
    const BOUNDED: [&str; 28] = [
        "到位率", "满意度", "满意率", "参保率", "合格率", "覆盖率", "及时率", "知晓率", "报销比例",
        "报销比率", "报销率", "通过率", "达标率", "准确率", "正确率", "完好率", "优良率", "良好率",
        "优秀率", "好评率", "合规率", "公开率", "成活率", "就业率", "出勤率", "响应率", "签订率",
        "救助比例",
    ];
    // Against a population of another kind, or as a multiple, such a ratio may well exceed 100%.
    const OPEN: [&str; 17] = [
        "户籍", "常住", "增长", "提升", "拨备", "利息", "流动性", "偿债", "现金", "收益", "资产",
        "检查", "巡查", "超额", "本息", "债务", "债券",
    ];
    let bare = bare_name(name);
    BOUNDED.iter().any(|end| bare.ends_with(end)) && !contains_any(name, &OPEN)
}

/// The name without its unit and other suffixes.
fn bare_name(compact: &str) -> &str {
    let name = compact.trim_end_matches([':', '。', ';']);
    let name = name.strip_suffix("(%)").unwrap_or(name);
    name.strip_suffix("指标").unwrap_or(name)
}

/// The cell's figure in per cent.
pub fn percent_of(cell: &Option<Cell>, indicator: &Indicator) -> Option<Dec> {
    percent(cell.cell()?.figure()?, indicator.unit.trimmed(), indicator.name.trimmed())
}

/// Whether the compact name is that of something counted.
pub fn is_quantity(name: &str) -> bool {
    const COUNTS: [&str; 12] = [
        "数量", "人数", "次数", "个数", "户数", "件数", "家数", "场次", "人次", "审核量", "业务量",
        "办理量",
    ];
    COUNTS.iter().any(|end| name.ends_with(end))
}

/// A figure of a bounded share, against 100%.
pub struct BoundedFigure<'a> {
    pub name: &'a str,
    pub cell: &'a Cell,
    pub bound: Bound<'a>,
}

pub enum Bound<'a> {
    Possible,
    /// More than the whole.
    Above,
    /// At least all of it, which is all of it.
    AtLeastAll {
        /// What the target says, with the sign of its own column.
        claimed: String,
        /// The cell of the sign: the figure's own, or that column.
        sign: &'a Cell,
        /// What that cell should hold.
        right: &'static str,
    },
}

/// The targets and the result of a row whose indicator is a bounded share.
pub fn bounded_of_row<'a>(row: &TableRow<'a>) -> impl Iterator<Item = BoundedFigure<'a>> {
    let indicator = row.indicator;
    let share = BoundedShare::of(&indicator.name, indicator.unit.trimmed(), &indicator.sign)
        .filter(|_| row.row().state() == State::Filled);
    let targets = [&indicator.target, &indicator.period_target].into_iter().flatten();
    share.into_iter().flat_map(move |share| {
        let targets = targets.clone().filter_map(move |cell| share.target(cell));
        targets.chain(indicator.actual.as_ref().and_then(|cell| share.actual(cell)))
    })
}

/// The target of a task's indicator that is a bounded share.
pub fn bounded_of_task(indicator: &TaskIndicator) -> Option<BoundedFigure<'_>> {
    BoundedShare::of(&indicator.name, "", &None)?.target(indicator.target.as_ref()?)
}

/// A share of a whole, with the columns that say how its figures are meant.
#[derive(Clone, Copy)]
struct BoundedShare<'a> {
    name: &'a str,
    unit: &'a str,
    sign: Option<&'a Cell>,
}

impl<'a> BoundedShare<'a> {
    fn of(
        name: &'a Option<Cell>,
        unit: &'a str,
        sign: &'a Option<Cell>,
    ) -> Option<BoundedShare<'a>> {
        let share = BoundedShare { name: name.trimmed(), unit, sign: sign.cell() };
        is_bounded(name.compact()).then_some(share)
    }

    /// `None` where the target is a ceiling or no percentage.
    fn target(self, cell: &'a Cell) -> Option<BoundedFigure<'a>> {
        let figure = cell.figure()?;
        let percent = percent(figure, self.unit, self.name)?;
        let bound = match self.comparison(figure) {
            Some(Comparison::AtMost | Comparison::LessThan) => return None,
            _ if percent > Dec::HUNDRED => Bound::Above,
            Some(Comparison::MoreThan) if percent == Dec::HUNDRED => Bound::Above,
            Some(Comparison::AtLeast) if percent == Dec::HUNDRED => self.at_least_all(cell, figure),
            _ => Bound::Possible,
        };
        Some(BoundedFigure { name: self.name, cell, bound })
    }

    /// `None` where the result is no percentage.
    fn actual(self, cell: &'a Cell) -> Option<BoundedFigure<'a>> {
        let percent = percent(cell.figure()?, self.unit, self.name)?;
        let bound = if percent > Dec::HUNDRED { Bound::Above } else { Bound::Possible };
        Some(BoundedFigure { name: self.name, cell, bound })
    }

    fn comparison(&self, figure: &Figure) -> Option<Comparison> {
        let column = || match self.sign?.value() {
            Value::Sign(comparison) => *comparison,
            _ => None,
        };
        figure.comparison.or_else(column)
    }

    fn at_least_all(&self, cell: &'a Cell, figure: &Figure) -> Bound<'a> {
        let has_own_sign = figure.comparison.is_some();
        let right = match (has_own_sign, &*figure.unit.noun) {
            (true, "%") => "=100%",
            (true, _) => "=100",
            (false, _) => "=",
        };
        let column = self.sign.filter(|_| !has_own_sign);
        let claimed = column.into_iter().chain([cell]).map(|cell| cell.text().trim()).collect();
        Bound::AtLeastAll { claimed, sign: column.unwrap_or(cell), right }
    }
}
