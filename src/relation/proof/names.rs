//! What the names of figures say of them: which make a whole together, how many share a figure, and
//! which are kept apart.

/// Names that make a whole together. A list is complete if it has a name for every member of one of
/// these.
const WHOLES: [&[&[&str]]; 18] = [
    &[&["基本支出"], &["项目支出"]],
    &[&["中央"], &["省"], &["市"], &["县", "区"]],
    &[&["在职"], &["退休"]],
    &[&["在编", "编内"], &["合同制", "编外", "聘用"]],
    &[&["行政编制", "行政人员"], &["事业编制", "事业人员"]],
    &[&["职工"], &["居民"]],
    &[&["男"], &["女"]],
    &[&["年初预算"], &["追加", "调增"]],
    &[&["人员经费", "人员支出"], &["公用经费", "公用支出"]],
    &[&["城镇", "城市"], &["农村", "乡村"]],
    &[&["当年", "本年"], &["上年结转", "结转"]],
    &[&["财政"], &["自筹", "自有", "单位资金"]],
    &[&["市本级", "市级", "本级"], &["转移支付", "对下"]],
    &[&["保费"], &["其他"]],
    &[&["上半年"], &["下半年"]],
    &[&["小学"], &["初中"], &["高中"], &["幼儿园", "学前"]],
    &[&["公办"], &["民办"]],
    &[&["一季度", "第一季度"], &["二季度"], &["三季度"], &["四季度"]],
];

/// Whether the names show that the list is complete.
pub fn is_whole(names: &[&str], split: bool) -> bool {
    let has =
        |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.contains(word)));
    // 其他支出 is the rest; a longer name such as 其他交通费用 is not.
    let rest = |name: &&str| {
        name.strip_prefix("其他")
            .or_else(|| name.strip_prefix("其余"))
            .is_some_and(|of| of.chars().count() <= 2)
    };
    let other = names.last().is_some_and(rest);
    let level = WHOLES.get(1).is_some_and(|levels| levels.iter().all(|words| has(words)));
    if split {
        return level;
    }
    other && names.len() > 2
        || WHOLES.iter().any(|whole| {
            whole.len() <= names.len().max(2)
                && whole.iter().all(|words| has(words))
                && fits_names(whole, names)
        })
}

/// Whether the names are some levels of government and not all that pay: the rest is not listed.
pub fn is_partial(names: &[&str]) -> bool {
    let Some(levels) = WHOLES.get(1) else { return false };
    let is_level = |name: &&str| levels.iter().any(|words| has_any(name, words));
    names.len() > 1
        && names.iter().all(is_level)
        && !levels.iter().all(|words| names.iter().any(|name| has_any(name, words)))
}

fn has_any(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.contains(word))
}

/// Whether every name belongs to the whole. A third name beside 基本支出 and 项目支出 may be a
/// detail of either.
fn fits_names(whole: &[&[&str]], names: &[&str]) -> bool {
    names.iter().all(|name| whole.iter().any(|words| has_any(name, words)))
}

/// How many share a figure: two for `市、县各应负担`. `None` if 各 leaves open how many.
pub fn sharers(label: &str) -> Option<i64> {
    let Some((names, rest)) = label.rsplit_once('各') else { return Some(1) };
    if rest.starts_with(['级', '项', '类', '地', '县', '市', '区', '单', '部']) {
        return if names.is_empty() || label.starts_with('各') { None } else { Some(1) };
    }
    let joints = names.chars().filter(|c| matches!(c, '、' | '和' | '与' | '及')).count();
    (joints > 0).then(|| i64::try_from(joints).ok().map(|joints| joints + 1)).flatten()
}

/// Words that tell operands of one rate from those of another.
const APART: [(&str, &str); 6] = [
    ("收入", "支出"),
    ("职工", "居民"),
    ("户籍", "常住"),
    ("城镇", "农村"),
    ("基本支出", "项目支出"),
    ("男", "女"),
];

/// Whether two names are of things that are kept apart: 收入 and 支出.
pub fn clashes(one: &str, other: &str) -> bool {
    let only = |text: &str, word: &str, not: &str| text.contains(word) && !text.contains(not);
    APART
        .iter()
        .any(|(a, b)| only(one, a, b) && only(other, b, a) || only(one, b, a) && only(other, a, b))
}
