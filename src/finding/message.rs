//! Messages: the text of a finding with its arguments, independent of language.
//!
//! A message is a struct whose fields are its arguments, declared with its words by [`message!`]:
//! a hole without a field, or a field that no words use, does not compile.

use core::marker::PhantomData;

use super::arg::{Arg, ArgKind};
use super::holes::{are_all_used, are_fields};
use super::text::{Locale, Text, Words};

/// The fields of a message.
pub trait Fields {
    /// Their names, used in holes and by portals.
    const NAMES: &'static [&'static str];

    /// Their values.
    fn args(self) -> Vec<Arg>;
}

/// Words whose holes are fields of `F`.
pub struct Wording<F> {
    words: &'static Words,
    fields: PhantomData<fn(F)>,
}

impl<F> Clone for Wording<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Wording<F> {}

impl<F: Fields> Wording<F> {
    /// In a constant, this compiles only if every hole is a field.
    pub const fn new(words: &'static Words) -> Wording<F> {
        assert!(are_fields(words, F::NAMES), "a hole that is no field of the message");
        Wording { words, fields: PhantomData }
    }

    /// The message with its arguments.
    pub fn with(self, fields: F) -> Message {
        Message { words: self.words, args: fields.args() }
    }
}

/// In a constant, this compiles only if some words use every field of `F`.
pub const fn all_used<F: Fields>(words: &[Words]) {
    assert!(are_all_used(F::NAMES, words), "a field that no words of the message use");
}

/// Words with the arguments for their holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    words: &'static Words,
    args: Vec<Arg>,
}

/// Longer texts of a filing are shortened to their beginning.
const LONGEST_QUOTE: usize = 30;

impl Message {
    /// What was found.
    pub fn sentence(&self, locale: Locale) -> String {
        self.fill(self.words.message, locale)
    }

    /// What to do about it.
    pub fn advice(&self, locale: Locale) -> String {
        self.fill(self.words.advice, locale)
    }

