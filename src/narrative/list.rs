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
