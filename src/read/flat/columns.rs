//! The columns of a table without tabs, and which of them the texts of a row are in.

use super::super::align::{Holds, is_level, is_level1, is_level2, is_sign};
use super::super::indicators::{holds, is_total_label};
use super::super::label::{self, HEAD, Vocabulary};
use super::super::words::evaluation::{BLOCKS, FIELDS, FUNDS};
use super::super::words::indicators::{ASIDE, COLUMNS};
use super::super::words::targets::PROJECT;
use crate::value::number::Dec;
use crate::value::text::compact;

/// Fewest and most names of a header.
const FEWEST: usize = 4;
const MOST: usize = 20;

pub const LABELS: &[Vocabulary] = &[FIELDS, HEAD, PROJECT];

/// Whether a line begins with the label of a field; below the header of a table an amount is a line
/// of it.
pub fn is_field(text: &str, header: Option<&Header>) -> bool {
    label::path(text, LABELS).is_some_and(|path| header.is_none() || !path.ends_with("mount"))
}

/// The columns of a flattened header.
pub enum Header {
    /// The columns, after names beside the table.
    Indicators { aside: usize, keys: Vec<&'static str> },
    /// How many columns of figures there are.
    Funds { aside: usize, figures: usize },
}

/// What a text may name in a header.
#[derive(Clone, Copy)]
struct Name {
    /// Something beside the columns.
    is_aside: bool,
    of_indicators: Option<&'static str>,
    of_funds: Option<&'static str>,
}

impl Name {
    fn of(text: &str) -> Option<Name> {
        let name = Name {
            is_aside: label::path(text, &[ASIDE, BLOCKS]).is_some(),
            of_indicators: label::named(text, COLUMNS),
            of_funds: label::named(text, FUNDS),
        };
        let is_any = name.is_aside || name.of_indicators.is_some() || name.of_funds.is_some();
        is_any.then_some(name)
    }
}

impl Header {
    fn of(names: &[Name]) -> Option<Header> {
        let aside = names.iter().take_while(|name| name.is_aside).count();
        let own = names.get(aside..).unwrap_or_default();
        let has =
            |keys: &[&str], key: &str| keys.iter().filter(|known| **known == key).count() == 1;
        let unique = |keys: &[&str]| keys.iter().all(|key| has(keys, key));
        let keys: Option<Vec<&'static str>> = own.iter().map(|name| name.of_indicators).collect();
        if let Some(keys) = keys {
            let is_table = has(&keys, "name")
                && has(&keys, "level1")
                && (has(&keys, "target") || has(&keys, "score"));
            let is_known = is_table && unique(&keys);
            return is_known.then_some(Header::Indicators { aside, keys });
        }
        let keys: Vec<&str> = own.iter().map(|name| name.of_funds).collect::<Option<_>>()?;
        let money = ["initial", "budget", "executed"].iter().filter(|key| has(&keys, key)).count();
        (money > 1 && unique(&keys) && !keys.contains(&"reason"))
            .then_some(Header::Funds { aside, figures: keys.len() })
    }

    /// A line of names.
    pub fn of_blanks(line: &str) -> Option<Header> {
        let names: Vec<Name> = line.split_whitespace().map(Name::of).collect::<Option<_>>()?;
        if names.len() < FEWEST { None } else { Header::of(&names) }
    }

    /// A name a line; and how many lines.
    pub fn of_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Option<(Header, usize)> {
        let names: Vec<Name> = lines.take(MOST).map_while(Name::of).collect();
        // Where one header follows the other, the first is read first.
        let counts = (FEWEST..=names.len()).rev();
        counts.into_iter().find_map(|count| Some((Header::of(names.get(..count)?)?, count)))
    }

    /// The columns of the texts of a row, if they fit in one way only.
    pub fn fit(&self, texts: &[&str]) -> Option<Vec<usize>> {
        match self {
            Header::Indicators { aside, keys } => {
                let mut ways = fits(keys, texts);
                let way = ways.next()?;
                if ways.next().is_some() {
                    return None;
                }
                Some(way.map(|column| column.saturating_add(*aside)).collect())
            }
            Header::Funds { aside, figures } => {
                let (name, rest) = texts.split_first()?;
                let fits = rest.len() == *figures
                    && !is_points(name)
                    && rest.iter().all(|text| is_points(text));
                let first = aside.checked_sub(1)?;
                fits.then(|| (first..).take(texts.len()).collect())
            }
        }
    }

