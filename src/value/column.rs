//! The columns of forms.

/// What a form's column holds, which decides how its cells are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A name or a short label.
    Words,
    /// Goals, achievements, reasons: sentences.
    Prose,
    /// 金额
    Money,
    /// 分值
    Points,
    /// 得分
    Score,
    /// 执行率, 控制率: a share, with or without its sign.
    Rate,
    /// Head counts, areas and other plain quantities.
    Count,
    /// 填报日期
    Date,
    /// 年度
    Year,
    /// 年度指标值, 实际完成值: a figure, a comparison or words.
    Measure,
    /// 指标性质: ≥, ≤, =, 定性.
    Sign,
    /// 单位：万元, of all amounts of a document that carry none of their own.
    MoneyUnit,
}

/// A set of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns(u16);

impl Columns {
    /// Every column.
    pub const ALL: Columns = Columns(u16::MAX);

    /// Just these.
    pub const fn of(columns: &[Column]) -> Columns {
        let (mut bits, mut rest) = (0, columns);
        while let [column, others @ ..] = rest {
            bits |= 1 << *column as u16;
            rest = others;
        }
        Columns(bits)
    }

    /// All but these.
    pub const fn but(columns: &[Column]) -> Columns {
        Columns(!Columns::of(columns).0)
    }

    /// The columns of either.
    pub const fn or(self, other: Columns) -> Columns {
        Columns(self.0 | other.0)
    }

    /// Whether some column is in both.
    pub const fn meets(self, other: Columns) -> bool {
        self.0 & other.0 != 0
    }
}
