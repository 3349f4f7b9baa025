//! Dates in every common form, to the precision they were written with.

use super::text::folded;

/// A day, a month or a year, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    pub year: i32,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Date {
    /// Reads `2026.4.21`, `2026年4月22日`, `2026-04`, `2026/04/22`, `20260422`, `2025年`,
    /// `2025年度`.
    pub fn read(text: &str) -> Option<Date> {
        let text = folded(text);
        let compact: String =
            without_time(&text).chars().filter(|c| *c != ' ').map(plain_digit).collect();
        if compact.len() == 8 && compact.bytes().all(|b| b.is_ascii_digit()) {
            return Date::checked(compact.get(..4)?, compact.get(4..6), compact.get(6..8));
        }
        let mut parts = [None::<&str>; 3];
        let mut filled = 0usize;
        for part in compact.split(['年', '月', '日', '号', '-', '/', '.', '度', ',', '、']) {
            if part.is_empty() {
                continue;
            }
            // A time of day after the date is no part of it.
            if filled == 3 {
                break;
            }
            if !part.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            *parts.get_mut(filled)? = Some(part);
            filled += 1;
        }
        let [Some(year), month, day] = parts else { return None };
        // A bare "2025" or "2025.4": the year needs its four digits, and a decimal point alone
        // makes no month of a figure like 2092.71.
        if year.len() != 4
            || (month.is_some_and(|m| m.len() > 2))
            || day.is_some_and(|d| d.len() > 2)
        {
            return None;
        }
        Date::checked(year, month, day)
    }

    fn checked(year: &str, month: Option<&str>, day: Option<&str>) -> Option<Date> {
        let year: i32 = year.parse().ok()?;
        let month = month.map(str::parse::<u8>).transpose().ok()?;
        let day = day.map(str::parse::<u8>).transpose().ok()?;
        let in_range = (1949..=2200).contains(&year)
            && month.is_none_or(|m| (1..=12).contains(&m))
            && day.is_none_or(|d| d >= 1 && d <= month.map_or(0, |m| days_in_month(year, m)));
        in_range.then_some(Date { year, month, day })
    }

    /// Days since some fixed day, where the day is known: what lies between two dates.
    pub fn days(self) -> Option<i64> {
        let (month, day) = (i64::from(self.month?), i64::from(self.day?));
        // The year begins in March, so that the leap day is its last.
        let year = i64::from(self.year) - i64::from(month <= 2);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day;
        Some(
            365 * year + year.div_euclid(4) - year.div_euclid(100)
                + year.div_euclid(400)
                + day_of_year,
        )
    }

    /// The last day it can mean: the end of the month or the year where no day was written.
    pub fn latest(self) -> (i32, u8, u8) {
        let month = self.month.unwrap_or(12);
        (self.year, month, self.day.unwrap_or_else(|| days_in_month(self.year, month)))
    }

    /// The first day it can mean.
    pub fn earliest(self) -> (i32, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }
}

impl core::fmt::Display for Date {
    /// ISO 8601, to the precision written: `2025-04-24`, `2025-04`, `2025`.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// `2026-04-22 10:00`, `2026-04-22T00:00:00`: the day alone.
fn without_time(text: &str) -> &str {
    match text.find(':').and_then(|colon| text.get(..colon)) {
        Some(before) => before.rsplit_once([' ', 'T']).map_or(text, |(day, _)| day),
        None => text,
    }
}

/// `二〇二六年` is written digit by digit.
fn plain_digit(c: char) -> char {
    const DIGITS: [char; 11] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '○'];
    match DIGITS.iter().position(|digit| *digit == c).map(|value| value % 10) {
        Some(value) => {
            u32::try_from(value).ok().and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
        }
        None => c,
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Every year of four digits before 年 in a compact text, and where it stands.
pub fn years_in(compact: &str) -> impl Iterator<Item = (usize, i32)> {
    compact.match_indices('年').filter_map(|(end, _)| {
        let before = compact.get(..end)?;
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let year = before.get(start..).filter(|digits| digits.len() == 4)?.parse().ok()?;
        (1949..=2200).contains(&year).then_some((start, year))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_common_forms() {
        for (text, iso) in [
            ("2026.4.21", "2026-04-21"),
            ("2026年4月22日", "2026-04-22"),
            ("2026 年 4 月 22 日", "2026-04-22"),
            ("２０２６年４月", "2026-04"),
            ("2026-04", "2026-04"),
            ("2026/04/22", "2026-04-22"),
            ("20260422", "2026-04-22"),
            ("2025年度", "2025"),
            ("2025", "2025"),
            ("2026-04-22 10:00", "2026-04-22"),
            ("2026-04-22T00:00:00", "2026-04-22"),
            ("2026、4、22", "2026-04-22"),
            ("二〇二五年", "2025"),
            ("二○二六年四月", "2026-04"),
        ] {
            assert_eq!(Date::read(text).map(|d| d.to_string()).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn counts_the_days_between() {
        let days = |text: &str| Date::read(text).and_then(Date::days).unwrap();
        for (from, to, between) in [
            ("2025-02-10", "2025-03-02", 20),
            ("2024-02-10", "2024-03-02", 21),
            ("2024-12-25", "2025-01-14", 20),
            ("2025-01-01", "2025-12-31", 364),
            ("2000-02-28", "2000-03-01", 2),
        ] {
            assert_eq!(days(to) - days(from), between, "{from} {to}");
        }
        assert_eq!(Date::read("2025-02").and_then(Date::days), None);
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in ["2026.2.30", "2026-13", "4月22日", "2092.715", "及时", "", "7*24小时", "99年"]
        {
            assert_eq!(Date::read(text), None, "{text}");
        }
    }

    #[test]
    fn finds_the_years_of_a_title() {
        let found = |text| years_in(text).collect::<Vec<_>>();
        assert_eq!(found("2025年度部门整体支出绩效自评表"), [(0, 2025)]);
        assert_eq!(found("关于2026年开展2025年度绩效自评"), [(6, 2026), (19, 2025)]);
        assert_eq!(found("关于开展12025年、02025年、25年和0025年"), []);
        assert_eq!(found("绩效自评表"), []);
    }
}
