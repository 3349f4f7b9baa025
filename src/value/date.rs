//! Dates in every common form, to the precision that they are written with.

use super::text::folded;

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// 1949 to 2200; anything else is a figure, not a year.
    pub year: i32,
    /// 1 to 12; `None` if only a year is written.
    pub month: Option<u8>,
    /// 1 to 31, as the month has days; `None` if no day is written.
    pub day: Option<u8>,
}

impl Date {
    /// Reads `2026.4.21`, `2026年4月22日`, `2026-04`, `2026/04/22`, `20260422`, `2025年`,
    /// `2025年度`, with or without a time of day. `None` if the text is not one date.
    pub fn read(text: &str) -> Option<Date> {
        const SEPARATORS: [char; 10] = ['年', '月', '日', '号', '-', '/', '.', '度', ',', '、'];
        let text = folded(text);
        let day = without_time(&text);
        // Most texts that are no date begin as none does.
        if !day.starts_with(|c| plain_digit(c).is_ascii_digit() || SEPARATORS.contains(&c)) {
            return None;
        }
        let compact: String = day.chars().filter(|c| *c != ' ').map(plain_digit).collect();
        if compact.len() == 8 && compact.bytes().all(|b| b.is_ascii_digit()) {
            return Date::checked(compact.get(..4)?, compact.get(4..6), compact.get(6..8));
        }
        let mut parts = [None::<&str>; 3];
        let mut filled = 0usize;
        for part in compact.split(SEPARATORS) {
            if part.is_empty() {
                continue;
            }
            // After the day only a time of day can follow.
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
        // The year needs four digits, or any figure would be a date.
        if year.len() != 4
            || (month.is_some_and(|m| m.len() > 2))
            || day.is_some_and(|d| d.len() > 2)
        {
            return None;
        }
        Date::checked(year, month, day)
    }

    /// Days since a fixed day, for differences between two dates; `None` if no day is written.
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

    /// The last day that it can mean, as year, month and day: the end of the month or the year if
    /// no day is written.
    pub fn latest(self) -> (i32, u8, u8) {
        let month = self.month.unwrap_or(12);
        (self.year, month, self.day.unwrap_or_else(|| days_in_month(self.year, month)))
    }

    /// The first day that it can mean, as year, month and day.
    pub fn earliest(self) -> (i32, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
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
}

impl core::fmt::Display for Date {
    /// Prints ISO 8601 to the precision written: `2025-04-24`, `2025-04`, `2025`.
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

/// Every year of four digits before 年 in a compact text, after its offset in bytes.
pub fn years_in(compact: &str) -> impl Iterator<Item = (usize, i32)> {
    compact.match_indices('年').filter_map(|(end, _)| {
        let before = compact.get(..end)?;
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let year = before.get(start..).filter(|digits| digits.len() == 4)?.parse().ok()?;
        (1949..=2200).contains(&year).then_some((start, year))
    })
}

/// The day alone of `2026-04-22 10:00` or `2026-04-22T00:00:00`.
fn without_time(text: &str) -> &str {
    match text.find(':').and_then(|colon| text.get(..colon)) {
        Some(before) => before.rsplit_once([' ', 'T']).map_or(text, |(day, _)| day),
        None => text,
    }
}

/// The ASCII digit for a Chinese numeral: `二〇二六年` is written digit by digit.
fn plain_digit(c: char) -> char {
    const DIGITS: [char; 11] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '○'];
    match DIGITS.iter().position(|digit| *digit == c).map(|value| value % 10) {
        Some(value) => {
            u32::try_from(value).ok().and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
        }
        None => c,
    }
}

/// How many days a month of 1 to 12 has.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
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
    fn refuses_other_texts() {
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
