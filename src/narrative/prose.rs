//! The prose of a cell, read once for all rules.

use super::calendar::Calendar;
use super::claim::Claim;
use super::claims::claims_of;
use super::dated::{Dated, sentences_of};
use super::paper::{Notice, Paper, notices_of, papers_of};
use super::scanner::{Item, Scan, Token};
use crate::order::sorted_by_key;

/// In characters; a longer beginning of a line is not its subject.
const LONGEST_LEAD: usize = 40;

/// The figures, claims and dates of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    /// How many quantities there are.
    pub quantities: usize,
    /// The claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// The sentences that have a date.
    pub dated: Vec<Dated>,
    /// The papers that it names by their numbers.
    pub papers: Vec<Paper>,
    /// The notices on evaluations that it names by their titles.
    pub notices: Vec<Notice>,
    /// Its dates, and which of them cannot be.
    pub calendar: Calendar,
    /// The quantities, without approximations and operands of written formulas.
    pub mentions: Vec<Mention>,
    /// Those that are left out there.
    rough: Vec<Mention>,
    /// The subject with which each line begins: 可持续影响指标 of `可持续影响指标（…`,
    /// 社会公众满意度 of `社会公众满意度：…`; empty if there is none.
    leads: Vec<String>,
}

/// A quantity that a table may give too.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The quantity.
    pub item: Item,
    /// The index of its sentence.
    pub sentence: usize,
    /// The index of its line.
    pub line: usize,
    /// An approximation, or an operand of a written formula, is between it and the one before.
    pub follows_rough: bool,
}

impl Prose {
    /// Reads a text as typed.
    pub fn read(text: &str) -> Prose {
        // Without a digit there is no quantity and no date.
        if !text.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
            return Prose::default();
        }
        let scan = Scan::new(text);
        let sentences = scan.sentences();
        let lines = lines(&scan);
        let mut prose = Prose {
            quantities: sentences.iter().map(|sentence| sentence.items.len()).sum(),
            claims: claims_of(&scan, &sentences),
            dated: sentences_of(&scan),
            papers: papers_of(&scan),
            notices: notices_of(&scan),
            calendar: Calendar::of(&scan),
            ..Prose::default()
        };
        let mut line = 0;
        let mut follows_rough = false;
        for (sentence, items) in sentences.into_iter().map(|sentence| sentence.items).enumerate() {
            for item in items {
                while lines.get(line + 1).is_some_and(|(start, _)| *start <= item.token) {
                    line += 1;
                }
                let is_rough = item.vague || item.operand;
                let mentions = if is_rough { &mut prose.rough } else { &mut prose.mentions };
                mentions.push(Mention { item, sentence, line, follows_rough });
                follows_rough = is_rough;
            }
        }
        prose.leads = lines.into_iter().map(|(_, lead)| lead).collect();
        prose
    }

    /// All quantities in the order of the text, approximations and operands included.
    pub fn all(&self) -> Vec<&Mention> {
        let all = self.mentions.iter().chain(&self.rough).collect();
        sorted_by_key(all, |mention: &&Mention| mention.item.token)
    }

    /// The operands of written formulas, in the order of the text.
    pub fn operands(&self) -> Vec<&Item> {
        let items = self.rough.iter().map(|mention| &mention.item);
        items.filter(|item| item.operand && !item.vague).collect()
    }

    /// The subject with which the line of a mention begins; empty if there is none.
    pub fn lead(&self, mention: &Mention) -> &str {
        self.leads.get(mention.line).map_or("", String::as_str)
    }
}

/// The index of the first token of each line, and the subject of the line.
fn lines(scan: &Scan) -> Vec<(usize, String)> {
    let is_break =
        |index: usize| scan.token(index) == Some(&Token::Stop) && scan.token_text(index) == "\n";
    let after_breaks =
        (0..scan.tokens.len()).filter(|index| is_break(*index)).map(|index| index + 1);
    core::iter::once(0).chain(after_breaks).map(|start| (start, lead(scan, start))).collect()
}

/// The words with which a line begins, after a list number if there is one, if a bracket, a colon
/// or the end of the line follows: `（四）满意度指标`, `**社会公众满意度：**…`,
/// `4、可持续影响指标（…`.
fn lead(scan: &Scan, start: usize) -> String {
    let is_numeral =
        |index: usize| scan.token_text(index).chars().all(|c| "一二三四五六七八九十".contains(c));
    let mut index = start;
    loop {
        let tokens = (scan.token(index), scan.token(index + 1), scan.token(index + 2));
        index += match tokens {
            (Some(Token::ListNumber), ..) => 1,
            (Some(Token::Words), Some(Token::Mark('、')), _) if is_numeral(index) => 2,
            (Some(Token::Mark('(')), Some(Token::Words), Some(Token::Mark(')')))
                if is_numeral(index + 1) =>
            {
                3
            }
            _ => break,
        };
    }
    let opens = matches!(scan.token(index), Some(Token::Words))
        && matches!(scan.token(index + 1), None | Some(Token::Stop | Token::Mark(':' | '(')));
    let words = scan.tokens.get(index).filter(|words| opens && words.chars.len() <= LONGEST_LEAD);
    words.map_or_else(String::new, |words| scan.text(&words.chars))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_subject_of_each_line() {
        let text = "（二）产出指标\n指标分值32分。\n1、数量指标（指标分值10分，得分9.5分）\n**参保人数：**2024年参保364.22万人，参保率97.51%。其中职工43万人。\n（此项指标自评10分）\n“三公”经费控制情况：预算数15.22万元。";
        let prose = Prose::read(text);
        let mentions: Vec<_> = prose
            .mentions
            .iter()
            .map(|m| (prose.lead(m), m.item.label.as_str(), m.item.number.to_string()))
            .collect();
        let expected = [
            ("", "指标分值", "32"),
            ("数量指标", "指标分值", "10"),
            ("数量指标", "得分", "9.5"),
            ("参保人数", "2024年参保", "364.22"),
            ("参保人数", "参保率", "97.51"),
            ("参保人数", "职工", "43"),
            ("", "此项指标自评", "10"),
            ("三公经费控制情况", "预算数", "15.22"),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(lead, label, number)| (*lead, *label, (*number).to_owned()))
            .collect();
        assert_eq!(mentions, expected);
        assert_eq!(prose.quantities, 8);
    }
}
