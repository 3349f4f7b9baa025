//! Which finding speaks for a cause: the one place where rules meet.
//!
//! Rules do not know each other. After all have run, this settles what replaces what and what merely follows from what,
//! so that one cause is one finding.

use rustc_hash::FxHashMap as HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use super::finding::{Finding, Related, Severity};
use super::text::Text;
use crate::filing::Place;
use crate::value::number::Dec;

/// A finding of the first code silences those of the others at the same cell.
const REPLACES: [(&str, &[&str]); 13] = [
    ("NUM006", &["SUM001", "SUM002", "SUM003", "SUM005", "SUM006", "XDC003", "XDC004", "RAT001", "SCO001", "SCO002"]),
    ("SUM001", &["XDC003"]),
    ("XDC003", &["SUM002"]),
    ("REQ002", &["NUM001", "NUM005", "TGT001"]),
    ("NUM001", &["REQ001"]),
    ("RAT003", &["RAT001"]),
    ("RAT002", &["RAT001", "RAT003"]),
    ("SCO006", &["SCO001", "SCO003", "SCO005"]),
    ("SCO002", &["SCO001", "SCO005", "SUM005"]),
    // A cell that is wrong by its own form's arithmetic differs from the report for that reason.
    ("SUM005", &["XDC004"]),
    ("RAT001", &["XDC004"]),
    ("RAT003", &["XDC004"]),
    ("SCO001", &["XDC004"]),
];

/// Said of a cell whose figure is wrong only because it follows another wrong one.
pub const FOLLOWS: Text = Text { zh: "由此得出，随之改正", en: "follows from it and changes with it" };

/// Drops what is replaced, folds what follows into its cause, and joins what says the same of the same cell.
pub fn settle(findings: Vec<Rc<Finding>>) -> Vec<Rc<Finding>> {
    let mut kept = without_replaced(findings);
    join_causes(&mut kept);
    let kept = fold_followers(kept);
    join_same(kept)
}

fn without_replaced(findings: Vec<Rc<Finding>>) -> Vec<Rc<Finding>> {
    type Spot<'a> = (&'a Place, Option<(usize, usize)>);
    let mut codes: HashMap<Spot<'_>, Vec<&'static str>> = HashMap::default();
    for finding in &findings {
        codes.entry((&finding.place, finding.span)).or_default().push(finding.rule.code);
    }
    let is_replaced = |finding: &Rc<Finding>| {
        let here = codes.get(&(&finding.place, finding.span)).map_or(&[][..], Vec::as_slice);
        here.len() > 1 && REPLACES.iter().any(|(by, replaced)| replaced.contains(&finding.rule.code) && here.contains(by))
    };
    let replaced: Vec<bool> = findings.iter().map(is_replaced).collect();
    findings.into_iter().zip(replaced).filter_map(|(finding, replaced)| (!replaced).then_some(finding)).collect()
}

/// A sum that is off by as much as one of its parts is by another rule's reckoning: the part is wrong, and it is said once. So of a part that
/// differs from another document (SUM001 and XDC003), and of points that were not given in full (SUM003 or SUM004, and SCO004).
fn join_causes(findings: &mut [Rc<Finding>]) {
    let off = |finding: &Finding| Dec::read(finding.difference.as_deref()?.trim_start_matches('-'));
    let mut sums: HashMap<(Place, Dec), usize> = HashMap::default();
    let are_sums = |(_, finding): &(usize, &Rc<Finding>)| matches!(finding.rule.code, "SUM001" | "SUM003" | "SUM004");
    for (index, finding) in findings.iter().enumerate().filter(are_sums) {
        let Some(off) = off(finding) else { continue };
        sums.extend(finding.related.iter().map(|part| ((part.place.clone(), off), index)));
    }
    if sums.is_empty() {
        return;
    }
    for index in 0..findings.len() {
        let Some((finding, off)) = findings.get(index).and_then(|finding| Some((finding, off(finding)?))) else { continue };
        if finding.rule.code == "SCO004" {
            let sum = finding.related.iter().find_map(|weight| sums.get(&(weight.place.clone(), off)));
            let total = sum.and_then(|sum| findings.get(*sum)).map(|sum| sum.place.clone());
            follow(findings, index, total);
            continue;
        }
        if finding.rule.code != "XDC003" {
            continue;
        }
        if let Some(sum) = sums.get(&(finding.place.clone(), off)) {
            let part = finding.place.clone();
            follow(findings, *sum, Some(part));
        } else if let Some(sum) = finding.related.iter().find_map(|other| sums.get(&(other.place.clone(), off))) {
            // The other document was taken for the one that is wrong.
            let total = findings.get(*sum).map(|sum| sum.place.clone());
            follow(findings, index, total);
        }
    }
}

fn follow(findings: &mut [Rc<Finding>], index: usize, cause: Option<Place>) {
    if let (Some(finding), Some(cause)) = (findings.get_mut(index), cause) {
        Rc::make_mut(finding).follows.push(cause);
    }
}

/// Longest chain of causes: a score follows a rate, the rate a budget, the budget a slip.
const LONGEST_CHAIN: usize = 8;

fn fold_followers(mut findings: Vec<Rc<Finding>>) -> Vec<Rc<Finding>> {
    let mut errors: HashMap<&Place, usize> = HashMap::default();
    for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.severity == Severity::Error) {
        errors.entry(&finding.place).or_insert(index);
    }
    let cause_of = |index: usize| {
        let finding = findings.get(index)?;
        finding.follows.iter().find_map(|place| errors.get(place).copied().filter(|cause| *cause != index))
    };
    // The first cause of all: two findings that follow each other are left as they are.
    let root_of = |index: usize| {
        let mut at = cause_of(index)?;
        for _ in 0..LONGEST_CHAIN {
            match cause_of(at) {
                Some(next) if next == index => return None,
                Some(next) => at = next,
                None => return Some(at),
            }
        }
        None
    };
    let roots: Vec<Option<usize>> = (0..findings.len()).map(root_of).collect();
    let folded: Vec<(Place, usize)> =
        findings.iter().zip(&roots).filter_map(|(finding, root)| Some((finding.place.clone(), (*root)?))).collect();
    for (place, root) in folded {
        if let Some(cause) = findings.get_mut(root).map(Rc::make_mut) {
            cause.related.retain(|related| related.place != place);
            cause.related.push(Related { place, note: Some(FOLLOWS) });
        }
    }
    findings.into_iter().zip(roots).filter_map(|(finding, root)| root.is_none().then_some(finding)).collect()
}

/// Two checks of one rule may point at the same cell (a breakdown's total must equal its parts and the funds line): one finding, all relations.
fn join_same(findings: Vec<Rc<Finding>>) -> Vec<Rc<Finding>> {
    let mut kept: Vec<Rc<Finding>> = Vec::with_capacity(findings.len());
    let mut first: HashMap<(&'static str, Place, String), usize> = HashMap::default();
    for finding in findings {
        let key = match (&finding.span, &finding.expected) {
            (None, Some(expected)) => Some((finding.rule.code, finding.place.clone(), expected.clone())),
            _ => None,
        };
        let same = key.and_then(|key| match first.entry(key) {
            Entry::Occupied(entry) => Some(*entry.get()),
            Entry::Vacant(entry) => {
                entry.insert(kept.len());
                None
            }
        });
        match same.and_then(|index| kept.get_mut(index)) {
            Some(same) => finding.related.iter().for_each(|related| {
                if !same.related.contains(related) {
                    Rc::make_mut(same).related.push(related.clone());
                }
            }),
            None => kept.push(finding),
        }
    }
    kept
}
