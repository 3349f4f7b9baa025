//! The tokens of XML and HTML, as far as tables and paragraphs need them. Tokenizing never fails:
//! what is not a tag is text.
//!
//! Web pages need a tokenizer that forgives, and the parts of office files are read by the same
//! one. quick-xml was tried for these: it passes the same tests, but adds 9.9 kB to the 130 kB of
//! the module (with brotli), and replaces no code here, since web pages stay.

/// A piece of markup. Names are without namespace, entities are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `<name key="value">`, or where it is `closed`, `<name/>`.
    Open {
        /// As written.
        name: &'a str,
        /// Keys and values in order.
        attributes: Vec<(&'a str, String)>,
        /// Whether the element is empty.
        closed: bool,
    },
    /// `</name>`
    Close(&'a str),
    /// Text between tags.
    Text(String),
}

/// Iterates over the tokens of a text.
pub struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    /// Starts at the beginning of a text.
    pub fn new(text: &'a str) -> Tokens<'a> {
        Tokens { rest: text }
    }

    /// Skips the content of an element without markup, such as a script, up to its closing tag.
    pub fn leave_out(&mut self, name: &str) {
        let closes = |at: &usize| {
            self.rest.get(at.saturating_add(2)..).is_some_and(|rest| begins_with(rest, name))
        };
        let end = self.rest.match_indices("</").map(|(at, _)| at).find(closes);
        self.rest = end.and_then(|end| self.rest.get(end..)).unwrap_or("");
    }
}

fn begins_with(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(tag) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at_checked(end)?;
                self.rest = rest;
                return Some(Token::Text(unescaped(text)));
            };
            if let Some(comment) = tag.strip_prefix("!--") {
                self.rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            } else if let Some(data) = tag.strip_prefix("![CDATA[") {
                let (text, rest) = data.split_once("]]>").unwrap_or((data, ""));
                self.rest = rest;
                return Some(Token::Text(text.to_owned()));
            } else if tag.starts_with(['!', '?']) {
                self.rest = tag.split_once('>').map_or("", |(_, rest)| rest);
            } else if tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
                let (inside, rest) = tag_end(tag);
                self.rest = rest;
                return Some(match inside.strip_prefix('/') {
                    Some(name) => Token::Close(local(name.trim())),
                    None => opened(inside),
                });
            } else {
                self.rest = tag;
                return Some(Token::Text("<".to_owned()));
            }
        }
    }
}

/// Quotes are respected in tags up to this length.
const LONGEST_TAG: usize = 4096;

/// The inside of a tag and what follows it; a `>` in quotes does not end the tag.
fn tag_end(tag: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in tag.char_indices().take(LONGEST_TAG) {
        match (quote, c) {
            (None, '>') => {
                let (inside, rest) = tag.split_at_checked(at).unwrap_or((tag, ""));
                return (inside, rest.strip_prefix('>').unwrap_or(rest));
            }
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    // An unclosed quote extends no further than its tag.
    tag.split_once('>').unwrap_or((tag, ""))
}

fn opened(inside: &str) -> Token<'_> {
    let closed = inside.ends_with('/');
    let inside = inside.strip_suffix('/').unwrap_or(inside);
    let end = inside.find(char::is_whitespace).unwrap_or(inside.len());
    let (name, mut rest) = inside.split_at_checked(end).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            if key.is_empty() {
                break;
            }
            attributes.push((local(key), String::new()));
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (text, after) = match quote {
            Some(quote) => value
                .strip_prefix(quote)
                .and_then(|value| value.split_once(quote))
                .unwrap_or((value, "")),
            None => value
                .split_at_checked(value.find(char::is_whitespace).unwrap_or(value.len()))
                .unwrap_or((value, "")),
        };
        attributes.push((local(key), unescaped(text)));
        rest = after;
    }
    Token::Open { name: local(name), attributes, closed }
}

/// A name without its namespace.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = after
            .split_once(';')
            .filter(|(name, _)| name.len() <= 10)
            .and_then(|(name, rest)| Some((character(name)?, rest)));
        match entity {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    let number = name.strip_prefix('#').map(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    });
    match (number, name) {
        (Some(number), _) => char::from_u32(number.ok()?),
        (None, "amp") => Some('&'),
        (None, "lt") => Some('<'),
        (None, "gt") => Some('>'),
        (None, "quot") => Some('"'),
        (None, "apos") => Some('\''),
        (None, "nbsp") => Some('\u{a0}'),
        (None, "ge") => Some('≥'),
        (None, "le") => Some('≤'),
        (None, "times") => Some('×'),
        (None, "divide") => Some('÷'),
        (None, "middot") => Some('·'),
        (None, "ldquo") => Some('“'),
        (None, "rdquo") => Some('”'),
        (None, "mdash") => Some('—'),
        (None, "ensp") => Some('\u{2002}'),
        (None, "emsp") => Some('\u{2003}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_attributes_and_entities() {
        let tokens: Vec<Token> = Tokens::new(
            "<?xml?><w:p a='1>2' w:val=\"x&amp;y\" checked/>甲&ge;9&#48;<!-- <b> --></w:p>",
        )
        .collect();
        assert_eq!(
            tokens,
            [
                Token::Open {
                    name: "p",
                    attributes: vec![
                        ("a", "1>2".to_owned()),
                        ("val", "x&y".to_owned()),
                        ("checked", String::new())
                    ],
                    closed: true
                },
                Token::Text("甲≥90".to_owned()),
                Token::Close("p"),
            ]
        );
    }
}
