//! Invented reports: every relation in them is worked out here, in whole cents, so that nothing may
//! be accused; and a figure that a relation proves, with one digit changed, is found.

use std::fmt::Write;

use jixiao::{Options, validate};
use serde_json::json;

/// Numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, low: u64, high: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        low + self.0 % (high - low + 1)
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(0, words.len() as u64 - 1) as usize]
    }

    /// Another one of some words each time.
    fn draw<'a>(&mut self, words: &mut Vec<&'a str>) -> &'a str {
        let at = self.roll(0, words.len() as u64 - 1) as usize;
        words.swap_remove(at)
    }
}

/// A text, and the figures in it that a relation proves: where they are, in bytes.
#[derive(Default)]
struct Text {
    text: String,
    proved: Vec<(usize, usize)>,
}

impl Text {
    fn say(&mut self, words: &str) -> &mut Text {
        self.text.push_str(words);
        self
    }

    fn prove(&mut self, figure: &str, unit: &str) -> &mut Text {
        let start = self.text.len();
        self.text.push_str(figure);
        self.proved.push((start, self.text.len()));
        self.say(unit)
    }
}

/// Hundredths, as they are printed: 1234.56, 1234.5, 1234.
fn cents(value: u64) -> String {
    let mut text = format!("{}.{:02}", value / 100, value % 100);
    text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    text
}

/// A rate of hundredths of per cent, rounded.
fn rate(part: u64, whole: u64) -> String {
    cents((part * 20_000 + whole) / (2 * whole))
}

const SUBJECTS: [&str; 16] = [
    "校舍维修", "学生资助", "教师培训", "水库除险加固", "渠道清淤", "农村公路养护", "危桥改造",
    "公交运营补贴", "养老服务", "临时救助", "儿童福利", "反诈宣传", "警用装备购置", "交通设施维护",
    "禁毒工作", "监控系统运维",
];
const PLACES: [&str; 12] = [
    "东山县", "西河县", "南湖区", "北桥区", "高新区", "龙泉镇", "白沙镇", "青山镇", "石桥镇",
    "柳河乡", "红旗乡", "新塘镇",
];
const COUNTED: [(&str, &str); 6] = [
    ("在校学生", "人"),
    ("参训民警", "人"),
    ("救助对象", "户"),
    ("抽检水样", "份"),
    ("巡查车辆", "辆"),
    ("受理案件", "件"),
];
const NOISE: [(&str, &str); 10] = [
    ("发放宣传资料", "份。"),
    ("接听咨询电话", "次。"),
    ("开展现场督查", "次，发现的问题均已整改。"),
    ("走访群众", "户，"),
    ("组织志愿服务", "人次。"),
    ("制作展板", "块，"),
    ("整理档案", "卷。"),
    ("官方账号阅读量", "次。"),
    ("更换标牌", "块。"),
    ("新增绿化面积", "平方米。"),
];

fn total_and_parts(dice: &mut Dice, subject: &str, text: &mut Text) {
    let mut places = PLACES.to_vec();
    let parts: Vec<u64> = (0..dice.roll(2, 5)).map(|_| dice.roll(10_000, 999_999)).collect();
    let total: u64 = parts.iter().sum();
    text.say(subject).say(dice.pick(&["支出", "资金", "共安排资金"])).prove(&cents(total), "万元");
    let (open, close) = *[("，其中：", "。"), ("，其中", "。"), ("（其中：", "）。")]
        .get(dice.roll(0, 2) as usize)
        .unwrap();
    text.say(open);
    for (nth, part) in parts.iter().enumerate() {
        text.say(if nth > 0 { "，" } else { "" }).say(dice.draw(&mut places));
        text.prove(&cents(*part), "万元");
    }
    text.say(close);
}

fn parts_and_total(dice: &mut Dice, subject: &str, text: &mut Text) {
    let mut places = PLACES.to_vec();
    let parts: Vec<u64> = (0..dice.roll(2, 5)).map(|_| dice.roll(10_000, 999_999)).collect();
    for part in &parts {
        text.say(dice.draw(&mut places)).say(subject).prove(&cents(*part), "万元");
        text.say("，");
    }
    text.say(dice.pick(&["合计", "共计"])).prove(&cents(parts.iter().sum()), "万元");
    text.say("。");
}

