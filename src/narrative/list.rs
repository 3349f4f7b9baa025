//! Numbers of names that are listed: `内设科室5个，分别是…`.

use super::claim::{Claim, ClaimKind, ClaimVerdict, Context};
use super::scanner::{Item, Token};
use crate::value::number::Dec;

/// The most names of a list.
const MOST: i64 = 30;
/// Nouns for things that are listed by name.
const NAMED: [&str; 25] = [
    "单位", "科室", "部门", "中心", "机构", "学校", "医院", "乡镇", "街道", "处室", "股室", "内设",
    "项目", "支队", "水库", "中队", "大队", "分局", "派出所", "幼儿园", "卫生院", "管理处",
    "管理所", "校区", "园区",
];
/// In characters.
const LONGEST_NAME: usize = 30;
/// In tokens.
const LONGEST: usize = 200;

/// What a list of names contains.
#[derive(Default)]
struct Names {
    /// How many names there are, if no name contains 和, 及 or 与.
    count: i64,
    /// How many 和, 及 and 与 there are, each of which may join two names or be part of one.
    joints: i64,
    /// Commas, figures or 等 leave open how many names there are.
    unsure: bool,
}

/// Adds the counts of a sentence to `found`.
pub fn find(context: &Context<'_>, found: &mut Vec<Claim>) {
    for (index, item) in context.items().iter().enumerate() {
        let Some(stated) = count(item) else { continue };
        if let Some((names, is_introduced)) = names_after(context, item) {
            let fits = names.count <= stated && stated <= names.count + names.joints;
            let is_certain = is_introduced && !names.unsure && stated >= 1 && is_named(item);
            if fits && !names.unsure || is_certain {
                let verdict = if fits { ClaimVerdict::Holds } else { ClaimVerdict::Wrong };
                found.push(claim(context, item, verdict, names.count));
            }
        }
        found.extend(grouped(context, index, stated));
    }
    found.extend(context.items().iter().filter_map(|item| none_but_named(context, item)));
    found.extend(context.items().iter().filter_map(|item| masked(context, item)));
    found.extend(context.sentence.tokens.clone().filter_map(|token| numbered(context, token)));
}

/// `下属单位0个（市医疗保障事业管理中心）`
fn none_but_named(context: &Context<'_>, item: &Item) -> Option<Claim> {
    let scan = context.scan;
    if !item.number.is_zero() || !matches!(&*item.unit.noun, "个" | "家" | "所") {
        return None;
    }
    let names = scan.token_text(item.token + 2);
    let is_listed = scan.token(item.token + 1) == Some(&Token::Mark('('))
        && scan.token(item.token + 2) == Some(&Token::Words)
        && scan.token(item.token + 3) == Some(&Token::Mark(')'))
        && NAMED.iter().any(|noun| names.ends_with(noun))
        && !names.starts_with(['不', '含', '除', '无', '未']);
    (is_listed && !item.vague && is_named(item))
        .then(|| claim(context, item, ClaimVerdict::Wrong, 1))
}

/// `***、***、***等2名同志`: no fewer are told of than are named.
fn masked(context: &Context<'_>, item: &Item) -> Option<Claim> {
    let stated = count(item).filter(|_| matches!(&*item.unit.noun, "名" | "位" | "人"))?;
    let scan = context.scan;
    let end = scan.tokens.get(item.token)?.chars.start;
    if !matches!(scan.back(end, 1), '*' | '等') {
        return None;
    }
    let before = scan.text(&(end.saturating_sub(8 * LONGEST_NAME)..end));
    let names = before.trim_end().trim_end_matches('等');
    // Of asterisks, those of Markdown have been left out.
    let is_masked = |name: &&str| !name.is_empty() && name.chars().all(|c| c == '*');
    // The first may follow other words.
    let all: Vec<&str> = names
        .rsplit('、')
        .map(|name| name.trim().rsplit([',', ';', ':', '。', '\n']).next().unwrap_or(name).trim())
        .collect();
    let listed = i64::try_from(all.iter().take_while(|name| is_masked(name)).count()).ok()?;
    (listed > stated && listed > 1).then(|| claim(context, item, ClaimVerdict::Wrong, listed))
}

