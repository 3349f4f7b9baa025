//! Which lines of a list add up to its total.
//!
//! Printed forms show the tree of a list only by 其中 and by its numbers (一、 （一） 1. （1）), so
//! that some lines can be read in two ways.

use crate::filing::Cell;
use crate::value::number::Dec;
use crate::value::text::contains_any;

/// Limit on the number of readings.
const MOST_READINGS: usize = 64;

/// How far a list can be assumed to be complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// A column of the form that is split into its parts.
    Complete,
    /// Parts of a whole, complete if there are several or one is 其他 or 上年结转.
    Parts,
    /// Expense lines, where a list that begins with 其中 names examples.
    Expenses,
    /// Examples, as the filing itself states.
    Examples,
}

/// The relation of a line to its total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Top,
    /// Part of an earlier line, by its number.
    Deeper,
    /// Part of an earlier line, by 其中; some forms mean the total.
    Sub,
    /// Either.
    Unclear,
}

/// A list of names, interpreted.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    roles: Vec<Role>,
    /// Whether the lines add up to the total.
    pub exhaustive: bool,
    /// Whether there are several ways to read it.
    pub unclear: bool,
}

/// The filled cells of one column under a layout.
pub struct Addends<'a> {
    /// Those that add up in the most obvious reading.
    pub cells: Vec<&'a Cell>,
    /// The sums of the other readings, in base units.
    pub also: Vec<Dec>,
}

impl Layout {
    /// `names` are compact, as kept by cells.
    pub fn of(names: &[&str], has_parts: &[bool], trust: Trust) -> Layout {
        let base = names.iter().filter_map(|name| level(unlabelled(name))).min();
        let (mut seen_other, mut inside) = (false, false);
        let mut roles = Vec::with_capacity(names.len());
        for (at, name) in names.iter().enumerate() {
            let labelled = is_labelled(name);
            let role = if labelled && seen_other {
                inside = true;
                Role::Sub
            } else if labelled && at > 0 {
                // Beside the one above, or part of it.
                inside = true;
                Role::Unclear
            } else {
                match (level(unlabelled(name)), base) {
                    (Some(level), Some(base)) if level > base => Role::Deeper,
                    (Some(_), _) => {
                        inside = false;
                        Role::Top
                    }
                    (None, Some(_)) if at > 0 => Role::Unclear,
                    _ if inside => Role::Unclear,
                    _ => Role::Top,
                }
            };
            seen_other |= !labelled;
            roles.push(role);
        }
        let is_subtotal = |(at, name): (usize, &&str)| {
            level(name).is_none()
                && !has_parts.get(at).is_some_and(|has| *has)
                && (name.contains("小计") || name.contains("合计"))
        };
        let unclear = roles.contains(&Role::Unclear) || names.iter().enumerate().any(is_subtotal);
        Layout { exhaustive: is_exhaustive(names, &roles, trust), roles, unclear }
    }

    /// The addends of one column; `None` if a cell cannot be read, nothing is filled in, or there
    /// are too many readings.
    pub fn addends<'a>(&self, cells: &[Option<&'a Cell>]) -> Option<Addends<'a>> {
        let mut found = Addends { cells: Vec::new(), also: Vec::new() };
        // What the other readings add to the most obvious one.
        let mut more: Vec<Dec> = Vec::new();
        for (cell, role) in cells.iter().zip(&self.roles) {
            let Some(cell) = cell.filter(|cell| !cell.is_empty()) else { continue };
            let amount = cell.amount()?;
            match role {
                Role::Deeper => {}
                Role::Top => found.cells.push(cell),
                Role::Sub | Role::Unclear => {
                    let before = [Dec::ZERO].into_iter().chain(more.iter().copied());
                    let with: Vec<Dec> =
                        before.map(|before| before.plus(amount)).collect::<Option<_>>()?;
                    for sum in with.into_iter().filter(|sum| !sum.is_zero()) {
                        if !more.contains(&sum) {
                            more.push(sum);
                        }
                    }
                }
            }
            if more.len() >= MOST_READINGS {
                return None;
            }
        }
        if !more.is_empty() {
            let sum = Dec::sum_of(found.cells.iter().map(|cell| cell.amount()))?;
            found.also = more.into_iter().map(|more| sum.plus(more)).collect::<Option<_>>()?;
        }
        (!found.cells.is_empty()).then_some(found)
    }

    /// The filled cells of one column that are part of an earlier line, by their numbers, with that
    /// line's cell; those behind 其中, or that may be, without.
    pub fn inner<'a>(&self, cells: &[Option<&'a Cell>]) -> Vec<(Option<&'a Cell>, &'a Cell)> {
        let mut whole = None;
        let mut found = Vec::new();
        for (cell, role) in cells.iter().zip(&self.roles) {
            let cell = cell.filter(|cell| !cell.is_empty());
            match (role, cell) {
                (Role::Top, _) => whole = cell,
                // Without a figure of its line it has nothing to be measured by.
                (Role::Deeper, Some(cell)) => found.extend(whole.map(|whole| (Some(whole), cell))),
                (Role::Sub | Role::Unclear, Some(cell)) => found.push((None, cell)),
                (_, None) => {}
            }
        }
        found
    }

    /// The addends of one column that are still blank.
    pub fn blanks<'a>(&self, cells: &[Option<&'a Cell>]) -> Vec<&'a Cell> {
        let tops = cells.iter().zip(&self.roles).filter(|(_, role)| **role == Role::Top);
        tops.filter_map(|(cell, _)| cell.filter(|cell| cell.is_blank())).collect()
    }
}