fn executed(dice: &mut Dice, subject: &str, text: &mut Text) {
    let budget = dice.roll(50_000, 9_999_999);
    let spent = budget - dice.roll(budget / 200, budget / 8);
    let (a, b, c) = *[
        ("全年预算数", "执行数", "执行率"),
        ("项目预算", "实际支出", "预算执行率为"),
        ("全年预算", "支出", "预算执行率"),
    ]
    .get(dice.roll(0, 2) as usize)
    .unwrap();
    text.say(subject).say(a).prove(&cents(budget), "万元，").say(b).prove(&cents(spent), "万元，");
    text.say(c).prove(&rate(spent, budget), "%。");
}

fn adjusted(dice: &mut Dice, subject: &str, text: &mut Text) {
    let initial = dice.roll(50_000, 9_999_999);
    let added = dice.roll(10_000, 999_999);
    text.say(subject).say("年初预算").prove(&cents(initial), "万元，年中追加");
    text.prove(&cents(added), "万元，全年预算").prove(&cents(initial + added), "万元。");
}

fn left(dice: &mut Dice, subject: &str, text: &mut Text) {
    let income = dice.roll(1_000_000, 9_999_999);
    let spent = income - dice.roll(50_000, 900_000);
    text.say(subject).say("资金收入").prove(&cents(income), "万元，支出");
    text.prove(&cents(spent), "万元，结余").prove(&cents(income - spent), "万元。");
}

fn grown(dice: &mut Dice, subject: &str, text: &mut Text) {
    let before = dice.roll(100_000, 9_999_999);
    let step = dice.roll(before / 50, before / 4);
    text.say("2023年").say(subject).say("支出").prove(&cents(before), "万元，2024年支出");
    text.prove(&cents(before + step), "万元，增加").prove(&cents(step), "万元，增长");
    text.prove(&rate(step, before), "%。");
}

fn counted(dice: &mut Dice, _: &str, text: &mut Text) {
    let (name, unit) = COUNTED[dice.roll(0, 5) as usize];
    let all = dice.roll(2_000, 90_000);
    let some = dice.roll(all / 5, all / 2);
    text.say(name).prove(&all.to_string(), unit).say("，其中城市").prove(&some.to_string(), unit);
    text.say("，占").prove(&rate(some, all), "%；农村").prove(&(all - some).to_string(), unit);
    text.say("，占").prove(&rate(all - some, all), "%。");
}

fn shared(dice: &mut Dice, subject: &str, text: &mut Text) {
    let total = dice.roll(500_000, 9_999_999);
    let mut places = PLACES.to_vec();
    text.say(subject).say("总投资").prove(&cents(total), "万元");
    for _ in 0..dice.roll(1, 3) {
        let part = dice.roll(total / 20, total / 5);
        text.say("，").say(dice.draw(&mut places)).prove(&cents(part), "万元，占");
        text.prove(&rate(part, total), "%");
    }
    text.say("。");
}

fn bought(dice: &mut Dice, subject: &str, text: &mut Text) {
    let (price, count) = (dice.roll(1_001, 9_999), dice.roll(101, 999));
    text.say(subject).say("按每人").prove(&price.to_string(), "元标准，补助");
    text.prove(&count.to_string(), "人，共发放").prove(&(price * count).to_string(), "元。");
}

/// Two years, plan and result: nothing proves either.
fn alone(dice: &mut Dice, subject: &str, text: &mut Text) {
    let value = dice.roll(100_000, 9_999_999);
    let other = value + dice.roll(1, 9) * [100, 1_000, 10_000][dice.roll(0, 2) as usize];
    let _ = match dice.roll(0, 3) {
        0 => write!(
            text.text,
            "{subject}2022年投入{}万元，2023年投入{}万元。",
            cents(value),
            cents(other)
        ),
        1 => write!(
            text.text,
            "{subject}申请资金{}万元，批复资金{}万元。",
            cents(other),
            cents(value)
        ),
        2 => write!(
            text.text,
            "{subject}上半年完成投资{}万元，下半年完成投资{}万元。",
            cents(value),
            cents(other)
        ),
        _ => write!(
            text.text,
            "{subject}一标段合同价{}万元，二标段合同价{}万元。",
            cents(value),
            cents(other)
        ),
    };
}