/// `实现以下四个功能：1.…2.…3.…4.…（二）…`: items that are numbered from 1, as many as announced.
fn numbered(context: &Context<'_>, token: usize) -> Option<Claim> {
    const NUMERALS: &str = "一二三四五六七八九十";
    const CLASSIFIERS: &str = "个项点条类种大方";
    const REACH: usize = 600;
    let scan = context.scan;
    if scan.token(token) != Some(&Token::Words) || scan.token(token + 1) != Some(&Token::Mark(':'))
    {
        return None;
    }
    let (words, chars) = (scan.token_text(token), &scan.tokens.get(token)?.chars);
    let (before, after) = words.split_once("以下")?;
    let mut after = after.chars();
    let numeral = after.next()?;
    let stated = i64::try_from(NUMERALS.chars().position(|c| c == numeral)? + 1).ok()?;
    let classifier = after.next().filter(|c| CLASSIFIERS.contains(*c))?;
    let from = scan.tokens.get(token + 1)?.chars.end;
    let text = scan.text(&(from..scan.len().min(from + REACH)));
    let style = ['.', '、', ')'].into_iter().find(|style| {
        text.trim_start().strip_prefix('1').is_some_and(|rest| rest.starts_with(*style))
    })?;
    // A list within a list goes on with the outer one's numbers.
    let is_inner =
        scan.text(&(from.saturating_sub(REACH)..chars.start)).contains(&format!("1{style}"));
    let mut rest = text.as_str();
    let mut listed = 0;
    while let Some(after) = after_number(rest, listed + 1, style) {
        rest = after;
        listed += 1;
    }
    // Where the text ends with the list, more of it may be elsewhere.
    let goes_on = NUMERALS
        .chars()
        .any(|c| rest.contains(&format!("({c})")) || rest.contains(&format!("{c}、")));
    let is_certain = !is_inner && listed > 1 && (listed > stated || goes_on);
    let start = chars.start + before.chars().count() + 2;
    let shown = NUMERALS.chars().nth(usize::try_from(listed - 1).ok()?);
    (is_certain && listed != stated).then(|| Claim {
        kind: ClaimKind::Count,
        verdict: ClaimVerdict::Wrong,
        span: scan.span(&(start..start + 2)),
        expected: shown.map_or_else(
            || format!("{listed}{classifier}"),
            |shown| format!("{shown}{classifier}"),
        ),
        difference: Some(Dec::whole(stated - listed)),
        formula: listed.to_string(),
    })
}

fn claim(context: &Context<'_>, item: &Item, verdict: ClaimVerdict, listed: i64) -> Claim {
    let number = Dec::whole(listed);
    Claim {
        kind: ClaimKind::Count,
        verdict,
        span: item.span,
        expected: context.restated(item, number),
        difference: item.number.minus(number),
        formula: format!("{listed}"),
    }
}

/// The number of an item that counts things, if it is small enough for a list.
fn count(item: &Item) -> Option<i64> {
    let classifier =
        matches!(&*item.unit.noun, "个" | "家" | "所" | "名" | "项" | "座" | "处" | "种" | "类");
    let count = item.number.to_i64().filter(|count| (1..=MOST).contains(count))?;
    (classifier
        && item.unit.power == 0
        && !item.vague
        && !item.operand
        && item.number.decimals() == 0)
        .then_some(count)
}

fn is_named(item: &Item) -> bool {
    NAMED.iter().any(|noun| item.label.contains(noun) || item.tail.contains(noun))
}