/// Each line with a number that exactly one without follows, which can only be part of it.
pub fn only_parts(names: &[&str]) -> impl Iterator<Item = (usize, usize)> {
    let has_number = |at: usize| names.get(at).is_none_or(|name| level(unlabelled(name)).is_some());
    let pairs = (0..names.len().saturating_sub(1)).map(|at| (at, at + 1));
    pairs.filter(move |(whole, part)| {
        has_number(*whole) && !has_number(*part) && has_number(part + 1)
    })
}

fn is_labelled(name: &str) -> bool {
    name.starts_with("其中")
}

fn unlabelled(name: &str) -> &str {
    name.strip_prefix("其中").map_or(name, |rest| rest.trim_start_matches([':', ',', '、']))
}

fn is_exhaustive(names: &[&str], roles: &[Role], trust: Trust) -> bool {
    let tops = || {
        names
            .iter()
            .zip(roles)
            .filter(|(_, role)| matches!(role, Role::Top | Role::Unclear))
            .map(|(name, _)| name)
    };
    let has_rest = || tops().any(|name| contains_any(name, &["其他", "其它", "结转", "结余"]));
    let several = || tops().filter(|name| !is_labelled(name)).count() >= 2;
    match trust {
        Trust::Complete => true,
        Trust::Parts => has_rest() || several(),
        Trust::Expenses => {
            // Vehicles are bought and run; there are no other expenses for them.
            let vehicles = || {
                tops().any(|name| name.contains("购置")) && tops().any(|name| name.contains("运行"))
            };
            let opens_with_example = names.first().is_some_and(|name| is_labelled(name));
            has_rest() || vehicles() || (!opens_with_example && several())
        }
        Trust::Examples => false,
    }
}

/// 一、 is 0, （一） 1, `1.` 2, （1） 3, ① 4.
fn level(name: &str) -> Option<u8> {
    const CHINESE: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    // Most names do not begin like a number.
    if !name.starts_with(|c: char| {
        c == '(' || c.is_ascii_digit() || CHINESE.contains(&c) || ('①'..='⑳').contains(&c)
    }) {
        return None;
    }
    let (bracketed, rest) = match name.strip_prefix('(') {
        Some(rest) => (true, rest),
        None => (false, name),
    };
    let end: &[char] = if bracketed { &[')'] } else { &['、', '.', ')'] };
    let counted = |is_counter: &dyn Fn(char) -> bool| {
        let after = rest.trim_start_matches(is_counter);
        let length = rest.len() - after.len();
        // `2.5%` is not a number of a line.
        length > 0
            && after.starts_with(end)
            && !after.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
    };
    if counted(&|c| CHINESE.contains(&c)) {
        return Some(if bracketed { 1 } else { 0 });
    }
    if counted(&|c| c.is_ascii_digit()) {
        return Some(if bracketed { 3 } else { 2 });
    }
    name.starts_with(|c| ('①'..='⑳').contains(&c)).then_some(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::text::compact;

    fn layout(names: &[&str], trust: Trust) -> (String, bool, bool) {
        let names: Vec<_> = names.iter().map(|name| compact(name)).collect();
        let layout = Layout::of(&names.iter().map(|name| &**name).collect::<Vec<_>>(), &[], trust);
        let roles = layout.roles.iter().map(|role| match role {
            Role::Top => 'T',
            Role::Deeper => 'd',
            Role::Sub => 's',
            Role::Unclear => '?',
        });
        (roles.collect(), layout.exhaustive, layout.unclear)
    }

    #[test]
    fn reads_the_tree_of_a_printed_list() {
        for (names, trust, roles, exhaustive, unclear) in [
            (
                &["其中：当年财政拨款", "上年结转资金", "其他资金"][..],
                Trust::Parts,
                "TTT",
                true,
                false,
            ),
            (
                &["其中：中央财政资金", "其中：地方资金", "其他资金"],
                Trust::Parts,
                "T??",
                true,
                true,
            ),
            (
                &["其中：财政拨款", "其中：中央资金", "地方资金", "其他资金"],
                Trust::Parts,
                "T???",
                true,
                true,
            ),
            (&["其中：财政拨款"], Trust::Parts, "T", false, false),
            (&["其中：财政拨款", "自有资金"], Trust::Parts, "TT", false, false),
            (&["财政拨款", "自有资金"], Trust::Parts, "TT", true, false),
            (&["财政拨款", "其中：中央补助", "自有资金"], Trust::Parts, "Ts?", true, true),
            (
                &["1、业务经费", "2、运行维护经费", "3、省级专项资金", "中央下达补助资金"],
                Trust::Expenses,
                "TTT?",
                true,
                true,
            ),
            (&["其中：公车购置", "公车运行维护"], Trust::Expenses, "TT", true, false),
            (
                &["其中：办公费", "水费、电费、差旅费", "会议费、培训费"],
                Trust::Expenses,
                "TTT",
                false,
                false,
            ),
            (
                &["（一）收入小计", "1. 保险费收入", "2. 利息收入", "（二）上级补助收入"],
                Trust::Parts,
                "TddT",
                true,
                false,
            ),
            (&["财政资金小计", "中央资金", "省级资金"], Trust::Parts, "TTT", true, true),
        ] {
            assert_eq!(layout(names, trust), (roles.to_owned(), exhaustive, unclear), "{names:?}");
        }
    }

    #[test]
    fn tells_a_number_from_a_figure() {
        assert_eq!(
            ["一、期初余额", "（一）小计", "1. 收入", "(2)支出", "①其他", "三公经费", "2.5%以下"]
                .map(|n| level(&compact(n))),
            [Some(0), Some(1), Some(2), Some(3), Some(4), None, None]
        );
    }
}
