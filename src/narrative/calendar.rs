//! Dates as they are written, and those of them that cannot be: a 13th month, 31 June, the year
//! 7025.
//!
//! A figure before 年 or 月 may be a length of time, an age, a year of long ago. What the words
//! around it may excuse is no mistake.

use core::ops::Range;

use super::scanner::Scan;
use crate::value::date::days_in_month;
use crate::value::text::contains_any;

/// The dates of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// How many years, months and days can be.
    pub sound: u32,
    /// Those that cannot, in order.
    pub impossible: Vec<Impossible>,
}

/// A date that cannot be.
#[derive(Clone, Debug, PartialEq)]
pub struct Impossible {
    pub fault: Fault,
    /// UTF-16 offsets, in the text as typed, of the date as far as what cannot be.
    pub span: (usize, usize),
}

/// Why a date cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No filing speaks of such a year. `likely` is the year of our time from which it differs in
    /// one digit, where there is one alone.
    Year { likely: Option<i32> },
    /// There are twelve months.
    Month,
    /// The month has fewer days.
    Day { month: u8, days: u8 },
}

/// Years that filings speak of without further words. Plans reach to 2060, and projects without an
/// end are entered as 2099.
fn is_usual(year: i32) -> bool {
    matches!(year, 1949..=2060 | 2099 | 2100)
}

/// So many of one text are named, and no more.
const MOST: usize = 100;

/// How far the words around a year are read, in characters.
const REACH: usize = 40;

impl Calendar {
    /// Reads the dates of a text.
    pub fn read(text: &str) -> Calendar {
        if may_have_date(text) { Calendar::of(&Scan::new(text)) } else { Calendar::default() }
    }

    /// The dates of a text that was scanned.
    pub fn of(scan: &Scan) -> Calendar {
        let mut reader = Reader { scan, calendar: Calendar::default() };
        let mut index = 0;
        while index < scan.len() {
            if !scan.at(index).is_ascii_digit() {
                index += 1;
                continue;
            }
            let end = (index..scan.len())
                .find(|at| !scan.at(*at).is_ascii_digit())
                .unwrap_or_else(|| scan.len());
            index = reader.date(index, end).max(end);
        }
        reader.calendar
    }
}

/// Whether there is a month or a year: 年, 月, or four digits. Most names and results have neither,
/// and need not be scanned.
fn may_have_date(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|c| {
        digits = match c {
            '0'..='9' | '０'..='９' => digits + 1,
            c if c.is_whitespace() => digits,
            _ => 0,
        };
        digits == 4 || matches!(c, '年' | '月')
    })
}

struct Reader<'a> {
    scan: &'a Scan,
    calendar: Calendar,
}

/// A month or day that is read: its figure, and where it ends.
#[derive(Clone, Copy)]
struct Part {
    figure: u32,
    end: usize,
}

