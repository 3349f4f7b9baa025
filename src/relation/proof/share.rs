//! Shares, rates and growth.

use rustc_hash::FxHashMap as HashMap;

use super::fact::{Fact, TableColumn};
use super::named_share::{self, Named};
use super::names::clashes;
use super::tie::{CERTAIN, Form, Kind, Tie, Ties};
use crate::order::sorted;
use crate::value::number::Dec;
use crate::value::text::contains_any;
use crate::value::unit::Dimension;

/// How many figures before a rate its operands may be among.
const REACH: usize = 10;
/// A row with a longer name, in characters, is no subject of a rate.
const LONGEST_NAME: usize = 32;
/// Of more rows with one name it is not known which is meant.
const MOST_ROWS: usize = 48;
/// A name that fits an operand of the rate.
const NAMED: i32 = 14;
/// Operands right before their rate.
const BESIDE: i32 = 8;

/// A rate by its name, with the names of what is divided and of what it is divided by.
struct Rate {
    names: &'static [&'static str],
    part: &'static [&'static str],
    whole: &'static [&'static str],
}

const RATES: [Rate; 9] = [
    Rate {
        names: &["结余率", "节余率"], part: &["结余", "节余"], whole: &["收入", "预算"]
    },
    Rate {
        names: &[
            "执行率", "支出率", "支出进度", "执行进度", "完成率", "使用率", "执行情况", "控制率",
        ],
        part: &["支出", "执行", "使用", "决算", "完成", "实际", "在职", "收入"],
        whole: &[
            "预算", "下达", "指标", "计划", "任务", "年初", "编制", "安排", "批复", "预留", "到位",
        ],
    },
    Rate {
        names: &["到位率"], part: &["到位"], whole: &["应", "预算", "下达", "计划", "总额"]
    },
    Rate {
        names: &["参保率", "参合率", "入学率", "覆盖率", "普及率"],
        part: &["参保", "参合", "入学", "覆盖", "普及"],
        whole: &["人口", "应", "总数", "总人数", "适龄"],
    },
    Rate {
        names: &["利用率"], part: &["在用", "利用"], whole: &["所有", "总", "全部"]
    },
    Rate {
        names: &["支付率", "兑付率", "发放率", "拨付率", "兑现率"],
        part: &["支付", "兑付", "发放", "拨付", "兑现"],
        whole: &["应", "下达", "预算", "总", "计划"],
    },
    Rate {
        names: &["合格率", "达标率", "优良率", "通过率", "及格率"],
        part: &["合格", "达标", "优良", "通过", "及格"],
        whole: &["总", "抽", "检", "共", "应", "参加"],
    },
    Rate { names: &["占比", "占"], part: &[""], whole: &[""] },
    Rate {
        names: &["率"], part: &["实际", "完成"], whole: &["计划", "应", "总", "目标"]
    },
];

/// The first `texts` facts are those of texts.
pub fn find(facts: &[Fact<'_>], texts: usize, ties: &mut Ties<'_>) {
    let rows = Rows::of(facts, texts);
    for (index, fact) in facts.iter().enumerate().take(texts) {
        if !fact.item.is_share() || fact.item.unit.noun == "百分点" {
            continue;
        }
        let before: Vec<usize> = (0..index)
            .rev()
            .take(2 * REACH)
            .filter(|at| {
                facts.get(*at).is_some_and(|other| {
                    core::ptr::eq(other.cell, fact.cell) && !other.item.is_share()
                })
            })
            .take(REACH)
            .collect();
        let named = named_share::find(facts, index);
        if let Some((form, a, b)) = named {
            let figures = &[index, a, b];
            ties.push(Tie { kind: Kind::Share, form, figures, words: CERTAIN, tried: 1 });
        }
        if fact.marks().is_step || grows(fact).is_some() {
            growth(facts, index, &before, ties);
        } else if !fact.marks().is_aimed {
            quotients(facts, index, &before, named, ties);
            of_rows(facts, index, &rows, ties);
        }
    }
}

/// The rows of tables that have an amount planned and one spent, by their names: their facts.
#[derive(Default)]
struct Rows<'a> {
    by_name: HashMap<&'a str, Vec<(usize, usize)>>,
    /// How long names are, in bytes.
    lengths: Vec<usize>,
}

