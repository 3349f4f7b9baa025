//! The comparison that a figure is printed with.

/// How a result must compare with its target: 指标性质.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `≥`, 不低于, 以上
    AtLeast,
    /// `>`, 高于
    MoreThan,
    /// `≤`, 不超过, 以内
    AtMost,
    /// `<`, 低于
    LessThan,
    /// `=`, 等于
    Equal,
}

impl Comparison {
    /// The signs and words before a figure. A word precedes those that it begins with.
    const PREFIXES: [(&'static str, Comparison); 34] = [
        ("大于或等于", Comparison::AtLeast),
        ("大于等于", Comparison::AtLeast),
        ("小于或等于", Comparison::AtMost),
        ("小于等于", Comparison::AtMost),
        ("不得低于", Comparison::AtLeast),
        ("不得超过", Comparison::AtMost),
        ("不低于", Comparison::AtLeast),
        ("不少于", Comparison::AtLeast),
        ("不小于", Comparison::AtLeast),
        ("不超过", Comparison::AtMost),
        ("不高于", Comparison::AtMost),
        ("不大于", Comparison::AtMost),
        ("不多于", Comparison::AtMost),
        ("控制在", Comparison::AtMost),
        ("≥", Comparison::AtLeast),
        (">=", Comparison::AtLeast),
        ("=>", Comparison::AtLeast),
        ("> =", Comparison::AtLeast),
        ("\\geq", Comparison::AtLeast),
        ("≤", Comparison::AtMost),
        ("<=", Comparison::AtMost),
        ("=<", Comparison::AtMost),
        ("< =", Comparison::AtMost),
        ("\\leq", Comparison::AtMost),
        ("==", Comparison::Equal),
        ("=", Comparison::Equal),
        (">", Comparison::MoreThan),
        ("<", Comparison::LessThan),
        ("至少", Comparison::AtLeast),
        ("等于", Comparison::Equal),
        ("大于", Comparison::MoreThan),
        ("高于", Comparison::MoreThan),
        ("小于", Comparison::LessThan),
        ("低于", Comparison::LessThan),
    ];

    const SUFFIXES: [(&'static str, Comparison); 10] = [
        ("及以上", Comparison::AtLeast),
        ("(含)以上", Comparison::AtLeast),
        ("以上", Comparison::AtLeast),
        ("及以下", Comparison::AtMost),
        ("(含)以内", Comparison::AtMost),
        ("以下", Comparison::AtMost),
        ("以内", Comparison::AtMost),
        ("之内", Comparison::AtMost),
        ("内", Comparison::AtMost),
        ("(含)", Comparison::AtLeast),
    ];

    /// The comparison a text opens with, and the rest of the text.
    pub fn prefix(text: &str) -> Option<(Comparison, &str)> {
        Self::PREFIXES.iter().find_map(|(sign, comparison)| {
            Some((*comparison, text.strip_prefix(sign)?.trim_start()))
        })
    }

    /// The comparison a text ends with, and the text before it.
    pub(super) fn suffix(text: &str) -> Option<(Comparison, &str)> {
        Self::SUFFIXES
            .iter()
            .find_map(|(sign, comparison)| Some((*comparison, text.strip_suffix(sign)?.trim_end())))
    }

    /// `≥`, `>`, `≤`, `<`, `=`.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::AtLeast => "≥",
            Comparison::MoreThan => ">",
            Comparison::AtMost => "≤",
            Comparison::LessThan => "<",
            Comparison::Equal => "=",
        }
    }
}