    /// A text with the arguments in its holes. An argument's own braces are left as they are.
    pub fn fill(&self, text: Text, locale: Locale) -> String {
        let mut rest = text.in_locale(locale);
        let mut filled = String::with_capacity(2 * rest.len());
        while let Some((before, tail)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, after) = tail.split_once('}').unwrap_or((tail, ""));
            match self.args.iter().find(|arg| arg.name == name) {
                Some(arg) if arg.kind == ArgKind::Printed => filled.push_str(&arg.value),
                Some(arg) => quote(&arg.shown(self.unit()), &mut filled),
                // Only an `Option` field can be missing: the tests look for braces.
                None => filled.extend(["{", name, "}"]),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// The arguments that a portal needs to word the finding itself.
    pub fn args(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.args.iter().map(|arg| (arg.name, arg.shown(self.unit()).into_owned()))
    }

    /// The cell's content.
    pub fn claimed(&self) -> Option<&str> {
        self.value("claimed")
    }

    /// The right content.
    pub fn expected(&self) -> Option<&str> {
        self.value("expected")
    }

    /// Claimed minus expected, without a unit.
    pub fn difference(&self) -> Option<&str> {
        self.value("difference")
    }

    /// The working of the expected figure.
    pub fn formula(&self) -> Option<&str> {
        self.value("formula")
    }

    /// Claimed minus expected, in the unit the claimed figure is printed with.
    pub fn off_by(&self) -> Option<String> {
        self.difference().map(|difference| [difference, self.unit()].concat())
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|arg| arg.name == name).map(|arg| &*arg.value)
    }

    fn unit(&self) -> &str {
        self.claimed().map_or("", printed_unit)
    }
}

/// Appends a text of the filing to a sentence, shortened if long.
fn quote(value: &str, to: &mut String) {
    let is_short = value.len() <= LONGEST_QUOTE;
    let end = if is_short { None } else { value.char_indices().nth(LONGEST_QUOTE) };
    let beginning = end.and_then(|(end, _)| value.get(..end)).unwrap_or(value);
    // Nested quotation marks are single ones.
    if to.ends_with('“') && beginning.contains(['“', '”']) {
        to.push_str(&beginning.replace('“', "‘").replace('”', "’"));
    } else {
        to.push_str(beginning);
    }
    to.push_str(if end.is_some() { "…" } else { "" });
}

/// The unit directly after the last digit: `20092.71万（含结转）` → `万`.
fn printed_unit(claimed: &str) -> &str {
    let behind = |(_, behind): (&str, &'_ str)| behind.len();
    let length = claimed
        .rsplit_once(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        .map_or(0, behind);
    let behind = claimed.get(claimed.len() - length..).unwrap_or("").trim_start();
    let end = behind
        .find(|c: char| !c.is_alphabetic() && !matches!(c, '%' | '％' | '‰'))
        .unwrap_or(behind.len());
    behind.get(..end).unwrap_or("")
}

/// Declares a message: its fields, and the words that use them.
///
/// ```text
/// message! {
///     RateDiffers { formula: Printed, expected: Printed, claimed: Quoted }
///     zh "按 {formula} 计算，此处应为 {expected}，填报为 {claimed}。"
///     en "By {formula} this should be {expected}; the table says {claimed}."
///     advice { zh "核对算式中的两个数后改正比率。" en "Check both figures, then correct the rate." }
/// }
/// RATE.finding(&cell.place, RateDiffers { formula, expected, claimed: cell.into() })
/// ```
///
/// Advice that several messages share is a constant: `advice ADVICE`. If there are several wordings
/// of the same fields, each has a name:
///
/// ```text
/// message! {
///     OutOfRange { claimed: Quoted, weight: Quoted }
///     ABOVE: zh "得分 {claimed} 高于分值 {weight}。" en "…" advice ADVICE
///     BELOW: zh "得分 {claimed} 低于 0。" en "…" advice ADVICE
/// }
/// SCORE_RANGE.finding(&cell.place, BELOW.with(OutOfRange { claimed, weight }))
/// ```
///
/// Fields may be declared separately from their words:
///
/// ```text
/// message! { pub SumDiffers { claimed: Quoted, formula: Printed } }
/// message! { GROUP for SumDiffers zh "…" en "…" advice ADVICE }
/// message! { PARTS for SumDiffers says TEXT advice ADVICE }
/// ```
macro_rules! message {
    (
        $(#[$meta:meta])*
        $name:ident { $($field:ident: $type:ty),* $(,)? }
        zh $zh:literal en $en:literal advice $advice:tt
    ) => {
        message! { $(#[$meta])* $name { $($field: $type),* } }

        impl From<$name> for $crate::finding::Message {
            fn from(fields: $name) -> Self {
                const WORDS: $crate::finding::Words = message!(@words $zh $en $advice);
                const WORDING: $crate::finding::Wording<$name> =
                    $crate::finding::Wording::new(&WORDS);
                const _: () = $crate::finding::all_used::<$name>(&[WORDS]);
                WORDING.with(fields)
            }
        }
    };
    (
        $(#[$meta:meta])*
        $name:ident { $($field:ident: $type:ty),* $(,)? }
        $($wording:ident: zh $zh:literal en $en:literal advice $advice:tt)+
    ) => {
        message! { $(#[$meta])* $name { $($field: $type),* } }
        $(message! { $wording for $name zh $zh en $en advice $advice })+

        const _: () =
            $crate::finding::all_used::<$name>(&[$(message!(@words $zh $en $advice)),+]);
    };
    (
        $(#[$meta:meta])*
        $vis:vis $name:ident { $($field:ident: $type:ty),* $(,)? }
    ) => {
        $(#[$meta])*
        $vis struct $name {
            $($field: $type),*
        }

        impl $crate::finding::Fields for $name {
            const NAMES: &'static [&'static str] = &[$(stringify!($field)),*];

            fn args(self) -> Vec<$crate::finding::Arg> {
                let mut args = Vec::with_capacity(Self::NAMES.len());
                $($crate::finding::Field::put(self.$field, stringify!($field), &mut args);)*
                args
            }
        }
    };
    ($wording:ident for $name:ident zh $zh:literal en $en:literal advice $advice:tt) => {
        const $wording: $crate::finding::Wording<$name> =
            $crate::finding::Wording::new(&message!(@words $zh $en $advice));
    };
    ($wording:ident for $name:ident says $text:ident advice $advice:tt) => {
        const $wording: $crate::finding::Wording<$name> =
            $crate::finding::Wording::new(&$crate::finding::Words {
                message: $text,
                advice: message!(@text $advice),
            });
    };
    (@words $zh:literal $en:literal $advice:tt) => {
        $crate::finding::Words {
            message: message!(@text { zh $zh en $en }),
            advice: message!(@text $advice),
        }
    };
    (@text { zh $zh:literal en $en:literal }) => {
        $crate::finding::Text { zh: $zh, en: $en }
    };
    (@text $text:ident) => {
        $text
    };
}

pub(crate) use message;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Difference, Printed, Quoted};

    message! {
        Said { claimed: Quoted, expected: Printed, difference: Option<Difference> }
        zh "“{claimed}”应为“{expected}”" en "“{claimed}”, not “{expected}”"
        advice { zh "" en "" }
    }

    fn differing(claimed: &str, expected: &str) -> Message {
        Said { claimed: claimed.into(), expected: expected.into(), difference: None }.into()
    }

    #[test]
    fn quotes_the_beginning_of_a_long_text() {
        let long = "一二三四五六七八九十".repeat(4);
        let beginning = "一二三四五六七八九十".repeat(3);
        assert_eq!(
            differing(&long, &long).sentence(Locale::Chinese),
            format!("“{beginning}…”应为“{long}”")
        );
    }

    #[test]
    fn quotes_inside_quotes_are_single() {
        let message = differing("“三公经费”控制率", "“三公”");
        assert_eq!(message.sentence(Locale::Chinese), "“‘三公经费’控制率”应为““三公””");
        let text = Text { zh: "：{claimed}", en: "" };
        assert_eq!(message.fill(text, Locale::Chinese), "：“三公经费”控制率");
    }

    #[test]
    fn fills_arguments_once() {
        let message = differing("9", "{claimed}");
        assert_eq!(message.sentence(Locale::Chinese), "“9”应为“{claimed}”");
        assert_eq!(message.sentence(Locale::English), "“9”, not “{claimed}”");
    }

    #[test]
    fn a_difference_has_the_unit_of_the_claimed_figure() {
        let difference = Some("-2.5".into());
        let message: Message =
            Said { claimed: "7.5 万元（含结转）".into(), expected: "10".into(), difference }.into();
        assert_eq!(message.off_by().as_deref(), Some("-2.5万元"));
        let text = Text { zh: "差{difference}", en: "" };
        assert_eq!(message.fill(text, Locale::Chinese), "差2.5万元");
        let args: Vec<_> = message.args().filter(|(name, _)| *name == "difference").collect();
        assert_eq!(args, [("difference", "2.5万元".to_owned())]);
        assert_eq!(differing("7.5万元", "10").off_by(), None);
    }
}