impl Reader<'_> {
    /// Reads the date that begins with the digits at `start`; returns how far it was read.
    fn date(&mut self, start: usize, end: usize) -> usize {
        let before = self.scan.back(start, 1);
        let is_decimal = matches!(before, '.' | ',') && self.scan.back(start, 2).is_ascii_digit();
        if is_decimal || before.is_ascii_alphabetic() || matches!(before, '第' | '_' | '№') {
            return end;
        }
        let is_torn = before == ' ';
        match (end - start, self.scan.at(end)) {
            (4, '年') => {
                self.year(start, end);
                self.months(start, end + 1, self.figure(start, end))
            }
            (4, mark) if is_dash(mark) && self.is_year_next(end) => {
                self.year(start, end);
                end
            }
            (4, mark @ ('.' | '-' | '/')) => self.numeric(start, end, mark),
            (4, mark) if is_bracket(mark) && self.opens_number(start) => {
                let number = self.part(end + 1, 5);
                if number.is_some_and(|number| self.scan.at(number.end) == '号') {
                    let can_be = self.figure(start, end).is_some_and(is_usual);
                    self.judge_year(start, end, can_be);
                }
                end
            }
            (4, '批' | '预' | '市' | '省' | '县' | '区') if self.is_bare_year(start, end) => {
                self.judge_year(start, end, self.figure(start, end).is_some_and(is_usual));
                end
            }
            // `1 2月` is a 12 that was torn apart.
            (1 | 2, _) if !is_torn => self.months(start, start, None),
            _ => end,
        }
    }

    /// Whether the year of a paper's number begins at `start`: `财预〔2025〕28号`. In round brackets
    /// there are other numbers too: `质检(0325)12号`.
    fn opens_number(&self, start: usize) -> bool {
        match self.scan.back(start, 1) {
            '(' => {
                let office = self.scan.back(start, 2);
                matches!(office, '发' | '办' | '函' | '通' | '预' | '绩' | '综' | '政' | '社')
            }
            bracket => is_bracket(bracket),
        }
    }

    /// `3022批复大队88名协管员`: a year without its 年, with one digit mistyped.
    fn is_bare_year(&self, start: usize, end: usize) -> bool {
        const APPROVED: [&str; 6] =
            ["批复", "预算批复", "市财政批复", "省财政批复", "县财政批复", "区财政批复"];
        let opens = matches!(
            self.scan.back(start, 1),
            '\0' | '\n' | '。' | ',' | '，' | ';' | '(' | '较' | '比'
        );
        let is_near = |year: i32| is_usual(year) || likely_year(year).is_some();
        opens
            && APPROVED.iter().any(|word| self.scan.starts(end, word))
            && self.figure(start, end).is_some_and(is_near)
    }

    fn figure(&self, start: usize, end: usize) -> Option<i32> {
        self.scan.text(&(start..end)).parse().ok()
    }

    /// The digits at `start`, at most so many.
    fn part(&self, start: usize, most: usize) -> Option<Part> {
        let end = (start..=start + most)
            .find(|at| !self.scan.at(*at).is_ascii_digit())
            .filter(|end| *end > start)?;
        let figure = self.scan.text(&(start..end)).parse().ok()?;
        Some(Part { figure, end })
    }

    /// `2023-2025年`: whether a dash and another year follow.
    fn is_year_next(&self, end: usize) -> bool {
        let next = self.after_dash(end);
        self.part(next, 4)
            .is_some_and(|year| year.end == next + 4 && self.scan.at(year.end) == '年')
    }

    /// Where the text goes on after a dash, which may be of two characters.
    fn after_dash(&self, at: usize) -> usize {
        let next = at + 1;
        if is_dash(self.scan.at(next)) { next + 1 } else { next }
    }

    /// `2026.4.21`, `2026-04-21`
    fn numeric(&mut self, start: usize, end: usize, mark: char) -> usize {
        let month = self.part(end + 1, 2).filter(|month| self.scan.at(month.end) == mark);
        let Some(month) = month else { return end };
        let Some(day) = self.part(month.end + 1, 2) else { return end };
        let (next, before) = (self.scan.at(day.end), self.scan.back(start, 1));
        let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/');
        let Some(year) = self.figure(start, end).filter(|year| is_usual(*year)) else { return end };
        if !goes_on(next) && !goes_on(before) && self.judge_month(month, start..month.end) {
            self.judge_day(start, Some(year), month.figure, day);
        }
        day.end
    }

    /// `4月14日至4月18日`, `1-12月`, `12月底`: the months and days from `at` on, of a date that
    /// begins at `start`.
    fn months(&mut self, start: usize, at: usize, year: Option<i32>) -> usize {
        /// Behind these no month is a length of time.
        const MARKS: [&str; 7] = ["份", "底", "末", "初", "上旬", "中旬", "下旬"];
        let (mut read, mut at, mut is_dated) = (at, at, year.is_some());
        while let Some(month) = self.part(at, 3) {
            let next = self.scan.at(month.end);
            let after_dash = self.after_dash(month.end);
            let last = self.part(after_dash, 3);
            let named = last.filter(|_| is_dash(next)).unwrap_or(month);
            if self.scan.at(named.end) != '月' {
                break;
            }
            let end = named.end + 1;
            let day = self.part(end, 2).filter(|day| {
                let next = self.scan.at(day.end);
                next == '日' || is_dash(next) && self.is_day(self.after_dash(day.end))
            });
            is_dated |= day.is_some() || MARKS.iter().any(|mark| self.scan.starts(end, mark));
            read = end;
            if is_dated && !self.is_length(end) {
                let is_range = named.end != month.end;
                let can_be = (!is_range || self.judge_month(month, start..end))
                    && self.judge_month(named, start..end);
                if let Some(day) = day.filter(|_| can_be) {
                    read = self.days(start, year, named.figure, day);
                }
            }
            if !is_connector(self.scan.at(read)) {
                break;
            }
            at = self.after_dash(read);
        }
        read
    }

    /// Whether there is a day of the month at `at`.
    fn is_day(&self, at: usize) -> bool {
        self.part(at, 2).is_some_and(|day| self.scan.at(day.end) == '日')
    }

    /// `0-36月龄`, `13月工资`: months that are none of the calendar.
    fn is_length(&self, after: usize) -> bool {
        const OTHERWISE: [&str; 13] = [
            "龄", "婴", "幼", "儿", "大", "期", "租", "工资", "奖", "薪", "份工资", "份奖", "份薪",
        ];
        OTHERWISE.iter().any(|word| self.scan.starts(after, word))
    }

    /// `14日`, `14-18日`, `14日至18日`: the days of a month; returns how far they were read.
    fn days(&mut self, start: usize, year: Option<i32>, month: u32, first: Part) -> usize {
        let mut day = first;
        loop {
            let is_marked = self.scan.at(day.end) == '日';
            let end = if is_marked { day.end + 1 } else { day.end };
            // `5月45日龄`, `12月90日均线`
            if !matches!(self.scan.at(end), '龄' | '均' | '内' | '数' | '间') {
                self.judge_day(start, year, month, day);
            }
            let next = self.after_dash(end);
            match self
                .part(next, 2)
                .filter(|_| is_connector(self.scan.at(end)) && self.is_day(next))
            {
                Some(other) => day = other,
                None => return end,
            }
        }
    }

    fn year(&mut self, start: usize, end: usize) {
        if self.calendar.impossible.len() >= MOST {
            return;
        }
        let can_be = self
            .figure(start, end)
            .is_some_and(|year| is_usual(year) || !self.is_impossible(year, start, end));
        self.judge_year(start, end, can_be);
    }

    /// Whether an unusual year can be none of those that its words may mean.
    fn is_impossible(&self, year: i32, start: usize, end: usize) -> bool {
        let is_stop =
            |at: &usize| matches!(self.scan.at(*at), '。' | '\n' | '!' | '?' | ';' | '\0');
        let from = (start.saturating_sub(REACH)..start)
            .rev()
            .find(is_stop)
            .map_or(start.saturating_sub(REACH), |stop| stop + 1);
        let to = (end..end + REACH).find(is_stop).unwrap_or(end + REACH);
        let (before, after) = (self.scan.text(&(from..start)), self.scan.text(&(end..to)));
        let after = after.strip_prefix('年').unwrap_or_default();
        let is_said = |words: &[&str]| contains_any(&before, words) || contains_any(after, words);
        let is_count = COUNTED.iter().any(|word| before.ends_with(word))
            || COUNTING.iter().any(|word| after.starts_with(word));
        if is_count || is_said(&HISTORY) {
            return false;
        }
        match year {
            1900..=1948 => is_said(&OF_OUR_TIME),
            2061..=2098 => !is_said(&FAR_OFF) && !before.ends_with(is_connector),
            // Lengths of time are round.
            _ => year % 100 != 0 || after.starts_with('度'),
        }
    }

    fn judge_year(&mut self, start: usize, end: usize, can_be: bool) {
        // 1925 may be 1995 as well as 2025.
        let is_far = |year: &i32| !matches!(year, 1900..=1948);
        let likely = self.figure(start, end).filter(is_far).and_then(likely_year);
        let mark = usize::from(self.scan.at(end) == '年');
        self.judge(can_be, Fault::Year { likely }, start..end + mark);
    }

    fn judge_month(&mut self, month: Part, date: Range<usize>) -> bool {
        let can_be = (1..=12).contains(&month.figure);
        self.judge(can_be, Fault::Month, date);
        can_be
    }

    fn judge_day(&mut self, start: usize, year: Option<i32>, month: u32, day: Part) {
        /// Of a year that is not said, February may have 29 days.
        const LEAP: i32 = 2024;
        let Ok(month) = u8::try_from(month) else { return };
        let days = days_in_month(year.unwrap_or(LEAP), month);
        let can_be = (1..=u32::from(days)).contains(&day.figure);
        let mark = usize::from(self.scan.at(day.end) == '日');
        self.judge(can_be, Fault::Day { month, days }, start..day.end + mark);
    }

    fn judge(&mut self, can_be: bool, fault: Fault, chars: Range<usize>) {
        if can_be {
            self.calendar.sound += 1;
        } else if self.calendar.impossible.len() < MOST {
            let span = self.scan.span(&chars);
            self.calendar.impossible.push(Impossible { fault, span });
        }
    }
}

