//! Dates in prose: every sentence that states one, with what is said around it.

use core::ops::Range;

use super::scanner::{Scan, Token};
use crate::value::date::Date;

/// What runs on without an end is no sentence.
const LONGEST_SENTENCE: usize = 400;

/// A sentence with its dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// Folded, without spaces and without the titles in `《…》`.
    pub text: String,
    pub moments: Vec<Moment>,
}

/// A date in its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    pub date: Date,
    /// UTF-16 offsets in the text as typed.
    pub span: (usize, usize),
    /// The sentence up to it, and from its end on; without titles.
    pub before: String,
    pub after: String,
}

impl Dated {
    pub fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.contains(word))
    }
}

/// The sentences of a text that state a date with its year.
pub fn sentences_of(scan: &Scan) -> Vec<Dated> {
    let stops = scan.tokens.split(|token| token.token == Token::Stop);
    let dated = |tokens: &[super::scanner::Spanned]| {
        let whole = tokens.first()?.chars.start..tokens.last()?.chars.end;
        if whole.len() > LONGEST_SENTENCE {
            return None;
        }
        let mut runs: Vec<Range<usize>> = Vec::new();
        for token in tokens.iter().filter(|token| token.token == Token::Calendar) {
            match runs.last_mut() {
                Some(run) if run.end == token.chars.start => run.end = token.chars.end,
                _ => runs.push(token.chars.clone()),
            }
        }
        let mut year = None;
        let moment = |run: &Range<usize>| {
            let date = date(&scan.text(run), year)?;
            year = Some(date.year);
            Some(Moment {
                date,
                span: scan.span(run),
                before: without_titles(&scan.text(&(whole.start..run.start))),
                after: without_titles(&scan.text(&(run.end..whole.end))),
            })
        };
        let moments: Vec<Moment> = runs.iter().filter_map(moment).collect();
        (!moments.is_empty()).then(|| Dated { text: without_titles(&scan.text(&whole)), moments })
    };
    stops.filter_map(dated).collect()
}

/// `4月18日` is of the year of the date before it. A range of months is no date.
fn date(written: &str, year: Option<i32>) -> Option<Date> {
    if written.contains('年') && written.contains(['-', '~', '—', '至', '/']) {
        return None;
    }
    match year {
        Some(year) if written.contains('月') && !written.contains('年') => {
            Date::read(&format!("{year}年{written}"))
        }
        _ => Date::read(written),
    }
}

fn without_titles(text: &str) -> String {
    let mut depth = 0usize;
    let outside = |c: &char| {
        match c {
            '《' => depth += 1,
            '》' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0 && *c != ' '
    };
    text.chars().filter(outside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<Dated> {
        sentences_of(&Scan::new(text))
    }

    #[test]
    fn dates_know_their_year_and_what_stands_around_them() {
        let text = "根据《关于2024年度自评的通知》，于 2025 年 4 月 14 日至 4 月 18 日开展了自评。全年工作按1-6月计划推进。";
        let found = sentences(text);
        assert_eq!(found.len(), 1);
        let said: Vec<_> = found[0]
            .moments
            .iter()
            .map(|m| (m.date.to_string(), m.before.as_str(), m.after.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ("2025-04-14".to_owned(), "根据，于", "至4月18日开展了自评"),
                ("2025-04-18".to_owned(), "根据，于2025年4月14日至", "开展了自评"),
            ]
        );
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let (start, end) = found[0].moments[0].span;
        assert_eq!(String::from_utf16(&utf16[start..end]).unwrap(), "2025 年 4 月 14 日");
    }

    #[test]
    fn what_is_no_date() {
        for text in
            ["2025年1-6月完成招标。", "湘财绩〔2025〕3号。", "合计2092.71万元。", "", "2025"]
        {
            assert_eq!(sentences(text), [], "{text}");
        }
    }
}