impl<'a> Rows<'a> {
    fn of(facts: &[Fact<'a>], texts: usize) -> Rows<'a> {
        let mut rows = Rows::default();
        for (index, spent) in facts.iter().enumerate().skip(texts) {
            let name = spent.name();
            let is_named = (2..=LONGEST_NAME).contains(&name.chars().count());
            if spent.place.column != Some(TableColumn::Executed) || !is_named {
                continue;
            }
            let planned = (texts..index).rev().take(2).filter(|at| {
                facts.get(*at).is_some_and(|fact| {
                    fact.place.line == spent.place.line
                        && fact.place.column == Some(TableColumn::Budget)
                })
            });
            for planned in planned {
                rows.by_name.entry(name).or_default().push((index, planned));
                if !rows.lengths.contains(&name.len()) {
                    rows.lengths.push(name.len());
                }
            }
        }
        rows
    }

    /// The rows whose names a label contains, in order.
    fn named_in(&self, label: &str) -> Vec<(usize, usize)> {
        let mut named: Vec<&Vec<(usize, usize)>> = Vec::new();
        for (start, _) in label.char_indices() {
            let ends = self.lengths.iter().map(|length| start + length);
            let names = ends.filter_map(|end| self.by_name.get(label.get(start..end)?));
            named.extend(names.filter(|rows| rows.len() <= MOST_ROWS));
        }
        let rows = named.into_iter().flatten().copied().collect();
        let mut rows: Vec<(usize, usize)> = sorted(rows, Ord::cmp);
        rows.dedup();
        rows
    }
}

/// `收入预算执行率102.96%`, of the row 收入 of a table.
fn of_rows(facts: &[Fact<'_>], index: usize, rows: &Rows<'_>, ties: &mut Ties<'_>) {
    let Some(rate) = facts.get(index) else { return };
    let label = rate.name();
    let ends = ["预算执行率", "执行率", "支出率", "预算完成率", "完成率", "执行进度"];
    let Some(subject) = ends.iter().find_map(|end| label.strip_suffix(end)) else { return };
    let is_apart = |(spent, _): &(usize, usize)| {
        facts
            .get(*spent)
            .is_none_or(|row| clashes(label, row.item.topic) || clashes(label, row.name()))
    };
    let mut fitting = rows.named_in(subject);
    fitting.retain(|row| !is_apart(row));
    for (spent, planned) in &fitting {
        ties.push(Tie {
            kind: Kind::Share,
            form: Form::Quotient,
            figures: &[index, *spent, *planned],
            words: 2 * NAMED,
            tried: fitting.len(),
        });
    }
}

/// `named`: the operands that words name without doubt, if they do.
fn quotients(
    facts: &[Fact<'_>],
    index: usize,
    before: &[usize],
    named: Option<Named>,
    ties: &mut Ties<'_>,
) {
    let Some(rate) = facts.get(index) else { return };
    let label = rate.name();
    let ending = |kind: &'static Rate| {
        let qualifier = kind.names.iter().find_map(|name| label.strip_suffix(name))?;
        Some((kind, qualifier))
    };
    let kind = RATES.iter().find_map(ending);
    let is_full = rate.base == Dec::ONE;
    let fits = |at: &&usize| facts.get(**at).is_some_and(|fact| !clashes(label, fact.item.label));
    let operands: Vec<&usize> = before.iter().filter(fits).collect();
    // Parts, wholes and what words say for each pair.
    let mut found: Vec<(usize, usize, i32)> = Vec::new();
    for part in &operands {
        for whole in &operands {
            let (Some(a), Some(b)) = (facts.get(**part), facts.get(**whole)) else { continue };
            if part == whole
                || named.is_some_and(|(_, a, b)| (a, b) == (**part, **whole))
                || !a.is_like(b)
                || b.base.is_zero()
                || is_full && !can_be_full(label, a)
                || a.item.unit.dimension == Dimension::Time
            {
                continue;
            }
            let mut words = 0;
            if let Some((kind, qualifier)) = kind {
                let is = |fact: &Fact<'_>, words: &[&str]| contains_any(fact.item.label, words);
                let (is_part, is_whole) = (is(a, kind.part), is(b, kind.whole));
                let is_other = !is_whole && is(b, kind.part);
                // What arrived is not yet spent.
                let is_arrived = is(a, &["到位"]) && !kind.part.contains(&"到位");
                let is_of_all = kind.names.contains(&"占");
                // `东县100万元，占40%；西县50万元，占20%`: what has a share of its own is hardly
                // the whole.
                let is_part_too = is_of_all
                    && **whole + 1 != index
                    && facts.get(**whole + 1).is_some_and(|next| {
                        next.item.is_share() && next.item.label.ends_with('占')
                    });
                if (is_other || is_arrived) && !is_of_all {
                    continue;
                }
                words -= if is_part_too { 3 * NAMED } else { 0 };
                words -= if is_about(qualifier, [a, b]) { 0 } else { NAMED };
                words += if is_part { NAMED } else { 0 } + if is_whole { NAMED } else { 0 };
            }
            if before.first() == Some(*part) || before.first() == Some(*whole) {
                words += BESIDE;
            }
            if a.place.sentence == rate.place.sentence && b.place.sentence == rate.place.sentence {
                words += BESIDE;
            }
            // `占B的38.67%`
            if before.first() == Some(*whole)
                && label.is_empty()
                && contains_any(b.item.label, &["占", "完成", "为"])
            {
                words += NAMED;
            }
            found.push((**part, **whole, words));
        }
    }
    for (part, whole, words) in &found {
        ties.push(Tie {
            kind: Kind::Share,
            form: Form::Quotient,
            figures: &[index, *part, *whole],
            words: *words,
            tried: found.iter().filter(|(_, _, other)| other >= words).count(),
        });
    }
}

/// Whether a rate of 100 % tells of its operands: what was done beyond a plan is printed as 100 %.
fn can_be_full(label: &str, part: &Fact<'_>) -> bool {
    part.is_money() && !label.ends_with("完成率")
}

/// Whether the words before the kind of a rate are also said of its operands: 出厂水 of 出厂水合格率
/// is another scope than 抽检水样.
fn is_about(qualifier: &str, operands: [&Fact<'_>; 2]) -> bool {
    const ANY: [&str; 14] = [
        "预算", "资金", "项目", "指标", "任务", "综合", "总体", "基金", "当期", "总", "计划",
        "年度", "经费", "实际",
    ];
    let mut words = qualifier;
    while let Some(rest) = ANY.iter().find_map(|any| words.strip_prefix(any)) {
        words = rest;
    }
    let chars: Vec<char> = words.chars().collect();
    let is_said = |pair: &[char]| {
        let pair: String = pair.iter().collect();
        let mut operands = operands.iter();
        operands.any(|fact| fact.item.label.contains(&pair) || fact.item.topic.contains(&pair))
    };
    chars.len() < 2 || chars.windows(2).any(is_said)
}

fn growth(facts: &[Fact<'_>], index: usize, before: &[usize], ties: &mut Ties<'_>) {
    let (Some(rate), Some(grows)) = (facts.get(index), facts.get(index).and_then(grows)) else {
        return;
    };
    let near: Vec<usize> = before
        .iter()
        .copied()
        .filter(|at| facts.get(*at).is_some_and(|fact| fact.place.sentence == rate.place.sentence))
        .collect();
    let Some((last, others)) = near.split_first() else { return };
    let Some(step) = facts.get(*last) else { return };
    let like: Vec<usize> = others
        .iter()
        .copied()
        .filter(|at| facts.get(*at).is_some_and(|fact| fact.is_like(step) && !fact.base.is_zero()))
        .collect();
    // `由450元提高到480元`: that is no amount of a change.
    let is_by_step = step.marks().is_step && !step.item.label.contains('到');
    for other in &like {
        let Some(fact) = facts.get(*other) else { continue };
        let is_compared = fact.item.label.starts_with(['比', '较']) && !fact.ends_with_step();
        let is_before = is_compared
            || fact.marks().is_past
            || fact.year.zip(step.year).is_some_and(|(then, now)| then < now);
        if is_by_step {
            ties.push(Tie {
                kind: Kind::Share,
                form: if is_before { Form::Quotient } else { Form::StepOf { grows } },
                figures: &[index, *last, *other],
                words: if is_before { NAMED } else { 2 * NAMED },
                tried: like.len(),
            });
        } else {
            for (now, then) in [(*last, *other), (*other, *last)] {
                ties.push(Tie {
                    kind: Kind::Share,
                    form: Form::Growth { grows },
                    figures: &[index, now, then],
                    words: NAMED,
                    tried: 2 * like.len(),
                });
            }
        }
    }
}

/// Whether a rate of change is one of growth; `None` if it is none, or of both.
fn grows(rate: &Fact<'_>) -> Option<bool> {
    const GROWS: [&str; 6] = ["增长", "增加", "提高", "上升", "增幅", "提升"];
    const FALLS: [&str; 6] = ["下降", "减少", "降低", "降幅", "压减", "缩减"];
    let (grows, falls) = (rate.item.is_labelled(&GROWS), rate.item.is_labelled(&FALLS));
    (grows != falls).then_some(grows)
}