/// What stands before a number of years: `近1600年`, `傣历1387年`.
const COUNTED: [&str; 19] = [
    "近", "约", "超", "逾", "满", "每", "历", "前", "长达", "已达", "高达", "一共", "共计", "总共",
    "合计", "累计", "总计", "纪元", "已有",
];

/// What stands behind it: `3000年文明`.
const COUNTING: [&str; 12] =
    ["历史", "文明", "文化", "以上", "以来", "来", "级", "龄", "代", "左右", "多", "古"];

/// Where these are, a year of long ago is one.
const HISTORY: [&str; 38] = [
    "历史", "公元", "世纪", "始建", "建于", "创建", "建城", "建县", "置县", "建置", "古城", "古镇",
    "古村", "古树", "古建", "古代", "古籍", "古塔", "古桥", "王朝", "朝代", "清朝", "明朝", "宋朝",
    "唐朝", "文物", "遗址", "故居", "遗产", "明代", "清代", "宋代", "元代", "唐代", "民国", "诞辰",
    "考古", "县志",
];

/// What no filing says of the years before 1949.
const OF_OUR_TIME: [&str; 9] =
    ["预算", "决算", "绩效", "参保", "补助", "财政", "指标", "万元", "亿元"];

/// What leads to years beyond all plans: rights of use, bonds.
const FAR_OFF: [&str; 15] = [
    "规划", "远景", "愿景", "中和", "使用权", "期限", "到期", "年限", "租", "特许", "经营权", "债",
    "有效", "届满", "长期",
];

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '~' | '—' | '至' | '到')
}

