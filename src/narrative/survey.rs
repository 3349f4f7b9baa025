//! What a text says of satisfaction: by a survey, or without any figure.

use crate::value::figure::Figure;
use crate::value::number::Dec;
use crate::value::text::{Running, contains_any, folded};

/// Does a sentence give a satisfaction as a figure?
pub fn measures_satisfaction(text: &Running) -> bool {
    sentences(text).any(|(_, said)| said.contains("满意") && said.contains(['%', '分']))
}

/// Where a sentence claims satisfaction without a figure: `参保对象均对医保支付表示满意`.
pub fn claimed_without_figure(text: &Running) -> Option<(usize, usize)> {
    const WHO: [&str; 9] = ["对象", "群众", "居民", "公众", "家长", "学生", "患者", "农户", "企业"];
    const SAID: [&str; 6] =
        ["表示满意", "均满意", "普遍满意", "较为满意", "比较满意", "满意度较高"];
    let claims = |said: &str| {
        WHO.iter().any(|word| said.contains(word)) && SAID.iter().any(|word| said.contains(word))
    };
    let (at, said) = sentences(text).find(|(_, said)| claims(said))?;
    Some(text.span(at..at + said.len()))
}

/// The clauses of a text, each with where it begins.
fn sentences(text: &Running) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.text.split_inclusive(['。', ';', '；', '\n']).map(move |said| {
        let at = next;
        next += said.len();
        (at, said.trim_end_matches(['。', ';', '；', '\n']))
    })
}

/// `发放问卷12份`: the one sample a text speaks of, where it is tiny.
pub fn tiny_sample(text: &str) -> Option<String> {
    const SURVEYS: [&str; 6] = ["问卷", "调查", "抽样", "样本", "评价表", "评分表"];
    let text = folded(text);
    if !contains_any(&text, &SURVEYS) {
        return None;
    }
    let is_sheet = |figure: &Figure| figure.unit.power == 0 && figure.unit.noun.starts_with('份');
    let sheets: Vec<Figure> = Figure::all(&text).into_iter().filter(is_sheet).collect();
    let largest = sheets.iter().map(|figure| figure.number).max()?;
    (largest < Dec::whole(30)).then(|| format!("{largest}份"))
}
