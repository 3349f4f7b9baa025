//! One reading of a cell that holds sentences: all that any rule asks of its text.

use super::claim::Claim;
use super::dated::{Dated, sentences_of};
use super::scanner::{Item, Scan, Token};
use crate::narrative::claims::claims_of;

/// Longer openings of a line name nothing.
const LONGEST_LEAD: usize = 40;

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    /// How many figures with their units were recognised.
    pub quantities: usize,
    /// In the order of the text.
    pub claims: Vec<Claim>,
    /// The sentences that state a date.
    pub dated: Vec<Dated>,
    /// The quantities that stand for themselves: no approximations, no operands of written
    /// formulas.
    pub mentions: Vec<Mention>,
    /// What each line opens with where that names what the line is about: `可持续影响指标（…`,
    /// `社会公众满意度：…`.
    leads: Vec<String>,
}

/// A quantity that a table may have too.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub item: Item,
    pub sentence: usize,
    pub line: usize,
}

impl Prose {
    pub fn read(text: &str) -> Prose {
        // Nothing is stated without a digit.
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
            ..Prose::default()
        };
        let mut line = 0;
        for (sentence, items) in sentences.into_iter().map(|sentence| sentence.items).enumerate() {
            for item in items.into_iter().filter(|item| !item.vague && !item.operand) {
                while lines.get(line + 1).is_some_and(|(start, _)| *start <= item.token) {
                    line += 1;
                }
                prose.mentions.push(Mention { item, sentence, line });
            }
        }
        prose.leads = lines.into_iter().map(|(_, lead)| lead).collect();
        prose
    }

    /// What the mention's line opens with.
    pub fn lead(&self, mention: &Mention) -> &str {
        self.leads.get(mention.line).map_or("", String::as_str)
    }
}

/// The first token of each line, and what the line opens with.
fn lines(scan: &Scan) -> Vec<(usize, String)> {
    let is_break =
        |index: usize| scan.token(index) == Some(&Token::Stop) && scan.token_text(index) == "\n";
    let after_breaks =
        (0..scan.tokens.len()).filter(|index| is_break(*index)).map(|index| index + 1);
    core::iter::once(0).chain(after_breaks).map(|start| (start, lead(scan, start))).collect()
}

/// `（四）满意度指标`, `**社会公众满意度：**…`, `4、可持续影响指标（…`: the words, where nothing
/// but a number stands before them.
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
    fn knows_what_each_line_is_about() {
        let text = "（二）产出指标\n指标分值32分。\n1、数量指标（指标分值10分，得分9.5分）\n**参保人数：**2024年参保364.22万人，参保率97.51%。其中职工43万人。\n（此项指标自评10分）\n“三公”经费控制情况：预算数15.22万元。";
        let prose = Prose::read(text);
        let told: Vec<_> = prose
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
        assert_eq!(told, expected);
        assert_eq!(prose.quantities, 8);
    }
}