/// What joins two dates.
fn is_connector(c: char) -> bool {
    is_dash(c) || matches!(c, '、' | '和' | '及')
}

fn is_bracket(c: char) -> bool {
    matches!(c, '〔' | '〕' | '[' | ']' | '(' | ')' | '【' | '】' | '﹝' | '﹞')
}

/// The only year from 1990 to 2040 that differs from it in one digit.
fn likely_year(year: i32) -> Option<i32> {
    let digits = |year: i32| [year / 1000, year / 100 % 10, year / 10 % 10, year % 10];
    let apart = |other: &i32| {
        digits(*other).iter().zip(digits(year)).filter(|(a, b)| **a != *b).count() == 1
    };
    let mut near = (1990..=2040).filter(apart);
    near.next().filter(|_| near.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn impossible(text: &str) -> Vec<String> {
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let shown = |Impossible { fault, span }: &Impossible| {
            let written = String::from_utf16(&utf16[span.0..span.1]).unwrap();
            match fault {
                Fault::Year { likely: Some(year) } => format!("{written} → {year}"),
                Fault::Day { month, days } => format!("{written} ({month}月 {days})"),
                _ => written,
            }
        };
        Calendar::read(text).impossible.iter().map(shown).collect()
    }

    #[test]
    fn finds_years_that_cannot_be() {
        for (text, found) in [
            ("7025年继续加大补助力度。", "7025年 → 2025"),
            ("按文件要求，2425年居民医保人均补助700元。", "2425年 → 2025"),
            ("(1)数量指标:1025年,参保人数677.14万人。", "1025年 → 2025"),
            ("2125 年度无新增项目", "2125 年 → 2025"),
            ("0025年预算安排100万元", "0025年 → 2025"),
            ("根据《关于批复 2725 年度部门预算的通知》", "2725 年 → 2025"),
            ("项目周期：4023年-2099年", "4023年 → 2023"),
            ("4023-2025年项目", "4023 → 2023"),
            ("2023—2525年项目", "2525年 → 2025"),
            ("医保发〔9025〕22号", "9025 → 2025"),
            ("人社厅发(1015)56号", "1015 → 2015"),
            ("工资提高。3022批复大队88名协管员410万元", "3022 → 2022"),
            ("社保费较2922预算批复数据增加156.92元", "2922 → 2022"),
            ("5025 市财政批复的全年预算数", "5025 → 2025"),
            ("2085年，全市参保人数677万人", "2085年"),
            ("1925年财政补助标准为每人每年700元", "1925年"),
            ("主要原因是7022年还没有清算", "7022年 → 2022"),
            ("完成《公立医疗机构7024年医疗服务价格报告》", "7024年 → 2024"),
        ] {
            assert_eq!(impossible(text), [found], "{text}");
        }
    }

    #[test]
    fn finds_months_and_days_that_cannot_be() {
        for (text, found) in [
            ("2025年72月底前足额到位", "2025年72月"),
            ("2025年1-92月的满意率", "2025年1-92月"),
            ("2025 年 1—15 月的满意率", "2025 年 1—15 月"),
            ("2025年91-12月", "2025年91-12月"),
            ("2025年1月至13月", "2025年1月至13月"),
            ("截至72月31日", "72月"),
            ("于2026年0月30日", "2026年0月"),
            ("15月份完成采购", "15月"),
            ("要求其 5 月 35 日前报送", "5 月 35 日 (5月 31)"),
            ("4月99日", "4月99日 (4月 30)"),
            ("6月31日前", "6月31日 (6月 30)"),
            ("2025年2月29日", "2025年2月29日 (2月 28)"),
            ("2月30日", "2月30日 (2月 29)"),
            ("于2025年4月54日至4月18日", "2025年4月54日 (4月 30)"),
            ("2025年4月14日至4月38日开展自评", "2025年4月14日至4月38日 (4月 30)"),
            ("2025年4月14-38日开展自评", "2025年4月14-38日 (4月 30)"),
            ("2025年4月14日至38日开展自评", "2025年4月14日至38日 (4月 30)"),
            ("于2026\n\n年5月70日前报送", "2026\n\n年5月70日 (5月 31)"),
            ("2026.4.91", "2026.4.91 (4月 30)"),
            ("2026-13-01", "2026-13"),
        ] {
            let found: Vec<&str> = vec![found];
            let shown: Vec<String> = impossible(text);
            assert_eq!(shown, found, "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_can_be() {
        for text in [
            "2035年远景目标，2060年碳中和，长期项目至2099年。",
            "土地使用权至2065年，专项债券2064年到期。",
            "古树树龄1350年，有3000年历史，建于1368年，1936年红军长征经过。",
            "建城2239年来，距今近2536年。",
            "傣历1387年新年",
            "1921年建党，1927年起义。",
            "2023-2025年、2024学年、2024—2025学年，“十四五”以来。",
            "为6-36月龄儿童发放营养包，0-36月婴幼儿。",
            "可支配月数高于6-9个月，质保24月。",
            "发放13月份工资、13月奖金。",
            "2025年1-12月，3-5月，11月至次年3月，12月31日24时。",
            "2024年2月29日，2月29日，6月30日。",
            "1 2月31日，2025年1 2月31日",
            "国发〔1978〕104号，(2015)56号，国办发〔2018〕26号。",
            "质检(0325)12号，合同(2203)5号。",
            "GB/T 5750.4-2006，192.168.13.45，2025.13，V2025.13.1，0759-3025-99-88",
            "车牌粤G7025年检，合同号A9025年",
            "共7025万元，9025人，增长12.7025年",
            "开展100日攻坚，5月100日行动，30日内，1000日",
            "8-22元，1-32，2025年8月",
            "2024年结转资金，2026年度计划，2025年末，2025年年初。",
            "1600年，5000年",
            "附件12025年度自评表",
            "2022批复88名，较2022预算批复增加，2025市财政批复预算",
            "文号1234批复，共4321预算批复项，8888批复",
            "",
        ] {
            assert_eq!(impossible(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn counts_what_can_be() {
        assert_eq!(Calendar::read("2025年4月14日至18日，2026.4.21").sound, 6);
    }

    #[test]
    fn reads_any_text_once() {
        for text in ["7".repeat(200_000), "2025年".repeat(50_000), "1月至".repeat(50_000)] {
            assert!(Calendar::read(&text).impossible.is_empty());
        }
        assert_eq!(Calendar::read(&"7025年".repeat(50_000)).impossible.len(), MOST);
    }
}