/// The names after `4个…：` or `4个…，分别是`, and whether a colon or such a word introduces them.
fn names_after(context: &Context<'_>, item: &Item) -> Option<(Names, bool)> {
    let scan = context.scan;
    let mut token = item.token + 1;
    let mut names = Names::default();
    let mut is_introduced = false;
    if matches!(scan.token(token), Some(Token::Words)) && !is_introduction(&scan.token_text(token))
    {
        token += 1;
    }
    match scan.token(token)? {
        Token::Mark(':') => {
            is_introduced = true;
            token += 1;
        }
        Token::Mark(',') => token += 1,
        Token::Words => {}
        _ => return None,
    }
    if matches!(scan.token(token), Some(Token::Words)) && is_introduction(&scan.token_text(token)) {
        is_introduced = true;
        if matches!(scan.token(token + 1), Some(Token::Mark(':'))) {
            token += 2;
        }
    } else if !is_introduced {
        return None;
    }
    let noun = NAMED
        .iter()
        .find(|noun| item.label.contains(*noun) || item.tail.contains(*noun))
        .copied()
        .unwrap_or_default();
    let is_of_noun = |token: usize| {
        scan.token(token) == Some(&Token::Words) && scan.token_text(token).ends_with(noun)
    };
    // How many names end in the noun that is counted.
    let mut with_noun = 0;
    let mut depth = 0usize;
    let mut separator = None;
    let mut length = 0usize;
    let end = context.sentence.tokens.end.min(token + LONGEST);
    names.count = 1;
    while token < end && names.count <= MOST {
        match scan.token(token)? {
            Token::Mark('(') => depth += 1,
            Token::Mark(')') => {
                let Some(outer) = depth.checked_sub(1) else { break };
                depth = outer;
            }
            _ if depth > 0 => {}
            // After the semicolon another group of names begins.
            Token::Mark(';')
                if (token + 1..token + 3)
                    .any(|t| matches!(scan.token(t), Some(Token::Quantity { .. }))) =>
            {
                break;
            }
            Token::Mark(mark @ ('、' | ';')) => {
                if *separator.get_or_insert(*mark) != *mark {
                    // A semicolon ends names that are separated by 、.
                    names.unsure |= *mark == '、';
                    break;
                }
                names.unsure |= !(2..=LONGEST_NAME).contains(&length);
                with_noun += i64::from(is_of_noun(token.saturating_sub(1)));
                length = 0;
                names.count += 1;
            }
            Token::Words => {
                let words = scan.token_text(token);
                length += words.chars().count();
                names.joints += i64::try_from(
                    words.chars().filter(|c| matches!(c, '和' | '及' | '与')).count(),
                )
                .unwrap_or(MOST);
                names.unsure |= words.ends_with('等')
                    || words.contains("等单位")
                    || words.contains("等部门")
                    || words.contains("等学校");
            }
            // After the comma something else is counted.
            Token::Mark(',') => {
                names.unsure |= separator.is_none()
                    || !matches!(scan.token(token + 2), Some(Token::Quantity { .. }));
                break;
            }
            _ => {
                names.unsure = true;
                break;
            }
        }
        token += 1;
    }
    with_noun += i64::from(is_of_noun(token.saturating_sub(1)));
    // If some names end in the noun and some do not, the others may be parts of names:
    // `农村公路建设、养护项目、城乡客运一体化项目`.
    names.unsure |= noun == "项目" && 0 < with_noun && with_noun < names.count;
    names.unsure |= !(2..=LONGEST_NAME + 4).contains(&length) || names.count > MOST;
    Some((names, is_introduced))
}

fn is_introduction(words: &str) -> bool {
    ["分别是", "分别为", "即为"].iter().any(|word| words.starts_with(word))
}

/// What follows the number of an item, which is no part of a figure: `2.`, but not `12.5`.
fn after_number(text: &str, number: i64, style: char) -> Option<&str> {
    let number = format!("{number}{style}");
    text.match_indices(&number).find_map(|(at, _)| {
        let is_figure = |c: char| c.is_ascii_digit() || c == '.';
        let (before, after) = (text.get(..at)?, text.get(at + number.len()..)?);
        (!before.ends_with(is_figure) && !after.starts_with(is_figure)).then_some(after)
    })
}

/// Groups whose names are all listed, so that their sizes must come to the total:
/// `直属单位4个，其中副处级1个：…；正科级2个：…`.
fn grouped(context: &Context<'_>, index: usize, stated: i64) -> Option<Claim> {
    let total = context.item(index)?;
    let groups = context.items().get(index + 1..)?;
    let (first, _) = groups.split_first()?;
    if !first.among || groups.len() < 2 || !is_named(total) || groups.len() > 12 {
        return None;
    }
    let listed = |item: &Item| {
        let (names, _) = names_after(context, item)?;
        let size = count(item)?;
        let has_colon = matches!(context.scan.token(item.token + 1), Some(Token::Mark(':')));
        (has_colon
            && !names.unsure
            && item.unit.noun == total.unit.noun
            && names.count <= size
            && size <= names.count + names.joints)
            .then_some(size)
    };
    let sizes: Option<Vec<i64>> = groups.iter().map(listed).collect();
    let listed: i64 = sizes?.iter().sum();
    let verdict = if listed == stated { ClaimVerdict::Holds } else { ClaimVerdict::Wrong };
    Some(claim(context, total, verdict, listed))
}
