//! What the name of an indicator says that it is measured in, against the unit of its target.

use crate::filing::row::{Row, State};
use crate::filing::{Cell, Indicator, MaybeCell};
use crate::value::unit::{Dimension, Unit};

/// What an unmistakable name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// 合格率: a share.
    Share,
    /// 物业费: an amount.
    Money,
}

/// An indicator whose name says what it is measured in.
pub struct Measured<'a> {
    pub asked: Asked,
    /// The cell that names the unit: the target, or the one of its column.
    pub cell: &'a Cell,
    pub unit: String,
    pub fits: bool,
}

pub fn measured(indicator: &Indicator) -> Option<Measured<'_>> {
    let asked = asked(indicator.name.name_key())?;
    let row = Row::new(indicator);
    let unit = &row.target().filter(|_| row.state() == State::Filled)?.unit;
    let typed = indicator.target.cell()?;
    let is_typed = typed.figure()?.unit.dimension != Dimension::Bare;
    let cell = if is_typed { typed } else { indicator.unit.cell().unwrap_or(typed) };
    let fits = match (asked, unit.dimension) {
        (_, Dimension::Bare) => return None,
        (Asked::Share, Dimension::Count) => !is_counted(unit),
        (Asked::Share, Dimension::Money) | (Asked::Money, Dimension::Share) => return None,
        (Asked::Money, Dimension::Count) => !is_piece(unit),
        _ => true,
    };
    Some(Measured { asked, cell, unit: unit.noun.clone().into_owned(), fits })
}

fn asked(name: &str) -> Option<Asked> {
    const SHARES: [&str; 26] = [
        "合格率", "达标率", "完成率", "覆盖率", "及时率", "满意率", "到位率", "执行率", "参保率",
        "知晓率", "入学率", "就业率", "办结率", "发放率", "验收率", "准确率", "完好率", "普及率",
        "优良率", "出勤率", "使用率", "落实率", "通过率", "公开率", "回收率", "控制率",
    ];
    const AMOUNTS: [&str; 20] = [
        "物业费", "水费", "电费", "水电费", "印刷费", "差旅费", "培训费", "会议费", "办公费",
        "维修费", "租赁费", "劳务费", "取暖费", "邮电费", "咨询费", "运行维护费", "审计费",
        "设计费", "监理费", "物业管理费",
    ];
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if ends(&SHARES) {
        return Some(Asked::Share);
    }
    ends(&AMOUNTS).then_some(Asked::Money)
}

/// Units that certainly count things or people.
fn is_counted(unit: &Unit) -> bool {
    const COUNTED: [&str; 18] = [
        "个", "件", "人", "户", "家", "次", "项", "台", "套", "所", "场", "份", "人次", "条", "座",
        "名", "起", "辆",
    ];
    COUNTED.contains(&&*unit.noun)
}

/// Units of which nobody pays one: not 次, 项, 笔, 人 and 平方米, for which a fee may be paid.
fn is_piece(unit: &Unit) -> bool {
    ["个", "件", "台", "套", "辆", "座", "条"].contains(&&*unit.noun)
}
