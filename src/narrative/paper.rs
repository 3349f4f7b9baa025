//! Papers that a text names by their numbers: `《关于批复2025年度部门预算的通知》（财预〔2025〕28号）`.

use core::ops::Range;

use super::scanner::Scan;

/// A paper with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// The year of the number.
    pub year: i32,
    /// UTF-16 offsets of that year in the text as typed.
    pub span: (usize, usize),
    /// Its title, where it stands before the number.
    pub title: String,
    /// The only year that the title speaks of, and its UTF-16 offsets.
    pub titled: Option<(i32, (usize, usize))>,
}

/// A notice that an evaluation is to be carried out: `《关于开展2025年度部门绩效自评工作的通知》`.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The only year of its title.
    pub year: i32,
    /// UTF-16 offsets of that year in the text as typed.
    pub span: (usize, usize),
}

/// The notices of a text on which its evaluation is based.
pub fn notices_of(scan: &Scan) -> Vec<Notice> {
    let mut notices = Vec::new();
    for start in (0..scan.len()).filter(|at| scan.at(*at) == '《') {
        let based = ["根据", "按照", "依据"];
        let before = scan.text(&(start.saturating_sub(2)..start));
        let end = (start..start + LONGEST_TITLE).find(|at| scan.at(*at) == '》');
        let Some(end) = end.filter(|_| based.contains(&before.as_str())) else { continue };
        let title = scan.text(&(start + 1..end));
        let is_on_evaluation = title.contains("开展")
            && title.ends_with("通知")
            && (title.contains("自评") || title.contains("绩效评价"));
        let titled = titled(scan, start + 1..end).filter(|_| is_on_evaluation);
        notices.extend(titled.map(|(year, span)| Notice { year, span }));
    }
    notices
}

/// In characters: between the title and the year of the number, and of a title.
const LONGEST_OFFICE: usize = 16;
const LONGEST_TITLE: usize = 120;

/// The papers of a text that have a number.
pub fn papers_of(scan: &Scan) -> Vec<Paper> {
    let opens = |at: &usize| matches!(scan.at(*at), '〔' | '[' | '(' | '【' | '﹝');
    (0..scan.len()).filter(opens).filter_map(|at| paper(scan, at)).collect()
}

fn paper(scan: &Scan, bracket: usize) -> Option<Paper> {
    let chars = bracket + 1..bracket + 5;
    let year = year(scan, &chars)?;
    if !matches!(scan.at(chars.end), '〕' | ']' | ')' | '】' | '﹞') {
        return None;
    }
    let number = chars.end + 1;
    let end = (number..number + 6).find(|at| !scan.at(*at).is_ascii_digit())?;
    if end == number || scan.at(end) != '号' {
        return None;
    }
    let span = scan.span(&chars);
    let title = title(scan, bracket);
    let titled = title.clone().and_then(|title| titled(scan, title));
    let title = title.map(|title| scan.text(&title)).unwrap_or_default();
    Some(Paper { year, span, title, titled })
}

fn year(scan: &Scan, chars: &Range<usize>) -> Option<i32> {
    let text = scan.text(chars);
    let is_figure = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_figure && (1949..=2100).contains(year))
}

/// The title whose `》` stands shortly before.
fn title(scan: &Scan, bracket: usize) -> Option<Range<usize>> {
    let is_end = |at: &usize| matches!(scan.at(*at), '》' | '。' | '\n' | ';' | '、' | '〕' | '《');
    let end = (bracket.saturating_sub(LONGEST_OFFICE)..bracket).rev().find(is_end)?;
    let start = (end.saturating_sub(LONGEST_TITLE)..end).rev().find(|at| scan.at(*at) == '《')?;
    (scan.at(end) == '》').then_some(start + 1..end)
}

/// The year of a title that speaks of one, and of no period: `2023-2025年`.
fn titled(scan: &Scan, title: Range<usize>) -> Option<(i32, (usize, usize))> {
    let mut found: Option<(i32, (usize, usize))> = None;
    for at in title.filter(|at| scan.at(*at) == '年') {
        let chars = at.checked_sub(4)?..at;
        let before = scan.back(chars.start, 1);
        if before.is_ascii_digit() || matches!(before, '-' | '~' | '—' | '至' | '到') {
            return None;
        }
        let Some(year) = year(scan, &chars) else { continue };
        if found.is_some_and(|(other, _)| other != year) || scan.at(at + 1) == '至' {
            return None;
        }
        found = Some((year, scan.span(&(chars.start..at + 1))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_and_the_titles_before_them() {
        let found = |text: &str| {
            let papers = papers_of(&Scan::new(text));
            papers
                .into_iter()
                .map(|paper| (paper.year, paper.titled.map(|(year, _)| year)))
                .collect::<Vec<_>>()
        };
        for (text, expected) in [
            (
                "根据《关于批复 2025 年度市直部门预算的通知》（湛财预〔2025〕28 号）批复",
                vec![(2025, Some(2025))],
            ),
            ("《关于做好2024年有关工作的通知》(医保发〔2023〕19号)等", vec![(2023, Some(2024))]),
            ("国办发〔2018〕26号、人社厅发(2015)56号", vec![(2018, None), (2015, None)]),
            ("《2023-2025年行动方案》（政发〔2023〕1号）", vec![(2023, None)]),
            ("《条例》，《意见》国办发〔2018〕26号", vec![(2018, None)]),
            ("《2020年办法》；财预〔2025〕3号", vec![(2025, None)]),
            ("（2025年）30号，〔2025〕万元，〔9025〕1号", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
