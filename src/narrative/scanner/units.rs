//! Reads the unit after a number.

use super::{Scan, is_cjk};
use crate::value::unit::Unit;

/// The units of prose. A noun precedes those that it begins with.
const NOUNS: [&str; 96] = [
    "%", "‰", "个百分点", "百分点", "美元", "港元", "欧元", "元", "人次", "人天", "人", "名", "位",
    "户次", "户", "家次", "家", "个月", "个", "件次", "件", "项", "份", "次", "台套", "台", "套",
    "所", "座", "条", "平方公里", "平方千米", "公里", "千米", "平方米", "立方米", "米", "㎡", "㎥",
    "亩", "公顷", "公斤", "千克", "吨", "升", "张", "册", "辆次", "辆", "期", "批次", "批", "门",
    "场次", "场", "村", "分钟", "分", "岁", "天", "小时", "年", "周", "处", "宗", "起", "例", "头",
    "只", "株", "棵", "篇", "班次", "班", "床", "间", "幢", "栋", "艘", "架", "部", "支", "片",
    "块", "枚", "类", "种", "千瓦时", "千瓦", "兆瓦", "课时", "学时", "车次", "工作日", "个工作日",
    "季度",
];

impl Scan {
    /// The unit at `start`, its end, and whether 余 or 多 makes the quantity vague.
    pub(super) fn unit(&self, start: usize) -> (Unit, usize, bool) {
        let mut end = start;
        let mut more = false;
        let mut text = String::new();
        while matches!(self.at(end), '余' | '多') {
            more = true;
            end += 1;
        }
        for multiplier in ["千亿", "百亿", "十亿", "亿", "千万", "百万", "万"] {
            if self.starts(end, multiplier) {
                text.push_str(multiplier);
                end += multiplier.chars().count();
                break;
            }
        }
        while matches!(self.at(end), '余' | '多') {
            more = true;
            end += 1;
        }
        if let Some(noun) = NOUNS
            .iter()
            .find(|noun| self.starts(end, noun))
            .filter(|noun| **noun != "分" || !self.is_divided(end))
        {
            text.push_str(noun);
            end += noun.chars().count();
            if *noun == "元" {
                while self.at(end) == '/' && is_cjk(self.at(end + 1)) && !self.is_quotient(end) {
                    text.push('/');
                    text.push(self.at(end + 1));
                    end += 2;
                }
            }
        }
        (Unit::read(&text), end, more)
    }

    /// Whether another figure follows the stroke, as in `360万元/预算数3200万元`, and not a part of
    /// the unit, as in `元/人`.
    fn is_quotient(&self, stroke: usize) -> bool {
        const LONGEST: usize = 20;
        // `2800元/月和社保费1078元/月`
        let is_each = "人月年天日户亩次".contains(self.at(stroke + 1));
        if is_each && "和及与".contains(self.at(stroke + 2)) {
            return false;
        }
        let mut named =
            (stroke + 1..stroke + LONGEST).map(|index| self.at(index)).skip_while(|c| is_cjk(*c));
        named.next().is_some_and(|c| c.is_ascii_digit())
    }

    /// Whether the 分 at `start` begins another word, such as 分组 or 分钟, and does not mean
    /// points.
    fn is_divided(&self, start: usize) -> bool {
        matches!(
            self.at(start + 1),
            '组' | '别'
                | '配'
                | '类'
                | '解'
                | '级'
                | '公'
                | '局'
                | '院'
                | '校'
                | '期'
                | '批'
                | '钟'
                | '享'
                | '之'
        )
    }
}