fn noise(dice: &mut Dice, text: &mut Text) {
    let (before, after) = NOISE[dice.roll(0, 9) as usize];
    let figure = dice.roll(12, 99_999).to_string();
    text.say(before).say(&figure).say(after);
}

const KINDS: [fn(&mut Dice, &str, &mut Text); 10] = [
    total_and_parts, parts_and_total, executed, adjusted, left, grown, counted, shared, bought,
    alone,
];

fn invented(dice: &mut Dice) -> Text {
    let mut text = Text::default();
    let mut subjects = SUBJECTS.to_vec();
    for _ in 0..dice.roll(4, 9) {
        let kind = KINDS[dice.roll(0, KINDS.len() as u64 - 1) as usize];
        if dice.roll(0, 2) == 0 {
            noise(dice, &mut text);
        }
        let subject = dice.draw(&mut subjects);
        kind(dice, subject, &mut text);
        if dice.roll(0, 1) == 0 {
            text.say("\n");
        }
    }
    text
}

/// What is found above info, as `code figure → expected (formula)`.
fn accused(text: &str) -> Vec<String> {
    let filing =
        json!({"documents": [{"kind": "narrative", "year": "2024", "sections": [{"text": text}]}]});
    let report = validate(filing, &Options::default()).unwrap();
    let above_info = report.findings.iter().filter(|finding| finding.severity != "info");
    let lines = above_info.map(|finding| {
        let figure = finding.claimed.as_deref().unwrap_or("");
        let expected = finding.expected.as_deref().unwrap_or("");
        let formula = finding.formula.as_deref().unwrap_or("");
        format!("{} {figure} → {expected} ({formula})", finding.code)
    });
    lines.collect()
}

/// The text with one digit of a figure changed; not the first to 0.
fn slipped(text: &str, (start, end): (usize, usize), dice: &mut Dice) -> String {
    loop {
        let at = dice.roll(start as u64, end as u64 - 1) as usize;
        let digit = text.as_bytes()[at];
        let other = b'0' + dice.roll(u64::from(at == start), 9) as u8;
        if digit.is_ascii_digit() && digit != other {
            let other = char::from(other);
            return format!("{}{other}{}", &text[..at], &text[at + 1..]);
        }
    }
}

#[test]
fn invented_reports_are_right_and_their_slips_are_found() {
    let (mut dice, mut wrong) = (Dice(20_240_607), Vec::new());
    let (mut found, mut slips, mut missed) = (0, 0, String::new());
    for _ in 0..REPORTS {
        let Text { text, proved } = invented(&mut dice);
        let accused_before = accused(&text);
        if !accused_before.is_empty() {
            wrong.push(format!("{text}\n  {}", accused_before.join("\n  ")));
            continue;
        }
        for _ in 0..proved.len().min(3) {
            let figure = proved[dice.roll(0, proved.len() as u64 - 1) as usize];
            let slip = slipped(&text, figure, &mut dice);
            slips += 1;
            if accused(&slip).is_empty() {
                let around = text[figure.0..].split(['。', '\n']).next().unwrap_or("");
                let _ = writeln!(missed, "{around}: {}", &slip[figure.0..figure.1]);
            } else {
                found += 1;
            }
        }
    }
    if std::env::var_os("SHOW").is_some() {
        println!("{missed}{found} of {slips}");
    }
    assert!(wrong.is_empty(), "{} of {REPORTS}\n{}", wrong.len(), wrong.join("\n"));
    assert!(100 * found >= MOST * slips, "{found} of {slips} found; missed:\n{missed}");
}

/// So many reports.
const REPORTS: usize = 300;
/// So many slips of a hundred are found.
const MOST: usize = 80;