    /// The columns of the texts of a row whose last one, a reason, has blanks in it, and that
    /// reason.
    pub fn fit_with_reason(&self, texts: &[&str]) -> Option<(Vec<usize>, String)> {
        let Header::Indicators { keys, .. } = self else { return None };
        if keys.last() != Some(&"reason") {
            return None;
        }
        let ends = 2..texts.len().min(keys.len());
        let mut ways = ends.filter_map(|end| {
            let (cells, words) = texts.split_at_checked(end)?;
            let reason = words.join(" ");
            let columns = self.fit(&[cells, &[&*reason]].concat())?;
            let is_reason = !words.first().is_some_and(|word| is_points(word));
            is_reason.then_some((columns, reason))
        });
        let way = ways.next()?;
        ways.next().is_none().then_some(way)
    }

    /// Most and fewest texts of a row.
    fn lengths(&self) -> core::ops::RangeInclusive<usize> {
        match self {
            Header::Indicators { keys, .. } => keys.len().saturating_sub(3).max(2)..=keys.len(),
            Header::Funds { figures, .. } => figures.saturating_add(1)..=figures.saturating_add(1),
        }
    }
}

/// Whether a text may be a name in a header.
pub fn is_name(text: &str) -> bool {
    Name::of(text).is_some()
}

/// The ways in which texts without a gap fit the columns: merged levels may be left out before
/// them, a blank reason behind them.
fn fits<'a>(
    keys: &'a [&'static str],
    texts: &'a [&str],
) -> impl Iterator<Item = core::ops::Range<usize>> + 'a {
    let levels = keys.iter().take_while(|key| key.starts_with("level")).count();
    let fewest = keys.len().saturating_sub(usize::from(keys.last() == Some(&"reason")));
    (0..=levels).filter_map(move |from| {
        let to = from.checked_add(texts.len())?;
        let own = keys.get(from..to).filter(|_| to >= fewest)?;
        let all = own.iter().zip(texts).all(|(key, text)| suits(holds(key), text));
        (all && agree(own, texts)).then_some(from..to)
    })
}

/// Whether the texts of a row can be of one indicator: the sign is the target's, and a score is at
/// most the weight.
fn agree(keys: &[&'static str], texts: &[&str]) -> bool {
    let of = |wanted: &str| {
        keys.iter().zip(texts).find(|(key, _)| **key == wanted).map(|(_, text)| *text)
    };
    let signed = |key: &str| of(key).is_some_and(|text| text.starts_with(SIGNS));
    let points = |key: &str| Dec::read(of(key)?.trim_end_matches('分'));
    let too_high = points("weight").zip(points("score")).is_some_and(|(most, own)| own > most);
    !too_high && (signed("target") || !signed("actual"))
}

const SIGNS: [char; 9] = ['≥', '≤', '>', '<', '=', '≧', '≦', '＞', '＜'];

fn suits(holds: Holds, text: &str) -> bool {
    match holds {
        Holds::Level1 => is_level1(text),
        Holds::Level2 => is_level2(text) || !is_level1(text) && compact(text).ends_with("指标"),
        // 服务对象满意度 is a name, too.
        Holds::Name if is_level(text) => !compact(text).ends_with("指标"),
        Holds::Name => !is_points(text) && !is_sign(text) && !is_total_label(text),
        Holds::Sign => is_sign(text),
        Holds::Number => is_points(text) && !text.ends_with(['%', '％']),
        Holds::Unit => !is_points(text) && !is_sign(text),
        Holds::Prose => !is_points(text) && !is_level(text),
        Holds::Anything => !is_level(text) && !is_sign(text) && !is_total_label(text),
    }
}

/// A figure, or a mark for none.
pub fn is_points(text: &str) -> bool {
    label::is_figure(text) || text.chars().all(|c| "-—–/".contains(c))
}

/// The columns of the next row of a stream of cells, if its length is certain: exactly one length
/// fits after which another row, a total, a label or nothing follows.
pub fn next_row(header: &Header, texts: &[&str]) -> Option<Vec<usize>> {
    let follows = |rest: &[&str]| match rest.first() {
        None => true,
        Some(next) => {
            is_total_label(next)
                || is_name(next)
                || label::path(next, LABELS).is_some()
                || header.lengths().any(|length| {
                    rest.get(..length).is_some_and(|texts| header.fit(texts).is_some())
                })
        }
    };
    let mut ways = header.lengths().filter_map(|length| {
        let (row, rest) = texts.split_at_checked(length)?;
        header.fit(row).filter(|_| follows(rest))
    });
    let way = ways.next()?;
    ways.next().is_none().then_some(way)
}
