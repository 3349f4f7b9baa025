//! Dates in prose, each with the words around it.

use core::ops::Range;

use super::scanner::{Scan, Spanned, Token};
use crate::value::date::Date;

/// In characters; a longer text without an end is not a sentence.
const LONGEST_SENTENCE: usize = 400;

/// A sentence with its dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// Folded, without spaces and without titles in `《…》`.
    pub text: String,
    /// Its dates, in order; at least one.
    pub moments: Vec<Moment>,
}

/// A date in its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The date; its year may be that of the date before it.
    pub date: Date,
    /// UTF-16 offsets in the text as typed.
    pub span: (usize, usize),
    /// The sentence up to the date, without titles.
    pub before: String,
    /// The sentence after the date, without titles.
    pub after: String,
}

impl Dated {
    /// Whether the sentence contains one of the words.
    pub fn contains_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.contains(word))
    }
}

/// The sentences of a text that have a date with its year.
pub fn sentences_of(scan: &Scan) -> Vec<Dated> {
    let sentences = scan.tokens.split(|token| token.token == Token::Stop);
    let dated = |tokens: &[Spanned]| {
        let whole = tokens.first()?.chars.start..tokens.last()?.chars.end;
        if whole.len() > LONGEST_SENTENCE {
            return None;
        }
        // A date may be several tokens: 2025年, 4月, 14日.
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
    sentences.filter_map(dated).collect()
}

/// Reads a date as written. `4月18日` is in the `year` of the date before it; a range such as
/// `2025年1-6月` is not a date.
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
    fn dates_have_their_year_and_the_words_around_them() {
        let text = "根据《关于2024年度自评的通知》，于 2025 年 4 月 14 日至 4 月 18 日开展了自评。全年工作按1-6月计划推进。";
        let found = sentences(text);
        assert_eq!(found.len(), 1);
        let moments: Vec<_> = found[0]
            .moments
            .iter()
            .map(|m| (m.date.to_string(), m.before.as_str(), m.after.as_str()))
            .collect();
        assert_eq!(
            moments,
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
    fn other_figures_are_not_dates() {
        for text in
            ["2025年1-6月完成招标。", "湘财绩〔2025〕3号。", "合计2092.71万元。", "", "2025"]
        {
            assert_eq!(sentences(text), [], "{text}");
        }
    }
}
