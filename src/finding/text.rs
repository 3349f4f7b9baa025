//! A text in both languages.

/// The language of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// 中文, `zh-CN`
    #[default]
    Chinese,
    /// `en`
    English,
}

/// One sentence in both languages. `{name}` is a hole for an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Text {
    /// The sentence in one language.
    pub fn in_locale(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::Chinese => self.zh,
            Locale::English => self.en,
        }
    }
}

/// A sentence and its advice; both may have holes for the same arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// What was found.
    pub message: Text,
    /// What to do about it.
    pub advice: Text,
}
