//! Wording, kept apart from the figures that go into it.

/// The language of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    #[default]
    Chinese,
    English,
}

/// A longer cell is quoted by its beginning.
const LONGEST_QUOTE: usize = 30;
/// What is worked out and not quoted is told in full.
const IN_FULL: [&str; 5] = ["formula", "taken", "expected", "grades", "table"];

/// One sentence in both languages. `{name}` stands for an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub zh: &'static str,
    pub en: &'static str,
}

impl Text {
    pub fn in_locale(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::Chinese => self.zh,
            Locale::English => self.en,
        }
    }

    /// The sentence with its arguments filled in. An argument's own braces are left as they are.
    pub fn fill(&self, locale: Locale, args: &[(&'static str, String)]) -> String {
        let mut filled = String::with_capacity(2 * self.in_locale(locale).len());
        let mut rest = self.in_locale(locale);
        while let Some((before, tail)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, after)) = tail.split_once('}') else {
                filled.push('{');
                rest = tail;
                break;
            };
            match args.iter().find(|(key, _)| *key == name) {
                Some((_, value)) if IN_FULL.contains(&name) => filled.push_str(value),
                Some((_, value)) => {
                    let is_short = value.len() <= LONGEST_QUOTE;
                    let end = if is_short {
                        None
                    } else {
                        value.char_indices().nth(LONGEST_QUOTE).map(|(end, _)| end)
                    };
                    let quote = end.and_then(|end| value.get(..end)).unwrap_or(value);
                    // Quotes inside of quotes are single ones.
                    match filled.ends_with('“') && quote.contains(['“', '”']) {
                        true => filled.push_str(&quote.replace('“', "‘").replace('”', "’")),
                        false => filled.push_str(quote),
                    }
                    filled.push_str(if end.is_some() { "…" } else { "" });
                }
                // A template that asks for what nobody gave is a mistake of ours; the tests look
                // for braces in messages.
                None => filled.extend(["{", name, "}"]),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_the_beginning_of_a_long_cell() {
        let text = Text { zh: "填报为“{claimed}”：{formula}。", en: "" };
        let long = "一二三四五六七八九十".repeat(4);
        let args = [("claimed", long.clone()), ("formula", long.clone())];
        assert_eq!(
            text.fill(Locale::Chinese, &args),
            format!("填报为“{}…”：{long}。", "一二三四五六七八九十".repeat(3))
        );
    }

    #[test]
    fn quotes_inside_quotes_are_single() {
        let text = Text { zh: "“{name}”空白，{name}", en: "" };
        let args = [("name", "“三公经费”控制率".to_owned())];
        assert_eq!(text.fill(Locale::Chinese, &args), "“‘三公经费’控制率”空白，“三公经费”控制率");
    }

    #[test]
    fn fills_arguments_once() {
        let text =
            Text { zh: "应为{expected}，填{claimed}。", en: "{expected}, not {claimed}" };
        let args = [("expected", "{claimed}".to_owned()), ("claimed", "9".to_owned())];
        assert_eq!(text.fill(Locale::Chinese, &args), "应为{claimed}，填9。");
        assert_eq!(text.fill(Locale::English, &args), "{claimed}, not 9");
    }
}
